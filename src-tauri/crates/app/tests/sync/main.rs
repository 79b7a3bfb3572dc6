//! Syncing a real file from the real simulator over HTTP.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod accounts;
mod bed;
mod budget;
mod faults;
mod first;
mod first_page;
mod freshness;
mod later;
mod linking;
mod months;
mod now;
mod numbers;
mod pages;
mod pictures;
mod privacy;
mod resume;
mod scorecard;
mod traces;
mod windows;
