//! Looking at a file without changing a byte of it.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use super::{InstallationId, beside, from_io};
use crate::connection::{TemporaryCopy, immutable_uri};
use crate::{StoreError, installation, migrate};

/// How a file can be read in the place where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Like any file in WAL mode.
    Live,
    /// Nobody can write there, so nothing will change: SQLite needs no files beside it.
    Immutable,
    /// Nobody can write there, but the last commits are still in the log beside it: only a copy can be read.
    Copied,
}

/// What a look found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// The newest step it has had.
    pub(crate) step: i32,
    /// How it can be read.
    pub(crate) reading: Reading,
    runs_it: Runs,
}

/// Who runs a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Runs {
    /// It is older than the first step that says so.
    NotSaid,
    /// Nobody: it is a backup.
    Nobody,
    /// This installation.
    Installation(Uuid),
}

impl Look {
    /// Whether somebody must say "Run it here" before `installation` may write.
    pub(crate) fn runs_elsewhere(&self, installation: InstallationId) -> bool {
        match self.runs_it {
            Runs::NotSaid => false,
            Runs::Nobody => true,
            Runs::Installation(id) => id != installation.0,
        }
    }
}

/// Reads the step and the owner of a file.
///
/// # Errors
/// [`StoreError::Damaged`] if it cannot be read as a database.
pub(crate) fn look_at(path: &Path) -> Result<Look, StoreError> {
    let reading = how_to_read(path)?;
    let copy = if reading == Reading::Copied { Some(temporary_copy(path, reading)?) } else { None };
    let readable = copy.as_ref().map_or(path, TemporaryCopy::path);
    let connection = open_source(readable)?;
    let step = migrate::step_of(&connection)?;
    let runs_it = if (installation::FIRST_STEP..=migrate::latest_step()).contains(&step) {
        installation::who_runs(&connection)?
    } else {
        Runs::NotSaid
    };
    Ok(Look { step, reading, runs_it })
}

/// A file to be read for a moment, which leaves nothing beside it.
pub(crate) fn open_source(path: &Path) -> Result<Connection, StoreError> {
    let connection = open_to_look(path, if has_log(path) { Reading::Live } else { Reading::Immutable })?;
    connection.busy_timeout(Duration::from_secs(5))?;
    Ok(connection)
}

fn open_to_look(path: &Path, reading: Reading) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if reading == Reading::Immutable {
        return Ok(Connection::open_with_flags(immutable_uri(path), flags | OpenFlags::SQLITE_OPEN_URI)?);
    }
    Ok(Connection::open_with_flags(path, flags)?)
}

/// Reading a file in WAL mode writes a small index beside it. Where that cannot be, it depends on whether the log
/// holds anything.
fn how_to_read(path: &Path) -> Result<Reading, StoreError> {
    if can_write_beside(path)? {
        return Ok(Reading::Live);
    }
    let unmerged = std::fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
    Ok(if unmerged { Reading::Copied } else { Reading::Immutable })
}

/// Whoever has the file open has a log beside it. Without one a short look needs no index, and leaves none behind.
fn has_log(path: &Path) -> bool {
    beside(path, "-wal").exists()
}

fn can_write_beside(path: &Path) -> Result<bool, StoreError> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match tempfile::Builder::new().prefix(".ad-creator-").tempfile_in(directory) {
        Ok(probe) => {
            probe.close()?;
            Ok(true)
        }
        Err(error) => match from_io(error) {
            StoreError::ReadOnly => Ok(false),
            // A full disk is no reason not to look: reading may still work.
            StoreError::DiskFull => Ok(true),
            other => Err(other),
        },
    }
}

/// A private copy of the file with its log, which goes away with the store that reads it.
pub(super) fn temporary_copy(path: &Path, reading: Reading) -> Result<TemporaryCopy, StoreError> {
    let directory = tempfile::Builder::new().prefix("ad-creator-reading-").tempdir()?;
    let target = directory.path().join("copy.adcreator");
    if reading == Reading::Live && has_log(path) {
        let source = open_to_look(path, reading)?;
        source.busy_timeout(Duration::from_secs(5))?;
        crate::backup::copy_pages(&source, &mut Connection::open(&target)?)?;
    } else {
        copy_bytes(path, &target)?;
    }
    Ok(TemporaryCopy::new(directory, target))
}

fn copy_bytes(path: &Path, target: &Path) -> Result<(), StoreError> {
    std::fs::copy(path, target).map_err(from_io)?;
    let log = beside(path, "-wal");
    if log.exists() {
        std::fs::copy(log, beside(target, "-wal")).map_err(from_io)?;
    }
    Ok(())
}
