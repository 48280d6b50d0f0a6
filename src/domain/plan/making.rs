//! How findings and a runbook become steps.

use super::{Obstacle, Plan, Withheld};
use crate::domain::account::Account;
use crate::domain::command::Terms;
use crate::domain::compromise::{Sign, SignKind, Waiver, stands, suspicious_rules, unwaived};
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::people::Risk;
use crate::domain::reading::Reading;
use crate::domain::runbook::{Credential, RunbookEntry, RunbookStep};
use crate::domain::step::StepKind;

/// What was found out, as far as it decides what is done.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// The account.
    pub account: &'a Account,
    /// What is wrong.
    pub findings: &'a [Finding],
    /// What speaks for a compromise.
    pub signs: &'a [Sign],
    /// What somebody said of that.
    pub waivers: &'a [Waiver],
}

impl Plan {
    /// What the runbook says about this picture. The order is that of [`StepKind`]: what throws an intruder out comes before what
    /// lets the owner in. Nothing gives the account back while it looks as if somebody else had it, unless the steps before it
    /// clean every sign of that or somebody has waived it.
    pub fn new(picture: Picture<'_>, terms: &Terms) -> Self {
        let mut draft = Draft { picture, steps: Vec::new(), withheld: Vec::new() };
        let applies = |entry: &&RunbookEntry| {
            entry.finding.is_none_or(|kind| picture.findings.iter().any(|finding| finding.kind == kind))
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
        draft.steps.sort();
        draft.hold_back();
        let Draft { steps, mut withheld, .. } = draft;
        withheld.retain(|one| !steps.contains(&one.step));
        Self { target: picture.account.object_id.clone(), steps, withheld }
    }
}

/// A plan in the making.
struct Draft<'a> {
    picture: Picture<'a>,
    steps: Vec<StepKind>,
    withheld: Vec<Withheld>,
}

impl Draft<'_> {
    /// Adds the steps of an entry that have something to do. Where what lets the owner in belongs to somebody else, none is taken: to
    /// sign somebody out who then stays out helps nobody. Says whether it was taken.
    fn add(&mut self, entry: &RunbookEntry) -> bool {
        let account = self.picture.account;
        let steps = entry.steps.iter().filter_map(|step| match step {
            RunbookStep::Step(step) => Some(*step),
            RunbookStep::Credential => None,
        });
        let steps: Vec<StepKind> = steps.filter(|step| self.has_work(*step)).collect();
        let lets_in = steps.iter().filter(|step| step.gives_access());
        if let Some(obstacle) = lets_in.clone().find_map(|step| belongs_elsewhere(*step, account)) {
            for step in steps {
                self.withhold(step, obstacle);
            }
            return false;
        }
        for step in steps {
            match belongs_elsewhere(step, account).or_else(|| obstacle(step, account)) {
                Some(obstacle) => self.withhold(step, obstacle),
                None => self.take(step),
            }
        }
        true
    }

    /// Adds the first way to hand out a credential that is open, unless one is handed out already.
    fn add_credential(&mut self, against: Option<FindingKind>, ways: &[Credential]) {
        let opens = |step: &StepKind| {
            step.issues_secret() && keeps_lock(*step, against).is_none() || *step == StepKind::PointToSelfService
        };
        if self.steps.iter().any(opens) {
            return;
        }
        for way in ways {
            let step = way.step();
            let account = self.picture.account;
            let distrusted = step == StepKind::PointToSelfService && stands(&self.unwaived());
            let obstacle = belongs_elsewhere(step, account)
                .or_else(|| obstacle(step, account))
                .or_else(|| keeps_lock(step, against))
                .or_else(|| distrusted.then_some(Obstacle::SignsOfCompromise));
            match obstacle {
                Some(obstacle) => self.withhold(step, obstacle),
                None => return self.take(step),
            }
        }
    }

    /// Takes back what would give the account away.
    fn hold_back(&mut self) {
        let unwaived = self.unwaived();
        if unwaived.iter().all(|kind| kind.is_cleaned_by(&self.steps)) {
            return;
        }
        let is_held = |step: &StepKind| {
            // Microsoft counts how often it releases a sender, so one sign is enough to wait.
            *step == StepKind::ReleaseSender || stands(&unwaived) && step.gives_access()
        };
        let (held, taken): (Vec<StepKind>, Vec<StepKind>) = self.steps.iter().partition(|step| is_held(step));
        self.steps = taken;
        for step in held {
            self.withhold(step, Obstacle::SignsOfCompromise);
        }
    }

    fn unwaived(&self) -> Vec<SignKind> {
        unwaived(self.picture.signs, self.picture.waivers)
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

    /// Whether there is anything for the step to do.
    fn has_work(&self, step: StepKind) -> bool {
        let account = self.picture.account;
        let mail = account.mail.as_ref();
        let waived = |kind: SignKind| self.picture.waivers.iter().any(|waiver| waiver.signs.contains(&kind));
        match step {
            StepKind::EnableSignIn => !account.sign_in_enabled,
            StepKind::BlockSignIn => account.sign_in_enabled,
            StepKind::ResetPassword
            | StepKind::RevokeSignInSessions
            | StepKind::IssueTemporaryAccessPass
            | StepKind::PointToSelfService => true,
            StepKind::ClearForwarding => {
                let signs = self.picture.signs;
                signs.iter().any(|sign| sign.kind == SignKind::ForwardingOutside)
                    && !waived(SignKind::ForwardingOutside)
            }
            StepKind::DisableInboxRules => suspicious_rules(account).next().is_some() && !waived(SignKind::InboxRules),
            StepKind::DismissRisk => account.risk.known() == Some(&Risk::AtRisk),
            StepKind::ConfirmCompromised => account.risk != Reading::Read(Risk::NotAsked),
            StepKind::ReleaseSender => mail.and_then(|mail| mail.restriction.known()).is_some_and(Option::is_some),
        }
    }
}

/// Why nothing that is done to this account here would last.
pub fn belongs_elsewhere(step: StepKind, account: &Account) -> Option<Obstacle> {
    if account.deleted_at.is_some() {
        return Some(Obstacle::Deleted);
    }
    let is_active_directorys = matches!(step, StepKind::EnableSignIn | StepKind::BlockSignIn | StepKind::ResetPassword);
    if account.on_premises.is_some() && is_active_directorys {
        return Some(Obstacle::MasteredOnPremises);
    }
    let is_homes =
        matches!(step, StepKind::ResetPassword | StepKind::IssueTemporaryAccessPass | StepKind::PointToSelfService);
    (account.guest && is_homes).then_some(Obstacle::BelongsElsewhere)
}

/// Why the step would come to nothing.
fn obstacle(step: StepKind, account: &Account) -> Option<Obstacle> {
    let access = &account.access;
    match step {
        StepKind::IssueTemporaryAccessPass => match access.passes.known().and_then(Option::as_ref) {
            Some(policy) if policy.covered => None,
            Some(_) => Some(Obstacle::PassesOff),
            None => Some(Obstacle::CannotTell),
        },
        StepKind::PointToSelfService => match access.self_service.known().and_then(Option::as_ref) {
            Some(one) if !one.enabled => Some(Obstacle::SelfServiceOff),
            Some(one) if !one.registered => Some(Obstacle::SelfServiceNotRegistered),
            Some(_) => None,
            None => Some(Obstacle::CannotTell),
        },
        StepKind::ConfirmCompromised if account.risk.known().is_none() => Some(Obstacle::CannotTell),
        _ => None,
    }
}

fn keeps_lock(step: StepKind, against: Option<FindingKind>) -> Option<Obstacle> {
    let is_pass = step == StepKind::IssueTemporaryAccessPass;
    (is_pass && against == Some(FindingKind::SmartLockout)).then_some(Obstacle::PassKeepsLock)
}
