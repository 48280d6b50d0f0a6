//! Mailboxes and their forwarding (<https://learn.microsoft.com/powershell/module/exchange/set-mailbox>).

use jiff::Timestamp;
use serde_json::Value;

use super::{Cmdlet, CmdletCall, CmdletError, CmdletOutput, CmdletResult, bad_argument, not_found};
use crate::tenant::account::Account;
use crate::tenant::mailbox::{Mailbox, alias};
use crate::tenant::state::State;

pub(super) const CMDLETS: &[Cmdlet] = &[
    Cmdlet { name: "Get-Mailbox", parameters: &["Identity", "ResultSize", "ErrorAction"], writes: false, run: get },
    Cmdlet {
        name: "Set-Mailbox",
        parameters: &[
            "Identity",
            "ForwardingAddress",
            "ForwardingSmtpAddress",
            "DeliverToMailboxAndForward",
            "Confirm",
            "Force",
            "ErrorAction",
        ],
        writes: true,
        run: set,
    },
];

/// Returns the account and its mailbox, by object id, sign-in name or address.
pub(super) fn named<'a>(
    state: &'a State,
    identity: &str,
    now: Timestamp,
) -> Result<(&'a Account, &'a Mailbox), CmdletError> {
    let named = |account: &&Account| {
        let mut names = [&account.object_id, &account.user_principal_name].into_iter().chain(&account.mail);
        names.any(|name| name.eq_ignore_ascii_case(identity))
            || alias(account).eq_ignore_ascii_case(identity)
            || account.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(identity))
    };
    let mut found = state.visible(now).filter(named);
    found.find_map(|account| Some((account, account.mailbox.as_ref()?))).ok_or_else(|| not_found(identity))
}

/// Returns one mailbox, or all of them without an identity.
fn get(state: &mut State, command: &CmdletCall<'_>) -> CmdletResult {
    let Some(identity) = command.text("Identity")? else {
        let everyone = state.visible(command.now);
        let every = everyone.filter_map(|account| Some(account.mailbox.as_ref()?.to_exchange(account)));
        return Ok(CmdletOutput::of(every.collect()));
    };
    let (account, mailbox) = named(state, identity, command.now)?;
    Ok(CmdletOutput::of(vec![mailbox.to_exchange(account)]))
}

fn set(state: &mut State, command: &CmdletCall<'_>) -> CmdletResult {
    let identity = command.required("Identity")?;
    let (account, _) = named(state, identity, command.now)?;
    let object_id = account.object_id.clone();
    let before = state.latest(|account| account.object_id == object_id).and_then(|account| account.mailbox.clone());
    let before = before.ok_or_else(|| not_found(identity))?;
    let mut after = before.clone();
    if let Some(value) = command.given("ForwardingAddress") {
        after.forwarding_address = address(value, "ForwardingAddress")?;
    }
    if let Some(value) = command.given("ForwardingSmtpAddress") {
        let address = address(value, "ForwardingSmtpAddress")?;
        after.forwarding_smtp_address = address.map(|text| text.trim_start_matches("smtp:").to_owned());
    }
    after.deliver_and_forward = command.switch("DeliverToMailboxAndForward")?.unwrap_or(after.deliver_and_forward);
    if after == before {
        return Ok(CmdletOutput::nothing_changed(identity));
    }
    let visible_from = command.now + state.settings.replication_delay;
    state.edit(&object_id, visible_from, |account| account.mailbox = Some(after));
    Ok(CmdletOutput::default())
}

/// Returns the address in a parameter. An empty value clears the property.
fn address(value: &Value, name: &str) -> Result<Option<String>, CmdletError> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone()).filter(|text| !text.is_empty())),
        _ => Err(bad_argument(&format!("Cannot convert the value of parameter '{name}' to an address."))),
    }
}
