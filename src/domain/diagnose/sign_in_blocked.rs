//! The sign-in of the account is blocked (`accountEnabled` is false).

use super::{FindingDefinition, Observation, Relevance};
use crate::domain::account::{Account, RememberedBlock};
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;
use crate::domain::sign_ins::ACCOUNT_DISABLED;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[ACCOUNT_DISABLED],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Decisive,
    in_vain: &[],
    needs_people: None,
};

/// The account itself says if it is blocked. A sign-in that was refused because of a block may be from before it was lifted.
fn recognise(seen: &Observation<'_>, _found: &[Finding]) -> Option<Vec<Fact>> {
    let account = seen.account;
    if account.sign_in_enabled {
        return None;
    }
    let mut evidence = vec![Fact::SignInDisabled];
    match account.last_block.known() {
        Some(Some(block)) => {
            evidence.push(Fact::BlockedBy { audit_id: block.audit_id.clone(), by: block.by.clone(), at: block.at });
        }
        Some(None) if account.remembered_block.is_none() => evidence.push(Fact::NoRecordOfBlock),
        // The card names it as a gap, which is not the same as no record.
        Some(None) | None => {}
    }
    let is_newest = |block: &&RememberedBlock| {
        let recorded = account.last_block.known().and_then(Option::as_ref);
        recorded.is_none_or(|recorded| !recorded.by_security && recorded.at <= block.at)
    };
    evidence.extend(account.remembered_block.as_ref().filter(is_newest).cloned().map(Fact::BlockRemembered));
    evidence.extend(refused_sign_ins(account));
    Some(evidence)
}

fn refused_sign_ins(account: &Account) -> Option<Fact> {
    let failures = account.failed_sign_ins.known()?;
    let refused: Vec<_> = failures.iter().filter(|failure| failure.code == ACCOUNT_DISABLED).collect();
    let last = refused.first()?;
    let count = u32::try_from(refused.len()).unwrap_or(u32::MAX);
    Some(Fact::SignInsRefused { count, last_at: last.at, application: last.application.clone() })
}
