//! Ends the forwarding of all mail of an account.

use super::{HeldBackBy, Repeat, StepDefinition};
use crate::domain::authority::Power;
use crate::domain::compromise::{Sign, SignKind, signs};
use crate::domain::condition::Parameters;
use crate::domain::evidence::Fact;

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
    // Forwarding inside the tenant is left alone, and so is one that a person has judged to be harmless. A recipient that
    // could not be looked up may be outside, so a plan that shuts everybody out ends that as well.
    has_work: |account, waived| {
        let is_forwarding = |sign: &Sign| match &sign.fact {
            Fact::ForwardedOutside { .. } | Fact::UnknownRecipient { rule: None, .. } => !waived.contains(&sign.kind),
            _ => false,
        };
        signs(account).iter().any(is_forwarding)
    },
    obstacle: |_account, _against| None,
    parameters: |_account| Parameters::None,
    is_seen: |_before, after| after.forwards == Some(false),
    // Mail is not read again while steps are under way.
    restore: |_account, _before| {},
};
