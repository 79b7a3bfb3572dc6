//! A clock that a test moves by hand.

use std::sync::Mutex;
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::sync::watch;

use crate::{Clock, Monotonic, Timestamp};

#[derive(Debug, Clone, Copy)]
struct Hands {
    wall: Timestamp,
    monotonic: Duration,
}

/// Wall and monotonic time under the test's control; sleepers wake when the monotonic hand passes them.
#[derive(Debug)]
pub struct ManualClock {
    hands: Mutex<watch::Sender<Hands>>,
    seen: watch::Receiver<Hands>,
}

impl ManualClock {
    /// A clock that stands at `wall`.
    #[must_use]
    pub fn at(wall: Timestamp) -> Self {
        let (sender, seen) = watch::channel(Hands { wall, monotonic: Duration::ZERO });
        Self { hands: Mutex::new(sender), seen }
    }

    /// Normal passing of time: both hands move.
    pub fn advance(&self, by: Duration) {
        self.turn(|hands| {
            hands.wall = hands.wall.plus(by);
            hands.monotonic += by;
        });
    }

    /// The machine slept: the wall clock moved, the monotonic one did not.
    pub fn suspend(&self, by: Duration) {
        self.turn(|hands| hands.wall = hands.wall.plus(by));
    }

    /// Somebody set the wall clock.
    pub fn set_wall(&self, wall: Timestamp) {
        self.turn(|hands| hands.wall = wall);
    }

    fn turn(&self, change: impl FnOnce(&mut Hands)) {
        let sender = self.hands.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        sender.send_modify(change);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.seen.borrow().wall
    }

    fn monotonic(&self) -> Monotonic {
        Monotonic(self.seen.borrow().monotonic)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut seen = self.seen.clone();
        let until = self.seen.borrow().monotonic + duration;
        Box::pin(async move {
            // The sender lives in the clock: when it is gone the test is over and nobody waits any more.
            let _ended = seen.wait_for(|hands| hands.monotonic >= until).await.is_err();
        })
    }
}
