//! Thin adapters from the window to the use cases: one module per page, no logic.
//!
//! A command takes `State<'_, Arc<Desk>>`, reads through [`crate::desk::read`] and returns `Result<_, AppError>`.

pub mod create;
pub mod desk;
pub mod files;
pub mod frame;
pub mod library;
pub mod overview;
pub mod performance;
pub mod review;
pub mod runs;
pub mod schedule;
pub mod settings;
pub mod welcome;
