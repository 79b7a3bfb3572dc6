//! The journeys: one test binary that drives the product from outside.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command_line;
mod documents;
mod window;
