//! JPEG.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::{Stamp, icc, rgb};
use crate::drawn::Drawn;
use crate::error::CreativeError;

/// An sRGB JPEG of the given quality, 1–100; 90 is good for ads. Colour is kept at full resolution (4:4:4): red letters
/// on a coloured ground fray otherwise.
///
/// # Errors
/// [`CreativeError::Encode`].
pub fn jpeg(drawn: &Drawn, stamp: &Stamp, quality: u8) -> Result<Vec<u8>, CreativeError> {
    let bad = |error: jpeg_encoder::EncodingError| CreativeError::Encode(error.to_string());
    let side = |pixels: u32| u16::try_from(pixels).map_err(|error| CreativeError::Encode(error.to_string()));
    let (width, height) = (side(drawn.pixels.width)?, side(drawn.pixels.height)?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality.clamp(1, 100));
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder.set_optimized_huffman_tables(true);
    encoder.add_icc_profile(&icc::srgb()).map_err(bad)?;
    encoder.encode(&rgb(&drawn.pixels), width, height, ColorType::Rgb).map_err(bad)?;
    Ok(with_comment(bytes, &stamp.comment()))
}

/// The file with a comment behind its first two bytes and the JFIF segment.
fn with_comment(mut bytes: Vec<u8>, comment: &str) -> Vec<u8> {
    let jfif = match bytes.get(2..6) {
        Some([0xff, 0xe0, high, low]) => 2 + usize::from(u16::from_be_bytes([*high, *low])),
        _ => 0,
    };
    let text: Vec<u8> = comment.bytes().take(60_000).collect();
    let length = u16::try_from(text.len() + 2).unwrap_or(u16::MAX).to_be_bytes();
    let segment = [&[0xff, 0xfe], length.as_slice(), &text].concat();
    let at = (2 + jfif).min(bytes.len());
    bytes.splice(at..at, segment);
    bytes
}
