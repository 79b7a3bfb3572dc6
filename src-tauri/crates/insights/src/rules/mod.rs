//! The twelve rules, each with its gate.
//!
//! A rule that lacks what it needs is skipped with the reason; it neither fires nor passes. Rules about clicks judge
//! only objectives that are after clicks, rules about results only ads whose result is known. Rates and thresholds are
//! fractions, amounts are multiples of what a result may cost, and every rate is a ratio of sums.

mod delivery;
mod efficiency;
mod fatigue;
mod video;

pub(crate) use efficiency::OVERDUE;
pub(crate) use fatigue::{FREQUENCY_LIMIT, newest_week};

use crate::finding::{Evidence, Severity};
use crate::window::View;

/// What a rule says about one ad.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It fires.
    Fires(Fire),
    /// It looked and found nothing.
    Passes,
    /// It does not concern this ad.
    NotConcerned,
    /// It could not look.
    Skipped(String),
}

/// Why a rule fires.
#[derive(Debug)]
pub(crate) struct Fire {
    pub(crate) severity: Severity,
    /// How far off, from 0 to 1.
    pub(crate) deviation: f64,
    pub(crate) evidence: Vec<Evidence>,
}

/// What a rule is about; results are not judged while tracking is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    Delivery,
    Results,
}

/// A rule with its gate.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    pub(crate) about: About,
    pub(crate) impressions: u64,
    pub(crate) days: u32,
    pub(crate) judge: fn(&View<'_>) -> Outcome,
}

/// The twelve of the origin, in its order.
pub(crate) const RULES: [Rule; 12] = [
    rule("ctr_below_p25", About::Delivery, 500, 3, efficiency::ctr_below_p25),
    rule("ctr_below_p10", About::Delivery, 500, 5, efficiency::ctr_below_p10),
    rule("cpc_above_p75", About::Delivery, 500, 3, efficiency::cpc_above_p75),
    rule("roas_below_p25", About::Results, 500, 7, efficiency::roas_below_p25),
    rule("frequency_above_threshold", About::Delivery, 1000, 5, fatigue::frequency_above_threshold),
    rule("frequency_trend_rising", About::Delivery, 1000, 7, fatigue::frequency_trend_rising),
    rule("ctr_declining_7d", About::Delivery, 500, 7, fatigue::ctr_declining),
    rule("spend_no_conversions", About::Results, 500, 5, efficiency::spend_no_conversions),
    rule("hook_rate_below_p25", About::Delivery, 500, 3, video::hook_rate_below_p25),
    rule("hold_rate_below_p25", About::Delivery, 500, 3, video::hold_rate_below_p25),
    rule("congruence_below_threshold", About::Delivery, 100, 1, delivery::congruence),
    rule("impression_starvation", About::Delivery, 0, 3, delivery::impression_starvation),
];

const fn rule(name: &'static str, about: About, impressions: u64, days: u32, judge: fn(&View<'_>) -> Outcome) -> Rule {
    Rule { name, about, impressions, days, judge }
}

impl Rule {
    /// Applies the gate, then the rule.
    pub(crate) fn apply(&self, view: &View<'_>) -> Outcome {
        if view.sums.impressions.get() < self.impressions {
            return Outcome::Skipped(format!("fewer than {} impressions", self.impressions));
        }
        if view.days < self.days {
            return Outcome::Skipped(format!("delivered on fewer than {} days", self.days));
        }
        (self.judge)(view)
    }
}

/// How sure a percentile rule must be that the true rate lies beyond the percentile: one side of a 90 % interval.
const SURE: f64 = 0.95;
/// How far from the median of its cohort a rate must be to matter. Half of all healthy ads lie beyond some quartile.
const MATERIAL: f64 = 0.20;
