//! Reading the page.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use store::jobs::{ItemStatus, LogLevel, Run, RunFilter, RunItem, RunKey, RunStatus};
use units::{Count, JobId, JobType, RunId, Timestamp, Zone};

use super::{
    Attempt, Fact, ItemProblem, ItemTally, LineLevel, ListedAd, LogRow, RunDetail, RunNote, RunProblem, RunProgress,
    RunRow, RunState, RunsPage, RunsQuery, ScoredList,
};
use crate::pages::schedule::{RunBrief, parameters, wish};
use crate::{AppError, Workspace};

/// How many rows one stretch of the list holds.
const ROWS: u32 = 100;
/// Lines of a log that the window shows; longer logs lose their middle when they are written.
const LINES: u32 = 2_000;
/// Failed items that are named.
const PROBLEMS: usize = 50;
/// Pictures that are shown.
const PICTURES: usize = 60;

/// A stretch of the list, newest first.
///
/// # Errors
/// `invalid_input` for a place that is not in the list, or if the file cannot be read.
pub fn runs_page(workspace: &Workspace, query: &RunsQuery) -> Result<RunsPage, AppError> {
    let after = query.after.as_deref().map(read_key).transpose()?;
    let filter = RunFilter {
        job: query.job,
        statuses: query.states.iter().flat_map(|state| statuses(*state)).copied().collect(),
        job_type: query.job_type.map(|job_type| job_type.word().to_owned()),
        after,
    };
    let runs = workspace.store.runs(&filter, ROWS)?;
    let next = runs.last().filter(|_last| u32::try_from(runs.len()) == Ok(ROWS)).map(write_key);
    let known = Known::read(workspace)?;
    Ok(RunsPage { now: workspace.clock.now(), rows: runs.iter().map(|run| row(run, &known)).collect(), next })
}

/// Everything about one run.
///
/// # Errors
/// `not_found`, or if the file cannot be read.
pub fn run_detail(workspace: &Workspace, id: RunId) -> Result<RunDetail, AppError> {
    let store = &workspace.store;
    let run = store.run(id)?;
    let attempts = store.run_attempts(id)?;
    let items = store.run_items(id)?;
    let open = !run.status.is_final();
    let makes_ads = run.known_type().is_some_and(JobType::makes_ads);
    let again = match run.status {
        RunStatus::Waiting | RunStatus::Parked | RunStatus::Failed | RunStatus::Cancelled => true,
        // The ads of it that failed.
        RunStatus::Completed => run.partly && makes_ads,
        RunStatus::Queued | RunStatus::Running | RunStatus::Skipped => false,
    };
    Ok(RunDetail {
        row: row(&run, &Known::read(workspace)?),
        trigger: run.trigger.word().to_owned(),
        wish: wish(workspace, &run.job_type, &run.parameters)?,
        parameters: parameters(&run.parameters),
        error: run.error.as_ref().filter(|_error| run.status != RunStatus::Completed).map(|error| RunProblem {
            code: error.code.clone(),
            message: error.message.clone(),
            next_step: error.next_step.clone(),
        }),
        warnings: run
            .warnings
            .iter()
            .map(|warning| RunNote { code: warning.code.clone(), message: warning.message.clone() })
            .collect(),
        attempts: attempts
            .into_iter()
            .map(|attempt| Attempt {
                number: attempt.number,
                started_at: attempt.started_at,
                finished_at: attempt.finished_at,
                outcome: attempt.outcome.word().to_owned(),
                message: attempt.error.map(|(_code, message)| message),
            })
            .collect(),
        items: tally(&items),
        lists: lists(&run),
        pictures: pictures(&items),
        next_attempt_at: run.waiting_until,
        cancel_asked: open && run.cancel_requested,
        can_cancel: open && !run.cancel_requested,
        can_retry: again && run.trigger != store::jobs::Trigger::History,
    })
}

/// The run's own lines, oldest first.
///
/// # Errors
/// If the file cannot be read.
pub fn run_log(workspace: &Workspace, id: RunId) -> Result<Vec<LogRow>, AppError> {
    let lines = workspace.store.run_log(id, 0, LINES)?;
    Ok(lines
        .into_iter()
        .map(|numbered| LogRow {
            at: numbered.line.at,
            level: match numbered.line.level {
                LogLevel::Info => LineLevel::Info,
                LogLevel::Warn => LineLevel::Warn,
                LogLevel::Error => LineLevel::Error,
            },
            text: numbered.line.text,
        })
        .collect())
}

/// What a row needs beside its run: the zones of schedules and the names of accounts.
struct Known {
    zones: BTreeMap<JobId, Zone>,
    accounts: Vec<(String, String)>,
}

impl Known {
    fn read(workspace: &Workspace) -> Result<Self, AppError> {
        let jobs = workspace.store.jobs()?.into_iter();
        let accounts = workspace.store.accounts()?.into_iter().filter(|account| !account.name.is_empty());
        Ok(Self {
            zones: jobs.map(|job| (job.id, job.settings.zone)).collect(),
            accounts: accounts.map(|account| (account.id.to_string(), account.name)).collect(),
        })
    }

    /// Runs that one job files for another are named by the account's id, which says nothing to a person.
    fn spoken(&self, name: &str) -> String {
        self.accounts.iter().fold(name.to_owned(), |name, (id, account)| name.replace(id, account))
    }
}

fn row(run: &Run, known: &Known) -> RunRow {
    RunRow {
        run: brief(run),
        job_type: run.job_type.clone(),
        name: known.spoken(&run.name),
        job_id: run.job,
        zone: run.job.and_then(|job| known.zones.get(&job).copied()),
        last_due_at: run.last_due_at,
    }
}

/// A run in a line.
pub(crate) fn brief(run: &Run) -> RunBrief {
    let ended = run.completed_at.or_else(|| (run.status == RunStatus::Parked).then_some(run.started_at).flatten());
    RunBrief {
        id: run.id,
        state: state(run),
        due_at: run.due_at,
        started_at: run.started_at,
        finished_at: run.completed_at,
        duration_ms: run
            .started_at
            .zip(ended)
            .filter(|_times| run.completed_at.is_some())
            .map(|(start, end)| elapsed(start, end)),
        attempt: run.attempt,
        stretch: run.due_count,
        reason: run.reason.clone(),
        message: run.error.as_ref().map(|error| error.message.clone()),
        facts: facts(&run.metadata),
        progress: run.progress.as_ref().map(|progress| RunProgress {
            done: Count::new(progress.done).unwrap_or(Count::MAX),
            total: progress.total.map(|total| Count::new(total).unwrap_or(Count::MAX)),
            unit: progress.unit.clone(),
            message: progress.message.clone(),
        }),
    }
}

fn elapsed(start: Timestamp, end: Timestamp) -> Count {
    u64::try_from(end.since(start).as_millis()).ok().and_then(|ms| Count::new(ms).ok()).unwrap_or(Count::MAX)
}

fn state(run: &Run) -> RunState {
    match run.status {
        RunStatus::Queued | RunStatus::Waiting => RunState::Waiting,
        RunStatus::Running => RunState::Running,
        RunStatus::Completed if run.partly => RunState::Partly,
        RunStatus::Completed => RunState::Done,
        RunStatus::Failed => RunState::Failed,
        RunStatus::Parked => RunState::Parked,
        RunStatus::Cancelled => RunState::Cancelled,
        RunStatus::Skipped => RunState::Skipped,
    }
}

fn statuses(state: RunState) -> &'static [RunStatus] {
    match state {
        RunState::Waiting => &[RunStatus::Queued, RunStatus::Waiting],
        RunState::Running => &[RunStatus::Running],
        RunState::Done | RunState::Partly => &[RunStatus::Completed],
        RunState::Failed => &[RunStatus::Failed],
        RunState::Parked => &[RunStatus::Parked],
        RunState::Cancelled => &[RunStatus::Cancelled],
        RunState::Skipped => &[RunStatus::Skipped],
    }
}

/// Numbers and words of the metadata's first level; of lists how long they are.
fn facts(metadata: &Value) -> Vec<Fact> {
    let fields = metadata.as_object().into_iter().flatten();
    fields
        .filter_map(|(key, value)| {
            let value = match value {
                Value::Number(number) => number.to_string(),
                Value::String(text) => text.clone(),
                Value::Array(list) => list.len().to_string(),
                Value::Null | Value::Bool(_) | Value::Object(_) => return None,
            };
            Some(Fact { key: key.clone(), value })
        })
        .collect()
}

/// What the page takes from a report's metadata.
#[derive(serde::Deserialize)]
struct Report {
    currency: units::Currency,
    top: Vec<ReportedAd>,
    attention: Vec<ReportedAd>,
}

#[derive(serde::Deserialize)]
struct ReportedAd {
    id: String,
    name: Option<String>,
    spend: String,
    roas: f64,
}

/// The lists of ads that a report left behind; other runs have none.
fn lists(run: &Run) -> Vec<ScoredList> {
    if run.known_type() != Some(units::JobType::Scorecard) {
        return Vec::new();
    }
    let Ok(report) = serde_json::from_value::<Report>(run.metadata.clone()) else { return Vec::new() };
    let listed = |ad: &ReportedAd| ListedAd {
        id: ad.id.clone(),
        name: ad.name.clone().unwrap_or_else(|| ad.id.clone()),
        spend: units::Money::parse_major(&ad.spend, report.currency).ok(),
        roas: units::Ratio::new(ad.roas),
    };
    let list =
        |key: &str, ads: &[ReportedAd]| ScoredList { key: key.to_owned(), ads: ads.iter().map(listed).collect() };
    vec![list("top", &report.top), list("attention", &report.attention)]
}

/// Pictures that items brought, each once.
fn pictures(items: &[RunItem]) -> Vec<String> {
    let hashes = items.iter().filter_map(|item| item.detail.get("sha256").and_then(Value::as_str));
    let mut seen = BTreeSet::new();
    hashes.filter(|hash| seen.insert(*hash)).take(PICTURES).map(ToOwned::to_owned).collect()
}

fn tally(items: &[RunItem]) -> ItemTally {
    let count = |wanted: &[ItemStatus]| Count::of(items.iter().filter(|item| wanted.contains(&item.status)).count());
    let failed = items.iter().filter(|item| item.status == ItemStatus::Failed);
    ItemTally {
        done: count(&[ItemStatus::Done]),
        skipped: count(&[ItemStatus::Skipped]),
        failed: count(&[ItemStatus::Failed]),
        waiting: count(&[ItemStatus::Planned, ItemStatus::Started]),
        problems: failed
            .take(PROBLEMS)
            .map(|item| ItemProblem { key: item.item.clone(), message: why(&item.detail) })
            .collect(),
    }
}

fn why(detail: &Value) -> String {
    let named = ["message", "reason", "error"].iter().find_map(|key| detail.get(key).and_then(Value::as_str));
    named.unwrap_or_default().to_owned()
}

/// The place of a run as text that the window hands back.
fn write_key(run: &Run) -> String {
    format!("{}/{}", run.due_at, run.id)
}

fn read_key(text: &str) -> Result<RunKey, AppError> {
    let wrong = || AppError::invalid("The list cannot go on there.", "Open the page again.");
    let (due_at, id) = text.split_once('/').ok_or_else(wrong)?;
    Ok(RunKey { due_at: Timestamp::parse(due_at)?, id: id.parse().map_err(|_not_an_id| wrong())? })
}
