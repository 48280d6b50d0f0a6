//! The distance of a case to the aim of its command, judged by its steps and by what was read after them.

use super::super::aim::{Aim, AimReport, Reach, Remainder};
use super::super::command::Terms;
use super::super::compromise::{possible_signs, signs_unread_this_time};
use super::super::diagnosis::Diagnosis;
use super::super::finding::FindingKind;
use super::super::outcome::{LookAt, Outcome};
use super::super::reading::{Cause, Topic};
use super::super::run::{DeliveryEnd, Run, StepState, Verification};
use super::super::runbook::{Credential, RunbookEntry, RunbookStep};
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
    /// It has none: the step was refused, or never begun, or reading shows the opposite.
    Missing,
}

impl Case {
    /// Returns true if no other step is to come after the one at this place.
    pub fn is_last_step(&self, step: usize) -> bool {
        self.run().is_some_and(|run| run.is_last(step))
    }

    /// Returns the diagnosis of a containment whose mail can be read; `None` for any other case. Its mail is read once more after
    /// the last step: an intruder who was signed in until then may have sent it elsewhere.
    pub fn contained(&self) -> Option<&Diagnosis> {
        let diagnosis = &self.diagnosed()?.diagnosis;
        let is_containment = self.opening.terms.aim() == Aim::Contain;
        (is_containment && diagnosis.account.mail.is_some()).then_some(diagnosis)
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
        let (diagnosis, terms) = (&self.diagnosed()?.diagnosis, &self.opening.terms);
        let aim = terms.aim();
        let unbegun = Run::new(&diagnosis.plan);
        let judgement = match (self.run(), outcome) {
            _ if diagnosis.account.deleted_at.is_some() => return None,
            (Some(run), _) => Judgement::of(terms, diagnosis, run),
            // Every step of the containment belongs elsewhere.
            (None, Outcome::Advised) if aim == Aim::Contain && !diagnosis.plan.withheld.is_empty() => {
                Judgement::of(terms, diagnosis, &unbegun)
            }
            (None, _) => return None,
        };
        let is_broken = matches!(outcome, Outcome::Failed { .. });
        // Nobody is waited for any more.
        let has_ended = |outcome: &Outcome| match outcome {
            Outcome::NeedsHuman { look_at, .. } => matches!(look_at, LookAt::WorkNotDone | LookAt::Stopped),
            _ => false,
        };
        let report = judgement.report(aim, is_broken);
        let is_given_up = report.reach == Reach::WaitingForPeople && has_ended(outcome);
        Some(if is_given_up { AimReport { reach: Reach::NotReached, ..report } } else { report })
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
    fn of(terms: &Terms, diagnosis: &'a Diagnosis, run: &'a Run) -> Self {
        let mut judgement = Self { diagnosis, run, worst: Effect::Seen, remainders: Vec::new() };
        match terms.aim() {
            Aim::Contain => judgement.contain(),
            Aim::Unlock => {
                judgement.unlock();
                judgement.lacks_credential(terms);
            }
        }
        judgement
    }

    fn report(mut self, aim: Aim, is_broken: bool) -> AimReport {
        self.remainders.sort();
        self.remainders.dedup();
        let is_missing = |one: &Remainder| {
            !one.is_for_people() && !one.is_unread() && !matches!(one, Remainder::OwnerChoosesPassword)
        };
        let reach = if self.remainders.iter().any(is_missing) {
            if self.worst == Effect::Unknown { Reach::CannotTell } else { Reach::NotReached }
        } else if is_broken || self.worst == Effect::Unknown {
            Reach::CannotTell
        } else if self.remainders.iter().any(|one| one.is_for_people()) {
            Reach::WaitingForPeople
        } else if self.worst == Effect::Missing {
            Reach::NotReached
        } else if self.worst == Effect::Taken || self.remainders.iter().any(|one| one.is_unread()) {
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
        self.takes_work(StepKind::DisableOnPremises);
        self.takes_work(StepKind::ResetPasswordOnPremises);
        self.takes(StepKind::RevokeTemporaryAccessPass, Remainder::PassOpen);
        self.takes(StepKind::RevokeSignInSessions, Remainder::SessionsOpen);
        self.takes(StepKind::ClearForwarding, Remainder::MailFlowsOut);
        self.takes(StepKind::DisableInboxRules, Remainder::MailFlowsOut);
        let is_blocked_by_us = [StepKind::BlockSignIn, StepKind::DisableOnPremises].map(|step| self.effect(step));
        let is_open = account.sign_in_enabled && is_blocked_by_us == [None; 2] || self.found_enabled() == Some(true);
        // On a synced account that is said already: nothing in the cloud can block it for good.
        if is_open && !self.remainders.contains(&Remainder::ActiveDirectory) {
            self.remainders.push(Remainder::SignInOpen);
        }
        if !self.run.not_covered.is_empty() {
            self.remainders.push(Remainder::AddedSince);
        }
        let is_planned = self.effect(StepKind::RevokeTemporaryAccessPass).is_some();
        let is_hidden = account.access.methods.gap().is_some_and(|gap| gap.cause != Cause::NoLicence);
        if is_hidden && !is_planned {
            self.remainders.push(Remainder::PassesUnread);
        }
        self.look_at_mail();
    }

    /// Notes what the mail of the account does after the last step. That of the diagnosis is older than the end of the sessions.
    fn look_at_mail(&mut self) {
        let account = &self.diagnosis.account;
        let (forwards, rules_on) =
            self.run.found.as_ref().map_or((None, None), |found| (found.forwards, found.rules_on.as_ref()));
        if forwards == Some(true) || rules_on.is_some_and(|on| !on.is_empty()) {
            self.remainders.push(Remainder::MailFlowsOut);
        }
        let is_old = !self.run.begun().is_empty() && (forwards.is_none() || rules_on.is_none());
        let is_unread = || possible_signs(account).iter().any(|one| matches!(one, Topic::Mailbox | Topic::InboxRules));
        // Without Exchange nobody has looked.
        let is_hidden = account.mail.is_none() || is_old || is_unread();
        if is_hidden && !self.remainders.contains(&Remainder::MailFlowsOut) {
            self.remainders.push(Remainder::MailUnread);
        }
    }

    /// Judges if the owner can sign in, or can send.
    fn unlock(&mut self) {
        let account = &self.diagnosis.account;
        self.takes(StepKind::EnableSignIn, Remainder::SignInBlocked);
        self.takes_work(StepKind::EnableOnPremises);
        self.takes_work(StepKind::ResetPasswordOnPremises);
        self.takes(StepKind::DismissRisk, Remainder::RiskStands);
        self.takes(StepKind::ReleaseSender, Remainder::SendingRestricted);
        // They let nobody in, and an account that an intruder shares is not given back.
        let cleaning = [
            (StepKind::RevokeTemporaryAccessPass, Remainder::PassOpen),
            (StepKind::RevokeSignInSessions, Remainder::SessionsOpen),
            (StepKind::ClearForwarding, Remainder::MailFlowsOut),
            (StepKind::DisableInboxRules, Remainder::MailFlowsOut),
        ];
        for (step, missing) in cleaning {
            if let Some(effect) = self.effect(step) {
                self.note(effect, missing);
            }
        }
        let others = self.run.steps.iter().filter(|step| step.comes_before_secrets());
        let least_certain = others.filter_map(|step| self.effect(*step)).max();
        self.worst = self.worst.max(least_certain.unwrap_or(Effect::Seen));
        let risk_unread = signs_unread_this_time(account).contains(&Topic::Risk);
        if risk_unread && self.effect(StepKind::DismissRisk).is_none() {
            self.remainders.push(Remainder::RiskUnread);
        }
        let is_enabled = self.found_enabled();
        let is_blocked = match self.effect(StepKind::EnableSignIn) {
            None => !is_enabled.unwrap_or(account.sign_in_enabled),
            Some(_) => is_enabled == Some(false),
        };
        let is_said = [Remainder::ActiveDirectory, Remainder::SignsOfCompromise];
        if is_blocked && !self.remainders.iter().any(|one| is_said.contains(one)) {
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

    /// Notes that the owner has no way in, if the runbook gives one against what was found, and none was open.
    fn lacks_credential(&mut self, terms: &Terms) {
        let is_way = |step: &StepKind| {
            Credential::ALL.iter().any(|way| way.step() == *step || way.step().by_hand() == Some(*step))
        };
        let found = &self.diagnosis.findings;
        let applies =
            |entry: &&RunbookEntry| entry.finding.is_none_or(|kind| found.iter().any(|finding| finding.kind == kind));
        let is_wanted =
            terms.runbook.iter().filter(applies).any(|entry| entry.steps.contains(&RunbookStep::Credential));
        if !is_wanted || self.run.steps.iter().any(is_way) {
            return;
        }
        let withheld = self.diagnosis.plan.withheld.iter().filter(|one| is_way(&one.step));
        let obstacles: Vec<Obstacle> = withheld.map(|one| one.obstacle).collect();
        if obstacles.is_empty() || obstacles.contains(&Obstacle::DoneAlready) {
            return;
        }
        self.remainders.push(if obstacles.contains(&Obstacle::MasteredOnPremises) {
            Remainder::ActiveDirectory
        } else if obstacles.contains(&Obstacle::SignsOfCompromise) {
            Remainder::SignsOfCompromise
        } else {
            Remainder::NoCredential
        });
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
                | Obstacle::WritebackOff
                | Obstacle::ResetEndsRisk
                | Obstacle::NoMailbox
                | Obstacle::StaysBlocked,
            )
            | None => {}
        }
    }

    /// Notes that people are still to do this work, if the plan has it, or would have it if the command said who does it.
    fn takes_work(&mut self, work: StepKind) {
        match self.effect(work) {
            Some(effect) => self.note(effect, Remainder::ActiveDirectory),
            None if self.diagnosis.plan.withheld.iter().any(|one| one.step == work) => {
                self.remainders.push(Remainder::ActiveDirectory);
            }
            None => {}
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
        if self.run.is_left_to_master(place) {
            // The work that people do decides.
            return step.by_hand().and_then(|by_hand| self.effect(by_hand));
        }
        Some(match &self.run.states[place] {
            StepState::Verified { verification: Verification::Seen, .. } => Effect::Seen,
            StepState::Verified { verification: Verification::NotYet, .. } if self.is_gone_since(step) => Effect::Seen,
            StepState::Verified { verification: Verification::NotYet, .. } if shows_at_once(step) => Effect::Missing,
            StepState::Verified { .. } | StepState::Taken(..) => Effect::Taken,
            StepState::Intended(_) | StepState::Unanswered(..) | StepState::Unknown(_) => Effect::Unknown,
            StepState::Asked { .. } if self.run.tick_of(place).is_some() => Effect::Taken,
            StepState::Pending { .. } | StepState::Refused(_) | StepState::Asked { .. } => Effect::Missing,
        })
    }

    /// Returns true if the mail that the step ends was found to go nowhere when it was read after the last step.
    fn is_gone_since(&self, step: StepKind) -> bool {
        let Some(found) = &self.run.found else { return false };
        match step {
            StepKind::ClearForwarding => found.forwards == Some(false),
            StepKind::DisableInboxRules => found.rules_on.as_ref().is_some_and(Vec::is_empty),
            _ => false,
        }
    }

    /// Returns true if sign-in was enabled when the account was read after the last step; `None` if it was not read then.
    fn found_enabled(&self) -> Option<bool> {
        self.run.found.as_ref().map(|found| found.sign_in_enabled)
    }
}

/// Returns true if a reading that shows the opposite of the step, after the pauses, means that the step has no effect: Exchange and
/// the list of passes show a change at once.
const fn shows_at_once(step: StepKind) -> bool {
    matches!(
        step,
        StepKind::RevokeTemporaryAccessPass
            | StepKind::ClearForwarding
            | StepKind::DisableInboxRules
            | StepKind::ReleaseSender
    )
}
