//! What must hold of every case. Judged by the journal alone, never by what the case makes of it: a case that forgets must not
//! be its own witness.

use grendel::domain::case::{Action, Case, Input, Phase, Press};
use grendel::domain::event::{Diagnosis, Entry, Event, Outcome, Recorded, Verb};
use grendel::domain::people::Checked;
use grendel::domain::plan::Digest;
use grendel::domain::refusal::Refusal;
use grendel::domain::run::{ATTEMPTS_MAX, Intent, Warrant};
use grendel::domain::{MemberId, ObjectId};
use grendel::journal::read_entry;
use jiff::{SignedDuration, Timestamp};

use super::alphabet::{Forbids, Happening, pressers};
use super::{NUMBER, Situation};
use crate::cast::{HELEN, TOM, WINDOW_MINUTES, account_id};

/// What must hold of this case as it is.
pub fn hold_in(situation: &Situation) {
    let Situation { case, history, .. } = situation;
    let replayed = Case::replay(NUMBER, history.iter().cloned()).unwrap();
    assert_eq!(replayed, *case, "replay gives another case");
    let next = case.next(situation.now());
    if let Action::Perform(warrant) = &next {
        warrant_is_earned(situation, warrant);
    }
    let is_over = matches!(case.phase(), Phase::Closed { settled: true, .. });
    assert_eq!(next == Action::Rest, is_over, "a case rests when it is over, and only then");
    if matches!(next, Action::LookWhether(_) | Action::Recheck { .. }) {
        let (_, asked) = last_asked(history).unwrap();
        assert!(is_approved(situation, asked), "{next:?} without an approval");
    }
}

/// What must hold of what is decided when this happens.
pub fn hold_for(situation: &Situation, happening: &Happening, decided: &Result<Vec<Event>, Refusal>) {
    let is_closed = matches!(situation.case.phase(), Phase::Closed { .. });
    if let Input::Pressed(press) = &happening.input {
        press_is_authorised(situation, press, decided, &happening.words);
    }
    let Ok(events) = decided else { return };
    for event in events {
        reads_back(event);
        if is_closed {
            let may = matches!(event, Event::CardPosted { .. } | Event::Settled);
            assert!(may, "{} in a closed case when {}", event.name(), happening.words);
        }
        match event {
            Event::StepIntended(intent) => step_may_be_begun(situation, happening, intent),
            Event::StepAnswered { .. } | Event::StepReconciled { .. } | Event::StepVerified { .. } => {
                word_on_a_step_was_due(situation, event, &happening.words);
            }
            Event::ApprovalAsked { .. } => {
                let Input::ApproversFound(able) = &happening.input else { panic!("asked: {}", happening.words) };
                let quorum = situation.case.opening().terms.approval[0].quorum;
                assert!(able.first().is_some_and(|able| *able >= quorum), "asked although {}", happening.words);
            }
            _ => {}
        }
    }
}

/// What must hold of the case that follows.
pub fn hold_after(before: &Situation, happening: &Happening, after: &Situation) {
    for Recorded { event, .. } in &after.history[before.history.len()..] {
        match event {
            Event::Diagnosed { diagnosis } | Event::Lapsed { diagnosis, .. } => {
                if diagnosis.account.on_premises.is_some() {
                    assert_eq!(diagnosis.plan.steps, [], "steps on a synced account: {}", happening.words);
                }
                assert_eq!(diagnosis.plan.target, diagnosis.account.object_id, "{}", happening.words);
            }
            Event::Closed { outcome: Outcome::Completed } => {
                let diagnosis = last_diagnosis(&after.history).unwrap();
                let all = 0..diagnosis.plan.steps.len();
                assert!(all.into_iter().all(|step| is_verified(&after.history, step)), "completed too early");
            }
            Event::Closed { outcome: Outcome::Expired } => {
                let (at, _) = last_asked(&before.history).unwrap();
                assert!(before.now().at >= expiry(at), "expired before its time: {}", happening.words);
            }
            _ => {}
        }
    }
    if let Input::CardPosted(_) = &happening.input {
        let again = after.case.decide(happening.input.clone(), after.now());
        assert_eq!(again, Ok(Vec::new()), "a card was posted twice");
    }
}

/// A warrant needs, in the journal: a quorum of others on exactly this plan, in time, and an intent of this epoch as the last word.
fn warrant_is_earned(situation: &Situation, warrant: &Warrant) {
    let history = &situation.history;
    let diagnosis = last_diagnosis(history).unwrap();
    let (_, asked) = last_asked(history).unwrap();
    assert_eq!(asked, diagnosis.digest(), "the plan that was shown is not the one that was found");
    assert!(is_approved(situation, asked), "a warrant without an approval");
    assert_eq!(warrant.case(), NUMBER);
    assert_eq!(warrant.target(), &diagnosis.plan.target, "a warrant for somebody else");
    assert_eq!(warrant.digest(), asked, "a warrant on another plan");
    assert_eq!(warrant.kind(), diagnosis.plan.steps[warrant.step()], "a warrant for another step");
    let last = last_word(history);
    let Some(Event::StepIntended(intent)) = last else { panic!("a warrant without an intent on disk: {last:?}") };
    assert_eq!(intent.epoch, situation.epoch, "a warrant for what an earlier run of the program had begun");
    assert_eq!((intent.step, &intent.operation), (warrant.step(), warrant.operation()));
    assert!((0..warrant.step()).all(|step| is_verified(history, step)), "a step before its turn");
}

/// The last event that moved the case.
fn last_word(history: &[Recorded]) -> Option<&Event> {
    let moves = |event: &&Event| !matches!(event, Event::CardPosted { .. } | Event::PressRefused { .. });
    history.iter().rev().map(|recorded| &recorded.event).find(moves)
}

/// Whether enough people whose word counts, none of them twice, have approved this digest in time since it was asked.
fn is_approved(situation: &Situation, digest: Digest) -> bool {
    let history = &situation.history;
    let (asked_at, _) = last_asked(history).unwrap();
    let mut approving: Vec<(MemberId, ObjectId)> = Vec::new();
    for Recorded { at, event } in since_asked(history) {
        let Event::Decided { decision } = event else { continue };
        let who = (decision.by.id, decision.account.clone());
        assert_ne!(who.0, MemberId(1), "the requester decided");
        assert_ne!(who.1, account_id(HELEN), "the requester's account decided");
        assert_ne!(who.1, account_id(TOM), "the target decided");
        assert!(decision.by.roles.contains(&"lead".into()), "{who:?} decided without the role");
        assert!(
            approving.iter().all(|(member, account)| *member != who.0 && *account != who.1),
            "{who:?} decided twice"
        );
        assert_eq!(decision.plan, digest, "a decision on another plan");
        assert!(*at < expiry(asked_at) && decision.at == *at, "a decision out of time");
        assert_eq!(decision.vote.word(), "approve", "a plan that was denied goes on");
        approving.push(who);
    }
    let quorum = situation.case.opening().terms.approval[0].quorum;
    approving.len() >= usize::from(quorum)
}

fn step_may_be_begun(situation: &Situation, happening: &Happening, intent: &Intent) {
    let (history, words) = (&situation.history, &happening.words);
    let (asked_at, digest) = last_asked(history).unwrap();
    let kind = last_diagnosis(history).unwrap().plan.steps[intent.step];
    match happening.forbids {
        Forbids::EveryStep => panic!("a step was begun although {words}"),
        Forbids::Step(step) => assert_ne!(step, kind, "a step was begun although {words}"),
        Forbids::Nothing => {}
    }
    assert!(is_approved(situation, digest), "a step was begun without an approval: {words}");
    assert_eq!(intent.epoch, situation.epoch);
    let Input::Rechecked(recheck) = &happening.input else { panic!("a step was begun without a reading: {words}") };
    assert_eq!(recheck.account.as_ref().unwrap().sign_in_enabled, intent.before.sign_in_enabled);
    let earlier: Vec<&Intent> = history.iter().filter_map(|recorded| intent_of(&recorded.event)).collect();
    assert!(earlier.iter().all(|earlier| earlier.operation != intent.operation), "an operation id was used twice");
    let since = since_asked(history).filter_map(|recorded| intent_of(&recorded.event));
    let tries = since.filter(|earlier| earlier.step == intent.step).count();
    assert!(tries < usize::from(ATTEMPTS_MAX), "step {} is tried too often", intent.step);
    assert_eq!(usize::from(intent.attempt), tries + 1);
    if tries > 0 {
        let last = last_word(history).unwrap();
        let looked = matches!(last, Event::StepReconciled { step, took_effect: false } if *step == intent.step);
        assert!(looked, "a step was repeated without a look at what became of it");
    } else if intent.step == 0 {
        assert!(situation.now().at < expiry(asked_at), "begun after the approval had expired");
    } else {
        assert!(is_verified(history, intent.step - 1), "a step before its turn");
    }
}

/// An answer is due in the epoch of the intent; a look in a later one, or where no answer came; a verification of what was taken.
fn word_on_a_step_was_due(situation: &Situation, event: &Event, words: &str) {
    let (begun_here, last) = match last_word(&situation.history) {
        Some(Event::StepIntended(intent)) => (Some(intent.epoch == situation.epoch), intent.step),
        Some(Event::StepAnswered { step, .. } | Event::StepReconciled { step, .. }) => (None, *step),
        other => panic!("{words} counts after {other:?}"),
    };
    let (step, is_due) = match event {
        Event::StepAnswered { step, .. } => (*step, begun_here == Some(true)),
        Event::StepReconciled { step, .. } => (*step, begun_here != Some(true)),
        Event::StepVerified { step, .. } => (*step, begun_here.is_none()),
        _ => return,
    };
    assert!(is_due && step == last, "{words} counts although nothing of the kind was waited for");
}

/// A press has just the effect that this very person may have, and has it.
fn press_is_authorised(situation: &Situation, press: &Press, decided: &Result<Vec<Event>, Refusal>, words: &str) {
    let is_waiting = matches!(situation.case.phase(), Phase::Waiting(_));
    let may = match press.verb {
        Verb::Withdraw => {
            let is_pending = is_waiting || matches!(situation.case.phase(), Phase::Approved(_));
            is_pending && press.member.id == MemberId(1)
        }
        Verb::Approve | Verb::Deny => is_waiting && may_decide(situation, press),
    };
    assert_eq!(decided.is_ok(), may, "{words} in phase {}: {decided:?}", situation.case.phase().name());
    let Ok(events) = decided else { return };
    let withdrawn = || Event::Closed { outcome: Outcome::Withdrawn };
    let denied = || Event::Closed { outcome: Outcome::Denied };
    match (press.verb, events.as_slice()) {
        (Verb::Withdraw, [Event::Withdrawn { by, interaction }, end]) => {
            assert_eq!((by.id, *interaction), (press.member.id, press.interaction), "{words}");
            assert_eq!(*end, withdrawn());
        }
        (Verb::Approve, [Event::Decided { decision }]) => {
            assert_eq!((decision.by.id, decision.vote.word()), (press.member.id, "approve"), "{words}");
        }
        (Verb::Deny, [Event::Decided { decision }, end]) => {
            assert_eq!((decision.by.id, decision.vote.word()), (press.member.id, "deny"), "{words}");
            assert_eq!(*end, denied());
        }
        _ => panic!("{words} led to {events:?}"),
    }
}

fn may_decide(situation: &Situation, press: &Press) -> bool {
    let known = pressers().into_iter().find(|one| one.member == press.member && one.standing == press.standing);
    let Checked::Read(standing) = &press.standing else { return false };
    let (asked_at, digest) = last_asked(&situation.history).unwrap();
    let has_decided = since_asked(&situation.history).any(|recorded| match &recorded.event {
        Event::Decided { decision } => decision.by.id == press.member.id || decision.account == standing.object_id,
        _ => false,
    });
    let is_in_time = situation.now().at < expiry(asked_at);
    known.is_some_and(|one| one.counts) && press.plan == digest && is_in_time && !has_decided
}

fn reads_back(event: &Event) {
    let written = serde_json::to_string(&Entry::Case(event.clone())).unwrap();
    let read = read_entry(written.as_bytes()).unwrap();
    assert_eq!(read, Entry::Case(event.clone()), "{written}");
    assert!(written.starts_with(&format!("{{\"event\":\"{}\"", event.name())), "{written}");
}

fn expiry(asked_at: Timestamp) -> Timestamp {
    asked_at + SignedDuration::from_mins(i64::from(WINDOW_MINUTES))
}

/// When agreement was asked for last, and to what.
fn last_asked(history: &[Recorded]) -> Option<(Timestamp, Digest)> {
    history.iter().rev().find_map(|recorded| match &recorded.event {
        Event::ApprovalAsked { plan, .. } => Some((recorded.at, *plan)),
        _ => None,
    })
}

/// What was written down since agreement was asked for last.
fn since_asked(history: &[Recorded]) -> impl Iterator<Item = &Recorded> {
    let asked = history.iter().rposition(|recorded| matches!(recorded.event, Event::ApprovalAsked { .. }));
    history.iter().skip(asked.unwrap_or(history.len()))
}

fn last_diagnosis(history: &[Recorded]) -> Option<&Diagnosis> {
    history.iter().rev().find_map(|recorded| match &recorded.event {
        Event::Diagnosed { diagnosis } | Event::Lapsed { diagnosis, .. } => Some(diagnosis.as_ref()),
        _ => None,
    })
}

const fn intent_of(event: &Event) -> Option<&Intent> {
    match event {
        Event::StepIntended(intent) => Some(intent),
        _ => None,
    }
}

fn is_verified(history: &[Recorded], place: usize) -> bool {
    since_asked(history).any(|one| matches!(one.event, Event::StepVerified { step, .. } if step == place))
}
