//! Making ads now: a run like any other, filed for a runner that is there or will be, or done by this process.

use std::sync::Arc;
use std::time::Duration;

use scheduler::{Runner, RunnerSettings, Until};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use store::creation::BatchCounts;
use store::jobs::{Join, NewRun, ProgressReport, Run, RunStatus, Trigger, reason};
use tokio_util::sync::CancellationToken;
use units::{JobType, RunId};

use super::params::{PART_OF, Wanted};
use super::plan::{self, Plan};
use crate::sync::only;
use crate::{AppError, Changed, ErrorCode, Workspace, handlers, jobs};

/// Before schedules' runs: a person waits.
const PRIORITY: i32 = 0;
/// How often the run is looked at: only its end and its progress matter here.
const LOOK: Duration = Duration::from_millis(50);
/// Attempts of a run that somebody asked for.
const ATTEMPTS: u32 = 3;

/// What making ads came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MakeReport {
    /// The run; the first one if it took several.
    pub run_id: RunId,
    /// Every run.
    pub runs: Vec<RunId>,
    /// Those of several that failed; the others made their part.
    pub failed_runs: Vec<RunId>,
    /// Ads that were planned.
    pub planned: u32,
    /// Ads that were tried.
    pub attempted: u32,
    /// Ads whose checks all passed.
    pub approved: u32,
    /// Ads whose checks rejected them.
    pub rejected: u32,
    /// Ads that need a look.
    pub flagged: u32,
    /// Ads without a picture.
    pub failed: u32,
    /// Files that are there.
    pub files: u32,
    /// What the runs say that did not fail them, such as templates that were left out.
    pub warnings: Vec<String>,
}

/// Files what is wanted and gives its runs: one, or several for a plan over the cap that may be split.
///
/// # Errors
/// As [`plan::plan`] and [`plan::runs`]: nothing is filed that cannot be made.
pub fn file(ws: &Workspace, wanted: &Wanted) -> Result<Vec<RunId>, AppError> {
    // Planning a large board takes a while; a file that refuses says so before it.
    ws.store.check_writable()?;
    // What its runs could not read is not filed.
    Wanted::read(JobType::AdCreationV2, &wanted.to_json())
        .map_err(|error| AppError::invalid(error.to_string(), "Correct it, then make the ads."))?;
    let parts = plan::runs(plan::plan(ws, wanted)?, wanted.over_cap, plan::cap(ws)?)?;
    let single = parts.len() == 1;
    let first = RunId(ws.ids.uuid(ws.clock.now()));
    let mut runs = Vec::new();
    for (place, part) in parts.into_iter().enumerate() {
        let number = place + 1;
        let name = if single { part.name.clone() } else { name_of_part(&part, number) };
        // A run makes exactly the ads that were planned, whatever is edited or made before it comes to them.
        let wanted = part_of(wanted, part);
        let (id, wanted) = match place {
            0 => (first, wanted),
            _ => (part_id(first, number), Wanted { part_of: Some(first), ..wanted }),
        };
        ws.store.file_run(&run(ws, id, name, &wanted), ws.clock.now())?;
        runs.push(id);
    }
    ws.announce(Changed::Runs { ids: runs.clone() });
    Ok(runs)
}

/// Files the parts behind a run's plan, each once however often the run is taken up again. The batch of a part outlives
/// its run, which is pruned one day: what is complete is not made again, what failed or was stopped goes on.
pub(super) fn file_parts(ws: &Workspace, of: RunId, wanted: &Wanted, parts: &[Plan]) -> Result<(), AppError> {
    for (place, part) in parts.iter().enumerate() {
        let number = place + 2;
        let id = part_id(of, number);
        let is_made =
            || Ok::<_, AppError>(there(ws.store.batch(&id.to_string()))?.is_some_and(|batch| batch.is_complete()));
        if there(ws.store.run(id))?.is_some() || is_made()? {
            continue;
        }
        let name = name_of_part(part, number);
        let first = wanted.part_of.unwrap_or(of);
        let wanted = Wanted { part_of: Some(first), ..part_of(wanted, part.clone()) };
        ws.store.file_run(&NewRun { trigger: Trigger::Api, ..run(ws, id, name, &wanted) }, ws.clock.now())?;
        ws.announce(Changed::Runs { ids: vec![id] });
    }
    Ok(())
}

fn there<T>(found: Result<T, store::StoreError>) -> Result<Option<T>, AppError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(store::StoreError::NoSuchRow { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The id of a further part of a plan: the same however often it is filed.
fn part_id(of: RunId, number: usize) -> RunId {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::digest(format!("{of} part {number}"))[..16]);
    RunId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

fn name_of_part(part: &Plan, number: usize) -> String {
    format!("{}{PART}{number}", part.name)
}

/// Between the name of a plan and the number of its part.
const PART: &str = ", part ";

/// What a run's batch is called: as its plan, or as the part of a plan that the run is, which are many of one minute.
pub(super) fn name_of_batch(plan: &Plan, run: Run) -> String {
    let is_part = run.name.strip_prefix(&plan.name).is_some_and(|rest| rest.starts_with(PART));
    if is_part { run.name } else { plan.name.clone() }
}

/// The wish for exactly the ads of a plan, with how they were chosen.
fn part_of(wanted: &Wanted, part: Plan) -> Wanted {
    Wanted {
        ads: part.ads.into_iter().map(|ad| ad.spec).collect(),
        selection: part.selection,
        seed: part.seed,
        name: Some(part.name),
        ..wanted.clone()
    }
}

/// The runs that make the same plan as this one and are not over, without itself; what is under way comes last.
///
/// # Errors
/// As the file fails.
pub(crate) fn parts_beside(ws: &Workspace, run: &Run) -> Result<Vec<Run>, AppError> {
    if !run.known_type().is_some_and(JobType::makes_ads) {
        return Ok(Vec::new());
    }
    let first = |run: &Run| run.parameters[PART_OF].as_str().map_or_else(|| run.id.to_string(), str::to_owned);
    let plan = first(run);
    let mut parts: Vec<Run> =
        ws.store.live_runs()?.into_iter().filter(|other| other.id != run.id && first(other) == plan).collect();
    parts.sort_by_key(|part| part.status == RunStatus::Running);
    Ok(parts)
}

fn run(ws: &Workspace, id: RunId, name: String, wanted: &Wanted) -> NewRun {
    NewRun {
        id,
        job: None,
        job_type: JobType::AdCreationV2,
        name,
        parameters: wanted.to_json(),
        trigger: Trigger::Manual,
        due_at: ws.clock.now(),
        priority: PRIORITY,
        concurrency_key: Some(format!("ads of {}", wanted.product)),
        max_attempts: ATTEMPTS,
        join: Join::Never,
    }
}

/// Makes what is wanted and waits for the end. `tell` hears the progress. When `cancel` is cancelled every run of it is
/// too; when one of several fails the others are made all the same.
///
/// # Errors
/// What failed the run, or the first of several if all of them failed.
pub async fn make(
    ws: &Workspace,
    wanted: Wanted,
    cancel: CancellationToken,
    tell: impl Fn(&ProgressReport),
) -> Result<MakeReport, AppError> {
    let here = ws.clone();
    let runs = ws.blocking(move |_store| file(&here, &wanted)).await?;
    let mut failed = Vec::new();
    for id in &runs {
        if let Err(error) = wait(ws, *id, &cancel, &tell).await {
            let run = *id;
            if ws.blocking(move |store| store.run(run)).await?.status != RunStatus::Failed {
                return Err(error);
            }
            failed.push((run, error));
        }
    }
    match failed.first() {
        Some((_, error)) if failed.len() == runs.len() => Err(error.clone()),
        _ => report(ws, runs, failed.into_iter().map(|(run, _)| run).collect()).await,
    }
}

async fn wait(
    ws: &Workspace,
    id: RunId,
    cancel: &CancellationToken,
    tell: &impl Fn(&ProgressReport),
) -> Result<(), AppError> {
    let stop = CancellationToken::new();
    let settings = RunnerSettings { slots: 1, waits_for_room: false, ..RunnerSettings::default() };
    let handlers = only(&handlers::handlers(ws), id, JobType::AdCreationV2);
    let heard = ws.clone();
    let listener = Arc::new(move |event| {
        if let scheduler::RunnerEvent::Run(id) = event {
            heard.announce(Changed::Runs { ids: vec![id] });
        }
    });
    let runner =
        Runner::new(ws.store.clone(), Arc::clone(&ws.clock), Arc::clone(&ws.ids), handlers, settings, listener)
            .map_err(AppError::from)?;
    let until = stop.clone();
    let mut running = tokio::spawn(async move { runner.run(Until::Stopped, until).await.map(drop) });
    let outcome = tokio::select! {
        outcome = watch(ws, id, cancel, tell) => outcome,
        // Nobody works on it any more, so there is nothing to wait for.
        ended = &mut running => return Err(ended?.err().map_or_else(|| AppError::internal("the runner ended before its run"), AppError::from)),
    };
    stop.cancel();
    if let Err(error) = running.await? {
        tracing::warn!(%error, "the runner of this batch ended with an error");
    }
    outcome
}

async fn watch(
    ws: &Workspace,
    id: RunId,
    cancel: &CancellationToken,
    tell: &impl Fn(&ProgressReport),
) -> Result<(), AppError> {
    let (mut told, mut cancelled) = (None, false);
    loop {
        if cancel.is_cancelled() && !cancelled {
            let here = ws.clone();
            match ws.blocking(move |_store| jobs::cancel(&here, id)).await {
                Err(error) if error.code != ErrorCode::AlreadyEnded => return Err(error),
                _ => cancelled = true,
            }
        }
        let run = ws.blocking(move |store| store.run(id)).await?;
        if run.progress != told
            && let Some(progress) = &run.progress
        {
            tell(progress);
        }
        told.clone_from(&run.progress);
        match run.status {
            RunStatus::Completed => return Ok(()),
            RunStatus::Cancelled | RunStatus::Skipped => return Err(AppError::cancelled()),
            RunStatus::Parked if run.reason.as_deref() == Some(reason::INTERRUPTED) => {
                let now = ws.clock.now();
                ws.blocking(move |store| store.resume_run(id, now)).await?;
            }
            RunStatus::Failed | RunStatus::Parked | RunStatus::Waiting => return Err(error_of(&run)),
            RunStatus::Queued | RunStatus::Running => {}
        }
        tokio::select! {
            () = ws.clock.sleep(LOOK) => {}
            () = cancel.cancelled(), if !cancelled => {}
        }
    }
}

async fn report(ws: &Workspace, runs: Vec<RunId>, failed_runs: Vec<RunId>) -> Result<MakeReport, AppError> {
    let first = *runs.first().ok_or_else(|| AppError::internal("a plan of no runs"))?;
    let ids = runs.clone();
    let (planned, counts, warnings) = ws
        .blocking(move |store| {
            let (mut planned, mut warnings) = (0, Vec::new());
            let mut sum = BatchCounts::default();
            for id in &ids {
                planned += match store.batch(&id.to_string()) {
                    Ok(batch) => batch.planned_ads,
                    // It failed before it had one.
                    Err(store::StoreError::NoSuchRow { .. }) => continue,
                    Err(error) => return Err(error),
                };
                let counts = store.batch_counts(&id.to_string())?;
                sum.attempted += counts.attempted;
                sum.approved += counts.approved;
                sum.rejected += counts.rejected;
                sum.flagged += counts.flagged;
                sum.failed += counts.failed;
                sum.files += counts.files;
                warnings.extend(store.run(*id)?.warnings.into_iter().map(|warning| warning.message));
            }
            Ok::<_, store::StoreError>((planned, sum, warnings))
        })
        .await?;
    Ok(MakeReport {
        run_id: first,
        runs,
        failed_runs,
        planned,
        attempted: counts.attempted,
        approved: counts.approved,
        rejected: counts.rejected,
        flagged: counts.flagged,
        failed: counts.failed,
        files: counts.files,
        warnings,
    })
}

fn error_of(run: &Run) -> AppError {
    let Some(failure) = &run.error else {
        return AppError::internal(format!("run {} is {} without a reason", run.id, run.status));
    };
    let code = serde_json::from_value(failure.code.clone().into()).unwrap_or(ErrorCode::Internal);
    AppError::new(code, failure.message.clone(), failure.next_step.clone())
}
