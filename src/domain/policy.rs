//! May this person ask this, and whose agreement does the plan need?

use jiff::{SignedDuration, Timestamp};

use super::account::Account;
use super::account_kind::is_external;
use super::approval::ApprovalRequirement;
use super::authority::{Guard, reaching_role, shields, who_reaches};
use super::command::{Allow, ApprovalRule, Terms, When};
use super::compromise;
use super::diagnosis::Diagnosis;
use super::people::{Bar, HeldRole, Member, Risk, Standing, StandingLookup};
use super::plan::Warning;
use super::refusal::Refusal;
use super::step::StepKind;

/// The verdict of the rules on a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The plan changes nothing, so no one needs to approve.
    Allow,
    /// This must be met first.
    Ask(ApprovalRequirement),
    /// It is not done.
    Refuse(Refusal),
}

/// Checks that the member holds a chat role that may use the command.
pub fn may_type(member: &Member, allow: &Allow) -> Result<(), Refusal> {
    if member.holds_one_of(&allow.discord_roles) {
        Ok(())
    } else {
        Err(Refusal::LacksChatRole { wanted: allow.discord_roles.clone() })
    }
}

/// Checks that the member may use the command at all: first in the chat, then in the directory.
pub fn may_ask(member: &Member, checked: &StandingLookup, allow: &Allow) -> Result<(), Refusal> {
    may_type(member, allow)?;
    may_request(checked.clone(), allow).map(drop)
}

/// A person whose account exists, may sign in now and is not held for compromised, or why they count for nothing.
pub fn in_good_standing(checked: StandingLookup) -> Result<Standing, Refusal> {
    match checked {
        StandingLookup::NotLinked => Err(Refusal::NotLinked),
        StandingLookup::LinkExpired { at } => Err(Refusal::LinkExpired { at }),
        StandingLookup::LinkWaits { from } => Err(Refusal::LinkWaits { from }),
        StandingLookup::Missing => Err(Refusal::AccountMissing),
        StandingLookup::Unreadable(trouble) => Err(Refusal::StandingUnread { trouble }),
        StandingLookup::Read(standing) if !standing.enabled => Err(Refusal::AccountDisabled),
        StandingLookup::Read(standing) if standing.risk == Risk::AtRisk => Err(Refusal::AccountAtRisk),
        StandingLookup::Read(standing) => Ok(standing),
    }
}

/// A person in good standing whose account may carry a decision: it is of this organisation, old enough, and nobody else has lately
/// been given a way into it by Grendel. Otherwise the reason why they decide nothing.
pub fn may_approve(checked: StandingLookup) -> Result<Standing, Refusal> {
    let standing = in_good_standing(checked)?;
    standing.bar.map_or(Ok(standing), |bar| Err(barred(bar)))
}

/// Returns the refusal of an account with this bar.
pub const fn barred(bar: Bar) -> Refusal {
    match bar {
        Bar::External => Refusal::AccountExternal,
        Bar::TooNew { until } => Refusal::AccountTooNew { until },
        Bar::SecretMade { until } => Refusal::SecretMadeRecently { until },
    }
}

/// Checks that the directory lets this person ask at all. A role for a part of the tenant is enough to ask; its reach
/// is checked when the target is known.
pub fn may_request(checked: StandingLookup, allow: &Allow) -> Result<Standing, Refusal> {
    let standing = in_good_standing(checked)?;
    if standing.holds_one_of(&allow.directory_roles) {
        return Ok(standing);
    }
    let wanted = allow.directory_roles.clone();
    let eligible = standing.eligible.into_iter().filter(|role| wanted.contains(role)).collect();
    let held = standing.roles.into_iter().map(|held| held.role).collect();
    Err(Refusal::LacksDirectoryRole { wanted, held, eligible })
}

/// Checks that a sign-in counts: made at most so many minutes before `at`. Without minutes none is needed.
pub fn is_signed_in(signed_in_at: Option<Timestamp>, minutes: Option<u32>, at: Timestamp) -> Result<(), Refusal> {
    let Some(minutes) = minutes else { return Ok(()) };
    let oldest = at - SignedDuration::from_mins(i64::from(minutes));
    if signed_in_at.is_some_and(|signed_in| signed_in >= oldest) {
        return Ok(());
    }
    Err(Refusal::SignInNeeded { minutes })
}

/// Returns the verdict of the rules on a diagnosis, for this requester at this instant.
pub fn verdict(terms: &Terms, requester: &Standing, diagnosis: &Diagnosis, at: Timestamp) -> Verdict {
    let Diagnosis { account, plan, .. } = diagnosis;
    // Who has taken the account over would read on its card what is known of them.
    if requester.is_same_human(&account.object_id) && !diagnosis.signs.is_empty() {
        return Verdict::Refuse(Refusal::OwnAccount);
    }
    // Where signs hold everything back, there is something to agree to: that they are none.
    if plan.steps.is_empty() && !diagnosis.waits_for_waiver() {
        return Verdict::Allow;
    }
    if let Some(by) = account.protection {
        return Verdict::Refuse(Refusal::TargetProtected { by });
    }
    if requester.is_same_human(&account.object_id) {
        return Verdict::Refuse(Refusal::OwnAccount);
    }
    let guard = Guard::of(account);
    let reached = |step: &StepKind| reaching_role(&requester.roles, step.power(), &guard).is_some();
    let escalated: Vec<StepKind> = plan.steps.iter().copied().filter(|step| !reached(step)).collect();
    let nobody = |step: &&StepKind| who_reaches(step.power(), &guard).is_empty();
    if let Some(step) = escalated.iter().find(nobody) {
        return Verdict::Refuse(out_of_reach(*step, &guard));
    }
    let context = RuleContext::of(diagnosis, !escalated.is_empty(), at);
    let rules: Vec<ApprovalRule> = context.rules_of(terms).into_iter().map(|(rule, _)| rule.clone()).collect();
    if let Some(words) = rules.iter().find_map(|rule| rule.refuse.clone()) {
        return Verdict::Refuse(Refusal::ByRule { words });
    }
    // An empty list of rules means that no one may approve, not that no one needs to.
    if rules.is_empty() {
        Verdict::Refuse(Refusal::NoRule)
    } else {
        Verdict::Ask(ApprovalRequirement { rules, escalated })
    }
}

fn out_of_reach(step: StepKind, guard: &Guard) -> Refusal {
    let who_could = who_reaches(step.power(), guard);
    Refusal::OutOfReach { step, shields: guard.shields.clone(), who_could }
}

/// The facts that conditions are evaluated on.
#[derive(Clone, Copy, Debug)]
pub struct RuleContext<'a> {
    /// The target.
    pub account: &'a Account,
    /// The reasons to check the target first.
    pub warnings: &'a [Warning],
    /// The steps of the plan.
    pub steps: &'a [StepKind],
    /// True if the account looks compromised.
    pub has_signs: bool,
    /// True if a step is beyond the requester's authority.
    pub is_escalated: bool,
    /// The instant.
    pub at: Timestamp,
}

impl<'a> RuleContext<'a> {
    /// Returns the facts of a case at this instant.
    pub fn of(diagnosis: &'a Diagnosis, is_escalated: bool, at: Timestamp) -> Self {
        let Diagnosis { account, plan, warnings, .. } = diagnosis;
        let has_signs = compromise::stands(&compromise::unwaived(&diagnosis.signs, &[]));
        Self { account, warnings, steps: &plan.steps, has_signs, is_escalated, at }
    }

    /// The rules that apply, each with the first of its conditions that makes it apply.
    pub fn rules_of<'t>(&self, terms: &'t Terms) -> Vec<(&'t ApprovalRule, &'t When)> {
        let applying = |rule: &'t ApprovalRule| Some((rule, rule.when.iter().find(|when| self.is_so(when))?));
        terms.approval.iter().filter_map(applying).collect()
    }

    /// Returns true if the condition holds, or if that cannot be told.
    pub fn is_so(&self, when: &When) -> bool {
        let Self { account, warnings, .. } = self;
        match when {
            When::Always => true,
            When::TargetPrivileged => is_privileged(account),
            When::TargetInGroup(wanted) => {
                account.groups.known().is_none_or(|groups| groups.iter().any(|group| wanted.contains(group)))
            }
            When::TargetSynced => account.on_premises.is_some(),
            When::TargetGuest => account.guest || is_external(account),
            When::SignsOfCompromise => self.has_signs || !compromise::possible_signs(account).is_empty(),
            When::SecretIssued => self.steps.iter().any(|step| step.issues_secret()),
            When::BlockedBySecurity => account.is_blocked_by_security(),
            When::OutOfReach => self.is_escalated,
            When::OutsideHours(hours) => !hours.contain(self.at),
            When::LookAlike => {
                account.look_alikes.known().is_none()
                    || warnings.iter().any(|one| matches!(one, Warning::OneEditAway(_) | Warning::OtherDomain { .. }))
            }
            When::AskedRecently => warnings.iter().any(|one| matches!(one, Warning::DoneBefore { .. })),
        }
    }
}

/// Returns true if the account has a role or another shield, or could give itself one, or if that could not be read.
pub fn is_privileged(account: &Account) -> bool {
    !shields(account).is_empty() || account.eligible_roles.known().is_none_or(|roles| !roles.is_empty())
}

/// Returns true if one of these people could take the step on this account by hand.
pub fn reach<'a>(
    step: StepKind,
    account: &Account,
    people: impl IntoIterator<Item = &'a [HeldRole]>,
) -> Result<(), Refusal> {
    let guard = Guard::of(account);
    let power = step.power();
    if people.into_iter().any(|roles| reaching_role(roles, power, &guard).is_some()) {
        return Ok(());
    }
    Err(out_of_reach(step, &guard))
}
