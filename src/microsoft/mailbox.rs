//! The mailbox of an account, and the address that its mail is forwarded to.

use serde::Deserialize;
use serde_json::json;

use super::bounds::{ADDRESS_CHARS_MAX, cut_address};
use super::error;
use super::exchange::{Exchange, ReadCmdlet};
use crate::domain::ObjectId;
use crate::domain::mail::{Mailbox, RecipientKind};
use crate::ports::{Budget, TenantError};

/// The most bytes of an address that a step acts on; none is longer
/// (<https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1>). It is never cut.
const ADDRESS_BYTES_MAX: usize = 320;
/// The id of a mailbox that does not exist.
const NO_MAILBOX: &str = "00000000-0000-0000-0000-000000000000";

/// A mailbox, with all addresses that its account can have on the list of restricted senders.
pub(super) struct AddressedMailbox {
    pub mailbox: Mailbox,
    pub addresses: Vec<String>,
    pub recipient: RecipientKind,
}

impl Exchange {
    /// Reads the mailbox of an account; `None` if it has none.
    pub(super) async fn mailbox(
        &self,
        target: &ObjectId,
        budget: &Budget,
    ) -> Result<Option<AddressedMailbox>, TenantError> {
        let call = ReadCmdlet::Mailbox.call();
        let parameters = json!({ "Identity": target.to_string() });
        let output = match self.read(ReadCmdlet::Mailbox, Some(target), &parameters, budget).await {
            Ok(output) => output,
            Err(TenantError::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        for item in output.items {
            let mailbox: MailboxObject = error::read(call, item)?;
            let object_id = mailbox.external_directory_object_id.as_deref().and_then(ObjectId::parse);
            if object_id.as_ref() == Some(target) {
                check_address(call, &mailbox.primary_smtp_address)?;
                return Ok(Some(mailbox.read()));
            }
        }
        Err(error::unreadable(call, "not the mailbox of the account that was asked for"))
    }

    /// Returns true if the mailbox of a synced account is on an Exchange server on premises. Asked only of an account
    /// that has none here.
    pub(super) async fn is_mailbox_on_premises(&self, target: &ObjectId, budget: &Budget) -> Result<bool, TenantError> {
        let cmdlet = ReadCmdlet::Recipient;
        let output = match self.read(cmdlet, Some(target), &json!({ "Identity": target.to_string() }), budget).await {
            Ok(output) => output,
            Err(TenantError::NotFound(_)) => return Ok(false),
            Err(error) => return Err(error),
        };
        for item in output.items {
            let found: MailUserObject = error::read(cmdlet.call(), item)?;
            if found.is_mailbox_on_premises() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Returns an error for an address that a step cannot act on.
pub(super) fn check_address(call: &str, address: &str) -> Result<(), TenantError> {
    let is_valid = address.len() <= ADDRESS_BYTES_MAX && !address.contains(char::is_control);
    if is_valid { Ok(()) } else { Err(error::unreadable(call, "an address that is none")) }
}

/// <https://learn.microsoft.com/powershell/module/exchange/get-mailbox>
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct MailboxObject {
    /// `None` or empty for a mailbox without an account, such as that of a discovery search.
    external_directory_object_id: Option<String>,
    user_principal_name: Option<String>,
    primary_smtp_address: String,
    #[serde(default)]
    email_addresses: Option<Vec<String>>,
    forwarding_address: Option<String>,
    forwarding_smtp_address: Option<String>,
    deliver_to_mailbox_and_forward: Option<bool>,
    recipient_type_details: Option<String>,
}

impl MailboxObject {
    /// <https://learn.microsoft.com/powershell/module/exchange/get-mailbox#-recipienttypedetails>
    fn recipient(&self) -> RecipientKind {
        match self.recipient_type_details.as_deref() {
            Some("SharedMailbox") => RecipientKind::Shared,
            Some("RoomMailbox") => RecipientKind::Room,
            Some("EquipmentMailbox") => RecipientKind::Equipment,
            _ => RecipientKind::Other,
        }
    }
}

/// <https://learn.microsoft.com/powershell/module/exchange/get-recipient>
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct MailUserObject {
    recipient_type: Option<String>,
    exchange_guid: Option<String>,
}

impl MailUserObject {
    /// A mailbox on premises is a mail user in the cloud, with the id of the mailbox
    /// (<https://learn.microsoft.com/archive/blogs/timmcmic/office-365-users-have-both-a-cloud-and-on-premises-mailbox>).
    /// A mail user without that id only has an address elsewhere.
    fn is_mailbox_on_premises(&self) -> bool {
        let id = self.exchange_guid.as_deref().and_then(ObjectId::parse);
        self.recipient_type.as_deref() == Some("MailUser") && id.is_some_and(|id| id.to_string() != NO_MAILBOX)
    }
}

impl MailboxObject {
    fn read(self) -> AddressedMailbox {
        let recipient = self.recipient();
        let others = self.email_addresses.into_iter().flatten();
        let others = others.filter_map(|address| smtp(&address).map(str::to_owned));
        let first = [self.primary_smtp_address.clone()].into_iter().chain(self.user_principal_name);
        // If both are set, Exchange uses the first
        // (<https://learn.microsoft.com/powershell/module/exchange/set-mailbox#-forwardingsmtpaddress>).
        let to =
            [self.forwarding_address, self.forwarding_smtp_address].into_iter().flatten().find(|to| !to.is_empty());
        let forwards_to = to.map(|to| cut_address(smtp(&to).unwrap_or(&to), ADDRESS_CHARS_MAX));
        AddressedMailbox {
            recipient,
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
pub(super) fn smtp(address: &str) -> Option<&str> {
    let (prefix, address) = address.split_once(':')?;
    prefix.eq_ignore_ascii_case("smtp").then_some(address)
}

#[cfg(test)]
mod tests {
    use super::smtp;

    #[test]
    fn only_smtp_addresses_count() {
        assert_eq!(smtp("SMTP:anna@contoso.com"), Some("anna@contoso.com"));
        assert_eq!(smtp("smtp:anna@contoso.com"), Some("anna@contoso.com"));
        assert_eq!((smtp("SIP:anna@contoso.com"), smtp("X500:/o=A/cn=b")), (None, None));
    }
}
