//! How attempts end, and what follows.

use store::jobs::AttemptOutcome as Outcome;

use super::*;

fn outcomes(world: &World, run: RunId) -> Vec<(u32, Outcome)> {
    world.store.run_attempts(run).unwrap().into_iter().map(|attempt| (attempt.attempt, attempt.outcome)).collect()
}

#[tokio::test]
async fn a_failed_attempt_is_tried_again_until_none_is_left() {
    let world = World::new();
    let job = world.job("0 9 * * *", |job| job.settings.max_retries = 2);
    let broken = sync_does(|_cx| async { Err(fails(ErrorClass::Retry, "meta_unavailable")) });
    world.clock.advance(2 * HOUR);
    world.run_due(broken.clone()).await;
    let run = world.only_run();
    assert_eq!((run.status, run.reason.as_deref()), (RunStatus::Waiting, Some("retry")));
    assert!(run.waiting_until.unwrap() <= world.now().plus(5 * MINUTE));
    for _attempt in 0..2 {
        world.clock.advance(HOUR);
        world.run_until(Until::Once, vec![broken.clone()]).await;
    }
    let run = world.run_now(run.id);
    assert_eq!((run.status, run.attempt), (RunStatus::Failed, 3));
    assert_eq!(run.error.unwrap().code, "meta_unavailable");
    assert_eq!(outcomes(&world, run.id), [(1, Outcome::Failed), (2, Outcome::Failed), (3, Outcome::Failed)]);
    let job = world.job_now(job);
    assert_eq!((job.status.word(), job.last_error.as_deref()), ("active", Some("it failed: meta_unavailable")));
    assert!(job.next_run_at.is_some(), "it is due tomorrow as always");
}

#[tokio::test]
async fn a_run_that_has_to_wait_gets_its_attempt_back() {
    let world = World::new();
    let run = world.file(JobType::MetaSync, None, Join::Never);
    let waits = |until: Timestamp| {
        sync_does(move |_cx| async move { Err(fails(ErrorClass::WaitUntil(until), "rate_limited")) })
    };
    for _time in 0..6 {
        let until = world.now().plus(HOUR);
        world.run_due(waits(until)).await;
        let now = world.run_now(run);
        assert_eq!(
            (now.status, now.reason.as_deref(), now.waiting_until, now.attempt),
            (RunStatus::Waiting, Some("rate_limited"), Some(until), 0)
        );
        world.clock.advance(HOUR);
    }
    world.run_due(sync_succeeds()).await;
    let now = world.run_now(run);
    assert_eq!((now.status, now.attempt, now.tries), (RunStatus::Completed, 1, 7));
    assert_eq!(now.error, None, "a success leaves no old error behind");
}

#[tokio::test]
async fn a_run_that_needs_a_person_is_parked_until_the_person_says_so() {
    let world = World::new();
    let run = world.file(JobType::MetaSync, None, Join::Never);
    world.run_due(sync_does(|_cx| async { Err(fails(ErrorClass::NeedsPerson, "token_expired")) })).await;
    assert_eq!((world.run_now(run).status, world.run_now(run).attempt), (RunStatus::Parked, 0));
    world.clock.advance(30 * DAY);
    assert_eq!(world.run_due(sync_succeeds()).await.started, 0);
    assert!(world.store.retry_run(run, world.now()).unwrap());
    world.run_due(sync_succeeds()).await;
    assert_eq!(world.run_now(run).status, RunStatus::Completed);
    assert!(!world.store.retry_run(run, world.now()).unwrap(), "it is done");
}

#[tokio::test]
async fn a_later_success_of_the_schedule_settles_its_parked_runs() {
    let world = World::new();
    let job = world.job("0 9 * * *", |_| {});
    world.clock.advance(DAY);
    world.run_due(sync_does(|_cx| async { Err(fails(ErrorClass::NeedsPerson, "token_expired")) })).await;
    world.clock.advance(DAY);
    world.run_due(sync_succeeds()).await;
    let history = world.history(job);
    assert_eq!(history[0], (RunStatus::Cancelled, Some("superseded".into()), 1));
    assert_eq!(history[1].0, RunStatus::Completed);
}

#[tokio::test]
async fn a_parked_run_that_is_settled_by_a_later_one_is_announced() {
    let world = World::new();
    world.job("0 9 * * *", |_| {});
    world.clock.advance(DAY);
    world.run_due(sync_does(|_cx| async { Err(fails(ErrorClass::NeedsPerson, "token_expired")) })).await;
    let parked = world.only_run().id;
    world.clock.advance(DAY);
    let (runner, mut events) = world.runner_on(world.store.clone(), vec![sync_succeeds()], RunnerSettings::default());
    runner.run(Until::Once, CancellationToken::new()).await.unwrap();
    let mut announced = Vec::new();
    while let Ok(event) = events.try_recv() {
        announced.push(event);
    }
    assert_eq!(world.run_now(parked).status, RunStatus::Cancelled);
    assert!(announced.contains(&RunnerEvent::Run(parked)), "{announced:?}");
}

#[tokio::test]
async fn an_end_that_is_written_at_the_second_try_is_told_once() {
    let world = World::new();
    let run = world.file(JobType::MetaSync, None, Join::Never);
    let raw = rusqlite::Connection::open(world.directory.path().join("test.adcreator")).unwrap();
    raw.execute_batch(
        "CREATE TRIGGER refused BEFORE UPDATE OF status ON scheduled_job_runs WHEN new.status = 'failed'
         BEGIN SELECT RAISE(ABORT, 'not now'); END",
    )
    .unwrap();
    let mut runner = world.start(vec![sync_does(|_cx| async { Err(fails(ErrorClass::Permanent, "meta_refused")) })]);
    while !matches!(runner.events.recv().await.unwrap(), RunnerEvent::NotRecorded(..)) {}
    raw.execute_batch("DROP TRIGGER refused").unwrap();
    while world.run_now(run).status != RunStatus::Failed {
        world.clock.advance(Duration::from_secs(5));
        tokio::task::yield_now().await;
    }
    runner.stop().await;
    let log = world.store.run_log(run, 0, 9).unwrap();
    let lines: Vec<&str> = log.iter().map(|line| line.line.text.as_str()).collect();
    assert_eq!(lines, ["it failed: meta_refused"]);
}

#[tokio::test]
async fn a_permanent_error_is_not_tried_again() {
    let world = World::new();
    let run = world.file(JobType::MetaSync, None, Join::Never);
    world.run_due(sync_does(|_cx| async { Err(fails(ErrorClass::Permanent, "api_version_ended")) })).await;
    let run = world.run_now(run);
    assert_eq!((run.status, run.attempt), (RunStatus::Failed, 1));
    assert_eq!(run.error.unwrap().next_step, "Look.");
}

#[tokio::test]
async fn a_panic_is_a_failed_attempt_and_the_runner_goes_on() {
    let world = World::new();
    let run = world.file(JobType::MetaSync, Some("act_1"), Join::Never);
    let panics = sync_does(|cx| async move {
        assert_ne!(cx.params["account"], "act_1", "on purpose");
        Ok(RunOutput::default())
    });
    let mut runner = world.start(vec![panics]);
    runner.until_status(run, RunStatus::Waiting).await;
    let fine = world.file(JobType::MetaSync, Some("act_2"), Join::Never);
    runner.until_status(fine, RunStatus::Completed).await;
    runner.stop().await;
    let error = world.run_now(run).error.unwrap();
    assert_eq!(error.code, "panic");
    assert!(error.message.contains("on purpose"), "{}", error.message);
}

#[tokio::test]
async fn a_stored_type_that_nobody_knows_fails_its_run_loudly_and_touches_nothing_else() {
    let world = World::new();
    let job = world.job("0 9 * * *", |_| {});
    let raw = rusqlite::Connection::open(world.directory.path().join("test.adcreator")).unwrap();
    raw.execute_batch("PRAGMA foreign_keys = OFF; UPDATE scheduled_jobs SET job_type = 'moon_landing'").unwrap();
    let everything_else = |world: &World| {
        let raw = rusqlite::Connection::open(world.directory.path().join("test.adcreator")).unwrap();
        let mut tables = raw
            .prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN
            ('scheduled_jobs', 'scheduled_job_runs', 'run_attempts', 'run_log') ORDER BY name",
            )
            .unwrap();
        let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let count = |name: &String| {
            raw.query_row(&format!("SELECT count(*) FROM \"{name}\""), [], |row| row.get::<_, i64>(0)).unwrap()
        };
        names.iter().map(count).collect::<Vec<_>>()
    };
    let before = everything_else(&world);
    world.clock.advance(3 * HOUR);
    world.run_due(sync_succeeds()).await;
    let run = world.only_run();
    assert_eq!((run.status, run.job_type.as_str()), (RunStatus::Failed, "moon_landing"));
    assert_eq!(run.error.as_ref().unwrap().code, "unknown_job_type");
    let log = world.store.run_log(run.id, 0, 9).unwrap();
    assert!(log[0].line.text.contains("moon_landing"));
    assert_eq!(everything_else(&world), before);
    assert_eq!(world.job_now(job).runs_completed, 0);
    assert_eq!(world.run_due(sync_succeeds()).await.started, 0, "it does not fire again and again");
}

#[tokio::test]
async fn a_stored_type_without_a_handler_fails_with_its_own_code() {
    for (job_type, code) in
        [(JobType::AdCreationV2, "job_type_not_available"), (JobType::RedditScrape, "job_type_not_available")]
    {
        let world = World::new();
        let run = world.file(job_type, None, Join::Never);
        world.run_due(sync_succeeds()).await;
        assert_eq!(world.run_now(run).error.unwrap().code, code);
    }
}

#[tokio::test]
async fn wrong_parameters_fail_the_run_before_it_starts_to_work() {
    let world = World::new();
    let job = world.job("0 9 * * *", |job| job.settings.parameters = json!({ "days_back": "seven" }));
    world.clock.advance(3 * HOUR);
    world.run_due(sync_does(|_cx| async { panic!("it must not be asked") })).await;
    assert_eq!(world.only_run().error.unwrap().code, "invalid_parameter");
    assert!(world.job_now(job).last_error.unwrap().contains("seven"));
}

#[tokio::test]
async fn progress_log_and_output_are_in_the_file() {
    let world = World::new();
    let run = world.file(JobType::MetaSync, None, Join::Never);
    let tells = sync_does(|cx| async move {
        cx.log.info("28 days asked for");
        cx.progress.set(28, Some(28), "days", "figures");
        cx.log.warn("one campaign is gone");
        let warnings = vec![crate::RunWarning { code: "campaign_gone".into(), message: "A campaign is gone.".into() }];
        Ok(RunOutput { metadata: json!({ "insight_rows": 412 }), warnings, partly: true })
    });
    world.run_due(tells).await;
    let run = world.run_now(run);
    assert_eq!(run.metadata, json!({ "insight_rows": 412 }));
    assert!(run.partly && run.warnings[0].code == "campaign_gone");
    let progress = run.progress.unwrap();
    assert_eq!((progress.done, progress.total, progress.unit.as_str()), (28, Some(28), "days"));
    let log = world.store.run_log(run.id, 0, 9).unwrap();
    let lines: Vec<&str> = log.iter().map(|line| line.line.text.as_str()).collect();
    assert_eq!(lines, ["28 days asked for", "one campaign is gone"]);
}
