//! Schedules and runs as the command line prints them. The window has pages of its own.

use serde::Serialize;
use serde_json::Value;
use store::jobs::{Job, NumberedLine, Run, RunAttempt, RunFilter, RunItem, RunStatus, When};
use units::{JobId, RunId, Timestamp, Zone};

use super::equal::equal_to;
use super::missed_words;
use crate::{AppError, Workspace};

/// A schedule with what it is doing.
#[derive(Debug, Clone, Serialize)]
pub struct JobInFull {
    /// Which.
    pub id: JobId,
    /// The word of its type.
    #[serde(rename = "type")]
    pub job_type: String,
    /// What people call it.
    pub name: String,
    /// active, paused, completed, archived.
    pub status: &'static str,
    /// The expression of a recurring one.
    pub cron: Option<String>,
    /// The instant of a one-time one.
    pub at: Option<Timestamp>,
    /// The zone the rule is meant in.
    pub zone: Zone,
    /// once, each:N, skip.
    pub missed: String,
    /// How late a missed one may be made up for, in seconds.
    pub late_limit_s: Option<u64>,
    /// Completed after so many successful runs.
    pub max_runs: Option<u32>,
    /// Successful runs so far.
    pub runs_completed: u32,
    /// How often a failed attempt is tried again.
    pub max_retries: u32,
    /// For the handler.
    pub params: Value,
    /// When it is due next.
    pub next_run_at: Option<Timestamp>,
    /// Whether a run of it is under way.
    pub running: bool,
    /// What the last failure said.
    pub last_error: Option<String>,
    /// Its newest run that has ended, or its parked one.
    pub last_run: Option<RunInFull>,
    /// Other schedules in use that do the same at the same times.
    pub equal_to: Vec<JobId>,
    /// When it was filed.
    pub created_at: Timestamp,
}

/// A run as the command line prints it.
#[derive(Debug, Clone, Serialize)]
pub struct RunInFull {
    /// Which.
    pub id: RunId,
    /// The schedule, if any.
    pub job_id: Option<JobId>,
    /// The word of its type.
    #[serde(rename = "type")]
    pub job_type: String,
    /// What the schedule was called.
    pub name: String,
    /// queued, running, waiting, parked, completed, failed, cancelled, skipped.
    pub status: &'static str,
    /// scheduled, manual, api, history.
    pub trigger: &'static str,
    /// When it was due; the first due time of a skipped stretch.
    pub due_at: Timestamp,
    /// The last due time of a skipped stretch.
    pub last_due_at: Option<Timestamp>,
    /// How many due times it stands for.
    pub due_count: u32,
    /// When the first attempt started.
    pub started_at: Option<Timestamp>,
    /// When it reached its final status.
    pub finished_at: Option<Timestamp>,
    /// From start to finish.
    pub duration_ms: Option<u64>,
    /// Why it waits, is parked, was skipped or was late.
    pub reason: Option<String>,
    /// When it goes on by itself.
    pub waiting_until: Option<Timestamp>,
    /// Attempts that count, so far.
    pub attempt: u32,
    /// How many of them there may be.
    pub max_attempts: u32,
    /// Whether a person asked to cancel it.
    pub cancel_requested: bool,
    /// How far it is.
    pub progress: Option<store::jobs::ProgressReport>,
    /// The last error.
    pub error: Option<Failure>,
    /// What went wrong without failing it.
    pub warnings: Vec<store::jobs::RunWarning>,
    /// Whether a part is missing.
    pub partly: bool,
    /// What it did.
    pub metadata: Value,
    /// Every try.
    pub attempts: Vec<Attempt>,
}

/// Why a run failed.
#[derive(Debug, Clone, Serialize)]
pub struct Failure {
    /// A stable word.
    pub code: String,
    /// What happened.
    pub message: String,
    /// What to do.
    pub next_step: String,
}

/// One try of a run.
#[derive(Debug, Clone, Serialize)]
pub struct Attempt {
    /// 1, 2, 3 … for every claim.
    pub number: u32,
    /// When it started.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// running, completed, failed, waiting, interrupted, cancelled, parked.
    pub outcome: &'static str,
    /// Why it did not succeed.
    pub error: Option<String>,
}

/// Every schedule that is not archived.
///
/// # Errors
/// As the file fails.
pub fn jobs_in_full(ws: &Workspace) -> Result<Vec<JobInFull>, AppError> {
    let jobs = ws.store.jobs()?;
    let ids: Vec<JobId> = jobs.iter().map(|job| job.id).collect();
    let runs = ws.store.standings(&ids)?;
    jobs.iter().map(|job| in_full(ws, job.clone(), &runs, &jobs)).collect()
}

/// One schedule.
///
/// # Errors
/// `not_found`.
pub fn job_in_full(ws: &Workspace, id: JobId) -> Result<JobInFull, AppError> {
    let job = ws.store.job(id)?;
    let runs = ws.store.standings(&[id])?;
    in_full(ws, job, &runs, &ws.store.jobs()?)
}

/// One run with its attempts, items and log.
///
/// # Errors
/// `not_found`.
pub fn run_in_full(ws: &Workspace, id: RunId) -> Result<(RunInFull, Vec<RunItem>, Vec<NumberedLine>), AppError> {
    let run = ws.store.run(id)?;
    Ok((describe(ws, run)?, ws.store.run_items(id)?, ws.store.run_log(id, 0, u32::MAX)?))
}

/// Runs, newest first.
///
/// # Errors
/// As the file fails.
pub fn history(ws: &Workspace, filter: &RunFilter, limit: u32) -> Result<Vec<RunInFull>, AppError> {
    ws.store.runs(filter, limit)?.into_iter().map(|run| describe(ws, run)).collect()
}

fn in_full(ws: &Workspace, job: Job, runs: &[Run], all: &[Job]) -> Result<JobInFull, AppError> {
    let own = || runs.iter().filter(|run| run.job == Some(job.id));
    let running = own().any(|run| run.status == RunStatus::Running);
    let over = |run: &&Run| run.status.is_final() || run.status == RunStatus::Parked;
    let last_run = own().find(over).cloned().map(|run| describe(ws, run)).transpose()?;
    let equal_to = equal_to(&job, all);
    let (cron, at) = match job.settings.when {
        When::Cron(expression) => (Some(expression), None),
        When::Once(at) => (None, Some(at)),
    };
    Ok(JobInFull {
        id: job.id,
        job_type: job.job_type,
        name: job.settings.name,
        status: job.status.word(),
        cron,
        at,
        zone: job.settings.zone,
        missed: missed_words(job.settings.missed),
        late_limit_s: job.settings.late_limit.map(|limit| limit.as_secs()),
        max_runs: job.settings.max_runs,
        runs_completed: job.runs_completed,
        max_retries: job.settings.max_retries,
        params: job.settings.parameters,
        next_run_at: job.next_run_at,
        running,
        last_error: job.last_error,
        last_run,
        equal_to,
        created_at: job.created_at,
    })
}

fn describe(ws: &Workspace, run: Run) -> Result<RunInFull, AppError> {
    let attempts = ws.store.run_attempts(run.id)?.into_iter().map(attempt).collect();
    let duration = run.started_at.zip(run.completed_at).map(|(start, end)| end.since(start).as_millis());
    Ok(RunInFull {
        id: run.id,
        job_id: run.job,
        job_type: run.job_type,
        name: run.name,
        status: run.status.word(),
        trigger: run.trigger.word(),
        due_at: run.due_at,
        last_due_at: run.last_due_at,
        due_count: run.due_count,
        started_at: run.started_at,
        finished_at: run.completed_at,
        duration_ms: duration.and_then(|millis| u64::try_from(millis).ok()),
        reason: run.reason,
        waiting_until: run.waiting_until,
        attempt: run.attempt,
        max_attempts: run.max_attempts,
        cancel_requested: run.cancel_requested,
        progress: run.progress,
        error: run.error.map(|error| Failure { code: error.code, message: error.message, next_step: error.next_step }),
        warnings: run.warnings,
        partly: run.partly,
        metadata: run.metadata,
        attempts,
    })
}

fn attempt(attempt: RunAttempt) -> Attempt {
    Attempt {
        number: attempt.number,
        started_at: attempt.started_at,
        finished_at: attempt.finished_at,
        outcome: attempt.outcome.word(),
        error: attempt.error.map(|(_code, message)| message),
    }
}
