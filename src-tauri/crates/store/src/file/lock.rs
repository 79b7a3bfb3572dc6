//! One process at a time makes, upgrades or takes over a file.
//!
//! SQLite's own locks do not cover it: two processes that switch a new file to WAL or run the first migration at the
//! same moment fail with "database is locked" however long they are willing to wait.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use crate::StoreError;

/// Held while a file is made, upgraded or replaced. The operating system lets go of it when the process ends, however
/// it ends.
#[derive(Debug)]
pub(crate) struct OpeningLock {
    #[cfg_attr(not(unix), expect(dead_code, reason = "the file stays there"))]
    path: PathBuf,
    /// Keeps the lock until this is dropped.
    _locked: File,
}

impl OpeningLock {
    /// Waits for at most `patience`, for each of those who come first.
    ///
    /// # Errors
    /// [`StoreError::Locked`] if another process holds it for longer; [`StoreError::ReadOnly`] or [`StoreError::Io`]
    /// if the lock file cannot be made.
    pub(crate) fn take(path: &Path, patience: Duration) -> Result<Self, StoreError> {
        let path = super::beside(path, ".lock");
        loop {
            let open = File::options().create(true).read(true).write(true).truncate(false).open(&path);
            let file = open.map_err(super::from_io)?;
            let file = match file.try_lock() {
                Ok(()) => file,
                Err(std::fs::TryLockError::WouldBlock) => wait(file, patience)?,
                Err(std::fs::TryLockError::Error(error)) => return Err(StoreError::Io(error)),
            };
            // Who held it before took the file away: others may hold a new one by now, so this lock means nothing.
            if is_at(&file, &path)? {
                return Ok(Self { path, _locked: file });
            }
        }
    }
}

/// Takes the lock file away, so that nothing stays beside the workspace file.
#[cfg(unix)]
impl Drop for OpeningLock {
    fn drop(&mut self) {
        // Still locked: whoever waits for it finds that it is gone, and begins again.
        if let Err(error) = std::fs::remove_file(&self.path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::debug!(%error, path = %self.path.display(), "an empty lock file stays behind");
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> Result<bool, StoreError> {
    use std::os::unix::fs::MetadataExt as _;
    let ours = file.metadata()?;
    match std::fs::metadata(path) {
        Ok(there) => Ok((there.dev(), there.ino()) == (ours.dev(), ours.ino())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StoreError::Io(error)),
    }
}

/// Here a lock file stays: a name whose file somebody still has open cannot be used again at once.
#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> Result<bool, StoreError> {
    Ok(true)
}

/// The standard library locks with or without waiting, but not with a limit: a thread waits, and we wait for it.
fn wait(file: File, patience: Duration) -> Result<File, StoreError> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let outcome = file.lock().map(|()| file);
        if let Err(mpsc::SendError(too_late)) = sender.send(outcome) {
            drop(too_late);
        }
    });
    match receiver.recv_timeout(patience) {
        Ok(Ok(file)) => Ok(file),
        Ok(Err(error)) => Err(StoreError::Io(error)),
        Err(_patience_is_over) => Err(StoreError::Locked),
    }
}
