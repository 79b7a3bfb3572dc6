//! `template.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::de::DeValue;

use super::colours::{RoleRule, Source};
use super::fault::Faults;
use super::nearest::suggestion;
use super::rule::{SlotKind, SlotRule};
use super::table::{Table, line_at};
use crate::content::Slot;
use crate::size::CanvasSize;

/// What kind of ad a template makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// A customer speaks.
    Testimonial,
    /// Words only.
    QuoteCard,
    /// Two states of a thing.
    BeforeAfter,
    /// The product.
    ProductShowcase,
    /// As if a person had made it.
    UgcStyle,
    /// A joke.
    Meme,
    /// Cards in a row.
    CarouselFrame,
    /// Made for Stories.
    StoryFormat,
    /// None of these.
    Other,
}

/// Whom a template speaks to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everybody.
    #[default]
    Unisex,
    /// Women.
    Female,
    /// Men.
    Male,
}

impl Category {
    /// All categories.
    pub const ALL: [Self; 9] = [
        Self::Testimonial,
        Self::QuoteCard,
        Self::BeforeAfter,
        Self::ProductShowcase,
        Self::UgcStyle,
        Self::Meme,
        Self::CarouselFrame,
        Self::StoryFormat,
        Self::Other,
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Testimonial => "testimonial",
            Self::QuoteCard => "quote_card",
            Self::BeforeAfter => "before_after",
            Self::ProductShowcase => "product_showcase",
            Self::UgcStyle => "ugc_style",
            Self::Meme => "meme",
            Self::CarouselFrame => "carousel_frame",
            Self::StoryFormat => "story_format",
            Self::Other => "other",
        }
    }
}

impl Audience {
    /// All audiences.
    pub const ALL: [Self; 3] = [Self::Unisex, Self::Female, Self::Male];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unisex => "unisex",
            Self::Female => "female",
            Self::Male => "male",
        }
    }
}

/// What `template.toml` says.
pub(super) struct Manifest {
    pub id: String,
    pub version: u32,
    pub name: String,
    pub idea: String,
    pub category: Category,
    pub awareness: (u8, u8),
    pub audience: Audience,
    pub sizes: Vec<CanvasSize>,
    pub required_assets: Vec<String>,
    pub optional_assets: Vec<String>,
    /// Whether compositions are mirrored for words that run from the right.
    pub mirror: bool,
    pub colours: Vec<(String, RoleRule)>,
    pub slots: BTreeMap<Slot, SlotRule>,
}

/// Reads `template.toml`; none when it is no TOML at all.
pub(super) fn manifest(text: &str, folder: &str, faults: &mut Faults) -> Option<Manifest> {
    let document = match toml::de::DeTable::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let line = error.span().map(|span| line_at(text, span.start));
            faults.add(line, format!("this is no TOML: {}", error.message()), "mend the file in an editor");
            return None;
        }
    };
    let mut root = Table { text, table: document.get_ref(), line: 1, name: String::new(), faults };
    root.only(&[
        "id",
        "version",
        "name",
        "idea",
        "category",
        "awareness",
        "audience",
        "sizes",
        "assets",
        "mirror",
        "colours",
        "slots",
    ]);
    let id = root.required_text("id");
    if !id.is_empty() && id != folder {
        root.fault_at("id", format!("the id is `{id}`, the folder `{folder}`"), "give both the same name");
    }
    if !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        root.fault_at("id", format!("`{id}` is no id"), "use lower-case letters, digits and hyphens");
    }
    let version = root.required_number("version", 1..=1_000_000);
    let name = root.required_text("name");
    let idea = root.required_text("idea");
    let category = root.one_of("category", &Category::ALL.map(|category| (category.name(), category)));
    let audience = match root.has("audience") {
        true => root.one_of("audience", &Audience::ALL.map(|audience| (audience.name(), audience))),
        false => Some(Audience::default()),
    };
    let awareness = root.awareness();
    let sizes = root.sizes("sizes").unwrap_or_else(|| CanvasSize::ALL.to_vec());
    let mirror = !root.has("mirror") || root.flag("mirror");
    let (mut required_assets, mut optional_assets) = (Vec::new(), Vec::new());
    root.table("assets", |assets| {
        assets.only(&["required", "optional"]);
        required_assets = assets.texts("required").unwrap_or_default();
        optional_assets = assets.texts("optional").unwrap_or_default();
    });
    let colours = colours(&mut root);
    let slots = slots(&mut root, &sizes);
    Some(Manifest {
        id,
        version,
        name,
        idea,
        category: category.unwrap_or(Category::Other),
        awareness,
        audience: audience.unwrap_or_default(),
        sizes,
        required_assets,
        optional_assets,
        mirror,
        colours,
        slots,
    })
}

fn colours(root: &mut Table<'_, '_>) -> Vec<(String, RoleRule)> {
    let mut rules = Vec::new();
    root.table("colours", |table| {
        for role in table.keys() {
            if let Some(rule) = colour(table, &role) {
                rules.push((role, rule));
            }
        }
        let known: Vec<String> = rules.iter().map(|(role, _)| role.clone()).collect();
        for (role, rule) in &rules {
            for other in rule.references().filter(|other| !known.iter().any(|known| known == other)) {
                let mend = suggestion(other, known.iter().map(String::as_str));
                table.faults.add(table.line_of(role), format!("`{role}` refers to `{other}`, which is no role"), mend);
            }
        }
    });
    if !rules.iter().any(|(role, _)| role == "ink") {
        root.faults.add(None, "[colours] has no `ink`", "add ink = \"primary\" (the colour of words)");
    }
    let references_known =
        rules.iter().all(|(_, rule)| rule.references().all(|other| rules.iter().any(|(role, _)| role == other)));
    match super::colours::in_order(rules) {
        Ok(ordered) => ordered,
        Err(circle) if references_known => {
            let what = format!("the colours {} refer to each other in a circle", circle.join(", "));
            root.fault_at("colours", what, "let one of them stand on its own");
            Vec::new()
        }
        Err(_) => Vec::new(),
    }
}

fn colour(table: &mut Table<'_, '_>, role: &str) -> Option<RoleRule> {
    let (from, mut on, contrast, mix) = match table.value(role)? {
        DeValue::String(_) => (table.required_text(role), None, None, None),
        DeValue::Table(_) => {
            let mut read = (String::new(), None, None, None);
            table.table(role, |rule| {
                rule.only(&["from", "on", "contrast", "mix"]);
                read = (rule.required_text("from"), rule.text("on"), rule.float("contrast"), rule.mix());
            });
            read
        }
        _ => {
            table.fault_at(role, format!("`{role}` is no colour"), "write a colour of the brand, or { from = … }");
            return None;
        }
    };
    let Some(source) = Source::named(&from) else {
        let mend = suggestion(&from, Source::NAMES);
        table.fault_at(role, format!("`{from}` is none of the brand's colours"), mend);
        return None;
    };
    // Words must be readable without being told so.
    if on.is_none() && role == "ink" && table.has("ground") {
        on = Some("ground".to_owned());
    }
    if on.is_none()
        && let Some(stem) = role.strip_suffix("-ink").filter(|stem| table.has(stem))
    {
        on = Some(stem.to_owned());
    }
    let on = on.map(|on| (on, f64::from(contrast.unwrap_or(4.5))));
    Some(RoleRule { from: source, on, mix })
}

fn slots(root: &mut Table<'_, '_>, sizes: &[CanvasSize]) -> BTreeMap<Slot, SlotRule> {
    let mut slots = BTreeMap::new();
    let kinds = [("text", SlotKind::Text), ("picture", SlotKind::Picture), ("logo", SlotKind::Logo)];
    root.table("slots", |table| {
        for name in table.keys() {
            let slot = Slot::new(name.clone());
            table.table(&name, |one| {
                one.only(&["kind", "required", "sizes", "typical", "most", "widest", "whole"]);
                let kind = one.one_of("kind", &kinds).unwrap_or(SlotKind::Text);
                let own = one.sizes("sizes").unwrap_or_else(|| sizes.to_vec());
                if let Some(extra) = own.iter().find(|size| !sizes.contains(size)) {
                    one.fault_at("sizes", format!("the template has no size {extra}"), "name sizes of the template");
                }
                let (typical, most) = (one.lengths("typical", &own), one.lengths("most", &own));
                let (required, widest, whole) = (one.flag("required"), one.float("widest"), one.flag("whole"));
                slots.insert(slot, SlotRule { kind, required, sizes: own, typical, most, widest, whole });
            });
        }
    });
    if slots.is_empty() {
        root.faults.add(None, "there are no slots", "declare at least one, such as [slots.headline]");
    }
    slots
}
