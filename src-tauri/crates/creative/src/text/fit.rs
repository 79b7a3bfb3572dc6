//! The largest size whose lines fit a box.

use std::ops::Range;

use super::shaped::Shaped;
use super::{REFERENCE, breaks};

/// What the words must fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Limits {
    /// Width of the box, px.
    pub width: f32,
    /// Height of the box, px.
    pub height: f32,
    pub min_px: f32,
    pub max_px: f32,
    pub max_lines: usize,
    /// Baseline to baseline, em.
    pub leading: f32,
}

/// How the words fit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fit {
    pub px: f32,
    /// Segments by line.
    pub lines: Vec<Range<usize>>,
    /// They do not fit, not even at the smallest size.
    pub overflows: bool,
}

/// Sizes are tried in these steps, px.
const STEP: f32 = 0.5;
/// What a box may be exceeded by, px: less than the eye sees.
const SLACK: f32 = 0.25;

/// Looks for the largest size, and there for the best lines.
pub(crate) fn fit(shaped: &Shaped, limits: &Limits) -> Fit {
    let steps = ((limits.max_px - limits.min_px).max(0.0) / STEP).floor();
    // Sizes count down from the largest, so that a template's round number is hit when it fits.
    let px_of = |step: u32| (limits.max_px - step as f32 * STEP).max(limits.min_px);
    // The cast is exact enough: sizes are a few thousand px at most.
    let (mut fits, mut fails) = (steps as u32 + 1, None);
    if lines_at(shaped, limits, px_of(0)).is_some() {
        fits = 0;
    } else if lines_at(shaped, limits, px_of(fits)).is_none() {
        return overflow(shaped, limits);
    } else {
        fails = Some(0);
    }
    while let Some(failing) = fails.filter(|failing| fits - failing > 1) {
        let middle = failing + (fits - failing) / 2;
        if lines_at(shaped, limits, px_of(middle)).is_some() { fits = middle } else { fails = Some(middle) }
    }
    let px = px_of(fits);
    let greedy = lines_at(shaped, limits, px).unwrap_or_default();
    let limit = (limits.width + SLACK) * REFERENCE / px;
    let lines = breaks::balanced(shaped, limit, greedy.len()).unwrap_or(greedy);
    Fit { px, lines, overflows: false }
}

/// The fewest lines at a size, if they fit.
fn lines_at(shaped: &Shaped, limits: &Limits, px: f32) -> Option<Vec<Range<usize>>> {
    let room = (limits.height + SLACK - shaped.rise * px) / (limits.leading * px);
    if room < 0.0 {
        return None;
    }
    // The cast cuts off the fraction, as meant.
    let most = (room as usize + 1).min(limits.max_lines);
    let lines = breaks::greedy(&shaped.segments, (limits.width + SLACK) * REFERENCE / px)?;
    (lines.len() <= most).then_some(lines)
}

/// The smallest size, lines as wide as they must be.
fn overflow(shaped: &Shaped, limits: &Limits) -> Fit {
    let px = limits.min_px;
    let widest = shaped.segments.iter().enumerate().map(|(index, _)| breaks::width(&shaped.segments, index..index + 1));
    let limit = widest.fold((limits.width + SLACK) * REFERENCE / px, f32::max);
    let lines = breaks::greedy(&shaped.segments, limit).unwrap_or_else(|| {
        // Every piece fits its own width, so this is never reached; one line is still words.
        vec![0..shaped.segments.len()]
    });
    Fit { px, lines, overflows: true }
}
