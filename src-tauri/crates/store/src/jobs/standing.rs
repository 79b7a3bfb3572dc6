//! How each schedule stands: the run that is under way and the newest one that is not.

use rusqlite::named_params;
use units::JobId;

use super::run::{Run, read_run};
use super::words::collect;
use crate::{Store, StoreError};

impl Store {
    /// Of each of these schedules the newest run that ended or is parked, and every run that is queued, waiting or
    /// under way; newest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn standings(&self, jobs: &[JobId]) -> Result<Vec<Run>, StoreError> {
        let ids: Vec<String> = jobs.iter().map(ToString::to_string).collect();
        self.read(|conn| {
            let mut statement = conn.prepare_cached(
                "WITH job (id) AS (SELECT value FROM json_each(:jobs))
                 SELECT * FROM scheduled_job_runs WHERE id IN (
                    SELECT (SELECT id FROM scheduled_job_runs
                            WHERE scheduled_job_id = job.id AND status NOT IN ('queued', 'running', 'waiting')
                            ORDER BY due_at DESC, id DESC LIMIT 1)
                    FROM job
                    UNION ALL
                    SELECT id FROM scheduled_job_runs
                    WHERE claimable_at IS NOT NULL AND scheduled_job_id IN (SELECT id FROM job)
                    UNION ALL
                    SELECT id FROM scheduled_job_runs
                    WHERE status = 'running' AND scheduled_job_id IN (SELECT id FROM job))
                 ORDER BY due_at DESC, id DESC",
            )?;
            collect(statement.query(named_params! { ":jobs": serde_json::json!(ids).to_string() })?, read_run)
        })
    }
}
