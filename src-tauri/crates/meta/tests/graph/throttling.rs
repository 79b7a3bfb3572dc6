//! The budget: ours, Meta's, and what is kept of it.

use std::sync::Arc;
use std::time::Duration;

use graph_sim::{Fault, FaultPlan, Size};
use meta::{ErrorClass, GraphClient, GraphError, InsightsQuery, Tier};
use tokio_util::sync::CancellationToken;
use units::testing::ManualClock;
use units::{Clock, Timestamp};

use crate::support::{World, client_config, sums};

fn wait_of(error: &GraphError) -> Timestamp {
    match error.class() {
        ErrorClass::WaitUntil(until) => until,
        class => panic!("{class:?} is no wait"),
    }
}

#[tokio::test]
async fn a_long_block_is_told_and_nothing_is_sent_before_its_end() {
    let world = World::new().await;
    world.client.campaigns(&world.account).all().await.unwrap();
    world.fault(FaultPlan::times(Fault::ThrottleBusiness, 1).amount(9));
    let start = world.clock.now();
    let error = world.client.campaigns(&world.account).all().await.unwrap_err();
    assert_eq!(wait_of(&error), start.plus(Duration::from_secs(9 * 60)));
    assert!(error.fault().is_some_and(|fault| fault.http_status == 400));
    let asked = world.sim.stats().requests;
    assert!(world.client.campaigns(&world.account).all().await.is_err());
    assert_eq!(world.sim.stats().requests, asked, "blocked before anything is sent");
    assert_eq!(world.client.budget().lanes, 1);
}

#[tokio::test]
async fn a_short_block_is_waited_for() {
    let world = World::of(|_sim| {}, |config| config.longest_wait = Duration::from_secs(600)).await;
    world.fault(FaultPlan::times(Fault::ThrottleBusiness, 1).amount(3));
    let campaigns = world.client.campaigns(&world.account).all().await.unwrap();
    assert!(!campaigns.rows.is_empty());
    assert_eq!(world.clock.pauses(), [Duration::from_secs(180)]);
}

#[tokio::test]
async fn a_restart_keeps_the_wait() {
    let budget = meta::SharedBudget::default();
    let world = World::of(|_sim| {}, |config| config.budget = budget.clone()).await;
    world.fault(FaultPlan::times(Fault::ThrottleBusiness, 1).amount(9));
    let error = world.client.campaigns(&world.account).all().await.unwrap_err();
    let mut config = client_config(&world.sim, &world.clock);
    let saved = serde_json::to_string(&budget.state()).unwrap();
    config.budget = serde_json::from_str::<meta::BudgetState>(&saved).unwrap().into();
    let asked = world.sim.stats().requests;
    let again = GraphClient::new(config).unwrap().campaigns(&world.account).all().await.unwrap_err();
    assert_eq!(wait_of(&again), wait_of(&error));
    assert_eq!(world.sim.stats().requests, asked);
}

#[tokio::test]
async fn throttling_does_not_make_pages_smaller() {
    let world = World::of(
        |config| config.size = Some(Size { campaigns: 4, ads: 60, days: 30 }),
        |config| config.longest_wait = Duration::from_secs(600),
    )
    .await;
    world.fault(FaultPlan::times(Fault::Throttle, 2));
    let query = InsightsQuery::ad_days(world.week());
    assert_eq!(sums(world.client.insights(&world.account, &query)).await.unwrap().rows, 420);
    assert_eq!(world.asked("insights"), 3, "two refusals and one page of everything");
}

#[tokio::test]
async fn the_limited_tier_is_never_driven_into_a_block() {
    let world = World::of(
        |config| {
            config.size = Some(Size { campaigns: 4, ads: 60, days: 30 });
            config.faults = vec![FaultPlan::always(Fault::LimitedTier)];
        },
        |config| {
            config.page_limit = 5;
            config.longest_wait = Duration::from_secs(600);
        },
    )
    .await;
    let query = InsightsQuery::ad_days(world.week());
    let start = world.clock.now();
    assert_eq!(sums(world.client.insights(&world.account, &query)).await.unwrap().rows, 420);
    assert_eq!(world.client.budget().tier, Some(Tier::Limited));
    assert_eq!(world.sim.stats().errors, 0, "Meta never had to refuse");
    assert_eq!(world.clock.now().since(start), Duration::from_secs(300), "84 reads are two times forty-two");
}

#[tokio::test]
async fn the_limited_tier_tells_a_long_wait() {
    let world = World::with_pages_of(5).await;
    world.always(Fault::LimitedTier);
    let start = world.clock.now();
    let query = InsightsQuery::ad_days(world.week());
    let error = sums(world.client.insights(&world.account, &query)).await.unwrap_err();
    assert_eq!(wait_of(&error), start.plus(Duration::from_secs(300)));
    assert!(matches!(error, GraphError::Throttled { fault: None, .. }), "it was our own count");
}

#[tokio::test]
async fn the_standard_tier_may_have_four_lanes() {
    let world = World::new().await;
    assert_eq!(world.client.budget().lanes, 1, "nothing is known yet");
    world.client.campaigns(&world.account).all().await.unwrap();
    let budget = world.client.budget();
    assert_eq!((budget.tier, budget.lanes, budget.allowed), (Some(Tier::Full), 4, 6300));
}

#[tokio::test]
async fn a_wait_can_be_cancelled() {
    let world = World::new().await;
    world.always(Fault::ServiceDown);
    let mut config = client_config(&world.sim, &world.clock);
    let standing: Arc<dyn Clock> = Arc::new(ManualClock::at(world.clock.now()));
    config.clock = standing;
    let cancel = CancellationToken::new();
    let client = GraphClient::new(config).unwrap().with_cancel(cancel.clone());
    let waiting = tokio::spawn(async move { client.me().await });
    while world.sim.stats().errors == 0 {
        tokio::task::yield_now().await;
    }
    cancel.cancel();
    assert_eq!(waiting.await.unwrap(), Err(GraphError::Cancelled));
}
