//! One process at a time makes, upgrades or takes over a file.
//!
//! SQLite's own locks do not cover it: two processes that switch a new file to WAL or run the first migration at the
//! same moment fail with "database is locked" however long they are willing to wait.

use std::fs::File;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use crate::StoreError;

/// Held while a file is made, upgraded or replaced. The operating system lets go of it when the process ends, however
/// it ends; the empty lock file stays, because removing it would let two processes hold two different locks.
#[derive(Debug)]
pub(crate) struct OpeningLock {
    _locked: File,
}

impl OpeningLock {
    /// Waits for at most `patience`.
    ///
    /// # Errors
    /// [`StoreError::Locked`] if another process holds it for longer; [`StoreError::ReadOnly`] or [`StoreError::Io`]
    /// if the lock file cannot be made.
    pub(crate) fn take(path: &Path, patience: Duration) -> Result<Self, StoreError> {
        let lock_path = super::beside(path, ".lock");
        let file = File::options()
            .create(true)
            .read(true)
            .write(true)
            .truncate(false)
            .open(lock_path)
            .map_err(super::from_io)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _locked: file }),
            Err(std::fs::TryLockError::WouldBlock) => wait(file, patience),
            Err(std::fs::TryLockError::Error(error)) => Err(StoreError::Io(error)),
        }
    }
}

/// The standard library locks with or without waiting, but not with a limit: a thread waits, and we wait for it.
fn wait(file: File, patience: Duration) -> Result<OpeningLock, StoreError> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let outcome = file.lock().map(|()| file);
        if let Err(mpsc::SendError(too_late)) = sender.send(outcome) {
            drop(too_late);
        }
    });
    match receiver.recv_timeout(patience) {
        Ok(Ok(file)) => Ok(OpeningLock { _locked: file }),
        Ok(Err(error)) => Err(StoreError::Io(error)),
        Err(_patience_is_over) => Err(StoreError::Locked),
    }
}
