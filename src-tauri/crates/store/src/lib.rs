//! The workspace file: one SQLite database that holds everything, and the only crate with SQL.
//!
//! [`Store`] is a cheap handle on the open file. Every aggregate has a module with the SQL of that aggregate as
//! methods on [`Store`]; outside this crate nobody sees a connection. Calls block: asynchronous callers wrap them in
//! `spawn_blocking`. See [`connection`] for who may write when.

mod audit;
mod backup;
mod cleanup;
mod connection;
mod copies;
pub mod creation;
mod doctor;
mod error;
mod file;
mod installation;
pub mod jobs;
pub mod meta;
mod migrate;
mod schema;
mod settings;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod words;

pub use audit::{ActiveTemplate, AmbiguousPath, Audit, UnmappedUsage};
pub use backup::{Copied, Restored, restore};
pub use cleanup::{Change, Cleanup, Live};
pub use connection::{Priority, Store};
pub use copies::UpgradeCopy;
pub use doctor::{Check, Examination, Outcome};
pub use error::StoreError;
pub use file::{APPLICATION_ID, Access, InstallationId, OpenOptions, Opened};
pub use installation::WorkspaceIdentity;
pub use migrate::{latest_step, steps};
