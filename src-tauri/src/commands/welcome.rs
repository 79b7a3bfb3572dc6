//! Commands of the Welcome page.

use std::path::PathBuf;
use std::sync::Arc;

use app::AppError;
use app::pages::welcome::{RecentFile, WelcomePage};
use graph_sim::Story;
use tauri::{AppHandle, State};
use tauri_specta::Event as _;
use units::{AccountId, Count};

use super::files::{self, put_on_desk};
use crate::demo_file::{DemoFile, first_view};
use crate::desk::{Desk, Unopened, read};
use crate::ipc::DemoProgress;

/// The demo's chance: the same one as on the command line, so that both open the same file.
const DEMO_SEED: u64 = 1;

/// What the first page offers.
///
/// # Errors
/// If what this installation remembers cannot be read.
#[tauri::command]
#[specta::specta]
pub fn welcome_page(desk: State<'_, Arc<Desk>>) -> Result<WelcomePage, AppError> {
    let places = desk.opening().places();
    let demo = places.demo_file();
    let recent = places.preferences()?.recent.into_iter().filter(|file| *file != demo).map(recent).collect();
    Ok(WelcomePage { recent, demo_made: demo.exists(), new_file: places.default_file().display().to_string() })
}

fn recent(path: PathBuf) -> RecentFile {
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    RecentFile {
        name: part(path.file_stem()),
        folder: path.parent().map(|folder| folder.display().to_string()).unwrap_or_default(),
        there: path.exists(),
        path: path.display().to_string(),
    }
}

/// Why the file opened last is not open; `null` if it is, or there is none.
#[tauri::command]
#[specta::specta]
pub fn unopened_file(desk: State<'_, Arc<Desk>>) -> Option<Unopened> {
    desk.unopened()
}

/// Opens a file that was opened before.
///
/// # Errors
/// As opening does; the file before stays open then.
#[tauri::command]
#[specta::specta]
pub async fn open_file(app: AppHandle, desk: State<'_, Arc<Desk>>, path: String) -> Result<(), AppError> {
    put_on_desk(&app, &desk, move |desk| desk.open(&PathBuf::from(path))).await
}

/// Asks which file and opens it; `false` if the person changed their mind.
///
/// # Errors
/// As opening does; the file before stays open then.
#[tauri::command]
#[specta::specta]
pub async fn choose_file(app: AppHandle, desk: State<'_, Arc<Desk>>) -> Result<bool, AppError> {
    let Some(path) = files::ask_which(&app).await? else { return Ok(false) };
    put_on_desk(&app, &desk, move |desk| desk.open(&path)).await?;
    Ok(true)
}

/// Asks where to and makes an empty file there; `false` if the person changed their mind.
///
/// # Errors
/// If there is a file already, or the place cannot be written.
#[tauri::command]
#[specta::specta]
pub async fn new_file(app: AppHandle, desk: State<'_, Arc<Desk>>) -> Result<bool, AppError> {
    let Some(path) = files::ask_where_to(&app, "ads.adcreator".to_owned()).await? else { return Ok(false) };
    put_on_desk(&app, &desk, move |desk| {
        drop(desk.opening().create(&path)?);
        desk.open(&path)
    })
    .await?;
    Ok(true)
}

/// Takes a file out of the list of those opened before; the file itself stays.
///
/// # Errors
/// If that cannot be remembered.
#[tauri::command]
#[specta::specta]
pub fn forget_file(desk: State<'_, Arc<Desk>>, path: String) -> Result<(), AppError> {
    desk.opening()
        .places()
        .remember(|preferences| preferences.recent.retain(|known| known.as_os_str() != path.as_str()))?;
    Ok(())
}

/// Makes the demo, or opens the one that is there, and puts it on the desk. How far it is comes as [`DemoProgress`];
/// the answer is the demo's main account, which was connected first.
///
/// # Errors
/// As making it fails; the file before stays open then.
#[tauri::command]
#[specta::specta]
pub async fn open_demo(app: AppHandle, desk: State<'_, Arc<Desk>>) -> Result<Option<AccountId>, AppError> {
    let opening = desk.opening().clone();
    let wanted = DemoFile { story: Story::Showcase, seed: DEMO_SEED, as_of: None, file: opening.places().demo_file() };
    let heard = app.clone();
    first_view(&opening, &wanted, move |progress| {
        let told = DemoProgress {
            done: Count::new(progress.done).unwrap_or(Count::MAX),
            total: progress.total.and_then(|total| Count::new(total).ok()),
            unit: progress.unit.clone(),
            message: progress.message.clone(),
        };
        if let Err(error) = told.emit(&heard) {
            tracing::warn!(%error, "the window could not be told how far the demo is");
        }
    })
    .await?;
    put_on_desk(&app, &desk, move |desk| desk.open(&wanted.file)).await?;
    read(&desk, |workspace| Ok(workspace.store.accounts()?.into_iter().next().map(|main| main.id))).await
}
