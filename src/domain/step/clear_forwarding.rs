//! Ends the forwarding of all mail of an account.

use super::{HeldBackBy, Repeat, StepDefinition};
use crate::domain::authority::Power;
use crate::domain::compromise::{SignKind, signs};
use crate::domain::condition::Parameters;

pub(super) const DEFINITION: StepDefinition = StepDefinition {
    action: "end the mail forwarding of",
    power: Power::Mailbox,
    permission: "Exchange.ManageAsApp",
    application_role: Some("Exchange Administrator"),
    repeat: Repeat::SetToValue,
    issues_secret: false,
    held_back_by: HeldBackBy::Nothing,
    needs_people: false,
    cleans: &[SignKind::ForwardingOutside],
    overwritten_by_sync: false,
    belongs_to_home_tenant: false,
    // Forwarding inside the tenant is left alone, and so is one that a person has judged to be harmless.
    has_work: |account, waived| {
        let is_forwarding = |kind: SignKind| kind == SignKind::ForwardingOutside;
        signs(account).iter().any(|sign| is_forwarding(sign.kind)) && !waived.iter().copied().any(is_forwarding)
    },
    obstacle: |_account, _against| None,
    parameters: |_account| Parameters::None,
    is_seen: |_before, after| after.forwards == Some(false),
    // Mail is not read again while steps are under way.
    restore: |_account, _before| {},
};
