//! A soft veil behind words that would not read otherwise; only repair asks for one.

use crate::colour::Rgb;
use crate::colour::scheme::Scheme;
use crate::content::Slot;
use crate::drawn::Rect;
use crate::mend::Mend;
use crate::order::Order;
use crate::text::set::Block;

/// A veil across the whole canvas that fades out above and below.
#[derive(Clone, Debug)]
pub(crate) struct Scrim {
    pub colour: Rgb,
    pub opacity: f32,
    /// From where it covers fully.
    pub top: f32,
    /// To where it covers fully.
    pub bottom: f32,
    /// Over how many px it fades.
    pub fade: f32,
}

/// The veil behind the words of a slot, if repair asked for one.
pub(super) fn behind(order: &Order, slot: &Slot, block: &Block, px: f32, ink: Rgb, scheme: &Scheme) -> Option<Scrim> {
    let opacity = order.mends.iter().rev().find_map(|mend| match mend {
        Mend::Scrim { slot: veiled, opacity } if veiled == slot => Some(*opacity),
        _ => None,
    })?;
    let Rect { y, height, .. } = block.bounds;
    let (top, bottom) = (y - px * 0.3, y + height + px * 0.3);
    Some(Scrim { colour: colour(ink, scheme), opacity: opacity.clamp(0.0, 1.0), top, bottom, fade: px.max(80.0) * 1.6 })
}

/// The ground's colour when the words read on it, else black or white.
fn colour(ink: Rgb, scheme: &Scheme) -> Rgb {
    let opposite = if ink.contrast(Rgb::BLACK) > ink.contrast(Rgb::WHITE) { Rgb::BLACK } else { Rgb::WHITE };
    scheme.get("ground").copied().filter(|ground| ground.contrast(ink) >= 7.0).unwrap_or(opposite)
}
