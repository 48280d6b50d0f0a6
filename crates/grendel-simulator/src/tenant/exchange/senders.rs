//! Restricted senders and their release
//! (<https://learn.microsoft.com/powershell/module/exchange/remove-blockedsenderaddress>).

use super::{Cmdlet, CmdletCall, CmdletOutput, CmdletResult, bad_operation, not_found};
use crate::tenant::state::State;

pub(super) const CMDLETS: &[Cmdlet] = &[
    Cmdlet {
        name: "Get-BlockedSenderAddress",
        parameters: &["SenderAddress", "ErrorAction"],
        writes: false,
        run: list,
    },
    Cmdlet {
        name: "Remove-BlockedSenderAddress",
        parameters: &["SenderAddress", "Reason", "ErrorAction"],
        writes: true,
        run: release,
    },
];

/// Lists the restricted senders, or one of them. An address that is not restricted is not an error but an empty list.
fn list(state: &mut State, command: &CmdletCall<'_>) -> CmdletResult {
    let wanted = command.text("SenderAddress")?;
    let restricted = state.visible(command.now).filter_map(|account| {
        let address = account.mail.as_deref()?;
        let meant = wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(address));
        account.restriction.as_ref().filter(|_| meant).map(|restriction| restriction.to_exchange(address))
    });
    Ok(CmdletOutput::of(restricted.collect()))
}

fn release(state: &mut State, command: &CmdletCall<'_>) -> CmdletResult {
    let address = command.required("SenderAddress")?;
    let restricted = state.latest(|account| {
        let own = account.mail.as_deref().is_some_and(|mail| mail.eq_ignore_ascii_case(address));
        own && account.restriction.is_some() && account.deleted.is_none()
    });
    let restricted = restricted.ok_or_else(|| not_found(address))?;
    if restricted.releases_left == 0 {
        return Err(bad_operation(&format!(
            "The sender '{address}' has been unblocked the maximum number of times. Contact Microsoft Support to unblock it."
        )));
    }
    let object_id = restricted.object_id.clone();
    let visible_from = command.now + state.settings.replication_delay;
    state.edit(&object_id, visible_from, |account| {
        account.restriction = None;
        account.releases_left -= 1;
    });
    Ok(CmdletOutput::default())
}
