//! Carousels among the ads that are handed out: each card is an ad, and a set of them is only worth something whole.

use std::collections::BTreeMap;

use store::creation::MadeAd;

/// The slot in which a card of a carousel says which one it is, as “2/4”.
const INDEX: &str = "index";

/// Which card of a carousel an ad is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its place, from 1.
    pub at: u32,
    /// How many there are.
    pub of: u32,
}

impl Card {
    /// What the ad says of itself; nothing for an ad that stands alone.
    pub fn of(ad: &MadeAd) -> Option<Self> {
        let (at, of) = ad.recipe.pointer("/texts")?.get(INDEX)?.as_str()?.split_once('/')?;
        let card = Self { at: at.parse().ok()?, of: of.parse().ok()? };
        (1..=card.of).contains(&card.at).then_some(card)
    }

    /// “2/4”.
    pub fn words(self) -> String {
        format!("{}/{}", self.at, self.of)
    }
}

/// Cards of one set are planned together: one batch, one template, one colour, seeds side by side.
type Set<'a> = (&'a str, &'a str, &'a str, u64);

fn set_of(ad: &MadeAd) -> Option<(Set<'_>, Card)> {
    let card = Card::of(ad)?;
    let seed = ad.recipe.pointer("/spec/seed")?.as_u64()?;
    let first = seed.checked_sub(u64::from(card.at) - 1)?;
    Some(((&ad.batch, &ad.template_name, &ad.color_mode, first), card))
}

/// The name of each ad's set by the ad's id: the digits of the set's first card among these ads.
pub fn names(ads: &[&MadeAd]) -> BTreeMap<String, String> {
    let mut first: BTreeMap<Set<'_>, (u32, &str)> = BTreeMap::new();
    for (ad, (set, card)) in ads.iter().filter_map(|ad| Some((*ad, set_of(ad)?))) {
        let name = first.entry(set).or_insert((card.at, &ad.tag));
        if card.at < name.0 {
            *name = (card.at, &ad.tag);
        }
    }
    let named = |ad: &&MadeAd| Some((ad.id.clone(), first.get(&set_of(ad)?.0)?.1.to_owned()));
    ads.iter().filter_map(named).collect()
}

/// The sets of which cards are missing among these ads, in words.
pub fn torn(ads: &[MadeAd]) -> Vec<String> {
    let mut sets: BTreeMap<Set<'_>, (u32, Vec<u32>)> = BTreeMap::new();
    for (set, card) in ads.iter().filter_map(set_of) {
        sets.entry(set).or_insert((card.of, Vec::new())).1.push(card.at);
    }
    let words = |((_, template, ..), (of, there)): (Set<'_>, (u32, Vec<u32>))| {
        let missing: Vec<String> = (1..=of).filter(|at| !there.contains(at)).map(|at| format!("{at}/{of}")).collect();
        (!missing.is_empty()).then(|| {
            let (cards, are) = if missing.len() == 1 { ("card", "is") } else { ("cards", "are") };
            format!("{template}: {cards} {} {are} not among them.", missing.join(", "))
        })
    };
    sets.into_iter().filter_map(words).collect()
}
