//! Lines in their place: outlines, ink and baselines.

use super::REFERENCE;
use super::fit::Fit;
use super::marks::Ink;
use super::outline;
use super::shaped::{Placed, Shaped};
use crate::drawn::Rect;
use crate::error::CreativeError;

/// Where lines stand, as left, middle or right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Middle,
    Right,
}

/// Words in their place.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// SVG path data for each colour that is used.
    pub paths: Vec<(Ink, String)>,
    /// All ink.
    pub bounds: Rect,
    /// The box as the eye sees it: from the top of the first line's capitals to the last baseline.
    pub optical: Rect,
    /// The ink of each line.
    pub line_bounds: Vec<Rect>,
    /// The box of each line as the eye sees it: capitals to baseline.
    pub line_optical: Vec<Rect>,
    pub lines: Vec<String>,
    pub baseline: f32,
    /// The font files of its letters, by the ids of their bytes.
    pub fonts: Vec<u64>,
}

/// The height that the lines take, capitals to last baseline.
pub(crate) fn height(shaped: &Shaped, fit: &Fit, leading: f32) -> f32 {
    fit.px * (shaped.rise + fit.lines.len().saturating_sub(1) as f32 * leading)
}

/// Sets the lines with the top of their capitals at `top`, in a box from `left` of this width.
///
/// # Errors
/// [`CreativeError::BadFont`] when an outline is broken.
pub(crate) fn set(
    shaped: &mut Shaped,
    fit: &Fit,
    leading: f32,
    side: Side,
    hang: bool,
    (left, top, width): (f32, f32, f32),
) -> Result<Block, CreativeError> {
    let scale = fit.px / REFERENCE;
    let placed = shaped.lines(&fit.lines);
    let mut block = Block {
        paths: Vec::new(),
        bounds: Rect { x: left, y: top, width: 0.0, height: 0.0 },
        optical: Rect { x: left, y: top, width: 0.0, height: height(shaped, fit, leading) },
        line_bounds: Vec::new(),
        line_optical: Vec::new(),
        lines: Vec::new(),
        baseline: top + shaped.rise * fit.px,
        fonts: shaped.cuts.iter().map(|cut| cut.font.data.id()).collect(),
    };
    for (index, (glyphs, segments)) in placed.iter().zip(&fit.lines).enumerate() {
        let baseline = top + fit.px * (shaped.rise + index as f32 * leading);
        let hangs = shaped.segments.get(segments.start).map_or(0.0, |segment| segment.hang);
        let hangs = if hang && !shaped.rtl { hangs } else { 0.0 };
        let (ink_left, ink_right) = ink(glyphs);
        let x = scale.mul_add(
            -match side {
                Side::Left => ink_left + hangs,
                Side::Middle => (ink_left + hangs + ink_right) / 2.0,
                Side::Right => ink_right,
            },
            match side {
                Side::Left => left,
                Side::Middle => left + width / 2.0,
                Side::Right => left + width,
            },
        );
        let bounds = write_line(shaped, glyphs, fit.px, (x, baseline), &mut block.paths)?;
        let optical =
            Rect { x: bounds.x, y: baseline - shaped.rise * fit.px, width: bounds.width, height: shaped.rise * fit.px };
        block.bounds = if index == 0 { bounds } else { block.bounds.union(&bounds) };
        block.optical =
            if index == 0 { Rect { height: block.optical.height, ..optical } } else { block.optical.union(&optical) };
        block.line_bounds.push(bounds);
        block.line_optical.push(optical);
        block.lines.push(line_text(shaped, segments));
        block.baseline = baseline;
    }
    Ok(block)
}

fn line_text(shaped: &Shaped, segments: &std::ops::Range<usize>) -> String {
    let bytes = shaped.segments[segments.clone()].iter().map(|segment| segment.bytes.clone());
    let text: String = bytes.map(|bytes| &shaped.text[bytes]).collect();
    match text.trim_end().strip_suffix('\u{ad}') {
        Some(broken) => format!("{}-", broken.replace('\u{ad}', "")),
        None => text.trim_end().replace('\u{ad}', ""),
    }
}

/// Left and right edge of the ink, reference units.
fn ink(glyphs: &[Placed]) -> (f32, f32) {
    let edges = glyphs.iter().filter_map(|glyph| glyph.ink.map(|ink| (glyph.x + ink.left, glyph.x + ink.right)));
    edges.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((0.0, 0.0))
}

/// Writes the outlines of a line; gives its ink on the canvas.
fn write_line(
    shaped: &Shaped,
    glyphs: &[Placed],
    px: f32,
    (x, baseline): (f32, f32),
    paths: &mut Vec<(Ink, String)>,
) -> Result<Rect, CreativeError> {
    let scale = px / REFERENCE;
    let mut bounds: Option<Rect> = None;
    for glyph in glyphs {
        let Some((cut, ink)) = shaped.cuts.get(glyph.cut).zip(glyph.ink) else { continue };
        let origin = (x + glyph.x * scale, baseline - glyph.y * scale);
        let path = path_of(paths, glyph.paint.ink);
        outline::write_path(cut, glyph.id, px, origin, path).ok_or_else(|| CreativeError::BadFont {
            name: "a font".to_owned(),
            why: format!("its glyph {} has no usable outline", glyph.id),
        })?;
        let own = Rect {
            x: origin.0 + ink.left * scale,
            y: origin.1 - ink.top * scale,
            width: (ink.right - ink.left) * scale,
            height: (ink.top - ink.bottom) * scale,
        };
        bounds = Some(bounds.map_or(own, |bounds| bounds.union(&own)));
    }
    strike(shaped, glyphs, px, (x, baseline), paths);
    Ok(bounds.unwrap_or(Rect { x, y: baseline, width: 0.0, height: 0.0 }))
}

/// Draws a bar through struck words.
fn strike(shaped: &Shaped, glyphs: &[Placed], px: f32, (x, baseline): (f32, f32), paths: &mut Vec<(Ink, String)>) {
    let scale = px / REFERENCE;
    let (thickness, above) = (shaped.strike.0 * px, shaped.strike.1 * px);
    for run in glyphs.chunk_by(|a, b| a.paint == b.paint) {
        let Some(first) = run.first().filter(|first| first.paint.struck) else { continue };
        let (left, right) = ink(run);
        let (left, right) = (x + left * scale - thickness, x + right * scale + thickness);
        let (top, bottom) = (baseline - above - thickness / 2.0, baseline - above + thickness / 2.0);
        // A bar that runs the same way round as the letters, so that it adds to them instead of cutting them.
        let bar = format!("M{left:.2} {bottom:.2}L{left:.2} {top:.2}L{right:.2} {top:.2}L{right:.2} {bottom:.2}Z");
        path_of(paths, first.paint.ink).push_str(&bar);
    }
}

fn path_of(paths: &mut Vec<(Ink, String)>, ink: Ink) -> &mut String {
    let index = paths.iter().position(|(known, _)| *known == ink).unwrap_or_else(|| {
        paths.push((ink, String::new()));
        paths.len() - 1
    });
    &mut paths[index].1
}
