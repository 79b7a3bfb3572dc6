//! What several commands need that open, copy or show files: dialogs, and putting another file on the desk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::{AppError, ErrorCode, Workspace};
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt as _, FilePath};
use tauri_plugin_opener::OpenerExt as _;

use crate::desk::Desk;
use crate::{outside, window};

/// The ending of our files.
const ENDING: &str = "adcreator";

/// Runs blocking work that needs no open file.
///
/// # Errors
/// Those of the work.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    tauri::async_runtime::spawn_blocking(work)
        .await
        .map_err(|error| AppError::internal(format!("a command stopped: {error}")))?
}

/// Puts a file on the desk and tells the window to ask for everything again.
///
/// # Errors
/// Those of opening; the file before stays open then.
pub async fn put_on_desk(
    app: &AppHandle,
    desk: &Arc<Desk>,
    open: impl FnOnce(&Desk) -> Result<Workspace, AppError> + Send + 'static,
) -> Result<(), AppError> {
    let desk = Arc::clone(desk);
    blocking(move || open(&desk).map(drop)).await?;
    window::announce_everything(app);
    Ok(())
}

/// Asks which of our files to open; `None` if the person changed their mind.
///
/// # Errors
/// If the place that was chosen is not on this computer.
pub async fn ask_which(app: &AppHandle) -> Result<Option<PathBuf>, AppError> {
    let dialog = app.dialog().file().add_filter("Ad Creator", &[ENDING]);
    blocking(move || dialog.blocking_pick_file().map(on_this_computer).transpose()).await
}

/// Asks where to write one of our files; `None` if the person changed their mind.
///
/// # Errors
/// If the place that was chosen is not on this computer.
pub async fn ask_where_to(app: &AppHandle, suggested: String) -> Result<Option<PathBuf>, AppError> {
    let dialog = app.dialog().file().add_filter("Ad Creator", &[ENDING]).set_file_name(suggested);
    let chosen = blocking(move || dialog.blocking_save_file().map(on_this_computer).transpose()).await?;
    Ok(chosen.map(|path| if path.extension().is_some() { path } else { path.with_extension(ENDING) }))
}

/// Shows a file or a folder in the system's file browser.
///
/// # Errors
/// If none can be started.
pub fn show(app: &AppHandle, path: &Path) -> Result<(), AppError> {
    app.opener().reveal_item_in_dir(path).map_err(|error| no_browser(path, &error))
}

/// Opens a folder in the system's file browser, with what is in it.
///
/// # Errors
/// If none can be started.
pub fn open_folder(folder: &Path) -> Result<(), AppError> {
    // A launcher opens whatever it is given, and says nothing of what is gone.
    if !folder.is_dir() {
        return Err(no_browser(folder, &"the folder is not there any more"));
    }
    outside::open_folder(folder).map_err(|error| no_browser(folder, &error))
}

fn no_browser(path: &Path, error: &dyn std::fmt::Display) -> AppError {
    AppError::new(
        ErrorCode::Io,
        format!("The file browser could not be started: {error}."),
        format!("Look there yourself: {}", path.display()),
    )
}

/// The path of what was chosen.
///
/// # Errors
/// If it is not on this computer.
pub fn on_this_computer(chosen: FilePath) -> Result<PathBuf, AppError> {
    chosen
        .into_path()
        .map_err(|_elsewhere| AppError::invalid("This place is not on this computer.", "Choose a folder of yours."))
}
