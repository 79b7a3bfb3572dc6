//! How long to wait before the next attempt.

use std::time::Duration;

use crate::Limits;

/// The wait after the `failed`th failed attempt (from 1): a random part of a limit that doubles each time up to the
/// cap. The whole interval is random ("full jitter"), so that runs that failed together do not come back together.
#[must_use]
pub fn wait_after(failed: u32, limits: &Limits, chance: u64) -> Duration {
    let doubled = 2_u32.checked_pow(failed.saturating_sub(1)).and_then(|factor| limits.backoff.checked_mul(factor));
    let longest = doubled.unwrap_or(limits.backoff_cap).min(limits.backoff_cap);
    let millis = u64::try_from(longest.as_millis()).unwrap_or(u64::MAX);
    Duration::from_millis(chance % millis.saturating_add(1).max(1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_wait_is_never_longer_than_the_doubling_or_the_cap(failed in 1..200_u32, chance: u64) {
            let limits = Limits { backoff: Duration::from_secs(300), backoff_cap: Duration::from_secs(3600), ..Limits::default() };
            let wait = wait_after(failed, &limits, chance);
            let doubled = Duration::from_secs(300).saturating_mul(2_u32.saturating_pow(failed - 1));
            prop_assert!(wait <= doubled && wait <= Duration::from_secs(3600));
        }
    }

    #[test]
    fn chance_reaches_both_ends() {
        let limits =
            Limits { backoff: Duration::from_millis(10), backoff_cap: Duration::from_secs(1), ..Limits::default() };
        let waits: Vec<Duration> = (0..11).map(|chance| wait_after(1, &limits, chance)).collect();
        assert_eq!(waits.first(), Some(&Duration::ZERO));
        assert_eq!(waits.last(), Some(&Duration::from_millis(10)));
    }
}
