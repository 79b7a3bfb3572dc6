//! How much of an account the file holds, and the brands an account can be linked to.

use rusqlite::params;
use units::{AccountId, Count};

use super::accounts;
use crate::{Store, StoreError};

/// How much of one account is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Holdings {
    /// Campaigns.
    pub campaigns: Count,
    /// Ads.
    pub ads: Count,
    /// Rows of one ad on one day.
    pub insight_rows: Count,
}

impl Store {
    /// How much of an account is stored. Rows are counted by the ledger of days, not one by one.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn holdings(&self, id: &AccountId) -> Result<Holdings, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let sql = "SELECT (SELECT count(*) FROM campaigns WHERE account = ?1),
                              (SELECT count(*) FROM ads WHERE account = ?1),
                              (SELECT coalesce(sum(rows), 0) FROM synced_days WHERE account = ?1)";
            let (campaigns, ads, rows): (i64, i64, i64) = conn
                .prepare_cached(sql)?
                .query_row(params![account], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            let count = |number: i64| Count::try_from(number).unwrap_or(Count::MAX);
            Ok(Holdings { campaigns: count(campaigns), ads: count(ads), insight_rows: count(rows) })
        })
    }

    /// Every brand of the file, id and name, by name.
    ///
    /// # Errors
    /// Those of reading.
    pub fn brands(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached("SELECT id, name FROM brands ORDER BY name, id")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.map(|row| row.map_err(StoreError::from)).collect()
        })
    }

    /// Bytes of all stored pictures.
    ///
    /// # Errors
    /// Those of reading.
    pub fn picture_bytes(&self) -> Result<Count, StoreError> {
        self.read(|conn| {
            let bytes: i64 =
                conn.prepare_cached("SELECT coalesce(sum(bytes), 0) FROM media")?.query_row([], |row| row.get(0))?;
            Ok(Count::try_from(bytes).unwrap_or(Count::MAX))
        })
    }
}
