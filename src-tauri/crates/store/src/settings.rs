//! What a person chose, and where the window was left.

use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;
use units::Timestamp;

use crate::{Priority, Store, StoreError};

/// Writes a setting in a transaction of somebody else's.
pub(crate) fn write_in<T: Serialize>(
    tx: &Transaction<'_>,
    key: &str,
    value: &T,
    now: Timestamp,
) -> Result<(), StoreError> {
    let text = serde_json::to_string(value)
        .map_err(|error| StoreError::Unreadable { column: "settings.value", value: format!("{key}: {error}") })?;
    let sql = "INSERT INTO settings (key, value, updated_at) VALUES (?1, ?2, ?3) \
               ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at";
    tx.prepare_cached(sql)?.execute((key, &text, now.millis()))?;
    Ok(())
}

/// Reads a setting on a connection or in a transaction.
pub(crate) fn read_in<T: DeserializeOwned>(connection: &Connection, key: &str) -> Result<Option<T>, StoreError> {
    let sql = "SELECT value FROM settings WHERE key = ?1";
    let text: Option<String> = connection.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?;
    match text {
        None => Ok(None),
        Some(text) => serde_json::from_str(&text).map(Some).map_err(|_wrong_type| StoreError::Unreadable {
            column: "settings.value",
            value: format!("{key} = {text}"),
        }),
    }
}

impl Store {
    /// The setting under `key`, or `None` if it was never set.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] if what is stored does not have the type that is asked for.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        self.read(|connection| read_in(connection, key))
    }

    /// Stores `value` under `key`.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] if `value` cannot be written as JSON, and what writing reports.
    pub fn set_setting<T: Serialize>(&self, key: &str, value: &T, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |transaction| write_in(transaction, key, value, now))
    }

    /// Forgets the setting under `key`. Nothing happens if it was not set.
    ///
    /// # Errors
    /// What writing reports.
    pub fn clear_setting(&self, key: &str) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |transaction| {
            transaction.prepare_cached("DELETE FROM settings WHERE key = ?1")?.execute([key])?;
            Ok(())
        })
    }
}
