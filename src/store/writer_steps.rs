//! The four steps that bring a group of writes to disk, in their order: transactions, flush, sync, HEAD.
//!
//! They are a trait so that the tests of this module can crash the store before and after each of them. The writer is generic
//! over it, so the product pays nothing.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use super::head::{Head, HeadRecord};
use super::trees::{Changes, Trees};

/// The steps of the writer. An error is a reason in words, and the store stops at the first.
pub(super) trait WriterSteps: Send + 'static {
    /// Applies one transaction. It is in sled's memory when this returns, and not necessarily on disk.
    fn commit(&mut self, epoch: u64, changes: &Changes) -> Result<(), String>;

    /// Hands everything that was committed to the operating system.
    fn flush(&mut self) -> Result<(), String>;

    /// Waits until everything that was flushed survives a power cut.
    fn sync(&mut self) -> Result<(), String>;

    /// Writes HEAD and waits until it survives a power cut.
    fn write_head(&mut self, record: HeadRecord) -> Result<(), String>;
}

/// The real steps: on sled's trees, its file and the HEAD file.
///
/// sled's own `flush` ends in `sync_file_range` on Linux, which neither waits for the drive nor covers the file's length
/// (0.34.7, `pagecache/iobuf.rs`). Its file is therefore synced once more through a second descriptor.
pub(super) struct Disk {
    pub(super) head: Head,
    trees: Trees,
    file: File,
}

impl Disk {
    /// Opens sled's file a second time.
    pub(super) fn open(trees: Trees, sled_folder: &Path, head: Head) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).open(sled_folder.join("db"))?;
        Ok(Self { head, trees, file })
    }
}

impl WriterSteps for Disk {
    fn commit(&mut self, epoch: u64, changes: &Changes) -> Result<(), String> {
        self.trees.commit(epoch, changes)
    }

    /// Blocks. sled's `flush_async` is never used, because it deadlocks under concurrent callers.
    fn flush(&mut self) -> Result<(), String> {
        self.trees.db.flush().map(drop).map_err(|error| format!("sled could not flush ({error})"))
    }

    fn sync(&mut self) -> Result<(), String> {
        self.file.sync_data().map_err(|error| format!("the disk did not take what sled wrote ({error})"))
    }

    fn write_head(&mut self, record: HeadRecord) -> Result<(), String> {
        self.head.write(record).map_err(|error| format!("HEAD could not be written ({error})"))
    }
}
