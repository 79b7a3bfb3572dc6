//! Ads that started in the last fourteen days and what became of them so far, as the rules see it.

use std::collections::{BTreeMap, HashMap};

use insights::{Launch, LaunchState};
use store::meta::PerformanceRow;
use units::{AccountDate, GraphId};

use super::best::brief;
use super::types::{BusiestDay, LaunchGroup, Launched};

/// Frames of a group.
const FRAMES: usize = 7;

/// The launches of the fortnight; `rows` is every ad over it.
pub(super) fn launched(rows: &[PerformanceRow], launches: &[Launch]) -> Launched {
    let by_id: HashMap<&GraphId, &PerformanceRow> = rows.iter().map(|row| (&row.id, row)).collect();
    let mut groups: BTreeMap<LaunchState, Vec<&PerformanceRow>> = BTreeMap::new();
    let mut starts: BTreeMap<AccountDate, u32> = BTreeMap::new();
    for launch in launches {
        let Some(row) = by_id.get(&launch.ad) else { continue };
        *starts.entry(launch.day).or_default() += 1;
        groups.entry(launch.state).or_default().push(row);
    }
    let busiest =
        starts.iter().max_by_key(|(day, ads)| (**ads, **day)).map(|(day, ads)| BusiestDay { day: *day, ads: *ads });
    Launched { total: starts.values().sum(), busiest, groups: groups.into_iter().map(group).collect() }
}

fn group((state, mut rows): (LaunchState, Vec<&PerformanceRow>)) -> LaunchGroup {
    rows.sort_by_key(|row| std::cmp::Reverse(row.sums.spend.micros()));
    LaunchGroup {
        state,
        total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        ads: rows.into_iter().take(FRAMES).map(brief).collect(),
    }
}
