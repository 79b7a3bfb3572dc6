//! Whether it is shown at all, and whether it says what its page says.

use units::Count;

use super::{Fire, Outcome};
use crate::finding::{Evidence, Severity};
use crate::metric::Value;
use crate::window::View;

/// Congruence of ad and landing page: nothing in the file measures it yet, and a guess would be worse than nothing.
pub(super) fn congruence(_view: &View<'_>) -> Outcome {
    Outcome::Skipped("what the ad and its landing page say was not analysed".into())
}

/// Switched on, shown before, and hardly shown in the last three days. A day without a row is a day without delivery,
/// which counts here; a day that was never read does not.
pub(super) fn impression_starvation(view: &View<'_>) -> Outcome {
    if !view.ad.is_active {
        return Outcome::NotConcerned;
    }
    let last = view.last(3);
    if !view.was_read(last) {
        return Outcome::Skipped("a day of the last three was not read".into());
    }
    let impressions: Vec<u64> =
        last.days().map(|day| view.over(units::DayRange::ending(day, 1)).impressions.get()).collect();
    if impressions.iter().any(|count| *count >= 10) {
        return Outcome::Passes;
    }
    let sum: u64 = impressions.iter().sum();
    Outcome::Fires(Fire {
        severity: if sum == 0 { Severity::Warning } else { Severity::Info },
        deviation: 0.7,
        evidence: vec![Evidence::of("impressions_3d", Value::Count(Count::new(sum).unwrap_or(Count::MAX)))],
    })
}
