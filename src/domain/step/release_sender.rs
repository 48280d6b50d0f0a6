//! Releases a sender whom Microsoft restricted, so that the account can send mail again.

use super::{HeldBackBy, Repeat, StepDefinition};
use crate::domain::account::Account;
use crate::domain::authority::Power;
use crate::domain::condition::Parameters;
use crate::domain::mail::Restriction;

pub(super) const DEFINITION: StepDefinition = StepDefinition {
    action: "lift the sending restriction of",
    power: Power::Sender,
    permission: "Exchange.ManageAsApp",
    application_role: Some("Exchange Administrator"),
    // Microsoft limits how often it releases one sender, and does not document the limit.
    repeat: Repeat::Once,
    issues_secret: false,
    // For the same reason one sign is enough to wait: a release is not spent on an account that an intruder may hold.
    held_back_by: HeldBackBy::AnySign,
    needs_people: false,
    cleans: &[],
    has_work: |account, _waived| restriction(account).is_some(),
    obstacle: |_account, _against| None,
    parameters: |account| restriction(account).map_or(Parameters::None, |one| Parameters::Sender(one.address.clone())),
    is_seen: |_before, after| after.restricted == Some(false),
    // Mail is not read again while steps are under way.
    restore: |_account, _before| {},
};

fn restriction(account: &Account) -> Option<&Restriction> {
    account.mail.as_ref()?.restriction.known()?.as_ref()
}
