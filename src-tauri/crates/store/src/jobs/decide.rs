//! What a person decides about a run: cancel it, or try it again.

use rusqlite::{OptionalExtension as _, Transaction};
use units::{RunId, Timestamp};

use super::run::no_such_run;
use super::{RunStatus, finish, job, reason};
use crate::{Priority, Store, StoreError};

/// What a cancel came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cancelled {
    /// It was not under way and is cancelled.
    Now,
    /// It is under way: the wish is stored, whoever runs it will stop.
    Asked,
    /// It had ended already.
    TooLate(RunStatus),
}

impl Store {
    /// Cancels a run. The wish is in the file before anything is told to stop, so it survives a crash.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn cancel_run(&self, id: RunId, now: Timestamp) -> Result<Cancelled, StoreError> {
        let outcome = self.write(Priority::Job, |tx| {
            let found: Option<(String, Option<String>)> = tx
                .prepare_cached("SELECT status, scheduled_job_id FROM scheduled_job_runs WHERE id = ?1")?
                .query_row([id.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let (status, schedule) = found.ok_or_else(|| no_such_run(id))?;
            let status: RunStatus = status.parse()?;
            if status.is_final() {
                return Ok(Cancelled::TooLate(status));
            }
            if status == RunStatus::Running {
                let sql = "UPDATE scheduled_job_runs SET cancel_requested_at = coalesce(cancel_requested_at, ?2)
                           WHERE id = ?1";
                tx.execute(sql, (id.to_string(), now.millis()))?;
                return Ok(Cancelled::Asked);
            }
            cancel_at_once(tx, &id.to_string(), schedule.as_deref(), now)?;
            Ok(Cancelled::Now)
        })?;
        self.ring();
        Ok(outcome)
    }

    /// Makes a run that waits, is parked or has failed start again now, with all its attempts and with the ads of it that
    /// failed; so does one that made ads and is completed but for those. Returns `false` if it is queued or under way, or
    /// has ended in another way.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn retry_run(&self, id: RunId, now: Timestamp) -> Result<bool, StoreError> {
        self.start_again(id, Failed::TryAgain, now)
    }

    /// The same for a run that was interrupted and goes on by itself: what failed of it stays failed.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn resume_run(&self, id: RunId, now: Timestamp) -> Result<bool, StoreError> {
        self.start_again(id, Failed::Stay, now)
    }

    fn start_again(&self, id: RunId, failed: Failed, now: Timestamp) -> Result<bool, StoreError> {
        let again = self.write(Priority::Job, |tx| {
            let exists =
                tx.prepare_cached("SELECT 1 FROM scheduled_job_runs WHERE id = ?1")?.exists([id.to_string()])?;
            if !exists {
                return Err(no_such_run(id));
            }
            let changed = tx.execute(
                "UPDATE scheduled_job_runs SET status = 'queued', reason = NULL, claimable_at = ?2, completed_at = NULL,
                    attempt_number = 0, interruptions = 0, cancel_requested_at = NULL
                 WHERE id = ?1 AND trigger_source <> 'history'
                   AND (status IN ('waiting', 'parked', 'failed', 'cancelled')
                        OR (?3 AND status = 'completed' AND partly AND job_type IN ('ad_creation', 'ad_creation_v2')))",
                (id.to_string(), now.millis(), failed == Failed::TryAgain),
            )?;
            if changed == 1 && failed == Failed::TryAgain {
                // Ads that failed are tried once more, those made stay. A picture that failed has its own time to be
                // tried again.
                let sql = "UPDATE run_items SET status = 'planned', started_at = NULL, finished_at = NULL
                           WHERE run_id = ?1 AND status = 'failed' AND EXISTS (SELECT 1 FROM scheduled_job_runs AS run
                               WHERE run.id = ?1 AND run.job_type IN ('ad_creation', 'ad_creation_v2'))";
                tx.execute(sql, [id.to_string()])?;
            }
            Ok(changed == 1)
        })?;
        self.ring();
        Ok(again)
    }
}

fn cancel_at_once(tx: &Transaction<'_>, id: &str, schedule: Option<&str>, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE scheduled_job_runs SET status = 'cancelled', reason = ?3, claimable_at = NULL,
               cancel_requested_at = ?2, completed_at = ?2 WHERE id = ?1";
    tx.execute(sql, (id, now.millis(), reason::CANCELLED))?;
    finish::end_batch(tx, id, "cancelled", None, now)?;
    schedule.map_or(Ok(()), |schedule| job::note_run(tx, schedule, false, None, now))
}

/// Cancels the runs that wait under keys of concurrency, for whoever takes away what they are about. If one of them is
/// under way, nothing is cancelled and the answer is `false`.
pub(crate) fn end_under(tx: &Transaction<'_>, keys: &[String], now: Timestamp) -> Result<bool, StoreError> {
    let mut waiting = Vec::new();
    for key in keys {
        let mut statement = tx.prepare_cached(
            "SELECT id, scheduled_job_id, status FROM scheduled_job_runs
             WHERE concurrency_key = ?1 AND status IN ('queued', 'running', 'waiting', 'parked')",
        )?;
        let mut rows = statement.query([key])?;
        while let Some(row) = rows.next()? {
            let (id, schedule, status): (String, Option<String>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if status.parse::<RunStatus>()? == RunStatus::Running {
                return Ok(false);
            }
            waiting.push((id, schedule));
        }
    }
    for (id, schedule) in waiting {
        cancel_at_once(tx, &id, schedule.as_deref(), now)?;
    }
    Ok(true)
}

/// What becomes of the items of a run that failed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Failed {
    TryAgain,
    Stay,
}
