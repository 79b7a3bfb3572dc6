//! Whether a process is alive.
//!
//! Every process that claims runs holds a lock on a file of its own. The operating system lets go of it when the
//! process ends, however it ends, and not before: a process is dead if and only if its lock can be taken. No clock is
//! involved, so a machine that slept cannot make a live process look dead.
//!
//! The lock files lie in a folder of the installation, not beside the workspace file, and are named after the process
//! and after *which file* it runs: on Unix the file's place on its disk, which a rename or a move does not change and
//! a copy does not share. So whoever opens a file that was renamed under a live process finds that process alive, and
//! whoever opens a copy does not wait for a process that runs the original. (The workspace's own id would not do: copies
//! have it too.) Elsewhere a file that is open cannot be renamed, so there its full path serves.
//!
//! What is written in the lock file is the name under which its process knows the workspace file. SQLite finds its log
//! by that name: a second process that opens the same file by another name would work with another log and ruin it, so
//! opening for writing is refused while a live process has it under another name.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

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

/// Who of this installation has one file open to run it.
#[derive(Debug)]
pub(crate) struct Presence {
    folder: PathBuf,
    /// Ends the names of the lock files of everybody who runs this file.
    file: String,
    /// The full name of the file.
    name: String,
}

impl Presence {
    /// For the file that is at `path` now.
    ///
    /// # Errors
    /// [`StoreError::Io`] if it is not there any more.
    pub(crate) fn of(path: &Path, folder: &Path) -> Result<Self, StoreError> {
        let full = std::fs::canonicalize(path)?;
        let name = full.to_string_lossy().into_owned();
        Ok(Self { folder: folder.to_owned(), file: place_of(&full)?, name })
    }

    /// The name under which a live process has the file open, if that is not ours.
    ///
    /// # Errors
    /// [`StoreError::Io`] if the folder cannot be read.
    pub(crate) fn under_another_name(&self) -> Result<Option<PathBuf>, StoreError> {
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let ending = self.ending();
        for entry in entries {
            let path = entry?.path();
            if path.to_string_lossy().ends_with(&ending)
                && let Some(name) = name_of_live(&path)?
                && name != self.name
            {
                return Ok(Some(PathBuf::from(name)));
            }
        }
        Ok(None)
    }

    fn sign_in(&self, id: String) -> Result<Owner, StoreError> {
        std::fs::create_dir_all(&self.folder)?;
        let path = self.lock_path(&id);
        // Ids are fresh, so what lies there is at most left behind by a process that died.
        let mut lock = File::options().create(true).truncate(true).read(true).write(true).open(&path)?;
        lock.lock()?;
        lock.write_all(self.name.as_bytes())?;
        Ok(Owner { id, path, lock: Some(lock) })
    }

    fn is_dead(&self, id: &str) -> Result<bool, StoreError> {
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
        self.folder.join(format!("{owner}{}", self.ending()))
    }

    fn ending(&self) -> String {
        format!("-{}.lock", self.file)
    }
}

/// What a lock file says, if its process is alive.
fn name_of_live(path: &Path) -> Result<Option<String>, StoreError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    match file.try_lock() {
        Ok(()) => Ok(None),
        Err(TryLockError::WouldBlock) => {
            let mut name = String::new();
            file.read_to_string(&mut name)?;
            // It was locked a moment ago and its name is not written yet: it opened the file by the name it has now.
            Ok(Some(name).filter(|name| !name.is_empty()))
        }
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Which file this is, whatever it is called.
#[cfg(unix)]
fn place_of(path: &Path) -> Result<String, StoreError> {
    use std::os::unix::fs::MetadataExt as _;
    let file = std::fs::metadata(path)?;
    Ok(format!("{:x}-{:x}", file.dev(), file.ino()))
}

/// Which file this is: a file that is open cannot be renamed here.
#[cfg(not(unix))]
fn place_of(path: &Path) -> Result<String, StoreError> {
    use sha2::{Digest as _, Sha256};
    let hash = Sha256::digest(path.to_string_lossy().as_bytes());
    Ok(hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect())
}

impl Store {
    /// Makes this process an owner; `id` is a fresh one.
    ///
    /// # Errors
    /// [`StoreError::OpenedReadOnly`] or [`StoreError::ReadOnly`]; [`StoreError::Io`] if the lock file cannot be made.
    pub fn become_owner(&self, id: Uuid) -> Result<Owner, StoreError> {
        self.check_writable()?;
        self.presence().ok_or(StoreError::OpenedReadOnly)?.sign_in(id.to_string())
    }

    /// Whether the process with this id has ended, or runs another file. Its lock file is removed if it has ended.
    ///
    /// # Errors
    /// [`StoreError::OpenedReadOnly`]; [`StoreError::Io`] if the lock file can be neither locked nor found missing.
    pub fn owner_is_dead(&self, id: &str) -> Result<bool, StoreError> {
        // Ids are ours; anything else in the column names no process that could be alive.
        if id.parse::<Uuid>().is_err() {
            return Ok(true);
        }
        self.presence().ok_or(StoreError::OpenedReadOnly)?.is_dead(id)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::path::Path;

    use uuid::Uuid;

    use crate::testing::{options, temporary};
    use crate::{Store, StoreError};

    const OWNER: Uuid = Uuid::from_u128(0x00AA);

    #[test]
    fn a_file_that_was_renamed_or_moved_under_a_live_process_is_not_taken_for_ownerless() {
        let (directory, store) = temporary();
        // Another test may have a process of the same name on another file: that is another lock.
        let owner = store.become_owner(OWNER).unwrap();
        std::fs::create_dir(directory.path().join("elsewhere")).unwrap();
        let first = store.path().to_owned();
        let mut at = first.clone();
        for name in ["renamed.adcreator", "elsewhere/moved.adcreator"] {
            let next = directory.path().join(name);
            std::fs::rename(&at, &next).unwrap();
            at = next;
            let refused = Store::open(&at, &options());
            let Err(StoreError::OpenUnderAnotherName(known)) = refused else { panic!("{refused:?}") };
            assert_eq!(known, std::fs::canonicalize(directory.path()).unwrap().join("test.adcreator"));
        }
        let log = |path: &Path| crate::file::beside(path, "-wal").exists();
        assert!(log(&first) && !log(&at), "nobody made a second log");
        drop(owner);
        drop(store);
        let again = Store::open(&at, &options()).unwrap().store;
        assert!(again.owner_is_dead(&OWNER.to_string()).unwrap());
    }

    #[test]
    fn a_process_that_runs_the_original_does_not_run_a_copy() {
        let (directory, store) = temporary();
        let owner = store.become_owner(OWNER).unwrap();
        let copy = directory.path().join("copy.adcreator");
        std::fs::copy(store.path(), &copy).unwrap();
        let copy = Store::open(&copy, &options()).unwrap().store;
        assert!(copy.owner_is_dead(owner.id()).unwrap());
        assert!(!store.owner_is_dead(owner.id()).unwrap());
        let second = copy.become_owner(OWNER).unwrap();
        drop(owner);
        assert!(store.owner_is_dead(second.id()).unwrap());
        assert!(!copy.owner_is_dead(second.id()).unwrap());
    }
}
