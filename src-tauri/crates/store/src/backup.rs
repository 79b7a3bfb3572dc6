//! Copies of the file: by hand, before an upgrade, and back again.
//!
//! A copy is made page by page in one read transaction. In WAL mode that keeps nobody from writing, and what is
//! written meanwhile is not in the copy. A copy appears under its name only when it is complete and checked.

use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use serde::Serialize;

use crate::file::{OpenOptions, Unfinished, beside, from_io, sync_directory_of};
use crate::{Store, StoreError, installation, migrate};

/// Copies made before an upgrade or a restore that are kept; older ones go.
const KEPT: usize = 2;

/// A finished copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Copied {
    /// Where it is.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// The step of its tables.
    pub step: i32,
}

impl Store {
    /// Copies the file to `target` while it is in use. The copy belongs to no installation: it opens for reading
    /// until somebody takes it over, so that it never runs the same schedules a second time.
    ///
    /// # Errors
    /// [`StoreError::AlreadyExists`]; [`StoreError::DiskFull`], [`StoreError::ReadOnly`] or [`StoreError::Io`] if the
    /// place cannot be written; [`StoreError::Damaged`] if the copy does not pass its check. Nothing is left at
    /// `target` then.
    pub fn back_up(&self, target: &Path) -> Result<Copied, StoreError> {
        if target.exists() {
            return Err(StoreError::AlreadyExists(target.to_owned()));
        }
        let unfinished = Unfinished::beside(target)?;
        let mut copy = Connection::open(unfinished.path())?;
        self.read_outside_transaction(|source| copy_pages(source, &mut copy))?;
        check(&copy)?;
        let step = migrate::step_of(&copy)?;
        if step >= installation::FIRST_STEP {
            installation::release(&copy)?;
        }
        close(copy)?;
        let bytes = unfinished.name(target)?;
        Ok(Copied { path: target.to_owned(), bytes, step })
    }
}

/// Puts the contents of the copy `from` into the workspace at `path`, which may be in use, damaged, or not there. What
/// it held before is kept beside it and named in the result.
///
/// # Errors
/// Those of opening for `from`; [`StoreError::Damaged`] if `from` does not pass its check. `path` is unchanged then.
pub fn restore(from: &Path, path: &Path, options: &OpenOptions) -> Result<Restored, StoreError> {
    crate::file::refuse_foreign(from)?;
    let lock = crate::file::OpeningLock::take(path, options.patience)?;
    let fresh = Unfinished::beside(path)?;
    let mut copy = Connection::open(fresh.path())?;
    {
        let source = crate::file::open_source(from)?;
        copy_pages(&source, &mut copy)?;
    }
    check(&copy)?;
    let was_at = migrate::step_of(&copy)?;
    migrate::refuse_newer(was_at)?;
    let step = migrate::run(&mut copy, None)?;
    installation::claim(&copy, options)?;
    let kept = if path.exists() { Some(replace(&copy, path, options)?) } else { None };
    close(copy)?;
    if kept.is_none() {
        fresh.name(path)?;
    }
    drop(lock);
    Ok(Restored { path: path.to_owned(), step, upgraded_from: (was_at < step).then_some(was_at), kept })
}

/// What bringing back a copy came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// The workspace file.
    pub path: PathBuf,
    /// The step it is at now.
    pub step: i32,
    /// The step of the copy, if it was older.
    pub upgraded_from: Option<i32>,
    /// Where the former contents are.
    pub kept: Option<PathBuf>,
}

/// Writes all pages of `copy` into the file at `path` as one transaction, so that other processes that have it open
/// see the old contents or the new ones. A file too damaged for that is moved aside.
fn replace(copy: &Connection, path: &Path, options: &OpenOptions) -> Result<PathBuf, StoreError> {
    let kept = beside(path, &format!(".before-restore-{}", stamp(options)));
    match open_to_replace(path) {
        Ok(mut current) => {
            copy_to(&current, &kept)?;
            copy_pages(copy, &mut current)?;
            close(current)?;
        }
        Err(StoreError::Damaged(_) | StoreError::NotAWorkspace(_)) => {
            for suffix in ["", "-wal", "-shm"] {
                if beside(path, suffix).exists() {
                    std::fs::rename(beside(path, suffix), beside(&kept, suffix)).map_err(from_io)?;
                }
            }
            copy_to(copy, path)?;
        }
        Err(other) => return Err(other),
    }
    remove_older(path, ".before-restore-")?;
    Ok(kept)
}

/// A connection to a file that SQLite can still work with: its header, its schema and every page of it.
fn open_to_replace(path: &Path) -> Result<Connection, StoreError> {
    crate::file::refuse_foreign(path)?;
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    check(&connection)?;
    Ok(connection)
}

/// Copies the file beside itself before an upgrade from `step`.
pub(crate) fn before_upgrade(
    connection: &Connection,
    path: &Path,
    step: i32,
    options: &OpenOptions,
) -> Result<PathBuf, StoreError> {
    let target = beside(path, &format!(".before-upgrade-{}-step-{step}", stamp(options)));
    copy_to(connection, &target)?;
    remove_older(path, ".before-upgrade-")?;
    Ok(target)
}

fn stamp(options: &OpenOptions) -> String {
    options.clock.now().to_utc().format("%Y%m%dT%H%M%S%3fZ").to_string()
}

/// An exact copy under a name that appears when it is complete.
fn copy_to(source: &Connection, target: &Path) -> Result<(), StoreError> {
    let unfinished = Unfinished::beside(target)?;
    let mut copy = Connection::open(unfinished.path())?;
    copy_pages(source, &mut copy)?;
    close(copy)?;
    unfinished.name(target)?;
    Ok(())
}

/// All pages in one step: the source is read in one transaction, and the target written in one.
pub(crate) fn copy_pages(source: &Connection, target: &mut Connection) -> Result<(), StoreError> {
    target.busy_timeout(std::time::Duration::from_secs(5))?;
    match Backup::new(source, target)?.step(-1)? {
        StepResult::Done => Ok(()),
        _ => Err(StoreError::Locked),
    }
}

fn check(connection: &Connection) -> Result<(), StoreError> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(StoreError::Damaged(found)) }
}

fn close(connection: Connection) -> Result<(), StoreError> {
    connection.close().map_err(|(_connection, error)| StoreError::from(error))
}

fn remove_older(path: &Path, kind: &str) -> Result<(), StoreError> {
    let mut copies = kept_copies(path, kind)?;
    copies.sort();
    let surplus = copies.len().saturating_sub(KEPT);
    for old in copies.into_iter().take(surplus) {
        std::fs::remove_file(old).map_err(from_io)?;
    }
    sync_directory_of(path)
}

/// The copies that lie beside `path`, in no order. Their names sort by time.
pub(crate) fn kept_copies(path: &Path, kind: &str) -> Result<Vec<PathBuf>, StoreError> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let start = beside(path, kind).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut copies = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(from_io)? {
        let entry = entry.map_err(from_io)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let extra = [".unfinished", "-wal", "-shm", "-journal", ".lock"].iter().any(|suffix| name.ends_with(suffix));
        if name.starts_with(&start) && !extra {
            copies.push(entry.path());
        }
    }
    Ok(copies)
}
