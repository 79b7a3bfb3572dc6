//! What helps against what.

use super::Rules;
use crate::check::{Check, Code, Field};
use crate::content::Slot;
use crate::drawn::{Drawn, TextBox};
use crate::fill;
use crate::mend::Mend;
use crate::order::Order;

/// Shares of the size of letters, tried in turn.
const SMALLER: [f32; 3] = [0.88, 0.75, 0.62];
/// How much a veil covers, tried in turn.
const VEILS: [f32; 3] = [0.35, 0.6, 0.85];

pub(super) fn can_be_mended(code: Code) -> bool {
    use Code::{Contrast, Fit, Lines, LogoClear, OffSubject, Overlap, SafeArea, TextSize};
    matches!(code, Fit | Overlap | Lines | SafeArea | OffSubject | Contrast | TextSize | LogoClear)
}

/// Whether a larger measure is a better one.
pub(super) fn more_is_better(code: Code) -> bool {
    use Code::{Lines, OffSubject, Overlap};
    !matches!(code, Overlap | Lines | OffSubject)
}

/// What to try, the gentlest first.
pub(super) fn remedies(fault: &Check, drawn: &Drawn, order: &Order, rules: &Rules<'_>) -> Vec<Mend> {
    if fault.code == Code::Fit {
        // Several may not fit, and the check names the first.
        let over = drawn.texts.iter().filter(|text| text.overflows);
        return over.flat_map(|text| remedies_of(fault.code, text, drawn, order, rules)).collect();
    }
    let named = fault.slot.as_ref();
    let text = drawn.texts.iter().find(|text| Some(&text.slot) == named).or_else(|| crowding(fault, drawn));
    text.map(|text| remedies_of(fault.code, text, drawn, order, rules)).unwrap_or_default()
}

fn remedies_of(code: Code, text: &TextBox, drawn: &Drawn, order: &Order, rules: &Rules<'_>) -> Vec<Mend> {
    let mut mends = Vec::new();
    match code {
        Code::Contrast => {
            let veil = |opacity| Mend::Scrim { slot: text.slot.clone(), opacity };
            let [faint, thicker @ ..] = VEILS.map(veil);
            mends.push(Mend::OtherInk { slot: text.slot.clone() });
            // On a flat colour a veil is a stripe that means nothing.
            let veils = stands_on_picture(text, drawn);
            mends.extend(veils.then_some(faint));
            // A calm place elsewhere is better than a veil that hides the photo.
            mends.extend(other_places(drawn, order));
            mends.extend(thicker.into_iter().filter(|_| veils));
        }
        Code::OffSubject => {
            mends.extend(other_places(drawn, order));
            mends.extend(smaller(text, drawn, rules));
            mends.extend(shorter(text, order, rules));
        }
        Code::TextSize => {
            mends.extend(shorter(text, order, rules));
            mends.extend(left_empty(text, order));
        }
        _ => {
            mends.extend(shorter(text, order, rules));
            mends.extend(smaller(text, drawn, rules));
            mends.extend(left_empty(text, order));
        }
    }
    mends
}

fn stands_on_picture(text: &TextBox, drawn: &Drawn) -> bool {
    drawn.pictures.iter().any(|picture| !picture.is_logo && picture.bounds.overlaps(&text.bounds))
}

/// The other places that the template has for its words.
fn other_places(drawn: &Drawn, order: &Order) -> Vec<Mend> {
    let places: Vec<&str> = order.template.places(drawn.size).collect();
    let now = order.place().or(places.first().copied());
    let others = places.iter().filter(|place| Some(**place) != now);
    others.map(|place| Mend::OtherPlace { place: (*place).to_owned() }).collect()
}

/// The words nearest to a logo that is a picture: it is they that can give way.
fn crowding<'a>(fault: &Check, drawn: &'a Drawn) -> Option<&'a TextBox> {
    let slot = fault.slot.as_ref().filter(|_| fault.code == Code::LogoClear)?;
    let logo = drawn.pictures.iter().find(|picture| picture.slot == *slot)?;
    let gap =
        |text: &TextBox| (text.bounds.y - logo.bounds.bottom()).abs().min((logo.bounds.y - text.bounds.bottom()).abs());
    drawn.texts.iter().filter(|text| !text.is_logo).min_by(|one, other| gap(one).total_cmp(&gap(other)))
}

/// Shorter words that a person wrote, the longest of them first.
fn shorter(text: &TextBox, order: &Order, rules: &Rules<'_>) -> Vec<Mend> {
    let Some(now) = order.text(text.slot.as_str()) else { return Vec::new() };
    fill::alternatives(&order.template, rules.brief, text.slot.as_str(), now)
        .into_iter()
        .map(|other| Mend::Words { slot: text.slot.clone(), text: other })
        .collect()
}

/// Smaller letters, as long as they can be read on a phone.
fn smaller(text: &TextBox, drawn: &Drawn, rules: &Rules<'_>) -> Vec<Mend> {
    let width = drawn.size.pixels().0 as f32;
    let Some(spec) = rules.specs.for_size(drawn.size, Field::TextSize) else { return Vec::new() };
    let least = spec.value as f32 * width / 1080.0;
    let sizes = SMALLER.map(|share| text.px * share).into_iter().filter(|px| *px >= least);
    sizes.map(|max_px| Mend::Shrink { slot: text.slot.clone(), max_px }).collect()
}

/// Nothing, where nothing need be.
fn left_empty(text: &TextBox, order: &Order) -> Option<Mend> {
    let optional = order.template.slots.get(&text.slot).is_some_and(|rule| !rule.required);
    let prices = ["disclaimer", "terms", "unit-price"];
    let droppable = optional && !prices.contains(&text.slot.as_str()) && !text.is_logo;
    droppable.then(|| Mend::Words { slot: Slot::clone(&text.slot), text: String::new() })
}
