//! Commands of the Settings page.

use std::sync::Arc;

use app::AppError;
use app::pages::settings::{self, AccountsPage, DoctorPage, FilePage, NetworkPage};
use tauri::State;

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
