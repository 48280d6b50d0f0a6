//! Ends the forwarding of a mailbox (<https://learn.microsoft.com/powershell/module/exchange/set-mailbox>).

use serde_json::json;

use super::unread;
use crate::domain::case::EffectCheck;
use crate::domain::condition::Condition;
use crate::domain::run::Warrant;
use crate::microsoft::Microsoft;
use crate::microsoft::exchange::WriteCmdlet;
use crate::microsoft::service::response_of;
use crate::ports::{Budget, StepResult, TenantError};

const CMDLET: WriteCmdlet = WriteCmdlet::SetMailbox;

/// Clears both properties by which a mailbox forwards.
pub(super) async fn perform(microsoft: &Microsoft, warrant: &Warrant, budget: &Budget) -> StepResult {
    let exchange = match microsoft.exchange_for(CMDLET.call()) {
        Ok(exchange) => exchange,
        Err(error) => return response_of(error).into(),
    };
    // Null clears a property.
    let parameters = json!({
        "Identity": warrant.target().to_string(),
        "ForwardingAddress": null,
        "ForwardingSmtpAddress": null,
        "DeliverToMailboxAndForward": false,
    });
    exchange.write(warrant, CMDLET, &parameters, budget).await.into()
}

/// Reads `forwards`, which is `None` if there is no mailbox any more.
pub(super) async fn read_back(
    microsoft: &Microsoft,
    check: &EffectCheck,
    budget: &Budget,
) -> Result<Condition, TenantError> {
    let mailbox = microsoft.exchange_for(CMDLET.call())?.mailbox(&check.target, budget).await?;
    let forwards = mailbox.map(|found| found.mailbox.forwards_to.is_some());
    Ok(Condition { forwards, ..unread(check) })
}
