//! What the sign-ins tell: what has failed since somebody last got in.

use jiff::Timestamp;

use super::{Finding, FindingKind};
use crate::domain::access::MethodKind;
use crate::domain::account::Account;
use crate::domain::evidence::{Fact, Failures};
use crate::domain::sign_ins::{FailedSignIn, LockReason, Meaning, meaning};

/// So many wrong passwords in a row are no slip of the finger.
const FORGOTTEN_FROM: usize = 3;
/// The most places and programs that are named for one finding.
const GROUPS_MAX: usize = 3;

pub(super) fn findings(account: &Account) -> Vec<Finding> {
    let Some(failures) = account.failed_sign_ins.known().filter(|_| account.deleted_at.is_none()) else {
        return Vec::new();
    };
    let last_arrival = account.arrivals.iter().map(|one| one.last_at).max();
    let open: Vec<(FindingKind, &FailedSignIn)> = failures
        .iter()
        .filter(|failure| last_arrival.is_none_or(|at| failure.at > at))
        .filter_map(|failure| Some((kind_of(failure, account)?, failure)))
        .filter(|(kind, failure)| !is_about_password(*kind) || !is_before_reset(failure, account))
        .collect();
    let of = |kind: FindingKind| open.iter().filter(move |(one, _)| *one == kind).map(|(_, failure)| *failure);
    let is_locked = of(FindingKind::SmartLockout).next().is_some();
    let finding = |kind: &FindingKind| {
        let mut failures: Vec<&FailedSignIn> = of(*kind).collect();
        match kind {
            // What filled the measure is part of the lock.
            FindingKind::SmartLockout if is_locked => failures.extend(of(FindingKind::PasswordForgotten)),
            // Whoever said no to every prompt has a second factor that works.
            FindingKind::SecondFactorFailing if failures.iter().all(|failure| failure.denied) => return None,
            FindingKind::PasswordForgotten if is_locked || failures.len() < FORGOTTEN_FROM => return None,
            _ if failures.is_empty() => return None,
            _ => {}
        }
        Some(Finding { kind: *kind, evidence: evidence(*kind, &failures, account) })
    };
    FindingKind::ALL.iter().filter_map(finding).collect()
}

/// What a failure speaks for; nothing where it says no more than that somebody has to go on.
fn kind_of(failure: &FailedSignIn, account: &Account) -> Option<FindingKind> {
    let Some(Meaning::Lock(kind)) = meaning(failure.code) else { return None };
    match kind {
        FindingKind::SmartLockout if failure.lock == Some(LockReason::HostileAddress) => {
            Some(FindingKind::HostileAddress)
        }
        // Seen in the account itself, or over.
        FindingKind::SignInBlocked => None,
        FindingKind::SecondFactorMissing if has_second_factor(account) => Some(FindingKind::SecondFactorFailing),
        kind => Some(kind),
    }
}

fn has_second_factor(account: &Account) -> bool {
    let methods = account.access.methods.known().into_iter().flatten();
    methods.into_iter().any(|method| method.kind.is_second_factor())
}

const fn is_about_password(kind: FindingKind) -> bool {
    matches!(
        kind,
        FindingKind::SmartLockout
            | FindingKind::PasswordExpired
            | FindingKind::PasswordUnusable
            | FindingKind::PasswordForgotten
    )
}

/// A new password ends all of these, a smart lockout too.
/// <https://learn.microsoft.com/entra/identity/authentication/howto-password-smart-lockout>
fn is_before_reset(failure: &FailedSignIn, account: &Account) -> bool {
    account.password_changed_at.is_some_and(|changed_at| changed_at > failure.at)
}

fn evidence(kind: FindingKind, failures: &[&FailedSignIn], account: &Account) -> Vec<Fact> {
    let mut evidence: Vec<Fact> = if kind == FindingKind::BlockedByPolicy {
        kept_out(failures)
    } else {
        groups(failures).into_iter().take(GROUPS_MAX).map(|group| Fact::Failures(Box::new(group))).collect()
    };
    if is_about_password(kind) {
        evidence.extend(account.password_changed_at.map(|at| Fact::PasswordChanged { at }));
        evidence.extend(account.access.self_service.known().cloned().flatten().map(Fact::SelfService));
    }
    if matches!(kind, FindingKind::SecondFactorMissing | FindingKind::SecondFactorFailing) {
        evidence.extend(failures.iter().find(|failure| failure.denied).map(|denied| Fact::PromptDenied {
            at: denied.at,
            application: denied.application.clone(),
            address: denied.address.clone(),
        }));
        evidence.extend(registered(account));
    }
    evidence
}

fn registered(account: &Account) -> Option<Fact> {
    let mut methods: Vec<MethodKind> = account.access.methods.known()?.iter().map(|method| method.kind).collect();
    methods.sort();
    methods.dedup();
    Some(Fact::Registered { methods })
}

/// The last time that each set of policies kept somebody out. Failures come newest first.
fn kept_out(failures: &[&FailedSignIn]) -> Vec<Fact> {
    let mut last: Vec<&FailedSignIn> = Vec::new();
    for failure in failures {
        if last.iter().all(|one| (one.code, &one.policies) != (failure.code, &failure.policies)) {
            last.push(failure);
        }
    }
    let fact = |failure: &FailedSignIn| Fact::KeptOutBy {
        policies: failure.policies.clone(),
        code: failure.code,
        at: failure.at,
        application: failure.application.clone(),
    };
    last.into_iter().take(GROUPS_MAX).map(fact).collect()
}

/// Failures from one place with one program, those that keep trying first.
fn groups(failures: &[&FailedSignIn]) -> Vec<Failures> {
    let mut groups: Vec<Failures> = Vec::new();
    for failure in failures {
        let is_same = |group: &&mut Failures| {
            (group.code, &group.application, &group.client, &group.address)
                == (failure.code, &failure.application, &failure.client, &failure.address)
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
            }),
        }
    }
    groups.sort_by_key(|group| (std::cmp::Reverse(group.count), std::cmp::Reverse::<Timestamp>(group.last_at)));
    groups
}
