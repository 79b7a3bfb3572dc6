//! The Performance page.

use std::sync::Arc;

use app::AppError;
use app::pages::performance::{
    self, Column, Found, PerformanceDetail, PerformanceQuery, PerformanceSlice, PerformanceView, Results,
};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt as _;
use units::{AccountId, GraphId};

use crate::desk::{self, Desk};

/// Computes a view of the table; its rows are asked for in slices by its handle.
///
/// # Errors
/// As [`Results::open`].
#[tauri::command]
#[specta::specta]
pub async fn performance_view(
    desk: State<'_, Arc<Desk>>,
    results: State<'_, Arc<Results>>,
    query: PerformanceQuery,
) -> Result<PerformanceView, AppError> {
    let results = Arc::clone(&results);
    desk::read(&desk, move |workspace| results.open(workspace, &query)).await
}

/// Rows of a view.
///
/// # Errors
/// `not_found` if the view is not kept any more.
#[tauri::command]
#[specta::specta]
pub async fn performance_rows(
    results: State<'_, Arc<Results>>,
    handle: u32,
    offset: u32,
    limit: u32,
) -> Result<PerformanceSlice, AppError> {
    results.slice(handle, offset, limit)
}

/// The place of an object in a view.
///
/// # Errors
/// `not_found` if the view is not kept any more.
#[tauri::command]
#[specta::specta]
pub async fn performance_place(
    results: State<'_, Arc<Results>>,
    handle: u32,
    id: String,
) -> Result<Option<u32>, AppError> {
    results.place(handle, &id)
}

/// One row of a view in full.
///
/// # Errors
/// As [`Results::detail`].
#[tauri::command]
#[specta::specta]
pub async fn performance_detail(
    desk: State<'_, Arc<Desk>>,
    results: State<'_, Arc<Results>>,
    handle: u32,
    place: u32,
) -> Result<PerformanceDetail, AppError> {
    let results = Arc::clone(&results);
    desk::read(&desk, move |workspace| results.detail(workspace, handle, place)).await
}

/// A person says that a Meta ad is an ad made here.
///
/// # Errors
/// `conflict` if there is no such ad; `opened_read_only`.
#[tauri::command]
#[specta::specta]
pub async fn link_ad(
    desk: State<'_, Arc<Desk>>,
    account: AccountId,
    ad: GraphId,
    generated: String,
) -> Result<(), AppError> {
    desk::read(&desk, move |workspace| app::linking::link(workspace, &account, &ad, &generated)).await
}

/// A person says that a Meta ad is not an ad made here, whatever its name says.
///
/// # Errors
/// `opened_read_only`.
#[tauri::command]
#[specta::specta]
pub async fn refuse_ad_link(
    desk: State<'_, Arc<Desk>>,
    account: AccountId,
    ad: GraphId,
    generated: String,
) -> Result<(), AppError> {
    desk::read(&desk, move |workspace| app::linking::refuse(workspace, &account, &ad, &generated)).await
}

/// Writes a view as CSV where the person says; the answer is the file, or nothing if they changed their mind.
///
/// # Errors
/// `not_found` if the view is not kept any more; `io`, `disk_full` or `file_read_only` from writing.
#[tauri::command]
#[specta::specta]
pub async fn performance_export(
    app: AppHandle,
    results: State<'_, Arc<Results>>,
    handle: u32,
    columns: Vec<Column>,
    suggested_name: String,
) -> Result<Option<String>, AppError> {
    let bytes = results.csv(handle, &columns)?;
    let (answer, chosen) = tokio::sync::oneshot::channel();
    app.dialog().file().set_file_name(suggested_name).add_filter("CSV", &["csv"]).save_file(move |path| {
        if answer.send(path).is_err() {
            tracing::debug!("a file was chosen after the question was taken back");
        }
    });
    let Some(path) = chosen.await.ok().flatten() else { return Ok(None) };
    let path = path.into_path().map_err(AppError::internal)?;
    std::fs::write(&path, bytes)?;
    Ok(Some(path.display().to_string()))
}

/// Ads by a part of their name, for the palette.
///
/// # Errors
/// `not_found` for an unknown account, and those of the file.
#[tauri::command]
#[specta::specta]
pub async fn find_ads(desk: State<'_, Arc<Desk>>, account: AccountId, text: String) -> Result<Vec<Found>, AppError> {
    desk::read(&desk, move |workspace| performance::find_ads(workspace, &account, &text)).await
}
