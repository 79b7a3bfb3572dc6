//! What a run says about itself while it runs and when it ends.

use serde::{Deserialize, Serialize};
use units::Timestamp;

/// How much of how much is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressReport {
    /// How many are done.
    pub done: u64,
    /// Of how many, if that is known.
    pub total: Option<u64>,
    /// What is counted: "days", "pictures".
    pub unit: String,
    /// What is being done now.
    pub message: String,
}

/// How bad a line of the log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// Something that was done.
    Info,
    /// Something that went wrong without failing the run.
    Warn,
    /// What failed the attempt.
    Error,
}

impl LogLevel {
    /// The word in the file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

/// One line of a run's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogLine {
    /// When.
    pub at: Timestamp,
    /// How bad.
    pub level: LogLevel,
    /// What happened, in one line for a person.
    pub text: String,
}

/// Something that went wrong without failing the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunWarning {
    /// A stable word for programs.
    pub code: String,
    /// What happened, for a person.
    pub message: String,
}
