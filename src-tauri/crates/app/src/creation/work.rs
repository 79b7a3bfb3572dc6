//! The jobs `ad_creation` and `ad_creation_v2`: a plan, made ad by ad.
//!
//! The plan is written before the first ad and the ledger has one item an ad, so a run that was killed goes on with
//! the ad it was at and makes what it had planned, whatever was edited meanwhile. An ad is stored with its sizes,
//! checks and copy, and its item marked, in one fenced commit. One failed ad ends nothing; a run in which all fail has
//! failed. Nothing here asks for a Meta account.

use std::sync::Arc;

use creative::{Cancel, near};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use scheduler::{Handler, Limits, ParamError, RunContext, RunError, RunOutput, RunWarning};
use serde_json::{Value, json};
use store::creation::{Batch, BatchCounts, KnownFingerprint, NewBatch};
use store::jobs::{ItemStatus, When};
use units::JobType;

use super::draw::{self, Finished, Identity, Setting};
use super::params::Wanted;
use super::plan::{self, Plan, PlannedAd};
use crate::failure::Failure;
use crate::{AppError, Changed, ErrorCode, Workspace};

/// Synced pictures that a run measures at most before it begins; the rest comes with the next one.
const MEASURED: u32 = 400;

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

    async fn attempt(&self, cx: &RunContext) -> Result<RunOutput, Failure> {
        let work = Work { ws: self.ws.clone(), cx: cx.clone() };
        let (batch, plan) = work.begin(self.job_type).await?;
        let made = work.all(&batch, &plan).await;
        match made {
            Ok(()) => work.end(&batch, &plan).await,
            Err(failure) => {
                work.stopped(&batch).await?;
                Err(failure)
            }
        }
    }
}

impl Handler for AdCreation {
    fn job_type(&self) -> JobType {
        self.job_type
    }

    fn check_params(&self, params: &Value) -> Result<(), ParamError> {
        Wanted::read(self.job_type, params).map(drop)
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
        async move { handler.attempt(&cx).await.map_err(|failure| failure.into_run_error(cx.clock.now())) }.boxed()
    }
}

struct Work {
    ws: Workspace,
    cx: RunContext,
}

impl Work {
    /// The batch of this run with its plan: the one that an earlier try wrote, or a new one.
    async fn begin(&self, job_type: JobType) -> Result<(Batch, Plan), Failure> {
        let (ws, cx) = (self.ws.clone(), self.cx.clone());
        let begun = tokio::task::spawn_blocking(move || begin(&ws, &cx, job_type)).await??;
        self.ws.announce(Changed::Ads);
        Ok(begun)
    }

    async fn all(&self, batch: &Batch, plan: &Plan) -> Result<(), Failure> {
        let (ws, product) = (self.ws.clone(), batch.product.clone());
        let setting = Arc::new(tokio::task::spawn_blocking(move || Setting::read(&ws, &product)).await??);
        let mut known = self.known().await?;
        let done = self.done().await?;
        let total = plan.ads.len() as u64;
        let plan = Arc::new(plan.clone());
        for (place, planned) in plan.ads.iter().enumerate() {
            if done.contains(&draw::item(planned)) {
                continue;
            }
            if self.cx.cancel.is_cancelled() {
                return Err(AppError::cancelled().into());
            }
            self.tell(batch, &plan, planned, place as u64, total).await?;
            let finished = self.one(&setting, &plan, place, batch, &known).await?;
            known.extend(prints(&finished, planned));
            self.keep(finished, planned).await?;
            self.ws.announce(Changed::Ads);
        }
        self.cx.progress.set(total, Some(total), "ads", "Done");
        Ok(())
    }

    /// Everything that new ads are compared with. Synced pictures are measured when they are first needed.
    async fn known(&self) -> Result<Vec<KnownFingerprint>, Failure> {
        let (store, lease) = (self.cx.store.clone(), self.cx.lease);
        let known = tokio::task::spawn_blocking(move || {
            let mut measured = Vec::new();
            for picture in store.unmeasured_pictures(MEASURED)? {
                // A picture in a format that is not read here cannot be compared, and gets the bits of an empty one.
                let bits = super::library::pixels(&picture.data).map_or(0, |pixels| near::fingerprint(&pixels));
                measured.push((picture.sha256, bits));
            }
            store.note_fingerprints(&measured, Some(&lease))?;
            store.known_fingerprints()
        });
        Ok(known.await??.into_iter().filter(|print| print.bits != 0).collect())
    }

    async fn done(&self) -> Result<Vec<String>, Failure> {
        let (store, run) = (self.cx.store.clone(), self.cx.run);
        let items = tokio::task::spawn_blocking(move || store.run_items(run)).await??;
        let over = |status| matches!(status, ItemStatus::Done | ItemStatus::Failed);
        Ok(items.into_iter().filter(|item| over(item.status)).map(|item| item.item).collect())
    }

    async fn one(
        &self,
        setting: &Arc<Setting>,
        plan: &Arc<Plan>,
        place: usize,
        batch: &Batch,
        known: &[KnownFingerprint],
    ) -> Result<Finished, Failure> {
        let cancel = Cancel::new();
        let (setting, plan, batch, known, raised) =
            (Arc::clone(setting), Arc::clone(plan), batch.id.clone(), known.to_vec(), cancel.clone());
        let mut drawing = tokio::task::spawn_blocking(move || {
            let planned = &plan.ads[place];
            let identity = Identity::of(&setting.ws, &batch, &plan, planned)?;
            draw::make(&setting, &plan, planned, &identity, &known, &raised)
        });
        tokio::select! {
            made = &mut drawing => Ok(made??),
            () = self.cx.cancel.cancelled() => {
                cancel.cancel();
                // The drawing ends by itself within milliseconds; what it made is not kept.
                drawing.await?.map(drop).or_else(|error| match error.code {
                    ErrorCode::Cancelled => Ok(()),
                    _ => Err(error),
                })?;
                Err(AppError::cancelled().into())
            }
        }
    }

    async fn keep(&self, finished: Finished, planned: &PlannedAd) -> Result<(), Failure> {
        let (store, lease, now, item) =
            (self.cx.store.clone(), self.cx.lease, self.cx.clock.now(), draw::item(planned));
        let error = finished.ad.files.iter().find_map(|file| file.error.clone());
        if let Some(error) = error {
            self.cx.log.warn(format!("{} could not be made: {error}", planned.template_name));
        }
        tokio::task::spawn_blocking(move || {
            // One picture a commit; an ad whose process dies in between has pictures without an ad, found again by hash.
            for picture in &finished.pictures {
                store.keep_media(picture, Some(&lease), now)?;
            }
            let files: Vec<&str> = finished.ad.files.iter().filter_map(|file| file.sha256.as_deref()).collect();
            let detail = json!({ "ad": finished.ad.id, "tag": finished.ad.tag, "files": files });
            store.store_ad(&finished.ad, Some((&item, &detail)), Some(&lease), now)
        })
        .await??;
        Ok(())
    }

    /// Tells how far the run is and what it is at, for the page of the run and for everybody who watches.
    async fn tell(&self, batch: &Batch, plan: &Plan, ad: &PlannedAd, done: u64, total: u64) -> Result<(), Failure> {
        let sizes: Vec<&str> = plan.sizes_of(ad).iter().map(|size| size.words()).collect();
        let message = format!("{}, {}, {}", ad.template_name, sizes.join(" "), ad.spec.colour);
        self.cx.progress.set(done, Some(total), "ads", &message);
        let counts = self.counts(batch).await?;
        let mut facts = facts(batch, plan, &counts);
        facts["current_template"] = ad.template_name.clone().into();
        facts["current_size"] = sizes.join(", ").into();
        facts["current_color"] = ad.spec.colour.name().into();
        let (store, lease) = (self.cx.store.clone(), self.cx.lease);
        tokio::task::spawn_blocking(move || store.note_run_facts(&lease, &facts)).await??;
        Ok(())
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
            "{} of {} ads made: {} pass all checks, {} need a look, {} are rejected, {} failed.",
            counts.attempted - counts.failed,
            counts.attempted,
            counts.approved,
            counts.flagged,
            counts.rejected,
            counts.failed
        ));
        if all_failed {
            return Err(self.why_all_failed(batch).await?.into());
        }
        let mut warnings = Vec::new();
        if counts.failed > 0 {
            let message = format!("{} of {} ads could not be made; each says why.", counts.failed, counts.attempted);
            warnings.push(RunWarning { code: "ads_failed".to_owned(), message });
        }
        Ok(RunOutput { metadata: facts(batch, plan, &counts), partly: counts.failed > 0, warnings })
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

    /// Notes on the batch that a person stopped it; a run that only waits or died goes on by itself.
    async fn stopped(&self, batch: &Batch) -> Result<(), Failure> {
        let (store, run, id, now, lease) =
            (self.cx.store.clone(), self.cx.run, batch.id.clone(), self.cx.clock.now(), self.cx.lease);
        let noted = tokio::task::spawn_blocking(move || {
            if store.run(run)?.cancel_requested {
                store.close_batch(&id, "cancelled", None, Some(&lease), now)
            } else {
                Ok(())
            }
        });
        match noted.await? {
            Ok(()) | Err(store::StoreError::LeaseLost) => Ok(()),
            Err(error) => Err(error.into()),
        }
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
                name: plan.name.clone(),
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
    let items: Vec<String> = plan.ads.iter().map(draw::item).collect();
    cx.store.plan_items(&cx.lease, &items)?;
    Ok((batch, plan))
}

/// What this run makes: of a plan that takes several runs the first part, with the others filed behind it.
fn planned(ws: &Workspace, cx: &RunContext, job_type: JobType) -> Result<Plan, Failure> {
    let wrong =
        |error: ParamError| AppError::invalid(error.to_string(), "Edit the schedule and correct the parameter.");
    let mut wanted = Wanted::read(job_type, &cx.params).map_err(wrong)?;
    if let Some(job) = cx.job
        && matches!(cx.store.job(job)?.settings.when, When::Cron(_))
    {
        wanted = wanted.at(cx.due_at);
    }
    let plan = plan::plan(ws, &wanted)?;
    let mut parts = plan::runs(plan, wanted.over_cap, plan::cap(ws)?)?.into_iter();
    let first = parts.next().ok_or_else(|| AppError::internal("a plan of no ads"))?;
    for (place, part) in parts.enumerate() {
        super::now::file_part(ws, cx.run, place + 2, &wanted, part)?;
    }
    Ok(first)
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

fn prints(finished: &Finished, planned: &PlannedAd) -> Vec<KnownFingerprint> {
    let ad = &finished.ad;
    let print = |file: &store::creation::NewFile| {
        Some(KnownFingerprint {
            bits: file.fingerprint?,
            name: ad.name.clone(),
            made_ad: Some(ad.id.clone()),
            idea: Some((ad.batch.clone(), planned.index)),
            canvas_size: Some(file.canvas_size.clone()),
        })
    };
    ad.files.iter().filter_map(print).collect()
}
