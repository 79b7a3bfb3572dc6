//! The rules of "Needs you" and the states of launches, on rows as the store answers them.

use store::meta::{PerformanceRow, WindowedReach};
use units::{
    AccountDate, AccountId, Count, Currency, DayRange, Delivery, GraphId, Money, Objective, Quantity, Sums, Timestamp,
    Zone,
};

use super::launched::launched;
use super::needs::{Evidence, needs};
use super::types::{LaunchState, NeedKind};
use crate::pages::figures::PageAims;

fn usd(text: &str) -> Money {
    Money::parse_major(text, Currency::USD).unwrap()
}

fn sums(spend: &str, purchases: u32, impressions: u32, link_clicks: u32) -> Sums {
    Sums {
        spend: usd(spend),
        purchases: Some(Quantity::whole(purchases)),
        impressions: Count::from(impressions),
        link_clicks: Count::from(link_clicks),
        ..Sums::none(Currency::USD)
    }
}

fn day(text: &str) -> AccountDate {
    AccountDate::parse(text).unwrap()
}

fn ad(id: &str, started: &str, sums: Sums) -> PerformanceRow {
    PerformanceRow {
        id: GraphId::from(id),
        name: Some(format!("ad {id}")),
        campaign: None,
        ad_set: None,
        objective: Objective("OUTCOME_SALES".into()),
        delivery: Some(Delivery::new("ACTIVE")),
        learning_stage: None,
        created: Some(Timestamp::parse(&format!("{started}T12:00:00Z")).unwrap()),
        picture: None,
        is_video: None,
        sums,
        previous: None,
        reach_7d: None,
        ads: 1,
    }
}

fn aims() -> PageAims {
    PageAims { cost_per_result: Some(usd("28")), ..PageAims::default() }
}

struct World {
    week: Vec<PerformanceRow>,
    fortnight: Vec<PerformanceRow>,
    days: Vec<(AccountDate, Option<Sums>)>,
    aims: PageAims,
}

impl World {
    fn quiet() -> Self {
        let last = day("2026-11-20");
        let days = DayRange::ending(last, 14).days().map(|day| (day, Some(sums("1600", 57, 100_000, 1400)))).collect();
        Self { week: Vec::new(), fortnight: Vec::new(), days, aims: aims() }
    }

    fn kinds(&self) -> Vec<NeedKind> {
        let last = day("2026-11-20");
        needs(&Evidence {
            account: &AccountId::parse("act_1").unwrap(),
            zone: Zone::UTC,
            aims: &self.aims,
            week: &self.week,
            week_days: DayRange::ending(last, 7),
            fortnight: &self.fortnight,
            fortnight_days: DayRange::ending(last, 14),
            days: &self.days,
            account_week: &sums("11200", 400, 700_000, 9600),
        })
        .into_iter()
        .map(|need| need.kind)
        .collect()
    }
}

#[test]
fn a_healthy_account_needs_nobody() {
    let mut world = World::quiet();
    world.fortnight = vec![ad("1", "2026-09-01", sums("3000", 110, 200_000, 3000))];
    world.week = world.fortnight.clone();
    assert_eq!(world.kinds(), []);
}

#[test]
fn three_targets_without_a_result_need_a_look_and_two_do_not() {
    let mut world = World::quiet();
    world.fortnight =
        vec![ad("1", "2026-11-10", sums("92.40", 0, 6000, 44)), ad("2", "2026-11-10", sums("56", 0, 4000, 40))];
    assert_eq!(world.kinds(), [NeedKind::NoResult]);
}

#[test]
fn a_dear_ad_is_named_only_when_luck_cannot_explain_it() {
    let mut world = World::quiet();
    world.fortnight = vec![
        ad("sure", "2026-09-01", sums("900", 15, 60_000, 700)),
        ad("luck", "2026-09-01", sums("170", 4, 9000, 100)),
    ];
    assert_eq!(world.kinds(), [NeedKind::Expensive]);
}

#[test]
fn tired_needs_both_signals() {
    let reach = |reach| WindowedReach { until: day("2026-11-20"), reach, impressions: 34_200 };
    let tired = PerformanceRow {
        previous: Some(sums("2000", 70, 90_000, 1494)),
        reach_7d: Some(reach(10_000)),
        ..ad("1", "2026-08-01", sums("1338", 47, 34_200, 390))
    };
    let fresh = PerformanceRow { id: GraphId::from("2"), reach_7d: Some(reach(20_000)), ..tired.clone() };
    let steady =
        PerformanceRow { id: GraphId::from("3"), previous: Some(sums("2000", 70, 90_000, 1030)), ..tired.clone() };
    let mut world = World::quiet();
    world.week = vec![tired, fresh, steady];
    assert_eq!(world.kinds(), [NeedKind::Tired]);
}

#[test]
fn good_results_on_hardly_any_spend_are_found_but_not_in_the_first_week() {
    let mut world = World::quiet();
    world.fortnight =
        vec![ad("1", "2026-11-01", sums("61.40", 5, 4000, 76)), ad("2", "2026-11-18", sums("61.40", 5, 4000, 76))];
    assert_eq!(world.kinds(), [NeedKind::HardlyAnySpend]);
}

#[test]
fn where_tracking_broke_no_ad_is_blamed_for_missing_results() {
    let mut world = World::quiet();
    for (_, sums_of_day) in world.days.iter_mut().rev().take(2) {
        *sums_of_day = Some(sums("1600", 0, 100_000, 1400));
    }
    world.fortnight = vec![ad("1", "2026-11-10", sums("92.40", 0, 6000, 44))];
    assert_eq!(world.kinds(), [NeedKind::TrackingBreak]);
}

#[test]
fn without_a_target_no_ad_is_judged_by_its_cost() {
    let mut world = World::quiet();
    world.aims = PageAims::default();
    world.fortnight = vec![ad("1", "2026-11-10", sums("920", 0, 60_000, 440))];
    assert_eq!(world.kinds(), []);
}

#[test]
fn an_ad_that_meta_refuses_is_named_once_whatever_else_is_true_of_it() {
    let mut world = World::quiet();
    let refused = PerformanceRow {
        delivery: Some(Delivery::new("DISAPPROVED")),
        ..ad("1", "2026-11-10", sums("92.40", 0, 6000, 44))
    };
    world.fortnight = vec![refused];
    assert_eq!(world.kinds(), [NeedKind::NotDelivering]);
}

#[test]
fn a_paused_ad_is_left_alone() {
    let mut world = World::quiet();
    let paused = PerformanceRow {
        delivery: Some(Delivery::new("PAUSED")),
        ..ad("1", "2026-11-10", sums("920", 0, 60_000, 440))
    };
    world.fortnight = vec![paused];
    assert_eq!(world.kinds(), []);
}

#[test]
fn launches_are_sorted_by_what_became_of_them() {
    let rows = [
        ad("ahead", "2026-11-10", sums("280", 12, 9000, 100)),
        ad("young", "2026-11-19", sums("30", 1, 900, 10)),
        ad("nothing", "2026-11-09", sums("90", 0, 9000, 60)),
        ad("starved", "2026-11-09", sums("4", 0, 200, 2)),
        ad("dear", "2026-11-09", sums("400", 8, 20_000, 200)),
        ad("old", "2026-10-01", sums("400", 8, 20_000, 200)),
    ];
    let launched = launched(&rows, &aims(), Zone::UTC, DayRange::ending(day("2026-11-20"), 14));
    let states: Vec<_> = launched.groups.iter().map(|group| (group.state, group.total)).collect();
    assert_eq!(launched.total, 5);
    assert_eq!(
        states,
        [
            (LaunchState::Ahead, 1),
            (LaunchState::StillCounting, 1),
            (LaunchState::Behind, 1),
            (LaunchState::NoResult, 1),
            (LaunchState::HardlyAnySpend, 1)
        ]
    );
    assert_eq!(launched.busiest.map(|busiest| (busiest.day, busiest.ads)), Some((day("2026-11-09"), 3)));
}
