//! Places that the words of a composition may have: groups of which one is drawn.
//!
//! Words that stand on a photo are in the way where its subject is. So a composition says where else they may stand, and
//! repair chooses.

use std::collections::BTreeSet;

use super::fault::Faults;
use super::layout::{Element, Layout};

/// The names of the places, in the order of the file.
pub(super) fn names(elements: &[Element]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for element in elements {
        for name in element.place.iter().cloned().chain(self::names(&element.children)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The elements without those of other places.
pub(super) fn only(elements: &[Element], place: &str) -> Vec<Element> {
    let stays = elements.iter().filter(|element| element.place.as_deref().is_none_or(|own| own == place));
    stays.map(|element| Element { children: only(&element.children, place), ..element.clone() }).collect()
}

/// Checks that places are alternatives: at least two, none inside another, each with the same slots.
pub(super) fn check(layout: &Layout, faults: &mut Faults) {
    let Some((first, preferred)) = layout.places.first() else { return };
    let line = line_of(&layout.elements, first);
    if layout.places.len() == 1 {
        let mend = "add another <g data-place=\"…\"> with the same slots, or take it away";
        faults.add(line, format!("`{first}` is the only place of these words"), mend);
    }
    layout.walk(&mut |element, around| {
        if element.place.is_some() && around.iter().any(|group| group.place.is_some()) {
            faults.add(Some(element.line), "a place is inside another place", "put the groups side by side");
        }
    });
    let wanted = slots(preferred);
    for (name, other) in layout.places.iter().skip(1) {
        let has = slots(other);
        for slot in wanted.symmetric_difference(&has) {
            let (with, without) = if wanted.contains(slot) { (first, name) } else { (name, first) };
            faults.add(
                line_of(&layout.elements, without),
                format!("the place `{without}` does not draw `{slot}`, which `{with}` does"),
                "draw the same slots in every place",
            );
        }
    }
}

fn slots(layout: &Layout) -> BTreeSet<String> {
    let mut slots = BTreeSet::new();
    layout.walk(&mut |element, _| slots.extend(element.slot.as_ref().map(|slot| slot.name.clone())));
    slots
}

/// The line of the first group of a place.
fn line_of(elements: &[Element], place: &str) -> Option<u32> {
    let own = |element: &Element| (element.place.as_deref() == Some(place)).then_some(element.line);
    elements.iter().find_map(|element| own(element).or_else(|| line_of(&element.children, place)))
}
