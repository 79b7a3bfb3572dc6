//! The backdrop as the border shows it.

use image::RgbImage;

use super::plane::{Plane, apart};
use super::{NoCutout, percent};

/// Terms of a colour that changes slowly: 1, x, y, x², xy, y².
const TERMS: usize = 6;
/// Three of the eye's space, three of the file's.
const CHANNELS: usize = 6;
/// Places of the border that are looked at, about.
const LOOKED_AT: usize = 6_000;
/// Rounds of leaving out what fits worst.
const ROUNDS: usize = 8;
/// The share of the border that is believed in each round: a product may touch a side.
const BELIEVED: f32 = 0.6;
/// The share of the border that must be of the backdrop.
const LEAST_PLAIN: f32 = 0.78;
/// More noise than this is a texture.
const MOST_NOISE: f32 = 0.012;

type Fit = [[f64; TERMS]; CHANNELS];

/// A backdrop: its colour anywhere, and how much it varies.
pub(super) struct Backdrop {
    fit: Fit,
    size: (f64, f64),
    /// Root mean square of what the colour does not explain.
    pub noise: f32,
}

struct Sample {
    terms: [f64; TERMS],
    values: [f64; CHANNELS],
}

impl Backdrop {
    /// What the border says.
    pub fn of(plane: &Plane, photo: &RgbImage) -> Result<Self, NoCutout> {
        let size = (plane.width as f64, plane.height as f64);
        let samples = border(plane, photo, size);
        let mut fit = solved(samples.iter());
        let mut sorted: Vec<(f32, usize)> = Vec::new();
        for _ in 0..ROUNDS {
            sorted = samples.iter().enumerate().map(|(place, one)| (residual(&fit, one), place)).collect();
            sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
            let believed = ((sorted.len() as f32 * BELIEVED) as usize).max(1);
            fit = solved(sorted[..believed].iter().map(|(_, place)| &samples[*place]));
        }
        let believed = ((sorted.len() as f32 * BELIEVED) as usize).clamp(1, sorted.len());
        // The best part of a bell curve is narrower than the whole of it.
        let noise = root_mean_square(&sorted[..believed]) * 1.6;
        let same = (noise * 4.0).clamp(0.02, 0.04);
        let plain = sorted.iter().filter(|(residual, _)| *residual < same).count() as f32 / sorted.len() as f32;
        if noise > MOST_NOISE || plain < LEAST_PLAIN {
            let unlike = sorted.iter().filter(|(residual, _)| *residual > 0.04).count() as f32 / sorted.len() as f32;
            return Err(NoCutout::Busy(percent(unlike.max(0.01))));
        }
        Ok(Self { fit, size, noise })
    }

    /// Its colour at a place, for the eye.
    pub fn lab(&self, x: usize, y: usize) -> [f32; 3] {
        let terms = terms(x, y, self.size);
        [0, 1, 2].map(|channel| value(&self.fit[channel], &terms) as f32)
    }

    /// Its colour at a place, in the file's numbers 0–255.
    pub fn rgb(&self, x: usize, y: usize) -> [f32; 3] {
        let terms = terms(x, y, self.size);
        [3, 4, 5].map(|channel| (value(&self.fit[channel], &terms) as f32).clamp(1.0, 255.0))
    }

    /// Colours nearer than this are the backdrop's.
    pub fn same(&self) -> f32 {
        (0.016 + 3.0 * self.noise).clamp(0.022, 0.07)
    }
}

fn terms(x: usize, y: usize, (width, height): (f64, f64)) -> [f64; TERMS] {
    let (x, y) = (x as f64 / width * 2.0 - 1.0, y as f64 / height * 2.0 - 1.0);
    [1.0, x, y, x * x, x * y, y * y]
}

fn value(fit: &[f64; TERMS], terms: &[f64; TERMS]) -> f64 {
    fit.iter().zip(terms).map(|(weight, term)| weight * term).sum()
}

fn residual(fit: &Fit, sample: &Sample) -> f32 {
    let off = [0, 1, 2].map(|channel| (value(&fit[channel], &sample.terms) - sample.values[channel]) as f32);
    apart(off, [0.0; 3])
}

fn root_mean_square(residuals: &[(f32, usize)]) -> f32 {
    (residuals.iter().map(|(residual, _)| residual * residual).sum::<f32>() / residuals.len() as f32).sqrt()
}

/// Places of a strip along all four sides, evenly.
fn border(plane: &Plane, photo: &RgbImage, size: (f64, f64)) -> Vec<Sample> {
    let deep = (plane.width.min(plane.height) / 60).max(2);
    let strip = 2 * deep * (plane.width + plane.height);
    let step = (strip / LOOKED_AT).max(1);
    let (width, height) = (plane.width, plane.height);
    let inside = |x: usize, y: usize| x >= deep && x < width - deep && y >= deep && y < height - deep;
    let places = (0..width * height).filter(|place| !inside(place % width, place / width));
    places
        .step_by(step)
        .map(|place| {
            let (x, y) = (place % width, place / width);
            let [l, a, b] = plane.at(place).map(f64::from);
            // The casts are exact: a side has at most a few thousand pixels.
            let [red, green, blue] = photo.get_pixel(x as u32, y as u32).0.map(f64::from);
            Sample { terms: terms(x, y, size), values: [l, a, b, red, green, blue] }
        })
        .collect()
}

/// Least squares.
fn solved<'a>(samples: impl Iterator<Item = &'a Sample>) -> Fit {
    let mut normal = [[0.0; TERMS + CHANNELS]; TERMS];
    for sample in samples {
        for (row, term) in normal.iter_mut().zip(&sample.terms) {
            for (cell, other) in row.iter_mut().zip(sample.terms.iter().chain(&sample.values)) {
                *cell += term * other;
            }
        }
    }
    // A strip that says nothing of a term leaves it at nothing.
    for (place, row) in normal.iter_mut().enumerate() {
        row[place] += 1e-6;
    }
    eliminate(&mut normal);
    let mut fit = [[0.0; TERMS]; CHANNELS];
    for (term, row) in normal.iter().enumerate() {
        for (channel, weights) in fit.iter_mut().enumerate() {
            weights[term] = row[TERMS + channel];
        }
    }
    fit
}

/// Gauss and Jordan; the matrix is positive definite, so no pivot is nothing.
fn eliminate(rows: &mut [[f64; TERMS + CHANNELS]; TERMS]) {
    for pivot in 0..TERMS {
        let scale = rows[pivot][pivot];
        rows[pivot].iter_mut().for_each(|cell| *cell /= scale);
        let lead = rows[pivot];
        for row in (0..TERMS).filter(|row| *row != pivot) {
            let factor = rows[row][pivot];
            rows[row].iter_mut().zip(&lead).for_each(|(cell, other)| *cell -= factor * other);
        }
    }
}
