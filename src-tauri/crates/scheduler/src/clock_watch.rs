//! Noticing that the machine slept or that somebody set the clock.
//!
//! Two clocks are compared at every turn of the runner: the wall clock, which jumps, and the monotonic one, which
//! neither jumps nor runs while the machine sleeps.

use std::time::Duration;

use units::{Clock, Monotonic, Timestamp};

/// What happened to the clocks since the last look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockJump {
    /// The machine slept, or the wall clock was set forward; the two look the same.
    Ahead(Duration),
    /// The wall clock was set back.
    Back(Duration),
}

/// Smaller differences are the drift of clocks that are kept in step by the network.
const TOLERANCE: Duration = Duration::from_secs(5);

/// Remembers both clocks.
#[derive(Debug, Clone, Copy)]
pub struct ClockWatch {
    wall: Timestamp,
    monotonic: Monotonic,
}

impl ClockWatch {
    /// Starts to watch.
    #[must_use]
    pub fn new(clock: &dyn Clock) -> Self {
        Self { wall: clock.now(), monotonic: clock.monotonic() }
    }

    /// The wall clock at the last look. What is decided about due times is decided by this reading, so that a jump
    /// right after the look belongs to the next one.
    #[must_use]
    pub fn wall(&self) -> Timestamp {
        self.wall
    }

    /// Looks at both clocks and tells whether one of them jumped.
    pub fn look(&mut self, clock: &dyn Clock) -> Option<ClockJump> {
        let before = std::mem::replace(self, Self::new(clock));
        let expected = before.wall.plus(self.monotonic.since(before.monotonic));
        let (ahead, back) = (self.wall.since(expected), expected.since(self.wall));
        if ahead > TOLERANCE {
            Some(ClockJump::Ahead(ahead))
        } else if back > TOLERANCE {
            Some(ClockJump::Back(back))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use units::testing::ManualClock;

    use super::*;

    #[test]
    fn sleep_and_set_clocks_are_told_from_time_that_passes() {
        let start = Timestamp::from_millis(1_771_761_600_000);
        let clock = ManualClock::at(start);
        let mut watch = ClockWatch::new(&clock);
        clock.advance(Duration::from_secs(86_400));
        assert_eq!(watch.look(&clock), None, "a day awake");
        for seconds in [6, 60, 30 * 86_400] {
            clock.suspend(Duration::from_secs(seconds));
            assert_eq!(watch.look(&clock), Some(ClockJump::Ahead(Duration::from_secs(seconds))));
        }
        clock.set_wall(clock.now().minus(Duration::from_secs(3600)));
        assert_eq!(watch.look(&clock), Some(ClockJump::Back(Duration::from_secs(3600))));
        assert_eq!(watch.look(&clock), None);
    }
}
