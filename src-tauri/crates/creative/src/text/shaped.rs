//! Shaped words: pieces that cannot be broken, and the glyphs of lines made of them.

use std::collections::BTreeMap;
use std::ops::Range;

use parley::FontData;
use parley::layout::{BreakReason, Layout, Line};
use skrifa::instance::NormalizedCoord;

use super::REFERENCE;
use super::marks::Paint;
use super::outline::{self, Profile};
use super::phrases::{Bond, bonds};
use super::spacing;
use crate::content::Slot;
use crate::error::CreativeError;

const SOFT_HYPHEN: char = '\u{ad}';

/// A font with its variations set.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cut {
    pub font: FontData,
    pub coords: Vec<NormalizedCoord>,
}

/// A glyph on its line, in [`REFERENCE`] units from the line's start, y upwards from the baseline.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed {
    /// Index into [`Shaped::cuts`].
    pub cut: usize,
    pub id: u32,
    pub x: f32,
    pub y: f32,
    pub advance: f32,
    /// First byte of its characters.
    pub byte: usize,
    pub paint: Paint,
    /// Left and right edge of its ink from its origin; none for blanks.
    pub ink: Option<outline::Extent>,
}

/// The words up to a place where a line may end.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub bytes: Range<usize>,
    /// Width with the space that follows.
    pub advance: f32,
    /// What is before the first ink when it starts a line; a quotation mark that hangs is left out too.
    pub before: f32,
    /// What is behind the last ink when it ends a line: mostly a space.
    pub behind: f32,
    /// How far ink hangs out when it starts a line (an opening quotation mark).
    pub hang: f32,
    /// A line ends here in any case.
    pub ends_line: bool,
    /// How closely it belongs to what follows.
    pub bond: Bond,
    /// A hyphen is drawn when a line ends here: its width.
    pub hyphen: f32,
}

/// Shaped words.
pub(crate) struct Shaped {
    layout: Layout<Paint>,
    pub text: String,
    pub segments: Vec<Segment>,
    pub cuts: Vec<Cut>,
    /// From the baseline to the top edge of the first line's letters, em.
    pub rise: f32,
    /// Whether the words have letters without capitals (Arabic, Chinese …): they need room between lines.
    pub tall: bool,
    pub rtl: bool,
    /// Thickness and height above the baseline of a stroke through words, em.
    pub strike: (f32, f32),
    hyphen: Option<Placed>,
}

impl Shaped {
    pub fn new(mut layout: Layout<Paint>, text: String, slot: &Slot, locale: &str) -> Result<Self, CreativeError> {
        let ranges = break_everywhere(&mut layout);
        let mut shaped = Self {
            rtl: layout.is_rtl(),
            layout,
            text,
            segments: Vec::new(),
            cuts: Vec::new(),
            rise: 0.7,
            tall: false,
            strike: (0.06, 0.3),
            hyphen: None,
        };
        let lines: Vec<Vec<Placed>> = (0..ranges.len()).map(|index| shaped.glyphs(index)).collect();
        shaped.check_glyphs(&lines, slot)?;
        shaped.measure_rise(&lines);
        let ends: Vec<usize> = ranges.iter().map(|(bytes, _)| bytes.end).collect();
        let bonds = bonds(&shaped.text, locale, &ends);
        for ((glyphs, (bytes, ends_line)), bond) in lines.iter().zip(ranges).zip(bonds) {
            let segment = shaped.segment(glyphs, bytes, ends_line);
            // A word that somebody said may be broken is still better whole.
            let bond = if segment.hyphen > 0.0 { Bond::Word } else { bond };
            shaped.segments.push(Segment { bond, ..segment });
        }
        Ok(shaped)
    }

    fn segment(&mut self, glyphs: &[Placed], bytes: Range<usize>, ends_line: bool) -> Segment {
        let advance: f32 = glyphs.iter().map(|glyph| glyph.advance).sum();
        let inked = |glyph: &&Placed| glyph.ink.is_some();
        let left = |glyph: &Placed| glyph.x + glyph.ink.map_or(0.0, |ink| ink.left);
        let right = |glyph: &Placed| glyph.x + glyph.ink.map_or(glyph.advance, |ink| ink.right);
        let first = glyphs.iter().find(inked).map_or(0.0, left);
        let body = glyphs.iter().filter(inked).find(|glyph| !self.opens_quote(glyph)).map_or(first, left);
        let to_right = advance - glyphs.iter().rfind(inked).map_or(0.0, right);
        let (before, behind) = if self.rtl { (to_right, first) } else { (body, to_right) };
        let soft = self.text[bytes.clone()].ends_with(SOFT_HYPHEN);
        let hyphen = if soft { self.hyphen_glyph().map_or(0.0, |glyph| glyph.advance) } else { 0.0 };
        Segment { advance, before, behind, hang: body - first, ends_line, bond: Bond::Free, hyphen, bytes }
    }

    fn opens_quote(&self, glyph: &Placed) -> bool {
        self.text[glyph.byte..].starts_with(['“', '„', '«', '‹', '‘', '‚', '"', '「', '『', '»']) && !self.rtl
    }

    /// The hyphen of the first cut.
    fn hyphen_glyph(&mut self) -> Option<Placed> {
        if self.hyphen.is_none() {
            let cut = self.cuts.first()?;
            let (id, advance) = outline::glyph_of(cut, '-')?;
            let ink = outline::extent(cut, id);
            self.hyphen = Some(Placed { cut: 0, id, x: 0.0, y: 0.0, advance, byte: 0, paint: Paint::default(), ink });
        }
        self.hyphen
    }

    /// The smallest gap between neighbouring letters, em; none where no two stand side by side.
    pub fn closest(&mut self) -> Option<f32> {
        let lines: Vec<Vec<Placed>> = (0..self.layout.len()).map(|index| self.glyphs(index)).collect();
        let mut profiles: BTreeMap<(usize, u32), Option<Profile>> = BTreeMap::new();
        for glyph in lines.iter().flatten().filter(|glyph| glyph.ink.is_some()) {
            let cut = self.cuts.get(glyph.cut);
            let profile = || cut.and_then(|cut| Profile::of(cut, glyph.id));
            profiles.entry((glyph.cut, glyph.id)).or_insert_with(profile);
        }
        let profile = |glyph: &Placed| profiles.get(&(glyph.cut, glyph.id))?.as_ref();
        lines.iter().filter_map(|line| spacing::closest(line, profile)).reduce(f32::min)
    }

    /// Breaks the words into lines of these segments, and gives the glyphs of each line.
    pub fn lines(&mut self, lines: &[Range<usize>]) -> Vec<Vec<Placed>> {
        let widths: Vec<f32> = lines
            .iter()
            .map(|line| self.segments[line.clone()].iter().map(|segment| segment.advance).sum::<f32>())
            .collect();
        let mut breaker = self.layout.break_lines();
        breaker.state_mut().set_layout_max_advance(f32::INFINITY);
        for width in widths {
            // A hair's breadth more than the line needs, and less than any next word.
            breaker.state_mut().set_line_max_advance(width + 0.05);
            if breaker.break_next().is_none() {
                break;
            }
        }
        breaker.break_remaining(f32::MAX);
        let count = self.layout.len().min(lines.len());
        let mut placed: Vec<Vec<Placed>> = (0..count).map(|index| self.glyphs(index)).collect();
        for (glyphs, line) in placed.iter_mut().zip(lines) {
            let ends_soft =
                line.end.checked_sub(1).and_then(|last| self.segments.get(last)).is_some_and(|last| last.hyphen > 0.0);
            if ends_soft
                && !self.rtl
                && let Some(hyphen) = self.hyphen
            {
                let end = glyphs.iter().map(|glyph| glyph.x + glyph.advance).fold(0.0, f32::max);
                let paint = glyphs.last().map_or_else(Paint::default, |last| last.paint);
                glyphs.push(Placed { x: end, paint, ..hyphen });
            }
        }
        placed
    }

    /// The glyphs of a line, left to right.
    fn glyphs(&mut self, index: usize) -> Vec<Placed> {
        let Some(line) = self.layout.get(index) else { return Vec::new() };
        glyphs_of(&line, &self.text, &mut self.cuts)
    }

    /// Glyph 0 is the box that stands for "missing": words with it are never drawn.
    fn check_glyphs(&self, lines: &[Vec<Placed>], slot: &Slot) -> Result<(), CreativeError> {
        let mut missing: Vec<char> = lines
            .iter()
            .flatten()
            .filter(|glyph| glyph.id == 0)
            .filter_map(|glyph| self.text[glyph.byte..].chars().next())
            .filter(|c| !c.is_control())
            .collect();
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            return Ok(());
        }
        let characters: Vec<String> =
            missing.iter().take(8).map(|c| format!("“{c}” (U+{:04X})", u32::from(*c))).collect();
        Err(CreativeError::GlyphMissing { slot: slot.clone(), characters: characters.join(", ") })
    }

    /// Letters with capitals rise to the capitals' height, others to the top of their ink.
    fn measure_rise(&mut self, lines: &[Vec<Placed>]) {
        let (mut capitals, mut others) = (None, 0.0_f32);
        for glyph in lines.iter().flatten() {
            let Some(c) = self.text[glyph.byte..].chars().next() else { continue };
            if c.is_uppercase() || c.is_lowercase() || c.is_ascii_digit() {
                capitals = capitals.or_else(|| self.cuts.get(glyph.cut).and_then(outline::capital_height));
            } else if c.is_alphabetic() {
                self.tall = true;
                others = others.max(glyph.ink.map_or(0.0, |ink| ink.top / REFERENCE));
            }
        }
        let rise = capitals.unwrap_or(0.0).max(others);
        if rise > 0.0 {
            self.rise = rise;
        }
        self.strike.1 = self.rise * 0.46;
    }
}

/// Breaks at every opportunity, and says which bytes each piece has and whether its end is a must.
fn break_everywhere(layout: &mut Layout<Paint>) -> Vec<(Range<usize>, bool)> {
    let mut breaker = layout.break_lines();
    breaker.state_mut().set_layout_max_advance(f32::INFINITY);
    breaker.state_mut().set_line_max_advance(0.0);
    while breaker.break_next().is_some() {}
    breaker.finish();
    layout.lines().map(|line| (line.text_range(), line.break_reason() == BreakReason::Explicit)).collect()
}

fn glyphs_of(line: &Line<'_, Paint>, text: &str, cuts: &mut Vec<Cut>) -> Vec<Placed> {
    let (mut placed, mut x) = (Vec::new(), 0.0);
    for run in line.runs() {
        let cut = Cut { font: run.font().clone(), coords: coords(&run) };
        let cut = cuts.iter().position(|known| *known == cut).unwrap_or_else(|| {
            cuts.push(cut);
            cuts.len() - 1
        });
        for cluster in run.visual_clusters() {
            let (byte, paint) = (cluster.text_range().start, cluster.style().brush);
            let blank = text[byte..].starts_with(|c: char| c.is_control() || c == '\u{2028}');
            for glyph in cluster.glyphs() {
                if !blank {
                    let ink = outline::extent(&cuts[cut], glyph.id);
                    let (x, y, advance) = (x + glyph.x, -glyph.y, glyph.advance);
                    placed.push(Placed { cut, id: glyph.id, x, y, advance, byte, paint, ink });
                }
                x += glyph.advance;
            }
        }
    }
    placed
}

/// The run's place in its font's design space, as skrifa wants it.
fn coords(run: &parley::layout::Run<'_, Paint>) -> Vec<NormalizedCoord> {
    run.normalized_coords().iter().map(|coord| NormalizedCoord::from_bits(coord.to_bits())).collect()
}
