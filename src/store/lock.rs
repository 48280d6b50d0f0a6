//! The lock that keeps a second Grendel away, and says who holds it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::error::OpenError;

/// How long one that holds the lock may take to let go: somebody may just have looked whether it is held, and one that was
/// killed is gone a moment later.
const PATIENCE: Duration = Duration::from_millis(500);
const PAUSE: Duration = Duration::from_millis(20);

/// The lock, held for as long as this value lives. The file stays behind: removing it would let two in at once.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock or says who has it. sled takes one of its own, but only after it may have written to its folder.
    pub(super) fn take(path: &Path) -> Result<Self, OpenError> {
        let started = Instant::now();
        let mut lock = loop {
            let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
            match Self::hold(opened, path) {
                Err(OpenError::InUse { .. }) if started.elapsed() < PATIENCE => thread::sleep(PAUSE),
                held => break held?,
            }
        };
        lock.write(&format!("pid {}", std::process::id()))?;
        Ok(lock)
    }

    /// Takes the lock of a store that is only looked at: nothing is written, and there may be no lock file.
    pub(super) fn take_to_look(path: &Path) -> Result<Option<Self>, OpenError> {
        match File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            opened => Self::hold(opened, path).map(Some),
        }
    }

    /// Adds the epoch to what the lock file says.
    pub(super) fn write_epoch(&mut self, epoch: u64) -> Result<(), OpenError> {
        self.write(&format!("pid {}, epoch {epoch}", std::process::id()))
    }

    fn hold(opened: io::Result<File>, path: &Path) -> Result<Self, OpenError> {
        let failed = |error| OpenError::Io { what: "lock", path: path.to_path_buf(), error };
        let mut file = opened.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file, path: path.to_path_buf() }),
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                if file.read_to_string(&mut holder).is_err() || holder.trim().is_empty() {
                    "someone who left no name".clone_into(&mut holder);
                }
                Err(OpenError::InUse { lock: path.to_path_buf(), holder: holder.trim().to_owned() })
            }
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    fn write(&mut self, holder: &str) -> Result<(), OpenError> {
        let written =
            self.file.set_len(0).and_then(|()| self.file.rewind()).and_then(|()| writeln!(self.file, "{holder}"));
        written.map_err(|error| OpenError::Io { what: "write", path: self.path.clone(), error })
    }
}

impl Drop for Lock {
    /// Closing the file is not enough: a program that was just started holds a copy of it for a moment.
    fn drop(&mut self) {
        // There is nobody to tell, and the end of the program unlocks as well.
        let _ = self.file.unlock();
    }
}
