//! A process that is killed in the middle of a run, with a real process and a real `SIGKILL`.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use scheduler::{
    Handler, Handlers, Limits, ParamError, RunContext, RunError, RunOutput, Runner, RunnerSettings, Until,
};
use serde_json::{Value, json};
use store::Store;
use store::jobs::{AttemptOutcome, ItemStatus, Join, NewRun, RunStatus, Trigger};
use tokio_util::sync::CancellationToken;
use units::{Clock as _, IdSource as _, JobType, RunId, SystemClock, SystemIds};

const FILE: &str = "SCHEDULER_TEST_FILE";

/// Works through five items. As the child it stops in the middle of the third and waits to be killed.
struct Items {
    is_child: bool,
}

impl Handler for Items {
    fn job_type(&self) -> JobType {
        JobType::AssetDownload
    }
    fn check_params(&self, _params: &Value) -> Result<(), ParamError> {
        Ok(())
    }
    fn limits(&self) -> Limits {
        Limits::default()
    }
    fn concurrency_key(&self, _params: &Value) -> Option<String> {
        None
    }
    fn run(&self, cx: RunContext) -> BoxFuture<'static, Result<RunOutput, RunError>> {
        let is_child = self.is_child;
        async move {
            let names: Vec<String> = (1..=5).map(|number| format!("picture {number}")).collect();
            cx.store.plan_items(&cx.lease, &names)?;
            let mut did = Vec::new();
            for item in cx.store.run_items(cx.run)?.into_iter().filter(|item| item.status != ItemStatus::Done) {
                cx.store.mark_item(&cx.lease, &item.item, ItemStatus::Started, &json!({}), cx.clock.now())?;
                if is_child && item.position == 2 {
                    eprintln!("in the middle");
                    std::future::pending::<()>().await;
                }
                cx.store.mark_item(&cx.lease, &item.item, ItemStatus::Done, &json!({}), cx.clock.now())?;
                did.push(item.item);
            }
            Ok(RunOutput { metadata: json!({ "did": did }), ..RunOutput::default() })
        }
        .boxed()
    }
}

async fn run(store: Store, is_child: bool) {
    let handlers: Handlers = [Arc::new(Items { is_child }) as Arc<dyn Handler>].into_iter().collect();
    let (clock, ids) = (Arc::new(SystemClock::new()), Arc::new(SystemIds));
    let runner = Runner::new(store, clock, ids, handlers, RunnerSettings::default(), Arc::new(|_event| {})).unwrap();
    runner.run(Until::Once, CancellationToken::new()).await.unwrap();
}

/// Not a test by itself: the process that is killed.
#[tokio::test]
#[ignore = "started by the other tests of this file"]
async fn child() {
    let path = std::env::var(FILE).unwrap();
    let store = Store::open(path.as_ref(), &store::testing::options()).unwrap().store;
    run(store, true).await;
}

/// Starts the child and waits until it is in the middle of its third item.
fn start_child(store: &Store) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env(FILE, store.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("in the middle")), "the child got there");
    child
}

fn file(store: &Store) -> RunId {
    let now = SystemClock::new().now();
    let id = RunId(SystemIds.uuid(now));
    let run = NewRun {
        id,
        job: None,
        job_type: JobType::AssetDownload,
        name: "Pictures".into(),
        parameters: json!({}),
        trigger: Trigger::Manual,
        due_at: now,
        priority: 5,
        concurrency_key: None,
        max_attempts: 4,
        join: Join::Never,
    };
    store.file_run(&run, now).unwrap();
    id
}

#[tokio::test]
async fn a_killed_run_goes_on_at_the_item_it_was_at() {
    let (_directory, store) = store::testing::temporary();
    let id = file(&store);
    let mut child = start_child(&store);
    run(store.clone(), false).await;
    assert_eq!(store.run(id).unwrap().status, RunStatus::Running, "the other process is alive: nobody touches its run");
    child.kill().unwrap();
    child.wait().unwrap();
    run(store.clone(), false).await;
    let after = store.run(id).unwrap();
    assert_eq!((after.status, after.attempt, after.tries), (RunStatus::Completed, 1, 2));
    assert_eq!(after.metadata, json!({ "did": ["picture 3", "picture 4", "picture 5"] }));
    let outcomes: Vec<_> = store.run_attempts(id).unwrap().iter().map(|attempt| attempt.outcome).collect();
    assert_eq!(outcomes, [AttemptOutcome::Interrupted, AttemptOutcome::Completed]);
}

#[tokio::test]
async fn the_third_death_in_a_row_parks_the_run() {
    let (_directory, store) = store::testing::temporary();
    let id = file(&store);
    for _death in 0..3 {
        let mut child = start_child(&store);
        child.kill().unwrap();
        child.wait().unwrap();
    }
    run(store.clone(), false).await;
    let after = store.run(id).unwrap();
    assert_eq!((after.status, after.reason.as_deref()), (RunStatus::Parked, Some("interrupted")));
}
