//! Takes an address off the list of restricted entities, so that its account can send mail again
//! (<https://learn.microsoft.com/powershell/module/exchange/remove-blockedsenderaddress>).

use serde_json::json;

use super::{PARAMETERS_MISSING, refused, unread};
use crate::domain::case::EffectCheck;
use crate::domain::condition::{Condition, Parameters};
use crate::domain::run::{Receipt, StepResponse, Warrant};
use crate::microsoft::Microsoft;
use crate::microsoft::exchange::{Exchange, WriteCmdlet};
use crate::microsoft::service::response_of;
use crate::ports::{Budget, StepResult, TenantError};

const CMDLET: WriteCmdlet = WriteCmdlet::RemoveBlockedSender;

pub(super) async fn perform(microsoft: &Microsoft, warrant: &Warrant, budget: &Budget) -> StepResult {
    let answer = match (microsoft.exchange_for(CMDLET.call()), warrant.parameters()) {
        (Ok(exchange), Parameters::Sender(address)) => release(exchange, warrant, address, budget).await,
        (Ok(_), _) => refused(CMDLET.call(), PARAMETERS_MISSING, "nothing to do it with"),
        (Err(error), _) => response_of(error),
    };
    answer.into()
}

/// Reads first, and changes nothing if the address is not on the list: the number of times that Microsoft releases a
/// sender is limited (<https://learn.microsoft.com/defender-office-365/outbound-spam-restore-restricted-users>).
async fn release(exchange: &Exchange, warrant: &Warrant, address: &str, budget: &Budget) -> StepResponse {
    match exchange.is_blocked(address, budget).await {
        Ok((true, _)) => {}
        Ok((false, request_id)) => return StepResponse::Taken(Receipt { request_id, ..Receipt::default() }),
        Err(error) => return response_of(error),
    }
    let parameters = json!({ "SenderAddress": address });
    exchange.write_unless_gone(warrant, CMDLET, &parameters, budget).await
}

/// Reads `restricted` as a diagnosis does: from the list of all restricted senders, by all addresses of the account.
pub(super) async fn read_back(
    microsoft: &Microsoft,
    check: &EffectCheck,
    budget: &Budget,
) -> Result<Condition, TenantError> {
    let (exchange, target) = (microsoft.exchange_for(CMDLET.call())?, &check.target);
    let (upn, mailbox, blocked) = tokio::join!(
        microsoft.graph.upn(target, budget),
        exchange.mailbox(target, budget),
        exchange.blocked_senders(budget)
    );
    let restriction = exchange.restriction(&upn?, &mailbox, blocked, budget).await?;
    Ok(Condition { restricted: Some(restriction.is_some()), ..unread(check) })
}
