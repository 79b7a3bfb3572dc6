//! The colours along the outline of a cut-out: what tells it from the ground that it stands on.

use image::{DynamicImage, RgbaImage};

use super::decode::SOLID;
use crate::colour::Rgb;

/// Lines that are looked along, in each direction.
const LINES: u32 = 160;
/// How far inside the outline a colour is taken, as a share of the longer side: the outermost pixels are mixed with
/// what was behind.
const INSIDE: f32 = 0.006;

/// Colours just inside the outline of the opaque part, evenly spread; none for a picture without holes.
pub(super) fn edge(image: &DynamicImage) -> Vec<Rgb> {
    let Some(pixels) = image.as_rgba8() else { return Vec::new() };
    let (width, height) = pixels.dimensions();
    // The cast is safe: a share of a side.
    let inside = ((width.max(height) as f32 * INSIDE) as u32).max(2);
    let mut colours = Vec::new();
    for y in (0..height).step_by((height / LINES).max(1) as usize) {
        along(width, inside, pixels, |x| (x, y), &mut colours);
    }
    for x in (0..width).step_by((width / LINES).max(1) as usize) {
        along(height, inside, pixels, |y| (x, y), &mut colours);
    }
    colours
}

/// The colours near both ends of each opaque stretch of a line.
fn along(length: u32, inside: u32, pixels: &RgbaImage, at: impl Fn(u32) -> (u32, u32), colours: &mut Vec<Rgb>) {
    let pixel = |place: u32| {
        let (x, y) = at(place);
        pixels.get_pixel(x, y).0
    };
    let mut begun = None;
    for place in 0..=length {
        let solid = place < length && pixel(place)[3] >= SOLID;
        match begun {
            None if solid => begun = Some(place),
            Some(start) if !solid => {
                begun = None;
                let deep = inside.min((place - start) / 2);
                for place in [start + deep, place - 1 - deep] {
                    let [r, g, b, _] = pixel(place);
                    colours.push(Rgb { r, g, b });
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outline_is_looked_at_and_not_what_is_inside() {
        let red = image::Rgba([200, 0, 0, 255]);
        let mut picture = RgbaImage::from_pixel(400, 400, image::Rgba([0, 0, 0, 0]));
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            if (100..300).contains(&x) && (100..300).contains(&y) {
                *pixel = red;
            }
            if (120..280).contains(&x) && (120..280).contains(&y) {
                *pixel = image::Rgba([0, 0, 200, 255]);
            }
        }
        let colours = edge(&DynamicImage::ImageRgba8(picture));
        assert!(colours.len() > 200 && colours.iter().all(|colour| colour.r == 200), "{}", colours.len());
        assert_eq!(edge(&DynamicImage::new_rgb8(9, 9)), []);
    }
}
