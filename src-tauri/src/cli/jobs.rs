//! `jobs` and `runner`: schedules, their runs, and running what is due without the window.

mod print;
mod run;

use std::time::Duration;

use app::creation::library;
use app::jobs::{self, NewSchedule, Rule, ScheduleChange};
use app::{AppError, Workspace};
use clap::{Args, Subcommand};
use serde_json::{Map, Value};
use store::jobs::{RunFilter, RunStatus};
use units::{JobId, RunId, Zone};

use super::{Answer, Session};

/// Schedules and the runner.
#[derive(Debug, Subcommand)]
pub enum JobsCommand {
    /// Schedules and their runs
    #[command(subcommand)]
    Jobs(ScheduleCommand),
    /// Run due jobs without the window, until Ctrl-C
    Runner(run::RunnerArguments),
}

/// What can be done with schedules. JOB is an id or a name.
#[derive(Debug, Subcommand)]
pub enum ScheduleCommand {
    /// File a schedule
    Add(AddArguments),
    /// Change a schedule; what is not named stays
    Edit(EditArguments),
    /// Stop a schedule for now
    Pause {
        /// Which
        job: String,
    },
    /// Let a paused schedule go on
    Resume {
        /// Which
        job: String,
    },
    /// Put a schedule away; its history stays
    Archive {
        /// Which
        job: String,
    },
    /// Make a run of a schedule that may start at once
    RunNow {
        /// Which
        job: String,
    },
    /// Cancel a run, or all runs of a schedule that are not over
    Cancel {
        /// A run or a schedule
        id: String,
    },
    /// Try a run again that failed, waits or is parked
    Retry {
        /// The run
        run: RunId,
    },
    /// Every schedule
    List,
    /// Runs, newest first
    History(HistoryArguments),
    /// One run with its items and its log
    Show {
        /// The run
        run: RunId,
    },
    /// The next runs of a rule
    Next(NextArguments),
}

/// A new schedule.
#[derive(Debug, Args)]
pub struct AddArguments {
    /// What it does: meta_sync, asset_download, scorecard, ad_creation, ad_creation_v2
    #[arg(value_name = "TYPE")]
    job_type: String,
    /// What to call it
    #[arg(long)]
    name: String,
    /// Again and again: minute hour day month weekday, Sunday is 0 or 7
    #[arg(long, value_name = "E", required_unless_present = "at", conflicts_with = "at", allow_hyphen_values = true)]
    cron: Option<String>,
    /// Once: a local time like 2026-11-30T09:00, or an instant
    #[arg(long, value_name = "T")]
    at: Option<String>,
    /// The zone that the rule is meant in
    #[arg(long, value_name = "Z")]
    zone: Zone,
    /// What was due while nothing could run: once, each:N or skip
    #[arg(long, value_name = "P", default_value = "once")]
    missed: String,
    /// Do not make up for what is later than this (90s, 10m, 24h)
    #[arg(long, value_name = "T", value_parser = super::meta::read_duration)]
    late_limit: Option<Duration>,
    /// Done after so many successful runs
    #[arg(long, value_name = "N")]
    max_runs: Option<u32>,
    /// Try a failed attempt again so often
    #[arg(long, value_name = "N")]
    max_retries: Option<u32>,
    /// A parameter of the type
    #[arg(long = "param", value_name = "K=V")]
    params: Vec<String>,
}

/// What to change.
#[derive(Debug, Args)]
pub struct EditArguments {
    /// Which
    job: String,
    /// What to call it
    #[arg(long)]
    name: Option<String>,
    /// Again and again
    #[arg(long, value_name = "E", conflicts_with = "at", allow_hyphen_values = true)]
    cron: Option<String>,
    /// Once
    #[arg(long, value_name = "T")]
    at: Option<String>,
    /// The zone that the rule is meant in
    #[arg(long, value_name = "Z")]
    zone: Option<Zone>,
    /// once, each:N or skip
    #[arg(long, value_name = "P")]
    missed: Option<String>,
    /// Do not make up for what is later than this; 0s is without limit
    #[arg(long, value_name = "T", value_parser = super::meta::read_duration)]
    late_limit: Option<Duration>,
    /// Done after so many successful runs; 0 is never
    #[arg(long, value_name = "N")]
    max_runs: Option<u32>,
    /// Try a failed attempt again so often
    #[arg(long, value_name = "N")]
    max_retries: Option<u32>,
    /// A parameter to set; an empty value takes it away
    #[arg(long = "param", value_name = "K=V")]
    params: Vec<String>,
}

/// Which runs.
#[derive(Debug, Args)]
pub struct HistoryArguments {
    /// Only of this schedule
    #[arg(long)]
    job: Option<String>,
    /// Only of this type
    #[arg(long = "type", value_name = "TYPE")]
    job_type: Option<String>,
    /// Only with this status; may be repeated
    #[arg(long, value_name = "S", value_parser = clap::builder::PossibleValuesParser::new(RunStatus::ALL.iter().map(|s| s.word())))]
    status: Vec<String>,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: u32,
}

/// A rule to look ahead with.
#[derive(Debug, Args)]
pub struct NextArguments {
    /// Minute hour day month weekday
    #[arg(long, value_name = "E", allow_hyphen_values = true)]
    cron: String,
    /// The zone that the rule is meant in
    #[arg(long, value_name = "Z")]
    zone: Zone,
    /// After this instant, local time or day of the zone; now without it
    #[arg(long, value_name = "T")]
    from: Option<String>,
    /// How many
    #[arg(short = 'n', long = "count", value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=1000))]
    count: u16,
}

/// Does what was asked for.
///
/// # Errors
/// As the use cases; exit codes are theirs.
pub fn run(session: &Session, command: JobsCommand) -> Result<Answer, AppError> {
    match command {
        JobsCommand::Jobs(command) => schedule(session, command),
        JobsCommand::Runner(arguments) => run::runner(session, &arguments),
    }
}

fn schedule(session: &Session, command: ScheduleCommand) -> Result<Answer, AppError> {
    if let ScheduleCommand::Next(arguments) = &command {
        return next(session, arguments);
    }
    let ws = session.open()?;
    match command {
        ScheduleCommand::Add(arguments) => {
            let new = new_schedule(&ws, arguments)?;
            print::job(&ws, jobs::file(&ws, &new)?.id)
        }
        ScheduleCommand::Edit(arguments) => {
            let id = find(&ws, &arguments.job)?;
            let change = change(&ws, id, arguments)?;
            print::job(&ws, jobs::edit(&ws, id, &change)?.id)
        }
        ScheduleCommand::Pause { job } => print::job(&ws, jobs::pause(&ws, find(&ws, &job)?)?.id),
        ScheduleCommand::Resume { job } => print::job(&ws, jobs::resume(&ws, find(&ws, &job)?)?.id),
        ScheduleCommand::Archive { job } => print::job(&ws, jobs::archive(&ws, find(&ws, &job)?)?.id),
        ScheduleCommand::RunNow { job } => {
            let filed = jobs::run_now(&ws, find(&ws, &job)?)?;
            print::filed(&ws, filed)
        }
        ScheduleCommand::Cancel { id } => cancel(&ws, &id),
        ScheduleCommand::Retry { run } => print::run(&ws, jobs::retry(&ws, run)?.id),
        ScheduleCommand::List => print::jobs(&jobs::jobs_in_full(&ws)?),
        ScheduleCommand::History(arguments) => {
            let filter = filter(&ws, &arguments)?;
            print::runs(&jobs::history(&ws, &filter, arguments.limit)?)
        }
        ScheduleCommand::Show { run } => print::run_with_log(&ws, run),
        ScheduleCommand::Next(_) => Err(AppError::internal("a pure command reached the file")),
    }
}

fn next(session: &Session, arguments: &NextArguments) -> Result<Answer, AppError> {
    let from = match &arguments.from {
        Some(text) => jobs::instant(text, arguments.zone)?,
        None => session.clock.now(),
    };
    let rule = Rule::Cron(arguments.cron.clone());
    let runs = jobs::next_runs(&rule, arguments.zone, from, usize::from(arguments.count))?;
    print::next(&arguments.cron, arguments.zone, &runs)
}

fn new_schedule(ws: &Workspace, arguments: AddArguments) -> Result<NewSchedule, AppError> {
    let rule = rule(arguments.cron, arguments.at)
        .ok_or_else(|| AppError::invalid("A schedule needs a rule.", "Give --cron or --at."))?;
    Ok(NewSchedule {
        job_type: arguments.job_type,
        name: arguments.name,
        rule,
        zone: arguments.zone,
        missed: jobs::missed_policy(&arguments.missed)?,
        late_limit: arguments.late_limit.filter(|limit| !limit.is_zero()),
        max_runs: arguments.max_runs,
        max_retries: arguments.max_retries,
        parameters: Value::Object(with_params(ws, Map::new(), &arguments.params)?),
    })
}

fn change(ws: &Workspace, id: JobId, arguments: EditArguments) -> Result<ScheduleChange, AppError> {
    let parameters = if arguments.params.is_empty() {
        None
    } else {
        let old = ws.store.job(id)?.settings.parameters.as_object().cloned().unwrap_or_default();
        Some(Value::Object(with_params(ws, old, &arguments.params)?))
    };
    Ok(ScheduleChange {
        name: arguments.name,
        rule: rule(arguments.cron, arguments.at),
        zone: arguments.zone,
        missed: arguments.missed.as_deref().map(jobs::missed_policy).transpose()?,
        late_limit: arguments.late_limit.map(|limit| Some(limit).filter(|limit| !limit.is_zero())),
        max_runs: arguments.max_runs.map(|runs| Some(runs).filter(|runs| *runs > 0)),
        max_retries: arguments.max_retries,
        parameters,
    })
}

fn rule(cron: Option<String>, at: Option<String>) -> Option<Rule> {
    cron.map(Rule::Cron).or(at.map(Rule::At))
}

/// The parameter of jobs that make ads which names a product.
const PRODUCT: &str = "product_id";

/// `days_back=7` is a number, `account=act_1` a text; an empty value takes the parameter away. A product may be named as
/// for `create`; its id is kept.
fn with_params(
    ws: &Workspace,
    mut params: Map<String, Value>,
    given: &[String],
) -> Result<Map<String, Value>, AppError> {
    for param in given {
        let Some((key, value)) = param.split_once('=').filter(|(key, _value)| !key.trim().is_empty()) else {
            return Err(AppError::invalid(format!("`{param}` is not a parameter."), "Write --param name=value."));
        };
        let key = key.trim().to_owned();
        if value.is_empty() {
            params.remove(&key);
        } else if key == PRODUCT {
            params.insert(key, Value::String(library::find_product(ws, value.trim_matches('"'))?.id));
        } else {
            let text = || Value::String(value.to_owned());
            params.insert(key, serde_json::from_str(value).unwrap_or_else(|_not_json| text()));
        }
    }
    Ok(params)
}

fn cancel(ws: &Workspace, id: &str) -> Result<Answer, AppError> {
    if let Ok(run) = id.parse::<RunId>()
        && ws.store.run(run).is_ok()
    {
        return print::run(ws, jobs::cancel(ws, run)?.id);
    }
    let live = jobs::live_runs_of(ws, find(ws, id)?)?;
    if live.is_empty() {
        return Err(AppError::not_found("run to cancel of", id));
    }
    let mut cancelled = Vec::new();
    for run in live {
        jobs::cancel(ws, run.id)?;
        cancelled.push(jobs::run_in_full(ws, run.id)?.0);
    }
    print::runs(&cancelled)
}

fn filter(ws: &Workspace, arguments: &HistoryArguments) -> Result<RunFilter, AppError> {
    let statuses: Result<Vec<RunStatus>, _> = arguments.status.iter().map(|word| word.parse()).collect();
    Ok(RunFilter {
        job: arguments.job.as_deref().map(|job| find(ws, job)).transpose()?,
        statuses: statuses?,
        job_type: arguments.job_type.clone(),
        after: None,
    })
}

/// A schedule by its id, or by its name if only one has it.
fn find(ws: &Workspace, text: &str) -> Result<JobId, AppError> {
    if let Ok(id) = text.parse::<JobId>() {
        return Ok(ws.store.job(id)?.id);
    }
    let named: Vec<JobId> =
        ws.store.jobs()?.into_iter().filter(|job| job.settings.name == text).map(|job| job.id).collect();
    match named[..] {
        [only] => Ok(only),
        [] => Err(AppError::not_found("schedule", text)),
        _ => Err(AppError::invalid(
            format!("{} schedules are called {text}.", named.len()),
            "Name it by its id; `jobs list` shows them.",
        )),
    }
}
