//! Commands of the Schedule page.

use std::sync::Arc;

use app::AppError;
use app::pages::schedule::{self, JobDetail, RuleInput, RulePreview, SchedulePage};
use tauri::State;
use units::JobId;

use crate::desk::{Desk, read};

/// Every schedule, what can be scheduled, and for whom.
///
/// # Errors
/// `not_found` while no file is open; if it cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn schedule_page(desk: State<'_, Arc<Desk>>) -> Result<SchedulePage, AppError> {
    read(&desk, schedule::schedule_page).await
}

/// One schedule with its next and its past runs.
///
/// # Errors
/// `not_found`; if the file cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn schedule_job(desk: State<'_, Arc<Desk>>, id: JobId) -> Result<JobDetail, AppError> {
    read(&desk, move |workspace| schedule::schedule_job(workspace, id)).await
}

/// The next runs of a rule that nobody has saved yet.
///
/// # Errors
/// `invalid_input`, `schedule_never_fires`.
#[tauri::command]
#[specta::specta]
pub async fn preview_rule(desk: State<'_, Arc<Desk>>, input: RuleInput) -> Result<RulePreview, AppError> {
    read(&desk, move |workspace| schedule::preview_rule(workspace, &input)).await
}
