//! All drawings side by side, at a third of their size.

use creative::Drawn;
use image::{ImageEncoder, RgbImage, imageops};

const GAP: u32 = 24;
const SHRINK: u32 = 3;

/// Rows of drawings.
#[derive(Default)]
pub struct Sheet {
    rows: Vec<Vec<RgbImage>>,
}

impl Sheet {
    /// Adds a row.
    pub fn add(&mut self, drawn: Vec<Drawn>) {
        self.rows.push(drawn.iter().filter_map(small).collect());
    }

    /// The sheet as a PNG.
    pub fn png(&self) -> Result<Vec<u8>, image::ImageError> {
        let row_width = |row: &Vec<RgbImage>| row.iter().map(|image| image.width() + GAP).sum::<u32>() + GAP;
        let row_height = |row: &Vec<RgbImage>| row.iter().map(RgbImage::height).max().unwrap_or(0) + GAP;
        let width = self.rows.iter().map(row_width).max().unwrap_or(GAP);
        let height = self.rows.iter().map(row_height).sum::<u32>() + GAP;
        let mut sheet = RgbImage::from_pixel(width, height, image::Rgb([236, 236, 236]));
        let mut y = GAP;
        for row in &self.rows {
            let mut x = GAP;
            for image in row {
                imageops::replace(&mut sheet, image, i64::from(x), i64::from(y));
                x += image.width() + GAP;
            }
            y += row_height(row);
        }
        let mut bytes = Vec::new();
        let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        encoder.write_image(&sheet, width, height, image::ExtendedColorType::Rgb8)?;
        Ok(bytes)
    }
}

fn small(drawn: &Drawn) -> Option<RgbImage> {
    let pixels = image::RgbaImage::from_raw(drawn.pixels.width, drawn.pixels.height, drawn.pixels.rgba.clone())?;
    let rgb = image::DynamicImage::ImageRgba8(pixels).into_rgb8();
    Some(imageops::resize(&rgb, rgb.width() / SHRINK, rgb.height() / SHRINK, imageops::FilterType::Lanczos3))
}
