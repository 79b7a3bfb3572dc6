//! Glyphs' outlines, with skrifa.

use std::fmt::Write as _;

use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::{GlyphMetrics, Metrics};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::REFERENCE;
use super::shaped::Cut;

/// The ink of a glyph from its origin, in [`REFERENCE`] units, y upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Extent {
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
}

fn font(cut: &Cut) -> Option<FontRef<'_>> {
    FontRef::from_index(cut.font.data.data(), cut.font.index).ok()
}

/// Draws a glyph; none when the font is broken there.
fn draw(cut: &Cut, id: u32, px: f32, pen: &mut impl OutlinePen) -> Option<()> {
    let glyph = font(cut)?.outline_glyphs().get(GlyphId::new(id))?;
    let settings = DrawSettings::unhinted(Size::new(px), LocationRef::new(&cut.coords));
    glyph.draw(settings, pen).ok().map(|_| ())
}

/// The ink of a glyph; none for blanks.
pub(crate) fn extent(cut: &Cut, id: u32) -> Option<Extent> {
    let mut bounds = Bounds { extent: None };
    draw(cut, id, REFERENCE, &mut bounds)?;
    bounds.extent
}

/// The glyph of a character and its advance in [`REFERENCE`] units.
pub(crate) fn glyph_of(cut: &Cut, c: char) -> Option<(u32, f32)> {
    let font = font(cut)?;
    let id = font.charmap().map(c)?;
    let metrics = GlyphMetrics::new(&font, Size::new(REFERENCE), LocationRef::new(&cut.coords));
    Some((id.to_u32(), metrics.advance_width(id)?))
}

/// The height of capitals, em.
pub(crate) fn capital_height(cut: &Cut) -> Option<f32> {
    let measured = glyph_of(cut, 'H').and_then(|(id, _)| extent(cut, id)).map(|ink| ink.top / REFERENCE);
    let metrics = Metrics::new(&font(cut)?, Size::new(1.0), LocationRef::new(&cut.coords));
    measured.or(metrics.cap_height)
}

/// Writes a glyph's outline as SVG path data, with its origin at a place of the canvas.
///
/// Gives back none when the font is broken there.
pub(crate) fn write_path(cut: &Cut, id: u32, px: f32, origin: (f32, f32), path: &mut String) -> Option<()> {
    draw(cut, id, px, &mut SvgPen { path, origin })
}

/// Heights that a profile tells apart: from below the deepest descender to above the highest accent.
const BANDS: usize = 75;
/// The height of a band, in [`REFERENCE`] units, and the lowest one's foot.
const BAND: f32 = REFERENCE / 50.0;
const FOOT: f32 = -0.35 * REFERENCE;

/// How far a glyph's ink reaches left and right at each height, from its origin, in [`REFERENCE`] units.
#[derive(Clone, Debug)]
pub(crate) struct Profile([Option<(f32, f32)>; BANDS]);

impl Profile {
    /// The profile of a glyph; none for blanks.
    pub fn of(cut: &Cut, id: u32) -> Option<Self> {
        let mut pen = ProfilePen { bands: [None; BANDS], start: (0.0, 0.0), at: (0.0, 0.0) };
        draw(cut, id, REFERENCE, &mut pen)?;
        pen.bands.iter().any(Option::is_some).then_some(Self(pen.bands))
    }

    /// The gap to a glyph with the same origin, negative where it would stand over this one; none where the two share
    /// no height. Neighbouring heights count too, as corners come close across them.
    pub fn gap(&self, right: &Self) -> Option<f32> {
        let near = |at: usize| right.0[at.saturating_sub(1)..(at + 2).min(BANDS)].iter().flatten().map(|ink| ink.0);
        let gap = |(at, ink): (usize, &Option<(f32, f32)>)| Some(near(at).reduce(f32::min)? - ink.as_ref()?.1);
        self.0.iter().enumerate().filter_map(gap).reduce(f32::min)
    }
}

/// Draws lines into the bands they cross.
struct ProfilePen {
    bands: [Option<(f32, f32)>; BANDS],
    start: (f32, f32),
    at: (f32, f32),
}

/// Straight pieces that stand for a curve.
const PIECES: u8 = 8;

impl ProfilePen {
    fn line(&mut self, to: (f32, f32)) {
        let (from, rise) = (self.at, to.1 - self.at.1);
        let band = |y: f32| ((y - FOOT) / BAND).clamp(0.0, BANDS as f32 - 1.0) as usize;
        let (low, high) = (band(from.1.min(to.1)), band(from.1.max(to.1)));
        for at in low..=high {
            let edges = [FOOT + at as f32 * BAND, FOOT + (at + 1) as f32 * BAND];
            for edge in edges {
                let share = if rise.abs() < f32::EPSILON { 0.0 } else { ((edge - from.1) / rise).clamp(0.0, 1.0) };
                let x = from.0 + (to.0 - from.0) * share;
                self.add(at, x);
            }
        }
        self.add(band(to.1), to.0);
        self.at = to;
    }

    fn add(&mut self, band: usize, x: f32) {
        let (left, right) = self.bands[band].unwrap_or((x, x));
        self.bands[band] = Some((left.min(x), right.max(x)));
    }

    fn curve(&mut self, point: impl Fn(f32) -> (f32, f32)) {
        (1..=PIECES).for_each(|piece| self.line(point(f32::from(piece) / f32::from(PIECES))));
    }
}

impl OutlinePen for ProfilePen {
    fn move_to(&mut self, x: f32, y: f32) {
        (self.start, self.at) = ((x, y), (x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.line((x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let from = self.at;
        let mix = |a: f32, b: f32, c: f32, t: f32| a * (1.0 - t) * (1.0 - t) + 2.0 * b * t * (1.0 - t) + c * t * t;
        self.curve(|t| (mix(from.0, cx, x, t), mix(from.1, cy, y, t)));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let from = self.at;
        let mix = |a: f32, b: f32, c: f32, d: f32, t: f32| {
            let s = 1.0 - t;
            a * s * s * s + 3.0 * b * s * s * t + 3.0 * c * s * t * t + d * t * t * t
        };
        self.curve(|t| (mix(from.0, cx0, cx1, x, t), mix(from.1, cy0, cy1, y, t)));
    }

    fn close(&mut self) {
        self.line(self.start);
    }
}

/// Collects the extremes of points. Fonts have points at the extremes of their curves, so control points never reach
/// further than the ink.
struct Bounds {
    extent: Option<Extent>,
}

impl Bounds {
    fn add(&mut self, x: f32, y: f32) {
        let old = self.extent.unwrap_or(Extent { left: x, right: x, top: y, bottom: y });
        self.extent = Some(Extent {
            left: old.left.min(x),
            right: old.right.max(x),
            top: old.top.max(y),
            bottom: old.bottom.min(y),
        });
    }
}

impl OutlinePen for Bounds {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.add(cx, cy);
        self.add(x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.add(cx0, cy0);
        self.add(cx1, cy1);
        self.add(x, y);
    }

    fn close(&mut self) {}
}

/// Writes path data, y turned downwards.
struct SvgPen<'a> {
    path: &'a mut String,
    origin: (f32, f32),
}

impl SvgPen<'_> {
    fn point(&mut self, command: &str, x: f32, y: f32) {
        let (x, y) = (self.origin.0 + x, self.origin.1 - y);
        // Writing into a string cannot fail.
        write!(self.path, "{command}{x:.2} {y:.2}").unwrap_or_default();
    }
}

impl OutlinePen for SvgPen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.point("M", x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.point("L", x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.point("Q", cx, cy);
        self.point(" ", x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.point("C", cx0, cy0);
        self.point(" ", cx1, cy1);
        self.point(" ", x, y);
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}
