//! History does not grow for ever.

use std::time::Duration;

use rusqlite::named_params;
use units::Timestamp;

use crate::{Priority, Store, StoreError};

/// What of the history is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Completed, cancelled and skipped runs are kept this long.
    pub runs: Duration,
    /// Failed runs are kept this long.
    pub failures: Duration,
    /// The newest so many of each schedule are kept whatever their age.
    pub newest: u32,
}

impl Default for Retention {
    /// A year, failures two years, and always the newest 50 of each schedule.
    fn default() -> Self {
        let year = Duration::from_secs(365 * 86_400);
        Self { runs: year, failures: 2 * year, newest: 50 }
    }
}

/// Runs deleted in one commit.
const BATCH: u32 = 200;

impl Store {
    /// Deletes old runs with their attempts, items and log lines, a batch a commit, and returns how many. The newest
    /// scheduled run of each schedule is never among them, so no due time can come back.
    ///
    /// # Errors
    /// Those of writing.
    pub fn prune_runs(&self, keep: Retention, now: Timestamp) -> Result<u32, StoreError> {
        let mut total = 0;
        loop {
            let deleted = self.write(Priority::Bulk, |tx| {
                let changed = tx
                    .prepare_cached(
                        "DELETE FROM scheduled_job_runs WHERE id IN (
                            SELECT old.id FROM scheduled_job_runs AS old
                            WHERE old.completed_at IS NOT NULL AND old.trigger_source <> 'history'
                              AND old.completed_at < iif(old.status = 'failed', :failures, :runs)
                              AND (old.scheduled_job_id IS NULL OR
                                (SELECT count(*) FROM scheduled_job_runs AS newer
                                 WHERE newer.scheduled_job_id = old.scheduled_job_id AND newer.due_at > old.due_at)
                                >= max(1, :newest))
                            LIMIT :batch)",
                    )?
                    .execute(named_params! {
                        ":runs": now.minus(keep.runs).millis(), ":failures": now.minus(keep.failures).millis(),
                        ":newest": keep.newest, ":batch": BATCH,
                    })?;
                Ok(u32::try_from(changed).unwrap_or(u32::MAX))
            })?;
            total += deleted;
            if deleted < BATCH {
                return Ok(total);
            }
        }
    }
}
