//! Makes steps of findings and a runbook.

use super::{Plan, Withheld};
use crate::domain::account::Account;
use crate::domain::command::Terms;
use crate::domain::compromise::{Sign, SignKind, Waiver, shown_in, unwaived, unwaived_topics};
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::reading::Topic;
use crate::domain::runbook::{Credential, RunbookEntry, RunbookStep};
use crate::domain::step::{Obstacle, Repeat, StepKind};

/// The findings, as far as they decide which steps are planned.
#[derive(Clone, Copy, Debug)]
pub struct PlanInput<'a> {
    /// The account.
    pub account: &'a Account,
    /// The findings.
    pub findings: &'a [Finding],
    /// The signs of a compromise.
    pub signs: &'a [Sign],
    /// The waivers of such signs.
    pub waivers: &'a [Waiver],
}

impl Plan {
    /// Returns the plan of the runbook for these findings. The order is that of [`StepKind`]: what locks an intruder
    /// out comes before what lets the owner in. While signs of a compromise stand, nothing gives the account back
    /// unless the steps before it clean every sign, or each was waived. What could not be read this time counts as a sign
    /// for steps that an intruder would gain most by.
    pub fn new(input: PlanInput<'_>, terms: &Terms) -> Self {
        let mut draft = PlanDraft { input, steps: Vec::new(), withheld: Vec::new() };
        let applies = |entry: &&RunbookEntry| {
            entry.finding.is_none_or(|kind| input.findings.iter().any(|finding| finding.kind == kind))
        };
        let entries: Vec<&RunbookEntry> = terms.runbook.iter().filter(applies).collect();
        let mut credentials: Vec<Option<FindingKind>> = Vec::new();
        for entry in entries {
            if draft.add(entry) && entry.steps.contains(&RunbookStep::Credential) {
                credentials.push(entry.finding);
            }
        }
        for against in credentials {
            draft.add_credential(against, &terms.credentials);
        }
        draft.take_back_passes();
        draft.steps.sort();
        draft.hold_back();
        let PlanDraft { steps, mut withheld, .. } = draft;
        withheld.retain(|one| !steps.contains(&one.step));
        Self { target: input.account.object_id, steps, withheld }
    }
}

/// A plan in the making.
struct PlanDraft<'a> {
    input: PlanInput<'a>,
    steps: Vec<StepKind>,
    withheld: Vec<Withheld>,
}

impl PlanDraft<'_> {
    /// Adds the steps of an entry that have work to do. Returns true if they were added. If the step that lets the
    /// owner in belongs elsewhere, none is added: signing out a person who then stays out helps no one.
    fn add(&mut self, entry: &RunbookEntry) -> bool {
        let account = self.input.account;
        let steps = entry.steps.iter().filter_map(|step| match step {
            RunbookStep::Step(step) => Some(*step),
            RunbookStep::Credential => None,
        });
        let waived: Vec<SignKind> = self.input.waivers.iter().flat_map(|waiver| waiver.signs.iter().copied()).collect();
        let steps: Vec<StepKind> = steps.filter(|step| step.has_work(account, &waived)).collect();
        let mut lets_in = steps.iter().filter(|step| step.gives_access());
        if let Some(obstacle) = lets_in.find_map(|step| step.belongs_elsewhere(account)) {
            for step in steps {
                self.withhold(step, obstacle);
            }
            return false;
        }
        for step in steps {
            match step.obstacle(account, None) {
                Some(obstacle) => self.withhold(step, obstacle),
                None => self.take(step),
            }
        }
        true
    }

    /// Adds the first way to hand out a credential that is open, unless one is handed out already.
    fn add_credential(&mut self, against: Option<FindingKind>, ways: &[Credential]) {
        let account = self.input.account;
        let is_credential = |step: &StepKind| Credential::ALL.iter().any(|way| way.step() == *step);
        let opens = |step: &StepKind| is_credential(step) && step.obstacle(account, against).is_none();
        if self.steps.iter().any(opens) {
            return;
        }
        for way in ways {
            let step = way.step();
            let distrusted =
                *way == Credential::SelfService && step.is_held_back_by(&self.unwaived(), &self.unwaived_topics());
            let obstacle =
                step.obstacle(account, against).or_else(|| distrusted.then_some(Obstacle::SignsOfCompromise));
            match obstacle {
                Some(obstacle) => self.withhold(step, obstacle),
                None => return self.take(step),
            }
        }
    }

    /// Adds the step that takes passes back which Grendel made for this account before, to any plan that changes something:
    /// its holder could undo the plan, and Microsoft allows one pass at a time.
    fn take_back_passes(&mut self) {
        let changes = self.steps.iter().any(|step| step.repeat() != Repeat::ReadOnly);
        let step = StepKind::RevokeTemporaryAccessPass;
        let account = self.input.account;
        if changes && account.access.own_passes().next().is_some() && step.obstacle(account, None).is_none() {
            self.take(step);
        }
    }

    /// Takes back what would give the account away.
    fn hold_back(&mut self) {
        let are_cleaned =
            |kinds: &[SignKind]| kinds.iter().all(|kind| kind.is_cleaned_by(&self.steps, self.input.account));
        let unwaived = self.unwaived();
        let signs = if are_cleaned(&unwaived) { Vec::new() } else { unwaived };
        // What is done against a sign is done against one that nobody could see.
        let unread: Vec<Topic> =
            self.unwaived_topics().into_iter().filter(|topic| !are_cleaned(shown_in(*topic))).collect();
        let (held, taken): (Vec<StepKind>, Vec<StepKind>) =
            self.steps.iter().partition(|step| step.is_held_back_by(&signs, &unread));
        self.steps = taken;
        for step in held {
            self.withhold(step, Obstacle::SignsOfCompromise);
        }
    }

    fn unwaived(&self) -> Vec<SignKind> {
        unwaived(self.input.signs, self.input.waivers)
    }

    fn unwaived_topics(&self) -> Vec<Topic> {
        unwaived_topics(self.input.account, self.input.waivers)
    }

    fn take(&mut self, step: StepKind) {
        if !self.steps.contains(&step) {
            self.steps.push(step);
        }
    }

    fn withhold(&mut self, step: StepKind, obstacle: Obstacle) {
        if self.withheld.iter().all(|one| one.step != step) {
            self.withheld.push(Withheld { step, obstacle });
        }
    }
}
