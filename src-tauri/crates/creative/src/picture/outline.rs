//! Where the outline of a cut-out runs.

use image::DynamicImage;

use super::decode::SOLID;

/// At a height (a share from the top), the first opaque stretch as seen from a side: where it begins and where it ends,
/// as shares of the width. None where one sees through all of it, or the picture has no holes.
pub(crate) fn at(image: &DynamicImage, height: f32, from_left: bool) -> Option<(f32, f32)> {
    let pixels = image.as_rgba8()?;
    let (width, rows) = pixels.dimensions();
    if !(0.0..1.0).contains(&height) {
        return None;
    }
    // The cast cuts off the fraction, as meant.
    let row = (height * rows as f32) as u32;
    let solid = |along: u32| {
        let x = if from_left { along } else { width - 1 - along };
        pixels.get_pixel(x, row).0[3] >= SOLID
    };
    let begin = (0..width).find(|along| solid(*along))?;
    let end = (begin..width).find(|along| !solid(*along)).unwrap_or(width);
    let share = |along: u32| {
        let share = along as f32 / width as f32;
        if from_left { share } else { 1.0 - share }
    };
    Some((share(begin), share(end)))
}

#[cfg(test)]
mod tests {
    use image::{Rgba, RgbaImage};

    use super::*;

    #[test]
    fn the_first_stretch_is_found_from_either_side() {
        let mut picture = RgbaImage::from_pixel(100, 100, Rgba([0, 0, 0, 0]));
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            // A spout on the left, apart from the body, in the upper half.
            if (40..80).contains(&x) || (y < 50 && (10..20).contains(&x)) {
                *pixel = Rgba([9, 9, 9, 255]);
            }
        }
        let picture = DynamicImage::ImageRgba8(picture);
        let near = |found: Option<(f32, f32)>, wanted: (f32, f32)| {
            let (begin, end) = found.unwrap();
            assert!((begin - wanted.0).abs() < 1e-5 && (end - wanted.1).abs() < 1e-5, "{found:?}");
        };
        near(at(&picture, 0.2, true), (0.1, 0.2));
        near(at(&picture, 0.2, false), (0.8, 0.4));
        near(at(&picture, 0.7, true), (0.4, 0.8));
        assert_eq!(at(&picture, 1.4, true), None);
        assert_eq!(at(&DynamicImage::new_rgb8(9, 9), 0.5, true), None);
    }
}
