//! Decoded and scaled pictures, kept while there is room.
//!
//! Decoding a photo takes as long as drawing ten ads with it, so both the decoded picture and the part that an ad shows
//! are kept, each within its own share of memory; the longest unused goes first. Scaled parts are kept as PNG without
//! compression, which is what the rasteriser takes and costs it next to nothing to read.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use image::DynamicImage;

use super::decode::{Decoded, LONGEST_SIDE, decode};
use super::{Picture, resize};
use crate::drawn::Rect;
use crate::error::CreativeError;
use crate::template::{Fade, Side};

/// Bytes of decoded pictures to keep: the largest photo that is kept as it is shown, with a cut-out of the same kind.
const DECODED_ROOM: usize = 32 << 20;
/// Bytes of scaled parts to keep: a photo over all of an ad in its four sizes.
const PARTS_ROOM: usize = 22 << 20;

/// Which part of a picture, how large.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PartKey {
    pub sha256: String,
    /// Crop in 1/65536 of the picture's sides: left, top, width, height.
    pub crop: [u32; 4],
    pub width: u32,
    pub height: u32,
    /// Side and px of a fade.
    pub fade: Option<(Side, u32)>,
}

impl PartKey {
    /// A part given in shares of the picture's sides.
    pub fn new(picture: &Picture, crop: Rect, (width, height): (u32, u32), fade: Option<Fade>, scale: f32) -> Self {
        // The casts are safe: shares are at most 1, and px of a fade are px of the canvas.
        let share = |value: f32| (value.clamp(0.0, 1.0) * 65_536.0).round() as u32;
        Self {
            sha256: picture.sha256.clone(),
            crop: [share(crop.x), share(crop.y), share(crop.width), share(crop.height)],
            width: width.max(1),
            height: height.max(1),
            fade: fade.map(|fade| (fade.side, (fade.px * scale).round().max(1.0) as u32)),
        }
    }
}

/// A scaled part.
pub(crate) struct Part {
    /// A PNG without compression.
    pub png: Arc<Vec<u8>>,
}

/// Pictures that were decoded and scaled before.
#[derive(Default)]
pub(crate) struct Pictures {
    decoded: Mutex<Shelf<String, Decoded>>,
    /// Held while a file is decoded, which for a progressive photo takes several times its own size for that moment, or
    /// while a part is scaled, which takes about its size: one at a time.
    working: Mutex<()>,
    parts: Mutex<Shelf<PartKey, Part>>,
}

type Slot<V> = Arc<OnceLock<Result<Arc<V>, String>>>;

/// Values by key; each is made once, even if many ask for it at the same time.
struct Shelf<K, V> {
    kept: HashMap<K, (u64, usize, Slot<V>)>,
    uses: u64,
}

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Self { kept: HashMap::new(), uses: 0 }
    }
}

impl<K: Clone + Eq + Hash, V> Shelf<K, V> {
    fn slot(&mut self, key: &K) -> Slot<V> {
        self.uses += 1;
        let uses = self.uses;
        let entry = self.kept.entry(key.clone()).or_insert_with(|| (uses, 0, Slot::default()));
        entry.0 = uses;
        entry.2.clone()
    }

    /// Notes the bytes that a value takes or will take, and lets the longest unused go until all fit.
    fn weigh(&mut self, key: &K, bytes: usize, room: usize) {
        if let Some(entry) = self.kept.get_mut(key) {
            entry.1 = bytes;
        }
        let mut total: usize = self.kept.values().map(|(_, bytes, _)| bytes).sum();
        while total > room {
            // What is still being made stays: somebody holds its slot, and would make it again. A panic leaves a slot empty
            // that nobody holds.
            let is_made = |slot: &Slot<V>| slot.get().is_some() || Arc::strong_count(slot) == 1;
            let others = self.kept.iter().filter(|(other, (_, _, slot))| *other != key && is_made(slot));
            let oldest = others.min_by_key(|(_, (used, ..))| *used);
            let Some((oldest, freed)) = oldest.map(|(key, (_, bytes, _))| (key.clone(), *bytes)) else { return };
            self.kept.remove(&oldest);
            total -= freed;
        }
    }
}

/// A poisoned lock is only a panic elsewhere: a shelf is never half-written.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn kept<K: Clone + Eq + Hash, V>(
    shelf: &Mutex<Shelf<K, V>>,
    key: &K,
    (room, expected): (usize, usize),
    size: impl Fn(&V) -> usize,
    make: impl FnOnce() -> Result<V, CreativeError>,
) -> Result<Arc<V>, CreativeError> {
    let slot = lock(shelf).slot(key);
    let mut made = false;
    let value = slot.get_or_init(|| {
        made = true;
        // Room is made first: what is kept and what is being made are in memory together.
        lock(shelf).weigh(key, expected, room);
        make().map(Arc::new).map_err(|error| match error {
            CreativeError::BadPicture { why } => why,
            other => other.to_string(),
        })
    });
    if made {
        // What could not be made takes no room.
        lock(shelf).weigh(key, value.as_ref().map_or(0, |value| size(value)), room);
    }
    value.clone().map_err(|why| CreativeError::BadPicture { why })
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (decoded, parts) = (lock(&self.decoded).kept.len(), lock(&self.parts).kept.len());
        write!(f, "Pictures({decoded} decoded, {parts} parts)")
    }
}

impl Pictures {
    /// The decoded picture, its colours multiplied by its alpha.
    pub fn decoded(&self, picture: &Picture) -> Result<Arc<Decoded>, CreativeError> {
        kept(&self.decoded, &picture.sha256, (DECODED_ROOM, decoded_size(picture)), Decoded::size, || {
            let _alone = lock(&self.working);
            let decoded = decode(&picture.bytes()?)?;
            Ok(Decoded { image: resize::multiplied(decoded.image)?, ..decoded })
        })
    }

    /// A scaled part as an uncompressed PNG.
    pub fn part(&self, picture: &Picture, key: &PartKey) -> Result<Arc<Part>, CreativeError> {
        kept(
            &self.parts,
            key,
            (PARTS_ROOM, key.width as usize * key.height as usize * 4),
            |part| part.png.len(),
            || {
                let image = self.scaled(picture, key)?;
                Ok(Part { png: Arc::new(uncompressed(&image)?) })
            },
        )
    }

    /// A scaled part as pixels; not kept.
    pub fn scaled(&self, picture: &Picture, key: &PartKey) -> Result<DynamicImage, CreativeError> {
        let decoded = self.decoded(picture)?;
        let (width, height) = (decoded.image.width() as f32, decoded.image.height() as f32);
        let [x, y, w, h] = key.crop.map(|share| share as f32 / 65_536.0);
        let crop = Rect { x: x * width, y: y * height, width: w * width, height: h * height };
        let image = {
            let _alone = lock(&self.working);
            resize::part(&decoded.image, crop, key.width, key.height)?
        };
        Ok(match key.fade {
            Some((side, px)) => faded(image, side, px),
            None => image,
        })
    }
}

/// Bytes of a picture once it is decoded.
fn decoded_size(picture: &Picture) -> usize {
    let longest = picture.width.max(picture.height).max(1);
    let scale = f64::from(longest.min(LONGEST_SIDE)) / f64::from(longest);
    let channels = if picture.transparent { 4.0 } else { 3.0 };
    // The cast is safe: at most 2880² pixels of four bytes.
    (f64::from(picture.width) * scale * f64::from(picture.height) * scale * channels) as usize
}

/// The picture fading out over so many px towards a side, softly at both ends.
fn faded(image: DynamicImage, side: Side, px: u32) -> DynamicImage {
    let mut pixels = image.into_rgba8();
    let (width, height) = pixels.dimensions();
    for (x, y, pixel) in pixels.enumerate_pixels_mut() {
        let from_edge = match side {
            Side::Top => y,
            Side::Bottom => height - 1 - y,
            Side::Left => x,
            Side::Right => width - 1 - x,
        };
        if from_edge < px {
            let share = (from_edge as f32 + 0.5) / px as f32;
            let soft = share * share * (3.0 - 2.0 * share);
            // The cast is safe: the product is at most 255.
            pixel.0[3] = (f32::from(pixel.0[3]) * soft).round() as u8;
        }
    }
    DynamicImage::ImageRgba8(pixels)
}

fn uncompressed(image: &DynamicImage) -> Result<Vec<u8>, CreativeError> {
    let bad = |error: png::EncodingError| CreativeError::BadPicture { why: error.to_string() };
    let mut bytes = Vec::with_capacity(image.as_bytes().len() + image.as_bytes().len() / 64 + 1024);
    let mut encoder = png::Encoder::new(&mut bytes, image.width(), image.height());
    encoder.set_color(if image.color().has_alpha() { png::ColorType::Rgba } else { png::ColorType::Rgb });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::NoCompression);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().map_err(bad)?;
    writer.write_image_data(image.as_bytes()).map_err(bad)?;
    writer.finish().map_err(bad)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_made_before_the_next_is() {
        let shelf = Mutex::new(Shelf::<u8, Vec<u8>>::default());
        let there = || {
            let mut keys: Vec<u8> = lock(&shelf).kept.keys().copied().collect();
            keys.sort_unstable();
            keys
        };
        let put = |key, bytes: usize| {
            let mut beside = Vec::new();
            kept(&shelf, &key, (100, bytes), Vec::len, || {
                beside = there();
                Ok(vec![key; bytes])
            })
            .unwrap();
            beside
        };
        assert_eq!(put(1, 40), [1]);
        assert_eq!(put(2, 40), [1, 2]);
        assert!(put(1, 40).is_empty(), "what is there is not made again");
        assert_eq!(put(3, 40), [1, 3], "the longest unused went before");
        assert_eq!(put(4, 400), [4], "what is larger than the room has it alone");
        assert_eq!(put(5, 60), [5]);
        assert_eq!(there(), [5]);
    }

    #[test]
    fn what_cannot_be_made_takes_no_room_and_what_is_being_made_stays() {
        let shelf = Mutex::new(Shelf::<u8, Vec<u8>>::default());
        let put = |key, bytes: usize| kept(&shelf, &key, (100, bytes), Vec::len, || Ok(vec![key; bytes]));
        let broken = || Err(CreativeError::BadPicture { why: "it ends too early".into() });
        kept(&shelf, &1, (100, 90), Vec::len, broken).unwrap_err();
        put(2, 40).unwrap();
        put(3, 40).unwrap();
        assert!(lock(&shelf).kept.contains_key(&2), "the broken one weighs nothing");
        kept(&shelf, &4, (100, 40), Vec::len, || {
            put(5, 90).unwrap();
            assert!(lock(&shelf).kept.contains_key(&4));
            Ok(vec![4; 40])
        })
        .unwrap();
        assert_eq!(lock(&shelf).kept.values().map(|(_, bytes, _)| bytes).sum::<usize>(), 40);
        let panics = || kept(&shelf, &6, (100, 90), Vec::len, || panic!("a picture that ends the decoder"));
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(panics)).unwrap_err();
        put(7, 40).unwrap();
        assert!(!lock(&shelf).kept.contains_key(&6), "what nobody makes any more makes room");
    }
}
