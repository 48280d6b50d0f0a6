//! The rule for who may see the password or the pass that a plan makes. It is decided with the plan, before anyone approves.

use serde::{Deserialize, Serialize};

use super::authority::{Guard, reaching_role, who_reaches};
use super::command::ApprovalRule;
use super::people::{DirectoryRole, HeldRole, Member};
use super::refusal::Refusal;
use super::step::StepKind;
use super::{ObjectId, RoleName};

/// The rule for who may see the secret of a plan. Nobody sees it whose own directory roles do not reach the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiverRule {
    /// The people among whom the receiver is.
    pub from: ReceiverSource,
    /// The steps that make the secret. The receiver's own roles reach the target for each of them.
    pub steps: Vec<StepKind>,
}

/// The people among whom the receiver of a secret is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiverSource {
    /// Members with one of these chat roles, as a rule of the command says: the first of them who asks for it.
    Named(Vec<RoleName>),
    /// The requester alone.
    Requester,
    /// The first approver whose roles carry the steps.
    Approver,
}

/// The one person for whom a secret is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receiver {
    /// The member, as they were when it was decided.
    pub member: Member,
    /// The account by which they asked or approved.
    pub account: ObjectId,
}

impl ReceiverRule {
    /// Returns the rule for these steps under these rules of approval: whom `secret_to` names; else the requester, if
    /// their roles reach; else the approver whose roles do. `None` if no step makes a secret that anyone sees.
    pub fn new(steps: Vec<StepKind>, rules: &[ApprovalRule], requester: &[HeldRole], guard: &Guard) -> Option<Self> {
        let named = named(rules);
        let rule = Self { from: ReceiverSource::Requester, steps };
        if rule.steps.is_empty() {
            return None;
        }
        if !named.is_empty() {
            return Some(Self { from: ReceiverSource::Named(named), ..rule });
        }
        let from =
            if rule.is_reached_by(requester, guard) { ReceiverSource::Requester } else { ReceiverSource::Approver };
        Some(Self { from, ..rule })
    }

    /// Returns the rule of a case from before such rules were written down: whom its rules name, else the requester.
    pub fn of_old(steps: Vec<StepKind>, rules: &[ApprovalRule]) -> Self {
        let named = named(rules);
        let from = if named.is_empty() { ReceiverSource::Requester } else { ReceiverSource::Named(named) };
        Self { from, steps }
    }

    /// Returns true if these directory roles reach a target with this guard for every step that makes the secret.
    pub fn is_reached_by(&self, roles: &[HeldRole], guard: &Guard) -> bool {
        self.steps.iter().all(|step| reaching_role(roles, step.power(), guard).is_some())
    }

    /// Returns the directory roles each of which reaches a target with this guard for every step that makes the secret.
    pub fn who_reaches(&self, guard: &Guard) -> Vec<DirectoryRole> {
        let mut lists = self.steps.iter().map(|step| who_reaches(step.power(), guard));
        let first = lists.next().unwrap_or_default();
        lists.fold(first, |both, list| both.into_iter().filter(|role| list.contains(role)).collect())
    }

    /// Returns the chat roles that a rule of the command names; empty if it names none.
    pub fn named(&self) -> &[RoleName] {
        match &self.from {
            ReceiverSource::Named(roles) => roles,
            ReceiverSource::Requester | ReceiverSource::Approver => &[],
        }
    }

    /// Returns the refusal of a plan whose secret nobody could see.
    pub fn nobody(&self, guard: &Guard) -> Refusal {
        Refusal::NobodyMaySee { named: self.named().to_vec(), who_could: self.who_reaches(guard) }
    }

    /// Returns the line that stands for the rule in the digest of a plan.
    pub(super) fn mark(&self) -> String {
        let steps: Vec<&str> = self.steps.iter().map(|step| step.word()).collect();
        let from = match &self.from {
            ReceiverSource::Named(roles) => format!("named {roles:?}"),
            ReceiverSource::Requester => "requester".to_owned(),
            ReceiverSource::Approver => "approver".to_owned(),
        };
        format!("receiver {from} of {}", steps.join(" "))
    }
}

/// Returns the chat roles that the rules name to see a secret, each once.
fn named(rules: &[ApprovalRule]) -> Vec<RoleName> {
    let mut named: Vec<RoleName> = rules.iter().flat_map(|rule| rule.secret_to.iter().cloned()).collect();
    named.sort();
    named.dedup();
    named
}
