//! How much one run of making ads does.

use serde::Serialize;
use specta::Type;

use crate::creation::plan;
use crate::{AppError, Workspace};

/// How ads are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MakingPage {
    /// Files that one run makes at most.
    pub cap: u32,
    /// What that is unless somebody changes it.
    pub usual_cap: u32,
    /// The least it may be.
    pub least_cap: u32,
    /// The most it may be.
    pub most_cap: u32,
}

/// How ads are made.
///
/// # Errors
/// If the file cannot be read.
pub fn making_page(workspace: &Workspace) -> Result<MakingPage, AppError> {
    Ok(MakingPage {
        cap: plan::cap(workspace)?,
        usual_cap: plan::CAP,
        least_cap: *plan::CAPS.start(),
        most_cap: *plan::CAPS.end(),
    })
}

/// Changes how many files one run makes at most.
///
/// # Errors
/// `invalid_input` for a number that is out of bounds; `opened_read_only`.
pub fn set_cap(workspace: &Workspace, cap: u32) -> Result<(), AppError> {
    plan::set_cap(workspace, cap)
}
