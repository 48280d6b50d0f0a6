//! From what was read of an account to what is wrong with it, what speaks for a compromise, and what is done.

mod accounts;
mod codes;
mod credentials;
mod examples;
mod held_back;
pub mod oracle;
mod pairs;
mod sign_ins;
mod signs;

use grendel::domain::account::Account;
use grendel::domain::finding::{FindingKind, findings};

/// What is wrong with this account, gravest first.
fn kinds(account: &Account) -> Vec<FindingKind> {
    findings(account).iter().map(|finding| finding.kind).collect()
}
