//! Journeys in the real window.

mod first_start;
pub mod harness;
