//! How much of Meta's patience is used up: waits, usage, and every request counted.

use rusqlite::params;
use serde_json::Value;
use units::{AccountId, Timestamp};

use crate::{Priority, Store, StoreError};

/// A wait that Meta ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphWait {
    /// For which account; `None` for the whole app.
    pub account: Option<AccountId>,
    /// Why, as a stable word.
    pub reason: String,
    /// Until when.
    pub until: Timestamp,
    /// Since when.
    pub since: Timestamp,
}

/// Requests that went to one endpoint on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestCount {
    /// For which account; `None` where a request belongs to none.
    pub account: Option<AccountId>,
    /// Day in UTC, as days since 1970.
    pub utc_day: i64,
    /// Host that was asked.
    pub host: String,
    /// What was asked for, without ids: `insights`, `campaigns`, `picture`.
    pub endpoint: String,
    /// How many requests.
    pub requests: u64,
    /// How many of them failed.
    pub failures: u64,
    /// Bytes that came back.
    pub bytes: u64,
}

const MILLIS_PER_DAY: i64 = 86_400_000;

impl Store {
    /// Keeps a wait, so that a restart waits too; the later end wins, but over one that a clock set back left in the
    /// future.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be written.
    pub fn set_wait(
        &self,
        account: Option<&AccountId>,
        reason: &str,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(Priority::Job, |tx| {
            tx.prepare_cached(
                "INSERT INTO graph_waits (account, reason, until, since) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (account, reason) DO UPDATE SET since = MIN(since, excluded.since), \
                 until = CASE WHEN since > excluded.since THEN excluded.until ELSE MAX(until, excluded.until) END",
            )?
            .execute(params![digits(account), reason, until.millis(), now.millis()])?;
            Ok(())
        })
    }

    /// Forgets waits that are over.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be written.
    pub fn clear_waits(&self, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Job, |tx| {
            tx.prepare_cached("DELETE FROM graph_waits WHERE until <= ?1")?.execute([now.millis()])?;
            Ok(())
        })
    }

    /// Waits that are not over, the longest first. One that begins in the future was kept by a clock that was set back
    /// since: nobody ordered it for now.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be read.
    pub fn waits(&self, now: Timestamp) -> Result<Vec<GraphWait>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT account, reason, until, since FROM graph_waits WHERE until > ?1 AND since <= ?1 ORDER BY until DESC",
            )?;
            let mut rows = statement.query([now.millis()])?;
            let mut waits = Vec::new();
            while let Some(row) = rows.next()? {
                waits.push(GraphWait {
                    account: account_of(&row.get::<_, String>(0)?, "graph_waits.account")?,
                    reason: row.get(1)?,
                    until: Timestamp::from_millis(row.get(2)?),
                    since: Timestamp::from_millis(row.get(3)?),
                });
            }
            Ok(waits)
        })
    }

    /// Keeps the newest figures of one kind that limit what may be asked (`budget`: points spent; `data_access`: until
    /// when), as JSON.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be written.
    pub fn note_usage(
        &self,
        account: Option<&AccountId>,
        kind: &str,
        usage: &Value,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            tx.prepare_cached(
                "INSERT INTO graph_usage (account, kind, usage, updated_at) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (account, kind) DO UPDATE SET usage = excluded.usage, updated_at = excluded.updated_at",
            )?
            .execute(params![digits(account), kind, usage.to_string(), at.millis()])?;
            Ok(())
        })
    }

    /// The newest usage figures: kind, figures, as of when.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be read.
    pub fn usage(&self, account: Option<&AccountId>) -> Result<Vec<(String, Value, Timestamp)>, StoreError> {
        self.read(|conn| {
            let mut statement = conn
                .prepare_cached("SELECT kind, usage, updated_at FROM graph_usage WHERE account = ?1 ORDER BY kind")?;
            let mut rows = statement.query([digits(account)])?;
            let mut usage = Vec::new();
            while let Some(row) = rows.next()? {
                let text: String = row.get(1)?;
                let value = serde_json::from_str(&text)
                    .map_err(|_bad| StoreError::Unreadable { column: "graph_usage.usage", value: text.clone() })?;
                usage.push((row.get(0)?, value, Timestamp::from_millis(row.get(2)?)));
            }
            Ok(usage)
        })
    }

    /// Adds requests to the counters of their UTC day. A sync collects and calls this once per step, not per request.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be written.
    pub fn count_requests(&self, counts: &[RequestCount]) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            let mut statement = tx.prepare_cached(
                "INSERT INTO request_counters (account, utc_day, host, endpoint, requests, failures, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
                 ON CONFLICT (account, utc_day, host, endpoint) DO UPDATE SET requests = requests + excluded.requests, \
                 failures = failures + excluded.failures, bytes = bytes + excluded.bytes",
            )?;
            for count in counts {
                statement.execute(params![
                    digits(count.account.as_ref()),
                    count.utc_day,
                    count.host,
                    count.endpoint,
                    count.requests as i64,
                    count.failures as i64,
                    count.bytes as i64
                ])?;
            }
            Ok(())
        })
    }

    /// The counters since an instant, newest day first.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be read.
    pub fn request_counts(&self, since: Timestamp) -> Result<Vec<RequestCount>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT account, utc_day, host, endpoint, requests, failures, bytes FROM request_counters WHERE utc_day >= ?1 \
                 ORDER BY utc_day DESC, account, host, endpoint",
            )?;
            let mut rows = statement.query([since.millis().div_euclid(MILLIS_PER_DAY)])?;
            let mut counts = Vec::new();
            while let Some(row) = rows.next()? {
                let number = |at: usize| row.get::<_, i64>(at).map(|n| n.max(0).cast_unsigned());
                counts.push(RequestCount {
                    account: account_of(&row.get::<_, String>(0)?, "request_counters.account")?,
                    utc_day: row.get(1)?,
                    host: row.get(2)?,
                    endpoint: row.get(3)?,
                    requests: number(4)?,
                    failures: number(5)?,
                    bytes: number(6)?,
                });
            }
            Ok(counts)
        })
    }
}

fn digits(account: Option<&AccountId>) -> &str {
    account.map_or("", AccountId::digits)
}

fn account_of(digits: &str, column: &'static str) -> Result<Option<AccountId>, StoreError> {
    if digits.is_empty() {
        return Ok(None);
    }
    AccountId::parse(digits).map(Some).map_err(|_bad| StoreError::Unreadable { column, value: digits.to_owned() })
}
