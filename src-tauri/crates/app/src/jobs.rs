//! What a person does with schedules and runs: file, edit, pause, run now, cancel, try again, look.

use std::time::Duration;

use scheduler::SchedulerError;
use scheduler::plan::{recurrence_of, unhandled};
use scheduler::recurrence::{Occurrence, Recurrence};
use serde_json::Value;
use store::jobs::{
    Cancelled, Filed, Job, JobSettings, JobStatus, Join, MissedPolicy, NewJob, NewRun, Run, RunStatus, Trigger, When,
    reason,
};
use units::{AccountDate, AccountId, JobId, JobType, RunId, Timestamp, Zone};

use crate::{AppError, Changed, ErrorCode, Workspace, accounts, handlers};

mod equal;
mod reads;
#[cfg(test)]
mod tests;
pub(crate) mod together;

pub(crate) use equal::Doing;
pub use reads::{JobInFull, RunInFull, history, job_in_full, jobs_in_full, run_in_full};

/// When, as a person writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Five fields; 0 and 7 are Sunday.
    Cron(String),
    /// Once: a local time, `2026-11-30T09:00`, or an instant.
    At(String),
}

impl Rule {
    pub(crate) fn read(&self, zone: Zone) -> Result<Recurrence, SchedulerError> {
        match self {
            Self::Cron(expression) => Recurrence::cron(expression, zone),
            Self::At(text) => Recurrence::once(text, zone),
        }
    }
}

/// A schedule to file.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSchedule {
    /// The word of a job type.
    pub job_type: String,
    /// What to call it; not empty.
    pub name: String,
    /// When.
    pub rule: Rule,
    /// The zone the rule is meant in.
    pub zone: Zone,
    /// Missed due times.
    pub missed: MissedPolicy,
    /// How late a missed one may be made up for.
    pub late_limit: Option<Duration>,
    /// Completed after so many successful runs.
    pub max_runs: Option<u32>,
    /// How often a failed attempt is tried again; the handler's own number without it.
    pub max_retries: Option<u32>,
    /// For the handler; an object.
    pub parameters: Value,
}

/// What to change about a schedule; `None` leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScheduleChange {
    /// What to call it.
    pub name: Option<String>,
    /// When.
    pub rule: Option<Rule>,
    /// The zone the rule is meant in.
    pub zone: Option<Zone>,
    /// Missed due times.
    pub missed: Option<MissedPolicy>,
    /// How late a missed one may be made up for; `Some(None)` is without limit.
    pub late_limit: Option<Option<Duration>>,
    /// Completed after so many runs; `Some(None)` is without limit.
    pub max_runs: Option<Option<u32>>,
    /// How often a failed attempt is tried again.
    pub max_retries: Option<u32>,
    /// All parameters.
    pub parameters: Option<Value>,
}

/// Files a schedule.
///
/// # Errors
/// `unknown_job_type`, `job_type_not_available` with the reason, `invalid_input`, `schedule_never_fires`.
pub fn file(ws: &Workspace, new: &NewSchedule) -> Result<Job, AppError> {
    let handlers = handlers::handlers(ws);
    let handler = handlers.accept(&new.job_type, &new.parameters)?;
    account_is_here(ws, handler.job_type(), &new.parameters, false)?;
    let now = ws.clock.now();
    let rule = new.rule.read(new.zone)?;
    let next = first_due(&rule, &new.rule, now)?;
    let settings = JobSettings {
        name: name(&new.name)?,
        when: stored(&new.rule, next),
        zone: new.zone,
        missed: bounded(new.missed)?,
        late_limit: new.late_limit,
        max_runs: at_least_one(new.max_runs)?,
        max_retries: new.max_retries.unwrap_or(handler.limits().max_attempts.saturating_sub(1)),
        parameters: object(&new.parameters)?,
    };
    let id = JobId(ws.ids.uuid(now));
    let job_type = handler.job_type();
    ws.store.add_job(&NewJob { id, job_type, brand: None, settings, next_run_at: Some(next) }, now)?;
    ws.announce(Changed::Jobs { ids: vec![id] });
    Ok(ws.store.job(id)?)
}

/// Changes a schedule. Due times of the old rule that have passed without a run are accounted for as skipped.
///
/// # Errors
/// As [`file`]; `not_found`.
pub fn edit(ws: &Workspace, id: JobId, change: &ScheduleChange) -> Result<Job, AppError> {
    ws.store.check_writable()?;
    let job = ws.store.job(id)?;
    let now = ws.clock.now();
    let mut settings = job.settings.clone();
    settings.name = change.name.as_deref().map_or(Ok(settings.name), name)?;
    settings.zone = change.zone.unwrap_or(settings.zone);
    settings.missed = change.missed.map_or(Ok(settings.missed), bounded)?;
    settings.late_limit = change.late_limit.unwrap_or(settings.late_limit);
    settings.max_runs = at_least_one(change.max_runs.unwrap_or(settings.max_runs))?;
    settings.max_retries = change.max_retries.unwrap_or(settings.max_retries);
    settings.parameters = change.parameters.as_ref().map_or(Ok(settings.parameters), object)?;
    let job_type = handlers::handlers(ws).accept(&job.job_type, &settings.parameters)?.job_type();
    account_is_here(ws, job_type, &settings.parameters, job.brand.is_some())?;
    let moved = change.rule.is_some() || change.zone.is_some();
    let next = match &change.rule {
        Some(rule) => {
            let next = first_due(&rule.read(settings.zone)?, rule, now)?;
            settings.when = stored(rule, next);
            Some(next)
        }
        None if moved || matches!(job.status, JobStatus::Completed) => {
            recurrence_of(&settings.when, settings.zone)?.next_after(now)
        }
        None => job.next_run_at,
    };
    let (status, next) = standing(&job, &settings, next);
    let old = if moved { unhandled_by(ws, &job, reason::EDITED, now) } else { None };
    ws.store.edit_job(id, &settings, next, old.as_ref(), now)?;
    if status != job.status {
        ws.store.set_job_status(id, status, next, None, now)?;
    }
    ws.announce(Changed::Jobs { ids: vec![id] });
    Ok(ws.store.job(id)?)
}

/// A job of an account that is not in the file could only fail, every time. A file without any account may have its
/// jobs first, and a job of a brand takes the brand's account when it runs.
fn account_is_here(ws: &Workspace, job_type: JobType, parameters: &Value, of_a_brand: bool) -> Result<(), AppError> {
    if !matches!(job_type, JobType::MetaSync | JobType::AssetDownload | JobType::Scorecard) {
        return Ok(());
    }
    let named = parameters.get("account").and_then(Value::as_str).map(AccountId::parse).transpose()?;
    if named.is_none() && (of_a_brand || ws.store.accounts()?.is_empty()) {
        return Ok(());
    }
    accounts::the_account(&ws.store, named.as_ref()).map(drop)
}

/// Where an edited schedule stands: one that has used up its runs is completed, and one that was completed goes on if
/// it has runs and due times again. What was put away stays there.
fn standing(job: &Job, settings: &JobSettings, next: Option<Timestamp>) -> (JobStatus, Option<Timestamp>) {
    match job.status {
        JobStatus::Archived => (JobStatus::Archived, None),
        _ if is_used_up(job, settings) => (JobStatus::Completed, None),
        JobStatus::Completed if next.is_some() => (JobStatus::Active, next),
        status => (status, next),
    }
}

fn is_used_up(job: &Job, settings: &JobSettings) -> bool {
    settings.max_runs.is_some_and(|max| job.runs_completed >= max)
}

/// Stops a schedule for now; a run that is under way goes on.
///
/// # Errors
/// `not_found`; `conflict` if it is not active.
pub fn pause(ws: &Workspace, id: JobId) -> Result<Job, AppError> {
    ws.store.check_writable()?;
    let job = ws.store.job(id)?;
    expect_status(&job, &[JobStatus::Active])?;
    set_status(ws, id, JobStatus::Paused, job.next_run_at, None)
}

/// Lets a paused schedule go on. What was due meanwhile is one skipped stretch with the reason `paused`.
///
/// # Errors
/// `not_found`; `conflict` if it is not paused.
pub fn resume(ws: &Workspace, id: JobId) -> Result<Job, AppError> {
    ws.store.check_writable()?;
    let job = ws.store.job(id)?;
    expect_status(&job, &[JobStatus::Paused])?;
    let now = ws.clock.now();
    let rule = recurrence_of(&job.settings.when, job.settings.zone)?;
    let missed = unhandled_by(ws, &job, reason::PAUSED, now);
    let next = rule.next_after(now);
    // A one-time schedule whose time passed during the pause has nothing left to do.
    let status = if next.is_some() { JobStatus::Active } else { JobStatus::Completed };
    let resumed = set_status(ws, id, status, next, missed.as_ref())?;
    together::forget(ws, id)?;
    Ok(resumed)
}

/// Puts a schedule away; its history stays.
///
/// # Errors
/// `not_found`.
pub fn archive(ws: &Workspace, id: JobId) -> Result<Job, AppError> {
    let job = ws.store.job(id)?;
    for run in live_runs_of(ws, job.id)? {
        cancel(ws, run.id)?;
    }
    set_status(ws, id, JobStatus::Archived, None, None)
}

/// Takes a schedule back that was put away: it goes on with the next due time from now, or stands still as before if it
/// was `paused` then.
///
/// # Errors
/// `not_found`; `conflict` if it was not put away; `account_not_connected` if its account is not here any more.
pub fn restore(ws: &Workspace, id: JobId, paused: bool) -> Result<Job, AppError> {
    ws.store.check_writable()?;
    let job = ws.store.job(id)?;
    expect_status(&job, &[JobStatus::Archived])?;
    let job_type = handlers::handlers(ws).accept(&job.job_type, &job.settings.parameters)?.job_type();
    account_is_here(ws, job_type, &job.settings.parameters, job.brand.is_some())?;
    let rule = recurrence_of(&job.settings.when, job.settings.zone)?;
    let next = rule.next_after(ws.clock.now()).filter(|_next| !is_used_up(&job, &job.settings));
    let status = match next {
        Some(_) if paused => JobStatus::Paused,
        Some(_) => JobStatus::Active,
        None => JobStatus::Completed,
    };
    set_status(ws, id, status, next, None)
}

/// Runs a schedule now, or joins its run that is there already. A schedule that is completed can be run by hand; that
/// run counts like any other.
///
/// # Errors
/// `not_found`; `conflict` if it was put away; `job_type_not_available` and the like if its type does not work.
pub fn run_now(ws: &Workspace, id: JobId) -> Result<Filed, AppError> {
    ws.store.check_writable()?;
    let job = ws.store.job(id)?;
    if job.status == JobStatus::Archived {
        return Err(AppError::new(ErrorCode::Conflict, "The schedule was put away.", "Take it back, then run it."));
    }
    let handlers = handlers::handlers(ws);
    let handler = handlers.accept(&job.job_type, &job.settings.parameters)?;
    let now = ws.clock.now();
    let run = NewRun {
        id: RunId(ws.ids.uuid(now)),
        job: Some(id),
        job_type: handler.job_type(),
        name: job.settings.name.clone(),
        parameters: job.settings.parameters.clone(),
        trigger: Trigger::Manual,
        due_at: now,
        priority: BY_HAND,
        concurrency_key: handler.concurrency_key(&job.settings.parameters),
        max_attempts: job.settings.max_retries.saturating_add(1),
        join: Join::SameJob,
    };
    let filed = ws.store.file_run(&run, now)?;
    ws.announce(Changed::Runs { ids: vec![filed.run()] });
    ws.announce(Changed::Jobs { ids: vec![id] });
    Ok(filed)
}

/// What a person asks for goes before what a schedule makes.
const BY_HAND: i32 = 5;

/// Cancels a run, under way or not, and with it the other parts of a plan that takes several runs.
///
/// # Errors
/// `not_found`; `already_ended` if it has, and nothing else of its plan is left.
pub fn cancel(ws: &Workspace, id: RunId) -> Result<Run, AppError> {
    let run = ws.store.run(id)?;
    let mut plan = crate::creation::now::parts_beside(ws, &run)?;
    plan.push(run);
    // What waits goes first: the part that is under way must not make room for the next one.
    plan.sort_by_key(|part| part.status == RunStatus::Running);
    let (mut stopped, mut ended) = (Vec::new(), None);
    for part in plan {
        match ws.store.cancel_run(part.id, ws.clock.now())? {
            Cancelled::Now | Cancelled::Asked => stopped.push(part.id),
            Cancelled::TooLate(status) => ended = Some(status),
        }
    }
    if let Some(status) = ended.filter(|_| stopped.is_empty()) {
        return Err(already_ended(status, "There is nothing left to cancel."));
    }
    ws.announce(Changed::Runs { ids: stopped });
    Ok(ws.store.run(id)?)
}

/// Tries a run again that waits, is parked, has failed or was cancelled, and one that made ads but for some that failed:
/// those are made then.
///
/// # Errors
/// `not_found`; `conflict` if it is under way, `already_ended` if it is completed.
pub fn retry(ws: &Workspace, id: RunId) -> Result<Run, AppError> {
    let again = ws.store.retry_run(id, ws.clock.now())?;
    let run = ws.store.run(id)?;
    if !again && run.status == RunStatus::Completed {
        return Err(already_ended(run.status, "There is nothing to try again; run the schedule now instead."));
    }
    if !again {
        return Err(too_late(&format!("The run is {}, there is nothing to try again.", run.status)));
    }
    ws.announce(Changed::Runs { ids: vec![id] });
    Ok(run)
}

/// The runs of a schedule that are not over, parked ones included.
///
/// # Errors
/// As the file fails.
pub fn live_runs_of(ws: &Workspace, job: JobId) -> Result<Vec<Run>, AppError> {
    Ok(ws.store.live_runs()?.into_iter().filter(|run| run.job == Some(job)).collect())
}

/// Whether anything is under way, for the question before quitting.
///
/// # Errors
/// As the file fails.
pub fn running(ws: &Workspace) -> Result<Vec<Run>, AppError> {
    Ok(ws.store.live_runs()?.into_iter().filter(|run| run.status == RunStatus::Running).collect())
}

/// The next `count` due times of a rule after `from`.
///
/// # Errors
/// `invalid_input`, `schedule_never_fires`.
pub fn next_runs(rule: &Rule, zone: Zone, from: Timestamp, count: usize) -> Result<Vec<Occurrence>, AppError> {
    Ok(rule.read(zone)?.preview(from, count))
}

/// Reads an instant, a local time of a zone (`2026-03-28T09:00`) or a day of it, which is its midnight.
///
/// # Errors
/// `invalid_input`.
pub fn instant(text: &str, zone: Zone) -> Result<Timestamp, AppError> {
    let midnight = AccountDate::parse(text.trim()).map(|day| format!("{day}T00:00"));
    let at = Recurrence::once(midnight.as_deref().unwrap_or(text), zone)?;
    at.next_after(Timestamp::from_millis(i64::MIN)).ok_or_else(|| AppError::internal("one time has no time"))
}

/// Reads `once`, `each:N` or `skip`.
///
/// # Errors
/// `invalid_input`.
pub fn missed_policy(text: &str) -> Result<MissedPolicy, AppError> {
    let refuse = || SchedulerError::NotAMissedPolicy(text.chars().take(40).collect());
    let policy = match text.trim() {
        "once" => MissedPolicy::Once,
        "skip" => MissedPolicy::Skip,
        other => MissedPolicy::Each(other.strip_prefix("each:").and_then(|n| n.parse().ok()).ok_or_else(refuse)?),
    };
    bounded(policy)
}

/// The words that [`missed_policy`] reads.
#[must_use]
pub fn missed_words(policy: MissedPolicy) -> String {
    match policy {
        MissedPolicy::Once => "once".to_owned(),
        MissedPolicy::Each(count) => format!("each:{count}"),
        MissedPolicy::Skip => "skip".to_owned(),
    }
}

fn set_status(
    ws: &Workspace,
    id: JobId,
    status: JobStatus,
    next: Option<Timestamp>,
    missed: Option<&store::jobs::Stretch>,
) -> Result<Job, AppError> {
    ws.store.set_job_status(id, status, next, missed, ws.clock.now())?;
    ws.announce(Changed::Jobs { ids: vec![id] });
    Ok(ws.store.job(id)?)
}

/// Due times of a schedule that have passed and will not run. A rule that nobody can read has none.
fn unhandled_by(ws: &Workspace, job: &Job, why: &'static str, now: Timestamp) -> Option<store::jobs::Stretch> {
    let rule = recurrence_of(&job.settings.when, job.settings.zone).ok()?;
    unhandled(&rule, job.next_run_at, now, why, ws.ids.as_ref())
}

/// A one-time rule in the past is refused; a cron rule that is parsed always comes true.
fn first_due(rule: &Recurrence, written: &Rule, now: Timestamp) -> Result<Timestamp, AppError> {
    rule.next_after(now).ok_or_else(|| match written {
        Rule::At(text) => AppError::new(
            ErrorCode::ScheduleNeverFires,
            format!("{text} has passed."),
            "Choose a time that is still to come, or run it now.",
        ),
        Rule::Cron(expression) => SchedulerError::NeverFires(expression.clone()).into(),
    })
}

/// A rule as the file keeps it.
pub(crate) fn stored(rule: &Rule, next: Timestamp) -> When {
    match rule {
        Rule::Cron(expression) => When::Cron(expression.split_whitespace().collect::<Vec<_>>().join(" ")),
        Rule::At(_) => When::Once(next),
    }
}

fn name(text: &str) -> Result<String, AppError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 120 {
        return Err(AppError::invalid("A schedule needs a name of 1 to 120 characters.", "Write a name."));
    }
    Ok(text.to_owned())
}

fn bounded(policy: MissedPolicy) -> Result<MissedPolicy, AppError> {
    match policy {
        MissedPolicy::Each(count) if !(1..=100).contains(&count) => {
            Err(SchedulerError::NotAMissedPolicy(format!("each:{count}")).into())
        }
        other => Ok(other),
    }
}

fn at_least_one(max_runs: Option<u32>) -> Result<Option<u32>, AppError> {
    match max_runs {
        Some(0) => Err(AppError::invalid(
            "A schedule runs at least once.",
            "Leave the number of runs out, or write 1 or more.",
        )),
        other => Ok(other),
    }
}

fn object(parameters: &Value) -> Result<Value, AppError> {
    match parameters {
        Value::Object(_) => Ok(parameters.clone()),
        Value::Null => Ok(Value::Object(serde_json::Map::new())),
        _ => Err(AppError::invalid("Parameters are names with values.", "Write them as name=value.")),
    }
}

fn expect_status(job: &Job, allowed: &[JobStatus]) -> Result<(), AppError> {
    if allowed.contains(&job.status) {
        return Ok(());
    }
    Err(too_late(&format!("The schedule is {}.", job.status)))
}

fn already_ended(status: RunStatus, next_step: &str) -> AppError {
    AppError::new(ErrorCode::AlreadyEnded, format!("The run is {status} already."), next_step)
}

fn too_late(message: &str) -> AppError {
    AppError::new(ErrorCode::Conflict, message, "Refresh the page or list what is there, then decide again.")
}
