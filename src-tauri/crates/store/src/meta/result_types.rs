//! By which action type an account's events are counted, and when that changed.

use rusqlite::params;
use units::{AccountId, Timestamp};

use super::accounts;
use crate::{Store, StoreError};

/// The type that an event is counted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultType {
    /// `purchase`, `lead`, `add_to_cart`, …
    pub event: String,
    /// Meta's action type.
    pub action_type: String,
    /// Since when.
    pub locked_at: Timestamp,
}

/// A better type took the place of another, and everything was counted again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultTypeChange {
    /// `purchase`, `lead`, …
    pub event: String,
    /// The type before.
    pub old: String,
    /// The type since.
    pub new: String,
    /// When.
    pub at: Timestamp,
    /// How many rows have another number since.
    pub rows: u64,
}

impl Store {
    /// The types that an account's events are counted by.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn result_types(&self, id: &AccountId) -> Result<Vec<ResultType>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let mut statement = conn.prepare_cached(
                "SELECT event, action_type, locked_at FROM account_result_types WHERE account = ?1 ORDER BY event",
            )?;
            let types = statement.query_map(params![account], |row| {
                Ok(ResultType {
                    event: row.get(0)?,
                    action_type: row.get(1)?,
                    locked_at: Timestamp::from_millis(row.get(2)?),
                })
            })?;
            Ok(types.collect::<Result<_, _>>()?)
        })
    }

    /// Changes of those types, newest first.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn result_type_changes(&self, id: &AccountId) -> Result<Vec<ResultTypeChange>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let mut statement = conn.prepare_cached(
                "SELECT event, old_type, new_type, at, rows FROM result_type_changes WHERE account = ?1 ORDER BY id DESC",
            )?;
            let changes = statement.query_map(params![account], |row| {
                Ok(ResultTypeChange {
                    event: row.get(0)?,
                    old: row.get(1)?,
                    new: row.get(2)?,
                    at: Timestamp::from_millis(row.get(3)?),
                    rows: row.get::<_, i64>(4)?.max(0).cast_unsigned(),
                })
            })?;
            Ok(changes.collect::<Result<_, _>>()?)
        })
    }
}
