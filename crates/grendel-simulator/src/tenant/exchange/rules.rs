//! Inbox rules (<https://learn.microsoft.com/powershell/module/exchange/get-inboxrule>).

use super::mailboxes::named;
use super::{
    Cmdlet, CmdletCall, CmdletOutput, CmdletResult, bad_argument, bad_operation, conflicting_mailboxes, not_found,
};
use crate::tenant::account::Account;
use crate::tenant::mailbox::InboxRule;
use crate::tenant::state::State;

const SWITCH_PARAMETERS: &[&str] = &[
    "AlwaysDeleteOutlookRulesBlob",
    "Confirm",
    "DomainController",
    "ErrorAction",
    "Force",
    "Identity",
    "Mailbox",
    "WhatIf",
];

pub(super) const CMDLETS: &[Cmdlet] = &[
    Cmdlet {
        name: "Get-InboxRule",
        parameters: &[
            "BypassScopeCheck",
            "DescriptionTimeFormat",
            "DescriptionTimeZone",
            "DomainController",
            "ErrorAction",
            "Identity",
            "IncludeHidden",
            "Mailbox",
            "ResultSize",
            "SkipCount",
            "SweepRules",
            "UseCustomRouting",
        ],
        writes: false,
        run: list,
    },
    Cmdlet { name: "Disable-InboxRule", parameters: SWITCH_PARAMETERS, writes: true, run: disable },
    Cmdlet { name: "Enable-InboxRule", parameters: SWITCH_PARAMETERS, writes: true, run: enable },
];

fn list(state: &mut State, command: &CmdletCall<'_>) -> CmdletResult {
    let (account, mailbox) = named(state, command.required("Mailbox")?, command.now)?;
    let hidden_too = command.switch("IncludeHidden")? == Some(true);
    let rules = mailbox.every_rule();
    let rules: Vec<&InboxRule> = rules.iter().filter(|rule| hidden_too || !rule.hidden).collect();
    if let Some(identity) = command.text("Identity")? {
        let found = rules.iter().position(|rule| is_meant(rule, account, identity));
        let place = found.ok_or_else(|| not_found(identity))?;
        return Ok(CmdletOutput::of(vec![rules[place].to_exchange(account, place + 1)]));
    }
    let written = rules.iter().enumerate().map(|(place, rule)| rule.to_exchange(account, place + 1));
    Ok(CmdletOutput::of(written.collect()))
}

fn disable(state: &mut State, command: &CmdletCall<'_>) -> CmdletResult {
    switch(state, command, true)
}

fn enable(state: &mut State, command: &CmdletCall<'_>) -> CmdletResult {
    switch(state, command, false)
}

fn switch(state: &mut State, command: &CmdletCall<'_>, disabled: bool) -> CmdletResult {
    let identity = command.required("Identity")?;
    let (mailbox, identity) = match (identity.split_once('\\'), command.text("Mailbox")?) {
        (Some(_), Some(_)) => return Err(conflicting_mailboxes()),
        (Some((owner, rule)), None) => (owner, rule),
        (None, _) => (command.required("Mailbox")?, identity),
    };
    // The module would ask for confirmation here, which is not possible over HTTP. `Force` answers the other question, whether
    // the rules that Outlook keeps for itself may be lost.
    for (name, answer) in [("Confirm", false), ("Force", true)] {
        if command.switch(name)? != Some(answer) {
            let name = format!("{} needs a confirmation that cannot be given here: {name}.", command.name);
            return Err(bad_argument(&name));
        }
    }
    let (account, found) = named(state, mailbox, command.now)?;
    let rules = found.every_rule();
    let rule = rules.iter().find(|rule| is_meant(rule, account, identity)).ok_or_else(|| not_found(identity))?;
    if rule.name == "Junk E-mail Rule" || rule.name.starts_with("Delegate Rule") {
        return Err(bad_operation(&format!("The rule '{}' can't be changed.", rule.name)));
    }
    let (object_id, id) = (account.object_id.clone(), rule.id);
    let truth = state.latest(|account| account.object_id == object_id).and_then(|account| account.mailbox.as_ref());
    let already = truth.is_some_and(|truth| truth.rules.iter().any(|rule| rule.id == id && rule.disabled == disabled));
    if already {
        return Ok(CmdletOutput::nothing_changed(identity));
    }
    let visible_from = command.now + state.settings.replication_delay;
    state.edit(&object_id, visible_from, |account| {
        let rules = account.mailbox.iter_mut().flat_map(|mailbox| &mut mailbox.rules);
        rules.filter(|rule| rule.id == id).for_each(|rule| rule.disabled = disabled);
    });
    Ok(CmdletOutput::default())
}

/// Returns true if `identity` names the rule: by its whole identity, its number, or its name.
fn is_meant(rule: &InboxRule, account: &Account, identity: &str) -> bool {
    rule.identity(account) == identity || rule.id.to_string() == identity || rule.name == identity
}
