//! A sync that somebody waits for.

use std::sync::Arc;
use std::time::Duration;

use app::ErrorCode;
use app::sync::{SyncNow, SyncParams, SyncReport, now};
use graph_sim::{Fault, FaultPlan, Running, SimConfig, Size, serve};
use secrecy::SecretString;
use store::jobs::RunStatus;
use store::testing::INSTALLATION;
use store::{OpenOptions, Store};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use units::{AccountId, SystemClock, SystemIds};

use crate::bed::WithToken;

/// The machine's own clock: the runner sleeps and wakes here.
async fn workspace() -> (Running, app::Workspace, AccountId, TempDir) {
    let clock = Arc::new(SystemClock::new());
    let size = Some(Size { campaigns: 2, ads: 20, days: 40 });
    let sim = serve(SimConfig { size, ..SimConfig::new(clock.clone()) }).await.unwrap();
    let folder = TempDir::new().unwrap();
    let options = OpenOptions::new(clock.clone(), Arc::new(SystemIds), INSTALLATION);
    let store = Store::create(&folder.path().join("test.adcreator"), &options).unwrap().store;
    let endpoints = Arc::new(WithToken(SecretString::from(sim.token.clone())));
    let secrets = Arc::new(app::secrets::InProcess::new());
    let ws = app::Workspace::new(store, clock, Arc::new(SystemIds), secrets, endpoints);
    let account = sim.accounts[0].id.clone();
    let wanted = app::connect::Connect { account: account.clone(), graph_url: Some(sim.url.clone()), token: None };
    app::connect::connect(&ws, wanted).await.unwrap();
    (sim, ws, account, folder)
}

async fn sync(ws: &app::Workspace, account: &AccountId, max_wait: Duration) -> Result<SyncReport, app::AppError> {
    let wanted = SyncNow { params: SyncParams::usual(account.clone()), max_wait };
    now(ws, wanted, CancellationToken::new(), |_progress| {}).await
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_a_run_with_history_and_a_second_one_changes_nothing() {
    let (_sim, ws, account, _folder) = workspace().await;
    let report = sync(&ws, &account, Duration::ZERO).await.unwrap();
    let run = ws.store.run(report.run_id.unwrap()).unwrap();
    assert_eq!(run.status, RunStatus::Completed);
    assert_eq!(ws.store.run_attempts(run.id).unwrap().len(), 1);
    let again = sync(&ws, &account, Duration::ZERO).await.unwrap();
    assert_eq!(again.changed_rows, 0);
    assert_ne!(again.run_id, report.run_id);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_who_ask_at_once_wait_for_the_same_run() {
    let (_sim, ws, account, _folder) = workspace().await;
    let (one, two) = futures::join!(sync(&ws, &account, Duration::ZERO), sync(&ws, &account, Duration::ZERO));
    assert_eq!(one.unwrap().run_id, two.unwrap().run_id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_that_is_too_long_is_told_and_kept_by_the_run() {
    let (sim, ws, account, _folder) = workspace().await;
    sim.switch_on(FaultPlan::always(Fault::ThrottleBusiness).on("insights").amount(30));
    let report = sync(&ws, &account, Duration::from_secs(1)).await.unwrap();
    let until = report.waiting_until.expect("it has to wait");
    assert!(report.is_partly());
    let run = ws.store.run(report.run_id.unwrap()).unwrap();
    assert_eq!((run.status, run.waiting_until), (RunStatus::Waiting, Some(until)));
    let again = sync(&ws, &account, Duration::from_secs(1)).await.unwrap();
    assert_eq!(again.run_id, report.run_id, "the one that waits is joined");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_needs_a_person_is_said_at_once() {
    let (sim, ws, account, _folder) = workspace().await;
    sim.switch_on(FaultPlan::always(Fault::ExpiredToken));
    let error = sync(&ws, &account, Duration::ZERO).await.unwrap_err();
    assert_eq!((error.code, error.exit_code()), (ErrorCode::TokenExpired, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_network_it_says_so_and_the_next_one_goes_on_with_the_same_run() {
    let (sim, ws, account, _folder) = workspace().await;
    let port: u16 = sim.url.rsplit(':').next().unwrap().parse().unwrap();
    sim.stop();
    let error = sync(&ws, &account, Duration::ZERO).await.unwrap_err();
    assert_eq!((error.code, error.exit_code()), (ErrorCode::Offline, 1), "{error:?}");
    let waiting = ws.store.live_runs().unwrap().remove(0);
    assert_eq!(waiting.status, RunStatus::Waiting);

    let clock = Arc::new(SystemClock::new());
    let size = Some(Size { campaigns: 2, ads: 20, days: 40 });
    let _back = serve(SimConfig { size, port, ..SimConfig::new(clock) }).await.unwrap();
    let report = sync(&ws, &account, Duration::ZERO).await.unwrap();
    assert_eq!(report.run_id, Some(waiting.id));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_follows_a_sync_is_left_to_the_runner() {
    let (_sim, ws, account, _folder) = workspace().await;
    sync(&ws, &account, Duration::ZERO).await.unwrap();
    let live = ws.store.live_runs().unwrap();
    assert!(live.len() >= 2, "pictures and history: {live:?}");
    assert!(live.iter().all(|run| run.tries == 0 && run.status == RunStatus::Queued), "{live:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_waiting_for_somebody_elses_sync_leaves_it() {
    let (sim, ws, account, _folder) = workspace().await;
    sim.switch_on(FaultPlan::always(Fault::ThrottleBusiness).on("insights").amount(30));
    let run = sync(&ws, &account, Duration::from_secs(1)).await.unwrap().run_id.unwrap();
    let cancelled = CancellationToken::new();
    cancelled.cancel();
    let wanted = || SyncNow { params: SyncParams::usual(account.clone()), max_wait: Duration::from_secs(1) };
    let error = now(&ws, wanted(), cancelled.clone(), |_progress| {}).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Cancelled);
    let left = ws.store.run(run).unwrap();
    assert!(!left.status.is_final() && !left.cancel_requested, "{left:?}");

    // One that was filed for nobody else ends with whoever asked for it.
    ws.store.cancel_run(run, ws.clock.now()).unwrap();
    now(&ws, wanted(), cancelled, |_progress| {}).await.unwrap_err();
    assert!(ws.store.live_runs().unwrap().iter().all(|run| run.job_type != "meta_sync"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_removed_with_the_runs_that_wait_for_it() {
    let (_sim, ws, account, _folder) = workspace().await;
    sync(&ws, &account, Duration::ZERO).await.unwrap();
    assert!(ws.store.live_runs().unwrap().len() >= 2, "pictures and history wait");
    app::accounts::remove(&ws, &account).await.unwrap();
    assert!(ws.store.live_runs().unwrap().is_empty());
}
