//! OKLCH: lightness, chroma and hue as the eye sees them (Ottosson 2020).

use super::rgb::{Rgb, gamma, linear};

/// A colour as lightness 0–1, chroma from 0, and hue in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Oklch {
    /// Lightness, 0 black – 1 white.
    pub l: f64,
    /// Chroma, 0 grey – about 0.32 the most vivid sRGB has.
    pub c: f64,
    /// Hue, degrees.
    pub h: f64,
}

impl From<Rgb> for Oklch {
    fn from(rgb: Rgb) -> Self {
        let (r, g, b) = (linear(rgb.r), linear(rgb.g), linear(rgb.b));
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        let lightness = 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s;
        let a = 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s;
        Self { l: lightness, c: a.hypot(b), h: b.atan2(a).to_degrees().rem_euclid(360.0) }
    }
}

impl Oklch {
    /// The nearest sRGB colour of the same lightness and hue: chroma gives way where sRGB has not so much.
    pub fn to_rgb(self) -> Rgb {
        let l = self.l.clamp(0.0, 1.0);
        if let Some(rgb) = (Self { l, ..self }).in_gamut() {
            return rgb;
        }
        let (mut low, mut high) = (0.0, self.c);
        for _ in 0..24 {
            let middle = (low + high) / 2.0;
            if (Self { l, c: middle, h: self.h }).in_gamut().is_some() { low = middle } else { high = middle }
        }
        Self { l, c: low, h: self.h }.in_gamut().unwrap_or(if l > 0.5 { Rgb::WHITE } else { Rgb::BLACK })
    }

    /// The sRGB colour, if sRGB has it (half a byte of slack).
    fn in_gamut(self) -> Option<Rgb> {
        let (sin, cos) = self.h.to_radians().sin_cos();
        let (a, b) = (self.c * cos, self.c * sin);
        let l = (self.l + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.l - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.l - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        let r = byte(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s)?;
        let g = byte(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s)?;
        let b = byte(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s)?;
        Some(Rgb { r, g, b })
    }

    /// How far apart two colours are to the eye: 0.02 is just seen, black and white are 1 apart.
    pub fn distance(self, other: Self) -> f64 {
        let place = |colour: Self| {
            let (sin, cos) = colour.h.to_radians().sin_cos();
            (colour.c * cos, colour.c * sin)
        };
        let ((a, b), (c, d)) = (place(self), place(other));
        (self.l - other.l).hypot((a - c).hypot(b - d))
    }

    /// Turned by so many degrees.
    pub fn turned(self, degrees: f64) -> Self {
        Self { h: (self.h + degrees).rem_euclid(360.0), ..self }
    }
}

/// Linear light as an sRGB byte, if it is one give or take half a step.
fn byte(value: f64) -> Option<u8> {
    let scaled = gamma(value) * 255.0;
    // The cast is exact: the value was rounded and lies in 0–255.
    (-0.5..=255.5).contains(&scaled).then(|| scaled.round().clamp(0.0, 255.0) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_colour_comes_back(r: u8, g: u8, b: u8) {
            let rgb = Rgb { r, g, b };
            prop_assert_eq!(Oklch::from(rgb).to_rgb(), rgb);
        }

        #[test]
        fn a_turned_colour_keeps_its_lightness(r: u8, g: u8, b: u8, degrees in 0.0..360.0_f64) {
            let colour = Oklch::from(Rgb { r, g, b });
            let turned = Oklch::from(colour.turned(degrees).to_rgb());
            prop_assert!((turned.l - colour.l).abs() < 0.012, "{} {}", turned.l, colour.l);
        }
    }
}
