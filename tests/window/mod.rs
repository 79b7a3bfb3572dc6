//! Journeys in the real window.

mod connecting;
mod first_start;
pub mod harness;
mod keyboard;
mod killed;
mod main_journey;
mod trouble;
