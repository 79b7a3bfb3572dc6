//! Asynchronous reports and their races.

use std::sync::Mutex;
use std::time::Duration;

use graph_sim::{Fault, FaultPlan};
use meta::{ErrorClass, GraphError, InsightsQuery};

use crate::support::{Sums, World, sums};

async fn report(world: &World) -> Result<Sums, GraphError> {
    let query = InsightsQuery::ad_days(world.week());
    sums(world.client.report(&world.account, &query, |_percent| {}).await?).await
}

async fn direct(world: &World) -> Sums {
    sums(world.client.insights(&world.account, &InsightsQuery::ad_days(world.week()))).await.unwrap()
}

#[tokio::test]
async fn a_report_has_the_same_rows_and_is_polled_ever_more_slowly() {
    let world = World::with_pages_of(100).await;
    let seen = Mutex::new(Vec::new());
    let query = InsightsQuery::ad_days(world.week());
    let pages =
        world.client.report(&world.account, &query, |percent| seen.lock().unwrap().push(percent)).await.unwrap();
    assert_eq!(sums(pages).await.unwrap(), direct(&world).await);
    assert_eq!(world.clock.pauses(), [1, 2, 4].map(Duration::from_secs));
    assert_eq!(*seen.lock().unwrap(), [0, 62, 100]);
}

#[tokio::test]
async fn a_report_at_100_percent_that_still_runs_is_waited_for() {
    let world = World::new().await;
    world.fault(FaultPlan::times(Fault::AsyncRace, 1).amount(3));
    assert_eq!(report(&world).await.unwrap(), direct(&world).await);
}

#[tokio::test]
async fn a_report_that_cannot_be_seen_yet_is_waited_for() {
    let world = World::new().await;
    world.fault(FaultPlan::times(Fault::AsyncLost, 1).amount(2));
    assert_eq!(report(&world).await.unwrap(), direct(&world).await);
    assert_eq!(world.asked("insights_async"), 1);
}

#[tokio::test]
async fn a_report_whose_id_was_lost_on_the_way_is_made_again() {
    let world = World::new().await;
    world.fault(FaultPlan::times(Fault::LostReply, 1).on("insights_async"));
    assert_eq!(report(&world).await.unwrap(), direct(&world).await);
    assert_eq!(world.asked("insights_async"), 2);
}

#[tokio::test]
async fn when_every_reply_is_lost_the_report_is_given_up_as_interrupted() {
    let world = World::new().await;
    world.always(Fault::LostReply);
    let error = report(&world).await.unwrap_err();
    assert!(matches!(error, GraphError::Interrupted { .. }), "{error}");
    assert_eq!(error.class(), ErrorClass::Retry);
    assert_eq!(world.asked("insights_async"), 7, "one try and six more");
}

#[tokio::test]
async fn a_failed_report_is_submitted_once_more() {
    let world = World::new().await;
    world.fault(FaultPlan::times(Fault::AsyncFail, 1));
    assert_eq!(report(&world).await.unwrap(), direct(&world).await);
    assert_eq!(world.asked("insights_async"), 2);
}

#[tokio::test]
async fn a_report_that_fails_twice_asks_for_a_split() {
    let world = World::new().await;
    world.always(Fault::AsyncFail);
    let error = report(&world).await.unwrap_err();
    assert!(matches!(error, GraphError::ReportFailed(_)), "{error}");
    assert_eq!(error.class(), ErrorClass::Split);
    assert_eq!(world.asked("insights_async"), 2);
}
