//! The command line, as a person or a script uses it: the real binary, its exit codes and its JSON.

mod chaos;
mod create;
mod file;
pub mod harness;
mod jobs;
mod phase_0;
mod report;
mod secrets;
mod sync;
