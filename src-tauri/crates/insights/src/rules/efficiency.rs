//! What clicks and results cost, against the account's own ads.

use units::Ratio;

use super::{Fire, MATERIAL, Outcome, SURE};
use crate::chance;
use crate::finding::{Evidence, Severity, ratio};
use crate::metric::{Metric, Value};
use crate::result::ResultKind;
use crate::window::View;

const NO_COHORT: &str = "fewer than 5 ads of this kind with enough delivery";

fn clicks_and_impressions(view: &View<'_>) -> (f64, f64) {
    (view.sums.link_clicks.get() as f64, view.sums.impressions.get() as f64)
}

fn low_ctr(view: &View<'_>, limit: f64, median: f64, against: &'static str, severity: Severity) -> Outcome {
    let (clicks, impressions) = clicks_and_impressions(view);
    let rate = clicks / impressions;
    let is_sure = chance::that_share_is_below(limit, clicks, impressions) >= SURE;
    if !is_sure || rate > median * (1.0 - MATERIAL) {
        return Outcome::Passes;
    }
    Outcome::Fires(Fire {
        severity,
        deviation: 1.0 - rate / limit,
        evidence: vec![Evidence::against("ctr_link", Value::Ratio(ratio(rate)), against, Value::Ratio(ratio(limit)))],
    })
}

/// Link CTR below the lower quartile of its kind.
pub(super) fn ctr_below_p25(view: &View<'_>) -> Outcome {
    if !view.ad.objective.family().expects_clicks() {
        return Outcome::NotConcerned;
    }
    let Some((limit, median)) = quartile(view, Metric::CtrLink, 0.25) else {
        return Outcome::Skipped(NO_COHORT.into());
    };
    low_ctr(view, limit, median, "cohort_p25", Severity::Warning)
}

/// Link CTR below the lowest tenth of its kind. The origin used 0.6 × p25 in place of it.
pub(super) fn ctr_below_p10(view: &View<'_>) -> Outcome {
    if !view.ad.objective.family().expects_clicks() {
        return Outcome::NotConcerned;
    }
    let Some((p25, median)) = quartile(view, Metric::CtrLink, 0.25) else { return Outcome::Skipped(NO_COHORT.into()) };
    let p10 = view.cohort.and_then(|cohort| cohort.percentile(Metric::CtrLink, 0.10)).unwrap_or(p25);
    low_ctr(view, p10.min(p25 * 0.6), median, "cohort_p10", Severity::Critical)
}

/// Cost per link click above the upper quartile of its kind.
pub(super) fn cpc_above_p75(view: &View<'_>) -> Outcome {
    if !view.ad.objective.family().expects_clicks() {
        return Outcome::NotConcerned;
    }
    let Some((limit, median)) = quartile(view, Metric::CpcLink, 0.75) else {
        return Outcome::Skipped(NO_COHORT.into());
    };
    let spend = view.sums.spend.micros() as f64 / 1e6;
    let clicks = view.sums.link_clicks.get() as f64;
    // Clicks are counted by spend: with this cost, `spend / limit` clicks would be expected.
    let is_sure = chance::that_rate_beats(1.0, clicks, spend / limit, 1.0, 1.0) <= 1.0 - SURE;
    let Some(Value::Money(cost)) = Metric::CpcLink.of(&view.sums, ResultKind::LinkClicks) else {
        return Outcome::Passes;
    };
    let cost_now = cost.micros() as f64 / 1e6;
    if !is_sure || cost_now < median * (1.0 + MATERIAL) {
        return Outcome::Passes;
    }
    let limit_money = units::Money::from_micros((limit * 1e6).round() as i64, view.facts.currency);
    Outcome::Fires(Fire {
        severity: Severity::Warning,
        deviation: (cost_now / limit - 1.0).min(1.0),
        evidence: vec![Evidence::against("cpc_link", Value::Money(cost), "cohort_p75", Value::Money(limit_money))],
    })
}

/// Return on ad spend below the lower quartile of its kind, for ads that are after purchases.
pub(super) fn roas_below_p25(view: &View<'_>) -> Outcome {
    if !view.ad.objective.family().expects_purchases() {
        return Outcome::NotConcerned;
    }
    let Some((limit, median)) = quartile(view, Metric::PurchaseRoas, 0.25) else {
        return Outcome::Skipped(NO_COHORT.into());
    };
    let sums = view.tracked(view.facts.range);
    let (Some(value), Some(purchases)) = (sums.purchase_value, sums.purchases) else {
        return Outcome::Skipped("the account reports no value of purchases".into());
    };
    let purchases = purchases.micros() as f64 / 1e6;
    if purchases < 1.0 {
        // An ad without any purchase is what `spend_no_conversions` is about.
        return Outcome::NotConcerned;
    }
    let order = value.micros() as f64 / 1e6 / purchases;
    let expected = sums.spend.micros() as f64 / 1e6 * limit / order;
    let is_sure = chance::that_rate_beats(1.0, purchases, expected, 1.0, 1.0) <= 1.0 - SURE;
    let roas = value.over(sums.spend).map_or(0.0, Ratio::fraction);
    if !is_sure || roas > median * (1.0 - MATERIAL) {
        return Outcome::Passes;
    }
    Outcome::Fires(Fire {
        severity: Severity::Warning,
        deviation: 1.0 - roas / limit,
        evidence: vec![
            Evidence::against("purchase_roas", Value::Ratio(ratio(roas)), "cohort_p25", Value::Ratio(ratio(limit))),
            Evidence::of(
                "average_order",
                Value::Money(units::Money::from_micros((order * 1e6).round() as i64, view.facts.currency)),
            ),
        ],
    })
}

/// Results that were to be expected before their absence says anything: at two the chance of none is 13.5 %.
const WARN: f64 = 2.0;
/// At three it is 5 %: the result is overdue.
pub(crate) const OVERDUE: f64 = 3.0;

/// Spent a multiple of what a result may cost, without one.
pub(super) fn spend_no_conversions(view: &View<'_>) -> Outcome {
    let Some(result) = view.result else { return Outcome::Skipped("the objective was never known".into()) };
    if !view.ad.objective.family().expects_purchases() && view.ad.objective.family() != result.family() {
        return Outcome::NotConcerned;
    }
    if matches!(result, ResultKind::Impressions | ResultKind::PostEngagements | ResultKind::LinkClicks) {
        return Outcome::NotConcerned;
    }
    let sums = view.tracked(view.facts.range);
    let Some(results) = view.results(&sums) else {
        return Outcome::Skipped("the account never reported this result".into());
    };
    if results > 0.0 {
        return Outcome::Passes;
    }
    let Some((expected, unit)) = view.in_units(sums.spend).zip(view.unit) else {
        return Outcome::Skipped("no target and no results to compare with".into());
    };
    if expected < WARN {
        return Outcome::Passes;
    }
    Outcome::Fires(Fire {
        severity: if expected >= OVERDUE { Severity::Critical } else { Severity::Warning },
        deviation: 1.0 - chance::of_none(expected),
        evidence: vec![
            Evidence::against(
                "spend",
                Value::Money(sums.spend),
                if unit.is_target { "target" } else { "account_cost_per_result" },
                Value::Money(unit.cost),
            ),
            Evidence::of("times_target", Value::Ratio(ratio(expected))),
            Evidence::of("chance_of_none", Value::Ratio(ratio(chance::of_none(expected)))),
        ],
    })
}

/// A percentile and the median of the ad's cohort.
fn quartile(view: &View<'_>, metric: Metric, p: f64) -> Option<(f64, f64)> {
    let cohort = view.cohort?;
    let (limit, median) = (cohort.percentile(metric, p)?, cohort.percentile(metric, 0.5)?);
    (limit > 0.0).then_some((limit, median))
}
