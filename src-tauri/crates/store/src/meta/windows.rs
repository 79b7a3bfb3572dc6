//! Results by attribution window: whether they are asked for, and what they add up to for one ad.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, params};
use units::{AccountDate, AccountId, DayRange, GraphId, Money, Quantity};

use super::accounts;
use super::ads::key_of;
use super::reads::Asked;
use crate::{Priority, Store, StoreError};

/// One window over some days. Windows overlap, so they are never added to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowSum {
    /// `1d_click`, `7d_click`, `1d_view`, …
    pub window: String,
    /// How many of the event.
    pub count: Quantity,
    /// What they were worth.
    pub value: Money,
}

/// What an ad did by attribution window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdWindows {
    /// How many days of the range were read with windows.
    pub days_read: u32,
    /// What the ad spent on those days.
    pub spend: Money,
    /// Windows with at least one of the event, by name.
    pub windows: Vec<WindowSum>,
    /// Attribution settings of the ad's rows in the range as Meta writes them, most frequent first.
    pub settings: Vec<String>,
}

impl Store {
    /// Whether syncs of the account ask for windows from now on.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected, or the file cannot be written.
    pub fn set_reads_windows(&self, id: &AccountId, on: bool) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?.key;
            tx.execute("UPDATE ad_accounts SET reads_windows = ?2 WHERE key = ?1", params![account, on])?;
            Ok(())
        })
    }

    /// Days of the range that are stored and were last read without this group of fields, oldest first.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn days_read_without(
        &self,
        id: &AccountId,
        range: DayRange,
        group: Asked,
    ) -> Result<Vec<AccountDate>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let mut statement = conn.prepare_cached(
                "SELECT day FROM synced_days WHERE account = ?1 AND day BETWEEN ?2 AND ?3 AND asked & ?4 <> ?4 ORDER BY day",
            )?;
            let span = params![account, range.since().number(), range.until().number(), group.0];
            let days = statement.query_map(span, |row| Ok(AccountDate::from_number(row.get(0)?)))?;
            Ok(days.collect::<Result<_, _>>()?)
        })
    }

    /// What an ad did by attribution window, for an event by its name (`purchase`, `lead`, …), as the account counts
    /// that event.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn windows_of_ad(
        &self,
        id: &AccountId,
        ad: &GraphId,
        range: DayRange,
        event: &str,
    ) -> Result<AdWindows, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?;
            let money = |micros| Money::from_micros(micros, account.currency);
            let days_read = conn
                .prepare_cached(
                    "SELECT COUNT(*) FROM synced_days WHERE account = ?1 AND day BETWEEN ?2 AND ?3 AND asked & ?4 = ?4",
                )?
                .query_row(
                    params![account.key, range.since().number(), range.until().number(), Asked::WINDOWS.0],
                    |row| row.get(0),
                )?;
            let ad = key_of(conn, "ads", account.key, ad.as_str())?.unwrap_or(-1);
            let sums = sums(conn, account.key, ad, range, event)?;
            let windows = sums.into_iter().map(|(window, (count, value))| WindowSum {
                window,
                count: Quantity::from_micros(count),
                value: money(value),
            });
            Ok(AdWindows {
                days_read,
                spend: money(spend(conn, account.key, ad, range)?),
                windows: windows.collect(),
                settings: settings(conn, account.key, ad, range)?,
            })
        })
    }
}

fn sums(
    conn: &Connection,
    account: i64,
    ad: i64,
    range: DayRange,
    event: &str,
) -> Result<BTreeMap<String, (i64, i64)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT w.window, SUM(w.count_micros), SUM(w.value_micros) FROM insight_windows w \
         JOIN action_types t ON t.key = w.action_type \
         JOIN account_result_types r ON r.account = w.account AND r.action_type = t.name AND r.event = ?5 \
         WHERE w.account = ?1 AND w.day BETWEEN ?2 AND ?3 AND w.ad = ?4 GROUP BY w.window",
    )?;
    let span = params![account, range.since().number(), range.until().number(), ad, event];
    let sums = statement.query_map(span, |row| {
        let of = |at| row.get::<_, Option<i64>>(at).map(|micros| micros.unwrap_or(0));
        Ok((row.get(0)?, (of(1)?, of(2)?)))
    })?;
    Ok(sums.collect::<Result<_, _>>()?)
}

/// Spend of the days that were read with windows: what a cost by window is made of.
fn spend(conn: &Connection, account: i64, ad: i64, range: DayRange) -> Result<i64, StoreError> {
    let spent: Option<Option<i64>> = conn
        .prepare_cached(
            "SELECT SUM(r.spend_micros) FROM synced_days s \
             JOIN insight_rows r ON r.account = s.account AND r.day = s.day AND r.ad = ?4 \
             WHERE s.account = ?1 AND s.day BETWEEN ?2 AND ?3 AND s.asked & ?5 = ?5",
        )?
        .query_row(params![account, range.since().number(), range.until().number(), ad, Asked::WINDOWS.0], |row| {
            row.get(0)
        })
        .optional()?;
    Ok(spent.flatten().unwrap_or(0))
}

fn settings(conn: &Connection, account: i64, ad: i64, range: DayRange) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT s.name FROM insight_rows r JOIN attribution_settings s ON s.key = r.attribution \
         WHERE r.account = ?1 AND r.day BETWEEN ?2 AND ?3 AND r.ad = ?4 GROUP BY s.key ORDER BY COUNT(*) DESC, s.name",
    )?;
    let names = statement
        .query_map(params![account, range.since().number(), range.until().number(), ad], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(names)
}
