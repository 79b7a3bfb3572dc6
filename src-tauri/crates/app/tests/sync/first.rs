//! The first sync.

use graph_sim::{Fault, FaultPlan};
use units::{JobType, Level};

use crate::bed::{Bed, days, showcase, sized, today};

#[tokio::test(flavor = "multi_thread")]
async fn every_object_has_the_totals_of_the_simulator() {
    let bed = Bed::new(showcase).await;
    let report = bed.sync().await;
    bed.assert_truth(days(90));
    assert_eq!(report.reconciled.spend, Some(true), "{report:?}");
    assert_eq!(report.reconciled.impressions, Some(true));
    assert_eq!(report.insight_rows, bed.ws.store.object_counts(&bed.account).unwrap().insight_rows);
    assert!(report.campaigns > 0 && report.ad_sets > 0 && report.ads > 0, "{report:?}");
    assert_eq!(report.warnings, []);
    assert_eq!((report.since, report.until), (Some(days(90).since()), Some(today())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_identical_sync_changes_nothing() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let digest = bed.ws.store.digest().unwrap();
    let again = bed.sync().await;
    assert_eq!(again.changed_rows, 0);
    assert_eq!(bed.ws.store.digest().unwrap(), digest);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_day_of_the_first_ninety_is_known_afterwards_also_empty_ones() {
    let bed = Bed::new(|clock| sized(clock, 2, 6, 20)).await;
    bed.sync().await;
    assert_eq!(bed.ws.store.unsynced_days(&bed.account, days(90)).unwrap(), []);
    assert_eq!(bed.stored(Level::Ad, days(90)).len(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_and_older_history_follow_as_runs_of_their_own() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let live: Vec<(String, bool)> = bed
        .ws
        .store
        .live_runs()
        .unwrap()
        .into_iter()
        .filter(|run| run.name != "a run")
        .map(|run| (run.job_type, app::sync::is_history(&run.parameters)))
        .collect();
    assert!(live.contains(&(JobType::AssetDownload.word().to_owned(), false)), "{live:?}");
    assert!(live.contains(&(JobType::MetaSync.word().to_owned(), true)), "{live:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_seven_days_and_their_pictures_come_before_anything_older() {
    let (newest, mut broke_off_between) = (days(7), false);
    for answers in 0..8 {
        let bed = Bed::new(showcase).await;
        bed.sim.switch_on(FaultPlan::always(Fault::ExpiredToken).after(answers).on("insights"));
        let broke_off = bed.sync_days(app::sync::Days::Usual).await.is_err();
        let missing = bed.ws.store.unsynced_days(&bed.account, days(90)).unwrap();
        let newest_missing = missing.iter().filter(|day| newest.contains(**day)).count();
        let older_missing = missing.len() - newest_missing;
        let pictures = bed.ws.store.live_runs().unwrap().iter().any(|run| run.job_type == "asset_download");
        assert!(older_missing == 83 || (newest_missing == 0 && pictures), "after {answers} answers: {missing:?}");
        assert_eq!(pictures, newest_missing == 0, "pictures are filed as soon as the newest days are there");
        broke_off_between |= broke_off && newest_missing == 0 && older_missing > 0;
    }
    assert!(broke_off_between, "no sync broke off after the newest days");
}

#[tokio::test(flavor = "multi_thread")]
async fn history_fills_back_to_what_meta_keeps_and_needs_few_requests_where_nothing_was() {
    let bed = Bed::new(|clock| sized(clock, 2, 6, 130)).await;
    bed.sync().await;
    let before = bed.sim.stats().requests;
    let report = bed.sync_days(app::sync::Days::History).await.unwrap();
    bed.assert_truth(days(130));
    assert!(bed.sim.stats().requests - before <= 25, "{}", bed.sim.stats().requests - before);
    assert!(report.insight_rows >= 6 * 35, "{report:?}");
    let again = bed.sync_days(app::sync::Days::History).await.unwrap();
    assert_eq!((again.insight_rows, again.changed_rows), (0, 0), "the second time nothing is missing");
}
