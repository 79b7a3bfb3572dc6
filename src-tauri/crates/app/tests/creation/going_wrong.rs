//! Ads that cannot be kept, plans that cannot be made, and what becomes of their batches.

use app::creation::params::Wanted;
use app::creation::{now, plan};
use serde_json::{Value, json};
use store::creation::{AdCopy, AdStatus, NewBatch};
use store::jobs::{ItemStatus, Join, NewRun, RunStatus, Trigger};
use units::{JobType, RunId};

use crate::bed::Bed;

/// Files a run whose batch is there already with this plan, as one that was begun by an earlier version.
fn begun(bed: &Bed, plan: Value, attempts: u32) -> RunId {
    let now = bed.ws.clock.now();
    let id = RunId(bed.ws.ids.uuid(now));
    let run = NewRun {
        id,
        job: None,
        job_type: JobType::AdCreationV2,
        name: "Begun".into(),
        parameters: bed.wanted().to_json(),
        trigger: Trigger::Manual,
        due_at: now,
        priority: 0,
        concurrency_key: None,
        max_attempts: attempts,
        join: Join::Never,
    };
    bed.ws.store.file_run(&run, now).unwrap();
    let batch = NewBatch {
        id: id.to_string(),
        product: bed.product().id,
        name: "Begun".into(),
        parameters: json!({}),
        plan,
        planned_ads: 3,
        planned_files: 3,
    };
    bed.ws.store.open_batch(&batch, None, now).unwrap();
    id
}

/// Three ads in one size each.
fn three(bed: &Bed) -> plan::Plan {
    let mut specs: Vec<_> = plan::plan(&bed.ws, &bed.wanted()).unwrap().ads.into_iter().map(|ad| ad.spec).collect();
    specs.truncate(2);
    specs.push(app::creation::AdSpec { colour: creative::ColourMode::Brand, ..specs[0].clone() });
    let wanted = Wanted { ads: specs, sizes: vec![creative::CanvasSize::Square], ..bed.wanted() };
    plan::plan(&bed.ws, &wanted).unwrap()
}

#[tokio::test]
async fn d25_an_ad_that_the_file_refuses_is_a_failed_one_and_the_others_are_made() {
    let bed = Bed::new();
    let six = AdCopy { primary_texts: (1..=6).map(|number| format!("Text {number}")).collect(), ..AdCopy::default() };
    for (field, value, words) in [
        ("copy", json!(six), "primary texts"),
        ("sizes", json!(["1x1", "1x1"]), "size is named twice"),
        ("parent", json!("nobody"), "not in the file any more"),
    ] {
        let mut plan = json!(three(&bed));
        plan["ads"][1]["spec"][field] = value;
        let run = begun(&bed, plan, 3);
        bed.run_all().await;
        let run = bed.run(run);
        assert_eq!((run.status, run.partly), (RunStatus::Completed, true), "{field}: {:?}", run.error);
        let ads = bed.ads_of(&run);
        let failed: Vec<bool> = ads.iter().map(|ad| ad.checked == AdStatus::GenerationFailed).collect();
        assert_eq!(failed, [false, true, false], "{field}");
        let why = ads[1].files[0].error.clone().unwrap();
        assert!(why.contains(words) && !why.contains("constraint"), "{field}: {why}");
        let items = bed.ws.store.run_items(run.id).unwrap();
        let states: Vec<ItemStatus> = items.iter().map(|item| item.status).collect();
        assert_eq!(states, [ItemStatus::Done, ItemStatus::Failed, ItemStatus::Done]);
        assert_eq!(bed.ws.store.batch(&run.id.to_string()).unwrap().status, "complete");
    }
}

#[tokio::test]
async fn what_could_not_be_kept_is_refused_before_it_is_filed() {
    let bed = Bed::new();
    let spec = plan::plan(&bed.ws, &bed.wanted()).unwrap().ads.remove(0).spec;
    let file = |spec: app::creation::AdSpec| now::file(&bed.ws, &Wanted { ads: vec![spec], ..bed.wanted() });
    let six = AdCopy { headlines: (1..=6).map(|number| format!("Line {number}")).collect(), ..AdCopy::default() };
    let error = file(app::creation::AdSpec { copy: Some(six), ..spec.clone() }).unwrap_err();
    assert_eq!(error.code, app::ErrorCode::InvalidInput);
    assert!(error.message.contains("6 headlines"), "{error:?}");
    let error = file(app::creation::AdSpec { parent: Some("nobody".into()), ..spec }).unwrap_err();
    assert_eq!(error.code, app::ErrorCode::NotFound);
    assert!(bed.ws.store.live_runs().unwrap().is_empty());
}

#[tokio::test]
async fn a_run_that_fails_for_good_closes_its_batch() {
    let bed = Bed::new();
    let run = begun(&bed, json!({ "ads": "?" }), 1);
    bed.run_all().await;
    assert_eq!(bed.run(run).status, RunStatus::Failed);
    let batch = bed.ws.store.batch(&run.to_string()).unwrap();
    assert_eq!(batch.status, "failed");
    assert!(batch.error.as_ref().is_some_and(|error| error.contains("unreadable")), "{:?}", batch.error);
    assert!(batch.completed_at.is_some());
}
