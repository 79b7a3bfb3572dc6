//! What a job that makes ads was filed with.
//!
//! Both pipelines of the origin have their parameters here under their own names. What only an image model could do is
//! refused by name instead of being taken and forgotten.

use creative::select::Strictness;
use creative::template::{Audience, Category};
use creative::{CanvasSize, ColourMode};
use scheduler::ParamError;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use units::{JobType, Timestamp};

use super::spec::AdSpec;
use crate::sync::{number, problem};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// For which product.
    pub product: String,
    /// Exactly these ads, as a board has them. Then nothing is chosen.
    pub ads: Vec<AdSpec>,
    /// How templates are chosen.
    pub choice: Choice,
    /// Only this kind of ad.
    pub category: Option<Category>,
    /// Whom the ads speak to.
    pub audience: Option<Audience>,
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
}

/// The origin's names of the parameters, and ours.
const KNOWN: [&str; 24] = [
    "product_id",
    "name",
    "ads",
    "template_selection_mode",
    "template_mode",
    "template_count",
    "template_ids",
    "scraped_template_ids",
    "template_category",
    "audience",
    "asset_strictness",
    "content_source",
    "num_variations",
    "hook_ids",
    "offer_variant_id",
    "canvas_size",
    "canvas_sizes",
    "color_mode",
    "color_modes",
    "seed",
    "over_cap",
    "destination_url",
    "user_selected_image_ids",
    "image_selection_mode",
];

/// Parameters of the origin that cannot be followed here, with why. Without a value, or with the one that asks for
/// nothing, they are let through, as its schedules always carry them.
const REFUSED: [(&str, &str, &str); 5] = [
    ("variant_id", "", "names a variant of a product; here each variant is a product of its own: name that product"),
    ("image_resolution", "auto", "asks for a model's pixels; ads are drawn in exactly the pixels of their canvas size"),
    ("match_lp_voice", "false", "needs the landing page's words, and pages are not read by this program"),
    ("export_destination", "none", "must be none: export from Review or with `ads export`"),
    ("export_email", "", "mail is not sent by this program"),
];

/// Parameters that tell an image model something.
const FOR_MODELS: [&str; 9] = [
    "additional_instructions",
    "creative_direction",
    "current_offer_override",
    "blueprint_id",
    "persona_id",
    "angle_ids",
    "plan_id",
    "belief_persona_id",
    "belief_jtbd_id",
];

impl Wanted {
    /// The usual: three by Best match, one hook each, the three sizes that most placements take, the product's colours.
    #[must_use]
    pub fn of(product: impl Into<String>) -> Self {
        Self {
            product: product.into(),
            ads: Vec::new(),
            choice: Choice::BestMatch(3),
            category: None,
            audience: None,
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
        let most = if first { 15 } else { 50 };
        let variations = number(fields.get("num_variations"), "num_variations", 1, most)?.unwrap_or(5);
        let hook_ids = texts(fields, "hook_ids")?;
        let mut wanted = Self {
            ads: ads(fields)?,
            choice: choice(fields, first, count)?,
            unused_only: mode(fields, first)? == "unused",
            pictures: pictures(fields)?,
            url: url(fields)?,
            category: named(fields, "template_category", Category::ALL, Category::name)?,
            audience: named(fields, "audience", Audience::ALL, Audience::name)?,
            strictness: from_word(fields, "asset_strictness")?.unwrap_or_default(),
            hooks: match (hook_ids.is_empty(), fields.contains_key("num_variations")) {
                (true, _) => Hooks::Best(variations),
                (false, true) => Hooks::BestOf(variations, hook_ids),
                (false, false) => Hooks::These(hook_ids),
            },
            offer: offer(fields)?,
            seed: seed(fields)?,
            over_cap: from_word(fields, "over_cap")?.unwrap_or(OverCap::Ask),
            name: text(fields, "name")?,
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
        put("destination_url", json!(self.url));
        if !self.ads.is_empty() {
            put("ads", json!(self.ads));
            return fields;
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
        put("asset_strictness", json!(self.strictness));
        match &self.hooks {
            Hooks::Best(count) => put("num_variations", (*count).into()),
            Hooks::All => put("num_variations", 50.into()),
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

fn refuse_unknown(job_type: JobType, fields: &Map<String, Value>) -> Result<(), ParamError> {
    let empty = |value: &Value| value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty);
    for (name, value) in fields {
        if FOR_MODELS.contains(&name.as_str()) {
            if !empty(value) {
                return Err(problem(name, "is for image models, which this version does not ask: ads are drawn here"));
            }
        } else if let Some((_, nothing, why)) = REFUSED.iter().find(|(refused, ..)| refused == name) {
            let asks_nothing = value.as_str().map_or_else(|| value.to_string(), str::to_owned) == *nothing;
            if !empty(value) && !asks_nothing {
                return Err(problem(name, why));
            }
        } else if !KNOWN.contains(&name.as_str()) {
            return Err(problem(name, &format!("is not a parameter of {job_type}")));
        }
    }
    if text(fields, "content_source")?.is_some_and(|source| source != "hooks") {
        return Err(problem("content_source", "must be hooks: other sources need an image model"));
    }
    Ok(())
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
        Some(ads) => serde_json::from_value(ads.clone()).map_err(|error| problem("ads", &error.to_string())),
    }
}

fn offer(fields: &Map<String, Value>) -> Result<OfferChoice, ParamError> {
    Ok(match text(fields, "offer_variant_id")?.as_deref() {
        None | Some("") => OfferChoice::Default,
        Some("none") => OfferChoice::None,
        Some(id) => OfferChoice::This(id.to_owned()),
    })
}

fn seed(fields: &Map<String, Value>) -> Result<u64, ParamError> {
    let wrong = || problem("seed", "must be a whole number from 0 up");
    match fields.get("seed") {
        None | Some(Value::Null) => Ok(1),
        Some(Value::Number(number)) => number.as_u64().ok_or_else(wrong),
        Some(Value::String(digits)) => digits.trim().parse().map_err(|_not_one| wrong()),
        Some(_) => Err(wrong()),
    }
}

fn text(fields: &Map<String, Value>, name: &str) -> Result<Option<String>, ParamError> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(problem(name, "must be text")),
    }
}

/// A list of texts, or one text with commas.
fn texts(fields: &Map<String, Value>, name: &str) -> Result<Vec<String>, ParamError> {
    let words =
        |text: &str| text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    match fields.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::String(text)) => Ok(words(text)),
        Some(Value::Array(items)) => {
            let one =
                |item: &Value| item.as_str().map(str::to_owned).ok_or_else(|| problem(name, "must be a list of texts"));
            items.iter().map(one).collect()
        }
        Some(_) => Err(problem(name, "must be a list of texts")),
    }
}

/// Values that are written in one of two places, each at most once.
fn parsed<T: std::str::FromStr<Err: std::fmt::Display> + PartialEq>(
    fields: &Map<String, Value>,
    one: &str,
    many: &str,
) -> Result<Vec<T>, ParamError> {
    let mut all = Vec::new();
    for name in [one, many] {
        for word in texts(fields, name)? {
            let value = word.parse().map_err(|error: T::Err| problem(name, &error.to_string()))?;
            if !all.contains(&value) {
                all.push(value);
            }
        }
    }
    Ok(all)
}

fn named<T: Copy, const N: usize>(
    fields: &Map<String, Value>,
    name: &str,
    all: [T; N],
    word: impl Fn(T) -> &'static str,
) -> Result<Option<T>, ParamError> {
    let Some(asked) = text(fields, name)?.filter(|asked| !asked.is_empty() && asked != "all") else { return Ok(None) };
    let found = all.into_iter().find(|one| word(*one) == asked);
    let words = all.map(&word).join(", ");
    found.map(Some).ok_or_else(|| problem(name, &format!("must be one of {words}")))
}

fn from_word<T: for<'a> Deserialize<'a>>(fields: &Map<String, Value>, name: &str) -> Result<Option<T>, ParamError> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(word) => serde_json::from_value(word.clone()).map(Some).map_err(|error| problem(name, &error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_survives_being_stored() {
        let all = [
            Wanted::of("p"),
            Wanted {
                choice: Choice::Manual(vec!["statement".into()]),
                hooks: Hooks::These(vec!["h".into()]),
                offer: OfferChoice::None,
                seed: u64::MAX,
                colours: ColourMode::ALL.to_vec(),
                over_cap: OverCap::Split,
                ..Wanted::of("p")
            },
            Wanted {
                choice: Choice::Shuffle(2),
                unused_only: true,
                pictures: vec!["a".into(), "b".into()],
                url: Some("https://a.example/".into()),
                ..Wanted::of("p")
            },
            Wanted {
                choice: Choice::Shuffle(7),
                category: Some(Category::Other),
                name: Some("n".into()),
                ..Wanted::of("p")
            },
        ];
        for wanted in all {
            assert_eq!(Wanted::read(JobType::AdCreationV2, &wanted.to_json()), Ok(wanted));
        }
    }

    #[test]
    fn the_origins_parameters_are_understood_in_both_forms() {
        let scalar =
            json!({ "product_id": "p", "template_ids": ["a"], "canvas_size": "1080x1350px", "color_mode": "brand" });
        let list = json!({ "product_id": "p", "template_ids": ["a"], "canvas_sizes": ["1080x1350px"], "color_modes": ["brand"] });
        let one = Wanted::read(JobType::AdCreationV2, &scalar).unwrap();
        assert_eq!(one, Wanted::read(JobType::AdCreationV2, &list).unwrap());
        assert_eq!((one.sizes, one.colours), (vec![CanvasSize::Portrait], vec![ColourMode::Brand]));
        let first = Wanted::read(JobType::AdCreation, &json!({ "product_id": "p" })).unwrap();
        assert!(first.unused_only, "the first pipeline takes what was not used yet");
        assert_eq!((first.choice, first.hooks, first.sizes.len()), (Choice::Shuffle(3), Hooks::Best(5), 1));
        let shuffled = json!({ "product_id": "p", "template_selection_mode": "roll_the_dice" });
        assert!(!Wanted::read(JobType::AdCreation, &shuffled).unwrap().unused_only);
    }

    #[test]
    fn what_asks_for_nothing_is_let_through_as_the_origins_schedules_carry_it() {
        let params = json!({
            "product_id": "p", "template_ids": ["a"], "export_destination": "none", "export_email": "", "variant_id": null,
            "image_resolution": "auto", "match_lp_voice": false, "image_selection_mode": "auto", "angle_ids": [],
            "user_selected_image_ids": [], "destination_url": "",
        });
        let wanted = Wanted::read(JobType::AdCreationV2, &params).unwrap();
        assert_eq!((wanted.pictures.len(), wanted.url), (0, None));
        let manual = json!({
            "product_id": "p", "template_ids": ["a"], "image_selection_mode": "manual",
            "user_selected_image_ids": "one, two", "destination_url": " https://a.example/x ",
        });
        let wanted = Wanted::read(JobType::AdCreationV2, &manual).unwrap();
        assert_eq!(
            (wanted.pictures, wanted.url.as_deref()),
            (vec!["one".to_owned(), "two".to_owned()], Some("https://a.example/x"))
        );
    }

    #[test]
    fn what_cannot_be_done_is_refused_by_name() {
        for (params, name) in [
            (json!({}), "product_id"),
            (json!({ "product_id": "p", "num_variations": 51 }), "num_variations"),
            (json!({ "product_id": "p", "template_selection_mode": "manual" }), "template_ids"),
            (json!({ "product_id": "p", "template_ids": ["a"], "canvas_sizes": ["16x9"] }), "canvas_sizes"),
            (json!({ "product_id": "p", "creative_direction": "more fun" }), "creative_direction"),
            (json!({ "product_id": "p", "export_email": "a@b.example" }), "export_email"),
            (json!({ "product_id": "p", "export_destination": "drive" }), "export_destination"),
            (json!({ "product_id": "p", "export_folder": "x" }), "export_folder"),
            (json!({ "product_id": "p", "variant_id": "v" }), "variant_id"),
            (json!({ "product_id": "p", "image_resolution": "2K" }), "image_resolution"),
            (json!({ "product_id": "p", "match_lp_voice": true }), "match_lp_voice"),
            (
                json!({ "product_id": "p", "template_ids": ["a"], "image_selection_mode": "manual" }),
                "user_selected_image_ids",
            ),
            (
                json!({ "product_id": "p", "template_ids": ["a"], "image_selection_mode": "best" }),
                "image_selection_mode",
            ),
            (
                json!({ "product_id": "p", "template_ids": ["a"], "image_selection_mode": "auto",
                     "user_selected_image_ids": ["x"] }),
                "image_selection_mode",
            ),
            (json!({ "product_id": "p", "template_ids": ["a"], "destination_url": "a.example" }), "destination_url"),
            (json!({ "product_id": "p", "colour": "red" }), "colour"),
        ] {
            assert_eq!(Wanted::read(JobType::AdCreationV2, &params).unwrap_err().name, name, "{params}");
        }
    }

    #[test]
    fn every_due_time_has_a_throw_of_its_own_that_is_known_beforehand() {
        let wanted = Wanted::of("p");
        let (one, other) = (Timestamp::from_millis(0), Timestamp::from_millis(60_000));
        assert_eq!(wanted.at(other), wanted.at(other));
        assert_ne!(wanted.at(one).seed, wanted.at(other).seed);
    }
}
