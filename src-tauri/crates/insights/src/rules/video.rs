//! Whether a video is begun and watched.

use super::{Fire, MATERIAL, Outcome, SURE};
use crate::chance;
use crate::finding::{Evidence, Severity, ratio};
use crate::metric::{Metric, Value};
use crate::window::View;

/// Three-second plays per impression below the lower quartile of the account's videos.
pub(super) fn hook_rate_below_p25(view: &View<'_>) -> Outcome {
    let Some(plays) = view.sums.video_3s else { return Outcome::NotConcerned };
    below(view, Metric::HookRate, "hook_rate", plays.get(), view.sums.video_impressions.get())
}

/// `ThruPlays` per three-second play below the lower quartile of the account's videos.
pub(super) fn hold_rate_below_p25(view: &View<'_>) -> Outcome {
    let (Some(through), Some(plays)) = (view.sums.thruplays, view.sums.video_3s) else { return Outcome::NotConcerned };
    if plays.get() < 100 {
        return Outcome::Skipped("fewer than 100 plays of 3 seconds".into());
    }
    below(view, Metric::HoldRate, "hold_rate", through.get(), plays.get())
}

fn below(view: &View<'_>, metric: Metric, what: &'static str, hits: u64, draws: u64) -> Outcome {
    let limits =
        view.cohort.and_then(|cohort| Some((cohort.percentile(metric, 0.25)?, cohort.percentile(metric, 0.5)?)));
    let Some((limit, median)) = limits else {
        return Outcome::Skipped("fewer than 5 videos with enough delivery".into());
    };
    let (hits, draws) = (hits as f64, draws as f64);
    let rate = hits / draws.max(1.0);
    if chance::that_share_is_below(limit, hits, draws) < SURE || rate > median * (1.0 - MATERIAL) {
        return Outcome::Passes;
    }
    Outcome::Fires(Fire {
        severity: Severity::Warning,
        deviation: 1.0 - rate / limit,
        evidence: vec![Evidence::against(what, Value::Ratio(ratio(rate)), "cohort_p25", Value::Ratio(ratio(limit)))],
    })
}
