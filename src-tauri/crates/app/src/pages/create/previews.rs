//! Drawings for the board, fast: what is known of a product is read once, a newer drawing for the same place on screen
//! stops the older one, and the pictures wait in memory until the window fetches them as bytes.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use creative::encode::{self, Stamp};
use creative::{Cancel, CanvasSize, Drawn, Mend, Order, Template};
use sha2::{Digest as _, Sha256};
use store::creation::AdStatus;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;

use super::{AdJudgement, AdVerdict, BoardAd, JudgeAsk, Preview, PreviewAsk, PreviewText, check_row};
use crate::creation::draw::{self, Identity, Setting};
use crate::creation::likeness::{self, Prints};
use crate::creation::plan::{self, Plan};
use crate::creation::{AdSpec, HookSpec, Wanted};
use crate::{AppError, Changed, Workspace};

/// Drawings that wait in memory may take this many bytes together; the oldest go first.
const KEPT_BYTES: usize = 96 << 20;

/// Drawings for the window. One serves the whole window; it forgets what it knows when another file is opened or the
/// library changes.
#[derive(Debug, Default)]
pub struct Previews {
    known: Mutex<Known>,
    running: Mutex<BTreeMap<String, Cancel>>,
    pictures: Mutex<Pictures>,
}

/// What was read of the open file.
#[derive(Debug, Default)]
struct Known {
    file: Option<PathBuf>,
    changes: Option<Receiver<Changed>>,
    /// How often something changed that was kept here.
    changes_heard: u64,
    settings: BTreeMap<String, Arc<Setting>>,
    /// Everything that ads are compared with.
    prints: Option<Arc<Prints>>,
    /// What repair changed in ads that were checked, by ad and size: a drawing shows them mended.
    mends: BTreeMap<String, BTreeMap<CanvasSize, Vec<Mend>>>,
}

#[derive(Debug, Default)]
struct Pictures {
    kept: VecDeque<(String, Arc<[u8]>)>,
    bytes: usize,
}

impl Previews {
    /// Draws an ad in one size.
    ///
    /// # Errors
    /// `cancelled` when a newer drawing for the same place came; `invalid_input` with what the product lacks.
    pub fn draw(&self, ws: &Workspace, ask: &PreviewAsk) -> Result<Preview, AppError> {
        let turn = self.turn(&ask.place);
        let setting = self.setting(ws, &ask.ad.product)?;
        let template = setting.template(&ask.ad.template)?;
        let size = CanvasSize::from(ask.size);
        let mut order = setting.stock.order(template, &spec_of(&ask.ad), &[size])?;
        if ask.mended {
            order.mends = self.mends(ws, &ask.ad, size)?;
        }
        let (drawn, picture) = self.picture_of(ws, &order, template, (size, ask.width), &turn)?;
        self.done(&ask.place, &turn);
        Ok(Preview { picture, size: ask.size, texts: texts(&order, &drawn, template), photo: photo(&order) })
    }

    /// Draws an order this many pixels across and keeps the picture; its name.
    pub(super) fn picture_of(
        &self,
        ws: &Workspace,
        order: &Order,
        template: &Template,
        (size, width): (CanvasSize, u32),
        turn: &Cancel,
    ) -> Result<(Drawn, String), AppError> {
        let drawn = ws.drawing.studio()?.preview(order, size, width.clamp(40, size.pixels().0), turn)?;
        let stamp =
            Stamp { ad: String::new(), tag: String::new(), template: template.id.clone(), version: template.version };
        let picture = self.keep(encode::png(&drawn, &stamp)?);
        Ok((drawn, picture))
    }

    /// Draws an ad at full size in all its sizes, mends it and checks it, as a run would.
    ///
    /// # Errors
    /// `cancelled` when a newer check of the same ad came; `invalid_input` with what the product lacks.
    pub fn judge(&self, ws: &Workspace, ask: &JudgeAsk) -> Result<AdJudgement, AppError> {
        let turn = self.turn(&format!("judge {}", ask.place));
        let setting = self.setting(ws, &ask.ad.product)?;
        let prints = self.prints(ws)?;
        let spec = AdSpec { copy: Some(crate::pages::review::stored_copy(ask.copy.clone())), ..spec_of(&ask.ad) };
        let wanted = Wanted {
            ads: vec![spec],
            sizes: ask.sizes.iter().copied().map(Into::into).collect(),
            ..Wanted::of(ask.ad.product.clone())
        };
        let plan: Plan = plan::plan_with(ws, &wanted, &setting.stock, &setting.templates)?;
        let planned = plan.ads.first().ok_or_else(|| AppError::internal("a plan of no ads"))?;
        let identity = Identity::of(ws, "board", &plan, planned)?;
        let made = draw::make(&setting, &plan, planned, &identity, &prints, &turn)?.ad;
        self.done(&format!("judge {}", ask.place), &turn);
        let mends: BTreeMap<CanvasSize, Vec<Mend>> =
            serde_json::from_value(made.recipe["mends"].clone()).unwrap_or_default();
        let mended = mends.iter().filter(|(_, steps)| !steps.is_empty()).map(|(size, _)| (*size).into()).collect();
        self.known(ws).mends.insert(key(&ask.ad)?, mends);
        let mut steps: Vec<String> = Vec::new();
        for step in made.files.iter().flat_map(|file| &file.steps) {
            if !steps.contains(step) {
                steps.push(step.clone());
            }
        }
        let size_of = |stored: &str| stored.parse::<CanvasSize>().ok();
        Ok(AdJudgement {
            checks: made
                .files
                .iter()
                .flat_map(|file| {
                    let size = size_of(&file.canvas_size).map(Into::into);
                    file.checks.iter().map(move |check| check_row(check, size))
                })
                .collect(),
            verdict: verdict(made.files.iter().map(|file| file.status).max()),
            fingerprint: made.files.iter().find_map(|file| file.fingerprint).map(|bits| format!("{bits:016x}")),
            file_names: made
                .files
                .iter()
                .filter_map(|file| size_of(&file.canvas_size))
                .map(|size| format!("{}_{}.png", made.name.replace(identity.tag.as_str(), "########"), size.tag()))
                .collect(),
            mended,
            steps,
        })
    }

    /// The bytes of a drawing by its name, a PNG; `None` once it was forgotten.
    pub fn picture(&self, name: &str) -> Option<Arc<[u8]>> {
        let pictures = lock(&self.pictures);
        pictures.kept.iter().find(|(known, _)| known == name).map(|(_, bytes)| Arc::clone(bytes))
    }

    /// A flag for a new drawing of this place; the one before is raised.
    pub(super) fn turn(&self, place: &str) -> Cancel {
        let fresh = Cancel::new();
        if let Some(before) = lock(&self.running).insert(place.to_owned(), fresh.clone()) {
            before.cancel();
        }
        fresh
    }

    /// Forgets a flag whose drawing is over, unless a newer one took its place.
    pub(super) fn done(&self, place: &str, turn: &Cancel) {
        if !turn.is_cancelled() {
            lock(&self.running).remove(place);
        }
    }

    /// What every ad of a product is made with.
    pub(super) fn setting(&self, ws: &Workspace, product: &str) -> Result<Arc<Setting>, AppError> {
        let (kept, before) = {
            let known = self.known(ws);
            (known.settings.get(product).cloned(), known.changes_heard)
        };
        if let Some(setting) = kept
            && setting.today == plan::today(ws, &setting.stock.brand.id)?
        {
            return Ok(setting);
        }
        let setting = Arc::new(Setting::read(ws, product)?);
        let mut known = self.known(ws);
        // What changed while it was read may be missing in it: it serves this drawing and is not kept.
        if known.changes_heard == before {
            known.settings.insert(product.to_owned(), Arc::clone(&setting));
        }
        Ok(setting)
    }

    fn prints(&self, ws: &Workspace) -> Result<Arc<Prints>, AppError> {
        let before = {
            let known = self.known(ws);
            if let Some(prints) = &known.prints {
                return Ok(Arc::clone(prints));
            }
            known.changes_heard
        };
        let prints = Arc::new(likeness::prints(ws.store.known_fingerprints()?));
        let mut known = self.known(ws);
        if known.changes_heard == before {
            known.prints = Some(Arc::clone(&prints));
        }
        Ok(prints)
    }

    fn mends(&self, ws: &Workspace, ad: &BoardAd, size: CanvasSize) -> Result<Vec<Mend>, AppError> {
        let key = key(ad)?;
        let known = self.known(ws);
        Ok(known.mends.get(&key).and_then(|sizes| sizes.get(&size)).cloned().unwrap_or_default())
    }

    fn known(&self, ws: &Workspace) -> MutexGuard<'_, Known> {
        let mut known = lock(&self.known);
        if known.file.as_deref() != Some(ws.store.path()) {
            *known = Known {
                file: Some(ws.store.path().to_owned()),
                changes: Some(ws.events.subscribe()),
                ..Known::default()
            };
        }
        let stale = stale(known.changes.as_mut());
        if stale.library || stale.ads {
            known.changes_heard += 1;
        }
        if stale.library {
            known.settings.clear();
            known.mends.clear();
        }
        if stale.ads {
            known.prints = None;
        }
        known
    }

    /// Keeps bytes under the name of what they are.
    fn keep(&self, bytes: Vec<u8>) -> String {
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let name = format!("preview/{hash}");
        let mut pictures = lock(&self.pictures);
        if let Some(at) = pictures.kept.iter().position(|(known, _)| *known == name) {
            if let Some(again) = pictures.kept.remove(at) {
                pictures.kept.push_back(again);
            }
            return name;
        }
        pictures.bytes += bytes.len();
        pictures.kept.push_back((name.clone(), bytes.into()));
        while pictures.bytes > KEPT_BYTES {
            let Some((_, oldest)) = pictures.kept.pop_front() else { break };
            pictures.bytes -= oldest.len();
        }
        name
    }
}

#[derive(Debug, Default)]
struct Stale {
    /// What drawings follow from.
    library: bool,
    /// What they are compared with.
    ads: bool,
}

/// What was announced since the last look; missed announcements may have been anything.
fn stale(changes: Option<&mut Receiver<Changed>>) -> Stale {
    let mut stale = Stale::default();
    let Some(changes) = changes else { return Stale { library: true, ads: true } };
    loop {
        match changes.try_recv() {
            Ok(Changed::Library | Changed::Settings) => stale.library = true,
            Ok(Changed::Ads | Changed::Pictures) => stale.ads = true,
            Ok(_) => {}
            Err(TryRecvError::Lagged(_)) => stale = Stale { library: true, ads: true },
            Err(TryRecvError::Empty | TryRecvError::Closed) => return stale,
        }
    }
}

/// An ad by everything that its pixels follow from.
fn key(ad: &BoardAd) -> Result<String, AppError> {
    serde_json::to_string(ad).map_err(AppError::internal)
}

fn verdict(worst: Option<AdStatus>) -> AdVerdict {
    match worst {
        Some(AdStatus::Approved) => AdVerdict::Approved,
        Some(AdStatus::Flagged) => AdVerdict::Flagged,
        Some(AdStatus::Rejected) => AdVerdict::Rejected,
        Some(AdStatus::Pending | AdStatus::ReviewFailed) => AdVerdict::ReviewFailed,
        Some(AdStatus::GenerationFailed) | None => AdVerdict::GenerationFailed,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The board's ad as the use cases take it.
pub(super) fn spec_of(ad: &BoardAd) -> AdSpec {
    AdSpec {
        template: ad.template.clone(),
        hook: (!ad.hook.text.trim().is_empty())
            .then(|| HookSpec { id: ad.hook.id.clone(), text: ad.hook.text.trim().to_owned() }),
        offer: ad.offer.clone(),
        colour: ad.colour.into(),
        seed: u64::from(ad.seed),
        texts: ad.texts.iter().map(|text| (text.slot.clone(), text.text.clone())).collect(),
        picture: ad.picture.clone(),
        copy: None,
        sizes: None,
        parent: None,
    }
}

/// Every text that a person can change, where it stands.
fn texts(order: &Order, drawn: &Drawn, template: &Template) -> Vec<PreviewText> {
    let (width, height) = drawn.size.pixels();
    let (width, height) = (f64::from(width), f64::from(height));
    drawn
        .texts
        .iter()
        .filter(|text| !text.is_logo)
        .map(|text| PreviewText {
            slot: text.slot.to_string(),
            text: order.text(text.slot.as_str()).unwrap_or_default().to_owned(),
            x: f64::from(text.bounds.x) / width,
            y: f64::from(text.bounds.y) / height,
            width: f64::from(text.bounds.width) / width,
            height: f64::from(text.bounds.height) / height,
            limit: most(template, drawn.size, text.slot.as_str()),
        })
        .collect()
}

/// The most characters that the template allows in a slot of this size.
fn most(template: &Template, size: CanvasSize, slot: &str) -> Option<u32> {
    template.slots.get(slot).and_then(|rule| rule.most.get(&size)).copied()
}

/// The product's or the scene's picture, by its hash.
fn photo(order: &Order) -> Option<String> {
    ["product", "scene", "photo"]
        .into_iter()
        .find_map(|slot| order.content.pictures.get(slot))
        .map(|picture| picture.sha256.clone())
}
