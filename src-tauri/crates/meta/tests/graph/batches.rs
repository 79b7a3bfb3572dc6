//! Several reads in one request.

use graph_sim::{Fault, FaultPlan};
use meta::rows::{Ad, GraphRow as _};
use meta::{BatchGet, ErrorClass};

use crate::support::World;

async fn ad_ids(world: &World) -> Vec<String> {
    let ads = world.client.ads(&world.account, None).all().await.unwrap().rows;
    ads.iter().map(|ad| ad.id().to_owned()).collect()
}

fn gets(ids: &[String]) -> Vec<BatchGet> {
    ids.iter().map(|id| BatchGet::object::<Ad>(id)).collect()
}

#[tokio::test]
async fn sixty_reads_are_two_requests_and_keep_their_order() {
    let world = World::new().await;
    let ids = ad_ids(&world).await;
    world.sim.reset_stats();
    let answers = world.client.batch(&gets(&ids)).await.unwrap();
    assert_eq!((world.sim.stats().requests, world.asked("batch")), (2, 2));
    for (id, answer) in ids.iter().zip(answers) {
        assert_eq!(answer.unwrap().read::<Ad>().unwrap().id, *id);
    }
}

#[tokio::test]
async fn a_read_that_meta_did_not_get_to_is_sent_again() {
    let world = World::new().await;
    let ids = ad_ids(&world).await;
    world.fault(FaultPlan::times(Fault::BatchNull, 1));
    let answers = world.client.batch(&gets(&ids[..5])).await.unwrap();
    assert_eq!(world.asked("batch"), 2);
    for (id, answer) in ids.iter().zip(answers) {
        assert_eq!(answer.unwrap().read::<Ad>().unwrap().id, *id);
    }
}

#[tokio::test]
async fn one_failing_read_stands_in_its_own_place() {
    let world = World::new().await;
    let mut ids = ad_ids(&world).await;
    ids.truncate(3);
    ids[1] = "999".to_owned();
    let answers = world.client.batch(&gets(&ids)).await.unwrap();
    assert!(answers[0].is_ok() && answers[2].is_ok());
    assert_eq!(answers[1].as_ref().unwrap_err().class(), ErrorClass::Gone);
    assert_eq!(world.asked("batch"), 1);
}

#[tokio::test]
async fn usage_inside_the_items_is_seen() {
    let world = World::new().await;
    let ids = ad_ids(&world).await;
    world.fault(FaultPlan::always(Fault::ThrottleBusiness).amount(7).on("node"));
    let answers = world.client.batch(&gets(&ids[..2])).await.unwrap();
    let class = answers[0].as_ref().unwrap_err().class();
    assert!(matches!(class, ErrorClass::WaitUntil(_)), "{class:?}");
    assert!(world.client.budget().blocked_until.is_some());
}
