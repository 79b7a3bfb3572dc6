//! Ads that started in the last fourteen days and what became of them so far.

use std::collections::BTreeMap;

use store::meta::PerformanceRow;
use units::{AccountDate, DayRange, Quantity, Zone};

use super::best::brief;
use super::types::{BusiestDay, LaunchGroup, LaunchState, Launched};
use crate::pages::figures::{Figures, PageAims, is_after};
use crate::pages::odds;

/// Days in which a launch is only counted.
const YOUNG_DAYS: i32 = 4;
/// Frames of a group.
const FRAMES: usize = 7;

/// The launches of the fortnight.
pub(super) fn launched(rows: &[PerformanceRow], aims: &PageAims, zone: Zone, days: DayRange) -> Launched {
    let mut groups: BTreeMap<u8, (LaunchState, Vec<&PerformanceRow>)> = BTreeMap::new();
    let mut starts: BTreeMap<AccountDate, u32> = BTreeMap::new();
    for row in rows {
        let Some(day) = row.created.map(|at| zone.day_of(at)).filter(|day| days.days().any(|one| one == *day)) else {
            continue;
        };
        *starts.entry(day).or_default() += 1;
        let state = state(row, aims, day, days.until());
        groups.entry(state as u8).or_insert((state, Vec::new())).1.push(row);
    }
    let busiest =
        starts.iter().max_by_key(|(day, ads)| (**ads, **day)).map(|(day, ads)| BusiestDay { day: *day, ads: *ads });
    Launched { total: starts.values().sum(), busiest, groups: groups.into_values().map(group).collect() }
}

fn group((state, mut rows): (LaunchState, Vec<&PerformanceRow>)) -> LaunchGroup {
    rows.sort_by_key(|row| std::cmp::Reverse(row.sums.spend.micros()));
    LaunchGroup {
        state,
        total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        ads: rows.into_iter().take(FRAMES).map(brief).collect(),
    }
}

/// A launch is judged by what it spent in targets; without a target only "hardly any spend" can be told.
fn state(row: &PerformanceRow, aims: &PageAims, started: AccountDate, until: AccountDate) -> LaunchState {
    let figures = Figures::of(&row.sums, aims.result);
    let young = started.plus_days(YOUNG_DAYS) > until;
    let Some(target) = aims.cost_per_result.filter(|_| is_after(&row.objective, aims.result)) else {
        return LaunchState::StillCounting;
    };
    let worth = odds::expected(row.sums.spend, target).unwrap_or(0.0);
    let results = figures.results.unwrap_or(Quantity::ZERO);
    if results == Quantity::ZERO {
        return match worth {
            worth if worth >= 3.0 => LaunchState::NoResult,
            worth if worth < 1.0 && !young => LaunchState::HardlyAnySpend,
            _ => LaunchState::StillCounting,
        };
    }
    if worth < 2.0 {
        return if young { LaunchState::StillCounting } else { LaunchState::HardlyAnySpend };
    }
    match figures.cost_per_result {
        Some(cost) if cost.micros() <= target.micros() => LaunchState::Ahead,
        _ if young => LaunchState::StillCounting,
        _ => LaunchState::Behind,
    }
}
