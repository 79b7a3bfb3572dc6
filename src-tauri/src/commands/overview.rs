//! The Overview page.

use std::sync::Arc;

use app::AppError;
use app::pages::figures::Scope;
use app::pages::overview::{self, OverviewPage};
use tauri::State;

use crate::desk::{self, Desk};

/// What the page shows.
///
/// # Errors
/// As the read of the page.
#[tauri::command]
#[specta::specta]
pub async fn overview(desk: State<'_, Arc<Desk>>, scope: Scope) -> Result<OverviewPage, AppError> {
    desk::read(&desk, move |workspace| overview::overview(workspace, &scope)).await
}
