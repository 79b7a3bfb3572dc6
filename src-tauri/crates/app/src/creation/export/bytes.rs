//! The bytes of a picture as they leave the program.

use std::collections::BTreeMap;

use creative::{Cancel, Drawn, Pixels, encode};
use image::imageops::FilterType;

use super::{ExportFormat, ExportWanted, Piece};
use crate::creation::{library, more, recipe, templates};
use crate::{AppError, Workspace};

/// How pictures are packed.
pub(super) struct Packed<'a> {
    pub ws: &'a Workspace,
    pub wanted: &'a ExportWanted,
    pub cancel: &'a Cancel,
}

/// A picture ready to be written.
pub(super) struct Made {
    pub bytes: Vec<u8>,
    pub sha256: String,
    /// A small JPEG for the page with all ads; empty if none is wanted.
    pub small: Vec<u8>,
}

impl Packed<'_> {
    /// Packs a picture.
    ///
    /// # Errors
    /// `cancelled`; as [`more::bytes`].
    pub fn make(&self, piece: &Piece<'_>) -> Result<Made, AppError> {
        if self.cancel.is_cancelled() {
            return Err(AppError::cancelled());
        }
        let png = more::bytes(self.ws, piece.ad, piece.file)?;
        let small = if self.wanted.contact_sheet { small(&png)? } else { Vec::new() };
        let bytes = match self.wanted.format {
            ExportFormat::Jpeg => jpeg(piece, &png)?,
            ExportFormat::Png if self.wanted.smaller => encode::optimised(&png)?,
            ExportFormat::Png => png,
        };
        Ok(Made { sha256: templates::sha256(&bytes), bytes, small })
    }
}

/// The same pixels as JPEG.
fn jpeg(piece: &Piece<'_>, png: &[u8]) -> Result<Vec<u8>, AppError> {
    let drawn = Drawn {
        size: piece.size,
        pixels: library::pixels(png)?,
        backdrop: Pixels { width: 0, height: 0, rgba: Vec::new() },
        texts: Vec::new(),
        pictures: Vec::new(),
        fonts: BTreeMap::new(),
        steps: Vec::new(),
    };
    let ad = piece.ad;
    let stamp = recipe::stamp_of(&ad.id, &ad.tag, ad.template.as_deref().unwrap_or_default(), ad.template_version);
    Ok(encode::jpeg(&drawn, &stamp, JPEG_QUALITY)?)
}

/// Type stays crisp, and Meta compresses once more anyway.
const JPEG_QUALITY: u8 = 92;

/// Pixels across of the pictures on the page, at most: twice what a frame is wide.
const SMALL_WIDTH: u32 = 560;

/// A small JPEG of a picture.
fn small(bytes: &[u8]) -> Result<Vec<u8>, AppError> {
    let picture = image::load_from_memory(bytes).map_err(AppError::internal)?.into_rgb8();
    let height = (f64::from(picture.height()) * f64::from(SMALL_WIDTH) / f64::from(picture.width())).round() as u32;
    let small = image::imageops::resize(&picture, SMALL_WIDTH, height.max(1), FilterType::CatmullRom);
    let mut out = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 86)
        .encode(small.as_raw(), small.width(), small.height(), image::ExtendedColorType::Rgb8)
        .map_err(AppError::internal)?;
    Ok(out)
}
