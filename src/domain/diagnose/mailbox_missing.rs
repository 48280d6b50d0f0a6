//! The account has no mailbox, although people of its kind have one. The mailbox of an external account is in the home
//! tenant, and that of a synced one may be on premises; administrators have second accounts without one on purpose, and
//! so have the accounts of the sync and those for emergencies.

use super::{FindingDefinition, Relevance};
use crate::domain::account::Account;
use crate::domain::account_kind::{AccountKind, kinds};
use crate::domain::evidence::Fact;
use crate::domain::mail::{Mail, MailboxPlace};

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise: |seen, _found| {
        let is_missing = seen.mail().and_then(Mail::place) == Some(MailboxPlace::Nowhere) && misses_one(seen.account);
        is_missing.then(|| vec![Fact::NoMailbox])
    },
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Circumstance,
    in_vain: &[],
    needs_people: Some(|account, _plan| misses_one(account)),
};

fn misses_one(account: &Account) -> bool {
    kinds(account).iter().all(|one| {
        !one.kind.is_external()
            && !matches!(
                one.kind,
                AccountKind::SecondAdministrator | AccountKind::ServiceAccount | AccountKind::EmergencyAccess
            )
    })
}
