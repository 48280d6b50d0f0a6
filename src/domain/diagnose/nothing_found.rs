//! No other finding applies, as far as the account could be read.

use super::error_codes::{Meaning, meaning};
use super::{FindingDefinition, Observation, Relevance};
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;
use crate::domain::sign_ins::FailedSignIn;
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Unanswered,
    in_vain: &[StepKind::ResetPassword, StepKind::EnableSignIn],
    needs_people: Some(|_account, _plan| true),
};

/// Returns the last failed sign-in as evidence: it failed for another reason than a lock, or has succeeded since.
fn recognise(seen: &Observation<'_>, found: &[Finding]) -> Option<Vec<Fact>> {
    found.is_empty().then(|| last_failure(seen).map(fact).into_iter().collect())
}

/// Adds the last failed sign-in to the best of these findings if none of them says why it failed: they are traits of the account, or
/// what others do, and "nothing found" beside them would contradict them. One that is over, is a stranger's, or has a finding of its
/// own for which it was too little, explains nothing.
pub(super) fn explain(seen: &Observation<'_>, found: &mut [Finding]) {
    let is_unexplained = |failure: &&FailedSignIn| {
        let is_open = seen.failures.iter().any(|open| std::ptr::eq(*open, *failure));
        is_open && !matches!(meaning(failure.code), Some(Meaning::Lock(_)))
    };
    let explains_nothing = |one: &Finding| matches!(one.relevance(), Relevance::Circumstance | Relevance::Aside);
    if !found.iter().all(explains_nothing) {
        return;
    }
    let best = found.iter_mut().min_by_key(|one| (one.relevance(), one.kind));
    if let (Some(best), Some(failure)) = (best, last_failure(seen).filter(is_unexplained)) {
        best.evidence.push(fact(failure));
    }
}

fn last_failure<'a>(seen: &Observation<'a>) -> Option<&'a FailedSignIn> {
    seen.account.failed_sign_ins.known()?.first()
}

fn fact(failure: &FailedSignIn) -> Fact {
    Fact::LastFailure {
        code: failure.code,
        at: failure.at,
        application: failure.application.clone(),
        reason: failure.reason.clone(),
    }
}
