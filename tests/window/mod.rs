//! Journeys in the real window.

mod accessibility;
mod accounts;
mod ads_manager;
mod bad_input;
mod connecting;
mod creating;
mod dragging;
mod first_start;
pub mod harness;
mod jobs;
mod keyboard;
mod killed;
mod leaving;
mod library;
mod main_journey;
mod pixels;
mod previewed;
mod progress;
mod read_only;
mod restart;
mod screen;
mod trouble;
mod weekly;
