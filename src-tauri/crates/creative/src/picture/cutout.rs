//! Cutting a product out of a plain backdrop.
//!
//! 1. The border says what the backdrop is: a colour that may change slowly across the picture ([`backdrop`]). A border
//!    that no such colour explains is no plain backdrop, and nothing is cut.
//! 2. From the border everything is flooded that has this colour, or that falls off from it smoothly like a soft
//!    shadow ([`flood`]). Specks are dust; what shows the backdrop and is enclosed by sharp edges is a hole ([`regions`]).
//! 3. Along the edge each pixel is a mixture of what is on its two sides: its share of the product is its alpha, and
//!    the backdrop's part is taken out of its colour, so that no halo stays ([`matte`]).
//!
//! The same file gives the same pixels, and nothing is held but a few planes of a picture of at most
//! [`LONGEST_SIDE`].

mod backdrop;
mod flood;
mod matte;
mod plane;
mod regions;

use image::{DynamicImage, RgbImage};
use serde::{Deserialize, Serialize};

use super::decode::{decode, hollow_share};
use crate::error::CreativeError;
use backdrop::Backdrop;
use plane::Plane;

/// Longer sides are made so long: ads never show a product larger.
pub const LONGEST_SIDE: u32 = 2400;
/// Smaller pictures have no edge to speak of.
const SHORTEST_SIDE: u32 = 64;
/// From this share of see-through pixels a picture is cut out already.
const HOLLOW: f32 = 0.005;
/// A smaller share of the picture is no product.
const LEAST_PRODUCT: f32 = 0.004;
/// More of the picture than this means that nothing was flooded worth the name.
const MOST_PRODUCT: f32 = 0.97;
/// Where more of the outline than this hardly differs from the backdrop, it is guesswork.
const MOST_GUESSED: f32 = 0.35;

/// What to do with what is neither product nor backdrop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CutoutOptions {
    /// Keep the soft shadow, as black that lets through.
    pub shadow: bool,
    /// Cut what shows the backdrop inside the product too, like the hole of a handle.
    pub holes: bool,
}

impl Default for CutoutOptions {
    fn default() -> Self {
        Self { shadow: false, holes: true }
    }
}

/// A product without its backdrop.
#[derive(Clone, Debug, PartialEq)]
pub struct Cutout {
    /// The picture, a PNG with alpha, as large as the photo unless that was larger than [`LONGEST_SIDE`].
    pub png: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The share of the picture that is product.
    pub product: f32,
}

/// Why nothing was cut out.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoCutout {
    /// It has a transparent background already.
    #[error("it is cut out already")]
    CutOut,
    /// There are too few pixels.
    #[error("it is smaller than {SHORTEST_SIDE} pixels")]
    Small,
    /// The border is not of one colour, not even one that changes slowly.
    #[error("its border is not plain: {0} % of it is not of one backdrop")]
    Busy(u32),
    /// All of it is backdrop.
    #[error("nothing stands out from its backdrop")]
    Empty,
    /// The backdrop could not be told from the product.
    #[error("the product fills it up to its borders")]
    Full,
    /// The outline cannot be seen.
    #[error("along {0} % of its outline the product has the colour of the backdrop")]
    Alike(u32),
}

/// Cuts a product out; `Ok(Err(…))` says why that is not possible with this photo.
///
/// # Errors
/// [`CreativeError::BadPicture`] and [`CreativeError::PictureTooLarge`] for files that cannot be read.
pub fn cut_out(file: &[u8], options: CutoutOptions) -> Result<Result<Cutout, NoCutout>, CreativeError> {
    let image = decode(file)?.image;
    if hollow_share(&image) > HOLLOW {
        return Ok(Err(NoCutout::CutOut));
    }
    let image = match image.width().max(image.height()) > LONGEST_SIDE {
        true => super::resize::shrink(&image, LONGEST_SIDE)?,
        false => image,
    };
    match of_pixels(&image.into_rgb8(), options) {
        Ok((rgba, product)) => {
            let (width, height) = rgba.dimensions();
            let png = packed(&DynamicImage::ImageRgba8(rgba))?;
            Ok(Ok(Cutout { png, width, height, product }))
        }
        Err(why) => Ok(Err(why)),
    }
}

/// The same with pixels.
fn of_pixels(photo: &RgbImage, options: CutoutOptions) -> Result<(image::RgbaImage, f32), NoCutout> {
    if photo.width().min(photo.height()) < SHORTEST_SIDE {
        return Err(NoCutout::Small);
    }
    let plane = Plane::of(photo);
    let backdrop = Backdrop::of(&plane, photo)?;
    let mut mask = flood::backdrop(&plane, &backdrop);
    regions::drop_dust(&plane, &mut mask);
    if options.holes {
        regions::open_holes(&plane, &backdrop, &mut mask);
    }
    let product = mask.iter().filter(|backdrop| !**backdrop).count() as f32 / mask.len() as f32;
    if product < LEAST_PRODUCT {
        return Err(NoCutout::Empty);
    }
    if product > MOST_PRODUCT {
        return Err(NoCutout::Full);
    }
    let shadow = options.shadow.then_some(&backdrop);
    let matte = matte::of(photo, &plane, &mask, shadow);
    if matte.guessed > MOST_GUESSED {
        return Err(NoCutout::Alike(percent(matte.guessed)));
    }
    Ok((matte.rgba, product))
}

fn percent(share: f32) -> u32 {
    // The cast is safe: a share is at most 1.
    (share.clamp(0.0, 1.0) * 100.0).round() as u32
}

fn packed(image: &DynamicImage) -> Result<Vec<u8>, CreativeError> {
    let bad = |error: png::EncodingError| CreativeError::Encode(error.to_string());
    let mut bytes = Vec::with_capacity(image.as_bytes().len() / 4);
    let mut encoder = png::Encoder::new(&mut bytes, image.width(), image.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    encoder.set_compression(png::Compression::Balanced);
    let mut writer = encoder.write_header().map_err(bad)?;
    writer.write_image_data(image.as_bytes()).map_err(bad)?;
    writer.finish().map_err(bad)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
