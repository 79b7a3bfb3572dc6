//! One turn: what is due becomes runs, dead processes lose theirs, and free places are filled. Blocking.

use std::sync::Arc;

use store::StoreError;
use store::jobs::{Claimant, ClaimedRun, Job, Lease};
use units::Timestamp;

use super::rescue::Rescuer;
use super::{RunnerEvent, Shared};
use crate::{SchedulerError, plan};

/// What a turn is given and what it found.
pub(super) struct Turn {
    shared: Arc<Shared>,
    now: Timestamp,
    missed: &'static str,
    take_due_times: bool,
    /// How many runs may be claimed.
    pub(super) free: usize,
    /// What was claimed.
    pub(super) claimed: Vec<ClaimedRun>,
    /// Runs of this process that a person wants to cancel.
    pub(super) cancel: Vec<Lease>,
    /// When the next schedule or run is due.
    pub(super) next_at: Option<Timestamp>,
}

impl Turn {
    pub(super) fn new(shared: Arc<Shared>, now: Timestamp, missed: &'static str, take_due_times: bool) -> Self {
        Self { shared, now, missed, take_due_times, free: 0, claimed: Vec::new(), cancel: Vec::new(), next_at: None }
    }

    pub(super) fn take(&mut self, rescuer: &mut Rescuer) -> Result<(), SchedulerError> {
        let shared = Arc::clone(&self.shared);
        let now = self.now;
        if self.take_due_times && shared.store.next_due()?.is_some_and(|due| due <= now) {
            self.file_due(now)?;
        }
        self.cancel = rescuer.look(&shared, now)?;
        let claimable = shared.store.next_claimable()?;
        if self.free > 0 && claimable.is_some_and(|at| at <= now) {
            self.claim(now)?;
        }
        match self.soonest(now) {
            Ok(soonest) => self.next_at = soonest,
            // What was claimed is this process's to run, and nobody else would take it: it must not be dropped here.
            Err(error) if !self.claimed.is_empty() => {
                tracing::warn!(%error, "when something is due next could not be read; looking again at once");
                self.next_at = Some(now);
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// When the next schedule or run is due; runs that a limit holds back now do not hide those of later.
    fn soonest(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let due = if self.take_due_times { self.shared.store.next_due()? } else { None };
        Ok(due.into_iter().chain(self.shared.store.next_claimable_after(now)?).min())
    }

    fn file_due(&self, now: Timestamp) -> Result<(), StoreError> {
        let (jobs, unreadable) = self.shared.store.due_jobs(now)?;
        for (id, error) in unreadable {
            tracing::error!(job = id, %error, "a schedule cannot be read");
            self.shared.store.disarm_job(&id, &error.to_string(), now)?;
        }
        for job in jobs {
            self.file_due_of(&job, now)?;
            self.shared.announce(RunnerEvent::Job(job.id));
        }
        Ok(())
    }

    fn file_due_of(&self, job: &Job, now: Timestamp) -> Result<(), StoreError> {
        let Some(was_due_at) = job.next_run_at else { return Ok(()) };
        let rule = match plan::recurrence_of(&job.settings.when, job.settings.zone) {
            Ok(rule) => rule,
            Err(error) => {
                tracing::error!(job = %job.id, %error, "the rule of a schedule cannot be read");
                return self.shared.store.disarm_job(&job.id.to_string(), &error.to_string(), now);
            }
        };
        let mut plan = plan::plan(job, &rule, was_due_at, now, self.missed, self.shared.ids.as_ref());
        // A type without a handler shares nothing; its run will fail and say why.
        plan.concurrency_key = self
            .shared
            .handlers
            .find(&job.job_type)
            .ok()
            .and_then(|handler| handler.concurrency_key(&job.settings.parameters));
        for stretch in &plan.skipped {
            tracing::info!(job = %job.id, count = stretch.count, reason = stretch.reason, "due times are not run");
        }
        let applied = self.shared.store.apply_due(&plan, now)?;
        for run in plan.runs.iter().filter(|_run| applied) {
            self.shared.announce(RunnerEvent::Run(run.id));
        }
        Ok(())
    }

    fn claim(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let limits = self.shared.handlers.type_limits();
        let claimant = Claimant {
            owner: self.shared.owner.id(),
            limits: &limits,
            lease_until: now.plus(self.shared.settings.lease),
        };
        let tokens: Vec<_> = (0..self.free).map(|_place| self.shared.ids.uuid(now)).collect();
        self.claimed = self.shared.store.claim_runs(&claimant, &tokens, now)?;
        Ok(())
    }
}
