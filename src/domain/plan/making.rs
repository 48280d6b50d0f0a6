//! Makes steps of findings and a runbook.

use super::{Plan, Withheld};
use crate::domain::account::{Account, OnPremises};
use crate::domain::account_kind::{AccountKind, kinds};
use crate::domain::command::Terms;
use crate::domain::compromise::{Sign, SignKind, Waiver, possible_signs, shown_in, stands, unwaived, unwaived_topics};
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::mail::Mail;
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
    /// for steps that an intruder would gain most by. A step that the kind of the account rules out is withheld.
    pub fn new(input: PlanInput<'_>, terms: &Terms) -> Self {
        let mut draft = PlanDraft {
            input,
            kinds: kinds(input.account).into_iter().map(|one| one.kind).collect(),
            opens_resources: terms.opens_resources,
            only_takes_away: terms.only_takes_away(),
            asks_people: terms.by_hand.is_some(),
            steps: Vec::new(),
            withheld: Vec::new(),
        };
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
        draft.leave_risk_to_new_password();
        draft.steps.sort();
        draft.hold_back();
        draft.keep_unseen_password();
        let PlanDraft { steps, mut withheld, .. } = draft;
        withheld.retain(|one| !steps.contains(&one.step));
        Self { target: input.account.object_id, steps, withheld }
    }
}

/// A plan in the making.
struct PlanDraft<'a> {
    input: PlanInput<'a>,
    /// The kinds of the account.
    kinds: Vec<AccountKind>,
    /// True if the command may enable the sign-in of a shared mailbox, a room or an equipment.
    opens_resources: bool,
    /// True if no step of the command lets anybody in.
    only_takes_away: bool,
    /// True if the command says who does the work in Active Directory.
    asks_people: bool,
    steps: Vec<StepKind>,
    withheld: Vec<Withheld>,
}

impl PlanDraft<'_> {
    /// Adds the steps of an entry that have work to do. Returns true if they were added. If the kind of the account rules out
    /// the step that lets the owner in, none is added: signing out a person who then stays out helps no one.
    fn add(&mut self, entry: &RunbookEntry) -> bool {
        let account = self.input.account;
        let named = || {
            entry.steps.iter().filter_map(|step| match step {
                RunbookStep::Step(step) => Some(*step),
                RunbookStep::Credential => None,
            })
        };
        let waived: Vec<SignKind> = self.input.waivers.iter().flat_map(|waiver| waiver.signs.iter().copied()).collect();
        let steps: Vec<StepKind> = named().filter(|step| step.has_work(account, &waived)).collect();
        let mut lets_in = steps.iter().filter(|step| step.gives_access() && !self.is_for_people(**step));
        if let Some(obstacle) = lets_in.find_map(|step| self.barred_by_kind(*step)) {
            for step in steps {
                self.withhold(step, obstacle);
            }
            return false;
        }
        let lacks_need = steps
            .iter()
            .any(|step| step.removes_signs() && !self.is_for_people(*step) && self.obstacle(*step, None).is_some());
        let work: Vec<StepKind> = named().filter_map(|step| self.work_for_people(step)).collect();
        for step in work {
            if self.asks_people { self.take(step) } else { self.withhold(step, Obstacle::MasteredOnPremises) }
        }
        for step in steps {
            match self.obstacle(step, None) {
                Some(_) if self.is_for_people(step) => self.take_after_people(step),
                Some(obstacle) => self.withhold(step, obstacle),
                None if lacks_need && self.needs_the_others(step) => self.withhold(step, Obstacle::NeedsOtherStep),
                None => self.take(step),
            }
        }
        true
    }

    /// Returns the step that people have to take in Active Directory for this one; `None` if there is none, if it has no work to
    /// do, or if the account is not to be touched for another reason. Where the command does not say who does it, only what is
    /// taken in the cloud as well needs a word of its own.
    fn work_for_people(&self, step: StepKind) -> Option<StepKind> {
        let by_hand = step.by_hand().filter(|by_hand| by_hand.has_work(self.input.account, &[]))?;
        let needs_words = match self.barred_by_kind(step) {
            Some(Obstacle::MasteredOnPremises) => self.asks_people,
            Some(_) => false,
            None => self.asks_people || step.has_work(self.input.account, &[]),
        };
        needs_words.then_some(by_hand)
    }

    /// Returns true if the master of the account is all that is in the way of the step, and people are asked to see to that.
    fn is_for_people(&self, step: StepKind) -> bool {
        self.asks_people
            && self.barred_by_kind(step) == Some(Obstacle::MasteredOnPremises)
            && self.work_for_people(step).is_some()
    }

    /// Takes a step that people take in Active Directory first, if it is taken in the cloud after that.
    fn take_after_people(&mut self, step: StepKind) {
        if step.by_hand().is_some_and(|by_hand| step.follows(by_hand)) {
            self.take(step);
        }
    }

    /// Leaves out dismissing the risk if the new password in Active Directory ends it.
    /// <https://learn.microsoft.com/entra/id-protection/howto-identity-protection-remediate-unblock>
    fn leave_risk_to_new_password(&mut self) {
        let resets = |on_premises: &OnPremises| on_premises.password_resets_risk == Some(true);
        let is_ended = self.input.account.on_premises.as_ref().is_some_and(resets)
            && self.steps.contains(&StepKind::ResetPasswordOnPremises);
        if is_ended && self.steps.contains(&StepKind::DismissRisk) {
            self.steps.retain(|step| *step != StepKind::DismissRisk);
            self.withhold(StepKind::DismissRisk, Obstacle::ResetEndsRisk);
        }
    }

    /// Returns true if the step is not to be taken on this account without those that its entry names before it. The sender
    /// is not released, and the risk not dismissed, on the password with which it happened; one that was set since, as in
    /// Active Directory, is another one, and the evidence says that nobody knows who set it. A risk that somebody judged to
    /// be harmless can be dismissed as it is. To a mailbox whose sign-in is blocked nobody comes with its password: people
    /// send from it with their own accounts.
    fn needs_the_others(&self, step: StepKind) -> bool {
        let account = self.input.account;
        let since = match step {
            StepKind::ReleaseSender if self.is_blocked_resource() => return false,
            StepKind::ReleaseSender => account.mail.as_ref().and_then(Mail::restricted_since),
            StepKind::DismissRisk if !self.unwaived().contains(&SignKind::AtRisk) => return false,
            StepKind::DismissRisk => account.access.risk.as_ref().and_then(|risk| risk.at),
            _ => return false,
        };
        since.is_none_or(|since| account.password_changed_at.is_none_or(|changed| changed <= since))
    }

    fn is_blocked_resource(&self) -> bool {
        !self.input.account.sign_in_enabled && self.kinds.iter().any(|kind| kind.is_resource())
    }

    /// Returns the reason why the kind of the account, or anything else about it, rules the step out.
    fn obstacle(&self, step: StepKind, against: Option<FindingKind>) -> Option<Obstacle> {
        self.barred_by_kind(step).or_else(|| step.obstacle(self.input.account, against))
    }

    fn barred_by_kind(&self, step: StepKind) -> Option<Obstacle> {
        let opens = self.opens_resources && step == StepKind::EnableSignIn;
        let kinds = self.kinds.iter().copied().filter(|kind| !(opens && kind.is_resource()));
        step.barred_by_kind(&kinds.collect::<Vec<_>>(), self.may_have_intruder())
    }

    /// Returns true unless everything was read and no signs of a compromise stand that were not waived. People who ask for nothing
    /// but to take access away know more than the records.
    fn may_have_intruder(&self) -> bool {
        let waived = |topic: &Topic| self.input.waivers.iter().any(|waiver| waiver.topics.contains(topic));
        self.only_takes_away
            || stands(&self.unwaived())
            || possible_signs(self.input.account).iter().any(|topic| !waived(topic))
    }

    /// Adds the first way to hand out a credential that is open, unless one is handed out already.
    fn add_credential(&mut self, against: Option<FindingKind>, ways: &[Credential]) {
        let is_credential = |step: &StepKind| {
            Credential::ALL.iter().any(|way| way.step() == *step || way.step().by_hand() == Some(*step))
        };
        let opens = |step: &StepKind| is_credential(step) && self.obstacle(*step, against).is_none();
        if self.steps.iter().any(opens) {
            return;
        }
        for way in ways {
            let step = way.step();
            let distrusted =
                *way == Credential::SelfService && step.is_held_back_by(&self.unwaived(), &self.unwaived_topics());
            // What a kind allows against an intruder alone is no way to let the owner in.
            let by_kind = step.barred_by_kind(&self.kinds, false);
            let obstacle = by_kind.or_else(|| self.obstacle(step, against));
            let obstacle = obstacle.or_else(|| distrusted.then_some(Obstacle::SignsOfCompromise));
            match (obstacle, self.work_for_people(step)) {
                (Some(Obstacle::MasteredOnPremises), Some(by_hand)) if self.asks_people => return self.take(by_hand),
                (Some(obstacle), _) => self.withhold(step, obstacle),
                (None, _) => return self.take(step),
            }
        }
    }

    /// Adds the step that takes passes back which Grendel made for this account before, to any plan that changes something:
    /// its holder could undo the plan, and Microsoft allows one pass at a time.
    fn take_back_passes(&mut self) {
        let changes = self.steps.iter().any(|step| step.repeat() != Repeat::ReadOnly);
        let step = StepKind::RevokeTemporaryAccessPass;
        let account = self.input.account;
        if changes && account.access.own_passes().next().is_some() && self.obstacle(step, None).is_none() {
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

    /// Leaves out another password if Grendel has set one that nobody has seen, and the account stays closed: the one that is
    /// set keeps everybody out already. So a containment that is asked for again takes only the steps that are missing.
    fn keep_unseen_password(&mut self) {
        let account = self.input.account;
        let has = |step: StepKind| self.steps.contains(&step);
        let is_closed = has(StepKind::BlockSignIn) || !account.sign_in_enabled;
        let lets_in = self.steps.iter().any(|step| step.gives_access());
        if account.unseen_since.is_some() && is_closed && !lets_in && has(StepKind::ResetPassword) {
            self.steps.retain(|step| *step != StepKind::ResetPassword);
            self.withhold(StepKind::ResetPassword, Obstacle::DoneAlready);
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
