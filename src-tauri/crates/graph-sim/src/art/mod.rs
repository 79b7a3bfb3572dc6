//! The pictures of the demo's ads.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;

use crate::story::Picture;

type Drawn = HashMap<(Picture, Option<(u32, u32)>), Bytes>;

static DRAWN: OnceLock<Mutex<Drawn>> = OnceLock::new();

/// The picture as JPEG, drawn once in a process; smaller if a size is given.
pub(crate) fn jpeg(picture: Picture, within: Option<(u32, u32)>) -> Bytes {
    let drawn = DRAWN.get_or_init(Mutex::default);
    let key = (picture, within);
    if let Some(bytes) = drawn.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(&key) {
        return bytes.clone();
    }
    let bytes = encode(picture, within);
    drawn.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(key, bytes.clone());
    bytes
}

fn encode(picture: Picture, within: Option<(u32, u32)>) -> Bytes {
    let (width, height) = within.unwrap_or_else(|| picture.shape.pixels());
    let plain =
        image::RgbImage::from_pixel(width.clamp(1, 2000), height.clamp(1, 2000), image::Rgb([0x17, 0x30, 0x2B]));
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 86).encode_image(&plain).expect("memory takes a JPEG of a sane size");
    out.into()
}
