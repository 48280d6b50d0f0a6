//! The layout of the journal in sled: keys, the header of every record, the parts of an entry, and the hash chain.
//!
//! **Records.** Every value is `kind u8 ‖ schema u16 ‖ CRC-32 u32 ‖ payload`, big-endian, and at most 4096 bytes. The
//! checksum covers kind, schema, key and payload, so a record that was moved is detected like one that was changed.
//!
//! **Trees.** `journal`: sequence u64 ‖ part u16 → a part of an entry. `cases`: case u64 ‖ revision u64 → sequence u64
//! ‖ closes u8. `open`: case u64 → sequence of its first entry. `meta`: `schema`, `store_id`, `epoch`. `notes`: name →
//! value.
//!
//! **Chain.** Sequences run 1, 2, 3, … without a gap. The hash of an entry is `SHA-256("grendel/journal/v1" ‖ sequence
//! u64 ‖ hash of the entry before ‖ length u64 ‖ body)`. The first entry follows 32 zero bytes. `length` is the body's
//! length, and the body is `epoch u64 ‖ case u64 (0: none) ‖ revision u64 ‖ seconds i64 ‖ nanoseconds i32 ‖ closes u8 ‖
//! the entry's bytes`, all of it big-endian. In Python, with `previous` and `entry` as bytes:
//!
//! ```python
//! body = struct.pack(">QQQqi?", epoch, case, revision, seconds, nanoseconds, closes) + entry
//! link = struct.pack(">Q", sequence) + previous + struct.pack(">Q", len(body))
//! hashlib.sha256(b"grendel/journal/v1" + link + body).hexdigest()
//! ```

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::entry::StoredEntry;
use super::error::Damage;

/// The version of the layout in this file.
pub(super) const SCHEMA: u16 = 1;
/// The size of the largest value, in bytes. sled may put a larger one into a file of its own, which it never brings to disk
/// (sled 0.34.7, `pagecache/logger.rs`).
pub(super) const VALUE_BYTES_MAX: usize = 4096;
pub use crate::domain::ENTRY_BYTES_MAX;
/// The size of the largest note, in bytes: the space beside the header in one value.
pub const NOTE_BYTES_MAX: usize = VALUE_BYTES_MAX - HEADER_BYTES;

/// A link of the chain: a SHA-256 hash.
pub(super) type Hash = [u8; 32];

const HEADER_BYTES: usize = 7;
// The first record of an entry holds its hash, the length of its bytes, the fixed part of the body, and the first bytes.
const LENGTH_AT: usize = 32;
const FIXED_AT: usize = LENGTH_AT + 4;
const FIXED_BYTES: usize = 8 + 8 + 8 + 8 + 4 + 1;
const FIRST_AT: usize = FIXED_AT + FIXED_BYTES;
const CHAIN_NAME: &[u8] = b"grendel/journal/v1";

/// The kind of a record. The numbers are part of the file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum RecordKind {
    /// The first record of an entry.
    Entry = 1,
    /// A further record of an entry.
    Part = 2,
    /// The position of a case's entry in the journal.
    CaseEntry = 3,
    /// An open case.
    OpenCase = 4,
    /// A fact about the store itself.
    Meta = 5,
    /// A note.
    Note = 6,
}

/// Returns the key of a part of an entry.
pub(super) fn journal_key(sequence: u64, part: u16) -> [u8; 10] {
    let mut key = [0; 10];
    key[..8].copy_from_slice(&sequence.to_be_bytes());
    key[8..].copy_from_slice(&part.to_be_bytes());
    key
}

/// Returns the key of a case's entry in the index.
pub(super) fn case_key(case: u64, revision: u64) -> [u8; 16] {
    let mut key = [0; 16];
    key[..8].copy_from_slice(&case.to_be_bytes());
    key[8..].copy_from_slice(&revision.to_be_bytes());
    key
}

/// Returns the `N` bytes that start at `at`, or `None` if there are fewer.
pub(super) fn array_at<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at + N)?.try_into().ok()
}

/// Returns a value: the header and the payload.
pub(super) fn seal(kind: RecordKind, key: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut value = Vec::with_capacity(HEADER_BYTES + payload.len());
    value.push(kind as u8);
    value.extend_from_slice(&SCHEMA.to_be_bytes());
    value.extend_from_slice(&checksum(&value, key, payload).to_be_bytes());
    value.extend_from_slice(payload);
    value
}

/// Checks the header of a value and returns its payload.
pub(super) fn unseal<'a>(kind: RecordKind, key: &[u8], value: &'a [u8]) -> Result<&'a [u8], Damage> {
    let place = || place(kind, key);
    let (Some(crc), Some(payload)) = (array_at(value, 3), value.get(HEADER_BYTES..)) else {
        return Err(Damage::Malformed { place: place(), what: "it is too short" });
    };
    if checksum(&value[..3], key, payload) != u32::from_be_bytes(crc) {
        return Err(Damage::Checksum { place: place() });
    }
    if value[0] != kind as u8 {
        return Err(Damage::Malformed { place: place(), what: "it is of another kind" });
    }
    if value[1..3] != SCHEMA.to_be_bytes() {
        return Err(Damage::Malformed { place: place(), what: "it has a schema that this version does not know" });
    }
    Ok(payload)
}

/// Returns the damage of a record that does not belong in its place.
pub(super) fn malformed(kind: RecordKind, key: &[u8], what: &'static str) -> Damage {
    Damage::Malformed { place: place(kind, key), what }
}

/// Returns the hash of an entry that follows one with the hash `previous`.
pub(super) fn chain(entry: &StoredEntry, previous: &Hash) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(CHAIN_NAME);
    hasher.update(entry.sequence.to_be_bytes());
    hasher.update(previous);
    hasher.update(((FIXED_BYTES + entry.bytes.len()) as u64).to_be_bytes());
    hasher.update(fixed_part(entry));
    hasher.update(&entry.bytes);
    hasher.finalize().into()
}

/// Splits an entry into records of at most [`VALUE_BYTES_MAX`] bytes, in the order of their keys.
pub(super) fn split(entry: &StoredEntry) -> Vec<([u8; 10], Vec<u8>)> {
    let length = u32::try_from(entry.bytes.len()).expect("an entry was measured against its limit");
    let (first, rest) = entry.bytes.split_at(entry.bytes.len().min(VALUE_BYTES_MAX - HEADER_BYTES - FIRST_AT));
    let mut payload = Vec::with_capacity(FIRST_AT + first.len());
    payload.extend_from_slice(&entry.hash);
    payload.extend_from_slice(&length.to_be_bytes());
    payload.extend_from_slice(&fixed_part(entry));
    payload.extend_from_slice(first);
    let key = journal_key(entry.sequence, 0);
    let mut records = vec![(key, seal(RecordKind::Entry, &key, &payload))];
    for (part, chunk) in (1..).zip(rest.chunks(VALUE_BYTES_MAX - HEADER_BYTES)) {
        let key = journal_key(entry.sequence, part);
        records.push((key, seal(RecordKind::Part, &key, chunk)));
    }
    records
}

/// Decodes the first record of an entry. Returns the entry with the bytes of that record, and the length of all its bytes.
pub(super) fn decode_first(sequence: u64, value: &[u8]) -> Result<(StoredEntry, usize), Damage> {
    let key = journal_key(sequence, 0);
    let payload = unseal(RecordKind::Entry, &key, value)?;
    decode_payload(sequence, payload).ok_or_else(|| malformed(RecordKind::Entry, &key, "its fields make no sense"))
}

fn decode_payload(sequence: u64, payload: &[u8]) -> Option<(StoredEntry, usize)> {
    let number = |at| Some(u64::from_be_bytes(array_at(payload, at)?));
    let second = i64::from_be_bytes(array_at(payload, FIXED_AT + 24)?);
    let nanosecond = i32::from_be_bytes(array_at(payload, FIXED_AT + 32)?);
    let entry = StoredEntry {
        sequence,
        epoch: number(FIXED_AT)?,
        case: Some(number(FIXED_AT + 8)?).filter(|case| *case != 0),
        revision: number(FIXED_AT + 16)?,
        at: Timestamp::new(second, nanosecond).ok()?,
        closes: match payload.get(FIXED_AT + 36)? {
            0 => false,
            1 => true,
            _ => return None,
        },
        bytes: payload.get(FIRST_AT..)?.to_vec(),
        hash: array_at(payload, 0)?,
    };
    let length = usize::try_from(u32::from_be_bytes(array_at(payload, LENGTH_AT)?)).ok()?;
    (length <= ENTRY_BYTES_MAX).then_some((entry, length))
}

fn fixed_part(entry: &StoredEntry) -> [u8; FIXED_BYTES] {
    let mut bytes = [0; FIXED_BYTES];
    bytes[..8].copy_from_slice(&entry.epoch.to_be_bytes());
    bytes[8..16].copy_from_slice(&entry.case.unwrap_or(0).to_be_bytes());
    bytes[16..24].copy_from_slice(&entry.revision.to_be_bytes());
    bytes[24..32].copy_from_slice(&entry.at.as_second().to_be_bytes());
    bytes[32..36].copy_from_slice(&entry.at.subsec_nanosecond().to_be_bytes());
    bytes[36] = u8::from(entry.closes);
    bytes
}

fn checksum(kind_and_schema: &[u8], key: &[u8], payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(kind_and_schema);
    hasher.update(key);
    hasher.update(payload);
    hasher.finalize()
}

fn place(kind: RecordKind, key: &[u8]) -> String {
    let number = |at| array_at(key, at).map_or(0, u64::from_be_bytes);
    match kind {
        RecordKind::Entry | RecordKind::Part => {
            format!("of entry {}, part {}", number(0), array_at(key, 8).map_or(0, u16::from_be_bytes))
        }
        RecordKind::CaseEntry => format!("of case {}, revision {}", number(0), number(8)),
        RecordKind::OpenCase => format!("of open case {}", number(0)),
        RecordKind::Meta | RecordKind::Note => format!("`{}`", String::from_utf8_lossy(key)),
    }
}
