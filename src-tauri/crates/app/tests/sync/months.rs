//! Old months, compared once a week.

use std::time::Duration;

use app::sync::Days;
use graph_sim::{Fault, FaultPlan};
use scheduler::ErrorClass;
use units::{AccountDate, Clock as _, DayRange, JobType};

use crate::bed::{Bed, days, showcase, sized, today};

const WEEK: Duration = Duration::from_secs(7 * 24 * 3600);

/// Six ads on 130 days, all of them stored.
async fn with_history() -> Bed {
    let bed = Bed::new(|clock| sized(clock, 2, 6, 130)).await;
    bed.sync().await;
    bed.sync_days(Days::History).await.unwrap();
    bed
}

fn ago(days: i32) -> AccountDate {
    today().plus_days(-days)
}

async fn calls_of_a_sync(bed: &Bed) -> u64 {
    bed.sim.reset_stats();
    assert_eq!(bed.sync().await.changed_rows, 0);
    bed.sim.stats().calls
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_month_moved_one_call_says_so_and_nothing_changes() {
    let bed = with_history().await;
    let digest = bed.ws.store.digest().unwrap();
    let (with, without) = (calls_of_a_sync(&bed).await, calls_of_a_sync(&bed).await);
    assert_eq!(with, without + 1);
    assert_eq!(bed.ws.store.digest().unwrap(), digest);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_day_that_moved_is_found_by_its_month_read_again_and_logged() {
    let bed = with_history().await;
    let day = ago(100);
    bed.sim.restate(DayRange::ending(day, 1), 10);
    let report = bed.sync().await;
    assert_eq!((report.changed_rows, report.warnings.len()), (6, 0), "{report:?}");
    bed.assert_truth(days(130));
    assert_eq!(bed.ws.store.restatements(&bed.account, day).unwrap().len(), 6);
    assert_eq!(bed.ws.store.restatements(&bed.account, day.plus_days(1)).unwrap().len(), 0, "only the day that moved");
    let log = bed.log.lock().unwrap().join("\n");
    assert!(log.contains("is not what it was. Days of it to be read again: 1."), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn months_are_compared_once_in_seven_days() {
    let mut bed = with_history().await;
    bed.sync().await;
    bed.sim.restate(DayRange::ending(ago(100), 1), 10);
    assert_eq!(bed.sync().await.changed_rows, 0, "it was looked at a moment ago");
    bed.clock.pass(WEEK);
    let later = today().plus_days(7);
    bed.sim.set_today(later);
    // Another day undoes what was restated.
    bed.sim.restate(DayRange::ending(ago(100), 1), 10);
    bed.sync().await;
    bed.assert_truth(DayRange::ending(later, 137));
    assert_eq!(bed.ws.store.restatements(&bed.account, ago(100)).unwrap().len(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_moved_after_its_rows_were_final_is_not_hidden_by_the_daily_totals() {
    let bed = with_history().await;
    bed.sync().await;
    let day = ago(60);
    bed.sim.restate(DayRange::ending(day, 1), 10);
    let quiet = bed.sync().await;
    assert_eq!((quiet.changed_rows, quiet.reconciled.spend), (0, Some(true)), "totals are as old as their rows");
    bed.clock.pass(WEEK);
    bed.sync().await;
    assert_eq!(
        bed.stored(units::Level::Ad, DayRange::ending(day, 1)),
        bed.truth(units::Level::Ad, DayRange::ending(day, 1))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_a_sync_may_read_is_left_to_the_history() {
    let bed = with_history().await;
    let moved = DayRange::ending(ago(40), 60);
    bed.sim.restate(moved, 10);
    let report = bed.sync().await;
    assert_eq!(report.changed_rows, 25 * 6, "with the newest three days it is 28: {report:?}");
    let left = bed.ws.store.stale_days(&bed.account, days(130)).unwrap();
    assert_eq!(left, DayRange::new(moved.since(), ago(65)).unwrap().days().collect::<Vec<_>>());
    let rest = bed.sync_days(Days::History).await.unwrap();
    assert_eq!(rest.changed_rows, 35 * 6, "{rest:?}");
    bed.assert_truth(days(130));
    assert_eq!(bed.ws.store.stale_days(&bed.account, days(130)).unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn days_whose_delivery_vanished_are_empty_and_not_found_again() {
    let bed = with_history().await;
    let gone = DayRange::ending(ago(50), 3);
    bed.sim.vanish(gone, 1);
    let report = bed.sync().await;
    assert_eq!(report.changed_rows, 18, "{report:?}");
    bed.assert_truth(days(130));
    bed.clock.pass(WEEK);
    bed.log.lock().unwrap().clear();
    bed.sync().await;
    let checked = bed.ws.store.months_checked_at(&bed.account).unwrap().expect("it was looked at");
    assert!(bed.clock.now().since(checked) < WEEK, "and again now");
    assert_eq!(bed.ws.store.stale_days(&bed.account, days(130)).unwrap(), []);
    let log = bed.log.lock().unwrap().join("\n");
    assert!(!log.contains("is not what it was"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_that_has_to_wait_in_between_reads_the_days_that_it_found() {
    for calls in 6..14 {
        let bed = with_history().await;
        let moved = DayRange::ending(ago(90), 9);
        bed.sim.restate(moved, 10);
        bed.sim.switch_on(FaultPlan::times(Fault::ThrottleBusiness, 1).after(calls).on("insights").amount(5));
        let run = bed.claim(JobType::MetaSync, app::sync::SyncParams::usual(bed.account.clone()).to_json());
        let error = bed.attempt(&run).await.unwrap_err();
        let ErrorClass::WaitUntil(until) = error.class else { panic!("{error:?}") };
        bed.clock.pass(until.since(bed.clock.now()) + Duration::from_secs(1));
        let run = bed.claim_again(&run);
        bed.attempt(&run).await.unwrap();
        bed.finish(&run);
        bed.sync_days(Days::History).await.unwrap();
        bed.assert_truth(days(130));
        assert_eq!(bed.ws.store.reconcile(&bed.account, moved).unwrap().unwrap().difference.spend.micros(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_removed_ads_spent_makes_no_month_differ() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let ad = bed.truth(units::Level::Ad, DayRange::ending(ago(45), 20)).into_keys().next().unwrap();
    assert!(bed.sim.remove_ad(&ad));
    bed.clock.pass(WEEK);
    let digest = bed.ws.store.stale_days(&bed.account, days(90)).unwrap();
    bed.sync().await;
    assert_eq!(bed.ws.store.stale_days(&bed.account, days(90)).unwrap(), digest);
    let log = bed.log.lock().unwrap().join("\n");
    assert!(!log.contains("is not what it was"), "{log}");
}
