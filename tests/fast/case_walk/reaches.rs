//! The distance of a case to its aim, by what the last reading says.

use grendel::domain::access::{MethodId, UsablePass};
use grendel::domain::account::Account;
use grendel::domain::aim::{Aim, AimReport, Reach, Remainder};
use grendel::domain::case::{Input, Now, Recheck};
use grendel::domain::command::Terms;
use grendel::domain::compromise::SignKind;
use grendel::domain::condition::Condition;
use grendel::domain::event::Event;
use grendel::domain::mail::Mail;
use grendel::domain::outcome::{Breakdown, Outcome};
use grendel::domain::reading::{Cause, Gap, Reading, Topic};
use grendel::domain::run::{Receipt, StepResponse, Verification};
use grendel::domain::runbook::{Credential, RunbookEntry, RunbookStep};
use grendel::domain::step::StepKind;
use jiff::SignedDuration;

use super::Situation;
use super::alphabet::{Happening, happenings};
use super::scenarios::{STEPS, Scenario};
use crate::cast::{HELEN, TOM, blocked_account, gap, healthy_account, on_premises, standing, terms, trouble};
use crate::findings::accounts::{deleting_rule, mail, mailbox, with_passes, with_self_service};

fn containment() -> Terms {
    let steps = [StepKind::BlockSignIn, StepKind::RevokeSignInSessions].map(RunbookStep::Step).to_vec();
    Terms { runbook: vec![RunbookEntry { finding: None, steps }], ..terms(&[], 1) }
}

/// Returns the inputs of a step that Microsoft took, with what was seen of its effect, and sign-in as the reading has it.
fn taken(step: usize, verification: Verification, is_enabled: bool) -> Vec<Input> {
    taken_and_read(step, verification, Condition { sign_in_enabled: is_enabled, ..clean() })
}

/// Returns the inputs of a step that Microsoft took, with what was seen of its effect and read after it.
fn taken_and_read(step: usize, verification: Verification, found: Condition) -> Vec<Input> {
    let answer = StepResponse::Taken(Receipt::default());
    let found = Some(Box::new(found));
    vec![Input::Answered { step, answer }, Input::Verified { step, verification, found }]
}

/// Returns the reading of an account that is closed, and whose mail goes nowhere.
fn clean() -> Condition {
    Condition { forwards: Some(false), rules_on: Some(Vec::new()), ..Condition::default() }
}

/// Returns the distance after every step went like this, where the account was found like that before the first, and a password
/// waited like that.
fn distance_of(
    terms: Terms,
    account: Account,
    found: impl Fn(Recheck) -> Recheck,
    went: impl Fn(usize) -> Vec<Input>,
    waiting: impl Fn(&Situation<'_>) -> Vec<Event>,
) -> (Reach, Vec<Remainder>) {
    let (targets, requester) = (vec![("is as it is", account)], standing(HELEN, &["Global Administrator"]));
    let scenario = Scenario { requester, targets, ..Scenario::new("the last reading", terms) };
    let mut situation = Situation::opened(&scenario);
    for words in ["the requester is well", "the target is as it is", "found: everybody"] {
        let happening = happenings(&situation).into_iter().find(|one| one.words == words).unwrap();
        situation = situation.after(&situation.case.decide(happening.input, situation.now()).unwrap());
    }
    let presses = happenings(&situation).into_iter().filter(|one| one.words.contains("presses a approve"));
    let decided = presses.filter_map(|one| situation.case.decide(one.input, situation.now()).ok());
    let mut approvals = decided.map(|events| situation.after(&events));
    let mut running = approvals.find(|after| after.case.phase().name() == "approved").unwrap();
    for step in 0..running.case.diagnosed().unwrap().diagnosis.plan.steps.len() {
        let unchanged = |one: &Happening| one.words == "before a step all is as it was";
        let recheck = happenings(&running).into_iter().find(unchanged).unwrap().input;
        for input in std::iter::once(recheck).chain(went(step)) {
            let input = match input {
                Input::Rechecked(recheck) if step == 0 => Input::Rechecked(Box::new(found(*recheck))),
                input => input,
            };
            let events = running.case.decide(input, running.now()).unwrap();
            assert_ne!(events, [], "step {step} does not go on");
            running = running.after(&events);
        }
    }
    if running.case.phase().name() == "delivering_secret" {
        running = running.after(&waiting(&running));
    }
    let report = running.case.aim_report().unwrap();
    (report.reach, report.remainders)
}

/// A password that nobody looks at is gone after a while.
fn nobody_looks(situation: &Situation<'_>) -> Vec<Event> {
    let late = Now { at: situation.now().at + SignedDuration::from_hours(1), ..situation.now() };
    situation.case.decide(Input::Time, late).unwrap()
}

/// Returns the distance after every step went like this on an account that is as it was.
fn distance_after(terms: Terms, account: Account, went: impl Fn(usize) -> Vec<Input>) -> (Reach, Vec<Remainder>) {
    distance_of(terms, account, |recheck| recheck, went, nobody_looks)
}

/// Returns the distance after every step was taken and seen, if sign-in is like that in the last reading.
fn distance(terms: Terms, account: Account, is_enabled: bool) -> (Reach, Vec<Remainder>) {
    distance_after(terms, account, |step| taken(step, Verification::Seen, is_enabled))
}

/// Returns the account with mail of which everything was read and nothing flows out.
fn with_mail(account: Account) -> Account {
    let mail = Mail { mailbox: Reading::Read(Some(mailbox(None))), ..mail() };
    Account { mail: Some(mail), ..account }
}

#[test]
fn an_account_that_is_open_when_it_is_read_again_is_not_contained() {
    let read = |is_enabled| distance(containment(), with_mail(healthy_account(TOM)), is_enabled);
    assert_eq!(read(false), (Reach::Reached, Vec::new()));
    assert_eq!(read(true), (Reach::NotReached, vec![Remainder::SignInOpen]));
}

#[test]
fn an_account_that_is_blocked_when_it_is_read_again_is_not_unlocked() {
    let read = |is_enabled| distance(terms(&STEPS, 1), blocked_account(TOM, "audit-1"), is_enabled);
    assert_eq!(read(true), (Reach::Reached, Vec::new()));
    assert_eq!(read(false), (Reach::NotReached, vec![Remainder::SignInBlocked]));
}

#[test]
fn a_containment_whose_mail_nobody_could_look_at_is_not_called_reached() {
    let with = |mail: Option<Mail>| {
        let account = Account { mail, ..healthy_account(TOM) };
        distance(containment(), account, false)
    };
    let whole = || with_mail(healthy_account(TOM)).mail.unwrap();
    let unread = || (Reach::AsFarAsSeen, vec![Remainder::MailUnread]);
    assert_eq!(with(Some(whole())), (Reach::Reached, Vec::new()));
    assert_eq!(with(None), unread(), "without Exchange nobody has looked");
    assert_eq!(with(Some(Mail { mailbox: Reading::Unread(gap(Topic::Mailbox)), ..whole() })), unread());
    assert_eq!(with(Some(Mail { rules: Reading::Unread(gap(Topic::InboxRules)), ..whole() })), unread());
    let mut cut = with_mail(healthy_account(TOM));
    cut.omit(Topic::InboxRules, 0, true);
    assert_eq!(distance(containment(), cut, false), unread(), "what was left out may send mail on");
}

#[test]
fn what_does_not_show_yet_is_not_called_reached() {
    let account = with_mail(healthy_account(TOM));
    let last = |verification: Verification| {
        move |step| taken(step, if step == 1 { verification.clone() } else { Verification::Seen }, false)
    };
    for verification in [Verification::NotYet, Verification::Unreadable(trouble())] {
        let distance = distance_after(containment(), account.clone(), last(verification));
        assert_eq!(distance, (Reach::AsFarAsSeen, Vec::new()));
    }
    let first = |step| taken(step, if step == 0 { Verification::NotYet } else { Verification::Seen }, true);
    let unlocked = distance_after(terms(&STEPS, 1), blocked_account(TOM, "audit-1"), first);
    assert_eq!(unlocked, (Reach::AsFarAsSeen, Vec::new()), "an old session may still be good");
}

#[test]
fn a_containment_to_which_something_was_added_since_is_not_reached() {
    let steps = [StepKind::BlockSignIn, StepKind::RevokeSignInSessions, StepKind::DisableInboxRules];
    let steps = steps.map(RunbookStep::Step).to_vec();
    let terms = Terms { runbook: vec![RunbookEntry { finding: None, steps }], ..containment() };
    let added = |recheck: Recheck| {
        let mut account = recheck.account.unwrap();
        account.mail.as_mut().unwrap().rules = Reading::Read(vec![deleting_rule()]);
        Recheck { account: Ok(account), ..recheck }
    };
    let went = |step| taken(step, Verification::Seen, false);
    let distance = distance_of(terms, with_mail(healthy_account(TOM)), added, went, nobody_looks);
    assert_eq!(distance, (Reach::NotReached, vec![Remainder::AddedSince]));
}

/// The owner cannot go on with what nobody has.
#[test]
fn a_password_that_nobody_has_seen_is_no_way_in() {
    let account = blocked_account(TOM, "audit-1");
    let unlocking = terms(&[StepKind::EnableSignIn, StepKind::ResetPassword], 1);
    let distance = distance_after(unlocking, account, |step| taken(step, Verification::Seen, true));
    assert_eq!(distance, (Reach::NotReached, vec![Remainder::NoCredential]));
}

#[test]
fn a_containment_of_which_a_step_may_not_have_worked_cannot_be_told() {
    let lost = |step| match step {
        0 => taken(step, Verification::Seen, false),
        step => vec![
            Input::Answered { step, answer: StepResponse::None(trouble()) },
            Input::Reconciled { step, seen: Err(trouble()) },
        ],
    };
    let distance = distance_after(containment(), with_mail(healthy_account(TOM)), lost);
    // After a step that nobody knows about, mail is not read.
    assert_eq!(distance, (Reach::CannotTell, vec![Remainder::SessionsOpen, Remainder::MailUnread]));
}

/// The audit calls a case a success by this.
#[test]
fn a_containment_that_waits_for_people_is_not_met_and_an_unlock_is_where_only_the_owner_has_to_go_on() {
    let is_met = |aim, reach, remainders| AimReport { aim, reach, remainders }.is_met();
    let met = |aim| Reach::ALL.iter().copied().filter(|reach| is_met(aim, *reach, Vec::new())).collect::<Vec<_>>();
    assert_eq!(met(Aim::Contain), [Reach::Reached, Reach::AsFarAsSeen]);
    assert_eq!(met(Aim::Unlock), [Reach::Reached, Reach::AsFarAsSeen, Reach::WaitingForPeople]);
    let waits_for = |remainders: &[Remainder]| is_met(Aim::Unlock, Reach::WaitingForPeople, remainders.to_vec());
    assert!(waits_for(&[Remainder::OwnerNeedsPassword, Remainder::OwnerRegistersMethod]));
    assert!(!waits_for(&[Remainder::ActiveDirectory]), "the owner cannot go on before that is done");
    assert!(!waits_for(&[Remainder::PassOpen, Remainder::OwnerNeedsPassword]), "somebody else may get in");
}

#[test]
fn a_case_that_broke_down_cannot_tell_that_it_is_done() {
    let unlocking = terms(&[StepKind::EnableSignIn, StepKind::ResetPassword], 1);
    let breaks = |_: &Situation<'_>| vec![Event::Closed { outcome: Outcome::Failed { why: Breakdown::Fault } }];
    let went = |step| taken(step, Verification::Seen, true);
    let account = blocked_account(TOM, "audit-1");
    let (reach, _) = distance_of(unlocking, account, |recheck| recheck, went, breaks);
    assert_eq!(reach, Reach::CannotTell);
}

#[test]
fn an_account_that_stays_blocked_is_not_unlocked() {
    let unread = |step| {
        let [answered, ..] = &taken(step, Verification::Seen, false)[..] else { panic!("no answer") };
        vec![answered.clone(), Input::Verified { step, verification: Verification::Seen, found: None }]
    };
    let revoking = || terms(&[StepKind::RevokeSignInSessions], 1);
    let distance = distance_after(revoking(), blocked_account(TOM, "audit-1"), unread);
    assert_eq!(distance, (Reach::NotReached, vec![Remainder::SignInBlocked]), "nobody enables it");
    let intruded = Account {
        mail: Some(Mail { rules: Reading::Read(vec![deleting_rule()]), ..mail() }),
        ..blocked_account(TOM, "audit-1")
    };
    let distance = distance_after(terms(&STEPS, 1), intruded, unread);
    assert_eq!(distance, (Reach::NotReached, vec![Remainder::SignsOfCompromise]), "it is held back");
}

/// Returns terms under which these steps are taken whatever was found, each group for itself.
fn always(groups: &[&[RunbookStep]]) -> Terms {
    let entry = |steps: &&[RunbookStep]| RunbookEntry { finding: None, steps: steps.to_vec() };
    Terms { runbook: groups.iter().map(entry).collect(), ..terms(&[], 1) }
}

/// An intruder who was still signed in may have sent the mail elsewhere while the case waited.
#[test]
fn a_containment_is_judged_by_the_mail_after_its_last_step() {
    let after = |found: Condition| {
        let went = move |step| taken_and_read(step, Verification::Seen, found.clone());
        distance_after(containment(), with_mail(healthy_account(TOM)), went)
    };
    assert_eq!(after(clean()), (Reach::Reached, Vec::new()));
    let flows = (Reach::NotReached, vec![Remainder::MailFlowsOut]);
    assert_eq!(after(Condition { forwards: Some(true), ..clean() }), flows);
    assert_eq!(after(Condition { rules_on: Some(vec!["tom\\1".to_owned()]), ..clean() }), flows);
    let unread = (Reach::AsFarAsSeen, vec![Remainder::MailUnread]);
    assert_eq!(after(Condition { forwards: None, ..clean() }), unread, "it was read before the pause only");
    assert_eq!(after(Condition { rules_on: None, ..clean() }), unread);
}

#[test]
fn mail_after_a_containment_counts_as_its_steps_would_count_it() {
    let read = |mail: Option<Mail>, waived: &[SignKind]| {
        let after = Condition::default().with_mail(&Account { mail, ..healthy_account(TOM) }, waived);
        (after.forwards, after.rules_on)
    };
    let to = |address| Some(Mail { mailbox: Reading::Read(Some(mailbox(Some(address)))), ..mail() });
    let rules = |rules| Some(Mail { rules, ..mail() });
    assert_eq!(read(Some(mail()), &[]), (Some(false), Some(Vec::new())));
    assert_eq!(read(to("eve@evil.example"), &[]), (Some(true), Some(Vec::new())));
    assert_eq!(read(to("anna@contoso.com"), &[]), (Some(false), Some(Vec::new())), "it stays in the tenant");
    let suspicious = || Reading::Read(vec![deleting_rule()]);
    assert_eq!(read(rules(suspicious()), &[]), (Some(false), Some(vec![deleting_rule().id])));
    assert_eq!(read(rules(suspicious()), &[SignKind::InboxRules]), (Some(false), Some(Vec::new())));
    assert_eq!(read(rules(Reading::Unread(gap(Topic::InboxRules))), &[]), (Some(false), None));
    assert_eq!(read(None, &[]), (None, None));
}

/// Active Directory has to enable it, so the owner cannot go on.
#[test]
fn a_blocked_synced_account_is_not_unlocked_by_what_was_cleaned_on_it() {
    let account = Account { on_premises: Some(on_premises()), ..blocked_account(TOM, "audit-1") };
    let steps = [StepKind::EnableSignIn, StepKind::RevokeSignInSessions].map(RunbookStep::Step);
    let (reach, missing) = distance(always(&[&steps[..1], &steps[1..]]), account, false);
    assert_eq!((reach, missing.as_slice()), (Reach::WaitingForPeople, &[Remainder::ActiveDirectory][..]));
    assert!(!AimReport { aim: Aim::Unlock, reach, remainders: missing }.is_met());
}

#[test]
fn an_owner_for_whom_no_credential_is_open_cannot_sign_in() {
    let unlocking = |way: Credential| {
        let steps = [RunbookStep::Step(StepKind::RevokeSignInSessions), RunbookStep::Credential];
        Terms { credentials: vec![way], ..always(&[&steps]) }
    };
    let nothing = (Reach::NotReached, vec![Remainder::NoCredential]);
    let unregistered = with_self_service(healthy_account(TOM), true, false);
    assert_eq!(distance(unlocking(Credential::SelfService), unregistered, true), nothing);
    let off = with_self_service(healthy_account(TOM), false, false);
    assert_eq!(distance(unlocking(Credential::SelfService), off, true), nothing);
    let without_passes = with_passes(healthy_account(TOM), false);
    assert_eq!(distance(unlocking(Credential::TemporaryAccessPass), without_passes, true), nothing);
    let synced = Account { on_premises: Some(on_premises()), ..healthy_account(TOM) };
    let (reach, missing) = distance(unlocking(Credential::TemporaryPassword), synced, true);
    assert_eq!((reach, missing), (Reach::WaitingForPeople, vec![Remainder::ActiveDirectory]));
}

#[test]
fn an_unlock_whose_cleaning_failed_is_not_reached() {
    let cleaning = || always(&[&[RunbookStep::Step(StepKind::RevokeSignInSessions)]]);
    let refused = |step| vec![Input::Answered { step, answer: StepResponse::Refused(trouble()) }];
    let missing = vec![Remainder::SessionsOpen];
    assert_eq!(distance_after(cleaning(), healthy_account(TOM), refused), (Reach::NotReached, missing.clone()));
    let lost = |step| {
        let unseen = Input::Reconciled { step, seen: Err(trouble()) };
        vec![Input::Answered { step, answer: StepResponse::None(trouble()) }, unseen]
    };
    assert_eq!(distance_after(cleaning(), healthy_account(TOM), lost), (Reach::CannotTell, missing));
}

/// A reading that does not show a change which shows at once says that there was none.
#[test]
fn a_pass_that_still_shows_is_still_good() {
    let steps = [StepKind::RevokeTemporaryAccessPass, StepKind::RevokeSignInSessions].map(RunbookStep::Step);
    let mut account = healthy_account(TOM);
    let id = MethodId::parse("11112222-3333-4444-8555-666677778888").unwrap();
    account.access.usable_passes = vec![UsablePass { id, case: None }];
    let after = |verification: Verification| {
        let went = move |step| taken(step, if step == 0 { verification.clone() } else { Verification::Seen }, true);
        distance_after(always(&[&steps]), account.clone(), went)
    };
    assert_eq!(after(Verification::Seen), (Reach::Reached, Vec::new()));
    assert_eq!(after(Verification::NotYet), (Reach::WaitingForPeople, vec![Remainder::PassOpen]));
    assert_eq!(after(Verification::Unreadable(trouble())), (Reach::AsFarAsSeen, Vec::new()));
}

#[test]
fn what_could_not_be_read_is_not_called_reached() {
    let throttled = |topic| Gap { cause: Cause::Throttled, ..gap(topic) };
    let mut hidden = with_mail(healthy_account(TOM));
    hidden.access.methods = Reading::Unread(throttled(Topic::Methods));
    let contained = distance(containment(), hidden, false);
    assert_eq!(contained, (Reach::AsFarAsSeen, vec![Remainder::PassesUnread]), "a pass may be left");
    let unread = Account { risk: Reading::Unread(throttled(Topic::Risk)), ..healthy_account(TOM) };
    let unlocked = distance(always(&[&[RunbookStep::Step(StepKind::RevokeSignInSessions)]]), unread, true);
    assert_eq!(unlocked, (Reach::AsFarAsSeen, vec![Remainder::RiskUnread]), "a risk may stand");
}
