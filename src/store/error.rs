//! What can go wrong with the store, in words for the person who has to act on it.

use std::path::PathBuf;

/// Why the store was not opened. Each text says what happened, what was left alone, and what to do next.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another Grendel, or another part of this one, has the store open.
    #[error(
        "The store is in use by {holder}; its lock is {}. Nothing was touched. Stop that one first: two on one journal \
         would contradict each other.",
        lock.display()
    )]
    InUse {
        /// The lock file.
        lock: PathBuf,
        /// What the lock file says about its owner.
        holder: String,
    },
    /// A new store was asked for where one, or a part of one, already is.
    #[error(
        "A new store was asked for, but {} is already there. Nothing was touched. Open it, or name another folder.",
        found.display()
    )]
    AlreadyThere {
        /// What stands in the way.
        found: PathBuf,
    },
    /// HEAD is there, the journal is not.
    #[error(
        "The journal {} is missing, though {} says that there was one. Nothing was touched and no empty journal was \
         begun. Put both back from the same backup, or from the same folder in {}, or move the whole folder away to begin anew.",
        journal.display(), head.display(), copies.display()
    )]
    JournalMissing {
        /// Where the journal should be.
        journal: PathBuf,
        /// The HEAD record.
        head: PathBuf,
        /// Where copies are kept.
        copies: PathBuf,
    },
    /// The journal is there, HEAD is not.
    #[error(
        "{} is missing, so nobody can tell whether the journal {} is complete. Nothing was touched. Put both \
         back from the same backup, or from the same folder in {}; never HEAD alone.",
        head.display(), journal.display(), copies.display()
    )]
    HeadMissing {
        /// The journal's folder.
        journal: PathBuf,
        /// Where HEAD should be.
        head: PathBuf,
        /// Where copies are kept.
        copies: PathBuf,
    },
    /// Neither journal nor HEAD is there, but copies of an earlier journal are.
    #[error(
        "The journal {} and its record {} are both missing, but {} holds copies of an earlier journal. Nothing was \
         touched and no empty journal was begun. Put the latest copy back, or move the copies away to begin anew.",
        journal.display(), head.display(), copies.display()
    )]
    OnlyCopies {
        /// Where the journal should be.
        journal: PathBuf,
        /// Where HEAD should be.
        head: PathBuf,
        /// Where the copies are.
        copies: PathBuf,
    },
    /// Neither slot of HEAD can be read.
    #[error(
        "{} cannot be read, so nobody can tell whether the journal {} is complete. Nothing was touched. Put HEAD and \
         the journal back from the same backup, or from the same folder in {}.",
        head.display(), journal.display(), copies.display()
    )]
    HeadUnreadable {
        /// The HEAD record.
        head: PathBuf,
        /// The journal's folder.
        journal: PathBuf,
        /// Where copies are kept.
        copies: PathBuf,
    },
    /// A file without which sled would begin anew is missing or empty.
    #[error(
        "{} is missing or empty, though {} says that the journal was in use. Nothing was touched and no empty journal \
         was begun. Put the file back; the latest copies are in {}.",
        file.display(), head.display(), copies.display()
    )]
    FileEmpty {
        /// The missing or empty file.
        file: PathBuf,
        /// The HEAD record.
        head: PathBuf,
        /// Where copies are kept.
        copies: PathBuf,
    },
    /// A later version of Grendel wrote the store.
    #[error(
        "{} was written by a later Grendel (schema {found}; this one knows up to {known}). Nothing was touched. Install \
         that version again.",
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
        "sled cannot read the journal {}: {reason}. Leaving out its snapshot did not help. The journal was left as it \
         was. Restore it and HEAD from a backup that belongs together, or from a folder in {}.",
        journal.display(), copies.display()
    )]
    Unreadable {
        /// The journal's folder.
        journal: PathBuf,
        /// Where copies are kept.
        copies: PathBuf,
        /// What sled said, or the words it panicked with.
        reason: String,
    },
    /// sled did not come back in time.
    #[error(
        "sled did not finish opening the journal {} within {seconds} s. The journal was left as it was. Look whether \
         the disk answers, then start Grendel again; copies are in {}.",
        journal.display(), copies.display()
    )]
    TimedOut {
        /// The journal's folder.
        journal: PathBuf,
        /// Where copies are kept.
        copies: PathBuf,
        /// How long was waited, in seconds.
        seconds: u64,
    },
    /// There is no room to open the store.
    #[error(
        "There is no room on the disk of {}. What the journal holds was not changed. Free some space, then start \
         Grendel again.",
        folder.display()
    )]
    DiskFull {
        /// The store's folder.
        folder: PathBuf,
    },
    /// The store opened, and its content is not what was once acknowledged.
    #[error(
        "The journal {} does not pass its check against {}: {damage}. Both were left as they were. Do not go on with \
         them; restore both from a backup that belongs together, or from a folder in {}.",
        journal.display(), head.display(), copies.display()
    )]
    Damaged {
        /// The journal's folder.
        journal: PathBuf,
        /// The HEAD record.
        head: PathBuf,
        /// Where copies are kept.
        copies: PathBuf,
        /// What is wrong.
        damage: Damage,
    },
    /// The operating system refused something.
    #[error(
        "Could not {what} {}: {error}. No entry of the journal was changed. Mend the cause, then start Grendel again.",
        path.display()
    )]
    Io {
        /// What was tried, as a verb.
        what: &'static str,
        /// What it was tried on.
        path: PathBuf,
        /// What the operating system said.
        error: std::io::Error,
    },
}

/// Why a call on the open store did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Somebody else appended to the case first. Nothing was written; read the case again and decide anew.
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
        /// The number asked for.
        case: u64,
    },
    /// One value is larger than the store takes. Nothing was written.
    #[error("{bytes} bytes are too many, {bytes_max} is the most")]
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
        /// The most that is taken, in bytes.
        bytes_max: usize,
    },
    /// A transition carries no entry, or more than one transaction takes. Nothing was written.
    #[error("a transition has between 1 and {entries_max} entries, this one has {entries}")]
    WrongCount {
        /// How many it carries.
        entries: usize,
        /// The most that is taken.
        entries_max: usize,
    },
    /// What was read is not what was written.
    #[error("the store is damaged: {0}")]
    Corrupt(#[from] Damage),
    /// The store has stopped: after a failed write nothing may be trusted until it is opened anew. A call that was
    /// waiting may or may not be on disk.
    #[error("the store has stopped: {reason}")]
    Stopped {
        /// What stopped it.
        reason: String,
    },
}

/// What a check found wrong, first thing first.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// sled could not read a page, or panicked over it.
    #[error("sled cannot read it ({reason})")]
    Unreadable {
        /// What sled said.
        reason: String,
    },
    /// A record's bytes have changed.
    #[error("the record {place} does not match its checksum")]
    Checksum {
        /// Which record.
        place: String,
    },
    /// A record is whole but not what belongs in its place.
    #[error("the record {place} is not what belongs there: {what}")]
    Malformed {
        /// Which record.
        place: String,
        /// What is wrong with it.
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
    /// Records lie in the journal that belong to no entry.
    #[error("{count} records belong to no entry")]
    Surplus {
        /// How many.
        count: u64,
    },
    /// The journal holds less than was acknowledged.
    #[error("{promised} entries were acknowledged, {found} are left")]
    Lost {
        /// The last sequence in HEAD.
        promised: u64,
        /// The last sequence in the journal.
        found: u64,
    },
    /// HEAD remembers another entry in this place.
    #[error("entry {sequence} is not the one that HEAD remembers")]
    OtherThanHead {
        /// The entry.
        sequence: u64,
    },
    /// Journal and HEAD were never parts of one store.
    #[error("the journal is of store {journal}, HEAD is of store {head}")]
    OtherStore {
        /// The store id in the journal.
        journal: uuid::Uuid,
        /// The store id in HEAD.
        head: uuid::Uuid,
    },
    /// An epoch is lower than one before it.
    #[error("epoch {found} comes after epoch {earlier}")]
    Epoch {
        /// The epoch found.
        found: u64,
        /// The epoch that had been reached before.
        earlier: u64,
    },
    /// The indices do not say what the journal says about a case.
    #[error("case {case}: {what}")]
    Case {
        /// The case.
        case: u64,
        /// What is wrong.
        what: &'static str,
    },
}

impl From<sled::Error> for Damage {
    fn from(error: sled::Error) -> Self {
        Self::Unreadable { reason: error.to_string() }
    }
}
