//! A Graph API server on this machine with seeded worlds: demos, tests, tutorials, measurements.
//!
//! [`serve`] answers the part of Meta's Marketing API that reading needs, on a loopback port, from a world that
//! follows from a story, a seed and a day. It is written against what Meta's replies look like and shares no parsing
//! code with the client, so that one mistake cannot hide in both.
//!
//! * `story` says who is in the cast: accounts, campaigns, ads and how each of them fares;
//! * `world` turns a story into objects and one compact row per ad and day;
//! * `graph` answers requests from the world, byte by byte where there are many rows;
//! * [`Fault`]s make it fail in the ways the real one fails; a POST with `execution_options=["validate_only"]` is
//!   checked, answered with success and changes nothing;
//! * `/__sim/truth` and `/__sim/stats` say what it knows to be true and what it was asked.

mod art;
mod call;
mod config;
mod error;
mod fault;
mod graph;
mod json;
mod roll;
mod server;
mod stats;
mod story;
mod truth;
mod usage;
mod world;

pub use art::{PictureWanted, Pictures};
pub use config::{SimAccount, SimConfig, Size};
pub use error::SimError;
pub use fault::{Fault, FaultPlan};
pub use server::{Running, serve};
pub use stats::Stats;
pub use story::Story;
pub use truth::{Totals, Truth, TruthRow, WindowTotals};
