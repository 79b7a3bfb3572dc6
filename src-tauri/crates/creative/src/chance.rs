//! Chance that follows from a seed.
//!
//! Each thing gets a number of its own from the seed and its name, rather than the next number of a stream: so a draw
//! does not depend on the order in which things are listed, and one more of them does not change the others' numbers.

/// A number in the open interval (0, 1) for one thing under one seed.
#[must_use]
pub(crate) fn unit(seed: u64, thing: &str) -> f64 {
    // The upper 52 bits and a half: never 0, never 1.
    ((bits(seed, thing) >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
}

/// 64 bits for one thing under one seed.
#[must_use]
pub(crate) fn bits(seed: u64, thing: &str) -> u64 {
    // FNV-1a over the name, started from the scrambled seed, then SplitMix64's finisher (both are public domain).
    let hash = thing.bytes().fold(scramble(seed ^ 0xCBF2_9CE4_8422_2325), |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    scramble(hash)
}

fn scramble(value: u64) -> u64 {
    let z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spread_evenly_over_seeds_and_over_names() {
        for numbers in [
            (0..20_000_u64).map(|seed| unit(seed, "statement")).collect::<Vec<_>>(),
            (0..20_000_u64).map(|name| unit(7, &format!("template-{name}"))).collect(),
        ] {
            let mut tenths = [0_u32; 10];
            numbers.iter().for_each(|number| tenths[(number * 10.0) as usize] += 1);
            // 2,000 each; five standard deviations are 212.
            assert!(tenths.iter().all(|count| (1788..=2212).contains(count)), "{tenths:?}");
        }
    }

    #[test]
    fn the_same_seed_and_name_give_the_same_number_for_ever() {
        assert_eq!(bits(42, "statement"), bits(42, "statement"));
        assert_ne!(bits(42, "statement"), bits(43, "statement"));
        assert_ne!(bits(42, "statement"), bits(42, "statement2"));
        // Written down: a plan stored today must draw the same next year.
        assert_eq!(bits(42, "statement"), 12_002_444_144_928_727_719);
    }
}
