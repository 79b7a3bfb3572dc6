//! Schedules and their runs.
//!
//! The states of a run and what moves it between them:
//!
//! ```text
//! due time ──▶ queued ──claim──▶ running ──▶ completed
//!    │            ▲                 │  ├───▶ failed        permanent, or no attempt is left
//!    │            ├── died, quit ───┤  ├───▶ cancelled     a person
//!    │            │                 │  ├───▶ waiting ──claim──▶ running   retry, throttled, offline
//!    │            └── a person ─────┼──┴───▶ parked        a person is needed, or it died three times in a row
//!    └──▶ skipped (asleep, closed, paused, overlap, too late, edited)
//! ```
//!
//! Every arrow is one transaction in this module. Those that leave `running` are fenced by the [`Lease`].

mod claim;
mod decide;
pub(crate) use decide::end_under;
mod due;
mod filing;
mod finish;
pub(crate) mod items;
mod job;
mod lease;
mod owner;
mod prune;
mod report;
mod run;
mod standing;
mod telling;
#[cfg(test)]
mod tests;
mod watch;
mod words;

pub use claim::{Claimant, ClaimedRun, HeldRun, INTERRUPTIONS_UNTIL_PARKED, Rescue, TypeLimit};
pub use decide::Cancelled;
pub use due::{DuePlan, DueRun, Stretch};
pub use filing::{Filed, Join, NewRun};
pub use finish::Ending;
pub use items::RunItem;
pub(crate) use items::mark;
pub use job::{Job, JobSettings, MissedPolicy, NewJob, When};
pub use lease::Lease;
pub use owner::Owner;
pub(crate) use owner::Presence;
pub use prune::Retention;
pub use report::{LogLevel, LogLine, ProgressReport, RunWarning};
pub use run::{Run, RunAttempt, RunFailure, RunFilter, RunKey};
pub use telling::NumberedLine;
pub(crate) use watch::Doorbell;
pub use watch::{Listening, Watcher};
pub use words::{AttemptOutcome, ItemStatus, JobStatus, RunStatus, Trigger, reason};
