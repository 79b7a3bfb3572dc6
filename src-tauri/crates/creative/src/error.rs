//! What can keep an ad from being drawn.

use crate::content::Slot;
use crate::size::CanvasSize;
use crate::template::TemplateFaults;

/// Why an ad was not drawn.
#[derive(Debug, thiserror::Error)]
pub enum CreativeError {
    /// Someone raised the flag.
    #[error("the drawing was cancelled")]
    Cancelled,
    /// The template has no composition of that size.
    #[error("the template `{template}` has no size {size}")]
    NoSuchSize {
        /// The template's id.
        template: String,
        /// The size.
        size: CanvasSize,
    },
    /// A slot that must be filled is empty.
    #[error("the template `{template}` needs `{slot}`")]
    SlotEmpty {
        /// The template's id.
        template: String,
        /// The slot.
        slot: Slot,
    },
    /// No font of the library has these characters.
    #[error("no font has {characters} in `{slot}`: choose a font that has them, or other words")]
    GlyphMissing {
        /// The slot.
        slot: Slot,
        /// The characters, quoted, with their code points.
        characters: String,
    },
    /// The brand names a family that the library does not have.
    #[error("there is no font called `{0}`: add its file, or choose another font")]
    NoSuchFont(String),
    /// The bytes are no font.
    #[error("`{name}` is no usable font: {why}")]
    BadFont {
        /// Where it came from.
        name: String,
        /// What is wrong.
        why: String,
    },
    /// The bytes are no picture we read.
    #[error("the picture cannot be read ({why}): use PNG, JPEG or WebP")]
    BadPicture {
        /// What the decoder said.
        why: String,
    },
    /// The picture is larger than we take into memory.
    #[error("the picture has {width} × {height} pixels; at most {limit} million are read")]
    PictureTooLarge {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
        /// The limit in millions of pixels.
        limit: u32,
    },
    /// The template's folder is not right.
    #[error(transparent)]
    Template(#[from] TemplateFaults),
    /// The filled SVG was refused by the rasteriser; the template got past validation and should not have.
    #[error("the template `{template}` cannot be drawn in {size}: {why}")]
    Undrawable {
        /// The template's id.
        template: String,
        /// The size.
        size: CanvasSize,
        /// What the rasteriser said.
        why: String,
    },
    /// The pixels could not be written in the file format.
    #[error("the picture cannot be written: {0}")]
    Encode(String),
}
