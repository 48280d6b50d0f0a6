//! Failed sign-ins as evidence: which of them still count, grouped by place and program.

use std::cmp::Reverse;

use super::threads::signed_in_elsewhere;
use super::{FindingDefinition, Observation};
use crate::domain::access::MethodKind;
use crate::domain::account::Account;
use crate::domain::evidence::{Fact, Failures};
use crate::domain::sign_ins::FailedSignIn;

/// The largest number of places and programs that are named for one finding.
pub(super) const GROUPS_MAX: usize = 3;
/// The largest number of programs in the background that are named.
const BACKGROUND_MAX: usize = 2;

/// Returns the evidence of these failures, and whether the account signed in elsewhere meanwhile; `None` if there are none.
pub(super) fn evidence(seen: &Observation<'_>, failures: &[&FailedSignIn]) -> Option<Vec<Fact>> {
    let all = || groups(failures).into_iter().chain(signed_in_elsewhere(seen.account, failures)).collect();
    (!failures.is_empty()).then(all)
}

/// Returns the evidence of failures that are about the password, with what else is known of it; `None` if there are none.
pub(super) fn password_evidence(seen: &Observation<'_>, failures: &[&FailedSignIn]) -> Option<Vec<Fact>> {
    let account = seen.account;
    let mut evidence = evidence(seen, failures)?;
    let background: Vec<&FailedSignIn> = account.background_failures.iter().collect();
    let trying = failure_groups(&background).into_iter().take(BACKGROUND_MAX);
    // Such a program is why it happens again, so it stands before the further failures, which a full card leaves out.
    evidence.splice(1..1, trying.map(|group| Fact::KeepsTrying(Box::new(group))));
    evidence.extend(account.password_changed_at.map(|at| Fact::PasswordChanged { at }));
    evidence.extend(account.access.self_service.known().cloned().flatten().map(Fact::SelfService));
    Some(evidence)
}

/// Returns the evidence of failures that are about the second factor, with what is registered; `None` if there are none.
pub(super) fn second_factor_evidence(seen: &Observation<'_>, failures: &[&FailedSignIn]) -> Option<Vec<Fact>> {
    let mut evidence = evidence(seen, failures)?;
    evidence.extend(failures.iter().find(|failure| failure.denied).map(|denied| Fact::PromptDenied {
        at: denied.at,
        application: denied.application.clone(),
        address: denied.address.clone(),
    }));
    let unclear = failures.iter().find(|failure| failure.prompt_unclear);
    evidence
        .extend(unclear.map(|failure| Fact::PromptNotAnswered { at: failure.at, thread: Box::new(failure.thread()) }));
    evidence.extend(registered_methods(seen.account));
    Some(evidence)
}

impl<'a> Observation<'a> {
    /// Returns the failures with one of these codes, newest first.
    pub(super) fn failures_with(&self, codes: &[u32]) -> Vec<&'a FailedSignIn> {
        self.failures.iter().copied().filter(|failure| codes.contains(&failure.code)).collect()
    }

    /// Returns the failures with a code of this finding, newest first; if a new password ends what the finding is about, only
    /// those since the password was set last. A new password ends a smart lockout too.
    /// <https://learn.microsoft.com/entra/identity/authentication/howto-password-smart-lockout>
    pub(super) fn failures_of(&self, definition: &FindingDefinition) -> Vec<&'a FailedSignIn> {
        let mut failures = self.failures_with(definition.codes);
        if let Some(changed_at) = self.account.password_changed_at.filter(|_| definition.ended_by_new_password) {
            failures.retain(|failure| changed_at <= failure.at);
        }
        failures
    }

    /// Returns true if a second factor is registered. False if that could not be read.
    pub(super) fn has_second_factor(&self) -> bool {
        let mut methods = self.account.access.methods.known().into_iter().flatten();
        methods.any(|method| method.kind.is_second_factor())
    }
}

fn registered_methods(account: &Account) -> Option<Fact> {
    let mut methods: Vec<MethodKind> = account.access.methods.known()?.iter().map(|method| method.kind).collect();
    methods.sort();
    methods.dedup();
    Some(Fact::Registered { methods })
}

/// Groups failures by code, place and program; the groups with the most failures first, and of the same size the latest.
pub(super) fn groups(failures: &[&FailedSignIn]) -> Vec<Fact> {
    let groups = failure_groups(failures).into_iter().take(GROUPS_MAX);
    groups.map(|group| Fact::Failures(Box::new(group))).collect()
}

fn failure_groups(failures: &[&FailedSignIn]) -> Vec<Failures> {
    let mut groups: Vec<Failures> = Vec::new();
    for failure in failures {
        let is_same = |group: &&mut Failures| {
            (group.code, &group.application, &group.client, &group.address, &group.device)
                == (failure.code, &failure.application, &failure.client, &failure.address, &failure.device)
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => {
                group.count += 1;
                group.first_at = group.first_at.min(failure.at);
                group.last_at = group.last_at.max(failure.at);
            }
            None => groups.push(Failures {
                code: failure.code,
                count: 1,
                first_at: failure.at,
                last_at: failure.at,
                application: failure.application.clone(),
                client: failure.client.clone(),
                address: failure.address.clone(),
                country: failure.country.clone(),
                city: failure.city.clone(),
                device: failure.device.clone(),
                lock: failure.lock,
            }),
        }
    }
    groups.sort_by_key(|group| (Reverse(group.count), Reverse(group.last_at)));
    groups
}
