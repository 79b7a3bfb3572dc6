//! The copies that upgrades left beside the file.

use std::path::PathBuf;

use units::Timestamp;

use crate::file::from_io;
use crate::{Store, StoreError, backup};

/// A copy that was made before an upgrade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpgradeCopy {
    /// Where it is.
    pub path: PathBuf,
    /// When it was written.
    pub made_at: Option<Timestamp>,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Store {
    /// The copies beside this file, newest first.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn upgrade_copies(&self) -> Result<Vec<UpgradeCopy>, StoreError> {
        let mut copies = Vec::new();
        for path in backup::kept_copies(self.path(), ".before-upgrade-")? {
            let facts = std::fs::metadata(&path).map_err(from_io)?;
            let made_at = facts.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
            let made_at = made_at.and_then(|since| i64::try_from(since.as_millis()).ok()).map(Timestamp::from_millis);
            copies.push(UpgradeCopy { path, made_at, bytes: facts.len() });
        }
        copies.sort_by(|a, b| b.path.cmp(&a.path));
        Ok(copies)
    }

    /// Size of the file in bytes, with the log that belongs to it.
    ///
    /// # Errors
    /// If its size cannot be read.
    pub fn bytes_on_disk(&self) -> Result<u64, StoreError> {
        let own = std::fs::metadata(self.path()).map_err(from_io)?.len();
        let mut log = self.path().as_os_str().to_owned();
        log.push("-wal");
        let log = std::fs::metadata(PathBuf::from(log)).map_or(0, |facts| facts.len());
        Ok(own + log)
    }
}
