//! Making and opening a workspace file.
//!
//! Opening looks first and touches nothing: the header says whether it is one of ours, the history which step it is
//! at, and its `workspace` row which installation runs it. Only our own file is opened for writing and brought up to
//! date, under a lock, with a backup before. A file of another installation, and a backup, open for reading only; if
//! such a file is older, a temporary copy is brought up to date and read instead.

mod header;
mod lock;
mod looking;
mod options;
mod pragmas;
mod space;
mod unfinished;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

pub use header::APPLICATION_ID;
pub use options::{Access, InstallationId, OpenOptions, Opened};

pub(crate) use header::refuse_foreign;
pub(crate) use lock::OpeningLock;
pub(crate) use looking::{Look, Reading, Runs, look_at, open_source};
pub(crate) use unfinished::Unfinished;

use crate::connection::{ReadersOpen, Store};
use crate::jobs::Presence;
use crate::{StoreError, backup, installation, migrate};

impl Store {
    /// Makes a new, empty file at `path` and opens it.
    ///
    /// It is made beside its final place and moved there when it is complete, so a crash leaves no half-made file
    /// under the name that was asked for.
    ///
    /// # Errors
    /// [`StoreError::AlreadyExists`]; [`StoreError::ReadOnly`], [`StoreError::DiskFull`] or [`StoreError::Io`] if the
    /// place cannot be written; [`StoreError::Newer`] if `up_to` is a step that does not exist.
    pub fn create(path: &Path, options: &OpenOptions) -> Result<Opened, StoreError> {
        let lock = OpeningLock::take(path, options.patience)?;
        if path.exists() {
            return Err(StoreError::AlreadyExists(path.to_owned()));
        }
        let unfinished = Unfinished::beside(path)?;
        make(unfinished.path(), options)?;
        unfinished.name(path)?;
        open_for_writing(path, options, lock)
    }

    /// Opens the file at `path`: for writing if this installation runs it (or nobody yet) and it may be written, else
    /// for reading only.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::NotAWorkspace`], [`StoreError::Newer`], [`StoreError::Damaged`],
    /// [`StoreError::Locked`] if another process holds the file longer than we wait,
    /// [`StoreError::OpenUnderAnotherName`] if it was renamed under one that runs it, [`StoreError::ReadOnly`] if it is
    /// to be taken over and may not be written, and what a migration reports.
    pub fn open(path: &Path, options: &OpenOptions) -> Result<Opened, StoreError> {
        refuse_foreign(path)?;
        let look = look_at(path)?;
        migrate::refuse_newer(look.step)?;
        let others = look.runs_elsewhere(options.installation) && !options.take_over;
        if options.read_only || others {
            let access = if others { Access::RunElsewhere } else { Access::ReadOnlyAsked };
            return open_for_reading(path, &look, access, options);
        }
        let lock = refuse_unwritable(path).and_then(|()| OpeningLock::take(path, options.patience));
        match lock {
            Ok(lock) => open_for_writing(path, options, lock),
            Err(StoreError::ReadOnly) if !options.take_over => {
                open_for_reading(path, &look, Access::Unwritable, options)
            }
            Err(error) => Err(error),
        }
    }
}

fn make(path: &Path, options: &OpenOptions) -> Result<(), StoreError> {
    let mut connection = Connection::open(path)?;
    pragmas::before_first_write(&connection)?;
    let step = migrate::run(&mut connection, options.up_to)?;
    if step >= installation::FIRST_STEP {
        installation::claim(&connection, options)?;
    }
    pragmas::after_making(&connection)?;
    connection.close().map_err(|(_connection, error)| error)?;
    Ok(())
}

/// The caller holds the opening lock; it is let go when the file is up to date.
fn open_for_writing(path: &Path, options: &OpenOptions, lock: OpeningLock) -> Result<Opened, StoreError> {
    let presence = Presence::of(path, &options.running)?;
    if let Some(name) = presence.under_another_name()? {
        return Err(StoreError::OpenUnderAnotherName(name));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    pragmas::for_writer(&connection, options.busy)?;
    let found = migrate::step_of(&connection)?;
    migrate::refuse_newer(found)?;
    let target = options.up_to.unwrap_or_else(migrate::latest_step);
    let backup = if found < target {
        let backup = if found > 0 { Some(backup::before_upgrade(&connection, path, found, options)?) } else { None };
        tracing::info!(from = found, to = target, "upgrading the file");
        migrate::run(&mut connection, options.up_to)?;
        connection.execute_batch("PRAGMA optimize")?;
        backup
    } else {
        None
    };
    let step = migrate::step_of(&connection)?;
    if step >= installation::FIRST_STEP {
        installation::claim(&connection, options)?;
    }
    drop(lock);
    let store = Store::for_writing(path.to_owned(), connection, presence);
    let access = Access::ReadWrite { upgraded_from: (found < step && found > 0).then_some(found), backup };
    Ok(Opened { store, access, step })
}

fn open_for_reading(path: &Path, look: &Look, access: Access, options: &OpenOptions) -> Result<Opened, StoreError> {
    let latest = migrate::latest_step();
    if look.step < latest || look.reading == Reading::Copied {
        let copy = looking::temporary_copy(path, look.reading)?;
        let mut connection = Connection::open(copy.path())?;
        pragmas::for_writer(&connection, options.busy)?;
        migrate::run(&mut connection, None)?;
        connection.close().map_err(|(_connection, error)| error)?;
        let store = Store::for_reading(path.to_owned(), ReadersOpen::Live, Some(copy), &access);
        return Ok(Opened { store, access, step: latest });
    }
    let how = if look.reading == Reading::Immutable { ReadersOpen::Immutable } else { ReadersOpen::Live };
    Ok(Opened { store: Store::for_reading(path.to_owned(), how, None, &access), access, step: look.step })
}

/// SQLite would open such a file and fail at the first write; say so at once.
fn refuse_unwritable(path: &Path) -> Result<(), StoreError> {
    // The mark on the file counts for whoever may ignore it too: somebody put it there.
    if std::fs::metadata(path).map_err(from_io)?.permissions().readonly() {
        return Err(StoreError::ReadOnly);
    }
    match std::fs::OpenOptions::new().read(true).write(true).open(path) {
        Ok(_writable) => Ok(()),
        Err(error) => Err(from_io(error)),
    }
}

/// `name.adcreator` and `suffix` become `name.adcreator{suffix}`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

/// Gives the usual failures of the file system their own meaning.
pub(crate) fn from_io(error: std::io::Error) -> StoreError {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::DiskFull,
        _ => StoreError::Io(error),
    }
}

fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        match std::fs::remove_file(beside(path, suffix)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(from_io(error)),
            _ => {}
        }
    }
    Ok(())
}

/// A rename is durable only when the directory is.
pub(crate) fn sync_directory_of(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    {
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::File::open(directory)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _: &Path = path;
    Ok(())
}

#[cfg(test)]
mod tests;
