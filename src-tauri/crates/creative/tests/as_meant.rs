//! Photos as their files mean them: in the colours of their profile, and upright.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "demo/mod.rs"]
mod demo;

use creative::picture::on_white;
use creative::{Cancel, CanvasSize, Fonts, Order, Picture, Pixels, Studio};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageEncoder, Rgb, RgbImage};
use moxcms::ColorProfile;

/// What the primaries and curves of the spaces make of these colours in sRGB, worked out by hand.
const IN_P3: [([u8; 3], [u8; 3]); 4] = [
    ([200, 100, 50], [215, 93, 31]),
    ([90, 160, 120], [61, 162, 117]),
    ([128, 128, 128], [128, 128, 128]),
    ([60, 60, 200], [60, 60, 208]),
];
const IN_ADOBE_RGB: [([u8; 3], [u8; 3]); 3] =
    [([200, 100, 50], [227, 100, 42]), ([128, 128, 128], [129, 129, 129]), ([60, 60, 200], [57, 57, 205])];

fn flat(colour: [u8; 3]) -> RgbImage {
    RgbImage::from_pixel(640, 640, Rgb(colour))
}

fn png(image: DynamicImage, profile: &ColorProfile) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(profile.encode().unwrap()).unwrap();
    image.write_with_encoder(encoder).unwrap();
    bytes
}

fn jpeg(image: &RgbImage, profile: &ColorProfile) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 100);
    encoder.set_icc_profile(profile.encode().unwrap()).unwrap();
    encoder.encode_image(image).unwrap();
    bytes
}

/// The photo over the whole of an ad.
fn drawn(file: Vec<u8>) -> Pixels {
    let templates = creative::template::bundled().unwrap();
    let template = templates.iter().find(|template| template.id == "headline-on-scene").unwrap();
    let ad = demo::brand("saltwick").any_ad(template, 0).unwrap();
    let mut order = Order { look: ad.order.look.clone(), ..demo::only(&ad.order, CanvasSize::Square) };
    order.content.pictures.insert("scene".into(), Picture::read(file).unwrap());
    Studio::new(Fonts::bundled().unwrap()).draw(&order, &Cancel::new()).unwrap().remove(0).pixels
}

/// The colour right of the middle, where no words stand.
fn colour(pixels: &Pixels) -> [u8; 3] {
    let found = pixels.at(pixels.width * 9 / 10, pixels.height * 5 / 9);
    [found.r, found.g, found.b]
}

#[track_caller]
fn is_near(found: [u8; 3], wanted: [u8; 3], by: u8) {
    let near = found.iter().zip(wanted).all(|(found, wanted)| found.abs_diff(wanted) <= by);
    assert!(near, "{found:?} instead of {wanted:?}");
}

#[test]
fn a_photo_in_display_p3_is_drawn_in_its_colours() {
    for (written, seen) in IN_P3 {
        let profile = ColorProfile::new_display_p3();
        is_near(colour(&drawn(png(flat(written).into(), &profile))), seen, 1);
        is_near(colour(&drawn(jpeg(&flat(written), &profile))), seen, 4);
    }
}

#[test]
fn a_photo_in_adobe_rgb_is_drawn_in_its_colours() {
    for (written, seen) in IN_ADOBE_RGB {
        is_near(colour(&drawn(png(flat(written).into(), &ColorProfile::new_adobe_rgb()))), seen, 1);
    }
}

#[test]
fn a_cut_out_keeps_its_holes_and_brand_colours_are_counted_as_they_are_seen() {
    let (written, seen) = IN_P3[0];
    let image = image::RgbaImage::from_fn(64, 64, |x, _| {
        image::Rgba([written[0], written[1], written[2], if x < 32 { 255 } else { 0 }])
    });
    let pixels = on_white(&png(image.into(), &ColorProfile::new_display_p3())).unwrap();
    let [left, right] = [8, 56].map(|x| pixels.at(x, 32));
    is_near([left.r, left.g, left.b], seen, 1);
    assert_eq!([right.r, right.g, right.b], [255; 3]);
}

#[test]
fn what_is_srgb_already_stays_as_it_is_to_the_bit() {
    let image = RgbImage::from_fn(64, 64, |x, y| Rgb([(x * 4) as u8, (y * 4) as u8, 90]));
    let plain = on_white(&png(image.clone().into(), &ColorProfile::new_srgb())).unwrap();
    let expected: Vec<u8> = image.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2], 255]).collect();
    assert_eq!(plain.rgba, expected);
}

#[test]
fn a_profile_that_is_none_leaves_the_colours() {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(b"this is no profile".to_vec()).unwrap();
    DynamicImage::from(flat([200, 100, 50])).write_with_encoder(encoder).unwrap();
    is_near(colour(&drawn(bytes)), [200, 100, 50], 0);
}

/// An Exif block that says how the camera was held, and nothing else.
fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    block.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    block
}

#[test]
fn a_photo_that_lies_is_drawn_upright() {
    // As the camera wrote it: red left, blue right, wider than high.
    let lying = RgbImage::from_fn(800, 600, |x, _| Rgb(if x < 400 { [220, 30, 30] } else { [30, 30, 220] }));
    // What is seen at the top and at the bottom, or left and right where it is not turned.
    let (red, blue) = ([220, 30, 30], [30, 30, 220]);
    for (orientation, upright, first, last) in
        [(1, (800, 600), red, blue), (3, (800, 600), blue, red), (6, (600, 800), red, blue), (8, (600, 800), blue, red)]
    {
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        encoder.encode_image(&lying).unwrap();
        let picture = Picture::read(bytes.clone()).unwrap();
        assert_eq!((picture.width, picture.height), upright, "orientation {orientation}");
        let pixels = drawn(bytes);
        let at = |x: u32, y: u32| {
            let found = pixels.at(x, y);
            [found.r, found.g, found.b]
        };
        let seen = match upright {
            (600, _) => [at(1000, 420), at(1000, 640)],
            _ => [at(60, 560), at(1020, 560)],
        };
        is_near(seen[0], first, 12);
        is_near(seen[1], last, 12);
    }
}
