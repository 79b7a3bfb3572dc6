//! Totals as Meta reports them: the checksum of a day, and what the sum of the ads is reconciled with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rusqlite::{Connection, Transaction, params, params_from_iter};
use serde::Serialize;
use units::{AccountDate, AccountId, Count, DayRange, Money, Quantity, Sums};

use super::accounts;
use super::actions::{self, ActionBook};
use super::ads::{campaign_stub, key_of};
use super::apply::check_currency;
use super::metric::{Added, METRIC_COLUMNS, METRICS, Metric, Values};
use super::reads::{Asked, DayTotals, TotalRow, Writing};
use super::{derive, relock, rows};
use crate::{Priority, Store, StoreError};

/// Meta's total of a range beside the sum of the ads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reconciliation {
    /// Days of the range for which both are known.
    pub days: u32,
    /// Days of the range for which one of them is missing.
    pub missing_days: u32,
    /// The account's total, as Meta reports it.
    pub account: Sums,
    /// The sum of the ads.
    pub ads: Sums,
    /// Account less ads: what removed ads spent.
    pub difference: Difference,
}

/// What is in the total and in no ad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Amount.
    pub spend: Money,
    /// Impressions; negative if the ads show more than the account.
    pub impressions: i64,
    /// Purchases, where the account has any.
    pub purchases: Option<Quantity>,
}

impl Difference {
    /// Whether spend agrees to the last digit that Meta reports.
    #[must_use]
    pub const fn spend_agrees(&self) -> bool {
        self.spend.micros() == 0
    }

    /// Whether impressions agree.
    #[must_use]
    pub const fn impressions_agree(&self) -> bool {
        self.impressions == 0
    }
}

static WRITE_ACCOUNT: LazyLock<String> = LazyLock::new(|| insert("account_totals", "account, day"));
static WRITE_CAMPAIGN: LazyLock<String> = LazyLock::new(|| insert("campaign_totals", "account, day, campaign"));
static READ_CAMPAIGNS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT campaign, {}, actions FROM campaign_totals WHERE account = ?1 AND day = ?2",
        METRIC_COLUMNS.join(", ")
    )
});
pub(crate) static READ_ACCOUNT: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT day, {}, actions FROM account_totals WHERE account = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day",
        METRIC_COLUMNS.join(", ")
    )
});

fn insert(table: &str, first: &str) -> String {
    let columns = first.split(", ").count() + METRICS + 2;
    let marks = (1..=columns).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
    format!(
        "INSERT OR REPLACE INTO {table} ({first}, {}, actions, fetched_at) VALUES ({marks})",
        METRIC_COLUMNS.join(", ")
    )
}

/// A total with keys instead of names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Total {
    values: Values,
    actions: Option<String>,
}

impl Total {
    /// What was asked for from the read, the rest as it was stored.
    fn merged(mut self, stored: Option<&Self>, asked: Asked) -> Self {
        if let Some(stored) = stored {
            self.values = self.values.or_kept(&stored.values, asked);
            if !asked.contains(Asked::ACTIONS) {
                self.actions.clone_from(&stored.actions);
            }
        }
        self
    }

    /// Whether two totals agree in what both were asked for.
    fn agrees(&self, other: &Self, asked: Asked) -> bool {
        Metric::ALL
            .into_iter()
            .filter(|metric| asked.contains(metric.group()) && *metric != Metric::Reach)
            .all(|metric| self.values.get(metric) == other.values.get(metric))
            && (!asked.contains(Asked::ACTIONS) || self.actions == other.actions)
    }
}

fn total_of(tx: &Transaction<'_>, book: &mut ActionBook, row: &TotalRow) -> Result<Total, StoreError> {
    let keyed = book.keyed(tx, &row.actions)?;
    let mut values = Values::of(&row.figures);
    book.fill(&keyed, &mut values);
    Ok(Total { values, actions: actions::to_text(&keyed) })
}

/// The figures of a reported total, results counted as the account counts them.
pub(crate) fn values_of(tx: &Transaction<'_>, book: &mut ActionBook, row: &TotalRow) -> Result<Values, StoreError> {
    Ok(total_of(tx, book, row)?.values)
}

/// Forgets the totals of a day on which no ad is left. If removed ads had delivered, the total comes again.
pub(crate) fn forget_day(tx: &Transaction<'_>, account: i64, day: i32) -> Result<(), StoreError> {
    for table in ["account_totals", "campaign_totals"] {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE account = ?1 AND day = ?2"))?
            .execute(params![account, day])?;
    }
    Ok(())
}

impl Store {
    /// Stores Meta's totals of some days: call it after the rows of those days were applied, because the campaign
    /// totals are the checksum that says whether the rows have to be read again.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`]; [`StoreError::Constraint`] if an amount is in another currency; or the file cannot be written.
    pub fn store_totals(
        &self,
        id: &AccountId,
        asked: Asked,
        days: &[DayTotals],
        by: &Writing<'_>,
    ) -> Result<(), StoreError> {
        for day in days {
            self.write_with_fence(by.fence, Priority::Bulk, |tx| store_day(tx, id, asked, day, by))?;
        }
        Ok(())
    }

    /// Of the days in `totals`, those whose campaign totals are not what was stored with their rows, and those that
    /// were never read completely. Nothing is stored.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn days_that_moved(
        &self,
        id: &AccountId,
        asked: Asked,
        totals: &[DayTotals],
    ) -> Result<Vec<AccountDate>, StoreError> {
        // New action types may be numbered on the way, so this needs the writer; there is nothing to fence.
        self.write(Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?;
            let mut book = ActionBook::load(tx, account.key)?;
            let mut moved = Vec::new();
            for day in totals {
                if !is_complete(tx, account.key, day.day)? || !agrees(tx, account.key, &mut book, asked, day)? {
                    moved.push(day.day);
                }
            }
            Ok(moved)
        })
    }

    /// The days of the range whose account total is stored, oldest first.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn days_with_totals(&self, id: &AccountId, range: DayRange) -> Result<Vec<AccountDate>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let mut statement = conn.prepare_cached(
                "SELECT day FROM account_totals WHERE account = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day",
            )?;
            let days = statement
                .query_map(params![account, range.since().number(), range.until().number()], |row| {
                    Ok(AccountDate::from_number(row.get(0)?))
                })?;
            Ok(days.collect::<Result<_, _>>()?)
        })
    }

    /// Meta's account totals beside the sum of the ads, over the days for which both are known; `None` if there is none.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn reconcile(&self, id: &AccountId, range: DayRange) -> Result<Option<Reconciliation>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?;
            let totals = account_totals(conn, account.key, range)?;
            let ads = derive::account_days(conn, account.key, range)?;
            let (mut reported, mut summed, mut days) = (Added::default(), Added::default(), 0);
            for (day, sum) in &ads {
                // Meta returns no total for a day without delivery.
                if !totals.contains_key(day) && *sum != Added::default() {
                    continue;
                }
                if let Some(total) = totals.get(day) {
                    reported.add(&Added::of(&total.values));
                }
                summed.add(sum);
                days += 1;
            }
            if days == 0 {
                return Ok(None);
            }
            let (reported, summed) =
                (reported.sums(account.currency, account.seen), summed.sums(account.currency, account.seen));
            Ok(Some(Reconciliation {
                days,
                missing_days: range.len() - days,
                difference: Difference {
                    spend: Money::from_micros(reported.spend.micros() - summed.spend.micros(), account.currency),
                    impressions: signed(reported.impressions) - signed(summed.impressions),
                    purchases: reported
                        .purchases
                        .zip(summed.purchases)
                        .map(|(a, b)| Quantity::from_micros(a.micros() - b.micros())),
                },
                account: reported,
                ads: summed,
            }))
        })
    }
}

fn signed(count: Count) -> i64 {
    i64::try_from(count.get()).unwrap_or(i64::MAX)
}

/// One reported account total with its actions.
#[derive(Debug, Clone)]
pub(crate) struct AccountTotal {
    pub(crate) values: Values,
}

/// The account totals of a range by day.
pub(crate) fn account_totals(
    conn: &Connection,
    account: i64,
    range: DayRange,
) -> Result<BTreeMap<i32, AccountTotal>, StoreError> {
    let mut statement = conn.prepare_cached(&READ_ACCOUNT)?;
    let mut rows = statement.query(params![account, range.since().number(), range.until().number()])?;
    let mut totals = BTreeMap::new();
    while let Some(row) = rows.next()? {
        totals.insert(row.get(0)?, AccountTotal { values: rows::values_at(row, 1)? });
    }
    Ok(totals)
}

fn store_day(
    tx: &Transaction<'_>,
    id: &AccountId,
    asked: Asked,
    day: &DayTotals,
    by: &Writing<'_>,
) -> Result<(), StoreError> {
    let account = accounts::find(tx, id)?;
    let mut book = ActionBook::load(tx, account.key)?;
    let mut relocked = Vec::new();
    for row in &day.rows {
        check_currency(&row.figures, account.currency)?;
        let keyed = book.keyed(tx, &row.actions)?;
        book.lock_better(&keyed, &mut relocked);
    }
    book.save_locks(tx, account.key, by.at)?;
    if !relocked.is_empty() {
        relock::recompute(tx, account.key, &book, &relocked, by)?;
    }
    let number = day.day.number();
    let stored = campaign_totals(tx, account.key, day.day)?;
    let mut present = BTreeSet::new();
    let mut seen = account.seen.0;
    for row in &day.rows {
        let total = total_of(tx, &mut book, row)?;
        seen |= total.values.seen();
        match &row.campaign {
            None => {
                let range = DayRange::ending(day.day, 1);
                let old = account_total(tx, account.key, range)?;
                let total = total.merged(old.as_ref(), asked);
                write(tx, &WRITE_ACCOUNT, &[account.key, i64::from(number)], &total, by)?;
            }
            Some(graph_id) => {
                let key = campaign_stub(tx, account.key, graph_id.as_str(), row.campaign_name.as_deref(), by.at)?;
                present.insert(key);
                let total = total.merged(stored.get(&key), asked);
                if stored.get(&key) != Some(&total) {
                    write(tx, &WRITE_CAMPAIGN, &[account.key, i64::from(number), key], &total, by)?;
                }
            }
        }
    }
    if day.rows.iter().any(|row| row.campaign.is_some()) {
        for gone in stored.keys().filter(|key| !present.contains(key)) {
            tx.prepare_cached("DELETE FROM campaign_totals WHERE account = ?1 AND day = ?2 AND campaign = ?3")?
                .execute(params![account.key, number, gone])?;
        }
    }
    tx.prepare_cached("UPDATE ad_accounts SET seen_metrics = seen_metrics | ?2 WHERE key = ?1")?
        .execute(params![account.key, seen])?;
    Ok(())
}

fn write(tx: &Transaction<'_>, sql: &str, head: &[i64], total: &Total, by: &Writing<'_>) -> Result<(), StoreError> {
    use rusqlite::types::Value;
    let number = |value: Option<i64>| value.map_or(Value::Null, Value::Integer);
    let cells = head
        .iter()
        .map(|key| Value::Integer(*key))
        .chain(total.values.0.into_iter().map(number))
        .chain([total.actions.clone().map_or(Value::Null, Value::Text), Value::Integer(by.at.millis())]);
    tx.prepare_cached(sql)?.execute(params_from_iter(cells))?;
    Ok(())
}

fn account_total(conn: &Connection, account: i64, range: DayRange) -> Result<Option<Total>, StoreError> {
    let mut statement = conn.prepare_cached(&READ_ACCOUNT)?;
    let mut rows = statement.query(params![account, range.since().number(), range.until().number()])?;
    match rows.next()? {
        Some(row) => Ok(Some(Total { values: rows::values_at(row, 1)?, actions: row.get(1 + METRICS)? })),
        None => Ok(None),
    }
}

fn campaign_totals(conn: &Connection, account: i64, day: AccountDate) -> Result<BTreeMap<i64, Total>, StoreError> {
    let mut statement = conn.prepare_cached(&READ_CAMPAIGNS)?;
    let mut rows = statement.query(params![account, day.number()])?;
    let mut totals = BTreeMap::new();
    while let Some(row) = rows.next()? {
        totals.insert(row.get(0)?, Total { values: rows::values_at(row, 1)?, actions: row.get(1 + METRICS)? });
    }
    Ok(totals)
}

fn is_complete(conn: &Connection, account: i64, day: AccountDate) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM synced_days WHERE account = ?1 AND day = ?2 AND complete = 1")?
        .exists(params![account, day.number()])?)
}

fn agrees(
    tx: &Transaction<'_>,
    account: i64,
    book: &mut ActionBook,
    asked: Asked,
    day: &DayTotals,
) -> Result<bool, StoreError> {
    let stored = campaign_totals(tx, account, day.day)?;
    let mut met = 0;
    for row in &day.rows {
        let Some(campaign) = &row.campaign else { continue };
        let Some(key) = key_of(tx, "campaigns", account, campaign.as_str())? else { return Ok(false) };
        let fresh = total_of(tx, book, row)?;
        match stored.get(&key) {
            Some(total) if total.agrees(&fresh, asked) => met += 1,
            _ => return Ok(false),
        }
    }
    Ok(met == stored.len())
}
