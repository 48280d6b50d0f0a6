//! An account with no more evidence than steps and rules need, for an event that would otherwise be too large.
//!
//! Readings are bounded where they enter (`microsoft/bounds.rs`), so this is a second line: an intruder must not be able to
//! make an account that nobody can block.

use std::mem;

use super::account::Account;
use super::compromise::suspicious_rule_ids;
use super::reading::{Reading, Topic};

/// The most ids of inbox rules that stay.
const RULE_IDS_MAX: usize = 60;

impl Account {
    /// Returns the account with no more evidence than steps and rules need. All that is dropped counts as a possible sign of
    /// a compromise. The ids of suspicious inbox rules stay, up to a limit, so that they can be disabled.
    #[must_use]
    pub fn with_less_evidence(&self) -> Self {
        let mut account = self.clone();
        let mut ids = suspicious_rule_ids(self);
        let ids_left_out = ids.len().saturating_sub(RULE_IDS_MAX);
        ids.truncate(RULE_IDS_MAX);
        let rules = account.mail.as_mut().map_or(0, |mail| {
            mail.further_rules = ids;
            // Without its domains every address of the tenant counts as outside.
            emptied(&mut mail.domains);
            emptied(&mut mail.rules)
        });
        // The threads are those of the successful sign-ins, which are counted by country. What programs try in the background is
        // no evidence for a verdict.
        account.successful_threads.clear();
        account.background_failures.clear();
        let sign_ins = emptied(&mut account.failed_sign_ins) + mem::take(&mut account.successful_sign_ins).len();
        let dropped = [
            (Topic::InboxRules, rules + ids_left_out),
            (Topic::SignIns, sign_ins),
            (Topic::Registrations, mem::take(&mut account.access.registered_lately).len()),
            (Topic::Grants, emptied(&mut account.access.grants)),
            (Topic::Methods, emptied(&mut account.access.methods)),
            (Topic::LookAlikes, emptied(&mut account.look_alikes)),
        ];
        for (topic, count) in dropped.into_iter().filter(|(_, count)| *count > 0) {
            account.omit(topic, count, true);
        }
        account
    }
}

/// Empties a list, and returns the number of its items.
fn emptied<T>(reading: &mut Reading<Vec<T>>) -> usize {
    match reading {
        Reading::Read(items) => mem::take(items).len(),
        Reading::Unread(_) => 0,
    }
}
