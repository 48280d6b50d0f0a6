//! Recipients of the directory (<https://learn.microsoft.com/powershell/module/exchange/get-recipient>).

use serde_json::{Value, json};

use super::mailboxes::named;
use super::{Cmdlet, CmdletCall, CmdletOutput, CmdletResult, not_found};
use crate::tenant::account::Account;
use crate::tenant::mailbox::DIRECTORY;
use crate::tenant::settings::MailContact;
use crate::tenant::state::State;

pub(super) const CMDLETS: &[Cmdlet] = &[Cmdlet {
    name: "Get-Recipient",
    parameters: &["Identity", "ResultSize", "ErrorAction"],
    writes: false,
    run: get,
}];

/// Returns the recipient with this name, address or distinguished name: a contact, or an account with a mailbox.
fn get(state: &mut State, command: &CmdletCall<'_>) -> CmdletResult {
    let identity = command.required("Identity")?;
    let name = identity.strip_prefix(DIRECTORY).unwrap_or(identity);
    let is_meant =
        |contact: &&MailContact| [&contact.name, &contact.address].iter().any(|known| known.eq_ignore_ascii_case(name));
    if let Some(contact) = state.settings.contacts.iter().find(is_meant) {
        return Ok(CmdletOutput::of(vec![written(contact)]));
    }
    let synced = state.visible(command.now).find(|account| account.object_id == name && account.mailbox.is_none());
    if let Some(item) = synced.and_then(|account| mail_user(account, account.on_premises_mailbox?)) {
        return Ok(CmdletOutput::of(vec![item]));
    }
    let by_name = state.visible(command.now).find(|account| account.display_name == name && account.mailbox.is_some());
    let object_id = by_name.map_or(name, |account| account.object_id.as_str());
    let (account, mailbox) = named(state, object_id, command.now).map_err(|_| not_found(identity))?;
    let mut item = mailbox.to_exchange(account);
    item["ExternalEmailAddress"] = Value::Null;
    Ok(CmdletOutput::of(vec![item]))
}

/// Returns the mail user that stands for a mailbox on premises.
fn mail_user(account: &Account, mailbox_id: &str) -> Option<Value> {
    let address = account.mail.as_deref()?;
    Some(json!({
        "Identity": account.display_name,
        "Name": account.display_name,
        "ExternalDirectoryObjectId": account.object_id,
        "RecipientType": "MailUser",
        "RecipientTypeDetails": "MailUser",
        "ExchangeGuid": mailbox_id,
        "PrimarySmtpAddress": address,
        "ExternalEmailAddress": format!("SMTP:{address}"),
        "EmailAddresses": [format!("SMTP:{address}")],
    }))
}

fn written(contact: &MailContact) -> Value {
    json!({
        "Identity": contact.name,
        "Name": contact.name,
        "RecipientType": "MailContact",
        "RecipientTypeDetails": "MailContact",
        "PrimarySmtpAddress": contact.address,
        "ExternalEmailAddress": format!("SMTP:{}", contact.address),
        "EmailAddresses": [format!("SMTP:{}", contact.address)],
    })
}
