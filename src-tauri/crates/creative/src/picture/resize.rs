//! Scaling pictures, with alpha treated as cover and not as a fourth colour.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{MulDiv, PixelType, ResizeOptions, Resizer};
use image::{DynamicImage, RgbImage, RgbaImage};

use crate::drawn::Rect;
use crate::error::CreativeError;

fn bad(error: impl std::fmt::Display) -> CreativeError {
    CreativeError::BadPicture { why: error.to_string() }
}

/// A picture as [`part`] takes it, with its colours multiplied by its alpha: done once, where scaling would do it for a
/// copy of the picture each time.
pub(super) fn multiplied(image: DynamicImage) -> Result<DynamicImage, CreativeError> {
    let DynamicImage::ImageRgba8(pixels) = image else { return Ok(image) };
    let (width, height) = pixels.dimensions();
    let mut pixels = Image::from_vec_u8(width, height, pixels.into_raw(), PixelType::U8x4).map_err(bad)?;
    MulDiv::new().multiply_alpha_inplace(&mut pixels).map_err(bad)?;
    from_parts(pixels)
}

/// A part of a [`multiplied`] picture (in its pixels) at another size, with its colours as they are.
pub(super) fn part(image: &DynamicImage, crop: Rect, width: u32, height: u32) -> Result<DynamicImage, CreativeError> {
    let mut scaled = resized(image, crop, (width, height), false)?;
    if scaled.pixel_type() == PixelType::U8x4 {
        MulDiv::new().divide_alpha_inplace(&mut scaled).map_err(bad)?;
    }
    from_parts(scaled)
}

fn resized(
    image: &DynamicImage,
    crop: Rect,
    (width, height): (u32, u32),
    use_alpha: bool,
) -> Result<Image<'static>, CreativeError> {
    let (kind, bytes) = match image {
        DynamicImage::ImageRgba8(pixels) => (PixelType::U8x4, pixels.as_raw()),
        DynamicImage::ImageRgb8(pixels) => (PixelType::U8x3, pixels.as_raw()),
        _ => return Err(bad("it is neither RGB nor RGBA")),
    };
    let source = ImageRef::new(image.width(), image.height(), bytes, kind).map_err(bad)?;
    let mut target = Image::new(width, height, kind);
    let (left, top) = (f64::from(crop.x.max(0.0)), f64::from(crop.y.max(0.0)));
    let wide = f64::from(crop.width).min(f64::from(image.width()) - left);
    let high = f64::from(crop.height).min(f64::from(image.height()) - top);
    let options = ResizeOptions::new().crop(left, top, wide, high).use_alpha(use_alpha);
    Resizer::new().resize(&source, &mut target, &options).map_err(bad)?;
    Ok(target)
}

fn from_parts(pixels: Image<'_>) -> Result<DynamicImage, CreativeError> {
    let (width, height, kind) = (pixels.width(), pixels.height(), pixels.pixel_type());
    let bytes = pixels.into_vec();
    let image = match kind {
        PixelType::U8x4 => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgba8),
        _ => RgbImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgb8),
    };
    image.ok_or_else(|| bad("it has no pixels"))
}

/// The whole picture with its longer side so long.
pub(super) fn shrink(image: &DynamicImage, longest: u32) -> Result<DynamicImage, CreativeError> {
    let scale = f64::from(longest) / f64::from(image.width().max(image.height()));
    // The casts are safe: both are at most `longest`.
    let side = |pixels: u32| ((f64::from(pixels) * scale).round() as u32).max(1);
    let whole = Rect { x: 0.0, y: 0.0, width: image.width() as f32, height: image.height() as f32 };
    from_parts(resized(image, whole, (side(image.width()), side(image.height())), true)?)
}
