//! The pictures of the ads.
//!
//! Who starts a simulator may say who draws them ([`Pictures`]): the demo's are drawn by the renderer that makes all
//! other ads. Without that an ad shows a plain pattern of its own, which is enough for a picture to be fetched, told
//! from others and compared.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, resize};
use image::{ExtendedColorType, Rgb, RgbImage};

use crate::roll::draw;
use crate::story::Picture;

/// Quality of the JPEGs made here.
const QUALITY: u8 = 88;
/// Fields of a pattern across and down.
const FIELDS: u32 = 8;

/// Draws the pictures of ads.
pub trait Pictures: Send + Sync + std::fmt::Debug {
    /// The picture as JPEG of exactly this size; `None` if it cannot be drawn, then the ad shows a pattern.
    fn jpeg(&self, wanted: &PictureWanted<'_>) -> Option<Vec<u8>>;
}

/// A picture to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureWanted<'a> {
    /// What it shows, as the story calls it; those of the German brand begin with `de-`.
    pub composition: &'a str,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

type Key = (Picture, Option<(u32, u32)>);
/// A cell for each picture, so that two requests for one drawing wait for one drawing.
type Drawn = HashMap<Key, Arc<OnceLock<Bytes>>>;

/// What was drawn, for one simulator.
#[derive(Debug)]
pub(crate) struct Art {
    pictures: Option<Arc<dyn Pictures>>,
    drawn: Mutex<Drawn>,
}

impl Art {
    pub(crate) fn new(pictures: Option<Arc<dyn Pictures>>) -> Self {
        Self { pictures, drawn: Mutex::default() }
    }

    /// The picture as JPEG; within a size if one is given, with its own proportions.
    pub(crate) fn jpeg(&self, picture: Picture, within: Option<(u32, u32)>) -> Bytes {
        let cell =
            Arc::clone(self.drawn.lock().unwrap_or_else(PoisonError::into_inner).entry((picture, within)).or_default());
        cell.get_or_init(|| match within {
            None => self.whole(picture),
            Some(within) => smaller(&self.jpeg(picture, None), within),
        })
        .clone()
    }

    fn whole(&self, picture: Picture) -> Bytes {
        let (width, height) = picture.shape.pixels();
        let wanted = PictureWanted { composition: picture.composition, width, height };
        match self.pictures.as_ref().and_then(|pictures| pictures.jpeg(&wanted)) {
            Some(bytes) => bytes.into(),
            None => encode(&pattern(&wanted)),
        }
    }
}

/// Fields of three colours that follow from the composition.
fn pattern(wanted: &PictureWanted<'_>) -> RgbImage {
    let name = wanted.composition.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let shade = |at: u64| {
        let bits = draw(name, 17, at, 0);
        Rgb([(bits & 0xFF) as u8, ((bits >> 8) & 0xFF) as u8, ((bits >> 16) & 0xFF) as u8])
    };
    let colours = [shade(0), shade(1), shade(2)];
    RgbImage::from_fn(wanted.width, wanted.height, |x, y| {
        let (column, row) = (x * FIELDS / wanted.width, y * FIELDS / wanted.height);
        let field = draw(name, 23, u64::from(row * FIELDS + column), 0);
        colours[(field % colours.len() as u64) as usize]
    })
}

fn smaller(jpeg: &Bytes, (width, height): (u32, u32)) -> Bytes {
    let Ok(whole) = image::load_from_memory(jpeg) else { return jpeg.clone() };
    let whole = whole.into_rgb8();
    let scale = (width as f32 / whole.width() as f32).min(height as f32 / whole.height() as f32).min(1.0);
    let size = |edge: u32| ((edge as f32 * scale).round() as u32).max(1);
    encode(&resize(&whole, size(whole.width()), size(whole.height()), FilterType::Triangle))
}

fn encode(pixels: &RgbImage) -> Bytes {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY)
        .encode(pixels.as_raw(), pixels.width(), pixels.height(), ExtendedColorType::Rgb8)
        .expect("memory takes a JPEG of a sane size");
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Shape;

    #[derive(Debug)]
    struct White;

    impl Pictures for White {
        fn jpeg(&self, wanted: &PictureWanted<'_>) -> Option<Vec<u8>> {
            let white = RgbImage::from_pixel(wanted.width, wanted.height, Rgb([255; 3]));
            (wanted.composition == "hero").then(|| encode(&white).to_vec())
        }
    }

    fn picture(composition: &'static str) -> Picture {
        Picture { composition, shape: Shape::Portrait }
    }

    #[test]
    fn a_picture_is_the_same_twice_and_keeps_its_proportions() {
        let (one, other) = (Art::new(None), Art::new(None));
        let small = one.jpeg(picture("hero"), Some((108, 400)));
        assert_eq!(small, other.jpeg(picture("hero"), Some((108, 400))));
        let size = image::load_from_memory(&small).unwrap();
        assert_eq!((size.width(), size.height()), (108, 135));
    }

    #[test]
    fn another_ad_shows_another_picture() {
        let art = Art::new(None);
        assert_ne!(art.jpeg(picture("hero"), None), art.jpeg(picture("quote"), None));
    }

    #[test]
    fn who_starts_it_may_draw_and_what_is_not_drawn_is_a_pattern() {
        let art = Art::new(Some(Arc::new(White)));
        let hero = image::load_from_memory(&art.jpeg(picture("hero"), None)).unwrap().into_rgb8();
        assert_eq!((hero.dimensions(), hero.get_pixel(500, 500).0), ((1080, 1350), [255; 3]));
        assert_eq!(art.jpeg(picture("quote"), None), Art::new(None).jpeg(picture("quote"), None));
    }
}
