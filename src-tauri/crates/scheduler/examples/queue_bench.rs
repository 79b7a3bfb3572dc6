//! How fast the queue is, beside a bare rusqlite loop with the same durability in the same run.
//!
//! Prints one JSON document: jobs a second of both and their ratio; how long a run waits from being made runnable to
//! the first line of its handler, when idle, beside bulk commits, and when another process filed it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use rusqlite::Connection;
use scheduler::{
    Handler, Handlers, Limits, ParamError, RunContext, RunError, RunOutput, Runner, RunnerSettings, Until,
};
use serde_json::{Value, json};
use store::Store;
use store::jobs::{Claimant, ClaimedRun, Ending, Join, NewRun, Owner, Trigger, TypeLimit};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use units::{Clock, IdSource, JobType, Monotonic, RunId, SystemClock, SystemIds};

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// Jobs of a block; blocks of both sides alternate, so that both meet the same disk.
const BLOCK: u32 = 250;
const BLOCKS: u32 = 6;
const WAKES: u32 = 300;

/// With this and a path the program is the other process, which files a run whenever it is told to.
const FILE_INTO: &str = "--file-into";

fn main() -> Result<(), Failed> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some(FILE_INTO) {
        return file_when_told(Path::new(&arguments.next().ok_or("the file to file into")?));
    }
    let (directory, store) = store::testing::temporary();
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
    let bare = bare_file(&directory.path().join("bare.sqlite"))?;
    let (mut ours, mut theirs) = (Duration::ZERO, Duration::ZERO);
    for _block in 0..BLOCKS {
        theirs += timed(clock.as_ref(), || bare_block(&bare))?;
        ours += timed(clock.as_ref(), || our_block(&store, clock.as_ref()))?;
    }
    let jobs = f64::from(BLOCK * BLOCKS);
    let (ours, theirs) = (jobs / ours.as_secs_f64(), jobs / theirs.as_secs_f64());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let wakes = runtime.block_on(wakes(&store, &clock))?;
    let report = json!({
        "jobs_per_second": ours.round(), "bare_jobs_per_second": theirs.round(), "ratio": (ours / theirs * 100.0).round() / 100.0,
        "wake_ms": wakes,
    });
    #[expect(clippy::print_stdout, reason = "the report is what this program is for")]
    {
        println!("{report}");
    }
    Ok(())
}

fn timed(clock: &dyn Clock, work: impl FnOnce() -> Result<(), Failed>) -> Result<Duration, Failed> {
    let start = clock.monotonic();
    work()?;
    Ok(clock.monotonic().since(start))
}

fn bare_file(path: &Path) -> Result<Connection, Failed> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE jobs (id TEXT PRIMARY KEY, status TEXT NOT NULL, due_at INTEGER, token TEXT, done_at INTEGER);
         CREATE INDEX jobs_due ON jobs (due_at) WHERE status = 'queued';",
    )?;
    Ok(connection)
}

/// The least that keeps a job through a crash: a row, a claim, an end, a commit each.
fn bare_block(connection: &Connection) -> Result<(), Failed> {
    for number in 0..BLOCK {
        let id = SystemIds.random().to_string();
        connection
            .prepare_cached("INSERT INTO jobs (id, status, due_at) VALUES (?1, 'queued', ?2)")?
            .execute((&id, number))?;
        let claimed: String = connection
            .prepare_cached(
                "UPDATE jobs SET status = 'running', token = ?1 WHERE id =
                    (SELECT id FROM jobs WHERE status = 'queued' ORDER BY due_at LIMIT 1) RETURNING id",
            )?
            .query_row([SystemIds.random().to_string()], |row| row.get(0))?;
        connection
            .prepare_cached("UPDATE jobs SET status = 'done', done_at = ?2 WHERE id = ?1 AND status = 'running'")?
            .execute((claimed, number))?;
    }
    Ok(())
}

fn our_block(store: &Store, clock: &dyn Clock) -> Result<(), Failed> {
    let limits = [TypeLimit { job_type: JobType::Scorecard, concurrent: 4, per_key: 1 }];
    let owner = store.become_owner(SystemIds.uuid(clock.now()))?;
    for _number in 0..BLOCK {
        file(store, clock)?;
        let now = clock.now();
        let claimant = Claimant { owner: owner.id(), limits: &limits, lease_until: now.plus(Duration::from_secs(90)) };
        let claimed = store.claim_runs(&claimant, &[SystemIds.uuid(now)], now)?;
        let run = claimed.first().ok_or("the run that was filed is claimed")?;
        let done = Ending::Completed { metadata: json!({}), warnings: Vec::new(), partly: false };
        store.finish_run(&run.lease, &done, clock.now())?;
    }
    Ok(())
}

fn file(store: &Store, clock: &dyn Clock) -> Result<RunId, Failed> {
    let now = clock.now();
    let id = RunId(SystemIds.uuid(now));
    let run = NewRun {
        id,
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
    };
    store.file_run(&run, now)?;
    Ok(id)
}

/// Says when it was started, and is done.
struct Starts(mpsc::UnboundedSender<Monotonic>);

impl Handler for Starts {
    fn job_type(&self) -> JobType {
        JobType::Scorecard
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
        let sent = self.0.send(cx.clock.monotonic());
        async move { sent.map(|()| RunOutput::default()).map_err(|_closed| store::StoreError::LeaseLost.into()) }
            .boxed()
    }
}

async fn wakes(store: &Store, clock: &Arc<dyn Clock>) -> Result<Value, Failed> {
    let bulk = Bulk::new(store, clock.as_ref())?;
    let (sender, mut started) = mpsc::unbounded_channel();
    let handlers: Handlers = [Arc::new(Starts(sender)) as Arc<dyn Handler>].into_iter().collect();
    let runner = Runner::new(
        store.clone(),
        Arc::clone(clock),
        Arc::new(SystemIds),
        handlers,
        RunnerSettings::default(),
        Arc::new(|_event| {}),
    )?;
    let stop = CancellationToken::new();
    let running = tokio::spawn(runner.run(Until::Stopped, stop.clone()));

    let (here, filing) = (store.clone(), Arc::clone(clock));
    let mut file_here = move || file(&here, filing.as_ref()).map(|_id| filing.monotonic());
    let idle = measure(clock, &mut started, WAKES, &mut file_here).await?;
    let busy = Arc::new(AtomicBool::new(true));
    let until = Arc::clone(&busy);
    let committing = std::thread::spawn(move || bulk.commit_while(&until));
    let beside_bulk = measure(clock, &mut started, WAKES, &mut file_here).await?;
    busy.store(false, Ordering::Relaxed);
    let commits = committing.join().map_err(|_panic| "the bulk writer ends")??;
    let (mut other, asking) = (Other::start(store.path())?, Arc::clone(clock));
    // From before it is asked: its filing and the way there and back are in the figure.
    let mut file_there = move || {
        let asked = asking.monotonic();
        other.file().map(|()| asked)
    };
    let other_process = measure(clock, &mut started, 60, &mut file_there).await?;
    stop.cancel();
    running.await??;
    Ok(
        json!({ "idle": idle, "beside_bulk_commits": beside_bulk, "bulk_commits": commits, "filed_by_another_process": other_process }),
    )
}

/// Another process on the same file.
struct Other {
    process: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Other {
    fn start(file: &Path) -> Result<Self, Failed> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg(FILE_INTO)
            .arg(file)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let ask = process.stdin.take().ok_or("its input is piped")?;
        let answers = BufReader::new(process.stdout.take().ok_or("its output is piped")?);
        Ok(Self { process, ask, answers })
    }

    fn file(&mut self) -> Result<(), Failed> {
        writeln!(self.ask, "file")?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        if answer.trim() == "filed" { Ok(()) } else { Err(format!("the other process said {answer:?}").into()) }
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        if let Err(error) = self.process.kill().and_then(|()| self.process.wait().map(drop)) {
            eprintln!("the other process did not end: {error}");
        }
    }
}

#[expect(clippy::print_stdout, reason = "this is how it answers")]
fn file_when_told(path: &Path) -> Result<(), Failed> {
    let store = Store::open(path, &store::testing::options())?.store;
    let clock = SystemClock::new();
    for told in std::io::stdin().lines() {
        told?;
        file(&store, &clock)?;
        println!("filed");
    }
    Ok(())
}

/// A run under way whose ledger grows by commits of 500 rows, which is what a sync does to the file.
struct Bulk {
    store: Store,
    run: ClaimedRun,
    _alive: Owner,
}

impl Bulk {
    /// Claims its run; there must be no other runner yet.
    fn new(store: &Store, clock: &dyn Clock) -> Result<Self, Failed> {
        let owner = store.become_owner(SystemIds.uuid(clock.now()))?;
        file(store, clock)?;
        let now = clock.now();
        let claimant = Claimant { owner: owner.id(), limits: &[], lease_until: now.plus(Duration::from_secs(3600)) };
        let mut claimed = store.claim_runs(&claimant, &[SystemIds.uuid(now)], now)?;
        let run = claimed.pop().ok_or("the run that was filed is claimed")?;
        Ok(Self { store: store.clone(), run, _alive: owner })
    }

    fn commit_while(&self, busy: &AtomicBool) -> Result<u64, Failed> {
        let mut commits = 0_u64;
        while busy.load(Ordering::Relaxed) {
            let rows: Vec<String> = (0..500).map(|row| format!("row {commits} {row}")).collect();
            self.store.plan_items(&self.run.lease, &rows)?;
            commits += 1;
        }
        Ok(commits)
    }
}

/// How long runs wait that `file` files; it says when it did.
async fn measure(
    clock: &Arc<dyn Clock>,
    started: &mut mpsc::UnboundedReceiver<Monotonic>,
    count: u32,
    file: &mut impl FnMut() -> Result<Monotonic, Failed>,
) -> Result<Value, Failed> {
    let mut waits = Vec::new();
    for number in 0..count {
        // Not in step with the runner's own rhythm.
        clock.sleep(Duration::from_millis(3 + u64::from(number * 7 % 11))).await;
        let filed = tokio::task::block_in_place(&mut *file)?;
        let start = started.recv().await.ok_or("the runner goes on")?;
        waits.push(start.since(filed).as_secs_f64() * 1_000.0);
    }
    waits.sort_by(f64::total_cmp);
    let at = |share: usize| (waits[(waits.len() * share / 100).min(waits.len() - 1)] * 100.0).round() / 100.0;
    Ok(json!({ "runs": count, "p50": at(50), "p99": at(99), "max": at(100) }))
}
