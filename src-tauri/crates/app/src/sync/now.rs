//! One sync now, for somebody who waits for it: a run like any other, filed, claimed and recorded, with this process
//! as its runner. A sync of the same account and days that is under way is joined instead.

use std::sync::Arc;
use std::time::Duration;

use scheduler::{Runner, RunnerSettings, Until};
use store::jobs::{Filed, Join, NewRun, ProgressReport, Run, RunStatus, Trigger, reason};
use store::meta::Account;
use tokio_util::sync::CancellationToken;
use units::{AccountId, JobType, RunId, Timestamp};

use super::only::only;
use super::{Days, SyncParams, SyncReport, key};
use crate::{AppError, ErrorCode, Workspace};

/// Before schedules' runs: a person waits.
const PRIORITY: i32 = 0;
/// How often the run is looked at: only its end and its progress matter here.
const LOOK: Duration = Duration::from_millis(100);

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncNow {
    /// Account and days.
    pub params: SyncParams,
    /// A wait that Meta orders is sat out up to this long; beyond it the report says until when.
    pub max_wait: Duration,
}

/// Files a sync or joins the one that is there, and gives the run. One that is about days of its own joins none that is
/// about others.
///
/// # Errors
/// `account_not_connected`, `opened_read_only`, or as the file fails.
pub async fn file(ws: &Workspace, params: SyncParams) -> Result<Filed, AppError> {
    let account = super::account_of(ws, params.account.as_ref()).await?;
    let params = SyncParams { account: Some(account.clone()), ..params };
    let (now, parameters, usual) = (ws.clock.now(), params.to_json(), params.days == Days::Usual);
    let new = RunId(ws.ids.uuid(now));
    ws.blocking(move |store| {
        let under_way = |run: &&Run| {
            run.job_type == JobType::MetaSync.word()
                && run.concurrency_key.as_deref() == Some(&key(&account))
                && !super::is_history(&run.parameters)
                && run.status == RunStatus::Running
                && (run.parameters == parameters || usual && ends_today(&run.parameters))
        };
        if let Some(live) = store.live_runs()?.iter().find(under_way) {
            return Ok::<_, store::StoreError>(Filed::Joined(live.id));
        }
        let account = store.account(&account)?;
        store.file_run(&run(new, &account, parameters, now), now)
    })
    .await
}

/// Whether a sync that is under way reads what a usual one is wanted for: the newest days, today among them.
fn ends_today(parameters: &serde_json::Value) -> bool {
    SyncParams::read(parameters).is_ok_and(|running| matches!(running.days, Days::Usual | Days::Back(_)))
}

fn run(id: RunId, account: &Account, parameters: serde_json::Value, now: Timestamp) -> NewRun {
    NewRun {
        id,
        job: None,
        job_type: JobType::MetaSync,
        name: format!("Sync of {}", account.called()),
        parameters,
        trigger: Trigger::Manual,
        due_at: now,
        priority: PRIORITY,
        concurrency_key: Some(key(&account.id)),
        max_attempts: 4,
        join: Join::SameWork,
    }
}

/// Syncs now and waits for the end. `tell` hears the progress. When `cancel` is cancelled a run that was filed here is
/// too; one that was joined is somebody else's and goes on without this listener.
///
/// # Errors
/// What failed the run.
pub async fn now(
    ws: &Workspace,
    wanted: SyncNow,
    cancel: CancellationToken,
    tell: impl Fn(&ProgressReport),
) -> Result<SyncReport, AppError> {
    let account = super::account_of(ws, wanted.params.account.as_ref()).await?;
    let give_up = ws.clock.now().plus(wanted.max_wait);
    let filed = file(ws, wanted.params).await?;
    let (id, joined) = (filed.run(), matches!(filed, Filed::Joined(_)));
    let found = ws.blocking(move |store| store.run(id)).await?;
    // A run that waited when it was joined is begun once more: how it ended before is not the answer.
    let tries = if found.status == RunStatus::Running { found.tries.saturating_sub(1) } else { found.tries };
    let stop = CancellationToken::new();
    let mut runner = start_runner(ws, id, &stop)?;
    let cancels_it = if joined { CancellationToken::new() } else { cancel.clone() };
    let outcome = tokio::select! {
        () = cancel.cancelled(), if joined => Err(AppError::cancelled()),
        outcome = watch(ws, &account, (id, tries), give_up, &cancels_it, tell) => outcome,
        // Nobody works on it any more, so there is nothing to wait for.
        ended = &mut runner => return Err(ended?.err().map_or_else(|| AppError::internal("the runner ended before its run"), AppError::from)),
    };
    stop.cancel();
    if let Err(error) = runner.await? {
        tracing::warn!(%error, "the runner of this sync ended with an error");
    }
    outcome
}

/// A runner for the run that somebody waits for and no other.
fn start_runner(
    ws: &Workspace,
    id: RunId,
    stop: &CancellationToken,
) -> Result<tokio::task::JoinHandle<Result<(), scheduler::SchedulerError>>, AppError> {
    let settings = RunnerSettings { slots: 1, waits_for_room: false, ..RunnerSettings::default() };
    let handlers = only(&crate::handlers::handlers(ws), id, JobType::MetaSync);
    let heard = ws.clone();
    let listener = Arc::new(move |event| {
        if let scheduler::RunnerEvent::Run(id) = event {
            heard.announce(crate::Changed::Runs { ids: vec![id] });
        }
    });
    let runner =
        Runner::new(ws.store.clone(), Arc::clone(&ws.clock), Arc::clone(&ws.ids), handlers, settings, listener)
            .map_err(AppError::from)?;
    let stop = stop.clone();
    Ok(tokio::spawn(async move { runner.run(Until::Stopped, stop).await.map(drop) }))
}

async fn watch(
    ws: &Workspace,
    account: &AccountId,
    (id, tries): (RunId, u32),
    give_up: Timestamp,
    cancel: &CancellationToken,
    tell: impl Fn(&ProgressReport),
) -> Result<SyncReport, AppError> {
    let (mut told, mut cancelled) = (None, false);
    loop {
        if cancel.is_cancelled() && !cancelled {
            let now = ws.clock.now();
            ws.blocking(move |store| store.cancel_run(id, now)).await?;
            cancelled = true;
        }
        let run = ws.blocking(move |store| store.run(id)).await?;
        if run.progress != told
            && let Some(progress) = &run.progress
        {
            tell(progress);
        }
        told.clone_from(&run.progress);
        if run.status == RunStatus::Parked && run.reason.as_deref() == Some(reason::INTERRUPTED) {
            // It waits for the word of a person because its process died three times in a row. Here is that person.
            let now = ws.clock.now();
            ws.blocking(move |store| store.resume_run(id, now)).await?;
            continue;
        }
        if (run.tries > tries || run.status.is_final())
            && let Some(outcome) = outcome_of(ws, account, &run, give_up).await?
        {
            return outcome;
        }
        tokio::select! {
            () = ws.clock.sleep(LOOK) => {}
            () = cancel.cancelled(), if !cancelled => {}
        }
    }
}

/// How the run ended for whoever waits; `None` while there is something to wait for.
async fn outcome_of(
    ws: &Workspace,
    account: &AccountId,
    run: &Run,
    give_up: Timestamp,
) -> Result<Option<Result<SyncReport, AppError>>, AppError> {
    match run.status {
        RunStatus::Queued | RunStatus::Running => Ok(None),
        RunStatus::Completed => Ok(Some(report_of(run))),
        RunStatus::Cancelled | RunStatus::Skipped => Ok(Some(Err(AppError::cancelled()))),
        RunStatus::Failed | RunStatus::Parked => Ok(Some(Err(error_of(run)))),
        RunStatus::Waiting => match (run.reason.as_deref(), run.waiting_until) {
            (Some("rate_limited"), Some(until)) if until > give_up => {
                Ok(Some(Ok(so_far(ws, account, run, until).await?)))
            }
            (Some("rate_limited"), _) => Ok(None),
            // Tried again by itself later; whoever waits here is told now.
            _ => Ok(Some(Err(error_of(run)))),
        },
    }
}

fn report_of(run: &Run) -> Result<SyncReport, AppError> {
    let mut report: SyncReport = serde_json::from_value(run.metadata.clone())
        .map_err(|error| AppError::internal(format!("the result of the run is unreadable: {error}")))?;
    report.run_id = Some(run.id);
    Ok(report)
}

/// What was stored before Meta asked to wait.
async fn so_far(ws: &Workspace, account: &AccountId, run: &Run, until: Timestamp) -> Result<SyncReport, AppError> {
    let (id, run_id) = (account.clone(), run.id);
    let (facts, items) =
        ws.blocking(move |store| Ok::<_, store::StoreError>((store.account(&id)?, store.run_items(run_id)?))).await?;
    let sum = |figure: &str| items.iter().filter_map(|item| item.detail.get(figure)?.as_u64()).sum();
    Ok(SyncReport {
        run_id: Some(run.id),
        currency: Some(facts.currency),
        time_zone: Some(facts.zone),
        insight_rows: sum("rows"),
        changed_rows: sum("changed_rows"),
        requests: sum("requests"),
        waiting_until: Some(until),
        ..SyncReport::of(account.clone())
    })
}

fn error_of(run: &Run) -> AppError {
    let Some(failure) = &run.error else {
        return AppError::internal(format!("run {} is {} without a reason", run.id, run.status));
    };
    let code = serde_json::from_value(failure.code.clone().into()).unwrap_or(ErrorCode::Internal);
    AppError::new(code, failure.message.clone(), failure.next_step.clone())
}
