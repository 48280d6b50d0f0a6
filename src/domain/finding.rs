//! From facts to findings: what is wrong, in the order of its importance, and what that judgement rests on.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::account::{Account, Initiator, OnPremises};

words! {
    /// A judgement about an account, gravest first.
    pub enum FindingKind {
        /// Active Directory on premises is the master: the cloud cannot keep a change.
        SyncedAccount = "synced_account",
        /// The account may not sign in (`accountEnabled` is false).
        SignInBlocked = "sign_in_blocked",
        /// Nothing of the above, as far as could be looked.
        NothingFound = "nothing_found",
    }
}

/// AADSTS50057: the account is disabled.
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
pub const ACCOUNT_DISABLED: u32 = 50057;

/// A judgement and the facts it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The judgement.
    pub kind: FindingKind,
    /// What it rests on, the weightiest first.
    pub evidence: Vec<Fact>,
}

/// One thing that was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The account may not sign in.
    SignInDisabled,
    /// Someone blocked it, says the directory audit.
    BlockedBy {
        /// The id of the record.
        audit_id: String,
        /// Who.
        by: Initiator,
        /// When.
        at: Timestamp,
    },
    /// The directory audit was read and has no record of who blocked it: it keeps them for 7 to 30 days.
    NoRecordOfBlock,
    /// Sign-ins failed because the account is blocked.
    SignInsRefused {
        /// How many of those that were read.
        count: u32,
        /// When the last one was.
        last_at: Timestamp,
        /// What it was signing in to.
        application: Option<String>,
    },
    /// The account is mastered on premises.
    MasteredOnPremises(OnPremises),
    /// The last sign-in that failed, whatever the reason.
    LastFailure {
        /// The AADSTS code.
        code: u32,
        /// When.
        at: Timestamp,
        /// What it was signing in to.
        application: Option<String>,
    },
}

impl Fact {
    /// What an approval rests on: the part of the fact that, when it changes, makes it another fact. `None` for what may
    /// grow from minute to minute without changing the picture, such as a count.
    pub fn material(&self) -> Option<String> {
        match self {
            Self::SignInDisabled => Some("sign_in_disabled".to_owned()),
            Self::BlockedBy { audit_id, .. } => Some(format!("blocked_by {audit_id}")),
            Self::NoRecordOfBlock => Some("no_record_of_block".to_owned()),
            Self::MasteredOnPremises(_) => Some("mastered_on_premises".to_owned()),
            Self::SignInsRefused { .. } | Self::LastFailure { .. } => None,
        }
    }
}

/// What is wrong with this account, gravest first. Never empty: where nothing is wrong, that is the finding.
pub fn findings(account: &Account) -> Vec<Finding> {
    let mut found: Vec<Finding> = [synced_account(account), sign_in_blocked(account)].into_iter().flatten().collect();
    if found.is_empty() {
        found.push(nothing_found(account));
    }
    found.sort_by_key(|finding| finding.kind);
    found
}

fn synced_account(account: &Account) -> Option<Finding> {
    let on_premises = account.on_premises.clone()?;
    Some(Finding { kind: FindingKind::SyncedAccount, evidence: vec![Fact::MasteredOnPremises(on_premises)] })
}

fn sign_in_blocked(account: &Account) -> Option<Finding> {
    if account.sign_in_enabled {
        return None;
    }
    let mut evidence = vec![Fact::SignInDisabled];
    match account.last_block.known() {
        Some(Some(block)) => {
            evidence.push(Fact::BlockedBy { audit_id: block.audit_id.clone(), by: block.by.clone(), at: block.at });
        }
        Some(None) => evidence.push(Fact::NoRecordOfBlock),
        // Named on the card as a gap, which is not the same as no record.
        None => {}
    }
    evidence.extend(refused_sign_ins(account));
    Some(Finding { kind: FindingKind::SignInBlocked, evidence })
}

fn refused_sign_ins(account: &Account) -> Option<Fact> {
    let failures = account.failed_sign_ins.known()?;
    let refused: Vec<_> = failures.iter().filter(|failure| failure.code == ACCOUNT_DISABLED).collect();
    let last = refused.first()?;
    let count = u32::try_from(refused.len()).unwrap_or(u32::MAX);
    Some(Fact::SignInsRefused { count, last_at: last.at, application: last.application.clone() })
}

fn nothing_found(account: &Account) -> Finding {
    let last = account.failed_sign_ins.known().and_then(|failures| failures.first());
    let evidence = last.map(|failure| Fact::LastFailure {
        code: failure.code,
        at: failure.at,
        application: failure.application.clone(),
    });
    Finding { kind: FindingKind::NothingFound, evidence: evidence.into_iter().collect() }
}
