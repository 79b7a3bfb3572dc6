//! PNG.
//!
//! Nearly all the time that others need for an ad goes into zlib. Here rows are filtered and packed by fdeflate, which
//! is made for PNG and ten times as fast at about the same size.

use super::{Stamp, rgb};
use crate::drawn::Drawn;
use crate::error::CreativeError;

/// An sRGB PNG without alpha.
///
/// # Errors
/// [`CreativeError::Encode`].
pub fn png(drawn: &Drawn, stamp: &Stamp) -> Result<Vec<u8>, CreativeError> {
    let bad = |error: png::EncodingError| CreativeError::Encode(error.to_string());
    let pixels = rgb(&drawn.pixels);
    let mut bytes = Vec::with_capacity(pixels.len() / 2);
    let mut encoder = png::Encoder::new(&mut bytes, drawn.pixels.width, drawn.pixels.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    encoder.add_text_chunk("Comment".to_owned(), stamp.comment()).map_err(bad)?;
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().map_err(bad)?;
    writer.write_image_data(&pixels).map_err(bad)?;
    writer.finish().map_err(bad)?;
    Ok(bytes)
}
