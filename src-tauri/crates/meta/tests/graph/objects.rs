//! Campaigns, ad sets, ads, by list and by id.

use std::collections::BTreeSet;

use graph_sim::{Fault, FaultPlan};
use meta::rows::{Ad, Campaign, GraphRow};
use meta::{ErrorClass, GraphError, Pages, PermissionProblem};
use units::Delivery;

use crate::support::World;

fn ids<T: GraphRow>(rows: &[T]) -> BTreeSet<String> {
    rows.iter().map(|row| row.id().to_owned()).collect()
}

async fn rows<T: GraphRow>(pages: Pages<T>) -> Vec<T> {
    pages.all().await.unwrap().rows
}

#[tokio::test]
async fn every_object_is_read_to_the_last_page() {
    let world = World::with_pages_of(7).await;
    let ads = rows(world.client.ads(&world.account, None)).await;
    assert_eq!((ads.len(), ids(&ads).len()), (60, 60));
    assert_eq!(world.asked("ads"), 9);
    assert_eq!(rows(world.client.campaigns(&world.account)).await.len(), 4);
    assert!(!rows(world.client.ad_sets(&world.account, None)).await.is_empty());
}

#[tokio::test]
async fn archived_and_deleted_objects_are_read_too() {
    let world = World::showcase().await;
    let ads = rows(world.client.ads(&world.account, None)).await;
    let gone = ads.iter().filter(|ad| ad.effective_status.as_ref().is_some_and(Delivery::is_gone)).count();
    assert!(gone > 0, "the story has such ads");
    let known = ids(&ads);
    let mine = world.sim.truth(world.week()).ads.into_iter().filter(|ad| ad.account_id == world.account.digits());
    for ad in mine {
        assert!(known.contains(&ad.id), "{} {}", ad.id, ad.status);
    }
}

#[tokio::test]
async fn an_ad_brings_its_creative_along() {
    let world = World::showcase().await;
    let ads = rows(world.client.ads(&world.account, None)).await;
    for ad in &ads {
        let creative = ad.creative.as_ref().unwrap_or_else(|| panic!("{} has no creative", ad.id));
        assert!(!creative.picture_sources().is_empty(), "{} has no picture", ad.id);
        assert!(creative.destination().is_some_and(|address| address.starts_with("https://")), "{}", ad.id);
        assert!(creative.copy().text.is_some(), "{}", ad.id);
    }
}

#[tokio::test]
async fn a_creative_that_cannot_be_read_costs_its_story_and_not_the_ads() {
    let world = World::showcase().await;
    let whole = rows(world.client.ads(&world.account, None)).await.len();
    world.always(Fault::BadCreative);
    let page = world.client.ads(&world.account, None).all().await.unwrap();
    assert_eq!(page.rows.len(), whole);
    assert_eq!(page.dropped_fields, ["creative"]);
    let creative = page.rows[0].creative.as_ref().unwrap();
    assert!(creative.object_story_spec.is_none() && creative.thumbnail_url.is_some());
}

#[tokio::test]
async fn only_what_changed_can_be_asked_for() {
    let world = World::showcase().await;
    let ads = rows(world.client.ads(&world.account, None)).await;
    let newest = ads.iter().filter_map(|ad| ad.updated_time).max().unwrap();
    let day_before = newest.minus(std::time::Duration::from_secs(86_400));
    let changed = rows(world.client.ads(&world.account, Some(day_before))).await;
    assert!(!changed.is_empty() && changed.len() < ads.len());
}

#[tokio::test]
async fn objects_by_id_come_fifty_at_a_time() {
    let world = World::sized(4, 120, 3).await;
    world.client.me().await.unwrap();
    let wanted: Vec<String> = ids(&rows(world.client.ads(&world.account, None)).await).into_iter().collect();
    world.sim.reset_stats();
    let found = world.client.by_ids::<Ad>(&wanted).await.unwrap();
    assert_eq!(ids(&found.rows).into_iter().collect::<Vec<_>>(), wanted);
    assert_eq!(world.asked("ids"), 3);
    assert!(found.missing.is_empty());
}

#[tokio::test]
async fn objects_that_are_gone_are_found_by_halving() {
    let world = World::new().await;
    let mut wanted: Vec<String> = ids(&rows(world.client.campaigns(&world.account)).await).into_iter().collect();
    wanted.insert(1, "999".to_owned());
    wanted.push("888".to_owned());
    let found = world.client.by_ids::<Campaign>(&wanted).await.unwrap();
    assert_eq!(found.rows.len(), 4);
    assert_eq!(found.missing.into_iter().collect::<BTreeSet<_>>(), ["888".to_owned(), "999".to_owned()].into());
}

#[tokio::test]
async fn a_missing_right_is_not_taken_for_missing_objects() {
    let world = World::new().await;
    let wanted: Vec<String> = ids(&rows(world.client.ads(&world.account, None)).await).into_iter().collect();
    world.always(Fault::MissingPermission);
    let error = world.client.by_ids::<Ad>(&wanted).await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::Permission(PermissionProblem::Right));
}

#[tokio::test]
async fn activities_are_read_in_pages() {
    let world = World::of(|_sim| {}, |config| config.page_limit = 3).await;
    let until = world.client_now();
    let since = until.minus(std::time::Duration::from_secs(60 * 86_400));
    let all = world.client.activities(&world.account, since, until).all().await.unwrap().rows;
    assert!(all.len() > 3, "{}", all.len());
    assert!(all.iter().all(|entry| entry.event_type.is_some() && entry.event_time.is_some_and(|at| at >= since)));
}

#[tokio::test]
async fn pages_get_smaller_until_meta_can_answer() {
    let world = World::with_pages_of(500).await;
    world.fault(FaultPlan::always(Fault::ReduceData).amount(40));
    let ads = rows(world.client.ads(&world.account, None)).await;
    assert_eq!(ids(&ads).len(), 60);
    assert!(world.clock.pauses().is_empty(), "too much data is no reason to wait");
}

#[tokio::test]
async fn too_much_even_in_the_smallest_page_asks_for_a_split() {
    let world = World::with_pages_of(500).await;
    world.fault(FaultPlan::always(Fault::ReduceData).amount(10));
    let error = world.client.ads(&world.account, None).all().await.unwrap_err();
    assert!(matches!(error, GraphError::TooMuchData(_)), "{error}");
    assert_eq!(error.class(), ErrorClass::Split);
}

impl World {
    fn client_now(&self) -> units::Timestamp {
        units::Clock::now(self.clock.as_ref())
    }
}
