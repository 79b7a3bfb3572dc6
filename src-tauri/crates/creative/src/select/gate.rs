//! The gate: what may be drawn at all, and how far that may be relaxed.

use serde::{Deserialize, Serialize};

use super::scorer::asset_match;
use super::{Ask, Candidate, LeftOut, Strictness, count, explain};

/// How the gate stood in the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Gate {
    /// The least asset score; 0 lets everything pass.
    pub least: f64,
    /// Whether it was switched off because nothing passed.
    pub off: bool,
}

/// What was given up because nothing was left otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fallback {
    /// Pictures need not suit.
    GateOff,
    /// Pictures need not suit, and the kind of ad is another.
    CategoryOff,
}

/// What passed.
pub(super) struct Passed<'a> {
    pub open: Vec<&'a Candidate>,
    pub before: u32,
    pub after: u32,
    pub fallback: Option<Fallback>,
    pub left_out: Vec<LeftOut>,
    pub gate: Gate,
}

/// The least asset score that a question asks for.
pub(super) fn least(ask: &Ask) -> f64 {
    let brand = if ask.least_asset_score.is_finite() { ask.least_asset_score.clamp(0.0, 1.0) } else { 0.0 };
    match ask.strictness {
        Strictness::Default => brand,
        Strictness::Growth => brand.max(0.3),
        Strictness::Premium => brand.max(0.8),
    }
}

/// Lets templates through.
pub(super) fn pass<'a>(candidates: &'a [Candidate], ask: &Ask) -> Passed<'a> {
    let least = least(ask);
    // What cannot be filled is never drawn, however little passes: there would be no ad.
    let fillable = |candidate: &&Candidate| candidate.lacks.is_empty() && !ask.without.contains(&candidate.template);
    let whole: Vec<&Candidate> = candidates.iter().filter(fillable).collect();
    let of_kind: Vec<&Candidate> = whole.iter().copied().filter(|candidate| is_of_kind(candidate, ask)).collect();
    let before = count(of_kind.len());
    let open: Vec<&Candidate> = of_kind.iter().copied().filter(|candidate| suits(candidate, ask, least)).collect();
    let after = count(open.len());
    let relaxed = ask.strictness != Strictness::Premium;
    let (open, fallback) = match (open.is_empty(), relaxed, of_kind.is_empty(), whole.is_empty()) {
        (true, true, false, _) => (of_kind, Some(Fallback::GateOff)),
        (true, true, true, false) => (whole, Some(Fallback::CategoryOff)),
        _ => (open, None),
    };
    let left_out = candidates.iter().filter(|candidate| !candidate.lacks.is_empty()).map(explain::lacking).collect();
    Passed { open, before, after, fallback, left_out, gate: Gate { least, off: fallback.is_some() } }
}

pub(super) fn is_of_kind(candidate: &Candidate, ask: &Ask) -> bool {
    ask.wanted.category.is_none_or(|category| category == candidate.category)
}

/// Whether a template's pictures suit well enough. A gate that lets everything pass asks nothing of anyone.
pub(super) fn suits(candidate: &Candidate, ask: &Ask, least: f64) -> bool {
    least <= 0.0 || (candidate.analysed && asset_match(candidate, &ask.wanted) >= least)
}
