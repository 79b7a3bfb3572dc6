//! Calls are what Meta counts.

use std::time::Duration;

use app::sync::{Days, SyncParams};
use graph_sim::{Fault, FaultPlan};
use scheduler::ErrorClass;
use serde_json::json;
use units::{Clock as _, DayRange, JobType};

use crate::bed::{Bed, days, sized, today};

/// On the limited tier Meta counts a sync and the pictures of the same account together.
#[tokio::test(flavor = "multi_thread")]
async fn a_sync_and_the_pictures_beside_it_spend_one_budget() {
    let bed = Bed::new(|clock| sized(clock, 2, 200, 90)).await;
    bed.sync().await;
    bed.sim.restate(DayRange::ending(today().plus_days(-1), 90), 3);
    bed.sim.switch_on(FaultPlan::always(Fault::LimitedTier));
    bed.sim.reset_stats();
    bed.clock.pass(Duration::from_secs(3_600));
    let everything = SyncParams { days: Days::Back(90), ..SyncParams::usual(bed.account.clone()) };
    let pictures = json!({ "account": bed.account.to_string(), "max_images": 60, "max_videos": 60 });
    let mut open =
        vec![bed.claim(JobType::MetaSync, everything.to_json()), bed.claim(JobType::AssetDownload, pictures)];
    for _try in 0..40 {
        let outcomes = futures::future::join_all(open.iter().map(|run| bed.attempt(run))).await;
        let mut waits = Vec::new();
        for (run, outcome) in open.drain(..).zip(outcomes) {
            let Err(error) = outcome else { continue };
            let ErrorClass::WaitUntil(until) = error.class else { panic!("{error:?}") };
            waits.push((run, until));
        }
        let Some(latest) = waits.iter().map(|(_run, until)| *until).max() else { break };
        bed.clock.pass(latest.since(bed.clock.now()) + Duration::from_secs(1));
        // All are given back before one is claimed again: a claim takes the most urgent run, whichever that is.
        for (run, _until) in &waits {
            bed.ws.store.give_back_run(&run.lease, bed.clock.now()).unwrap();
        }
        open.extend(waits.iter().map(|_| bed.claim_next()));
    }
    assert!(open.is_empty(), "both get there");
    let stats = bed.sim.stats();
    assert!(stats.calls > 60, "more than one budget's worth was asked: {stats:?}");
    assert_eq!(stats.errors, 0, "and we stopped before Meta had to: {stats:?}");
    bed.assert_truth(days(90));
}

/// The account of the measurements at a tenth of its size in each direction keeps pages whole: 20 campaigns, 500 ads.
#[tokio::test(flavor = "multi_thread")]
async fn full_pages_and_few_other_calls() {
    let bed = Bed::new(|clock| sized(clock, 20, 500, 30)).await;
    bed.sim.reset_stats();
    let report = bed.sync().await;
    let (rows, calls) = (bed.sim.stats().rows, bed.sim.stats().calls);
    let pages = report.insight_rows.div_ceil(500);
    assert!(calls <= pages + 45, "{calls} calls for {pages} pages of {rows} rows");

    bed.sim.reset_stats();
    bed.sync().await;
    assert!(bed.sim.stats().calls <= 45, "daily: {:?}", bed.sim.stats());

    bed.sim.restate(DayRange::ending(today().plus_days(-1), 28), 3);
    bed.sim.reset_stats();
    let moved = bed.sync().await;
    assert!(moved.changed_rows >= 28 * 400, "{moved:?}");
    assert!(bed.sim.stats().calls <= 45 + 28 + 6, "all moved: {:?}", bed.sim.stats());
}
