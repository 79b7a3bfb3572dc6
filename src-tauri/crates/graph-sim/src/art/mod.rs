//! The pictures of the demo's ads: drawn from compositions in SVG, once in a process.
//!
//! No system font and no file outside the binary is used, so the same ad has the same pixels everywhere.

mod foehre;
mod page;
mod saltwick;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, ImageKind, Options, Tree, fontdb};

use crate::story::Picture;

/// Quality of the JPEGs: type stays crisp, a picture is about 100 kB.
const QUALITY: u8 = 88;

const FONTS: [&[u8]; 6] = [
    include_bytes!("../../../../assets/demo/demo-head.ttf"),
    include_bytes!("../../../../assets/demo/demo-price.ttf"),
    include_bytes!("../../../../assets/demo/demo-text.ttf"),
    include_bytes!("../../../../assets/demo/demo-mark.ttf"),
    include_bytes!("../../../../assets/demo/demo-kopf.ttf"),
    include_bytes!("../../../../assets/demo/demo-brot.ttf"),
];

const PHOTOS: [(&str, &[u8]); 4] = [
    ("bottle.png", include_bytes!("../../../../assets/demo/bottle.png")),
    ("bottle-coral.png", include_bytes!("../../../../assets/demo/bottle-coral.png")),
    ("pouch.png", include_bytes!("../../../../assets/demo/pouch.png")),
    ("scene.jpg", include_bytes!("../../../../assets/demo/scene.jpg")),
];

type Key = (Picture, Option<(u32, u32)>);
/// A cell for each picture, so that two requests for one drawing wait for one drawing.
type Drawn = HashMap<Key, Arc<OnceLock<Bytes>>>;

static DRAWN: OnceLock<Mutex<Drawn>> = OnceLock::new();
static TOOLS: OnceLock<Options<'static>> = OnceLock::new();

/// The picture as JPEG; within a size if one is given, with its own proportions.
pub(crate) fn jpeg(picture: Picture, within: Option<(u32, u32)>) -> Bytes {
    let drawn = DRAWN.get_or_init(Mutex::default);
    let cell = Arc::clone(drawn.lock().unwrap_or_else(PoisonError::into_inner).entry((picture, within)).or_default());
    cell.get_or_init(|| encode(picture, within)).clone()
}

fn encode(picture: Picture, within: Option<(u32, u32)>) -> Bytes {
    let (width, height) = picture.shape.pixels();
    let scale = within.map_or(1.0, |(w, h)| (w as f32 / width as f32).min(h as f32 / height as f32).min(1.0));
    let pixels = draw(picture, scale);
    let mut rgb = Vec::with_capacity(pixels.pixels().len() * 3);
    for pixel in pixels.pixels() {
        let color = pixel.demultiply();
        rgb.extend_from_slice(&[color.red(), color.green(), color.blue()]);
    }
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY)
        .encode(&rgb, pixels.width(), pixels.height(), image::ExtendedColorType::Rgb8)
        .expect("memory takes a JPEG of a sane size");
    out.into()
}

fn draw(picture: Picture, scale: f32) -> Pixmap {
    let (width, height) = picture.shape.pixels();
    let size = |edge: u32| ((edge as f32 * scale).round() as u32).max(1);
    let mut pixels = Pixmap::new(size(width), size(height)).expect("an ad has a size");
    let tree =
        Tree::from_str(&svg(picture), TOOLS.get_or_init(tools)).expect("BUG: the compositions are well-formed SVG");
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels
}

fn svg(picture: Picture) -> String {
    let drawn =
        saltwick::draw(picture.composition, picture.shape).or_else(|| foehre::draw(picture.composition, picture.shape));
    drawn.expect("BUG: the stories name compositions that exist")
}

fn tools() -> Options<'static> {
    let mut fonts = fontdb::Database::new();
    for font in FONTS {
        fonts.load_font_data(font.to_vec());
    }
    let photos = PHOTOS.map(|(name, bytes)| (name, Arc::new(bytes.to_vec())));
    let by_name = move |name: &str, _: &Options<'_>| {
        let (_, bytes) = photos.iter().find(|(known, _)| *known == name)?;
        Some(if name.ends_with(".png") {
            ImageKind::PNG(Arc::clone(bytes))
        } else {
            ImageKind::JPEG(Arc::clone(bytes))
        })
    };
    let images = ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(by_name) };
    Options { fontdb: Arc::new(fonts), image_href_resolver: images, ..Options::default() }
}

#[cfg(test)]
mod tests;
