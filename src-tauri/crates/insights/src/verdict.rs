//! The verdicts that the Overview is made of: tired, over target, hardly any spend, and where a launch stands. The
//! fourth, no result, is the rule `spend_no_conversions`.

use units::{AccountDate, DayRange, Money, Ratio, Sums};

use crate::chance;
use crate::facts::WeekReach;
use crate::finding::{Evidence, Severity, ratio};
use crate::metric::Value;
use crate::rules::{FREQUENCY_LIMIT, Fire, OVERDUE, Outcome, newest_week};
use crate::window::{DAYS_STILL_COUNTING, View};

/// Impressions in each of two windows before their rates are compared.
const IMPRESSIONS: u64 = 1000;
/// Days that an ad needs to have a past of its own.
const DAYS_OF_LIFE: i32 = 21;

/// Two independent signs that people are tired of an ad, against its own past and net of what the account did.
///
/// The past is the four weeks before the last two; the week between belongs to neither, so that a slow decline shows.
/// Ads that are learning, stopped, or too young are left alone.
pub(crate) fn tired(view: &View<'_>, account_factor: f64) -> Outcome {
    if !view.ad.is_active || view.ad.is_learning {
        return Outcome::NotConcerned;
    }
    let now = view.last(7);
    let before = DayRange::ending(now.since().plus_days(-8), 28);
    let is_young =
        view.ad.start(view.facts.days).is_none_or(|start| start > view.facts.range.until().plus_days(-DAYS_OF_LIFE));
    if is_young {
        return Outcome::Skipped("younger than three weeks".into());
    }
    let (recent, past) = (view.tracked(now), view.tracked(before));
    if recent.impressions.get() < IMPRESSIONS || past.impressions.get() < IMPRESSIONS {
        return Outcome::Skipped("fewer than 1000 impressions in the last week or in the weeks before".into());
    }
    let signs: Vec<Evidence> =
        [ctr_fell(&recent, &past), cost_rose(view, &recent, &past, account_factor), seen_often(view)]
            .into_iter()
            .flatten()
            .collect();
    if signs.len() < 2 {
        return Outcome::Passes;
    }
    let deviation = signs.len() as f64 / 3.0;
    Outcome::Fires(Fire { severity: Severity::Critical, deviation, evidence: signs })
}

fn ctr_fell(recent: &Sums, past: &Sums) -> Option<Evidence> {
    let side = |sums: &Sums| (sums.link_clicks.get() as f64, sums.impressions.get() as f64);
    let (now, before) = (side(recent), side(past));
    let (rate, rate_before) = (now.0 / now.1, before.0 / before.1);
    let fell = rate <= 0.85 * rate_before && chance::that_share_fell(now, before, 0.0) >= 0.95;
    fell.then(|| {
        Evidence::against("ctr_link", Value::Ratio(ratio(rate)), "own_before", Value::Ratio(ratio(rate_before)))
    })
}

fn cost_rose(view: &View<'_>, recent: &Sums, past: &Sums, account_factor: f64) -> Option<Evidence> {
    let (results, results_before) = (view.results(recent)?, view.results(past)?);
    if results_before < 10.0 || results < 3.0 {
        return None;
    }
    // What the whole account did is not this ad's fault.
    let spend = recent.spend.micros() as f64 / account_factor.max(0.1);
    let side_now = (results, spend);
    let side_before = (results_before, past.spend.micros() as f64);
    let factor = (spend / results) / (side_before.1 / results_before);
    let rose = factor >= 1.2 && chance::that_rate_fell(side_now, side_before, 0.0) >= 0.9;
    let cost = |spend: Money, results: f64| {
        Money::from_micros((spend.micros() as f64 / results).round() as i64, spend.currency())
    };
    rose.then(|| {
        Evidence::against(
            "cost_per_result",
            Value::Money(cost(recent.spend, results)),
            "own_before",
            Value::Money(cost(past.spend, results_before)),
        )
    })
}

fn seen_often(view: &View<'_>) -> Option<Evidence> {
    let frequency = newest_week(view).and_then(WeekReach::frequency)?;
    (frequency.fraction() > FREQUENCY_LIMIT).then(|| {
        Evidence::against("frequency_7d", Value::Ratio(frequency), "limit", Value::Ratio(ratio(FREQUENCY_LIMIT)))
    })
}

/// Spend, in targets, above which an ad has had its test.
const TESTED: f64 = 5.0;
const PROMISING: f64 = 0.8;

/// The chance that an ad's true cost per result is under the target, given its results and what the account does.
pub(crate) fn chance_under_target(view: &View<'_>, sums: &Sums, account_rate: f64) -> Option<f64> {
    let (results, expected) = (view.results(sums)?, view.in_units(sums.spend)?);
    Some(chance::that_target_is_beaten(results, expected, account_rate))
}

/// Cost over target from which an ad is too dear.
const TOO_DEAR: f64 = 1.5;
/// Fewer results are no verdict on cost.
const RESULTS: f64 = 5.0;
/// Chance to be under the target up to which luck does not explain the cost.
const UNLUCKY: f64 = 0.05;

/// Enough results to judge in the last fortnight, each far over the target, and not by bad luck.
pub(crate) fn over_target(view: &View<'_>, account_rate: f64) -> Outcome {
    if !view.ad.is_active || view.ad.is_learning {
        return Outcome::NotConcerned;
    }
    let Some(unit) = view.unit.filter(|unit| unit.is_target) else {
        return Outcome::Skipped("no target is set".into());
    };
    let sums = view.tracked(view.last(14));
    let (Some(results), Some(expected)) = (view.results(&sums), view.in_units(sums.spend)) else {
        return Outcome::Skipped("the account never reported this result".into());
    };
    if results < RESULTS || expected < TOO_DEAR * results {
        return Outcome::Passes;
    }
    let chance = chance::that_target_is_beaten(results, expected, account_rate);
    if chance > UNLUCKY {
        return Outcome::Passes;
    }
    let cost = Money::from_micros((sums.spend.micros() as f64 / results).round() as i64, view.facts.currency);
    Outcome::Fires(Fire {
        severity: Severity::Warning,
        deviation: (expected / results - 1.0).min(1.0),
        evidence: vec![
            Evidence::against("cost_per_result", Value::Money(cost), "target", Value::Money(unit.cost)),
            Evidence::of("times_target", Value::Ratio(ratio(expected / results))),
            Evidence::of("chance_under_target", Value::Ratio(ratio(chance))),
        ],
    })
}

/// Few results on little spend, but so cheap that it deserves a test of its own.
pub(crate) fn gem(view: &View<'_>, account_rate: f64, account_spend: Money) -> Outcome {
    if !view.ad.is_active {
        return Outcome::NotConcerned;
    }
    let Some(unit) = view.unit else { return Outcome::Skipped("no target and no results to compare with".into()) };
    let fortnight = view.last(14);
    let sums = view.tracked(fortnight);
    let (Some(results), Some(spent)) = (view.results(&sums), view.in_units(sums.spend)) else {
        return Outcome::Skipped("the account never reported this result".into());
    };
    let share = sums.spend.over(account_spend).map_or(1.0, Ratio::fraction);
    if results < 3.0 || spent > TESTED || share > 0.02 || spent >= results {
        return Outcome::Passes;
    }
    let chance = chance::that_target_is_beaten(results, spent, account_rate);
    if chance < PROMISING {
        return Outcome::Passes;
    }
    let cost = Money::from_micros((sums.spend.micros() as f64 / results).round() as i64, view.facts.currency);
    Outcome::Fires(Fire {
        severity: Severity::Chance,
        deviation: chance,
        evidence: vec![
            Evidence::against("cost_per_result", Value::Money(cost), "target", Value::Money(unit.cost)),
            Evidence::of("spend_14d", Value::Money(sums.spend)),
            Evidence::of("chance_under_target", Value::Ratio(ratio(chance))),
        ],
    })
}

/// What became of a launch so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum LaunchState {
    /// Results at or under the target.
    Ahead,
    /// Too few days or too little spend to judge.
    StillCounting,
    /// Results, but dearer than the target.
    Behind,
    /// Much spent, no result.
    NoResult,
    /// Hardly any spend.
    HardlyAnySpend,
}

/// A launch.
#[derive(Debug, Clone, PartialEq, serde::Serialize, specta::Type)]
pub struct Launch {
    /// Meta's id of the ad.
    pub ad: units::GraphId,
    /// The day on which it was made or first shown.
    pub day: AccountDate,
    /// Where it stands.
    pub state: LaunchState,
}

/// How long an ad is a launch.
pub const LAUNCH_DAYS: u32 = 14;

pub(crate) fn launch(view: &View<'_>) -> Option<Launch> {
    let start = view.ad.start(view.facts.days)?;
    let last = view.facts.range.until();
    let fortnight = DayRange::ending(last, LAUNCH_DAYS);
    if !fortnight.contains(start) {
        return None;
    }
    let sums = view.tracked(fortnight);
    let state = match (view.results(&sums), view.in_units(sums.spend)) {
        // That it was hardly shown is known even where results never were.
        (_, Some(spent)) if spent < 0.5 => LaunchState::HardlyAnySpend,
        (_, None) | (None, _) => LaunchState::StillCounting,
        (Some(results), Some(spent)) if results == 0.0 && spent >= OVERDUE => LaunchState::NoResult,
        (Some(results), Some(spent)) if results >= 5.0 && results >= spent => LaunchState::Ahead,
        (Some(results), Some(spent)) => {
            let is_settled = start <= last.plus_days(-DAYS_STILL_COUNTING - 4);
            let is_dear = chance::that_target_is_beaten(results, spent, 1.0) < 0.2;
            if is_settled && is_dear { LaunchState::Behind } else { LaunchState::StillCounting }
        }
    };
    Some(Launch { ad: view.ad.id.clone(), day: start, state })
}
