//! The stages of a case that no one decides, by rules of our own.

use jiff::Timestamp;

use super::story::Ask;

impl Ask<'_> {
    /// Returns the stages of a case that no one decides, with their times, in order.
    pub fn ladder(&self) -> Vec<(Timestamp, &'static str)> {
        let mut ladder = Vec::new();
        for rule in self.rules {
            ladder.extend(rule.remind_minutes.map(|minutes| (self.after(minutes), "reminder")));
            ladder.extend(rule.then.as_ref().map(|next| (self.after(next.after_minutes), "next_group")));
        }
        // A fifth of the window is left.
        let window = self.rules.iter().map(|rule| rule.window_minutes).min().filter(|window| *window >= 10);
        ladder.extend(window.map(|window| (self.after(window - window / 5), "last_call")));
        ladder.retain(|(at, _)| *at < self.expiry() && self.alone_minutes.is_none());
        ladder.sort_by_key(|(at, _)| *at);
        ladder
    }

    /// Returns the next of these stages.
    pub fn next_rung(&self) -> Option<(Timestamp, &'static str)> {
        self.ladder().get(self.rungs).copied()
    }
}
