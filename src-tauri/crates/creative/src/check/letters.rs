//! How words are set: fit, overlap, size, lines.

use super::{Check, Code, Field, Specs, Weight, row, set_words};
use crate::drawn::{Drawn, Rect, TextBox};

pub(super) fn fit(drawn: &Drawn) -> Check {
    let row = row(Code::Fit, format!("Words fit, {}", drawn.size.words())).limit("all");
    let over: Vec<&TextBox> = drawn.texts.iter().filter(|text| text.overflows).collect();
    let (all, fits) = (drawn.texts.len(), drawn.texts.len() - over.len());
    let words = match over.first() {
        None => "All words fit their boxes.".to_owned(),
        Some(text) => format!("“{}” does not fit, not even at its smallest size.", set_words(text)),
    };
    row.measured(fits as f64, format!("{fits} of {all}")).about(over.first().map(|text| text.slot.clone())).ends(
        over.is_empty(),
        Weight::Blocks,
        words,
    )
}

/// Boxes of ink may touch by so much: a descender into a wide gap, an accent.
const TOUCH: f32 = 2.0;

pub(super) fn overlap(drawn: &Drawn) -> Check {
    let row = row(Code::Overlap, format!("Nothing overlaps, {}", drawn.size.words())).limit("none");
    let (width, height) = drawn.size.pixels();
    let canvas = Rect { x: 0.0, y: 0.0, width: width as f32, height: height as f32 };
    let mut found = Vec::new();
    for (at, text) in drawn.texts.iter().enumerate() {
        if !text.lines.is_empty() && !canvas.contains(&text.bounds, 1.0) {
            found.push((text, "the edge of the picture".to_owned()));
        }
        for other in &drawn.texts[at + 1..] {
            if meet(text, other) {
                found.push((text, format!("“{}”", set_words(other))));
            }
        }
    }
    let words = match found.first() {
        None => "Words stand clear of each other.".to_owned(),
        Some((text, other)) => format!("“{}” runs into {other}.", set_words(text)),
    };
    row.measured(found.len() as f64, found.len().to_string())
        .about(found.first().map(|(text, _)| text.slot.clone()))
        .ends(found.is_empty(), Weight::Blocks, words)
}

fn meet(one: &TextBox, other: &TextBox) -> bool {
    let shared = |a: &Rect, b: &Rect| {
        let wide = a.right().min(b.right()) - a.x.max(b.x);
        let high = a.bottom().min(b.bottom()) - a.y.max(b.y);
        wide > TOUCH && high > TOUCH
    };
    one.line_bounds.iter().any(|line| other.line_bounds.iter().any(|next| shared(line, next)))
}

/// Slots that hold small type.
const LEGAL: [&str; 5] = ["terms", "disclaimer", "source", "deadline", "comparison"];

pub(super) fn size(drawn: &Drawn, specs: &Specs) -> Check {
    let row = row(Code::TextSize, format!("Smallest text, {}", drawn.size.words()));
    let (Some(reading), Some(legal)) =
        (specs.for_size(drawn.size, Field::TextSize), specs.for_size(drawn.size, Field::LegalTextSize))
    else {
        return row.no_limit();
    };
    let (width, _) = drawn.size.pixels();
    let least = |text: &TextBox| {
        let is_legal =
            LEGAL.iter().any(|name| text.slot.as_str() == *name || text.slot.as_str().starts_with(&format!("{name}-")));
        if is_legal { legal.pixels(width, width) } else { reading.pixels(width, width) }
    };
    // The one that is smallest for what it must be. A logo set as words is a logo.
    let tightest = drawn
        .texts
        .iter()
        .filter(|text| !text.is_logo && !text.lines.is_empty())
        .min_by(|one, other| (f64::from(one.px) / least(one)).total_cmp(&(f64::from(other.px) / least(other))));
    let Some(text) = tightest else { return row.does_not_apply("There are no words.") };
    let (px, least) = (f64::from(text.px), least(text));
    let pass = px >= least - 0.5;
    let words = if pass {
        "All words can be read on a phone.".to_owned()
    } else {
        format!("“{}” is too small for a phone.", set_words(text))
    };
    row.measured(px, format!("{px:.0} px")).limit(format!("≥ {least:.0} px")).about(Some(text.slot.clone())).ends(
        pass,
        reading.weight(),
        words,
    )
}

pub(super) fn lines(drawn: &Drawn) -> Check {
    let row = row(Code::Lines, format!("Lines, {}", drawn.size.words()));
    let worst = drawn.texts.iter().max_by_key(|text| text.lines.len() as i64 - i64::from(text.max_lines));
    let Some(text) = worst else { return row.does_not_apply("There are no words.") };
    let pass = text.lines.len() <= text.max_lines as usize;
    let words = if pass {
        "No text has more lines than its place takes.".to_owned()
    } else {
        format!("“{}” takes {} lines.", set_words(text), text.lines.len())
    };
    row.measured(text.lines.len() as f64, text.lines.len().to_string())
        .limit(format!("≤ {}", text.max_lines))
        .about(Some(text.slot.clone()))
        .ends(pass, Weight::Blocks, words)
}
