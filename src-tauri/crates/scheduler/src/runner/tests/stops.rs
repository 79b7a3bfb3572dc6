//! Cancelling, stopping, timing out, dying.

use store::jobs::{AttemptOutcome, Cancelled, Claimant, INTERRUPTIONS_UNTIL_PARKED};

use super::*;

/// A handler that works until it is told to stop.
fn sync_until_cancelled() -> Does {
    sync_does(|cx| async move {
        cx.cancel.cancelled().await;
        Err(fails(ErrorClass::Cancelled, "cancelled"))
    })
}

#[tokio::test]
async fn a_cancel_stops_a_run_that_is_under_way_and_one_that_is_not() {
    let world = World::new();
    let first = world.file(JobType::MetaSync, Some("act_1"), Join::Never);
    let second = world.file(JobType::MetaSync, Some("act_1"), Join::Never);
    let mut runner = world.start(vec![sync_until_cancelled()]);
    runner.until_status(first, RunStatus::Running).await;
    assert_eq!(world.store.cancel_run(second, world.now()).unwrap(), Cancelled::Now);
    assert_eq!(world.store.cancel_run(first, world.now()).unwrap(), Cancelled::Asked);
    runner.until_status(first, RunStatus::Cancelled).await;
    runner.stop().await;
    assert_eq!(world.run_now(second).status, RunStatus::Cancelled);
    assert_eq!(world.run_now(second).tries, 0, "it never started");
    assert_eq!(world.store.cancel_run(first, world.now()).unwrap(), Cancelled::TooLate(RunStatus::Cancelled));
}

#[tokio::test]
async fn another_process_can_file_and_cancel() {
    let world = World::new();
    let mut runner = world.start(vec![sync_until_cancelled()]);
    runner.until("it started", |store| store.next_claimable().is_ok()).await;
    let other = World {
        store: world.open_again(),
        directory: tempfile::tempdir().unwrap(),
        clock: Arc::clone(&world.clock),
        ids: Arc::clone(&world.ids),
    };
    let run = other.file(JobType::MetaSync, None, Join::Never);
    // Half a second of the runner's time is enough to notice; the bell of this process did not ring.
    let poll = |world: &World| world.clock.advance(RunnerSettings::default().poll);
    while world.run_now(run).status != RunStatus::Running {
        poll(&world);
        tokio::task::yield_now().await;
    }
    other.store.cancel_run(run, other.now()).unwrap();
    while world.run_now(run).status != RunStatus::Cancelled {
        poll(&world);
        tokio::task::yield_now().await;
    }
    assert!(world.clock.now().since(START.parse().unwrap()) < DAY);
    runner.stop().await;
}

#[tokio::test]
async fn a_handler_that_does_not_stop_is_abandoned() {
    let world = World::new();
    let run = world.file(JobType::MetaSync, None, Join::Never);
    let mut runner = world.start(vec![sync_does(|_cx| std::future::pending())]);
    runner.until_status(run, RunStatus::Running).await;
    world.store.cancel_run(run, world.now()).unwrap();
    while world.run_now(run).status == RunStatus::Running {
        world.clock.advance(Duration::from_secs(10));
        tokio::task::yield_now().await;
    }
    assert_eq!(world.run_now(run).status, RunStatus::Cancelled);
    runner.stop().await;
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_has_failed() {
    let world = World::new();
    let run = world.file(JobType::MetaSync, None, Join::Never);
    let mut slow = sync_until_cancelled();
    slow.limits.timeout = 10 * MINUTE;
    // The next attempt is a day away, so that it is not under way again when the test looks.
    (slow.limits.backoff, slow.limits.backoff_cap) = (300 * DAY, 300 * DAY);
    let mut runner = world.start(vec![slow]);
    runner.until_status(run, RunStatus::Running).await;
    while world.run_now(run).status == RunStatus::Running {
        world.clock.advance(MINUTE);
        tokio::task::yield_now().await;
    }
    let now = world.run_now(run);
    assert_eq!((now.status, now.error.unwrap().code.as_str()), (RunStatus::Waiting, "timeout"));
    runner.stop().await;
}

#[tokio::test]
async fn quitting_gives_a_run_back_and_that_is_no_fault_of_the_run() {
    let world = World::new();
    let run = world.file(JobType::MetaSync, None, Join::Never);
    for _time in 0..INTERRUPTIONS_UNTIL_PARKED + 1 {
        let mut runner = world.start(vec![sync_until_cancelled()]);
        runner.until_status(run, RunStatus::Running).await;
        runner.stop().await;
        let now = world.run_now(run);
        assert_eq!((now.status, now.reason.as_deref(), now.attempt), (RunStatus::Queued, Some("interrupted"), 0));
    }
    let last = world.store.run_attempts(run).unwrap().pop().unwrap();
    assert_eq!(last.outcome, AttemptOutcome::Interrupted);
    world.run_due(sync_succeeds()).await;
    assert_eq!((world.run_now(run).status, world.run_now(run).attempt), (RunStatus::Completed, 1));
}

/// Claims the run as a process that then ends without a word, or hangs.
fn claim_as(world: &World, owner: &str) -> store::jobs::ClaimedRun {
    let claimant = Claimant { owner, limits: &[], lease_until: world.now().plus(90 * Duration::from_secs(1)) };
    world.store.claim_runs(&claimant, &[world.ids.uuid(world.now())], world.now()).unwrap().remove(0)
}

#[tokio::test]
async fn a_run_of_a_dead_process_goes_on_at_once_and_the_third_time_it_is_parked() {
    let world = World::new();
    let run = world.file(JobType::MetaSync, None, Join::Never);
    for death in 1..INTERRUPTIONS_UNTIL_PARKED {
        let owner = world.store.become_owner(world.ids.uuid(world.now())).unwrap();
        claim_as(&world, owner.id());
        drop(owner);
        let mut runner = world.start(vec![sync_until_cancelled()]);
        runner.until("it goes on", |store| store.run(run).unwrap().tries == 2 * death).await;
        runner.stop().await;
    }
    let owner = world.store.become_owner(world.ids.uuid(world.now())).unwrap();
    claim_as(&world, owner.id());
    drop(owner);
    world.run_due(sync_succeeds()).await;
    let now = world.run_now(run);
    assert_eq!((now.status, now.reason.as_deref()), (RunStatus::Parked, Some("interrupted")));
}

#[tokio::test]
async fn a_cancel_outlives_the_process_that_should_have_obeyed_it() {
    let world = World::new();
    let run = world.file(JobType::MetaSync, None, Join::Never);
    let owner = world.store.become_owner(world.ids.uuid(world.now())).unwrap();
    claim_as(&world, owner.id());
    world.store.cancel_run(run, world.now()).unwrap();
    drop(owner);
    assert_eq!(world.run_due(sync_succeeds()).await.started, 0);
    assert_eq!(world.run_now(run).status, RunStatus::Cancelled);
}

#[tokio::test]
async fn a_live_process_keeps_its_run_through_sleep_and_loses_it_only_when_it_hangs() {
    let world = World::new();
    let run = world.file(JobType::MetaSync, None, Join::Never);
    let hung = world.store.become_owner(world.ids.uuid(world.now())).unwrap();
    let claimed = claim_as(&world, hung.id());
    let mut runner = world.start(vec![sync_succeeds()]);
    // Its lease has ended by the wall clock, but the machine slept: nobody may conclude anything from that.
    world.clock.suspend(10 * DAY);
    for _look in 0..8 {
        world.clock.advance(Duration::from_secs(10));
        let probe = world.file(JobType::MetaSync, None, Join::Never);
        runner.until_status(probe, RunStatus::Completed).await;
        assert_eq!(world.run_now(run).status, RunStatus::Running);
    }
    // For one full lease of monotonic time it has not moved: it hangs.
    while world.run_now(run).status == RunStatus::Running {
        world.clock.advance(Duration::from_secs(10));
        tokio::task::yield_now().await;
    }
    runner.until_status(run, RunStatus::Completed).await;
    runner.stop().await;
    // When it comes back, its result is refused.
    let late =
        store::jobs::Ending::Completed { metadata: json!({ "late": true }), warnings: Vec::new(), partly: false };
    let refused = world.store.finish_run(&claimed.lease, &late, world.now());
    assert!(matches!(refused, Err(store::StoreError::LeaseLost)));
    assert_eq!(world.run_now(run).metadata, json!({}));
}
