//! The fence around everything a run writes.
//!
//! A claim gives the run a fresh token. Whoever holds that token may write for the run, and every write checks it
//! inside its own transaction: an executor that was taken for dead (a suspended laptop, a stopped process) and comes
//! back finds its token gone and can change nothing any more.

use rusqlite::{OptionalExtension as _, Transaction};
use units::RunId;
use uuid::Uuid;

use crate::{Priority, Store, StoreError};

/// The right to write for one attempt of one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// The run that was claimed.
    pub run: RunId,
    /// The token of this claim; the next claim gets another one.
    pub token: Uuid,
}

impl Store {
    /// Runs `work` in one write transaction, if the run is still `running` under this lease.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] if it is not; then nothing was written.
    pub(crate) fn write_fenced<T>(
        &self,
        lease: &Lease,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.write_with_fence(Some(lease), Priority::Bulk, work)
    }

    /// Like [`Store::write_fenced`] where a job handler calls with its lease and a person's own command without one.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] if there is a lease and the run is not running under it.
    pub(crate) fn write_with_fence<T>(
        &self,
        fence: Option<&Lease>,
        priority: Priority,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.write(priority, |tx| {
            if let Some(lease) = fence {
                check(tx, lease)?;
            }
            work(tx)
        })
    }
}

/// Fails unless the run is running under this token.
pub(crate) fn check(tx: &Transaction<'_>, lease: &Lease) -> Result<(), StoreError> {
    tx.prepare_cached("SELECT 1 FROM scheduled_job_runs WHERE id = ?1 AND status = 'running' AND lease_token = ?2")?
        .query_row((lease.run.to_string(), lease.token.to_string()), |_row| Ok(()))
        .optional()?
        .ok_or(StoreError::LeaseLost)
}
