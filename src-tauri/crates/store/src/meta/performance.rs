//! The numbers of a page: every object of one level with its sums over a range and over the one before.
//!
//! A question is a handful of statements whatever the number of ads: the objects of the level, the packed days of both
//! ranges, the newest windowed reach. The result is held in memory by whoever asked; sorting, filtering and slicing
//! happen there, and totals cover everything that matched.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, params};
use units::{AccountDate, AccountId, Currency, DayRange, Delivery, GraphId, Level, Objective, Sums, Timestamp, Zone};

use super::accounts::{self, Account};
use super::ad_sums::{AdSums, key_span, sum_ads, synced_days};
use super::derive;
use super::metric::{Added, Additive};
use super::observed::WindowedReach;
use super::totals::{AccountTotal, account_totals};
use crate::{Store, StoreError};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerformanceQuery {
    /// Of which account.
    pub account: AccountId,
    /// At which level.
    pub level: Level,
    /// Over which days.
    pub range: DayRange,
    /// Compared with which days.
    pub compare: Option<DayRange>,
    /// Only inside this campaign.
    pub campaign: Option<GraphId>,
    /// Only inside this ad set.
    pub ad_set: Option<GraphId>,
    /// Also objects that did not deliver in the range.
    pub include_idle: bool,
}

/// One object with its sums.
#[derive(Debug, Clone, PartialEq)]
pub struct PerformanceRow {
    /// Meta's id; the account's digits at account level.
    pub id: GraphId,
    /// Its name; `None` if it was never read.
    pub name: Option<String>,
    /// Its campaign, below campaign level.
    pub campaign: Option<(GraphId, Option<String>)>,
    /// Its ad set, at ad level.
    pub ad_set: Option<(GraphId, Option<String>)>,
    /// The objective of its campaign; `UNKNOWN` if that was never known or at account level.
    pub objective: Objective,
    /// `effective_status`; `None` if it was never read.
    pub delivery: Option<Delivery>,
    /// `learning_stage_info{status}` of its ad set, at ad and ad set level.
    pub learning_stage: Option<String>,
    /// When Meta says it was made.
    pub created: Option<Timestamp>,
    /// SHA-256 of its picture, at ad level, if that is in the file.
    pub picture: Option<String>,
    /// Whether it is a video, at ad level, if known.
    pub is_video: Option<bool>,
    /// Sums over the range; all zero if it did not deliver.
    pub sums: Sums,
    /// Sums over the range compared with; `None` if that was not asked for or not all of its days were ever read.
    pub previous: Option<Sums>,
    /// Reach of the newest 7 days that end in the range.
    pub reach_7d: Option<WindowedReach>,
    /// How many ads delivered.
    pub ads: u32,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Performance {
    /// The currency of every amount.
    pub currency: Currency,
    /// The zone of the days.
    pub zone: Zone,
    /// The objects, by falling spend.
    pub rows: Vec<PerformanceRow>,
    /// The sum of all rows.
    pub total: Sums,
    /// The sum over the range compared with, of everything that matches the filter, whether or not it delivered since.
    pub previous_total: Option<Sums>,
    /// The sum of the ads, at account level, where the rows are Meta's own total.
    pub ads_total: Option<Sums>,
    /// The same over the range compared with.
    pub previous_ads_total: Option<Sums>,
    /// Days of the range that were never read.
    pub unsynced: Vec<AccountDate>,
    /// At account level, days on which ads delivered whose total by Meta was not read yet: they are in no total.
    pub without_total: Vec<AccountDate>,
    /// When a day of the range was last read.
    pub fetched_at: Option<Timestamp>,
}

struct Object {
    key: i64,
    row: PerformanceRow,
}

impl Store {
    /// Every object of a level with its sums.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn performance(&self, query: &PerformanceQuery) -> Result<Performance, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, &query.account)?;
            let synced = synced_days(conn, account.key, query.range)?;
            let compare = match query.compare {
                Some(range) if synced_days(conn, account.key, range)?.len() == range.len() as usize => Some(range),
                _ => None,
            };
            let mut answer = Performance {
                currency: account.currency,
                zone: account.zone,
                rows: Vec::new(),
                total: Added::default().sums(account.currency, account.seen),
                previous_total: None,
                ads_total: None,
                previous_ads_total: None,
                unsynced: query.range.days().filter(|day| !synced.contains_key(&day.number())).collect(),
                without_total: Vec::new(),
                fetched_at: synced.values().max().map(|millis| Timestamp::from_millis(*millis)),
            };
            let span = key_span(conn, account.key)?;
            let now = sum_ads(conn, account.key, query.range, span)?;
            let before = compare.map(|range| sum_ads(conn, account.key, range, span)).transpose()?;
            if query.level == Level::Account {
                account_row(conn, &account, query, compare.zip(before.as_ref()), &now, &mut answer)?;
            } else {
                object_rows(conn, &account, query, &now, before.as_ref(), &mut answer)?;
            }
            answer.rows.sort_by(|a, b| b.sums.spend.micros().cmp(&a.sums.spend.micros()).then_with(|| a.id.cmp(&b.id)));
            Ok(answer)
        })
    }
}

fn account_row(
    conn: &Connection,
    account: &Account,
    query: &PerformanceQuery,
    compare: Option<(DayRange, &AdSums)>,
    now: &AdSums,
    answer: &mut Performance,
) -> Result<(), StoreError> {
    let delivered = derive::account_days(conn, account.key, query.range)?;
    let totals = account_totals(conn, account.key, query.range)?;
    let lacks_total = |day: &AccountDate| {
        !totals.contains_key(&day.number()) && delivered.get(&day.number()).is_some_and(|sum| *sum != Added::default())
    };
    answer.without_total = query.range.days().filter(lacks_total).collect();
    let reported = |totals: &BTreeMap<i32, AccountTotal>, ads: &Added| -> Option<Added> {
        if totals.is_empty() {
            return None;
        }
        let mut sum = Added::default();
        totals.values().for_each(|total| sum.add(&Added::of(&total.values)));
        // The total of an account does not tell which of its impressions were of videos; its ads do.
        sum.0[Additive::VideoImpressions as usize] = ads.0[Additive::VideoImpressions as usize];
        Some(sum)
    };
    let with_units = |added: Added| added.sums(account.currency, account.seen);
    let ads = now.total();
    answer.ads_total = Some(with_units(ads));
    answer.previous_ads_total = compare.map(|(_range, before)| with_units(before.total()));
    let Some(sum) = reported(&totals, &ads) else { return Ok(()) };
    let previous = match compare {
        Some((range, before)) => reported(&account_totals(conn, account.key, range)?, &before.total()).map(with_units),
        None => None,
    };
    answer.total = with_units(sum);
    answer.previous_total = previous;
    answer.rows.push(PerformanceRow {
        id: GraphId(account.id.digits().to_owned()),
        name: Some(account.name.clone()),
        campaign: None,
        ad_set: None,
        objective: Objective(Objective::UNKNOWN.to_owned()),
        delivery: None,
        learning_stage: None,
        created: None,
        picture: None,
        is_video: None,
        sums: answer.total,
        previous,
        reach_7d: newest_reach(conn, account.key, Level::Account, query.range)?.get(&account.key).copied(),
        ads: u32::try_from(now.iter().count()).unwrap_or(u32::MAX),
    });
    Ok(())
}

fn object_rows(
    conn: &Connection,
    account: &Account,
    query: &PerformanceQuery,
    now: &AdSums,
    before: Option<&AdSums>,
    answer: &mut Performance,
) -> Result<(), StoreError> {
    let with_units = |added: &Added| added.sums(account.currency, account.seen);
    let mut objects = load_objects(conn, account, query)?;
    let places: HashMap<i64, usize> = objects.iter().enumerate().map(|(at, object)| (object.key, at)).collect();
    let mut sums = vec![(Added::default(), Added::default(), 0_u32); objects.len()];
    let (mut total, mut previous_total) = (Added::default(), Added::default());
    for (ad, parent) in ads_of(conn, account, query)? {
        let Some(&place) = places.get(&parent) else { continue };
        if let Some(added) = now.get(ad) {
            sums[place].0.add(&added);
            sums[place].2 += 1;
            total.add(&added);
        }
        if let Some(added) = before.and_then(|before| before.get(ad)) {
            sums[place].1.add(&added);
            previous_total.add(&added);
        }
    }
    let reach = newest_reach(conn, account.key, query.level, query.range)?;
    for (object, (sum, previous, ads)) in objects.iter_mut().zip(&sums) {
        object.row.sums = with_units(sum);
        object.row.previous = before.map(|_known| with_units(previous));
        object.row.reach_7d = reach.get(&object.key).copied();
        object.row.ads = *ads;
    }
    answer.total = with_units(&total);
    answer.previous_total = before.map(|_known| with_units(&previous_total));
    answer.rows =
        objects.into_iter().map(|object| object.row).filter(|row| query.include_idle || row.ads > 0).collect();
    Ok(())
}

/// Each ad that matches the filter, with the key of the row that it counts for.
fn ads_of(conn: &Connection, account: &Account, query: &PerformanceQuery) -> Result<Vec<(i64, i64)>, StoreError> {
    let parent = match query.level {
        Level::Ad => "key",
        Level::Adset => "ad_set",
        Level::Campaign | Level::Account => "campaign",
    };
    let sql = format!("SELECT key, {parent} FROM ads WHERE account = ?1 {}", filter("", query.level));
    let mut statement = conn.prepare_cached(&sql)?;
    let pairs = statement.query_map(
        params![account.key, query.campaign.as_ref().map(GraphId::as_str), query.ad_set.as_ref().map(GraphId::as_str)],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(pairs.collect::<Result<_, _>>()?)
}

/// Conditions on the campaign (?2) and the ad set (?3) of an ad.
fn filter(alias: &str, _level: Level) -> String {
    format!(
        "AND (?2 IS NULL OR {alias}campaign = (SELECT key FROM campaigns WHERE account = ?1 AND graph_id = ?2)) \
         AND (?3 IS NULL OR {alias}ad_set = (SELECT key FROM ad_sets WHERE account = ?1 AND graph_id = ?3))"
    )
}

fn load_objects(conn: &Connection, account: &Account, query: &PerformanceQuery) -> Result<Vec<Object>, StoreError> {
    // Columns: key, id, name, status, created, campaign id, campaign name, objective, ad set id, ad set name, learning,
    // picture, is video.
    let sql = match query.level {
        Level::Ad => format!(
            "SELECT d.key, d.graph_id, d.name, d.effective_status, d.created_time, m.graph_id, m.name, m.objective, s.graph_id, s.name, \
             s.learning_stage, (SELECT p.sha256 FROM creative_pictures p WHERE p.creative = d.creative AND p.state = 'stored' ORDER BY p.role LIMIT 1), \
             c.is_video FROM ads d JOIN campaigns m ON m.key = d.campaign JOIN ad_sets s ON s.key = d.ad_set \
             LEFT JOIN creatives c ON c.key = d.creative WHERE d.account = ?1 {}",
            filter("d.", query.level)
        ),
        Level::Adset => "SELECT s.key, s.graph_id, s.name, s.effective_status, s.created_time, m.graph_id, m.name, m.objective, NULL, NULL, \
             s.learning_stage, NULL, NULL FROM ad_sets s JOIN campaigns m ON m.key = s.campaign WHERE s.account = ?1 \
             AND (?2 IS NULL OR m.graph_id = ?2) AND (?3 IS NULL OR s.graph_id = ?3)"
            .to_owned(),
        Level::Campaign | Level::Account => {
            "SELECT m.key, m.graph_id, m.name, m.effective_status, m.created_time, NULL, NULL, m.objective, NULL, NULL, NULL, NULL, NULL \
             FROM campaigns m WHERE m.account = ?1 AND (?2 IS NULL OR m.graph_id = ?2) AND (?3 IS NULL OR ?3 = ?3)"
                .to_owned()
        }
    };
    let nothing = Added::default().sums(account.currency, account.seen);
    let mut statement = conn.prepare_cached(&sql)?;
    let objects = statement.query_map(
        params![account.key, query.campaign.as_ref().map(GraphId::as_str), query.ad_set.as_ref().map(GraphId::as_str)],
        |row| {
            let pair = |id: usize| -> rusqlite::Result<Option<(GraphId, Option<String>)>> {
                Ok(row.get::<_, Option<String>>(id)?.map(GraphId).zip(Some(row.get(id + 1)?)))
            };
            Ok(Object {
                key: row.get(0)?,
                row: PerformanceRow {
                    id: GraphId(row.get(1)?),
                    name: row.get(2)?,
                    campaign: pair(5)?,
                    ad_set: pair(8)?,
                    objective: Objective(
                        row.get::<_, Option<String>>(7)?.unwrap_or_else(|| Objective::UNKNOWN.to_owned()),
                    ),
                    delivery: row.get::<_, Option<String>>(3)?.map(Delivery::from),
                    learning_stage: row.get(10)?,
                    created: row.get::<_, Option<i64>>(4)?.map(Timestamp::from_millis),
                    picture: row.get(11)?,
                    is_video: row.get(12)?,
                    sums: nothing,
                    previous: None,
                    reach_7d: None,
                    ads: 0,
                },
            })
        },
    )?;
    Ok(objects.collect::<Result<_, _>>()?)
}

/// The newest 7-day reach of every object of a level whose window ends in the range.
fn newest_reach(
    conn: &Connection,
    account: i64,
    level: Level,
    range: DayRange,
) -> Result<HashMap<i64, WindowedReach>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT object, until_day, reach, impressions FROM reach_windows WHERE account = ?1 AND level = ?2 AND window_days = 7 \
         AND until_day = (SELECT MAX(until_day) FROM reach_windows WHERE account = ?1 AND level = ?2 AND window_days = 7 AND until_day BETWEEN ?3 AND ?4) \
         AND reach > 0 AND impressions IS NOT NULL",
    )?;
    let rows =
        statement.query_map(params![account, level.word(), range.since().number(), range.until().number()], |row| {
            let window = WindowedReach {
                until: AccountDate::from_number(row.get(1)?),
                reach: row.get::<_, i64>(2)?.cast_unsigned(),
                impressions: row.get::<_, i64>(3)?.max(0).cast_unsigned(),
            };
            Ok((row.get(0)?, window))
        })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
