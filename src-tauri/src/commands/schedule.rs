//! Commands of the Schedule page.

use std::sync::Arc;

use app::AppError;
use app::jobs;
use app::pages::schedule::{self, JobDetail, JobInput, RuleInput, RulePreview, SchedulePage};
use tauri::State;
use units::{JobId, RunId};

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

/// The names of other jobs that do what a form says, when it says; `id` is the one that is being edited.
///
/// # Errors
/// If the file cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn equal_jobs(
    desk: State<'_, Arc<Desk>>,
    id: Option<JobId>,
    input: JobInput,
) -> Result<Vec<String>, AppError> {
    read(&desk, move |workspace| schedule::equal_jobs(workspace, id, &input)).await
}

/// Files a job.
///
/// # Errors
/// `invalid_input`, `job_type_not_available`, `schedule_never_fires`, `opened_read_only`.
#[tauri::command]
#[specta::specta]
pub async fn create_job(desk: State<'_, Arc<Desk>>, input: JobInput) -> Result<JobId, AppError> {
    read(&desk, move |workspace| schedule::create_job(workspace, input)).await
}

/// Changes a job.
///
/// # Errors
/// As [`create_job`]; `not_found`.
#[tauri::command]
#[specta::specta]
pub async fn change_job(desk: State<'_, Arc<Desk>>, id: JobId, input: JobInput) -> Result<JobId, AppError> {
    read(&desk, move |workspace| schedule::change_job(workspace, id, input)).await
}

/// Runs a job now, or joins its run that is there already.
///
/// # Errors
/// `not_found`, `job_type_not_available`, `opened_read_only`.
#[tauri::command]
#[specta::specta]
pub async fn run_job_now(desk: State<'_, Arc<Desk>>, id: JobId) -> Result<RunId, AppError> {
    read(&desk, move |workspace| Ok(jobs::run_now(workspace, id)?.run())).await
}

/// Stops a job for now.
///
/// # Errors
/// `not_found`, `conflict` if it is not active.
#[tauri::command]
#[specta::specta]
pub async fn pause_job(desk: State<'_, Arc<Desk>>, id: JobId) -> Result<(), AppError> {
    read(&desk, move |workspace| jobs::pause(workspace, id).map(drop)).await
}

/// Lets a paused job go on.
///
/// # Errors
/// `not_found`, `conflict` if it is not paused.
#[tauri::command]
#[specta::specta]
pub async fn resume_job(desk: State<'_, Arc<Desk>>, id: JobId) -> Result<(), AppError> {
    read(&desk, move |workspace| jobs::resume(workspace, id).map(drop)).await
}

/// Puts a job away; its history stays.
///
/// # Errors
/// `not_found`.
#[tauri::command]
#[specta::specta]
pub async fn archive_job(desk: State<'_, Arc<Desk>>, id: JobId) -> Result<(), AppError> {
    read(&desk, move |workspace| jobs::archive(workspace, id).map(drop)).await
}

/// Takes a job back that was put away; `paused`, if it was when it was put away.
///
/// # Errors
/// `not_found`, `conflict` if it was not put away.
#[tauri::command]
#[specta::specta]
pub async fn restore_job(desk: State<'_, Arc<Desk>>, id: JobId, paused: bool) -> Result<(), AppError> {
    read(&desk, move |workspace| jobs::restore(workspace, id, paused).map(drop)).await
}

/// Pauses every active job; the answer is which.
///
/// # Errors
/// As the file fails.
#[tauri::command]
#[specta::specta]
pub async fn pause_all_jobs(desk: State<'_, Arc<Desk>>) -> Result<Vec<JobId>, AppError> {
    read(&desk, schedule::pause_all).await
}

/// Lets every paused job go on, or of `only` those that are; the answer is which.
///
/// # Errors
/// As the file fails.
#[tauri::command]
#[specta::specta]
pub async fn resume_all_jobs(desk: State<'_, Arc<Desk>>, only: Option<Vec<JobId>>) -> Result<Vec<JobId>, AppError> {
    read(&desk, move |workspace| schedule::resume_all(workspace, only.as_deref())).await
}
