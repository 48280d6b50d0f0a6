//! A case that waits for Microsoft: as long as it is asked to, no longer than its approval lasts, and not where that helps nobody.

use std::sync::LazyLock;

use grendel::domain::Trouble;
use grendel::domain::approval::quorum::Candidates;
use grendel::domain::case::{Action, Case, Input, Now, PersonRecheck, Recheck};
use grendel::domain::event::Event;
use grendel::domain::outcome::{LookAt, Outcome};
use grendel::domain::people::StandingLookup;
use grendel::domain::run::StepResponse;
use grendel::domain::step::StepKind;
use jiff::Timestamp;

use super::alphabet::happenings;
use super::scenarios::{Scenario, WINDOW_SECONDS};
use super::{NUMBER, SCENARIOS, Situation};
use crate::cast::{after_seconds, terms, trouble};

static PASSWORD: LazyLock<Scenario> =
    LazyLock::new(|| Scenario::new("a password is made and paused", terms(&[StepKind::ResetPassword], 1)));

fn busy(retry_after_seconds: Option<u32>) -> Trouble {
    Trouble { status: Some(429), code: "TooManyRequests".to_owned(), retry_after_seconds, ..trouble() }
}

fn out_of_order() -> Trouble {
    Trouble { status: Some(503), code: "serviceUnavailable".to_owned(), ..trouble() }
}

/// A case of this scenario that everybody has agreed to.
fn approved(scenario: &'static Scenario) -> Situation<'static> {
    let mut situation = Situation::opened(scenario);
    let ways = ["the requester is well", "the target is blocked", "found: everybody"];
    for words in ways {
        let happening = happenings(&situation).into_iter().find(|one| one.words == words).unwrap();
        situation = situation.after(&situation.case.decide(happening.input, situation.now()).unwrap());
    }
    let presses = happenings(&situation).into_iter().filter(|one| one.words.contains("presses a approve"));
    let decided = presses.filter_map(|one| situation.case.decide(one.input, situation.now()).ok());
    let approvals = decided.map(|events| situation.after(&events));
    approvals.into_iter().find(|after| after.case.phase().name() == "approved").unwrap()
}

/// A reading in which all is as it was, but for the failed call.
fn reading(case: &Case, situation: &Situation<'_>, failed: Option<Trouble>) -> Input {
    let unchanged =
        happenings(situation).into_iter().find(|one| one.words == "before a step all is as it was").unwrap();
    let Input::Rechecked(recheck) = unchanged.input else { panic!("no reading of {}", case.number()) };
    let account = failed.map_or_else(|| recheck.account.clone(), Err);
    Input::Rechecked(Box::new(Recheck { account, others: Some(Candidates::default()), ..*recheck }))
}

fn at(situation: &Situation<'_>, second: i64) -> Now {
    Now { at: after_seconds(second), ..situation.now() }
}

fn until(events: &[Event]) -> Option<Timestamp> {
    events.iter().find_map(|event| match event {
        Event::Paused { until, .. } => Some(*until),
        _ => None,
    })
}

#[test]
fn an_outage_before_the_first_step_is_waited_out_with_longer_and_longer_pauses() {
    let situation = approved(&SCENARIOS[0]);
    let down = |case: &Case, second| {
        case.decide(reading(case, &situation, Some(out_of_order())), at(&situation, second)).unwrap()
    };
    let first = down(&situation.case, 0);
    assert_eq!(until(&first), Some(after_seconds(20)), "{first:?}");
    let paused = situation.after(&first);
    assert_eq!(paused.case.next(at(&situation, 19)), Action::Await { until: after_seconds(20) });
    assert_eq!(down(&paused.case, 19), [], "it waits, and reads nothing");
    assert!(matches!(paused.case.next(at(&situation, 20)), Action::Recheck { .. }), "it goes on by itself");
    assert_eq!(until(&down(&paused.case, 20)), Some(after_seconds(80)), "the next pause is longer");
    assert_eq!(Case::replay(NUMBER, paused.history.clone()).unwrap(), paused.case, "a restart waits as well");
    let late = down(&situation.case, WINDOW_SECONDS - 20);
    assert!(matches!(late[..], [Event::Closed { outcome: Outcome::Unavailable { .. } }]), "{late:?}");
    let went_on = paused.case.decide(reading(&paused.case, &situation, None), at(&situation, 20)).unwrap();
    assert!(matches!(went_on[..], [Event::StepIntended(_)]), "{went_on:?}");
    assert_eq!(paused.after(&went_on).case.pause(), None, "the card does not wait any more");
}

#[test]
fn a_person_who_cannot_be_read_just_now_is_read_again_later() {
    let situation = approved(&SCENARIOS[0]);
    let Input::Rechecked(recheck) = reading(&situation.case, &situation, None) else { panic!("no reading") };
    let unread = |trouble: Trouble| {
        let requester = PersonRecheck { checked: StandingLookup::Unreadable(trouble), ..recheck.requester.clone() };
        let input = Input::Rechecked(Box::new(Recheck { requester, ..(*recheck).clone() }));
        situation.case.decide(input, situation.now()).unwrap()
    };
    assert_eq!(until(&unread(busy(Some(150)))), Some(after_seconds(150)));
    assert!(
        matches!(unread(trouble())[..], [Event::Closed { outcome: Outcome::Refused { .. } }]),
        "a denial stays one"
    );
}

#[test]
fn an_approver_who_cannot_be_read_just_now_is_read_again_later() {
    let situation = approved(&SCENARIOS[0]);
    let Input::Rechecked(recheck) = reading(&situation.case, &situation, None) else { panic!("no reading") };
    let mut approvers = recheck.approvers.clone();
    approvers[0].checked = StandingLookup::Unreadable(out_of_order());
    let input = Input::Rechecked(Box::new(Recheck { approvers, ..*recheck }));
    assert_eq!(until(&situation.case.decide(input, situation.now()).unwrap()), Some(after_seconds(20)));
}

/// A throttled call had no effect, so even a password is set at the second try.
#[test]
fn a_step_that_microsoft_puts_off_is_called_again_when_it_asked_for() {
    for scenario in [&SCENARIOS[0], &*PASSWORD] {
        let situation = approved(scenario);
        let begun = situation.case.decide(reading(&situation.case, &situation, None), situation.now()).unwrap();
        let calling = situation.after(&begun);
        let answer = |trouble| Input::Answered { step: 0, answer: StepResponse::Refused(trouble) };
        let put_off = calling.case.decide(answer(busy(Some(150))), calling.now()).unwrap();
        assert!(matches!(put_off[0], Event::StepAnswered { answer: StepResponse::PutOff(_), .. }), "{put_off:?}");
        assert_eq!(until(&put_off), Some(after_seconds(150)));
        let paused = calling.after(&put_off);
        assert_eq!(Case::replay(NUMBER, paused.history.clone()).unwrap(), paused.case);
        let restarted = Now { epoch: 2, ..at(&calling, 149) };
        assert_eq!(paused.case.next(restarted), Action::Await { until: after_seconds(150) });
        let again = paused.case.decide(reading(&paused.case, &paused, None), at(&paused, 150)).unwrap();
        let [Event::StepIntended(intent)] = again.as_slice() else { panic!("{again:?}") };
        assert_eq!(intent.attempt, 2);
        let beyond = calling.case.decide(answer(busy(Some(u32::MAX))), calling.now()).unwrap();
        let is_refused = beyond.iter().any(|event| {
            matches!(event, Event::Closed { outcome: Outcome::NeedsHuman { look_at: LookAt::StepRefused(_), .. } })
        });
        assert!(is_refused || scenario.name != PASSWORD.name, "the approval does not last so long: {beyond:?}");
        assert_eq!(until(&beyond), None);
    }
}

/// A step that must not be done twice and may have had its effect is not tried again, however much time there would be.
#[test]
fn a_password_whose_fate_is_unknown_is_not_set_again_after_a_pause() {
    let situation = approved(&PASSWORD);
    let begun = situation.case.decide(reading(&situation.case, &situation, None), situation.now()).unwrap();
    let calling = situation.after(&begun);
    let none = Input::Answered { step: 0, answer: StepResponse::None(out_of_order()) };
    let unanswered = calling.after(&calling.case.decide(none, calling.now()).unwrap());
    let unseen = unanswered.case.decide(Input::Reconciled { step: 0, seen: Ok(false) }, unanswered.now()).unwrap();
    assert!(matches!(unseen[0], Event::StepReconciled { unknown: Some(_), .. }), "{unseen:?}");
    assert_eq!(until(&unseen), None);
    let unreadable = Input::Reconciled { step: 0, seen: Err(out_of_order()) };
    let looks_again = unanswered.case.decide(unreadable, unanswered.now()).unwrap();
    assert_eq!(until(&looks_again), Some(after_seconds(20)), "looking again changes nothing: {looks_again:?}");
}
