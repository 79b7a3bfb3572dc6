//! The ads of a batch, made over the cores and kept in the order of the plan.

use std::pin::pin;
use std::sync::Arc;

use creative::{Cancel, CanvasSize, near};
use futures::stream::{self, Stream, StreamExt as _};
use serde_json::json;
use store::creation::{Batch, KnownFingerprint};
use store::jobs::{ItemStatus, Lease};
use store::{Store, StoreError};
use tokio::sync::watch;
use tokio::task::JoinError;
use units::Timestamp;

use super::{Work, facts};
use crate::creation::draw::{self, Finished, Identity, Setting, Turn};
use crate::creation::likeness::{self, Prints, Uncompared};
use crate::creation::plan::{Plan, PlannedAd};
use crate::creation::{cores, library};
use crate::failure::Failure;
use crate::{AppError, Changed, ErrorCode};

/// Synced pictures that are measured in one go, at most.
const MEASURED_AT_ONCE: u32 = 64;
/// So many bytes of them are in memory, or one picture.
const MEASURED_BYTES: u64 = 16 * 1024 * 1024;
/// And so many bytes of pixels.
const MEASURED_PIXELS: u64 = 64 * 1024 * 1024;
/// Synced pictures that one run measures at most before it begins; the next one goes on with them.
const MEASURED: u64 = 4_000;

/// What everything new is compared with.
struct Known {
    prints: Prints,
    /// Synced pictures that it lacks.
    uncompared: Uncompared,
}

/// The ad and the size that was begun last.
type Begun = Option<(usize, CanvasSize)>;

/// What the threads that draw share.
struct Desk {
    setting: Setting,
    plan: Plan,
    batch: String,
    cancel: Cancel,
    /// Sizes of one ad that are drawn at once.
    workers: usize,
    begun: watch::Sender<Begun>,
}

impl Desk {
    fn paint(&self, place: usize) -> Result<Finished, AppError> {
        let planned = &self.plan.ads[place];
        let identity = Identity::of(&self.setting.ws, &self.batch, &self.plan, planned)?;
        let begun = |size| {
            self.begun.send_replace(Some((place, size)));
        };
        let turn = Turn { cancel: &self.cancel, workers: self.workers, begun: &begun };
        draw::paint(&self.setting, &self.plan, planned, &identity, &turn)
    }
}

/// Stops what is being drawn when the run ends before it.
struct Stop(Cancel);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl Work {
    /// Makes every ad of the plan that is not made yet.
    pub(super) async fn all(&self, batch: &Batch, plan: &Plan) -> Result<(), Failure> {
        let (ws, product) = (self.ws.clone(), batch.product.clone());
        let setting = tokio::task::spawn_blocking(move || Setting::read(&ws, &product)).await??;
        let mut known = self.known().await?;
        let done = self.done().await?;
        let to_make: Vec<usize> =
            (0..plan.ads.len()).filter(|place| !done.contains(&draw::item(&plan.ads[*place]))).collect();
        let mut kept = (plan.ads.len() - to_make.len()) as u64;
        let total = plan.ads.len() as u64;
        let (begun, mut heard) = watch::channel(None);
        let cancel = Cancel::new();
        let _stop = Stop(cancel.clone());
        // An ad alone has the cores to itself; several share them.
        let workers = if to_make.len() > 1 { cores::sizes_at_once() } else { cores::at_once() };
        let desk = Arc::new(Desk {
            setting,
            plan: plan.clone(),
            batch: batch.id.clone(),
            cancel: cancel.clone(),
            workers,
            begun,
        });
        let painter = Arc::clone(&desk);
        let mut drawing = pin!(in_turn(to_make.clone(), cancel.clone(), move |place| painter.paint(place)));
        let mut places = to_make.into_iter();
        loop {
            tokio::select! {
                biased;
                () = self.cx.cancel.cancelled() => {
                    cancel.cancel();
                    // None is begun any more; those under way end within milliseconds, and what they made is not kept.
                    while let Some(painted) = drawing.next().await {
                        painted?.map(drop).or_else(unless_cancelled)?;
                    }
                    return Err(AppError::cancelled().into());
                }
                painted = drawing.next() => {
                    let (Some(painted), Some(place)) = (painted, places.next()) else { break };
                    let (mut finished, planned) = (painted??, &plan.ads[place]);
                    draw::compare(&desk.setting, plan, planned, &mut finished, &known.prints, known.uncompared);
                    let prints = prints(&finished, planned);
                    if self.keep(finished, planned).await? {
                        prints.into_iter().for_each(|print| {
                            let bits = print.bits;
                            known.prints.add(print, bits);
                        });
                    }
                    kept += 1;
                    let begun = *heard.borrow_and_update();
                    if let Some((place, size)) = begun {
                        self.tell(batch, plan, &plan.ads[place], size, (kept, total)).await?;
                    }
                    self.ws.announce(Changed::Runs { ids: vec![self.cx.run] });
                    self.ws.announce(Changed::Ads);
                }
                Ok(()) = heard.changed() => {
                    let begun = *heard.borrow_and_update();
                    if let Some((place, size)) = begun {
                        self.tell(batch, plan, &plan.ads[place], size, (kept, total)).await?;
                    }
                }
            }
        }
        self.cx.progress.set(total, Some(total), "ads", "Done");
        Ok(())
    }

    /// Everything that new ads are compared with. Synced pictures are measured when they are first needed.
    async fn known(&self) -> Result<Known, Failure> {
        self.measure().await?;
        let store = self.cx.store.clone();
        let known = move || Ok::<_, StoreError>((store.known_fingerprints()?, Uncompared::of(&store)?));
        let (prints, uncompared) = tokio::task::spawn_blocking(known).await??;
        Ok(Known { prints: likeness::prints(prints), uncompared })
    }

    /// Measures synced pictures, some at a time and each kept at once.
    async fn measure(&self) -> Result<(), Failure> {
        let store = self.cx.store.clone();
        let all = tokio::task::spawn_blocking(move || store.unmeasured_count()).await??;
        let mut measured = 0;
        while measured < all.min(MEASURED) {
            if self.cx.cancel.is_cancelled() {
                return Err(AppError::cancelled().into());
            }
            self.cx.progress.set(measured, Some(all.min(MEASURED)), "pictures", "Measuring synced pictures");
            let (store, lease) = (self.cx.store.clone(), self.cx.lease);
            let some = tokio::task::spawn_blocking(move || measure_some(&store, &lease)).await??;
            if some == 0 {
                break;
            }
            measured += some;
        }
        Ok(())
    }

    async fn done(&self) -> Result<Vec<String>, Failure> {
        let (store, run) = (self.cx.store.clone(), self.cx.run);
        let items = tokio::task::spawn_blocking(move || store.run_items(run)).await??;
        let over = |status| matches!(status, ItemStatus::Done | ItemStatus::Failed);
        Ok(items.into_iter().filter(|item| over(item.status)).map(|item| item.item).collect())
    }

    /// Keeps an ad and says whether it has its pictures. One that the file refuses is kept as failed, with why: the
    /// others are made all the same.
    async fn keep(&self, finished: Finished, planned: &PlannedAd) -> Result<bool, Failure> {
        let (store, lease, now, item) =
            (self.cx.store.clone(), self.cx.lease, self.cx.clock.now(), draw::item(planned));
        let kept = tokio::task::spawn_blocking(move || {
            let finished = match put(&store, &lease, &finished, &item, now) {
                Err(StoreError::Constraint(what)) => {
                    tracing::warn!(what, ad = finished.ad.id, "the file refused an ad");
                    let refused = finished.refused(refusal(&what));
                    put(&store, &lease, &refused, &item, now).map(|()| refused)
                }
                stored => stored.map(|()| finished),
            }?;
            Ok::<_, StoreError>(finished.ad.files.into_iter().find_map(|file| file.error))
        });
        let failed = kept.await??;
        if let Some(error) = &failed {
            self.cx.log.warn(format!("{} could not be made: {error}", planned.template_name));
        }
        Ok(failed.is_none())
    }

    /// Tells how far the run is and what was begun last, for the page of the run and for everybody who watches.
    async fn tell(
        &self,
        batch: &Batch,
        plan: &Plan,
        ad: &PlannedAd,
        size: CanvasSize,
        (kept, total): (u64, u64),
    ) -> Result<(), Failure> {
        let message = format!("{}, {}, {}", ad.template_name, size.words(), ad.spec.colour);
        self.cx.progress.set(kept, Some(total), "ads", &message);
        let counts = self.counts(batch).await?;
        let mut facts = facts(batch, plan, &counts);
        facts["current_template"] = ad.template_name.clone().into();
        facts["current_size"] = size.words().into();
        facts["current_color"] = ad.spec.colour.name().into();
        let (store, lease) = (self.cx.store.clone(), self.cx.lease);
        tokio::task::spawn_blocking(move || store.note_run_facts(&lease, &facts)).await??;
        Ok(())
    }
}

/// Work over the places, a few at once and handed out in their order. When the flag is raised nothing more is begun.
fn in_turn<T: Send + 'static>(
    places: Vec<usize>,
    cancel: Cancel,
    paint: impl Fn(usize) -> T + Clone + Send + 'static,
) -> impl Stream<Item = Result<T, JoinError>> {
    stream::iter(places.into_iter().take_while(move |_place| !cancel.is_cancelled()))
        .map(move |place| {
            let paint = paint.clone();
            tokio::task::spawn_blocking(move || paint(place))
        })
        .buffered(cores::ads_at_once())
}

/// Writes an ad with its pictures and marks its item.
fn put(store: &Store, lease: &Lease, finished: &Finished, item: &str, now: Timestamp) -> Result<(), StoreError> {
    if let Some(state) = &finished.template {
        store.keep_template_state(state, Some(lease))?;
    }
    // One picture a commit; an ad whose process dies in between has pictures without an ad, found again by hash.
    for picture in &finished.pictures {
        store.keep_media(picture, Some(lease), now)?;
    }
    let files: Vec<&str> = finished.ad.files.iter().filter_map(|file| file.sha256.as_deref()).collect();
    let detail = json!({ "ad": finished.ad.id, "tag": finished.ad.tag, "files": files });
    store.store_ad(&finished.ad, Some((item, &detail)), Some(lease), now)
}

/// Why the file refuses an ad, in words, by the rule that it names.
fn refusal(rule: &str) -> &'static str {
    match rule {
        rule if rule.contains("position") => {
            "It has more primary texts or headlines than Meta takes. Give it five of each at most."
        }
        rule if rule.contains("generated_ads") => "A size is named twice. Name each of its sizes once.",
        rule if rule.contains("FOREIGN KEY") => {
            "The ad that it adds sizes to, or its product, is not in the file any more. Plan it anew."
        }
        _ => "It cannot be kept as it was planned. Plan it anew; the program's log says which rule it breaks.",
    }
}

/// A drawing that was told to stop has not failed.
fn unless_cancelled(error: AppError) -> Result<(), AppError> {
    if error.code == ErrorCode::Cancelled { Ok(()) } else { Err(error) }
}

/// Measures the next few synced pictures and keeps their bits; gives how many.
fn measure_some(store: &Store, lease: &Lease) -> Result<u64, AppError> {
    let pictures = store.unmeasured_pictures(MEASURED_AT_ONCE, MEASURED_BYTES)?;
    let largest = pictures.iter().map(|picture| 4 * picture.pixels).max().unwrap_or(0).max(1);
    let workers = usize::try_from(MEASURED_PIXELS / largest).unwrap_or(1).clamp(1, cores::at_once());
    let mut measured = Vec::with_capacity(pictures.len());
    let bits = |at: usize| {
        // A picture in a format that is not read here cannot be compared and has no bits: the check says how many.
        Ok::<_, AppError>(library::pixels(&pictures[at].data).map_or(0, |pixels| near::fingerprint(&pixels)))
    };
    cores::in_order(pictures.len(), workers, bits, |at, bits| {
        measured.push((pictures[at].sha256.clone(), bits));
        Ok(())
    })?;
    store.note_fingerprints(&measured, Some(lease))?;
    Ok(measured.len() as u64)
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn once_it_is_cancelled_nothing_more_is_begun() {
        let (cancel, begun) = (Cancel::new(), Arc::new(AtomicUsize::new(0)));
        let count = Arc::clone(&begun);
        let paint = move |place: usize| {
            count.fetch_add(1, Ordering::SeqCst);
            place
        };
        let mut drawing = pin!(in_turn((0..500).collect(), cancel.clone(), paint));
        assert_eq!(drawing.next().await.unwrap().unwrap(), 0);
        cancel.cancel();
        let mut rest = 0;
        while let Some(painted) = drawing.next().await {
            painted.unwrap();
            rest += 1;
        }
        assert!(rest < cores::ads_at_once(), "{rest} were under way");
        assert_eq!(begun.load(Ordering::SeqCst), 1 + rest);
    }

    #[tokio::test]
    async fn few_ads_are_in_memory_and_they_come_in_order() {
        let (held, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (holds, peak) = (Arc::clone(&held), Arc::clone(&most));
        let paint = move |place: usize| {
            peak.fetch_max(holds.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            place
        };
        let mut drawing = pin!(in_turn((0..200).collect(), Cancel::new(), paint));
        let mut taken = Vec::new();
        while let Some(painted) = drawing.next().await {
            taken.push(painted.unwrap());
            held.fetch_sub(1, Ordering::SeqCst);
        }
        assert_eq!(taken, (0..200).collect::<Vec<_>>());
        // The one that is being taken, and those behind it: however many cores there are.
        assert!(most.load(Ordering::SeqCst) <= 4, "{most:?}");
    }
}
