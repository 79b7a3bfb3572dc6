//! Cut-outs of pictures whose true matte is known.

use image::{Rgb, RgbImage};

use super::*;

/// A disc of one colour with a hole in it, drawn with soft edges; and its true alpha.
struct Scene {
    photo: RgbImage,
    alpha: Vec<f32>,
}

/// Coverage of a pixel by a disc.
fn disc(x: u32, y: u32, centre: (f32, f32), radius: f32) -> f32 {
    let far = (x as f32 + 0.5 - centre.0).hypot(y as f32 + 0.5 - centre.1);
    (radius - far + 0.5).clamp(0.0, 1.0)
}

/// Noise that is the same every time.
fn grain(x: u32, y: u32, channel: u32) -> f32 {
    let mut bits = x.wrapping_mul(0x9E37_79B9) ^ y.wrapping_mul(0x85EB_CA6B) ^ channel.wrapping_mul(0xC2B2_AE35);
    bits ^= bits >> 15;
    bits = bits.wrapping_mul(0x2C1B_3C6D);
    bits ^= bits >> 13;
    (bits % 2001) as f32 / 1000.0 - 1.0
}

fn scene(size: u32, backdrop: impl Fn(f32, f32) -> [f32; 3], product: [f32; 3], hole: bool, noise: f32) -> Scene {
    let middle = (size as f32 / 2.0, size as f32 / 2.0);
    let mut alpha = Vec::new();
    let photo = RgbImage::from_fn(size, size, |x, y| {
        let ring = disc(x, y, middle, size as f32 * 0.3);
        let cover = if hole { ring * (1.0 - disc(x, y, middle, size as f32 * 0.12)) } else { ring };
        alpha.push(cover);
        let plain = backdrop(x as f32 / size as f32, y as f32 / size as f32);
        let mut mixed = [0; 3];
        for (channel, value) in mixed.iter_mut().enumerate() {
            let clean = product[channel] * cover + plain[channel] * (1.0 - cover);
            *value = (clean + noise * grain(x, y, channel as u32)).round().clamp(0.0, 255.0) as u8;
        }
        Rgb(mixed)
    });
    Scene { photo, alpha }
}

fn white(_: f32, _: f32) -> [f32; 3] {
    [255.0; 3]
}

fn falling(x: f32, y: f32) -> [f32; 3] {
    let light = 236.0 - 46.0 * y - 18.0 * (x - 0.5) * (x - 0.5);
    [light, light, light + 3.0]
}

/// The mean of |alpha − true alpha| over all pixels, and over those of the true edge.
fn errors(found: &image::RgbaImage, truth: &[f32]) -> (f32, f32) {
    let off = found.pixels().zip(truth).map(|(pixel, truth)| (f32::from(pixel.0[3]) / 255.0 - truth).abs());
    let all: Vec<f32> = off.collect();
    let edge: Vec<f32> =
        all.iter().zip(truth).filter(|(_, truth)| (0.02..0.98).contains(*truth)).map(|(off, _)| *off).collect();
    (all.iter().sum::<f32>() / all.len() as f32, edge.iter().sum::<f32>() / edge.len().max(1) as f32)
}

#[test]
fn a_disc_on_white_is_cut_along_its_true_edge() {
    let scene = scene(400, white, [40.0, 90.0, 70.0], false, 0.0);
    let (found, share) = of_pixels(&scene.photo, CutoutOptions::default()).unwrap();
    let (all, edge) = errors(&found, &scene.alpha);
    assert!(all < 0.000_5 && edge < 0.02, "{all} {edge}");
    assert!((share - 0.283).abs() < 0.01, "{share}");
}

#[test]
fn a_gradient_with_noise_is_still_a_backdrop() {
    let scene = scene(400, falling, [150.0, 40.0, 30.0], false, 3.0);
    let (found, _) = of_pixels(&scene.photo, CutoutOptions::default()).unwrap();
    let (all, edge) = errors(&found, &scene.alpha);
    assert!(all < 0.002 && edge < 0.06, "{all} {edge}");
}

#[test]
fn the_edge_keeps_nothing_of_the_backdrop() {
    let product = [40.0, 90.0, 70.0];
    let scene = scene(400, white, product, false, 0.0);
    let (found, _) = of_pixels(&scene.photo, CutoutOptions::default()).unwrap();
    for pixel in found.pixels().filter(|pixel| pixel.0[3] > 20) {
        for (channel, wanted) in pixel.0.iter().zip(product) {
            assert!((f32::from(*channel) - wanted).abs() < 12.0, "{pixel:?} is not {product:?}");
        }
    }
}

#[test]
fn the_hole_of_a_ring_is_cut_unless_it_is_to_stay() {
    let scene = scene(400, white, [40.0, 90.0, 70.0], true, 0.0);
    let (found, _) = of_pixels(&scene.photo, CutoutOptions::default()).unwrap();
    assert!(errors(&found, &scene.alpha).0 < 0.001, "{:?}", errors(&found, &scene.alpha));
    let whole = CutoutOptions { holes: false, ..CutoutOptions::default() };
    let (found, _) = of_pixels(&scene.photo, whole).unwrap();
    assert_eq!(found.get_pixel(200, 200).0[3], 255);
}

#[test]
fn a_highlight_that_fades_out_is_no_hole() {
    let mut scene = scene(400, white, [90.0, 90.0, 95.0], false, 0.0);
    for (x, y, pixel) in scene.photo.enumerate_pixels_mut() {
        let near = 1.0 - ((x as f32 - 190.0).hypot(y as f32 - 180.0) / 60.0).min(1.0);
        pixel.0 = pixel.0.map(|value| (f32::from(value) + 400.0 * near * near).min(255.0) as u8);
    }
    let (found, _) = of_pixels(&scene.photo, CutoutOptions::default()).unwrap();
    assert_eq!(found.get_pixel(190, 180).0[3], 255);
}

#[test]
fn a_soft_shadow_goes_or_stays_as_black() {
    let mut scene = scene(400, white, [180.0, 60.0, 40.0], false, 0.0);
    // Under the disc, so that it is seen only below and beside it.
    for (x, y, pixel) in scene.photo.enumerate_pixels_mut() {
        let far = ((x as f32 - 200.0) / 150.0).hypot((y as f32 - 320.0) / 60.0);
        let dark = 0.3 * (1.0 - far.min(1.0)).powf(1.5) * (1.0 - scene.alpha[(y * 400 + x) as usize]);
        pixel.0 = pixel.0.map(|value| (f32::from(value) * (1.0 - dark)).round() as u8);
    }
    let (gone, _) = of_pixels(&scene.photo, CutoutOptions::default()).unwrap();
    let (all, _) = errors(&gone, &scene.alpha);
    assert!(all < 0.002, "{all}");
    let (kept, _) = of_pixels(&scene.photo, CutoutOptions { shadow: true, ..CutoutOptions::default() }).unwrap();
    let below = kept.get_pixel(200, 335).0;
    assert!(below[..3] == [0; 3] && (30..110).contains(&below[3]), "{below:?}");
    assert_eq!(kept.get_pixel(20, 20).0[3], 0);
}

#[test]
fn what_cannot_be_cut_is_refused_with_the_reason() {
    let busy = RgbImage::from_fn(200, 200, |x, y| {
        let band = if (x / 9 + y / 7) % 2 == 0 { 40.0 } else { 200.0 };
        Rgb([0, 1, 2].map(|channel| (band + 30.0 * grain(x, y, channel)) as u8))
    });
    assert!(matches!(of_pixels(&busy, CutoutOptions::default()), Err(NoCutout::Busy(_))));
    let empty = RgbImage::from_pixel(200, 200, Rgb([250; 3]));
    assert_eq!(of_pixels(&empty, CutoutOptions::default()).unwrap_err(), NoCutout::Empty);
    let small = RgbImage::from_pixel(40, 200, Rgb([250; 3]));
    assert_eq!(of_pixels(&small, CutoutOptions::default()).unwrap_err(), NoCutout::Small);
    let pale = scene(400, white, [247.0, 247.0, 246.0], false, 0.0);
    assert!(of_pixels(&pale.photo, CutoutOptions::default()).is_err(), "a product as white as its backdrop");
}

#[test]
fn the_same_photo_is_cut_the_same() {
    let scene = scene(300, falling, [20.0, 30.0, 120.0], true, 2.0);
    let once = of_pixels(&scene.photo, CutoutOptions::default()).unwrap();
    assert_eq!(once, of_pixels(&scene.photo, CutoutOptions::default()).unwrap());
}
