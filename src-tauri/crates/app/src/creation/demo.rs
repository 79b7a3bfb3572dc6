//! The demo's brands: their library, ads made of it, and the pictures of the ads that its accounts run.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use creative::fill::{self, BrandFile};
use creative::repair::{self, Rules};
use creative::{Cancel, CanvasSize, ColourMode, Order, Template, encode};
use units::RunId;

use super::brand_file::{self, BrandReport};
use super::params::{Choice, Hooks, OfferChoice, Wanted};
use super::{Drawing, now, recipe};
use crate::{AppError, Workspace};

include!(concat!(env!("OUT_DIR"), "/demo_files.rs"));

/// The demo's brands by the folders of their files, each with the currency that its account is billed in.
const BRANDS: [(&str, &str); 2] = [("saltwick", "USD"), ("fuchs-foehre", "EUR")];
/// The seed of the demo's own ads.
const SEED: u64 = 24;

/// Puts both brands into the library, once, and says which account advertises which. Gives whether they were new.
///
/// # Errors
/// As the file fails.
pub fn library(ws: &Workspace) -> Result<bool, AppError> {
    let known = ws.store.library_brands()?;
    let before = ws.store.last_library_change()?;
    let mut new = false;
    for (folder, currency) in BRANDS {
        let file = brand_text(folder)?;
        let name = BrandFile::read(file).map_err(AppError::internal)?.brand.name;
        let id = match known.iter().find(|brand| brand.name == name) {
            Some(brand) => brand.id.clone(),
            None => {
                new = true;
                import(ws, folder)?.brand
            }
        };
        for account in ws.store.accounts()?.iter().filter(|account| account.currency.code() == currency) {
            ws.store.link_brand(&account.id, &id, true)?;
        }
    }
    if new {
        ws.store.forget_library_changes(before)?;
    }
    Ok(new)
}

/// Files one batch for each brand, unless the file has ads already.
///
/// # Errors
/// As the file fails.
pub fn file_ads(ws: &Workspace) -> Result<Vec<RunId>, AppError> {
    if ws.store.ads_made()? > 0 {
        return Ok(Vec::new());
    }
    let mut runs = Vec::new();
    for brand in ws.store.library_brands()?.into_iter().filter(|brand| brand.active) {
        // The product that most is known of: the one with the most hooks.
        let mut products = ws.store.products(Some(&brand.id))?;
        products.retain(|product| product.active);
        let mut best: Option<(usize, String)> = None;
        for product in products {
            let hooks = ws.store.hooks(&product.id)?.len();
            if best.as_ref().is_none_or(|(most, _)| hooks > *most) {
                best = Some((hooks, product.id));
            }
        }
        if let Some((_, product)) = best {
            runs.extend(now::file(ws, &first_batch(&product))?);
        }
    }
    Ok(runs)
}

fn first_batch(product: &str) -> Wanted {
    Wanted {
        choice: Choice::BestMatch(8),
        hooks: Hooks::Best(1),
        offer: OfferChoice::Default,
        seed: SEED,
        ..Wanted::of(product)
    }
}

/// What the demo's weekly schedule makes: six new ads by lot.
#[must_use]
pub fn weekly(product: &str) -> Wanted {
    Wanted { choice: Choice::Shuffle(6), seed: SEED, name: Some("Weekly ads".to_owned()), ..Wanted::of(product) }
}

fn import(ws: &Workspace, folder: &str) -> Result<BrandReport, AppError> {
    brand_file::import(ws, brand_text(folder)?, |name| bytes(folder, name).map(<[u8]>::to_vec))
}

fn brand_text(folder: &str) -> Result<&'static str, AppError> {
    let text =
        bytes(folder, "brand.toml").ok_or_else(|| AppError::internal(format!("the demo has no brand {folder}")))?;
    std::str::from_utf8(text).map_err(AppError::internal)
}

/// A file of a brand, or of the products that all brands share.
fn bytes(folder: &str, name: &str) -> Option<&'static [u8]> {
    let find = |place: &str| FILES.iter().find(|(label, file, _)| *label == place && *file == name);
    find(folder).or_else(|| find("products")).map(|(_, _, bytes)| *bytes)
}

/// An ad of a story that a demo account runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoryAd<'a> {
    /// The composition, as the story calls it.
    pub composition: &'a str,
    /// Whether it is Saltwick's; else Fuchs & Föhre's.
    pub saltwick: bool,
    /// The size.
    pub size: CanvasSize,
}

/// JPEGs by composition and size.
type Drawn = BTreeMap<(String, CanvasSize), Arc<[u8]>>;

/// Draws the ads that the demo's accounts run, by the renderer that makes all others.
#[derive(Debug, Default)]
pub struct StoryPictures {
    drawing: Drawing,
    brands: OnceLock<Vec<BrandFile>>,
    drawn: Mutex<Drawn>,
}

/// Which template, hook (by its id) and product stand for a composition.
struct Cast {
    template: &'static str,
    product: &'static str,
    hook: &'static str,
}

impl StoryPictures {
    /// The picture as JPEG; `None` if it cannot be drawn here.
    #[must_use]
    pub fn jpeg(&self, ad: StoryAd<'_>) -> Option<Arc<[u8]>> {
        let key = (ad.composition.to_owned(), ad.size);
        if let Some(known) = self.drawn.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Some(Arc::clone(known));
        }
        let bytes: Arc<[u8]> = match self.draw(ad) {
            Ok(bytes) => bytes.into(),
            Err(error) => {
                tracing::warn!(composition = ad.composition, %error, "a picture of the demo could not be drawn");
                return None;
            }
        };
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&bytes));
        Some(bytes)
    }

    fn draw(&self, ad: StoryAd<'_>) -> Result<Vec<u8>, AppError> {
        let folder = if ad.saltwick { BRANDS[0].0 } else { BRANDS[1].0 };
        let file = &self.brands()?[usize::from(!ad.saltwick)];
        let cast = cast(ad.composition);
        let product = file.products.iter().find(|product| product.slug == cast.product).or(file.products.first());
        let product = product.ok_or_else(|| AppError::internal("a demo brand without products"))?;
        let hook = product.hooks.iter().position(|hook| hook.id == cast.hook).unwrap_or(0);
        let brief = file
            .brief(product, hook, Some(0), |name| bytes(folder, name).map(<[u8]>::to_vec))
            .map_err(AppError::internal)?;
        let (template, content) = self.fitting(cast.template, &brief)?;
        let mut look = file.look();
        look.logo = logo(folder, "logo.png")?;
        look.logo_on_dark = logo(folder, "logo-on-dark.png")?;
        let order = Order {
            template,
            look: Arc::new(look),
            content,
            colour: ColourMode::Original,
            sizes: vec![ad.size],
            mends: Vec::new(),
        };
        let rules = Rules {
            specs: &creative::check::Specs::bundled(),
            brief: &brief,
            today: units::AccountDate::from_number(0),
        };
        let drawn = repair::draw(&*self.drawing.studio()?, &order, &rules, &Cancel::new())?;
        let drawn = drawn.first().ok_or_else(|| AppError::internal("a drawing of no size"))?;
        Ok(encode::jpeg(drawn, &recipe::stamp("", "", &order.template), 90)?)
    }

    /// The template that the composition asks for, or the first one that this product can fill.
    fn fitting(&self, wanted: &str, brief: &fill::Brief) -> Result<(Arc<Template>, creative::Content), AppError> {
        let all = self.drawing.bundled()?;
        let wanted_first = all.iter().filter(|template| template.id == wanted).chain(all);
        for template in wanted_first {
            if let Ok(content) = fill::fill(template, brief, SEED) {
                return Ok((Arc::clone(template), content));
            }
        }
        Err(AppError::internal("no template suits a demo product"))
    }

    fn brands(&self) -> Result<&[BrandFile], AppError> {
        if let Some(brands) = self.brands.get() {
            return Ok(brands);
        }
        let mut brands = Vec::new();
        for (folder, _) in BRANDS {
            brands.push(BrandFile::read(brand_text(folder)?).map_err(AppError::internal)?);
        }
        Ok(self.brands.get_or_init(|| brands))
    }
}

fn logo(folder: &str, name: &str) -> Result<Option<creative::Picture>, AppError> {
    Ok(bytes(folder, name).map(|bytes| creative::Picture::read(bytes.to_vec())).transpose()?)
}

/// Which ad of the brand's own a composition stands for.
fn cast(composition: &str) -> Cast {
    let (template, product, hook) = match composition {
        "statement-nine" => ("statement", "starter-set", "nine-bottles"),
        "statement-water" => ("statement", "refills", "carry-water"),
        "offer" => ("offer-first", "starter-set", "once"),
        "offer-home" => ("offer-first", "whole-home", "whole-home-59"),
        "price-math" => ("price-math", "starter-set", "once"),
        "quote" => ("quote-hero", "starter-set", "nine-bottles"),
        "hero" => ("product-hero", "starter-set", "buy-once"),
        "callouts" => ("callouts", "starter-set", "simple"),
        "us-vs-them" => ("us-vs-them", "starter-set", "paying-for-water"),
        "scene-hide" => ("headline-on-scene", "starter-set", "hide"),
        "de-milch" => ("statement", "espresso-250", "milch"),
        "de-tasse" => ("price-math", "espresso-250", "tasse"),
        "de-montag" => ("headline-on-scene", "espresso-250", "montag"),
        "de-bitter" => ("product-hero", "espresso-250", "bitter"),
        "de-probierset" => ("offer-first", "probierset", "probierset"),
        "de-hero" => ("callouts", "espresso-250", "montag"),
        _ => ("product-hero", "", ""),
    };
    Cast { template, product, hook }
}
