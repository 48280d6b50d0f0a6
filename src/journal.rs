//! The journal in the language of cases: events in, cases out. How it lies on disk is the store's own affair.

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::{Error as _, IgnoredAny};

use crate::domain::case::Case;
use crate::domain::event::{Entry, Event, Opening, RecordedEvent, UnroutedInteraction};
use crate::domain::link::PersonEvent;
use crate::domain::operation::{OperationEvent, OperationHistory};
use crate::domain::tenant_freeze::TenantEvent;
use crate::domain::{CaseNumber, Fault};
pub use crate::store::StoreError;
use crate::store::{Store, StoreCopy, StoredEntry, Transition};

/// The journal of one store. Clones share it.
///
/// # Examples
///
/// A new journal has no entries and no cases.
///
/// ```
/// use grendel::journal::Journal;
/// use grendel::store::Store;
///
/// let folder = tempfile::tempdir()?;
/// let journal = Journal::new(Store::open(&folder.path().join("store"))?);
/// assert_eq!(journal.entries().count(), 0);
/// assert!(journal.open_cases()?.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Journal {
    store: Store,
}

/// An entry of the journal with everything that is known of it.
#[derive(Clone, Debug)]
pub struct JournalEntry {
    /// Its place in the journal.
    pub sequence: u64,
    /// The case it belongs to, if any.
    pub case: Option<CaseNumber>,
    /// The time of writing.
    pub at: Timestamp,
    /// The hash that chains it to the one before.
    pub hash: [u8; 32],
    /// The entry.
    pub entry: Entry,
}

/// The error of a write or a read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An entry that this version of Grendel cannot read.
    #[error("entry {sequence} of the journal cannot be read: {reason}")]
    Unreadable {
        /// Its place in the journal.
        sequence: u64,
        /// The reason.
        reason: String,
    },
    /// Journal and code disagree.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A case and how far its part of the journal has come.
#[derive(Clone, Debug)]
pub struct OpenCase {
    /// The case.
    pub case: Case,
    /// Its revision in the store.
    pub revision: u64,
}

impl Journal {
    /// Returns the journal of a new store in this folder, for the tests of modules that do not know the store.
    #[cfg(test)]
    pub fn in_folder(folder: &std::path::Path) -> Self {
        Self::new(Store::open(&folder.join("store")).expect("a new store opens"))
    }

    /// The journal in this store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// The store itself.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Writes down that a case was opened, and what follows from that alone. On disk when this returns.
    pub async fn open(
        &self,
        at: Timestamp,
        opening: Opening,
        then: impl FnOnce(&Case) -> Vec<Event> + Send + 'static,
    ) -> Result<OpenCase, JournalError> {
        let (sender, receiver) = std::sync::mpsc::channel();
        let opened = self.store.open_case(at, move |number| {
            let mut case = Case::open(CaseNumber(number), opening.clone(), at);
            let events = then(&case);
            let mut entries = vec![bytes_of(&Entry::Case(Event::Opened(Box::new(opening))))];
            for event in events {
                entries.push(bytes_of(&Entry::Case(event.clone())));
                // What cannot follow here is found again, and worded, when the case is next loaded.
                let _ = case.apply(&RecordedEvent { at, event });
            }
            // The receiver waits outside of this closure; nothing is lost if it does not.
            let _ = sender.send(case);
            Transition { entries, closes: false }
        });
        let revision = opened.await?.revision;
        let case = receiver.recv().expect("the store has run the closure, or it would have answered with an error");
        Ok(OpenCase { case, revision })
    }

    /// Writes down what has happened in a case, all of it or nothing, and makes of the case what it means. On disk when this
    /// returns.
    pub async fn append(&self, open: &mut OpenCase, at: Timestamp, events: Vec<Event>) -> Result<(), JournalError> {
        let mut case = open.case.clone();
        let mut entries = Vec::new();
        let mut closes = false;
        for event in events {
            entries.push(bytes_of(&Entry::Case(event.clone())));
            closes |= matches!(event, Event::Settled);
            case.apply(&RecordedEvent { at, event })?;
        }
        let transition = Transition { entries, closes };
        open.revision = self.store.append(case.number().0, open.revision, at, transition).await?;
        open.case = case;
        Ok(())
    }

    /// Writes down something that belongs to no case. On disk when this returns.
    pub async fn stray(&self, at: Timestamp, stray: UnroutedInteraction) -> Result<(), JournalError> {
        Ok(self.store.append_without_case(at, bytes_of(&Entry::Unrouted { unrouted: stray })).await?)
    }

    /// Writes down what became of a person. On disk when this returns.
    pub async fn person(&self, at: Timestamp, person: PersonEvent) -> Result<(), JournalError> {
        Ok(self.store.append_without_case(at, bytes_of(&Entry::Person { person })).await?)
    }

    /// Writes down what happened to a tenant. On disk when this returns.
    pub async fn tenant(&self, at: Timestamp, tenant: TenantEvent) -> Result<(), JournalError> {
        Ok(self.store.append_without_case(at, bytes_of(&Entry::Tenant { tenant })).await?)
    }

    /// Writes down something about the program itself. On disk when this returns.
    pub async fn operation(&self, at: Timestamp, operation: OperationEvent) -> Result<(), JournalError> {
        Ok(self.store.append_without_case(at, bytes_of(&Entry::Operation { operation })).await?)
    }

    /// Returns the state of all entries about the program itself. The others are not parsed.
    pub fn operations(&self) -> Result<OperationHistory, JournalError> {
        let mut history = OperationHistory::default();
        for stored in self.store.journal() {
            let stored = stored?;
            if stored.case.is_none()
                && stored.bytes.starts_with(OPERATION_BEGINS)
                && let Entry::Operation { operation } = read(&stored)?.entry
            {
                history.apply(&operation);
            }
        }
        Ok(history)
    }

    /// Returns a case as its events left it, or `None` if there is no such case.
    pub fn load(&self, number: CaseNumber) -> Result<Option<OpenCase>, JournalError> {
        let Some((open, fault)) = self.load_to_fault(number)? else { return Ok(None) };
        fault.map_or(Ok(Some(open)), |fault| Err(fault.into()))
    }

    /// Returns a case as it was before its first event that cannot follow, with that fault; see
    /// [`Case::replay_to_fault`].
    pub fn load_to_fault(&self, number: CaseNumber) -> Result<Option<(OpenCase, Option<Fault>)>, JournalError> {
        let Some(entries) = self.store.case(number.0)? else { return Ok(None) };
        let revision = entries.last().map_or(0, |entry| entry.revision);
        let mut events = Vec::new();
        for entry in entries {
            let at = entry.at;
            if let Entry::Case(event) = read(&entry)?.entry {
                events.push(RecordedEvent { at, event });
            }
        }
        let (case, fault) = Case::replay_to_fault(number, events)?;
        Ok(Some((OpenCase { case, revision }, fault)))
    }

    /// The numbers of the cases that are not over, or whose end has yet to be shown.
    pub fn open_cases(&self) -> Result<Vec<CaseNumber>, JournalError> {
        Ok(self.store.open_cases()?.into_iter().map(CaseNumber).collect())
    }

    /// Every entry, from the first on.
    pub fn entries(&self) -> impl Iterator<Item = Result<JournalEntry, JournalError>> + use<> {
        self.store.journal().map(|entry| read(&entry?))
    }
}

/// Every entry of a copy, from the first on.
pub fn entries_of(copy: &StoreCopy) -> impl Iterator<Item = Result<JournalEntry, JournalError>> + '_ {
    copy.journal().map(|entry| read(&entry?))
}

/// The first bytes of every entry about the program itself, as [`bytes_of`] writes it.
const OPERATION_BEGINS: &[u8] = b"{\"program\":";

/// The bytes by which an entry is stored: JSON, which an auditor can read without us.
fn bytes_of(entry: &Entry) -> Vec<u8> {
    serde_json::to_vec(entry).expect("events are made of texts and numbers, which JSON can always hold")
}

/// Reads the bytes of an entry. The kind is read first, so that an error names the field inside.
pub fn read_entry(bytes: &[u8]) -> Result<Entry, serde_json::Error> {
    #[derive(Deserialize)]
    struct Kind {
        event: Option<IgnoredAny>,
        person: Option<IgnoredAny>,
        stray: Option<IgnoredAny>,
        whole_tenant: Option<IgnoredAny>,
        program: Option<IgnoredAny>,
    }
    #[derive(Deserialize)]
    struct OfPerson {
        person: PersonEvent,
    }
    #[derive(Deserialize)]
    struct OfNoCase {
        stray: UnroutedInteraction,
    }
    #[derive(Deserialize)]
    struct OfTenant {
        whole_tenant: TenantEvent,
    }
    #[derive(Deserialize)]
    struct OfOperation {
        program: OperationEvent,
    }
    let kind: Kind = serde_json::from_slice(bytes)?;
    match (kind.event, kind.person, kind.stray, kind.whole_tenant, kind.program) {
        (Some(_), None, None, None, None) => serde_json::from_slice(bytes).map(Entry::Case),
        (None, Some(_), None, None, None) => {
            serde_json::from_slice(bytes).map(|OfPerson { person }| Entry::Person { person })
        }
        (None, None, Some(_), None, None) => {
            serde_json::from_slice(bytes).map(|OfNoCase { stray }| Entry::Unrouted { unrouted: stray })
        }
        (None, None, None, Some(_), None) => {
            serde_json::from_slice(bytes).map(|OfTenant { whole_tenant: tenant }| Entry::Tenant { tenant })
        }
        (None, None, None, None, Some(_)) => {
            serde_json::from_slice(bytes).map(|OfOperation { program }| Entry::Operation { operation: program })
        }
        _ => Err(serde_json::Error::custom(
            "it is neither an event of a case, a person, a tenant or the program, nor a stray",
        )),
    }
}

fn read(stored: &StoredEntry) -> Result<JournalEntry, JournalError> {
    let unreadable =
        |error: serde_json::Error| JournalError::Unreadable { sequence: stored.sequence, reason: error.to_string() };
    let entry = read_entry(&stored.bytes).map_err(unreadable)?;
    Ok(JournalEntry {
        sequence: stored.sequence,
        case: stored.case.map(CaseNumber),
        at: stored.at,
        hash: stored.hash,
        entry,
    })
}
