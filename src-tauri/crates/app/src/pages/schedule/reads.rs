//! Reading the page.

use std::time::Duration;

use scheduler::recurrence::{Occurrence, Recurrence};
use serde_json::Value;
use store::jobs::{Job, JobStatus, MissedPolicy, Run, RunFilter, RunStatus, When};
use units::{JobId, Timestamp};

use super::acts;
use super::types::{TYPES, info};
use super::{
    AccountChoice, FutureRun, JobDetail, JobInput, JobRow, JobState, Missed, NamedChoice, ParamValue, ProductChoice,
    Rule, RuleInput, RulePreview, SchedulePage,
};
use crate::creation::personas;
use crate::jobs::{Doing, stored};
use crate::pages::runs;
use crate::{AppError, Workspace};

/// How many future runs are shown.
const NEXT: usize = 5;
/// How many past runs a job's panel gets: as many as it has bars.
const PAST: u32 = 24;

/// The page: every schedule with its last run and the one under way, what can be scheduled, and for whom.
///
/// # Errors
/// If the file cannot be read.
pub fn schedule_page(workspace: &Workspace) -> Result<SchedulePage, AppError> {
    let jobs = workspace.store.jobs()?;
    let ids: Vec<JobId> = jobs.iter().map(|job| job.id).collect();
    let runs = workspace.store.standings(&ids)?;
    let mut accounts: Vec<AccountChoice> = workspace
        .store
        .accounts()?
        .into_iter()
        .map(|account| AccountChoice { id: account.id, name: account.name, zone: account.zone })
        .collect();
    accounts.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(SchedulePage {
        now: workspace.clock.now(),
        jobs: jobs.iter().map(|job| row(job, &runs)).collect(),
        types: TYPES.into_iter().map(info).collect(),
        accounts,
        products: products(workspace)?,
    })
}

fn products(workspace: &Workspace) -> Result<Vec<ProductChoice>, AppError> {
    let brands = workspace.store.library_brands()?;
    let all = workspace.store.products(None)?.into_iter().filter(|product| product.active);
    let mut named = Vec::new();
    for product in all {
        let Some(brand) = brands.iter().find(|brand| brand.active && brand.id == product.brand) else { continue };
        let hooks = workspace.store.hooks(&product.id)?.into_iter().filter(|hook| hook.active);
        let offers = workspace.store.offers(&product.id)?.into_iter().filter(|offer| offer.active);
        let personas = personas::of_product(&workspace.store, &product.id)?.into_iter();
        named.push(ProductChoice {
            personas: personas.map(|one| NamedChoice { id: one.id, name: one.name }).collect(),
            hooks: hooks.map(|hook| NamedChoice { id: hook.id, name: hook.text }).collect(),
            offers: offers.map(|offer| NamedChoice { id: offer.id, name: offer.name }).collect(),
            id: product.id,
            name: product.name,
            brand: brand.name.clone(),
        });
    }
    Ok(named)
}

/// One schedule with its next and its past runs.
///
/// # Errors
/// `not_found`, or if the file cannot be read.
pub fn schedule_job(workspace: &Workspace, id: JobId) -> Result<JobDetail, AppError> {
    let job = workspace.store.job(id)?;
    let standings = workspace.store.standings(&[id])?;
    let past = workspace.store.runs(&RunFilter { job: Some(id), ..RunFilter::default() }, PAST)?;
    Ok(JobDetail {
        next: next_runs(&job, workspace.clock.now()),
        wish: super::wish(workspace, &job.job_type, &job.settings.parameters)?,
        job: row(&job, &standings),
        past: past.iter().map(runs::brief).collect(),
    })
}

/// The next runs of a rule that nobody has saved yet.
///
/// # Errors
/// `invalid_input` for what is not a rule or not a zone, `schedule_never_fires` for a rule without a date.
pub fn preview_rule(workspace: &Workspace, input: &RuleInput) -> Result<RulePreview, AppError> {
    let rule = recurrence(&input.rule, units::Zone::parse(&input.zone)?)?;
    Ok(RulePreview { next: occurrences(&rule, workspace.clock.now()) })
}

/// The names of other schedules in use that do what a form says, when it says; `id` is the one that is being edited.
/// None for a rule that nobody can read: [`preview_rule`] says what is wrong with it.
///
/// # Errors
/// If the file cannot be read.
pub fn equal_jobs(workspace: &Workspace, id: Option<JobId>, input: &JobInput) -> Result<Vec<String>, AppError> {
    let Ok(zone) = units::Zone::parse(&input.zone) else { return Ok(Vec::new()) };
    let rule = acts::rule(input.rule.clone());
    let next = rule.read(zone).ok().and_then(|read| read.next_after(workspace.clock.now()));
    let Some(next) = next else { return Ok(Vec::new()) };
    let all = workspace.store.jobs()?;
    let doing = Doing {
        job_type: input.job_type.word(),
        brand: all.iter().find(|job| Some(job.id) == id).and_then(|job| job.brand.as_deref()),
        when: &stored(&rule, next),
        zone,
        parameters: &acts::json_of(&input.parameters),
    };
    Ok(doing.among(&all, id).into_iter().map(|job| job.settings.name.clone()).collect())
}

/// The rule as the scheduler understands it.
///
/// # Errors
/// As [`preview_rule`].
pub(super) fn recurrence(rule: &Rule, zone: units::Zone) -> Result<Recurrence, AppError> {
    Ok(match rule {
        Rule::Cron { expression } => Recurrence::cron(expression, zone)?,
        Rule::Once { local } => Recurrence::once(local, zone)?,
    })
}

fn occurrences(rule: &Recurrence, from: Timestamp) -> Vec<FutureRun> {
    rule.preview(from, NEXT).into_iter().map(|Occurrence { at, note }| FutureRun { at, note }).collect()
}

/// A stored rule that this version cannot read has no next runs; its row and its run say why.
fn next_runs(job: &Job, now: Timestamp) -> Vec<FutureRun> {
    if matches!(job.status, JobStatus::Completed | JobStatus::Archived) {
        return Vec::new();
    }
    recurrence(&rule_of(job), job.settings.zone).map(|rule| occurrences(&rule, now)).unwrap_or_default()
}

fn row(job: &Job, runs: &[Run]) -> JobRow {
    let own = || runs.iter().filter(|run| run.job == Some(job.id));
    let under_way = |run: &&Run| matches!(run.status, RunStatus::Queued | RunStatus::Running | RunStatus::Waiting);
    let live = own().find(|run| run.status == RunStatus::Running).or_else(|| own().find(under_way));
    let settings = &job.settings;
    JobRow {
        id: job.id,
        name: settings.name.clone(),
        job_type: job.job_type.clone(),
        state: state(job.status),
        rule: rule_of(job),
        zone: settings.zone,
        missed: match settings.missed {
            MissedPolicy::Once => Missed::Once,
            MissedPolicy::Each(limit) => Missed::Each { limit },
            MissedPolicy::Skip => Missed::Skip,
        },
        late_minutes: settings.late_limit.map(minutes),
        max_runs: settings.max_runs,
        max_retries: settings.max_retries,
        runs_completed: job.runs_completed,
        account_id: settings
            .parameters
            .get("account")
            .and_then(Value::as_str)
            .and_then(|id| units::AccountId::parse(id).ok()),
        parameters: parameters(&settings.parameters),
        next_run_at: job.next_run_at,
        last: own().find(|run| !under_way(run)).map(runs::brief),
        live: live.map(runs::brief),
    }
}

fn state(status: JobStatus) -> JobState {
    match status {
        JobStatus::Active => JobState::Active,
        JobStatus::Paused => JobState::Paused,
        JobStatus::Completed => JobState::Completed,
        JobStatus::Archived => JobState::Archived,
    }
}

pub(super) fn rule_of(job: &Job) -> Rule {
    match &job.settings.when {
        When::Cron(expression) => Rule::Cron { expression: expression.clone() },
        When::Once(at) => Rule::Once { local: job.settings.zone.local(*at).format("%Y-%m-%dT%H:%M").to_string() },
    }
}

/// Whole minutes, rounded up: a limit of half a minute is not none.
fn minutes(limit: Duration) -> u32 {
    u32::try_from(limit.as_secs().div_ceil(60)).unwrap_or(u32::MAX)
}

/// The parameters as the form shows them; text stays text, everything else is its JSON.
pub(crate) fn parameters(value: &Value) -> Vec<ParamValue> {
    let fields = value.as_object().into_iter().flatten();
    fields
        .map(|(key, value)| ParamValue {
            key: key.clone(),
            value: value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned),
        })
        .collect()
}
