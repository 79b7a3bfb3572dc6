//! Several writes that are one act of one person, to be taken back together.

use std::sync::atomic::{AtomicI64, Ordering};

use rusqlite::{Transaction, params};

use crate::StoreError;

/// An act that is going on. It is known by the number of its first change of the library; 0 before there is one.
#[derive(Debug, Default)]
pub(crate) struct Act(AtomicI64);

impl Act {
    /// Makes the changes of this transaction, those above `before`, part of the act. The answer is the act's number, to
    /// be [kept](Self::keep) once they are committed.
    pub(crate) fn join(&self, tx: &Transaction<'_>, before: i64) -> Result<Option<i64>, StoreError> {
        let step = match self.0.load(Ordering::Relaxed) {
            0 => first_above(tx, before)?,
            step => Some(step),
        };
        if let Some(step) = step {
            join(tx, before, step)?;
        }
        Ok(step)
    }

    pub(crate) fn keep(&self, step: Option<i64>) {
        if let Some(step) = step {
            self.0.store(step, Ordering::Relaxed);
        }
    }
}

/// The number of the newest change of the library: what this transaction adds is above it.
pub(crate) fn newest(tx: &Transaction<'_>) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(max(id), 0) FROM library_changes";
    Ok(tx.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Makes all changes that `work` logs one act.
pub(super) fn together<T>(tx: &Transaction<'_>, work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let before = newest(tx)?;
    let value = work()?;
    if let Some(step) = first_above(tx, before)? {
        join(tx, before, step)?;
    }
    Ok(value)
}

fn first_above(tx: &Transaction<'_>, before: i64) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT min(id) FROM library_changes WHERE id > ?1";
    Ok(tx.prepare_cached(sql)?.query_row([before], |row| row.get(0))?)
}

fn join(tx: &Transaction<'_>, before: i64, step: i64) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE library_changes SET step = ?2 WHERE id > ?1")?.execute(params![before, step])?;
    Ok(())
}
