//! Cases that end on the way: nobody sees what was made in vain, and its card claims nothing that nobody has seen.

use grendel::domain::Trouble;
use grendel::domain::account::Account;
use grendel::domain::case::{Input, Now, PersonRecheck, Recheck};
use grendel::domain::command::Terms;
use grendel::domain::condition::Condition;
use grendel::domain::event::Event;
use grendel::domain::freeze::{Freeze, FreezeScope};
use grendel::domain::outcome::{LookAt, Outcome};
use grendel::domain::people::StandingLookup;
use grendel::domain::run::{DeliveryEnd, Receipt, StepResponse, Verification};
use grendel::domain::runbook::{RunbookEntry, RunbookStep};
use grendel::domain::step::StepKind;
use grendel::render::Messages;
use jiff::SignedDuration;

use super::Situation;
use super::alphabet::happenings;
use super::scenarios::Scenario;
use crate::cast::{HELEN, TOM, after_seconds, blocked_account, healthy_account, standing, terms, trouble};
use crate::findings::accounts::{mail, with_passes};

/// A case in which these steps are taken whatever was found, on an account that is open and whose mail goes nowhere.
fn scenario(steps: &[StepKind]) -> Scenario {
    let steps = steps.iter().copied().map(RunbookStep::Step).collect();
    let terms = Terms { runbook: vec![RunbookEntry { finding: None, steps }], ..terms(&[], 1) };
    let account = Account { mail: Some(mail()), ..healthy_account(TOM) };
    let requester = standing(HELEN, &["Global Administrator"]);
    Scenario { targets: vec![("is as it is", account)], requester, ..Scenario::new("it ends on the way", terms) }
}

/// Returns the case once everybody has agreed.
fn approved(scenario: &Scenario) -> Situation<'_> {
    let mut situation = Situation::opened(scenario);
    for words in ["the requester is well", "the target is as it is", "found: everybody"] {
        let happening = happenings(&situation).into_iter().find(|one| one.words == words).unwrap();
        situation = situation.after(&situation.case.decide(happening.input, situation.now()).unwrap());
    }
    let presses = happenings(&situation).into_iter().filter(|one| one.words.contains("presses a approve"));
    let decided = presses.filter_map(|one| situation.case.decide(one.input, situation.now()).ok());
    let mut approvals = decided.map(|events| situation.after(&events));
    approvals.find(|after| after.case.phase().name() == "approved").unwrap()
}

/// Returns the reading in which all is as it was.
fn unchanged(situation: &Situation<'_>) -> Recheck {
    let is_meant = |words: &str| words == "before a step all is as it was";
    let happening = happenings(situation).into_iter().find(|one| is_meant(&one.words)).unwrap();
    let Input::Rechecked(recheck) = happening.input else { panic!("no reading") };
    *recheck
}

/// Returns the case after these inputs, one after the other.
fn after<'a>(situation: &Situation<'a>, inputs: Vec<Input>) -> Situation<'a> {
    inputs.into_iter().fold(situation.clone(), |situation, input| {
        let events = situation.case.decide(input, situation.now()).unwrap();
        assert_ne!(events, [], "it does not go on");
        situation.after(&events)
    })
}

/// Returns the case after this step was begun, as after a reading in which all is as it was.
fn begun<'a>(situation: &Situation<'a>) -> Situation<'a> {
    after(situation, vec![Input::Rechecked(Box::new(unchanged(situation)))])
}

fn taken(step: usize) -> Input {
    Input::Answered { step, answer: StepResponse::Taken(Receipt::default()) }
}

fn verified(step: usize, verification: Verification) -> Input {
    let found = Condition { forwards: Some(false), rules_on: Some(Vec::new()), ..Condition::default() };
    Input::Verified { step, verification, found: Some(Box::new(found)) }
}

/// Returns the case after this step was taken and seen.
fn done<'a>(situation: &Situation<'a>, step: usize) -> Situation<'a> {
    after(&begun(situation), vec![taken(step), verified(step, Verification::Seen)])
}

fn card(situation: &Situation<'_>) -> String {
    format!("{:?}", Messages::new().card(&situation.case))
}

/// The people who agreed agreed about something else.
#[test]
fn what_was_made_is_shown_to_nobody_once_the_right_to_it_is_lost() {
    for kind in [StepKind::ResetPassword, StepKind::IssueTemporaryAccessPass] {
        let blocked = with_passes(blocked_account(TOM, "audit-1"), true);
        let targets = vec![("is as it is", blocked)];
        let scenario = Scenario { targets, ..scenario(&[kind, StepKind::EnableSignIn]) };
        let made = done(&approved(&scenario), 0);
        let recheck = unchanged(&made);
        let gone = PersonRecheck { checked: StandingLookup::Missing, ..recheck.requester.clone() };
        let lost = Recheck { requester: gone, ..recheck.clone() };
        let mut account = recheck.account.clone().unwrap();
        account.upn = "somebody.else@contoso.com".to_owned();
        let changed = Recheck { account: Ok(account), ..recheck };
        for reading in [lost, changed] {
            let events = made.case.decide(Input::Rechecked(Box::new(reading)), made.now()).unwrap();
            let [Event::SecretKept { outcome, .. }, Event::SecretEnded { end: DeliveryEnd::Withheld }, then] =
                events.as_slice()
            else {
                panic!("{kind:?} is offered: {events:?}")
            };
            let Outcome::NeedsHuman { look_at: LookAt::AuthorityLost(_) | LookAt::AccountChanged(_), .. } = outcome
            else {
                panic!("another end: {outcome:?}")
            };
            let is_pass = kind == StepKind::IssueTemporaryAccessPass;
            assert_eq!(matches!(then, Event::RevocationIntended { .. }), is_pass, "{then:?}");
        }
    }
}

/// It was never offered, so nobody forgot to ask for it.
#[test]
fn a_password_whose_time_is_over_before_the_steps_are_is_not_offered() {
    let scenario = scenario(&[StepKind::ResetPassword, StepKind::RevokeSignInSessions]);
    let calling = after(&begun(&done(&approved(&scenario), 0)), vec![taken(1)]);
    let ends = |second| {
        let now = Now { at: calling.now().at + SignedDuration::from_secs(second), ..calling.now() };
        calling.case.decide(verified(1, Verification::Seen), now).unwrap()
    };
    let [_, Event::SecretKept { until, .. }] = &ends(599)[..] else { panic!("{:?}", ends(599)) };
    assert_eq!(*until, after_seconds(600));
    let late = ends(600);
    let [_, Event::SecretKept { until, .. }, Event::SecretEnded { end: DeliveryEnd::Expired }, Event::Closed { .. }] =
        &late[..]
    else {
        panic!("{late:?}")
    };
    assert_eq!(*until, after_seconds(0), "there was no time in which anybody could see it");
    assert!(card(&calling.after(&late)).contains("before anybody could see it"), "{}", card(&calling.after(&late)));
}

/// A step that nobody knows about may have changed the account.
#[test]
fn nothing_was_changed_is_said_only_where_nothing_can_have_been() {
    let scenario = scenario(&[StepKind::BlockSignIn, StepKind::RevokeSignInSessions]);
    let situation = approved(&scenario);
    let refused = |step| Input::Answered { step, answer: StepResponse::Refused(trouble()) };
    let lost = |step| {
        let none = Input::Answered { step, answer: StepResponse::None(trouble()) };
        vec![none, Input::Reconciled { step, seen: Err(trouble()) }]
    };
    let then = |situation: &Situation<'_>, inputs| card(&after(&begun(situation), inputs));
    let first_refused = after(&begun(&situation), vec![refused(0)]);
    let untouched = then(&first_refused, vec![refused(1)]);
    assert!(untouched.contains("Nothing was changed."), "{untouched}");
    let doubtful = then(&first_refused, lost(1));
    assert!(!doubtful.contains("Nothing was changed."), "{doubtful}");
    let unknown = after(&begun(&situation), lost(0));
    let unread = Recheck { account: Err(trouble()), ..unchanged(&unknown) };
    let stopped = card(&after(&unknown, vec![Input::Rechecked(Box::new(unread))]));
    assert!(!stopped.contains("Nothing was changed."), "{stopped}");
}

/// The report of the compromise takes long to show, and the account is closed without it.
#[test]
fn every_step_is_called_confirmed_only_if_each_was_seen() {
    let scenario = scenario(&[StepKind::BlockSignIn, StepKind::ConfirmCompromised]);
    let blocked = done(&approved(&scenario), 0);
    let ends = |verification| card(&after(&begun(&blocked), vec![taken(1), verified(1, verification)]));
    let confirmed = ends(Verification::Seen);
    assert!(confirmed.contains("nobody can get in") && confirmed.contains("taken and confirmed"), "{confirmed}");
    for verification in [Verification::NotYet, Verification::Unreadable(trouble())] {
        let contained = ends(verification);
        assert!(contained.contains("nobody can get in") && !contained.contains("taken and confirmed"), "{contained}");
    }
}

/// After the pause the case waits for the end of the freeze, and not for Microsoft.
#[test]
fn a_frozen_case_is_not_said_to_wait_for_microsoft() {
    let scenario = scenario(&[StepKind::RevokeSignInSessions]);
    let situation = approved(&scenario);
    let busy = Trouble { status: Some(429), retry_after_seconds: Some(5), ..trouble() };
    let paused = situation.after(&[Event::Paused { until: after_seconds(20), trouble: busy }]);
    let waiting = card(&paused);
    assert!(waiting.contains("waits for Microsoft") && waiting.contains("asks to wait"), "{waiting}");
    assert!(!waiting.contains("asks to wait until"), "it asked for five seconds, and the pause is longer: {waiting}");
    let freeze = Freeze { scope: FreezeScope::Everything, since: paused.now().at, by: None };
    let frozen = card(&paused.after(&[Event::Parked { freeze }]));
    assert!(!frozen.contains("waits for Microsoft") && !frozen.contains("asks to wait"), "{frozen}");
}
