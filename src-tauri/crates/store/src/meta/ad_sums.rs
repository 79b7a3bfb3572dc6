//! Sums of every ad over a range of days, from the packed days.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, params};
use units::{AccountDate, AccountId, DayRange};

use super::metric::{Added, Additive};
use super::rows::load_day;
use super::{accounts, pack};
use crate::{Store, StoreError};

/// Sums by key of the ad; an ad without a row in the range has none.
#[derive(Debug, Clone)]
pub(crate) struct AdSums {
    first: i64,
    sums: Vec<Option<Added>>,
}

impl AdSums {
    /// The ad's sums; `None` if it did not deliver.
    pub(crate) fn get(&self, ad: i64) -> Option<Added> {
        let place = usize::try_from(ad.checked_sub(self.first)?).ok()?;
        self.sums.get(place).copied().flatten().map(whole_video)
    }

    /// All ads together.
    pub(crate) fn total(&self) -> Added {
        self.iter().fold(Added::default(), |mut sum, (_ad, added)| {
            sum.add(&added);
            sum
        })
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (i64, Added)> {
        self.sums.iter().zip(self.first..).filter_map(|(sum, key)| sum.map(|added| (key, whole_video(added))))
    }
}

/// A video ad without a single play on a thin day is still a video: its impressions of the whole range count, or the
/// hook rate would be too high.
fn whole_video(mut added: Added) -> Added {
    if added.0[Additive::VideoImpressions as usize] > 0 {
        added.0[Additive::VideoImpressions as usize] = added.0[Additive::Impressions as usize];
    }
    added
}

/// The days of a range that were read, with when they were.
pub(crate) fn synced_days(conn: &Connection, account: i64, range: DayRange) -> Result<BTreeMap<i32, i64>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT day, fetched_at FROM synced_days WHERE account = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day",
    )?;
    let days = statement
        .query_map(params![account, range.since().number(), range.until().number()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<Result<_, _>>()?;
    Ok(days)
}

/// The lowest and the highest key of the account's ads.
pub(crate) fn key_span(conn: &Connection, account: i64) -> Result<Option<(i64, i64)>, StoreError> {
    let span: (Option<i64>, Option<i64>) = conn
        .prepare_cached("SELECT MIN(key), MAX(key) FROM ads WHERE account = ?1")?
        .query_row([account], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(span.0.zip(span.1))
}

/// Every ad's sums over the range, in two statements; days whose pack is of another version are read from their rows.
pub(crate) fn sum_ads(
    conn: &Connection,
    account: i64,
    range: DayRange,
    span: Option<(i64, i64)>,
) -> Result<AdSums, StoreError> {
    let Some((first, last)) = span else { return Ok(AdSums { first: 0, sums: Vec::new() }) };
    let mut sums = AdSums { first, sums: vec![None; usize::try_from(last - first + 1).unwrap_or(0)] };
    let (mut places, mut from_rows, mut unreadable) = (Vec::new(), Vec::new(), false);
    each_pack(conn, account, range, |day, packed| {
        match packed {
            Some(packed) => unreadable |= pack::add_into(packed, first, &mut sums.sums, &mut places).is_err(),
            None => from_rows.push(day),
        }
        Ok(())
    })?;
    if unreadable {
        // A damaged pack may have been added in part, so everything is summed again from the rows, which are the truth.
        tracing::warn!(account, "a packed day is damaged; reading rows instead");
        sums.sums.fill(None);
        from_rows = synced_days(conn, account, range)?.into_keys().collect();
    }
    for day in from_rows {
        add_rows(conn, account, day, first, &mut sums.sums)?;
    }
    Ok(sums)
}

/// Calls `use_day` for every stored day of the range, with its pack if that is readable.
pub(crate) fn each_pack(
    conn: &Connection,
    account: i64,
    range: DayRange,
    mut use_day: impl FnMut(i32, Option<&[u8]>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT s.day, p.pack, p.version FROM synced_days s LEFT JOIN derived_packed_days p ON p.account = s.account AND p.day = s.day \
         WHERE s.account = ?1 AND s.day BETWEEN ?2 AND ?3",
    )?;
    let mut rows = statement.query(params![account, range.since().number(), range.until().number()])?;
    while let Some(row) = rows.next()? {
        let current = row.get::<_, Option<i64>>(2)? == Some(pack::VERSION);
        let packed = if current { row.get_ref(1)?.as_blob_or_null().ok().flatten() } else { None };
        use_day(row.get(0)?, packed)?;
    }
    Ok(())
}

/// One day, straight from its rows.
pub(crate) fn add_rows(
    conn: &Connection,
    account: i64,
    day: i32,
    first: i64,
    sums: &mut [Option<Added>],
) -> Result<(), StoreError> {
    for row in load_day(conn, account, day)? {
        if let Some(sum) = usize::try_from(row.ad - first).ok().and_then(|place| sums.get_mut(place)) {
            sum.get_or_insert_default().add(&Added::of(&row.values));
        }
    }
    Ok(())
}

impl Store {
    /// Spend by key of the ad since a day.
    pub(crate) fn ad_sums_since(&self, id: &AccountId, since: AccountDate) -> Result<HashMap<i64, i64>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let Ok(range) = DayRange::new(since, AccountDate::from_number(since.number() + 4000)) else {
                return Ok(HashMap::new());
            };
            let sums = sum_ads(conn, account, range, key_span(conn, account)?)?;
            Ok(sums.iter().map(|(ad, added)| (ad, added.0[Additive::Spend as usize])).collect())
        })
    }
}
