//! Colours: what a brand has, and what a template makes of them.
//!
//! Hues are turned and contrasts are repaired in OKLCH, where equal steps look equal; contrast itself is WCAG's ratio.

mod oklch;
mod rgb;
pub(crate) mod scheme;

use serde::{Deserialize, Serialize};

pub use oklch::Oklch;
pub use rgb::{Rgb, UnknownColour};

/// A brand's colours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Palette {
    /// The colour the brand is known by.
    pub primary: Rgb,
    /// The second colour.
    pub secondary: Rgb,
    /// The usual ground, mostly light.
    pub background: Rgb,
    /// The colour that draws the eye.
    pub accent: Rgb,
    /// The colour of text, when it is not the primary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ink: Option<Rgb>,
}

/// Which colours an ad is made in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColourMode {
    /// The template's own scheme, filled with the brand's colours.
    #[default]
    Original,
    /// The same with every hue turned by half a circle.
    Complementary,
    /// The brand's primary leads as the ground.
    Brand,
}

/// The text names no colour mode.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no colour mode: modes are original, complementary and brand")]
pub struct UnknownMode(pub String);

impl ColourMode {
    /// All modes.
    pub const ALL: [Self; 3] = [Self::Original, Self::Complementary, Self::Brand];

    /// Its name in commands and in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Complementary => "complementary",
            Self::Brand => "brand",
        }
    }
}

impl std::fmt::Display for ColourMode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for ColourMode {
    type Err = UnknownMode;

    fn from_str(text: &str) -> Result<Self, UnknownMode> {
        Self::ALL.into_iter().find(|mode| mode.name() == text.trim()).ok_or_else(|| UnknownMode(text.to_owned()))
    }
}
