//! From a mask to alpha: what share of each pixel along the edge is product, and of which colour.

use image::{RgbImage, Rgba, RgbaImage};

use super::backdrop::Backdrop;
use super::plane::{Plane, depth};

/// Two colours nearer than this, in 1/255, say nothing about the mixture of them.
const LEAST_CONTRAST: f32 = 14.0;
/// From this contrast on the mixture is all there is to go by.
const CLEAR_CONTRAST: f32 = 44.0;
/// Shares below are noise.
const NOTHING: f32 = 0.03;
/// Distances are counted up to here.
const FAR: u8 = 40;

/// A cut-out.
pub(super) struct Matte {
    pub rgba: RgbaImage,
    /// The share of the outline where product and backdrop look the same.
    pub guessed: f32,
}

/// What lies around a pixel of the edge.
struct Around {
    product: [f32; 3],
    backdrop: [f32; 3],
    /// The share of its neighbourhood that the mask gives to the product.
    cover: f32,
}

struct Cutter<'a> {
    photo: &'a RgbImage,
    plane: &'a Plane,
    mask: &'a [bool],
    /// How deep a pixel lies in its side of the mask.
    depth: Vec<u8>,
    /// From this depth on a pixel is of one side only.
    sure: u8,
    shadow: Option<&'a Backdrop>,
}

/// Cuts along a mask. With a backdrop, what is darker than it stays as a shadow.
pub(super) fn of(photo: &RgbImage, plane: &Plane, mask: &[bool], shadow: Option<&Backdrop>) -> Matte {
    // The flood stops within reach of an edge, so that is how far the mixture may go.
    let sure = u8::try_from(plane.reach() + 2).unwrap_or(FAR).min(FAR);
    let cutter = Cutter { photo, plane, mask, depth: depth(plane, mask, FAR), sure, shadow };
    let mut rgba = RgbaImage::new(photo.width(), photo.height());
    let (mut edge, mut guessed) = (0_u32, 0_u32);
    for (place, pixel) in rgba.pixels_mut().enumerate() {
        *pixel = match cutter.around(place) {
            None if mask[place] => cutter.shade(place),
            None => opaque(cutter.colour(place)),
            Some(around) => {
                if cutter.depth[place] <= 1 && !mask[place] {
                    edge += 1;
                    guessed += u32::from(contrast(&around) < LEAST_CONTRAST);
                }
                cutter.mixed(place, &around)
            }
        };
    }
    Matte { rgba, guessed: guessed as f32 / edge.max(1) as f32 }
}

impl Cutter<'_> {
    fn colour(&self, place: usize) -> [f32; 3] {
        let start = place * 3;
        [0, 1, 2].map(|channel| f32::from(self.photo.as_raw()[start + channel]))
    }

    /// Both sides of the edge, if one is near.
    fn around(&self, place: usize) -> Option<Around> {
        let own = self.depth[place];
        let near = if self.mask[place] { 3.min(self.sure) } else { self.sure };
        if own > near {
            return None;
        }
        let (x, y) = (place % self.plane.width, place / self.plane.width);
        let reach = usize::from(self.sure) + 2;
        let (mut product, mut backdrop) = (Mean::default(), Mean::default());
        let mut deepest: Option<(u8, usize)> = None;
        let mut cover = (0.0_f32, 0.0_f32);
        for row in y.saturating_sub(reach)..=(y + reach).min(self.plane.height - 1) {
            for column in x.saturating_sub(reach)..=(x + reach).min(self.plane.width - 1) {
                let other = row * self.plane.width + column;
                let apart = (x.abs_diff(column).pow(2) + y.abs_diff(row).pow(2)) as f32;
                let weight = 1.0 / (1.0 + apart);
                if apart <= 2.0 {
                    cover.0 += f32::from(u8::from(!self.mask[other]));
                    cover.1 += 1.0;
                }
                if self.mask[other] {
                    if self.depth[other] >= 2 {
                        backdrop.add(self.colour(other), weight);
                    }
                } else {
                    if self.depth[other] > self.sure {
                        product.add(self.colour(other), weight);
                    }
                    if deepest.is_none_or(|(depth, _)| self.depth[other] > depth) {
                        deepest = Some((self.depth[other], other));
                    }
                }
            }
        }
        // A wire is nowhere deep: its middle is as much product as there is.
        let product = product.value().or_else(|| deepest.map(|(_, other)| self.colour(other)))?;
        Some(Around { product, backdrop: backdrop.value()?, cover: cover.0 / cover.1 })
    }

    /// A pixel of the edge: its share of the product, without the backdrop's colour.
    fn mixed(&self, place: usize, around: &Around) -> Rgba<u8> {
        let seen = self.colour(place);
        let (mut along, mut length) = (0.0, 0.0);
        for ((seen, product), backdrop) in seen.iter().zip(around.product).zip(around.backdrop) {
            along += (seen - backdrop) * (product - backdrop);
            length += (product - backdrop).powi(2);
        }
        let share = (along / length.max(1.0)).clamp(0.0, 1.0);
        let sureness = ((contrast(around) - LEAST_CONTRAST) / (CLEAR_CONTRAST - LEAST_CONTRAST)).clamp(0.0, 1.0);
        let alpha = snapped(share * sureness + around.cover * (1.0 - sureness));
        if alpha <= 0.0 {
            return self.shade(place);
        }
        let mut clean = [0.0; 3];
        for (place, value) in clean.iter_mut().enumerate() {
            let unmixed = (seen[place] - (1.0 - alpha) * around.backdrop[place]) / alpha;
            // The fainter a pixel, the more its noise would be blown up.
            let trust = (alpha * 1.5 - 0.25).clamp(0.0, 1.0);
            *value = (unmixed * trust + around.product[place] * (1.0 - trust)).clamp(0.0, 255.0);
        }
        self.over_shadow(place, clean, alpha, around.backdrop)
    }

    /// A pixel of the product over the shadow behind it, if shadows stay.
    fn over_shadow(&self, place: usize, clean: [f32; 3], alpha: f32, behind: [f32; 3]) -> Rgba<u8> {
        let shadow = self.darkness(place, behind) * (1.0 - alpha);
        let whole = alpha + shadow;
        pixel(clean.map(|value| value * alpha / whole), whole)
    }

    /// A pixel of the backdrop: nothing, or its shadow.
    fn shade(&self, place: usize) -> Rgba<u8> {
        pixel([0.0; 3], self.darkness(place, self.colour(place)))
    }

    /// How much black over the backdrop makes a colour.
    fn darkness(&self, place: usize, colour: [f32; 3]) -> f32 {
        let Some(backdrop) = self.shadow else { return 0.0 };
        let plain = backdrop.rgb(place % self.plane.width, place / self.plane.width);
        let lit: f32 = colour.iter().zip(plain).map(|(seen, plain)| seen * plain).sum();
        let whole: f32 = plain.iter().map(|plain| plain * plain).sum();
        let dark = 1.0 - lit / whole;
        let noise = NOTHING + backdrop.noise;
        if dark < noise { 0.0 } else { dark.min(1.0) }
    }
}

/// A mean of colours by weight.
#[derive(Default)]
struct Mean {
    sums: [f32; 3],
    weight: f32,
}

impl Mean {
    fn add(&mut self, colour: [f32; 3], weight: f32) {
        self.sums.iter_mut().zip(colour).for_each(|(sum, value)| *sum += value * weight);
        self.weight += weight;
    }

    fn value(&self) -> Option<[f32; 3]> {
        (self.weight > 0.0).then(|| self.sums.map(|sum| sum / self.weight))
    }
}

fn contrast(around: &Around) -> f32 {
    let squares = around.product.iter().zip(around.backdrop).map(|(product, backdrop)| (product - backdrop).powi(2));
    squares.sum::<f32>().sqrt()
}

fn snapped(alpha: f32) -> f32 {
    match alpha {
        faint if faint < NOTHING => 0.0,
        full if full > 1.0 - NOTHING => 1.0,
        between => between,
    }
}

fn opaque(colour: [f32; 3]) -> Rgba<u8> {
    pixel(colour, 1.0)
}

fn pixel([r, g, b]: [f32; 3], alpha: f32) -> Rgba<u8> {
    // The casts are safe: they saturate.
    let byte = |value: f32| value.round() as u8;
    Rgba([byte(r), byte(g), byte(b), byte(alpha * 255.0)])
}
