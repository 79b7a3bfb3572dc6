//! How the runner behaves.

use std::time::Duration;

/// The runner's times and bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunnerSettings {
    /// How many runs may be under way in this process.
    pub slots: usize,
    /// How long a claim holds unless it is renewed.
    pub lease: Duration,
    /// How often it is renewed.
    pub renew: Duration,
    /// The longest sleep between two looks at the clocks.
    pub tick: Duration,
    /// How often other processes are looked for.
    pub poll: Duration,
    /// How often progress and log lines are written while a run is under way.
    pub tell: Duration,
    /// How long a handler may take to stop when it is told to.
    pub grace: Duration,
    /// Whether a runner that goes on until it is stopped waits when the disk is full; others end with an error.
    pub waits_for_room: bool,
}

impl Default for RunnerSettings {
    /// Four at a time; lease 90 s, renewed every 30; at least a look every 30 s, at other processes every 0.4.
    fn default() -> Self {
        Self {
            slots: 4,
            lease: Duration::from_secs(90),
            renew: Duration::from_secs(30),
            tick: Duration::from_secs(30),
            poll: Duration::from_millis(400),
            tell: Duration::from_millis(250),
            grace: Duration::from_secs(20),
            waits_for_room: true,
        }
    }
}
