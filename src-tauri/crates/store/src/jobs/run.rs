//! Reading runs: rows of `scheduled_job_runs` with their attempts.

use rusqlite::{Row, named_params};
use serde_json::Value;
use units::{JobId, JobType, RunId, Timestamp};

use super::words::{collect, instant, json, optional_uuid, uuid, word};
use super::{AttemptOutcome, ProgressReport, RunStatus, RunWarning, Trigger};
use crate::{Store, StoreError};

/// What became of one due time, or of one run that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Its id.
    pub id: RunId,
    /// The schedule; `None` if it was asked for without one or the schedule is gone.
    pub job: Option<JobId>,
    /// The word of its type; see [`Run::known_type`].
    pub job_type: String,
    /// What the schedule was called when it became due.
    pub name: String,
    /// The parameters as they were then.
    pub parameters: Value,
    /// Who asked for it.
    pub trigger: Trigger,
    /// When it was due; the first due time of a skipped stretch.
    pub due_at: Timestamp,
    /// The last due time of a skipped stretch.
    pub last_due_at: Option<Timestamp>,
    /// How many due times it stands for.
    pub due_count: u32,
    /// Where it stands.
    pub status: RunStatus,
    /// Why it waits, is parked or was skipped; otherwise why it was late. See [`reason`](super::reason).
    pub reason: Option<String>,
    /// When it goes on by itself, if it is waiting.
    pub waiting_until: Option<Timestamp>,
    /// What it must not share with another run.
    pub concurrency_key: Option<String>,
    /// Attempts that count, so far.
    pub attempt: u32,
    /// How many of them there may be.
    pub max_attempts: u32,
    /// Claims so far, those that do not count included.
    pub tries: u32,
    /// Whether a person asked to cancel it.
    pub cancel_requested: bool,
    /// When it was filed.
    pub created_at: Timestamp,
    /// When the first attempt started.
    pub started_at: Option<Timestamp>,
    /// When it reached its final status.
    pub completed_at: Option<Timestamp>,
    /// How far it is, or was.
    pub progress: Option<ProgressReport>,
    /// Which process has it now.
    pub lease_owner: Option<String>,
    /// The last error.
    pub error: Option<RunFailure>,
    /// Figures and facts of a successful run.
    pub metadata: Value,
    /// What went wrong without failing it.
    pub warnings: Vec<RunWarning>,
    /// Whether a part is missing.
    pub partly: bool,
}

impl Run {
    /// Its type, if this program knows the word.
    #[must_use]
    pub fn known_type(&self) -> Option<JobType> {
        self.job_type.parse().ok()
    }
}

/// Why a run failed, waits or is parked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFailure {
    /// A stable word for programs.
    pub code: String,
    /// What happened, for a person.
    pub message: String,
    /// What the person can do.
    pub next_step: String,
}

/// One try of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunAttempt {
    /// 1, 2, 3 … for every claim.
    pub number: u32,
    /// Which attempt it was, by those that count.
    pub attempt: u32,
    /// When it started.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// Why, if it did not succeed: code and message.
    pub error: Option<(String, String)>,
}

/// Which runs to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunFilter {
    /// Only those of this schedule.
    pub job: Option<JobId>,
    /// Only those of these statuses; empty is all.
    pub statuses: Vec<RunStatus>,
    /// Only those of this type.
    pub job_type: Option<String>,
    /// Only those that come after this one in the list, which starts with the newest.
    pub after: Option<RunKey>,
}

/// The place of a run in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunKey {
    /// When it was due.
    pub due_at: Timestamp,
    /// Its id.
    pub id: RunId,
}

impl Store {
    /// One run.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn run(&self, id: RunId) -> Result<Run, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached("SELECT * FROM scheduled_job_runs WHERE id = ?1")?;
            let mut rows = statement.query([id.to_string()])?;
            read_run(rows.next()?.ok_or_else(|| no_such_run(id))?)
        })
    }

    /// Runs by due time, newest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn runs(&self, filter: &RunFilter, limit: u32) -> Result<Vec<Run>, StoreError> {
        let statuses: Vec<&str> = filter.statuses.iter().map(|status| status.word()).collect();
        self.read(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT * FROM scheduled_job_runs
                 WHERE (:job IS NULL OR scheduled_job_id = :job)
                   AND (:type IS NULL OR job_type = :type)
                   AND (:statuses = '[]' OR status IN (SELECT value FROM json_each(:statuses)))
                   AND (:due IS NULL OR (due_at, id) < (:due, :id))
                 ORDER BY due_at DESC, id DESC LIMIT :limit",
            )?;
            let rows = statement.query(named_params! {
                ":job": filter.job.map(|job| job.to_string()),
                ":type": filter.job_type,
                ":statuses": serde_json::json!(statuses).to_string(),
                ":due": filter.after.map(|key| key.due_at.millis()),
                ":id": filter.after.map(|key| key.id.to_string()),
                ":limit": limit,
            })?;
            collect(rows, read_run)
        })
    }

    /// Runs that are queued, under way, waiting or parked, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn live_runs(&self) -> Result<Vec<Run>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT * FROM scheduled_job_runs WHERE completed_at IS NULL ORDER BY due_at, id";
            collect(conn.prepare_cached(sql)?.query([])?, read_run)
        })
    }

    /// The tries of a run, first one first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn run_attempts(&self, id: RunId) -> Result<Vec<RunAttempt>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached("SELECT * FROM run_attempts WHERE run_id = ?1 ORDER BY try")?;
            collect(statement.query([id.to_string()])?, read_attempt)
        })
    }
}

pub(super) fn read_run(row: &Row<'_>) -> Result<Run, StoreError> {
    let status: RunStatus = word(row, "status")?;
    let waiting_until = instant(row, "claimable_at")?.filter(|_at| status == RunStatus::Waiting);
    Ok(Run {
        id: RunId(uuid(row, "id", "scheduled_job_runs.id")?),
        job: optional_uuid(row, "scheduled_job_id", "scheduled_job_runs.scheduled_job_id")?.map(JobId),
        job_type: row.get("job_type")?,
        name: row.get("name")?,
        parameters: json(row, "parameters", "scheduled_job_runs.parameters")?,
        trigger: word(row, "trigger_source")?,
        due_at: Timestamp::from_millis(row.get("due_at")?),
        last_due_at: instant(row, "last_due_at")?,
        due_count: row.get("due_count")?,
        status,
        reason: row.get("reason")?,
        waiting_until,
        concurrency_key: row.get("concurrency_key")?,
        attempt: row.get("attempt_number")?,
        max_attempts: row.get("max_attempts")?,
        tries: row.get("tries")?,
        cancel_requested: instant(row, "cancel_requested_at")?.is_some(),
        created_at: Timestamp::from_millis(row.get("created_at")?),
        started_at: instant(row, "started_at")?,
        completed_at: instant(row, "completed_at")?,
        progress: read_progress(row)?,
        lease_owner: row.get("lease_owner")?,
        error: read_failure(row)?,
        metadata: json(row, "metadata", "scheduled_job_runs.metadata")?,
        warnings: json(row, "warnings", "scheduled_job_runs.warnings")?,
        partly: row.get("partly")?,
    })
}

fn read_progress(row: &Row<'_>) -> Result<Option<ProgressReport>, StoreError> {
    let whole =
        |column| row.get::<_, Option<i64>>(column).map(|value| value.and_then(|value| u64::try_from(value).ok()));
    let Some(done) = whole("progress_done")? else { return Ok(None) };
    Ok(Some(ProgressReport {
        done,
        total: whole("progress_total")?,
        unit: row.get::<_, Option<String>>("progress_unit")?.unwrap_or_default(),
        message: row.get::<_, Option<String>>("progress_message")?.unwrap_or_default(),
    }))
}

fn read_failure(row: &Row<'_>) -> Result<Option<RunFailure>, StoreError> {
    let Some(message) = row.get::<_, Option<String>>("error_message")? else { return Ok(None) };
    Ok(Some(RunFailure {
        code: row.get::<_, Option<String>>("error_code")?.unwrap_or_else(|| "unknown".to_owned()),
        message,
        next_step: row.get::<_, Option<String>>("next_step")?.unwrap_or_default(),
    }))
}

fn read_attempt(row: &Row<'_>) -> Result<RunAttempt, StoreError> {
    let message: Option<String> = row.get("error_message")?;
    let code: Option<String> = row.get("error_code")?;
    Ok(RunAttempt {
        number: row.get("try")?,
        attempt: row.get("attempt_number")?,
        started_at: Timestamp::from_millis(row.get("started_at")?),
        finished_at: instant(row, "finished_at")?,
        outcome: word(row, "outcome")?,
        error: message.map(|message| (code.unwrap_or_else(|| "unknown".to_owned()), message)),
    })
}

pub(super) fn no_such_run(id: RunId) -> StoreError {
    StoreError::NoSuchRow { kind: "run", id: id.to_string() }
}
