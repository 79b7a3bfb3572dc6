//! The words that the tables of the scheduler use.

use std::str::FromStr;

use rusqlite::Row;
use units::Timestamp;
use uuid::Uuid;

use crate::StoreError;
use crate::words::words;

words! {
    /// Whether a schedule makes runs.
    JobStatus in "scheduled_jobs.status" {
        /// It makes runs.
        Active = "active",
        /// A person stopped it for now.
        Paused = "paused",
        /// It has made all the runs it was asked for.
        Completed = "completed",
        /// Put away.
        Archived = "archived",
    }
}

words! {
    /// What became of a due time.
    RunStatus in "scheduled_job_runs.status" {
        /// Due, not started.
        Queued = "queued",
        /// An attempt is under way.
        Running = "running",
        /// It goes on by itself later; the reason says why.
        Waiting = "waiting",
        /// It goes on when a person says so; the reason says why.
        Parked = "parked",
        /// Done.
        Completed = "completed",
        /// Given up.
        Failed = "failed",
        /// A person cancelled it.
        Cancelled = "cancelled",
        /// Never started; the reason says why.
        Skipped = "skipped",
    }
}

impl RunStatus {
    /// Whether nothing will happen to the run any more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Cancelled | Self::Skipped)
    }
}

words! {
    /// Who asked for a run.
    Trigger in "scheduled_job_runs.trigger_source" {
        /// The schedule.
        Scheduled = "scheduled",
        /// A person: "run now".
        Manual = "manual",
        /// Another part of the program.
        Api = "api",
        /// It was done by the system before this one.
        History = "history",
    }
}

words! {
    /// How one try of a run ended.
    AttemptOutcome in "run_attempts.outcome" {
        /// It has not.
        Running = "running",
        /// Done.
        Completed = "completed",
        /// With an error.
        Failed = "failed",
        /// It has to wait and was given back.
        Waiting = "waiting",
        /// The process ended during it.
        Interrupted = "interrupted",
        /// A person cancelled it.
        Cancelled = "cancelled",
        /// It needs a person.
        Parked = "parked",
    }
}

words! {
    /// How far an item of a run is.
    ItemStatus in "run_items.status" {
        /// Not begun.
        Planned = "planned",
        /// Begun; after a crash nobody knows whether it took effect.
        Started = "started",
        /// Done.
        Done = "done",
        /// It did not work.
        Failed = "failed",
        /// Left out on purpose.
        Skipped = "skipped",
    }
}

/// Why a due time was not run on time, or why a run stands still. Handlers bring their own words for waiting
/// (`rate_limited`, `offline`), so this is a set of names and not an enumeration.
pub mod reason {
    /// The machine slept.
    pub const ASLEEP: &str = "asleep";
    /// The program was not running.
    pub const CLOSED: &str = "closed";
    /// The schedule was paused.
    pub const PAUSED: &str = "paused";
    /// The previous run of the same schedule was not finished.
    pub const OVERLAP: &str = "overlap";
    /// Later than the schedule allows.
    pub const TOO_LATE: &str = "too_late";
    /// The schedule was changed before the run was made.
    pub const EDITED: &str = "edited";
    /// An attempt failed and the next one is due later.
    pub const RETRY: &str = "retry";
    /// The process ended during the run.
    pub const INTERRUPTED: &str = "interrupted";
    /// Only a person can make it work again.
    pub const NEEDS_PERSON: &str = "needs_person";
    /// A later run of the same schedule has done the work.
    pub const SUPERSEDED: &str = "superseded";
    /// A person cancelled it.
    pub const CANCELLED: &str = "cancelled";
}

/// Reads a column that holds one of the words above.
pub(super) fn word<T: FromStr<Err = StoreError>>(row: &Row<'_>, column: &str) -> Result<T, StoreError> {
    row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?.parse()
}

/// Reads an id; `name` is `table.column` for the error.
pub(super) fn uuid(row: &Row<'_>, column: &str, name: &'static str) -> Result<Uuid, StoreError> {
    read_uuid(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?, name)
}

/// Reads an id that may be missing.
pub(super) fn optional_uuid(row: &Row<'_>, column: &str, name: &'static str) -> Result<Option<Uuid>, StoreError> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| read_uuid(&text, name)).transpose()
}

fn read_uuid(text: &str, name: &'static str) -> Result<Uuid, StoreError> {
    text.parse().map_err(|_not_an_id| StoreError::Unreadable { column: name, value: text.chars().take(60).collect() })
}

/// Reads an instant that may be missing.
pub(super) fn instant(row: &Row<'_>, column: &str) -> Result<Option<Timestamp>, StoreError> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp::from_millis))
}

/// Reads JSON.
pub(super) fn json<T: serde::de::DeserializeOwned>(
    row: &Row<'_>,
    column: &str,
    name: &'static str,
) -> Result<T, StoreError> {
    let text = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    serde_json::from_str(text)
        .map_err(|_unreadable| StoreError::Unreadable { column: name, value: text.chars().take(60).collect() })
}

/// Runs `read` over every row.
pub(super) fn collect<T>(
    mut rows: rusqlite::Rows<'_>,
    mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}
