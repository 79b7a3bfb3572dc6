//! Hyphens in words that are wider than their box, between syllables as a dictionary knows them.
//!
//! A word that fits is never broken, however much larger the letters could be: only what would have to run out of its
//! box is. In languages without a dictionary it does, and is told as a fault.

use hypher::Lang;

use super::marks::Marked;
use super::shaped::Shaped;

const SOFT_HYPHEN: char = '\u{ad}';
/// The fewest letters on either side of a hyphen.
const LEAST: usize = 4;

/// The words with soft hyphens in those that are wider than `limit`, in reference units; none if all fit or nothing
/// can be broken.
pub(crate) fn hyphenated(words: &Marked, shaped: &Shaped, limit: f32, locale: &str) -> Option<Marked> {
    let code: [u8; 2] = locale.as_bytes().get(..2)?.try_into().ok()?;
    let language = Lang::from_iso(code)?;
    let wide = shaped.segments.iter().filter(|segment| segment.advance - segment.before - segment.behind > limit);
    let places: Vec<usize> = wide
        .flat_map(|segment| {
            let text = words.plain.get(segment.bytes.clone()).unwrap_or_default();
            places(text, language).into_iter().map(|at| segment.bytes.start + at)
        })
        .collect();
    (!places.is_empty()).then(|| with_hyphens(words, &places))
}

/// Where a text may be broken, byte offsets. What a person broke by hand is left alone.
fn places(text: &str, language: Lang) -> Vec<usize> {
    let mut found = Vec::new();
    if text.contains(SOFT_HYPHEN) {
        return found;
    }
    let mut start = 0;
    for word in text.split_inclusive(|letter: char| !letter.is_alphabetic()) {
        let letters = word.trim_end_matches(|letter: char| !letter.is_alphabetic());
        let mut at = 0;
        for syllable in hypher::hyphenate(letters, language) {
            at += syllable.len();
            let (before, behind) = letters.split_at(at);
            if before.chars().count() >= LEAST && behind.chars().count() >= LEAST {
                found.push(start + at);
            }
        }
        start += word.len();
    }
    found
}

/// The words with a soft hyphen at each place, and the painted ranges moved along.
fn with_hyphens(words: &Marked, places: &[usize]) -> Marked {
    let mut plain = String::with_capacity(words.plain.len() + places.len() * SOFT_HYPHEN.len_utf8());
    let mut from = 0;
    for place in places {
        plain.push_str(&words.plain[from..*place]);
        plain.push(SOFT_HYPHEN);
        from = *place;
    }
    plain.push_str(&words.plain[from..]);
    let moved = |at: usize| at + places.iter().filter(|place| **place < at).count() * SOFT_HYPHEN.len_utf8();
    let spans = words.spans.iter().map(|(range, paint)| (moved(range.start)..moved(range.end), *paint)).collect();
    Marked { plain, spans }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::marks::marked;

    #[test]
    fn words_are_broken_between_syllables_with_enough_on_either_side() {
        let broken = |text: &str, language| {
            with_hyphens(&marked(text, false, false), &places(text, language)).plain.replace(SOFT_HYPHEN, "|")
        };
        assert_eq!(broken("Kaffeevollautomaten.", Lang::German), "Kaffee|voll|au|to|maten.");
        assert_eq!(broken("neu, frisch", Lang::German), "neu, frisch");
        assert_eq!(broken("Von\u{ad}Hand\u{ad}gemachtes", Lang::German), "Von|Hand|gemachtes");
    }

    #[test]
    fn painted_ranges_move_with_their_letters() {
        let words = marked("Ein *Kaffeevollautomat* hier", false, false);
        let moved = with_hyphens(&words, &places(&words.plain, Lang::German));
        assert_eq!(moved.plain[moved.spans[0].0.clone()].replace(SOFT_HYPHEN, ""), "Kaffeevollautomat");
    }
}
