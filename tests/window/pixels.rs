//! Pictures of the screen beside pictures in files.

use std::path::Path;

use anyhow::{Context as _, ensure};

/// A picture without transparency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    pub width: usize,
    pub height: usize,
    rgb: Vec<[u8; 3]>,
}

impl Pixels {
    pub fn of_file(path: &Path) -> anyhow::Result<Self> {
        Self::of(&std::fs::read(path)?).with_context(|| path.display().to_string())
    }

    pub fn of(bytes: &[u8]) -> anyhow::Result<Self> {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info()?;
        let mut data = vec![0; reader.output_buffer_size().context("a picture too large")?];
        let info = reader.next_frame(&mut data)?;
        ensure!(info.bit_depth == png::BitDepth::Eight, "{:?}", info.bit_depth);
        let samples = info.color_type.samples();
        ensure!(samples >= 3, "{:?} has no colours", info.color_type);
        let rgb = data[..info.buffer_size()].chunks_exact(samples).map(|one| [one[0], one[1], one[2]]).collect();
        Ok(Self { width: info.width as usize, height: info.height as usize, rgb })
    }

    /// The part that begins here, as far as there is so much.
    pub fn part(&self, (left, top): (usize, usize), (width, height): (usize, usize)) -> Self {
        let width = width.min(self.width.saturating_sub(left));
        let height = height.min(self.height.saturating_sub(top));
        let rows = (top..top + height).flat_map(|y| &self.rgb[y * self.width + left..][..width]);
        Self { width, height, rgb: rows.copied().collect() }
    }

    /// The same picture so many pixels across and down: each is the mean of those that it stands for.
    pub fn shrunk(&self, width: usize, height: usize) -> Self {
        let range = |at: usize, of: usize, from: usize| {
            let begin = at * from / of;
            begin..((at + 1) * from).div_ceil(of).clamp(begin + 1, from)
        };
        let mut rgb = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let (columns, rows) = (range(x, width, self.width), range(y, height, self.height));
                let mut sum = [0_usize; 3];
                let count = columns.len() * rows.len();
                for row in rows {
                    for pixel in &self.rgb[row * self.width..][columns.clone()] {
                        sum.iter_mut().zip(pixel).for_each(|(sum, one)| *sum += usize::from(*one));
                    }
                }
                rgb.push(sum.map(|sum| u8::try_from(sum / count).unwrap_or(u8::MAX)));
            }
        }
        Self { width, height, rgb }
    }

    /// How far two pictures of one size are apart: the mean over all pixels and colours, of 255.
    pub fn apart(&self, other: &Self) -> f64 {
        assert_eq!((self.width, self.height), (other.width, other.height));
        let sum: u64 =
            self.rgb.iter().flatten().zip(other.rgb.iter().flatten()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        sum as f64 / (self.rgb.len() * 3).max(1) as f64
    }
}
