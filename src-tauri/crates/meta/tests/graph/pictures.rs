//! Pictures as bytes.

use graph_sim::{Fault, FaultPlan};
use meta::{ErrorClass, GraphError, PictureKind, PictureProblem, PictureSource};

use crate::support::World;

async fn hashes(world: &World) -> Vec<String> {
    let ads = world.client.ads(&world.account, None).all().await.unwrap().rows;
    let sources = ads.iter().filter_map(|ad| ad.creative.as_ref()).flat_map(meta::rows::Creative::picture_sources);
    let mut hashes: Vec<String> =
        sources.filter_map(|source| if let PictureSource::Hash(hash) = source { Some(hash) } else { None }).collect();
    hashes.sort();
    hashes.dedup();
    hashes
}

#[tokio::test]
async fn a_picture_is_found_by_hash_and_fetched_as_bytes() {
    let world = World::showcase().await;
    let hashes = hashes(&world).await;
    let images = world.client.images(&world.account, &hashes).await.unwrap();
    assert_eq!(images.len(), hashes.len());
    let picture = world.client.fetch_picture(images[0].url.as_deref().unwrap()).await.unwrap();
    assert_eq!(picture.kind, PictureKind::Jpeg);
    assert!(picture.bytes.len() > 1000);
}

#[tokio::test]
async fn an_expired_address_asks_for_a_fresh_one() {
    let world = World::showcase().await;
    let hashes = hashes(&world).await;
    let images = world.client.images(&world.account, &hashes[..1]).await.unwrap();
    world.fault(FaultPlan::always(Fault::PicturesExpired).amount(0));
    let error = world.client.fetch_picture(images[0].url.as_deref().unwrap()).await.unwrap_err();
    assert_eq!(error, GraphError::Picture(PictureProblem::Expired(403)));
    assert_eq!(error.class(), ErrorClass::Gone);
}

#[tokio::test]
async fn other_hosts_are_not_asked_and_other_bytes_are_no_picture() {
    let world = World::new().await;
    for foreign in ["https://example.com/a.jpg", "http://scontent.xx.fbcdn.net/a.jpg", "file:///etc/passwd", "x"] {
        let error = world.client.fetch_picture(foreign).await.unwrap_err();
        assert!(matches!(error, GraphError::Picture(PictureProblem::ForeignHost(_))), "{foreign}: {error}");
    }
    assert_eq!(world.client.requests().total().requests, 0);
    let error = world.client.fetch_picture(&format!("{}/__sim/stats", world.sim.url)).await.unwrap_err();
    assert_eq!(error, GraphError::Picture(PictureProblem::NotAPicture));
}
