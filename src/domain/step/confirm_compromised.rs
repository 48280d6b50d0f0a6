//! Reports an account to Identity Protection as compromised.

use super::{HeldBackBy, Obstacle, Repeat, StepDefinition};
use crate::domain::access::{RiskReport, RiskState};
use crate::domain::authority::Power;
use crate::domain::condition::Parameters;
use crate::domain::people::Risk;
use crate::domain::reading::Reading;

pub(super) const DEFINITION: StepDefinition = StepDefinition {
    action: "confirm the compromise of",
    power: Power::ConfirmRisk,
    permission: "IdentityRiskyUser.ReadWrite.All",
    application_role: None,
    repeat: Repeat::SetToValue,
    issues_secret: false,
    held_back_by: HeldBackBy::Nothing,
    needs_people: false,
    cleans: &[],
    // A tenant without Identity Protection has nothing to report to, and a report is made once.
    has_work: |account, _waived| {
        let is_reported = |report: &RiskReport| report.state == RiskState::ConfirmedCompromised;
        account.risk != Reading::Read(Risk::NotAsked) && !account.access.risk.as_ref().is_some_and(is_reported)
    },
    obstacle: |account, _against| account.risk.known().is_none().then_some(Obstacle::CannotTell),
    parameters: |_account| Parameters::None,
    is_seen: |_before, after| after.risk == Some(RiskState::ConfirmedCompromised),
    restore: |account, before| {
        account.risk = before.risk.clone();
        account.access.risk.clone_from(&before.access.risk);
    },
};
