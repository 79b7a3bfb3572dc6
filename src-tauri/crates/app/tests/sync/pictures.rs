//! The picture job.

use graph_sim::{Fault, FaultPlan};
use serde_json::json;
use units::JobType;

use crate::bed::{Bed, showcase, today};

async fn download(bed: &Bed, images: u32, videos: u32) -> serde_json::Value {
    let params = json!({ "account": bed.account.to_string(), "max_images": images, "max_videos": videos });
    let run = bed.claim(JobType::AssetDownload, params);
    bed.attempt(&run).await.unwrap().metadata
}

fn wanted(bed: &Bed) -> usize {
    bed.ws.store.wanted_pictures(&bed.account, today().plus_days(-30), bed.ws.clock.now(), 1_000).unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_biggest_spenders_come_first_and_a_run_is_bounded() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let before = wanted(&bed);
    let biggest = bed.ws.store.wanted_pictures(&bed.account, today().plus_days(-30), bed.ws.clock.now(), 2).unwrap();
    let result = download(&bed, 2, 1).await;
    assert!(result["stored"].as_u64().unwrap() <= 3, "{result}");
    assert!(wanted(&bed) < before);
    let left = bed.ws.store.wanted_pictures(&bed.account, today().plus_days(-30), bed.ws.clock.now(), 1_000).unwrap();
    assert!(left.iter().all(|picture| picture.creative != biggest[0].creative));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_picture_is_in_the_file_in_the_end_and_each_is_fetched_once() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let result = download(&bed, 500, 500).await;
    assert_eq!(wanted(&bed), 0, "{result}");
    assert_eq!(result["failed"], 0, "{result}");
    assert!(result["stored"].as_u64().unwrap() > 0, "{result}");
    let fetched: u64 =
        bed.sim.stats().by_kind.iter().filter(|(kind, _)| kind.contains("picture")).map(|(_, n)| n).sum();
    assert_eq!(fetched, result["stored"].as_u64().unwrap(), "{result} {:?}", bed.sim.stats());
    let again = download(&bed, 500, 500).await;
    assert_eq!(again["wanted"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_run_leaves_is_fetched_by_the_runs_after_it() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let first = bed.claim_next();
    assert_eq!((first.job_type.as_str(), &first.parameters["go_on"]), ("asset_download", &json!(true)));
    let mut runs = 0;
    let mut next = Some(first);
    // Small runs, so that there are several.
    let small = |run: store::jobs::ClaimedRun| store::jobs::ClaimedRun {
        parameters: json!({ "account": bed.account.to_string(), "max_images": 9, "max_videos": 9, "go_on": true }),
        ..run
    };
    while let Some(run) = next.take() {
        let run = small(run);
        bed.attempt(&run).await.unwrap();
        bed.finish(&run);
        runs += 1;
        let waits = bed.ws.store.live_runs().unwrap();
        next = waits.iter().any(|run| run.job_type == "asset_download").then(|| bed.claim_next());
        assert!(runs < 20, "each run leaves fewer");
    }
    assert!(runs > 1, "one was not enough");
    assert_eq!(wanted(&bed), 0, "nothing is left");
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_that_stay_dead_are_not_asked_for_again() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    bed.sim.switch_on(FaultPlan::always(Fault::PicturesExpired));
    let result = download(&bed, 5, 0).await;
    assert_eq!(result["not_downloadable"], 5, "{result}");
    let before = wanted(&bed);
    bed.sim.clear_faults();
    download(&bed, 5, 0).await;
    assert!(wanted(&bed) < before, "others come next");
}
