//! Schedules and their runs.

mod lease;
mod report;

pub use lease::Lease;
pub use report::{LogLevel, LogLine, ProgressReport, RunWarning};
