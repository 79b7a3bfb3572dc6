//! Day by day: sparklines, trends, and reports by day.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use rusqlite::{Connection, params};
use units::{AccountDate, AccountId, DayRange, GraphId, Level, Sums};

use super::accounts::{self, Account};
use super::ad_sums::{add_rows, each_pack, key_span, synced_days};
use super::metric::{ADDITIVE_COLUMNS, Added, Additive, Values};
use super::totals::account_totals;
use super::{derive, pack};
use crate::{Store, StoreError};

/// The days of one object. A day that was read without delivery is all zero, a day that was never read is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct DailySums {
    /// Meta's id; the account's digits at account level.
    pub id: GraphId,
    /// One entry for each day of the range, oldest first.
    pub days: Vec<Option<Sums>>,
}

static READ_CAMPAIGN_DAYS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT campaign, day, {} FROM derived_campaign_days WHERE account = ?1 AND day BETWEEN ?2 AND ?3",
        ADDITIVE_COLUMNS.join(", ")
    )
});

impl Store {
    /// The sum of all ads of an account, day by day.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn account_series(
        &self,
        id: &AccountId,
        range: DayRange,
    ) -> Result<Vec<(AccountDate, Option<Sums>)>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?;
            let synced = synced_days(conn, account.key, range)?;
            let sums = derive::account_days(conn, account.key, range)?;
            Ok(range
                .days()
                .map(|day| {
                    let sum = synced.contains_key(&day.number()).then(|| {
                        sums.get(&day.number()).copied().unwrap_or_default().sums(account.currency, account.seen)
                    });
                    (day, sum)
                })
                .collect())
        })
    }

    /// Objects of a level day by day: those in `ids`, or all that delivered in the range. At account level these are
    /// Meta's own totals.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn daily_sums(
        &self,
        id: &AccountId,
        level: Level,
        range: DayRange,
        ids: Option<&[GraphId]>,
    ) -> Result<Vec<DailySums>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?;
            let synced = synced_days(conn, account.key, range)?;
            let by_key = match level {
                Level::Account => account_days(conn, &account, range)?,
                Level::Campaign => campaign_days(conn, &account, range)?,
                Level::Adset | Level::Ad => ad_days(conn, &account, range, level)?,
            };
            let ads =
                if level == Level::Account { derive::account_days(conn, account.key, range)? } else { BTreeMap::new() };
            let mut all = Vec::new();
            for (key, graph_id) in graph_ids(conn, &account, level)? {
                let wanted = ids.map_or_else(|| by_key.contains_key(&key), |ids| ids.contains(&graph_id));
                if !wanted {
                    continue;
                }
                let days = by_key.get(&key);
                let day_sum = |day: AccountDate| {
                    let added = days.and_then(|days| days.get(&day.number())).copied();
                    // A day is known if it was read. At account level Meta's total must be there too, unless no ad
                    // delivered: Meta returns no total for a day without delivery.
                    let is_idle =
                        level != Level::Account || ads.get(&day.number()).is_some_and(|sum| *sum == Added::default());
                    let known = added.is_some() || is_idle && synced.contains_key(&day.number());
                    known.then(|| added.unwrap_or_default().sums(account.currency, account.seen))
                };
                all.push(DailySums { id: graph_id, days: range.days().map(day_sum).collect() });
            }
            Ok(all)
        })
    }
}

type ByKey = HashMap<i64, HashMap<i32, Added>>;

fn account_days(conn: &Connection, account: &Account, range: DayRange) -> Result<ByKey, StoreError> {
    let totals = account_totals(conn, account.key, range)?;
    let ads = derive::account_days(conn, account.key, range)?;
    let video = Additive::VideoImpressions as usize;
    let one_day = |day: i32, values: &Values| {
        let mut added = Added::of(values);
        // The total of an account does not tell which of its impressions were of videos; its ads do.
        added.0[video] = ads.get(&day).map_or(0, |ads| ads.0[video]);
        added
    };
    let days = totals.iter().map(|(day, total)| (*day, one_day(*day, &total.values))).collect();
    Ok(HashMap::from([(account.key, days)]))
}

fn campaign_days(conn: &Connection, account: &Account, range: DayRange) -> Result<ByKey, StoreError> {
    let mut statement = conn.prepare_cached(&READ_CAMPAIGN_DAYS)?;
    let mut rows = statement.query(params![account.key, range.since().number(), range.until().number()])?;
    let mut by_key = ByKey::new();
    while let Some(row) = rows.next()? {
        by_key.entry(row.get(0)?).or_default().insert(row.get(1)?, derive::added_at(row, 2)?);
    }
    Ok(by_key)
}

fn ad_days(conn: &Connection, account: &Account, range: DayRange, level: Level) -> Result<ByKey, StoreError> {
    let Some((first, last)) = key_span(conn, account.key)? else { return Ok(ByKey::new()) };
    let parents = parents(conn, account, level)?;
    let mut by_key = ByKey::new();
    let mut sums: Vec<Option<Added>> = vec![None; usize::try_from(last - first + 1).unwrap_or(0)];
    let mut places = Vec::new();
    each_pack(conn, account.key, range, |day, packed| {
        sums.fill(None);
        let whole = packed.is_some_and(|packed| pack::add_into(packed, first, &mut sums, &mut places).is_ok());
        if !whole {
            sums.fill(None);
            add_rows(conn, account.key, day, first, &mut sums)?;
        }
        for (sum, ad) in sums.iter().zip(first..) {
            if let (Some(added), Some(parent)) = (sum, parents.get(&ad)) {
                by_key.entry(*parent).or_default().entry(day).or_default().add(added);
            }
        }
        Ok(())
    })?;
    Ok(by_key)
}

fn parents(conn: &Connection, account: &Account, level: Level) -> Result<HashMap<i64, i64>, StoreError> {
    let sql = if level == Level::Adset {
        "SELECT key, ad_set FROM ads WHERE account = ?1"
    } else {
        "SELECT key, key FROM ads WHERE account = ?1"
    };
    let mut statement = conn.prepare_cached(sql)?;
    let pairs = statement.query_map([account.key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(pairs.collect::<Result<_, _>>()?)
}

fn graph_ids(conn: &Connection, account: &Account, level: Level) -> Result<Vec<(i64, GraphId)>, StoreError> {
    let sql = match level {
        Level::Account => "SELECT key, graph_id FROM ad_accounts WHERE key = ?1",
        Level::Campaign => "SELECT key, graph_id FROM campaigns WHERE account = ?1 ORDER BY key",
        Level::Adset => "SELECT key, graph_id FROM ad_sets WHERE account = ?1 ORDER BY key",
        Level::Ad => "SELECT key, graph_id FROM ads WHERE account = ?1 ORDER BY key",
    };
    let mut statement = conn.prepare_cached(sql)?;
    let pairs = statement.query_map([account.key], |row| Ok((row.get(0)?, GraphId(row.get(1)?))))?;
    Ok(pairs.collect::<Result<_, _>>()?)
}
