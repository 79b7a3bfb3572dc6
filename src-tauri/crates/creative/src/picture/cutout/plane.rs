//! A photo in a space where distances are as the eye sees them (`OKLab`, Ottosson 2020).

use image::RgbImage;

/// Steps of the whole numbers that lightness 0–1 is kept in.
const STEPS: f32 = 8192.0;

/// The pixels of a photo, lightness first.
pub(super) struct Plane {
    pub width: usize,
    pub height: usize,
    lab: Vec<[i16; 3]>,
}

impl Plane {
    /// The plane of a photo.
    pub fn of(photo: &RgbImage) -> Self {
        let linear: Vec<f32> = (0..=u8::MAX).map(linear).collect();
        let lab = photo.pixels().map(|pixel| kept(lab(pixel.0.map(|byte| linear[usize::from(byte)])))).collect();
        Self { width: photo.width() as usize, height: photo.height() as usize, lab }
    }

    /// How many pixels a feature of a picture of 1,600 is long here; one at least.
    pub fn reach(&self) -> usize {
        (self.width.max(self.height) / 800).max(1)
    }

    /// A pixel by its place.
    pub fn at(&self, place: usize) -> [f32; 3] {
        self.lab[place].map(|value| f32::from(value) / STEPS)
    }

    /// How many pixels there are.
    pub fn len(&self) -> usize {
        self.lab.len()
    }

    /// A pixel without its noise: the mean of its neighbourhood of five by five.
    pub fn calm(&self, x: usize, y: usize) -> [f32; 3] {
        let (left, right) = (x.saturating_sub(2), (x + 2).min(self.width - 1));
        let (top, bottom) = (y.saturating_sub(2), (y + 2).min(self.height - 1));
        let mut sums = [0; 3];
        for row in top..=bottom {
            let start = row * self.width;
            for lab in &self.lab[start + left..=start + right] {
                sums.iter_mut().zip(lab).for_each(|(sum, value)| *sum += i32::from(*value));
            }
        }
        let count = ((right - left + 1) * (bottom - top + 1)) as f32;
        sums.map(|sum| sum as f32 / count / STEPS)
    }

    /// Lightness around a pixel, without its noise: the mean of its neighbourhood of three by three.
    fn lightness(&self, x: usize, y: usize) -> f32 {
        let (left, right) = (x.saturating_sub(1), (x + 1).min(self.width - 1));
        let (top, bottom) = (y.saturating_sub(1), (y + 1).min(self.height - 1));
        let mut sum = 0;
        for row in top..=bottom {
            let start = row * self.width;
            sum += self.lab[start + left..=start + right].iter().map(|lab| i32::from(lab[0])).sum::<i32>();
        }
        sum as f32 / ((right - left + 1) * (bottom - top + 1)) as f32 / STEPS
    }

    /// How much lightness changes across a pixel within the reach of an edge.
    pub fn slope(&self, x: usize, y: usize) -> f32 {
        let reach = self.reach();
        let across = self.lightness((x + reach).min(self.width - 1), y) - self.lightness(x.saturating_sub(reach), y);
        let down = self.lightness(x, (y + reach).min(self.height - 1)) - self.lightness(x, y.saturating_sub(reach));
        across.abs().max(down.abs())
    }

    /// The places left, right, above and below.
    pub fn beside(&self, place: usize) -> impl Iterator<Item = usize> + use<> {
        let (x, width, all) = (place % self.width, self.width, self.lab.len());
        [
            (x > 0).then(|| place - 1),
            (x + 1 < width).then(|| place + 1),
            place.checked_sub(width),
            Some(place + width).filter(|below| *below < all),
        ]
        .into_iter()
        .flatten()
    }
}

/// How far apart two colours are.
pub(super) fn apart(a: [f32; 3], b: [f32; 3]) -> f32 {
    let [l, a, b] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
    (l * l + a * a + b * b).sqrt()
}

fn kept(lab: [f32; 3]) -> [i16; 3] {
    // The casts are safe: lightness is at most 1, the others are less.
    lab.map(|value| (value * STEPS).round() as i16)
}

fn linear(byte: u8) -> f32 {
    let value = f32::from(byte) / 255.0;
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

fn lab([r, g, b]: [f32; 3]) -> [f32; 3] {
    let l = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).cbrt();
    let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
    let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
    [
        0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
        1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
        0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
    ]
}

/// How deep each pixel lies in its side of the mask, in pixels from 1 and counted up to `far`, by steps to the eight
/// around it.
pub(super) fn depth(plane: &Plane, mask: &[bool], far: u8) -> Vec<u8> {
    let (width, height) = (plane.width, plane.height);
    let mut depth = vec![far; mask.len()];
    let near = |depth: &[u8], place: usize, x: i32, y: i32, dx: i32, dy: i32| {
        let (column, row) = (x + dx, y + dy);
        // What lies outside the picture is taken for more of the same.
        if column < 0 || row < 0 || column >= width as i32 || row >= height as i32 {
            return far;
        }
        let other = row as usize * width + column as usize;
        if mask[other] == mask[place] { depth[other].saturating_add(1).min(far) } else { 1 }
    };
    let ahead = [(-1, -1), (0, -1), (1, -1), (-1, 0)];
    for place in 0..mask.len() {
        let (x, y) = ((place % width) as i32, (place / width) as i32);
        let least = ahead.iter().map(|(dx, dy)| near(&depth, place, x, y, *dx, *dy)).min();
        depth[place] = depth[place].min(least.unwrap_or(far));
    }
    for place in (0..mask.len()).rev() {
        let (x, y) = ((place % width) as i32, (place / width) as i32);
        let least = ahead.iter().map(|(dx, dy)| near(&depth, place, x, y, -*dx, -*dy)).min();
        depth[place] = depth[place].min(least.unwrap_or(far));
    }
    depth
}
