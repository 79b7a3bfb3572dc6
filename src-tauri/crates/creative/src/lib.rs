//! Ads: a brand's words and pictures in a template, as pixels.
//!
//! A [`Template`] is a folder of plain SVG files, one composition per [`CanvasSize`] (`docs/templates.md` is its
//! format). An [`Order`] puts a [`BrandLook`] and [`Content`] into it, and a [`Studio`] draws all its sizes:
//!
//! 1. `compose` lays words out (`text`), fits pictures, puts the scheme's colours in, and writes a plain SVG in which
//!    words are outlines and pictures are references;
//! 2. `raster` draws that SVG, with decoded and resized pictures out of a bounded cache;
//! 3. [`encode`] writes PNG or JPEG with our id and the template's version inside.
//!
//! The same order gives the same pixels: fonts come from a [`Fonts`] library and never from the system, nothing asks
//! the time, and random choices come with a seed from outside.

mod bundle;
pub mod cancel;
mod chance;
pub mod check;
pub mod colour;
mod compose;
pub mod content;
mod direction;
pub mod drawn;
pub mod encode;
pub mod error;
pub mod fill;
pub mod font;
pub mod look;
pub mod mend;
pub mod name;
pub mod near;
pub mod order;
pub mod picture;
mod raster;
pub mod repair;
pub mod select;
pub mod size;
pub mod studio;
pub mod tag;
pub mod template;
mod text;

pub use cancel::Cancel;
pub use colour::{ColourMode, Palette, Rgb};
pub use content::{Content, Slot};
pub use drawn::{Drawn, PictureBox, Pixels, Rect, TextBox};
pub use error::CreativeError;
pub use font::Fonts;
pub use look::BrandLook;
pub use mend::{Mend, RepairStep};
pub use order::Order;
pub use picture::{Focus, Picture, Subject};
pub use size::CanvasSize;
pub use studio::Studio;
pub use template::{Template, TemplateFault, TemplateFaults};
