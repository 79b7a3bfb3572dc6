//! Figures.

use futures::TryStreamExt as _;
use graph_sim::{Fault, FaultPlan};
use meta::{ErrorClass, InsightsQuery};
use units::{DayRange, Level, Money};

use crate::support::{World, sums};

#[tokio::test]
async fn ad_days_add_up_to_the_simulators_own_totals() {
    let world = World::showcase().await;
    let got = sums(world.client.insights(&world.account, &InsightsQuery::ad_days(world.week()))).await.unwrap();
    let truth = world.sim.truth(world.week());
    let own = truth.accounts.iter().find(|row| row.id == world.account.to_string()).unwrap();
    let spend = Money::parse_major(&own.totals.spend, world.sim.accounts[0].currency).unwrap();
    assert_eq!(got.spend_micros, spend.micros());
    assert_eq!(got.impressions, own.totals.impressions);
    assert_eq!(got.clicks, own.totals.clicks);
    assert_eq!(got.purchases_micros, i64::try_from(own.totals.purchases).unwrap() * 1_000_000);
}

#[tokio::test]
async fn the_size_of_pages_changes_nothing() {
    let large = World::with_pages_of(500).await;
    let small = World::with_pages_of(30).await;
    let query = InsightsQuery::ad_days(large.week());
    let one = sums(large.client.insights(&large.account, &query)).await.unwrap();
    let other = sums(small.client.insights(&small.account, &query)).await.unwrap();
    assert_eq!(one, other);
    assert_eq!(one.rows, 420);
    assert_eq!((large.asked("insights"), small.asked("insights")), (1, 14));
}

#[tokio::test]
async fn the_totals_of_campaigns_and_account_are_those_of_the_ads() {
    let world = World::showcase().await;
    let ads = sums(world.client.insights(&world.account, &InsightsQuery::ad_days(world.week()))).await.unwrap();
    for query in [InsightsQuery::campaign_checksum(world.week()), InsightsQuery::account_days(world.week())] {
        let level = sums(world.client.insights(&world.account, &query)).await.unwrap();
        assert_eq!((level.spend_micros, level.impressions), (ads.spend_micros, ads.impressions), "{}", query.level());
    }
}

#[tokio::test]
async fn reach_over_a_range_is_one_row_an_object() {
    let world = World::new().await;
    let query = InsightsQuery::reach(Level::Campaign, world.week());
    let pages: Vec<_> = world.client.insights(&world.account, &query).stream().try_collect().await.unwrap();
    let rows = pages[0].rows().unwrap();
    assert_eq!(rows.len(), 4);
    for row in rows {
        assert_eq!((row.date_start, row.date_stop), (Some(world.week().since()), Some(world.week().until())));
        assert!(row.reach.unwrap() <= row.impressions.unwrap());
    }
}

#[tokio::test]
async fn windows_come_beside_the_value() {
    let world = World::new().await;
    let query = InsightsQuery::ad_days(world.week()).with_windows(&["1d_view", "7d_click"]);
    let page = world.client.insights(&world.account, &query).next().await.unwrap().unwrap();
    let rows = page.rows().unwrap();
    let with_windows =
        rows.iter().flat_map(|row| row.actions.iter().flatten()).filter(|stat| !stat.windows().is_empty());
    assert!(with_windows.count() > 0);
}

#[tokio::test]
async fn a_day_without_delivery_has_no_row() {
    let world = World::sized(1, 1, 10).await;
    let long = DayRange::ending(world.sim.today.plus_days(-1), 30);
    let got = sums(world.client.insights(&world.account, &InsightsQuery::ad_days(long))).await.unwrap();
    assert_eq!(got.rows, 10);
    let before = DayRange::ending(world.sim.today.plus_days(-40), 5);
    let nothing = sums(world.client.insights(&world.account, &InsightsQuery::ad_days(before))).await.unwrap();
    assert_eq!(nothing.rows, 0);
}

#[tokio::test]
async fn too_long_a_range_asks_for_a_split_and_is_not_repeated() {
    let world = World::new().await;
    world.fault(FaultPlan::always(Fault::TooLarge).amount(3));
    let query = InsightsQuery::ad_days(world.week());
    let error = sums(world.client.insights(&world.account, &query)).await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::Split);
    assert_eq!(world.asked("insights"), 1);
    let shorter = query.during(DayRange::ending(world.week().until(), 3));
    assert_eq!(sums(world.client.insights(&world.account, &shorter)).await.unwrap().rows, 180);
}

#[tokio::test]
async fn a_start_before_what_meta_keeps_is_clipped() {
    let world = World::new().await;
    let old = DayRange::new(world.sim.today.minus_months(40), world.sim.today.minus_months(39)).unwrap();
    let error = sums(world.client.insights(&world.account, &InsightsQuery::account_days(old))).await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::ClipStart);
    let earliest = meta::earliest_day(world.sim.today);
    let kept = DayRange::new(earliest, earliest.plus_days(5)).unwrap();
    sums(world.client.insights(&world.account, &InsightsQuery::account_days(kept))).await.unwrap();
}

#[tokio::test]
async fn an_unknown_fault_is_tried_again_with_smaller_pages() {
    let world = World::with_pages_of(500).await;
    world.twice(Fault::ServerError);
    let query = InsightsQuery::ad_days(world.week());
    assert_eq!(sums(world.client.insights(&world.account, &query)).await.unwrap().rows, 420);
    assert_eq!(world.clock.pauses().len(), 2);
    assert_eq!(world.asked("insights"), 2 + 4, "420 rows in pages of 125");
}

#[tokio::test]
async fn a_failed_campaigns_edge_leaves_the_figures_alone() {
    let world = World::new().await;
    world.always(Fault::CampaignsFail);
    assert!(world.client.campaigns(&world.account).all().await.is_err());
    let query = InsightsQuery::ad_days(world.week());
    assert_eq!(sums(world.client.insights(&world.account, &query)).await.unwrap().rows, 420);
}
