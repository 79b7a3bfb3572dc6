//! Where lines that point at a picture end: just inside its outline, whatever its shape.
//!
//! A line that stops at a fixed place would end in the air beside a slim product, and run over the label of a wide one.

use std::collections::BTreeMap;

use super::flow::Shifts;
use super::items::shown;
use super::pictures::PlacedPicture;
use crate::error::CreativeError;
use crate::order::Order;
use crate::picture::cache::Pictures;
use crate::picture::outline;
use crate::template::Reach;
use crate::template::layout::{Element, Layout};

/// The x of the ends of lines and of dots, by the number of their element.
pub(super) type Ends = BTreeMap<usize, f32>;

/// A line or a dot, and what it points at.
struct Pointer<'a> {
    element: usize,
    slot: &'a str,
    reach: Reach,
    /// Its height on the canvas, px.
    y: f32,
}

/// The attribute that says where a line ends, or where a dot is.
pub(super) fn end_of(element: &Element) -> &'static str {
    if element.name == "circle" { "cx" } else { "x2" }
}

/// Finds all ends. Where a picture has nothing at a height, a line stays as it is drawn.
pub(super) fn ends(
    layout: &Layout,
    order: &Order,
    shifts: &Shifts,
    placed: &[PlacedPicture<'_>],
    pictures: &Pictures,
) -> Result<Ends, CreativeError> {
    let mut pointers = Vec::new();
    layout.walk(&mut |element, around| {
        let at = around.iter().rev().find_map(|group| group.flow.at.as_ref());
        if let (Some(reach), Some((slot, _)), true) = (element.reach, at, shown(order, element)) {
            let moved = around.iter().chain([&element]).filter_map(|moving| shifts.get(&moving.index)).sum::<f32>();
            let y = own_height(element) + moved;
            pointers.push(Pointer { element: element.index, slot, reach, y });
        }
    });
    let mut ends = Ends::new();
    for pointer in pointers {
        let Some(picture) = placed.iter().rev().find(|picture| picture.slot.as_str() == pointer.slot) else { continue };
        if let Some(x) = end(&pointer, picture, pictures)? {
            ends.insert(pointer.element, pointer.reach.mirror.map_or(x, |width| width - x));
        }
    }
    Ok(ends)
}

/// The place inside the outline at the pointer's height; in the middle of what is thin there.
fn end(pointer: &Pointer<'_>, picture: &PlacedPicture<'_>, pictures: &Pictures) -> Result<Option<f32>, CreativeError> {
    let decoded = pictures.decoded(picture.picture)?;
    let (dest, reach) = (picture.dest, pointer.reach);
    let Some((outer, inner)) = outline::at(&decoded.image, (pointer.y - dest.y) / dest.height, reach.from_left) else {
        return Ok(None);
    };
    let (outer, inner) = (dest.x + outer * dest.width, dest.x + inner * dest.width);
    let inside = reach.inside.min((inner - outer).abs() / 2.0);
    Ok(Some(if reach.from_left { outer + inside } else { outer - inside }))
}

fn own_height(element: &Element) -> f32 {
    let name = if element.name == "circle" { "cy" } else { "y2" };
    let value = element.attributes.iter().find(|(known, _)| known == name);
    value.and_then(|(_, value)| value.parse().ok()).unwrap_or(0.0)
}
