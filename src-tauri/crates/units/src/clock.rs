//! Where time comes from.

use std::time::Duration;

use futures::future::BoxFuture;

use crate::Timestamp;

/// A reading of the clock that only moves forward and stands still while the machine sleeps.
/// Only differences between two readings of the same clock mean anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Monotonic(pub Duration);

impl Monotonic {
    /// Time passed since `earlier`; zero if `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

/// The only source of time. Code that needs an instant or a pause is given one of these, so that what was
/// previewed is what runs and a test can move time by itself.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The wall clock, which a person or the network may set back.
    fn now(&self) -> Timestamp;
    /// The clock that nobody sets.
    fn monotonic(&self) -> Monotonic;
    /// Waits for `duration` of monotonic time.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The machine's clocks.
#[derive(Debug, Clone)]
pub struct SystemClock {
    origin: std::time::Instant,
}

impl SystemClock {
    /// Starts reading the machine's clocks.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's monotonic clock")]
    pub fn new() -> Self {
        Self { origin: std::time::Instant::now() }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's wall clock")]
    fn now(&self) -> Timestamp {
        let since_epoch = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or(Duration::ZERO);
        Timestamp::from_millis(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
    }

    fn monotonic(&self) -> Monotonic {
        Monotonic(self.origin.elapsed())
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// A clock that started at an instant of a person's choice and goes on from there at normal speed.
/// This is what `--now` on the command line gives, so that checks of time can be made from outside.
#[derive(Debug, Clone)]
pub struct ShiftedClock {
    start: Timestamp,
    system: SystemClock,
}

impl ShiftedClock {
    /// A clock that reads `start` now.
    #[must_use]
    pub fn starting_at(start: Timestamp) -> Self {
        Self { start, system: SystemClock::new() }
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Timestamp {
        self.start.plus(self.system.monotonic().0)
    }

    fn monotonic(&self) -> Monotonic {
        self.system.monotonic()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.system.sleep(duration)
    }
}
