//! The five trees of sled, read and written in terms of entries and cases.

use sled::transaction::{ConflictableTransactionError, TransactionError, Transactional};
use uuid::Uuid;

use super::entry::StoredEntry;
use super::error::Damage;
use super::layout::{
    self, ENTRY_BYTES_MAX, Hash, RecordKind, SCHEMA, array_at, case_key, journal_key, malformed, seal, unseal,
};

const JOURNAL: &str = "journal";
const CASES: &str = "cases";
const OPEN: &str = "open";
const META: &str = "meta";
const NOTES: &str = "notes";
const SCHEMA_KEY: &[u8] = b"schema";
const STORE_ID_KEY: &[u8] = b"store_id";
const EPOCH_KEY: &[u8] = b"epoch";

/// The open sled database and its trees. Clones share them.
#[derive(Clone)]
pub(super) struct Trees {
    pub(super) db: sled::Db,
    pub(super) journal: sled::Tree,
    pub(super) cases: sled::Tree,
    pub(super) open: sled::Tree,
    pub(super) notes: sled::Tree,
    meta: sled::Tree,
}

/// The content of one transaction: entries with their effect on the indices, or a note.
#[derive(Default)]
pub(super) struct Changes {
    pub(super) entries: Vec<StoredEntry>,
    /// The case that these entries open, and the sequence of its first entry.
    pub(super) opened: Option<(u64, u64)>,
    /// The case that these entries close.
    pub(super) closed: Option<u64>,
    /// The name and the value of a note.
    pub(super) note: Option<(String, Vec<u8>)>,
}

impl Trees {
    /// Creates the trees of a new store.
    pub(super) fn create(db: &sled::Db, store_id: Uuid) -> sled::Result<()> {
        for name in [JOURNAL, CASES, OPEN, NOTES] {
            db.open_tree(name)?;
        }
        let meta = db.open_tree(META)?;
        for (key, payload) in [
            (SCHEMA_KEY, SCHEMA.to_be_bytes().as_slice()),
            (STORE_ID_KEY, store_id.as_bytes()),
            (EPOCH_KEY, &0_u64.to_be_bytes()),
        ] {
            meta.insert(key, seal(RecordKind::Meta, key, payload))?;
        }
        db.flush()?;
        Ok(())
    }

    /// Opens the trees of an existing store. Checks their names first, because sled creates a missing tree without an error.
    pub(super) fn open(db: sled::Db) -> Result<Self, Damage> {
        let names = db.tree_names();
        for name in [JOURNAL, CASES, OPEN, META, NOTES] {
            if !names.iter().any(|present| present == name.as_bytes()) {
                return Err(Damage::Malformed { place: format!("`{name}`"), what: "the whole tree is missing" });
            }
        }
        let tree = |name| db.open_tree(name).map_err(Damage::from);
        Ok(Self {
            journal: tree(JOURNAL)?,
            cases: tree(CASES)?,
            open: tree(OPEN)?,
            meta: tree(META)?,
            notes: tree(NOTES)?,
            db,
        })
    }

    /// Returns one entry, or `None` if there is none. Its checksums are checked, its link is not.
    pub(super) fn entry(&self, sequence: u64) -> Result<Option<StoredEntry>, Damage> {
        let first = journal_key(sequence, 0);
        let Some(value) = self.journal.get(first)? else { return Ok(None) };
        let (mut entry, length) = layout::decode_first(sequence, &value)?;
        for part in 1.. {
            if entry.bytes.len() >= length {
                break;
            }
            let key = journal_key(sequence, part);
            let value = self.journal.get(key)?.ok_or_else(|| malformed(RecordKind::Part, &key, "it is missing"))?;
            let chunk = unseal(RecordKind::Part, &key, &value)?;
            // An empty part would make this loop run forever.
            if chunk.is_empty() {
                return Err(malformed(RecordKind::Part, &key, "it is empty"));
            }
            entry.bytes.extend_from_slice(chunk);
        }
        if entry.bytes.len() == length && length <= ENTRY_BYTES_MAX {
            return Ok(Some(entry));
        }
        Err(malformed(RecordKind::Entry, &first, "it is longer than it says"))
    }

    /// Returns one entry that must exist and must follow the entry before it.
    pub(super) fn linked_entry(&self, sequence: u64) -> Result<StoredEntry, Damage> {
        let missing = |sequence| Damage::Missing { sequence };
        let previous = match sequence - 1 {
            0 => [0; 32],
            before => self.entry(before)?.ok_or_else(|| missing(before))?.hash,
        };
        let entry = self.entry(sequence)?.ok_or_else(|| missing(sequence))?;
        if layout::chain(&entry, &previous) == entry.hash { Ok(entry) } else { Err(Damage::Chain { sequence }) }
    }

    /// Returns the number of entries of a case, which is its revision. 0 if there is no such case.
    pub(super) fn revision(&self, case: u64) -> Result<u64, Damage> {
        match self.cases.scan_prefix(case.to_be_bytes()).next_back() {
            None => Ok(0),
            Some(record) => {
                let (key, _) = record?;
                array_at(&key, 8)
                    .map(u64::from_be_bytes)
                    .ok_or_else(|| malformed(RecordKind::CaseEntry, &key, "its key is short"))
            }
        }
    }

    /// Returns true if the index holds the case as open.
    pub(super) fn is_open(&self, case: u64) -> Result<bool, Damage> {
        Ok(self.open.contains_key(case.to_be_bytes())?)
    }

    /// Returns the value of a note, or `None` if there is none.
    pub(super) fn note(&self, name: &str) -> Result<Option<Vec<u8>>, Damage> {
        let Some(value) = self.notes.get(name)? else { return Ok(None) };
        Ok(Some(unseal(RecordKind::Note, name.as_bytes(), &value)?.to_vec()))
    }

    /// Returns the schema, the store's id and the epoch, as sled holds them.
    pub(super) fn identity(&self) -> Result<(u16, Uuid, u64), Damage> {
        Ok((
            u16::from_be_bytes(self.meta(SCHEMA_KEY)?),
            Uuid::from_bytes(self.meta(STORE_ID_KEY)?),
            u64::from_be_bytes(self.meta(EPOCH_KEY)?),
        ))
    }

    /// Writes the epoch of this opening. It is not on disk when this returns.
    pub(super) fn write_epoch(&self, epoch: u64) -> Result<(), Damage> {
        self.meta.insert(EPOCH_KEY, sealed_epoch(epoch))?;
        Ok(())
    }

    /// Applies all changes to all trees, or none, provided that the store has not been opened again since `epoch`. They are
    /// not on disk when this returns.
    ///
    /// After an error sled's memory may hold half of a transaction (0.34.7, `transaction.rs`), so the caller must neither
    /// read nor write any more.
    pub(super) fn commit(&self, epoch: u64, changes: &Changes) -> Result<(), String> {
        let expected = sealed_epoch(epoch);
        let trees = (&self.journal, &self.cases, &self.open, &self.meta, &self.notes);
        let committed = trees.transaction(|(journal, cases, open, meta, notes)| {
            if meta.get(EPOCH_KEY)?.as_deref() != Some(expected.as_slice()) {
                return Err(ConflictableTransactionError::Abort("the store was opened by someone else"));
            }
            for entry in &changes.entries {
                for (key, value) in layout::split(entry) {
                    journal.insert(&key, value)?;
                }
                if let Some(case) = entry.case {
                    let key = case_key(case, entry.revision);
                    let payload = encode_case_entry(entry.sequence, entry.closes);
                    cases.insert(&key, seal(RecordKind::CaseEntry, &key, &payload))?;
                }
            }
            if let Some((case, sequence)) = changes.opened {
                let key = case.to_be_bytes();
                open.insert(&key, seal(RecordKind::OpenCase, &key, &sequence.to_be_bytes()))?;
            }
            if let Some(case) = changes.closed {
                open.remove(&case.to_be_bytes())?;
            }
            if let Some((name, value)) = &changes.note {
                notes.insert(name.as_bytes(), seal(RecordKind::Note, name.as_bytes(), value))?;
            }
            Ok(())
        });
        committed.map_err(|error| match error {
            TransactionError::Abort(reason) => reason.to_owned(),
            TransactionError::Storage(error) => format!("sled refused a transaction ({error})"),
        })
    }

    fn meta<const N: usize>(&self, key: &[u8]) -> Result<[u8; N], Damage> {
        let value = self.meta.get(key)?.ok_or_else(|| malformed(RecordKind::Meta, key, "it is missing"))?;
        let payload = unseal(RecordKind::Meta, key, &value)?;
        payload.try_into().map_err(|_| malformed(RecordKind::Meta, key, "it has another length"))
    }
}

/// A record of the index of cases.
pub(super) struct CaseIndexRecord {
    pub(super) case: u64,
    pub(super) revision: u64,
    pub(super) sequence: u64,
    pub(super) closes: bool,
}

/// Decodes a record of the index of cases.
pub(super) fn decode_case_entry(key: &[u8], value: &[u8]) -> Result<CaseIndexRecord, Damage> {
    let payload = unseal(RecordKind::CaseEntry, key, value)?;
    let number = |bytes, at| array_at(bytes, at).map(u64::from_be_bytes);
    let decoded = || {
        let closes = match payload.get(8..)? {
            [0] => false,
            [1] => true,
            _ => return None,
        };
        let (case, revision, sequence) = (number(key, 0)?, number(key, 8)?, number(payload, 0)?);
        Some(CaseIndexRecord { case, revision, sequence, closes })
    };
    decoded().ok_or_else(|| malformed(RecordKind::CaseEntry, key, "its fields make no sense"))
}

/// Decodes a record of the index of open cases: the case and the sequence of its first entry.
pub(super) fn decode_open_case(key: &[u8], value: &[u8]) -> Result<(u64, u64), Damage> {
    let payload = unseal(RecordKind::OpenCase, key, value)?;
    let both = array_at(key, 0).map(u64::from_be_bytes).zip(array_at(payload, 0).map(u64::from_be_bytes));
    both.ok_or_else(|| malformed(RecordKind::OpenCase, key, "its fields make no sense"))
}

/// The sequence and the hash of the journal's last entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ChainTip {
    pub(super) sequence: u64,
    pub(super) hash: Hash,
}

fn sealed_epoch(epoch: u64) -> Vec<u8> {
    seal(RecordKind::Meta, EPOCH_KEY, &epoch.to_be_bytes())
}

fn encode_case_entry(sequence: u64, closes: bool) -> [u8; 9] {
    let mut payload = [0; 9];
    payload[..8].copy_from_slice(&sequence.to_be_bytes());
    payload[8] = u8::from(closes);
    payload
}
