//! One ad of the board, and drawing it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AdColour, AdSize, BoardHookInput};

/// One ad of the board, all that is needed to draw it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardAd {
    /// The product.
    pub product: String,
    /// The offer; `None` is none.
    pub offer: Option<String>,
    /// The template.
    pub template: String,
    /// The hook it says.
    pub hook: BoardHookInput,
    /// How it is coloured.
    pub colour: AdColour,
    /// What chance decides in it.
    pub seed: u32,
    /// Words a person changed, by slot.
    pub texts: Vec<SlotText>,
    /// A picture a person chose, by its hash.
    pub picture: Option<String>,
}

/// The words of a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SlotText {
    /// Which slot.
    pub slot: String,
    /// The words.
    pub text: String,
}

/// A drawing to make for the window.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewAsk {
    /// The place on screen it is for: a newer drawing for the same place stops this one.
    pub place: String,
    /// The ad.
    pub ad: BoardAd,
    /// The size.
    pub size: AdSize,
    /// Pixels across of the picture.
    pub width: u32,
    /// Whether it was checked and mended: then it is drawn as it was mended.
    pub mended: bool,
}

/// A drawing.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// The picture's name for the media protocol; the same pixels have the same name.
    pub picture: String,
    /// The size.
    pub size: AdSize,
    /// Every text on it.
    pub texts: Vec<PreviewText>,
    /// The picture that was put in, by its hash, if there is one.
    pub photo: Option<String>,
}

/// A text on a drawing.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewText {
    /// Which slot.
    pub slot: String,
    /// The words.
    pub text: String,
    /// Left edge, as a share of the width.
    pub x: f64,
    /// Top edge, as a share of the height.
    pub y: f64,
    /// As a share of the width.
    pub width: f64,
    /// As a share of the height.
    pub height: f64,
    /// How many graphemes fit well, if the template says.
    pub limit: Option<u32>,
}
