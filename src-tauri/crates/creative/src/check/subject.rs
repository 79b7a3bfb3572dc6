//! Whether words stand on what a photo shows.

use super::{Check, Code, Context, Field, pictures, row, set_words};
use crate::drawn::{Drawn, PictureBox, Rect};
use crate::picture::Picture;

/// The side of what is taken for the subject where only its middle is known, as a share of the picture's shorter side.
const AROUND_FOCUS: f32 = 0.14;
/// The air that words keep from a subject, as a share of the canvas's width: what is nearer counts as on it.
const AIR: f32 = 24.0 / 1080.0;

pub(super) fn check(drawn: &Drawn, context: &Context<'_>) -> Check {
    let row = row(Code::OffSubject, format!("Words off the subject, {}", drawn.size.words()));
    let Some(spec) = context.specs.for_size(drawn.size, Field::SubjectCovered) else { return row.no_limit() };
    let (width, height) = drawn.size.pixels();
    let canvas = Rect { x: 0.0, y: 0.0, width: width as f32, height: height as f32 };
    let subjects: Vec<Rect> = pictures::photos(drawn)
        .filter_map(|picture| subject(picture, context.content.pictures.get(&picture.slot)?))
        .map(|subject| subject.shared(&canvas))
        .filter(|subject| subject.area() > 0.0)
        .collect();
    if subjects.is_empty() {
        return row.does_not_apply("No photo says where its subject is.");
    }
    let pairs = drawn.texts.iter().flat_map(|text| subjects.iter().map(move |subject| (text, subject)));
    let worst = pairs
        .map(|(text, subject)| {
            let air = AIR * canvas.width;
            let covered: f32 = text.line_bounds.iter().map(|line| line.grown(air).shared(subject).area()).sum();
            (text, f64::from(covered / subject.area()) * 100.0)
        })
        .max_by(|one, other| one.1.total_cmp(&other.1));
    let Some((text, percent)) = worst else { return row.does_not_apply("There are no words.") };
    let pass = percent <= spec.value;
    let words = if pass {
        "No words stand on what the photo shows.".to_owned()
    } else {
        format!("“{}” stands on what the photo shows.", set_words(text))
    };
    row.measured(percent, format!("{percent:.0} % covered"))
        .limit(format!("≤ {} %", spec.value))
        .about(Some(text.slot.clone()))
        .ends(pass, spec.weight(), words)
}

/// Where the subject of a photo is seen. A cut-out stands where the template wants it, so words beside it may reach
/// into the corners of its box.
fn subject(picture: &PictureBox, source: &Picture) -> Option<Rect> {
    if source.transparent {
        return None;
    }
    if source.subject.is_some() {
        return Some(picture.subject.shared(&picture.bounds));
    }
    // Without a box the whole picture counts as subject: it says where a point of the picture is.
    let (focus, whole) = (source.focus?, &picture.subject);
    let side = AROUND_FOCUS * whole.width.min(whole.height);
    let (x, y) = (whole.x + focus.x * whole.width, whole.y + focus.y * whole.height);
    let around = Rect { x: x - side / 2.0, y: y - side / 2.0, width: side, height: side };
    Some(around.shared(&picture.bounds))
}
