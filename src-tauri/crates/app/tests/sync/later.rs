//! Syncs after the first one.

use units::DayRange;

use crate::bed::{Bed, days, showcase, sized, today};

#[tokio::test(flavor = "multi_thread")]
async fn another_day_brings_its_rows_and_late_conversions_of_the_last_28_days() {
    let mut bed = Bed::new(showcase).await;
    bed.sync().await;
    bed.sim.set_today(today().plus_days(1));
    bed.clock.pass(std::time::Duration::from_secs(24 * 3600));
    let report = bed.sync().await;
    assert!(report.changed_rows > 0, "{report:?}");
    bed.assert_truth(DayRange::ending(today().plus_days(1), 90));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restated_day_is_read_again_and_its_old_rows_are_kept_in_the_log() {
    let bed = Bed::new(|clock| sized(clock, 3, 9, 40)).await;
    bed.sync().await;
    let day = today().plus_days(-12);
    bed.sim.restate(DayRange::ending(day, 1), 10);
    let report = bed.sync().await;
    assert_eq!(report.changed_rows, 9, "{report:?}");
    bed.assert_truth(days(40));
    assert_eq!(bed.ws.store.restatements(&bed.account, day).unwrap().len(), 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn vanished_rows_vanish_here_and_stay_in_the_log() {
    let bed = Bed::new(|clock| sized(clock, 3, 9, 40)).await;
    bed.sync().await;
    let day = today().plus_days(-9);
    bed.sim.vanish(DayRange::ending(day, 1), 3);
    let report = bed.sync().await;
    assert_eq!(report.changed_rows, 3, "{report:?}");
    bed.assert_truth(days(40));
    assert_eq!(bed.ws.store.restatements(&bed.account, day).unwrap().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn days_that_are_asked_for_are_read_whatever_is_known() {
    let bed = Bed::new(|clock| sized(clock, 2, 4, 60)).await;
    bed.sync().await;
    let range = DayRange::ending(today().plus_days(-40), 5);
    bed.sim.restate(range, 20);
    let report = bed.sync_days(app::sync::Days::Between(range)).await.unwrap();
    assert_eq!((report.insight_rows, report.changed_rows), (20, 20), "{report:?}");
    assert_eq!((report.since, report.until), (Some(range.since()), Some(range.until())));
    bed.assert_truth(days(60));
}

#[tokio::test(flavor = "multi_thread")]
async fn days_in_the_future_or_before_everything_are_refused_in_words() {
    let bed = Bed::new(|clock| sized(clock, 2, 4, 10)).await;
    let future = DayRange::ending(today().plus_days(30), 5);
    let error = bed.sync_days(app::sync::Days::Between(future)).await.unwrap_err();
    assert_eq!(error.code, "invalid_input", "{error:?}");
}
