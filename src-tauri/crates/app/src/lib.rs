//! The use cases: one function per thing a person can do, one handler per job type, and the words of errors.
//!
//! Window and command line call the same functions with the same [`Workspace`]; both show [`AppError`]. Nothing here
//! knows a window or a terminal.

pub mod accounts;
mod blocking;
mod budgets;
mod comparing;
pub mod connect;
mod counting;
pub mod creation;
pub mod demo;
pub mod diagnose;
pub mod endpoints;
mod error;
mod failure;
pub mod handlers;
pub mod jobs;
pub mod linking;
pub mod pages;
pub mod pictures;
pub mod report;
pub mod runner;
pub mod scorecard;
pub mod secrets;
pub mod sync;
pub mod targets;
pub mod upkeep;
mod workspace;

pub(crate) use blocking::spawn_blocking;
pub use error::{AppError, ErrorCode};
pub use workspace::{Changed, Workspace};
