//! When work is due, and doing it exactly once.
//!
//! A schedule becomes a run at each due time, a run is claimed under a lease, an executor runs its [`Handler`]. The
//! file is the truth: everything that must survive a crash is in it, and the runner's memory holds only what it can
//! find out again.

mod backoff;
mod clock_watch;
mod error;
mod handler;
mod handlers;
pub mod plan;
pub mod recurrence;
mod runner;

pub use clock_watch::ClockJump;
pub use error::SchedulerError;
pub use handler::{
    ErrorClass, Handler, Limits, ParamError, Progress, RunContext, RunError, RunLog, RunOutput, RunWarning,
};
pub use handlers::{Handlers, Refusal};
pub use runner::{Listener, Runner, RunnerEvent, RunnerSettings, Summary, Until};
