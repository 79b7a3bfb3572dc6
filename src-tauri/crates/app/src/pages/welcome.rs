//! The first page: a demo, an account, or a file.

use serde::Serialize;
use specta::Type;

/// What the first page offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WelcomePage {
    /// Files opened before, newest first.
    pub recent: Vec<RecentFile>,
    /// Whether the demo was made already.
    pub demo_made: bool,
    /// Where the file of an account would be made.
    pub new_file: String,
}

/// A file opened before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecentFile {
    /// Its path.
    pub path: String,
    /// Its name without folder and ending.
    pub name: String,
    /// Its folder.
    pub folder: String,
    /// Whether it is still there.
    pub there: bool,
}
