//! Pictures: not enlarged, and what they show not cut off.

use super::{Check, Code, Context, Field, Specs, row};
use crate::drawn::{Drawn, PictureBox, Rect};

pub(super) fn enlarged(drawn: &Drawn, specs: &Specs) -> Check {
    let row = row(Code::Enlarged, format!("Product enlarged, {}", drawn.size.words()));
    let Some(spec) = specs.for_size(drawn.size, Field::Enlarged) else { return row.no_limit() };
    let largest = photos(drawn).max_by(|one, other| one.scale.total_cmp(&other.scale));
    let Some(picture) = largest else { return row.does_not_apply("There is no picture.") };
    let percent = f64::from(picture.scale) * 100.0;
    // The last pixel of a rounded box is not an enlargement anybody sees.
    let pass = percent <= spec.value + 0.5;
    let words = if pass {
        "Pictures have at least as many pixels as are shown.".to_owned()
    } else {
        format!("“{}” is shown larger than it is; take one of at least {percent:.0} % of its pixels.", picture.slot)
    };
    row.measured(percent, format!("{percent:.0} %"))
        .limit(format!("≤ {} %", spec.value))
        .about(Some(picture.slot.clone()))
        .ends(pass, spec.weight(), words)
}

pub(super) fn photos(drawn: &Drawn) -> impl Iterator<Item = &PictureBox> {
    drawn.pictures.iter().filter(|picture| !picture.is_logo)
}

pub(super) fn subject(drawn: &Drawn, context: &Context<'_>) -> Check {
    let row = row(Code::Subject, format!("Product not cut off, {}", drawn.size.words()));
    let Some(spec) = context.specs.for_size(drawn.size, Field::SubjectVisible) else { return row.no_limit() };
    let (width, height) = drawn.size.pixels();
    let canvas = Rect { x: 0.0, y: 0.0, width: width as f32, height: height as f32 };
    // Of a photo that nobody marked, nobody knows what it shows.
    let known = |picture: &&PictureBox| {
        context.content.pictures.get(&picture.slot).is_some_and(|source| source.subject.is_some() || source.transparent)
    };
    let worst = photos(drawn)
        .filter(known)
        .map(|picture| (picture, visible(picture, &canvas)))
        .min_by(|one, other| one.1.total_cmp(&other.1));
    let Some((picture, share)) = worst else { return row.does_not_apply("No picture says what it shows.") };
    let percent = share * 100.0;
    let pass = percent >= spec.value;
    let words = if pass {
        "All of the product is to be seen.".to_owned()
    } else {
        format!("Part of “{}” is cut off.", picture.slot)
    };
    row.measured(percent, format!("{percent:.0} % to be seen"))
        .limit(format!("≥ {} %", spec.value))
        .about(Some(picture.slot.clone()))
        .ends(pass, spec.weight(), words)
}

/// The share of a subject that is inside its picture's box and on the canvas.
fn visible(picture: &PictureBox, canvas: &Rect) -> f64 {
    let subject = &picture.subject;
    let area = subject.width * subject.height;
    if area <= 0.0 {
        return 1.0;
    }
    let shown = subject.shared(&picture.bounds).shared(canvas);
    f64::from((shown.width * shown.height / area).min(1.0))
}
