//! One ad of a plan: drawn, mended, checked, in all its sizes.
//!
//! Ads are drawn side by side ([`paint`]) and compared with all others one after the other ([`compare`]), so that what
//! a run makes does not depend on how many cores it has.

use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use creative::check::Specs;
use creative::name::Pattern;
use creative::repair::Rules;
use creative::tag::{Tag, tag};
use creative::{Cancel, CanvasSize, Template};
use store::creation::{AdCopy, AdStatus, KnownFingerprint, NewAd, NewFile, NewMedia, TemplateState};
use units::AccountDate;

use super::judge::{Judge, all_sizes};
use super::likeness::{Prints, Uncompared};
use super::plan::{Plan, PlannedAd};
use super::recipe::Recipe;
use super::templates::{self, Templates};
use super::{Stock, copy, cores, likeness, names};
use crate::{AppError, Workspace};

/// What every ad of a batch is made with, read once.
#[derive(Debug)]
pub struct Setting {
    /// The workspace.
    pub ws: Workspace,
    /// The product.
    pub stock: Stock,
    /// Templates by id.
    pub templates: Templates,
    /// How files are named.
    pub pattern: Pattern,
    /// The table of limits.
    pub specs: Specs,
    /// Today, for offers that end.
    pub today: AccountDate,
}

impl Setting {
    /// Reads what is needed for a product.
    ///
    /// # Errors
    /// As [`Stock::load`].
    pub fn read(ws: &Workspace, product: &str) -> Result<Self, AppError> {
        let stock = Stock::load(ws, product)?;
        Ok(Self {
            today: super::plan::today(ws, &stock.brand.id)?,
            stock,
            templates: templates::all(ws)?,
            pattern: names::pattern(ws)?,
            specs: Specs::bundled(),
            ws: ws.clone(),
        })
    }

    /// A template that can be drawn now.
    ///
    /// # Errors
    /// `not_found`.
    pub fn template(&self, id: &str) -> Result<&Arc<Template>, AppError> {
        self.templates
            .usable
            .iter()
            .find(|template| template.id == id)
            .ok_or_else(|| AppError::not_found("template", id))
    }
}

/// An ad with the pictures that it needs in the file first.
#[derive(Debug)]
pub struct Finished {
    /// The ad.
    pub ad: NewAd,
    /// Its pictures.
    pub pictures: Vec<NewMedia>,
    /// What it was drawn with, to be kept.
    pub template: Option<TemplateState>,
}

impl Finished {
    /// The same ad as one that failed, without whatever the file may have refused of it.
    #[must_use]
    pub fn refused(self, why: &str) -> Self {
        let mut sizes = BTreeSet::new();
        let failed = |file: NewFile| NewFile {
            sha256: None,
            pixels: None,
            fingerprint: None,
            status: AdStatus::GenerationFailed,
            steps: Vec::new(),
            error: Some(why.to_owned()),
            checks: Vec::new(),
            ..file
        };
        let files =
            self.ad.files.into_iter().filter(|file| sizes.insert(file.canvas_size.clone())).map(failed).collect();
        let ad = NewAd { hook: None, offer: None, parent: None, copy: AdCopy::default(), files, ..self.ad };
        Self { ad, pictures: Vec::new(), template: None }
    }
}

/// What identifies an ad of a batch: its id and its tag, the same for every try of its run.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The batch.
    pub batch: String,
    /// Its item in the ledger.
    pub item: String,
    /// The eight digits.
    pub tag: Tag,
    /// The row's id.
    pub id: String,
}

impl Identity {
    /// The identity of an ad of a batch. A tag that another ad has is made anew.
    ///
    /// # Errors
    /// As the file fails.
    pub fn of(ws: &Workspace, batch: &str, plan: &Plan, ad: &PlannedAd) -> Result<Self, AppError> {
        let item = item(ad);
        for turn in 0_u32.. {
            let tag = tag(plan.seed, &format!("{batch}/{item}/{turn}"));
            let id = tag.row_id("ad").to_string();
            if !ws.store.tag_is_taken(tag.as_str(), &id)? {
                return Ok(Self { batch: batch.to_owned(), item, tag, id });
            }
        }
        Err(AppError::internal("every tag is taken"))
    }
}

/// The name of an ad in the ledger of its run.
#[must_use]
pub fn item(ad: &PlannedAd) -> String {
    format!("{:03} {} {}", ad.index, ad.spec.template, ad.spec.colour)
}

/// Draws, mends and checks an ad in all its sizes and compares it with what is known. What goes wrong with the ad is in
/// the ad, not an error.
///
/// # Errors
/// `cancelled`; as the file fails.
pub fn make(
    setting: &Setting,
    plan: &Plan,
    planned: &PlannedAd,
    identity: &Identity,
    known: &Prints,
    cancel: &Cancel,
) -> Result<Finished, AppError> {
    let mut finished =
        paint(setting, plan, planned, identity, &Turn { cancel, workers: cores::at_once(), begun: &|_| {} })?;
    let uncompared = Uncompared::of(&setting.ws.store)?;
    compare(setting, plan, planned, &mut finished, known, uncompared);
    Ok(finished)
}

/// How an ad is drawn.
#[derive(Clone, Copy)]
pub struct Turn<'a> {
    /// Raised when nobody waits for it any more.
    pub cancel: &'a Cancel,
    /// How many of its sizes are drawn at once.
    pub workers: usize,
    /// Hears of each size when its drawing begins.
    pub begun: &'a (dyn Fn(CanvasSize) + Sync),
}

/// Draws, mends and checks an ad in all its sizes, but compares it with no other one. What goes wrong with the ad, a
/// panic included, is in the ad, not an error.
///
/// # Errors
/// `cancelled`; as the file fails.
pub fn paint(
    setting: &Setting,
    plan: &Plan,
    planned: &PlannedAd,
    identity: &Identity,
    turn: &Turn<'_>,
) -> Result<Finished, AppError> {
    match unharmed(|| try_paint(setting, plan, planned, identity, turn)) {
        Ok(finished) => Ok(finished),
        Err(error) if is_about_the_ad(&error) => failed(setting, plan, planned, identity, &error),
        Err(error) => Err(error),
    }
}

/// Compares an ad with everything that is there but its own idea, whose colours are meant to look alike, the other
/// cards of its carousel, and the ad that it adds sizes to. Its checks are complete then.
pub fn compare(
    setting: &Setting,
    plan: &Plan,
    planned: &PlannedAd,
    finished: &mut Finished,
    known: &Prints,
    uncompared: Uncompared,
) {
    let batch = finished.ad.batch.clone();
    let template = setting.template(&planned.spec.template).ok();
    let own = likeness::own_ideas(plan, planned, template.map(AsRef::as_ref));
    let is_own = |print: &KnownFingerprint| {
        let same_idea = print.idea.as_ref().is_some_and(|(of, idea)| *of == batch && own.contains(idea));
        same_idea || (planned.spec.parent.is_some() && print.made_ad == planned.spec.parent)
    };
    for file in &mut finished.ad.files {
        likeness::judge(file, &setting.specs, known, is_own, uncompared);
    }
}

/// What a piece of work comes to, also if it panics: one ad that cannot be drawn must not end the others.
fn unharmed<T>(work: impl FnOnce() -> Result<T, AppError>) -> Result<T, AppError> {
    std::panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<&str>().map(|said| (*said).to_owned());
        let said = said.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
        Err(AppError::internal(meta::redact::scrub_unknown(&format!("the drawing stopped: {said}"))))
    })
}

/// Whether trying the other ads makes sense.
fn is_about_the_ad(error: &AppError) -> bool {
    use crate::ErrorCode as Code;
    matches!(error.code, Code::InvalidInput | Code::NotFound | Code::Internal)
}

fn try_paint(
    setting: &Setting,
    plan: &Plan,
    planned: &PlannedAd,
    identity: &Identity,
    turn: &Turn<'_>,
) -> Result<Finished, AppError> {
    let (ws, stock, spec) = (&setting.ws, &setting.stock, &planned.spec);
    let template = setting.template(&spec.template)?;
    let sizes = plan.sizes_of(planned);
    let order = stock.order(template, spec, sizes)?;
    let brief = stock.brief_for(spec)?;
    let judge = Judge {
        ws,
        specs: &setting.specs,
        pattern: &setting.pattern,
        order: &order,
        brief: &brief,
        copy: copy::copy_for(stock, spec, plan.url.as_deref()),
        parts: names::parts(ws, stock, template, spec, &identity.tag)?,
        ad: &identity.id,
        tag: &identity.tag,
    };
    let rules = Rules { specs: &setting.specs, brief: &brief, today: setting.today };
    let state = templates::state(ws, &template.id, template.version)?;
    let template_state = state.as_ref().map(|state| state.sha256.clone());
    let mut recipe = Recipe { template_state, ..Recipe::of(&order, spec) };
    let (mut files, mut pictures) = (Vec::new(), Vec::new());
    cores::in_order(
        sizes.len(),
        turn.workers,
        |at| {
            (turn.begun)(sizes[at]);
            unharmed(|| judge.draw(sizes[at], &rules, turn.cancel))
        },
        |_at, judged| {
            judged.note(&mut recipe);
            files.push(judged.file);
            pictures.push(judged.picture);
            Ok(())
        },
    )?;
    all_sizes(&mut files, plan.sizes_of(planned), &[]);
    let name = names::base(&setting.pattern, &judge.parts, sizes.first().copied().unwrap_or(CanvasSize::Portrait));
    let recipe = serde_json::to_value(&recipe).map_err(AppError::internal)?;
    let about = (template.name.clone(), template.version);
    let ad = row(setting, plan, planned, identity, name, about, recipe, judge.copy, files);
    Ok(Finished { ad, pictures, template: state })
}

/// An ad without pictures, with the reason.
fn failed(
    setting: &Setting,
    plan: &Plan,
    planned: &PlannedAd,
    identity: &Identity,
    error: &AppError,
) -> Result<Finished, AppError> {
    let file = |size: &CanvasSize| NewFile {
        id: identity.tag.row_id(size.tag()).to_string(),
        canvas_size: size.stored().to_owned(),
        sha256: None,
        pixels: None,
        fingerprint: None,
        status: AdStatus::GenerationFailed,
        render_ms: 0,
        steps: Vec::new(),
        error: Some(format!("{} {}", error.message, error.next_step)),
        checks: Vec::new(),
    };
    let files = plan.sizes_of(planned).iter().map(file).collect();
    let version = setting.template(&planned.spec.template).map_or(0, |template| template.version);
    let recipe = serde_json::json!({ "spec": planned.spec });
    let about = (planned.template_name.clone(), version);
    let copy = copy::copy_for(&setting.stock, &planned.spec, plan.url.as_deref());
    let ad = row(setting, plan, planned, identity, identity.tag.to_string(), about, recipe, copy, files);
    Ok(Finished { ad, pictures: Vec::new(), template: None })
}

#[expect(clippy::too_many_arguments, reason = "the columns of one row, from the two ways to come to it")]
fn row(
    setting: &Setting,
    plan: &Plan,
    planned: &PlannedAd,
    identity: &Identity,
    name: String,
    (template_name, template_version): (String, u32),
    recipe: serde_json::Value,
    copy: AdCopy,
    files: Vec<NewFile>,
) -> NewAd {
    let spec = &planned.spec;
    let known = |id: &String| setting.stock.hooks.iter().any(|hook| hook.id == *id);
    // A hook that the template has no place for is not what the ad says.
    let said = setting.template(&spec.template).is_ok_and(|template| creative::fill::says_hook(template));
    let hook = spec.hook.as_ref().filter(|_| said);
    NewAd {
        id: identity.id.clone(),
        batch: identity.batch.clone(),
        product: plan.product.clone(),
        prompt_index: planned.index,
        color_mode: spec.colour.name().to_owned(),
        tag: identity.tag.to_string(),
        name,
        template: spec.template.clone(),
        template_name,
        template_version,
        hook: hook.and_then(|hook| hook.id.clone()).filter(known),
        hook_text: hook.map(|hook| hook.text.clone()),
        offer: spec.offer.clone().filter(|id| setting.stock.offer(id).is_ok()),
        recipe,
        parent: spec.parent.clone(),
        copy,
        files,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_about_the_ad() {
        let text = unharmed::<()>(|| panic!("no such glyph")).unwrap_err();
        assert!(is_about_the_ad(&text) && text.message.contains("no such glyph"), "{text:?}");
        let at = 7;
        let formatted = unharmed::<()>(|| panic!("at {at}")).unwrap_err();
        assert!(formatted.message.contains("at 7"), "{formatted:?}");
        assert_eq!(unharmed(|| Ok(1)).unwrap(), 1);
    }
}
