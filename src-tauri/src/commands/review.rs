//! Commands of the Review page.

use std::sync::{Arc, Mutex, PoisonError};

use app::AppError;
use app::pages::create::AdTexts;
use app::pages::review::{
    self, AdsManagerSheet, DecideInput, DrawnAgain, ExportInput, ExportNames, ExportResult, NamesAsk, ReviewDetail,
    ReviewPage, ReviewQuery, SlotBox, UndoneDecision,
};
use creative::Cancel;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt as _;
use tauri_specta::Event as _;
use units::RunId;

use super::files::{self, blocking};
use crate::desk::{Desk, read};
use crate::ipc::ExportProgress;

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

/// Takes the last act back, in the run that is shown if one is.
///
/// # Errors
/// `opened_read_only`; as the file fails.
#[tauri::command]
#[specta::specta]
pub async fn undo_decision(desk: State<'_, Arc<Desk>>, run: Option<RunId>) -> Result<UndoneDecision, AppError> {
    read(&desk, move |workspace| review::undo_decision(workspace, run)).await
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

/// Makes the sizes that ads do not have yet and adds them; the answer is how many.
///
/// # Errors
/// `not_found`; `conflict` if none is missing.
#[tauri::command]
#[specta::specta]
pub async fn make_missing_sizes(desk: State<'_, Arc<Desk>>, ads: Vec<String>) -> Result<u32, AppError> {
    read(&desk, move |workspace| review::make_missing_sizes(workspace, &ads)).await
}

/// Draws an ad again in all its sizes and says whether it is the same bytes.
///
/// # Errors
/// `not_found`; `conflict` for an ad that was never drawn.
#[tauri::command]
#[specta::specta]
pub async fn render_ad_again(desk: State<'_, Arc<Desk>>, ad: String) -> Result<Vec<DrawnAgain>, AppError> {
    read(&desk, move |workspace| review::render_again(workspace, &ad)).await
}

/// The names that an export would give, and how many files there would be.
///
/// # Errors
/// `invalid_input` with what is wrong with the pattern.
#[tauri::command]
#[specta::specta]
pub async fn export_names(desk: State<'_, Arc<Desk>>, ask: NamesAsk) -> Result<ExportNames, AppError> {
    read(&desk, move |workspace| review::export_names(workspace, &ask)).await
}

/// The export that is being written, if one is.
#[derive(Debug, Default)]
pub struct Exporting(Mutex<Option<Cancel>>);

impl Exporting {
    fn begin(&self) -> Result<Cancel, AppError> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if running.is_some() {
            return Err(AppError::new(
                app::ErrorCode::Conflict,
                "An export is being written already.",
                "Wait for it, or cancel it first.",
            ));
        }
        Ok(running.insert(Cancel::new()).clone())
    }

    fn end(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn cancel(&self) {
        if let Some(cancel) = self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            cancel.cancel();
        }
    }
}

/// Writes the approved ads of a filter into a folder. How far it is comes as [`ExportProgress`].
///
/// # Errors
/// `invalid_input` if there is nothing to write; `already_exists`; `conflict` while another one is written;
/// `cancelled`; as the disk fails. Then the folder is as it was.
#[tauri::command]
#[specta::specta]
pub async fn export_ads(
    app: AppHandle,
    desk: State<'_, Arc<Desk>>,
    exporting: State<'_, Exporting>,
    input: ExportInput,
) -> Result<ExportResult, AppError> {
    let cancel = exporting.begin()?;
    let written = read(&desk, move |workspace| {
        review::export_ads(workspace, &input, &cancel, |done, of| {
            if let Err(error) = (ExportProgress { done, of }).emit(&app) {
                tracing::warn!(%error, "the window could not be told how far the export is");
            }
        })
    })
    .await;
    exporting.end();
    written
}

/// Stops the export that is being written; it leaves nothing behind.
#[tauri::command]
#[specta::specta]
pub fn cancel_export(exporting: State<'_, Exporting>) {
    exporting.cancel();
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
pub async fn show_folder(path: String) -> Result<(), AppError> {
    files::open_folder(std::path::Path::new(&path))
}
