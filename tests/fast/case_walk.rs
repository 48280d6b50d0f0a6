//! The state machine of a case, walked: every case that can be reached on some terms, everything that can happen to it there, and
//! what must hold whatever happens. The terms are in `scenarios`, what can happen in `alphabet` and `readings`, the promises in
//! `promises` and `people`; they are judged by the journal, which `story` tells.

mod alphabet;
mod by_hand;
mod emergencies;
mod endings;
mod handovers;
mod frozen;
mod graph;
mod ladder;
mod passes;
mod pauses;
mod people;
mod places;
mod promises;
mod reaches;
mod readings;
mod receivers;
mod scenarios;
mod seats;
mod secrets;
mod situation;
mod story;
mod waivers;

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::sync::{LazyLock, OnceLock};

use grendel::domain::approval::reminders::ReminderStageKind;
use grendel::domain::case::{Action, Case, Input, Now, Phase};
use grendel::domain::event::{Event, RecordedEvent};
use grendel::domain::outcome::Outcome;
use grendel::domain::refusal::Refusal;
use grendel::domain::{CaseNumber, MemberId};
use jiff::Timestamp;

use self::alphabet::{Happening, happenings};
use self::scenarios::{Scenario, WINDOW_SECONDS, scenarios};
use self::situation::{Situation, begun, outcome_name};
use self::story::Story;
use crate::cast::{after_seconds, member, opening};

const NUMBER: CaseNumber = CaseNumber(7);
/// Helen.
const REQUESTER: MemberId = MemberId(1);

/// A walk that finds more than this has lost its bounds.
const SITUATIONS_MAX: usize = 5_000;

/// Everything that a walk has seen.
#[derive(Default)]
struct Seen {
    situations: usize,
    phases: BTreeSet<&'static str>,
    actions: BTreeSet<String>,
    outcomes: BTreeSet<String>,
    refusals: BTreeSet<&'static str>,
    /// Scopes of freezes, each with a phase in which it parked a case.
    parked: BTreeSet<String>,
    /// One event of each name, to be thrown at closed cases.
    events: BTreeMap<&'static str, Event>,
    /// Every event that was written down.
    written: HashSet<String>,
}

static SCENARIOS: LazyLock<Vec<Scenario>> = LazyLock::new(scenarios);
static WALKS: [OnceLock<Seen>; 15] = [const { OnceLock::new() }; 15];

/// The walk over the scenario of this name, which is done once.
fn walk(name: &str) -> &'static Seen {
    let place = SCENARIOS.iter().position(|scenario| scenario.name == name).unwrap();
    WALKS[place].get_or_init(|| walk_over(&SCENARIOS[place]))
}

/// Visits every situation that follows from an opened case, and holds the promises in each.
fn walk_over(scenario: &Scenario) -> Seen {
    let start = Situation::opened(scenario);
    let mut seen = Seen::default();
    let mut closed = Vec::new();
    seen.events.insert("opened", start.history[0].event.clone());
    let mut known = HashSet::from([start.signature()]);
    let mut ahead = VecDeque::from([start]);
    while let Some(situation) = ahead.pop_front() {
        let story = Story::of(&situation.history);
        seen.visit(&situation, &story);
        assert!(seen.situations < SITUATIONS_MAX, "the walk does not end");
        let mut following: Vec<Situation<'_>> = situation.later().into_iter().chain([situation.restarted()]).collect();
        let mut rules = BTreeSet::new();
        let happenings = happenings(&situation);
        for happening in &happenings {
            following.extend(seen.happens(&situation, &story, happening, &mut rules));
        }
        frozen::holds(&mut seen, &situation, &happenings);
        ahead.extend(following.into_iter().filter(|next| known.insert(next.signature())));
        if situation.case.outcome().is_some() {
            closed.push(situation);
        }
    }
    seen.throw_every_event_at(&closed);
    eprintln!("{}: {} situations", scenario.name, seen.situations);
    seen
}

impl Seen {
    fn visit(&mut self, situation: &Situation<'_>, story: &Story<'_>) {
        promises::hold_in(situation, story);
        self.situations += 1;
        self.phases.insert(situation.case.phase().name());
        let action = format!("{:?}", situation.case.next(situation.now()));
        self.actions.insert(action.split([' ', '(', '{']).next().unwrap_or_default().to_owned());
        if let Some(outcome) = situation.case.outcome() {
            self.outcomes.insert(outcome_name(outcome));
        }
    }

    /// Returns the situation that follows when this happens here.
    fn happens<'a>(
        &mut self,
        situation: &Situation<'a>,
        story: &Story<'_>,
        happening: &Happening,
        rules: &mut BTreeSet<&'static str>,
    ) -> Option<Situation<'a>> {
        let decided = situation.case.decide(happening.input.clone(), situation.now());
        promises::hold_for(situation, story, happening, &decided);
        let events = match decided {
            Ok(events) => events,
            Err(refusal) => {
                if rules.insert(refusal.rule()) {
                    self.refused(situation, happening, refusal);
                }
                return None;
            }
        };
        if events.is_empty() {
            return None;
        }
        for event in &events {
            promises::reads_back(event, &mut self.written);
            self.events.insert(event.name(), event.clone());
        }
        let following = situation.after(&events);
        promises::hold_after(situation, happening, &following);
        Some(following)
    }

    /// Checks the entry about a refused press: it must change nothing.
    fn refused(&mut self, situation: &Situation<'_>, happening: &Happening, refusal: Refusal) {
        let Input::Pressed(press) = &happening.input else {
            panic!("refused what nobody pressed: {}", happening.words)
        };
        self.refusals.insert(refusal.rule());
        let (member, verb, interaction) = (press.member.clone(), press.verb, press.interaction);
        let event = Event::PressRefused { member, verb, interaction, refusal };
        let mut case = situation.case.clone();
        case.apply(&RecordedEvent { at: situation.now().at, event: event.clone() }).unwrap();
        assert_eq!(case, situation.case, "a refused press changed the case: {}", happening.words);
        self.events.insert(event.name(), event);
    }

    fn throw_every_event_at(&self, closed: &[Situation<'_>]) {
        for situation in closed {
            for event in self.events.values() {
                let mut case = situation.case.clone();
                let applied = case.apply(&RecordedEvent { at: situation.now().at, event: event.clone() });
                let is_settled = matches!(situation.case.phase(), Phase::Closed { settled: true, .. });
                let may = match event {
                    Event::CardPosted { .. } | Event::PressRefused { .. } => true,
                    Event::Settled => !is_settled,
                    Event::Pinged { place, .. } => situation.case.due_ping().is_some_and(|due| due.place == *place),
                    _ => false,
                };
                assert_eq!(applied.is_ok(), may, "a closed case takes `{}`", event.name());
                assert_eq!(case.outcome(), situation.case.outcome(), "`{}` changed how a case ended", event.name());
            }
        }
    }
}

fn assert_all_seen<'a>(what: &str, seen: impl IntoIterator<Item = &'a str>, wanted: &[&str]) {
    let seen: BTreeSet<&str> = seen.into_iter().collect();
    let missing: Vec<_> = wanted.iter().filter(|wanted| !seen.contains(**wanted)).collect();
    assert!(missing.is_empty(), "the walk saw no {what} {missing:?}; it saw {seen:?}");
}

/// A walk that goes nowhere proves nothing.
fn assert_goes_where(name: &str, outcomes: &[&str], refusals: &[&str]) {
    let seen = walk(name);
    assert_all_seen("outcome", seen.outcomes.iter().map(String::as_str), outcomes);
    assert_all_seen("refusal", seen.refusals.iter().copied(), refusals);
}

#[test]
fn one_lead_approves() {
    let outcomes = [
        "nothingfound",
        "advised",
        "unavailable",
        "joined",
        "denied",
        "expired",
        "withdrawn",
        "completed",
        "refused: not_linked",
        "refused: account_missing",
        "refused: account_disabled",
        "refused: account_at_risk",
        "refused: lacks_directory_role",
        "refused: lacks_chat_role",
        "refused: standing_unread",
        "refused: target_malformed",
        "refused: target_unknown",
        "refused: target_ambiguous",
        "refused: own_account",
        "refused: out_of_reach",
        "refused: nobody_can_approve",
        "refused: nobody_reaches",
        "refused: approval_gone",
        "needs human: StepRefused",
        "needs human: OutcomeUnknown",
        "needs human: Unreadable",
        "needs human: AuthorityLost",
        "needs human: AccountChanged",
    ];
    let refusals = [
        "may_not_decide",
        "own_case",
        "own_account_decision",
        "stale_plan",
        "too_late",
        "not_waiting",
        "case_closed",
        "not_yours",
        "not_named_for_glass",
        "nothing_owed",
        "account_disabled",
        "account_at_risk",
        "not_linked",
        "account_missing",
        "standing_unread",
    ];
    assert_goes_where("one lead approves", &outcomes, &refusals);
}

#[test]
fn two_leads_approve() {
    assert_goes_where("two leads approve", &["completed", "refused: approval_gone"], &["decided_already"]);
}

#[test]
fn a_lead_approves_what_is_beyond_the_requester() {
    let outcomes = ["completed", "refused: no_rule", "refused: nobody_reaches", "refused: approval_gone"];
    let refusals = ["may_not_decide", "not_named_for_glass"];
    assert_goes_where("a lead approves what is beyond the requester", &outcomes, &refusals);
}

#[test]
fn three_rules_are_met_by_different_people() {
    let outcomes = ["completed", "refused: nobody_can_approve", "refused: approval_gone", "expired"];
    assert_goes_where("three rules are met by different people", &outcomes, &["may_not_decide", "decided_already"]);
}

#[test]
fn a_lead_signs_in_and_types_whose_account_it_is() {
    let refusals = ["confirmation_missing", "not_confirmed", "sign_in_needed"];
    assert_goes_where("a lead signs in and types whose account it is", &["completed", "denied"], &refusals);
}

#[test]
fn nobody_decides_for_a_while() {
    assert_goes_where("nobody decides for a while", &["completed", "expired"], &["may_not_decide"]);
    assert!(walk("nobody decides for a while").actions.contains("Ping"));
}

#[test]
fn the_requester_acts_alone_in_an_emergency() {
    let outcomes =
        ["completed", "needs human: StepRefused", "needs human: OutcomeUnknown", "needs human: AuthorityLost"];
    let refusals = [
        "reason_missing",
        "debt_unpaid",
        "out_of_reach",
        "lacks_directory_role",
        "nothing_owed",
        "may_not_decide",
        "own_case",
        "own_account_decision",
    ];
    assert_goes_where("the requester acts alone in an emergency", &outcomes, &refusals);
}

#[test]
fn the_requester_activates_a_role_in_an_emergency() {
    assert_goes_where("the requester activates a role in an emergency", &["completed"], &["out_of_reach"]);
}

#[test]
fn others_ask_for_the_same() {
    assert_goes_where("others ask for the same", &["completed", "denied"], &["own_case"]);
}

#[test]
fn all_walks_together_see_everything_that_can_happen_to_a_case() {
    let walks: Vec<&Seen> = SCENARIOS.iter().map(|scenario| walk(scenario.name)).collect();
    let phases = [
        "opened",
        "accepted",
        "diagnosed",
        "waiting",
        "approved",
        "running",
        "delivering_secret",
        "awaiting_countersign",
        "closed",
    ];
    assert_all_seen("phase", walks.iter().flat_map(|seen| seen.phases.iter().copied()), &phases);
    let first = ["CheckRequester", "Diagnose", "FindApprovers", "Ping", "Await", "Recheck"];
    let actions = [&first[..], &["Perform", "Reconcile", "Verify", "ShowEnd", "Rest"]].concat();
    let seen = walks.iter().flat_map(|seen| seen.actions.iter().map(String::as_str));
    assert_all_seen("action", seen, &actions);
    let events = [
        "opened",
        "requester_accepted",
        "diagnosed",
        "approval_asked",
        "alone_checked",
        "rung_reached",
        "called",
        "joined",
        "looked_at",
        "glass_broken",
        "owed",
        "debt_overdue",
        "countersigned",
        "card_posted",
        "decided",
        "press_refused",
        "lapsed",
        "step_intended",
        "step_answered",
        "step_reconciled",
        "step_verified",
        "waived",
        "secret_kept",
        "secret_taken",
        "secret_ended",
        "withdrawn",
        "closed",
        "settled",
    ];
    assert_all_seen("event", walks.iter().flat_map(|seen| seen.events.keys().copied()), &events);
}

#[test]
fn a_member_without_the_chat_role_is_refused_before_anything_is_asked() {
    let mut opening = opening(SCENARIOS[0].terms.clone());
    opening.member = member(1, "Omar", &["lead"]);
    let case = Case::open(NUMBER, opening, begun().at);
    let wanted = vec!["helpdesk".into()];
    let closed = Event::Closed { outcome: Outcome::Refused { refusal: Refusal::LacksChatRole { wanted } } };
    assert_eq!(case.decide(Input::Typed, begun()), Ok(vec![closed]));
}

#[test]
fn a_case_does_not_replay_without_its_opening() {
    let settled = RecordedEvent { at: begun().at, event: Event::Settled };
    assert!(Case::replay(NUMBER, []).is_err());
    assert!(Case::replay(NUMBER, [settled.clone()]).is_err());
    let opened = Situation::opened(&SCENARIOS[0]).history.remove(0);
    let fault = Case::replay(NUMBER, [opened, settled]).unwrap_err();
    assert_eq!(fault.to_string(), "case 7 cannot take the event `settled` in phase `opened`");
}

#[test]
fn a_case_waits_for_people_until_its_approval_expires() {
    let opened = Situation::opened(&SCENARIOS[1]);
    let happen = |situation: &Situation<'static>, words: &str| {
        let all = happenings(situation);
        let happening = all.into_iter().find(|happening| happening.words == words).unwrap();
        situation.after(&situation.case.decide(happening.input, situation.now()).unwrap())
    };
    let accepted = happen(&opened, "the requester is well");
    let waiting = happen(&happen(&accepted, "the target is blocked"), "found: everybody");
    let last_call: Timestamp = after_seconds(WINDOW_SECONDS / 5 * 4);
    assert_eq!(waiting.case.next(waiting.now()), Action::Await { until: last_call });
    let called = waiting.after(&[Event::ReminderStageReached { stage: ReminderStageKind::LastCall }]);
    let until = after_seconds(WINDOW_SECONDS);
    assert_eq!(called.case.next(called.now()), Action::Await { until });
    let decide_early = waiting.case.decide(Input::Time, Now { at: last_call, ..waiting.now() });
    assert_eq!(decide_early, Ok(vec![Event::ReminderStageReached { stage: ReminderStageKind::LastCall }]));
    let decide_at = |second| called.case.decide(Input::Time, Now { at: after_seconds(second), ..waiting.now() });
    assert_eq!(decide_at(WINDOW_SECONDS - 1), Ok(Vec::new()));
    assert_eq!(decide_at(WINDOW_SECONDS), Ok(vec![Event::Closed { outcome: Outcome::Expired }]));
}
