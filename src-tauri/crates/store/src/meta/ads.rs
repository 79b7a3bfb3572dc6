//! From Meta's text ids to small keys, with a stub for every object that only insights rows have shown so far.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};
use units::Timestamp;

use super::reads::InsightRow;
use crate::StoreError;

/// The ads of one account in memory, so that a day of rows needs no look-up per row.
#[derive(Debug)]
pub(crate) struct AdIndex {
    account: i64,
    at: Timestamp,
    keys: HashMap<String, i64>,
    campaigns: HashMap<i64, i64>,
}

impl AdIndex {
    pub(crate) fn load(tx: &Transaction<'_>, account: i64, at: Timestamp) -> Result<Self, StoreError> {
        let mut index = Self { account, at, keys: HashMap::new(), campaigns: HashMap::new() };
        let mut statement = tx.prepare_cached("SELECT graph_id, key, campaign FROM ads WHERE account = ?1")?;
        let mut rows = statement.query([account])?;
        while let Some(row) = rows.next()? {
            let key = row.get(1)?;
            index.keys.insert(row.get(0)?, key);
            index.campaigns.insert(key, row.get(2)?);
        }
        Ok(index)
    }

    /// The key of the row's ad; an ad that was never met gets a stub that says "not read yet".
    pub(crate) fn key(&mut self, tx: &Transaction<'_>, row: &InsightRow) -> Result<i64, StoreError> {
        if let Some(&key) = self.keys.get(row.ad.as_str()) {
            return Ok(key);
        }
        let campaign = campaign_stub(tx, self.account, row.campaign.as_str(), row.campaign_name.as_deref(), self.at)?;
        let ad_set = ad_set_stub(tx, self.account, campaign, row.ad_set.as_str(), row.ad_set_name.as_deref(), self.at)?;
        tx.prepare_cached(
            "INSERT INTO ads (account, campaign, ad_set, graph_id, name, first_seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![self.account, campaign, ad_set, row.ad.as_str(), row.ad_name.as_deref(), self.at.millis()])?;
        let key = tx.last_insert_rowid();
        self.keys.insert(row.ad.as_str().to_owned(), key);
        self.campaigns.insert(key, campaign);
        Ok(key)
    }

    pub(crate) fn campaign(&self, ad: i64) -> Option<i64> {
        self.campaigns.get(&ad).copied()
    }
}

/// The campaign of every ad of an account.
pub(crate) fn campaigns_of_ads(conn: &Connection, account: i64) -> Result<HashMap<i64, i64>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT key, campaign FROM ads WHERE account = ?1")?;
    let pairs = statement.query_map([account], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(pairs.collect::<Result<_, _>>()?)
}

/// The key of an object, if it was ever met.
pub(crate) fn key_of(
    conn: &Connection,
    table: &'static str,
    account: i64,
    graph_id: &str,
) -> Result<Option<i64>, StoreError> {
    let sql = match table {
        "campaigns" => "SELECT key FROM campaigns WHERE account = ?1 AND graph_id = ?2",
        "ad_sets" => "SELECT key FROM ad_sets WHERE account = ?1 AND graph_id = ?2",
        "creatives" => "SELECT key FROM creatives WHERE account = ?1 AND graph_id = ?2",
        _ads => "SELECT key FROM ads WHERE account = ?1 AND graph_id = ?2",
    };
    Ok(conn.prepare_cached(sql)?.query_row(params![account, graph_id], |row| row.get(0)).optional()?)
}

/// The campaign, made as a stub if it was never met.
pub(crate) fn campaign_stub(
    tx: &Transaction<'_>,
    account: i64,
    graph_id: &str,
    name: Option<&str>,
    at: Timestamp,
) -> Result<i64, StoreError> {
    if let Some(key) = key_of(tx, "campaigns", account, graph_id)? {
        return Ok(key);
    }
    tx.prepare_cached("INSERT INTO campaigns (account, graph_id, name, first_seen_at) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![account, graph_id, name, at.millis()])?;
    Ok(tx.last_insert_rowid())
}

/// The ad set, made as a stub if it was never met.
pub(crate) fn ad_set_stub(
    tx: &Transaction<'_>,
    account: i64,
    campaign: i64,
    graph_id: &str,
    name: Option<&str>,
    at: Timestamp,
) -> Result<i64, StoreError> {
    if let Some(key) = key_of(tx, "ad_sets", account, graph_id)? {
        return Ok(key);
    }
    tx.prepare_cached(
        "INSERT INTO ad_sets (account, campaign, graph_id, name, first_seen_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![account, campaign, graph_id, name, at.millis()])?;
    Ok(tx.last_insert_rowid())
}

/// The creative, made as a stub if it was never met.
pub(crate) fn creative_stub(
    tx: &Transaction<'_>,
    account: i64,
    graph_id: &str,
    at: Timestamp,
) -> Result<i64, StoreError> {
    if let Some(key) = key_of(tx, "creatives", account, graph_id)? {
        return Ok(key);
    }
    tx.prepare_cached("INSERT INTO creatives (account, graph_id, first_seen_at) VALUES (?1, ?2, ?3)")?
        .execute(params![account, graph_id, at.millis()])?;
    Ok(tx.last_insert_rowid())
}
