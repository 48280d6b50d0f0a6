//! One read of the whole journal at the start, for everything in memory that follows from it.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::secret_ledger::SecretLedger;
use super::seen_interactions::{SeenInteractions, interaction_of};
use super::target_locks::TargetLocks;
use super::tenant_channel::TenantChannels;
use crate::domain::CaseNumber;
use crate::domain::case::Case;
use crate::domain::event::{Entry, Event, RecordedEvent};
use crate::domain::tenant_freeze::TenantEvent;
use crate::journal::{Journal, JournalEntry, JournalError};

/// The state that the journal leads to, apart from the open cases.
#[derive(Default)]
pub struct Replay {
    /// The interactions that were taken before.
    pub seen: SeenInteractions,
    /// The records of closed cases. Open cases do not hold their locks yet.
    pub locks: TargetLocks,
    /// The secrets that were made.
    pub ledger: Arc<SecretLedger>,
    /// The events of whole tenants.
    pub tenant_events: Vec<(Timestamp, TenantEvent)>,
    cases: HashMap<CaseNumber, Case>,
}

impl Replay {
    /// Reads the journal, and applies the links of people to the rosters of the channels.
    pub fn read<T>(
        journal: &Journal,
        channels: &TenantChannels<T>,
        ledger: Arc<SecretLedger>,
    ) -> Result<Self, JournalError> {
        let mut replay = Self { ledger, ..Self::default() };
        for entry in journal.entries() {
            let JournalEntry { case, at, entry, .. } = entry?;
            if let Some(interaction) = interaction_of(&entry) {
                replay.seen.insert(interaction);
            }
            match (case, entry) {
                (Some(number), Entry::Case(event)) => replay.apply(channels, number, RecordedEvent { at, event }),
                (_, Entry::Tenant { tenant }) => replay.tenant_events.push((at, tenant)),
                (_, Entry::Person { person }) => channels.iter().for_each(|channel| channel.roster.apply(&person, at)),
                _ => {}
            }
        }
        Ok(replay)
    }

    /// Applies an event to its case. An event that cannot follow is ignored here; it is reported when the case is
    /// loaded.
    fn apply<T>(&mut self, channels: &TenantChannels<T>, number: CaseNumber, recorded: RecordedEvent) {
        match recorded.event {
            Event::Opened(opening) => {
                self.cases.insert(number, Case::open(number, *opening, recorded.at));
            }
            event => {
                let Some(case) = self.cases.get_mut(&number) else { return };
                let recorded = RecordedEvent { at: recorded.at, event };
                if case.apply(&recorded).is_err() {
                    return case.ignore(&recorded);
                }
                self.locks.remember_block(case, &recorded);
                // The channels have the same ledger, and links beside it.
                match channels.of_tenant(&case.opening().tenant) {
                    Some(channel) => channel.learn(case, &recorded),
                    None => self.ledger.apply(case, &recorded),
                }
                if matches!(recorded.event, Event::Closed { .. }) {
                    self.locks.close(case, recorded.at);
                    self.cases.remove(&number);
                }
            }
        }
    }
}
