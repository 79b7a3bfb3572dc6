//! What the commands about schedules say.

use std::fmt::Write as _;

use app::jobs::{self, JobInFull, RunInFull};
use app::{AppError, Workspace};
use scheduler::recurrence::Occurrence;
use serde::Serialize;
use serde_json::Value;
use store::jobs::Filed;
use units::{JobId, RunId, Timestamp, Zone};

use crate::cli::Answer;

#[derive(Serialize)]
struct NextRun {
    at: Timestamp,
    local: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize)]
struct JobWithNext<'a> {
    #[serde(flatten)]
    job: &'a JobInFull,
    next_runs: Vec<NextRun>,
}

#[derive(Serialize)]
struct FiledRun<'a> {
    #[serde(flatten)]
    run: &'a RunInFull,
    joined: bool,
}

#[derive(Serialize)]
struct RunWithLog<'a> {
    #[serde(flatten)]
    run: &'a RunInFull,
    items: Vec<Item>,
    log: Vec<Line>,
}

#[derive(Serialize)]
struct Item {
    item: String,
    status: &'static str,
    detail: Value,
}

#[derive(Serialize)]
struct Line {
    at: Timestamp,
    level: &'static str,
    text: String,
}

/// One schedule with its next five runs.
pub(super) fn job(ws: &Workspace, id: JobId) -> Result<Answer, AppError> {
    let job = jobs::job_in_full(ws, id)?;
    let next_runs = next_of(ws, &job);
    let mut text = job_line(&job);
    write_next(&mut text, &next_runs);
    for other in &job.equal_to {
        let other = jobs::job_in_full(ws, *other)?;
        append(&mut text, format_args!("  {} ({}) does the same at the same times.\n", other.name, other.id));
    }
    Answer::of(&JobWithNext { job: &job, next_runs }, text)
}

/// Due times as they stand in the file: none for a schedule that does not run.
fn next_of(ws: &Workspace, job: &JobInFull) -> Vec<NextRun> {
    let Some(first) = job.next_run_at.filter(|_at| job.status == "active") else { return Vec::new() };
    match &job.cron {
        None => vec![next_run(job.zone, Occurrence { at: first, note: None })],
        Some(cron) => jobs::next_runs(&jobs::Rule::Cron(cron.clone()), job.zone, ws.clock.now(), 5)
            .map(|runs| runs.into_iter().map(|run| next_run(job.zone, run)).collect())
            .unwrap_or_default(),
    }
}

/// A list of schedules.
pub(super) fn jobs(all: &[JobInFull]) -> Result<Answer, AppError> {
    let text: String = if all.is_empty() {
        "There are no schedules. `jobs add` files one.\n".to_owned()
    } else {
        all.iter().map(job_line).collect()
    };
    Answer::of(&serde_json::json!({ "jobs": all }), text)
}

/// A list of runs.
pub(super) fn runs(all: &[RunInFull]) -> Result<Answer, AppError> {
    let text: String =
        if all.is_empty() { "Nothing has run.\n".to_owned() } else { all.iter().map(run_line).collect() };
    Answer::of(&serde_json::json!({ "runs": all }), text)
}

/// One run.
pub(super) fn run(ws: &Workspace, id: RunId) -> Result<Answer, AppError> {
    let (run, _items, _log) = jobs::run_in_full(ws, id)?;
    Answer::of(&run, run_line(&run))
}

/// A run that was asked for, and whether it was there already.
pub(super) fn filed(ws: &Workspace, filed: Filed) -> Result<Answer, AppError> {
    let (run, _items, _log) = jobs::run_in_full(ws, filed.run())?;
    let joined = matches!(filed, Filed::Joined(_));
    Answer::of(&FiledRun { run: &run, joined }, run_line(&run))
}

/// One run with everything about it.
pub(super) fn run_with_log(ws: &Workspace, id: RunId) -> Result<Answer, AppError> {
    let (run, items, log) = jobs::run_in_full(ws, id)?;
    let mut text = run_line(&run);
    for line in &log {
        append(&mut text, format_args!("  {} {:5} {}\n", line.line.at, line.line.level.word(), line.line.text));
    }
    let items = items
        .into_iter()
        .map(|item| Item { item: item.item, status: item.status.word(), detail: item.detail })
        .collect();
    let log = log
        .into_iter()
        .map(|line| Line { at: line.line.at, level: line.line.level.word(), text: line.line.text })
        .collect();
    Answer::of(&RunWithLog { run: &run, items, log }, text)
}

/// The next runs of a rule.
pub(super) fn next(cron: &str, zone: Zone, runs: &[Occurrence]) -> Result<Answer, AppError> {
    let runs: Vec<NextRun> = runs.iter().map(|run| next_run(zone, run.clone())).collect();
    let mut text = String::new();
    write_next(&mut text, &runs);
    Answer::of(&serde_json::json!({ "cron": cron, "zone": zone, "runs": runs }), text)
}

fn next_run(zone: Zone, run: Occurrence) -> NextRun {
    let local = zone.local(run.at).format("%a %Y-%m-%d %H:%M %Z").to_string();
    NextRun { at: run.at, local, note: run.note }
}

fn write_next(text: &mut String, runs: &[NextRun]) {
    for run in runs {
        append(text, format_args!("  {}  {}\n", run.local, run.note.as_deref().unwrap_or_default()));
    }
}

fn job_line(job: &JobInFull) -> String {
    let rule = job.cron.clone().unwrap_or_else(|| "once".to_owned());
    let next = match job.next_run_at {
        Some(at) if job.status == "active" => {
            format!("next {}", job.zone.local(at).format("%a %Y-%m-%d %H:%M %Z"))
        }
        _ => job.status.to_owned(),
    };
    let running = if job.running { ", running now" } else { "" };
    format!("{}  {} ({}, {rule}): {next}{running}\n", job.id, job.name, job.job_type)
}

pub(super) fn run_line(run: &RunInFull) -> String {
    let mut text = format!("{}  {} ({}), due {}: {}", run.id, run.name, run.job_type, run.due_at, run.status);
    if let Some(reason) = &run.reason {
        append(&mut text, format_args!(" ({reason})"));
    }
    if run.due_count > 1 {
        append(&mut text, format_args!(", {} due times", run.due_count));
    }
    if let Some(error) = &run.error {
        append(&mut text, format_args!(". {} {}", error.message, error.next_step));
    }
    text.push('\n');
    text
}

fn append(text: &mut String, what: std::fmt::Arguments<'_>) {
    text.write_fmt(what).expect("writing to a string does not fail");
}
