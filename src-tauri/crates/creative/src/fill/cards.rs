//! The cards of a carousel. An ad of such a template is one card: the seed says which, and [`seeds`] gives one seed for
//! each card, so that a set is planned, kept and exported as so many ads.

use super::cast::room;
use super::length::plain_length;
use super::{Brief, PictureRole, groups};
use crate::picture::Picture;
use crate::template::{Category, Template};

/// Which card an ad shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Its place, from 0.
    pub at: usize,
    /// How many there are.
    pub of: usize,
}

impl Shown {
    /// The card for a seed; nothing if the template is no carousel.
    pub fn of(template: &Template, seed: u64) -> Option<Self> {
        let of = count(template)?;
        // The casts are exact: templates have a few cards.
        Some(Self { at: (seed % of as u64) as usize, of })
    }

    /// The texts of all cards with those of the others left out: what is empty keeps its place.
    pub fn alone(self, texts: impl Iterator<Item = String>) -> Vec<String> {
        texts.enumerate().map(|(at, text)| if at == self.at { text } else { String::new() }).collect()
    }

    /// “2/4”.
    pub fn index(self) -> String {
        format!("{}/{}", self.at + 1, self.of)
    }

    /// The picture of this card: a scene for the first, everything together for the last, the product and its parts in
    /// turn for those between. Nothing where there is none.
    pub fn picture<'a>(self, scenes: &[&'a Picture], brief: &'a Brief) -> Option<&'a Picture> {
        if self.at == 0 {
            return scenes.first().copied();
        }
        let mut alone = alone(brief);
        if self.at + 1 == self.of {
            // The sort is stable: without a picture of everything it is the main one.
            alone.sort_by_key(|(is_of_all, _)| !is_of_all);
            return alone.first().map(|(_, picture)| *picture);
        }
        alone.get((self.at - 1) % alone.len().max(1)).map(|(_, picture)| *picture)
    }
}

/// Pictures of single things, the product's first and those of everything together last.
fn alone(brief: &Brief) -> Vec<(bool, &Picture)> {
    let mut all: Vec<(bool, PictureRole, &Picture)> = brief
        .pictures
        .iter()
        .filter(|picture| matches!(picture.role, PictureRole::Product | PictureRole::Detail))
        .map(|picture| (picture.is_of_all(), picture.role, &picture.picture))
        .collect();
    all.sort_by_key(|(is_of_all, role, _)| (*is_of_all, *role));
    all.into_iter().map(|(is_of_all, _, picture)| (is_of_all, picture)).collect()
}

/// How many cards a template has; nothing if it is no carousel.
fn count(template: &Template) -> Option<usize> {
    let carousel = template.category == Category::CarouselFrame;
    carousel.then(|| groups(template).get("title").map_or(0, Vec::len)).filter(|count| *count > 0)
}

/// The seeds of the ads that belong together: one for each card of a carousel, in order, and the seed itself for every
/// other template.
#[must_use]
pub fn seeds(template: &Template, seed: u64) -> Vec<u64> {
    match count(template) {
        None => vec![seed],
        Some(of) => {
            let first = seed - seed % of as u64;
            (first..).take(of).collect()
        }
    }
}

/// What a product lacks for the whole set, whichever card is asked for: half a carousel is none.
pub(super) fn lacks(template: &Template, brief: &Brief) -> Vec<String> {
    let Some(of) = count(template) else { return Vec::new() };
    let cards = &brief.product.cards;
    if cards.len() < of {
        return vec![format!("{} of {of} cards", cards.len())];
    }
    if cards.len() > of {
        return vec![format!("room for {} cards, it shows {of}", cards.len())];
    }
    let mut lacks = Vec::new();
    for (at, card) in cards.iter().enumerate() {
        for (base, text) in [("title", &card.title), ("body", &card.body)] {
            if let Some(room) = room(template, base).filter(|room| plain_length(text) > *room) {
                lacks.push(format!("a {base} of at most {room} characters on card {}", at + 1));
            }
        }
        if card.title.trim().is_empty() {
            lacks.push(format!("a title on card {}", at + 1));
        }
    }
    if groups(template).contains_key("picture") && alone(brief).is_empty() {
        lacks.push("a product picture".to_owned());
    }
    lacks
}
