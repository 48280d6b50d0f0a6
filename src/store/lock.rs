//! The lock that excludes a second process, and names its holder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::error::OpenError;

/// The longest wait for the lock. A reader may be probing it at this moment, and a process that was killed releases it a
/// moment later.
const WAIT_MAX: Duration = Duration::from_millis(500);
/// The pause between two attempts to take the lock.
const PAUSE: Duration = Duration::from_millis(20);

/// The lock, held until this value is dropped. The file stays, because removing it would let two processes hold the lock at
/// once.
#[derive(Debug)]
pub(super) struct StoreLock {
    file: File,
    path: PathBuf,
}

impl StoreLock {
    /// Takes the lock. sled takes a lock of its own, but it may have written to its folder by then.
    ///
    /// # Errors
    ///
    /// Returns [`OpenError::InUse`] with the holder if another process has it.
    pub(super) fn take(path: &Path) -> Result<Self, OpenError> {
        let started = Instant::now();
        let mut lock = loop {
            let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
            match Self::hold(opened, path) {
                Err(OpenError::InUse { .. }) if started.elapsed() < WAIT_MAX => thread::sleep(PAUSE),
                held => break held?,
            }
        };
        lock.write(&format!("pid {}", std::process::id()))?;
        Ok(lock)
    }

    /// Takes the lock without writing anything. Returns `None` if there is no lock file.
    pub(super) fn take_if_present(path: &Path) -> Result<Option<Self>, OpenError> {
        match File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            opened => Self::hold(opened, path).map(Some),
        }
    }

    /// Writes the process id and the epoch into the lock file.
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
                    "a process that left no name".clone_into(&mut holder);
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

impl Drop for StoreLock {
    /// Unlocks the file explicitly. Closing it is not enough, because a child process that was just started holds a copy of
    /// the descriptor for a moment.
    fn drop(&mut self) {
        // Drop has no way to report an error, and the end of the process unlocks the file as well.
        let _ = self.file.unlock();
    }
}
