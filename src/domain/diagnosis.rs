//! The diagnosis of a target: findings, signs, plan, and the comparison of two diagnoses.

use serde::{Deserialize, Serialize};

use super::CaseNumber;
use super::account::Account;
use super::command::Terms;
use super::compromise::{self, Sign, SignKind, Waiver};
use super::diagnose;
use super::digest::Digest;
use super::finding::Finding;
use super::identity::CheckedIdentity;
use super::people::Risk;
use super::plan::{Plan, PlanInput, Warning, warnings};
use super::receiver::ReceiverRule;
use super::step::{Obstacle, StepKind};
use super::target_ref::TargetRef;

words! {
    /// A change of an account between two readings that an approval depends on.
    pub enum Change {
        /// Its sign-in was enabled or blocked.
        SignIn = "sign_in",
        /// Another initiator blocked it, or it was blocked again.
        BlockedBy = "blocked_by",
        /// It is called otherwise.
        Name = "name",
        /// Its roles or groups.
        Roles = "roles",
        /// Its risk.
        Risk = "risk",
        /// The groups that rules ask about.
        Groups = "groups",
        /// The accounts that it can be mistaken for.
        Warnings = "warnings",
        /// The directory that masters it.
        Mastered = "mastered",
        /// Something could be read then and not now, or now and not then.
        Readable = "readable",
        /// The plan.
        Plan = "plan",
        /// The signs of a compromise.
        Signs = "signs",
        /// A member waived signs of a compromise.
        Waived = "waived",
        /// None of these: the findings rest on other evidence.
        Evidence = "evidence",
    }
}

/// The diagnosis of a target at one instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// The account as it was read.
    pub account: Account,
    /// The findings, gravest first.
    pub findings: Vec<Finding>,
    /// The signs of a compromise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signs: Vec<Sign>,
    /// The waivers of such signs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
    /// The check of who is calling, once the requester recorded one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<CheckedIdentity>,
    /// The reasons for the approver to check the target first.
    #[serde(default)]
    pub warnings: Vec<Warning>,
    /// The plan.
    pub plan: Plan,
}

impl Diagnosis {
    /// Draws the findings and makes the plan for what was found under what was typed. `earlier` is the latest case some days
    /// ago in which something was done to the account.
    pub fn new(account: Account, terms: &Terms, target: &TargetRef, earlier: Option<CaseNumber>) -> Self {
        Self::with(account, terms, target, earlier, Vec::new())
    }

    /// Returns the diagnosis again, with these waivers.
    pub fn with(
        account: Account,
        terms: &Terms,
        target: &TargetRef,
        earlier: Option<CaseNumber>,
        waivers: Vec<Waiver>,
    ) -> Self {
        let (findings, signs) = (diagnose::findings(&account), compromise::signs(&account));
        let input = PlanInput { account: &account, findings: &findings, signs: &signs, waivers: &waivers };
        let plan = Plan::new(input, terms);
        let warnings = warnings(&account, target, earlier);
        Self { account, findings, signs, waivers, identity: None, warnings, plan }
    }

    /// Returns the signs that keep something from being done and are not waived: those that the plan does not clean, or
    /// if it cleans all of them, those that it does.
    pub fn waivable(&self) -> Vec<SignKind> {
        let (cleaned, left): (Vec<SignKind>, Vec<SignKind>) =
            self.unwaived().into_iter().partition(|kind| kind.is_cleaned_by(&self.plan.steps, &self.account));
        if left.is_empty() { cleaned } else { left }
    }

    /// Returns true if the account stays closed after the plan: it is blocked, was blocked before and is not enabled,
    /// or signs stand that nothing has cleaned. A password that is set then only locks an intruder out, and no one
    /// receives it.
    pub fn stays_closed(&self) -> bool {
        let is_clean = self.unwaived().iter().all(|kind| kind.is_cleaned_by(&self.plan.steps, &self.account));
        let has = |step: StepKind| self.plan.steps.contains(&step);
        let is_blocked = has(StepKind::BlockSignIn) || !self.account.sign_in_enabled && !has(StepKind::EnableSignIn);
        is_blocked || self.is_suspected() && !is_clean
    }

    /// Returns true if the plan makes a password or a pass that somebody gets to see.
    pub fn hands_out_secret(&self) -> bool {
        self.plan.steps.iter().any(|step| step.issues_secret()) && !self.stays_closed()
    }

    /// Returns the kinds of signs that are not waived, gravest first, each once.
    pub fn unwaived(&self) -> Vec<SignKind> {
        compromise::unwaived(&self.signs, &self.waivers)
    }

    /// Returns true if the account counts as compromised: signs stand that are not waived.
    pub fn is_suspected(&self) -> bool {
        compromise::stands(&self.unwaived())
    }

    /// Returns true if waiving signs would release or spare a step.
    pub fn can_be_waived(&self) -> bool {
        let gives = self.plan.steps.iter().any(|step| step.gives_access());
        !self.waivable().is_empty() && (gives || self.waits_for_waiver())
    }

    /// Returns true if a step is held back because of signs of a compromise.
    pub fn waits_for_waiver(&self) -> bool {
        self.plan.withheld.iter().any(|one| one.obstacle == Obstacle::SignsOfCompromise)
    }

    /// The latest case some days ago in which something was done to the account.
    pub fn earlier(&self) -> Option<CaseNumber> {
        self.warnings.iter().find_map(|warning| match warning {
            Warning::DoneBefore { case } => Some(*case),
            Warning::OneEditAway(_) | Warning::OtherDomain { .. } | Warning::CouldActivate { .. } => None,
        })
    }

    /// Returns the steps that make a password or a pass for somebody to see; none if the account stays closed.
    pub fn secret_steps(&self) -> Vec<StepKind> {
        let makes = |step: &StepKind| step.issues_secret() && !self.stays_closed();
        self.plan.steps.iter().copied().filter(makes).collect()
    }

    /// The digest of what a person is shown of it, without a rule for who may see a secret.
    pub fn digest(&self) -> Digest {
        self.digest_with(None)
    }

    /// The digest of what a person is shown of it, with the rule for who may see the secret that the plan makes.
    pub fn digest_with(&self, receiver: Option<&ReceiverRule>) -> Digest {
        self.plan.digest(self, receiver)
    }
}

impl Plan {
    /// The digest of what was shown: the target, the findings with what they rest on, the warnings, the signs and who
    /// waived them, the steps and what they are done with, and the rule for who may see a secret. Never a time, so that
    /// the same picture read again has the same digest.
    pub fn digest(&self, shown: &Diagnosis, receiver: Option<&ReceiverRule>) -> Digest {
        let Diagnosis { account, findings, warnings, signs, waivers, identity, .. } = shown;
        let mut lines = vec!["grendel/plan/v1".to_owned()];
        lines.push(format!("target {} {:?}", self.target, account.upn));
        for shield in super::authority::shields(account) {
            lines.push(format!("shield {}", shield.mark()));
        }
        lines.extend(traits(account));
        let gives = |step: &StepKind| step.gives_access() || step.issues_secret();
        if self.steps.iter().any(gives) {
            lines.extend(compromise::possible_signs(account).iter().map(|topic| format!("not_read {}", topic.word())));
        }
        lines.extend(warnings.iter().map(|warning| match warning {
            Warning::OneEditAway(other) => format!("look_alike {:?}", other.upn),
            Warning::OtherDomain { typed } => format!("other_domain {typed:?}"),
            Warning::CouldActivate { roles } => {
                let roles: Vec<String> = roles.iter().map(|role| role.template_id().to_string()).collect();
                format!("could_activate {}", roles.join(" "))
            }
            Warning::DoneBefore { case } => format!("done_before {case}"),
        }));
        for finding in findings {
            lines.push(format!("finding {}", finding.kind.word()));
            lines.extend(finding.evidence.iter().filter_map(|fact| Some(format!("fact {:?}", fact.material()?))));
        }
        for sign in signs {
            lines.push(format!("sign {} {:?}", sign.kind.word(), sign.fact.material().unwrap_or_default()));
        }
        for waiver in waivers {
            let kinds: Vec<&str> = waiver.signs.iter().map(|kind| kind.word()).collect();
            lines.push(format!("waived {} by {}", kinds.join(" "), waiver.account));
        }
        lines.extend(identity.iter().map(|one| format!("identity {} by {}", one.check.word(), one.account)));
        for step in &self.steps {
            lines.push(format!("step {}", step.word()));
            lines.extend(step.parameters(account).mark().map(|mark| format!("with {mark}")));
        }
        lines.extend(self.withheld.iter().map(|one| format!("not {} {}", one.step.word(), one.obstacle.word())));
        lines.extend(receiver.map(ReceiverRule::mark));
        Digest::of(&lines.join("\n"))
    }
}

/// Returns the other properties of an account that decide which rules apply.
fn traits(account: &Account) -> Vec<String> {
    let mut traits = Vec::new();
    if let Some(protection) = account.protection {
        traits.push(format!("protected {}", protection.word()));
    }
    if account.guest {
        traits.push("guest".to_owned());
    }
    match account.risk.known() {
        Some(Risk::NotAsked | Risk::Clear) => {}
        Some(Risk::AtRisk) => traits.push("at_risk".to_owned()),
        None => traits.push("risk_unread".to_owned()),
    }
    if account.eligible_roles.known().is_none() {
        traits.push("eligible_roles_unread".to_owned());
    }
    match account.groups.known() {
        Some(groups) => traits.extend(groups.iter().map(|group| format!("group {group:?}"))),
        None => traits.push("groups_unread".to_owned()),
    }
    if account.is_blocked_by_security() {
        traits.push("blocked_by_security".to_owned());
    }
    let further_rules = account.mail.iter().flat_map(|mail| &mail.further_rules);
    traits.extend(further_rules.map(|id| format!("rule {id:?}")));
    traits
}
