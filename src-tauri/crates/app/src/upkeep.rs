//! Looking after the file: audit and clean-up of what the seed's Phase 0 left open, copies, and a check of everything.

use std::path::Path;

use store::{Audit, Cleanup, Copied, Examination, Live, OpenOptions, Restored};

use crate::{AppError, Workspace};

/// What the back-fill of template ids left open.
///
/// # Errors
/// If the file cannot be read.
pub fn audit(workspace: &Workspace) -> Result<Audit, AppError> {
    Ok(workspace.store.audit()?)
}

/// Settles what the audit reports, or, unless `live`, shows how it would.
///
/// # Errors
/// If the file cannot be read, or not written when `live`; nothing is changed then.
pub fn clean_up(workspace: &Workspace, live: bool) -> Result<Cleanup, AppError> {
    let live = if live { Live::Act(workspace.clock.now()) } else { Live::DryRun };
    Ok(workspace.store.clean_up(live)?)
}

/// Copies the file to `target` while it is in use.
///
/// # Errors
/// If `target` exists, cannot be written, or the copy does not pass its check. Nothing is left at `target` then.
pub fn back_up(workspace: &Workspace, target: &Path) -> Result<Copied, AppError> {
    Ok(workspace.store.back_up(target)?)
}

/// Brings the copy `from` back as the workspace `file`, whose former contents are kept beside it.
///
/// # Errors
/// If `from` is not a sound file of ours, or `file` cannot be written; `file` is as it was then.
pub fn restore(from: &Path, file: &Path, options: &OpenOptions) -> Result<Restored, AppError> {
    Ok(store::restore(from, file, options)?)
}

/// Checks pages, references, schema, pictures, lock and disk.
///
/// # Errors
/// Only if the file cannot be read at all.
pub fn examine(workspace: &Workspace) -> Result<Examination, AppError> {
    Ok(workspace.store.examine()?)
}

/// One value for everything the file holds about the world, without runs, logs, counters and stamped instants.
///
/// # Errors
/// If the file cannot be read.
pub fn digest(workspace: &Workspace) -> Result<String, AppError> {
    Ok(workspace.store.digest()?)
}
