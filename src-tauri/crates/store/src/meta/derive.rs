//! The aggregates that pages read, renewed in the commit that changes a day's rows.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rusqlite::{Connection, Row, Transaction, params, params_from_iter};
use units::{AccountId, DayRange};

use super::accounts;
use super::metric::{ADDITIVE_COLUMNS, ADDITIVES, Added};
use super::rows::{self, StoredRow};
use super::{ads::campaigns_of_ads, pack};
use crate::{Priority, Store, StoreError};

static WRITE_ACCOUNT_DAY: LazyLock<String> = LazyLock::new(|| insert("derived_account_days", "account, day, ads"));
static WRITE_CAMPAIGN_DAY: LazyLock<String> =
    LazyLock::new(|| insert("derived_campaign_days", "account, campaign, day, ads"));

fn insert(table: &str, first: &str) -> String {
    let columns = first.split(", ").count() + ADDITIVES;
    let marks = (1..=columns).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
    format!("INSERT OR REPLACE INTO {table} ({first}, {}) VALUES ({marks})", ADDITIVE_COLUMNS.join(", "))
}

/// Renews the three aggregates of one day from all of its rows, which are in rising order of the ads' keys.
pub(crate) fn write_day(
    tx: &Transaction<'_>,
    account: i64,
    day: i32,
    rows: &[StoredRow],
    campaign_of: impl Fn(i64) -> Option<i64>,
) -> Result<(), StoreError> {
    let mut total = Added::default();
    let mut campaigns: BTreeMap<i64, (i64, Added)> = BTreeMap::new();
    let mut ads = Vec::with_capacity(rows.len());
    for row in rows {
        let added = Added::of(&row.values);
        total.add(&added);
        if let Some(campaign) = campaign_of(row.ad) {
            let (count, sum) = campaigns.entry(campaign).or_default();
            *count += 1;
            sum.add(&added);
        }
        ads.push((row.ad, added));
    }
    tx.prepare_cached("DELETE FROM derived_campaign_days WHERE account = ?1 AND day = ?2")?
        .execute(params![account, day])?;
    let mut statement = tx.prepare_cached(&WRITE_CAMPAIGN_DAY)?;
    for (campaign, (count, sum)) in campaigns {
        let head = [account, campaign, i64::from(day), count];
        statement.execute(params_from_iter(head.into_iter().chain(sum.0)))?;
    }
    let head = [account, i64::from(day), ads.len() as i64];
    tx.prepare_cached(&WRITE_ACCOUNT_DAY)?.execute(params_from_iter(head.into_iter().chain(total.0)))?;
    tx.prepare_cached(
        "INSERT OR REPLACE INTO derived_packed_days (account, day, version, pack) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![account, day, pack::VERSION, pack::encode(&ads)])?;
    Ok(())
}

impl Store {
    /// Makes every aggregate of an account again from its rows.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if it is not connected, or the file cannot be written.
    pub fn rebuild_aggregates(&self, id: &AccountId) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?.key;
            for table in ["derived_account_days", "derived_campaign_days", "derived_packed_days"] {
                tx.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [account])?;
            }
            rebuild(tx, account)
        })
    }
}

/// Every day of an account again.
pub(crate) fn rebuild(tx: &Transaction<'_>, account: i64) -> Result<(), StoreError> {
    let days: Vec<i32> = tx
        .prepare_cached("SELECT day FROM synced_days WHERE account = ?1")?
        .query_map([account], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let campaigns = campaigns_of_ads(tx, account)?;
    for day in days {
        write_day(tx, account, day, &rows::load_day(tx, account, day)?, |ad| campaigns.get(&ad).copied())?;
    }
    Ok(())
}

pub(crate) static READ_ACCOUNT_DAYS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT day, {} FROM derived_account_days WHERE account = ?1 AND day BETWEEN ?2 AND ?3",
        ADDITIVE_COLUMNS.join(", ")
    )
});

/// The additive figures that stand in the columns from `first` on.
pub(crate) fn added_at(row: &Row<'_>, first: usize) -> Result<Added, StoreError> {
    let mut added = Added::default();
    for (at, value) in added.0.iter_mut().enumerate() {
        *value = row.get(first + at)?;
    }
    Ok(added)
}

/// The sums of all ads by day.
pub(crate) fn account_days(
    conn: &Connection,
    account: i64,
    range: DayRange,
) -> Result<BTreeMap<i32, Added>, StoreError> {
    let mut statement = conn.prepare_cached(&READ_ACCOUNT_DAYS)?;
    let mut rows = statement.query(params![account, range.since().number(), range.until().number()])?;
    let mut days = BTreeMap::new();
    while let Some(row) = rows.next()? {
        days.insert(row.get(0)?, added_at(row, 1)?);
    }
    Ok(days)
}
