//! What cannot be fetched later: windowed reach, changes of objects, the account's own history.

use std::collections::HashMap;

use rusqlite::{Transaction, params};
use units::{AccountDate, AccountId, DayRange, GraphId, Level, Money, Timestamp};

use super::accounts;
use super::ads::key_of;
use super::reads::{ReachRead, Writing};
use crate::{Priority, Store, StoreError};

/// One entry of the account's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityRead {
    /// `event_time`.
    pub at: Timestamp,
    /// `event_type`, e.g. `update_campaign_budget`.
    pub kind: String,
    /// `object_id`.
    pub object: GraphId,
    /// `object_name`.
    pub object_name: Option<String>,
    /// `actor_name`.
    pub actor: Option<String>,
    /// `extra_data` as it came.
    pub extra: Option<String>,
}

/// A change between two syncs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectChange {
    /// `account`, `campaign`, `adset`, `ad` or `creative`.
    pub level: String,
    /// Meta's id of the object.
    pub object: GraphId,
    /// Column that changed.
    pub field: String,
    /// What it was.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
    /// When we noticed.
    pub at: Timestamp,
}

/// Objects that are known only from insights rows or by reference.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnreadObjects {
    /// Campaigns.
    pub campaigns: Vec<GraphId>,
    /// Ad sets.
    pub ad_sets: Vec<GraphId>,
    /// Ads.
    pub ads: Vec<GraphId>,
    /// Creatives.
    pub creatives: Vec<GraphId>,
}

/// How many objects an account has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ObjectCounts {
    /// Campaigns.
    pub campaigns: u64,
    /// Ad sets.
    pub ad_sets: u64,
    /// Ads.
    pub ads: u64,
    /// Rows of one ad and day.
    pub insight_rows: u64,
}

/// The table that holds the objects of a level.
pub(crate) const fn table_of(level: Level) -> &'static str {
    match level {
        Level::Account => "ad_accounts",
        Level::Campaign => "campaigns",
        Level::Adset => "ad_sets",
        Level::Ad => "ads",
    }
}

impl Store {
    /// Records reach over the last days. Objects that were never met are left out.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected, [`StoreError::LeaseLost`], or the file cannot be written.
    pub fn record_reach(&self, id: &AccountId, reads: &[ReachRead], by: &Writing<'_>) -> Result<(), StoreError> {
        for chunk in reads.chunks(2000) {
            self.write_with_fence(by.fence, Priority::Bulk, |tx| {
                let account = accounts::find(tx, id)?.key;
                for read in chunk {
                    record(tx, account, read, by)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Recorded reach of every object of a level, by the end of the window, oldest first.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn reach_history(
        &self,
        id: &AccountId,
        level: Level,
        window_days: u32,
        ends_in: DayRange,
    ) -> Result<HashMap<GraphId, Vec<WindowedReach>>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let sql = format!(
                "SELECT o.graph_id, r.until_day, r.reach, r.impressions FROM reach_windows r JOIN {} o ON o.key = r.object \
                 WHERE r.account = ?1 AND r.level = ?2 AND r.window_days = ?3 AND r.until_day BETWEEN ?4 AND ?5 \
                 AND r.reach > 0 AND r.impressions IS NOT NULL ORDER BY r.until_day",
                table_of(level)
            );
            let mut statement = conn.prepare_cached(&sql)?;
            let mut rows =
                statement.query(params![account, level.word(), window_days, ends_in.since().number(), ends_in.until().number()])?;
            let mut history: HashMap<GraphId, Vec<WindowedReach>> = HashMap::new();
            while let Some(row) = rows.next()? {
                history.entry(GraphId(row.get(0)?)).or_default().push(WindowedReach {
                    until: AccountDate::from_number(row.get(1)?),
                    reach: row.get::<_, i64>(2)?.max(0).cast_unsigned(),
                    impressions: row.get::<_, i64>(3)?.max(0).cast_unsigned(),
                });
            }
            Ok(history)
        })
    }

    /// Adds entries of the account's history; those that are there already are left alone. Returns how many were new.
    ///
    /// # Errors
    /// As [`Store::record_reach`].
    pub fn record_activities(
        &self,
        id: &AccountId,
        reads: &[ActivityRead],
        by: &Writing<'_>,
    ) -> Result<u64, StoreError> {
        self.write_with_fence(by.fence, Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?.key;
            let mut statement = tx.prepare_cached(
                "INSERT INTO activities (account, event_time, event_type, object_id, object_name, actor, extra) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
            )?;
            let mut added = 0;
            for read in reads {
                added += statement.execute(params![
                    account,
                    read.at.millis(),
                    read.kind,
                    read.object.as_str(),
                    read.object_name,
                    read.actor,
                    read.extra.as_deref().unwrap_or_default()
                ])? as u64;
            }
            Ok(added)
        })
    }

    /// When the newest recorded activity happened: where the next read of the history starts.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn newest_activity(&self, id: &AccountId) -> Result<Option<Timestamp>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let newest: Option<i64> =
                conn.query_row("SELECT MAX(event_time) FROM activities WHERE account = ?1", [account], |row| {
                    row.get(0)
                })?;
            Ok(newest.map(Timestamp::from_millis))
        })
    }

    /// Changes that were noticed since an instant, newest first.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn object_changes(&self, id: &AccountId, since: Timestamp) -> Result<Vec<ObjectChange>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let mut statement = conn.prepare_cached(
                "SELECT c.level, COALESCE(m.graph_id, s.graph_id, d.graph_id, v.graph_id, ''), c.field, c.old_value, c.new_value, c.at \
                 FROM object_changes c \
                 LEFT JOIN campaigns m ON c.level = 'campaign' AND m.key = c.object \
                 LEFT JOIN ad_sets s ON c.level = 'adset' AND s.key = c.object \
                 LEFT JOIN ads d ON c.level = 'ad' AND d.key = c.object \
                 LEFT JOIN creatives v ON c.level = 'creative' AND v.key = c.object \
                 WHERE c.account = ?1 AND c.at >= ?2 ORDER BY c.at DESC, c.id DESC",
            )?;
            let changes = statement.query_map(params![account, since.millis()], |row| {
                Ok(ObjectChange {
                    level: row.get(0)?,
                    object: GraphId(row.get(1)?),
                    field: row.get(2)?,
                    old: row.get(3)?,
                    new: row.get(4)?,
                    at: Timestamp::from_millis(row.get(5)?),
                })
            })?;
            Ok(changes.collect::<Result<_, _>>()?)
        })
    }

    /// Objects of which only the id is known, to be read by id.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn unread_objects(&self, id: &AccountId) -> Result<UnreadObjects, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let list = |table: &str| -> Result<Vec<GraphId>, StoreError> {
                let sql = format!("SELECT graph_id FROM {table} WHERE account = ?1 AND read_at IS NULL ORDER BY key");
                let mut statement = conn.prepare_cached(&sql)?;
                let ids = statement.query_map([account], |row| Ok(GraphId(row.get(0)?)))?;
                Ok(ids.collect::<Result<_, _>>()?)
            };
            Ok(UnreadObjects {
                campaigns: list("campaigns")?,
                ad_sets: list("ad_sets")?,
                ads: list("ads")?,
                creatives: list("creatives")?,
            })
        })
    }

    /// How many objects and rows an account has.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn object_counts(&self, id: &AccountId) -> Result<ObjectCounts, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let count = |sql: &str| -> Result<u64, StoreError> {
                let count: i64 = conn.prepare_cached(sql)?.query_row([account], |row| row.get(0))?;
                Ok(count.max(0).cast_unsigned())
            };
            Ok(ObjectCounts {
                campaigns: count("SELECT COUNT(*) FROM campaigns WHERE account = ?1")?,
                ad_sets: count("SELECT COUNT(*) FROM ad_sets WHERE account = ?1")?,
                ads: count("SELECT COUNT(*) FROM ads WHERE account = ?1")?,
                insight_rows: count("SELECT COALESCE(SUM(rows), 0) FROM synced_days WHERE account = ?1")?,
            })
        })
    }
}

fn record(tx: &Transaction<'_>, account: i64, read: &ReachRead, by: &Writing<'_>) -> Result<(), StoreError> {
    let object = match read.level {
        Level::Account => Some(account),
        level => key_of(tx, table_of(level), account, read.object.as_str())?,
    };
    let Some(object) = object else { return Ok(()) };
    let whole = |value: Option<u64>| value.map(|v| i64::try_from(v).unwrap_or(i64::MAX));
    tx.prepare_cached(
        "INSERT INTO reach_windows (account, level, object, window_days, until_day, reach, impressions, spend_micros, fetched_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (account, level, window_days, until_day, object) DO UPDATE SET \
         reach = COALESCE(excluded.reach, reach), impressions = COALESCE(excluded.impressions, impressions), \
         spend_micros = COALESCE(excluded.spend_micros, spend_micros), fetched_at = excluded.fetched_at",
    )?
    .execute(params![
        account,
        read.level.word(),
        object,
        read.window_days,
        read.until.number(),
        whole(read.reach),
        whole(read.impressions),
        read.spend.map(Money::micros),
        by.at.millis()
    ])?;
    Ok(())
}

/// Reach and impressions of one window, as Meta deduplicated them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowedReach {
    /// Last day of the window.
    pub until: AccountDate,
    /// People reached.
    pub reach: u64,
    /// Times shown to them.
    pub impressions: u64,
}
