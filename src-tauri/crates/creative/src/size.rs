//! The four sizes an ad is made in.

use serde::{Deserialize, Serialize};

/// A size of an ad, by its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CanvasSize {
    /// 4:5, 1080×1350: the feed.
    #[serde(rename = "4x5")]
    Portrait,
    /// 9:16, 1080×1920: Stories and Reels.
    #[serde(rename = "9x16")]
    Story,
    /// 1:1, 1080×1080: accepted everywhere.
    #[serde(rename = "1x1")]
    Square,
    /// 1.91:1, 1200×628: links.
    #[serde(rename = "1.91x1")]
    Landscape,
}

/// The text names no size.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no size: sizes are 4x5, 9x16, 1x1 and 1.91x1")]
pub struct UnknownSize(pub String);

impl CanvasSize {
    /// All sizes, in the order they are shown.
    pub const ALL: [Self; 4] = [Self::Portrait, Self::Story, Self::Square, Self::Landscape];

    /// Width and height in pixels.
    pub fn pixels(self) -> (u32, u32) {
        match self {
            Self::Portrait => (1080, 1350),
            Self::Story => (1080, 1920),
            Self::Square => (1080, 1080),
            Self::Landscape => (1200, 628),
        }
    }

    /// The tag in file names and commands: `4x5`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Portrait => "4x5",
            Self::Story => "9x16",
            Self::Square => "1x1",
            Self::Landscape => "1.91x1",
        }
    }

    /// The form kept in the file: `1080x1350px`.
    pub fn stored(self) -> &'static str {
        match self {
            Self::Portrait => "1080x1350px",
            Self::Story => "1080x1920px",
            Self::Square => "1080x1080px",
            Self::Landscape => "1200x628px",
        }
    }

    /// The words on screen: `4:5`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Portrait => "4:5",
            Self::Story => "9:16",
            Self::Square => "1:1",
            Self::Landscape => "1.91:1",
        }
    }
}

impl std::fmt::Display for CanvasSize {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.tag())
    }
}

impl std::str::FromStr for CanvasSize {
    type Err = UnknownSize;

    /// Reads the tag (`4x5`), the stored form (`1080x1350px`) or the words (`4:5`).
    fn from_str(text: &str) -> Result<Self, UnknownSize> {
        let text = text.trim();
        Self::ALL
            .into_iter()
            .find(|size| text == size.tag() || text == size.stored() || text == size.words())
            .ok_or_else(|| UnknownSize(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_form_reads_back() {
        for size in CanvasSize::ALL {
            for form in [size.tag(), size.stored(), size.words()] {
                assert_eq!(form.parse(), Ok(size));
            }
            let (width, height) = size.pixels();
            assert_eq!(size.stored(), format!("{width}x{height}px"));
        }
        assert_eq!("16x9".parse::<CanvasSize>(), Err(UnknownSize("16x9".into())));
    }
}
