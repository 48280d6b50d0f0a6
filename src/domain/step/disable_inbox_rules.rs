//! Disables the suspicious rules of an inbox.

use super::{HeldBackBy, Repeat, StepDefinition};
use crate::domain::authority::Power;
use crate::domain::compromise::{SignKind, has_unwaived_rules, suspicious_rule_ids};
use crate::domain::condition::Parameters;

pub(super) const DEFINITION: StepDefinition = StepDefinition {
    action: "switch off the inbox rules of",
    power: Power::Mailbox,
    permission: "Exchange.ManageAsApp",
    application_role: Some("Exchange Administrator"),
    repeat: Repeat::SetToValue,
    issues_secret: false,
    held_back_by: HeldBackBy::Nothing,
    needs_people: false,
    cleans: &[SignKind::InboxRules],
    // As for the forwarding: a recipient that could not be looked up may be outside, so such a rule is switched off too. Where
    // it is the only sign, only a runbook that shuts everybody out names this step.
    has_work: has_unwaived_rules,
    obstacle: |_account, _against| None,
    parameters: |account| Parameters::InboxRules(suspicious_rule_ids(account)),
    is_seen: |before, after| {
        let is_off = |on: &Vec<String>| before.rules_on.iter().flatten().all(|rule| !on.contains(rule));
        after.rules_on.as_ref().is_some_and(is_off)
    },
    // Mail is not read again while steps are under way.
    restore: |_account, _before| {},
};
