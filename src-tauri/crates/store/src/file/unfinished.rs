//! A file on its way to its name.

use std::path::{Path, PathBuf};

use super::{beside, from_io, remove_if_there, sync_directory_of};
use crate::StoreError;

/// A file that is being written beside its final place. Unless it gets its name, it is removed when it is dropped: a
/// half-written file on a full disk would only make things worse.
#[derive(Debug)]
pub(crate) struct Unfinished {
    path: PathBuf,
    named: bool,
}

impl Unfinished {
    /// For a file that will be called `target`. What a crash left there before is removed.
    pub(crate) fn beside(target: &Path) -> Result<Self, StoreError> {
        let path = beside(target, ".unfinished");
        remove_if_there(&path)?;
        // SQLite would only say that it cannot open the file; the file system says why.
        std::fs::File::create(&path).map_err(from_io)?;
        Ok(Self { path, named: false })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes it durable and gives it its name; returns its size.
    pub(crate) fn name(mut self, target: &Path) -> Result<u64, StoreError> {
        let file = std::fs::File::open(&self.path).map_err(from_io)?;
        file.sync_all().map_err(from_io)?;
        let bytes = file.metadata().map_err(from_io)?.len();
        std::fs::rename(&self.path, target).map_err(from_io)?;
        self.named = true;
        sync_directory_of(target)?;
        Ok(bytes)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.named
            && let Err(error) = remove_if_there(&self.path)
        {
            tracing::warn!(%error, path = %self.path.display(), "a half-written file could not be removed");
        }
    }
}
