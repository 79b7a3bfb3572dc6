//! Pictures that look alike.
//!
//! A fingerprint of 64 bits says, for a grid of eight by eight, whether the picture gets darker to the right (the
//! "difference hash"). Two pictures look alike when few bits differ; ads made on purpose from one idea differ in about
//! a dozen. It survives scaling, recompression and small colour changes, and knows nothing of colour itself.

use crate::drawn::Pixels;

const COLUMNS: usize = 9;
const ROWS: usize = 8;

/// The fingerprint of a picture.
#[must_use]
pub fn fingerprint(pixels: &Pixels) -> u64 {
    let cells = cells(pixels);
    let mut bits = 0;
    for pair in cells.iter().flat_map(|row| row.windows(2)) {
        // A hair's breadth is no difference: on a flat ground the bits would be noise.
        bits = bits << 1 | u64::from(pair[0] > pair[1] + STEP);
    }
    bits
}

/// Half a level of brightness, in the units of [`cells`].
const STEP: u64 = 500;

/// Mean brightness of each cell, in thousandths of a level: sums of whole numbers, so the same on every machine.
fn cells(pixels: &Pixels) -> [[u64; COLUMNS]; ROWS] {
    let mut cells = [[0; COLUMNS]; ROWS];
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    if width == 0 || height == 0 {
        return cells;
    }
    for (row, line) in cells.iter_mut().enumerate() {
        let (top, bottom) = span(row, ROWS, height);
        for (column, cell) in line.iter_mut().enumerate() {
            let (left, right) = span(column, COLUMNS, width);
            let sum: u64 = (top..bottom)
                .map(|y| {
                    let start = (y * width + left) * 4;
                    let end = (y * width + right) * 4;
                    pixels.rgba.get(start..end).unwrap_or_default().chunks_exact(4).map(brightness).sum::<u64>()
                })
                .sum();
            *cell = sum / ((bottom - top) * (right - left)) as u64;
        }
    }
    cells
}

/// Where a cell begins and ends; at least one pixel, even in a tiny picture.
fn span(at: usize, of: usize, length: usize) -> (usize, usize) {
    let start = (at * length / of).min(length - 1);
    let end = ((at + 1) * length / of).clamp(start + 1, length);
    (start, end)
}

fn brightness(pixel: &[u8]) -> u64 {
    299 * u64::from(pixel[0]) + 587 * u64::from(pixel[1]) + 114 * u64::from(pixel[2])
}

/// In how many of 64 bits two fingerprints differ.
#[must_use]
pub fn distance(one: u64, other: u64) -> u32 {
    (one ^ other).count_ones()
}

/// Fingerprints of everything made and synced, with what each belongs to.
///
/// A plain list: counting bits over 50,000 numbers takes some 30 microseconds, less than any tree would.
#[derive(Clone, Debug)]
pub struct Nearest<T = String> {
    prints: Vec<u64>,
    all: Vec<T>,
}

/// The picture that is most alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour<'a, T = String> {
    /// What it belongs to, as it was added.
    pub what: &'a T,
    /// In how many of 64 bits it differs.
    pub distance: u32,
}

impl<T> Default for Nearest<T> {
    fn default() -> Self {
        Self { prints: Vec::new(), all: Vec::new() }
    }
}

impl<T> Nearest<T> {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a picture.
    pub fn add(&mut self, what: impl Into<T>, print: u64) {
        self.prints.push(print);
        self.all.push(what.into());
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.prints.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.prints.is_empty()
    }

    /// The one that differs least, the earliest of several.
    #[must_use]
    pub fn nearest(&self, print: u64) -> Option<Neighbour<'_, T>> {
        self.nearest_but(print, |_what| false)
    }

    /// The same without those that `leave_out` names: other sizes of the same ad, say. Only those that would be the
    /// nearest are asked about, so one list serves every ad.
    #[must_use]
    pub fn nearest_but(&self, print: u64, leave_out: impl Fn(&T) -> bool) -> Option<Neighbour<'_, T>> {
        let mut best: Option<(u32, usize)> = None;
        for (at, other) in self.prints.iter().enumerate() {
            let apart = distance(print, *other);
            if best.is_none_or(|(least, _)| apart < least) && !leave_out(&self.all[at]) {
                best = Some((apart, at));
                if apart == 0 {
                    break;
                }
            }
        }
        best.map(|(distance, at)| Neighbour { what: &self.all[at], distance })
    }
}

impl<T, N: Into<T>> FromIterator<(N, u64)> for Nearest<T> {
    fn from_iter<I: IntoIterator<Item = (N, u64)>>(all: I) -> Self {
        let mut nearest = Self::new();
        all.into_iter().for_each(|(what, print)| nearest.add(what, print));
        nearest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn picture(width: u32, height: u32, colour: impl Fn(f32, f32) -> [u8; 3]) -> Pixels {
        let mut rgba = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let [r, g, b] = colour(x as f32 / width as f32, y as f32 / height as f32);
                rgba.extend([r, g, b, 255]);
            }
        }
        Pixels { width, height, rgba }
    }

    fn waves(x: f32, y: f32) -> [u8; 3] {
        let level = ((x * x * 9.0 + y).sin() * (y * 7.0).cos() * 100.0 + 128.0) as u8;
        [level, level, level]
    }

    #[test]
    fn a_smaller_copy_looks_the_same() {
        let (large, small) = (picture(540, 675, waves), picture(108, 135, waves));
        assert!(distance(fingerprint(&large), fingerprint(&small)) <= 2);
    }

    #[test]
    fn a_brighter_copy_looks_the_same() {
        let brighter = picture(540, 675, |x, y| waves(x, y).map(|level| level.saturating_add(20)));
        assert!(distance(fingerprint(&picture(540, 675, waves)), fingerprint(&brighter)) <= 2);
    }

    #[test]
    fn a_mirrored_picture_looks_different() {
        let mirrored = picture(540, 675, |x, y| waves(1.0 - x, y));
        assert!(distance(fingerprint(&picture(540, 675, waves)), fingerprint(&mirrored)) >= 8);
    }

    #[test]
    fn a_flat_ground_has_no_noise_in_its_bits() {
        assert_eq!(fingerprint(&picture(300, 300, |_, _| [23, 48, 43])), 0);
        let darker_to_the_right = picture(300, 300, |x, _| [255 - (x * 250.0) as u8; 3]);
        assert_eq!(fingerprint(&darker_to_the_right), u64::MAX);
    }

    #[test]
    fn tiny_pictures_have_a_fingerprint_too() {
        for (width, height) in [(0, 0), (1, 1), (3, 2), (9, 8)] {
            std::hint::black_box(fingerprint(&picture(width, height, waves)));
        }
    }

    #[test]
    fn other_sizes_of_the_same_ad_can_be_left_out() {
        let all: Nearest = [("a_4x5", 0b1111), ("a_1x1", 0b0111), ("b_4x5", 0b1_0000_0000)].into_iter().collect();
        assert_eq!(all.nearest(0b1111), Some(Neighbour { what: &"a_4x5".to_owned(), distance: 0 }));
        let found = all.nearest_but(0b1111, |name| name.starts_with("a_"));
        assert_eq!(found, Some(Neighbour { what: &"b_4x5".to_owned(), distance: 5 }));
        assert_eq!(Nearest::<String>::new().nearest(1), None);
    }

    proptest! {
        #[test]
        fn the_nearest_is_what_a_look_at_all_of_them_finds(prints in prop::collection::vec(any::<u64>(), 1..200), print: u64) {
            let all: Nearest = prints.iter().enumerate().map(|(at, print)| (at.to_string(), *print)).collect();
            let least = prints.iter().map(|other| distance(print, *other)).min().unwrap();
            let found = all.nearest(print).unwrap();
            prop_assert_eq!(found.distance, least);
            prop_assert_eq!(distance(prints[found.what.parse::<usize>().unwrap()], print), least);
        }
    }
}
