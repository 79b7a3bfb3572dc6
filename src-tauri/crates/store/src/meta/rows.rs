//! Insight rows as they lie in the file.

use std::sync::LazyLock;

use rusqlite::{Connection, Row, Statement, Transaction, params};

use super::metric::{METRIC_COLUMNS, METRICS, Values};
use crate::StoreError;

/// One stored row without its account and day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredRow {
    pub(crate) ad: i64,
    pub(crate) attribution: Option<i64>,
    pub(crate) values: Values,
    pub(crate) actions: Option<String>,
}

static SELECT_DAY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT ad, attribution, {}, actions FROM insight_rows WHERE account = ?1 AND day = ?2 ORDER BY ad",
        METRIC_COLUMNS.join(", ")
    )
});

static WRITE_ROW: LazyLock<String> = LazyLock::new(|| {
    let marks = (1..=METRICS + 5).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
    format!(
        "INSERT OR REPLACE INTO insight_rows (account, day, ad, attribution, {}, actions) VALUES ({marks})",
        METRIC_COLUMNS.join(", ")
    )
});

/// The figures that stand in the columns from `first` on.
pub(crate) fn values_at(row: &Row<'_>, first: usize) -> Result<Values, StoreError> {
    let mut values = Values::default();
    for (at, value) in values.0.iter_mut().enumerate() {
        *value = row.get(first + at)?;
    }
    Ok(values)
}

/// The rows of one day, by rising key of the ad.
pub(crate) fn load_day(conn: &Connection, account: i64, day: i32) -> Result<Vec<StoredRow>, StoreError> {
    let mut statement = conn.prepare_cached(&SELECT_DAY)?;
    let mut rows = statement.query(params![account, day])?;
    let mut stored = Vec::new();
    while let Some(row) = rows.next()? {
        stored.push(StoredRow {
            ad: row.get(0)?,
            attribution: row.get(1)?,
            values: values_at(row, 2)?,
            actions: row.get(2 + METRICS)?,
        });
    }
    Ok(stored)
}

/// Writes rows of one day, new or in place of old ones.
pub(crate) struct RowWriter<'tx> {
    statement: rusqlite::CachedStatement<'tx>,
    account: i64,
    day: i32,
}

impl<'tx> RowWriter<'tx> {
    pub(crate) fn new(tx: &'tx Transaction<'_>, account: i64, day: i32) -> Result<Self, StoreError> {
        Ok(Self { statement: tx.prepare_cached(&WRITE_ROW)?, account, day })
    }

    pub(crate) fn write(&mut self, row: &StoredRow) -> Result<(), StoreError> {
        let statement: &mut Statement<'_> = &mut self.statement;
        statement.raw_bind_parameter(1, self.account)?;
        statement.raw_bind_parameter(2, self.day)?;
        statement.raw_bind_parameter(3, row.ad)?;
        statement.raw_bind_parameter(4, row.attribution)?;
        for (at, value) in row.values.0.iter().enumerate() {
            statement.raw_bind_parameter(5 + at, *value)?;
        }
        statement.raw_bind_parameter(5 + METRICS, row.actions.as_deref())?;
        statement.raw_execute()?;
        Ok(())
    }
}

/// Deletes one row and its windows.
pub(crate) fn delete(tx: &Transaction<'_>, account: i64, day: i32, ad: i64) -> Result<(), StoreError> {
    for table in ["insight_rows", "insight_windows"] {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE account = ?1 AND day = ?2 AND ad = ?3"))?
            .execute(params![account, day, ad])?;
    }
    Ok(())
}

/// A number that changes when any value of the day changes: FNV-1a over keys, values and actions.
pub(crate) fn checksum<'a>(rows: impl Iterator<Item = &'a StoredRow>) -> i64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut eat = |word: u64| hash = (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
    for row in rows {
        eat(row.ad.cast_unsigned());
        eat(row.attribution.map_or(u64::MAX, i64::cast_unsigned));
        for value in row.values.0 {
            eat(value.map_or(u64::MAX, i64::cast_unsigned));
        }
        for chunk in row.actions.as_deref().unwrap_or_default().as_bytes().chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            eat(u64::from_le_bytes(word));
        }
    }
    hash.cast_signed()
}
