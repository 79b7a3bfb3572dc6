//! What is asked of a selection.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Weights;
use crate::template::{Audience, Category};

/// How templates are chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// These, in this order.
    Manual(Vec<String>),
    /// At random, the unused first.
    Shuffle,
    /// At random, what suits best first.
    BestMatch,
}

/// How well a product's pictures must suit a template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strictness {
    /// As the brand says; any, if it says nothing.
    #[default]
    Default,
    /// At least 0.3 of what a template needs.
    Growth,
    /// At least 0.8, whatever happens.
    Premium,
}

/// What the ad is for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Tags that the product's and the brand's pictures have.
    pub owned: BTreeSet<String>,
    /// The kind of ad that is asked for.
    pub category: Option<Category>,
    /// The stage of awareness of the hook, 1–5.
    pub awareness: Option<u8>,
    /// Whom the ad speaks to.
    pub audience: Option<Audience>,
}

/// A question for templates.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// How.
    pub mode: Mode,
    /// How many, at most.
    pub count: u32,
    /// What the draw follows from.
    pub seed: u64,
    /// How much each scorer counts.
    pub weights: Weights,
    /// How strict the gate is.
    pub strictness: Strictness,
    /// The brand's own least asset score, 0–1 (`min_asset_score`).
    pub least_asset_score: f64,
    /// What the ad is for.
    pub wanted: Wanted,
    /// Templates that are kept already and need not be drawn again.
    pub without: BTreeSet<String>,
}

impl Ask {
    /// A shuffle with its usual weights.
    #[must_use]
    pub fn shuffle(count: u32, seed: u64) -> Self {
        Self::new(Mode::Shuffle, count, seed, Weights::shuffle())
    }

    /// A best match with its usual weights.
    #[must_use]
    pub fn best_match(count: u32, seed: u64, wanted: Wanted) -> Self {
        Self { wanted, ..Self::new(Mode::BestMatch, count, seed, Weights::best_match()) }
    }

    /// Exactly these.
    #[must_use]
    pub fn manual(ids: Vec<String>) -> Self {
        let count = super::count(ids.len());
        Self::new(Mode::Manual(ids), count, 0, Weights::best_match())
    }

    fn new(mode: Mode, count: u32, seed: u64, weights: Weights) -> Self {
        Self {
            mode,
            count,
            seed,
            weights,
            strictness: Strictness::Default,
            least_asset_score: 0.0,
            wanted: Wanted::default(),
            without: BTreeSet::new(),
        }
    }
}
