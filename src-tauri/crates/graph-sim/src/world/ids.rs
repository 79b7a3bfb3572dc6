//! Ids that look like Meta's: decimal, 15 to 18 digits, the same for the same seed.

use crate::roll::draw;

/// An id of an object: `prefix` and twelve more digits.
pub(crate) fn object(prefix: &str, seed: u64, what: u64, index: usize) -> String {
    // The index is part of the number, so two objects of a kind can never share an id.
    let place = (draw(seed, what, 0, 0) % 9_000 + 1_000) * 100_000_000
        + index as u64 * 10_000
        + draw(seed, what, 1, index as u64) % 10_000;
    format!("{prefix}{place:012}")
}

/// An image hash: 32 hex digits.
pub(crate) fn image_hash(seed: u64, name: &str) -> String {
    let name = name
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    format!("{:016x}{:016x}", draw(seed, 31, name, 0), draw(seed, 31, name, 1))
}
