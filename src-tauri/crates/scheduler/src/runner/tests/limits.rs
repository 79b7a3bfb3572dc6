//! What may run side by side.

use std::sync::Mutex;

use super::*;

/// Counts how many run at once, and holds each until all that are expected have come.
#[derive(Default)]
struct Crowd {
    now: Mutex<(usize, usize)>,
}

impl Crowd {
    fn enter(&self) {
        let mut now = self.now.lock().unwrap();
        now.0 += 1;
        now.1 = now.1.max(now.0);
    }
    fn leave(&self) {
        self.now.lock().unwrap().0 -= 1;
    }
    fn most(&self) -> usize {
        self.now.lock().unwrap().1
    }
}

#[tokio::test]
async fn one_account_is_synced_by_one_run_and_does_not_hold_up_the_others() {
    let world = World::new();
    let (release, held) = tokio::sync::watch::channel(false);
    let holds_the_first = sync_does(move |cx| {
        let mut held = held.clone();
        async move {
            if cx.params["account"] == "act_1" {
                held.wait_for(|open| *open).await.unwrap();
            }
            Ok(RunOutput::default())
        }
    });
    let busy = [0; 3].map(|_| world.file(JobType::MetaSync, Some("act_1"), Join::Never));
    let other = world.file(JobType::MetaSync, Some("act_2"), Join::Never);
    let mut runner = world.start(vec![holds_the_first]);
    runner.until_status(other, RunStatus::Completed).await;
    let running = |world: &World| busy.iter().filter(|run| world.run_now(**run).status == RunStatus::Running).count();
    assert_eq!(running(&world), 1, "the others of that account wait");
    release.send_replace(true);
    for run in busy {
        runner.until_status(run, RunStatus::Completed).await;
    }
    runner.stop().await;
}

#[tokio::test]
async fn no_more_than_the_types_limit_run_at_once_and_all_of_them_run() {
    let world = World::new();
    let crowd = Arc::new(Crowd::default());
    let counted = Arc::clone(&crowd);
    let mut handler = sync_does(move |_cx| {
        let crowd = Arc::clone(&counted);
        async move {
            crowd.enter();
            tokio::task::yield_now().await;
            crowd.leave();
            Ok(RunOutput::default())
        }
    });
    handler.limits.concurrent = 2;
    let runs: Vec<RunId> = (0..30).map(|_| world.file(JobType::MetaSync, None, Join::Never)).collect();
    let summary = world.run_until(Until::Idle, vec![handler]).await;
    assert_eq!(summary.started, 30);
    assert!(crowd.most() <= 2, "{} at once", crowd.most());
    assert!(runs.iter().all(|run| world.run_now(*run).status == RunStatus::Completed));
}

#[tokio::test]
async fn a_second_request_joins_the_run_that_is_there() {
    let world = World::new();
    let first = world.file(JobType::MetaSync, Some("act_1"), Join::SameKey);
    assert_eq!(world.file(JobType::MetaSync, Some("act_1"), Join::SameKey), first);
    assert_ne!(world.file(JobType::MetaSync, Some("act_2"), Join::SameKey), first);
    world.run_due(sync_succeeds()).await;
    assert_ne!(world.file(JobType::MetaSync, Some("act_1"), Join::SameKey), first, "that one is done");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_on_one_file_run_everything_exactly_once() {
    let world = World::new();
    let done = Arc::new(Mutex::new(Vec::new()));
    let handler = |done: &Arc<Mutex<Vec<RunId>>>| {
        let done = Arc::clone(done);
        let mut does = sync_does(move |cx| {
            done.lock().unwrap().push(cx.run);
            async { Ok(RunOutput::default()) }
        });
        does.limits.concurrent = 8;
        does
    };
    let jobs: Vec<JobId> = (0..20).map(|_| world.job("0 * * * *", |_| {})).collect();
    let mut runs: Vec<RunId> = (0..40).map(|_| world.file(JobType::MetaSync, None, Join::Never)).collect();
    world.clock.advance(HOUR);
    let mut one = world.start_on(world.store.clone(), vec![handler(&done)], RunnerSettings::default());
    let mut two = world.start_on(world.open_again(), vec![handler(&done)], RunnerSettings::default());
    let all_done =
        |store: &Store| store.live_runs().unwrap().is_empty() && store.next_due().unwrap() > Some(world.now());
    while !all_done(&world.store) {
        let event = tokio::select! { event = one.events.recv() => event, event = two.events.recv() => event };
        event.expect("both go on");
    }
    one.stop().await;
    two.stop().await;
    runs.extend(jobs.iter().map(|job| world.store.standings(&[*job]).unwrap()[0].id));
    runs.sort();
    let mut done = done.lock().unwrap().clone();
    done.sort();
    assert_eq!(done, runs);
}

#[tokio::test]
async fn a_run_that_a_limit_holds_back_does_not_hide_one_that_may_start_later() {
    let world = World::new();
    let (release, held) = tokio::sync::watch::channel(false);
    let holds_the_first = sync_does(move |cx| {
        let mut held = held.clone();
        async move {
            if cx.params["account"] == "act_1" {
                held.wait_for(|open| *open).await.unwrap();
            }
            Ok(RunOutput::default())
        }
    });
    let [first, second] = [0; 2].map(|_| world.file(JobType::MetaSync, Some("act_1"), Join::Never));
    let later = world.file_at(JobType::MetaSync, Some("act_2"), Join::Never, world.now().plus(10 * MINUTE));
    // Only what the runner computes may wake it.
    let settings = RunnerSettings { tick: DAY, poll: DAY, tell: DAY, renew: DAY, lease: 2 * DAY, ..Default::default() };
    let mut runner = world.start_on(world.store.clone(), vec![holds_the_first], settings);
    let under_way = |world: &World| [first, second].map(|run| world.run_now(run).status == RunStatus::Running);
    runner.until("one of them is under way", |_| under_way(&world).contains(&true)).await;
    world.clock.advance(10 * MINUTE);
    runner.until_status(later, RunStatus::Completed).await;
    assert_ne!(under_way(&world), [true, true], "one account, one run");
    release.send_replace(true);
    for run in [first, second] {
        runner.until_status(run, RunStatus::Completed).await;
    }
    runner.stop().await;
}

#[tokio::test]
async fn what_was_claimed_is_run_or_given_back_even_if_the_next_due_time_cannot_be_read() {
    let world = World::new();
    let claimed = world.file(JobType::MetaSync, Some("act_1"), Join::Never);
    let unreadable = world.file(JobType::MetaSync, Some("act_2"), Join::Never);
    // A time that is text: later than any number, so it is met only when the runner asks what comes next.
    let raw = rusqlite::Connection::open(world.directory.path().join("test.adcreator")).unwrap();
    raw.execute_batch(
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'scheduled_job_runs';
         PRAGMA writable_schema = RESET;",
    )
    .unwrap();
    let changed = raw
        .execute("UPDATE scheduled_job_runs SET claimable_at = 'soon' WHERE id = ?1", [unreadable.to_string()])
        .unwrap();
    assert_eq!(changed, 1);
    drop(raw);
    let store = world.open_again();
    let (runner, _events) = world.runner_on(store, vec![sync_succeeds()], RunnerSettings::default());
    let outcome = runner.run(Until::Idle, CancellationToken::new()).await;
    assert!(outcome.is_err(), "the file has a defect and the runner says so: {outcome:?}");
    let status = world.run_now(claimed).status;
    assert!(matches!(status, RunStatus::Completed | RunStatus::Queued), "{status}: nobody would take it from here");
}
