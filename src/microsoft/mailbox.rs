//! The mailbox of an account: where its mail is forwarded, and whether Microsoft has stopped it from sending.
//!
//! Everything is asked by object id and at the same time, so nothing can wait for an address. Who may not send is therefore asked
//! without one: the list is of exceptions and short, while the sign-in name by which we could ask need not be the address that
//! was stopped.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::{self, cut};
use super::exchange::{Cmdlet, CmdletOutput, Exchange};
use crate::domain::ObjectId;
use crate::domain::mail::{Mailbox, Restriction};
use crate::ports::{Budget, TenantError};

/// The most that is kept of an address; no address is longer (<https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1>).
const ADDRESS_CHARS_MAX: usize = 320;
/// The most that is kept of a reason.
const REASON_CHARS_MAX: usize = 300;

/// A mailbox, and by what its account is called in the list of those who may not send.
pub(super) struct AddressedMailbox {
    pub mailbox: Mailbox,
    addresses: Vec<String>,
}

impl Exchange {
    /// The mailbox of an account; none where it has none.
    pub(super) async fn mailbox(
        &self,
        target: &ObjectId,
        budget: &Budget,
    ) -> Result<Option<AddressedMailbox>, TenantError> {
        let call = Cmdlet::GetMailbox.call();
        let output = match self.read(Cmdlet::GetMailbox, &json!({ "Identity": target.to_string() }), budget).await {
            Ok(output) => output,
            Err(TenantError::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        for item in output.items {
            let mailbox: MailboxObject = error::read(call, item)?;
            if ObjectId::parse(&mailbox.external_directory_object_id).as_ref() == Some(target) {
                return Ok(Some(mailbox.read()));
            }
        }
        Err(error::unreadable(call, "the mailbox of somebody else, or of nobody"))
    }

    /// Everybody who may not send.
    pub(super) async fn blocked(&self, budget: &Budget) -> Result<CmdletOutput, TenantError> {
        self.read(Cmdlet::GetBlockedSender, &json!({}), budget).await
    }

    /// Whether this one address may not send, and the id of the call.
    pub(super) async fn is_blocked(
        &self,
        address: &str,
        budget: &Budget,
    ) -> Result<(bool, Option<String>), TenantError> {
        let output = self.read(Cmdlet::GetBlockedSender, &json!({ "SenderAddress": address }), budget).await?;
        let request_id = output.request_id.clone();
        Ok((restriction_of(&[address], output.items)?.is_some(), request_id))
    }

    /// Whether an account may not send, by the list of all who may not and the addresses that its mailbox has. Where the list is
    /// not whole, it is asked about the account alone.
    pub(super) async fn restriction(
        &self,
        upn: &str,
        found: &Result<Option<AddressedMailbox>, TenantError>,
        blocked: Result<CmdletOutput, TenantError>,
        budget: &Budget,
    ) -> Result<Option<Restriction>, TenantError> {
        let blocked = blocked?;
        let known = found.as_ref().ok().and_then(Option::as_ref);
        let mut addresses = vec![upn];
        addresses.extend(known.iter().flat_map(|found| &found.addresses).map(String::as_str));
        if let Some(restriction) = restriction_of(&addresses, blocked.items)? {
            return Ok(Some(restriction));
        }
        // Without its addresses nobody can say that none of them is in the list.
        if let Err(error) = found {
            return Err(error.clone());
        }
        if blocked.more {
            let address = known.map_or(upn, |found| found.mailbox.address.as_str());
            let output = self.read(Cmdlet::GetBlockedSender, &json!({ "SenderAddress": address }), budget).await?;
            return restriction_of(&[address], output.items);
        }
        Ok(None)
    }
}

/// The restriction of whoever has one of these addresses, among all that there are.
fn restriction_of(addresses: &[&str], items: Vec<Value>) -> Result<Option<Restriction>, TenantError> {
    let call = Cmdlet::GetBlockedSender.call();
    for item in items {
        let blocked: BlockedSender = error::read(call, item)?;
        if addresses.iter().any(|address| address.eq_ignore_ascii_case(&blocked.sender_address)) {
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
        // Where both are set, Exchange goes by the first
        // (<https://learn.microsoft.com/powershell/module/exchange/set-mailbox#-forwardingsmtpaddress>).
        let to =
            [self.forwarding_address, self.forwarding_smtp_address].into_iter().flatten().find(|to| !to.is_empty());
        let forwards_to = to.map(|to| cut(smtp(&to).unwrap_or(&to), ADDRESS_CHARS_MAX));
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

/// An address behind its prefix: `SMTP:` before the first, `smtp:` before the others.
fn smtp(address: &str) -> Option<&str> {
    let (prefix, address) = address.split_once(':')?;
    prefix.eq_ignore_ascii_case("smtp").then_some(address)
}

/// <https://learn.microsoft.com/powershell/module/exchange/get-blockedsenderaddress>; its output is documented nowhere.
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
            limit: part(&reason, "ExceedingLimitType").map(|limit| cut(limit, REASON_CHARS_MAX)),
            outside_today: part(&reason, "ExternalRecipientCountToday").and_then(|count| count.parse().ok()),
            inside_today: part(&reason, "InternalRecipientCountToday").and_then(|count| count.parse().ok()),
            since: self.created_datetime.as_deref().and_then(instant),
            reason: cut(&reason, REASON_CHARS_MAX),
        }
    }
}

/// What stands behind a name in `Name=text;Name=text`.
fn part<'r>(reason: &'r str, name: &str) -> Option<&'r str> {
    let mut pairs = reason.split(';').filter_map(|pair| pair.split_once('='));
    let (_, text) = pairs.find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// Exchange writes its times in UTC, with or without saying so.
fn instant(text: &str) -> Option<Timestamp> {
    text.parse().or_else(|_| format!("{text}Z").parse()).ok()
}

#[cfg(test)]
mod tests {
    use super::{instant, part, smtp};

    #[test]
    fn a_reason_is_taken_apart() {
        let reason =
            "ExceedingLimitType=Recipient Limit; InternalRecipientCountToday=12;ExternalRecipientCountToday=2004";
        assert_eq!(part(reason, "ExceedingLimitType"), Some("Recipient Limit"));
        assert_eq!(part(reason, "internalrecipientcounttoday"), Some("12"));
        assert_eq!(part(reason, "ExternalRecipientCountToday"), Some("2004"));
        assert_eq!(part("OutboundSpamLast24Hours=1;ExceedingLimitType=", "ExceedingLimitType"), None);
        assert_eq!(part("Something else", "ExceedingLimitType"), None);
    }

    #[test]
    fn a_time_may_lack_its_zone() {
        assert_eq!(instant("2026-10-08T12:00:00"), instant("2026-10-08T12:00:00Z"));
        assert!(instant("2026-10-08T12:00:00").is_some() && instant("yesterday").is_none());
    }

    #[test]
    fn only_addresses_of_mail_are_addresses() {
        assert_eq!(smtp("SMTP:anna@contoso.com"), Some("anna@contoso.com"));
        assert_eq!(smtp("smtp:anna@contoso.com"), Some("anna@contoso.com"));
        assert_eq!((smtp("SIP:anna@contoso.com"), smtp("X500:/o=A/cn=b")), (None, None));
    }
}
