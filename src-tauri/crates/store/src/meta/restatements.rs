//! What Meta said before it said something else.
//!
//! Numbers of a day move for 28 days. When a later read changes a row or does not return it any more, the complete old
//! row comes here, at most one version for each day on which it changed. At maturity only the first version is kept: it
//! tells how much the day moved in all.

use rusqlite::{Transaction, params};
use serde_json::{Map, Value};
use units::{AccountDate, AccountId, Timestamp};

use super::accounts;
use super::metric::METRIC_COLUMNS;
use super::reads::Writing;
use super::rows::StoredRow;
use crate::{Priority, Store, StoreError};

/// How long the numbers of a day move.
pub const MATURITY_DAYS: i32 = 28;

/// An old row.
#[derive(Debug, Clone, PartialEq)]
pub struct Restatement {
    /// The day that it was about.
    pub day: AccountDate,
    /// Meta's id of the ad.
    pub ad: String,
    /// The account's day of the read that replaced it.
    pub logged_on: AccountDate,
    /// Whether Meta does not return the row any more.
    pub vanished: bool,
    /// Every column that was not NULL.
    pub old_row: Map<String, Value>,
    /// When it was replaced.
    pub at: Timestamp,
    /// The run that did.
    pub run_id: Option<String>,
}

/// Who replaces the row, and when.
#[derive(Debug, Clone)]
pub(crate) struct Logging {
    pub(crate) account: i64,
    pub(crate) day: i32,
    pub(crate) today: i32,
    pub(crate) at: Timestamp,
    pub(crate) run: Option<String>,
}

/// Keeps `old`, which is about to be replaced or deleted.
pub(crate) fn log(tx: &Transaction<'_>, to: &Logging, old: &StoredRow, vanished: bool) -> Result<(), StoreError> {
    let mut row = Map::new();
    let mut put = |name: &str, value: Option<i64>| {
        if let Some(value) = value {
            row.insert(name.to_owned(), Value::from(value));
        }
    };
    put("attribution", old.attribution);
    for (column, value) in METRIC_COLUMNS.iter().zip(old.values.0) {
        put(column, value);
    }
    if let Some(actions) = &old.actions {
        row.insert("actions".to_owned(), Value::from(actions.as_str()));
    }
    let text = Value::Object(row).to_string();
    tx.prepare_cached(
        "INSERT INTO restatements (account, day, ad, logged_on, kind, old_row, bytes, at, run_id) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING",
    )?
    .execute(params![
        to.account,
        to.day,
        old.ad,
        to.today,
        if vanished { "vanished" } else { "changed" },
        text,
        text.len() as i64,
        to.at.millis(),
        to.run
    ])?;
    Ok(())
}

impl Store {
    /// Old rows of a day, oldest version first.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn restatements(&self, id: &AccountId, day: AccountDate) -> Result<Vec<Restatement>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let mut statement = conn.prepare_cached(
                "SELECT a.graph_id, r.logged_on, r.kind, r.old_row, r.at, r.run_id FROM restatements r JOIN ads a ON a.key = r.ad \
                 WHERE r.account = ?1 AND r.day = ?2 ORDER BY r.ad, r.logged_on",
            )?;
            let mut rows = statement.query(params![account, day.number()])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let text: String = row.get(3)?;
                found.push(Restatement {
                    day,
                    ad: row.get(0)?,
                    logged_on: AccountDate::from_number(row.get(1)?),
                    vanished: row.get::<_, String>(2)? == "vanished",
                    old_row: serde_json::from_str(&text)
                        .map_err(|_bad| StoreError::Unreadable { column: "restatements.old_row", value: text.clone() })?,
                    at: Timestamp::from_millis(row.get(4)?),
                    run_id: row.get(5)?,
                });
            }
            Ok(found)
        })
    }

    /// How many bytes the restatement log of an account holds.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn restatement_bytes(&self, id: &AccountId) -> Result<u64, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let bytes: i64 = conn.query_row(
                "SELECT COALESCE(SUM(bytes), 0) FROM restatements WHERE account = ?1",
                [account],
                |row| row.get(0),
            )?;
            Ok(bytes.max(0).cast_unsigned())
        })
    }

    /// Drops all but the first old version of rows whose day does not move any more. Returns how many were dropped.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`], or the file cannot be written.
    pub fn compact_restatements(
        &self,
        id: &AccountId,
        today: AccountDate,
        by: &Writing<'_>,
    ) -> Result<u64, StoreError> {
        self.write_with_fence(by.fence, Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?.key;
            let dropped = tx.execute(
                "DELETE FROM restatements WHERE account = ?1 AND day < ?2 AND logged_on > (SELECT MIN(first.logged_on) FROM restatements first \
                 WHERE first.account = restatements.account AND first.day = restatements.day AND first.ad = restatements.ad)",
                params![account, today.number() - MATURITY_DAYS],
            )?;
            Ok(dropped as u64)
        })
    }
}
