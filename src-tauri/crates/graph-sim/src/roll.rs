//! Chance that follows from a seed and a place: no state, so any day of any ad can be drawn by itself.

/// A number for (seed, what, a, b).
pub(crate) fn draw(seed: u64, what: u64, a: u64, b: u64) -> u64 {
    let mixed = step(seed ^ step(what ^ step(a ^ step(b ^ 0x51_7C_C1_B7_27_22_0A_95))));
    step(mixed)
}

/// From 0 up to, not including, 1.
pub(crate) fn unit(seed: u64, what: u64, a: u64, b: u64) -> f64 {
    (draw(seed, what, a, b) >> 11) as f64 / (1_u64 << 53) as f64
}

/// 1 ± `spread`, evenly.
pub(crate) fn around_one(spread: f64, seed: u64, what: u64, a: u64, b: u64) -> f64 {
    1.0 + spread * (2.0 * unit(seed, what, a, b) - 1.0)
}

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
fn step(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
