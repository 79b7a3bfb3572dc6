//! Inline marks: `*marked*`, `~struck~`, and what must not be torn apart.

use std::ops::Range;

/// Which colour letters take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ink {
    /// The slot's own.
    #[default]
    Plain,
    /// That of marked words.
    Mark,
    /// That of the last full stop.
    Stop,
}

/// How letters are drawn beside their shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paint {
    pub ink: Ink,
    pub struck: bool,
}

/// Words without their marks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Marked {
    pub plain: String,
    /// Byte ranges that are not painted plainly.
    pub spans: Vec<(Range<usize>, Paint)>,
}

const NO_BREAK_SPACE: char = '\u{a0}';

/// Units that stay with the number before them.
const UNITS: &[&str] = &[
    "€", "$", "£", "¥", "%", "‰", "°", "°C", "g", "kg", "mg", "t", "l", "L", "ml", "mL", "cl", "oz", "lb", "lbs", "mm",
    "cm", "m", "km", "in", "ft", "h", "min", "s", "Uhr", "Cent", "cents", "EUR", "USD", "CHF", "kcal", "kW", "W", "x",
    "×",
];

/// Takes the marks off.
pub(crate) fn marked(text: &str, upper: bool, stop: bool) -> Marked {
    let text = tied(text.trim());
    let mut plain = String::with_capacity(text.len());
    let mut spans = Vec::new();
    let mut rest = text.as_str();
    let mut inside: Option<(char, usize)> = None;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        match (c, inside) {
            ('*', Some(('*', start))) => {
                spans.push((start..plain.len(), Paint { ink: Ink::Mark, struck: false }));
                inside = None;
            }
            ('~', Some(('~', start))) => {
                spans.push((start..plain.len(), Paint { ink: Ink::Plain, struck: true }));
                inside = None;
            }
            ('*' | '~', None) if closes(after, c) => inside = Some((c, plain.len())),
            _ if upper => plain.extend(c.to_uppercase()),
            _ => plain.push(c),
        }
        rest = after;
    }
    if stop && plain.ends_with('.') && !plain.ends_with("..") {
        spans.retain(|(range, _)| range.end < plain.len());
        spans.push((plain.len() - 1..plain.len(), Paint { ink: Ink::Stop, struck: false }));
    }
    Marked { plain, spans }
}

/// Whether a mark that opens here closes later in its line: a `*` beside a space is only a star.
fn closes(after: &str, mark: char) -> bool {
    let Some(end) = after.find(mark) else { return false };
    let inner = &after[..end];
    let edge = |c: Option<char>| c.is_none_or(char::is_whitespace);
    !inner.contains('\n') && !edge(inner.chars().next()) && !edge(inner.chars().next_back())
}

/// The words with no-break spaces between a number and its unit, and before a dash.
fn tied(text: &str) -> String {
    let mut tied = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let binds = c == ' ' && (before_dash(after) || before_unit(&tied, after));
        tied.push(if binds { NO_BREAK_SPACE } else { c });
        rest = after;
    }
    tied
}

fn before_dash(after: &str) -> bool {
    after.starts_with(['–', '—']) && after.chars().nth(1).is_none_or(char::is_whitespace)
}

fn before_unit(before: &str, after: &str) -> bool {
    let number = before.trim_end_matches(['*', '~']).ends_with(|c: char| c.is_ascii_digit());
    let word = after.split(char::is_whitespace).next().unwrap_or_default();
    let word =
        word.split('/').next().unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '*', '~']);
    number && UNITS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        marked(text, false, false).plain
    }

    #[test]
    fn marks_are_taken_off_and_remembered() {
        let words = marked("Sind *75 Cent* pro Tasse", false, false);
        assert_eq!(words.plain, "Sind 75\u{a0}Cent pro Tasse");
        let [(range, paint)] = &words.spans[..] else { panic!("{:?}", words.spans) };
        assert_eq!((&words.plain[range.clone()], paint.ink), ("75\u{a0}Cent", Ink::Mark));
        assert!(marked("Was ~$31~", false, false).spans[0].1.struck);
    }

    #[test]
    fn a_lone_star_or_tilde_is_itself() {
        for text in ["4 * 5", "Free*", "* terms apply", "~10 cups", "2 * 3 * 4", "a*b"] {
            assert_eq!(plain(text), text);
        }
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        assert_eq!(plain("14,90 € für 250 g"), "14,90\u{a0}€ für 250\u{a0}g");
        assert_eq!(plain("59,60 €/kg, 20 Tassen"), "59,60\u{a0}€/kg, 20 Tassen");
        assert_eq!(plain("Water – no"), "Water\u{a0}– no");
    }

    #[test]
    fn the_last_full_stop_can_have_its_colour() {
        let words = marked("You need one.", false, true);
        assert_eq!(words.spans, [(12..13, Paint { ink: Ink::Stop, struck: false })]);
        assert!(marked("Wait...", false, true).spans.is_empty());
    }

    #[test]
    fn capitals_may_grow() {
        assert_eq!(marked("Größe *groß*", true, false).plain, "GRÖSSE GROSS");
    }
}
