//! Where lines end.
//!
//! All ways to break the words into so many lines are compared, as TeX does for paragraphs. Even lines cost least; a
//! last line of one short word, a line that ends with an article and a hyphen cost extra; a line that ends with a comma
//! or a full stop, where a person would breathe, costs less.

use std::ops::Range;

use super::shaped::{Segment, Shaped};

const ORPHAN: f32 = 0.6;
const HANGING_ARTICLE: f32 = 0.06;
const HYPHEN: f32 = 0.25;
const BREATH: f32 = -0.05;

/// Words that read on: a line should not end with them.
const READ_ON: &[&str] = &[
    "a", "an", "the", "of", "to", "in", "on", "at", "for", "and", "or", "but", "is", "are", "my", "your", "our",
    "with", "by", "no", "not", "you", "we", "it", "i", "der", "die", "das", "den", "dem", "des", "ein", "eine",
    "einen", "einem", "einer", "und", "oder", "im", "am", "zu", "zum", "zur", "von", "vom", "mit", "für", "auf", "aus",
    "bei", "ist", "du", "wir", "es", "nicht", "kein", "keine", "le", "la", "les", "un", "une", "des", "du", "de", "et",
    "à", "el", "los", "las", "y", "en", "il", "lo", "i", "gli", "di", "e", "che",
];

/// The width of a line in reference units: from its first ink to its last, what hangs left out.
pub(crate) fn width(segments: &[Segment], line: Range<usize>) -> f32 {
    let (Some(first), Some(last)) =
        (segments.get(line.start), line.end.checked_sub(1).and_then(|end| segments.get(end)))
    else {
        return 0.0;
    };
    let before: f32 = segments[line.start..line.end - 1].iter().map(|segment| segment.advance).sum();
    before + last.ink_right + last.hyphen - first.ink_left
}

/// As few lines as fit a width, filled one after the other; none when a piece is wider than that.
pub(crate) fn greedy(segments: &[Segment], limit: f32) -> Option<Vec<Range<usize>>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for index in 0..segments.len() {
        if index > start && (segments[index - 1].ends_line || width(segments, start..index + 1) > limit) {
            lines.push(start..index);
            start = index;
        }
        if width(segments, start..index + 1) > limit {
            return None;
        }
    }
    if start < segments.len() {
        lines.push(start..segments.len());
    }
    Some(lines)
}

/// The best way to break the words into exactly `count` lines within a width; none if there is none.
pub(crate) fn balanced(shaped: &Shaped, limit: f32, count: usize) -> Option<Vec<Range<usize>>> {
    let segments = &shaped.segments;
    let all = segments.len();
    let total: f32 = segments.iter().map(|segment| segment.advance).sum();
    let even = (total / count as f32).min(limit).max(1.0);
    // best[k][i]: the least cost of k lines that hold the first i segments, and where the last of them starts.
    let mut best = vec![vec![(f32::INFINITY, 0_usize); all + 1]; count + 1];
    best[0][0].0 = 0.0;
    for k in 1..=count {
        for end in 1..=all {
            for start in (0..end).rev() {
                let inside = start + 1 < end && segments[start..end - 1].iter().any(|segment| segment.ends_line);
                let width = width(segments, start..end);
                if inside || width > limit {
                    break;
                }
                let before = best[k - 1][start].0;
                if before.is_finite() {
                    let cost = before + cost(shaped, start..end, width, even, end == all, count);
                    if cost < best[k][end].0 {
                        best[k][end] = (cost, start);
                    }
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
    (end == 0).then_some(lines)
}

fn cost(shaped: &Shaped, line: Range<usize>, width: f32, even: f32, is_last: bool, count: usize) -> f32 {
    let Some(last) = shaped.segments.get(line.end - 1) else { return 0.0 };
    let off = (width - even) / even;
    let text = shaped.text[last.bytes.clone()].trim_end();
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let mut cost = off * off;
    if is_last {
        let alone = line.len() == 1 && count > 1 && width < even * 0.5;
        return cost + if alone { ORPHAN } else { 0.0 };
    }
    if last.hyphen > 0.0 {
        cost += HYPHEN;
    }
    if READ_ON.contains(&word.to_lowercase().as_str()) {
        cost += HANGING_ARTICLE;
    }
    if word.ends_with([',', '.', ';', ':', '!', '?', '–', '—', '،', '、', '。']) {
        cost += BREATH;
    }
    cost
}
