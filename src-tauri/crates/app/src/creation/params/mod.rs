//! What a job that makes ads was filed with.
//!
//! Both pipelines of the origin have their parameters here under their own names. What only an image model could do is
//! refused by name instead of being taken and forgotten; what the origin asks for by default is taken, and the run says
//! that it is not followed.

mod fields;
mod refused;
mod unfollowed;

use std::ops::RangeInclusive;

use creative::select::{Selection, Strictness};
use creative::template::{Audience, Category};
use creative::{CanvasSize, ColourMode};
use scheduler::ParamError;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use units::{JobType, RunId, Timestamp};

use fields::{from_word, named, parsed, seed, text, texts};
use refused::refuse_unknown;
pub use unfollowed::unfollowed;

use super::spec::AdSpec;
use crate::sync::{number, problem};

/// The parameter by which the parts of one plan are known.
pub(crate) const PART_OF: &str = "part_of";

/// How templates are chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// These, in this order.
    Manual(Vec<String>),
    /// So many, drawn by lot.
    Shuffle(u32),
    /// So many, the best first.
    BestMatch(u32),
}

/// Hooks for each template, where the best ones are taken.
pub const HOOKS: RangeInclusive<u32> = 1..=50;
/// The word for all hooks where their number stands.
const ALL: &str = "all";

/// Which hooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hooks {
    /// So many for each template, those that suit it best.
    Best(u32),
    /// All of them.
    All,
    /// These, by id.
    These(Vec<String>),
    /// So many of these for each template, those that suit it best.
    BestOf(u32, Vec<String>),
}

/// Which offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfferChoice {
    /// The product's default one, if it has one and it has not ended.
    Default,
    /// None.
    None,
    /// This one.
    This(String),
}

/// What happens to a plan with more files than one run may make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverCap {
    /// Nothing is made: a person decides.
    Ask,
    /// Several runs make it, one after the other.
    Split,
}

/// What is wanted: the parameters of a job, of the window's button and of the command line alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// For which product.
    pub product: String,
    /// Exactly these ads, as a board has them or as they were chosen beforehand. Then nothing is chosen.
    pub ads: Vec<AdSpec>,
    /// How they were chosen, if they were: what was previewed is made, whatever happens to the library meanwhile.
    pub selection: Option<Selection>,
    /// How templates are chosen.
    pub choice: Choice,
    /// Only this kind of ad.
    pub category: Option<Category>,
    /// Whom the ads speak to.
    pub audience: Option<Audience>,
    /// Which of those whom the product is for, by id or by name; the first one if nobody said.
    pub persona: Option<String>,
    /// How well a product's pictures must suit a template.
    pub strictness: Strictness,
    /// Which hooks.
    pub hooks: Hooks,
    /// Which offer.
    pub offer: OfferChoice,
    /// Sizes, in the order they are shown.
    pub sizes: Vec<CanvasSize>,
    /// Colour modes; each is an ad of its own.
    pub colours: Vec<ColourMode>,
    /// What chance follows from.
    pub seed: u64,
    /// Only templates that were not used for the product yet.
    pub unused_only: bool,
    /// The product's pictures that stand on the ads, by id or SHA-256, in turn from template to template; empty leaves
    /// it to the templates.
    pub pictures: Vec<String>,
    /// Where the ads lead; `None` is to their offer's page, else to the product's.
    pub url: Option<String>,
    /// What happens to a plan that is too large.
    pub over_cap: OverCap,
    /// What the batch is called; the product's name if nobody said.
    pub name: Option<String>,
    /// The first run of the plan, if this is a further part of one that takes several runs.
    pub part_of: Option<RunId>,
}

impl Wanted {
    /// The usual: three by Best match, one hook each, the three sizes that most placements take, the product's colours.
    #[must_use]
    pub fn of(product: impl Into<String>) -> Self {
        Self {
            product: product.into(),
            ads: Vec::new(),
            selection: None,
            choice: Choice::BestMatch(3),
            category: None,
            audience: None,
            persona: None,
            strictness: Strictness::Default,
            hooks: Hooks::Best(1),
            offer: OfferChoice::Default,
            sizes: vec![CanvasSize::Portrait, CanvasSize::Story, CanvasSize::Square],
            colours: vec![ColourMode::Original],
            seed: 1,
            unused_only: false,
            pictures: Vec::new(),
            url: None,
            over_cap: OverCap::Ask,
            name: None,
            part_of: None,
        }
    }

    /// Reads the parameters of a job of this type.
    ///
    /// # Errors
    /// The parameter that is wrong, unknown, or needs something that this program does not have.
    pub fn read(job_type: JobType, params: &Value) -> Result<Self, ParamError> {
        let Value::Object(fields) = params else { return Err(problem("parameters", "must be names with values")) };
        refuse_unknown(job_type, fields)?;
        let first = job_type == JobType::AdCreation;
        let product = text(fields, "product_id")?.ok_or_else(|| problem("product_id", "is missing: name a product"))?;
        let count = number(fields.get("template_count"), "template_count", 1, 500)?.unwrap_or(3);
        let variations = variations(fields, first)?;
        let hook_ids = texts(fields, "hook_ids")?;
        let mut wanted = Self {
            ads: ads(fields)?,
            selection: from_word(fields, "selection")?,
            choice: choice(fields, first, count)?,
            unused_only: mode(fields, first)? == "unused",
            pictures: pictures(fields)?,
            url: url(fields)?,
            category: named(fields, "template_category", Category::ALL, Category::name)?,
            audience: named(fields, "audience", Audience::ALL, Audience::name)?,
            persona: text(fields, "persona_id")?.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()),
            strictness: from_word(fields, "asset_strictness")?.unwrap_or_default(),
            hooks: match (hook_ids.is_empty(), variations) {
                (true, said) => said.unwrap_or(Hooks::Best(5)),
                (false, Some(Hooks::Best(count))) => Hooks::BestOf(count, hook_ids),
                (false, _) => Hooks::These(hook_ids),
            },
            offer: offer(fields)?,
            seed: seed(fields)?,
            over_cap: from_word(fields, "over_cap")?.unwrap_or(OverCap::Ask),
            name: text(fields, "name")?,
            part_of: from_word(fields, PART_OF)?,
            ..Self::of(product)
        };
        if first {
            // The first pipeline makes one picture of each idea.
            wanted.sizes = vec![CanvasSize::Portrait];
        }
        let sizes = parsed::<CanvasSize>(fields, "canvas_size", "canvas_sizes")?;
        if !sizes.is_empty() {
            wanted.sizes = sizes;
        }
        let colours = parsed::<ColourMode>(fields, "color_mode", "color_modes")?;
        if !colours.is_empty() {
            wanted.colours = colours;
        }
        Ok(wanted)
    }

    /// The parameters as a job keeps them.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut fields = json!({
            "product_id": self.product,
            "canvas_sizes": self.sizes.iter().map(|size| size.stored()).collect::<Vec<_>>(),
            "color_modes": self.colours,
            // As text: a number of a seed's length does not survive JavaScript.
            "seed": self.seed.to_string(),
            "over_cap": self.over_cap,
        });
        let mut put = |name: &str, value: Value| {
            if !value.is_null() {
                fields[name] = value;
            }
        };
        put("name", json!(self.name));
        put(PART_OF, json!(self.part_of));
        put("destination_url", json!(self.url));
        if !self.ads.is_empty() {
            put("ads", json!(self.ads));
            if self.selection.is_none() {
                return fields;
            }
            // Beside the ads stands what was asked for, to be read.
            put("selection", json!(self.selection));
        }
        let (mode, count) = match &self.choice {
            Choice::Manual(ids) => {
                put("template_ids", json!(ids));
                ("manual", ids.len() as u32)
            }
            Choice::Shuffle(count) => ("roll_the_dice", *count),
            Choice::BestMatch(count) => ("smart_select", *count),
        };
        if self.unused_only {
            put("template_mode", "unused".into());
        } else {
            put("template_selection_mode", mode.into());
        }
        if !self.pictures.is_empty() {
            put("user_selected_image_ids", json!(self.pictures));
        }
        put("template_count", count.max(1).into());
        put("template_category", json!(self.category));
        put("audience", json!(self.audience));
        put("persona_id", json!(self.persona));
        put("asset_strictness", json!(self.strictness));
        match &self.hooks {
            Hooks::Best(count) => put("num_variations", (*count).into()),
            Hooks::All => put("num_variations", ALL.into()),
            Hooks::These(ids) => put("hook_ids", json!(ids)),
            Hooks::BestOf(count, ids) => {
                put("num_variations", (*count).into());
                put("hook_ids", json!(ids));
            }
        }
        match &self.offer {
            OfferChoice::Default => {}
            OfferChoice::None => put("offer_variant_id", "none".into()),
            OfferChoice::This(id) => put("offer_variant_id", id.clone().into()),
        }
        fields
    }

    /// What a recurring schedule makes at this due time: the same wish with a throw of its own, known beforehand.
    #[must_use]
    pub fn at(&self, due_at: Timestamp) -> Self {
        let minute = due_at.millis().div_euclid(60_000).cast_unsigned();
        Self { seed: self.seed ^ minute.wrapping_mul(0x9E37_79B9_7F4A_7C15), ..self.clone() }
    }
}

/// How many hooks for each template, or all of them; nothing if nobody said.
fn variations(fields: &Map<String, Value>, first: bool) -> Result<Option<Hooks>, ParamError> {
    let (name, most) = ("num_variations", if first { 15 } else { *HOOKS.end() });
    let given = fields.get(name);
    if given.and_then(Value::as_str).is_some_and(|word| word.trim() == ALL) {
        return Ok(Some(Hooks::All));
    }
    number(given, name, *HOOKS.start(), most).map(|count| count.map(Hooks::Best))
}

/// How templates are to be chosen, by the name that either pipeline has for it.
fn mode(fields: &Map<String, Value>, first: bool) -> Result<String, ParamError> {
    let named = match text(fields, "template_selection_mode")? {
        Some(mode) => Some(mode),
        None => text(fields, "template_mode")?,
    };
    Ok(named.unwrap_or_else(|| if first { "unused" } else { "manual" }.to_owned()))
}

fn choice(fields: &Map<String, Value>, first: bool, count: u32) -> Result<Choice, ParamError> {
    let mut ids = texts(fields, "template_ids")?;
    ids.extend(texts(fields, "scraped_template_ids")?);
    match mode(fields, first)?.as_str() {
        "manual" | "specific" if !ids.is_empty() => Ok(Choice::Manual(ids)),
        "manual" | "specific"
            if fields.get("ads").is_some_and(|ads| ads.as_array().is_some_and(|ads| !ads.is_empty())) =>
        {
            Ok(Choice::Manual(Vec::new()))
        }
        "manual" | "specific" => Err(problem("template_ids", "is missing: name templates, or choose another mode")),
        "roll_the_dice" | "unused" => Ok(Choice::Shuffle(count)),
        "smart_select" => Ok(Choice::BestMatch(count)),
        _ => Err(problem("template_selection_mode", "must be manual, roll_the_dice, smart_select or unused")),
    }
}

/// The pictures that a person chose, if the ads are to use those.
fn pictures(fields: &Map<String, Value>) -> Result<Vec<String>, ParamError> {
    let chosen = texts(fields, "user_selected_image_ids")?;
    match text(fields, "image_selection_mode")?.as_deref() {
        None | Some("") => Ok(chosen),
        Some("auto") if chosen.is_empty() => Ok(chosen),
        Some("auto") => Err(problem("image_selection_mode", "is auto, but user_selected_image_ids names pictures")),
        Some("manual") if chosen.is_empty() => {
            Err(problem("user_selected_image_ids", "is missing: name pictures of the product, or choose auto"))
        }
        Some("manual") => Ok(chosen),
        Some(_) => Err(problem("image_selection_mode", "must be auto or manual")),
    }
}

fn url(fields: &Map<String, Value>) -> Result<Option<String>, ParamError> {
    let Some(url) = text(fields, "destination_url")?.map(|url| url.trim().to_owned()) else { return Ok(None) };
    if url.is_empty() {
        return Ok(None);
    }
    if !url.starts_with("https://") {
        return Err(problem("destination_url", "must be an address that begins with https://"));
    }
    Ok(Some(url))
}

fn ads(fields: &Map<String, Value>) -> Result<Vec<AdSpec>, ParamError> {
    match fields.get("ads") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(ads) => {
            let ads: Vec<AdSpec> =
                serde_json::from_value(ads.clone()).map_err(|error| problem("ads", &error.to_string()))?;
            match ads.iter().enumerate().find_map(|(at, ad)| Some((at + 1, ad.unusable()?))) {
                Some((number, why)) => Err(problem("ads", &format!("ad {number} {why}"))),
                None => Ok(ads),
            }
        }
    }
}

fn offer(fields: &Map<String, Value>) -> Result<OfferChoice, ParamError> {
    Ok(match text(fields, "offer_variant_id")?.as_deref() {
        None | Some("") => OfferChoice::Default,
        Some("none") => OfferChoice::None,
        Some(id) => OfferChoice::This(id.to_owned()),
    })
}

#[cfg(test)]
mod tests;
