//! The mailbox of an account: the address that its mail is forwarded to, and its place on the list of restricted
//! senders.
//!
//! Both are read at the same time and by object id, so the addresses of the mailbox are not known yet when the list is
//! asked for. The whole list is read instead: it is short, and the user principal name need not be the address that was
//! restricted.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::bounds::{ADDRESS_CHARS_MAX, cut_address};
use super::error::{self, cut};
use super::exchange::{CmdletOutput, Exchange, ReadCmdlet};
use crate::domain::ObjectId;
use crate::domain::mail::{Mailbox, Restriction};
use crate::ports::{Budget, TenantError};

/// The most bytes of an address that a step acts on; none is longer
/// (<https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1>). It is never cut.
const ADDRESS_BYTES_MAX: usize = 320;
/// The most characters of a reason.
const REASON_CHARS_MAX: usize = 300;

/// A mailbox, with all addresses that its account can have on the list of restricted senders.
pub(super) struct AddressedMailbox {
    pub mailbox: Mailbox,
    addresses: Vec<String>,
}

impl Exchange {
    /// Reads the mailbox of an account; `None` if it has none.
    pub(super) async fn mailbox(
        &self,
        target: &ObjectId,
        budget: &Budget,
    ) -> Result<Option<AddressedMailbox>, TenantError> {
        let call = ReadCmdlet::Mailbox.call();
        let output = match self.read(ReadCmdlet::Mailbox, &json!({ "Identity": target.to_string() }), budget).await {
            Ok(output) => output,
            Err(TenantError::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        for item in output.items {
            let mailbox: MailboxObject = error::read(call, item)?;
            if ObjectId::parse(&mailbox.external_directory_object_id).as_ref() == Some(target) {
                check_address(call, &mailbox.primary_smtp_address)?;
                return Ok(Some(mailbox.read()));
            }
        }
        Err(error::unreadable(call, "not the mailbox of the account that was asked for"))
    }

    /// Reads the list of all restricted senders.
    pub(super) async fn blocked_senders(&self, budget: &Budget) -> Result<CmdletOutput, TenantError> {
        self.read(ReadCmdlet::BlockedSenders, &json!({}), budget).await
    }

    /// Returns true if this one address is restricted, with Microsoft's id of the request.
    pub(super) async fn is_blocked(
        &self,
        address: &str,
        budget: &Budget,
    ) -> Result<(bool, Option<String>), TenantError> {
        let output = self.read(ReadCmdlet::BlockedSenders, &json!({ "SenderAddress": address }), budget).await?;
        let request_id = output.request_id.clone();
        Ok((restriction_of(&[address], output.items)?.is_some(), request_id))
    }

    /// Returns the restriction of an account; `None` if it may send. `blocked` is the list of all restricted senders.
    /// If that has more than one page, the primary address is asked about alone.
    ///
    /// # Errors
    ///
    /// The list cannot be read, or the mailbox cannot: then an address that is not known may be on the list.
    pub(super) async fn restriction(
        &self,
        upn: &str,
        mailbox: &Result<Option<AddressedMailbox>, TenantError>,
        blocked: Result<CmdletOutput, TenantError>,
        budget: &Budget,
    ) -> Result<Option<Restriction>, TenantError> {
        let blocked = blocked?;
        let known = mailbox.as_ref().ok().and_then(Option::as_ref);
        let mut addresses = vec![upn];
        addresses.extend(known.iter().flat_map(|known| &known.addresses).map(String::as_str));
        if let Some(restriction) = restriction_of(&addresses, blocked.items)? {
            return Ok(Some(restriction));
        }
        if let Err(error) = mailbox {
            return Err(error.clone());
        }
        if blocked.more {
            let address = known.map_or(upn, |known| known.mailbox.address.as_str());
            let output = self.read(ReadCmdlet::BlockedSenders, &json!({ "SenderAddress": address }), budget).await?;
            return restriction_of(&[address], output.items);
        }
        Ok(None)
    }
}

fn check_address(call: &str, address: &str) -> Result<(), TenantError> {
    let is_valid = address.len() <= ADDRESS_BYTES_MAX && !address.contains(char::is_control);
    if is_valid { Ok(()) } else { Err(error::unreadable(call, "an address that is none")) }
}

/// Returns the restriction of one of these addresses among those in a list.
fn restriction_of(addresses: &[&str], items: Vec<Value>) -> Result<Option<Restriction>, TenantError> {
    let call = ReadCmdlet::BlockedSenders.call();
    for item in items {
        let blocked: BlockedSender = error::read(call, item)?;
        if addresses.iter().any(|address| address.eq_ignore_ascii_case(&blocked.sender_address)) {
            check_address(call, &blocked.sender_address)?;
            return Ok(Some(blocked.read()));
        }
    }
    Ok(None)
}

/// <https://learn.microsoft.com/powershell/module/exchange/get-mailbox>
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct MailboxObject {
    external_directory_object_id: String,
    user_principal_name: Option<String>,
    primary_smtp_address: String,
    #[serde(default)]
    email_addresses: Option<Vec<String>>,
    forwarding_address: Option<String>,
    forwarding_smtp_address: Option<String>,
    deliver_to_mailbox_and_forward: Option<bool>,
}

impl MailboxObject {
    fn read(self) -> AddressedMailbox {
        let others = self.email_addresses.into_iter().flatten();
        let others = others.filter_map(|address| smtp(&address).map(str::to_owned));
        let first = [self.primary_smtp_address.clone()].into_iter().chain(self.user_principal_name);
        // If both are set, Exchange uses the first
        // (<https://learn.microsoft.com/powershell/module/exchange/set-mailbox#-forwardingsmtpaddress>).
        let to =
            [self.forwarding_address, self.forwarding_smtp_address].into_iter().flatten().find(|to| !to.is_empty());
        let forwards_to = to.map(|to| cut_address(smtp(&to).unwrap_or(&to), ADDRESS_CHARS_MAX));
        AddressedMailbox {
            addresses: first.chain(others).collect(),
            mailbox: Mailbox {
                address: self.primary_smtp_address,
                forwards_to,
                keeps_copy: self.deliver_to_mailbox_and_forward == Some(true),
            },
        }
    }
}

/// Returns the address after its prefix, which is `SMTP:` for the primary address and `smtp:` for the others; `None`
/// for other types.
fn smtp(address: &str) -> Option<&str> {
    let (prefix, address) = address.split_once(':')?;
    prefix.eq_ignore_ascii_case("smtp").then_some(address)
}

/// <https://learn.microsoft.com/powershell/module/exchange/get-blockedsenderaddress>. No document describes its output.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct BlockedSender {
    sender_address: String,
    reason: Option<String>,
    created_datetime: Option<String>,
}

impl BlockedSender {
    fn read(self) -> Restriction {
        let reason = self.reason.unwrap_or_default();
        Restriction {
            address: self.sender_address,
            limit: field(&reason, "ExceedingLimitType").map(|limit| cut(limit, REASON_CHARS_MAX)),
            outside_today: field(&reason, "ExternalRecipientCountToday").and_then(|count| count.parse().ok()),
            inside_today: field(&reason, "InternalRecipientCountToday").and_then(|count| count.parse().ok()),
            since: self.created_datetime.as_deref().and_then(instant),
            reason: cut(&reason, REASON_CHARS_MAX),
        }
    }
}

/// Returns the text of a name in `Name=text;Name=text`.
fn field<'r>(reason: &'r str, name: &str) -> Option<&'r str> {
    let mut pairs = reason.split(';').filter_map(|pair| pair.split_once('='));
    let (_, text) = pairs.find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// Parses a time of Exchange, which is in UTC with or without a zone.
fn instant(text: &str) -> Option<Timestamp> {
    text.parse().or_else(|_| format!("{text}Z").parse()).ok()
}

#[cfg(test)]
mod tests {
    use super::{field, instant, smtp};

    #[test]
    fn a_field_of_a_reason_is_found_by_its_name() {
        let reason =
            "ExceedingLimitType=Recipient Limit; InternalRecipientCountToday=12;ExternalRecipientCountToday=2004";
        assert_eq!(field(reason, "ExceedingLimitType"), Some("Recipient Limit"));
        assert_eq!(field(reason, "internalrecipientcounttoday"), Some("12"));
        assert_eq!(field(reason, "ExternalRecipientCountToday"), Some("2004"));
        assert_eq!(field("OutboundSpamLast24Hours=1;ExceedingLimitType=", "ExceedingLimitType"), None);
        assert_eq!(field("Something else", "ExceedingLimitType"), None);
    }

    #[test]
    fn a_time_without_a_zone_is_in_utc() {
        assert_eq!(instant("2026-10-08T12:00:00"), instant("2026-10-08T12:00:00Z"));
        assert!(instant("2026-10-08T12:00:00").is_some() && instant("yesterday").is_none());
    }

    #[test]
    fn only_smtp_addresses_count() {
        assert_eq!(smtp("SMTP:anna@contoso.com"), Some("anna@contoso.com"));
        assert_eq!(smtp("smtp:anna@contoso.com"), Some("anna@contoso.com"));
        assert_eq!((smtp("SIP:anna@contoso.com"), smtp("X500:/o=A/cn=b")), (None, None));
    }
}
