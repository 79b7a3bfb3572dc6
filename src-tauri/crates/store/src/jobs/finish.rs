//! How an attempt ends.
//!
//! Run, attempt and schedule change in one transaction, and only under the lease: a result that comes after the lease
//! was lost is thrown away by its author.

use rusqlite::{Transaction, named_params};
use serde_json::Value;
use units::{RunId, Timestamp};

use super::run::RunFailure;
use super::words::{collect, uuid};
use super::{Lease, LogLevel, LogLine, RunWarning, job, reason, telling};
use crate::{Priority, Store, StoreError};

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Ending {
    /// Done.
    Completed {
        /// Figures and facts; an object.
        metadata: Value,
        /// What went wrong without failing it.
        warnings: Vec<RunWarning>,
        /// Whether a part is missing.
        partly: bool,
    },
    /// It failed, and the run with it.
    Failed(RunFailure),
    /// It failed; the next attempt may start at the instant.
    RetryAt(Timestamp, RunFailure),
    /// Nothing is wrong with it, it has to wait; the attempt is given back. The code of the failure is the reason.
    WaitUntil(Timestamp, RunFailure),
    /// A person has to do something first; the attempt is given back.
    Parked(RunFailure),
    /// A person cancelled it.
    Cancelled,
}

/// The columns that an ending sets.
struct Columns<'a> {
    status: &'static str,
    outcome: &'static str,
    reason: Option<&'a str>,
    claimable_at: Option<Timestamp>,
    counts: bool,
    failure: Option<&'a RunFailure>,
}

impl Ending {
    fn columns(&self) -> Columns<'_> {
        let ended =
            |status| Columns { status, outcome: status, reason: None, claimable_at: None, counts: true, failure: None };
        match self {
            Self::Completed { .. } => ended("completed"),
            Self::Failed(failure) => Columns { failure: Some(failure), ..ended("failed") },
            Self::RetryAt(at, failure) => Columns {
                outcome: "failed",
                reason: Some(reason::RETRY),
                claimable_at: Some(*at),
                failure: Some(failure),
                ..ended("waiting")
            },
            Self::WaitUntil(at, failure) => Columns {
                reason: Some(&failure.code),
                claimable_at: Some(*at),
                counts: false,
                failure: Some(failure),
                ..ended("waiting")
            },
            Self::Parked(failure) => {
                Columns { reason: Some(reason::NEEDS_PERSON), counts: false, failure: Some(failure), ..ended("parked") }
            }
            Self::Cancelled => Columns { reason: Some(reason::CANCELLED), ..ended("cancelled") },
        }
    }
}

impl Store {
    /// Ends an attempt, with a line in the run's log if it failed or a person is needed. A run that was to go on later
    /// ends if it was cancelled meanwhile. Returns the parked runs of the same schedule that are settled by it.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] if the run is not ours any more; then nothing was written.
    pub fn finish_run(&self, lease: &Lease, ending: &Ending, now: Timestamp) -> Result<Vec<RunId>, StoreError> {
        let settled = self.write(Priority::Job, |tx| {
            let ending = if goes_on(ending) && is_cancelled(tx, lease.run)? { &Ending::Cancelled } else { ending };
            let job = end_run(tx, lease, ending, now)?;
            let failure = ending.columns().failure;
            close_attempt(tx, lease.run, ending.columns().outcome, failure, now)?;
            // In the same transaction: an end that is written at the second try must not tell it twice.
            if let Ending::Failed(failure) | Ending::RetryAt(_, failure) | Ending::Parked(failure) = ending {
                let line = LogLine { at: now, level: LogLevel::Error, text: failure.message.clone() };
                telling::append(tx, lease.run, &line)?;
            }
            let run = lease.run.to_string();
            match ending {
                Ending::Failed(failure) => end_batch(tx, &run, "failed", Some(&failure.message), now)?,
                Ending::Cancelled => end_batch(tx, &run, "cancelled", None, now)?,
                Ending::Completed { .. } | Ending::RetryAt(..) | Ending::WaitUntil(..) | Ending::Parked(_) => {}
            }
            let Some(job) = job else { return Ok(Vec::new()) };
            let settled = match ending {
                Ending::Completed { .. } => supersede_parked(tx, &job, lease.run, now)?,
                _ => Vec::new(),
            };
            match ending {
                Ending::Completed { .. } => job::note_run(tx, &job, !was_completed(tx, lease.run)?, None, now)?,
                Ending::Failed(failure) => job::note_run(tx, &job, false, Some(&failure.message), now)?,
                Ending::Cancelled => job::note_run(tx, &job, false, None, now)?,
                Ending::RetryAt(..) | Ending::WaitUntil(..) | Ending::Parked(_) => {}
            }
            Ok(settled)
        })?;
        self.ring();
        Ok(settled)
    }
}

/// Whether the run is begun again some time, by itself or by a person.
const fn goes_on(ending: &Ending) -> bool {
    matches!(ending, Ending::RetryAt(..) | Ending::WaitUntil(..) | Ending::Parked(_))
}

/// Whether a person cancelled the run in the moment in which its attempt ended: it must not begin again.
fn is_cancelled(tx: &Transaction<'_>, run: RunId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM scheduled_job_runs WHERE id = ?1 AND cancel_requested_at IS NOT NULL";
    Ok(tx.prepare_cached(sql)?.exists([run.to_string()])?)
}

/// Ends what a run makes together with the run, however it ended: by its work, a timeout, a panic, or before it began.
pub(super) fn end_batch(
    tx: &Transaction<'_>,
    run: &str,
    status: &str,
    error: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE ad_runs SET status = ?2, error_message = ?3, completed_at = ?4
               WHERE id = ?1 AND status <> 'complete'";
    tx.prepare_cached(sql)?.execute((run, status, error, now.millis()))?;
    Ok(())
}

/// Whether a run was completed before, but for a part that was tried again: a schedule counts it once.
fn was_completed(tx: &Transaction<'_>, run: RunId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM run_attempts WHERE run_id = ?1 AND outcome = 'completed'
                   AND try < (SELECT tries FROM scheduled_job_runs WHERE id = ?1)";
    Ok(tx.prepare_cached(sql)?.exists([run.to_string()])?)
}

/// Ends the run and returns its schedule.
fn end_run(tx: &Transaction<'_>, lease: &Lease, ending: &Ending, now: Timestamp) -> Result<Option<String>, StoreError> {
    let columns = ending.columns();
    let is_final = matches!(columns.status, "completed" | "failed" | "cancelled");
    let (metadata, warnings, partly) = match ending {
        Ending::Completed { metadata, warnings, partly } => {
            let metadata = if metadata.is_object() { metadata.to_string() } else { "{}".to_owned() };
            (Some(metadata), Some(serde_json::json!(warnings).to_string()), *partly)
        }
        _ => (None, None, false),
    };
    let mut statement = tx.prepare_cached(
        "UPDATE scheduled_job_runs SET status = :status, reason = coalesce(:reason, iif(:final, reason, NULL)),
            claimable_at = :claimable, completed_at = :completed, interruptions = 0,
            attempt_number = iif(:counts, attempt_number, max(0, attempt_number - 1)),
            lease_token = NULL, lease_until = NULL, lease_owner = NULL,
            error_code = :code, error_message = :message, next_step = :next,
            metadata = coalesce(:metadata, metadata), warnings = coalesce(:warnings, warnings), partly = :partly
         WHERE id = :id AND status = 'running' AND lease_token = :token
         RETURNING scheduled_job_id",
    )?;
    let mut rows = statement.query(named_params! {
        ":id": lease.run.to_string(), ":token": lease.token.to_string(), ":status": columns.status,
        ":reason": columns.reason, ":final": is_final, ":claimable": columns.claimable_at.map(Timestamp::millis),
        ":completed": is_final.then_some(now.millis()), ":counts": columns.counts,
        ":code": columns.failure.map(|failure| &failure.code),
        ":message": columns.failure.map(|failure| &failure.message),
        ":next": columns.failure.map(|failure| &failure.next_step),
        ":metadata": metadata, ":warnings": warnings, ":partly": partly,
    })?;
    match rows.next()? {
        Some(row) => Ok(row.get(0)?),
        None => Err(StoreError::LeaseLost),
    }
}

/// Closes the newest try of a run.
pub(super) fn close_attempt(
    tx: &Transaction<'_>,
    run: RunId,
    outcome: &str,
    failure: Option<&RunFailure>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE run_attempts SET outcome = ?2, finished_at = ?3, error_code = ?4, error_message = ?5
         WHERE run_id = ?1 AND try = (SELECT tries FROM scheduled_job_runs WHERE id = ?1)",
    )?
    .execute((
        run.to_string(),
        outcome,
        now.millis(),
        failure.map(|failure| &failure.code),
        failure.map(|failure| &failure.message),
    ))?;
    Ok(())
}

/// A later run has done what the parked ones of the same schedule were meant to do. Returns those.
fn supersede_parked(tx: &Transaction<'_>, job: &str, by: RunId, now: Timestamp) -> Result<Vec<RunId>, StoreError> {
    let mut statement = tx.prepare_cached(
        "UPDATE scheduled_job_runs SET status = 'cancelled', reason = ?3, completed_at = ?4
         WHERE scheduled_job_id = ?1 AND status = 'parked' AND id <> ?2 RETURNING id",
    )?;
    let settled = statement.query((job, by.to_string(), reason::SUPERSEDED, now.millis()))?;
    collect(settled, |row| uuid(row, "id", "scheduled_job_runs.id").map(RunId))
}
