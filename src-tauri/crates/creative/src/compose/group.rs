//! Things that belong together in one picture slot: a set whose own picture is a strip in the box.
//!
//! The first stands in front, the others behind it, all of one height, as a photographer would put them.

use crate::content::Slot;
use crate::drawn::Rect;
use crate::order::Order;
use crate::picture::Picture;

/// How much of what stands behind is seen above what stands in front, as a share of its height: so much that the name
/// on its label can be read.
const RISE: f32 = 0.6;
/// How much of each thing in the back row is seen beside the next one.
const BESIDE: f32 = 0.96;

/// The name of a slot's further picture, from 2.
pub(crate) fn further(slot: &str, number: usize) -> Slot {
    Slot::new(format!("{slot}+{number}"))
}

/// The further pictures of a slot, in order.
pub(super) fn others<'a>(order: &'a Order, slot: &str) -> Vec<(Slot, &'a Picture)> {
    (2..)
        .map(|number| further(slot, number))
        .map_while(|name| order.content.pictures.get(&name).map(|picture| (name, picture)))
        .collect()
}

/// The boxes of things of these widths by their heights, the first in front, as large as fits.
pub(crate) fn frames(frame: Rect, aspects: &[f32], (across, down): (f32, f32)) -> Vec<Rect> {
    let Some((front, behind)) = aspects.split_first() else { return Vec::new() };
    // In heights of one thing.
    let back_width = match behind {
        [] => 0.0,
        [others @ .., last] => others.iter().map(|aspect| aspect * BESIDE).sum::<f32>() + last,
    };
    let width = back_width.max(*front);
    let height = if behind.is_empty() { 1.0 } else { 1.0 + RISE };
    let scale = (frame.width / width).min(frame.height / height);
    let left = frame.x + (frame.width - width * scale) * across;
    let top = frame.y + (frame.height - height * scale) * down;
    let place = |x: f32, y: f32, aspect: f32| Rect {
        x: left + x * scale,
        y: top + y * scale,
        width: aspect * scale,
        height: scale,
    };
    let mut x = (width - back_width) / 2.0;
    let mut frames = vec![place((width - front) / 2.0, height - 1.0, *front)];
    for aspect in behind {
        frames.push(place(x, 0.0, *aspect));
        x += aspect * BESIDE;
    }
    frames
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_stands_in_front_of_the_others_and_all_are_inside() {
        let frame = Rect { x: 100.0, y: 200.0, width: 540.0, height: 980.0 };
        let frames = frames(frame, &[0.74, 0.74, 0.74], (0.5, 1.0));
        assert!(frames.iter().all(|one| frame.contains(one, 0.01)), "{frames:?}");
        assert!((frames[0].bottom() - frame.bottom()).abs() < 0.01, "anchored at the bottom");
        assert!(frames[1].bottom() < frames[0].bottom() && frames[1].right() > frames[0].x);
        assert!((frames[2].right() - frame.right()).abs() < 0.01, "as wide as the box");
    }
}
