//! How fresh each kind of data is, and why it is not.

use graph_sim::{Fault, FaultPlan};

use crate::bed::{Bed, sized};

/// Key, whether it was ever read, and what failed last.
fn shown(bed: &Bed) -> Vec<(String, bool, Option<String>)> {
    let page = app::pages::settings::accounts_page(&bed.ws).unwrap();
    let rows = page.accounts.into_iter().next().unwrap().datasets.into_iter();
    rows.map(|row| (row.key, row.read_at.is_some(), row.problem)).collect()
}

fn of(bed: &Bed, key: &str) -> (bool, Option<String>) {
    let (_key, read, problem) = shown(bed).into_iter().find(|(known, ..)| known == key).expect("a line for it");
    (read, problem)
}

const LISTS: [&str; 4] = ["campaigns", "ad_sets", "ads", "ad_destinations"];

#[tokio::test(flavor = "multi_thread")]
async fn every_list_has_its_own_outcome() {
    let bed = Bed::new(|clock| sized(clock, 2, 6, 12)).await;
    // The list of ads fails for good; the other two are read.
    bed.sim.switch_on(FaultPlan::always(Fault::ServerError).on("ads"));
    assert!(bed.sync().await.is_partly());
    for fresh in ["campaigns", "ad_sets", "meta_ads_performance"] {
        assert_eq!(of(&bed, fresh), (true, None), "{fresh}");
    }
    for stale in ["ads", "ad_destinations"] {
        let (read, problem) = of(&bed, stale);
        assert!(!read && problem.is_some_and(|why| why.contains("could not be read")), "{stale}");
    }
    bed.sim.clear_faults();
    bed.sync().await;
    for fresh in LISTS {
        assert_eq!(of(&bed, fresh), (true, None), "{fresh}");
    }
    let ads = bed.ws.store.datasets(&bed.account).unwrap().into_iter().find(|data| data.key == "ads").unwrap();
    assert_eq!(ads.records, Some(6));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_that_fails_says_so_and_keeps_when_it_last_worked() {
    let bed = Bed::new(|clock| sized(clock, 2, 6, 12)).await;
    bed.sync().await;
    bed.sim.switch_on(FaultPlan::always(Fault::ExpiredToken));
    bed.sync_days(app::sync::Days::Usual).await.unwrap_err();
    for key in LISTS.into_iter().chain(["meta_ads_performance"]) {
        let (read, problem) = of(&bed, key);
        assert!(read && problem.is_some(), "{key}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_is_no_failure_of_the_data() {
    let bed = Bed::new(|clock| sized(clock, 2, 6, 12)).await;
    bed.sync().await;
    bed.sim.switch_on(FaultPlan::always(Fault::ThrottleBusiness).amount(9));
    bed.sync_days(app::sync::Days::Usual).await.unwrap_err();
    assert!(shown(&bed).iter().all(|(_key, read, problem)| *read && problem.is_none()), "{:?}", shown(&bed));
}

#[tokio::test(flavor = "multi_thread")]
async fn history_that_fails_takes_nothing_from_what_was_read_today() {
    let bed = Bed::new(|clock| sized(clock, 2, 6, 12)).await;
    bed.sync().await;
    bed.sim.switch_on(FaultPlan::always(Fault::ExpiredToken));
    bed.sync_days(app::sync::Days::History).await.unwrap_err();
    assert!(shown(&bed).iter().all(|(_key, read, problem)| *read && problem.is_none()), "{:?}", shown(&bed));
}
