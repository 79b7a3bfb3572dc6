//! The ledger of a run that works through many items.
//!
//! A killed batch goes on at the first item that is not done. What costs money is marked started, with its intent,
//! before it happens: an item that a dead attempt left started is looked into, not repeated blindly.

use rusqlite::{Row, named_params};
use serde_json::Value;
use units::{RunId, Timestamp};

use super::words::{collect, instant, json, word};
use super::{ItemStatus, Lease};
use crate::{Priority, Store, StoreError};

/// One item of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct RunItem {
    /// What it is, unique in its run: an ad's id, a range of days.
    pub item: String,
    /// Its place in the order of work, from 0.
    pub position: u32,
    /// How far it is.
    pub status: ItemStatus,
    /// Intent while it is started, result when it is done; an object.
    pub detail: Value,
    /// When it was begun.
    pub started_at: Option<Timestamp>,
    /// When it was done, failed or left out.
    pub finished_at: Option<Timestamp>,
}

impl Store {
    /// Plans the items of a run, in this order. Items that are there already keep what is known about them.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`].
    pub fn plan_items(&self, lease: &Lease, items: &[String]) -> Result<(), StoreError> {
        for (chunk_index, chunk) in items.chunks(500).enumerate() {
            self.write_fenced(lease, |tx| {
                let sql = "INSERT INTO run_items (run_id, item, position, status) VALUES (?1, ?2, ?3, 'planned')
                           ON CONFLICT DO NOTHING";
                let mut statement = tx.prepare_cached(sql)?;
                for (index, item) in chunk.iter().enumerate() {
                    let position = u32::try_from(chunk_index * 500 + index).unwrap_or(u32::MAX);
                    statement.execute((lease.run.to_string(), item, position))?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Sets how far an item is; `detail` is the intent of a started item and the result of a finished one.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`]; [`StoreError::NoSuchRow`] for an item that was not planned.
    pub fn mark_item(
        &self,
        lease: &Lease,
        item: &str,
        status: ItemStatus,
        detail: &Value,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write_with_fence(Some(lease), Priority::Job, |tx| mark(tx, lease.run, item, status, detail, now))
    }

    /// The items of a run in the order of work.
    ///
    /// # Errors
    /// Those of reading.
    pub fn run_items(&self, run: RunId) -> Result<Vec<RunItem>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT * FROM run_items WHERE run_id = ?1 ORDER BY position, item";
            collect(conn.prepare_cached(sql)?.query([run.to_string()])?, read_item)
        })
    }
}

/// Sets how far an item is inside a transaction that also writes what the item made.
pub(crate) fn mark(
    tx: &rusqlite::Transaction<'_>,
    run: RunId,
    item: &str,
    status: ItemStatus,
    detail: &Value,
    now: Timestamp,
) -> Result<(), StoreError> {
    let finished = matches!(status, ItemStatus::Done | ItemStatus::Failed | ItemStatus::Skipped);
    let changed = tx
        .prepare_cached(
            "UPDATE run_items SET status = :status, detail = :detail,
                started_at = iif(:planned, NULL, coalesce(started_at, :now)), finished_at = iif(:finished, :now, NULL)
             WHERE run_id = :run AND item = :item",
        )?
        .execute(named_params! {
            ":run": run.to_string(), ":item": item, ":status": status.word(), ":detail": detail.to_string(),
            ":planned": status == ItemStatus::Planned, ":finished": finished, ":now": now.millis(),
        })?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NoSuchRow { kind: "item of the run", id: item.to_owned() }) }
}

fn read_item(row: &Row<'_>) -> Result<RunItem, StoreError> {
    Ok(RunItem {
        item: row.get("item")?,
        position: row.get("position")?,
        status: word(row, "status")?,
        detail: json(row, "detail", "run_items.detail")?,
        started_at: instant(row, "started_at")?,
        finished_at: instant(row, "finished_at")?,
    })
}
