//! Commands of the Review page.

use std::sync::Arc;

use app::AppError;
use app::pages::create::AdTexts;
use app::pages::review::{
    self, AdsManagerSheet, DecideInput, ExportInput, ExportResult, ReviewDetail, ReviewPage, ReviewQuery, SlotBox,
};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt as _;
use units::RunId;

use super::files::{self, blocking};
use crate::desk::{Desk, read};

/// The list of ads.
///
/// # Errors
/// `not_found` while no file is open; if it cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn review_page(desk: State<'_, Arc<Desk>>, query: ReviewQuery) -> Result<ReviewPage, AppError> {
    read(&desk, move |workspace| review::review_page(workspace, &query)).await
}

/// Everything about one ad.
///
/// # Errors
/// `not_found`; if the file cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn review_ad(desk: State<'_, Arc<Desk>>, id: String) -> Result<ReviewDetail, AppError> {
    read(&desk, move |workspace| review::review_ad(workspace, &id)).await
}

/// Where the slots stand that a check of an ad does not pass.
///
/// # Errors
/// As [`review::review_boxes`].
#[tauri::command]
#[specta::specta]
pub async fn review_boxes(desk: State<'_, Arc<Desk>>, id: String) -> Result<Vec<SlotBox>, AppError> {
    read(&desk, move |workspace| review::review_boxes(workspace, &id)).await
}

/// Decides about ads in one act.
///
/// # Errors
/// `not_found`; `invalid_input`; `opened_read_only`.
#[tauri::command]
#[specta::specta]
pub async fn decide_ads(desk: State<'_, Arc<Desk>>, input: DecideInput) -> Result<(), AppError> {
    read(&desk, move |workspace| review::decide_ads(workspace, &input)).await
}

/// Takes the last act back; the answer is which ads it was about.
///
/// # Errors
/// `opened_read_only`; as the file fails.
#[tauri::command]
#[specta::specta]
pub async fn undo_decision(desk: State<'_, Arc<Desk>>) -> Result<Vec<String>, AppError> {
    read(&desk, review::undo_decision).await
}

/// Changes the words beside an ad.
///
/// # Errors
/// `not_found`; `opened_read_only`.
#[tauri::command]
#[specta::specta]
pub async fn change_ad_copy(desk: State<'_, Arc<Desk>>, ad: String, copy: AdTexts) -> Result<(), AppError> {
    read(&desk, move |workspace| review::change_copy(workspace, &ad, copy)).await
}

/// Makes the sizes that ads do not have yet; the answer is the run.
///
/// # Errors
/// `not_found`; `conflict` if none is missing.
#[tauri::command]
#[specta::specta]
pub async fn make_missing_sizes(desk: State<'_, Arc<Desk>>, ads: Vec<String>) -> Result<RunId, AppError> {
    read(&desk, move |workspace| review::make_missing_sizes(workspace, &ads)).await
}

/// Writes ads into a folder.
///
/// # Errors
/// `invalid_input` if there is nothing to write; `already_exists`; as the disk fails.
#[tauri::command]
#[specta::specta]
pub async fn export_ads(desk: State<'_, Arc<Desk>>, input: ExportInput) -> Result<ExportResult, AppError> {
    read(&desk, move |workspace| review::export_ads(workspace, &input)).await
}

/// The columns of Ads Manager's sheet that are remembered.
///
/// # Errors
/// `not_found` while no file is open; if it cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn ads_manager_sheet(desk: State<'_, Arc<Desk>>) -> Result<Option<AdsManagerSheet>, AppError> {
    read(&desk, review::ads_manager_sheet).await
}

/// Remembers the columns of a sheet that Ads Manager exported.
///
/// # Errors
/// As [`review::keep_ads_manager_sheet`].
#[tauri::command]
#[specta::specta]
pub async fn keep_ads_manager_sheet(desk: State<'_, Arc<Desk>>, path: String) -> Result<AdsManagerSheet, AppError> {
    read(&desk, move |workspace| review::keep_ads_manager_sheet(workspace, &path)).await
}

/// Asks for a sheet that Ads Manager exported; `None` if the person changed their mind.
///
/// # Errors
/// If the place that was chosen is not on this computer.
#[tauri::command]
#[specta::specta]
pub async fn choose_sheet(app: AppHandle) -> Result<Option<String>, AppError> {
    let dialog = app.dialog().file().add_filter("Sheets", &["csv", "tsv", "txt"]);
    blocking(move || {
        let chosen = dialog.blocking_pick_file().map(files::on_this_computer).transpose()?;
        Ok(chosen.map(|path| path.display().to_string()))
    })
    .await
}

/// The folder that is offered for exports.
///
/// # Errors
/// `not_found` while no file is open.
#[tauri::command]
#[specta::specta]
pub async fn export_folder(desk: State<'_, Arc<Desk>>) -> Result<String, AppError> {
    read(&desk, |workspace| Ok(review::export_folder(workspace))).await
}

/// Asks for a folder; `None` if the person changed their mind.
///
/// # Errors
/// If the place that was chosen is not on this computer.
#[tauri::command]
#[specta::specta]
pub async fn choose_folder(app: AppHandle) -> Result<Option<String>, AppError> {
    let dialog = app.dialog().file();
    blocking(move || {
        let chosen = dialog.blocking_pick_folder().map(files::on_this_computer).transpose()?;
        Ok(chosen.map(|path| path.display().to_string()))
    })
    .await
}

/// Shows a folder in the system's file browser.
///
/// # Errors
/// `io` if none can be started.
#[tauri::command]
#[specta::specta]
pub async fn show_folder(app: AppHandle, path: String) -> Result<(), AppError> {
    files::show(&app, std::path::Path::new(&path))
}
