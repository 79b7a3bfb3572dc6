//! Runs that make ads.

use app::creation::params::{Choice, Wanted};
use app::creation::{more, now, plan};
use creative::{Cancel, CanvasSize};
use serde_json::json;
use store::creation::{AdStatus, CheckOutcome};
use store::jobs::{Join, NewRun, RunStatus, Trigger};
use units::{JobType, RunId};

use crate::bed::Bed;

fn pixels(bed: &Bed, sha256: &str) -> Vec<u8> {
    let picture = bed.ws.store.picture(sha256).unwrap().unwrap();
    image::load_from_memory(&picture.data).unwrap().into_rgb8().into_raw()
}

#[tokio::test]
async fn a_brand_without_an_ad_account_gets_its_ads() {
    let bed = Bed::new();
    let run = bed.make(&bed.wanted()).await;
    assert_eq!(run.status, RunStatus::Completed, "{:?}", run.error);
    assert_eq!((run.metadata["attempted"].as_u64(), run.metadata["failed"].as_u64()), (Some(2), Some(0)));
    assert_eq!((run.metadata["files"].as_u64(), run.metadata.get("stub")), (Some(4), None));
    let ads = bed.ads();
    assert_eq!(ads.len(), 2);
    for file in ads.iter().flat_map(|ad| &ad.files) {
        let picture = bed.ws.store.picture(file.sha256.as_deref().unwrap()).unwrap().unwrap();
        let size: CanvasSize = file.canvas_size.parse().unwrap();
        let decoded = image::load_from_memory(&picture.data).unwrap();
        assert_eq!((decoded.width(), decoded.height()), size.pixels(), "d20: the pixels are those of the size");
        assert!(file.checks.len() > 15 && file.checks.iter().any(|check| check.outcome == CheckOutcome::Pass));
    }
    assert_eq!(bed.ws.store.batch(&run.id.to_string()).unwrap().status, "complete");
    let items = bed.ws.store.run_items(run.id).unwrap();
    assert_eq!(items.len(), 2, "one item of the ledger an ad");
}

#[tokio::test]
async fn the_first_pipeline_runs_with_the_origins_parameters() {
    let bed = Bed::new();
    let now = bed.ws.clock.now();
    let params =
        json!({ "product_id": bed.product().id, "num_variations": 2, "template_count": 1, "color_mode": "original" });
    let run = NewRun {
        id: RunId(bed.ws.ids.uuid(now)),
        job: None,
        job_type: JobType::AdCreation,
        name: "V1".into(),
        parameters: params,
        trigger: Trigger::Manual,
        due_at: now,
        priority: 0,
        concurrency_key: None,
        max_attempts: 1,
        join: Join::Never,
    };
    let id = bed.ws.store.file_run(&run, now).unwrap().run();
    bed.run_all().await;
    assert_eq!(bed.run(id).status, RunStatus::Completed, "{:?}", bed.run(id).error);
    assert_eq!(bed.ads().len(), 2, "two hooks of one template, one size each");
}

#[tokio::test]
async fn the_same_plan_draws_the_same_pixels_and_the_second_one_is_seen_to_be_alike() {
    let bed = Bed::new();
    let (one, two) = (bed.make(&bed.wanted()).await, bed.make(&bed.wanted()).await);
    let (one, two) = (bed.ads_of(&one), bed.ads_of(&two));
    for (first, second) in one.iter().zip(&two) {
        assert_ne!(first.tag, second.tag, "another run, another ad");
        for (a, b) in first.files.iter().zip(&second.files) {
            assert_eq!(pixels(&bed, a.sha256.as_ref().unwrap()), pixels(&bed, b.sha256.as_ref().unwrap()));
            let unlike = b.checks.iter().find(|check| check.code == "unlike").unwrap();
            assert_eq!(unlike.outcome, CheckOutcome::Fail, "{unlike:?}");
            assert!(unlike.words.as_ref().unwrap().contains(&first.tag), "it says which: {unlike:?}");
        }
    }
}

#[tokio::test]
async fn rendered_again_an_ad_is_the_same_bytes_whatever_was_edited_meanwhile() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let ads = bed.ads();
    let mut product = bed.product();
    product.name = "Renamed".into();
    product.price = None;
    app::creation::library::save_product(&bed.ws, &product).unwrap();
    for ad in &ads {
        for file in &ad.files {
            let size = file.canvas_size.parse().unwrap();
            let again = more::render_again(&bed.ws, &ad.tag, size, &Cancel::new()).unwrap();
            let stored = bed.ws.store.picture(file.sha256.as_deref().unwrap()).unwrap().unwrap();
            assert!(again == stored.data, "{} {}", ad.name, file.canvas_size);
        }
    }
}

#[tokio::test]
async fn the_missing_sizes_of_an_ad_say_the_same_and_know_their_parent() {
    let bed = Bed::new();
    bed.make(&Wanted { sizes: vec![CanvasSize::Portrait], ..bed.wanted() }).await;
    let parent = bed.ads().remove(0);
    let run = more::missing_sizes(&bed.ws, &parent.id).unwrap().unwrap();
    bed.run_all().await;
    assert_eq!(bed.run(run).status, RunStatus::Completed, "{:?}", bed.run(run).error);
    let child = bed.ads_of(&bed.run(run)).remove(0);
    assert_eq!(
        (child.parent.as_deref(), child.hook_text.as_ref()),
        (Some(parent.id.as_str()), parent.hook_text.as_ref())
    );
    let sizes: Vec<&str> = child.files.iter().map(|file| file.canvas_size.as_str()).collect();
    assert_eq!(sizes.len(), 3, "{sizes:?}");
    assert!(!sizes.contains(&"1080x1350px"));
    assert_eq!(child.copy, parent.copy);
}

#[tokio::test]
async fn d25_one_failed_ad_ends_nothing_and_a_run_in_which_all_fail_has_failed() {
    let bed = Bed::new();
    let mut specs: Vec<_> = plan::plan(&bed.ws, &bed.wanted()).unwrap().ads.into_iter().map(|ad| ad.spec).collect();
    specs[0].template = "gone".into();
    let run = bed.make(&Wanted { ads: specs.clone(), ..bed.wanted() }).await;
    assert_eq!((run.status, run.partly), (RunStatus::Completed, true));
    let ads = bed.ads_of(&run);
    assert_eq!(ads.iter().map(|ad| ad.checked == AdStatus::GenerationFailed).collect::<Vec<_>>(), [true, false]);
    assert!(ads[0].files.iter().all(|file| file.error.as_ref().is_some_and(|why| why.contains("gone"))));

    specs.truncate(1);
    let run = bed.make(&Wanted { ads: specs, ..bed.wanted() }).await;
    assert_eq!(run.status, RunStatus::Failed);
    assert!(run.error.as_ref().is_some_and(|error| error.message.contains("gone")), "{:?}", run.error);
    assert_eq!(bed.ws.store.batch(&run.id.to_string()).unwrap().status, "failed");
}

#[tokio::test]
async fn a_plan_over_the_cap_is_made_by_several_runs_if_that_was_agreed_to() {
    let bed = Bed::new();
    bed.ws.store.set_setting(plan::CAP_SETTING, &2_u32, bed.ws.clock.now()).unwrap();
    assert!(now::file(&bed.ws, &bed.wanted()).is_err());
    let wanted = Wanted { over_cap: app::creation::params::OverCap::Split, ..bed.wanted() };
    let runs = now::file(&bed.ws, &wanted).unwrap();
    assert_eq!(runs.len(), 2);
    bed.run_all().await;
    assert!(runs.iter().all(|run| bed.run(*run).status == RunStatus::Completed));
    assert_eq!(bed.ads().len(), 2);
}

#[tokio::test]
async fn words_and_pictures_that_a_person_changed_are_on_the_ad() {
    let bed = Bed::new();
    let mut specs: Vec<_> = plan::plan(&bed.ws, &bed.wanted()).unwrap().ads.into_iter().map(|ad| ad.spec).collect();
    specs.truncate(1);
    specs[0].texts.insert("headline".into(), "My own words.".into());
    let run = bed.make(&Wanted { ads: specs, choice: Choice::Manual(Vec::new()), ..bed.wanted() }).await;
    let ad = bed.ads_of(&run).remove(0);
    assert_eq!(ad.recipe["texts"]["headline"], "My own words.");
}
