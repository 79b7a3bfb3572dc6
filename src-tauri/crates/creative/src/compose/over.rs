//! Words on a picture: which of two colours reads better there.

use super::pictures::PlacedPicture;
use crate::colour::Rgb;
use crate::colour::scheme::Scheme;
use crate::content::Slot;
use crate::drawn::Rect;
use crate::error::CreativeError;
use crate::mend::Mend;
use crate::order::Order;
use crate::picture::cache::Pictures;
use crate::template::Over;
use crate::text::set::Block;

/// Samples along the longer side of the words.
const SAMPLES: u32 = 48;

/// The colour of words on a picture.
#[expect(clippy::too_many_arguments, reason = "one decision that looks at all of these")]
pub(super) fn ink(
    order: &Order,
    slot: &Slot,
    over: &Over,
    own: Rgb,
    block: &Block,
    placed: &[PlacedPicture<'_>],
    scheme: &Scheme,
    pictures: &Pictures,
) -> Result<Rgb, CreativeError> {
    let other = scheme.get(&over.role).copied().unwrap_or(Rgb::WHITE);
    let Some(behind) = placed.iter().find(|picture| picture.slot.as_str() == over.picture) else { return Ok(own) };
    let samples = samples(behind, &block.bounds, pictures)?;
    let swap = order.mends.iter().any(|mend| matches!(mend, Mend::OtherInk { slot: mended } if mended == slot));
    let own_reads = worst(&samples, own) >= worst(&samples, other);
    Ok(if own_reads == swap { other } else { own })
}

/// Whether a picture is dark where something stands on it; none when it does not stand on it.
pub(super) fn is_dark(
    over: &Over,
    area: &Rect,
    placed: &[PlacedPicture<'_>],
    pictures: &Pictures,
) -> Result<Option<bool>, CreativeError> {
    let Some(behind) = placed.iter().find(|picture| picture.slot.as_str() == over.picture) else { return Ok(None) };
    let samples = samples(behind, area, pictures)?;
    let dark = samples.iter().filter(|sample| sample.contrast(Rgb::WHITE) > sample.contrast(Rgb::BLACK)).count();
    Ok((!samples.is_empty()).then_some(dark * 2 > samples.len()))
}

/// The contrast that all but one in twenty places reach.
fn worst(samples: &[Rgb], ink: Rgb) -> f64 {
    let mut contrasts: Vec<f64> = samples.iter().map(|sample| sample.contrast(ink)).collect();
    contrasts.sort_by(f64::total_cmp);
    contrasts.get(contrasts.len() / 20).copied().unwrap_or(21.0)
}

/// The picture's colours behind the words, coarsely.
fn samples(behind: &PlacedPicture<'_>, words: &Rect, pictures: &Pictures) -> Result<Vec<Rgb>, CreativeError> {
    let Some((picture, key)) = behind.cutting(words, SAMPLES) else { return Ok(Vec::new()) };
    let image = pictures.scaled(picture, &key)?.into_rgba8();
    Ok(image
        .pixels()
        .filter(|pixel| pixel.0[3] > 127)
        .map(|pixel| Rgb { r: pixel.0[0], g: pixel.0[1], b: pixel.0[2] })
        .collect())
}
