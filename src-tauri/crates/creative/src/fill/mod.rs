//! From what is known of a product to the words and pictures of a template.
//!
//! A slot's name says what it holds (`docs/templates.md`, "What fills a slot"); the [`Brief`] says what there is. The
//! filling takes words as they were entered and formats amounts and days for the market. It cuts nothing, rounds
//! nothing and makes nothing up: what is not there leaves an optional slot empty, and a required one makes the
//! template unusable for this product, with a sentence on what is missing.

mod amounts;
mod brand_file;
mod brief;
mod cards;
mod cast;
mod lacks;
mod length;
mod locale;
mod pictures;
mod texts;

pub(crate) use amounts::Known;
pub use amounts::{Amount, Unit, said};
pub use brand_file::{BrandFile, BrandFileError, CopyFile, LookFile, PaletteFile, PictureFile, ProductFile};
pub use brief::{
    Brand, Brief, BriefPicture, Card, Comparison, Figure, Hook, KitItem, Letter, NamedAmount, Note, Offer, PictureRole,
    Press, Price, Product, Question, Review, UnitPrice, Variant,
};
pub use cards::seeds;
pub use lacks::Lacks;
pub use length::{plain, plain_length};
pub use locale::Locale;
pub use pictures::owned_tags;
pub use texts::{known_words, says_hook};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::{Content, Slot};
use crate::mend::Mend;
use crate::select::Candidate;
use crate::size::CanvasSize;
use crate::template::{Category, SlotKind, SlotRule, Template};
use cast::Cast;
use texts::Words;

/// What a product lacks for a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the template `{template}` cannot be filled: {}", lacks.join("; "))]
pub struct Missing {
    /// The template's id.
    pub template: String,
    /// What is missing, each in a few words, as "2 of 3 reviews".
    pub lacks: Vec<String>,
}

/// Fills a template. Where there are more reviews, questions or pictures than it shows, the seed decides which; of a
/// carousel it decides which card ([`seeds`]).
///
/// Words are as long as the roomiest size takes; [`shorter`] says what tighter sizes take instead.
///
/// # Errors
/// [`Missing`], with everything that is missing at once.
pub fn fill(template: &Template, brief: &Brief, seed: u64) -> Result<Content, Missing> {
    let cast = Cast::of(template, brief, seed);
    let mut content = Content::default();
    let mut lacks = Vec::new();
    for (base, group) in groups(template) {
        match group[0].rule.kind {
            SlotKind::Text => lacks.extend(texts(&base, &group, &cast, &mut content)),
            SlotKind::Picture => lacks.extend(pictures::fill(template, &base, &group, &cast, &mut content)),
            // The look has it, or sets the name.
            SlotKind::Logo => {}
        }
    }
    lacks.extend(cards::lacks(template, brief));
    lacks.extend(pictures::same_states(template, &content));
    lacks.extend(pictures::unmatched(template, brief));
    lacks.dedup();
    if lacks.is_empty() { Ok(content) } else { Err(Missing { template: template.id.clone(), lacks }) }
}

/// What a size says shorter than the others, because its slots take fewer characters: variants that a person wrote. Words
/// that are none of the brief's were typed for this ad: nothing else is said in their place.
#[must_use]
pub fn shorter(template: &Template, brief: &Brief, content: &Content, size: CanvasSize) -> Vec<Mend> {
    let cast = Cast::of(template, brief, 0);
    let mut mends = Vec::new();
    for (slot, rule) in &template.slots {
        let (Some(text), Some(most)) = (content.text(slot.as_str()), most(rule, size)) else { continue };
        if plain_length(text) <= most {
            continue;
        }
        let (base, _) = split(slot.as_str());
        if let Some(Words::One(all)) = texts::words(base, &cast)
            && all.iter().any(|own| own == text)
            && let Some(fits) = all.into_iter().find(|other| plain_length(other) <= most)
        {
            mends.push(Mend::Words { slot: slot.clone(), text: fits });
        }
    }
    mends
}

/// Other ways to say what a slot says `now`, the longest first, all of them shorter; none for words that are not the
/// brief's.
#[must_use]
pub fn alternatives(template: &Template, brief: &Brief, slot: &str, now: &str) -> Vec<String> {
    match texts::words(split(slot).0, &Cast::of(template, brief, 0)) {
        Some(Words::One(all)) if all.iter().any(|own| own == now) => {
            all.into_iter().filter(|other| plain_length(other) < plain_length(now)).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether there is no ad without this text: a slot that must be filled, or the title of a card, with which the whole card
/// goes.
#[must_use]
pub fn is_needed(template: &Template, slot: &Slot) -> bool {
    let is_title = template.category == Category::CarouselFrame && split(slot.as_str()).0 == "title";
    is_title || template.slots.get(slot).is_some_and(|rule| rule.required)
}

/// A template as a selection sees it for this product; its uses are for the caller to add.
#[must_use]
pub fn candidate(template: &Template, brief: &Brief) -> Candidate {
    candidate_that_lacks(template, fill(template, brief, 0).err().map(|missing| missing.lacks).unwrap_or_default())
}

/// The same where it is known what it lacks ([`Lacks`]).
#[must_use]
pub fn candidate_that_lacks(template: &Template, lacks: Vec<String>) -> Candidate {
    Candidate {
        name: template.name.clone(),
        awareness: Some(template.awareness),
        audience: Some(template.audience),
        required: Arc::from(template.required_assets.as_slice()),
        lacks,
        ..Candidate::new(template.id.clone(), template.category)
    }
}

/// A slot with its rule and its number, if its name ends with one.
struct Numbered<'a> {
    slot: &'a Slot,
    number: Option<u32>,
    rule: &'a SlotRule,
}

/// The name without its number, and the number: `row-3` is `row` and 3.
fn split(name: &str) -> (&str, Option<u32>) {
    match name.rsplit_once('-') {
        Some((base, number)) => match number.parse() {
            Ok(number) => (base, Some(number)),
            Err(_word) => (name, None),
        },
        None => (name, None),
    }
}

/// Slots of the same base, in the order of their numbers.
fn groups(template: &Template) -> BTreeMap<String, Vec<Numbered<'_>>> {
    let mut groups: BTreeMap<String, Vec<Numbered<'_>>> = BTreeMap::new();
    for (slot, rule) in &template.slots {
        let (base, number) = split(slot.as_str());
        groups.entry(base.to_owned()).or_default().push(Numbered { slot, number, rule });
    }
    groups.values_mut().for_each(|group| group.sort_by_key(|slot| slot.number));
    groups
}

/// The most characters a slot takes in a size; nothing if it does not say.
fn most(rule: &SlotRule, size: CanvasSize) -> Option<u32> {
    rule.most.get(&size).copied()
}

/// The most characters a slot takes in its roomiest size.
fn roomiest(rule: &SlotRule) -> u32 {
    rule.most.values().copied().max().unwrap_or(u32::MAX)
}

fn texts(base: &str, group: &[Numbered<'_>], cast: &Cast<'_>, content: &mut Content) -> Option<String> {
    let required = group.iter().filter(|slot| slot.rule.required).count();
    let Some(words) = texts::words(base, cast) else {
        return (required > 0).then(|| format!("“{base}” is no slot that product data fill"));
    };
    match words {
        Words::One(all) => one(base, group, all, content),
        Words::Free(all) => {
            let room = group.iter().map(|slot| roomiest(slot.rule)).min().unwrap_or(u32::MAX);
            let fitting = all.into_iter().filter(|text| plain_length(text) <= room).collect();
            list(base, group, fitting, required, content)
        }
        Words::List(all) => list(base, group, all, required, content),
        Words::Whole(all) if all.len() > group.len() => {
            Some(format!("room for {} {}, it shows {}", all.len(), texts::noun(base).many, group.len()))
        }
        Words::Whole(all) => list(base, group, all, required, content),
    }
}

/// Different words for the same: the longest that fits.
fn one(base: &str, group: &[Numbered<'_>], all: Vec<String>, content: &mut Content) -> Option<String> {
    let mut lack = None;
    for slot in group {
        let room = roomiest(slot.rule);
        if let Some(fits) = all.iter().find(|text| plain_length(text) <= room) {
            content.texts.insert(slot.slot.clone(), fits.clone());
        } else if slot.rule.required {
            let shortest = all.iter().map(|text| plain_length(text)).min();
            lack = Some(match shortest {
                None => texts::noun(base).one.to_owned(),
                Some(length) => {
                    format!("{} of at most {room} characters, the shortest has {length}", texts::noun(base).one)
                }
            });
        }
    }
    lack
}

/// Different things side by side, in their order. An empty one keeps its place and stays empty, so that a list beside
/// it (names and their prices) stays in step.
fn list(
    base: &str,
    group: &[Numbered<'_>],
    all: Vec<String>,
    required: usize,
    content: &mut Content,
) -> Option<String> {
    let mut filled = 0;
    let mut too_long = None;
    for (slot, text) in group.iter().zip(all) {
        let room = roomiest(slot.rule);
        if plain_length(&text) > room {
            too_long = Some(room);
        } else if !text.trim().is_empty() {
            filled += usize::from(slot.rule.required);
            content.texts.insert(slot.slot.clone(), text);
        }
    }
    if filled >= required {
        return None;
    }
    let noun = texts::noun(base);
    let room = too_long.map(|room| format!(" of at most {room} characters")).unwrap_or_default();
    Some(match required {
        1 => format!("{}{room}", noun.one),
        _ => format!("{filled} of {required} {}{room}", noun.many),
    })
}

#[cfg(test)]
mod tests;
