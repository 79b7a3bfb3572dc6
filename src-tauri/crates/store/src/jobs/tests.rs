//! What the runner's own tests do not reach: the step that brought the tables, limits of logs, pruning.

use std::time::Duration;

use serde_json::json;
use units::{JobType, RunId, SeededIds, Timestamp};
use uuid::Uuid;

use super::*;
use crate::testing::{options, temporary};
use crate::{OpenOptions, Store};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn filed(store: &Store, number: u128, now: Timestamp) -> RunId {
    store.file_run(&new_run(number, now), now).unwrap().run()
}

fn new_run(number: u128, now: Timestamp) -> NewRun {
    NewRun {
        id: RunId(Uuid::from_u128(number)),
        job: None,
        job_type: JobType::Scorecard,
        name: "Report".into(),
        parameters: json!({}),
        trigger: Trigger::Api,
        due_at: now,
        priority: 5,
        concurrency_key: None,
        max_attempts: 4,
        join: Join::Never,
    }
}

fn claim(store: &Store, number: u128, now: Timestamp) -> ClaimedRun {
    let owner = Uuid::from_u128(0xAA).to_string();
    let claimant = Claimant { owner: &owner, limits: &[], lease_until: now.plus(Duration::from_secs(90)) };
    store.claim_runs(&claimant, &[Uuid::from_u128(number)], now).unwrap().remove(0)
}

fn done() -> Ending {
    Ending::Completed { metadata: json!({}), warnings: Vec::new(), partly: false }
}

#[test]
fn step_14_loses_nothing_of_what_the_system_before_us_stored() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("old.adcreator");
    drop(Store::create(&path, &OpenOptions { up_to: Some(13), ..options() }).unwrap());
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(
        "INSERT INTO scheduled_jobs (id, name, job_type, schedule_type, cron_expression, next_run_at, status, max_runs,
            runs_completed, parameters, last_error, created_at)
         VALUES ('00000000-0000-4000-8000-000000000001', 'Weekly', 'meta_sync', 'recurring', '0 6 * * 1', 5000, 'paused', 9,
            4, '{\"days_back\": 7}', 'it broke', 1000);
         INSERT INTO scheduled_job_runs (id, scheduled_job_id, status, started_at, completed_at, error_message, logs,
            attempt_number, metadata, templates_used, created_at)
         VALUES
            ('00000000-0000-4000-8000-000000000011', '00000000-0000-4000-8000-000000000001', 'completed', 2000, 3000, NULL,
                'synced 7 days', 1, '{\"rows\": 3}', '[\"a.png\"]', 1900),
            ('00000000-0000-4000-8000-000000000012', '00000000-0000-4000-8000-000000000001', 'failed', 4000, NULL, 'no network',
                NULL, 3, '{}', NULL, 3900),
            ('00000000-0000-4000-8000-000000000013', '00000000-0000-4000-8000-000000000001', 'running', 4500, NULL, NULL,
                NULL, 1, '{}', NULL, 4400),
            ('00000000-0000-4000-8000-000000000014', '00000000-0000-4000-8000-000000000001', 'pending', NULL, NULL, NULL,
                NULL, 1, '{}', NULL, 4600);",
    )
    .unwrap();
    drop(old);
    let store = Store::open(&path, &options()).unwrap().store;
    let job = &store.jobs().unwrap()[0];
    assert_eq!(job.settings.zone.name(), "America/Los_Angeles", "the only zone there was");
    assert_eq!(job.settings.when, When::Cron("0 6 * * 1".into()));
    assert_eq!((job.status, job.runs_completed, job.settings.max_runs), (JobStatus::Paused, 4, Some(9)));
    assert_eq!((job.last_error.as_deref(), job.settings.parameters["days_back"].as_u64()), (Some("it broke"), Some(7)));
    let mut runs = store.runs(&RunFilter { job: Some(job.id), ..RunFilter::default() }, 9).unwrap();
    runs.reverse();
    let statuses: Vec<RunStatus> = runs.iter().map(|run| run.status).collect();
    assert_eq!(statuses, [RunStatus::Completed, RunStatus::Failed, RunStatus::Parked, RunStatus::Parked]);
    assert!(runs.iter().all(|run| run.trigger == Trigger::History && run.name == "Weekly"));
    assert_eq!(runs[0].metadata, json!({ "rows": 3 }));
    assert_eq!(store.run_log(runs[0].id, 0, 9).unwrap()[0].line.text, "synced 7 days");
    assert_eq!(runs[1].error.as_ref().unwrap().message, "no network");
    assert_eq!(store.run_attempts(runs[1].id).unwrap().len(), 1);
    assert!(!store.retry_run(runs[2].id, at("2026-01-01T00:00:00Z")).unwrap(), "its parameters are not ours");
}

#[test]
fn a_long_log_keeps_its_start_and_its_end() {
    let (_directory, store) = temporary();
    let now = at("2026-02-22T12:00:00Z");
    filed(&store, 1, now);
    let run = claim(&store, 2, now);
    let line = |number: u32| LogLine { at: now, level: LogLevel::Info, text: format!("line {number}") };
    let lines: Vec<LogLine> = (1..=2_500).map(line).collect();
    for chunk in lines.chunks(500) {
        store.tell(&run.lease, None, chunk).unwrap();
    }
    let kept = store.run_log(run.lease.run, 0, 9_999).unwrap();
    assert_eq!(kept.len(), 2_000);
    assert_eq!((kept[999].number, kept[1_000].number, kept[1_999].number), (1_000, 1_501, 2_500));
    assert_eq!(store.run_log(run.lease.run, 2_499, 9).unwrap().len(), 1, "it can be read on from a line");
}

#[test]
fn pruning_keeps_the_young_the_failed_and_the_newest() {
    let (_directory, store) = temporary();
    let start = at("2020-01-01T00:00:00Z");
    for (number, ending) in [
        (1, done()),
        (2, Ending::Failed(RunFailure { code: "x".into(), message: "x".into(), next_step: String::new() })),
    ] {
        filed(&store, number, start);
        let run = claim(&store, 10 + number, start);
        store.finish_run(&run.lease, &ending, start).unwrap();
    }
    let young = start.plus(Duration::from_secs(600 * 86_400));
    filed(&store, 3, young);
    let run = claim(&store, 13, young);
    store.finish_run(&run.lease, &done(), young).unwrap();
    let left = |store: &Store| {
        store.runs(&RunFilter::default(), 9).unwrap().into_iter().map(|run| run.id.0.as_u128()).collect::<Vec<_>>()
    };
    assert_eq!(store.prune_runs(Retention::default(), young).unwrap(), 1);
    assert_eq!(left(&store), [3, 2], "a failure is kept for two years");
    let later = young.plus(Duration::from_secs(3_000 * 86_400));
    assert_eq!(store.prune_runs(Retention::default(), later).unwrap(), 2);
}

#[test]
fn only_a_run_that_made_some_of_its_ads_is_tried_again_when_it_is_completed() {
    let (_directory, store) = temporary();
    let now = at("2026-02-22T12:00:00Z");
    for (number, job_type, partly, again) in [
        (1, JobType::AdCreationV2, true, true),
        (2, JobType::AdCreation, true, true),
        (3, JobType::AdCreationV2, false, false),
        (4, JobType::Scorecard, true, false),
    ] {
        store.file_run(&NewRun { job_type, ..new_run(number, now) }, now).unwrap();
        let run = claim(&store, 10 + number, now);
        let ending = Ending::Completed { metadata: json!({}), warnings: Vec::new(), partly };
        store.finish_run(&run.lease, &ending, now).unwrap();
        assert!(!store.resume_run(run.lease.run, now).unwrap(), "only a person asks for it");
        assert_eq!(store.retry_run(run.lease.run, now).unwrap(), again, "{number}");
        if again {
            let run = claim(&store, 20 + number, now);
            store.finish_run(&run.lease, &done(), now).unwrap();
        }
    }
}

#[test]
fn a_run_that_is_cancelled_in_the_moment_it_begins_to_wait_is_cancelled() {
    let (_directory, store) = temporary();
    let now = at("2026-02-22T12:00:00Z");
    let failure = || RunFailure { code: "x".into(), message: "x".into(), next_step: String::new() };
    let later = now.plus(Duration::from_secs(3_600));
    let endings = [
        (Ending::WaitUntil(later, failure()), RunStatus::Cancelled),
        (Ending::RetryAt(later, failure()), RunStatus::Cancelled),
        (Ending::Parked(failure()), RunStatus::Cancelled),
        (Ending::Failed(failure()), RunStatus::Failed),
        (done(), RunStatus::Completed),
    ];
    for (number, (ending, status)) in (1..).zip(endings) {
        filed(&store, number, now);
        let run = claim(&store, 10 + number, now);
        store.cancel_run(run.lease.run, now).unwrap();
        store.finish_run(&run.lease, &ending, now).unwrap();
        assert_eq!(store.run(run.lease.run).unwrap().status, status, "{ending:?}");
    }
}

#[test]
fn a_schedule_counts_a_run_once_that_was_tried_again() {
    let (_directory, store) = temporary();
    let now = at("2026-02-22T12:00:00Z");
    let job = units::JobId(Uuid::from_u128(1));
    let settings = JobSettings {
        name: "Weekly".into(),
        when: When::Cron("0 6 * * 1".into()),
        zone: units::Zone::parse("Europe/Berlin").unwrap(),
        missed: MissedPolicy::Skip,
        late_limit: None,
        max_runs: Some(2),
        max_retries: 1,
        parameters: json!({}),
    };
    let new = NewJob { id: job, job_type: JobType::AdCreationV2, brand: None, settings, next_run_at: Some(now) };
    store.add_job(&new, now).unwrap();
    let run = NewRun { job: Some(job), job_type: JobType::AdCreationV2, ..new_run(1, now) };
    store.file_run(&run, now).unwrap();
    let run = claim(&store, 2, now);
    let partly = Ending::Completed { metadata: json!({}), warnings: Vec::new(), partly: true };
    store.finish_run(&run.lease, &partly, now).unwrap();
    assert!(store.retry_run(run.lease.run, now).unwrap());
    let run = claim(&store, 3, now);
    store.finish_run(&run.lease, &done(), now).unwrap();
    let job = store.job(job).unwrap();
    assert_eq!((job.runs_completed, job.status), (1, JobStatus::Active));
}

#[test]
fn many_threads_never_claim_the_same_run() {
    let (directory, store) = temporary();
    let now = at("2026-02-22T12:00:00Z");
    for number in 1..=200 {
        filed(&store, number, now);
    }
    let path = directory.path().join("test.adcreator");
    let claimed: Vec<Vec<RunId>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4_u64)
            .map(|worker| {
                let path = &path;
                scope.spawn(move || {
                    // Every thread is a process of its own as far as the file is concerned.
                    let store = Store::open(path, &options()).unwrap().store;
                    let ids = SeededIds::new(worker + 100);
                    let owner = Uuid::from_u128(u128::from(worker) + 1).to_string();
                    let mut mine = Vec::new();
                    loop {
                        let claimant = Claimant { owner: &owner, limits: &[], lease_until: now };
                        let token = units::IdSource::uuid(&ids, now);
                        match store.claim_runs(&claimant, &[token], now).unwrap().pop() {
                            Some(run) => mine.push(run.lease.run),
                            None => return mine,
                        }
                    }
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    let mut all: Vec<RunId> = claimed.into_iter().flatten().collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 200);
}

#[test]
fn runs_are_listed_page_by_page_without_gaps_or_repeats() {
    let (_directory, store) = temporary();
    let now = at("2026-02-22T12:00:00Z");
    for number in 1..=25 {
        // Several with the same due time: the key must tell them apart.
        filed(&store, number, now.plus(Duration::from_secs(u64::try_from(number / 4).unwrap())));
    }
    let mut seen = Vec::new();
    let mut filter = RunFilter::default();
    loop {
        let page = store.runs(&filter, 10).unwrap();
        seen.extend(page.iter().map(|run| run.id));
        let Some(last) = page.last() else { break };
        filter.after = Some(RunKey { due_at: last.due_at, id: last.id });
    }
    let mut expected: Vec<RunId> = (1..=25).map(|number| RunId(Uuid::from_u128(number))).collect();
    expected.reverse();
    assert_eq!(seen, expected);
}

#[test]
fn what_a_lost_lease_wants_to_write_is_refused_and_nothing_of_it_stays() {
    let (_directory, store) = temporary();
    let now = at("2026-02-22T12:00:00Z");
    filed(&store, 1, now);
    let first = claim(&store, 2, now);
    store.plan_items(&first.lease, &["a".into(), "b".into()]).unwrap();
    store.rescue_run(&first.lease, now).unwrap();
    let second = claim(&store, 3, now);
    let refused = [
        store.plan_items(&first.lease, &["c".into()]),
        store.mark_item(&first.lease, "a", ItemStatus::Done, &json!({}), now),
        store.tell(&first.lease, None, &[LogLine { at: now, level: LogLevel::Info, text: "late".into() }]),
        store.finish_run(&first.lease, &done(), now).map(drop),
        store.give_back_run(&first.lease, now),
    ];
    assert!(refused.iter().all(|result| matches!(result, Err(crate::StoreError::LeaseLost))), "{refused:?}");
    let items = store.run_items(second.lease.run).unwrap();
    assert!(items.iter().all(|item| item.status == ItemStatus::Planned) && items.len() == 2);
    assert!(store.run_log(second.lease.run, 0, 9).unwrap().is_empty());
    store.finish_run(&second.lease, &done(), now).unwrap();
}
