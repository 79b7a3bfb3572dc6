//! What a selection answers.

use serde::{Deserialize, Serialize};

use super::{Fallback, Gate, Score};

/// The templates that were chosen, and why.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Selection {
    /// How many templates there were.
    pub of: u32,
    /// What was chosen, in the order of the draw.
    pub chosen: Vec<Choice>,
    /// Why nothing was chosen, if so.
    pub reason_if_empty: Option<Empty>,
    /// The gate as it stood.
    pub gate: Gate,
    /// How many came to the gate: those that can be filled and are of the kind asked for.
    pub gate_before: u32,
    /// How many passed it.
    pub gate_after: u32,
    /// What was given up.
    pub fallback: Option<Fallback>,
    /// Templates that the product data cannot fill.
    pub left_out: Vec<LeftOut>,
    /// What would let more templates pass, the most first.
    pub hints: Vec<Help>,
}

/// A template that was chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Its id.
    pub template: String,
    /// Its name.
    pub name: String,
    /// The weighted mean of its scores, 0–1.
    pub composite: f64,
    /// Its chance to be drawn first, 0–1.
    pub probability: f64,
    /// Its place by score among those that passed, from 1.
    pub rank: u32,
    /// Among how many.
    pub of: u32,
    /// What each scorer says.
    pub scores: Vec<Score>,
}

/// A template that was not considered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its id.
    pub template: String,
    /// Why.
    pub why: String,
}

/// Why nothing was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Empty {
    /// Why, in a sentence.
    pub why: String,
    /// What would help, the most first.
    pub helps: Vec<Help>,
}

/// Something that would let more templates pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// What to do.
    pub words: String,
    /// How many more templates it would give.
    pub gains: u32,
    /// The template that it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
}

impl Help {
    /// One that is about no template.
    pub(super) const fn new(words: String, gains: u32) -> Self {
        Self { words, gains, template: None }
    }
}
