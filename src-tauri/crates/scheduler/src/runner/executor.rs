//! One attempt: runs the handler, keeps its lease, writes what it tells, and writes how it ended.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use store::StoreError;
use store::jobs::{ClaimedRun, Ending, Lease, LogLine, ProgressReport, RunFailure};
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinError, JoinHandle};
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;
use units::RunId;
use uuid::Uuid;

use super::{RunnerEvent, Shared};
use crate::backoff::wait_after;
use crate::{ErrorClass, Handler, Limits, Progress, RunContext, RunError, RunLog, RunOutput};

/// Why a run was told to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StopCause {
    /// A person cancelled it.
    Person,
    /// This process ends.
    Stop,
    /// It took too long.
    Timeout,
    /// It is not ours any more.
    LeaseLost,
}

/// Holds a handler; pulling it tells it to stop, and the first cause counts.
#[derive(Debug, Clone, Default)]
pub(super) struct Leash {
    token: CancellationToken,
    cause: Arc<Mutex<Option<StopCause>>>,
}

impl Leash {
    pub(super) fn pull(&self, cause: StopCause) {
        self.cause.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(cause);
        self.token.cancel();
    }

    /// When this process stops; never for another cause.
    async fn stopped(&self) {
        self.token.cancelled().await;
        if self.cause() != Some(StopCause::Stop) {
            std::future::pending::<()>().await;
        }
    }

    fn cause(&self) -> Option<StopCause> {
        *self.cause.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the handler's task came to: its own result, its panic, or that it was abandoned.
type Worked = Result<Result<RunOutput, RunError>, JoinError>;

/// Runs one attempt to its end and returns the token of its claim.
pub(super) async fn execute(shared: Arc<Shared>, run: ClaimedRun, leash: Leash) -> Uuid {
    let Lease { run: id, token } = run.lease;
    let span = tracing::info_span!("run", run = %id, job_type = run.job_type, attempt = run.attempt,
        account = run.concurrency_key.as_deref());
    async move {
        shared.announce(RunnerEvent::Run(id));
        tracing::info!("started");
        let attempt = Attempt { shared, run, leash };
        // The handler's panics are caught by its task; this is for a defect of the executor itself, which must not
        // leave a run behind that looks as if it were under way.
        let ending = AssertUnwindSafe(attempt.work())
            .catch_unwind()
            .await
            .unwrap_or_else(|panic| attempt.defect(panic.as_ref()));
        attempt.record(ending).await;
        attempt.shared.announce(RunnerEvent::Run(id));
        if let Some(job) = attempt.run.job {
            attempt.shared.announce(RunnerEvent::Job(job));
        }
    }
    .instrument(span)
    .await;
    token
}

struct Attempt {
    shared: Arc<Shared>,
    run: ClaimedRun,
    leash: Leash,
}

/// What becomes of the run after the attempt.
enum After {
    End(Ending),
    /// This process stops; the run is not to blame.
    GiveBack,
    /// It belongs to somebody else: nothing may be written.
    Nothing,
}

impl Attempt {
    async fn work(&self) -> After {
        let handler = match self.shared.handlers.accept(&self.run.job_type, &self.run.parameters) {
            Ok(handler) => Arc::clone(handler),
            Err(refusal) => {
                tracing::error!(code = refusal.code(), "{refusal}");
                return After::End(Ending::Failed(RunFailure {
                    code: refusal.code().to_owned(),
                    message: refusal.to_string(),
                    next_step: "Edit the schedule, or archive it.".to_owned(),
                }));
            }
        };
        let limits = handler.limits();
        let (progress, reports) = Progress::channel();
        let (log, lines) = RunLog::channel(Arc::clone(&self.shared.clock));
        let work = self.spawn(handler, progress, log);
        let mut watching = Watching { attempt: self, reports, lines, limits };
        let worked = watching.until_it_ends(work).await;
        watching.tell().await;
        self.judge(worked, &limits)
    }

    fn spawn(
        &self,
        handler: Arc<dyn Handler>,
        progress: Progress,
        log: RunLog,
    ) -> JoinHandle<Result<RunOutput, RunError>> {
        let context = RunContext {
            run: self.run.lease.run,
            job: self.run.job,
            params: self.run.parameters.clone(),
            due_at: self.run.due_at,
            attempt: self.run.attempt,
            lease: self.run.lease,
            store: self.shared.store.clone(),
            clock: Arc::clone(&self.shared.clock),
            ids: Arc::clone(&self.shared.ids),
            cancel: self.leash.token.clone(),
            progress,
            log,
        };
        // A task of its own: a handler that blocks its thread does not keep the lease from being renewed, and a panic
        // ends this attempt and nothing else.
        tokio::spawn(async move { handler.run(context).await }.in_current_span())
    }

    fn judge(&self, worked: Worked, limits: &Limits) -> After {
        let error = match worked {
            Ok(Ok(output)) => {
                tracing::info!(partly = output.partly, warnings = output.warnings.len(), "completed");
                return After::End(Ending::Completed {
                    metadata: output.metadata,
                    warnings: output.warnings,
                    partly: output.partly,
                });
            }
            Ok(Err(error)) => error,
            Err(join) => self.broken_off(join),
        };
        tracing::warn!(code = error.code, class = ?error.class, "{}", error.message);
        match (self.leash.cause(), error.class) {
            (Some(StopCause::LeaseLost), _) | (_, ErrorClass::LeaseLost) => After::Nothing,
            (Some(StopCause::Person), _) => After::End(Ending::Cancelled),
            (Some(StopCause::Stop), _) => After::GiveBack,
            (Some(StopCause::Timeout), _) => self.again(timed_out(limits), limits),
            (None, ErrorClass::Retry) => self.again(failure(error), limits),
            (None, ErrorClass::WaitUntil(at)) => {
                let soonest = self.shared.clock.now().plus(Duration::from_secs(1));
                After::End(Ending::WaitUntil(at.max(soonest), failure(error)))
            }
            (None, ErrorClass::NeedsPerson) => After::End(Ending::Parked(failure(error))),
            (None, ErrorClass::Permanent) => After::End(Ending::Failed(failure(error))),
            (None, ErrorClass::Cancelled) => After::End(Ending::Cancelled),
        }
    }

    fn defect(&self, panic: &(dyn Any + Send)) -> After {
        let error = self.panicked(panic);
        tracing::error!("{}", error.message);
        self.again(failure(error), &Limits::default())
    }

    /// A handler that panicked, or was abandoned because it did not stop.
    fn broken_off(&self, join: JoinError) -> RunError {
        match join.try_into_panic() {
            Ok(panic) => self.panicked(panic.as_ref()),
            Err(_aborted) => {
                let cause = self.leash.cause();
                unexpected("abandoned", format!("It did not stop when it was told to ({cause:?})."))
            }
        }
    }

    fn panicked(&self, panic: &(dyn Any + Send)) -> RunError {
        let words = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let words = words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
        let words = self.shared.handlers.redact(&words);
        unexpected("panic", format!("The program met a state that should not exist: {words}"))
    }

    /// The next attempt, if one is left.
    fn again(&self, failure: RunFailure, limits: &Limits) -> After {
        if self.run.attempt >= self.run.max_attempts {
            return After::End(Ending::Failed(failure));
        }
        let wait = wait_after(self.run.attempt, limits, self.shared.ids.random());
        After::End(Ending::RetryAt(self.shared.clock.now().plus(wait), failure))
    }

    /// Writes the end. A file that cannot be written now is tried again: a run must not hang as running because the
    /// disk was full for a minute.
    async fn record(&self, after: After) {
        let lease = self.run.lease;
        let after = Arc::new(after);
        loop {
            let (shared, what) = (Arc::clone(&self.shared), Arc::clone(&after));
            let written = spawn_blocking(move || write_end(&shared, &lease, &what)).await;
            match written {
                Ok(Ok(settled)) => {
                    for run in settled {
                        self.shared.announce(RunnerEvent::Run(run));
                    }
                    return;
                }
                Ok(Err(StoreError::LeaseLost)) => {
                    tracing::warn!("the run went to somebody else; this result is thrown away");
                    return;
                }
                Ok(Err(error)) => {
                    tracing::error!(%error, "the end of the run was not written; trying again");
                    self.shared.announce(RunnerEvent::NotRecorded(lease.run, error.to_string()));
                    if matches!(error, StoreError::DiskFull) {
                        self.shared.full.notify_one();
                    }
                    if self.leash.cause() == Some(StopCause::Stop) {
                        // The lock of this process ends with it, and the next one finds the run interrupted.
                        return;
                    }
                    tokio::select! {
                        () = self.leash.stopped() => {}
                        () = self.shared.clock.sleep(Duration::from_secs(5)) => {}
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "the end of the run was not written");
                    return;
                }
            }
        }
    }
}

/// Returns the runs that are settled by this end.
fn write_end(shared: &Shared, lease: &Lease, after: &After) -> Result<Vec<RunId>, StoreError> {
    let now = shared.clock.now();
    match after {
        After::End(ending) => shared.store.finish_run(lease, ending, now),
        After::GiveBack => shared.store.give_back_run(lease, now).map(|()| Vec::new()),
        After::Nothing => Ok(Vec::new()),
    }
}

/// Watches over a handler at work.
struct Watching<'a> {
    attempt: &'a Attempt,
    reports: watch::Receiver<Option<ProgressReport>>,
    lines: mpsc::UnboundedReceiver<LogLine>,
    limits: Limits,
}

impl Watching<'_> {
    async fn until_it_ends(&mut self, mut work: JoinHandle<Result<RunOutput, RunError>>) -> Worked {
        let settings = self.attempt.shared.settings;
        let leash = self.attempt.leash.clone();
        let mut timeout = self.sleep(self.limits.timeout);
        let mut renew = self.sleep(settings.renew);
        let mut tell = self.sleep(settings.tell);
        let mut grace: Option<BoxFuture<'static, ()>> = None;
        loop {
            tokio::select! {
                worked = &mut work => return worked,
                () = &mut renew => {
                    self.renew().await;
                    renew = self.sleep(settings.renew);
                }
                () = &mut tell => {
                    self.tell().await;
                    tell = self.sleep(settings.tell);
                }
                () = &mut timeout, if grace.is_none() => {
                    leash.pull(StopCause::Timeout);
                    grace = Some(self.sleep(settings.grace));
                }
                () = leash.token.cancelled(), if grace.is_none() => grace = Some(self.sleep(settings.grace)),
                () = async { if let Some(grace) = grace.as_mut() { grace.await } }, if grace.is_some() => {
                    tracing::error!("the handler does not stop and is abandoned");
                    work.abort();
                    grace = Some(Box::pin(std::future::pending()));
                }
            }
        }
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.attempt.shared.clock.sleep(duration)
    }

    async fn renew(&self) {
        let (shared, lease) = (Arc::clone(&self.attempt.shared), self.attempt.run.lease);
        let renewed =
            spawn_blocking(move || shared.store.renew_leases(&[lease], shared.clock.now().plus(shared.settings.lease)));
        match renewed.await {
            Ok(Ok(kept)) if kept.is_empty() => self.attempt.leash.pull(StopCause::LeaseLost),
            Ok(Ok(_kept)) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the lease was not renewed; trying again"),
            Err(error) => tracing::error!(%error, "the lease was not renewed"),
        }
    }

    /// Writes what the handler told since the last time, if anything.
    async fn tell(&mut self) {
        let mut lines = Vec::new();
        while let Ok(line) = self.lines.try_recv() {
            lines.push(line);
        }
        let report = if self.reports.has_changed().unwrap_or(false) || self.has_last_report() {
            self.reports.borrow_and_update().clone()
        } else {
            None
        };
        if lines.is_empty() && report.is_none() {
            return;
        }
        let (shared, lease) = (Arc::clone(&self.attempt.shared), self.attempt.run.lease);
        let told = spawn_blocking(move || shared.store.tell(&lease, report.as_ref(), &lines)).await;
        match told {
            Ok(Ok(())) => self.attempt.shared.announce(RunnerEvent::Run(lease.run)),
            Ok(Err(StoreError::LeaseLost)) => self.attempt.leash.pull(StopCause::LeaseLost),
            Ok(Err(error)) => tracing::warn!(%error, "progress was not written"),
            Err(error) => tracing::error!(%error, "progress was not written"),
        }
    }

    /// Whether the handler is gone and left a last report: a closed channel says nothing about changes.
    fn has_last_report(&self) -> bool {
        self.reports.has_changed().is_err() && self.reports.borrow().is_some()
    }
}

/// Within the span of the run, which the runtime's own function leaves behind.
fn spawn_blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    let span = tracing::Span::current();
    tokio::task::spawn_blocking(move || span.in_scope(work))
}

fn failure(error: RunError) -> RunFailure {
    RunFailure { code: error.code, message: error.message, next_step: error.next_step }
}

fn timed_out(limits: &Limits) -> RunFailure {
    RunFailure {
        code: "timeout".to_owned(),
        message: format!("It took longer than {} minutes.", limits.timeout.as_secs().div_ceil(60)),
        next_step: "It is tried again by itself. If it keeps happening, give it less to do at once.".to_owned(),
    }
}

fn unexpected(code: &str, message: String) -> RunError {
    RunError {
        class: ErrorClass::Retry,
        code: code.to_owned(),
        message,
        next_step: "It is tried again by itself. If it comes back, report it with the log of this run.".to_owned(),
    }
}
