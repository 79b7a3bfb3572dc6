//! Links between Meta ads and generated ads, and pictures that creatives share.

use units::GraphId;

use super::{by, connected, id, row};
use crate::Priority;
use crate::meta::*;

fn with_generated_ad(store: &crate::Store) {
    store
        .write(Priority::Bulk, |tx| {
            Ok(tx.execute_batch(
                "INSERT INTO brands (id, name, slug) VALUES ('b', 'B', 'b');
                 INSERT INTO products (id, brand_id, name, slug) VALUES ('p', 'b', 'P', 'p');
                 INSERT INTO ad_runs (id, product_id) VALUES ('r', 'p');
                 INSERT INTO generated_ads (id, ad_run_id, prompt_index) VALUES ('D4E5F6A7-0000-7000-8000-000000000001', 'r', 1);",
            )?)
        })
        .unwrap();
}

fn ad(number: u32, name: &str) -> AdRead {
    let InsightRow { ad, ad_set, campaign, .. } = row(number, "1", 0);
    AdRead {
        id: Some(ad),
        ad_set: Some(ad_set),
        campaign: Some(campaign),
        name: Some(name.to_owned()),
        ..AdRead::default()
    }
}

#[test]
fn a_link_is_made_once_and_its_ad_is_not_asked_about_again() {
    let (_directory, store) = connected();
    with_generated_ad(&store);
    store.upsert_ads(&id(), &[ad(1, "M5-d4e5f6a7-SW-Starter-SQ"), ad(2, "other")], &by()).unwrap();
    let tagged = store.tagged_ads().unwrap();
    assert_eq!(tagged[0].tag, "d4e5f6a7", "names are compared in lower case");
    let unlinked = store.unlinked_ads(&id()).unwrap();
    assert_eq!(unlinked.len(), 2);
    let link = [(unlinked[0].ad.clone(), tagged[0].id.clone())];
    assert_eq!(store.link_ads(&id(), &link, "auto_filename", &by()).unwrap(), 1);
    assert_eq!(store.link_ads(&id(), &link, "auto_filename", &by()).unwrap(), 0);
    assert_eq!(store.unlinked_ads(&id()).unwrap().len(), 1);
}

#[test]
fn what_two_people_say_no_to_at_the_same_time_is_all_kept() {
    let (_directory, store) = connected();
    with_generated_ad(&store);
    let generated = "D4E5F6A7-0000-7000-8000-000000000001";
    let ads: Vec<AdRead> = (1..=40).map(|number| ad(number, "M5-d4e5f6a7-SW")).collect();
    store.upsert_ads(&id(), &ads, &by()).unwrap();
    let refuse = |numbers: std::ops::RangeInclusive<usize>| {
        for read in &ads[numbers] {
            store.refuse_link(&id(), read.id.as_ref().unwrap(), generated, &by()).unwrap();
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| refuse(0..=19));
        scope.spawn(|| refuse(20..=39));
    });
    assert_eq!(store.refused_links(&id()).unwrap().len(), 40);
    let all: Vec<_> = ads.iter().map(|read| (read.id.clone().unwrap(), generated.to_owned())).collect();
    assert_eq!(store.link_ads(&id(), &all, "auto_filename", &by()).unwrap(), 0, "no name makes them again");
    store.link_by_person(&id(), &all[3].0, generated, "manual", &by()).unwrap();
    assert_eq!(store.links_of_ad(&id(), &all[3].0).unwrap().len(), 1);
    assert_eq!(store.refused_links(&id()).unwrap().len(), 39);
}

#[test]
fn creatives_with_the_same_hash_share_one_picture() {
    let (_directory, store) = connected();
    let creative = |number: u32| CreativeRead {
        id: Some(GraphId(format!("9{number}"))),
        name: Some("a".to_owned()),
        image_hash: Some(if number < 3 { "same" } else { "other" }.to_owned()),
        ..CreativeRead::default()
    };
    store.upsert_creatives(&id(), &[creative(1), creative(2), creative(3)], &by()).unwrap();
    let picture = NewPicture {
        creative: GraphId::from("91"),
        role: PictureRole::Image,
        mime: "image/png".to_owned(),
        width: None,
        height: None,
        image_hash: Some("same".to_owned()),
        data: vec![1, 2, 3],
    };
    store.store_picture(&id(), &picture, &by()).unwrap();
    assert_eq!(store.share_pictures(&id(), &by()).unwrap(), 1);
    assert_eq!(store.share_pictures(&id(), &by()).unwrap(), 0);
}
