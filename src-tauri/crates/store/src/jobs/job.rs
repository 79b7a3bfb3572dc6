//! Schedules: rows of `scheduled_jobs`.

use std::time::Duration;

use rusqlite::{OptionalExtension as _, Row, Transaction, named_params};
use serde_json::Value;
use units::{JobId, JobType, Timestamp, Zone};

use super::due::{self, Stretch};
use super::words::{collect, instant, json, uuid, word};
use super::{JobStatus, Trigger};
use crate::{Priority, Store, StoreError};

/// What happens to due times that passed while the program was closed or the machine asleep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissedPolicy {
    /// Run once, for the latest of them.
    Once,
    /// Run each, at most this many, the latest ones.
    Each(u32),
    /// Run none.
    Skip,
}

/// When a schedule is due, as it is stored. Whether it makes sense is known to the scheduler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// Once, at this instant.
    Once(Timestamp),
    /// By a cron expression.
    Cron(String),
}

/// What a person decides about a schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct JobSettings {
    /// What people call it.
    pub name: String,
    /// When.
    pub when: When,
    /// The zone that the rule is meant in.
    pub zone: Zone,
    /// Missed due times.
    pub missed: MissedPolicy,
    /// How late a missed one may be; `None` is without limit.
    pub late_limit: Option<Duration>,
    /// Completed after so many successful runs; `None` is without limit.
    pub max_runs: Option<u32>,
    /// How often a failed attempt is tried again.
    pub max_retries: u32,
    /// For the handler; an object.
    pub parameters: Value,
}

/// A schedule to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// What it does.
    pub job_type: JobType,
    /// The brand it belongs to, if any.
    pub brand: Option<String>,
    /// What a person decides about it.
    pub settings: JobSettings,
    /// When it is due first.
    pub next_run_at: Option<Timestamp>,
}

/// A schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// The word of its type; see [`Job::known_type`].
    pub job_type: String,
    /// The brand it belongs to, if any.
    pub brand: Option<String>,
    /// What a person decides about it.
    pub settings: JobSettings,
    /// Whether it makes runs.
    pub status: JobStatus,
    /// When it is due next; for a paused one, the first due time that was not handled.
    pub next_run_at: Option<Timestamp>,
    /// Successful runs so far.
    pub runs_completed: u32,
    /// What the last failure said; `None` after a success.
    pub last_error: Option<String>,
    /// When it was made; nothing before that is ever made up for.
    pub created_at: Timestamp,
}

impl Job {
    /// Its type, if this program knows the word.
    #[must_use]
    pub fn known_type(&self) -> Option<JobType> {
        self.job_type.parse().ok()
    }
}

impl Store {
    /// Files a schedule.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if the brand does not exist.
    pub fn add_job(&self, job: &NewJob, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Job, |tx| {
            let parts = Parts::of(&job.settings);
            tx.execute(
                "INSERT INTO scheduled_jobs (id, brand_id, name, job_type, schedule_type, cron_expression, scheduled_at,
                    time_zone, next_run_at, max_runs, missed_policy, missed_each, late_limit_ms, parameters,
                    trigger_source, max_retries, created_at, updated_at)
                 VALUES (:id, :brand, :name, :type, :kind, :cron, :at, :zone, :next, :max_runs, :missed, :each, :late,
                    :parameters, :trigger, :retries, :now, :now)",
                named_params! {
                    ":id": job.id.to_string(), ":brand": job.brand, ":name": job.settings.name,
                    ":type": job.job_type.word(), ":kind": parts.kind, ":cron": parts.cron, ":at": parts.at,
                    ":zone": job.settings.zone.name(), ":next": job.next_run_at.map(Timestamp::millis),
                    ":max_runs": job.settings.max_runs, ":missed": parts.missed, ":each": parts.each,
                    ":late": parts.late, ":parameters": job.settings.parameters.to_string(),
                    ":trigger": Trigger::Scheduled.word(), ":retries": job.settings.max_retries, ":now": now.millis(),
                },
            )?;
            Ok(())
        })?;
        self.ring();
        Ok(())
    }

    /// Replaces what a person decides about a schedule. `unhandled` are due times of the old rule that will not be
    /// run any more.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn edit_job(
        &self,
        id: JobId,
        settings: &JobSettings,
        next_run_at: Option<Timestamp>,
        unhandled: Option<&Stretch>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(Priority::Job, |tx| {
            if let Some(stretch) = unhandled {
                due::insert_skipped(tx, id, stretch, now)?;
            }
            let parts = Parts::of(settings);
            let changed = tx.execute(
                "UPDATE scheduled_jobs SET name = :name, schedule_type = :kind, cron_expression = :cron,
                    scheduled_at = :at, time_zone = :zone, next_run_at = :next, max_runs = :max_runs,
                    missed_policy = :missed, missed_each = :each, late_limit_ms = :late, parameters = :parameters,
                    max_retries = :retries, updated_at = :now
                 WHERE id = :id",
                named_params! {
                    ":id": id.to_string(), ":name": settings.name, ":kind": parts.kind, ":cron": parts.cron,
                    ":at": parts.at, ":zone": settings.zone.name(), ":next": next_run_at.map(Timestamp::millis),
                    ":max_runs": settings.max_runs, ":missed": parts.missed, ":each": parts.each, ":late": parts.late,
                    ":parameters": settings.parameters.to_string(), ":retries": settings.max_retries,
                    ":now": now.millis(),
                },
            )?;
            one_row(changed, id)
        })?;
        self.ring();
        Ok(())
    }

    /// Sets whether a schedule makes runs, and when it is due next. `unhandled` are due times that passed without a
    /// run because of the status it had.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn set_job_status(
        &self,
        id: JobId,
        status: JobStatus,
        next_run_at: Option<Timestamp>,
        unhandled: Option<&Stretch>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(Priority::Job, |tx| {
            if let Some(stretch) = unhandled {
                due::insert_skipped(tx, id, stretch, now)?;
            }
            let changed = tx.execute(
                "UPDATE scheduled_jobs SET status = ?2, next_run_at = ?3, updated_at = ?4 WHERE id = ?1",
                (id.to_string(), status.word(), next_run_at.map(Timestamp::millis), now.millis()),
            )?;
            one_row(changed, id)
        })?;
        self.ring();
        Ok(())
    }

    /// One schedule.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn job(&self, id: JobId) -> Result<Job, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached("SELECT * FROM scheduled_jobs WHERE id = ?1")?;
            let mut rows = statement.query([id.to_string()])?;
            let row = rows.next()?.ok_or_else(|| no_such_job(id))?;
            read_job(row)
        })
    }

    /// All schedules but archived ones, the one that is due next first.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`].
    pub fn jobs(&self) -> Result<Vec<Job>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT * FROM scheduled_jobs WHERE status <> 'archived'
                       ORDER BY status <> 'active', next_run_at IS NULL, next_run_at, name, id";
            let mut statement = conn.prepare_cached(sql)?;
            collect(statement.query([])?, read_job)
        })
    }

    /// When the next schedule is due, if any is.
    ///
    /// # Errors
    /// Those of reading.
    pub fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT min(next_run_at) FROM scheduled_jobs WHERE status = 'active' AND next_run_at IS NOT NULL";
            let next: Option<Option<i64>> = conn.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
            Ok(next.flatten().map(Timestamp::from_millis))
        })
    }
}

/// The settings as columns.
struct Parts<'a> {
    kind: &'static str,
    cron: Option<&'a str>,
    at: Option<i64>,
    missed: &'static str,
    each: Option<u32>,
    late: Option<i64>,
}

impl<'a> Parts<'a> {
    fn of(settings: &'a JobSettings) -> Self {
        let (kind, cron, at) = match &settings.when {
            When::Once(at) => ("one_time", None, Some(at.millis())),
            When::Cron(expression) => ("recurring", Some(expression.as_str()), None),
        };
        let (missed, each) = match settings.missed {
            MissedPolicy::Once => ("once", None),
            MissedPolicy::Each(count) => ("each", Some(count)),
            MissedPolicy::Skip => ("skip", None),
        };
        let late = settings.late_limit.map(|limit| i64::try_from(limit.as_millis()).unwrap_or(i64::MAX));
        Self { kind, cron, at, missed, each, late }
    }
}

pub(super) fn read_job(row: &Row<'_>) -> Result<Job, StoreError> {
    let created_at = instant(row, "created_at")?.unwrap_or(Timestamp::from_millis(0));
    let zone: String = row.get("time_zone")?;
    let zone = Zone::parse(&zone)
        .map_err(|_unknown| StoreError::Unreadable { column: "scheduled_jobs.time_zone", value: zone.clone() })?;
    let settings = JobSettings {
        name: row.get("name")?,
        when: read_when(row)?,
        zone,
        missed: read_missed(row)?,
        late_limit: row
            .get::<_, Option<i64>>("late_limit_ms")?
            .and_then(|ms| u64::try_from(ms).ok())
            .map(Duration::from_millis),
        max_runs: row.get("max_runs")?,
        max_retries: row.get("max_retries")?,
        parameters: json(row, "parameters", "scheduled_jobs.parameters")?,
    };
    Ok(Job {
        id: JobId(uuid(row, "id", "scheduled_jobs.id")?),
        job_type: row.get("job_type")?,
        brand: row.get("brand_id")?,
        settings,
        status: word(row, "status")?,
        next_run_at: instant(row, "next_run_at")?,
        runs_completed: row.get("runs_completed")?,
        last_error: row.get("last_error")?,
        created_at,
    })
}

fn read_when(row: &Row<'_>) -> Result<When, StoreError> {
    let kind: String = row.get("schedule_type")?;
    if kind == "one_time" {
        // The system before us left scheduled_at empty for jobs that were started by hand.
        let at = instant(row, "scheduled_at")?.or(instant(row, "next_run_at")?).or(instant(row, "created_at")?);
        return Ok(When::Once(at.unwrap_or(Timestamp::from_millis(0))));
    }
    Ok(When::Cron(row.get::<_, Option<String>>("cron_expression")?.unwrap_or_default()))
}

fn read_missed(row: &Row<'_>) -> Result<MissedPolicy, StoreError> {
    let policy: String = row.get("missed_policy")?;
    match policy.as_str() {
        "once" => Ok(MissedPolicy::Once),
        "each" => Ok(MissedPolicy::Each(row.get::<_, Option<u32>>("missed_each")?.unwrap_or(1))),
        "skip" => Ok(MissedPolicy::Skip),
        _ => Err(StoreError::Unreadable { column: "scheduled_jobs.missed_policy", value: policy }),
    }
}

pub(super) fn no_such_job(id: JobId) -> StoreError {
    StoreError::NoSuchRow { kind: "job", id: id.to_string() }
}

fn one_row(changed: usize, id: JobId) -> Result<(), StoreError> {
    if changed == 1 { Ok(()) } else { Err(no_such_job(id)) }
}

/// Notes the end of a run on its schedule.
pub(super) fn note_run(
    tx: &Transaction<'_>,
    job: &str,
    success: bool,
    error: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE scheduled_jobs SET runs_completed = runs_completed + ?2, last_error = ?3, updated_at = ?4,
            status = CASE
                WHEN status NOT IN ('active', 'paused') THEN status
                WHEN schedule_type = 'one_time' AND next_run_at IS NULL THEN 'completed'
                WHEN max_runs IS NOT NULL AND runs_completed + ?2 >= max_runs THEN 'completed'
                ELSE status END,
            next_run_at = iif(max_runs IS NOT NULL AND runs_completed + ?2 >= max_runs, NULL, next_run_at)
         WHERE id = ?1",
    )?
    .execute((job, success, error, now.millis()))?;
    Ok(())
}
