//! The readings right before a step: target, requester and approvers, unchanged or with one difference.

use grendel::domain::Trouble;
use grendel::domain::access::{Access, Grant};
use grendel::domain::account::Account;
use grendel::domain::approval::ApprovalMode;
use grendel::domain::approval::quorum::Candidates;
use grendel::domain::case::{ApprovalRequest, Case, Input, PersonRecheck, Recheck};
use grendel::domain::decision::{Decision, Vote};
use grendel::domain::people::{Risk, Standing, StandingLookup};
use grendel::domain::reading::{Reading, Topic};
use grendel::domain::run::StepState;
use grendel::domain::step::StepKind;

use super::alphabet::{Happening, promoted};
use super::scenarios::Scenario;
use crate::cast::{HELEN, OMAR, TOM, account_id, after_seconds, blocked_account, gap, on_premises, standing, trouble};

/// A second reading in which everything, or all but one thing, is as it was.
pub fn rechecks(case: &Case, scenario: &Scenario) -> Vec<Happening> {
    let account = as_our_steps_left_it(case);
    let requester = requester_as_accepted(case, scenario);
    let approvers: Vec<PersonRecheck> = approvals(case).into_iter().map(as_then).collect();
    let happening =
        |words: &str, requester: &PersonRecheck, approvers: &[PersonRecheck], account, is_changed| Happening {
            input: Input::Rechecked(Box::new(Recheck {
                account,
                requester: requester.clone(),
                approvers: approvers.to_vec(),
                limit: None,
                others: Some(Candidates::default()),
                target_known: false,
            })),
            words: format!("before a step {words}"),
            is_changed,
        };
    let people = |words: &str, requester: &PersonRecheck, approvers: &[PersonRecheck]| {
        happening(words, requester, approvers, Ok(account.clone()), false)
    };
    let mut all = vec![people("all is as it was", &requester, &approvers)];
    for (words, changed) in other_requesters(&requester) {
        all.push(people(&format!("the requester {words}"), &changed, &approvers));
    }
    for (place, approver) in approvers.iter().enumerate() {
        for (words, changed) in other_approvers(approver) {
            let mut approvers = approvers.clone();
            approvers[place] = changed;
            all.push(people(&format!("approver {place} {words}"), &requester, &approvers));
        }
        all.push(people(&format!("only {place} approvers are read"), &requester, &approvers[..place]));
    }
    all.extend(others_known(&all[0], scenario));
    for (words, account, is_changed) in account_readings(case, &account, scenario) {
        all.push(happening(&format!("the account {words}"), &requester, &approvers, account, is_changed));
    }
    all
}

/// Returns the same reading with other people who are known by now, and with a target who is.
fn others_known(unchanged: &Happening, scenario: &Scenario) -> Vec<Happening> {
    let Input::Rechecked(recheck) = &unchanged.input else { return Vec::new() };
    let with = |words: &str, others: Option<Candidates>, target_known| Happening {
        input: Input::Rechecked(Box::new(Recheck { others, target_known, ..(**recheck).clone() })),
        words: format!("before a step {words}"),
        is_changed: false,
    };
    let found = scenario.candidates().into_iter().map(|(words, found)| with(&words, Some(found), false));
    let mut all: Vec<Happening> = found.collect();
    all.push(with("nobody looked for others", None, false));
    all.push(with("the target is known", Some(Candidates::default()), true));
    all
}

fn approvals(case: &Case) -> Vec<&Decision> {
    let by_others = |asked: &&ApprovalRequest| matches!(asked.approval.mode, ApprovalMode::FourEyes);
    let Some(asked) = case.approval_request().filter(by_others) else { return Vec::new() };
    let decisions = asked.approval.decisions.iter();
    decisions.filter(|one| one.vote == Vote::Approve && one.plan == asked.approval.plan).collect()
}

/// Returns a person who is unchanged since they approved.
fn as_then(decision: &Decision) -> PersonRecheck {
    let well = standing(OMAR, &[]);
    let then = Standing { object_id: decision.account, roles: decision.roles.clone(), ..well };
    PersonRecheck { checked: StandingLookup::Read(then), chat_roles: Ok(decision.by.roles.clone()) }
}

fn requester_as_accepted(case: &Case, scenario: &Scenario) -> PersonRecheck {
    let accepted = case.diagnosed().map_or(&scenario.requester, |diagnosed| &diagnosed.requester);
    PersonRecheck {
        checked: StandingLookup::Read(accepted.clone()),
        chat_roles: Ok(case.opening().member.roles.clone()),
    }
}

type Others = Vec<(&'static str, PersonRecheck)>;

fn other_requesters(requester: &PersonRecheck) -> Others {
    let checked = |words, checked| (words, PersonRecheck { checked, ..requester.clone() });
    let holds = |words, roles: &[&str]| checked(words, StandingLookup::Read(standing(HELEN, roles)));
    let in_chat = |words, chat_roles| (words, PersonRecheck { chat_roles, ..requester.clone() });
    let mut all = vec![
        holds("has no role left", &["Reports Reader"]),
        // It reaches everybody, and the terms do not let it ask.
        holds("may not ask any more", &["Privileged Authentication Administrator"]),
        holds("is only for the help desk", &["Helpdesk Administrator"]),
        holds("has activated a role", &["Helpdesk Administrator", "User Administrator"]),
        checked("is linked to another account", StandingLookup::Read(standing(OMAR, &["User Administrator"]))),
        in_chat("has only another role in the chat", Ok(vec!["lead".into()])),
    ];
    all.extend(whoever_they_are(requester));
    all
}

fn other_approvers(approver: &PersonRecheck) -> Others {
    let roleless = |standing: &Standing| Standing { roles: Vec::new(), ..standing.clone() };
    let StandingLookup::Read(read) = &approver.checked else { return Vec::new() };
    let somebody_else = Standing { object_id: account_id(0xee), ..read.clone() };
    let mut all = whoever_they_are(approver);
    all.push((
        "holds no role in the directory",
        PersonRecheck { checked: StandingLookup::Read(roleless(read)), ..approver.clone() },
    ));
    all.push((
        "is linked to another account",
        PersonRecheck { checked: StandingLookup::Read(somebody_else), ..approver.clone() },
    ));
    all
}

/// Returns everything that may have changed about a person.
fn whoever_they_are(present: &PersonRecheck) -> Others {
    let checked = |words, checked| (words, PersonRecheck { checked, ..present.clone() });
    let in_chat = |words, chat_roles| (words, PersonRecheck { chat_roles, ..present.clone() });
    let StandingLookup::Read(read) = &present.checked else { return Vec::new() };
    vec![
        checked("is disabled", StandingLookup::Read(Standing { enabled: false, ..read.clone() })),
        checked("is at risk", StandingLookup::Read(Standing { risk: Risk::AtRisk, ..read.clone() })),
        checked("is not linked any more", StandingLookup::NotLinked),
        checked("is gone", StandingLookup::Missing),
        checked("is unreadable", StandingLookup::Unreadable(trouble())),
        in_chat("has left the chat", Ok(Vec::new())),
        in_chat("is unreadable in the chat", Err(trouble())),
    ]
}

/// A name, the account, and true if it differs from what was approved.
type AccountReading = (&'static str, Result<Account, Trouble>, bool);

fn account_readings(case: &Case, account: &Account, scenario: &Scenario) -> Vec<AccountReading> {
    let changed = |words, account: Account| (words, Ok(account), true);
    let knows_first_block = format!("{:?}", account.last_block).contains("audit-1");
    let blocked_again = blocked_account(TOM, if knows_first_block { "audit-2" } else { "audit-1" });
    let other_name = if account.upn.starts_with("thomas") { "tom@contoso.com" } else { "thomas@contoso.com" };
    let enabled = Account { sign_in_enabled: true, ..account.clone() };
    // The late effect of our own try is no change by somebody else.
    let is_ours = account.sign_in_enabled || was_tried(case, StepKind::EnableSignIn);
    let (promoted, unread) = (promoted(account.clone()), Reading::Unread(gap(Topic::Roles)));
    let (same_roles, was_unread) = (promoted.roles == account.roles, account.roles == unread);
    // A plan that gives nobody access goes on as it was approved, whatever is new: only who the account is must be the same.
    let gives = !case.diagnosed().is_some_and(|diagnosed| diagnosed.diagnosis.only_takes_away());
    let mut all = vec![
        (
            "was blocked again",
            Ok(Account { sign_in_enabled: false, last_block: blocked_again.last_block, ..account.clone() }),
            gives,
        ),
        ("is unreadable", Err(trouble()), true),
        ("can sign in", Ok(enabled), gives && !is_ours),
        changed("is synced now", Account { on_premises: Some(on_premises()), ..account.clone() }),
        ("is an administrator now", Ok(promoted), !same_roles),
        ("has roles nobody may read", Ok(Account { roles: unread, ..account.clone() }), !was_unread),
        changed("has another name", Account { upn: other_name.to_owned(), ..account.clone() }),
        changed("is beyond everybody", Account { management_restricted: true, ..account.clone() }),
    ];
    all.truncate(if scenario.is_broad { usize::MAX } else { 2 });
    if !scenario.targets.is_empty() {
        let let_in = with_another_application(account);
        let is_new = let_in != *account;
        all.push(("has let in another application", Ok(let_in), gives && is_new));
    }
    all
}

fn with_another_application(account: &Account) -> Account {
    let grant = Grant { application: account_id(0xd2), scopes: vec!["Mail.ReadWrite".to_owned()], more_scopes: 0 };
    let mut grants = account.access.grants.known().cloned().unwrap_or_default();
    if !grants.contains(&grant) {
        grants.push(grant);
    }
    let access = Access { grants: Reading::Read(grants), ..account.access.clone() };
    Account { access, ..account.clone() }
}

/// The account as it was approved, with the effects of the steps that were taken since.
fn as_our_steps_left_it(case: &Case) -> Account {
    let Some(diagnosed) = case.diagnosed() else { return blocked_account(TOM, "audit-1") };
    let mut account = diagnosed.diagnosis.account.clone();
    let states = case.run().map_or(&[][..], |run| run.states.as_slice());
    for (kind, state) in diagnosed.diagnosis.plan.steps.iter().zip(states) {
        match (kind, state) {
            (StepKind::EnableSignIn, StepState::Verified { .. }) => account.sign_in_enabled = true,
            (StepKind::ResetPassword, StepState::Verified { .. }) => {
                account.password_changed_at = Some(after_seconds(60));
                account.sessions_valid_from = Some(after_seconds(60));
            }
            (StepKind::RevokeSignInSessions, StepState::Verified { .. }) => {
                account.sessions_valid_from = Some(after_seconds(60));
            }
            _ => {}
        }
    }
    account
}

fn was_tried(case: &Case, step: StepKind) -> bool {
    let Some((run, diagnosed)) = case.run().zip(case.diagnosed()) else { return false };
    let place = diagnosed.diagnosis.plan.steps.iter().position(|kind| *kind == step);
    place.is_some_and(|place| run.states[place] != StepState::Pending { tries: 0 })
}
