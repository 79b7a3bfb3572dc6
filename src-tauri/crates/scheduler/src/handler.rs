//! What a job type has to offer so that the runner can run it, and what it is given when it runs.

use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use serde_json::Value;
use store::Store;
use store::jobs::Lease;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;
use units::{Clock, IdSource, JobId, JobType, RunId, Timestamp};

/// Does the work of one job type.
///
/// A handler works in committed steps, each of them idempotent and each of them fenced by [`RunContext::lease`], so
/// that a run whose process was killed goes on where it stopped.
pub trait Handler: Send + Sync {
    /// Which job type it does.
    fn job_type(&self) -> JobType;
    /// Whether these parameters make sense; asked when a job is filed and once more before each attempt.
    ///
    /// # Errors
    /// [`ParamError`] naming the parameter.
    fn check_params(&self, params: &Value) -> Result<(), ParamError>;
    /// How long it may take, how often it is tried, how many may run side by side.
    fn limits(&self) -> Limits;
    /// What it must not share with another run of any type, usually the ad account; `None` if nothing.
    fn concurrency_key(&self, params: &Value) -> Option<String>;
    /// Does the work.
    fn run(&self, cx: RunContext) -> BoxFuture<'static, Result<RunOutput, RunError>>;
}

/// A parameter of a job is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {problem}")]
pub struct ParamError {
    /// The parameter.
    pub name: String,
    /// What is wrong with it, in words for the person who typed it.
    pub problem: String,
}

/// The bounds of one job type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// An attempt that takes longer is cancelled and counts as failed.
    pub timeout: Duration,
    /// After this many failed attempts the run has failed.
    pub max_attempts: u32,
    /// How many runs of this type may run side by side.
    pub concurrent: u32,
    /// How many runs with the same concurrency key may run side by side.
    pub concurrent_per_key: u32,
    /// The longest wait before the second attempt; it doubles with every further one.
    pub backoff: Duration,
    /// No wait between attempts is longer than this.
    pub backoff_cap: Duration,
}

impl Default for Limits {
    /// Half an hour, four attempts waiting up to 5, 10, 20 minutes, two side by side, one for the same key.
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30 * 60),
            max_attempts: 4,
            concurrent: 2,
            concurrent_per_key: 1,
            backoff: Duration::from_secs(5 * 60),
            backoff_cap: Duration::from_secs(60 * 60),
        }
    }
}

/// What an attempt is given.
#[derive(Debug, Clone)]
pub struct RunContext {
    /// The run.
    pub run: RunId,
    /// The schedule it belongs to; `None` for a run that was asked for without one.
    pub job: Option<JobId>,
    /// The parameters as they were when the run became due.
    pub params: Value,
    /// When it was due.
    pub due_at: Timestamp,
    /// Which attempt this is, from 1. Attempts that were interrupted or only waited do not count.
    pub attempt: u32,
    /// The right to write for this attempt.
    pub lease: Lease,
    /// The file.
    pub store: Store,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Ids and chance.
    pub ids: Arc<dyn IdSource>,
    /// Cancelled when a person cancels the run, the time is up, the program stops or the lease is lost.
    pub cancel: CancellationToken,
    /// Tells how far it is.
    pub progress: Progress,
    /// The run's own log lines.
    pub log: RunLog,
}

/// How far a run is. The runner stores the newest value at most four times a second.
#[derive(Debug, Clone)]
pub struct Progress(Arc<watch::Sender<Option<store::jobs::ProgressReport>>>);

impl Progress {
    /// A progress and the end that the newest value can be read from.
    #[must_use]
    pub fn channel() -> (Self, watch::Receiver<Option<store::jobs::ProgressReport>>) {
        let (sender, receiver) = watch::channel(None);
        (Self(Arc::new(sender)), receiver)
    }

    /// Sets how much of how much is done: `unit` names what is counted ("days"), `message` says what is being done
    /// now. Cheap, never blocks.
    pub fn set(&self, done: u64, total: Option<u64>, unit: &str, message: &str) {
        let report = store::jobs::ProgressReport { done, total, unit: unit.to_owned(), message: message.to_owned() };
        self.0.send_replace(Some(report));
    }
}

/// The run's own log lines in the file: what a person wants to read afterwards, not a trace.
#[derive(Debug, Clone)]
pub struct RunLog(mpsc::UnboundedSender<store::jobs::LogLine>, Arc<dyn Clock>);

impl RunLog {
    /// A log and the end that its lines come out of.
    #[must_use]
    pub fn channel(clock: Arc<dyn Clock>) -> (Self, mpsc::UnboundedReceiver<store::jobs::LogLine>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        (Self(sender, clock), receiver)
    }

    /// Something that was done.
    pub fn info(&self, text: impl Into<String>) {
        self.line(store::jobs::LogLevel::Info, text.into());
    }

    /// Something that went wrong without failing the run.
    pub fn warn(&self, text: impl Into<String>) {
        self.line(store::jobs::LogLevel::Warn, text.into());
    }

    fn line(&self, level: store::jobs::LogLevel, text: String) {
        let line = store::jobs::LogLine { at: self.1.now(), level, text };
        if let Err(lost) = self.0.send(line) {
            // The executor has finished the attempt already: a task that outlived it still talks.
            tracing::warn!(text = lost.0.text, "a line was logged after the end of its run");
        }
    }
}

/// What a run that succeeded leaves behind.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RunOutput {
    /// Figures and facts for the page of the run; an object.
    pub metadata: Value,
    /// What went wrong without failing the run.
    pub warnings: Vec<RunWarning>,
    /// Whether a part is missing; the warnings say which.
    pub partly: bool,
}

pub use store::jobs::RunWarning;

/// Why an attempt did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RunError {
    /// What to do about it.
    pub class: ErrorClass,
    /// A stable word for programs.
    pub code: String,
    /// What happened, for a person.
    pub message: String,
    /// What the person can do.
    pub next_step: String,
}

/// What the runner does after an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorClass {
    /// Try again later, up to the limit of attempts.
    Retry,
    /// Nothing is wrong with the run, it has to wait (throttled, offline): the attempt is given back.
    WaitUntil(Timestamp),
    /// Trying again is useless until a person does something: the run is parked.
    NeedsPerson,
    /// It will never work.
    Permanent,
    /// It stopped because its cancel token was cancelled.
    Cancelled,
    /// The run went to somebody else.
    LeaseLost,
}

impl From<store::StoreError> for RunError {
    /// A lost lease stays one; a full disk, a damaged or read-only file need a person; the rest is tried again.
    fn from(error: store::StoreError) -> Self {
        use store::StoreError as E;
        let (class, code, next_step) = match &error {
            E::LeaseLost => (ErrorClass::LeaseLost, "lease_lost", "Nothing to do: the run goes on elsewhere."),
            E::DiskFull => (ErrorClass::NeedsPerson, "disk_full", "Free some space, then retry the run."),
            E::ReadOnly | E::OpenedReadOnly => {
                (ErrorClass::NeedsPerson, "file_read_only", "Make the file writable, then retry the run.")
            }
            E::Damaged(_) => (ErrorClass::NeedsPerson, "file_damaged", "Restore a backup of the file."),
            _ => (ErrorClass::Retry, "store", "The run is tried again by itself."),
        };
        Self { class, code: code.to_owned(), message: error.to_string(), next_step: next_step.to_owned() }
    }
}
