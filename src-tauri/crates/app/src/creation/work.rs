//! The jobs `ad_creation` and `ad_creation_v2`: a plan, made ad by ad.
//!
//! The plan is written before the first ad and the ledger has one item an ad, so a run that was killed goes on with
//! the ad it was at and makes what it had planned, whatever was edited meanwhile. Several ads are drawn at once, over the
//! cores, and stored in the order of the plan: each with its sizes, checks and copy, and its item marked, in one fenced
//! commit. One failed ad ends nothing; a run in which all fail has
//! failed. Nothing here asks for a Meta account.

mod making;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use scheduler::{Handler, Limits, ParamError, RunContext, RunError, RunOutput, RunWarning};
use serde_json::{Value, json};
use store::creation::{Batch, BatchCounts, NewBatch};
use store::jobs::When;
use units::{JobType, counted};

use super::draw;
use super::now;
use super::params::{self, Wanted};
use super::personas;
use super::plan::{self, Plan};
use super::spec;
use crate::failure::Failure;
use crate::sync::problem;
use crate::{AppError, Changed, Workspace};

/// Renders that nobody approved or waits to decide on may take so many bytes of the file; they can be drawn again.
const CACHE_BYTES: u64 = 512 * 1024 * 1024;

/// Makes ads of one workspace, by the first or the second pipeline.
#[derive(Debug, Clone)]
pub struct AdCreation {
    ws: Workspace,
    job_type: JobType,
}

impl AdCreation {
    /// The first pipeline: one size, one colour.
    #[must_use]
    pub fn first(ws: Workspace) -> Self {
        Self { ws, job_type: JobType::AdCreation }
    }

    /// The second pipeline: sizes and colours.
    #[must_use]
    pub fn second(ws: Workspace) -> Self {
        Self { ws, job_type: JobType::AdCreationV2 }
    }

    async fn attempt(&self, cx: &RunContext) -> Result<RunOutput, RunError> {
        let work = Work { ws: self.ws.clone(), cx: cx.clone() };
        let failure = match work.make(self.job_type).await {
            Ok(output) => return Ok(output),
            Err(failure) => failure,
        };
        if let Err(not_stopped) = work.stop_parts().await {
            tracing::warn!(error = %not_stopped.into_app(), "the other parts of a plan could not be stopped");
        }
        Err(failure.into_run_error(cx.clock.now()))
    }
}

impl Handler for AdCreation {
    fn job_type(&self) -> JobType {
        self.job_type
    }

    fn check_params(&self, params: &Value) -> Result<(), ParamError> {
        let wanted = Wanted::read(self.job_type, params)?;
        let unusable =
            |error: AppError| problem("ads", &format!("cannot be made: {} {}", error.message, error.next_step));
        spec::check_parents(&self.ws.store, &wanted.ads).map_err(unusable)?;
        personas::check(&self.ws.store, &wanted.product, wanted.persona.as_deref()).map_err(|error| {
            problem("persona_id", &format!("cannot be followed: {} {}", error.message, error.next_step))
        })
    }

    fn limits(&self) -> Limits {
        Limits { concurrent: 2, ..Limits::default() }
    }

    fn concurrency_key(&self, params: &Value) -> Option<String> {
        // What one run of a product makes decides what is alike for the next.
        Wanted::read(self.job_type, params).ok().map(|wanted| format!("ads of {}", wanted.product))
    }

    fn run(&self, cx: RunContext) -> BoxFuture<'static, Result<RunOutput, RunError>> {
        let handler = self.clone();
        async move { handler.attempt(&cx).await }.boxed()
    }
}

struct Work {
    ws: Workspace,
    cx: RunContext,
}

impl Work {
    async fn make(&self, job_type: JobType) -> Result<RunOutput, Failure> {
        let (batch, plan) = self.begin(job_type).await?;
        self.all(&batch, &plan).await?;
        self.end(&batch, &plan).await
    }

    /// The batch of this run with its plan: the one that an earlier try wrote, or a new one.
    async fn begin(&self, job_type: JobType) -> Result<(Batch, Plan), Failure> {
        let (ws, cx) = (self.ws.clone(), self.cx.clone());
        let begun = tokio::task::spawn_blocking(move || begin(&ws, &cx, job_type)).await??;
        self.ws.announce(Changed::Ads);
        Ok(begun)
    }

    async fn counts(&self, batch: &Batch) -> Result<BatchCounts, Failure> {
        let (store, id) = (self.cx.store.clone(), batch.id.clone());
        Ok(tokio::task::spawn_blocking(move || store.batch_counts(&id)).await??)
    }

    async fn end(&self, batch: &Batch, plan: &Plan) -> Result<RunOutput, Failure> {
        let counts = self.counts(batch).await?;
        let all_failed = counts.failed == counts.attempted;
        let (store, lease, now, id) = (self.cx.store.clone(), self.cx.lease, self.cx.clock.now(), batch.id.clone());
        let (status, error) = if all_failed { ("failed", Some("no ad could be made")) } else { ("complete", None) };
        tokio::task::spawn_blocking(move || {
            store.close_batch(&id, status, error, Some(&lease), now)?;
            store.evict_renders(CACHE_BYTES)
        })
        .await??;
        self.ws.announce(Changed::Ads);
        self.cx.log.info(format!(
            "{} of {} made. All checks passed: {}. Needs a look: {}. Failed a check: {}. No picture: {}.",
            counts.attempted - counts.failed,
            counted(counts.attempted.into(), "ad", "ads"),
            counts.approved,
            counts.flagged,
            counts.rejected,
            counts.failed
        ));
        if all_failed {
            return Err(self.why_all_failed(batch).await?.into());
        }
        let mut warnings = params::unfollowed(&self.cx.params);
        warnings.extend(self.left_out(plan));
        if counts.failed > 0 {
            let all = counted(counts.attempted.into(), "ad", "ads");
            let message = format!("{} of {all} could not be made; each says why.", counts.failed);
            warnings.push(RunWarning { code: "ads_failed".to_owned(), message });
        }
        Ok(RunOutput { metadata: facts(batch, plan, &counts), partly: counts.failed > 0, warnings })
    }

    /// What of the choice of templates the plan could not follow; said once where several runs make it.
    fn left_out(&self, plan: &Plan) -> Vec<RunWarning> {
        let warning = |message| RunWarning { code: "templates_left_out".to_owned(), message };
        match Wanted::read(JobType::AdCreationV2, &self.cx.params) {
            Ok(wanted) if wanted.part_of.is_none() => plan.shortfall(&wanted.choice).into_iter().map(warning).collect(),
            _ => Vec::new(),
        }
    }

    async fn why_all_failed(&self, batch: &Batch) -> Result<AppError, Failure> {
        let (store, id) = (self.cx.store.clone(), batch.id.clone());
        let filter = store::creation::AdFilter { batch: Some(id), limit: 1, ..store::creation::AdFilter::default() };
        let ads = tokio::task::spawn_blocking(move || store.made_ads(&filter)).await??;
        let why = ads.iter().flat_map(|ad| &ad.files).find_map(|file| file.error.clone());
        Ok(AppError::invalid(
            format!("None of the ads could be made. {}", why.unwrap_or_default()).trim().to_owned(),
            "Mend what the ads say is missing, then make them again.",
        ))
    }

    /// Stops what this run filed behind it, once a person has stopped the run itself.
    async fn stop_parts(&self) -> Result<(), Failure> {
        let (ws, run, now) = (self.ws.clone(), self.cx.run, self.cx.clock.now());
        let stopped = tokio::task::spawn_blocking(move || {
            let run = ws.store.run(run)?;
            let parts = if run.cancel_requested { now::parts_beside(&ws, &run)? } else { Vec::new() };
            parts.iter().try_for_each(|part| Ok::<_, AppError>(ws.store.cancel_run(part.id, now).map(drop)?))
        });
        Ok(stopped.await??)
    }
}

fn begin(ws: &Workspace, cx: &RunContext, job_type: JobType) -> Result<(Batch, Plan), Failure> {
    let id = cx.run.to_string();
    let batch = match cx.store.batch(&id) {
        Ok(batch) => batch,
        Err(store::StoreError::NoSuchRow { .. }) => {
            let plan = planned(ws, cx, job_type)?;
            let new = NewBatch {
                id,
                product: plan.product.clone(),
                name: now::name_of_batch(&plan, cx.store.run(cx.run)?),
                parameters: cx.params.clone(),
                planned_ads: u32::try_from(plan.ads.len()).unwrap_or(u32::MAX),
                planned_files: plan.files(),
                plan: serde_json::to_value(&plan).map_err(AppError::internal)?,
            };
            cx.store.open_batch(&new, Some(&cx.lease), cx.clock.now())?
        }
        Err(error) => return Err(error.into()),
    };
    let plan: Plan = serde_json::from_value(batch.plan.clone())
        .map_err(|error| AppError::internal(format!("the plan of the batch is unreadable: {error}")))?;
    if !plan.behind.is_empty() {
        // From the plan that is written: a run that was killed before it had filed them all files the same ones.
        now::file_parts(ws, cx.run, &read(job_type, cx)?, &plan.behind)?;
    }
    let items: Vec<String> = plan.ads.iter().map(draw::item).collect();
    cx.store.plan_items(&cx.lease, &items)?;
    Ok((batch, plan))
}

fn read(job_type: JobType, cx: &RunContext) -> Result<Wanted, AppError> {
    Wanted::read(job_type, &cx.params)
        .map_err(|error| AppError::invalid(error.to_string(), "Edit the schedule and correct the parameter."))
}

/// What this run makes: of a plan that takes several runs the first part, with the others behind it.
fn planned(ws: &Workspace, cx: &RunContext, job_type: JobType) -> Result<Plan, AppError> {
    let mut wanted = read(job_type, cx)?;
    if let Some(job) = cx.job
        && matches!(cx.store.job(job)?.settings.when, When::Cron(_))
    {
        wanted = wanted.at(cx.due_at);
    }
    let plan = plan::plan(ws, &wanted)?;
    let mut parts = plan::runs(plan, wanted.over_cap, plan::cap(ws)?)?.into_iter();
    let first = parts.next().ok_or_else(|| AppError::internal("a plan of no ads"))?;
    Ok(Plan { behind: parts.collect(), ..first })
}

/// Figures and facts of a batch, for the page of its run.
fn facts(batch: &Batch, plan: &Plan, counts: &BatchCounts) -> Value {
    let mut templates: Vec<&str> = plan.ads.iter().map(|ad| ad.spec.template.as_str()).collect();
    templates.dedup();
    json!({
        "batch": batch.id, "product_id": batch.product, "planned": batch.planned_ads, "planned_files": batch.planned_files,
        "attempted": counts.attempted, "approved": counts.approved, "rejected": counts.rejected,
        "flagged": counts.flagged, "failed": counts.failed, "files": counts.files, "seed": plan.seed.to_string(),
        "templates": templates, "fallback": plan.selection.as_ref().and_then(|selection| selection.fallback),
    })
}
