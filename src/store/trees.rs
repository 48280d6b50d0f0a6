//! The five trees of sled, read and written in terms of entries and cases.

use std::fs::{File, OpenOptions};
use std::path::Path;

use sled::transaction::{ConflictableTransactionError, TransactionError, Transactional};
use uuid::Uuid;

use super::StoredEntry;
use super::error::Damage;
use super::layout::{
    self, ENTRY_BYTES_MAX, Hash, Kind, SCHEMA, array_at, case_key, journal_key, malformed, seal, unseal,
};

const JOURNAL: &str = "journal";
const CASES: &str = "cases";
const OPEN: &str = "open";
const META: &str = "meta";
const NOTES: &str = "notes";
const SCHEMA_KEY: &[u8] = b"schema";
const STORE_ID_KEY: &[u8] = b"store_id";
const EPOCH_KEY: &[u8] = b"epoch";

/// sled, open, and its trees.
#[derive(Clone)]
pub(super) struct Trees {
    pub(super) db: sled::Db,
    pub(super) journal: sled::Tree,
    pub(super) cases: sled::Tree,
    pub(super) open: sled::Tree,
    pub(super) notes: sled::Tree,
    meta: sled::Tree,
}

/// What one transaction writes: entries, and what follows from them for the indices; or a note.
#[derive(Default)]
pub(super) struct Changes {
    pub(super) entries: Vec<StoredEntry>,
    /// The case whose first entry is among them, and that entry's sequence.
    pub(super) opened: Option<(u64, u64)>,
    pub(super) closed: Option<u64>,
    pub(super) note: Option<(String, Vec<u8>)>,
}

impl Trees {
    /// Makes the trees of a new store.
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
            meta.insert(key, seal(Kind::Meta, key, payload))?;
        }
        db.flush()?;
        Ok(())
    }

    /// Opens the trees of a store that has them. sled would quietly make a tree that is not there.
    pub(super) fn open(db: sled::Db) -> Result<Self, Damage> {
        let names = db.tree_names();
        for name in [JOURNAL, CASES, OPEN, META, NOTES] {
            if !names.iter().any(|found| found == name.as_bytes()) {
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

    /// One entry, whole and checked against its checksums, but not yet against the chain. `None` if there is none.
    pub(super) fn entry(&self, sequence: u64) -> Result<Option<StoredEntry>, Damage> {
        let first = journal_key(sequence, 0);
        let Some(value) = self.journal.get(first)? else { return Ok(None) };
        let (mut entry, length) = layout::join_first(sequence, &value)?;
        for part in 1.. {
            if entry.bytes.len() >= length {
                break;
            }
            let key = journal_key(sequence, part);
            let value = self.journal.get(key)?.ok_or_else(|| malformed(Kind::Part, &key, "it is missing"))?;
            let chunk = unseal(Kind::Part, &key, &value)?;
            if chunk.is_empty() {
                return Err(malformed(Kind::Part, &key, "it is empty"));
            }
            entry.bytes.extend_from_slice(chunk);
        }
        if entry.bytes.len() == length && length <= ENTRY_BYTES_MAX {
            return Ok(Some(entry));
        }
        Err(malformed(Kind::Entry, &first, "it is longer than it says"))
    }

    /// One entry that must be there and must follow the entry before it.
    pub(super) fn linked_entry(&self, sequence: u64) -> Result<StoredEntry, Damage> {
        let missing = |sequence| Damage::Missing { sequence };
        let previous = match sequence - 1 {
            0 => [0; 32],
            before => self.entry(before)?.ok_or_else(|| missing(before))?.hash,
        };
        let entry = self.entry(sequence)?.ok_or_else(|| missing(sequence))?;
        if layout::chain(&entry, &previous) == entry.hash { Ok(entry) } else { Err(Damage::Chain { sequence }) }
    }

    /// How many entries a case has, which is its revision. 0 if there is no such case.
    pub(super) fn revision(&self, case: u64) -> Result<u64, Damage> {
        match self.cases.scan_prefix(case.to_be_bytes()).next_back() {
            None => Ok(0),
            Some(record) => {
                let (key, _) = record?;
                array_at(&key, 8)
                    .map(u64::from_be_bytes)
                    .ok_or_else(|| malformed(Kind::CaseEntry, &key, "its key is short"))
            }
        }
    }

    /// Whether the index has the case among the open ones.
    pub(super) fn is_open(&self, case: u64) -> Result<bool, Damage> {
        Ok(self.open.contains_key(case.to_be_bytes())?)
    }

    /// A note's value.
    pub(super) fn note(&self, name: &str) -> Result<Option<Vec<u8>>, Damage> {
        let Some(value) = self.notes.get(name)? else { return Ok(None) };
        Ok(Some(unseal(Kind::Note, name.as_bytes(), &value)?.to_vec()))
    }

    /// The schema, the store's id and the epoch, as the journal has them.
    pub(super) fn identity(&self) -> Result<(u16, Uuid, u64), Damage> {
        Ok((
            u16::from_be_bytes(self.meta(SCHEMA_KEY)?),
            Uuid::from_bytes(self.meta(STORE_ID_KEY)?),
            u64::from_be_bytes(self.meta(EPOCH_KEY)?),
        ))
    }

    /// Writes the epoch of this opening. Not yet on disk.
    pub(super) fn write_epoch(&self, epoch: u64) -> Result<(), Damage> {
        self.meta.insert(EPOCH_KEY, sealed_epoch(epoch))?;
        Ok(())
    }

    /// All changes or none, in every tree, provided that nobody has opened the store since `epoch`. Not yet on disk.
    /// After an error sled's memory may hold half of it (0.34.7, `transaction.rs`), so nothing may be read or written
    /// any more.
    pub(super) fn commit(&self, epoch: u64, changes: &Changes) -> Result<(), String> {
        let expected = sealed_epoch(epoch);
        let trees = (&self.journal, &self.cases, &self.open, &self.meta, &self.notes);
        let done = trees.transaction(|(journal, cases, open, meta, notes)| {
            if meta.get(EPOCH_KEY)?.as_deref() != Some(expected.as_slice()) {
                return Err(ConflictableTransactionError::Abort("the store was opened by someone else"));
            }
            for entry in &changes.entries {
                for (key, value) in layout::split(entry) {
                    journal.insert(&key, value)?;
                }
                if let Some(case) = entry.case {
                    let key = case_key(case, entry.revision);
                    cases.insert(&key, seal(Kind::CaseEntry, &key, &encode_place(entry.sequence, entry.closes)))?;
                }
            }
            if let Some((case, sequence)) = changes.opened {
                let key = case.to_be_bytes();
                open.insert(&key, seal(Kind::OpenCase, &key, &sequence.to_be_bytes()))?;
            }
            if let Some(case) = changes.closed {
                open.remove(&case.to_be_bytes())?;
            }
            if let Some((name, value)) = &changes.note {
                notes.insert(name.as_bytes(), seal(Kind::Note, name.as_bytes(), value))?;
            }
            Ok(())
        });
        done.map_err(|error| match error {
            TransactionError::Abort(reason) => reason.to_owned(),
            TransactionError::Storage(error) => format!("sled refused a transaction ({error})"),
        })
    }

    fn meta<const N: usize>(&self, key: &[u8]) -> Result<[u8; N], Damage> {
        let value = self.meta.get(key)?.ok_or_else(|| malformed(Kind::Meta, key, "it is missing"))?;
        unseal(Kind::Meta, key, &value)?.try_into().map_err(|_| malformed(Kind::Meta, key, "it has another length"))
    }
}

/// Case, revision, sequence and whether the entry closes its case, out of the index of cases.
pub(super) fn decode_case_entry(key: &[u8], value: &[u8]) -> Result<(u64, u64, u64, bool), Damage> {
    let payload = unseal(Kind::CaseEntry, key, value)?;
    let number = |bytes, at| array_at(bytes, at).map(u64::from_be_bytes);
    let decoded = || {
        let closes = match payload.get(8..)? {
            [0] => false,
            [1] => true,
            _ => return None,
        };
        Some((number(key, 0)?, number(key, 8)?, number(payload, 0)?, closes))
    };
    decoded().ok_or_else(|| malformed(Kind::CaseEntry, key, "its fields make no sense"))
}

/// Case and first sequence out of the index of open cases.
pub(super) fn decode_open_case(key: &[u8], value: &[u8]) -> Result<(u64, u64), Damage> {
    let payload = unseal(Kind::OpenCase, key, value)?;
    let both = array_at(key, 0).map(u64::from_be_bytes).zip(array_at(payload, 0).map(u64::from_be_bytes));
    both.ok_or_else(|| malformed(Kind::OpenCase, key, "its fields make no sense"))
}

/// Brings what sled has taken to the disk. sled's own `flush` ends in `sync_file_range` on Linux, which neither waits
/// for the drive nor covers the file's length (0.34.7, `pagecache/iobuf.rs`), so its file is synced once more through a
/// descriptor of our own.
pub(super) struct Disk {
    file: File,
}

impl Disk {
    /// Opens sled's file a second time.
    pub(super) fn open(sled_folder: &Path) -> std::io::Result<Self> {
        Ok(Self { file: OpenOptions::new().read(true).write(true).open(sled_folder.join("db"))? })
    }

    /// Returns when everything committed so far survives a power cut. Blocking; never sled's `flush_async`, which
    /// deadlocks under concurrent callers.
    pub(super) fn sync(&self, trees: &Trees) -> Result<(), String> {
        trees.db.flush().map_err(|error| format!("sled could not flush ({error})"))?;
        self.file.sync_data().map_err(|error| format!("the disk did not take what sled wrote ({error})"))
    }
}

/// The tip of the journal: the last entry's sequence and hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tip {
    pub(super) sequence: u64,
    pub(super) hash: Hash,
}

fn sealed_epoch(epoch: u64) -> Vec<u8> {
    seal(Kind::Meta, EPOCH_KEY, &epoch.to_be_bytes())
}

fn encode_place(sequence: u64, closes: bool) -> [u8; 9] {
    let mut payload = [0; 9];
    payload[..8].copy_from_slice(&sequence.to_be_bytes());
    payload[8] = u8::from(closes);
    payload
}
