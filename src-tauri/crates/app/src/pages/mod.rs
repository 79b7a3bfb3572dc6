//! What each page of the window reads: one module per page with its types and its reads.
//!
//! A page's read is one use case and a small fixed number of statements. Types carry facts (money, counts, instants,
//! codes), never sentences: the window has the words.

mod aims;
pub mod create;
pub mod figures;
pub mod frame;
pub mod library;
mod odds;
pub mod overview;
pub mod performance;
mod read_ahead;
pub mod review;
pub mod runs;
pub mod schedule;
pub mod settings;
mod tracking;
pub mod welcome;

pub use read_ahead::{OverviewAhead, ReadAhead, read_ahead};
