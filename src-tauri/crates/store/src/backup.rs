//! Copies of the file.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::StoreError;
use crate::file::{OpenOptions, beside, from_io};

/// Copies made before an upgrade that are kept; older ones go.
const UPGRADE_BACKUPS_KEPT: usize = 2;

/// Pages copied before other users of the file get a turn.
const PAGES_A_STEP: i32 = 1024;

/// Runs a copy to its end. Somebody who writes to the source meanwhile makes it start over, which SQLite does by
/// itself.
pub(crate) fn finish(backup: &Backup<'_, '_>) -> Result<(), StoreError> {
    let mut refusals = 0;
    loop {
        match backup.step(PAGES_A_STEP)? {
            StepResult::Done => return Ok(()),
            StepResult::More => refusals = 0,
            // The connection waits for its busy timeout already before it says so.
            _ if refusals < 3 => refusals += 1,
            _ => return Err(StoreError::Locked),
        }
    }
}

/// Copies the file beside itself before an upgrade from `step`, and removes older such copies beyond two.
pub(crate) fn before_upgrade(
    connection: &Connection,
    path: &Path,
    step: i32,
    options: &OpenOptions,
) -> Result<PathBuf, StoreError> {
    let stamp = options.clock.now().to_utc().format("%Y%m%dT%H%M%SZ");
    let target = beside(path, &format!(".before-upgrade-{stamp}-step-{step}"));
    let unfinished = beside(&target, ".unfinished");
    if unfinished.exists() {
        std::fs::remove_file(&unfinished).map_err(from_io)?;
    }
    let copied = copy_to(connection, &unfinished);
    if let Err(error) = copied {
        // The disk is full, most likely: what was written so far only makes it worse.
        if unfinished.exists() {
            std::fs::remove_file(&unfinished).map_err(from_io)?;
        }
        return Err(error);
    }
    std::fs::rename(&unfinished, &target).map_err(from_io)?;
    remove_old_upgrade_backups(path)?;
    Ok(target)
}

fn copy_to(connection: &Connection, target: &Path) -> Result<(), StoreError> {
    let mut copy = Connection::open(target)?;
    finish(&Backup::new(connection, &mut copy)?)?;
    copy.close().map_err(|(_connection, error)| error)?;
    std::fs::File::open(target)?.sync_all()?;
    Ok(())
}

fn remove_old_upgrade_backups(path: &Path) -> Result<(), StoreError> {
    let mut copies = upgrade_backups(path)?;
    copies.sort();
    let surplus = copies.len().saturating_sub(UPGRADE_BACKUPS_KEPT);
    for old in copies.into_iter().take(surplus) {
        std::fs::remove_file(old).map_err(from_io)?;
    }
    Ok(())
}

/// The copies that upgrades of `path` left, in no order. Their names sort by time.
pub(crate) fn upgrade_backups(path: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut start = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    start.push_str(".before-upgrade-");
    let mut copies = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(from_io)? {
        let entry = entry.map_err(from_io)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(&start) && !name.ends_with(".unfinished") {
            copies.push(entry.path());
        }
    }
    Ok(copies)
}
