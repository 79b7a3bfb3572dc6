//! Commands of the Runs page.

use std::sync::Arc;

use app::AppError;
use app::jobs;
use app::pages::runs::{self, LogRow, RunDetail, RunsPage, RunsQuery};
use tauri::State;
use units::RunId;

use crate::desk::{Desk, read};

/// A stretch of the list of runs, newest first.
///
/// # Errors
/// `not_found` while no file is open; if it cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn runs_page(desk: State<'_, Arc<Desk>>, query: RunsQuery) -> Result<RunsPage, AppError> {
    read(&desk, move |workspace| runs::runs_page(workspace, &query)).await
}

/// Everything about one run.
///
/// # Errors
/// `not_found`; if the file cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn run_detail(desk: State<'_, Arc<Desk>>, id: RunId) -> Result<RunDetail, AppError> {
    read(&desk, move |workspace| runs::run_detail(workspace, id)).await
}

/// A run's own lines.
///
/// # Errors
/// If the file cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn run_log(desk: State<'_, Arc<Desk>>, id: RunId) -> Result<Vec<LogRow>, AppError> {
    read(&desk, move |workspace| runs::run_log(workspace, id)).await
}

/// Cancels a run, under way or not.
///
/// # Errors
/// `not_found`, `already_ended` if it has.
#[tauri::command]
#[specta::specta]
pub async fn cancel_run(desk: State<'_, Arc<Desk>>, id: RunId) -> Result<(), AppError> {
    read(&desk, move |workspace| jobs::cancel(workspace, id).map(drop)).await
}

/// Tries a run again that waits, is parked, has failed or was cancelled.
///
/// # Errors
/// `not_found`, `conflict` if it is under way, `already_ended` if it is completed.
#[tauri::command]
#[specta::specta]
pub async fn retry_run(desk: State<'_, Arc<Desk>>, id: RunId) -> Result<(), AppError> {
    read(&desk, move |workspace| jobs::retry(workspace, id).map(drop)).await
}
