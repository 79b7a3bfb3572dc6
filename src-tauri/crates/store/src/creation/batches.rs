//! Batches: what one run makes for one product.

use rusqlite::{OptionalExtension as _, Row, params};
use serde_json::Value;
use units::Timestamp;

use super::rows::{collect, instant, json};
use crate::jobs::Lease;
use crate::{Priority, Store, StoreError};

/// A batch to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct NewBatch {
    /// The id of the run that makes it, or a new one.
    pub id: String,
    /// For which product.
    pub product: String,
    /// What people call it.
    pub name: String,
    /// What was asked for.
    pub parameters: Value,
    /// Every ad to make.
    pub plan: Value,
    /// How many ads.
    pub planned_ads: u32,
    /// How many files.
    pub planned_files: u32,
}

/// A batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// Its id, which is that of its run.
    pub id: String,
    /// For which product.
    pub product: String,
    /// Its brand.
    pub brand: Option<String>,
    /// What people call it.
    pub name: String,
    /// `generating`, `complete`, `failed`, `cancelled`, or what the system before us wrote.
    pub status: String,
    /// What was asked for.
    pub parameters: Value,
    /// Every ad to make; null on batches from before.
    pub plan: Value,
    /// How many ads.
    pub planned_ads: u32,
    /// How many files.
    pub planned_files: u32,
    /// Why it failed.
    pub error: Option<String>,
    /// When it was begun.
    pub created_at: Option<Timestamp>,
    /// When it was over.
    pub completed_at: Option<Timestamp>,
}

impl Batch {
    /// Whether its run came to its end and made something.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.status == "complete"
    }
}

/// How many ads of a batch came to what. An ad counts once, by its worst size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BatchCounts {
    /// Ads that were tried.
    pub attempted: u32,
    /// Ads whose checks all passed.
    pub approved: u32,
    /// Ads whose checks rejected them.
    pub rejected: u32,
    /// Ads that need a look, those whose checks could not run among them.
    pub flagged: u32,
    /// Ads without a picture.
    pub failed: u32,
    /// Files that are there.
    pub files: u32,
    /// Ads that a person decided on.
    pub decided: u32,
    /// Ads that a person approved.
    pub decided_approved: u32,
}

impl Store {
    /// Writes a batch and its plan before its first ad. A batch that is there already stays as it is and is given back:
    /// a run that is taken up again makes what it had planned.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`]; [`StoreError::Constraint`] if there is no such product.
    pub fn open_batch(&self, batch: &NewBatch, fence: Option<&Lease>, now: Timestamp) -> Result<Batch, StoreError> {
        self.write_with_fence(fence, Priority::Bulk, |tx| {
            tx.prepare_cached(
                "INSERT INTO ad_runs (id, product_id, brand_id, name, status, parameters, plan, planned_ads, planned_files,
                    created_at)
                 SELECT ?1, id, brand_id, ?3, 'generating', ?4, ?5, ?6, ?7, ?8 FROM products WHERE id = ?2
                 ON CONFLICT (id) DO NOTHING",
            )?
            .execute(params![
                batch.id,
                batch.product,
                batch.name,
                batch.parameters.to_string(),
                batch.plan.to_string(),
                batch.planned_ads,
                batch.planned_files,
                now.millis()
            ])?;
            if let Some(lease) = fence {
                tx.prepare_cached("UPDATE scheduled_job_runs SET ad_run_ids = ?2 WHERE id = ?1")?
                    .execute(params![lease.run.to_string(), Value::from(vec![batch.id.clone()]).to_string()])?;
            }
            find(tx, &batch.id)
        })
    }

    /// One batch.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn batch(&self, id: &str) -> Result<Batch, StoreError> {
        self.read(|conn| find(conn, id))
    }

    /// The newest batches, newest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn batches(&self, limit: u32) -> Result<Vec<Batch>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT * FROM ad_runs ORDER BY created_at DESC, id DESC LIMIT ?1";
            collect(conn.prepare_cached(sql)?.query([limit])?, read)
        })
    }

    /// Ends a batch as `complete`, `failed` or `cancelled`. One that was taken up again may end a second time.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`]; [`StoreError::NoSuchRow`].
    pub fn close_batch(
        &self,
        id: &str,
        status: &'static str,
        error: Option<&str>,
        fence: Option<&Lease>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write_with_fence(fence, Priority::Bulk, |tx| {
            let sql = "UPDATE ad_runs SET status = ?2, error_message = ?3, completed_at = ?4 WHERE id = ?1";
            let changed = tx.prepare_cached(sql)?.execute(params![id, status, error, now.millis()])?;
            if changed == 1 { Ok(()) } else { Err(StoreError::NoSuchRow { kind: "batch", id: id.to_owned() }) }
        })
    }

    /// How far a batch is.
    ///
    /// # Errors
    /// Those of reading.
    pub fn batch_counts(&self, id: &str) -> Result<BatchCounts, StoreError> {
        self.read(|conn| {
            let sql = "SELECT count(*) AS attempted, total(checked_status = 'approved') AS approved,
                           total(checked_status = 'rejected') AS rejected,
                           total(checked_status IN ('flagged', 'review_failed')) AS flagged,
                           total(checked_status = 'generation_failed') AS failed,
                           (SELECT count(*) FROM generated_ads WHERE ad_run_id = ?1 AND sha256 IS NOT NULL) AS files,
                           total(decision IS NOT NULL) AS decided, total(decision IS 'approved') AS decided_approved
                       FROM made_ads WHERE ad_run_id = ?1";
            Ok(conn.prepare_cached(sql)?.query_row([id], |row| {
                let count = |name: &str| row.get::<_, f64>(name).map(|count| count as u32);
                Ok(BatchCounts {
                    attempted: row.get("attempted")?,
                    approved: count("approved")?,
                    rejected: count("rejected")?,
                    flagged: count("flagged")?,
                    failed: count("failed")?,
                    files: row.get("files")?,
                    decided: count("decided")?,
                    decided_approved: count("decided_approved")?,
                })
            })?)
        })
    }

    /// Writes facts about a run that is under way where its page shows them.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`].
    pub fn note_run_facts(&self, lease: &Lease, metadata: &Value) -> Result<(), StoreError> {
        self.write_with_fence(Some(lease), Priority::Job, |tx| {
            tx.prepare_cached("UPDATE scheduled_job_runs SET metadata = ?2 WHERE id = ?1")?
                .execute(params![lease.run.to_string(), metadata.to_string()])?;
            Ok(())
        })
    }
}

fn find(conn: &rusqlite::Connection, id: &str) -> Result<Batch, StoreError> {
    let mut statement = conn.prepare_cached("SELECT * FROM ad_runs WHERE id = ?1")?;
    let found = statement.query_row([id], |row| Ok(read(row))).optional()?;
    found.unwrap_or_else(|| Err(StoreError::NoSuchRow { kind: "batch", id: id.to_owned() }))
}

fn read(row: &Row<'_>) -> Result<Batch, StoreError> {
    Ok(Batch {
        id: row.get("id")?,
        product: row.get("product_id")?,
        brand: row.get("brand_id")?,
        name: row.get::<_, Option<String>>("name")?.unwrap_or_default(),
        status: row.get("status")?,
        parameters: json(row, "parameters")?,
        plan: json(row, "plan")?,
        planned_ads: row.get("planned_ads")?,
        planned_files: row.get("planned_files")?,
        error: row.get("error_message")?,
        created_at: instant(row, "created_at")?,
        completed_at: instant(row, "completed_at")?,
    })
}
