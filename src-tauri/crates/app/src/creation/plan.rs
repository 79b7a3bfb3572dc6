//! From a wish to every single ad: the same plan is previewed, made now, or made by a schedule.
//!
//! Chance is the seed's. What a plan says is what is made: a run writes its plan before its first ad and never asks
//! again.

mod cap;
mod shortfall;
mod uses;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use creative::fill::{self, owned_tags};
use creative::select::{self, Ask, Candidate, Selection};
use creative::{CanvasSize, Template};
use serde::{Deserialize, Serialize};
use store::creation::Hook;
use units::{AccountDate, Timestamp};

use super::params::{Choice, Hooks, OfferChoice, Wanted};
use super::personas::{self, Persona};
use super::spec::{self, AdSpec, HookSpec};
use super::templates::{self, Templates};
use super::{Stock, cores, twins, weights};
use crate::{AppError, Workspace};

pub use cap::{CAP, CAP_SETTING, CAPS, cap, runs, set_cap};

/// Before anything was made here: milliseconds that one core takes and bytes of a file.
const FIRST_GUESS: (f64, f64) = (80.0, 450_000.0);

/// Every ad of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// For which product.
    pub product: String,
    /// What the batch is called.
    pub name: String,
    /// What chance followed from.
    pub seed: u64,
    /// The sizes of every ad.
    pub sizes: Vec<CanvasSize>,
    /// The ads, in the order they are made.
    pub ads: Vec<PlannedAd>,
    /// Where they lead, if that was said for all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How templates were chosen; `None` for a board's own ads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<Selection>,
    /// The parts that further runs make, if one run is not enough: they are filed once this plan is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub behind: Vec<Plan>,
}

/// One ad of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedAd {
    /// Its idea, from 1: colours of one idea share it.
    pub index: u32,
    /// The idea of the first card, if it is a card of a carousel: the cards are one idea.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<u32>,
    /// The ad.
    pub spec: AdSpec,
    /// The template's name.
    pub template_name: String,
    /// The place of an earlier ad of the plan that looks like it, from 1, by the rule that made ads are checked with; its
    /// colours may be others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twin_of: Option<u32>,
}

/// What a plan comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Estimate {
    /// Ads.
    pub ads: u32,
    /// Files: what the cap counts.
    pub files: u32,
    /// Ads that no other ad of the plan says already; the cards of a carousel are one.
    pub ideas: u32,
    /// About how long, in milliseconds.
    pub duration_ms: u64,
    /// About how many bytes in the file.
    pub bytes: u64,
    /// Files that one run may try.
    pub cap: u32,
    /// Runs that it takes.
    pub runs: u32,
}

impl Plan {
    /// How many files it makes.
    #[must_use]
    pub fn files(&self) -> u32 {
        let files = self.ads.iter().map(|ad| ad.spec.sizes.as_ref().unwrap_or(&self.sizes).len()).sum::<usize>();
        u32::try_from(files).unwrap_or(u32::MAX)
    }

    /// The sizes of one ad.
    #[must_use]
    pub fn sizes_of<'a>(&'a self, ad: &'a PlannedAd) -> &'a [CanvasSize] {
        ad.spec.sizes.as_deref().unwrap_or(&self.sizes)
    }

    /// How many ads look like no other one; the cards of a carousel are one.
    #[must_use]
    pub fn ideas(&self) -> u32 {
        let new = self.ads.iter().filter(|ad| ad.twin_of.is_none());
        let ideas: BTreeSet<u32> = new.map(|ad| ad.set.unwrap_or(ad.index)).collect();
        u32::try_from(ideas.len()).unwrap_or(u32::MAX)
    }
}

/// Plans what is wanted. Nothing is written but the rows of bundled templates.
///
/// # Errors
/// `not_found`; `invalid_input` if nothing can be made, with why and what would help.
pub fn plan(ws: &Workspace, wanted: &Wanted) -> Result<Plan, AppError> {
    let stock = Stock::load(ws, &wanted.product)?;
    plan_with(ws, wanted, &stock, &templates::all(ws)?)
}

/// The same with what was read already.
///
/// # Errors
/// As [`plan`].
pub fn plan_with(ws: &Workspace, wanted: &Wanted, stock: &Stock, templates: &Templates) -> Result<Plan, AppError> {
    if wanted.sizes.is_empty() {
        return Err(AppError::invalid("No size was chosen.", "Choose at least one size, such as 4x5."));
    }
    if let Some(persona) = &wanted.persona {
        personas::named(&stock.personas, persona)?;
    }
    let (specs, selection) = if wanted.ads.is_empty() {
        let (specs, selection) = chosen(ws, wanted, stock, templates)?;
        (specs, Some(selection))
    } else {
        (usable(ws, &wanted.ads)?, wanted.selection.clone())
    };
    let mut sizes = wanted.sizes.clone();
    let mut seen = BTreeSet::new();
    sizes.retain(|size| seen.insert(*size));
    let mut plan = Plan {
        product: stock.product.id.clone(),
        name: wanted.name.clone().unwrap_or_else(|| stock.product.name.clone()),
        seed: wanted.seed,
        sizes,
        ads: number(specs, &templates.usable),
        url: wanted.url.clone(),
        selection,
        behind: Vec::new(),
    };
    twins::mark(ws, &mut plan, stock, &templates.usable)?;
    Ok(plan)
}

/// The ads as they were put together, if each of them can be kept.
fn usable(ws: &Workspace, ads: &[AdSpec]) -> Result<Vec<AdSpec>, AppError> {
    if let Some((at, why)) = ads.iter().enumerate().find_map(|(at, ad)| Some((at, ad.unusable()?))) {
        return Err(AppError::invalid(format!("Ad {} {why}.", at + 1), "Correct it, then make the ads."));
    }
    spec::check_parents(&ws.store, ads)?;
    Ok(ads.to_vec())
}

/// What a plan comes to, by what was made here before.
///
/// # Errors
/// As the file fails.
pub fn estimate(ws: &Workspace, plan: &Plan) -> Result<Estimate, AppError> {
    let (render_ms, bytes) = file_speed(ws)?;
    let (files, cap) = (plan.files(), cap(ws)?);
    let runs = if files <= cap { 1 } else { u32::try_from(plan.clone().split(cap).len()).unwrap_or(u32::MAX) };
    Ok(Estimate {
        ads: u32::try_from(plan.ads.len()).unwrap_or(u32::MAX),
        files,
        ideas: plan.ideas(),
        duration_ms: (render_ms * f64::from(files) / cores::at_once() as f64).round() as u64,
        bytes: (bytes * f64::from(files)).round() as u64,
        cap,
        runs,
    })
}

/// What a file took before: milliseconds and bytes, the mean over what was made here.
///
/// # Errors
/// As the file fails.
pub fn file_speed(ws: &Workspace) -> Result<(f64, f64), AppError> {
    Ok(ws.store.render_speed()?.map_or(FIRST_GUESS, |speed| (speed.render_ms, speed.bytes)))
}

/// Templates by their ids.
pub(crate) fn by_id(templates: &[Arc<Template>]) -> HashMap<&str, &Arc<Template>> {
    templates.iter().map(|template| (template.id.as_str(), template)).collect()
}

/// Templates as a selection sees them for this product: what they lack, and how they were used.
///
/// # Errors
/// As the file fails.
pub fn candidates(
    ws: &Workspace,
    stock: &Stock,
    templates: &[Arc<Template>],
    hooks: &[Hook],
    offer: Option<&str>,
) -> Result<Vec<Candidate>, AppError> {
    let now = ws.clock.now();
    let with_product = uses::of_product(ws.store.template_uses(&stock.product.id)?, now);
    let by_brand = uses::of_brand(ws.store.brand_uses(&stock.brand.id)?, now);
    let marks = ws.store.template_marks()?;
    let lacks = lacks(stock, templates, hooks, offer)?;
    let one = |(template, lacks): (&Arc<Template>, Arc<[String]>)| {
        let mut candidate = fill::candidate_that_lacks(template, lacks.to_vec());
        candidate.used_with_product = with_product.get(&template.id).copied();
        candidate.used = by_brand.get(&template.id).copied();
        if let Some(marks) = marks.get(&template.id) {
            candidate.niche.clone_from(&marks.niche);
            candidate.source_brand.clone_from(&marks.source_brand);
        }
        candidate
    };
    Ok(templates.iter().zip(lacks).map(one).collect())
}

/// What each template lacks for the product: with the hook that suits it best.
fn lacks(
    stock: &Stock,
    templates: &[Arc<Template>],
    hooks: &[Hook],
    offer: Option<&str>,
) -> Result<Vec<Arc<[String]>>, AppError> {
    let best = |template: &Arc<Template>| {
        let apart = |place: &usize| stages_apart(&hooks[*place], template);
        (0..hooks.len()).min_by_key(apart)
    };
    let mut by_hook: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (place, template) in templates.iter().enumerate() {
        by_hook.entry(best(template)).or_default().push(place);
    }
    let mut all: Vec<Arc<[String]>> = vec![Arc::default(); templates.len()];
    for (hook, places) in by_hook {
        let hook = hook.map(|hook| &hooks[hook]);
        let brief = stock.brief_for(&spec(&templates[places[0]], hook.cloned(), offer, 0))?;
        let said = (hook.map(|hook| (hook.id.clone(), hook.text.clone())), offer.map(str::to_owned));
        let of_hook: Vec<&Template> = places.iter().map(|place| templates[*place].as_ref()).collect();
        for (place, lacks) in places.iter().zip(stock.lacks.of(said, &brief, &of_hook)) {
            all[*place] = lacks;
        }
    }
    Ok(all)
}

/// The question for templates that a wish comes to.
///
/// # Errors
/// `invalid_input` if the brand's weights cannot be used; `not_found` for a persona that the product does not have.
pub fn ask(wanted: &Wanted, stock: &Stock, hooks: &[Hook]) -> Result<Ask, AppError> {
    let mut ask = match &wanted.choice {
        Choice::Manual(ids) => Ask::manual(ids.clone()),
        Choice::Shuffle(count) => Ask::shuffle(*count, wanted.seed),
        Choice::BestMatch(count) => Ask::best_match(*count, wanted.seed, select::Wanted::default()),
    };
    if matches!(wanted.choice, Choice::BestMatch(_)) {
        ask.weights = weights::of(&stock.brand.selection)?;
    }
    ask.wanted = select::Wanted {
        owned: owned_tags(&stock.brief),
        category: wanted.category,
        awareness: middle_awareness(hooks),
        // Whom the product is for, unless somebody else was asked for.
        audience: match wanted.audience {
            Some(audience) => Some(audience),
            None => persona(wanted, stock)?.map(|persona| persona.speaks),
        },
    };
    ask.strictness = wanted.strictness;
    ask.least_asset_score = stock.brand.selection["min_asset_score"].as_f64().unwrap_or(0.0);
    Ok(ask)
}

/// The persona that was asked for, else the most important one.
fn persona<'a>(wanted: &Wanted, stock: &'a Stock) -> Result<Option<&'a Persona>, AppError> {
    match &wanted.persona {
        Some(named) => personas::named(&stock.personas, named).map(Some),
        None => Ok(stock.personas.first()),
    }
}

fn chosen(
    ws: &Workspace,
    wanted: &Wanted,
    stock: &Stock,
    templates: &Templates,
) -> Result<(Vec<AdSpec>, Selection), AppError> {
    let hooks = hooks_of(wanted, stock)?;
    let offer = offer_of(wanted, stock, today(ws, &stock.brand.id)?)?;
    let pictures = pictures_of(ws, wanted)?;
    let mut candidates = candidates(ws, stock, &templates.usable, &hooks, offer.as_deref())?;
    if wanted.unused_only {
        candidates.retain(|candidate| candidate.used_with_product.is_none());
        if candidates.is_empty() {
            return Err(AppError::invalid(
                "Every template was used for this product already.",
                "Choose among all of them with roll_the_dice or smart_select, or name templates.",
            ));
        }
    }
    let mut selection = select::choose(&candidates, &ask(wanted, stock, &hooks)?);
    leave_out(&mut selection, &templates.unusable, wanted);
    if let Some(empty) = &selection.reason_if_empty {
        let helps: Vec<&str> = empty.helps.iter().map(|help| help.words.as_str()).collect();
        let next = if helps.is_empty() {
            "Add to the product in the Library, or choose other templates.".to_owned()
        } else {
            helps.join(" ")
        };
        return Err(AppError::invalid(empty.why.clone(), next));
    }
    let wanted_hooks = match &wanted.hooks {
        Hooks::Best(count) | Hooks::BestOf(count, _) => *count as usize,
        Hooks::All | Hooks::These(_) => hooks.len(),
    };
    let mut specs = Vec::new();
    let by_id = by_id(&templates.usable);
    for (place, choice) in best_first(&selection, &wanted.choice) {
        let Some(template) = by_id.get(choice.template.as_str()) else { continue };
        let fitting: Vec<Hook> = best_hooks(&hooks, template, hooks.len(), place + wanted.seed as usize % 97)
            .into_iter()
            .filter(|hook| fits(stock, template, Some(hook), offer.as_deref()))
            .take(wanted_hooks.max(1))
            .collect();
        let mut says: Vec<Option<Hook>> =
            if fitting.is_empty() { vec![None] } else { fitting.into_iter().map(Some).collect() };
        let seeds = fill::seeds(template, wanted.seed.wrapping_add(place as u64));
        if seeds.len() > 1 {
            // The cards of a carousel say what they say, whatever the hook is: one set.
            says.truncate(1);
        }
        for hook in says {
            for seed in &seeds {
                for colour in &wanted.colours {
                    let picture = (!pictures.is_empty()).then(|| pictures[place % pictures.len()].clone());
                    let spec = spec(template, hook.clone(), offer.as_deref(), *seed);
                    specs.push(AdSpec { colour: *colour, picture, ..spec });
                }
            }
        }
    }
    Ok((specs, selection))
}

/// What was chosen, each with its turn: for a best match the best of them first, else as it was drawn or named. What an
/// ad says follows from its turn, so that asking for one more changes none of the others.
pub(crate) fn best_first<'a>(selection: &'a Selection, choice: &Choice) -> Vec<(usize, &'a select::Choice)> {
    let mut chosen: Vec<_> = selection.chosen.iter().enumerate().collect();
    if matches!(choice, Choice::BestMatch(_)) {
        chosen.sort_by_key(|(_, choice)| choice.rank);
    }
    chosen
}

/// Says which imported templates cannot be used: all of them where chance chooses, those that were named where a person
/// does.
fn leave_out(selection: &mut Selection, unusable: &[templates::Unusable], wanted: &Wanted) {
    for one in unusable {
        let why = format!("{} cannot be used: {}", one.name, one.why);
        match selection.left_out.iter_mut().find(|left| left.template == one.id) {
            Some(left) => {
                let helps = selection.reason_if_empty.iter_mut().flat_map(|empty| &mut empty.helps);
                for help in helps.filter(|help| help.template.as_ref() == Some(&one.id)) {
                    help.words.clone_from(&why);
                }
                left.why = why;
            }
            None if matches!(wanted.choice, Choice::Manual(_)) => {}
            None => selection.left_out.push(select::LeftOut { template: one.id.clone(), why }),
        }
    }
}

/// The SHA-256 of each picture that was chosen by id or by SHA-256.
fn pictures_of(ws: &Workspace, wanted: &Wanted) -> Result<Vec<String>, AppError> {
    if wanted.pictures.is_empty() {
        return Ok(Vec::new());
    }
    let all = ws.store.library_images(&wanted.product)?;
    let one = |chosen: &String| {
        let found = all.iter().find(|image| image.active && (image.id == *chosen || image.shown() == chosen));
        found.map(|image| image.shown().to_owned()).ok_or_else(|| AppError::not_found("picture", chosen))
    };
    wanted.pictures.iter().map(one).collect()
}

fn spec(template: &Template, hook: Option<Hook>, offer: Option<&str>, seed: u64) -> AdSpec {
    AdSpec {
        template: template.id.clone(),
        hook: hook.map(|hook| HookSpec { id: Some(hook.id), text: hook.text }),
        offer: offer.map(str::to_owned),
        colour: creative::ColourMode::Original,
        seed,
        texts: BTreeMap::new(),
        picture: None,
        copy: None,
        sizes: None,
        parent: None,
    }
}

/// Whether a template can be filled with this hook and offer.
pub(crate) fn fits(stock: &Stock, template: &Template, hook: Option<&Hook>, offer: Option<&str>) -> bool {
    let spec = spec(template, hook.cloned(), offer, 0);
    stock.brief_for(&spec).is_ok_and(|brief| fill::fill(template, &brief, 0).is_ok())
}

/// Hooks that suit a template's awareness come first; among equals each place of the plan begins with another one.
pub(crate) fn best_hooks(hooks: &[Hook], template: &Template, count: usize, turn: usize) -> Vec<Hook> {
    let mut turned: Vec<&Hook> = hooks.iter().collect();
    if !turned.is_empty() {
        let by = turn % turned.len();
        turned.rotate_left(by);
    }
    turned.sort_by_key(|hook| stages_apart(hook, template));
    turned.into_iter().take(count).cloned().collect()
}

/// How far the awareness that a hook speaks to is from what a template suits.
fn stages_apart(hook: &Hook, template: &Template) -> u8 {
    let (least, most) = template.awareness;
    match hook.awareness {
        None => 1,
        Some(level) => u8::max(least.saturating_sub(level), level.saturating_sub(most)),
    }
}

fn hooks_of(wanted: &Wanted, stock: &Stock) -> Result<Vec<Hook>, AppError> {
    match &wanted.hooks {
        Hooks::Best(_) | Hooks::All => Ok(stock.hooks.clone()),
        Hooks::These(ids) | Hooks::BestOf(_, ids) => {
            let one = |id: &String| {
                let found = stock.hooks.iter().find(|hook| hook.id == *id);
                found.cloned().ok_or_else(|| AppError::not_found("hook", id))
            };
            ids.iter().map(one).collect()
        }
    }
}

/// The offer that the ads make. The default one makes none once it has ended.
fn offer_of(wanted: &Wanted, stock: &Stock, today: AccountDate) -> Result<Option<String>, AppError> {
    match &wanted.offer {
        OfferChoice::None => Ok(None),
        OfferChoice::This(id) => stock.offer(id).map(|offer| Some(offer.id.clone())),
        OfferChoice::Default => {
            let holds = |offer: &&store::creation::Offer| {
                offer.ends_on.is_none_or(|end| today <= end) && offer.starts_on.is_none_or(|start| start <= today)
            };
            Ok(stock.offers.iter().find(holds).map(|offer| offer.id.clone()))
        }
    }
}

/// Today for a brand's offers: the day of the ad account that advertises it, the main one first. Where none is linked
/// it is the day in UTC, as a brand has no zone of its own.
///
/// # Errors
/// As the file fails.
pub(crate) fn today(ws: &Workspace, brand: &str) -> Result<AccountDate, AppError> {
    let now = ws.clock.now();
    match ws.store.accounts_of_brand(brand)?.first() {
        Some(account) => Ok(ws.store.account(account)?.zone.day_of(now)),
        None => Ok(utc_day(now)),
    }
}

fn utc_day(now: Timestamp) -> AccountDate {
    AccountDate::from_naive(now.to_utc().date_naive())
}

fn number(specs: Vec<AdSpec>, templates: &[Arc<Template>]) -> Vec<PlannedAd> {
    let mut ideas: Vec<String> = Vec::new();
    let mut taken: BTreeSet<(u32, creative::ColourMode)> = BTreeSet::new();
    let mut planned: Vec<PlannedAd> = Vec::new();
    for spec in specs {
        let idea = spec.idea();
        let place = ideas.iter().position(|known| *known == idea);
        let mut index = place.map_or(0, |place| place as u32 + 1);
        // The same ad twice is two ideas as far as its key is concerned; it is marked as a twin below.
        if place.is_none() || !taken.insert((index, spec.colour)) {
            ideas.push(if place.is_none() { idea } else { format!("{idea}\u{1e}again {}", ideas.len()) });
            index = ideas.len() as u32;
            taken.insert((index, spec.colour));
        }
        let template = templates.iter().find(|template| template.id == spec.template);
        let template_name = template.map_or_else(|| spec.template.clone(), |template| template.name.clone());
        let set = template.and_then(|template| set_of(template, &spec, index, &planned));
        planned.push(PlannedAd { index, set, spec, template_name, twin_of: None });
    }
    planned
}

/// The carousel that an ad is a card of, by the idea of the first of its cards: its own, if none stands before it.
fn set_of(template: &Template, spec: &AdSpec, index: u32, before: &[PlannedAd]) -> Option<u32> {
    let cards = fill::seeds(template, spec.seed);
    let same_set = |other: &&PlannedAd| {
        let card = AdSpec { seed: other.spec.seed, colour: other.spec.colour, ..spec.clone() };
        cards.contains(&other.spec.seed) && card == other.spec
    };
    (cards.len() > 1).then(|| before.iter().find(same_set).and_then(|first| first.set).unwrap_or(index))
}

fn middle_awareness(hooks: &[Hook]) -> Option<u8> {
    let mut levels: Vec<u8> = hooks.iter().filter_map(|hook| hook.awareness).collect();
    levels.sort_unstable();
    levels.get(levels.len() / 2).copied()
}
