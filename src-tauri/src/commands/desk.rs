//! Commands that belong to no page: the window itself.

use std::sync::Arc;

use app::{AppError, Workspace};
use tauri::{AppHandle, State};

use crate::desk::Desk;
use crate::{ads_manager, outside, window};

/// What the frame of the window shows before any page.
#[derive(Debug, Clone, serde::Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct WindowState {
    /// The open file; `None` on first start.
    pub file: Option<OpenFile>,
}

/// The open file as the frame names it.
#[derive(Debug, Clone, serde::Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenFile {
    /// Its whole path.
    pub path: String,
    /// Its name without the folder.
    pub name: String,
    /// Whether nothing can be changed: another installation runs it, or it may not be written.
    pub read_only: bool,
    /// Whether that is because it or its folder may not be written.
    pub unwritable: bool,
}

/// What the frame shows.
#[tauri::command]
#[specta::specta]
pub fn window_state(desk: State<'_, Arc<Desk>>) -> WindowState {
    WindowState { file: desk.workspace().ok().map(|workspace| open_file(&workspace)) }
}

/// The open file as the frame names it.
pub fn open_file(workspace: &Workspace) -> OpenFile {
    let path = workspace.store.path();
    OpenFile {
        path: path.display().to_string(),
        name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        read_only: workspace.store.is_read_only(),
        unwritable: workspace.store.is_unwritable(),
    }
}

/// The page that is shown first has drawn what the file holds: what is due may run. Logged, because how long opening took
/// is a question that people ask of the log.
#[tauri::command]
#[specta::specta]
pub fn first_page_drawn(desk: State<'_, Arc<Desk>>, since_page_began_ms: u32) {
    tracing::info!(since_page_began_ms, "the first page shows stored data");
    desk.first_page().is_drawn();
}

/// The page listens to the core: what it is told from now on is heard.
#[tauri::command]
#[specta::specta]
pub fn page_listens(desk: State<'_, Arc<Desk>>) {
    desk.first_page().listens();
}

/// The look that the page has now: the window behind it and the next start have it too.
///
/// # Errors
/// If the window system refuses, or the choice cannot be remembered.
#[tauri::command]
#[specta::specta]
pub fn window_looks(app: AppHandle, desk: State<'_, Arc<Desk>>, dark: bool) -> Result<(), AppError> {
    window::looks(&app, desk.opening().places(), dark)
}

/// Ends the program; runs in progress are interrupted and go on at the next start.
#[tauri::command]
#[specta::specta]
pub fn quit(app: AppHandle) {
    app.exit(0);
}

/// Hides the window to the tray and remembers that this was explained.
///
/// # Errors
/// If the window system refuses, or the choice cannot be remembered.
#[tauri::command]
#[specta::specta]
pub fn hide_window(app: AppHandle, desk: State<'_, Arc<Desk>>) -> Result<(), AppError> {
    desk.opening().places().remember(|preferences| preferences.close_explained = true)?;
    window::hide(&app)
}

/// Opens campaigns, ad sets or ads in Ads Manager, in the person's browser.
///
/// # Errors
/// `invalid_input` for ids that are not Meta's, `io` if no browser can be started.
#[tauri::command]
#[specta::specta]
pub fn open_in_ads_manager(account: String, level: units::Level, ids: Vec<String>) -> Result<(), AppError> {
    let address = ads_manager::address(&account, level, &ids)?;
    outside::open_in_browser(&address).map_err(|error| {
        AppError::new(
            app::ErrorCode::Io,
            format!("The browser could not be started: {error}."),
            "Open Ads Manager yourself; nothing was changed.",
        )
    })
}
