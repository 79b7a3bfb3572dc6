//! Ads that cannot be kept, plans that cannot be made, and what becomes of their batches.

use std::time::Duration;

use app::creation::params::{Choice, Hooks, OverCap, Wanted};
use app::creation::{now, plan};
use serde_json::{Value, json};
use store::creation::{AdCopy, AdStatus, NewBatch};
use store::jobs::{ItemStatus, Join, NewRun, Run, RunStatus, Trigger};
use units::{JobType, RunId};

use crate::bed::Bed;

/// A run that makes ads, with nothing asked for yet.
fn new_run(bed: &Bed) -> NewRun {
    let now = bed.ws.clock.now();
    NewRun {
        id: RunId(bed.ws.ids.uuid(now)),
        job: None,
        job_type: JobType::AdCreationV2,
        name: "Begun".into(),
        parameters: json!({}),
        trigger: Trigger::Manual,
        due_at: now,
        priority: 0,
        concurrency_key: Some(format!("ads of {}", bed.product().id)),
        max_attempts: 3,
        join: Join::Never,
    }
}

/// Files a run whose batch is there already with this plan, as one that was begun by an earlier version.
fn begun(bed: &Bed, plan: Value, attempts: u32) -> RunId {
    let now = bed.ws.clock.now();
    let run = NewRun { parameters: bed.wanted().to_json(), max_attempts: attempts, ..new_run(bed) };
    let id = run.id;
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
        let failed: Vec<_> = ads.iter().filter(|ad| ad.checked == AdStatus::GenerationFailed).collect();
        assert_eq!((ads.len(), failed.len(), failed[0].template.as_deref()), (3, 1, Some("product-hero")), "{field}");
        let why = failed[0].files[0].error.clone().unwrap();
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
    let error = now::file(&bed.ws, &Wanted { hooks: Hooks::Best(60), ..bed.wanted() }).unwrap_err();
    assert!(error.message.contains("num_variations") && error.message.contains("50"), "{error:?}");
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

/// Three ads of one file each, in a file where a run makes one.
fn in_parts(bed: &Bed) -> Wanted {
    bed.ws.store.set_setting(plan::CAP_SETTING, &1_u32, bed.ws.clock.now()).unwrap();
    let ads = three(bed).ads.into_iter().map(|ad| ad.spec).collect();
    Wanted { ads, sizes: vec![creative::CanvasSize::Square], over_cap: OverCap::Split, ..bed.wanted() }
}

#[tokio::test]
async fn the_batches_of_a_plan_of_several_runs_are_told_apart() {
    let bed = Bed::new();
    let wanted = in_parts(&bed);
    bed.make(&wanted).await;
    bed.make(&Wanted { ads: wanted.ads[..1].to_vec(), ..wanted }).await;
    let mut names: Vec<String> = bed.ws.store.batches(9).unwrap().into_iter().map(|batch| batch.name).collect();
    names.sort_unstable();
    let product = bed.product().name;
    let part = |number: u32| format!("{product}, part {number}");
    assert_eq!(names[..3], [product.clone(), part(1), part(2)], "{names:?}");
}

#[tokio::test]
async fn a_plan_of_several_runs_is_cancelled_whole_whichever_of_them_is_named() {
    let bed = Bed::new();
    let wanted = in_parts(&bed);
    for named in 0..3 {
        let (runs, other) = (now::file(&bed.ws, &wanted).unwrap(), now::file(&bed.ws, &wanted).unwrap());
        app::jobs::cancel(&bed.ws, runs[named]).unwrap();
        let states: Vec<RunStatus> = runs.iter().map(|run| bed.run(*run).status).collect();
        assert_eq!(states, [RunStatus::Cancelled; 3]);
        assert!(other.iter().all(|run| bed.run(*run).status == RunStatus::Queued), "another plan goes on");
        app::jobs::cancel(&bed.ws, other[0]).unwrap();
    }
    bed.run_all().await;
    assert!(bed.ads().is_empty());
}

#[tokio::test]
async fn the_rest_of_a_plan_is_cancelled_by_its_first_run_also_when_that_is_over() {
    let bed = Bed::new();
    let runs = now::file(&bed.ws, &in_parts(&bed)).unwrap();
    let token = units::IdSource::uuid(&units::SeededIds::new(9), bed.ws.clock.now());
    let claimant = store::jobs::Claimant { owner: "x", limits: &[], lease_until: bed.ws.clock.now() };
    let claimed = bed.ws.store.claim_runs(&claimant, &[token], bed.ws.clock.now()).unwrap().remove(0);
    let done = store::jobs::Ending::Completed { metadata: json!({}), warnings: Vec::new(), partly: false };
    bed.ws.store.finish_run(&claimed.lease, &done, bed.ws.clock.now()).unwrap();
    let over = claimed.lease.run;
    assert!(app::jobs::cancel(&bed.ws, over).is_ok());
    let states = |status| runs.iter().filter(|run| bed.run(**run).status == status).count();
    assert_eq!((states(RunStatus::Completed), states(RunStatus::Cancelled)), (1, 2));
    assert_eq!(app::jobs::cancel(&bed.ws, over).unwrap_err().code, app::ErrorCode::AlreadyEnded);
}

#[tokio::test(flavor = "multi_thread")]
async fn stopped_while_it_waits_no_part_of_a_plan_is_made_later() {
    let bed = Bed::new();
    let cancel = tokio_util::sync::CancellationToken::new();
    cancel.cancel();
    let error = now::make(&bed.ws, in_parts(&bed), cancel, |_| {}).await.unwrap_err();
    assert_eq!(error.code, app::ErrorCode::Cancelled);
    bed.run_all().await;
    assert!(bed.ads().len() < 3, "{} ads", bed.ads().len());
    assert!(bed.ws.store.live_runs().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn when_a_part_of_a_plan_fails_the_others_are_made() {
    let bed = Bed::new();
    let mut wanted = in_parts(&bed);
    wanted.ads[0].template = "gone".into();
    let none = tokio_util::sync::CancellationToken::new;
    let report = now::make(&bed.ws, wanted.clone(), none(), |_| {}).await.unwrap();
    assert_eq!((report.runs.len(), report.failed_runs.as_slice()), (3, &report.runs[..1]));
    assert_eq!((report.planned, report.attempted, report.failed, report.files), (3, 3, 1, 2));
    for ad in &mut wanted.ads {
        ad.template = "gone".into();
    }
    assert!(now::make(&bed.ws, wanted, none(), |_| {}).await.unwrap_err().message.contains("gone"));
}

#[tokio::test]
async fn of_a_run_that_made_some_of_its_ads_the_others_are_made_when_it_is_tried_again() {
    let bed = Bed::new();
    let mut wanted = bed.wanted();
    wanted.ads = plan::plan(&bed.ws, &wanted).unwrap().ads.into_iter().map(|ad| ad.spec).collect();
    wanted.ads[0].template = "later".into();
    let run = bed.make(&wanted).await;
    assert_eq!((run.status, run.partly), (RunStatus::Completed, true));
    assert!(app::pages::runs::run_detail(&bed.ws, run.id).unwrap().can_retry);
    let made = bed.ads_of(&run).remove(1);
    bed.import_statement_as("later");
    app::jobs::retry(&bed.ws, run.id).unwrap();
    bed.run_all().await;
    let run = bed.run(run.id);
    assert_eq!((run.status, run.partly), (RunStatus::Completed, false), "{:?}", run.warnings);
    let ads = bed.ads_of(&run);
    assert!(ads.len() == 2 && ads.iter().flat_map(|ad| &ad.files).all(|file| file.sha256.is_some()));
    assert_eq!(ads[1], made, "what was made stays as it is");
    assert!(!app::pages::runs::run_detail(&bed.ws, run.id).unwrap().can_retry);
    assert_eq!(app::jobs::retry(&bed.ws, run.id).unwrap_err().code, app::ErrorCode::AlreadyEnded);
}

#[tokio::test]
async fn templates_that_were_left_out_are_named_by_the_run() {
    let bed = Bed::new();
    let choice = Choice::Manual(vec!["statement".into(), "no-such".into()]);
    let run = bed.make(&Wanted { choice, ..bed.wanted() }).await;
    assert_eq!((run.status, run.partly), (RunStatus::Completed, false));
    let said: Vec<&str> = run.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(said, ["no-such was left out: There is no such template."]);

    let wanted = Wanted { choice: Choice::BestMatch(400), ..bed.wanted() };
    let said = plan::plan(&bed.ws, &wanted).unwrap().shortfall(&wanted.choice);
    assert!(said.len() == 1 && said[0].starts_with("400 templates were asked for, "), "{said:?}");
    let wanted = Wanted { choice: Choice::BestMatch(2), ..bed.wanted() };
    assert!(plan::plan(&bed.ws, &wanted).unwrap().shortfall(&wanted.choice).is_empty());
}

#[tokio::test]
async fn parts_that_a_run_could_not_file_are_filed_from_the_plan_that_is_written() {
    let bed = Bed::new();
    let now = bed.ws.clock.now();
    let choice = Choice::Shuffle(3);
    let wanted = Wanted { choice, sizes: vec![creative::CanvasSize::Square], over_cap: OverCap::Split, ..bed.wanted() };
    let previewed = plan::plan(&bed.ws, &wanted).unwrap();
    bed.ws.store.set_setting(plan::CAP_SETTING, &1_u32, now).unwrap();
    let id = RunId(bed.ws.ids.uuid(now));
    // As a schedule files it: with the wish, not with the ads.
    let run = NewRun { id, parameters: wanted.to_json(), max_attempts: 1, ..new_run(&bed) };
    bed.ws.store.file_run(&run, now).unwrap();
    // It is stopped between its second and its third part.
    let file = rusqlite::Connection::open(bed.folder.path().join("test.adcreator")).unwrap();
    file.execute_batch(
        "CREATE TRIGGER stopped BEFORE INSERT ON scheduled_job_runs WHEN NEW.name LIKE '%, part 3'
         BEGIN SELECT RAISE(ABORT, 'stopped'); END",
    )
    .unwrap();
    bed.run_all().await;
    assert_eq!(bed.run(id).status, RunStatus::Failed);
    file.execute_batch("DROP TRIGGER stopped").unwrap();
    // What was made and brought in meanwhile does not change what the rest is.
    bed.import_statement_as("another");
    app::jobs::retry(&bed.ws, id).unwrap();
    bed.run_all().await;
    let templates = |ads: Vec<Option<String>>| {
        let mut names: Vec<String> = ads.into_iter().flatten().collect();
        names.sort_unstable();
        names
    };
    let made = templates(bed.ads().into_iter().map(|ad| ad.template).collect());
    let parts = previewed.ads.len();
    assert_eq!(made, templates(previewed.ads.into_iter().map(|ad| Some(ad.spec.template)).collect()));
    let runs = bed.ws.store.runs(&store::jobs::RunFilter::default(), 99).unwrap();
    let completed = runs.iter().filter(|run| run.status == RunStatus::Completed).count();
    assert_eq!((runs.len(), completed), (parts, parts), "a run for each file");
}

/// A plan in parts whose first one fails; the others are made, and then their runs are pruned.
async fn first_failed_and_others_pruned(bed: &Bed) -> RunId {
    let now = bed.ws.clock.now();
    let wanted = in_parts(bed);
    let id = RunId(bed.ws.ids.uuid(now));
    let run = NewRun { id, parameters: wanted.to_json(), max_attempts: 1, ..new_run(bed) };
    bed.ws.store.file_run(&run, now).unwrap();
    let file = rusqlite::Connection::open(bed.folder.path().join("test.adcreator")).unwrap();
    file.execute_batch(&format!(
        "CREATE TRIGGER refused BEFORE INSERT ON made_ads WHEN NEW.ad_run_id = '{id}'
         BEGIN SELECT RAISE(ABORT, 'refused'); END; "
    ))
    .unwrap();
    bed.run_all().await;
    assert_eq!(bed.run(id).status, RunStatus::Failed);
    let (parts, made) = (runs(bed).len() - 1, bed.ads().len());
    assert!(parts > 0 && made >= parts, "{parts} parts made {made} ads");

    let keep = store::jobs::Retention { runs: Duration::ZERO, failures: Duration::from_secs(86_400), newest: 1 };
    let later = bed.ws.clock.now().plus(Duration::from_secs(3_600));
    assert_eq!(bed.ws.store.prune_runs(keep, later).unwrap() as usize, parts);
    file.execute_batch("DROP TRIGGER refused").unwrap();
    id
}

fn runs(bed: &Bed) -> Vec<Run> {
    bed.ws.store.runs(&store::jobs::RunFilter::default(), 99).unwrap()
}

#[tokio::test]
async fn parts_whose_runs_were_pruned_are_not_made_again() {
    let bed = Bed::new();
    let id = first_failed_and_others_pruned(&bed).await;
    let made: Vec<String> = bed.ads().into_iter().map(|ad| ad.id).collect();
    app::jobs::retry(&bed.ws, id).unwrap();
    bed.run_all().await;
    let left: Vec<_> = runs(&bed).iter().map(|run| (run.id, run.status)).collect();
    assert_eq!(left, [(id, RunStatus::Completed)]);
    let all: Vec<String> = bed.ads().into_iter().map(|ad| ad.id).collect();
    assert!(all.len() > made.len() && made.iter().all(|ad| all.contains(ad)), "what was made stays as it was");
}

#[tokio::test]
async fn a_part_that_was_stopped_goes_on_although_its_run_was_pruned() {
    let bed = Bed::new();
    let id = first_failed_and_others_pruned(&bed).await;
    let first = id.to_string();
    let part =
        bed.ws.store.batches(9).unwrap().into_iter().map(|batch| batch.id).find(|batch| *batch != first).unwrap();
    bed.ws.store.close_batch(&part, "cancelled", None, None, bed.ws.clock.now()).unwrap();
    let made = bed.ads().len();
    app::jobs::retry(&bed.ws, id).unwrap();
    bed.run_all().await;
    let mut left: Vec<_> = runs(&bed).iter().map(|run| (run.id.to_string(), run.status)).collect();
    left.sort_unstable_by_key(|(run, _)| *run != first);
    assert_eq!(left, [(first, RunStatus::Completed), (part.clone(), RunStatus::Completed)]);
    assert!(bed.ws.store.batch(&part).unwrap().is_complete());
    assert!(bed.ads().len() > made, "what the first part lacked was made, what was there is there once");
}

#[tokio::test]
async fn a_run_that_is_stopped_takes_the_parts_with_it_that_it_filed() {
    let bed = Bed::new();
    let wanted = in_parts(&bed);
    let now = bed.ws.clock.now();
    let id = RunId(bed.ws.ids.uuid(now));
    bed.ws.store.file_run(&NewRun { id, parameters: wanted.to_json(), ..new_run(&bed) }, now).unwrap();
    let mut events = bed.ws.events.subscribe();
    let ws = bed.ws.clone();
    let stopping = tokio::spawn(async move {
        // As soon as a part is filed.
        while let Ok(event) = events.recv().await {
            if matches!(&event, app::Changed::Runs { ids } if !ids.contains(&id)) {
                return app::jobs::cancel(&ws, id).is_ok();
            }
        }
        false
    });
    bed.run_all().await;
    assert!(stopping.await.unwrap());
    assert!(bed.ads().len() < 3, "{} ads", bed.ads().len());
    let runs = bed.ws.store.runs(&store::jobs::RunFilter::default(), 9).unwrap();
    assert!(runs.iter().all(|run| matches!(run.status, RunStatus::Cancelled | RunStatus::Completed)));
}
