//! The logo: space around it, and its size.

use super::{Check, Code, Field, Specs, row};
use crate::content::Slot;
use crate::drawn::{Drawn, Rect};

/// The logo as it stands: its slot, its place, and the clear space its template asks for.
fn logos(drawn: &Drawn) -> impl Iterator<Item = (&Slot, &Rect, Option<f32>)> {
    let pictures = drawn.pictures.iter().filter(|picture| picture.is_logo);
    let texts = drawn.texts.iter().filter(|text| text.is_logo && !text.lines.is_empty());
    pictures
        .map(|logo| (&logo.slot, &logo.bounds, Some(logo.clear)))
        .chain(texts.map(|logo| (&logo.slot, &logo.bounds, None)))
}

pub(super) fn clear(drawn: &Drawn, specs: &Specs) -> Check {
    let row = row(Code::LogoClear, format!("Space around logo, {}", drawn.size.words()));
    let Some(spec) = specs.for_size(drawn.size, Field::LogoClear) else { return row.no_limit() };
    let (width, _) = drawn.size.pixels();
    let mut tightest: Option<(f64, f64, &Slot, String)> = None;
    for (slot, bounds, asked) in logos(drawn) {
        let least = asked.map_or_else(|| spec.pixels(width, width), f64::from);
        for (gap, what) in neighbours(drawn, slot, bounds) {
            if tightest.as_ref().is_none_or(|(had, limit, ..)| gap - least < had - limit) {
                tightest = Some((gap, least, slot, what));
            }
        }
    }
    let Some((gap, least, slot, what)) = tightest else { return row.does_not_apply("There is no logo.") };
    let pass = gap >= least - 0.5;
    let words =
        if pass { "Nothing crowds the logo.".to_owned() } else { format!("{what} stands {gap:.0} px from it.") };
    row.measured(gap, format!("{gap:.0} px")).limit(format!("≥ {least:.0} px")).about(Some(slot.clone())).ends(
        pass,
        spec.weight(),
        words,
    )
}

/// What stands around a logo, and how far away: words line by line, what pictures show, the edge.
fn neighbours<'a>(drawn: &'a Drawn, logo: &'a Slot, bounds: &'a Rect) -> impl Iterator<Item = (f64, String)> + 'a {
    let (width, height) = drawn.size.pixels();
    let edge = [bounds.x, bounds.y, width as f32 - bounds.right(), height as f32 - bounds.bottom()];
    let nearest = edge.into_iter().fold(f32::INFINITY, f32::min);
    let words = drawn.texts.iter().filter(move |text| text.slot != *logo).flat_map(move |text| {
        text.line_bounds.iter().map(move |line| (apart(bounds, line), format!("“{}”", text.slot)))
    });
    // A picture that the logo stands on is its ground.
    let pictures = drawn
        .pictures
        .iter()
        .filter(move |picture| {
            picture.slot != *logo && !picture.bounds.contains(bounds, 0.0) && !picture.subject.contains(bounds, 0.0)
        })
        .map(move |picture| (apart(bounds, &picture.subject), format!("“{}”", picture.slot)));
    words.chain(pictures).chain([(f64::from(nearest.max(0.0)), "The edge".to_owned())])
}

/// The gap between two boxes, none where they overlap.
fn apart(one: &Rect, other: &Rect) -> f64 {
    let wide = (other.x - one.right()).max(one.x - other.right()).max(0.0);
    let high = (other.y - one.bottom()).max(one.y - other.bottom()).max(0.0);
    f64::from(wide.hypot(high))
}

pub(super) fn size(drawn: &Drawn, specs: &Specs) -> Check {
    let row = row(Code::LogoSize, format!("Logo size, {}", drawn.size.words()));
    let Some(spec) = specs.for_size(drawn.size, Field::LogoWidth) else { return row.no_limit() };
    let (width, _) = drawn.size.pixels();
    let smallest = logos(drawn).min_by(|one, other| one.1.width.total_cmp(&other.1.width));
    let Some((slot, bounds, _)) = smallest else { return row.does_not_apply("There is no logo.") };
    let (has, least) = (f64::from(bounds.width), spec.pixels(width, width));
    let pass = has >= least - 0.5;
    let words = if pass { "The logo can be read on a phone." } else { "The logo is too small for a phone." };
    row.measured(has, format!("{has:.0} px wide")).limit(format!("≥ {least:.0} px")).about(Some(slot.clone())).ends(
        pass,
        spec.weight(),
        words,
    )
}
