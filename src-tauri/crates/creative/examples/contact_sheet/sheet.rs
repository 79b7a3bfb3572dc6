//! Ads in rows, four tenths of their size: one row a template, first one brand, then the other.

use creative::Drawn;
use image::{ImageEncoder as _, RgbImage, imageops};

const GAP: u32 = 32;

/// The sheet as a PNG.
pub fn png(rows: &[Vec<Drawn>]) -> Result<Vec<u8>, image::ImageError> {
    let rows: Vec<Vec<RgbImage>> = rows.iter().map(|row| row.iter().filter_map(small).collect()).collect();
    let across = |row: &Vec<RgbImage>| row.iter().map(|image| image.width() + GAP).sum::<u32>() + GAP;
    let down = |row: &Vec<RgbImage>| row.iter().map(RgbImage::height).max().unwrap_or(0) + GAP;
    let width = rows.iter().map(across).max().unwrap_or(GAP);
    let height = rows.iter().map(down).sum::<u32>() + GAP;
    let mut sheet = RgbImage::from_pixel(width, height, image::Rgb([236, 236, 236]));
    let mut y = GAP;
    for row in &rows {
        let mut x = GAP;
        for image in row {
            imageops::replace(&mut sheet, image, i64::from(x), i64::from(y));
            x += image.width() + GAP;
        }
        y += down(row);
    }
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    encoder.write_image(&sheet, width, height, image::ExtendedColorType::Rgb8)?;
    Ok(bytes)
}

fn small(drawn: &Drawn) -> Option<RgbImage> {
    let pixels = image::RgbaImage::from_raw(drawn.pixels.width, drawn.pixels.height, drawn.pixels.rgba.clone())?;
    let rgb = image::DynamicImage::ImageRgba8(pixels).into_rgb8();
    Some(imageops::resize(&rgb, rgb.width() * 2 / 5, rgb.height() * 2 / 5, imageops::FilterType::Lanczos3))
}
