//! Every situation of a walk once more, in a tenant that is frozen: nothing that the freeze stops is begun or shown, and the
//! case forgets nothing by it.

use grendel::domain::case::{Action, Input, Now, Phase};
use grendel::domain::event::{Event, RecordedEvent, Verb};
use grendel::domain::freeze::{Freeze, FreezeScope};
use grendel::domain::step::StepKind;

use super::alphabet::Happening;
use super::situation::begun;
use super::{SCENARIOS, Seen, Situation, assert_all_seen, walk};

/// The steps that give an account back, or tell its owner how to get it back.
pub const GIVING: [StepKind; 6] = [
    StepKind::DismissRisk,
    StepKind::EnableOnPremises,
    StepKind::IssueTemporaryAccessPass,
    StepKind::EnableSignIn,
    StepKind::PointToSelfService,
    StepKind::ReleaseSender,
];

/// Holds what a freeze promises in this situation.
pub fn holds(seen: &mut Seen, situation: &Situation<'_>, happenings: &[Happening]) {
    for scope in FreezeScope::ALL.iter().copied() {
        let freeze = Freeze { scope, since: begun().at, by: None };
        let now = Now { freeze: Some(freeze), ..situation.now() };
        for happening in happenings.iter().filter(|happening| may_give(&happening.input)) {
            let events = situation.case.decide(happening.input.clone(), now).unwrap_or_default();
            for event in events {
                let gives = match &event {
                    Event::StepIntended(intent) => stops(situation, scope, intent.step),
                    Event::SecretTaken { .. } => scope != FreezeScope::Secrets,
                    _ => false,
                };
                assert!(!gives, "{} under a freeze of {}: {}", event.name(), scope.word(), happening.words);
            }
        }
        is_parked_and_resumed(seen, situation, now);
    }
}

fn may_give(input: &Input) -> bool {
    match input {
        Input::Rechecked(_) | Input::Time => true,
        Input::Pressed(press) => press.verb == Verb::ShowSecret,
        _ => false,
    }
}

fn stops(situation: &Situation<'_>, scope: FreezeScope, step: usize) -> bool {
    let Some(diagnosed) = situation.case.diagnosed() else { return false };
    let kind = diagnosed.diagnosis.plan.steps[step];
    let makes_secret = [StepKind::ResetPassword, StepKind::IssueTemporaryAccessPass].contains(&kind);
    let is_for_someone = makes_secret && !diagnosed.diagnosis.stays_closed();
    match scope {
        FreezeScope::Secrets => is_for_someone,
        FreezeScope::Access => is_for_someone || GIVING.contains(&kind),
        FreezeScope::Everything => true,
    }
}

/// A case that is parked says so once, waits before the step that is stopped, and is what it was once it is resumed.
fn is_parked_and_resumed(seen: &mut Seen, situation: &Situation<'_>, now: Now) {
    let mut case = situation.case.clone();
    let decided = case.decide(Input::Time, now).unwrap_or_default();
    let [Event::Parked { freeze }] = decided.as_slice() else { return };
    assert_eq!(Some(*freeze), now.freeze);
    let apply = |case: &mut grendel::domain::case::Case, event: &Event| {
        case.apply(&RecordedEvent { at: now.at, event: event.clone() }).unwrap();
    };
    apply(&mut case, &decided[0]);
    assert_ne!(case.decide(Input::Time, now), Ok(decided.clone()), "it is parked twice");
    let next = case.next(now);
    let is_stopped = case.next_step().is_some_and(|step| case.is_stopped(step, now.freeze));
    if is_stopped {
        assert!(matches!(next, Action::Await { .. } | Action::Ping(_)), "goes on in a frozen tenant: {next:?}");
    }
    if matches!(case.phase(), Phase::Approved(_) | Phase::Running(..)) && !is_stopped {
        assert!(!matches!(next, Action::Await { .. }), "waits for nothing: {next:?}");
    }
    seen.parked.insert(format!("{} {}", freeze.scope.word(), case.phase().name()));
    let resumed = case.decide(Input::Time, situation.now());
    assert_eq!(resumed, Ok(vec![Event::Resumed]), "the end of the freeze is not noticed");
    apply(&mut case, &Event::Resumed);
    assert_eq!(case, situation.case, "a freeze changed what a case knows");
}

#[test]
fn cases_are_parked_wherever_something_is_still_to_come() {
    let walks = SCENARIOS.iter().map(|scenario| walk(scenario.name));
    let parked = [
        "secrets waiting",
        "secrets approved",
        "access waiting",
        "access approved",
        "access running",
        "access delivering_secret",
        "everything running",
    ];
    assert_all_seen("freeze", walks.flat_map(|seen| seen.parked.iter().map(String::as_str)), &parked);
}
