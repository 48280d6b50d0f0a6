//! The state machine of a case, walked: every case that can be reached, everything that can happen to it there, and what must
//! hold whatever happens. The promises themselves are in `promises`, what can happen is in `alphabet`.

mod alphabet;
mod promises;

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use grendel::domain::CaseNumber;
use grendel::domain::case::{Action, Asked, Case, Input, Now, Phase};
use grendel::domain::event::{Event, Outcome, Recorded};
use grendel::domain::plan::StepKind;
use grendel::domain::refusal::Refusal;
use grendel::domain::run::{Run, StepState};
use jiff::Timestamp;

use self::alphabet::{Happening, happenings};
use crate::cast::{WINDOW_MINUTES, after_seconds, member, opening, terms};

const NUMBER: CaseNumber = CaseNumber(7);

/// A walk that finds more than this has lost its bounds.
const SITUATIONS_MAX: usize = 5_000;

/// The instants of a walk, in seconds: the command is typed; an approval that was asked then expires at this very instant; so
/// does one that was asked at that instant.
const WINDOW_SECONDS: i64 = 60 * WINDOW_MINUTES as i64;
const INSTANTS: [i64; 3] = [0, WINDOW_SECONDS, 2 * WINDOW_SECONDS];

/// A case, how it came to be, and the present.
#[derive(Clone)]
struct Situation {
    case: Case,
    history: Vec<Recorded>,
    instant: usize,
    epoch: u64,
}

/// The present at the start of a walk.
fn begun() -> Now {
    Now { at: after_seconds(INSTANTS[0]), epoch: 1 }
}

impl Situation {
    fn opened(steps: &[StepKind], quorum: u8) -> Self {
        let (opening, at) = (opening(terms(steps, quorum)), begun().at);
        let first = Recorded { at, event: Event::Opened(Box::new(opening.clone())) };
        Self { case: Case::open(NUMBER, opening, at), history: vec![first], instant: 0, epoch: begun().epoch }
    }

    fn now(&self) -> Now {
        Now { at: after_seconds(INSTANTS[self.instant]), epoch: self.epoch }
    }

    /// What comes of it when these events are written down now. An event that does not apply is a failure.
    fn after(&self, events: &[Event]) -> Self {
        let mut following = self.clone();
        for event in events {
            let recorded = Recorded { at: self.now().at, event: event.clone() };
            following.case.apply(&recorded).unwrap_or_else(|fault| panic!("decided what cannot follow: {fault}"));
            following.history.push(recorded);
        }
        following
    }

    fn later(&self) -> Option<Self> {
        (self.instant + 1 < INSTANTS.len()).then(|| Self { instant: self.instant + 1, ..self.clone() })
    }

    fn restarted(&self) -> Self {
        Self { epoch: self.epoch + 1, ..self.clone() }
    }

    /// The same for all situations from which the same can follow: nothing in it grows for ever. Who has agreed no longer
    /// matters once a step was begun.
    fn signature(&self) -> String {
        let lapsed = self.case.diagnosed().is_some_and(|diagnosed| !diagnosed.changes.is_empty());
        let expired = self.case.asked().is_some_and(|asked| self.now().at >= asked.approval.expires_at());
        let rest = match self.case.phase() {
            Phase::Opened => String::new(),
            Phase::Accepted(requester) => format!("{requester:?}"),
            Phase::Diagnosed(diagnosed) => format!("{:?}", diagnosed.requester),
            Phase::Waiting(asked) | Phase::Approved(asked) => signature_of_approval(asked),
            Phase::Running(_, run) => self.signature_of_run(run),
            Phase::Closed { outcome, settled, from } => format!("{} {settled} {}", outcome_name(outcome), from.name()),
        };
        let phase = self.case.phase().name();
        format!("{phase} at {} expired {expired} lapsed {lapsed}: {rest}", self.instant)
    }

    fn signature_of_run(&self, run: &Run) -> String {
        let state = |state: &StepState| match state {
            StepState::Pending { tries } => format!("pending {tries}"),
            StepState::Intended(intent) => format!("intended {} {}", intent.attempt, intent.epoch == self.epoch),
            StepState::Unanswered(intent, _) => format!("unanswered {}", intent.attempt),
            StepState::Taken(..) => "taken".to_owned(),
            StepState::Refused(_) => "refused".to_owned(),
            StepState::Verified { .. } => "verified".to_owned(),
        };
        run.states.iter().map(state).collect::<Vec<_>>().join(", ")
    }
}

fn signature_of_approval(asked: &Asked) -> String {
    let decided = asked.approval.decisions.iter().map(|one| format!("{} {}", one.by.id, one.account));
    format!("{:?}", decided.collect::<BTreeSet<_>>())
}

/// What a walk has seen.
#[derive(Default)]
struct Seen {
    situations: usize,
    phases: BTreeSet<&'static str>,
    actions: BTreeSet<String>,
    outcomes: BTreeSet<String>,
    refusals: BTreeSet<&'static str>,
    /// One event of each name, to be thrown at closed cases.
    events: BTreeMap<&'static str, Event>,
    closed: Vec<Situation>,
}

/// Visits every situation that follows from an opened case, and holds the promises in each.
fn walk(steps: &[StepKind], quorum: u8) -> Seen {
    let start = Situation::opened(steps, quorum);
    let mut seen = Seen::default();
    seen.events.insert("opened", start.history[0].event.clone());
    let mut known = HashSet::from([start.signature()]);
    let mut ahead = VecDeque::from([start]);
    while let Some(situation) = ahead.pop_front() {
        seen.visit(&situation);
        assert!(seen.situations < SITUATIONS_MAX, "the walk does not end");
        let mut following: Vec<Situation> = situation.later().into_iter().chain([situation.restarted()]).collect();
        for happening in happenings(&situation.case) {
            following.extend(seen.happens(&situation, &happening));
        }
        ahead.extend(following.into_iter().filter(|next| known.insert(next.signature())));
    }
    seen.throw_every_event_at_closed_cases();
    seen
}

impl Seen {
    fn visit(&mut self, situation: &Situation) {
        promises::hold_in(situation);
        self.situations += 1;
        self.phases.insert(situation.case.phase().name());
        let action = format!("{:?}", situation.case.next(situation.now()));
        self.actions.insert(action.split([' ', '(', '{']).next().unwrap_or_default().to_owned());
        if let Some(outcome) = situation.case.outcome() {
            self.outcomes.insert(outcome_name(outcome));
            self.closed.push(situation.clone());
        }
    }

    /// What follows when this happens here.
    fn happens(&mut self, situation: &Situation, happening: &Happening) -> Option<Situation> {
        let decided = situation.case.decide(happening.input.clone(), situation.now());
        promises::hold_for(situation, happening, &decided);
        let events = match decided {
            Ok(events) => events,
            Err(refusal) => {
                self.refused(situation, happening, refusal);
                return None;
            }
        };
        if events.is_empty() {
            return None;
        }
        for event in &events {
            self.events.insert(event.name(), event.clone());
        }
        let following = situation.after(&events);
        promises::hold_after(situation, happening, &following);
        Some(following)
    }

    /// What the bot writes down about a press that may not be: it must change nothing.
    fn refused(&mut self, situation: &Situation, happening: &Happening, refusal: Refusal) {
        let Input::Pressed(press) = &happening.input else {
            panic!("refused what nobody pressed: {}", happening.words)
        };
        self.refusals.insert(refusal.rule());
        let (member, verb, interaction) = (press.member.clone(), press.verb, press.interaction);
        let event = Event::PressRefused { member, verb, interaction, refusal };
        let mut case = situation.case.clone();
        case.apply(&Recorded { at: situation.now().at, event: event.clone() }).unwrap();
        assert_eq!(case, situation.case, "a refused press changed the case: {}", happening.words);
        self.events.insert(event.name(), event);
    }

    fn throw_every_event_at_closed_cases(&self) {
        for situation in &self.closed {
            for event in self.events.values() {
                let mut case = situation.case.clone();
                let applied = case.apply(&Recorded { at: situation.now().at, event: event.clone() });
                let is_settled = matches!(situation.case.phase(), Phase::Closed { settled: true, .. });
                let may = match event {
                    Event::CardPosted { .. } | Event::PressRefused { .. } => true,
                    Event::Settled => !is_settled,
                    _ => false,
                };
                assert_eq!(applied.is_ok(), may, "a closed case takes `{}`", event.name());
                assert_eq!(case.outcome(), situation.case.outcome(), "`{}` changed how a case ended", event.name());
            }
        }
    }
}

fn outcome_name(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Refused { refusal } => format!("refused: {}", refusal.rule()),
        Outcome::NeedsHuman { look_at, .. } => {
            let kind = format!("{look_at:?}");
            format!("needs human: {}", kind.split('(').next().unwrap_or_default())
        }
        other => format!("{other:?}").split(' ').next().unwrap_or_default().to_lowercase(),
    }
}

fn assert_all_seen<'a>(what: &str, seen: impl IntoIterator<Item = &'a str>, wanted: &[&str]) {
    let seen: BTreeSet<&str> = seen.into_iter().collect();
    let missing: Vec<_> = wanted.iter().filter(|wanted| !seen.contains(**wanted)).collect();
    assert!(missing.is_empty(), "the walk saw no {what} {missing:?}; it saw {seen:?}");
}

/// A walk that goes nowhere proves nothing.
fn assert_went_everywhere(seen: &Seen) {
    let phases = ["opened", "accepted", "diagnosed", "waiting", "approved", "running", "closed"];
    assert_all_seen("phase", seen.phases.iter().copied(), &phases);
    let actions = [
        "CheckRequester",
        "Diagnose",
        "FindApprovers",
        "Await",
        "Recheck",
        "Perform",
        "LookWhether",
        "Verify",
        "ShowEnd",
        "Rest",
    ];
    assert_all_seen("action", seen.actions.iter().map(String::as_str), &actions);
    let outcomes = [
        "nothingfound",
        "advised",
        "unavailable",
        "denied",
        "expired",
        "withdrawn",
        "completed",
        "refused: not_linked",
        "refused: account_missing",
        "refused: account_disabled",
        "refused: lacks_directory_role",
        "refused: standing_unread",
        "refused: target_malformed",
        "refused: target_unknown",
        "refused: target_ambiguous",
        "refused: own_account",
        "refused: out_of_reach",
        "refused: nobody_can_approve",
        "needs human: StepRefused",
        "needs human: OutcomeUnknown",
        "needs human: Unreadable",
        "needs human: AuthorityLost",
        "needs human: AccountChanged",
    ];
    assert_all_seen("outcome", seen.outcomes.iter().map(String::as_str), &outcomes);
    let refusals = [
        "may_not_decide",
        "own_case",
        "own_account_decision",
        "stale_plan",
        "too_late",
        "not_waiting",
        "case_closed",
        "not_yours",
        "account_disabled",
        "not_linked",
        "account_missing",
        "standing_unread",
    ];
    assert_all_seen("refusal", seen.refusals.iter().copied(), &refusals);
}

#[test]
fn every_reachable_case_keeps_its_promises_when_one_approves() {
    let seen = walk(&[StepKind::RevokeSignInSessions, StepKind::EnableSignIn], 1);
    assert_went_everywhere(&seen);
    eprintln!("{} situations", seen.situations);
}

#[test]
fn every_reachable_case_keeps_its_promises_when_two_must_approve() {
    let seen = walk(&[StepKind::EnableSignIn, StepKind::RevokeSignInSessions], 2);
    assert_went_everywhere(&seen);
    assert_all_seen("refusal", seen.refusals.iter().copied(), &["decided_already"]);
    eprintln!("{} situations", seen.situations);
}

#[test]
fn a_member_without_the_chat_role_is_refused_before_anything_is_asked() {
    let mut opening = opening(terms(&[StepKind::EnableSignIn], 1));
    opening.member = member(1, "Omar", &["lead"]);
    let case = Case::open(NUMBER, opening, begun().at);
    let wanted = vec!["helpdesk".into()];
    let closed = Event::Closed { outcome: Outcome::Refused { refusal: Refusal::LacksChatRole { wanted } } };
    assert_eq!(case.decide(Input::Typed, begun()), Ok(vec![closed]));
}

#[test]
fn a_case_does_not_replay_without_its_opening() {
    let settled = Recorded { at: begun().at, event: Event::Settled };
    assert!(Case::replay(NUMBER, []).is_err());
    assert!(Case::replay(NUMBER, [settled.clone()]).is_err());
    let opened = Situation::opened(&[StepKind::EnableSignIn], 1).history.remove(0);
    let fault = Case::replay(NUMBER, [opened, settled]).unwrap_err();
    assert_eq!(fault.to_string(), "case 7 cannot take the event `settled` in phase `opened`");
}

#[test]
fn a_case_waits_for_people_until_its_approval_expires() {
    let opened = Situation::opened(&[StepKind::EnableSignIn], 1);
    let happen = |situation: &Situation, words: &str| {
        let all = happenings(&situation.case);
        let happening = all.into_iter().find(|happening| happening.words == words).unwrap();
        situation.after(&situation.case.decide(happening.input, situation.now()).unwrap())
    };
    let accepted = happen(&opened, "the requester is well");
    let waiting = happen(&happen(&accepted, "the target is blocked"), "[1] could approve");
    let until: Timestamp = after_seconds(WINDOW_SECONDS);
    assert_eq!(waiting.case.next(waiting.now()), Action::Await { until });
    let decide_at = |second| waiting.case.decide(Input::Time, Now { at: after_seconds(second), ..waiting.now() });
    assert_eq!(decide_at(WINDOW_SECONDS - 1), Ok(Vec::new()));
    assert_eq!(decide_at(WINDOW_SECONDS), Ok(vec![Event::Closed { outcome: Outcome::Expired }]));
}
