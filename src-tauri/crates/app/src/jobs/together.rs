//! Which schedules were paused together, so that letting all go on leaves those alone that stood still before.

use units::JobId;

use crate::{AppError, Workspace};

const SETTING: &str = "schedule.paused_together";

/// The schedules that were paused together and that nobody resumed since.
///
/// # Errors
/// As the file fails.
pub(crate) fn paused_together(ws: &Workspace) -> Result<Vec<JobId>, AppError> {
    Ok(ws.store.setting(SETTING)?.unwrap_or_default())
}

/// Adds schedules to those that were paused together.
///
/// # Errors
/// As the file fails.
pub(crate) fn remember(ws: &Workspace, paused: &[JobId]) -> Result<(), AppError> {
    if paused.is_empty() {
        return Ok(());
    }
    let mut all = paused_together(ws)?;
    all.retain(|id| !paused.contains(id));
    all.extend_from_slice(paused);
    Ok(ws.store.set_setting(SETTING, &all, ws.clock.now())?)
}

/// One of them goes on: a later pause of it is its own.
///
/// # Errors
/// As the file fails.
pub(super) fn forget(ws: &Workspace, id: JobId) -> Result<(), AppError> {
    let mut all = paused_together(ws)?;
    let before = all.len();
    all.retain(|known| *known != id);
    if all.len() == before {
        return Ok(());
    }
    Ok(ws.store.set_setting(SETTING, &all, ws.clock.now())?)
}
