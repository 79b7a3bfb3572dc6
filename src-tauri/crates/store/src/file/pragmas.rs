//! How SQLite is set, and why.

use std::time::Duration;

use rusqlite::Connection;

use crate::StoreError;

/// Measured with 90,000 insight rows in commits of 500, 150 pictures of 180 kB and small commits as the runner makes
/// them: against 4 kB, GROUP BY over 30 days took 26 instead of 36 ms, packed days 0.15 instead of 0.3 ms and reading the
/// pictures half the time; writing was the same within noise, and the file 1.4 % larger. 16 kB gained nothing more and
/// doubles what a small commit writes to the log.
const PAGE_SIZE: i32 = 8192;

/// What cannot be changed any more once the first table is there (in WAL mode not even by `VACUUM`).
pub(super) fn before_first_write(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "page_size", PAGE_SIZE)?;
    // Pictures come and go: without this, deleting every picture of a 1.2 GB file left a 1.2 GB file.
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    // The file has no name yet that anybody knows, and is synced as a whole before it gets one.
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "journal_mode", "MEMORY")?;
    // This writes the first page, so it comes last.
    connection.pragma_update(None, "application_id", super::APPLICATION_ID)?;
    Ok(())
}

/// The last thing before a new file gets its name.
pub(super) fn after_making(connection: &Connection) -> Result<(), StoreError> {
    // Readers and the writer do not block each other; a crash loses nothing that was committed. Stays in the file.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    Ok(())
}

/// What the writer sets each time it connects.
pub(super) fn for_writer(connection: &Connection, busy: Duration) -> Result<(), StoreError> {
    // Another process may be writing: its commits are short, so wait instead of failing.
    connection.busy_timeout(busy)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // NORMAL could lose the last commits when the power fails, and with them the record that something was paid for.
    // FULL costs about 4 % of a sync.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // Off by default in SQLite, for files of 2009.
    connection.pragma_update(None, "foreign_keys", true)?;
    // A file may come from anybody: its schema must not call functions with side effects.
    connection.pragma_update(None, "trusted_schema", false)?;
    // A first sync grows the log; without a limit it would keep that size for ever.
    connection.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    // 8 MB of pages in memory: a day of an account and its aggregates are written without reading them back.
    connection.pragma_update(None, "cache_size", -8_000)?;
    // Sorting and rebuilding of tables happen in memory: a workspace may lie on a nearly full disk.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}
