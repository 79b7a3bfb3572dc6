//! The largest size whose lines fit a box.

use std::ops::Range;

use super::REFERENCE;
use super::breaks::{self, Widths};
use super::phrases::Bond;
use super::shaped::Shaped;

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
    /// Whether opening quotation marks hang outside the box.
    pub hangs: bool,
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

/// How much smaller letters may get for better lines, and what that costs for each part of their size.
const YIELD: f32 = 0.18;
const SMALLER: f32 = 1.5;

/// How small letters may get, as a part of their largest size, so that no phrase and no word is torn.
const WHOLE: f32 = 0.6;

/// Looks for the largest size, and there for the best lines. Where letters a little smaller break much better, they win.
pub(crate) fn fit(shaped: &Shaped, limits: &Limits) -> Fit {
    let widths = Widths::new(&shaped.segments, limits.hangs);
    let Some((loosest, largest)) = loosest(shaped, &widths, limits) else { return overflow(&widths, limits) };
    let candidates = if shaped.segments.len() > 60 { 1 } else { 7 };
    let least = (largest * (1.0 - YIELD)).max(limits.min_px);
    let tried = (0..candidates).filter_map(|index| {
        let down = (largest - least) * index as f32 / 6.0;
        let px = limits.max_px - ((limits.max_px - largest + down) / STEP).round() * STEP;
        let px = px.clamp(least.min(largest), largest);
        let greedy = lines_at(shaped, &widths, limits, px, loosest)?;
        let count = greedy.len();
        let limit = (limits.width + SLACK) * REFERENCE / px;
        let (cost, lines) = breaks::balanced(shaped, &widths, limit, count, loosest).unwrap_or((f32::MAX, greedy));
        Some((cost + SMALLER * (1.0 - px / largest), Fit { px, lines, overflows: false }))
    });
    let best = tried.reduce(|best, next| if next.0 < best.0 - 0.01 { next } else { best });
    best.map_or_else(|| overflow(&widths, limits), |(_, fit)| fit)
}

/// Which bonds are torn, and the largest size that fits so; none if not even the smallest does. Phrases stay whole where
/// that does not make the letters much smaller, else words do.
fn loosest(shaped: &Shaped, widths: &Widths<'_>, limits: &Limits) -> Option<(Bond, f32)> {
    let torn = largest(shaped, widths, limits, Bond::Word)?;
    if shaped.segments.iter().all(|segment| segment.bond == Bond::Free) {
        return Some((Bond::Free, torn));
    }
    let whole = [Bond::Free, Bond::Phrase].into_iter().find_map(|loosest| {
        let px = largest(shaped, widths, limits, loosest)?;
        (px >= torn * WHOLE).then_some((loosest, px))
    });
    whole.or(Some((Bond::Word, torn)))
}

/// The largest size that fits; none if not even the smallest does.
fn largest(shaped: &Shaped, widths: &Widths<'_>, limits: &Limits, loosest: Bond) -> Option<f32> {
    // Sizes count down from the largest, so that a template's round number is hit when it fits. The cast is exact
    // enough: sizes are a few thousand px at most.
    let steps = ((limits.max_px - limits.min_px).max(0.0) / STEP).ceil() as u32;
    let px_of = |step: u32| (limits.max_px - step as f32 * STEP).max(limits.min_px);
    let fits = |step: u32| lines_at(shaped, widths, limits, px_of(step), loosest).is_some();
    if fits(0) {
        return Some(px_of(0));
    }
    if !fits(steps) {
        return None;
    }
    let (mut failing, mut fitting) = (0, steps);
    while fitting - failing > 1 {
        let middle = failing + (fitting - failing) / 2;
        if fits(middle) { fitting = middle } else { failing = middle }
    }
    Some(px_of(fitting))
}

/// The fewest lines at a size, if they fit.
fn lines_at(
    shaped: &Shaped,
    widths: &Widths<'_>,
    limits: &Limits,
    px: f32,
    loosest: Bond,
) -> Option<Vec<Range<usize>>> {
    let room = (limits.height + SLACK - shaped.rise * px) / (limits.leading * px);
    if room < 0.0 {
        return None;
    }
    // The cast cuts off the fraction, as meant.
    let most = (room as usize + 1).min(limits.max_lines);
    let lines = breaks::greedy(widths, (limits.width + SLACK) * REFERENCE / px, loosest)?;
    (lines.len() <= most).then_some(lines)
}

/// The smallest size, lines as wide as they must be.
fn overflow(widths: &Widths<'_>, limits: &Limits) -> Fit {
    let px = limits.min_px;
    let limit = ((limits.width + SLACK) * REFERENCE / px).max(widths.widest());
    // Every piece fits into the widest, so there are always lines.
    Fit { px, lines: breaks::greedy(widths, limit, Bond::Word).unwrap_or_default(), overflows: true }
}
