//! What a template says about a slot.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::size::CanvasSize;

/// What a slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SlotKind {
    /// Words.
    Text,
    /// A picture.
    Picture,
    /// The brand's logo, or its name.
    Logo,
}

/// A slot as `template.toml` declares it.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotRule {
    /// What it holds.
    pub kind: SlotKind,
    /// Whether the ad cannot be drawn without it.
    pub required: bool,
    /// The sizes that draw it.
    pub sizes: Vec<CanvasSize>,
    /// How many characters look best, by size.
    pub typical: BTreeMap<CanvasSize, u32>,
    /// How many characters fit, by size.
    pub most: BTreeMap<CanvasSize, u32>,
    /// Of a picture: how wide its subject may be, by its height. Nothing: as wide as it likes.
    pub widest: Option<f32>,
    /// Of a picture: a set is shown by its own picture, not by its parts.
    pub whole: bool,
}

/// Where a line or a dot that points at a picture ends: so far inside its outline, as seen from a side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reach {
    /// The side that the line comes from.
    pub from_left: bool,
    /// How far inside the outline it ends, px.
    pub inside: f32,
    /// The width of the mirror that it is drawn behind, where words run from the right.
    pub mirror: Option<f32>,
}

/// Which of the brand's two fonts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FontRole {
    /// For headlines.
    Display,
    /// For reading.
    #[default]
    Text,
}

/// Where lines stand in their box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the side the script starts.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the side the script ends.
    End,
    /// Left, whatever the script.
    Left,
    /// Right, whatever the script.
    Right,
}

/// Where the block of lines stands in its box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Valign {
    #[default]
    Top,
    Middle,
    Bottom,
}

/// How the words of a slot are set.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRule {
    /// Smallest letters, px.
    pub min_px: f32,
    /// Largest letters, px.
    pub max_px: f32,
    /// Most lines.
    pub max_lines: u32,
    /// Which font.
    pub font: FontRole,
    /// Weight, 1–1000.
    pub weight: f32,
    /// Width, percent.
    pub width: f32,
    /// Tracking, em.
    pub tracking: f32,
    /// Baseline to baseline, em.
    pub leading: f32,
    /// Lines in their box.
    pub align: Align,
    pub(crate) valign: Valign,
    pub(crate) role: String,
    pub(crate) mark_role: String,
    pub(crate) stop_role: Option<String>,
    pub(crate) upper: bool,
    pub(crate) features: Vec<(String, u16)>,
    pub(crate) hang: bool,
    pub(crate) same_size_as: Option<String>,
    pub(crate) over: Option<Over>,
}

/// Words that stand on a picture.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Over {
    /// The picture's slot.
    pub picture: String,
    /// The colour to take when the other reads worse.
    pub role: String,
}

/// How a picture stands in its box.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PictureRule {
    pub fit: Fit,
    /// Where it sits, as shares of the free space: 0 left/top, 1 right/bottom.
    pub anchor: (f32, f32),
    /// Degrees, clockwise.
    pub turn: f32,
    /// Radius of the corners, px.
    pub radius: f32,
    pub fade: Option<Fade>,
    /// Pictures with the same word are drawn to one scale, where their real heights are known.
    pub scale: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    Cover,
    Contain,
    Subject,
}

/// A picture that fades out towards a side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fade {
    pub side: Side,
    pub px: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    Top,
    Bottom,
    Left,
    Right,
}

/// How the logo stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LogoRule {
    /// How its name is set when there is no picture.
    pub text: TextRule,
    pub anchor: (f32, f32),
    /// Free space around it, px.
    pub clear: f32,
}

/// A rectangle around words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HugRule {
    pub slot: String,
    /// Padding left and right, above and below.
    pub pad: (f32, f32),
    pub by_line: bool,
}

/// Where flow puts an element.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Flow {
    pub below: Option<(String, f32)>,
    pub above: Option<(String, f32)>,
    pub baseline: Option<String>,
    /// A picture's slot, and a share of the height of its subject.
    pub at: Option<(String, f32)>,
    /// A group's own edges.
    pub top: Option<f32>,
    pub bottom: Option<f32>,
}

impl Flow {
    /// The slots it refers to.
    pub fn references(&self) -> impl Iterator<Item = &str> {
        let edges = [self.below.as_ref(), self.above.as_ref()];
        let picture = self.at.as_ref().map(|(slot, _)| slot.as_str());
        edges.into_iter().flatten().map(|(slot, _)| slot.as_str()).chain(self.baseline.as_deref()).chain(picture)
    }
}
