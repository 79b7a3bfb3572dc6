//! One ad of a plan: drawn, mended, checked, in all its sizes.

use std::sync::Arc;

use creative::check::{self, Context, Earlier, Made, Sizes, Specs};
use creative::name::{FileName, Pattern};
use creative::near::{self, Nearest};
use creative::repair::{self, Rules};
use creative::tag::{Tag, tag};
use creative::{Cancel, CanvasSize, Drawn, Order, Template, encode};
use store::creation::{
    AdCopy, AdStatus, CheckOutcome, CheckWeight, KnownFingerprint, NewAd, NewFile, NewMedia, StoredCheck,
};
use units::AccountDate;

use super::plan::{Plan, PlannedAd};
use super::recipe::{Recipe, stamp};
use super::{Stock, copy, names};
use crate::{AppError, Workspace};

/// What every ad of a batch is made with, read once.
#[derive(Debug)]
pub struct Setting {
    /// The workspace.
    pub ws: Workspace,
    /// The product.
    pub stock: Stock,
    /// Templates by id.
    pub templates: Vec<Arc<Template>>,
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
        Ok(Self {
            stock: Stock::load(ws, product)?,
            templates: super::templates(ws)?,
            pattern: names::pattern(ws)?,
            specs: Specs::bundled(),
            today: super::plan::today(ws.clock.now()),
            ws: ws.clone(),
        })
    }

    /// A template that can be drawn now.
    ///
    /// # Errors
    /// `not_found`.
    pub fn template(&self, id: &str) -> Result<&Arc<Template>, AppError> {
        self.templates.iter().find(|template| template.id == id).ok_or_else(|| AppError::not_found("template", id))
    }
}

/// An ad with the pictures that it needs in the file first.
#[derive(Debug)]
pub struct Finished {
    /// The ad.
    pub ad: NewAd,
    /// Its pictures.
    pub pictures: Vec<NewMedia>,
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

/// Draws, mends and checks an ad in all its sizes. What goes wrong with the ad is in the ad, not an error.
///
/// # Errors
/// `cancelled`; as the file fails.
pub fn make(
    setting: &Setting,
    plan: &Plan,
    planned: &PlannedAd,
    identity: &Identity,
    known: &[KnownFingerprint],
    cancel: &Cancel,
) -> Result<Finished, AppError> {
    match try_make(setting, plan, planned, identity, known, cancel) {
        Ok(finished) => Ok(finished),
        Err(error) if is_about_the_ad(&error) => failed(setting, plan, planned, identity, &error),
        Err(error) => Err(error),
    }
}

/// Whether trying the other ads makes sense.
fn is_about_the_ad(error: &AppError) -> bool {
    use crate::ErrorCode as Code;
    matches!(error.code, Code::InvalidInput | Code::NotFound | Code::Internal)
}

fn try_make(
    setting: &Setting,
    plan: &Plan,
    planned: &PlannedAd,
    identity: &Identity,
    known: &[KnownFingerprint],
    cancel: &Cancel,
) -> Result<Finished, AppError> {
    let (ws, stock, spec) = (&setting.ws, &setting.stock, &planned.spec);
    let template = setting.template(&spec.template)?;
    let sizes = plan.sizes_of(planned);
    let order = stock.order(template, spec, sizes)?;
    let brief = stock.brief_for(spec)?;
    let rules = Rules { specs: &setting.specs, brief: &brief, today: setting.today };
    let started = ws.clock.monotonic();
    let drawn = repair::draw(&*ws.drawing.studio()?, &order, &rules, cancel)?;
    let each_ms = ws.clock.monotonic().since(started).as_millis() / (drawn.len().max(1) as u128);
    let judge = Judge {
        setting,
        order: &order,
        brief: &brief,
        copy: copy::copy_for(stock, spec),
        parts: names::parts(ws, stock, template, spec, &identity.tag)?,
        nearest: nearest(known, identity, planned),
        wanted: sizes,
        made: drawn.iter().map(|drawn| drawn.size).collect(),
        identity,
        render_ms: u32::try_from(each_ms).unwrap_or(u32::MAX),
    };
    let mut recipe = Recipe::of(&order, spec);
    let (mut files, mut pictures) = (Vec::new(), Vec::new());
    for drawn in &drawn {
        recipe.mends.insert(drawn.size, drawn.steps.iter().map(|step| step.mend.clone()).collect());
        let (file, picture) = judge.file(drawn)?;
        files.push(file);
        pictures.push(picture);
    }
    let name = names::base(&setting.pattern, &judge.parts, sizes.first().copied().unwrap_or(CanvasSize::Portrait));
    let recipe = serde_json::to_value(&recipe).map_err(AppError::internal)?;
    let ad = row(
        setting,
        plan,
        planned,
        identity,
        name,
        (template.name.clone(), template.version),
        recipe,
        judge.copy,
        files,
    );
    Ok(Finished { ad, pictures })
}

struct Judge<'a> {
    setting: &'a Setting,
    order: &'a Order,
    brief: &'a creative::fill::Brief,
    copy: AdCopy,
    parts: creative::name::NameParts,
    nearest: Nearest,
    wanted: &'a [CanvasSize],
    made: Vec<CanvasSize>,
    identity: &'a Identity,
    render_ms: u32,
}

impl Judge<'_> {
    fn file(&self, drawn: &Drawn) -> Result<(NewFile, NewMedia), AppError> {
        let bytes = encode::png(drawn, &stamp(&self.identity.id, self.identity.tag.as_str(), &self.order.template))?;
        let name = FileName::new(&self.setting.pattern, &self.parts, drawn.size, "png").to_string();
        let context = Context {
            specs: &self.setting.specs,
            brief: self.brief,
            content: &self.order.content,
            copy: &copy::checked(&self.copy),
            today: self.setting.today,
            file: Some(Made { bytes: &bytes, name: &name, pattern: &self.setting.pattern, parts: &self.parts }),
            earlier: Some(Earlier { all: &self.nearest, own: "" }),
            sizes: Some(Sizes { wanted: self.wanted, made: &self.made }),
            finished: true,
        };
        let checks = check::judge(drawn, &context);
        let (width, height) = drawn.size.pixels();
        let fingerprint = near::fingerprint(&drawn.pixels);
        let picture = NewMedia {
            mime: "image/png".to_owned(),
            width,
            height,
            source: "rendered",
            fingerprint: Some(fingerprint),
            data: bytes,
        };
        let file = NewFile {
            id: self.identity.tag.row_id(drawn.size.tag()).to_string(),
            canvas_size: drawn.size.stored().to_owned(),
            sha256: Some(picture.sha256()),
            pixels: Some((width, height)),
            fingerprint: Some(fingerprint),
            status: status(check::status(&checks)),
            render_ms: self.render_ms,
            steps: drawn.steps.iter().map(step_words).collect(),
            error: None,
            checks: checks.into_iter().map(stored).collect(),
        };
        Ok((file, picture))
    }
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
    let copy = copy::copy_for(&setting.stock, &planned.spec);
    let ad = row(setting, plan, planned, identity, identity.tag.to_string(), about, recipe, copy, files);
    Ok(Finished { ad, pictures: Vec::new() })
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
        hook: spec.hook.as_ref().and_then(|hook| hook.id.clone()).filter(known),
        hook_text: spec.hook.as_ref().map(|hook| hook.text.clone()),
        offer: spec.offer.clone().filter(|id| setting.stock.offer(id).is_ok()),
        recipe,
        parent: spec.parent.clone(),
        copy,
        files,
    }
}

/// Everything that is there but this ad's own idea, whose colours are meant to look alike, and the ad that it adds
/// sizes to.
fn nearest(known: &[KnownFingerprint], identity: &Identity, planned: &PlannedAd) -> Nearest {
    let own = |print: &&KnownFingerprint| {
        let same_idea =
            print.idea.as_ref().is_some_and(|(batch, other)| *batch == identity.batch && *other == planned.index);
        same_idea || (planned.spec.parent.is_some() && print.made_ad == planned.spec.parent)
    };
    known.iter().filter(|print| !own(print)).map(|print| (print.name.clone(), print.bits)).collect()
}

fn status(status: check::Status) -> AdStatus {
    match status {
        check::Status::Approved => AdStatus::Approved,
        check::Status::Flagged => AdStatus::Flagged,
        check::Status::Rejected => AdStatus::Rejected,
        check::Status::ReviewFailed => AdStatus::ReviewFailed,
    }
}

fn stored(check: check::Check) -> StoredCheck {
    let dash = |text: String| Some(text).filter(|text| text != "–" && !text.is_empty());
    StoredCheck {
        code: check.code.name().to_owned(),
        title: check.title,
        measured: dash(check.measured),
        limit: dash(check.limit),
        outcome: match check.outcome {
            check::Outcome::Pass => CheckOutcome::Pass,
            check::Outcome::Fail => CheckOutcome::Fail,
            check::Outcome::NotChecked => CheckOutcome::NotChecked,
        },
        weight: match check.weight {
            check::Weight::Blocks => CheckWeight::Blocks,
            check::Weight::Looks => CheckWeight::Looks,
            check::Weight::Informs => CheckWeight::Informs,
        },
        words: Some(check.words).filter(|words| !words.is_empty()),
        slot: check.slot.map(|slot| slot.to_string()),
    }
}

/// A step of repair in words.
fn step_words(step: &creative::RepairStep) -> String {
    use creative::Mend;
    match &step.mend {
        Mend::Shrink { slot, max_px } => format!("{slot}: letters of {max_px:.0} px at most"),
        Mend::Scrim { slot, opacity } => format!("{slot}: a veil of {:.0} % behind the words", opacity * 100.0),
        Mend::Words { slot, text } if text.is_empty() => format!("{slot}: left empty"),
        Mend::Words { slot, text } => format!("{slot}: shorter words, “{text}”"),
        Mend::OtherInk { slot } => format!("{slot}: the other of its two inks"),
    }
}
