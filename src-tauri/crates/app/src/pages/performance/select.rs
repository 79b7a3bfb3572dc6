//! Which rows match a filter, and in which order.

use std::cmp::Ordering;

use store::meta::PerformanceRow as Stored;
use units::{Level, Money, Quantity, Ratio, Zone};

use super::base::Base;
use super::types::{Column, DeliveryFilter, Filter, Sort, Verdict};
use crate::pages::figures::{Figures, PageAims};
use crate::pages::{odds, overview};

/// Spend in targets below which results are luck.
const TARGETS_TO_JUDGE: f64 = 2.0;
/// Over the target by up to a quarter is amber, more is red.
const AMBER: f64 = 0.25;

/// A filter made ready for many rows.
pub(super) struct Matcher<'a> {
    filter: &'a Filter,
    words: Vec<String>,
    level: Level,
    base: &'a Base,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(filter: &'a Filter, level: Level, base: &'a Base) -> Self {
        let words = filter.search.split_whitespace().map(str::to_lowercase).collect();
        Self { filter, words, level, base }
    }

    /// Whether the row matches; with `idle` also if it did not deliver in the range.
    pub(super) fn matches(&self, row: &Stored, idle: bool) -> bool {
        (idle || !self.filter.delivered || row.ads > 0)
            && self.in_state(row)
            && self.in_parents(row)
            && self.named(row)
            && self.filter.verdict.is_none_or(|wanted| verdict(row, self.base, self.level) == wanted)
    }

    fn in_state(&self, row: &Stored) -> bool {
        let active = row.delivery.as_ref().is_some_and(units::Delivery::is_active);
        match self.filter.delivery {
            DeliveryFilter::Any => true,
            DeliveryFilter::Active => active,
            DeliveryFilter::NotActive => !active,
        }
    }

    /// A chosen parent filters the levels below it, not its own.
    fn in_parents(&self, row: &Stored) -> bool {
        let ad_set_fits = self.level != Level::Ad
            || self.filter.ad_sets.is_empty()
            || row.ad_set.as_ref().is_some_and(|(id, _)| self.filter.ad_sets.contains(id));
        self.in_campaigns(row) && ad_set_fits
    }

    /// Whether the row is in a chosen campaign; campaigns themselves always are.
    pub(super) fn in_campaigns(&self, row: &Stored) -> bool {
        self.level == Level::Campaign
            || self.filter.campaigns.is_empty()
            || row.campaign.as_ref().is_some_and(|(id, _)| self.filter.campaigns.contains(id))
    }

    fn named(&self, row: &Stored) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let name = row.name.as_deref().unwrap_or_default().to_lowercase();
        self.words.iter().all(|word| name.contains(word) || row.id.as_str() == word)
    }
}

/// How a row stands against its target.
pub(super) fn verdict(row: &Stored, base: &Base, level: Level) -> Verdict {
    let aims = base.aims_for(row, level);
    let figures = Figures::of(&row.sums, aims.result);
    match (aims.cost_per_result, aims.purchase_roas) {
        (Some(target), _) => by_cost(&figures, target),
        (None, Some(target)) => by_roas(&figures, target),
        (None, None) if has_target(&base.aims) && base.is_after_another(row, level) => Verdict::OtherResult,
        (None, None) => Verdict::NoTarget,
    }
}

const fn has_target(aims: &PageAims) -> bool {
    aims.cost_per_result.is_some() || aims.purchase_roas.is_some()
}

fn by_cost(figures: &Figures, target: Money) -> Verdict {
    let worth = odds::expected(figures.spend, target).unwrap_or(0.0);
    if figures.results.unwrap_or(Quantity::ZERO) == Quantity::ZERO {
        // Nothing from three targets happens to one ad in twenty by chance.
        return if worth >= 3.0 { Verdict::NoResult } else { Verdict::TooLittle };
    }
    let over = figures.cost_per_result.and_then(|cost| cost.over(target)).map(|ratio| ratio.fraction() - 1.0);
    match over {
        Some(_) if worth < TARGETS_TO_JUDGE => Verdict::TooLittle,
        Some(over) if over <= 0.0 => Verdict::Good,
        Some(over) if over <= AMBER => Verdict::Over,
        Some(_) => Verdict::FarOver,
        None => Verdict::TooLittle,
    }
}

fn by_roas(figures: &Figures, target: Ratio) -> Verdict {
    match figures.purchase_roas {
        None => Verdict::TooLittle,
        Some(_) if figures.purchases.unwrap_or(Quantity::ZERO) < Quantity::whole(2) => Verdict::TooLittle,
        Some(roas) if roas.fraction() >= target.fraction() => Verdict::Good,
        Some(roas) if roas.fraction() >= target.fraction() * (1.0 - AMBER) => Verdict::Over,
        Some(_) => Verdict::FarOver,
    }
}

/// Puts rows in order. Rows without a value are last either way, equal ones keep the order of their spend.
pub(super) fn sort(rows: &mut [&Stored], by: Sort, aims: &PageAims, zone: Zone) {
    match by.by {
        Column::Name => by_text(rows, by.descending, |row| row.name.clone().unwrap_or_default().to_lowercase()),
        Column::Delivery => by_text(rows, by.descending, |row| {
            row.delivery.as_ref().map_or_else(String::new, |delivery| delivery.as_str().to_owned())
        }),
        column => by_number(rows, by.descending, |row| number(row, column, aims, zone)),
    }
}

fn by_text(rows: &mut [&Stored], descending: bool, key: impl Fn(&Stored) -> String) {
    rows.sort_by_cached_key(|row| key(row));
    if descending {
        rows.reverse();
    }
}

fn by_number(rows: &mut [&Stored], descending: bool, key: impl Fn(&Stored) -> Option<f64>) {
    let mut keyed: Vec<(Option<f64>, &Stored)> = rows.iter().map(|row| (key(row), *row)).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) if descending => b.total_cmp(a),
        (Some(a), Some(b)) => a.total_cmp(b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    for (place, (_, row)) in rows.iter_mut().zip(keyed) {
        *place = row;
    }
}

fn number(row: &Stored, column: Column, aims: &PageAims, zone: Zone) -> Option<f64> {
    let figures = Figures::of(&row.sums, aims.result);
    let money = |amount: Option<Money>| amount.map(|amount| amount.micros() as f64);
    let count = |count: units::Count| Some(count.get() as f64);
    match column {
        Column::Name | Column::Delivery => None,
        Column::Spend => money(Some(figures.spend)),
        Column::Results => figures.results.map(|results| results.micros() as f64),
        // A trend is one line; its last point is the cost that can be ordered.
        Column::CostPerResult | Column::Trend => money(figures.cost_per_result),
        Column::PurchaseRoas => figures.purchase_roas.map(Ratio::fraction),
        Column::PurchaseValue => money(figures.purchase_value),
        Column::CtrLink => figures.ctr_link.map(Ratio::fraction),
        Column::CtrAll => figures.ctr_all.map(Ratio::fraction),
        Column::CpcLink => money(figures.cpc_link),
        Column::Cpm => money(figures.cpm),
        Column::Impressions => count(figures.impressions),
        Column::LinkClicks => count(figures.link_clicks),
        Column::ConversionRate => figures.conversion_rate.map(Ratio::fraction),
        Column::Frequency => overview::frequency(row).map(Ratio::fraction),
        Column::HookRate => figures.hook_rate.map(Ratio::fraction),
        Column::HoldRate => figures.hold_rate.map(Ratio::fraction),
        Column::Age => row.created.map(|at| -f64::from(zone.day_of(at).number())),
    }
}
