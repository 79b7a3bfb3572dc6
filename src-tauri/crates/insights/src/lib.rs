//! What the numbers mean: metrics by definition, targets, pacing, baselines, rules and verdicts.
//!
//! Pure: facts in, findings out. No clock, no file, no currency of its own. Everything that the system we replace got
//! wrong here is impossible by type or by construction: rates are fractions ([`units::Ratio`]) and made from sums,
//! amounts carry their currency and floors are multiples of what a result may cost, objectives old and new map to one
//! family, frequency is that of seven days, and a day without delivery is a day with zeros.

mod account;
mod baseline;
pub mod chance;
mod diagnose;
mod facts;
mod finding;
mod metric;
mod pacing;
mod recommend;
mod result;
mod rules;
mod target;
mod verdict;
mod window;

pub use account::days_without_tracking;
pub use diagnose::{chances_under_target, diagnose, launches};
pub use facts::{AccountFacts, AdFacts, WeekReach};
pub use finding::{Action, Diagnosis, Evidence, Finding, Health, Recommendation, Severity, Skipped};
pub use metric::{Direction, Metric, Value};
pub use pacing::{ON_PACE, Pace, Pacing, pacing};
pub use result::ResultKind;
pub use target::{Aims, Band, BreakEven, RESULTS_FOR_A_BAND, band_of_cost, band_of_roas};
pub use units::Sums;
pub use verdict::{LAUNCH_DAYS, Launch, LaunchState};
pub use window::{DAYS_STILL_COUNTING, counting_since};
