//! The mail of an account after a containment, as far as the steps were to see to it.

use super::account::Account;
use super::compromise::{SignKind, possible_signs, suspicious_rule_ids};
use super::condition::Condition;
use super::reading::Topic;
use super::step::StepKind;

impl Condition {
    /// Returns the same with the mail of an account that was contained, as it is now: true for `forwards` if mail goes outside, or
    /// may, and only the suspicious rules. What the steps would leave alone for these waivers counts for nothing, and what could
    /// not be read, or not whole, is missing.
    #[must_use]
    pub fn with_mail(self, account: &Account, waived: &[SignKind]) -> Self {
        let unread = possible_signs(account);
        let is_read = |topic: Topic| account.mail.is_some() && !unread.contains(&topic);
        let flows = StepKind::ClearForwarding.has_work(account, waived);
        let has_rules = StepKind::DisableInboxRules.has_work(account, waived);
        let rules = if has_rules { suspicious_rule_ids(account) } else { Vec::new() };
        let forwards = (flows || is_read(Topic::Mailbox)).then_some(flows);
        let rules_on = (has_rules || is_read(Topic::InboxRules)).then_some(rules);
        Self { forwards, rules_on, ..self }
    }
}
