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
