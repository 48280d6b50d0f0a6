//! What is wrong with the mail of an account.

use super::{Finding, FindingKind};
use crate::domain::account::Account;
use crate::domain::compromise::{SignKind, signs};
use crate::domain::evidence::Fact;

pub(super) fn findings(account: &Account) -> Vec<Finding> {
    let Some(mail) = account.mail.as_ref().filter(|_| account.deleted_at.is_none()) else { return Vec::new() };
    let signs = signs(account);
    // The same signs that speak for a compromise are findings of their own, because steps help against them.
    let shown = |kind: FindingKind, sign: SignKind| {
        let evidence: Vec<Fact> = signs.iter().filter(|one| one.kind == sign).map(|one| one.fact.clone()).collect();
        (!evidence.is_empty()).then_some(Finding { kind, evidence })
    };
    let restricted = mail.restriction.known().and_then(Option::as_ref);
    let restricted = restricted
        .map(|one| Finding { kind: FindingKind::SendingRestricted, evidence: vec![Fact::Restricted(one.clone())] });
    // The mailbox of a guest is at home.
    let missing = (mail.mailbox.known() == Some(&None) && !account.guest)
        .then(|| Finding { kind: FindingKind::MailboxMissing, evidence: vec![Fact::NoMailbox] });
    let found = [
        shown(FindingKind::SuspiciousInboxRules, SignKind::InboxRules),
        shown(FindingKind::MailForwardedOutside, SignKind::ForwardingOutside),
        restricted,
        missing,
    ];
    found.into_iter().flatten().collect()
}
