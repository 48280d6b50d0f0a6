//! Sets a temporary password that is good for one sign-in.

use super::{HeldBackBy, Repeat, StepDefinition, restore_lighter_risk};
use crate::domain::authority::Power;
use crate::domain::compromise::SignKind;
use crate::domain::condition::Parameters;

pub(super) const DEFINITION: StepDefinition = StepDefinition {
    action: "reset the password of",
    power: Power::Reset,
    permission: "User-PasswordProfile.ReadWrite.All",
    application_role: Some("User Administrator"),
    // The first password may have been sent already, and a second one would make it worthless.
    repeat: Repeat::Once,
    issues_secret: true,
    // It throws an intruder out. The password reaches the owner only if the account does not stay closed.
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
    is_seen: |before, after| after.password_changed_at > before.password_changed_at,
    // A new password can remediate a risk, and it invalidates the sessions as well.
    restore: |account, before| {
        restore_lighter_risk(account, before);
        account.password_changed_at = before.password_changed_at;
        account.sessions_valid_from = before.sessions_valid_from;
    },
};
