//! The command line, as a person or a script uses it: the real binary, its exit codes and its JSON.

mod bad_luck;
mod chaos;
mod create;
mod file;
#[cfg(target_os = "linux")]
mod full_disk;
pub mod harness;
mod jobs;
mod report;
mod secrets;
mod seed_gate;
mod sync;
