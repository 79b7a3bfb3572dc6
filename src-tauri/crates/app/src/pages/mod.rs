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
pub mod review;
pub mod runs;
pub mod schedule;
pub mod settings;
pub mod welcome;
