//! The runner on a real file, with time that the test moves.

mod due;
mod ends;
mod limits;
mod stops;

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use store::jobs::{
    Filed, Job, JobSettings, Join, MissedPolicy, NewJob, NewRun, Run, RunFilter, RunStatus, Trigger, When,
};
use store::{OpenOptions, Store};
use tempfile::TempDir;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use units::testing::ManualClock;
use units::{Clock as _, IdSource as _, JobId, JobType, RunId, SeededIds, Timestamp, Zone};

use super::{Runner, RunnerEvent, RunnerSettings, Summary, Until};
use crate::recurrence::Recurrence;
use crate::{ErrorClass, Handler, Handlers, Limits, ParamError, RunContext, RunError, RunOutput, SchedulerError};

type Work = dyn Fn(RunContext) -> BoxFuture<'static, Result<RunOutput, RunError>> + Send + Sync;

/// A handler whose work the test gives.
#[derive(Clone)]
struct Does {
    job_type: JobType,
    limits: Limits,
    work: Arc<Work>,
}

impl Handler for Does {
    fn job_type(&self) -> JobType {
        self.job_type
    }
    fn check_params(&self, params: &Value) -> Result<(), ParamError> {
        match params.get("days_back") {
            Some(Value::String(text)) => {
                Err(ParamError { name: "days_back".into(), problem: format!("`{text}` is no number") })
            }
            _ => Ok(()),
        }
    }
    fn limits(&self) -> Limits {
        self.limits
    }
    fn concurrency_key(&self, params: &Value) -> Option<String> {
        params.get("account").and_then(Value::as_str).map(str::to_owned)
    }
    fn run(&self, cx: RunContext) -> BoxFuture<'static, Result<RunOutput, RunError>> {
        (self.work)(cx)
    }
}

/// A handler that does `work` for a `meta_sync`.
fn sync_does<F>(work: impl Fn(RunContext) -> F + Send + Sync + 'static) -> Does
where
    F: Future<Output = Result<RunOutput, RunError>> + Send + 'static,
{
    Does { job_type: JobType::MetaSync, limits: Limits::default(), work: Arc::new(move |cx| work(cx).boxed()) }
}

/// A handler that succeeds at once.
fn sync_succeeds() -> Does {
    sync_does(|_cx| async { Ok(RunOutput::default()) })
}

fn fails(class: ErrorClass, code: &str) -> RunError {
    RunError { class, code: code.into(), message: format!("it failed: {code}"), next_step: "Look.".into() }
}

/// A workspace file and the time in it: Monday 2026-02-16 07:00 in Los Angeles.
struct World {
    directory: TempDir,
    store: Store,
    clock: Arc<ManualClock>,
    ids: Arc<SeededIds>,
}

const START: &str = "2026-02-16T07:00:00-08:00";

impl World {
    fn new() -> Self {
        let (directory, store) = store::testing::temporary();
        let clock = Arc::new(ManualClock::at(START.parse().unwrap()));
        Self { directory, store, clock, ids: Arc::new(SeededIds::new(7)) }
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Another process on the same file.
    fn open_again(&self) -> Store {
        let path = self.directory.path().join("test.adcreator");
        Store::open(&path, &store::testing::options()).unwrap().store
    }

    fn job(&self, expression: &str, change: impl FnOnce(&mut NewJob)) -> JobId {
        let zone = Zone::parse("America/Los_Angeles").unwrap();
        let next = Recurrence::cron(expression, zone).unwrap().next_after(self.now());
        let settings = JobSettings {
            name: "Sync Saltwick".into(),
            when: When::Cron(expression.into()),
            zone,
            missed: MissedPolicy::Once,
            late_limit: None,
            max_runs: None,
            max_retries: 3,
            parameters: json!({}),
        };
        let id = JobId(self.ids.uuid(self.now()));
        let mut job = NewJob { id, job_type: JobType::MetaSync, brand: None, settings, next_run_at: next };
        change(&mut job);
        self.store.add_job(&job, self.now()).unwrap();
        id
    }

    fn file(&self, job_type: JobType, account: Option<&str>, join: Join) -> RunId {
        self.file_at(job_type, account, join, self.now())
    }

    fn file_at(&self, job_type: JobType, account: Option<&str>, join: Join, due_at: Timestamp) -> RunId {
        let run = NewRun {
            id: RunId(self.ids.uuid(self.now())),
            job: None,
            job_type,
            name: "Now".into(),
            parameters: account.map_or_else(|| json!({}), |account| json!({ "account": account })),
            trigger: Trigger::Manual,
            due_at,
            priority: 5,
            concurrency_key: account.map(str::to_owned),
            max_attempts: 4,
            join,
        };
        match self.store.file_run(&run, self.now()).unwrap() {
            Filed::New(id) | Filed::Joined(id) => id,
        }
    }

    fn runner_on(
        &self,
        store: Store,
        handlers: Vec<Does>,
        settings: RunnerSettings,
    ) -> (Runner, mpsc::UnboundedReceiver<RunnerEvent>) {
        let handlers: Handlers = handlers.into_iter().map(|does| Arc::new(does) as Arc<dyn Handler>).collect();
        let (sender, events) = mpsc::unbounded_channel();
        let listener = Arc::new(move |event| drop(sender.send(event)));
        let (clock, ids) = (Arc::clone(&self.clock) as _, Arc::clone(&self.ids) as _);
        (Runner::new(store, clock, ids, handlers, settings, listener).unwrap(), events)
    }

    /// Runs what is due now.
    async fn run_due(&self, handler: Does) -> Summary {
        self.run_until(Until::Once, vec![handler]).await
    }

    async fn run_until(&self, until: Until, handlers: Vec<Does>) -> Summary {
        let (runner, _events) = self.runner_on(self.store.clone(), handlers, RunnerSettings::default());
        runner.run(until, CancellationToken::new()).await.unwrap()
    }

    /// Starts a runner that goes on.
    fn start(&self, handlers: Vec<Does>) -> Running {
        self.start_on(self.store.clone(), handlers, RunnerSettings::default())
    }

    fn start_on(&self, store: Store, handlers: Vec<Does>, settings: RunnerSettings) -> Running {
        let (runner, events) = self.runner_on(store.clone(), handlers, settings);
        let stop = CancellationToken::new();
        let task = tokio::spawn(runner.run(Until::Stopped, stop.clone()));
        Running { store, events, stop, task }
    }

    /// The runs of a schedule, oldest first: status, reason, how many due times.
    fn history(&self, job: JobId) -> Vec<(RunStatus, Option<String>, u32)> {
        let filter = RunFilter { job: Some(job), ..RunFilter::default() };
        let mut runs = self.store.runs(&filter, 100).unwrap();
        runs.reverse();
        runs.into_iter().map(|run| (run.status, run.reason, run.due_count)).collect()
    }

    fn job_now(&self, id: JobId) -> Job {
        self.store.job(id).unwrap()
    }

    fn run_now(&self, id: RunId) -> Run {
        self.store.run(id).unwrap()
    }

    fn only_run(&self) -> Run {
        let mut runs = self.store.runs(&RunFilter::default(), 100).unwrap();
        assert_eq!(runs.len(), 1, "{runs:?}");
        runs.remove(0)
    }
}

/// A runner that goes on.
struct Running {
    store: Store,
    events: mpsc::UnboundedReceiver<RunnerEvent>,
    stop: CancellationToken,
    task: JoinHandle<Result<Summary, SchedulerError>>,
}

impl Running {
    /// Waits until the file says so; looks again at every event of the runner.
    async fn until(&mut self, what: &str, holds: impl Fn(&Store) -> bool) {
        let waiting = async {
            while !holds(&self.store) {
                self.events.recv().await.expect("the runner goes on");
            }
        };
        tokio::time::timeout(Duration::from_secs(20), waiting).await.unwrap_or_else(|_| panic!("never: {what}"));
    }

    async fn until_status(&mut self, run: RunId, status: RunStatus) {
        self.until(status.word(), |store| store.run(run).is_ok_and(|run| run.status == status)).await;
    }

    async fn stop(self) -> Summary {
        self.stop.cancel();
        self.task.await.unwrap().unwrap()
    }
}

/// A minute, an hour, a day.
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);
