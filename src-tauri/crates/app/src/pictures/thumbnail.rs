//! Pictures at the size in which a list shows them.
//!
//! A web view holds a picture decoded in its full size, whatever size it is drawn at: an ad of 1080 × 1350 takes 5.8 MB,
//! and a page shows twenty and more. So pages ask for a width, one of a few, and get no more pixels than that.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, ImageReader, imageops};
use store::meta::Picture;

/// Widths that are made, in pixels; few, so that a picture shown at several sizes is made once or twice.
const WIDTHS: [u32; 3] = [128, 256, 512];
/// Pictures from outside: nothing that claims to be larger than any ad is opened.
const LARGEST_SIDE: u32 = 16_384;

/// The picture with at most as many pixels as `width` needs; the picture itself if it is no wider, if no such width is
/// made, or if it cannot be read (the web view then says so itself).
#[must_use]
pub fn thumbnail(picture: Picture, width: u32) -> Picture {
    let Some(width) = WIDTHS.into_iter().find(|made| *made >= width) else { return picture };
    match shrunk(&picture.data, width) {
        Ok(Some(data)) => Picture { mime: "image/png".to_owned(), data },
        Ok(None) => picture,
        Err(error) => {
            tracing::debug!(%error, "a picture cannot be made smaller");
            picture
        }
    }
}

fn shrunk(bytes: &[u8], width: u32) -> Result<Option<Vec<u8>>, image::ImageError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = image::Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(LARGEST_SIDE), Some(LARGEST_SIDE));
    reader.limits(limits);
    let whole = reader.decode()?;
    if whole.width() <= width {
        return Ok(None);
    }
    let height = (u64::from(whole.height()) * u64::from(width)).div_ceil(u64::from(whole.width()));
    let small = resized(whole, width, u32::try_from(height).unwrap_or(LARGEST_SIDE));
    let mut data = Vec::new();
    small.write_to(&mut Cursor::new(&mut data), ImageFormat::Png)?;
    Ok(Some(data))
}

/// Averages areas: nothing flickers, thin lines stay.
fn resized(whole: DynamicImage, width: u32, height: u32) -> DynamicImage {
    if whole.color().has_alpha() {
        DynamicImage::ImageRgba8(imageops::thumbnail(&whole.into_rgba8(), width, height))
    } else {
        DynamicImage::ImageRgb8(imageops::thumbnail(&whole.into_rgb8(), width, height))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32) -> Picture {
        let mut data = Vec::new();
        let drawn = DynamicImage::new_rgb8(width, height);
        drawn.write_to(&mut Cursor::new(&mut data), ImageFormat::Jpeg).unwrap();
        Picture { mime: "image/jpeg".to_owned(), data }
    }

    fn size(picture: &Picture) -> (u32, u32) {
        let read = image::load_from_memory(&picture.data).unwrap();
        (read.width(), read.height())
    }

    #[test]
    fn a_picture_is_made_as_wide_as_the_next_width_and_keeps_its_shape() {
        let small = thumbnail(picture(1080, 1350), 120);
        assert_eq!((size(&small), small.mime.as_str()), ((128, 160), "image/png"));
        assert_eq!(size(&thumbnail(picture(1080, 1920), 129)), (256, 456));
    }

    #[test]
    fn what_is_small_enough_wanted_large_or_broken_is_left_alone() {
        assert_eq!(thumbnail(picture(100, 80), 90), picture(100, 80));
        assert_eq!(thumbnail(picture(1080, 1350), 900), picture(1080, 1350));
        let broken = Picture { mime: "image/png".to_owned(), data: b"no picture".to_vec() };
        assert_eq!(thumbnail(broken.clone(), 100), broken);
    }
}
