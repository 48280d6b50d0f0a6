//! Cases in which people do work in Active Directory, walked: who is heard, what is asked for and when, what waits for it, and what
//! may be said of the end. Everything is judged by the journal and by the readings as they were passed in.

use std::collections::{BTreeSet, HashSet, VecDeque};

use grendel::domain::account::Account;
use grendel::domain::case::{Action, Case, Input};
use grendel::domain::command::{ByHand, Terms};
use grendel::domain::condition::Condition;
use grendel::domain::event::{Event, RecordedEvent, Verb};
use grendel::domain::mail::Mail;
use grendel::domain::outcome::Outcome;
use grendel::domain::reading::Reading;
use grendel::domain::run::{Receipt, Run, StepResponse, StepState, Verification};
use grendel::domain::runbook::{RunbookEntry, RunbookStep};
use grendel::domain::step::StepKind;
use grendel::domain::{MemberId, Trouble};
use jiff::{SignedDuration, Timestamp};

use super::alphabet::{Happening, happenings, looked_for, presses};
use super::frozen::GIVING;
use super::readings::rechecks;
use super::scenarios::{MINUTE, Scenario, presser, well};
use super::situation::outcome_name;
use super::{NUMBER, Situation};
use crate::cast::{HELEN, OMAR, TOM, blocked_account, healthy_account, on_premises, standing, terms, trouble};
use crate::findings::accounts::{mail, restriction};

/// The time that people have, and the time after which work that was ticked off is looked for no longer.
const WINDOW: SignedDuration = SignedDuration::from_hours(8);
const SHOWS_WITHIN: SignedDuration = SignedDuration::from_hours(1);
/// A first tick, a second, the end of the hour of the first but not of the second, and that of the window.
const INSTANTS: [i64; 4] = [0, 31 * MINUTE, 65 * MINUTE, 8 * 60 * MINUTE + 1];

/// The work that takes access away, and the steps that are taken once more when it is done.
const TAKES_AWAY: [StepKind; 2] = [StepKind::DisableOnPremises, StepKind::ResetPasswordOnPremises];
const TAKEN_AGAIN: [StepKind; 2] = [StepKind::BlockSignIn, StepKind::RevokeSignInSessions];

fn with_people(steps: &[StepKind]) -> Terms {
    let steps = steps.iter().copied().map(RunbookStep::Step).collect();
    let by_hand = ByHand { from: vec!["lead".into()], window_minutes: 8 * 60, remind_minutes: Some(30) };
    let runbook = vec![RunbookEntry { finding: None, steps }];
    Terms { runbook, by_hand: Some(by_hand), ..terms(&[], 1) }
}

/// A case of this name, in which these steps are asked for on this account.
fn scenario(name: &'static str, steps: &[StepKind], account: Account) -> Scenario {
    let account = Account { on_premises: Some(on_premises()), ..account };
    let mut scenario = Scenario::new(name, with_people(steps));
    // Helen, who asks, Tom, whose account it is, and Lena, a lead.
    scenario.people.truncate(3);
    let omar = presser(5, "Omar, who is no lead", &["helpdesk"], well(OMAR, &[]));
    let requester = standing(HELEN, &["Global Administrator"]);
    Scenario { targets: vec![("is as it is", account)], requester, ..scenario }.at(&INSTANTS).with([omar])
}

fn containment() -> Scenario {
    let steps = [StepKind::BlockSignIn, StepKind::ResetPassword, StepKind::RevokeSignInSessions];
    scenario("people help to contain", &steps, healthy_account(TOM))
}

fn unlock() -> Scenario {
    let steps = [StepKind::RevokeSignInSessions, StepKind::EnableSignIn];
    scenario("people help to unlock", &steps, blocked_account(TOM, "audit-1"))
}

fn release() -> Scenario {
    let steps = [StepKind::ResetPassword, StepKind::RevokeSignInSessions, StepKind::ReleaseSender];
    let mail = Mail { restriction: Reading::Read(Some(restriction())), ..mail() };
    scenario("people help to release a sender", &steps, Account { mail: Some(mail), ..healthy_account(TOM) })
}

/// Returns the case once its plan is approved.
fn approved(scenario: &Scenario) -> Situation<'_> {
    let mut situation = Situation::opened(scenario);
    for words in ["the requester is well", "the target is as it is", "found: everybody"] {
        let happening = happenings(&situation).into_iter().find(|one| one.words == words).unwrap();
        situation = situation.after(&situation.case.decide(happening.input, situation.now()).unwrap());
    }
    let presses = presses(&situation).into_iter().filter(|one| one.words.contains("presses a approve"));
    let decided = presses.filter_map(|one| situation.case.decide(one.input, situation.now()).ok());
    let mut after = decided.map(|events| situation.after(&events));
    after.find(|after| after.case.phase().name() == "approved").unwrap()
}

fn plan(case: &Case) -> &[StepKind] {
    &case.diagnosed().unwrap().diagnosis.plan.steps
}

/// Microsoft leaves it to Active Directory.
fn left_to_master() -> Trouble {
    let message = "Unable to update the properties of on-premises mastered Directory Sync objects.".to_owned();
    Trouble { status: Some(400), code: "Request_BadRequest".to_owned(), message, ..trouble() }
}

/// Everything that can happen in a run in which people work, but for the reading before a step.
fn all_that_happens(start: &Situation<'_>) -> Vec<Happening> {
    let mut all = vec![Happening::new("time", Input::Time)];
    for step in 0..plan(&start.case).len() {
        let taken = StepResponse::Taken(Receipt { status: Some(204), ..Receipt::default() });
        for answer in [taken, StepResponse::Refused(trouble()), StepResponse::Refused(left_to_master())] {
            all.push(Happening::new(format!("answer to {step}"), Input::Answered { step, answer }));
        }
        let verification = Verification::Seen;
        all.push(Happening::new(format!("{step} is seen"), Input::Verified { step, verification, found: None }));
    }
    let is_of_work = |one: &Happening| match &one.input {
        Input::Pressed(press) => press.verb.work().is_some() || press.verb == Verb::Withdraw,
        _ => false,
    };
    all.extend(presses(start).into_iter().filter(is_of_work));
    all.extend(looked_for());
    all
}

/// The same for all situations from which the same can follow.
fn signature(situation: &Situation<'_>) -> String {
    let of_run = |run: &Run| {
        let state = |state: &StepState| match state {
            StepState::Verified { verification, .. } => format!("{verification:?}"),
            StepState::Refused(trouble) => format!("refused {:?}", trouble.status),
            state => format!("{state:?}").split([' ', '(']).next().unwrap_or_default().to_owned(),
        };
        let states: Vec<String> = run.states.iter().map(state).collect();
        let ticks: Vec<_> = run.ticks.iter().map(|tick| (tick.step, tick.at)).collect();
        let asked: Vec<_> = run.states.iter().filter(|state| matches!(state, StepState::Asked { .. })).collect();
        format!("{states:?} {ticks:?} {asked:?} {} {}", run.rounds, run.reminders)
    };
    let outcome = situation.case.outcome().map(outcome_name);
    let (phase, run) = (situation.case.phase().name(), situation.case.run().map(of_run));
    format!("{phase} {outcome:?} {} {run:?}", situation.instant)
}

/// A case as its journal tells it, as far as people work in it.
struct Work<'a> {
    steps: &'a [StepKind],
    history: &'a [RecordedEvent],
}

impl Work<'_> {
    fn place(&self, kind: StepKind) -> Option<usize> {
        self.steps.iter().position(|step| *step == kind)
    }

    /// Returns the place in the journal, and the time, of the last event of this step for which this holds.
    fn last(&self, step: usize, is_one: impl Fn(&Event, usize) -> bool) -> Option<(usize, Timestamp)> {
        let last = self.history.iter().enumerate().rfind(|(_, recorded)| is_one(&recorded.event, step));
        last.map(|(place, recorded)| (place, recorded.at))
    }

    fn asked(&self, step: usize) -> Option<(usize, Timestamp)> {
        self.last(step, |event, step| matches!(event, Event::WorkAsked { steps, .. } if steps.contains(&step)))
    }

    fn ticked(&self, step: usize) -> Option<(usize, Timestamp)> {
        self.last(step, |event, place| matches!(event, Event::WorkTicked { step, .. } if *step == place))
    }

    fn seen(&self, step: usize) -> Option<(usize, Timestamp)> {
        self.last(step, |event, place| {
            matches!(event, Event::StepVerified { step, verification: Verification::Seen, .. } if *step == place)
        })
    }

    fn answered(&self, step: usize) -> Option<(usize, Timestamp)> {
        self.last(step, |event, place| matches!(event, Event::StepAnswered { step, .. } if *step == place))
    }

    fn is_taken(&self, step: usize) -> bool {
        let is_taken = |event: &Event, place: usize| match event {
            Event::StepAnswered { step, answer: StepResponse::Taken(_) } => *step == place,
            _ => false,
        };
        self.last(step, is_taken).is_some()
    }

    fn is_said(&self, step: usize) -> bool {
        self.seen(step).or_else(|| self.ticked(step)).is_some()
    }

    /// No access is given back before Grendel and people have taken it away, and the work of people shows; and sign-in is not
    /// enabled in Entra before somebody says that it is in Active Directory.
    fn may_begin(&self, kind: StepKind) -> bool {
        let shows = |work: StepKind| self.place(work).is_none_or(|step| self.seen(step).is_some());
        let is_ours = |step: &usize| !GIVING.contains(&self.steps[*step]) && !self.steps[*step].is_by_hand();
        let is_closed = (0..self.steps.len()).filter(is_ours).all(|step| self.is_taken(step));
        let by_hand = self.place(StepKind::EnableOnPremises).filter(|_| kind == StepKind::EnableSignIn);
        let is_opened = by_hand.is_none_or(|step| self.is_said(step));
        !GIVING.contains(&kind) || is_closed && TAKES_AWAY.into_iter().all(shows) && is_opened
    }

    /// A case is not done while somebody still has to do their part, and what keeps an intruder out was called after it.
    fn is_done(&self) -> bool {
        let mut work = (0..self.steps.len()).filter(|step| self.steps[*step].is_by_hand());
        let takes_away: Vec<usize> = TAKES_AWAY.into_iter().filter_map(|kind| self.place(kind)).collect();
        let all_seen = takes_away.iter().map(|step| self.seen(*step)).collect::<Option<Vec<_>>>();
        let ticked = || takes_away.iter().filter_map(|step| self.ticked(*step)).collect();
        let last = all_seen.unwrap_or_else(ticked).into_iter().max();
        let again: Vec<usize> = TAKEN_AGAIN.into_iter().filter_map(|kind| self.place(kind)).collect();
        let is_again = |last: (usize, Timestamp)| {
            again.iter().all(|step| self.answered(*step).is_some_and(|answered| answered > last))
        };
        work.all(|step| self.is_said(step)) && last.is_none_or(is_again)
    }
}

/// Returns true if the reading shows this work, where people were asked for it then.
fn shows(work: StepKind, before: &Account, seen: &Condition, asked_at: Timestamp) -> bool {
    let is_synced = seen.last_sync.is_some_and(|synced| synced > asked_at);
    match work {
        StepKind::DisableOnPremises => !seen.sign_in_enabled && is_synced,
        StepKind::EnableOnPremises => seen.sign_in_enabled && is_synced,
        _ => seen.password_changed_at > before.password_changed_at,
    }
}

/// Checks everything that must hold when this follows from what happened.
fn hold(situation: &Situation<'_>, happening: &Happening, events: &[Event]) {
    let (at, words) = (situation.now().at, &happening.words);
    let account = &situation.case.diagnosed().unwrap().diagnosis.account;
    for (index, event) in events.iter().enumerate() {
        let so_far = situation.after(&events[..index]);
        let work = Work { steps: plan(&situation.case), history: &so_far.history };
        match event {
            Event::WorkAsked { steps, until } => {
                assert_eq!(*until, at + WINDOW, "{words}");
                let is_new = |step: &usize| work.steps[*step].is_by_hand() && work.asked(*step).is_none();
                assert!(steps.iter().all(is_new), "{words}");
                assert!(steps.iter().all(|step| work.may_begin(work.steps[*step])), "asked too early when {words}");
            }
            Event::StepIntended(intent) => {
                let kind = work.steps[intent.step];
                assert!(!kind.is_by_hand(), "Grendel does what people do when {words}");
                assert!(work.may_begin(kind), "{} is begun before the work it needs: {words}", kind.word());
            }
            Event::WorkTicked { step, by, .. } => {
                assert!(work.asked(*step).is_some() && work.ticked(*step).is_none(), "{words}");
                assert!(by.roles.contains(&"lead".into()) && by.id != MemberId(2), "{} is heard", by.name);
                assert!(!words.contains("stale"), "heard on another plan: {words}");
            }
            Event::StepVerified { step, verification, .. } if work.steps[*step].is_by_hand() => {
                let kind = work.steps[*step];
                let seen = match &happening.input {
                    Input::WorkLookedFor(Ok(seen)) => Some(seen),
                    _ => None,
                };
                let is_shown = seen.is_some_and(|seen| shows(kind, account, seen, work.asked(*step).unwrap().1));
                let is_late = work.ticked(*step).is_some_and(|(_, ticked)| at >= ticked + SHOWS_WITHIN);
                match verification {
                    Verification::Seen => assert!(is_shown, "{} is seen when {words}", kind.word()),
                    _ => assert!(is_late && !is_shown, "{} is given up too early when {words}", kind.word()),
                }
            }
            Event::Closed { outcome: Outcome::Completed } => assert!(work.is_done(), "done when {words}"),
            _ => {}
        }
    }
}

/// A case that waits for people asks them, or does something when the time comes until which it waits.
fn hold_in(situation: &Situation<'_>) {
    let replayed = Case::replay(NUMBER, situation.history.iter().cloned()).unwrap();
    assert_eq!(replayed, situation.case, "replay gives another case");
    let (now, waits) = (situation.now(), situation.case.waits_for_people());
    let input = match situation.case.next_besides_pings(now) {
        Action::AwaitWork { until, .. } => {
            assert!(waits, "nobody is asked for anything");
            (until <= now.at).then_some(Input::WorkLookedFor(Err(trouble())))
        }
        _ => waits.then_some(Input::Time),
    };
    let decided = input.map(|input| situation.case.decide(input, now).unwrap());
    assert_ne!(decided, Some(Vec::new()), "it waits until a time that is over, or asks nobody");
}

/// Visits every situation that follows from the approval, and returns the ends and the refusals that were met.
fn walk(scenario: &Scenario) -> (BTreeSet<String>, BTreeSet<&'static str>) {
    let (mut ends, mut rules) = (BTreeSet::new(), BTreeSet::new());
    let start = approved(scenario);
    let always = all_that_happens(&start);
    let mut known = HashSet::from([signature(&start)]);
    let mut ahead = VecDeque::from([start]);
    while let Some(situation) = ahead.pop_front() {
        assert!(known.len() < 50_000, "the walk does not end");
        hold_in(&situation);
        if let Some(outcome) = situation.case.outcome() {
            ends.insert(outcome_name(outcome));
            continue;
        }
        // What Grendel does takes no time beside what people do.
        let mut following: Vec<Situation<'_>> =
            situation.later().filter(|_| situation.case.waits_for_people()).into_iter().collect();
        let unchanged = rechecks(&situation.case, scenario).into_iter().next();
        for happening in always.iter().chain(&unchanged) {
            match situation.case.decide(happening.input.clone(), situation.now()) {
                Ok(events) if events.is_empty() => {}
                Ok(events) => {
                    hold(&situation, happening, &events);
                    following.push(situation.after(&events));
                }
                Err(refusal) => {
                    rules.insert(refusal.rule());
                }
            }
        }
        ahead.extend(following.into_iter().filter(|next| known.insert(signature(next))));
    }
    (ends, rules)
}

fn assert_met(scenario: &Scenario, wanted: &[&str]) {
    let (ends, rules) = walk(scenario);
    let missing: Vec<_> = wanted.iter().filter(|end| !ends.contains(**end)).collect();
    assert!(missing.is_empty(), "no {missing:?} among {ends:?}");
    let refused = ["work_not_yours", "no_work", "own_account_decision", "stale_plan"];
    assert!(refused.iter().all(|rule| rules.contains(rule)), "{rules:?}");
}

#[test]
fn people_help_to_contain() {
    let scenario = containment();
    let [block, disable, reset, revoke] = *plan(&approved(&scenario).case) else { panic!("another plan") };
    assert_eq!([disable, reset], TAKES_AWAY);
    assert_eq!([block, revoke], TAKEN_AGAIN);
    assert_met(&scenario, &["completed", "needs human: WorkNotDone", "needs human: StepRefused"]);
}

#[test]
fn people_help_to_unlock() {
    let scenario = unlock();
    let steps = [StepKind::RevokeSignInSessions, StepKind::EnableOnPremises, StepKind::EnableSignIn];
    assert_eq!(plan(&approved(&scenario).case), steps);
    assert_met(&scenario, &["completed", "needs human: WorkNotDone", "needs human: StepRefused"]);
}

#[test]
fn people_help_to_release_a_sender() {
    let scenario = release();
    let steps = [StepKind::ResetPasswordOnPremises, StepKind::RevokeSignInSessions, StepKind::ReleaseSender];
    assert_eq!(plan(&approved(&scenario).case), steps);
    assert_met(&scenario, &["completed", "needs human: WorkNotDone", "needs human: WorkNotSeen"]);
}
