//! Dismisses the risk that Identity Protection sees.

use super::{HeldBackBy, Repeat, StepDefinition, restore_lighter_risk};
use crate::domain::access::RiskState;
use crate::domain::authority::Power;
use crate::domain::condition::Parameters;
use crate::domain::people::Risk;

pub(super) const DEFINITION: StepDefinition = StepDefinition {
    action: "dismiss the risk of",
    power: Power::DismissRisk,
    permission: "IdentityRiskyUser.ReadWrite.All",
    application_role: None,
    repeat: Repeat::SetToValue,
    issues_secret: false,
    held_back_by: HeldBackBy::Compromise,
    needs_people: false,
    cleans: &[],
    has_work: |account, _waived| account.risk.known() == Some(&Risk::AtRisk),
    obstacle: |_account, _against| None,
    parameters: |_account| Parameters::None,
    is_seen: |_before, after| {
        after.risk.is_none_or(|risk| !matches!(risk, RiskState::AtRisk | RiskState::ConfirmedCompromised))
    },
    restore: restore_lighter_risk,
};
