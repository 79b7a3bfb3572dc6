//! Jumps of the clocks that were seen and not dealt with yet.

use std::sync::Arc;
use std::time::Duration;

use store::jobs::Lease;
use tokio::task::spawn_blocking;

use super::Shared;
use crate::SchedulerError;
use crate::clock_watch::ClockJump;

/// A jump is seen once, by comparing two looks at the clocks; what follows from it is written to the file, which may
/// be locked or full just then. So a jump is kept until that is written, and no turn goes on before.
#[derive(Debug, Default)]
pub(super) struct Jumps {
    /// How far the wall clock was set back, all jumps together.
    back: Duration,
    /// Whether the leases of this process end at a time of the old clock.
    leases: bool,
}

impl Jumps {
    pub(super) fn note(&mut self, jump: ClockJump) {
        if let ClockJump::Back(by) = jump {
            self.back += by;
        }
        self.leases = true;
    }

    /// Writes what follows; what could not be written stays noted.
    pub(super) async fn settle(
        &mut self,
        shared: &Arc<Shared>,
        leases: impl Iterator<Item = Lease>,
    ) -> Result<(), SchedulerError> {
        if !self.back.is_zero() {
            let (shared, by) = (Arc::clone(shared), self.back);
            spawn_blocking(move || shared.store.clock_was_set_back(by, shared.clock.now())).await??;
            // Runs must not be moved a second time because the leases could not be renewed.
            self.back = Duration::ZERO;
        }
        if self.leases {
            let (shared, leases) = (Arc::clone(shared), leases.collect::<Vec<_>>());
            let renew = move || shared.store.renew_leases(&leases, shared.clock.now().plus(shared.settings.lease));
            spawn_blocking(renew).await??;
            self.leases = false;
        }
        Ok(())
    }
}
