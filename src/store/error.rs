//! The errors of the store, worded for the operator who has to act on them.

use std::path::PathBuf;

/// A store that was not opened. Each text says what happened, what was left unchanged, and what to do next.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process, or another part of this one, has the store open.
    #[error(
        "The store is in use by {holder}; its lock is {}. Nothing was changed. Stop that process first: two \
         processes on one journal would contradict each other.",
        lock.display()
    )]
    InUse {
        /// The lock file.
        lock: PathBuf,
        /// The text of the lock file: the process id and the epoch of the holder.
        holder: String,
    },
    /// A new store was requested in a folder that holds a store or a part of one.
    #[error(
        "A new store was requested, but {} already exists. Nothing was changed. Open it, or name another folder.",
        found.display()
    )]
    AlreadyThere {
        /// The file or folder that exists.
        found: PathBuf,
    },
    /// HEAD exists, the journal does not.
    #[error(
        "The journal {} is missing, although {} says that there was one. Nothing was changed, and no empty journal was \
         created. Restore both from the same backup, or from the same folder in {}, or move the whole folder away to start \
         with an empty journal.",
        journal.display(), head.display(), copies.display()
    )]
    JournalMissing {
        /// The expected path of the journal.
        journal: PathBuf,
        /// The HEAD file.
        head: PathBuf,
        /// The folder of the copies.
        copies: PathBuf,
    },
    /// The journal exists, HEAD does not.
    #[error(
        "{} is missing, so nothing shows whether the journal {} is complete. Nothing was changed. Restore both \
         from the same backup, or from the same folder in {}; never HEAD alone.",
        head.display(), journal.display(), copies.display()
    )]
    HeadMissing {
        /// The journal's folder.
        journal: PathBuf,
        /// The expected path of HEAD.
        head: PathBuf,
        /// The folder of the copies.
        copies: PathBuf,
    },
    /// Neither journal nor HEAD exists, but copies of an earlier journal do.
    #[error(
        "The journal {} and its record {} are both missing, but {} holds copies of an earlier journal. Nothing was \
         changed, and no empty journal was created. Restore the latest copy, or move the copies away to start with an empty \
         journal.",
        journal.display(), head.display(), copies.display()
    )]
    OnlyCopies {
        /// The expected path of the journal.
        journal: PathBuf,
        /// The expected path of HEAD.
        head: PathBuf,
        /// The folder of the copies.
        copies: PathBuf,
    },
    /// Neither slot of HEAD can be read.
    #[error(
        "{} cannot be read, so nothing shows whether the journal {} is complete. Nothing was changed. Restore HEAD and \
         the journal from the same backup, or from the same folder in {}.",
        head.display(), journal.display(), copies.display()
    )]
    HeadUnreadable {
        /// The HEAD file.
        head: PathBuf,
        /// The journal's folder.
        journal: PathBuf,
        /// The folder of the copies.
        copies: PathBuf,
    },
    /// A file is missing or empty without which sled would create a new database.
    #[error(
        "{} is missing or empty, although {} says that the journal was in use. Nothing was changed, and no empty journal \
         was created. Restore the file; the latest copies are in {}.",
        file.display(), head.display(), copies.display()
    )]
    FileEmpty {
        /// The missing or empty file.
        file: PathBuf,
        /// The HEAD file.
        head: PathBuf,
        /// The folder of the copies.
        copies: PathBuf,
    },
    /// A later version of Grendel wrote the store.
    #[error(
        "{} was written by a later version of Grendel (schema {found}; this version reads up to {known}). Nothing was \
         changed. Install that version again.",
        folder.display()
    )]
    Newer {
        /// The store's folder.
        folder: PathBuf,
        /// The schema found.
        found: u16,
        /// The highest schema this version reads.
        known: u16,
    },
    /// sled could not read its own files, with and without its snapshot.
    #[error(
        "sled cannot read the journal {}: {reason}. It is not readable without its snapshot either. The journal was left \
         unchanged. Restore it and HEAD from the same backup, or from the same folder in {}.",
        journal.display(), copies.display()
    )]
    Unreadable {
        /// The journal's folder.
        journal: PathBuf,
        /// The folder of the copies.
        copies: PathBuf,
        /// The message of sled's error or panic.
        reason: String,
    },
    /// sled did not finish in time.
    #[error(
        "sled did not finish opening the journal {} within {seconds} s. The journal was left unchanged. Check that \
         the disk responds, then start Grendel again; copies are in {}.",
        journal.display(), copies.display()
    )]
    TimedOut {
        /// The journal's folder.
        journal: PathBuf,
        /// The folder of the copies.
        copies: PathBuf,
        /// The time-out, in seconds.
        seconds: u64,
    },
    /// The disk has no space to open the store.
    #[error(
        "The disk of {} is full. The content of the journal was not changed. Free some space, then start \
         Grendel again.",
        folder.display()
    )]
    DiskFull {
        /// The store's folder.
        folder: PathBuf,
    },
    /// The store opened, but its content is not what was acknowledged.
    #[error(
        "The journal {} does not pass its check against {}: {damage}. Both were left unchanged. Do not use \
         them; restore both from the same backup, or from the same folder in {}.",
        journal.display(), head.display(), copies.display()
    )]
    Damaged {
        /// The journal's folder.
        journal: PathBuf,
        /// The HEAD file.
        head: PathBuf,
        /// The folder of the copies.
        copies: PathBuf,
        /// The damage.
        damage: Damage,
    },
    /// The operating system refused an operation.
    #[error(
        "Could not {what} {}: {error}. No entry of the journal was changed. Remove the cause, then start Grendel again.",
        path.display()
    )]
    Io {
        /// The operation, as a verb.
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        error: std::io::Error,
    },
}

/// The error of a call on an open store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another caller appended to the case first. Nothing was written. Read the case and decide again.
    #[error("case {case} has moved on to revision {current}")]
    Conflict {
        /// The case.
        case: u64,
        /// Its revision now.
        current: u64,
    },
    /// No case has this number. Nothing was written.
    #[error("there is no case {case}")]
    NoSuchCase {
        /// The requested number.
        case: u64,
    },
    /// A value is larger than the limit. Nothing was written.
    #[error("{bytes} bytes are too many, {bytes_max} is the most")]
    TooLarge {
        /// Its size, in bytes.
        bytes: usize,
        /// The limit, in bytes.
        bytes_max: usize,
    },
    /// A transition has no entry or too many. Nothing was written.
    #[error("a transition has between 1 and {entries_max} entries, this one has {entries}")]
    WrongCount {
        /// The number of its entries.
        entries: usize,
        /// The limit.
        entries_max: usize,
    },
    /// The bytes that were read are not the bytes that were written.
    #[error("the store is damaged: {0}")]
    Corrupt(#[from] Damage),
    /// The store has stopped. After a failed write nothing is read or written until the store is opened again. A write that was
    /// waiting may or may not be on disk.
    #[error("the store has stopped: {reason}")]
    Stopped {
        /// The cause.
        reason: String,
    },
}

/// The first damage that a check found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// sled could not read a page, or panicked on it.
    #[error("sled cannot read it ({reason})")]
    Unreadable {
        /// The message of sled's error or panic.
        reason: String,
    },
    /// The bytes of a record have changed.
    #[error("the record {place} does not match its checksum")]
    Checksum {
        /// The record.
        place: String,
    },
    /// A record is undamaged but does not belong in its place.
    #[error("the record {place} is not what belongs there: {what}")]
    Malformed {
        /// The record.
        place: String,
        /// The difference.
        what: &'static str,
    },
    /// The journal has a gap.
    #[error("entry {sequence} is missing")]
    Missing {
        /// The first missing entry.
        sequence: u64,
    },
    /// An entry, or the one before it, was changed after it was written.
    #[error("the chain breaks at entry {sequence}")]
    Chain {
        /// The first entry whose hash does not follow.
        sequence: u64,
    },
    /// The journal holds records that belong to no entry.
    #[error("{count} records belong to no entry")]
    Surplus {
        /// Their number.
        count: u64,
    },
    /// The journal holds fewer entries than were acknowledged.
    #[error("{promised} entries were acknowledged, {found} are left")]
    Lost {
        /// The last sequence in HEAD.
        promised: u64,
        /// The last sequence in the journal.
        found: u64,
    },
    /// HEAD holds the hash of another entry at this sequence.
    #[error("entry {sequence} is not the one that HEAD names")]
    OtherThanHead {
        /// The entry.
        sequence: u64,
    },
    /// Journal and HEAD belong to different stores.
    #[error("the journal is of store {journal}, HEAD is of store {head}")]
    OtherStore {
        /// The store id in the journal.
        journal: uuid::Uuid,
        /// The store id in HEAD.
        head: uuid::Uuid,
    },
    /// An epoch is lower than an earlier one.
    #[error("epoch {found} comes after epoch {earlier}")]
    Epoch {
        /// The epoch found.
        found: u64,
        /// The earlier epoch.
        earlier: u64,
    },
    /// The indices and the journal differ on a case.
    #[error("case {case}: {what}")]
    Case {
        /// The case.
        case: u64,
        /// The difference.
        what: &'static str,
    },
}

impl From<sled::Error> for Damage {
    fn from(error: sled::Error) -> Self {
        Self::Unreadable { reason: error.to_string() }
    }
}
