//! Runs that somebody asks for: "run now", a sync from the command line, one job that files another.

use rusqlite::{OptionalExtension as _, Transaction, named_params};
use serde_json::Value;
use units::{JobId, JobType, RunId, Timestamp};

use super::{RunStatus, Trigger};
use crate::{Priority, Store, StoreError};

/// A run to be filed.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRun {
    /// Its id.
    pub id: RunId,
    /// The schedule it is run for, if any.
    pub job: Option<JobId>,
    /// What it does.
    pub job_type: JobType,
    /// What people call it.
    pub name: String,
    /// For the handler; an object.
    pub parameters: Value,
    /// Who asks for it; not [`Trigger::Scheduled`], which is what due times become.
    pub trigger: Trigger,
    /// When it may start.
    pub due_at: Timestamp,
    /// Lower goes first; what a schedule makes has 10.
    pub priority: i32,
    /// What it must not share with another run.
    pub concurrency_key: Option<String>,
    /// Attempts until it has failed.
    pub max_attempts: u32,
    /// When to join a run that is there already instead of filing a second one.
    pub join: Join,
}

/// When a new run joins one that is queued, under way or waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// Never.
    Never,
    /// If it is of the same schedule.
    SameJob,
    /// If it has the same type and concurrency key.
    SameKey,
    /// If it has the same type, concurrency key and parameters.
    SameWork,
}

/// What filing came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filed {
    /// A new run.
    New(RunId),
    /// One that was there already; if it was waiting, it may start at once now.
    Joined(RunId),
}

impl Filed {
    /// The run.
    #[must_use]
    pub const fn run(self) -> RunId {
        match self {
            Self::New(id) | Self::Joined(id) => id,
        }
    }
}

impl Store {
    /// Files a run that may start at [`NewRun::due_at`].
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if the schedule does not exist.
    pub fn file_run(&self, run: &NewRun, now: Timestamp) -> Result<Filed, StoreError> {
        let filed = self.write(Priority::Job, |tx| {
            if let Some((id, waiting)) = find_live(tx, run)? {
                if waiting {
                    let sql = "UPDATE scheduled_job_runs SET claimable_at = min(claimable_at, ?2) WHERE id = ?1";
                    tx.execute(sql, (&id, run.due_at.millis()))?;
                }
                let id = id
                    .parse()
                    .map_err(|_not_an_id| StoreError::Unreadable { column: "scheduled_job_runs.id", value: id })?;
                return Ok(Filed::Joined(id));
            }
            insert(tx, run, now)?;
            Ok(Filed::New(run.id))
        })?;
        self.ring();
        Ok(filed)
    }
}

fn find_live(tx: &Transaction<'_>, run: &NewRun) -> Result<Option<(String, bool)>, StoreError> {
    let (column, type_too) = match run.join {
        Join::Never => return Ok(None),
        Join::SameJob => (run.job.map(|job| job.to_string()), false),
        Join::SameKey | Join::SameWork => (run.concurrency_key.clone(), true),
    };
    let same_parameters = (run.join == Join::SameWork).then(|| run.parameters.to_string());
    let Some(value) = column else { return Ok(None) };
    let found = tx
        .prepare_cached(
            "SELECT id, status = 'waiting' FROM scheduled_job_runs
             WHERE completed_at IS NULL AND status IN ('queued', 'running', 'waiting')
               AND iif(?2, concurrency_key = ?1 AND job_type = ?3, scheduled_job_id = ?1)
               AND parameters = coalesce(?4, parameters)
             ORDER BY due_at LIMIT 1",
        )?
        .query_row((value, type_too, run.job_type.word(), same_parameters), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found)
}

fn insert(tx: &Transaction<'_>, run: &NewRun, now: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO scheduled_job_runs (id, scheduled_job_id, job_type, name, parameters, trigger_source, due_at,
            status, priority, concurrency_key, claimable_at, max_attempts, created_at)
         VALUES (:id, :job, :type, :name, :parameters, :trigger, :due, :status, :priority, :key, :due, :attempts, :now)",
    )?
    .execute(named_params! {
        ":id": run.id.to_string(), ":job": run.job.map(|job| job.to_string()), ":type": run.job_type.word(),
        ":name": run.name, ":parameters": run.parameters.to_string(), ":trigger": run.trigger.word(),
        ":due": run.due_at.millis(), ":status": RunStatus::Queued.word(), ":priority": run.priority,
        ":key": run.concurrency_key, ":attempts": run.max_attempts.max(1), ":now": now.millis(),
    })?;
    Ok(())
}
