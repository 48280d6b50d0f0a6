//! Microsoft has stopped the account from sending mail.

use super::{FindingDefinition, Observation, Relevance};
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;
use crate::domain::mail::Mail;
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Refusal,
    in_vain: &[],
    needs_people: Some(|_account, plan| !plan.contains(&StepKind::ReleaseSender)),
};

/// A password that was set since may be the owner's or an intruder's, and the record does not say by whom. People have to ask.
fn recognise(seen: &Observation<'_>, _found: &[Finding]) -> Option<Vec<Fact>> {
    let restriction = seen.mail()?.restriction.known()?.clone()?;
    let since = seen.mail().and_then(Mail::restricted_since);
    let changed_at = seen.account.password_changed_at.filter(|at| since.is_some_and(|since| *at > since));
    let changed = changed_at.map(|at| Fact::PasswordChanged { at });
    Some(std::iter::once(Fact::Restricted(restriction)).chain(changed).collect())
}
