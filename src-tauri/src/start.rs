//! What the page is handed before its first script runs, so that the first frame shows stored data.
//!
//! A web view takes a third of a second to start. The file is opened and the first page's answers are read meanwhile, and
//! they travel with the page instead of being asked for. The page asks again as soon as it is drawn, so what it was
//! handed is never older than its start.

use app::pages::ReadAhead;
use app::{AppError, Workspace};
use serde::Serialize;
use specta::Type;

use crate::commands::desk::{OpenFile, open_file};

/// The open file and the answers to the first questions about it.
#[derive(Debug, Clone, Serialize, Type)]
pub struct Start {
    /// The open file.
    pub file: OpenFile,
    /// The answers.
    pub ahead: ReadAhead,
}

impl Start {
    /// Reads what the first page will ask for.
    ///
    /// # Errors
    /// Those of the reads.
    pub fn read(workspace: &Workspace) -> Result<Self, AppError> {
        Ok(Self { file: open_file(workspace), ahead: app::pages::read_ahead(workspace)? })
    }

    /// The script that hands it to the page.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn script(&self) -> Result<String, AppError> {
        let json = serde_json::to_string(self).map_err(|error| AppError::internal(error.to_string()))?;
        Ok(format!("window.__AD_CREATOR_START__ = {json};"))
    }
}
