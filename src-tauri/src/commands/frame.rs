//! The frame around the pages.

use std::sync::Arc;

use app::AppError;
use app::pages::frame::{self, Frame};
use tauri::State;

use crate::desk::{self, Desk};

/// What the frame shows.
///
/// # Errors
/// If no file is open, or it cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn frame(desk: State<'_, Arc<Desk>>) -> Result<Frame, AppError> {
    desk::read(&desk, frame::frame).await
}
