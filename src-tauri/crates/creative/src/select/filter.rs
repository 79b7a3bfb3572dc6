//! Filters and orders of the grid from which a person chooses.

use serde::{Deserialize, Serialize};

use super::scorer::{asset_match, stages_apart};
use super::{Candidate, Wanted};
use crate::template::{Audience, Category};

/// What the grid shows; what is not set does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Filter {
    /// The kind of ad.
    pub category: Option<Category>,
    /// A stage of awareness, 1–5: templates whose range holds it.
    pub awareness: Option<u8>,
    /// The industry.
    pub niche: Option<String>,
    /// Whom it speaks to; templates for everybody suit anyone.
    pub audience: Option<Audience>,
    /// The brand it was taken from.
    pub source_brand: Option<String>,
    /// Words in its name, all of them.
    pub search: Option<String>,
    /// Only what was not used with this product.
    pub unused: bool,
    /// Only what can be filled.
    pub fits: bool,
}

/// The order of the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Sort {
    /// What suits the product's pictures best first.
    #[default]
    Match,
    /// What came last first.
    Newest,
    /// What was used most first.
    MostUsed,
    /// What was not used, or longest ago, first.
    LeastUsed,
    /// By name.
    Name,
}

impl Filter {
    /// Whether a template is shown.
    #[must_use]
    pub fn shows(&self, candidate: &Candidate) -> bool {
        self.category.is_none_or(|category| candidate.category == category)
            && self
                .awareness
                .is_none_or(|stage| candidate.awareness.is_some_and(|range| stages_apart(range, stage) == 0))
            && self.audience.is_none_or(|audience| suits(candidate.audience, audience))
            && same(&self.niche, candidate.niche.as_deref())
            && same(&self.source_brand, candidate.source_brand.as_deref())
            && self.search.as_deref().is_none_or(|words| found(words, candidate))
            && (!self.unused || candidate.used_with_product.is_none())
            && (!self.fits || candidate.lacks.is_empty())
    }

    /// The templates that are shown, in order.
    #[must_use]
    pub fn apply<'a>(&self, candidates: &'a [Candidate], sort: Sort, wanted: &Wanted) -> Vec<&'a Candidate> {
        let mut shown: Vec<&Candidate> = candidates.iter().filter(|candidate| self.shows(candidate)).collect();
        let times = |candidate: &Candidate| candidate.used.map_or(0, |used| used.times);
        let days = |candidate: &Candidate| candidate.used.map_or(f64::INFINITY, |used| used.days_ago);
        shown.sort_by(|one, other| {
            let order = match sort {
                Sort::Match => asset_match(other, wanted)
                    .total_cmp(&asset_match(one, wanted))
                    .then_with(|| one.lacks.len().cmp(&other.lacks.len())),
                Sort::Newest => other.added.cmp(&one.added),
                Sort::MostUsed => times(other).cmp(&times(one)),
                Sort::LeastUsed => days(other).total_cmp(&days(one)).then_with(|| times(one).cmp(&times(other))),
                Sort::Name => std::cmp::Ordering::Equal,
            };
            order
                .then_with(|| one.name.to_lowercase().cmp(&other.name.to_lowercase()))
                .then_with(|| one.template.cmp(&other.template))
        });
        shown
    }
}

fn suits(made_for: Option<Audience>, asked: Audience) -> bool {
    made_for.is_none_or(|made_for| made_for == asked || made_for == Audience::Unisex || asked == Audience::Unisex)
}

fn same(asked: &Option<String>, has: Option<&str>) -> bool {
    asked.as_deref().is_none_or(|asked| has.is_some_and(|has| has.eq_ignore_ascii_case(asked)))
}

fn found(words: &str, candidate: &Candidate) -> bool {
    let name = format!("{} {}", candidate.name, candidate.template).to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| name.contains(word))
}
