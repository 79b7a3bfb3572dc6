//! One sRGB colour.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rgb {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

/// The text is no colour.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no colour: write it as #RRGGBB")]
pub struct UnknownColour(pub String);

impl Rgb {
    /// White.
    pub const WHITE: Self = Self { r: 255, g: 255, b: 255 };
    /// Black.
    pub const BLACK: Self = Self { r: 0, g: 0, b: 0 };

    /// Relative luminance after WCAG 2, 0–1.
    pub fn luminance(self) -> f64 {
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }

    /// The WCAG contrast ratio of two colours, 1–21; the order does not matter.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

/// An sRGB byte as linear light, 0–1.
pub(super) fn linear(byte: u8) -> f64 {
    let value = f64::from(byte) / 255.0;
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// Linear light as sRGB, 0–1 (not cut off).
pub(super) fn gamma(value: f64) -> f64 {
    if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 }
}

impl std::fmt::Display for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.r, self.g, self.b)
    }
}

impl std::str::FromStr for Rgb {
    type Err = UnknownColour;

    /// Reads `#RRGGBB` or `#RGB`.
    fn from_str(text: &str) -> Result<Self, UnknownColour> {
        let unknown = || UnknownColour(text.to_owned());
        let hex = text.trim().strip_prefix('#').ok_or_else(unknown)?;
        let digits = hex
            .chars()
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<Vec<u8>>>()
            .ok_or_else(unknown)?;
        match digits[..] {
            [r, g, b] => Ok(Self { r: r * 17, g: g * 17, b: b * 17 }),
            [r1, r0, g1, g0, b1, b0] => Ok(Self { r: r1 * 16 + r0, g: g1 * 16 + g0, b: b1 * 16 + b0 }),
            _ => Err(unknown()),
        }
    }
}

impl Serialize for Rgb {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rgb {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rgb(text: &str) -> Rgb {
        text.parse().unwrap()
    }

    #[test]
    fn contrast_agrees_with_the_known_vectors() {
        let on_white = |text: &str| (rgb(text).contrast(Rgb::WHITE) * 100.0).round() / 100.0;
        assert_eq!(on_white("#000000"), 21.0);
        assert_eq!(on_white("#767676"), 4.54);
        assert_eq!(on_white("#777777"), 4.48);
        assert_eq!(on_white("#949494"), 3.03);
    }

    #[test]
    fn a_colour_reads_back_as_it_was_written() {
        for text in ["#17302B", "#FF6A3D", "#000000"] {
            assert_eq!(rgb(text).to_string(), text);
        }
        assert_eq!(rgb("#abc"), rgb("#AABBCC"));
        for bad in ["17302B", "#17302", "#GG0000", ""] {
            assert!(bad.parse::<Rgb>().is_err(), "{bad}");
        }
    }
}
