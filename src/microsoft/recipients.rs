//! Recipients of the directory that mail is forwarded to. A contact or a guest there stands for an address outside, so each
//! is looked up before it is judged, and only if there is one.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use serde::Deserialize;
use serde_json::json;

use super::bounds::{ADDRESS_CHARS_MAX, cut_address};
use super::error;
use super::exchange::{Exchange, ReadCmdlet};
use super::mailbox::smtp;
use crate::domain::mail::{InboxRule, Mail, Mailbox};
use crate::ports::{Budget, TenantError};

/// The most recipients that are looked up for one account. The others stay unknown.
const LOOKED_UP_MAX: usize = 10;

impl Exchange {
    /// Puts the address of each recipient of the directory in its place, in the forwarding of a mailbox and in the rules
    /// that are enabled. A recipient that cannot be looked up stays as it is.
    pub(super) async fn look_up_recipients(
        &self,
        mailbox: Option<&mut Mailbox>,
        rules: &mut [InboxRule],
        budget: &Budget,
    ) {
        let forwards_to = mailbox.into_iter().filter_map(|mailbox| mailbox.forwards_to.as_mut());
        let of_rules = rules.iter_mut().filter(|rule| rule.enabled).flat_map(|rule| &mut rule.forwards_to);
        let unknown: Vec<&mut String> = forwards_to.chain(of_rules).filter(|to| Mail::is_unknown(to)).collect();
        // Many rules may name the same one.
        let sought: BTreeSet<String> = unknown.iter().map(|to| (*to).clone()).collect();
        let found = join_all(sought.into_iter().take(LOOKED_UP_MAX).map(async |recipient| {
            let address = self.address_of(&recipient, budget).await.ok().flatten()?;
            Some((recipient, address))
        }));
        let found: BTreeMap<String, String> = found.await.into_iter().flatten().collect();
        for recipient in unknown {
            if let Some(address) = found.get(recipient) {
                recipient.clone_from(address);
            }
        }
    }

    /// Returns the address that mail to a recipient of the directory is delivered to; `None` if it is not known for certain.
    async fn address_of(&self, recipient: &str, budget: &Budget) -> Result<Option<String>, TenantError> {
        let cmdlet = ReadCmdlet::Recipient;
        let output = self.read(cmdlet, None, &json!({ "Identity": identity(recipient) }), budget).await?;
        let mut addresses = BTreeSet::new();
        for item in output.items {
            let found: RecipientObject = error::read(cmdlet.call(), item)?;
            addresses.insert(found.address());
        }
        // Of several recipients with this name, nobody can tell which one is meant.
        let mut addresses = addresses.into_iter();
        Ok(addresses.next().flatten().filter(|_| addresses.next().is_none() && !output.more))
    }
}

/// <https://learn.microsoft.com/powershell/module/exchange/get-recipient>
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RecipientObject {
    primary_smtp_address: Option<String>,
    /// The address of a contact, a guest or a mailbox on premises, in another organisation or in this one.
    external_email_address: Option<String>,
}

impl RecipientObject {
    /// Returns the address outside if it has one: mail to it goes there.
    fn address(self) -> Option<String> {
        let external = self.external_email_address.filter(|address| !address.is_empty());
        let address = external.or(self.primary_smtp_address)?;
        let address = cut_address(smtp(&address).unwrap_or(&address), ADDRESS_CHARS_MAX);
        Some(address).filter(|address| !Mail::is_unknown(address))
    }
}

/// Returns the identity of a recipient: the distinguished name in `"Name" [EX:/o=...]`, or the whole text without its
/// quotes.
fn identity(recipient: &str) -> &str {
    let inside = recipient.rsplit_once('[').and_then(|(_, rest)| rest.trim_end().strip_suffix(']'));
    let named = inside.and_then(|inside| inside.split_once(':')).filter(|(kind, _)| kind.eq_ignore_ascii_case("ex"));
    named.map_or_else(|| recipient.trim().trim_matches('"'), |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::{RecipientObject, identity};

    #[test]
    fn a_recipient_is_looked_up_by_its_distinguished_name_or_its_own() {
        assert_eq!(
            identity("\"Boss\" [EX:/o=ExchangeLabs/cn=Recipients/cn=boss]"),
            "/o=ExchangeLabs/cn=Recipients/cn=boss"
        );
        assert_eq!(identity("\"Boss\""), "Boss");
        assert_eq!(identity("Eve of elsewhere"), "Eve of elsewhere");
    }

    #[test]
    fn the_address_outside_counts() {
        let of = |own: &str, external: Option<&str>| {
            let (own, external) = (Some(own.to_owned()), external.map(str::to_owned));
            RecipientObject { primary_smtp_address: own, external_email_address: external }.address()
        };
        assert_eq!(of("boss@contoso.com", None).as_deref(), Some("boss@contoso.com"));
        assert_eq!(of("boss@contoso.com", Some("")).as_deref(), Some("boss@contoso.com"));
        assert_eq!(of("eve@contoso.com", Some("SMTP:eve@evil.example")).as_deref(), Some("eve@evil.example"));
        assert_eq!(of("", None), None);
    }
}
