//! Findings, signs of a compromise and plans: what follows from what was read of an account.

pub mod accounts;
mod codes;
mod complaints;
mod credentials;
mod examples;
mod held_back;
pub mod oracle;
mod pairs;
mod sign_ins;
mod threads;
mod signs;
mod unread;

use grendel::domain::account::Account;
use grendel::domain::diagnose::findings;
use grendel::domain::finding::FindingKind;

/// Returns the kinds of findings of this account, gravest first.
fn kinds(account: &Account) -> Vec<FindingKind> {
    findings(account).iter().map(|finding| finding.kind).collect()
}
