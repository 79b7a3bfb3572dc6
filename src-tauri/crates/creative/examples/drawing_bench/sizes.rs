//! How large our file is, and how large sharp would write the same pixels.

use creative::{Cancel, Order, Pixels, Studio, encode};

use crate::{Failure, stamp};

/// The bytes of one ad.
pub struct Sizes {
    pub ours: usize,
    pub sharps: usize,
}

impl Sizes {
    pub fn ratio(&self) -> f64 {
        self.ours as f64 / self.sharps as f64
    }
}

/// Both sizes of an ad.
pub fn of(studio: &Studio, order: &Order) -> Result<Sizes, Failure> {
    let drawn = studio.draw(order, &Cancel::new())?.remove(0);
    Ok(Sizes { ours: encode::png(&drawn, &stamp(order))?.len(), sharps: as_sharp(&drawn.pixels)?.len() })
}

/// A PNG as sharp 0.34 writes it when it is told nothing: no filter, zlib at 6.
fn as_sharp(pixels: &Pixels) -> Result<Vec<u8>, Failure> {
    let rgb: Vec<u8> = pixels.rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width, pixels.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_deflate_compression(png::DeflateCompression::Level(6));
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(bytes)
}
