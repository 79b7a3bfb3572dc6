//! Syncs that were killed, throttled or cancelled.

use std::time::Duration;

use app::sync::{SyncParams, SyncReport};
use graph_sim::{Fault, FaultPlan};
use scheduler::ErrorClass;
use tokio_util::sync::CancellationToken;
use units::{Clock as _, JobType};

use crate::bed::{Bed, days, sized};

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_sync_goes_on_and_ends_like_an_undisturbed_one() {
    let config = |clock: &_| sized(clock, 3, 60, 90);
    let undisturbed = Bed::new(config).await;
    undisturbed.sync().await;

    let bed = Bed::new(config).await;
    let mut run = bed.claim(JobType::MetaSync, SyncParams::usual(bed.account.clone()).to_json());
    for days_until_killed in [1, 40] {
        let (cx, mut progress) = bed.context(&run, CancellationToken::new());
        tokio::select! {
            ended = bed.attempt_in(&run, cx) => panic!("it ended before it was killed: {ended:?}"),
            seen = progress.wait_for(|seen| seen.as_ref().is_some_and(|seen| seen.done >= days_until_killed)) => drop(seen.unwrap()),
        }
        run = bed.claim_again(&run);
    }
    let output = bed.attempt(&run).await.unwrap();
    let report: SyncReport = serde_json::from_value(output.metadata).unwrap();
    bed.assert_truth(days(90));
    assert_eq!(bed.ws.store.digest().unwrap(), undisturbed.ws.store.digest().unwrap());
    assert_eq!(report.insight_rows, 60 * 89, "the report is about the run and not about its last try");
}

fn sent(bed: &Bed) -> u64 {
    bed.ws.store.request_counts(units::Timestamp::from_millis(0)).unwrap().iter().map(|count| count.requests).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ordered_wait_is_in_the_file_and_nothing_is_asked_before_its_end() {
    let bed = Bed::new(|clock| sized(clock, 2, 60, 90)).await;
    bed.sim.switch_on(FaultPlan::times(Fault::ThrottleBusiness, 1).after(6).on("insights").amount(5));
    let run = bed.claim(JobType::MetaSync, SyncParams::usual(bed.account.clone()).to_json());
    let error = bed.attempt(&run).await.unwrap_err();
    let ErrorClass::WaitUntil(until) = error.class else { panic!("{error:?}") };
    assert_eq!(error.code, "rate_limited");
    assert!(until > bed.clock.now());
    assert_eq!(bed.ws.store.waits(bed.clock.now()).unwrap()[0].until, until);

    bed.sim.clear_faults();
    // What the client sent, by its own count: the server may still be reading what the first try gave up on.
    let asked = sent(&bed);
    let run = bed.claim_again(&run);
    let again = bed.attempt(&run).await.unwrap_err();
    assert_eq!(again.class, ErrorClass::WaitUntil(until), "a restart knows the wait");
    assert!(asked > 0);
    assert_eq!(sent(&bed), asked, "and asks nothing");

    bed.clock.pass(until.since(bed.clock.now()) + Duration::from_secs(1));
    let run = bed.claim_again(&run);
    bed.attempt(&run).await.unwrap();
    bed.assert_truth(days(90));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limited_tier_takes_many_tries_and_gets_there() {
    let bed = Bed::new(|clock| sized(clock, 2, 60, 90)).await;
    bed.sim.switch_on(FaultPlan::always(Fault::LimitedTier));
    let mut run = bed.claim(JobType::MetaSync, SyncParams::usual(bed.account.clone()).to_json());
    let mut tries = 1;
    loop {
        match bed.attempt(&run).await {
            Ok(_output) => break,
            Err(error) => {
                let ErrorClass::WaitUntil(until) = error.class else { panic!("{error:?}") };
                bed.clock.pass(until.since(bed.clock.now()) + Duration::from_secs(1));
            }
        }
        tries += 1;
        assert!(tries < 12, "each try gets further");
        run = bed.claim_again(&run);
    }
    bed.assert_truth(days(90));
    assert_eq!(bed.sim.stats().errors, 0, "we stopped before Meta had to");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_sync_stops_and_keeps_what_it_stored() {
    let bed = Bed::new(|clock| sized(clock, 3, 60, 90)).await;
    let run = bed.claim(JobType::MetaSync, SyncParams::usual(bed.account.clone()).to_json());
    let cancel = CancellationToken::new();
    let (cx, mut progress) = bed.context(&run, cancel.clone());
    let cancelled = async {
        progress.wait_for(|seen| seen.as_ref().is_some_and(|seen| seen.done >= 6)).await.unwrap();
        cancel.cancel();
    };
    let (outcome, ()) = futures::join!(bed.attempt_in(&run, cx), cancelled);
    assert_eq!(outcome.unwrap_err().class, ErrorClass::Cancelled);
    let coverage = bed.ws.store.day_coverage(&bed.account).unwrap();
    assert!((6..90).contains(&coverage.days), "{coverage:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_executor_that_lost_its_lease_changes_nothing_any_more() {
    let bed = Bed::new(|clock| sized(clock, 2, 6, 12)).await;
    let run = bed.claim(JobType::MetaSync, SyncParams::usual(bed.account.clone()).to_json());
    let newer = bed.claim_again(&run);
    let digest = bed.ws.store.digest().unwrap();
    assert_eq!(bed.attempt(&run).await.unwrap_err().class, ErrorClass::LeaseLost);
    assert_eq!(bed.ws.store.digest().unwrap(), digest);
    bed.attempt(&newer).await.unwrap();
}
