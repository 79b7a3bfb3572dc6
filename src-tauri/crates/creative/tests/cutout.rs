//! Cut-outs of the demo's packshots, photographed again: on a white and on a grey backdrop, with grain, as JPEG.
//! Their own alpha is the truth to compare with.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use creative::picture::cutout::{CutoutOptions, NoCutout, cut_out};
use image::{RgbImage, RgbaImage};

const PACKSHOTS: [&str; 3] = ["saltwick-bottle.png", "saltwick-starter.png", "saltwick-refills.png"];

fn packshot(name: &str) -> RgbaImage {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/demo/products").join(name);
    let whole = image::load_from_memory(&std::fs::read(path).unwrap()).unwrap();
    whole.resize(1000, 1000, image::imageops::FilterType::Triangle).into_rgba8()
}

#[derive(Clone, Copy, Debug)]
enum Ground {
    White,
    GreyFalling,
}

impl Ground {
    fn at(self, x: f32, y: f32) -> [f32; 3] {
        match self {
            Self::White => [255.0; 3],
            Self::GreyFalling => {
                let light = 205.0 - 40.0 * y - 12.0 * (x - 0.4) * (x - 0.4);
                [light, light + 1.0, light + 3.0]
            }
        }
    }
}

/// Noise that is the same every time, about a bell curve with a deviation of one.
fn grain(seed: u32) -> f32 {
    let mut bits = seed.wrapping_mul(0x9E37_79B9);
    let mut sum = 0.0;
    for _ in 0..3 {
        bits ^= bits >> 15;
        bits = bits.wrapping_mul(0x2C1B_3C6D);
        bits ^= bits >> 12;
        sum += (bits % 2001) as f32 / 1000.0 - 1.0;
    }
    sum
}

/// A packshot on a ground, with grain, as a JPEG of quality 90.
fn photographed(shot: &RgbaImage, ground: Ground) -> Vec<u8> {
    let (width, height) = shot.dimensions();
    let photo = RgbImage::from_fn(width, height, |x, y| {
        let [r, g, b, alpha] = shot.get_pixel(x, y).0.map(f32::from);
        let plain = ground.at(x as f32 / width as f32, y as f32 / height as f32);
        let mut mixed = [0; 3];
        for (channel, (own, plain)) in [r, g, b].into_iter().zip(plain).enumerate() {
            let clean = own * alpha / 255.0 + plain * (1.0 - alpha / 255.0);
            let noise = grain((y * width + x) * 3 + channel as u32);
            mixed[channel] = (clean + noise).round().clamp(0.0, 255.0) as u8;
        }
        image::Rgb(mixed)
    });
    let mut jpeg = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
    encoder.encode(photo.as_raw(), width as u16, height as u16, jpeg_encoder::ColorType::Rgb).unwrap();
    jpeg
}

/// The alpha of the product alone: what is within two pixels of something opaque. The rest of it is the shadow.
fn solid(shot: &RgbaImage) -> Vec<f32> {
    let (width, height) = shot.dimensions();
    let opaque = |x: i64, y: i64| {
        x >= 0
            && y >= 0
            && x < i64::from(width)
            && y < i64::from(height)
            && shot.get_pixel(x as u32, y as u32).0[3] >= 250
    };
    let mut alpha = Vec::new();
    for (x, y, pixel) in shot.enumerate_pixels() {
        let near = (-1..=1).any(|dy| (-1..=1).any(|dx| opaque(i64::from(x) + dx, i64::from(y) + dy)));
        alpha.push(if near { f32::from(pixel.0[3]) / 255.0 } else { 0.0 });
    }
    alpha
}

fn whole(shot: &RgbaImage) -> Vec<f32> {
    shot.pixels().map(|pixel| f32::from(pixel.0[3]) / 255.0).collect()
}

/// The mean of how far alpha is off, and the share of pixels where it is off by more than a quarter.
fn errors(found: &RgbaImage, truth: &[f32]) -> (f32, f32) {
    let off: Vec<f32> =
        found.pixels().zip(truth).map(|(pixel, truth)| (f32::from(pixel.0[3]) / 255.0 - truth).abs()).collect();
    let count = off.len() as f32;
    (off.iter().sum::<f32>() / count, off.iter().filter(|off| **off > 0.25).count() as f32 / count)
}

/// What was cut, and where it can be looked at if a folder was named.
fn cut(photo: &[u8], options: CutoutOptions, name: &str) -> RgbaImage {
    let cutout = cut_out(photo, options).unwrap().unwrap_or_else(|why| panic!("{name}: {why}"));
    if let Some(folder) = std::env::var_os("AD_CREATOR_CUTOUTS") {
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), &cutout.png).unwrap();
        std::fs::write(Path::new(&folder).join(format!("{name}.jpg")), photo).unwrap();
    }
    image::load_from_memory(&cutout.png).unwrap().into_rgba8()
}

#[test]
fn packshots_come_back_from_a_plain_backdrop() {
    let mut worst = (0.0_f32, 0.0_f32);
    for name in PACKSHOTS {
        let shot = packshot(name);
        for ground in [Ground::White, Ground::GreyFalling] {
            let photo = photographed(&shot, ground);
            let found = cut(&photo, CutoutOptions::default(), &format!("{name}-{ground:?}"));
            let (mean, far) = errors(&found, &solid(&shot));
            println!("{name} {ground:?}: mean error of alpha {mean:.4}, far off {far:.4}");
            worst = (worst.0.max(mean), worst.1.max(far));
        }
    }
    assert!(worst.0 < 0.012 && worst.1 < 0.012, "{worst:?}");
}

#[test]
fn their_shadows_come_back_where_they_are_to_stay() {
    let mut worst = (0.0_f32, 0.0_f32);
    for name in PACKSHOTS {
        let shot = packshot(name);
        let photo = photographed(&shot, Ground::White);
        let options = CutoutOptions { shadow: true, ..CutoutOptions::default() };
        let found = cut(&photo, options, &format!("{name}-shadow"));
        let (mean, far) = errors(&found, &whole(&shot));
        println!("{name}: mean error of alpha with its shadow {mean:.4}, far off {far:.4}");
        worst = (worst.0.max(mean), worst.1.max(far));
    }
    assert!(worst.0 < 0.012 && worst.1 < 0.012, "{worst:?}");
}

#[test]
fn a_packshot_needs_no_cut_and_a_scene_takes_none() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/demo/products");
    let shot = std::fs::read(assets.join(PACKSHOTS[0])).unwrap();
    assert_eq!(cut_out(&shot, CutoutOptions::default()).unwrap(), Err(NoCutout::CutOut));
    let scene = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/scene.jpg")).unwrap();
    let scene = cut_out(&scene, CutoutOptions::default()).unwrap();
    assert!(scene.is_err(), "a scene was cut out");
}
