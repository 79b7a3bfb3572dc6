//! Reading what was made.

use std::collections::BTreeMap;

use creative::CanvasSize;
use store::creation::{AdFile, AdFilter, AdStatus, Batch, CheckOutcome, CheckWeight, Decisive, MadeAd};
use units::RunId;

use super::chosen::chosen;
use super::{
    AdDecision, Overrides, PastDecision, ReviewAd, ReviewBatch, ReviewChoice, ReviewChoices, ReviewCounts,
    ReviewDetail, ReviewFile, ReviewFilter, ReviewPage, ReviewParent, ReviewQuery, ReviewShow,
};
use crate::creation::{copy, more};
use crate::pages::create::{AdColour, AdSize, AdTexts, AdVerdict, check_row};
use crate::{AppError, ErrorCode, Workspace};

/// Ads that one list's length is.
const MOST: u32 = 400;
/// Batches to choose from.
const BATCHES: u32 = 60;

/// The list.
///
/// # Errors
/// If the file cannot be read.
pub fn review_page(ws: &Workspace, query: &ReviewQuery) -> Result<ReviewPage, AppError> {
    let only = filter_of(&query.only);
    let shown = in_state(&only, query.show);
    let made = ws.store.made_ads(&AdFilter { limit: MOST.saturating_mul(query.lists.max(1)), ..shown.clone() })?;
    let names = Names::read(ws)?;
    let overrides = ws.store.overrides(None)?;
    let count = |show| ws.store.count_ads(&in_state(&only, show));
    Ok(ReviewPage {
        ads: made.iter().map(|ad| review_row(ad, &names)).collect::<Result<_, _>>()?,
        counts: ReviewCounts {
            shown: count(query.show)?,
            approved: count(ReviewShow::Approved)?,
            rejected: count(ReviewShow::Rejected)?,
            waiting: count(ReviewShow::Waiting)?,
        },
        choices: choices(ws, query, &names)?,
        batches: batches(ws)?,
        waiting: ws.store.ads_to_review()?,
        overrides: Overrides {
            decided: overrides.judged,
            overridden: overrides.approved_against + overrides.rejected_against,
        },
    })
}

/// The filter of the file for one of the page.
pub(super) fn filter_of(only: &ReviewFilter) -> AdFilter {
    AdFilter {
        batch: only.run.map(|run| run.to_string()),
        product: only.product.clone(),
        template_name: only.template.clone(),
        color: only.colour.map(|colour| creative::ColourMode::from(colour).name().to_owned()),
        canvas_size: only.size.map(|size| CanvasSize::from(size).stored().to_owned()),
        hook_text: only.hook.clone(),
        fails: only.fails.clone(),
        ..AdFilter::default()
    }
}

fn in_state(only: &AdFilter, show: ReviewShow) -> AdFilter {
    let (decided, decision) = match show {
        ReviewShow::Waiting => (Some(false), None),
        ReviewShow::Approved => (None, Some(Decisive::Approved)),
        ReviewShow::Rejected => (None, Some(Decisive::Rejected)),
        ReviewShow::All => (None, None),
    };
    AdFilter { decided, decision, ..only.clone() }
}

/// What there is to narrow the chosen run and state by, whatever they are narrowed by now: a choice that was made can
/// be changed.
fn choices(ws: &Workspace, query: &ReviewQuery, names: &Names) -> Result<ReviewChoices, AppError> {
    let all = filter_of(&ReviewFilter { run: query.only.run, ..ReviewFilter::default() });
    let found = ws.store.ad_facets(&in_state(&all, query.show))?;
    let plain = |(value, ads): (String, u32)| ReviewChoice { name: value.clone(), value, ads };
    let product = |(id, ads): (String, u32)| {
        let (name, brand) = names.products.get(&id).cloned().unwrap_or_default();
        let brand = names.brands.get(&brand).map(|(name, _)| name.as_str()).unwrap_or_default();
        ReviewChoice { name: format!("{brand} · {name}"), value: id, ads }
    };
    let size = |(stored, _): (String, u32)| stored.parse::<CanvasSize>().ok().map(AdSize::from);
    Ok(ReviewChoices {
        templates: found.templates.into_iter().map(plain).collect(),
        colours: found.colors.iter().map(|(word, _)| colour(word)).collect(),
        sizes: found.sizes.into_iter().filter_map(size).collect(),
        products: found.products.into_iter().map(product).collect(),
        hooks: found.hooks.into_iter().map(plain).collect(),
        fails: found.fails.into_iter().map(|(value, name, ads)| ReviewChoice { value, name, ads }).collect(),
    })
}

fn batches(ws: &Workspace) -> Result<Vec<ReviewBatch>, AppError> {
    let waiting = ws.store.waiting_by_batch()?;
    let rows = ws.store.batches(BATCHES)?.into_iter().filter_map(|batch: Batch| {
        Some(ReviewBatch {
            run: batch.id.parse::<RunId>().ok()?,
            made_at: batch.created_at?,
            ads: batch.planned_ads,
            waiting: waiting.get(&batch.id).copied().unwrap_or_default(),
            name: batch.name,
        })
    });
    Ok(rows.collect())
}

/// The names that many ads share.
struct Names {
    /// Product: its name, its brand.
    products: BTreeMap<String, (String, String)>,
    /// Brand: its name, its site.
    brands: BTreeMap<String, (String, Option<String>)>,
}

impl Names {
    fn read(ws: &Workspace) -> Result<Self, AppError> {
        let products = ws.store.products(None)?.into_iter().map(|one| (one.id, (one.name, one.brand))).collect();
        let brands = ws.store.library_brands()?.into_iter().map(|one| (one.id, (one.name, one.website))).collect();
        Ok(Self { products, brands })
    }
}

fn review_row(ad: &MadeAd, names: &Names) -> Result<ReviewAd, AppError> {
    let (product, brand_id) = names.products.get(&ad.product).cloned().unwrap_or_default();
    let (brand, site) = names.brands.get(&brand_id).cloned().unwrap_or_default();
    let checks = || ad.files.iter().flat_map(|file| &file.checks);
    let matters = |weight: CheckWeight| weight != CheckWeight::Informs;
    let failed = checks().filter(|check| check.outcome == CheckOutcome::Fail && matters(check.weight)).count();
    let not_checked = checks().filter(|check| check.outcome == CheckOutcome::NotChecked).count();
    let run = ad.batch.parse::<RunId>().map_err(|_not_one| AppError::internal("a batch has no run"))?;
    Ok(ReviewAd {
        id: ad.id.clone(),
        tag: ad.tag.clone(),
        name: ad.name.clone(),
        template: ad.template_name.clone(),
        product,
        brand,
        site: site.map(|site| domain(&site)),
        hook: ad.hook_text.clone(),
        colour: colour(&ad.color_mode),
        run,
        made_at: ad.created_at,
        checked: verdict(ad.checked),
        decision: ad.decision.map(decision),
        failed: count(failed),
        not_checked: count(not_checked),
        files: ad.files.iter().filter_map(file_row).collect(),
    })
}

fn file_row(file: &AdFile) -> Option<ReviewFile> {
    Some(ReviewFile {
        id: file.id.clone(),
        size: size_of(file)?,
        picture: file.sha256.clone(),
        error: file.error.clone(),
    })
}

fn size_of(file: &AdFile) -> Option<AdSize> {
    file.canvas_size.parse::<CanvasSize>().ok().map(AdSize::from)
}

/// Everything about one ad.
///
/// # Errors
/// `not_found`; if the file cannot be read.
pub fn review_ad(ws: &Workspace, id: &str) -> Result<ReviewDetail, AppError> {
    let ad = ws.store.made_ad(id)?;
    let mut checks = Vec::new();
    for file in &ad.files {
        checks.extend(file.checks.iter().map(|check| check_row(check, size_of(file))));
    }
    let mut steps: Vec<String> = Vec::new();
    for step in ad.files.iter().flat_map(|file| &file.steps) {
        if !steps.contains(step) {
            steps.push(step.clone());
        }
    }
    let decisions = ws.store.decisions(id)?;
    Ok(ReviewDetail {
        checks,
        copy: copy_of(&ad.copy),
        steps,
        history: decisions
            .into_iter()
            .map(|one| PastDecision {
                overrides: matches!(
                    (one.action, one.checked),
                    (Decisive::Approved, AdStatus::Rejected | AdStatus::Flagged | AdStatus::ReviewFailed)
                        | (Decisive::Rejected, AdStatus::Approved)
                ),
                decision: decision(one.action),
                reasons: one.reasons,
                note: one.note,
                at: one.decided_at,
                undone: one.undone_at.is_some(),
            })
            .collect(),
        parent: parent(ws, ad.parent.as_deref())?,
        missing: missing(ws, &ad)?,
        chosen: chosen(ws, &ad)?,
        address: address(ws, &ad)?,
        limits: crate::pages::create::visible_limits(),
        id: ad.id,
    })
}

/// The sizes that can be added; none if the template is not there any more as it was.
fn missing(ws: &Workspace, ad: &MadeAd) -> Result<Vec<AdSize>, AppError> {
    match more::missing(ws, ad) {
        Ok(sizes) => Ok(sizes.into_iter().map(AdSize::from).collect()),
        Err(error) if matches!(error.code, ErrorCode::NotFound | ErrorCode::Conflict) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn address(ws: &Workspace, ad: &MadeAd) -> Result<Option<String>, AppError> {
    let product = ws.store.product(&ad.product)?;
    let product = product.code.filter(|code| !code.is_empty()).unwrap_or(product.name);
    Ok(copy::address(&ad.copy, &copy::Said { ad: &ad.name, product: &product }))
}

fn parent(ws: &Workspace, id: Option<&str>) -> Result<Option<ReviewParent>, AppError> {
    let Some(id) = id else { return Ok(None) };
    let ad = ws.store.made_ad(id)?;
    let picture = ad.files.into_iter().find_map(|file| file.sha256);
    Ok(Some(ReviewParent { name: ad.name, picture }))
}

fn copy_of(copy: &store::creation::AdCopy) -> AdTexts {
    AdTexts {
        primary_texts: copy.primary_texts.clone(),
        headlines: copy.headlines.clone(),
        description: copy.description.clone().unwrap_or_default(),
        button: copy.button.clone().unwrap_or_default(),
        url: copy.url.clone().unwrap_or_default(),
        utm: copy.utm.clone().unwrap_or_default(),
    }
}

fn decision(decisive: Decisive) -> AdDecision {
    match decisive {
        Decisive::Approved => AdDecision::Approved,
        Decisive::Rejected => AdDecision::Rejected,
    }
}

/// What stored checks come to. An ad of which nothing is known yet could not be checked.
fn verdict(status: AdStatus) -> AdVerdict {
    match status {
        AdStatus::Approved => AdVerdict::Approved,
        AdStatus::Flagged => AdVerdict::Flagged,
        AdStatus::Rejected => AdVerdict::Rejected,
        AdStatus::Pending | AdStatus::ReviewFailed => AdVerdict::ReviewFailed,
        AdStatus::GenerationFailed => AdVerdict::GenerationFailed,
    }
}

fn colour(word: &str) -> AdColour {
    match word {
        "complementary" => AdColour::Complementary,
        "brand" => AdColour::Brand,
        _ => AdColour::Original,
    }
}

/// `https://www.saltwick.example/a` is `saltwick.example`, as a feed shows it.
fn domain(site: &str) -> String {
    let host = site.split("://").last().unwrap_or(site);
    let host = host.split('/').next().unwrap_or(host);
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
