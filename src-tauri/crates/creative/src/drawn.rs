//! A finished drawing, and where everything stands on it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::colour::Rgb;
use crate::content::Slot;
use crate::mend::RepairStep;
use crate::size::CanvasSize;

/// A rectangle in pixels of the canvas, from the top left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Rect {
    /// Right edge.
    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    /// Bottom edge.
    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    /// Grown by so much on every side.
    pub fn grown(&self, by: f32) -> Self {
        Self { x: self.x - by, y: self.y - by, width: self.width + 2.0 * by, height: self.height + 2.0 * by }
    }

    /// The smallest rectangle around both.
    pub fn union(&self, other: &Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self { x, y, width: self.right().max(other.right()) - x, height: self.bottom().max(other.bottom()) - y }
    }

    /// Whether they share any area.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// What both cover; empty where they do not meet.
    pub fn shared(&self, other: &Self) -> Self {
        let (x, y) = (self.x.max(other.x), self.y.max(other.y));
        let (right, bottom) = (self.right().min(other.right()), self.bottom().min(other.bottom()));
        Self { x, y, width: (right - x).max(0.0), height: (bottom - y).max(0.0) }
    }

    /// How many square px it covers.
    pub fn area(&self) -> f32 {
        self.width * self.height
    }

    /// Whether the other lies inside, give or take `slack` px.
    pub fn contains(&self, other: &Self, slack: f32) -> bool {
        other.x >= self.x - slack
            && other.y >= self.y - slack
            && other.right() <= self.right() + slack
            && other.bottom() <= self.bottom() + slack
    }
}

/// Opaque sRGB pixels, four bytes each (the fourth is always 255), row by row.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// `width × height × 4` bytes.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Pixels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pixels({}×{})", self.width, self.height)
    }
}

impl Pixels {
    /// The colour at a place; places outside are those at the nearest edge.
    pub fn at(&self, x: u32, y: u32) -> Rgb {
        let (x, y) = (x.min(self.width.saturating_sub(1)), y.min(self.height.saturating_sub(1)));
        let start = (y as usize * self.width as usize + x as usize) * 4;
        let byte = |offset: usize| self.rgba.get(start + offset).copied().unwrap_or(255);
        Rgb { r: byte(0), g: byte(1), b: byte(2) }
    }
}

/// Words as they were set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextBox {
    /// The slot.
    pub slot: Slot,
    /// What the words cover with their ink.
    pub bounds: Rect,
    /// The box the template gives them, after flow.
    pub frame: Rect,
    /// Size of the letters in px of the canvas.
    pub px: f32,
    /// The smallest size the template allows.
    pub min_px: f32,
    /// The words as they were ordered: without marks, not broken into lines, in the letters that were typed.
    pub words: String,
    /// The words line by line, without marks.
    pub lines: Vec<String>,
    /// The ink of each line.
    pub line_bounds: Vec<Rect>,
    /// Most lines the template allows.
    pub max_lines: u32,
    /// Baseline of the last line.
    pub baseline: f32,
    /// The colour of the letters.
    pub fill: Rgb,
    /// The weight of the letters, 100–900.
    pub weight: f32,
    /// The words do not fit, not even at the smallest size.
    pub overflows: bool,
    /// Whether it is the logo set as words.
    pub is_logo: bool,
}

/// A picture as it was placed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PictureBox {
    /// The slot.
    pub slot: Slot,
    /// Where the picture (cover: its visible part) stands.
    pub bounds: Rect,
    /// Where the picture's subject stands; may reach beyond `bounds` when it was cropped.
    pub subject: Rect,
    /// The box the template gives it.
    pub frame: Rect,
    /// Pixels of the canvas for each pixel of the picture: above 1 it was enlarged.
    pub scale: f32,
    /// Clear space asked for, px (logos).
    pub clear: f32,
    /// Whether it is the logo.
    pub is_logo: bool,
}

/// One ad in one size.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The size.
    pub size: CanvasSize,
    /// The picture.
    pub pixels: Pixels,
    /// The same without words, at a quarter of the size: what stands behind the letters.
    pub backdrop: Pixels,
    /// The words, in paint order.
    pub texts: Vec<TextBox>,
    /// The pictures, in paint order.
    pub pictures: Vec<PictureBox>,
    /// The font files that its letters come from, with their SHA-256.
    pub fonts: BTreeMap<String, String>,
    /// What repair did to get here (empty from a plain drawing).
    pub steps: Vec<RepairStep>,
}

impl Drawn {
    /// Pixels of the canvas for one pixel of [`Drawn::backdrop`].
    pub const BACKDROP_STEP: u32 = 4;
}
