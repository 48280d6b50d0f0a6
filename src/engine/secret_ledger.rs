//! The passwords and passes that Grendel made: when, for which account, for whom, and on whose authority. Never the
//! secrets themselves.
//!
//! A secret counts from the moment at which its step is on disk as about to be called, so that a crash forgets none.
//! The journal is the source: the ledger is rebuilt from it at each start.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};

use crate::domain::case::{Case, SecretParties, SecretParty};
use crate::domain::event::{Event, RecordedEvent};
use crate::domain::run::{Run, StepResponse, StepState};
use crate::domain::step::StepKind;
use crate::domain::{CaseNumber, ObjectId, TenantName};

/// The time for which a secret is remembered, in days. A temporary access pass lives for 30 days at most:
/// <https://learn.microsoft.com/entra/identity/authentication/howto-authentication-temporary-access-pass>
const REMEMBERED_DAYS: i64 = 31;
/// The number of secrets after which those that are too old are dropped.
const MADE_BETWEEN_CLEANUPS: usize = 256;

/// The place of a secret: one step of one case makes one, however often it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretKey {
    /// The case.
    pub case: CaseNumber,
    /// The step's place in the plan, from 0.
    pub step: usize,
}

/// A secret that was made, or is about to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeSecret {
    /// The tenant.
    pub tenant: TenantName,
    /// The step that makes it.
    pub kind: StepKind,
    /// The people behind it.
    pub parties: SecretParties,
    /// True if it is for someone to see. The new password of a contained account is not.
    pub is_handed_out: bool,
    /// The time of the last try.
    pub at: Timestamp,
}

/// The secrets of all tenants.
#[derive(Debug, Default)]
pub struct SecretLedger {
    made: Mutex<HashMap<SecretKey, MadeSecret>>,
}

impl SecretLedger {
    /// Learns what happened in a case. `case` is the case after the event.
    pub fn apply(&self, case: &Case, recorded: &RecordedEvent) {
        match &recorded.event {
            Event::StepIntended(intent) => {
                self.insert(SecretKey { case: case.number(), step: intent.step }, case, recorded.at);
            }
            // Microsoft made none, for certain.
            Event::StepAnswered { step, answer: StepResponse::Refused(trouble) } if !trouble.is_of_success() => {
                self.lock().remove(&SecretKey { case: case.number(), step: *step });
            }
            Event::StepAnswered { step, answer: StepResponse::PutOff(_) } => {
                self.lock().remove(&SecretKey { case: case.number(), step: *step });
            }
            // It was never sent, unless an earlier try was.
            Event::StepAnswered { step, answer: StepResponse::Withheld } if has_no_try(case.run(), *step) => {
                self.lock().remove(&SecretKey { case: case.number(), step: *step });
            }
            Event::SecretTaken { by, .. } => {
                // Where a rule names roles, the receiver is the first of those who asks.
                let first = SecretParty { member: by.id, account: None };
                for (_, secret) in self.lock().iter_mut().filter(|(key, _)| key.case == case.number()) {
                    secret.parties.receiver.get_or_insert(first);
                }
            }
            _ => {}
        }
    }

    fn insert(&self, key: SecretKey, case: &Case, at: Timestamp) {
        let Some(parties) = case.secret_parties() else { return };
        let kind = case.diagnosed().and_then(|diagnosed| diagnosed.diagnosis.plan.steps.get(key.step).copied());
        let Some(kind) = kind.filter(|kind| kind.issues_secret()) else { return };
        let (tenant, is_handed_out) = (case.opening().tenant.clone(), case.hands_out(kind));
        let mut made = self.lock();
        made.insert(key, MadeSecret { tenant, kind, parties, is_handed_out, at });
        if made.len().is_multiple_of(MADE_BETWEEN_CLEANUPS) {
            made.retain(|_, secret| at.duration_since(secret.at) < SignedDuration::from_hours(24 * REMEMBERED_DAYS));
        }
    }

    /// Returns the time at which Grendel last made a secret for this account, if that was at `since` or later.
    pub fn made_for(&self, tenant: &TenantName, account: &ObjectId, since: Timestamp) -> Option<Timestamp> {
        let made = self.lock();
        let times = made.values().filter(|secret| secret.tenant == *tenant && secret.parties.target == *account);
        times.map(|secret| secret.at).filter(|at| *at >= since).max()
    }

    /// Returns the times since `since` at which secrets were handed out in a tenant, oldest first: those that `counts`
    /// picks, leaving out the case `except`.
    pub fn times(
        &self,
        tenant: &TenantName,
        since: Timestamp,
        except: CaseNumber,
        counts: impl Fn(&SecretParties) -> bool,
    ) -> Vec<Timestamp> {
        let made = self.lock();
        let handed_out = made.iter().filter(|(key, secret)| {
            secret.is_handed_out && secret.tenant == *tenant && secret.at > since && key.case != except
        });
        let mut times: Vec<Timestamp> =
            handed_out.filter(|(_, secret)| counts(&secret.parties)).map(|(_, secret)| secret.at).collect();
        times.sort();
        times
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<SecretKey, MadeSecret>> {
        self.made.lock().expect("nothing panics with this lock")
    }
}

/// Returns the account that an event of a case takes back from an intruder, or may, or `None`. The intruder may have proved the link to
/// it, so the link ends: with the try, so that a crash hides none, and again with the answer, for a proof in between.
pub(super) fn recovered_account(case: &Case, event: &Event) -> Option<ObjectId> {
    let step = match event {
        Event::StepIntended(intent) => intent.step,
        Event::StepAnswered { step, answer: StepResponse::Taken(_) } => *step,
        _ => return None,
    };
    let kind = case.diagnosed()?.diagnosis.plan.steps.get(step).copied()?;
    let closes = matches!(kind, StepKind::BlockSignIn | StepKind::ConfirmCompromised) || kind.issues_secret();
    case.target().copied().filter(|_| closes)
}

/// Returns true if no earlier try of the step can have had an effect. One that was put off had none.
fn has_no_try(run: Option<&Run>, step: usize) -> bool {
    let Some(run) = run else { return true };
    let put_off = run.put_off.get(step).copied().unwrap_or_default();
    match run.states.get(step) {
        Some(StepState::Pending { tries }) => *tries <= put_off,
        Some(_) => false,
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{ObjectId, Run, StepKind, StepState, has_no_try};
    use crate::domain::plan::Plan;

    /// A password that was never made counts for nobody: not for the limits, and not against its owner as an approver.
    #[test]
    fn a_try_that_was_put_off_is_none() {
        let target = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000002").expect("it is an id");
        let plan = Plan { target, steps: vec![StepKind::ResetPassword], withheld: Vec::new() };
        let after = |tries, put_off| {
            let run = Run { states: vec![StepState::Pending { tries }], put_off: vec![put_off], ..Run::new(&plan) };
            has_no_try(Some(&run), 0)
        };
        assert!(has_no_try(None, 0), "nothing of the plan was begun");
        assert!(after(0, 0) && after(1, 1) && after(2, 2));
        assert!(!after(1, 0) && !after(2, 1), "one try may have had its effect");
    }
}
