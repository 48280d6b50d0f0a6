//! Revokes the sign-in sessions of an account, so that every device has to sign in again.

use super::{HeldBackBy, Repeat, StepDefinition};
use crate::domain::authority::Power;
use crate::domain::compromise::SignKind;
use crate::domain::condition::Parameters;

pub(super) const DEFINITION: StepDefinition = StepDefinition {
    action: "sign out",
    power: Power::Reset,
    permission: "User.RevokeSessions.All",
    application_role: None,
    repeat: Repeat::SetToValue,
    issues_secret: false,
    held_back_by: HeldBackBy::Nothing,
    needs_people: false,
    cleans: &[
        SignKind::AtRisk,
        SignKind::DeniedPrompt,
        SignKind::NewCountry,
        SignKind::UnansweredPrompt,
        SignKind::SpamSent,
    ],
    has_work: |_account, _waived| true,
    obstacle: |_account, _against| None,
    parameters: |_account| Parameters::None,
    is_seen: |before, after| after.sessions_valid_from > before.sessions_valid_from,
    restore: |account, before| account.sessions_valid_from = before.sessions_valid_from,
};
