//! Where lines end.
//!
//! All ways to break the words into so many lines are compared, as TeX does for paragraphs. Even lines cost least; a
//! last line of one short word, a line that ends with an article and a hyphen cost extra; a line that ends with a comma
//! or a full stop, where a person would breathe, costs less, and one that is a sentence may be short or long.

use std::ops::Range;

use super::phrases::Bond;
use super::shaped::{Segment, Shaped};

const ORPHAN: f32 = 0.6;
/// A line that ends with a word that reads on.
const READS_ON: f32 = 0.14;
/// A line that ends with a hyphen.
const HYPHEN: f32 = 0.25;
/// A line that ends inside a phrase, and inside a word, of a script without spaces.
const LEANING: f32 = 0.3;
const TORN: f32 = 0.9;
/// A sentence that ends just before the line does: its neighbour's first word hangs behind it.
const STRAY: f32 = 0.3;
/// A line that ends where a sentence does, and where one would breathe.
const SENTENCE: f32 = -0.1;
const BREATH: f32 = -0.05;
/// What unevenness costs of lines that are sentences in words of few lines: one says “Kannst du.” and waits. A letter is
/// read on.
const SPOKEN: f32 = 0.35;
const FEW: usize = 3;

/// Words that read on: a line should not end with them.
const READ_ON: &[&str] = &[
    "a", "an", "the", "of", "to", "in", "on", "at", "for", "and", "or", "but", "is", "are", "my", "your", "our",
    "with", "by", "no", "not", "you", "we", "it", "i", "der", "die", "das", "den", "dem", "des", "ein", "eine",
    "einen", "einem", "einer", "und", "oder", "im", "am", "zu", "zum", "zur", "von", "vom", "mit", "für", "auf", "aus",
    "bei", "ist", "du", "wir", "es", "nicht", "kein", "keine", "le", "la", "les", "un", "une", "des", "du", "de", "et",
    "à", "el", "los", "las", "y", "en", "il", "lo", "i", "gli", "di", "e", "che",
];

/// The widths of lines, from their first ink to their last; what hangs outside the box is left out.
pub(crate) struct Widths<'a> {
    segments: &'a [Segment],
    /// Whether opening quotation marks hang outside.
    hangs: bool,
    /// Advance of all segments before each.
    starts: Vec<f32>,
}

impl<'a> Widths<'a> {
    pub fn new(segments: &'a [Segment], hangs: bool) -> Self {
        let mut starts = vec![0.0];
        for segment in segments {
            starts.push(starts[starts.len() - 1] + segment.advance);
        }
        Self { segments, hangs, starts }
    }

    /// The width of a line of these segments, reference units.
    pub fn of(&self, line: &Range<usize>) -> f32 {
        let (Some(first), Some(last)) =
            (self.segments.get(line.start), line.end.checked_sub(1).and_then(|end| self.segments.get(end)))
        else {
            return 0.0;
        };
        let inside = if self.hangs { 0.0 } else { first.hang };
        self.starts[line.end] - self.starts[line.start] - first.before + inside - last.behind + last.hyphen
    }

    /// The widest piece that cannot be broken.
    pub fn widest(&self) -> f32 {
        (0..self.segments.len()).map(|index| self.of(&(index..index + 1))).fold(0.0, f32::max)
    }

    /// Whether a line may end before the segment of this number, when bonds up to `loosest` may be torn.
    fn may_end(&self, at: usize, loosest: Bond) -> bool {
        let last = at.checked_sub(1).and_then(|last| self.segments.get(last));
        last.is_none_or(|last| last.ends_line || last.bond <= loosest || at == self.segments.len())
    }

    /// Segments that stay together.
    fn pieces(&self, loosest: Bond) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let mut start = 0;
        for end in (1..=self.segments.len()).filter(|end| self.may_end(*end, loosest)) {
            pieces.push(start..end);
            start = end;
        }
        pieces
    }
}

/// As few lines as fit a width, filled one after the other; none when a piece is wider than that. Bonds up to `loosest`
/// may be torn.
pub(crate) fn greedy(widths: &Widths<'_>, limit: f32, loosest: Bond) -> Option<Vec<Range<usize>>> {
    let segments = widths.segments;
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for piece in widths.pieces(loosest) {
        if piece.start > start && (segments[piece.start - 1].ends_line || widths.of(&(start..piece.end)) > limit) {
            lines.push(start..piece.start);
            start = piece.start;
        }
        if widths.of(&(start..piece.end)) > limit {
            return None;
        }
    }
    if start < segments.len() {
        lines.push(start..segments.len());
    }
    Some(lines)
}

/// The best way to break the words into exactly `count` lines within a width, and what it costs; none if there is none.
pub(crate) fn balanced(
    shaped: &Shaped,
    widths: &Widths<'_>,
    limit: f32,
    count: usize,
    loosest: Bond,
) -> Option<(f32, Vec<Range<usize>>)> {
    let segments = &shaped.segments;
    let all = segments.len();
    let total: f32 = widths.starts[all];
    let even = (total / count as f32).min(limit).max(1.0);
    // best[k][i]: the least cost of k lines that hold the first i segments, and where the last of them starts.
    let mut best = vec![vec![(f32::INFINITY, 0_usize); all + 1]; count + 1];
    best[0][0].0 = 0.0;
    for end in (1..=all).filter(|end| widths.may_end(*end, loosest)) {
        for start in (0..end).rev() {
            let line = start..end;
            let width = widths.of(&line);
            // Longer lines only get wider, so nothing before this start fits either.
            if (start + 1 < end && segments[start].ends_line) || width > limit {
                break;
            }
            if !widths.may_end(start, loosest) {
                continue;
            }
            let cost = cost(shaped, &line, width, even, count);
            for k in 1..=count {
                let before = best[k - 1][start].0;
                if before + cost < best[k][end].0 {
                    best[k][end] = (before + cost, start);
                }
            }
        }
    }
    let mut lines = Vec::with_capacity(count);
    let mut end = all;
    for k in (1..=count).rev() {
        let (cost, start) = best[k][end];
        if !cost.is_finite() {
            return None;
        }
        lines.push(start..end);
        end = start;
    }
    lines.reverse();
    (end == 0).then_some((best[count][all].0, lines))
}

fn cost(shaped: &Shaped, line: &Range<usize>, width: f32, even: f32, count: usize) -> f32 {
    let segments = &shaped.segments[line.clone()];
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return 0.0 };
    let off = (width - even) / even;
    let text = shaped.text[first.bytes.start..last.bytes.end].trim_end();
    let before = shaped.text[..first.bytes.start].trim_end();
    let spoken = count <= FEW && ends_sentence(text) && (before.is_empty() || ends_sentence(before));
    let mut cost = off * off * if spoken { SPOKEN } else { 1.0 };
    let (rest, word) = text.rsplit_once(char::is_whitespace).unwrap_or_else(|| last_phrase(text, first, segments));
    if ends_sentence(rest) {
        cost += STRAY;
    }
    if line.end == shaped.segments.len() {
        let phrase = segments[..segments.len() - 1].iter().all(|segment| segment.bond != Bond::Free);
        let alone = phrase && count > 1 && width < even * 0.5;
        return cost + if alone { ORPHAN } else { 0.0 };
    }
    if last.hyphen > 0.0 {
        cost += HYPHEN;
    }
    cost += match last.bond {
        Bond::Free => 0.0,
        Bond::Phrase => LEANING,
        Bond::Word => TORN,
    };
    if READ_ON.contains(&word.to_lowercase().as_str()) {
        cost += READS_ON;
    }
    if ends_sentence(word) {
        cost += SENTENCE;
    } else if word.ends_with([',', ';', ':', '–', '—', '،', '؛', '、', '，', '；', '：']) {
        cost += BREATH;
    }
    cost
}

/// The words of a line without spaces before its last phrase, and that phrase.
fn last_phrase<'a>(text: &'a str, first: &Segment, segments: &[Segment]) -> (&'a str, &'a str) {
    let inner = &segments[..segments.len() - 1];
    let from = inner.iter().rfind(|segment| segment.bond == Bond::Free).map_or(0, |last| last.bytes.end);
    text.split_at_checked(from.saturating_sub(first.bytes.start)).unwrap_or(("", text))
}

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '“', '’', '»', '"', ')']);
    bare.ends_with(['.', '!', '?', '…', '؟', '。', '！', '？'])
}
