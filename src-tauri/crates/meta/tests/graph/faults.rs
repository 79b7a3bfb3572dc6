//! Bad luck on the way: what passes is tried again, what does not is told.

use graph_sim::Fault;
use meta::{ErrorClass, GraphError, InsightsQuery};

use crate::support::{Sums, World, sums};

async fn read(world: &World) -> Result<Sums, GraphError> {
    sums(world.client.insights(&world.account, &InsightsQuery::ad_days(world.week()))).await
}

const PASSING: [Fault; 7] = [
    Fault::Truncated,
    Fault::Html,
    Fault::PlainText,
    Fault::OkError,
    Fault::Reset,
    Fault::ServiceDown,
    Fault::ServerError,
];

#[tokio::test]
async fn what_passes_is_tried_again() {
    for fault in PASSING {
        let world = World::new().await;
        world.twice(fault);
        assert_eq!(read(&world).await.unwrap().rows, 420, "{}", fault.name());
        assert_eq!(world.clock.pauses().len(), 2, "{}", fault.name());
    }
}

#[tokio::test]
async fn what_does_not_pass_ends_after_six_more_tries() {
    for fault in PASSING {
        let world = World::new().await;
        world.always(fault);
        let error = read(&world).await.unwrap_err();
        assert!(matches!(error.class(), ErrorClass::Retry | ErrorClass::BadReply), "{}: {error:?}", fault.name());
        assert_eq!(world.clock.pauses().len(), 6, "{}", fault.name());
        assert_eq!(world.asked("insights"), 7, "{}", fault.name());
    }
}

#[tokio::test]
async fn a_single_object_survives_the_same_faults() {
    for fault in PASSING {
        let world = World::new().await;
        world.twice(fault);
        assert!(world.client.account(&world.account).await.is_ok(), "{}", fault.name());
    }
}

#[tokio::test]
async fn every_request_is_counted_by_host() {
    let world = World::new().await;
    world.twice(Fault::Html);
    read(&world).await.unwrap();
    let hosts = world.client.requests().hosts();
    let own = hosts["127.0.0.1"];
    assert_eq!((own.requests, own.failures), (3, 2));
    assert_eq!(world.client.requests().total(), own);
    assert!(own.bytes > 100_000);
}
