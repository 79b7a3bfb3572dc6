//! The colours of a logo: what a draft brand begins with.

use std::collections::BTreeMap;

use creative::colour::Oklch;
use creative::{Pixels, Rgb};

/// Four colours as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Colours {
    pub primary: String,
    pub secondary: String,
    pub background: String,
    pub accent: String,
}

/// Opaque pixels are counted in cells of this many steps a channel.
const CELL: u8 = 24;
/// Two colours nearer than this in lightness, chroma and hue taken together are one.
const SAME: f64 = 0.09;

/// Pixels of nearly one colour. Their mean is the colour itself, where the middle of the cell would be another one.
#[derive(Debug, Default)]
struct Cell {
    sums: [u64; 3],
    count: u64,
}

impl Cell {
    fn add(&mut self, channels: [u8; 3]) {
        for (sum, channel) in self.sums.iter_mut().zip(channels) {
            *sum += u64::from(channel);
        }
        self.count += 1;
    }

    fn mean(&self) -> Rgb {
        let [r, g, b] = self.sums.map(|sum| u8::try_from(sum / self.count.max(1)).unwrap_or(u8::MAX));
        Rgb { r, g, b }
    }
}

/// What a logo's colours make of a brand: the most frequent is the first, the most colourful the accent. `None` for
/// a picture without a colour to take: all black, white or grey.
pub(super) fn of(pixels: &Pixels) -> Option<Colours> {
    let mut cells: BTreeMap<(u8, u8, u8), Cell> = BTreeMap::new();
    for pixel in pixels.rgba.chunks_exact(4) {
        if let [r, g, b, a] = *pixel
            && a > 200
        {
            cells.entry((r / CELL, g / CELL, b / CELL)).or_default().add([r, g, b]);
        }
    }
    let mut found: Vec<(Rgb, u64)> = cells.into_values().map(|cell| (cell.mean(), cell.count)).collect();
    found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut distinct: Vec<Oklch> = Vec::new();
    for (rgb, _) in found.iter().take(200) {
        let colour = Oklch::from(*rgb);
        let paper = colour.c < 0.03 && colour.l > 0.9;
        if !paper && distinct.iter().all(|other| apart(*other, colour) > SAME) {
            distinct.push(colour);
        }
    }
    let primary = *distinct.first()?;
    let accent = *distinct.iter().max_by(|a, b| a.c.total_cmp(&b.c))?;
    if accent.c < 0.03 {
        return None;
    }
    let tint = |colour: Oklch, l: f64, c: f64| Oklch { l, c, h: colour.h };
    let secondary = distinct.iter().copied().find(|one| *one != primary && *one != accent);
    Some(Colours {
        primary: hex(primary),
        secondary: hex(secondary.unwrap_or_else(|| tint(primary, 0.84, (primary.c * 0.5).min(0.06)))),
        background: hex(tint(primary, 0.965, (primary.c * 0.15).min(0.015))),
        accent: hex(accent),
    })
}

fn apart(a: Oklch, b: Oklch) -> f64 {
    let (ax, ay) = (a.c * a.h.to_radians().cos(), a.c * a.h.to_radians().sin());
    let (bx, by) = (b.c * b.h.to_radians().cos(), b.c * b.h.to_radians().sin());
    ((a.l - b.l).powi(2) + (ax - bx).powi(2) + (ay - by).powi(2)).sqrt()
}

fn hex(colour: Oklch) -> String {
    let Rgb { r, g, b } = colour.to_rgb();
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(colours: &[([u8; 3], usize)]) -> Pixels {
        let rgba: Vec<u8> = colours.iter().flat_map(|([r, g, b], count)| [*r, *g, *b, 255].repeat(*count)).collect();
        Pixels { width: u32::try_from(rgba.len() / 4).unwrap(), height: 1, rgba }
    }

    #[test]
    fn the_most_frequent_colour_leads_and_the_most_colourful_draws_the_eye() {
        let found = of(&picture(&[([255, 255, 255], 900), ([23, 48, 43], 300), ([255, 106, 61], 40)])).unwrap();
        assert_eq!((found.primary.as_str(), found.accent.as_str()), ("#17302b", "#ff6a3d"));
    }

    #[test]
    fn a_black_logo_gives_no_colours() {
        assert_eq!(of(&picture(&[([255, 255, 255], 900), ([0, 0, 0], 300)])), None);
    }
}
