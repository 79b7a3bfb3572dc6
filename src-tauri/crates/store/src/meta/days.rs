//! The ledger of days: which were read, which were over by then, and how fresh they are.

use rusqlite::{OptionalExtension as _, params};
use units::{AccountDate, AccountId, DayRange, Timestamp};

use super::accounts;
use crate::{Store, StoreError};

/// What is known about a range of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCoverage {
    /// The oldest day that was ever read.
    pub oldest: Option<AccountDate>,
    /// The newest day that was over when it was read.
    pub last_complete: Option<AccountDate>,
    /// The newest day that was read, over or not: today "so far" if it is later than the last complete one.
    pub newest: Option<AccountDate>,
    /// When the newest day was read.
    pub as_of: Option<Timestamp>,
    /// How many days were read.
    pub days: u32,
}

impl Store {
    /// Which days are stored, and as of when.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn day_coverage(&self, id: &AccountId) -> Result<DayCoverage, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let day = |number: Option<i32>| number.map(AccountDate::from_number);
            Ok(conn
                .prepare_cached(
                    "SELECT MIN(day), MAX(CASE complete WHEN 1 THEN day END), MAX(day), MAX(fetched_at), COUNT(*) \
                     FROM synced_days WHERE account = ?1",
                )?
                .query_row([account], |row| {
                    Ok(DayCoverage {
                        oldest: day(row.get(0)?),
                        last_complete: day(row.get(1)?),
                        newest: day(row.get(2)?),
                        as_of: row.get::<_, Option<i64>>(3)?.map(Timestamp::from_millis),
                        days: row.get(4)?,
                    })
                })?)
        })
    }

    /// The first day on which an ad is known to have been shown or to have spent; `None` without any. Days before it may
    /// have been read: they are empty.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn first_delivery(&self, id: &AccountId) -> Result<Option<AccountDate>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let first: Option<i32> = conn
                .prepare_cached(
                    "SELECT day FROM derived_account_days \
                     WHERE account = ?1 AND (impressions > 0 OR spend_micros > 0) ORDER BY day LIMIT 1",
                )?
                .query_row([account], |row| row.get(0))
                .optional()?;
            Ok(first.map(AccountDate::from_number))
        })
    }

    /// Days of the range that were never read, oldest first. A day without delivery that was read is not among them.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn unsynced_days(&self, id: &AccountId, range: DayRange) -> Result<Vec<AccountDate>, StoreError> {
        self.days_without(
            id,
            range,
            "SELECT day FROM synced_days WHERE account = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day",
        )
    }

    /// Days of the range that were never read, or not over when they were.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn incomplete_days(&self, id: &AccountId, range: DayRange) -> Result<Vec<AccountDate>, StoreError> {
        self.days_without(
            id,
            range,
            "SELECT day FROM synced_days WHERE account = ?1 AND complete = 1 AND day BETWEEN ?2 AND ?3 ORDER BY day",
        )
    }

    fn days_without(&self, id: &AccountId, range: DayRange, sql: &str) -> Result<Vec<AccountDate>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let known: Vec<i32> = conn
                .prepare_cached(sql)?
                .query_map(params![account, range.since().number(), range.until().number()], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            Ok(range.days().filter(|day| known.binary_search(&day.number()).is_err()).collect())
        })
    }

    /// When a day of the range was last read: what a page calls "data as of". `None` if none was.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn fetched_at(&self, id: &AccountId, range: DayRange) -> Result<Option<Timestamp>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let millis: Option<Option<i64>> = conn
                .prepare_cached("SELECT MAX(fetched_at) FROM synced_days WHERE account = ?1 AND day BETWEEN ?2 AND ?3")?
                .query_row(params![account, range.since().number(), range.until().number()], |row| row.get(0))
                .optional()?;
            Ok(millis.flatten().map(Timestamp::from_millis))
        })
    }

    /// The attribution settings of the rows in a range, most frequent first.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn attribution_settings(&self, id: &AccountId, range: DayRange) -> Result<Vec<String>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let mut statement = conn.prepare_cached(
                "SELECT s.name FROM insight_rows r JOIN attribution_settings s ON s.key = r.attribution \
                 WHERE r.account = ?1 AND r.day BETWEEN ?2 AND ?3 GROUP BY s.key ORDER BY COUNT(*) DESC, s.name",
            )?;
            let names = statement
                .query_map(params![account, range.since().number(), range.until().number()], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            Ok(names)
        })
    }
}
