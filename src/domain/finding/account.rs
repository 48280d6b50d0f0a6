//! What is wrong with the account itself: blocked, deleted, at risk, or not for the cloud to change.

use super::{Finding, FindingKind};
use crate::domain::account::Account;
use crate::domain::evidence::Fact;
use crate::domain::people::Risk;
use crate::domain::reading::Reading;
use crate::domain::sign_ins::ACCOUNT_DISABLED;

pub(super) fn findings(account: &Account) -> Vec<Finding> {
    if let Some(at) = account.deleted_at {
        return vec![Finding { kind: FindingKind::AccountDeleted, evidence: vec![Fact::Deleted { at }] }];
    }
    let found = [
        at_risk(account),
        synced_account(account),
        sign_in_blocked(account),
        managed_elsewhere(account),
        guest(account),
        unseen_password(account),
    ];
    found.into_iter().flatten().collect()
}

fn at_risk(account: &Account) -> Option<Finding> {
    let at_risk = account.risk.known().is_some_and(|risk| *risk == Risk::AtRisk);
    let evidence = vec![Fact::AtRisk { report: account.access.risk.clone() }];
    at_risk.then_some(Finding { kind: FindingKind::AccountAtRisk, evidence })
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

fn managed_elsewhere(account: &Account) -> Option<Finding> {
    let restricted = match &account.units {
        Reading::Read(units) => units.iter().filter(|unit| unit.restricted).map(|unit| unit.name.clone()).collect(),
        Reading::Unread(_) => Vec::new(),
    };
    let is_managed = account.management_restricted || !restricted.is_empty();
    is_managed
        .then(|| Finding { kind: FindingKind::ManagedElsewhere, evidence: vec![Fact::ManagedIn { units: restricted }] })
}

fn guest(account: &Account) -> Option<Finding> {
    account.guest.then(|| Finding { kind: FindingKind::GuestAccount, evidence: vec![Fact::Guest] })
}

/// Whoever lost the way in has not got it back, whatever the sign-ins say.
fn unseen_password(account: &Account) -> Option<Finding> {
    let case = account.unseen_since?;
    Some(Finding { kind: FindingKind::PasswordUnseen, evidence: vec![Fact::PasswordUnseen { case }] })
}

/// Nothing: with the last sign-in that failed, which was for another reason than a lock, or has been made good since.
pub(super) fn nothing_found(account: &Account) -> Finding {
    let last = account.failed_sign_ins.known().and_then(|failures| failures.first());
    let evidence = last.map(|failure| Fact::LastFailure {
        code: failure.code,
        at: failure.at,
        application: failure.application.clone(),
    });
    Finding { kind: FindingKind::NothingFound, evidence: evidence.into_iter().collect() }
}
