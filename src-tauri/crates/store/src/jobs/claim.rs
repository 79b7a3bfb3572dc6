//! Taking a run, keeping it, and taking it away from a process that died.
//!
//! A claim is one `UPDATE … RETURNING`, so two processes can never take the same run. Limits of concurrency are part
//! of that statement and count the rows that are running in the file, whoever runs them; a run that is held back by a
//! limit is passed over, it does not stop those behind it.

use rusqlite::{OptionalExtension as _, Row, Transaction, named_params};
use serde_json::Value;
use units::{JobId, JobType, RunId, Timestamp};
use uuid::Uuid;

use super::words::{collect, json, optional_uuid, uuid};
use super::{Lease, reason};
use crate::{Priority, Store, StoreError};

/// How many runs of a type may be under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypeLimit {
    /// The type.
    pub job_type: JobType,
    /// Of this type.
    pub concurrent: u32,
    /// With the same concurrency key, of any type.
    pub per_key: u32,
}

/// Who claims, and until when.
#[derive(Debug, Clone, Copy)]
pub struct Claimant<'a> {
    /// The process.
    pub owner: &'a str,
    /// Types with a handler. A run of another type can be claimed as well, so that it can be failed.
    pub limits: &'a [TypeLimit],
    /// When the lease ends unless it is renewed.
    pub lease_until: Timestamp,
}

/// A run that was claimed.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedRun {
    /// The right to write for it.
    pub lease: Lease,
    /// Its schedule.
    pub job: Option<JobId>,
    /// The word of its type.
    pub job_type: String,
    /// What people call it.
    pub name: String,
    /// Its parameters.
    pub parameters: Value,
    /// When it was due.
    pub due_at: Timestamp,
    /// Which attempt this is, by those that count.
    pub attempt: u32,
    /// How many of them there may be.
    pub max_attempts: u32,
    /// What it does not share with others.
    pub concurrency_key: Option<String>,
}

/// A run that some process has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRun {
    /// Its lease.
    pub lease: Lease,
    /// The process.
    pub owner: String,
    /// When the lease ends; it grows with every renewal.
    pub lease_until: Timestamp,
    /// Whether a person asked to cancel it.
    pub cancel_requested: bool,
}

/// What became of a run whose process died.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rescue {
    /// It is queued again.
    Requeued,
    /// It was interrupted too often in a row, or a person's help is needed.
    Parked,
    /// A person had asked to cancel it.
    Cancelled,
    /// Somebody else was faster.
    Gone,
}

/// So many interruptions in a row park a run.
pub const INTERRUPTIONS_UNTIL_PARKED: u32 = 3;

impl Store {
    /// Claims runs that may start now, one for each of the fresh `tokens`, most urgent first.
    ///
    /// # Errors
    /// Those of writing.
    pub fn claim_runs(
        &self,
        claimant: &Claimant<'_>,
        tokens: &[Uuid],
        now: Timestamp,
    ) -> Result<Vec<ClaimedRun>, StoreError> {
        let limits: Vec<_> =
            claimant.limits.iter().map(|limit| (limit.job_type.word(), limit.concurrent, limit.per_key)).collect();
        let limits = serde_json::json!(limits).to_string();
        self.write(Priority::Job, |tx| {
            let mut claimed = Vec::new();
            for token in tokens {
                match claim_one(tx, claimant, &limits, *token, now)? {
                    Some(run) => claimed.push(run),
                    None => break,
                }
            }
            Ok(claimed)
        })
    }

    /// When the next run may be claimed, limits aside.
    ///
    /// # Errors
    /// Those of reading.
    pub fn next_claimable(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT min(claimable_at) FROM scheduled_job_runs WHERE claimable_at IS NOT NULL";
            let next: Option<Option<i64>> = conn.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
            Ok(next.flatten().map(Timestamp::from_millis))
        })
    }

    /// When the next run may be claimed of those that may not be yet.
    ///
    /// # Errors
    /// Those of reading.
    pub fn next_claimable_after(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT min(claimable_at) FROM scheduled_job_runs WHERE claimable_at > ?1";
            let next: Option<i64> = conn.prepare_cached(sql)?.query_row([now.millis()], |row| row.get(0))?;
            Ok(next.map(Timestamp::from_millis))
        })
    }

    /// The wall clock was set back by so much: runs that were filed or put off by the wrong clock are moved with it, so
    /// that they do not wait for the wrong time to come. Due times stay where they are: what ran does not run again.
    ///
    /// # Errors
    /// Those of writing.
    pub fn clock_was_set_back(&self, by: std::time::Duration, now: Timestamp) -> Result<(), StoreError> {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.write(Priority::Job, |tx| {
            let sql = "UPDATE scheduled_job_runs SET claimable_at = max(?2, claimable_at - ?1)
                       WHERE claimable_at > ?2 AND (status = 'waiting' OR created_at > ?2)";
            tx.execute(sql, (by, now.millis()))?;
            Ok(())
        })
    }

    /// Renews leases; those that are not in the answer are lost.
    ///
    /// # Errors
    /// Those of writing.
    pub fn renew_leases(&self, leases: &[Lease], until: Timestamp) -> Result<Vec<RunId>, StoreError> {
        self.write(Priority::Job, |tx| {
            let sql = "UPDATE scheduled_job_runs SET lease_until = ?3
                       WHERE id = ?1 AND status = 'running' AND lease_token = ?2";
            let mut statement = tx.prepare_cached(sql)?;
            let mut kept = Vec::new();
            for lease in leases {
                if statement.execute((lease.run.to_string(), lease.token.to_string(), until.millis()))? == 1 {
                    kept.push(lease.run);
                }
            }
            Ok(kept)
        })
    }

    /// Every run that some process has.
    ///
    /// # Errors
    /// Those of reading.
    pub fn held_runs(&self) -> Result<Vec<HeldRun>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT id, lease_token, lease_owner, lease_until, cancel_requested_at IS NOT NULL AS cancel
                       FROM scheduled_job_runs WHERE status = 'running'";
            collect(conn.prepare_cached(sql)?.query([])?, read_held)
        })
    }

    /// Takes a run away from a process that died during it. The attempt does not count; a run that died too often in
    /// a row is parked.
    ///
    /// # Errors
    /// Those of writing.
    pub fn rescue_run(&self, lease: &Lease, now: Timestamp) -> Result<Rescue, StoreError> {
        let rescue = self.write(Priority::Job, |tx| {
            let taken: Option<(u32, bool)> = tx
                .prepare_cached(
                    "SELECT interruptions + 1, cancel_requested_at IS NOT NULL FROM scheduled_job_runs
                     WHERE id = ?1 AND status = 'running' AND lease_token = ?2",
                )?
                .query_row((lease.run.to_string(), lease.token.to_string()), |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((interruptions, cancel)) = taken else { return Ok(Rescue::Gone) };
            let rescue = match interruptions {
                _ if cancel => Rescue::Cancelled,
                INTERRUPTIONS_UNTIL_PARKED.. => Rescue::Parked,
                _ => Rescue::Requeued,
            };
            give_back(tx, lease, rescue, interruptions, now)?;
            Ok(rescue)
        })?;
        if rescue == Rescue::Requeued {
            self.ring();
        }
        Ok(rescue)
    }

    /// Gives back a run because this process stops. The attempt does not count, and neither does the interruption:
    /// quitting the program is no fault of the run.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`].
    pub fn give_back_run(&self, lease: &Lease, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Job, |tx| {
            super::lease::check(tx, lease)?;
            let sql = "SELECT interruptions FROM scheduled_job_runs WHERE id = ?1";
            let interruptions = tx.query_row(sql, [lease.run.to_string()], |row| row.get(0))?;
            give_back(tx, lease, Rescue::Requeued, interruptions, now)
        })
    }
}

fn claim_one(
    tx: &Transaction<'_>,
    claimant: &Claimant<'_>,
    limits: &str,
    token: Uuid,
    now: Timestamp,
) -> Result<Option<ClaimedRun>, StoreError> {
    let mut statement = tx.prepare_cached(
        "UPDATE scheduled_job_runs SET status = 'running', claimable_at = NULL, lease_token = :token,
            lease_until = :until, lease_owner = :owner, tries = tries + 1, attempt_number = attempt_number + 1,
            started_at = coalesce(started_at, :now), progress_done = NULL, progress_total = NULL, progress_unit = NULL,
            progress_message = NULL
         WHERE id = (
            SELECT run.id FROM scheduled_job_runs AS run
            LEFT JOIN (SELECT value ->> 0 AS job_type, value ->> 1 AS concurrent, value ->> 2 AS per_key
                       FROM json_each(:limits)) AS allowed ON allowed.job_type = run.job_type
            WHERE run.claimable_at IS NOT NULL AND run.claimable_at <= :now AND length(run.id) = 36
              AND (allowed.job_type IS NULL OR (
                (SELECT count(*) FROM scheduled_job_runs AS other
                 WHERE other.status = 'running' AND other.job_type = run.job_type) < allowed.concurrent
                AND (run.concurrency_key IS NULL OR
                    (SELECT count(*) FROM scheduled_job_runs AS other
                     WHERE other.status = 'running' AND other.concurrency_key = run.concurrency_key) < allowed.per_key)
                AND (run.scheduled_job_id IS NULL OR NOT EXISTS
                    (SELECT 1 FROM scheduled_job_runs AS other
                     WHERE other.status = 'running' AND other.scheduled_job_id = run.scheduled_job_id))))
            ORDER BY run.priority, run.claimable_at, run.due_at LIMIT 1)
         RETURNING id, scheduled_job_id, job_type, name, parameters, due_at, attempt_number, max_attempts,
            concurrency_key, lease_token, tries",
    )?;
    let mut rows = statement.query(named_params! {
        ":token": token.to_string(), ":until": claimant.lease_until.millis(), ":owner": claimant.owner,
        ":now": now.millis(), ":limits": limits,
    })?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let run = read_claimed(row)?;
    let number: u32 = row.get("tries")?;
    drop(rows);
    tx.prepare_cached(
        "INSERT INTO run_attempts (run_id, try, attempt_number, lease_owner, started_at, outcome)
         VALUES (?1, ?2, ?3, ?4, ?5, 'running')",
    )?
    .execute((run.lease.run.to_string(), number, run.attempt, claimant.owner, now.millis()))?;
    Ok(Some(run))
}

fn read_claimed(row: &Row<'_>) -> Result<ClaimedRun, StoreError> {
    Ok(ClaimedRun {
        lease: read_lease(row)?,
        job: optional_uuid(row, "scheduled_job_id", "scheduled_job_runs.scheduled_job_id")?.map(JobId),
        job_type: row.get("job_type")?,
        name: row.get("name")?,
        parameters: json(row, "parameters", "scheduled_job_runs.parameters")?,
        due_at: Timestamp::from_millis(row.get("due_at")?),
        attempt: row.get("attempt_number")?,
        max_attempts: row.get("max_attempts")?,
        concurrency_key: row.get("concurrency_key")?,
    })
}

fn read_held(row: &Row<'_>) -> Result<HeldRun, StoreError> {
    Ok(HeldRun {
        lease: read_lease(row)?,
        owner: row.get::<_, Option<String>>("lease_owner")?.unwrap_or_default(),
        lease_until: Timestamp::from_millis(row.get::<_, Option<i64>>("lease_until")?.unwrap_or(0)),
        cancel_requested: row.get("cancel")?,
    })
}

fn read_lease(row: &Row<'_>) -> Result<Lease, StoreError> {
    Ok(Lease {
        run: RunId(uuid(row, "id", "scheduled_job_runs.id")?),
        token: uuid(row, "lease_token", "scheduled_job_runs.lease_token")?,
    })
}

fn give_back(
    tx: &Transaction<'_>,
    lease: &Lease,
    rescue: Rescue,
    interruptions: u32,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (status, why, claimable_at, completed_at) = match rescue {
        Rescue::Parked => ("parked", reason::INTERRUPTED, None, None),
        Rescue::Cancelled => ("cancelled", reason::CANCELLED, None, Some(now.millis())),
        Rescue::Requeued | Rescue::Gone => ("queued", reason::INTERRUPTED, Some(now.millis()), None),
    };
    tx.prepare_cached(
        "UPDATE scheduled_job_runs SET status = :status, reason = :why, claimable_at = :claimable,
            completed_at = :completed, attempt_number = max(0, attempt_number - 1), interruptions = :interruptions,
            lease_token = NULL, lease_until = NULL, lease_owner = NULL
         WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": lease.run.to_string(), ":status": status, ":why": why, ":claimable": claimable_at,
        ":completed": completed_at, ":interruptions": interruptions,
    })?;
    super::finish::close_attempt(tx, lease.run, "interrupted", None, now)
}
