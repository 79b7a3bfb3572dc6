//! Two things that are wrong with the account and not with its ads.
//!
//! Where tracking broke, results are missing that happened; where the whole account moved (a holiday, a sale, a price),
//! every ad moved with it. Verdicts on single ads would blame the wrong thing, so they are held back.

use std::collections::BTreeSet;

use units::{AccountDate, Count, DayRange, Money, Sums};

use crate::chance;
use crate::facts::AccountFacts;
use crate::finding::{Evidence, ratio};
use crate::metric::Value;
use crate::result::ResultKind;
use crate::window::DAYS_STILL_COUNTING;

/// A day counts as broken if at most this share of the expected results came while clicks went on.
const SHARE_LEFT: f64 = 0.2;
/// With fewer expected results a thin day cannot be told from a broken one.
const EXPECTED: f64 = 8.0;
const SURE: f64 = 0.001;

/// Days on which results were not counted although people clicked.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct TrackingBreak {
    pub(crate) days: BTreeSet<AccountDate>,
    /// The same days without a gap in each, oldest first.
    pub(crate) stretches: Vec<Stretch>,
    /// Whether the last complete day is one of them.
    pub(crate) goes_on: bool,
}

impl TrackingBreak {
    /// Adds a day that is later than those before.
    fn add(&mut self, day: AccountDate, evidence: Vec<Evidence>) {
        self.days.insert(day);
        match self.stretches.last_mut() {
            Some(stretch) if stretch.until.plus_days(1) == day => (stretch.until, stretch.evidence) = (day, evidence),
            _ => self.stretches.push(Stretch { since: day, until: day, evidence }),
        }
    }
}

/// Broken days right behind one another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) since: AccountDate,
    pub(crate) until: AccountDate,
    /// Of its last day.
    pub(crate) evidence: Vec<Evidence>,
}

/// Looks for days of the range on which results collapsed while link clicks did not.
pub(crate) fn tracking_break(facts: &AccountFacts, result: ResultKind) -> TrackingBreak {
    let days: Vec<_> = facts.days.days().filter_map(|day| Some((day, facts.total(day)?))).collect();
    breaks(&days, facts.range, result)
}

/// The days of `range` on which tracking was broken, told by the account's days in and around it, oldest first: two
/// weeks before each day and one after are what is usual there.
#[must_use]
pub fn days_without_tracking(
    days: &[(AccountDate, Sums)],
    range: DayRange,
    result: ResultKind,
) -> BTreeSet<AccountDate> {
    breaks(days, range, result).days
}

fn breaks(days: &[(AccountDate, Sums)], range: DayRange, result: ResultKind) -> TrackingBreak {
    let mut found = TrackingBreak::default();
    let plain = |sums: &Sums| {
        Some((result.of(sums)?.micros() as f64 / 1e6, sums.link_clicks.get() as f64))
            .filter(|(_results, clicks)| *clicks > 0.0)
    };
    let days: Vec<(AccountDate, (f64, f64))> =
        days.iter().filter_map(|(day, sums)| Some((*day, plain(sums)?))).collect();
    for (at, (day, (results, clicks))) in days.iter().enumerate() {
        if !range.contains(*day) {
            continue;
        }
        // Usual is the median day of the two weeks around, so that the break itself does not set the measure.
        let around = &days[at.saturating_sub(14)..(at + 8).min(days.len())];
        let mut rates: Vec<f64> = around.iter().map(|(_day, (results, clicks))| results / clicks).collect();
        rates.sort_by(f64::total_cmp);
        let usual = rates[rates.len() / 2];
        let expected = usual * clicks;
        if around.len() >= 7
            && expected >= EXPECTED
            && *results <= SHARE_LEFT * expected
            && chance::of_at_most(*results, expected) < SURE
        {
            let evidence = vec![
                Evidence::of("results", Value::Ratio(ratio(*results))),
                Evidence::of("expected_results", Value::Ratio(ratio(expected))),
                Evidence::of("link_clicks", Value::Count(Count::new(*clicks as u64).unwrap_or(Count::MAX))),
            ];
            found.add(*day, evidence);
        }
    }
    found.goes_on = found.days.contains(&range.until());
    found
}

/// The whole account became dearer or cheaper.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shift {
    /// Cost per result now ÷ before.
    pub(crate) factor: f64,
    /// The days that were measured.
    pub(crate) range: DayRange,
    /// What was spent on those of them that count.
    pub(crate) spend: Money,
    pub(crate) evidence: Vec<Evidence>,
}

/// How much the account's cost per result must move.
const MOVED: f64 = 0.25;
/// Share of the spend in ads that move the same way.
const BROAD: f64 = 0.6;

/// Compares the last seven days whose results are settled with the four weeks before. A shift is broad: most of the
/// spend is in ads that moved the same way.
pub(crate) fn shift(facts: &AccountFacts, result: ResultKind, broken: &BTreeSet<AccountDate>) -> Option<Shift> {
    let now = DayRange::ending(facts.range.until().plus_days(-DAYS_STILL_COUNTING), 7);
    let before = DayRange::ending(now.since().plus_days(-1), 28);
    if !before.days().all(|day| facts.place(day).is_some()) {
        return None;
    }
    let tracked = |day: AccountDate| !broken.contains(&day);
    let zero = (Money::zero(facts.currency).micros(), 0.0);
    let mut total = [zero, zero];
    let mut ads = Vec::new();
    for ad in &facts.ads {
        let mut sides = [zero, zero];
        for (at, range) in [now, before].into_iter().enumerate() {
            let sums = ad.sum(facts.days, range, facts.currency, tracked);
            let results = result.of(&sums).map_or(0.0, |r| r.micros() as f64 / 1e6);
            sides[at] = (sums.spend.micros(), results);
            total[at].0 += sides[at].0;
            total[at].1 += results;
        }
        ads.push(sides);
    }
    let [(spend, results), (spend_before, results_before)] = total;
    if results < 30.0 || results_before < 30.0 || spend == 0 || spend_before == 0 {
        return None;
    }
    let factor = (spend as f64 / results) / (spend_before as f64 / results_before);
    let (fell, rose) = (
        chance::that_rate_fell((results, spend as f64), (results_before, spend_before as f64), 0.0) >= 0.99,
        chance::that_rate_fell((results_before, spend_before as f64), (results, spend as f64), 0.0) >= 0.99,
    );
    if !(fell && factor > 1.0 + MOVED || rose && factor < 1.0 / (1.0 + MOVED)) {
        return None;
    }
    let is_same_way = |sides: &[(i64, f64); 2]| {
        let [(spend, results), (spend_before, results_before)] = *sides;
        let expected = results_before / spend_before.max(1) as f64 * spend as f64;
        spend_before > 0 && results_before >= 3.0 && if factor > 1.0 { results < expected } else { results > expected }
    };
    let comparable = |sides: &[(i64, f64); 2]| sides[1].1 >= 3.0 && sides[0].0 > 0;
    let moved: i64 = ads.iter().filter(|sides| comparable(sides) && is_same_way(sides)).map(|sides| sides[0].0).sum();
    let of: i64 = ads.iter().filter(|sides| comparable(sides)).map(|sides| sides[0].0).sum();
    if of == 0 || (moved as f64) < BROAD * of as f64 {
        return None;
    }
    let cost = |spend: i64, results: f64| Money::from_micros((spend as f64 / results).round() as i64, facts.currency);
    Some(Shift {
        factor,
        range: now,
        spend: Money::from_micros(spend, facts.currency),
        evidence: vec![Evidence::against(
            "cost_per_result",
            Value::Money(cost(spend, results)),
            "four_weeks_before",
            Value::Money(cost(spend_before, results_before)),
        )],
    })
}
