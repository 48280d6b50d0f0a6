//! May this person ask this, and whose agreement does the plan need?

use super::account::Account;
use super::authority::{Deed, Guard, reaching_role, who_could};
use super::command::{Allow, ApprovalRule, Terms};
use super::people::{Checked, Member, Standing};
use super::plan::{Plan, StepKind};
use super::refusal::Refusal;

/// What the rules say about a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing is changed, so nobody needs to agree.
    Allow,
    /// These must agree first.
    Ask(Vec<ApprovalRule>),
    /// It is not done.
    Refuse(Refusal),
}

/// Whether the member holds a chat role that may type the command.
pub fn may_type(member: &Member, allow: &Allow) -> Result<(), Refusal> {
    if member.holds_one_of(&allow.discord_roles) {
        Ok(())
    } else {
        Err(Refusal::LacksChatRole { wanted: allow.discord_roles.clone() })
    }
}

/// A person whose account exists and may sign in now, or why they count for nothing.
pub fn in_good_standing(checked: Checked) -> Result<Standing, Refusal> {
    match checked {
        Checked::NotLinked => Err(Refusal::NotLinked),
        Checked::Missing => Err(Refusal::AccountMissing),
        Checked::Unreadable(trouble) => Err(Refusal::StandingUnread { trouble }),
        Checked::Read(standing) if !standing.enabled => Err(Refusal::AccountDisabled),
        Checked::Read(standing) => Ok(standing),
    }
}

/// Whether the directory lets this person ask for the command at all.
pub fn may_request(checked: Checked, allow: &Allow) -> Result<Standing, Refusal> {
    let standing = in_good_standing(checked)?;
    if standing.holds_one_of(&allow.directory_roles) {
        return Ok(standing);
    }
    Err(Refusal::LacksDirectoryRole {
        wanted: allow.directory_roles.clone(),
        held: standing.roles.into_iter().map(|held| held.role).collect(),
    })
}

/// What the rules say about this plan for this account, asked by this person.
pub fn verdict(terms: &Terms, requester: &Standing, account: &Account, plan: &Plan) -> Verdict {
    if plan.steps.is_empty() {
        return Verdict::Allow;
    }
    if requester.object_id == account.object_id {
        return Verdict::Refuse(Refusal::OwnAccount);
    }
    for step in &plan.steps {
        if let Err(refusal) = reach(*step, account, [requester]) {
            return Verdict::Refuse(refusal);
        }
    }
    Verdict::Ask(terms.approval.clone())
}

/// Whether one of these people could take the step on this account by hand.
pub fn reach<'a>(
    step: StepKind,
    account: &Account,
    people: impl IntoIterator<Item = &'a Standing>,
) -> Result<(), Refusal> {
    let (power, guard) = (Deed::from(step).power(), Guard::of(account));
    if people.into_iter().any(|person| person.enabled && reaching_role(person, power, &guard).is_some()) {
        return Ok(());
    }
    let who_could = who_could(power, &guard.shields);
    Err(Refusal::OutOfReach { step, shields: guard.shields, who_could })
}
