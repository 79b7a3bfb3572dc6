//! Decoding pictures, upright.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader};

use super::{Subject, edge, profile};
use crate::colour::Rgb;
use crate::drawn::Pixels;
use crate::error::CreativeError;

/// Pictures with more pixels are refused: 64 million are 256 MB.
const MOST_MILLIONS: u32 = 64;
/// Longer sides are made so long after decoding: ads never show more.
pub(super) const LONGEST_SIDE: u32 = 2880;
/// Alpha from which a pixel belongs to the subject; soft shadows are below.
pub(super) const SOLID: u8 = 160;

/// What the head of a file says.
pub(crate) struct Head {
    pub width: u32,
    pub height: u32,
    pub transparent: bool,
}

/// A decoded picture.
pub(crate) struct Decoded {
    /// RGB8 or RGBA8.
    pub image: DynamicImage,
    /// Where its opaque part lies.
    pub solid: Subject,
    /// The colours along its outline; none if it has no holes.
    pub edge: Vec<Rgb>,
}

impl Decoded {
    /// Bytes of memory.
    pub fn size(&self) -> usize {
        self.image.as_bytes().len() + self.edge.len() * size_of::<Rgb>()
    }
}

fn bad(error: impl std::fmt::Display) -> CreativeError {
    CreativeError::BadPicture { why: error.to_string() }
}

fn decoder(bytes: &[u8]) -> Result<impl ImageDecoder + '_, CreativeError> {
    ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(bad)?.into_decoder().map_err(bad)
}

/// Reads the head of a file.
pub(crate) fn head(bytes: &[u8]) -> Result<Head, CreativeError> {
    let mut decoder = decoder(bytes)?;
    let ((width, height), color) = (decoder.dimensions(), decoder.color_type());
    if u64::from(width) * u64::from(height) > u64::from(MOST_MILLIONS) * 1_000_000 {
        return Err(CreativeError::PictureTooLarge { width, height, limit: MOST_MILLIONS });
    }
    // Cameras write the picture lying and say how to turn it.
    let turned = decoder.orientation().map_err(bad)?.to_exif() >= 5;
    let (width, height) = if turned { (height, width) } else { (width, height) };
    Ok(Head { width, height, transparent: color.has_alpha() })
}

/// Decodes a whole file.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, CreativeError> {
    head(bytes)?;
    let mut decoder = decoder(bytes)?;
    let orientation = decoder.orientation().map_err(bad)?;
    let written_in = decoder.icc_profile().map_err(bad)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(bad)?;
    image.apply_orientation(orientation);
    let image = match image.color().has_alpha() {
        true => DynamicImage::ImageRgba8(image.into_rgba8()),
        false => DynamicImage::ImageRgb8(image.into_rgb8()),
    };
    let image = profile::in_srgb(image, written_in.as_deref());
    let longest = image.width().max(image.height());
    let image = if longest > LONGEST_SIDE { super::resize::shrink(&image, LONGEST_SIDE)? } else { image };
    let (solid, edge) = (solid_part(&image), edge::edge(&image));
    Ok(Decoded { image, solid, edge })
}

/// All pixels of a file as it lies, on white where one sees through it: what a fingerprint and a colour count look at.
///
/// # Errors
/// [`CreativeError::BadPicture`].
pub fn on_white(bytes: &[u8]) -> Result<Pixels, CreativeError> {
    let mut decoder = decoder(bytes)?;
    let written_in = decoder.icc_profile().map_err(bad)?;
    let image = DynamicImage::ImageRgba8(DynamicImage::from_decoder(decoder).map_err(bad)?.into_rgba8());
    let mut rgba = profile::in_srgb(image, written_in.as_deref()).into_rgba8();
    for pixel in rgba.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        if alpha == u8::MAX {
            continue;
        }
        let on_white = |channel: u8| {
            let (channel, alpha) = (u32::from(channel), u32::from(alpha));
            ((channel * alpha + 255 * (255 - alpha)) / 255) as u8
        };
        pixel.0 = [on_white(red), on_white(green), on_white(blue), u8::MAX];
    }
    Ok(Pixels { width: rgba.width(), height: rgba.height(), rgba: rgba.into_raw() })
}

/// The share of pixels that one sees through.
pub(super) fn hollow_share(image: &DynamicImage) -> f32 {
    let Some(pixels) = image.as_rgba8() else { return 0.0 };
    let hollow = pixels.pixels().filter(|pixel| pixel.0[3] < SOLID).count();
    hollow as f32 / (pixels.width() * pixels.height()).max(1) as f32
}

/// The box around the opaque pixels.
fn solid_part(image: &DynamicImage) -> Subject {
    let whole = Subject { x: 0.0, y: 0.0, width: 1.0, height: 1.0 };
    let Some(pixels) = image.as_rgba8() else { return whole };
    let (mut left, mut top, mut right, mut bottom) = (u32::MAX, u32::MAX, 0, 0);
    for (y, row) in pixels.rows().enumerate() {
        let y = u32::try_from(y).unwrap_or(u32::MAX);
        for (x, pixel) in (0..).zip(row) {
            if pixel.0[3] >= SOLID {
                (left, right) = (left.min(x), right.max(x + 1));
                (top, bottom) = (top.min(y), y + 1);
            }
        }
    }
    if right <= left || bottom <= top {
        return whole;
    }
    let (width, height) = (pixels.width() as f32, pixels.height() as f32);
    Subject {
        x: left as f32 / width,
        y: top as f32 / height,
        width: (right - left) as f32 / width,
        height: (bottom - top) as f32 / height,
    }
}
