//! What the board and the core tell each other.

use creative::{CanvasSize, ColourMode};
use serde::{Deserialize, Serialize};
use specta::Type;

mod drawing;
mod judging;
mod making;
mod proposing;
mod stock;

pub use drawing::*;
pub use judging::*;
pub use making::*;
pub use proposing::*;
pub use stock::*;

/// A size of an ad, as it is written in file names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
pub enum AdSize {
    /// 1080 × 1350, the feed.
    #[serde(rename = "4x5")]
    Portrait,
    /// 1080 × 1920, Stories and Reels.
    #[serde(rename = "9x16")]
    Story,
    /// 1080 × 1080, feed and right column.
    #[serde(rename = "1x1")]
    Square,
    /// 1200 × 628, links.
    #[serde(rename = "1.91x1")]
    Landscape,
}

/// How an ad is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AdColour {
    /// As the template has it, in the brand's roles.
    Original,
    /// The hues turned.
    Complementary,
    /// The brand's first colour leads.
    Brand,
}

impl From<AdSize> for CanvasSize {
    fn from(size: AdSize) -> Self {
        match size {
            AdSize::Portrait => Self::Portrait,
            AdSize::Story => Self::Story,
            AdSize::Square => Self::Square,
            AdSize::Landscape => Self::Landscape,
        }
    }
}

impl From<CanvasSize> for AdSize {
    fn from(size: CanvasSize) -> Self {
        match size {
            CanvasSize::Portrait => Self::Portrait,
            CanvasSize::Story => Self::Story,
            CanvasSize::Square => Self::Square,
            CanvasSize::Landscape => Self::Landscape,
        }
    }
}

impl From<AdColour> for ColourMode {
    fn from(colour: AdColour) -> Self {
        match colour {
            AdColour::Original => Self::Original,
            AdColour::Complementary => Self::Complementary,
            AdColour::Brand => Self::Brand,
        }
    }
}

impl From<ColourMode> for AdColour {
    fn from(colour: ColourMode) -> Self {
        match colour {
            ColourMode::Original => Self::Original,
            ColourMode::Complementary => Self::Complementary,
            ColourMode::Brand => Self::Brand,
        }
    }
}
