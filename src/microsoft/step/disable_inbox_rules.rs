//! Disables inbox rules, named by their ids in the parameters of the warrant
//! (<https://learn.microsoft.com/powershell/module/exchange/disable-inboxrule>).

use serde_json::{Value, json};

use super::{PARAMETERS_MISSING, ended_at, refused, unread};
use crate::domain::ObjectId;
use crate::domain::case::EffectCheck;
use crate::domain::condition::{Condition, Parameters};
use crate::domain::run::{Receipt, StepResponse, Warrant};
use crate::microsoft::Microsoft;
use crate::microsoft::exchange::WriteCmdlet;
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
        let parameters = parameters(id, warrant.target());
        answer = exchange.write_unless_gone(warrant, CMDLET, &parameters, budget).await;
        if let Some(ended) = ended_at(&answer, CMDLET.call(), "rule", index, ids.len()) {
            return ended.into();
        }
    }
    answer.into()
}

/// Returns the parameters that disable one rule. Neither `Confirm` nor the question about client-side rules can be answered
/// over HTTP, so both are answered here.
///
/// The identity of a rule is `alias\number`. Exchange refuses one with an alias together with `Mailbox`, because both name
/// a mailbox (<https://github.com/MicrosoftDocs/office-docs-powershell/issues/4087>). So the number is sent, which is the
/// rule's `RuleIdentity`: with the object id as the mailbox, no rule of another account can be meant, whatever its alias
/// is. An identity without a number is sent as it is.
fn parameters(id: &str, mailbox: &ObjectId) -> Value {
    let (owner, rule) = id.rsplit_once('\\').map_or((None, id), |(owner, rule)| (Some(owner), rule));
    let is_number = !rule.is_empty() && rule.bytes().all(|one| one.is_ascii_digit());
    match owner {
        Some(_) if !is_number => json!({ "Identity": id, "Confirm": false, "Force": true }),
        _ => json!({ "Identity": rule, "Mailbox": mailbox.to_string(), "Confirm": false, "Force": true }),
    }
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::parameters;
    use crate::domain::ObjectId;

    /// Exchange refuses an identity that names a mailbox beside one that does.
    #[test]
    fn a_rule_is_named_by_its_number_beside_its_mailbox_or_by_its_whole_identity_alone() {
        let text = "1b2c3d4e-0000-4000-8000-000000000002";
        let mailbox = ObjectId::parse(text).unwrap();
        let with = |id: &str| parameters(id, &mailbox);
        let by_number = |number: &str| json!({ "Identity": number, "Mailbox": text, "Confirm": false, "Force": true });
        assert_eq!(with("TTarget\\165932246589780050"), by_number("165932246589780050"));
        assert_eq!(with("165932246589780050"), by_number("165932246589780050"));
        assert_eq!(with("AAMkAGI1AAA="), by_number("AAMkAGI1AAA="));
        let alone = json!({ "Identity": "TTarget\\Read later", "Confirm": false, "Force": true });
        assert_eq!(with("TTarget\\Read later"), alone);
    }
}
