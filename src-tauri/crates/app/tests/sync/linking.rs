//! Ads made here, recognised by the names that they have at Meta.

use app::linking;
use app::pages::figures::{Days, Scope};
use app::pages::performance::{Column, DeliveryFilter, Filter, MadeHere, PerformanceQuery, Results, Sort};
use units::{DayRange, GraphId, Level};

use crate::bed::{Bed, showcase, today};

const MADE: &str = "d4e5f6a7-0000-7000-8000-000000000001";
const OTHER: &str = "d4ffffff-0000-7000-8000-000000000002";

/// Two generated ads as older files have them: known by the beginning of their ids.
fn make_ads(bed: &Bed) {
    let raw = rusqlite::Connection::open(bed.ws.store.path()).unwrap();
    raw.execute_batch(&format!(
        "INSERT INTO brands (id, name, slug) VALUES ('b', 'B', 'b');
         INSERT INTO products (id, brand_id, name, slug) VALUES ('p', 'b', 'P', 'p');
         INSERT INTO ad_runs (id, product_id) VALUES ('r', 'p');
         INSERT INTO generated_ads (id, ad_run_id, prompt_index) VALUES ('{MADE}', 'r', 1), ('{OTHER}', 'r', 2);"
    ))
    .unwrap();
}

/// What the panel of an ad says of it.
fn panel(bed: &Bed, ad: &GraphId) -> MadeHere {
    let range = DayRange::ending(today().plus_days(-1), 7);
    let filter = Filter {
        delivered: false,
        delivery: DeliveryFilter::Any,
        campaigns: Vec::new(),
        ad_sets: Vec::new(),
        verdict: None,
        search: String::new(),
    };
    let query = PerformanceQuery {
        scope: Scope { account: bed.account.clone(), days: Days::from(range), compare: None },
        level: Level::Ad,
        filter,
        sort: Sort { by: Column::Spend, descending: true },
    };
    let results = Results::default();
    let view = results.open(&bed.ws, &query).unwrap();
    let place = results.place(view.handle, ad.as_str()).unwrap().expect("it is in the table");
    results.detail(&bed.ws, view.handle, place).unwrap().made_here
}

fn ids(ads: &[app::pages::performance::OurAd]) -> Vec<&str> {
    ads.iter().map(|ad| ad.id.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_links_the_ad_whose_name_has_a_tag_and_its_panel_says_so() {
    let bed = Bed::new(showcase).await;
    make_ads(&bed);
    bed.sync().await;
    let ad = bed.ws.store.unlinked_ads(&bed.account).unwrap().remove(0).ad;
    assert_eq!(panel(&bed, &ad), MadeHere::default());
    assert!(bed.sim.rename_ad(ad.as_str(), "US_Prosp | M5-D4E5F6A7-SW-Starter-SQ.png"));
    bed.sync().await;
    let made = panel(&bed, &ad);
    assert_eq!((ids(&made.linked), made.possible.len()), (vec![MADE], 0));
    assert!(!made.linked[0].by_person);

    // A person says no: no sync links it again, and the possibility is not offered again either.
    linking::refuse(&bed.ws, &bed.account, &ad, MADE).unwrap();
    bed.sync().await;
    assert_eq!(panel(&bed, &ad), MadeHere::default());
    // They can change their mind.
    linking::link(&bed.ws, &bed.account, &ad, MADE).unwrap();
    let made = panel(&bed, &ad);
    assert_eq!(ids(&made.linked), [MADE]);
    assert!(made.linked[0].by_person);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_leaves_doubt_is_left_to_a_person() {
    let bed = Bed::new(showcase).await;
    make_ads(&bed);
    bed.sync().await;
    let ad = bed.ws.store.unlinked_ads(&bed.account).unwrap().remove(0).ad;
    assert!(bed.sim.rename_ad(ad.as_str(), "d4e5f6a7 vs d4ffffff"));
    bed.sync().await;
    let made = panel(&bed, &ad);
    assert_eq!((made.linked.len(), ids(&made.possible)), (0, vec![MADE, OTHER]));
    linking::link(&bed.ws, &bed.account, &ad, OTHER).unwrap();
    linking::refuse(&bed.ws, &bed.account, &ad, MADE).unwrap();
    let made = panel(&bed, &ad);
    assert_eq!((ids(&made.linked), made.possible.len()), (vec![OTHER], 0));

    assert!(bed.sim.rename_ad(ad.as_str(), "M5-0badf00d-SW-Starter-SQ"));
    bed.sync().await;
    assert_eq!(panel(&bed, &ad).unknown_tag.as_deref(), Some("0badf00d"));
}
