//! The runner: one loop that turns due times into runs, claims runs and watches over them.
//!
//! A turn is a few short statements on a blocking thread; between turns the loop sleeps until something is due, is
//! filed, ends, or half a minute has passed. Everything a turn needs it reads from the file, so a second runner, a
//! crash or a person with a SQL tool can change anything between two turns.

mod executor;
mod jumps;
mod rescue;
mod settings;
#[cfg(test)]
mod tests;
mod turn;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use store::Store;
use store::jobs::{Lease, Owner, Retention, reason};
use tokio::sync::Notify;
use tokio::task::{JoinSet, spawn_blocking};
use tokio_util::sync::CancellationToken;
use units::{Clock, IdSource, JobId, Monotonic, RunId};
use uuid::Uuid;

use crate::clock_watch::{ClockJump, ClockWatch};
use crate::{Handlers, SchedulerError};
use executor::{Leash, StopCause};
use jumps::Jumps;
use rescue::Rescuer;
pub use settings::RunnerSettings;
use turn::Turn;

/// Something happened that somebody may want to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunnerEvent {
    /// A schedule is due at another time or has another status.
    Job(JobId),
    /// A run began, tells something, or ended.
    Run(RunId),
    /// The machine slept, or somebody set the clock.
    Clock(ClockJump),
    /// The end of a run could not be written; it is tried again.
    NotRecorded(RunId, String),
    /// The disk is full: nothing can be begun or ended until there is room. Told once until something is written again.
    DiskFull,
}

/// Who hears of [`RunnerEvent`]s. It must not block.
pub type Listener = Arc<dyn Fn(RunnerEvent) + Send + Sync>;

/// How long to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// Until it is stopped.
    Stopped,
    /// Until nothing may start and nothing is under way.
    Idle,
    /// Until what is due now has been run.
    Once,
}

/// What a runner did until it ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Attempts that were started.
    pub started: u32,
    /// The runs that were started, unless it went on until it was stopped.
    pub runs: Vec<RunId>,
}

impl Summary {
    fn note(&mut self, turn: &Turn, until: Until) {
        self.started += u32::try_from(turn.claimed.len()).unwrap_or(u32::MAX);
        for run in turn.claimed.iter().map(|run| run.lease.run).filter(|_run| until != Until::Stopped) {
            if !self.runs.contains(&run) {
                self.runs.push(run);
            }
        }
    }
}

/// Runs what is due.
pub struct Runner {
    shared: Arc<Shared>,
    watch: ClockWatch,
    jumps: Jumps,
    rescuer: Rescuer,
    /// Why due times that are found late now were not run in time.
    missed: &'static str,
    /// By the token of the claim: the next attempt of a run may start before the end of the last one is noticed.
    active: HashMap<Uuid, (Lease, Leash)>,
    executing: JoinSet<Uuid>,
    pruned: Option<Monotonic>,
}

/// What the loop, the turns and the executors share.
struct Shared {
    store: Store,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
    handlers: Handlers,
    settings: RunnerSettings,
    owner: Owner,
    listener: Listener,
    /// Rung when the end of a run found no room on the disk.
    full: Notify,
}

impl Shared {
    fn announce(&self, event: RunnerEvent) {
        (self.listener)(event);
    }
}

impl std::fmt::Debug for Runner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runner").field("owner", &self.shared.owner.id()).finish_non_exhaustive()
    }
}

impl Runner {
    /// A runner on an open file.
    ///
    /// # Errors
    /// If the file is open for reading only, or the lock file of this process cannot be made.
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
        handlers: Handlers,
        settings: RunnerSettings,
        listener: Listener,
    ) -> Result<Self, SchedulerError> {
        let owner = store.become_owner(ids.uuid(clock.now()))?;
        let watch = ClockWatch::new(clock.as_ref());
        let rescuer = Rescuer::new(settings.lease);
        let shared = Arc::new(Shared { store, clock, ids, handlers, settings, owner, listener, full: Notify::new() });
        Ok(Self {
            shared,
            watch,
            jumps: Jumps::default(),
            rescuer,
            missed: reason::CLOSED,
            active: HashMap::new(),
            executing: JoinSet::new(),
            pruned: None,
        })
    }

    /// Runs what is due, until `until` or `stop`. Runs that are under way at a stop are given back.
    ///
    /// # Errors
    /// If the file cannot be read any more, and on a full disk unless it [waits](RunnerSettings::waits_for_room). A file
    /// that is locked for a while is not an error: the next turn tries again.
    pub async fn run(mut self, until: Until, stop: CancellationToken) -> Result<Summary, SchedulerError> {
        let woken = Arc::new(Notify::new());
        let bell = Arc::clone(&woken);
        let _listening = self.shared.store.listen(move || bell.notify_one());
        let _watching = self.watch_for_others(Arc::clone(&woken)).await?;
        let mut summary = Summary::default();
        let mut take_due_times = true;
        let (waits, mut full) = (self.shared.settings.waits_for_room && until == Until::Stopped, false);
        while !stop.is_cancelled() {
            let sleep = match self.turn(take_due_times).await {
                Ok(turn) => {
                    let claimed = turn.claimed.len();
                    // A turn that claims nothing writes nothing, and says nothing about room.
                    full &= claimed == 0;
                    summary.note(&turn, until);
                    let pause = self.pause_after(&turn);
                    self.start(turn);
                    if until != Until::Stopped && claimed == 0 && self.executing.is_empty() {
                        break;
                    }
                    take_due_times = until != Until::Once;
                    pause
                }
                Err(SchedulerError::Store(store::StoreError::Locked)) => {
                    tracing::warn!("the file is busy; trying again");
                    self.shared.settings.poll
                }
                Err(SchedulerError::Store(store::StoreError::DiskFull)) if waits => {
                    self.say_full(&mut full);
                    FULL_DISK_PAUSE
                }
                Err(error) => {
                    self.wind_down().await;
                    return Err(error);
                }
            };
            tokio::select! {
                () = woken.notified() => {}
                () = self.shared.clock.sleep(sleep) => {}
                () = stop.cancelled() => {}
                () = self.shared.full.notified() => {
                    if !waits {
                        self.wind_down().await;
                        return Err(store::StoreError::DiskFull.into());
                    }
                    self.say_full(&mut full);
                }
                Some(ended) = self.executing.join_next() => {
                    full = false;
                    self.ended(ended);
                }
            }
            while let Some(ended) = self.executing.try_join_next() {
                self.ended(ended);
            }
        }
        self.wind_down().await;
        Ok(summary)
    }

    fn say_full(&self, said: &mut bool) {
        tracing::warn!("the disk is full; trying again");
        if !std::mem::replace(said, true) {
            self.shared.announce(RunnerEvent::DiskFull);
        }
    }

    /// One look at the clocks and the file.
    async fn turn(&mut self, take_due_times: bool) -> Result<Turn, SchedulerError> {
        if let Some(jump) = self.watch.look(self.shared.clock.as_ref()) {
            self.clock_jumped(jump);
        }
        let leases = self.active.values().map(|(lease, _leash)| *lease);
        self.jumps.settle(&self.shared, leases).await?;
        let mut turn = Turn::new(Arc::clone(&self.shared), self.watch.wall(), self.missed, take_due_times);
        turn.free = self.shared.settings.slots.saturating_sub(self.active.len());
        let mut rescuer = std::mem::take(&mut self.rescuer);
        let (turn, rescuer) = spawn_blocking(move || {
            let outcome = turn.take(&mut rescuer);
            (outcome.map(|()| turn), rescuer)
        })
        .await?;
        self.rescuer = rescuer;
        let turn = turn?;
        for lease in &turn.cancel {
            if let Some((_lease, leash)) = self.active.get(&lease.token) {
                leash.pull(StopCause::Person);
            }
        }
        self.prune_sometimes();
        Ok(turn)
    }

    fn clock_jumped(&mut self, jump: ClockJump) {
        tracing::info!(?jump, "the clocks jumped");
        self.shared.announce(RunnerEvent::Clock(jump));
        if matches!(jump, ClockJump::Ahead(_)) {
            self.missed = reason::ASLEEP;
        }
        self.rescuer.forget();
        self.jumps.note(jump);
    }

    /// Starts what was claimed.
    fn start(&mut self, turn: Turn) {
        for run in turn.claimed {
            let leash = Leash::default();
            self.active.insert(run.lease.token, (run.lease, leash.clone()));
            self.executing.spawn(executor::execute(Arc::clone(&self.shared), run, leash));
        }
    }

    /// How long nothing can be due, half a minute at most.
    fn pause_after(&self, turn: &Turn) -> Duration {
        // A full claim may have left others behind.
        if !turn.claimed.is_empty() && turn.claimed.len() == turn.free && self.active.len() < self.shared.settings.slots
        {
            return Duration::ZERO;
        }
        let now = self.shared.clock.now();
        turn.next_at.map_or(self.shared.settings.tick, |at| at.since(now)).min(self.shared.settings.tick)
    }

    fn ended(&mut self, ended: Result<Uuid, tokio::task::JoinError>) {
        match ended {
            Ok(token) => {
                self.active.remove(&token);
            }
            // Executors catch the panics of handlers, so this is a defect of ours; the lease stays with this process
            // until it ends, and then the run is taken for interrupted.
            Err(error) => tracing::error!(%error, "an executor stopped"),
        }
    }

    /// Gives back what is under way.
    async fn wind_down(&mut self) {
        for (_lease, leash) in self.active.values() {
            leash.pull(StopCause::Stop);
        }
        while let Some(ended) = self.executing.join_next().await {
            self.ended(ended);
        }
    }

    /// Wakes the loop when another process has written.
    async fn watch_for_others(&self, woken: Arc<Notify>) -> Result<WatchTask, SchedulerError> {
        let store = self.shared.store.clone();
        let mut watcher = spawn_blocking(move || store.watch()).await??;
        let (clock, poll) = (Arc::clone(&self.shared.clock), self.shared.settings.poll);
        let task = tokio::spawn(async move {
            loop {
                clock.sleep(poll).await;
                match spawn_blocking(move || (watcher.changed(), watcher)).await {
                    Ok((changed, back)) => {
                        watcher = back;
                        wake_if(changed, &woken);
                    }
                    Err(error) => {
                        tracing::error!(%error, "nobody watches for other processes any more");
                        return;
                    }
                }
            }
        });
        Ok(WatchTask(task))
    }

    /// Old history goes once a day, while nothing runs.
    fn prune_sometimes(&mut self) {
        let now = self.shared.clock.monotonic();
        let day = Duration::from_secs(86_400);
        let due = self.pruned.is_none_or(|last| now.since(last) >= day);
        if !due || !self.active.is_empty() {
            return;
        }
        self.pruned = Some(now);
        let shared = Arc::clone(&self.shared);
        drop(spawn_blocking(move || match shared.store.prune_runs(Retention::default(), shared.clock.now()) {
            Ok(0) => {}
            Ok(runs) => tracing::info!(runs, "old runs were deleted"),
            Err(error) => tracing::warn!(%error, "old runs were not deleted"),
        }));
    }
}

/// Stops watching when the runner ends.
struct WatchTask(tokio::task::JoinHandle<()>);

impl Drop for WatchTask {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn wake_if(changed: Result<bool, store::StoreError>, woken: &Notify) {
    match changed {
        Ok(false) => {}
        Ok(true) => woken.notify_one(),
        Err(error) => {
            tracing::warn!(%error, "looking for changes of other processes failed");
            woken.notify_one();
        }
    }
}

/// Between two tries on a full disk.
const FULL_DISK_PAUSE: Duration = Duration::from_secs(5);
