//! Idempotency keys for the messages of cases.

use std::sync::OnceLock;

use sha2::{Digest as _, Sha256};

use crate::domain::{CaseNumber, MemberId, hexadecimal};
use crate::journal::Journal;

/// Makes the same key for a message of a case each time, also after a restart.
pub struct Nonces {
    journal: Journal,
    prefix: OnceLock<String>,
}

impl Nonces {
    /// Creates the keys of one store.
    pub const fn new(journal: Journal) -> Self {
        Self { journal, prefix: OnceLock::new() }
    }

    /// Returns the key of the first post of a card.
    pub fn of_card(&self, case: CaseNumber) -> String {
        format!("{}-{case}", self.prefix())
    }

    /// Returns the key of a ping, by its index among the pings of the case.
    pub fn of_ping(&self, case: CaseNumber, index: usize) -> String {
        format!("{}c{index}", self.of_card(case))
    }

    /// Returns the key of a direct message to a member. `message` is a key that no other message has. Discord looks for
    /// a nonce in all channels, so each member needs another one, also for the same text.
    pub fn of_direct_message(message: &str, member: MemberId) -> String {
        let hash = Sha256::digest(format!("{message}\n{member}"));
        format!("d{}", hexadecimal(&hash[..12]))
    }

    /// Eight digits from the hash of the first entry. No other store has them, so two installations in one channel do
    /// not take each other's messages for their own. Discord remembers a nonce for minutes, and permits 25 characters.
    fn prefix(&self) -> &str {
        // Not read before the first case, because the journal has no entry then and the next start would read another
        // prefix.
        self.prefix.get_or_init(|| {
            let first = self.journal.entries().next();
            let hash = first.and_then(Result::ok).map_or([0; 32], |entry| entry.hash);
            hexadecimal(&hash[..4])
        })
    }
}
