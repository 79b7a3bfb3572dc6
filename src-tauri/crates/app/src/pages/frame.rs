//! What the frame around every page shows: accounts to choose from, how fresh the data is, what runs and what is next.

use serde::Serialize;
use specta::Type;
use store::jobs::{Job, JobStatus, ProgressReport, Run, RunStatus};
use store::meta::{Account, GraphWait};
use units::{AccountDate, AccountId, Count, Currency, JobId, RunId, Timestamp, Zone};

use super::runs::RunProgress;
use crate::{AppError, Workspace};

/// The frame.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Frame {
    /// The instant this was read.
    pub now: Timestamp,
    /// Connected accounts in the order in which they were connected: the first is the one shown at first.
    pub accounts: Vec<FrameAccount>,
    /// Runs in progress, oldest first.
    pub running: Vec<FrameRun>,
    /// The job that is due next.
    pub next: Option<FrameNext>,
    /// How many ads wait for a person.
    pub to_review: u32,
}

/// An ad account as the frame knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrameAccount {
    /// Its id.
    pub id: AccountId,
    /// Its name; the id if Meta gave none.
    pub name: String,
    /// Its currency.
    pub currency: Currency,
    /// Its zone: its days are this zone's days.
    pub zone: Zone,
    /// The day it is there now; its figures are "so far".
    pub today: AccountDate,
    /// The newest day that is over and stored; relative ranges end here.
    pub last_complete_day: Option<AccountDate>,
    /// The first day that is stored.
    pub first_day: Option<AccountDate>,
    /// When its figures were last read from Meta.
    pub data_as_of: Option<Timestamp>,
    /// Whole days until the access token expires; `None` if it does not, or that is not known.
    pub token_days: Option<i32>,
    /// Meta asked to wait until then.
    pub waiting_until: Option<Timestamp>,
    /// Whether the account is invented: the simulator answers for it.
    pub demo: bool,
    /// The brand that it advertises, by id; the main one of several.
    pub brand: Option<String>,
}

/// A run in progress.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrameRun {
    /// Which run.
    pub id: RunId,
    /// Its kind of work, as a word.
    pub job_type: String,
    /// What its schedule is called, if it has one.
    pub name: Option<String>,
    /// How far it is.
    pub progress: Option<RunProgress>,
}

/// The job that is due next.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrameNext {
    /// Which.
    pub id: JobId,
    /// What it is called.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Its zone.
    pub zone: Zone,
}

/// Reads the frame.
///
/// # Errors
/// Those of reading the file.
pub fn frame(ws: &Workspace) -> Result<Frame, AppError> {
    let now = ws.clock.now();
    let waits = ws.store.waits(now)?;
    let mut accounts = Vec::new();
    for account in ws.store.accounts()? {
        accounts.push(frame_account(ws, account, &waits, now)?);
    }
    let running =
        ws.store.live_runs()?.into_iter().filter(|run| run.status == RunStatus::Running).map(frame_run).collect();
    let next = soonest(ws.store.jobs()?);
    Ok(Frame { now, accounts, running, next, to_review: ws.store.ads_to_review()? })
}

fn frame_account(
    ws: &Workspace,
    account: Account,
    waits: &[GraphWait],
    now: Timestamp,
) -> Result<FrameAccount, AppError> {
    let coverage = ws.store.day_coverage(&account.id)?;
    let today = account.zone.day_of(now);
    let day_ms = 86_400_000;
    let token_days = account
        .token
        .expires_at
        .map(|end| i32::try_from((end.millis() - now.millis()).div_euclid(day_ms)).unwrap_or(i32::MAX));
    let waiting_until = waits
        .iter()
        .filter(|wait| wait.account.as_ref().is_none_or(|id| *id == account.id))
        .map(|wait| wait.until)
        .max();
    let brands = ws.store.brands_of(&account.id)?;
    let brand = brands.iter().find(|link| link.is_primary).or(brands.first()).map(|link| link.brand_id.clone());
    Ok(FrameAccount {
        brand,
        name: if account.name.is_empty() { account.id.to_string() } else { account.name },
        id: account.id,
        currency: account.currency,
        zone: account.zone,
        today,
        // A day is over when the account's zone says so, whatever was stored of it.
        last_complete_day: coverage.last_complete.filter(|day| *day < today),
        first_day: coverage.oldest,
        data_as_of: coverage.as_of,
        token_days,
        waiting_until,
        demo: account.demo.is_some(),
    })
}

fn frame_run(run: Run) -> FrameRun {
    let name = Some(run.name).filter(|name| !name.is_empty());
    FrameRun { id: run.id, job_type: run.job_type, name, progress: run.progress.map(progress) }
}

/// How far a run is, for the window.
pub(super) fn progress(report: ProgressReport) -> RunProgress {
    let count = |number: u64| Count::new(number).unwrap_or(Count::MAX);
    RunProgress { done: count(report.done), total: report.total.map(count), unit: report.unit, message: report.message }
}

fn soonest(jobs: Vec<Job>) -> Option<FrameNext> {
    jobs.into_iter()
        .filter(|job| job.status == JobStatus::Active)
        .filter_map(|job| {
            let at = job.next_run_at?;
            Some(FrameNext { id: job.id, name: job.settings.name, at, zone: job.settings.zone })
        })
        .min_by_key(|next| next.at)
}
