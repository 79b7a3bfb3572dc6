//! The scorers: each says from 0 to 1 how well a template suits, by one point of view.
//!
//! They are the origin's, with its numbers. Scorers that need data this program does not have yet (beliefs, learned
//! performance, ad library ranks) are not here, rather than here with a neutral answer.

use serde::{Deserialize, Serialize};

use super::{Ask, Candidate, Wanted};

/// A point of view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scorer {
    /// The share of the pictures it needs that are there.
    AssetMatch,
    /// How long it was not used.
    Unused,
    /// Whether it is the kind that was asked for.
    CategoryMatch,
    /// How close it is to what readers know already.
    Awareness,
    /// Whether it speaks to the right people.
    Audience,
    /// How tired people may be of it.
    Fatigue,
}

/// What one scorer says of one template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Who says it.
    pub scorer: Scorer,
    /// 0–1.
    pub score: f64,
    /// How much it counts.
    pub weight: f64,
    /// Why, in a few words.
    pub words: String,
}

impl Scorer {
    /// All scorers.
    pub const ALL: [Self; 6] =
        [Self::AssetMatch, Self::Unused, Self::CategoryMatch, Self::Awareness, Self::Audience, Self::Fatigue];

    /// Its name on screen.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::AssetMatch => "Pictures it needs",
            Self::Unused => "Not used lately",
            Self::CategoryMatch => "Kind of ad",
            Self::Awareness => "Awareness",
            Self::Audience => "Audience",
            Self::Fatigue => "Not worn out",
        }
    }

    /// Its score of a template, 0–1.
    #[must_use]
    pub fn score(self, candidate: &Candidate, wanted: &Wanted) -> f64 {
        match self {
            Self::AssetMatch => asset_match(candidate, wanted),
            Self::Unused => {
                candidate.used_with_product.map_or(1.0, |used| 1.0 - 0.7 * (-0.05 * used.days_ago.max(0.0)).exp())
            }
            Self::CategoryMatch => match wanted.category {
                None => 0.5,
                Some(category) => f64::from(u8::from(category == candidate.category)),
            },
            Self::Awareness => awareness(candidate, wanted),
            Self::Audience => audience(candidate, wanted),
            Self::Fatigue => fatigue(candidate),
        }
    }

    /// All scores of a template, in the order of [`Scorer::ALL`].
    pub(super) fn all(candidate: &Candidate, wanted: &Wanted) -> [f64; Self::ALL.len()] {
        Self::ALL.map(|scorer| scorer.score(candidate, wanted))
    }

    /// All scores with their reasons.
    pub(super) fn explained(candidate: &Candidate, ask: &Ask) -> Vec<Score> {
        let one = |scorer: Self| Score {
            scorer,
            score: scorer.score(candidate, &ask.wanted),
            weight: ask.weights.of(scorer),
            words: super::explain::words(scorer, candidate, &ask.wanted),
        };
        Self::ALL.map(one).into()
    }
}

pub(super) fn asset_match(candidate: &Candidate, wanted: &Wanted) -> f64 {
    if candidate.required.is_empty() {
        return 1.0;
    }
    let lacking = candidate.lacking(&wanted.owned).count();
    (candidate.required.len() - lacking) as f64 / candidate.required.len() as f64
}

/// The stages between a template's range and what is asked for; none inside it.
pub(super) fn stages_apart((first, last): (u8, u8), asked: u8) -> u8 {
    if asked < first { first - asked } else { asked.saturating_sub(last) }
}

fn awareness(candidate: &Candidate, wanted: &Wanted) -> f64 {
    match (candidate.awareness, wanted.awareness) {
        (Some(range), Some(asked)) => (1.0 - f64::from(stages_apart(range, asked)) / 4.0).max(0.0),
        _ => 0.5,
    }
}

fn audience(candidate: &Candidate, wanted: &Wanted) -> f64 {
    use crate::template::Audience::Unisex;
    match (candidate.audience, wanted.audience) {
        (Some(made_for), Some(asked)) if made_for == asked => 1.0,
        (None | Some(Unisex), _) | (_, None | Some(Unisex)) => 0.7,
        _ => 0.2,
    }
}

/// How many times a template must have met a product before that pair can be tired.
const PAIR_COUNTS_FROM: u32 = 3;

fn fatigue(candidate: &Candidate) -> f64 {
    let rest = |rate: f64, days: f64| 1.0 - (-rate * days.max(0.0)).exp();
    let template = candidate.used.map_or(1.0, |used| rest(0.05, used.days_ago));
    let pair = candidate
        .used_with_product
        .filter(|used| used.times >= PAIR_COUNTS_FROM)
        .map_or(1.0, |used| rest(0.03, used.days_ago));
    (template * pair).max(0.2)
}
