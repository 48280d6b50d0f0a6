//! Everything that can happen to a case, the sensible and the senseless, with what each of it must never lead to.

use grendel::domain::account::{Account, Reading, Topic};
use grendel::domain::case::{Action, Case, Input, Looked, Press, Recheck};
use grendel::domain::event::Verb;
use grendel::domain::people::{Checked, Member, Standing};
use grendel::domain::plan::{Digest, StepKind};
use grendel::domain::run::{Answer, Receipt, Sight, StepState};
use grendel::domain::{InteractionId, MessageId, ObjectId};

use crate::cast::{
    DINA, HELEN, LARS, LENA, OMAR, TOM, after_seconds, blocked_account, gap, healthy_account, member, on_premises,
    role, standing, trouble,
};

/// Something that happens.
pub struct Happening {
    /// What.
    pub input: Input,
    /// In words, for who reads a failure.
    pub words: String,
    /// What it must never lead to.
    pub forbids: Forbids,
}

/// The steps that must not be begun on the strength of a second reading.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Forbids {
    /// Any of them: this is no reading, or what it shows must stop the case.
    EveryStep,
    /// This one: the reading shows that nobody may take it any more.
    Step(StepKind),
    /// None: all is as it was.
    Nothing,
}

/// Somebody in the channel.
pub struct Presser {
    /// As the chat describes them.
    pub member: Member,
    /// As the directory does.
    pub standing: Checked,
    /// Whether their word counts: a lead with an account of their own that may sign in, who neither asked nor is the target.
    pub counts: bool,
}

/// Everyone who might press.
pub fn pressers() -> Vec<Presser> {
    let presser = |id, name: &str, roles: &[&str], standing: Checked, counts| Presser {
        member: member(id, name, roles),
        standing,
        counts,
    };
    let well = |account| Checked::Read(standing(account, &[]));
    let disabled = Checked::Read(Standing { enabled: false, ..standing(DINA, &[]) });
    vec![
        presser(1, "Helen, who asked", &["helpdesk", "lead"], Checked::Read(requester()), false),
        presser(2, "Tom, whose account it is", &["lead"], well(TOM), false),
        presser(3, "Lena, a lead", &["lead"], well(LENA), true),
        presser(4, "Lars, another lead", &["lead"], well(LARS), true),
        presser(5, "Omar, who is no lead", &["helpdesk"], well(OMAR), false),
        presser(6, "a second member with Helen's account", &["lead"], Checked::Read(requester()), false),
        presser(7, "a second member with Lena's account", &["lead"], well(LENA), true),
        presser(8, "Dina, a lead who is disabled", &["lead"], disabled, false),
        presser(9, "a lead whom nobody has linked", &["lead"], Checked::NotLinked, false),
        presser(10, "a lead whose account is gone", &["lead"], Checked::Missing, false),
        presser(11, "a lead about whom Microsoft is silent", &["lead"], Checked::Unreadable(trouble()), false),
        presser(3, "Lena, no longer a lead", &[], well(LENA), false),
        presser(3, "Lena, linked to another account since", &["lead"], well(LARS), true),
    ]
}

/// What the directory says of the requester when all is well.
pub fn requester() -> Standing {
    standing(HELEN, &["User Administrator"])
}

/// Everything that can happen to this case.
pub fn happenings(case: &Case) -> Vec<Happening> {
    let mut all = Vec::new();
    let simple = |words: &str, input| Happening { input, words: words.to_owned(), forbids: Forbids::EveryStep };
    all.push(simple("typed", Input::Typed));
    all.push(simple("time", Input::Time));
    all.push(simple("the card is posted", Input::CardPosted(MessageId(700))));
    all.push(simple("the end is shown", Input::EndShown));
    for able in [vec![], vec![0], vec![1], vec![2]] {
        all.push(simple(&format!("{able:?} could approve"), Input::ApproversFound(able)));
    }
    all.extend(requester_checked());
    all.extend(looked());
    all.extend(presses(case));
    all.extend(steps());
    all.extend(rechecks(case));
    all
}

fn requester_checked() -> Vec<Happening> {
    let checked = [
        ("well", Checked::Read(requester())),
        ("only for the help desk", Checked::Read(standing(HELEN, &["Helpdesk Administrator"]))),
        ("without a role that may ask", Checked::Read(standing(HELEN, &["Reports Reader"]))),
        ("disabled", Checked::Read(Standing { enabled: false, ..requester() })),
        ("not linked", Checked::NotLinked),
        ("gone", Checked::Missing),
        ("unreadable", Checked::Unreadable(trouble())),
    ];
    let happening = |(words, checked)| Happening {
        input: Input::RequesterChecked(checked),
        words: format!("the requester is {words}"),
        forbids: Forbids::EveryStep,
    };
    checked.into_iter().map(happening).collect()
}

fn looked() -> Vec<Happening> {
    let blocked = || blocked_account(TOM, "audit-1");
    let found = |account: Account| Looked::Found(Box::new(account));
    let looked = [
        ("is blocked", found(blocked())),
        ("is healthy", found(healthy_account(TOM))),
        ("is blocked and synced", found(Account { on_premises: Some(on_premises()), ..blocked() })),
        ("is blocked, nobody may read by whom", found(with_unread_audit(blocked()))),
        ("has roles nobody may read", found(Account { roles: Reading::Unread(gap(Topic::Roles)), ..blocked() })),
        ("is an administrator", found(promoted(blocked()))),
        ("is the requester", found(blocked_account(HELEN, "audit-1"))),
        ("cannot be anybody", Looked::Malformed),
        ("is nobody", Looked::Nobody),
        ("is several", Looked::Several(vec!["tom@contoso.com".to_owned(), "tim@contoso.com".to_owned()])),
        ("is unreadable", Looked::Unavailable(trouble())),
    ];
    let happening = |(words, looked)| Happening {
        input: Input::Looked(looked),
        words: format!("the target {words}"),
        forbids: Forbids::EveryStep,
    };
    looked.into_iter().map(happening).collect()
}

fn promoted(account: Account) -> Account {
    Account { roles: Reading::Read(vec![role("Global Administrator")]), ..account }
}

fn with_unread_audit(account: Account) -> Account {
    Account { last_block: Reading::Unread(gap(Topic::Blocks)), ..account }
}

fn presses(case: &Case) -> Vec<Happening> {
    let current = case.diagnosed().map_or(another_plan(), |diagnosed| diagnosed.diagnosis.digest());
    let mut all = Vec::new();
    for (index, presser) in (1_u64..).zip(pressers()) {
        for verb in Verb::ALL.iter().copied() {
            for (words, plan) in [("", current), ("stale ", another_plan())] {
                let press = Press {
                    member: presser.member.clone(),
                    interaction: InteractionId(400 + index),
                    verb,
                    plan,
                    reason: (verb == Verb::Deny).then(|| "Not today.".to_owned()),
                    standing: presser.standing.clone(),
                };
                let words = format!("{} presses a {words}{}", presser.member.name, verb.word());
                all.push(Happening { input: Input::Pressed(press), words, forbids: Forbids::EveryStep });
            }
        }
    }
    all
}

/// The digest of a plan that no case of the walk ever has.
pub fn another_plan() -> Digest {
    Digest::parse(&"5a".repeat(32)).unwrap()
}

/// The third step does not exist.
fn steps() -> Vec<Happening> {
    let receipt = Receipt { status: Some(204), request_id: Some("0d3c9d7e-0000-4000-8000-000000000001".to_owned()) };
    let mut inputs = Vec::new();
    for step in [0, 1, 2] {
        let answers = [Answer::Taken(receipt.clone()), Answer::Refused(trouble()), Answer::None(trouble())];
        inputs.extend(answers.map(|answer| Input::Answered { step, answer }));
        inputs.extend([Ok(true), Ok(false), Err(trouble())].map(|seen| Input::Reconciled { step, seen }));
        inputs.extend([Sight::Seen, Sight::NotYet].map(|sight| Input::Verified { step, sight }));
    }
    let happening = |input| Happening { words: format!("{input:?}"), input, forbids: Forbids::EveryStep };
    inputs.into_iter().map(happening).collect()
}

/// A second reading in which everything, or all but one thing, is as it was.
fn rechecks(case: &Case) -> Vec<Happening> {
    let account = as_our_steps_left_it(case);
    let approvers = match case.next(super::begun()) {
        Action::Recheck { approvers, .. } => approvers,
        _ => vec![crate::cast::account_id(LENA)],
    };
    let well: Vec<Checked> = approvers.iter().map(|approver| Checked::Read(of_account(approver))).collect();
    let people = |words: &str, requester: Checked, approvers: Vec<Checked>, forbids| Happening {
        input: Input::Rechecked(Box::new(Recheck { account: Ok(account.clone()), requester, approvers })),
        words: format!("before a step {words}"),
        forbids,
    };
    let requester_is = |words: &str, checked, forbids| people(words, checked, well.clone(), forbids);
    let first_approver_is = |words: &str, checked: Checked| {
        let approvers = [checked].into_iter().chain(well.iter().skip(1).cloned()).collect();
        people(words, Checked::Read(requester()), approvers, Forbids::EveryStep)
    };
    let disabled = |standing| Checked::Read(Standing { enabled: false, ..standing });
    let first = || of_account(&approvers[0]);
    let (reader, help_desk) = (["Reports Reader"], ["Helpdesk Administrator"]);
    // It reaches everybody, and the terms do not let it ask.
    let unnamed = ["Privileged Authentication Administrator"];
    let mut all = vec![
        requester_is("all is as it was", Checked::Read(requester()), Forbids::Nothing),
        requester_is("the requester has no role left", Checked::Read(standing(HELEN, &reader)), Forbids::EveryStep),
        requester_is(
            "the requester may not ask any more",
            Checked::Read(standing(HELEN, &unnamed)),
            Forbids::EveryStep,
        ),
        requester_is(
            "the requester is only for the help desk",
            Checked::Read(standing(HELEN, &help_desk)),
            Forbids::Step(StepKind::EnableSignIn),
        ),
        requester_is("the requester is disabled", disabled(requester()), Forbids::EveryStep),
        requester_is("the requester is not linked any more", Checked::NotLinked, Forbids::EveryStep),
        requester_is("the requester is unreadable", Checked::Unreadable(trouble()), Forbids::EveryStep),
        requester_is(
            "the requester is linked to another account",
            Checked::Read(standing(OMAR, &["User Administrator"])),
            Forbids::EveryStep,
        ),
        first_approver_is("an approver is disabled", disabled(first())),
        first_approver_is("an approver is gone", Checked::Missing),
        first_approver_is("an approver is unreadable", Checked::Unreadable(trouble())),
        first_approver_is("somebody else stands for an approver", Checked::Read(standing(OMAR, &[]))),
        people("an approver is left out", Checked::Read(requester()), well[1..].to_vec(), Forbids::EveryStep),
    ];
    all.extend(account_readings(case, &account).into_iter().map(|(words, account, forbids)| Happening {
        input: Input::Rechecked(Box::new(Recheck {
            account,
            requester: Checked::Read(requester()),
            approvers: well.clone(),
        })),
        words: format!("before a step the account {words}"),
        forbids,
    }));
    all
}

type AccountReading = (&'static str, Result<Account, grendel::domain::Trouble>, Forbids);

fn account_readings(case: &Case, account: &Account) -> Vec<AccountReading> {
    let changed = |words, account: Account| (words, Ok(account), Forbids::EveryStep);
    let knows_first_block = format!("{:?}", account.last_block).contains("audit-1");
    let blocked_again = blocked_account(TOM, if knows_first_block { "audit-2" } else { "audit-1" });
    let other_name = if account.upn.starts_with("thomas") { "tom@contoso.com" } else { "thomas@contoso.com" };
    let enabled = Account { sign_in_enabled: true, ..account.clone() };
    // What our own try may have done late is no change by somebody else.
    let forbids_enabled = if account.sign_in_enabled || was_tried(case, StepKind::EnableSignIn) {
        Forbids::Nothing
    } else {
        Forbids::EveryStep
    };
    vec![
        changed(
            "was blocked again",
            Account { sign_in_enabled: false, last_block: blocked_again.last_block, ..account.clone() },
        ),
        ("can sign in", Ok(enabled), forbids_enabled),
        changed("is synced now", Account { on_premises: Some(on_premises()), ..account.clone() }),
        changed("is an administrator now", promoted(account.clone())),
        changed("has roles nobody may read", Account { roles: Reading::Unread(gap(Topic::Roles)), ..account.clone() }),
        changed("has another name", Account { upn: other_name.to_owned(), ..account.clone() }),
        ("is unreadable", Err(trouble()), Forbids::EveryStep),
    ]
}

fn of_account(account: &ObjectId) -> Standing {
    Standing { object_id: account.clone(), ..standing(LENA, &[]) }
}

/// The account as it was approved, with the effects of the steps that were taken since.
fn as_our_steps_left_it(case: &Case) -> Account {
    let Some(diagnosed) = case.diagnosed() else { return blocked_account(TOM, "audit-1") };
    let mut account = diagnosed.diagnosis.account.clone();
    let states = case.run().map_or(&[][..], |run| run.states.as_slice());
    for (kind, state) in diagnosed.diagnosis.plan.steps.iter().zip(states) {
        match (kind, state) {
            (StepKind::EnableSignIn, StepState::Verified { .. }) => account.sign_in_enabled = true,
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
