//! How close letters may come.
//!
//! A template asks for the tracking that suits most faces. In one with little room beside its letters they would run
//! into each other, or leave a hairline between them that reads as a crack. So the gap between neighbouring outlines is
//! measured, height by height, and tracking is loosened until the closest pair has its least gap.

use super::REFERENCE;
use super::outline::Profile;
use super::shaped::Placed;

/// The least gap between the outlines of neighbouring letters, em.
pub(crate) const LEAST_GAP: f32 = 0.026;

/// Tracking that is tighter than this is looked at, em: what is set for reading is as loose as its face is drawn.
pub(crate) const TIGHT: f32 = -0.01;

/// The smallest gap between neighbouring outlines of a line, em; none where no two letters stand at one height. Blanks
/// part letters.
pub(crate) fn closest<'a>(glyphs: &[Placed], profile: impl Fn(&Placed) -> Option<&'a Profile>) -> Option<f32> {
    let gap = |pair: &[Placed]| {
        let (left, right) = (profile(&pair[0])?, profile(&pair[1])?);
        let between = left.gap(right)?;
        Some((between + pair[1].x - pair[0].x) / REFERENCE)
    };
    glyphs.windows(2).filter_map(gap).reduce(f32::min)
}
