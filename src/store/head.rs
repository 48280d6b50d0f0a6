//! HEAD: what was acknowledged, kept outside sled, so that a journal that lost something cannot pass for a whole one.
//!
//! The file has two slots of 128 bytes, at 0 and at 4096 so that no torn page reaches both. A slot holds, big-endian:
//! the letters `GRENDEL1`, schema u16, store id (16 bytes), number of the write u64, sequence u64, hash (32 bytes),
//! epoch u64, zeros, and in its last four bytes the CRC-32 of the rest. Writes alternate; the highest number that can
//! be read counts.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use uuid::Uuid;

use super::layout::{Hash, SCHEMA, array_at};

const SLOT_BYTES: usize = 128;
const SLOT_OFFSETS: [u64; 2] = [0, 4096];
const MAGIC: &[u8; 8] = b"GRENDEL1";
const CRC_AT: usize = SLOT_BYTES - 4;

/// What HEAD remembers: the last acknowledged entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadRecord {
    /// The schema of the store when this was written.
    pub(super) schema: u16,
    /// The store's id, drawn when it was created.
    pub(super) store_id: Uuid,
    /// The last acknowledged entry's sequence; 0 before the first.
    pub(super) sequence: u64,
    /// The last acknowledged entry's hash; zeros before the first.
    pub(super) hash: Hash,
    /// How often the store had been opened.
    pub(super) epoch: u64,
}

/// The open file. Every write is on disk when it returns.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) file: File,
    pub(super) record: HeadRecord,
    number: u64,
    slot: usize,
    /// Whether a slot could not be read at open: a write that was cut short, or damage.
    pub(super) slot_damaged: bool,
}

impl Head {
    /// Makes the file of a new store, both slots filled, and puts it on disk.
    pub(super) fn create(path: &Path, store_id: Uuid) -> io::Result<()> {
        let record = HeadRecord { schema: SCHEMA, store_id, sequence: 0, hash: [0; 32], epoch: 0 };
        let file = OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
        let mut head = Self { file, record: record.clone(), number: 0, slot: 0, slot_damaged: false };
        head.write(record.clone())?;
        head.write(record)?;
        head.file.sync_all()
    }

    /// Opens the file. `None` if neither slot can be read.
    pub(super) fn open(path: &Path) -> io::Result<Option<Self>> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        Ok(read(&mut file)?.map(|found| Self {
            file,
            record: found.record,
            number: found.number,
            slot: found.slot,
            slot_damaged: found.slot_damaged,
        }))
    }

    /// Reads the file without the right to write it. `None` if neither slot can be read.
    pub(super) fn look(path: &Path) -> io::Result<Option<(HeadRecord, bool)>> {
        Ok(read(&mut File::open(path)?)?.map(|found| (found.record, found.slot_damaged)))
    }

    /// Writes over the older slot and waits for the disk.
    pub(super) fn write(&mut self, record: HeadRecord) -> io::Result<()> {
        let (number, slot) = (self.number + 1, 1 - self.slot);
        self.file.seek(SeekFrom::Start(SLOT_OFFSETS[slot]))?;
        self.file.write_all(&encode(&record, number))?;
        self.file.sync_data()?;
        (self.record, self.number, self.slot) = (record, number, slot);
        Ok(())
    }
}

struct Found {
    record: HeadRecord,
    number: u64,
    slot: usize,
    slot_damaged: bool,
}

fn read(file: &mut File) -> io::Result<Option<Found>> {
    let mut best: Option<Found> = None;
    let mut slot_damaged = false;
    for (slot, offset) in SLOT_OFFSETS.into_iter().enumerate() {
        let mut bytes = Vec::with_capacity(SLOT_BYTES);
        file.seek(SeekFrom::Start(offset))?;
        file.take(SLOT_BYTES as u64).read_to_end(&mut bytes)?;
        match decode(&bytes) {
            Some((record, number)) if best.as_ref().is_none_or(|best| number > best.number) => {
                best = Some(Found { record, number, slot, slot_damaged: false });
            }
            Some(_) => {}
            None => slot_damaged = true,
        }
    }
    Ok(best.map(|best| Found { slot_damaged, ..best }))
}

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
