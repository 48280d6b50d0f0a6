//! HEAD: the last acknowledged entry, stored outside sled, so that a journal that lost entries is detected.
//!
//! The file has two slots of 128 bytes, at 0 and at 4096, so that a torn page damages only one. A slot holds, big-endian:
//! the letters `GRENDEL1`, schema u16, store id (16 bytes), number of the write u64, sequence u64, hash (32 bytes),
//! epoch u64, zeros, and in its last four bytes the CRC-32 of the rest. Writes alternate between the slots; the readable slot
//! with the highest number counts.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use uuid::Uuid;

use super::layout::{Hash, SCHEMA, array_at};

const SLOT_BYTES: usize = 128;
const SLOT_OFFSETS: [u64; 2] = [0, 4096];
const MAGIC: &[u8; 8] = b"GRENDEL1";
const CRC_AT: usize = SLOT_BYTES - 4;

/// The content of HEAD: the last acknowledged entry and the identity of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadRecord {
    /// The schema of the store at the time of writing.
    pub(super) schema: u16,
    /// The random id that the store received when it was created.
    pub(super) store_id: Uuid,
    /// The sequence of the last acknowledged entry; 0 before the first.
    pub(super) sequence: u64,
    /// The hash of the last acknowledged entry; zeros before the first.
    pub(super) hash: Hash,
    /// The number of times the store had been opened.
    pub(super) epoch: u64,
}

/// The open HEAD file.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) file: File,
    pub(super) record: HeadRecord,
    number: u64,
    slot: usize,
    /// True if a slot could not be read when the file was opened: a write was cut short, or the file is damaged.
    pub(super) slot_damaged: bool,
}

impl Head {
    /// Creates the file of a new store, with both slots filled, and brings it to disk.
    pub(super) fn create(path: &Path, store_id: Uuid) -> io::Result<()> {
        let record = HeadRecord { schema: SCHEMA, store_id, sequence: 0, hash: [0; 32], epoch: 0 };
        let file = OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
        let mut head = Self { file, record: record.clone(), number: 0, slot: 0, slot_damaged: false };
        head.write(record.clone())?;
        head.write(record)?;
        head.file.sync_all()
    }

    /// Opens the file. Returns `None` if neither slot can be read.
    pub(super) fn open(path: &Path) -> io::Result<Option<Self>> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        Ok(read_newest(&mut file)?.map(|newest| Self {
            file,
            record: newest.record,
            number: newest.number,
            slot: newest.slot,
            slot_damaged: newest.slot_damaged,
        }))
    }

    /// Reads the file without write access. Returns the record and [`Head::slot_damaged`], or `None` if neither slot can be
    /// read.
    pub(super) fn read(path: &Path) -> io::Result<Option<(HeadRecord, bool)>> {
        Ok(read_newest(&mut File::open(path)?)?.map(|newest| (newest.record, newest.slot_damaged)))
    }

    /// Overwrites the older slot. The record is on disk when this returns.
    pub(super) fn write(&mut self, record: HeadRecord) -> io::Result<()> {
        let (number, slot) = (self.number + 1, 1 - self.slot);
        self.file.seek(SeekFrom::Start(SLOT_OFFSETS[slot]))?;
        self.file.write_all(&encode(&record, number))?;
        self.file.sync_data()?;
        (self.record, self.number, self.slot) = (record, number, slot);
        Ok(())
    }
}

/// The newest readable slot of a file.
struct ReadSlot {
    record: HeadRecord,
    number: u64,
    slot: usize,
    slot_damaged: bool,
}

fn read_newest(file: &mut File) -> io::Result<Option<ReadSlot>> {
    let mut newest: Option<ReadSlot> = None;
    let mut slot_damaged = false;
    for (slot, offset) in SLOT_OFFSETS.into_iter().enumerate() {
        let mut bytes = Vec::with_capacity(SLOT_BYTES);
        file.seek(SeekFrom::Start(offset))?;
        file.take(SLOT_BYTES as u64).read_to_end(&mut bytes)?;
        match decode(&bytes) {
            Some((record, number)) if newest.as_ref().is_none_or(|newest| number > newest.number) => {
                newest = Some(ReadSlot { record, number, slot, slot_damaged: false });
            }
            Some(_) => {}
            None => slot_damaged = true,
        }
    }
    Ok(newest.map(|newest| ReadSlot { slot_damaged, ..newest }))
}

/// Returns the bytes of a slot.
fn encode(record: &HeadRecord, number: u64) -> [u8; SLOT_BYTES] {
    let mut bytes = Vec::with_capacity(SLOT_BYTES);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&record.schema.to_be_bytes());
    bytes.extend_from_slice(record.store_id.as_bytes());
    bytes.extend_from_slice(&number.to_be_bytes());
    bytes.extend_from_slice(&record.sequence.to_be_bytes());
    bytes.extend_from_slice(&record.hash);
    bytes.extend_from_slice(&record.epoch.to_be_bytes());
    bytes.resize(CRC_AT, 0);
    let crc = crc32fast::hash(&bytes);
    bytes.extend_from_slice(&crc.to_be_bytes());
    bytes.try_into().expect("the fields, the zeros and the checksum are one slot long")
}

/// Returns the record and the number of a slot, or `None` if its bytes are not what was written.
fn decode(bytes: &[u8]) -> Option<(HeadRecord, u64)> {
    if bytes.len() != SLOT_BYTES || !bytes.starts_with(MAGIC) {
        return None;
    }
    if crc32fast::hash(&bytes[..CRC_AT]).to_be_bytes() != bytes[CRC_AT..] {
        return None;
    }
    let record = HeadRecord {
        schema: u16::from_be_bytes(array_at(bytes, 8)?),
        store_id: Uuid::from_bytes(array_at(bytes, 10)?),
        sequence: u64::from_be_bytes(array_at(bytes, 34)?),
        hash: array_at(bytes, 42)?,
        epoch: u64::from_be_bytes(array_at(bytes, 74)?),
    };
    Some((record, u64::from_be_bytes(array_at(bytes, 26)?)))
}
