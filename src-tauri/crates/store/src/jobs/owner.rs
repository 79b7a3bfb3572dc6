//! Whether a process is alive.
//!
//! Every process that claims runs holds a lock on a file of its own beside the workspace file. The operating system
//! lets go of it when the process ends, however it ends, and not before: a process is dead if and only if its lock
//! can be taken. No clock is involved, so a machine that slept cannot make a live process look dead.

use std::fs::{File, TryLockError};
use std::path::PathBuf;

use uuid::Uuid;

use crate::{Store, StoreError};

/// This process as an owner of runs. Dropping it says that it has ended.
#[derive(Debug)]
pub struct Owner {
    id: String,
    path: PathBuf,
    lock: Option<File>,
}

impl Owner {
    /// What its leases carry.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        drop(self.lock.take());
        if let Err(error) = std::fs::remove_file(&self.path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "the lock file of this process stays behind");
        }
    }
}

impl Store {
    /// Makes this process an owner; `id` is a fresh one.
    ///
    /// # Errors
    /// [`StoreError::OpenedReadOnly`]; [`StoreError::Io`] if the lock file cannot be made.
    pub fn become_owner(&self, id: Uuid) -> Result<Owner, StoreError> {
        if self.is_read_only() {
            return Err(StoreError::OpenedReadOnly);
        }
        let id = id.to_string();
        let path = self.lock_path(&id);
        let lock = File::options().create_new(true).read(true).write(true).open(&path)?;
        lock.lock()?;
        Ok(Owner { id, path, lock: Some(lock) })
    }

    /// Whether the process with this id has ended. Its lock file is removed then.
    ///
    /// # Errors
    /// [`StoreError::Io`] if the lock file can be neither locked nor found missing.
    pub fn owner_is_dead(&self, id: &str) -> Result<bool, StoreError> {
        // Ids are ours; anything else in the column names no process that could be alive.
        if id.parse::<Uuid>().is_err() {
            return Ok(true);
        }
        let path = self.lock_path(id);
        let file = match File::options().read(true).write(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(true),
            Err(error) => return Err(error.into()),
        };
        match file.try_lock() {
            Ok(()) => {
                drop(file);
                match std::fs::remove_file(&path) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        tracing::warn!(%error, "the lock file of an ended process stays behind");
                    }
                    _ => {}
                }
                Ok(true)
            }
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    fn lock_path(&self, owner: &str) -> PathBuf {
        // Two processes may know the file by different names (a link, a relative path); the lock must be one.
        let path = std::fs::canonicalize(self.path()).unwrap_or_else(|_gone| self.path().to_owned());
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        path.with_file_name(format!(".{name}-{owner}.lock"))
    }
}
