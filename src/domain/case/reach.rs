//! The distance of a case to the aim of its command, judged by its steps and by what was read after them.

use super::super::aim::{Aim, AimReport, Reach, Remainder};
use super::super::compromise::possible_signs;
use super::super::diagnosis::Diagnosis;
use super::super::finding::FindingKind;
use super::super::outcome::Outcome;
use super::super::reading::Topic;
use super::super::run::{DeliveryEnd, Run, StepState, Verification};
use super::super::step::{Obstacle, StepKind};
use super::{Case, Phase};

/// The effect of a step, as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    /// Reading shows it.
    Seen,
    /// Microsoft took the step, and it does not show, or could not be looked for.
    Taken,
    /// It is unknown if it took effect.
    Unknown,
    /// It has none: the step was refused, or never begun.
    Missing,
}

impl Case {
    /// Returns true if no other step is to come after the one at this place.
    pub fn is_last_step(&self, step: usize) -> bool {
        self.run().is_some_and(|run| run.is_last(step))
    }

    /// Returns how far the case has come to the aim of its command; `None` while steps are to come, and for a case that ended
    /// before it could do anything about it.
    pub fn aim_report(&self) -> Option<AimReport> {
        let outcome = match &self.phase {
            Phase::DeliveringSecret(delivering) => &delivering.outcome,
            Phase::AwaitingCountersign(awaiting) => &awaiting.outcome,
            Phase::Closed { outcome, .. } => outcome,
            _ => return None,
        };
        let (diagnosis, aim) = (&self.diagnosed()?.diagnosis, self.opening.terms.aim());
        let unbegun = Run::new(&diagnosis.plan);
        let judgement = match (self.run(), outcome) {
            _ if diagnosis.account.deleted_at.is_some() => return None,
            (Some(run), _) => Judgement::of(aim, diagnosis, run),
            // Every step of the containment belongs elsewhere.
            (None, Outcome::Advised) if aim == Aim::Contain && !diagnosis.plan.withheld.is_empty() => {
                Judgement::of(aim, diagnosis, &unbegun)
            }
            (None, _) => return None,
        };
        let is_broken = matches!(outcome, Outcome::Failed { .. });
        Some(judgement.report(aim, is_broken))
    }
}

/// A judgement in the making: the least certain effect of what the aim takes, and what is missing.
struct Judgement<'a> {
    diagnosis: &'a Diagnosis,
    run: &'a Run,
    worst: Effect,
    remainders: Vec<Remainder>,
}

impl<'a> Judgement<'a> {
    fn of(aim: Aim, diagnosis: &'a Diagnosis, run: &'a Run) -> Self {
        let mut judgement = Self { diagnosis, run, worst: Effect::Seen, remainders: Vec::new() };
        match aim {
            Aim::Contain => judgement.contain(),
            Aim::Unlock => judgement.unlock(),
        }
        judgement
    }

    fn report(mut self, aim: Aim, is_broken: bool) -> AimReport {
        self.remainders.sort();
        self.remainders.dedup();
        let is_missing = |one: &Remainder| {
            !one.is_for_people() && !matches!(one, Remainder::MailUnread | Remainder::OwnerChoosesPassword)
        };
        let reach = if self.remainders.iter().any(is_missing) {
            if self.worst == Effect::Unknown { Reach::CannotTell } else { Reach::NotReached }
        } else if is_broken || self.worst == Effect::Unknown {
            Reach::CannotTell
        } else if self.remainders.iter().any(|one| one.is_for_people()) {
            Reach::WaitingForPeople
        } else if self.worst == Effect::Taken || self.remainders.contains(&Remainder::MailUnread) {
            Reach::AsFarAsSeen
        } else {
            Reach::Reached
        };
        AimReport { aim, reach, remainders: self.remainders }
    }

    /// Judges if the account is closed: no person can get in, and nothing flows out.
    fn contain(&mut self) {
        let account = &self.diagnosis.account;
        self.takes(StepKind::BlockSignIn, Remainder::SignInOpen);
        self.takes(StepKind::ResetPassword, Remainder::PasswordKnown);
        self.takes(StepKind::RevokeTemporaryAccessPass, Remainder::PassOpen);
        self.takes(StepKind::RevokeSignInSessions, Remainder::SessionsOpen);
        self.takes(StepKind::ClearForwarding, Remainder::MailFlowsOut);
        self.takes(StepKind::DisableInboxRules, Remainder::MailFlowsOut);
        let is_blocked_by_us = self.effect(StepKind::BlockSignIn).is_some();
        let is_open = account.sign_in_enabled && !is_blocked_by_us || self.found_enabled() == Some(true);
        // On a synced account that is said already: nothing in the cloud can block it for good.
        if is_open && !self.remainders.contains(&Remainder::ActiveDirectory) {
            self.remainders.push(Remainder::SignInOpen);
        }
        if !self.run.not_covered.is_empty() {
            self.remainders.push(Remainder::AddedSince);
        }
        let unread = possible_signs(account);
        // Without Exchange nobody has looked.
        if account.mail.is_none() || unread.iter().any(|topic| matches!(topic, Topic::Mailbox | Topic::InboxRules)) {
            self.remainders.push(Remainder::MailUnread);
        }
    }

    /// Judges if the owner can sign in, or can send.
    fn unlock(&mut self) {
        let account = &self.diagnosis.account;
        self.takes(StepKind::EnableSignIn, Remainder::SignInBlocked);
        self.takes(StepKind::DismissRisk, Remainder::RiskStands);
        self.takes(StepKind::ReleaseSender, Remainder::SendingRestricted);
        // They change nothing for the owner by themselves. If one failed, what gives access back was not begun.
        for step in [StepKind::RevokeSignInSessions, StepKind::ClearForwarding, StepKind::DisableInboxRules] {
            self.worst = self.worst.max(self.effect(step).filter(|one| *one == Effect::Taken).unwrap_or(Effect::Seen));
        }
        let is_blocked = !account.sign_in_enabled && self.effect(StepKind::EnableSignIn).is_none();
        let is_said = [Remainder::ActiveDirectory, Remainder::SignsOfCompromise];
        if is_blocked && !self.remainders.iter().any(|one| is_said.contains(one)) || self.found_enabled() == Some(false)
        {
            self.remainders.push(Remainder::SignInBlocked);
        }
        self.owner_goes_on();
    }

    /// Notes what the owner has to do with what the case has made for them.
    fn owner_goes_on(&mut self) {
        let is_lost = self.run.delivery.as_ref().and_then(|delivery| delivery.end);
        for step in [StepKind::IssueTemporaryAccessPass, StepKind::ResetPassword, StepKind::PointToSelfService] {
            let Some(effect) = self.effect(step) else { continue };
            let is_for_owner = !step.issues_secret() || !self.diagnosis.stays_closed();
            if !is_for_owner {
                continue;
            }
            let is_seen = !step.issues_secret() || is_lost.is_none_or(|end| end == DeliveryEnd::Seen);
            if effect >= Effect::Unknown || !is_seen {
                self.note(effect.max(Effect::Taken), Remainder::NoCredential);
                continue;
            }
            self.worst = self.worst.max(effect);
            self.remainders.push(match step {
                StepKind::ResetPassword => Remainder::OwnerChoosesPassword,
                StepKind::PointToSelfService => Remainder::OwnerResetsPassword,
                _ if self.has_password_finding() => Remainder::OwnerNeedsPassword,
                _ => Remainder::OwnerRegistersMethod,
            });
        }
    }

    /// Returns true if the password is why the owner cannot sign in.
    fn has_password_finding(&self) -> bool {
        self.diagnosis.findings.iter().any(|finding| {
            matches!(
                finding.kind,
                FindingKind::PasswordExpired
                    | FindingKind::PasswordUnusable
                    | FindingKind::PasswordForgotten
                    | FindingKind::PasswordUnseen
            )
        })
    }

    /// Notes what is missing if the aim takes this step, and it has no effect, or is left out of the plan.
    fn takes(&mut self, step: StepKind, missing: Remainder) {
        if let Some(effect) = self.effect(step) {
            return self.note(effect, missing);
        }
        let withheld = self.diagnosis.plan.withheld.iter().find(|one| one.step == step);
        match withheld.map(|one| one.obstacle) {
            Some(Obstacle::MasteredOnPremises) => self.remainders.push(Remainder::ActiveDirectory),
            Some(Obstacle::SignsOfCompromise) => self.remainders.push(Remainder::SignsOfCompromise),
            Some(
                Obstacle::NobodyReaches
                | Obstacle::CannotTell
                | Obstacle::NeedsOtherStep
                | Obstacle::ServiceAccount
                | Obstacle::EmergencyAccess,
            ) => self.remainders.push(missing),
            Some(Obstacle::StaysBlocked) if step.gives_access() => self.remainders.push(missing),
            // The home tenant of a guest has the password, and what it lets in here is blocked here.
            Some(
                Obstacle::BelongsElsewhere
                | Obstacle::Deleted
                | Obstacle::SelfServiceOff
                | Obstacle::SelfServiceNotRegistered
                | Obstacle::PassesOff
                | Obstacle::PassKeepsLock
                | Obstacle::DoneAlready
                | Obstacle::NoMailbox
                | Obstacle::StaysBlocked,
            )
            | None => {}
        }
    }

    fn note(&mut self, effect: Effect, missing: Remainder) {
        self.worst = self.worst.max(effect);
        if effect >= Effect::Unknown || missing == Remainder::NoCredential {
            self.remainders.push(missing);
        }
    }

    /// Returns the effect of a step of the plan, or `None` if the plan does not have it.
    fn effect(&self, step: StepKind) -> Option<Effect> {
        let place = self.run.steps.iter().position(|kind| *kind == step)?;
        Some(match &self.run.states[place] {
            StepState::Verified { verification: Verification::Seen, .. } => Effect::Seen,
            StepState::Verified { .. } | StepState::Taken(..) => Effect::Taken,
            StepState::Intended(_) | StepState::Unanswered(..) | StepState::Unknown(_) => Effect::Unknown,
            StepState::Pending { .. } | StepState::Refused(_) => Effect::Missing,
        })
    }

    /// Returns true if sign-in was enabled when the account was read after the last step; `None` if it was not read then.
    fn found_enabled(&self) -> Option<bool> {
        self.run.found.as_ref().map(|found| found.sign_in_enabled)
    }
}
