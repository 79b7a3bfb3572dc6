//! Commands of the Settings page.

use std::path::Path;
use std::sync::Arc;

use app::pages::figures::Days;
use app::pages::settings::{
    self, AboutPage, AccountsOfToken, AccountsPage, BreakEven, ConnectInput, ConnectResult, DoctorPage, FilePage,
    Goals, GoalsInput, MakingPage, NetworkPage, TargetsPage, TokenInput,
};
use app::{AppError, Workspace};
use tauri::{AppHandle, State};
use units::{AccountId, GraphId, RunId};

use super::files::{self, blocking, put_on_desk};
use crate::desk::{Desk, read};

/// The connected accounts, and the brands they can be linked to.
///
/// # Errors
/// `not_found` while no file is open; if it cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn accounts_page(desk: State<'_, Arc<Desk>>) -> Result<AccountsPage, AppError> {
    read(&desk, settings::accounts_page).await
}

/// The open file.
///
/// # Errors
/// If it or its folder cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn file_page(desk: State<'_, Arc<Desk>>) -> Result<FilePage, AppError> {
    read(&desk, settings::file_page).await
}

/// Checks the whole file.
///
/// # Errors
/// Only if it cannot be read at all.
#[tauri::command]
#[specta::specta]
pub async fn check_file(desk: State<'_, Arc<Desk>>) -> Result<DoctorPage, AppError> {
    read(&desk, settings::doctor_page).await
}

/// Requests that were sent from this file, per host.
///
/// # Errors
/// If the file cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn network_page(desk: State<'_, Arc<Desk>>) -> Result<NetworkPage, AppError> {
    read(&desk, settings::network_page).await
}

/// Asks a token what it is and which accounts it sees. Where no file is open yet, the one that an account is put into
/// counts the requests.
///
/// # Errors
/// As [`app::connect::look`]; nothing is connected then.
#[tauri::command]
#[specta::specta]
pub async fn accounts_of_token(desk: State<'_, Arc<Desk>>, input: TokenInput) -> Result<AccountsOfToken, AppError> {
    let workspace = match desk.workspace() {
        Ok(workspace) => workspace,
        Err(_nothing_open) => file_to_connect_in(&desk).await?,
    };
    settings::accounts_of_token(&workspace, input).await
}

/// Checks a token against an account and, if it can read it, connects the account. Where no file is open yet, a new one
/// is made for it.
///
/// # Errors
/// As [`app::connect::connect`]; nothing is connected then.
#[tauri::command]
#[specta::specta]
pub async fn connect_account(
    app: AppHandle,
    desk: State<'_, Arc<Desk>>,
    input: ConnectInput,
) -> Result<ConnectResult, AppError> {
    if let Ok(workspace) = desk.workspace() {
        return settings::connect_account(&workspace, input).await;
    }
    let workspace = file_to_connect_in(&desk).await?;
    let connected = settings::connect_account(&workspace, input).await?;
    drop(workspace);
    let file = desk.opening().places().default_file();
    put_on_desk(&app, &desk, move |desk| desk.open(&file)).await?;
    Ok(connected)
}

/// The file of this user, made if it is not there, and not on the desk yet.
async fn file_to_connect_in(desk: &Desk) -> Result<Workspace, AppError> {
    let (opening, path) = (desk.opening().clone(), desk.opening().places().default_file());
    blocking(move || if path.exists() { opening.open(&path) } else { opening.create(&path) }).await
}

/// Removes an account with everything that was read from it, its token and its jobs.
///
/// # Errors
/// `conflict` while a sync of it is under way.
#[tauri::command]
#[specta::specta]
pub async fn remove_account(desk: State<'_, Arc<Desk>>, account: AccountId) -> Result<(), AppError> {
    settings::remove_account(&desk.workspace()?, &account).await
}

/// Says which brand an account advertises; `None` for no brand.
///
/// # Errors
/// `not_found` if the account is not connected.
#[tauri::command]
#[specta::specta]
pub async fn link_brand(desk: State<'_, Arc<Desk>>, account: AccountId, brand: Option<String>) -> Result<(), AppError> {
    read(&desk, move |workspace| app::accounts::link_brand(workspace, &account, brand.as_deref())).await
}

/// Says whether syncs of an account read results by attribution window too.
///
/// # Errors
/// `not_found` if the account is not connected.
#[tauri::command]
#[specta::specta]
pub async fn set_reads_windows(desk: State<'_, Arc<Desk>>, account: AccountId, on: bool) -> Result<(), AppError> {
    read(&desk, move |workspace| app::accounts::read_windows(workspace, &account, on)).await
}

/// How ads are made.
///
/// # Errors
/// `not_found` while no file is open.
#[tauri::command]
#[specta::specta]
pub async fn making_page(desk: State<'_, Arc<Desk>>) -> Result<MakingPage, AppError> {
    read(&desk, settings::making_page).await
}

/// Changes how many files one run makes at most.
///
/// # Errors
/// `invalid_input` for a number that is out of bounds; `opened_read_only`.
#[tauri::command]
#[specta::specta]
pub async fn set_creation_cap(desk: State<'_, Arc<Desk>>, cap: u32) -> Result<(), AppError> {
    read(&desk, move |workspace| settings::set_cap(workspace, cap)).await
}

/// "Run it here": this installation runs the open file from now on.
///
/// # Errors
/// If the file cannot be written, or is newer than this program.
#[tauri::command]
#[specta::specta]
pub async fn take_over_file(app: AppHandle, desk: State<'_, Arc<Desk>>) -> Result<(), AppError> {
    put_on_desk(&app, &desk, Desk::take_over).await
}

/// Asks where to, then copies the file there while it is in use. `None` if the person changed their mind.
///
/// # Errors
/// If the place exists or cannot be written.
#[tauri::command]
#[specta::specta]
pub async fn back_up_file(app: AppHandle, desk: State<'_, Arc<Desk>>) -> Result<Option<String>, AppError> {
    let workspace = desk.workspace()?;
    let name = workspace.store.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let day = workspace.clock.now().to_utc().format("%Y-%m-%d");
    let suggested = format!("{name} {day}.adcreator");
    let Some(target) = files::ask_where_to(&app, suggested).await? else { return Ok(None) };
    let written = target.clone();
    blocking(move || app::upkeep::back_up(&workspace, &target)).await?;
    Ok(Some(written.display().to_string()))
}

/// Asks which backup, and answers its path. `None` if the person changed their mind.
///
/// # Errors
/// If no dialog can be shown.
#[tauri::command]
#[specta::specta]
pub async fn choose_backup(app: AppHandle) -> Result<Option<String>, AppError> {
    Ok(files::ask_which(&app).await?.map(|path| path.display().to_string()))
}

/// Brings a backup back in place of the open file, which is kept beside it first.
///
/// # Errors
/// If the backup is not a sound file of ours; the open file is as it was then.
#[tauri::command]
#[specta::specta]
pub async fn restore_file(app: AppHandle, desk: State<'_, Arc<Desk>>, backup: String) -> Result<(), AppError> {
    let file = desk.workspace()?.store.path().to_owned();
    put_on_desk(&app, &desk, move |desk| {
        app::upkeep::restore(Path::new(&backup), &file, desk.opening().options())?;
        desk.open(&file)
    })
    .await
}

/// Shows the open file in the system's file browser.
///
/// # Errors
/// If none can be started.
#[tauri::command]
#[specta::specta]
pub async fn show_file(app: AppHandle, desk: State<'_, Arc<Desk>>) -> Result<(), AppError> {
    let file = desk.workspace()?.store.path().to_owned();
    files::show(&app, &file)
}

/// Shows the folder of the log files.
///
/// # Errors
/// If no file browser can be started.
#[tauri::command]
#[specta::specta]
pub async fn show_logs(app: AppHandle, desk: State<'_, Arc<Desk>>) -> Result<(), AppError> {
    files::show(&app, desk.opening().places().logs())
}

/// The program: its version, where its logs are, what it is made of.
#[tauri::command]
#[specta::specta]
pub fn about_page(desk: State<'_, Arc<Desk>>) -> AboutPage {
    AboutPage {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        graph_version: meta::GRAPH_VERSION.to_owned(),
        logs: desk.opening().places().logs().display().to_string(),
        secrets: desk.opening().secret_place(),
        licences: settings::licences(),
    }
}

/// The goals of an account with what its last stored days suggest.
///
/// # Errors
/// `not_found` if the account is not connected.
#[tauri::command]
#[specta::specta]
pub async fn targets_page(desk: State<'_, Arc<Desk>>, account: AccountId) -> Result<TargetsPage, AppError> {
    read(&desk, move |workspace| settings::targets_page(workspace, &account)).await
}

/// Where an order earns nothing; `None` without an average order and a margin.
#[tauri::command]
#[specta::specta]
pub fn break_even(goals: Goals) -> Option<BreakEven> {
    settings::break_even(&goals)
}

/// Stores the goals of an account or of one campaign in its place.
///
/// # Errors
/// `invalid_input` for a figure that makes no sense.
#[tauri::command]
#[specta::specta]
pub async fn set_goals(desk: State<'_, Arc<Desk>>, input: GoalsInput) -> Result<(), AppError> {
    read(&desk, move |workspace| settings::set_goals(workspace, &input)).await
}

/// Takes the goals of one campaign away, so that the account's hold again.
///
/// # Errors
/// `not_found` if the account is not connected.
#[tauri::command]
#[specta::specta]
pub async fn clear_campaign_goals(
    desk: State<'_, Arc<Desk>>,
    account: AccountId,
    campaign: GraphId,
) -> Result<(), AppError> {
    read(&desk, move |workspace| settings::clear_campaign_goals(workspace, &account, &campaign)).await
}

/// Files a sync of an account that starts at once, or joins the one under way; of these days, or as usual.
///
/// # Errors
/// `account_not_connected`, `opened_read_only`; days that are none.
#[tauri::command]
#[specta::specta]
pub async fn sync_account_now(
    desk: State<'_, Arc<Desk>>,
    account: AccountId,
    days: Option<Days>,
) -> Result<RunId, AppError> {
    let workspace = desk.workspace()?;
    let usual = app::sync::SyncParams::usual(account);
    let params = match days {
        Some(days) => app::sync::SyncParams { days: app::sync::Days::Between(days.range()?), ..usual },
        None => usual,
    };
    let filed = app::sync::file(&workspace, params).await?;
    workspace.announce(app::Changed::Runs { ids: vec![filed.run()] });
    Ok(filed.run())
}
