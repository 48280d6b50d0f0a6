//! Disables inbox rules, named by their ids in the parameters of the warrant
//! (<https://learn.microsoft.com/powershell/module/exchange/disable-inboxrule>).

use serde_json::json;

use super::{PARAMETERS_MISSING, ended_at, refused, unread};
use crate::domain::case::EffectCheck;
use crate::domain::condition::{Condition, Parameters};
use crate::domain::run::{Receipt, StepResponse, Warrant};
use crate::microsoft::Microsoft;
use crate::microsoft::exchange::{WriteCmdlet, not_found_is_done};
use crate::microsoft::service::response_of;
use crate::ports::{Budget, StepResult, TenantError};

const CMDLET: WriteCmdlet = WriteCmdlet::DisableInboxRule;

/// Disables one rule after the other, up to the first that is refused or not answered. A rule that was deleted counts
/// as disabled.
pub(super) async fn perform(microsoft: &Microsoft, warrant: &Warrant, budget: &Budget) -> StepResult {
    let exchange = match microsoft.exchange_for(CMDLET.call()) {
        Ok(exchange) => exchange,
        Err(error) => return response_of(error).into(),
    };
    let ids = match warrant.parameters() {
        Parameters::InboxRules(ids) if !ids.is_empty() => ids,
        _ => return refused(CMDLET.call(), PARAMETERS_MISSING, "nothing to do it with").into(),
    };
    let mut answer = StepResponse::Taken(Receipt::default());
    for (index, id) in ids.iter().enumerate() {
        let parameters = json!({ "Identity": id, "Mailbox": warrant.target().to_string(), "Confirm": false });
        answer = not_found_is_done(exchange.write(warrant, CMDLET, &parameters, budget).await);
        if let Some(ended) = ended_at(&answer, CMDLET.call(), "rule", index, ids.len()) {
            return ended.into();
        }
    }
    answer.into()
}

/// Reads the ids of the rules that are enabled.
pub(super) async fn read_back(
    microsoft: &Microsoft,
    check: &EffectCheck,
    budget: &Budget,
) -> Result<Condition, TenantError> {
    let rules_on = microsoft.exchange_for(CMDLET.call())?.enabled_rules(&check.target, budget).await?;
    Ok(Condition { rules_on: Some(rules_on), ..unread(check) })
}
