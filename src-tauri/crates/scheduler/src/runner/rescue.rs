//! Runs of processes that ended without saying so.

use std::collections::HashMap;
use std::time::Duration;

use store::StoreError;
use store::jobs::{HeldRun, Lease, Rescue};
use units::{Monotonic, Timestamp};
use uuid::Uuid;

use super::{RunnerEvent, Shared};

/// Remembers which leases of other processes it has seen, and since when they did not move.
///
/// A process whose lock can be taken is dead, and its runs are taken away at once. A process that is alive and does
/// not renew (stopped, hung) loses a run when its lease has not moved for one full lease of *our monotonic* time, and
/// after every jump of the clocks that time starts anew: a machine that just woke up gives everybody a chance.
#[derive(Debug, Default)]
pub(super) struct Rescuer {
    lease: Duration,
    seen: HashMap<Uuid, (Timestamp, Monotonic)>,
    asked: Option<Monotonic>,
}

/// How often it is asked whether other processes are alive.
const ASK_EVERY: Duration = Duration::from_secs(5);

impl Rescuer {
    pub(super) fn new(lease: Duration) -> Self {
        Self { lease, ..Self::default() }
    }

    /// The clocks jumped: what was seen before means nothing any more.
    pub(super) fn forget(&mut self) {
        self.seen.clear();
    }

    /// Takes runs away from processes that died, and returns those of this process that are to be cancelled.
    pub(super) fn look(&mut self, shared: &Shared, now: Timestamp) -> Result<Vec<Lease>, StoreError> {
        let held = shared.store.held_runs()?;
        let (ours, others): (Vec<HeldRun>, Vec<HeldRun>) =
            held.into_iter().partition(|run| run.owner == shared.owner.id());
        let monotonic = shared.clock.monotonic();
        if others.is_empty() {
            self.seen.clear();
        } else if self.asked.is_none_or(|last| monotonic.since(last) >= ASK_EVERY) {
            self.asked = Some(monotonic);
            self.take_from_the_dead(shared, others, monotonic, now)?;
        }
        Ok(ours.into_iter().filter(|run| run.cancel_requested).map(|run| run.lease).collect())
    }

    fn take_from_the_dead(
        &mut self,
        shared: &Shared,
        others: Vec<HeldRun>,
        monotonic: Monotonic,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut still_there = HashMap::new();
        for run in others {
            let since = match self.seen.get(&run.lease.token) {
                Some((until, since)) if *until == run.lease_until => *since,
                _ => monotonic,
            };
            let dead = shared.store.owner_is_dead(&run.owner)?;
            if dead || monotonic.since(since) > self.lease {
                let outcome = shared.store.rescue_run(&run.lease, now)?;
                tracing::warn!(run = %run.lease.run, owner = run.owner, dead, ?outcome, "a run was interrupted");
                if outcome != Rescue::Gone {
                    shared.announce(RunnerEvent::Run(run.lease.run));
                }
            } else {
                still_there.insert(run.lease.token, (run.lease_until, since));
            }
        }
        self.seen = still_there;
        Ok(())
    }
}
