//! Due times become runs.
//!
//! Moving `next_run_at`, writing the row of the due time and making it claimable is one transaction, and it happens
//! only if `next_run_at` is still what the plan was made for. Two processes may make the same plan; one of them wins.

use rusqlite::{OptionalExtension as _, Transaction, named_params};
use units::{JobId, RunId, Timestamp};

use super::job::{Job, read_job};
use super::{RunStatus, Trigger, reason};
use crate::{Priority, Store, StoreError};

/// Due times in a row that are not run, for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The id of the row that stands for them.
    pub id: RunId,
    /// The first of them.
    pub first: Timestamp,
    /// The last of them.
    pub last: Timestamp,
    /// How many.
    pub count: u32,
    /// Why; see [`reason`](super::reason).
    pub reason: &'static str,
}

/// A run that a due time becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueRun {
    /// Its id.
    pub id: RunId,
    /// The due time.
    pub due_at: Timestamp,
    /// Why it is late, if it is.
    pub late: Option<&'static str>,
}

/// What becomes of the due times of one schedule that have passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuePlan {
    /// The schedule.
    pub job: JobId,
    /// The `next_run_at` that the plan was made for.
    pub was_due_at: Timestamp,
    /// Those that run, oldest first. If a run of the schedule is not finished they are skipped instead.
    pub runs: Vec<DueRun>,
    /// Those that do not.
    pub skipped: Vec<Stretch>,
    /// When the schedule is due next.
    pub next_run_at: Option<Timestamp>,
    /// What the runs must not share with others; from the handler of the job type.
    pub concurrency_key: Option<String>,
}

impl Store {
    /// Schedules that are due, and the rows of schedules that cannot be read, by id with the reason.
    ///
    /// # Errors
    /// Those of reading.
    #[expect(clippy::type_complexity, reason = "a list and what could not be read of it")]
    pub fn due_jobs(&self, now: Timestamp) -> Result<(Vec<Job>, Vec<(String, StoreError)>), StoreError> {
        self.read(|conn| {
            let sql = "SELECT * FROM scheduled_jobs
                       WHERE status = 'active' AND next_run_at IS NOT NULL AND next_run_at <= ?1
                       ORDER BY next_run_at LIMIT 200";
            let mut statement = conn.prepare_cached(sql)?;
            let mut rows = statement.query([now.millis()])?;
            let (mut jobs, mut unreadable) = (Vec::new(), Vec::new());
            while let Some(row) = rows.next()? {
                match read_job(row) {
                    Ok(job) => jobs.push(job),
                    Err(error) => unreadable.push((row.get("id")?, error)),
                }
            }
            Ok((jobs, unreadable))
        })
    }

    /// Writes what becomes of due times. Returns `false`, and does nothing, if somebody else did it or the schedule
    /// was changed meanwhile.
    ///
    /// # Errors
    /// Those of writing.
    pub fn apply_due(&self, plan: &DuePlan, now: Timestamp) -> Result<bool, StoreError> {
        let applied = self.write(Priority::Job, |tx| {
            let moved = tx
                .prepare_cached(
                    "UPDATE scheduled_jobs SET next_run_at = ?3, updated_at = ?4
                     WHERE id = ?1 AND next_run_at = ?2 AND status = 'active'",
                )?
                .execute((
                    plan.job.to_string(),
                    plan.was_due_at.millis(),
                    plan.next_run_at.map(Timestamp::millis),
                    now.millis(),
                ))?;
            if moved == 0 {
                return Ok(false);
            }
            for stretch in &plan.skipped {
                insert_skipped(tx, plan.job, stretch, now)?;
            }
            insert_runs(tx, plan, now)?;
            Ok(true)
        })?;
        if applied {
            self.ring();
        }
        Ok(applied)
    }

    /// Takes a schedule that cannot be understood out of the queue and notes why.
    ///
    /// # Errors
    /// Those of writing.
    pub fn disarm_job(&self, id: &str, why: &str, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Job, |tx| {
            let sql = "UPDATE scheduled_jobs SET next_run_at = NULL, last_error = ?2, updated_at = ?3 WHERE id = ?1";
            tx.execute(sql, (id, why, now.millis()))?;
            Ok(())
        })
    }
}

fn insert_runs(tx: &Transaction<'_>, plan: &DuePlan, now: Timestamp) -> Result<(), StoreError> {
    let busy: bool = tx
        .prepare_cached(
            "SELECT 1 FROM scheduled_job_runs WHERE scheduled_job_id = ?1 AND status IN ('queued', 'running', 'waiting')",
        )?
        .exists([plan.job.to_string()])?;
    if let (true, Some(first), Some(last)) = (busy, plan.runs.first(), plan.runs.last()) {
        let count = u32::try_from(plan.runs.len()).unwrap_or(u32::MAX);
        let overlap = Stretch { id: first.id, first: first.due_at, last: last.due_at, count, reason: reason::OVERLAP };
        return insert_skipped(tx, plan.job, &overlap, now);
    }
    for run in &plan.runs {
        tx.prepare_cached(
            "INSERT INTO scheduled_job_runs (id, scheduled_job_id, job_type, name, parameters, trigger_source, due_at,
                status, reason, concurrency_key, claimable_at, max_attempts, created_at)
             SELECT :id, id, job_type, name, parameters, :trigger, :due, :status, :late, :key, :now,
                max(1, max_retries + 1), :now
             FROM scheduled_jobs WHERE id = :job
             ON CONFLICT DO NOTHING",
        )?
        .execute(named_params! {
            ":id": run.id.to_string(), ":trigger": Trigger::Scheduled.word(), ":due": run.due_at.millis(),
            ":status": RunStatus::Queued.word(), ":late": run.late, ":key": plan.concurrency_key,
            ":now": now.millis(), ":job": plan.job.to_string(),
        })?;
    }
    Ok(())
}

/// Writes a stretch of due times that are not run. If the last skipped row of the same schedule has the same reason
/// and ends before this one, it is made longer instead: a job that overlaps all night leaves one row.
pub(super) fn insert_skipped(
    tx: &Transaction<'_>,
    job: JobId,
    stretch: &Stretch,
    now: Timestamp,
) -> Result<(), StoreError> {
    let newest: Option<(String, String, Option<String>)> = tx
        .prepare_cached(
            "SELECT id, status, reason FROM scheduled_job_runs
             WHERE scheduled_job_id = ?1 AND trigger_source = 'scheduled' AND due_at < ?2
             ORDER BY due_at DESC LIMIT 1",
        )?
        .query_row((job.to_string(), stretch.first.millis()), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    if let Some((id, status, why)) = newest
        && status == RunStatus::Skipped.word()
        && why.as_deref() == Some(stretch.reason)
    {
        tx.prepare_cached(
            "UPDATE scheduled_job_runs SET last_due_at = ?2, due_count = due_count + ?3, completed_at = ?4
             WHERE id = ?1 AND coalesce(last_due_at, due_at) < ?5",
        )?
        .execute((id, stretch.last.millis(), stretch.count, now.millis(), stretch.first.millis()))?;
        return Ok(());
    }
    tx.prepare_cached(
        "INSERT INTO scheduled_job_runs (id, scheduled_job_id, job_type, name, parameters, trigger_source, due_at,
            last_due_at, due_count, status, reason, created_at, completed_at)
         SELECT :id, id, job_type, name, parameters, :trigger, :first, :last, :count, :status, :reason, :now, :now
         FROM scheduled_jobs WHERE id = :job
         ON CONFLICT DO NOTHING",
    )?
    .execute(named_params! {
        ":id": stretch.id.to_string(), ":trigger": Trigger::Scheduled.word(), ":first": stretch.first.millis(),
        ":last": stretch.last.millis(), ":count": stretch.count, ":status": RunStatus::Skipped.word(),
        ":reason": stretch.reason, ":now": now.millis(), ":job": job.to_string(),
    })?;
    Ok(())
}
