//! How fresh each kind of data is.

use rusqlite::params;
use units::{AccountId, Timestamp};

use super::accounts;
use super::reads::Writing;
use crate::{Priority, Store, StoreError};

/// How the last attempt to refresh a kind of data ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatasetOutcome {
    /// It is going on.
    Running,
    /// It worked.
    Completed {
        /// How many rows, objects or pictures.
        records: u64,
    },
    /// It did not; what was stored before is still there.
    Failed {
        /// What happened.
        message: String,
    },
}

/// The freshness of one kind of data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dataset {
    /// `meta_ads_performance`, `ad_thumbnails`, `ad_assets`, `ad_destinations`, `campaigns`, …
    pub key: String,
    /// `completed`, `failed`, `running` or `unknown`.
    pub status: String,
    /// When it last worked.
    pub last_success_at: Option<Timestamp>,
    /// When it was last tried.
    pub last_attempt_at: Timestamp,
    /// How much the last success brought.
    pub records: Option<u64>,
    /// Why the last attempt failed.
    pub error: Option<String>,
}

impl Store {
    /// Notes how an attempt went. A failure keeps the last success.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected, [`StoreError::LeaseLost`], or the file cannot be written.
    pub fn note_dataset(
        &self,
        id: &AccountId,
        key: &str,
        outcome: &DatasetOutcome,
        by: &Writing<'_>,
    ) -> Result<(), StoreError> {
        let (status, success, records, error) = match outcome {
            DatasetOutcome::Running => ("running", None, None, None),
            DatasetOutcome::Completed { records } => ("completed", Some(by.at.millis()), Some(*records as i64), None),
            DatasetOutcome::Failed { message } => ("failed", None, None, Some(message.as_str())),
        };
        self.write_with_fence(by.fence, Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?.key;
            tx.prepare_cached(
                "INSERT INTO account_datasets (account, dataset_key, last_status, last_success_at, last_attempt_at, records_affected, error_message, last_run_id) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (account, dataset_key) DO UPDATE SET last_status = excluded.last_status, \
                 last_success_at = COALESCE(excluded.last_success_at, last_success_at), last_attempt_at = excluded.last_attempt_at, \
                 records_affected = COALESCE(excluded.records_affected, records_affected), error_message = excluded.error_message, \
                 last_run_id = excluded.last_run_id",
            )?
            .execute(params![account, key, status, success, by.at.millis(), records, error, by.run()])?;
            Ok(())
        })
    }

    /// The freshness of everything that was ever read for an account.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn datasets(&self, id: &AccountId) -> Result<Vec<Dataset>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let mut statement = conn.prepare_cached(
                "SELECT dataset_key, last_status, last_success_at, last_attempt_at, records_affected, error_message \
                 FROM account_datasets WHERE account = ?1 ORDER BY dataset_key",
            )?;
            let datasets = statement.query_map([account], |row| {
                Ok(Dataset {
                    key: row.get(0)?,
                    status: row.get(1)?,
                    last_success_at: row.get::<_, Option<i64>>(2)?.map(Timestamp::from_millis),
                    last_attempt_at: Timestamp::from_millis(row.get(3)?),
                    records: row.get::<_, Option<i64>>(4)?.map(|n| n.max(0).cast_unsigned()),
                    error: row.get(5)?,
                })
            })?;
            Ok(datasets.collect::<Result<_, _>>()?)
        })
    }
}
