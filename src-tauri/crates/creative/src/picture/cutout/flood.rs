//! What can be reached from the border without crossing an edge.
//!
//! A soft shadow has no colour of its own and no edge, and somewhere along a product's outline it is as bright as the
//! product; a highlight may be as bright as the backdrop. There the edge has a gap. So the flood has a brush that is
//! wider than such gaps, a wide one for shadows, and what it cannot enter stays with the product.

use super::backdrop::Backdrop;
use super::plane::{Plane, apart, depth};

/// A shadow is at most so much darker; what is darker still is left with the product.
const DARKEST_SHADOW: f32 = 0.6;
/// A reflection of the light is at most so much lighter.
const LIGHTEST: f32 = 0.06;
/// A shadow takes light and hardly any colour.
const SHADOW_TINT: f32 = 0.012;
/// Lightness changes less than this across the reach of an edge where there is none.
const SMOOTH: f32 = 0.03;
/// The brush for shadows is one pixel wide for so many of the longer side, to each side; that for the plain backdrop is
/// narrower, for it has to get between the parts of a product.
const SHADOW_BRUSH: usize = 110;
const PLAIN_BRUSH: usize = 330;
/// What is left of a shadow is thinner than this and not darker than that.
const SPIKE_BRUSH: usize = 200;
const SPIKE_DARKNESS: f32 = 0.4;

/// Which pixels are backdrop.
pub(super) fn backdrop(plane: &Plane, backdrop: &Backdrop) -> Vec<bool> {
    let plain: Vec<bool> = (0..plane.len()).map(|place| is_backdrop(plane, backdrop, place)).collect();
    let mut mask = painted(plane, border(plane), &plain, brush(plane, PLAIN_BRUSH));
    let smooth: Vec<bool> = (0..plane.len()).map(|place| plain[place] || is_shadow(plane, backdrop, place)).collect();
    let shadows = painted(plane, (0..plane.len()).filter(|place| mask[*place]), &smooth, brush(plane, SHADOW_BRUSH));
    mask.iter_mut().zip(shadows).for_each(|(mask, shadow)| *mask |= shadow);
    drop_spikes(plane, backdrop, &mut mask);
    mask
}

fn brush(plane: &Plane, share: usize) -> u8 {
    u8::try_from((plane.width.max(plane.height) / share).clamp(1, 60)).unwrap_or(u8::MAX)
}

/// What a brush reaches from some places without leaving what it may paint.
fn painted(plane: &Plane, from: impl Iterator<Item = usize>, may: &[bool], brush: u8) -> Vec<bool> {
    let room = depth(plane, may, brush + 1);
    let mut mask = reached(plane, from, |place| may[place] && room[place] > brush);
    let mut edge: Vec<usize> = (0..plane.len()).filter(|place| mask[*place]).collect();
    // What the brush covers besides its middle.
    for _ in 0..brush {
        edge = edge.into_iter().flat_map(|place| plane.beside(place)).filter(|beside| may[*beside]).collect();
        edge.retain(|place| !std::mem::replace(&mut mask[*place], true));
    }
    mask
}

/// Gives what is left of shadows to the backdrop: thin parts in its colour, only darker.
fn drop_spikes(plane: &Plane, backdrop: &Backdrop, mask: &mut [bool]) {
    let brush = brush(plane, SPIKE_BRUSH);
    let product: Vec<bool> = mask.iter().map(|backdrop| !backdrop).collect();
    let room = depth(plane, &product, brush + 1);
    let thick =
        painted(plane, (0..plane.len()).filter(|place| product[*place] && room[*place] > brush), &product, brush);
    for (place, mask) in mask.iter_mut().enumerate() {
        *mask |= product[place] && !thick[place] && is_shade(plane, backdrop, place, SPIKE_DARKNESS);
    }
}

/// Places along all four sides.
fn border(plane: &Plane) -> impl Iterator<Item = usize> + use<> {
    let (width, height) = (plane.width, plane.height);
    let sides = (0..width).flat_map(move |x| [x, (height - 1) * width + x]);
    sides.chain((0..height).flat_map(move |y| [y * width, y * width + width - 1]))
}

/// What can be reached from some places over places for which something holds.
fn reached(plane: &Plane, from: impl Iterator<Item = usize>, holds: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut mask = vec![false; plane.len()];
    let mut open: Vec<usize> = Vec::new();
    for place in from {
        if !mask[place] && holds(place) {
            mask[place] = true;
            open.push(place);
        }
    }
    while let Some(place) = open.pop() {
        for next in plane.beside(place) {
            if !mask[next] && holds(next) {
                mask[next] = true;
                open.push(next);
            }
        }
    }
    mask
}

/// Whether a pixel has the colour that the backdrop has there.
pub(super) fn is_backdrop(plane: &Plane, backdrop: &Backdrop, place: usize) -> bool {
    let (x, y) = (place % plane.width, place / plane.width);
    apart(plane.at(place), backdrop.lab(x, y)) < backdrop.same()
}

/// Whether a pixel is the backdrop in another light, and no edge is near.
fn is_shadow(plane: &Plane, backdrop: &Backdrop, place: usize) -> bool {
    is_shade(plane, backdrop, place, DARKEST_SHADOW)
        && plane.slope(place % plane.width, place / plane.width) < SMOOTH + backdrop.noise
}

/// Whether a pixel is the backdrop in another light, darker by so much at most.
fn is_shade(plane: &Plane, backdrop: &Backdrop, place: usize, darkest: f32) -> bool {
    let (x, y) = (place % plane.width, place / plane.width);
    let ([l, a, b], [plain_l, plain_a, plain_b]) = (plane.calm(x, y), backdrop.lab(x, y));
    // Shade takes from the colour what it takes from the light.
    let share = (l / plain_l.max(0.01)).clamp(0.0, 1.5);
    (-LIGHTEST..darkest).contains(&(plain_l - l)) && (a - plain_a * share).hypot(b - plain_b * share) < SHADOW_TINT
}
