//! Due times, missed ones, and clocks.

use super::*;

const COMPLETED: RunStatus = RunStatus::Completed;
const SKIPPED: RunStatus = RunStatus::Skipped;

fn asleep() -> Option<String> {
    Some("asleep".into())
}

fn closed() -> Option<String> {
    Some("closed".into())
}

#[tokio::test]
async fn a_schedule_runs_when_it_is_due_and_moves_on() {
    let world = World::new();
    let job = world.job("30 9 * * *", |_| {});
    let mut runner = world.start(vec![sync_succeeds()]);
    world.clock.advance(2 * HOUR + 30 * MINUTE - Duration::from_secs(1));
    world.clock.advance(Duration::from_secs(1));
    runner
        .until("one run", |store| {
            store.runs(&RunFilter::default(), 9).unwrap().iter().any(|run| run.status == COMPLETED)
        })
        .await;
    runner.stop().await;
    let run = world.only_run();
    assert_eq!(run.due_at, "2026-02-16T09:30:00-08:00".parse().unwrap());
    assert_eq!((run.trigger, run.reason, run.attempt), (Trigger::Scheduled, None, 1));
    let after = world.job_now(job);
    assert_eq!(after.next_run_at, Some("2026-02-17T09:30:00-08:00".parse().unwrap()));
    assert_eq!(after.runs_completed, 1);
}

#[tokio::test]
async fn while_the_program_is_closed_the_latest_due_time_runs_once_and_the_others_are_one_row() {
    let world = World::new();
    let job = world.job("0 9 * * *", |_| {});
    world.clock.advance(10 * DAY);
    assert_eq!(world.run_due(sync_succeeds()).await.started, 1);
    assert_eq!(world.history(job), [(SKIPPED, closed(), 9), (COMPLETED, closed(), 1)]);
    assert_eq!(world.run_due(sync_succeeds()).await.started, 0, "nothing runs again");
    assert!(world.job_now(job).next_run_at > Some(world.now()));
}

#[tokio::test]
async fn missed_runs_follow_the_policy_of_the_schedule() {
    let world = World::new();
    let each = world.job("0 9 * * *", |job| job.settings.missed = MissedPolicy::Each(3));
    let none = world.job("0 9 * * *", |job| job.settings.missed = MissedPolicy::Skip);
    let limited = world.job("0 9 * * 1", |job| job.settings.late_limit = Some(DAY));
    world.clock.advance(10 * DAY);
    world.run_due(sync_succeeds()).await;
    assert_eq!(
        world.history(each),
        [(SKIPPED, closed(), 7), (COMPLETED, closed(), 1), (COMPLETED, closed(), 1), (COMPLETED, closed(), 1)]
    );
    assert_eq!(world.history(none), [(SKIPPED, closed(), 10)]);
    assert_eq!(world.history(limited), [(SKIPPED, Some("too_late".into()), 2)], "Monday is two days ago");
}

#[tokio::test]
async fn a_minute_rule_after_a_month_asleep_is_one_run_and_one_row() {
    let world = World::new();
    let job = world.job("* * * * *", |_| {});
    let mut runner = world.start(vec![sync_succeeds()]);
    world.clock.advance(MINUTE);
    runner.until("the first run", |store| store.job(job).unwrap().runs_completed == 1).await;
    world.clock.suspend(30 * DAY);
    world.clock.advance(Duration::from_secs(30));
    runner.until("the run after waking", |store| store.job(job).unwrap().runs_completed == 2).await;
    runner.stop().await;
    let history = world.history(job);
    assert_eq!(history.len(), 3, "{history:?}");
    assert_eq!(history[1], (SKIPPED, asleep(), 30 * 1440 - 1));
    assert_eq!((history[2].0, history[2].2), (COMPLETED, 1));
}

#[tokio::test]
async fn sleep_of_any_length_is_noticed_and_named() {
    for slept in [2 * HOUR, 26 * HOUR, 30 * DAY + 2 * HOUR] {
        let world = World::new();
        let job = world.job("0 8 * * *", |_| {});
        let mut runner = world.start(vec![sync_succeeds()]);
        runner.until("it started", |store| store.next_claimable().is_ok()).await;
        world.clock.suspend(slept);
        world.clock.advance(Duration::from_secs(30));
        runner.until("the run after waking", |store| store.job(job).unwrap().runs_completed == 1).await;
        runner.stop().await;
        let (status, reason, _) = world.history(job).pop().unwrap();
        assert_eq!((status, reason), (COMPLETED, asleep()), "{slept:?}");
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_runs_nothing_again() {
    let world = World::new();
    let job = world.job("0 9 * * *", |_| {});
    let mut runner = world.start(vec![sync_succeeds()]);
    world.clock.advance(2 * HOUR);
    runner.until("the first run", |store| store.job(job).unwrap().runs_completed == 1).await;
    world.clock.set_wall(START.parse().unwrap());
    for _minute in 0..5 {
        world.clock.advance(HOUR);
    }
    let filed = world.file(JobType::MetaSync, None, Join::Never);
    runner.until_status(filed, COMPLETED).await;
    runner.stop().await;
    assert_eq!(world.history(job), [(COMPLETED, None, 1)]);
    // Even an edit at the wrong time, which computes the same due time once more, finds it accounted for.
    let settings = world.job_now(job).settings;
    world.clock.set_wall(START.parse().unwrap());
    let next = Recurrence::cron("0 9 * * *", settings.zone).unwrap().next_after(world.now());
    world.store.edit_job(job, &settings, next, None, world.now()).unwrap();
    world.clock.advance(2 * HOUR);
    assert_eq!(world.run_due(sync_succeeds()).await.started, 0);
    assert_eq!(world.history(job), [(COMPLETED, None, 1)]);
}

#[tokio::test]
async fn a_run_that_was_put_off_by_a_wrong_clock_does_not_wait_for_that_time_to_come() {
    let world = World::new();
    let throttled = sync_does(|cx| async move {
        if cx.attempt == 1 && cx.clock.now() > "2026-02-20T00:00:00Z".parse().unwrap() {
            return Err(fails(ErrorClass::WaitUntil(cx.clock.now().plus(HOUR)), "rate_limited"));
        }
        Ok(RunOutput::default())
    });
    let mut runner = world.start(vec![throttled]);
    runner.until("it started", |store| store.next_claimable().is_ok()).await;
    world.clock.suspend(10 * DAY);
    let run = world.file(JobType::MetaSync, None, Join::Never);
    runner.until_status(run, RunStatus::Waiting).await;
    world.clock.set_wall(START.parse().unwrap());
    world.clock.advance(30 * MINUTE);
    world.clock.advance(31 * MINUTE);
    runner.until_status(run, COMPLETED).await;
    runner.stop().await;
}

#[tokio::test]
async fn a_due_time_during_the_previous_run_is_skipped_as_overlap() {
    let world = World::new();
    let job = world.job("*/10 * * * *", |_| {});
    let (release, held) = tokio::sync::watch::channel(false);
    let holds = sync_does(move |_cx| {
        let mut held = held.clone();
        async move {
            held.wait_for(|open| *open).await.unwrap();
            Ok(RunOutput::default())
        }
    });
    let mut runner = world.start(vec![holds]);
    world.clock.advance(10 * MINUTE);
    let has = |status: RunStatus, count: u32| {
        move |store: &Store| {
            let runs = store.runs(&RunFilter { job: Some(job), ..RunFilter::default() }, 9).unwrap();
            runs.iter().any(|run| run.status == status && run.due_count == count)
        }
    };
    runner.until("it runs", has(RunStatus::Running, 1)).await;
    world.clock.advance(10 * MINUTE);
    runner.until("one is skipped", has(SKIPPED, 1)).await;
    world.clock.advance(10 * MINUTE);
    runner.until("two are skipped, in one row", has(SKIPPED, 2)).await;
    release.send_replace(true);
    runner.until("it ended", has(COMPLETED, 1)).await;
    runner.stop().await;
    assert_eq!(world.history(job), [(COMPLETED, None, 1), (SKIPPED, Some("overlap".into()), 2)]);
}

#[tokio::test]
async fn a_schedule_ends_after_its_last_run_and_a_one_time_one_after_its_only_run() {
    let world = World::new();
    let twice = world.job("0 * * * *", |job| job.settings.max_runs = Some(2));
    let once = world.job("0 0 1 1 *", |job| {
        let at = world.now().plus(HOUR);
        job.settings.when = When::Once(at);
        job.next_run_at = Some(at);
    });
    for _hour in 0..4 {
        world.clock.advance(HOUR);
        world.run_due(sync_succeeds()).await;
    }
    for (job, runs) in [(twice, 2), (once, 1)] {
        let job = world.job_now(job);
        assert_eq!((job.runs_completed, job.status.word(), job.next_run_at), (runs, "completed", None));
    }
    assert_eq!(world.history(twice).len(), 2);
    assert_eq!(world.history(once).len(), 1);
}

#[tokio::test]
async fn a_rule_that_cannot_be_read_is_taken_out_and_says_why() {
    let world = World::new();
    let strange = world.job("0 9 * * *", |job| job.settings.when = When::Cron("every day".into()));
    let fine = world.job("0 9 * * *", |_| {});
    world.clock.advance(3 * HOUR);
    world.run_due(sync_succeeds()).await;
    let strange = world.job_now(strange);
    assert_eq!(strange.next_run_at, None);
    assert!(strange.last_error.unwrap().contains("every day"));
    assert_eq!(world.job_now(fine).runs_completed, 1, "the others go on");
}

#[tokio::test]
async fn a_clock_that_was_set_back_while_the_file_was_locked_is_dealt_with_when_it_is_free_again() {
    let world = World::new();
    let path = world.directory.path().join("test.adcreator");
    let impatient = OpenOptions { busy: Duration::ZERO, ..store::testing::options() };
    let store = Store::open(&path, &impatient).unwrap().store;
    let throttled =
        sync_does(|cx| async move { Err(fails(ErrorClass::WaitUntil(cx.clock.now().plus(HOUR)), "rate_limited")) });
    let mut runner = world.start_on(store, vec![throttled], RunnerSettings::default());
    runner.until("it started", |store| store.next_claimable().is_ok()).await;
    world.clock.suspend(10 * DAY);
    let run = world.file(JobType::MetaSync, None, Join::Never);
    runner.until_status(run, RunStatus::Waiting).await;

    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    world.clock.set_wall(world.now().minus(9 * DAY));
    next_jump(&world, &mut runner).await;
    // That this one is seen says that the turn of the first one is over: the file was locked.
    world.clock.set_wall(world.now().minus(DAY));
    next_jump(&world, &mut runner).await;
    other.execute_batch("ROLLBACK").unwrap();

    let moved = async {
        while world.run_now(run).waiting_until.is_some_and(|at| at.since(world.now()) > 2 * HOUR) {
            world.clock.advance(RunnerSettings::default().poll);
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), moved)
        .await
        .expect("the run does not wait for the wrong time to come");
    runner.stop().await;
}

/// Lets time pass until the runner has seen a jump of the clocks.
async fn next_jump(world: &World, runner: &mut Running) {
    let seen = async {
        loop {
            match runner.events.try_recv() {
                Ok(RunnerEvent::Clock(_jump)) => return,
                Ok(_other) => {}
                Err(_nothing_yet) => {
                    world.clock.advance(RunnerSettings::default().poll);
                    tokio::task::yield_now().await;
                }
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), seen).await.expect("the jump is seen");
}
