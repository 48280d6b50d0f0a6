//! What was found out about a target, and what follows from it.

use serde::{Deserialize, Serialize};

use super::CaseNumber;
use super::account::Account;
use super::command::Terms;
use super::compromise::{self, Sign, SignKind, Waiver};
use super::finding::Finding;
use super::plan::{Digest, Obstacle, Picture, Plan, Warning, warnings};
use super::step::StepKind;

/// What was found out about a target, and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// What was read.
    pub account: Account,
    /// What is wrong, gravest first.
    pub findings: Vec<Finding>,
    /// What speaks for it being in the hands of somebody else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signs: Vec<Sign>,
    /// Who said that such signs are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
    /// Why whoever decides should look twice.
    #[serde(default)]
    pub warnings: Vec<Warning>,
    /// What is to be done.
    pub plan: Plan,
}

impl Diagnosis {
    /// Draws the findings and makes the plan for what was found under what was typed. `earlier` is the latest case some days
    /// ago in which something was done to the account.
    pub fn new(account: Account, terms: &Terms, typed: &str, earlier: Option<CaseNumber>) -> Self {
        Self::with(account, terms, typed, earlier, Vec::new())
    }

    /// The same after somebody has waived signs.
    pub fn with(
        account: Account,
        terms: &Terms,
        typed: &str,
        earlier: Option<CaseNumber>,
        waivers: Vec<Waiver>,
    ) -> Self {
        let (findings, signs) = (super::finding::findings(&account), super::compromise::signs(&account));
        let picture = Picture { account: &account, findings: &findings, signs: &signs, waivers: &waivers };
        let plan = Plan::new(picture, terms);
        let warnings = warnings(&account, typed, earlier);
        Self { account, findings, signs, waivers, warnings, plan }
    }

    /// The signs that keep something from being done: those that the plan itself does not clean, or where it cleans all of them,
    /// those that it does. Nobody has waived them.
    pub fn waivable(&self) -> Vec<SignKind> {
        let (cleaned, left): (Vec<SignKind>, Vec<SignKind>) =
            self.unwaived().into_iter().partition(|kind| kind.is_cleaned_by(&self.plan.steps));
        if left.is_empty() { cleaned } else { left }
    }

    /// Whether the account stays closed after the plan: it is blocked, was blocked before and is not enabled, or signs stand that nothing
    /// has cleaned. A password that is set then only throws an intruder out, and nobody gets it.
    pub fn stays_closed(&self) -> bool {
        let is_clean = self.unwaived().iter().all(|kind| kind.is_cleaned_by(&self.plan.steps));
        let has = |step: StepKind| self.plan.steps.contains(&step);
        let is_blocked = has(StepKind::BlockSignIn) || !self.account.sign_in_enabled && !has(StepKind::EnableSignIn);
        is_blocked || self.is_suspected() && !is_clean
    }

    /// The kinds of signs that nobody has waived, the gravest first, each once.
    pub fn unwaived(&self) -> Vec<SignKind> {
        compromise::unwaived(&self.signs, &self.waivers)
    }

    /// Whether the account is to be held for compromised: signs stand that nobody has waived.
    pub fn is_suspected(&self) -> bool {
        compromise::stands(&self.unwaived())
    }

    /// Whether something waits for somebody to waive signs, or something would be spared by it.
    pub fn can_be_waived(&self) -> bool {
        let gives = self.plan.steps.iter().any(|step| step.gives_access());
        !self.waivable().is_empty() && (gives || self.waits_for_waiver())
    }

    /// Whether a step is held back because the account looks as if somebody else had it.
    pub fn waits_for_waiver(&self) -> bool {
        self.plan.withheld.iter().any(|one| one.obstacle == Obstacle::SignsOfCompromise)
    }

    /// The latest case some days ago in which something was done to the account.
    pub fn earlier(&self) -> Option<CaseNumber> {
        self.warnings.iter().find_map(|warning| match warning {
            Warning::DoneBefore { case } => Some(*case),
            Warning::OneEditAway(_) | Warning::OtherDomain { .. } => None,
        })
    }

    /// The digest of what a person is shown of it.
    pub fn digest(&self) -> Digest {
        self.plan.digest(self)
    }
}
