//! The workspace file: one SQLite database that holds everything, and the only crate with SQL.
//!
//! [`Store`] is a cheap handle on the open file. Every aggregate has a module with the SQL of that aggregate as
//! methods on [`Store`]; outside this crate nobody sees a connection. Calls block: asynchronous callers wrap them in
//! `spawn_blocking`. See [`connection`] for who may write when.

mod connection;
mod error;
pub mod jobs;

pub use connection::{Priority, Store};
pub use error::StoreError;
