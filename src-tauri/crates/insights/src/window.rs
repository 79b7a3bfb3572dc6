//! What every rule looks at: one ad over the days judged, with its own past and its cohort beside it.

use std::collections::BTreeSet;

use units::{AccountDate, DayRange, Money, Ratio, Sums};

use crate::baseline::Cohort;
use crate::facts::{AccountFacts, AdFacts};
use crate::result::ResultKind;

/// Days whose results still move: conversions of the last days arrive late.
pub const DAYS_STILL_COUNTING: i32 = 3;

/// The first day whose results still move, where `last` is the last complete day.
#[must_use]
pub fn counting_since(last: AccountDate) -> AccountDate {
    last.plus_days(1 - DAYS_STILL_COUNTING)
}

/// One ad as a rule sees it.
#[derive(Debug)]
pub(crate) struct View<'a> {
    pub(crate) facts: &'a AccountFacts,
    pub(crate) ad: &'a AdFacts,
    /// What its results are; `None` if its objective was never known and the account says nothing.
    pub(crate) result: Option<ResultKind>,
    /// What a result may cost: the target, else what the account pays. Floors are multiples of it, so that they mean
    /// the same in every currency.
    pub(crate) unit: Option<Unit>,
    pub(crate) cohort: Option<&'a Cohort>,
    /// The upper quartile of the account's seven-day frequencies, where enough ads have one.
    pub(crate) usual_frequency: Option<f64>,
    /// Days on which tracking was broken: their results say nothing.
    pub(crate) broken: &'a BTreeSet<AccountDate>,
    /// Everything over the days judged.
    pub(crate) sums: Sums,
    /// Days of the range on which it was shown.
    pub(crate) days: u32,
}

/// What one result is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Unit {
    pub(crate) cost: Money,
    /// Whether a person said so.
    pub(crate) is_target: bool,
}

impl View<'_> {
    /// Sums over a range, broken days included.
    pub(crate) fn over(&self, range: DayRange) -> Sums {
        self.ad.sum(self.facts.days, range, self.facts.currency, |_day| true)
    }

    /// Sums over a range without the days on which tracking was broken.
    pub(crate) fn tracked(&self, range: DayRange) -> Sums {
        self.ad.sum(self.facts.days, range, self.facts.currency, |day| !self.broken.contains(&day))
    }

    /// The last `days` days of the range judged.
    pub(crate) fn last(&self, days: u32) -> DayRange {
        DayRange::ending(self.facts.range.until(), days)
    }

    /// Whether every day of a range was read: a hole would look like a drop.
    pub(crate) fn was_read(&self, range: DayRange) -> bool {
        range
            .days()
            .all(|day| self.facts.place(day).is_some_and(|place| self.ad.days.get(place).is_some_and(Option::is_some)))
    }

    /// Spend in results: 2.0 is "twice what a result may cost".
    pub(crate) fn in_units(&self, spend: Money) -> Option<f64> {
        self.unit.and_then(|unit| spend.over(unit.cost)).map(Ratio::fraction)
    }

    /// How many results there were, as a plain number.
    pub(crate) fn results(&self, sums: &Sums) -> Option<f64> {
        self.result.and_then(|result| result.of(sums)).map(|quantity| quantity.micros() as f64 / 1e6)
    }
}
