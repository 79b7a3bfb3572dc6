//! Colours as a file means them: in sRGB, whatever space it was written in.
//!
//! Phones write Display P3 and cameras Adobe RGB; read as sRGB the one is dull and the other pale and greenish.

use std::sync::Arc;

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions};

/// The picture in sRGB. A profile that cannot be read, or that is of another kind than the pixels (grey, CMYK), changes
/// nothing, as in browsers.
pub(super) fn in_srgb(image: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    match image {
        DynamicImage::ImageRgb8(mut pixels) => {
            if let Some(change) = profile.and_then(|profile| to_srgb(profile, Layout::Rgb)) {
                let row = pixels.width() as usize * 3;
                convert(&mut pixels, row, &*change);
            }
            DynamicImage::ImageRgb8(pixels)
        }
        DynamicImage::ImageRgba8(mut pixels) => {
            if let Some(change) = profile.and_then(|profile| to_srgb(profile, Layout::Rgba)) {
                let row = pixels.width() as usize * 4;
                convert(&mut pixels, row, &*change);
            }
            DynamicImage::ImageRgba8(pixels)
        }
        other => other,
    }
}

/// The way from a profile to sRGB; nothing where there is no way to go.
fn to_srgb(profile: &[u8], layout: Layout) -> Option<Arc<Transform8BitExecutor>> {
    let from = ColorProfile::new_from_slice(profile).ok()?;
    if from.color_space != DataColorSpace::Rgb {
        return None;
    }
    let change =
        from.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, TransformOptions::default()).ok()?;
    // Most profiles are sRGB under some name: rounding would change pixels for nothing.
    (!is_nothing(&*change, layout)).then_some(change)
}

/// Whether no colour of a coarse grid becomes another one.
fn is_nothing(change: &Transform8BitExecutor, layout: Layout) -> bool {
    const STEPS: [u8; 5] = [0, 48, 112, 184, 255];
    let mut before = Vec::new();
    for red in STEPS {
        for green in STEPS {
            for blue in STEPS {
                before.extend([red, green, blue]);
                if layout == Layout::Rgba {
                    before.push(u8::MAX);
                }
            }
        }
    }
    let mut after = vec![0; before.len()];
    change.transform(&before, &mut after).is_ok()
        && before.iter().zip(&after).all(|(before, after)| before.abs_diff(*after) <= 1)
}

/// Row by row, so that a second picture is never in memory.
fn convert(pixels: &mut [u8], row: usize, change: &Transform8BitExecutor) {
    let mut before = vec![0; row];
    for line in pixels.chunks_exact_mut(row.max(1)) {
        before.copy_from_slice(line);
        if change.transform(&before, line).is_err() {
            // A row of whole pixels always can be; half a row would show.
            line.copy_from_slice(&before);
        }
    }
}
