//! Too many wrong passwords: Microsoft has locked the account for a while.

use super::{FindingDefinition, Observation, Relevance, password_forgotten, sign_in_failures};
use crate::domain::account::Account;
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;
use crate::domain::sign_ins::{FamiliarPlaces, LockReason};
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[50053],
    ended_by_new_password: true,
    relevance: |_evidence| Relevance::Refusal,
    in_vain: &[StepKind::EnableSignIn],
    needs_people: Some(|_account, _plan| true),
};

/// Returns true if every lock among this evidence was in a country from which the account had not been signed in to: the owner may
/// be there, or a stranger.
pub(super) fn is_abroad(account: &Account, evidence: &[Fact]) -> bool {
    let locks = evidence.iter().filter_map(|fact| match fact {
        Fact::Failures(failures) if DEFINITION.codes.contains(&failures.code) => Some(failures),
        _ => None,
    });
    let is_foreign = |country: Option<&str>, first_at| {
        FamiliarPlaces::before(first_at, &account.successful_sign_ins, &account.successful_threads).is_foreign(country)
    };
    let mut locks = locks.peekable();
    locks.peek().is_some() && locks.all(|lock| is_foreign(lock.country.as_deref(), lock.first_at))
}

fn recognise(seen: &Observation<'_>, _found: &[Finding]) -> Option<Vec<Fact>> {
    let mut failures = seen.failures_of(&DEFINITION);
    // The same code with another reason is a finding of its own.
    failures.retain(|failure| matches!(failure.lock, Some(LockReason::TooManyTries) | None));
    if failures.is_empty() {
        return None;
    }
    // The wrong passwords that led to the lock belong to it.
    failures.extend(seen.failures_of(&password_forgotten::DEFINITION));
    sign_in_failures::password_evidence(seen, &failures)
}
