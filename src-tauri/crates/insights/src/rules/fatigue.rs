//! Signs that people have seen it too often. Frequency is always that of seven days, as Meta deduplicated it: the
//! frequency of a single day is near one for every ad, and days do not add up.

use super::{Fire, Outcome};
use crate::chance;
use crate::facts::WeekReach;
use crate::finding::{Evidence, Severity, ratio};
use crate::metric::Value;
use crate::window::View;

/// Seven-day frequency from which an ad that finds new people is seen too often.
pub(crate) const FREQUENCY_LIMIT: f64 = 3.0;
const FREQUENCY_CRITICAL: f64 = 5.0;
const RISE: f64 = 1.2;
const NO_REACH: &str = "reach of the last 7 days was not recorded";

/// The newest recorded week of the ad that ends in the range judged.
pub(crate) fn newest_week(view: &View<'_>) -> Option<WeekReach> {
    view.ad.reach.iter().rev().find(|week| view.facts.range.contains(week.until)).copied()
}

/// Shown too often within seven days.
pub(super) fn frequency_above_threshold(view: &View<'_>) -> Outcome {
    let Some(frequency) = newest_week(view).and_then(WeekReach::frequency).map(units::Ratio::fraction) else {
        return Outcome::Skipped(NO_REACH.into());
    };
    // Audiences that know the brand bear more; an account that lives from them has a higher usual frequency.
    let limit = view.usual_frequency.map_or(FREQUENCY_LIMIT, |p75| FREQUENCY_LIMIT.max(1.3 * p75));
    if frequency <= limit && frequency <= FREQUENCY_CRITICAL {
        return Outcome::Passes;
    }
    Outcome::Fires(Fire {
        severity: if frequency > FREQUENCY_CRITICAL { Severity::Critical } else { Severity::Warning },
        deviation: (0.5 * frequency / limit).min(1.0),
        evidence: vec![Evidence::against(
            "frequency_7d",
            Value::Ratio(ratio(frequency)),
            "limit",
            Value::Ratio(ratio(limit)),
        )],
    })
}

/// Frequency of one week a fifth higher than of the week before.
pub(super) fn frequency_trend_rising(view: &View<'_>) -> Outcome {
    let Some(newest) = newest_week(view) else { return Outcome::Skipped(NO_REACH.into()) };
    let before = view.ad.reach.iter().rev().find(|week| week.until <= newest.until.plus_days(-7));
    let Some(before) = before.copied() else {
        return Outcome::Skipped("reach was recorded for less than two weeks".into());
    };
    let (Some(now), Some(then)) = (newest.frequency(), before.frequency()) else {
        return Outcome::Skipped(NO_REACH.into());
    };
    if newest.impressions < 1000 || before.impressions < 1000 {
        return Outcome::Skipped("fewer than 1000 impressions in one of the weeks".into());
    }
    if now.fraction() <= RISE * then.fraction() {
        return Outcome::Passes;
    }
    Outcome::Fires(Fire {
        severity: Severity::Warning,
        deviation: (now.fraction() / then.fraction() - 1.0).min(1.0),
        evidence: vec![Evidence::against("frequency_7d", Value::Ratio(now), "week_before", Value::Ratio(then))],
    })
}

/// Link CTR of the last week at least 15 % under the week before, and that is no accident.
pub(super) fn ctr_declining(view: &View<'_>) -> Outcome {
    let week = view.last(7);
    if !view.was_read(week) || !view.was_read(week.previous()) {
        return Outcome::Skipped("a day of the last two weeks was not read".into());
    }
    let (now, before) = (view.over(week), view.over(week.previous()));
    if now.impressions.get() < 1000 || before.impressions.get() < 1000 {
        return Outcome::Skipped("fewer than 1000 impressions in one of the weeks".into());
    }
    let side = |sums: &units::Sums| (sums.link_clicks.get() as f64, sums.impressions.get() as f64);
    let (now_side, before_side) = (side(&now), side(&before));
    let (rate, rate_before) = (now_side.0 / now_side.1, before_side.0 / before_side.1);
    // The decline must be there at all with 95 % certainty, and its best estimate at least 15 %.
    let is_sure = chance::that_share_fell(now_side, before_side, 0.0) >= 0.95;
    if !is_sure || rate >= 0.85 * rate_before {
        return Outcome::Passes;
    }
    Outcome::Fires(Fire {
        severity: Severity::Warning,
        deviation: 1.0 - rate / rate_before,
        evidence: vec![Evidence::against(
            "ctr_link",
            Value::Ratio(ratio(rate)),
            "week_before",
            Value::Ratio(ratio(rate_before)),
        )],
    })
}
