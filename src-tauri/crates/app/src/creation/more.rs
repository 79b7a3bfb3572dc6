//! More of an ad that is there: the sizes it lacks, and the same bytes again.

use creative::check::Specs;
use creative::repair::Rules;
use creative::tag::Tag;
use creative::{Cancel, CanvasSize, Order, Template, encode};
use serde::Serialize;
use store::creation::{AdFile, AdStatus, KnownFingerprint, MadeAd, NewAd, NewFile, NewMedia};

use super::judge::{Judge, all_sizes};
use super::likeness::Uncompared;
use super::plan::Plan;
use super::recipe::{Recipe, stamp};
use super::{Stock, cores, library, likeness, names, plan, review, templates};
use crate::{AppError, Changed, ErrorCode, Workspace};

/// The recipe of an ad.
///
/// # Errors
/// `not_found`; `conflict` for an ad that was never drawn.
pub fn recipe(ws: &Workspace, ad: &str) -> Result<Recipe, AppError> {
    recipe_of(&review::find(ws, ad)?)
}

/// The recipe of an ad that was read already.
///
/// # Errors
/// `conflict` for an ad that was never drawn.
pub fn recipe_of(ad: &MadeAd) -> Result<Recipe, AppError> {
    serde_json::from_value(ad.recipe.clone()).map_err(|_without_pixels| {
        AppError::new(
            ErrorCode::Conflict,
            "This ad was never drawn, so there is nothing to draw again.",
            "Mend what it says is missing, then make it as a new ad.",
        )
    })
}

/// The sizes that an ad's template has and the ad does not; none for an ad that was never drawn.
///
/// # Errors
/// `not_found`, `conflict` if its template is not there any more as it was.
pub fn missing(ws: &Workspace, ad: &MadeAd) -> Result<Vec<CanvasSize>, AppError> {
    let Ok(recipe) = recipe_of(ad) else { return Ok(Vec::new()) };
    Ok(missing_of(ad, templates::template_of(ws, &recipe)?.as_ref()))
}

fn missing_of(ad: &MadeAd, template: &Template) -> Vec<CanvasSize> {
    let has = |size: CanvasSize| ad.files.iter().any(|file| file.canvas_size == size.stored() && file.sha256.is_some());
    template.sizes().filter(|size| !has(*size)).collect()
}

/// Makes the sizes that an ad does not have, of those its template has, and adds them to it: the same words, the same
/// pictures, the brand as it looked then. Returns them; empty if it has them all. An approval is taken back if one of
/// them does not pass its checks.
///
/// # Errors
/// `not_found`; `conflict` for an ad that was never drawn; `cancelled`; as drawing fails. Then nothing was added.
pub fn missing_sizes(ws: &Workspace, ad: &str, cancel: &Cancel) -> Result<Vec<CanvasSize>, AppError> {
    let found = review::find(ws, ad)?;
    let recipe = recipe_of(&found)?;
    let template = templates::template_of(ws, &recipe)?;
    let missing = missing_of(&found, &template);
    if missing.is_empty() {
        return Ok(missing);
    }
    let recipe = kept_with(ws, recipe)?;
    let drawn = draw_sizes(ws, &found, recipe, &template, &missing, cancel)?;
    let now = ws.clock.now();
    for picture in &drawn.pictures {
        ws.store.keep_media(picture, None, now)?;
    }
    let doubts = drawn.ad.files.iter().any(|file| file.status != AdStatus::Approved);
    ws.store.add_sizes(&drawn.ad, doubts.then_some(NEW_SIZE), now)?;
    ws.announce(Changed::Ads);
    Ok(missing)
}

/// The recipe of an ad with what it is drawn with kept: an ad from before templates were kept gets that now.
fn kept_with(ws: &Workspace, recipe: Recipe) -> Result<Recipe, AppError> {
    if recipe.template_state.is_some() {
        return Ok(recipe);
    }
    let Some(state) = templates::state(ws, &recipe.template, recipe.version)? else { return Ok(recipe) };
    ws.store.keep_template_state(&state, None)?;
    Ok(Recipe { template_state: Some(state.sha256), ..recipe })
}

/// Why an approval does not stand any more.
const NEW_SIZE: &str = "A size was added that does not pass its checks.";

struct Sizes {
    /// The ad with the new sizes alone.
    ad: NewAd,
    pictures: Vec<NewMedia>,
}

fn draw_sizes(
    ws: &Workspace,
    found: &MadeAd,
    mut recipe: Recipe,
    template: &std::sync::Arc<Template>,
    missing: &[CanvasSize],
    cancel: &Cancel,
) -> Result<Sizes, AppError> {
    let stock = Stock::load(ws, &found.product)?;
    let brief = stock.brief_for(&recipe.spec)?;
    let (specs, tag) = (Specs::bundled(), Tag::parse(&found.tag).map_err(AppError::internal)?);
    // Each size follows from the recipe alone; what repair did to other sizes is not done to it.
    let first = *missing.first().ok_or_else(|| AppError::internal("no size is missing"))?;
    let order = Order { mends: Vec::new(), ..recipe.order(ws, template.clone(), first)? };
    let judge = Judge {
        ws,
        specs: &specs,
        pattern: &names::pattern(ws)?,
        order: &order,
        brief: &brief,
        copy: found.copy.clone(),
        parts: names::parts(ws, &stock, template, &recipe.spec, &tag)?,
        ad: &found.id,
        tag: &tag,
    };
    let rules = Rules { specs: &specs, brief: &brief, today: plan::today(ws, &stock.brand.id)? };
    let known = likeness::prints(ws.store.known_fingerprints()?);
    let plan: Plan = serde_json::from_value(ws.store.batch(&found.batch)?.plan)
        .map_err(|error| AppError::internal(format!("the plan of the batch is unreadable: {error}")))?;
    let own = likeness::ideas_of(&plan, found.prompt_index, template);
    let is_own = |print: &KnownFingerprint| {
        let same_idea = print.idea.as_ref().is_some_and(|(batch, idea)| *batch == found.batch && own.contains(idea));
        same_idea || (found.parent.is_some() && print.made_ad == found.parent)
    };
    let uncompared = Uncompared::of(&ws.store)?;
    let (mut files, mut pictures) = (Vec::new(), Vec::new());
    cores::in_order(
        missing.len(),
        cores::at_once(),
        |at| judge.draw(missing[at], &rules, cancel),
        |_at, mut judged| {
            likeness::judge(&mut judged.file, &specs, &known, is_own, uncompared);
            judged.note(&mut recipe);
            files.push(judged.file);
            pictures.push(judged.picture);
            Ok::<(), AppError>(())
        },
    )?;
    let planned = plan.ads.iter().find(|ad| ad.index == found.prompt_index).map(|ad| plan.sizes_of(ad));
    let sizes = |with: fn(&AdFile) -> bool| {
        let files = found.files.iter().filter(move |file| with(file));
        files.filter_map(|file| file.canvas_size.parse::<CanvasSize>().ok()).collect::<Vec<_>>()
    };
    let mut wanted = sizes(|_| true);
    wanted.extend(planned.unwrap_or_default().iter().chain(missing));
    wanted.sort_unstable();
    wanted.dedup();
    all_sizes(&mut files, &wanted, &sizes(|file| file.sha256.is_some()));
    let recipe = serde_json::to_value(&recipe).map_err(AppError::internal)?;
    Ok(Sizes { ad: with_sizes(found, recipe, files), pictures })
}

/// The row of an ad with other sizes.
fn with_sizes(ad: &MadeAd, recipe: serde_json::Value, files: Vec<NewFile>) -> NewAd {
    NewAd {
        id: ad.id.clone(),
        batch: ad.batch.clone(),
        product: ad.product.clone(),
        prompt_index: ad.prompt_index,
        color_mode: ad.color_mode.clone(),
        tag: ad.tag.clone(),
        name: ad.name.clone(),
        template: ad.template.clone().unwrap_or_default(),
        template_name: ad.template_name.clone(),
        template_version: ad.template_version,
        hook: ad.hook.clone(),
        hook_text: ad.hook_text.clone(),
        offer: ad.offer.clone(),
        recipe,
        parent: ad.parent.clone(),
        copy: ad.copy.clone(),
        files,
    }
}

/// Draws one size of an ad again from its recipe: the bytes that were stored, also after they were put out of the file.
///
/// # Errors
/// `not_found`; `conflict` if the template has changed since.
pub fn render_again(ws: &Workspace, ad: &str, size: CanvasSize, cancel: &Cancel) -> Result<Vec<u8>, AppError> {
    let found = review::find(ws, ad)?;
    let recipe = recipe_of(&found)?;
    let template = templates::template_of(ws, &recipe)?;
    let order = recipe.order(ws, template.clone(), size)?;
    ws.drawing.easels().at_one(|| {
        let drawn = ws.drawing.studio()?.draw(&order, cancel)?;
        let drawn = drawn.first().ok_or_else(|| AppError::internal("a drawing of no size"))?;
        Ok(encode::png(drawn, &stamp(&found.id, &found.tag, &template))?)
    })
}

/// One size of an ad, drawn again and held against what was stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Again {
    /// `4x5`.
    pub size: String,
    /// Whether the same bytes came out.
    pub same: bool,
    /// The SHA-256 of what was stored.
    pub stored: String,
    /// The SHA-256 of what came out now; `None` if nothing did.
    pub now: Option<String>,
    /// What differs and why; `None` if nothing does.
    pub why: Option<String>,
}

/// Draws every size of an ad again and says whether it is the same bytes.
///
/// # Errors
/// `not_found`; `conflict` for an ad that was never drawn; as the file fails.
pub fn all_again(ws: &Workspace, ad: &str, cancel: &Cancel) -> Result<Vec<Again>, AppError> {
    let found = review::find(ws, ad)?;
    recipe_of(&found)?;
    let sized = |file: &AdFile| Some((file.canvas_size.parse::<CanvasSize>().ok()?, file.sha256.clone()?));
    found.files.iter().filter_map(sized).map(|(size, stored)| again(ws, &found, size, stored, cancel)).collect()
}

fn again(ws: &Workspace, ad: &MadeAd, size: CanvasSize, stored: String, cancel: &Cancel) -> Result<Again, AppError> {
    let (now, why) = match render_again(ws, &ad.id, size, cancel) {
        Ok(bytes) => {
            let now = templates::sha256(&bytes);
            let why = if now == stored { None } else { Some(why_differs(ws, ad, &stored, &bytes)?) };
            (Some(now), why)
        }
        Err(error) if error.code == ErrorCode::Cancelled => return Err(error),
        Err(error) => (None, Some(format!("It cannot be drawn again: {} {}", error.message, error.next_step))),
    };
    Ok(Again { size: size.tag().to_owned(), same: why.is_none(), stored, now, why })
}

/// Why two drawings of the same recipe differ: a font that changed is named, else it is said in what they differ.
fn why_differs(ws: &Workspace, ad: &MadeAd, stored: &str, now: &[u8]) -> Result<String, AppError> {
    let fonts = recipe_of(ad)?.changed_fonts(ws.drawing.studio()?.fonts());
    let difference = difference(ws, stored, now)?;
    if fonts.is_empty() {
        return Ok(difference);
    }
    Ok(format!("Since the ad was made, {}. {difference}", fonts.join(" and ")))
}

/// In what two drawings of the same recipe differ. The recipe holds words, pictures, look and template by their
/// content, so it can only be what draws them: this version of the program, or a typeface that was added to the file.
fn difference(ws: &Workspace, stored: &str, now: &[u8]) -> Result<String, AppError> {
    let Some(before) = ws.store.picture(stored)? else {
        return Ok(
            "Other bytes came out, and what was stored is not in the file any more to compare with: this version \
             of the program draws differently, or a font has changed."
                .to_owned(),
        );
    };
    let (before, now) = (library::pixels(&before.data)?, library::pixels(now)?);
    if (before.width, before.height) != (now.width, now.height) {
        return Ok(
            "The picture has other measures: this version of the program draws this size differently.".to_owned()
        );
    }
    let pairs = before.rgba.chunks_exact(4).zip(now.rgba.chunks_exact(4));
    let other = pairs.filter(|(one, two)| one != two).count();
    if other == 0 {
        return Ok("The same pixels, packed differently by this version of the program.".to_owned());
    }
    let share = other as f64 * 400.0 / before.rgba.len().max(1) as f64;
    Ok(format!(
        "{share:.2} % of the pixels differ: this version of the program draws differently, or a font has changed."
    ))
}

/// The bytes of one size of an ad: those of the file, else drawn again.
///
/// # Errors
/// As [`render_again`].
pub fn bytes(ws: &Workspace, ad: &MadeAd, file: &AdFile) -> Result<Vec<u8>, AppError> {
    let sha256 = file.sha256.as_deref().ok_or_else(|| AppError::not_found("picture of the ad", &ad.name))?;
    if let Some(picture) = ws.store.picture(sha256)? {
        return Ok(picture.data);
    }
    let size: CanvasSize = file.canvas_size.parse().map_err(AppError::internal)?;
    exactly(ws, ad, size, sha256)
}

/// A picture of the file by its hash, also one of an ad whose bytes were put out of the file: it is drawn again. `None`
/// if no such picture was ever here, or if it does not come out as it was.
///
/// # Errors
/// As the file fails.
pub fn picture(ws: &Workspace, sha256: &str) -> Result<Option<store::meta::Picture>, AppError> {
    if let Some(picture) = ws.store.picture(sha256)? {
        return Ok(Some(picture));
    }
    let Some((ad, size)) = ws.store.ad_of_picture(sha256)? else { return Ok(None) };
    let Ok(size) = size.parse::<CanvasSize>() else { return Ok(None) };
    match exactly(ws, &ws.store.made_ad(&ad)?, size, sha256) {
        Ok(data) => Ok(Some(store::meta::Picture { mime: "image/png".to_owned(), data })),
        Err(error) => {
            tracing::warn!(code = error.code.word(), %ad, "a picture that was put out of the file could not be drawn again");
            Ok(None)
        }
    }
}

fn exactly(ws: &Workspace, ad: &MadeAd, size: CanvasSize, sha256: &str) -> Result<Vec<u8>, AppError> {
    let again = render_again(ws, &ad.id, size, &Cancel::new())?;
    if templates::sha256(&again) == sha256 {
        return Ok(again);
    }
    let fonts = recipe_of(ad)?.changed_fonts(ws.drawing.studio()?.fonts());
    let why = if fonts.is_empty() { "this version draws differently".to_owned() } else { fonts.join(" and ") };
    Err(AppError::new(
        ErrorCode::Conflict,
        format!("{} cannot be drawn again exactly as it was: {why}.", ad.name),
        "Make it again as a new ad.",
    ))
}
