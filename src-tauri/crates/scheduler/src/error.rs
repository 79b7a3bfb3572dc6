//! What can go wrong with schedules and the runner.

/// Why a rule was refused or the runner could not go on.
#[derive(Debug, thiserror::Error)]
pub enum SchedulerError {
    /// The text is not a cron expression of five fields.
    #[error("`{expression}` is not a rule of five fields (minute hour day month weekday): {problem}")]
    NotCron {
        /// What was typed.
        expression: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The rule is well formed and no date ever matches it.
    #[error("`{0}` never comes true: there is no such date")]
    NeverFires(String),
    /// The text is not a local date and time.
    #[error("`{0}` is not a date and time: write it like 2026-02-16T09:30")]
    NotALocalTime(String),
    /// The text is not a policy for missed runs.
    #[error("`{0}` is not a choice for missed runs: write once, each:N (1 to 100) or skip")]
    NotAMissedPolicy(String),
    /// The file.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// A blocking task of the runner ended without an answer.
    #[error("an internal task stopped: {0}")]
    Task(#[from] tokio::task::JoinError),
}
