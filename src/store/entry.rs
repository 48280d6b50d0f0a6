//! The values that callers hand to the store and receive from it.

use jiff::Timestamp;

/// The entries that record one change of a case. The store writes all of them or none.
#[derive(Debug, Clone, Default)]
pub struct Transition {
    /// Between 1 and [`TRANSITION_ENTRIES_MAX`](super::TRANSITION_ENTRIES_MAX) entries of at most
    /// [`ENTRY_BYTES_MAX`](super::ENTRY_BYTES_MAX) bytes each.
    pub entries: Vec<Vec<u8>>,
    /// True if the last of them closes the case. A closed case still takes entries, but it stays closed.
    pub closes: bool,
}

/// An entry as the journal holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// Its position in the journal, counted from 1 without a gap.
    pub sequence: u64,
    /// The number of the opening that wrote it; see [`Store::epoch`](super::Store::epoch).
    pub epoch: u64,
    /// The case it belongs to. `None` if it belongs to no case.
    pub case: Option<u64>,
    /// Its position in the case, counted from 1. 0 if it belongs to no case.
    pub revision: u64,
    /// The time of the event, as the caller stated it.
    pub at: Timestamp,
    /// True if it closes its case.
    pub closes: bool,
    /// The caller's bytes.
    pub bytes: Vec<u8>,
    /// Its link in the chain: a SHA-256 hash. The head of `layout.rs` shows how to compute it with other tools.
    pub hash: [u8; 32],
}

/// The number and the revision of a case that was just opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenedCase {
    /// Its number, counted from 1.
    pub case: u64,
    /// Its revision after its first entries.
    pub revision: u64,
}

/// The figures of a store that passed its integrity check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IntegrityReport {
    /// The number of entries in the journal, which is the sequence of the last one.
    pub entries: u64,
    /// The hash of the last entry; zeros if there is none.
    pub hash: [u8; 32],
    /// The last sequence that HEAD holds. It is at most one group of writes behind `entries`.
    pub acknowledged: u64,
    /// The number of cases.
    pub cases: u64,
    /// The number of open cases.
    pub open_cases: u64,
    /// The number of times the store has been opened.
    pub epoch: u64,
    /// True if one of the two slots of HEAD cannot be read: a write was cut short, or the file is damaged.
    pub head_slot_damaged: bool,
    /// The number of files that sled put beside its own (`sled/blobs`). It stays 0 as long as values are small. Any other
    /// number is a reason to examine the disk.
    pub spilled_files: u64,
}
