//! Connected parts of a mask: dust on the backdrop, holes in the product.

use super::backdrop::Backdrop;
use super::flood;
use super::plane::{Plane, apart};

/// A part that is smaller than one pixel in so many is dust.
const DUST: usize = 5_000;
/// A hole that is smaller than one pixel in so many is a highlight or grain.
const SMALL_HOLE: usize = 8_000;
/// The share of a hole's outline that must be a sharp edge. A highlight fades out.
const SHARP_OUTLINE: f32 = 0.92;
/// Lightness that a sharp edge changes by, at least.
const SHARP: f32 = 0.12;

/// Gives specks back to the backdrop.
pub(super) fn drop_dust(plane: &Plane, mask: &mut [bool]) {
    let least = mask.len() / DUST;
    for part in parts(plane, |place| !mask[place]) {
        if part.len() < least {
            part.into_iter().for_each(|place| mask[place] = true);
        }
    }
}

/// Gives holes to the backdrop: parts inside the product that have exactly its colour, up to a sharp edge all around.
pub(super) fn open_holes(plane: &Plane, backdrop: &Backdrop, mask: &mut [bool]) {
    let least = mask.len() / SMALL_HOLE;
    let shows = |place: usize| !mask[place] && flood::is_backdrop(plane, backdrop, place);
    let holes: Vec<Vec<usize>> =
        parts(plane, shows).into_iter().filter(|part| part.len() >= least && is_hole(plane, backdrop, part)).collect();
    holes.into_iter().flatten().for_each(|place| mask[place] = true);
}

fn is_hole(plane: &Plane, backdrop: &Backdrop, part: &[usize]) -> bool {
    let count = part.len() as f32;
    let mut mean = [0.0; 3];
    for place in part {
        let plain = backdrop.lab(place % plane.width, place / plane.width);
        for ((sum, seen), plain) in mean.iter_mut().zip(plane.at(*place)).zip(plain) {
            *sum += (seen - plain) / count;
        }
    }
    // One pixel may be off by the noise, the mean of many may not.
    if apart(mean, [0.0; 3]) > 0.004 + backdrop.noise {
        return false;
    }
    let mut inside = part.to_vec();
    inside.sort_unstable();
    let is_outside = |place: usize| inside.binary_search(&place).is_err();
    let outline: Vec<usize> = part.iter().copied().filter(|place| plane.beside(*place).any(is_outside)).collect();
    let reach = plane.reach();
    let sharp = outline.iter().filter(|place| is_sharp(plane, backdrop, **place, reach)).count();
    sharp as f32 >= outline.len() as f32 * SHARP_OUTLINE
}

/// Whether something clearly other than the backdrop is within reach.
fn is_sharp(plane: &Plane, backdrop: &Backdrop, place: usize, reach: usize) -> bool {
    let (x, y) = (place % plane.width, place / plane.width);
    let reach = reach + 1;
    let ends = [
        (x.saturating_sub(reach), y),
        ((x + reach).min(plane.width - 1), y),
        (x, y.saturating_sub(reach)),
        (x, (y + reach).min(plane.height - 1)),
    ];
    ends.into_iter().any(|(x, y)| apart(plane.at(y * plane.width + x), backdrop.lab(x, y)) > SHARP + backdrop.same())
}

/// Connected places for which something holds.
fn parts(plane: &Plane, holds: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
    let mut seen = vec![false; plane.width * plane.height];
    let mut parts = Vec::new();
    for start in 0..seen.len() {
        if seen[start] || !holds(start) {
            continue;
        }
        seen[start] = true;
        let mut part = vec![start];
        let mut done = 0;
        while let Some(place) = part.get(done).copied() {
            done += 1;
            for next in plane.beside(place) {
                if !seen[next] && holds(next) {
                    seen[next] = true;
                    part.push(next);
                }
            }
        }
        parts.push(part);
    }
    parts
}
