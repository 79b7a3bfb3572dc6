//! The steps of the schema, and how a file is brought up to them.
//!
//! refinery orders the steps and keeps their checksums in `refinery_schema_history`, but it commits on its own. Here
//! the whole run is one transaction of ours: all steps, their history rows, the check of foreign keys and the
//! comparison of the schema. Either a file comes out exactly as this program expects it, or it stays as it was.

use refinery_core::traits::sync::{Migrate, Query, Transaction as RunsMigrations};
use refinery_core::{Migration, Runner, Target};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use crate::StoreError;
use crate::schema::Schema;

mod embedded {
    refinery::embed_migrations!("../../../migrations");
}

/// The newest step that this program knows.
#[must_use]
pub fn latest_step() -> i32 {
    embedded::migrations::runner().get_migrations().iter().map(Migration::version).max().unwrap_or(0)
}

/// Number and name of every step, oldest first.
#[must_use]
pub fn steps() -> Vec<(i32, String)> {
    let mut steps: Vec<_> = embedded::migrations::runner()
        .get_migrations()
        .iter()
        .map(|step| (step.version(), step.name().to_owned()))
        .collect();
    steps.sort();
    steps
}

/// The newest step that the file has had; 0 before the first.
pub(crate) fn step_of(connection: &Connection) -> Result<i32, StoreError> {
    if !has_history(connection)? {
        return Ok(0);
    }
    let newest = connection
        .query_row("SELECT max(version) FROM refinery_schema_history", [], |row| row.get::<_, Option<i32>>(0))
        .optional()?;
    Ok(newest.flatten().unwrap_or(0))
}

fn has_history(connection: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'refinery_schema_history'";
    Ok(connection.query_row(sql, [], |row| row.get::<_, i64>(0))? > 0)
}

/// Whether the file is at a step that this program can work with or bring up.
///
/// # Errors
/// [`StoreError::Newer`] for a file of a newer version.
pub(crate) fn refuse_newer(found: i32) -> Result<(), StoreError> {
    let known = latest_step();
    if found > known { Err(StoreError::Newer { found, known }) } else { Ok(()) }
}

/// Brings the file up to `up_to`, or to the newest step, and returns the step it is at now.
///
/// # Errors
/// [`StoreError::Migration`] if a step fails, if an old step differs from the one this program knows, or if rows would
/// point at nothing afterwards; [`StoreError::SchemaDiffers`] if the outcome is not the expected schema. The file is
/// unchanged then.
pub(crate) fn run(connection: &mut Connection, up_to: Option<i32>) -> Result<i32, StoreError> {
    let target = up_to.unwrap_or_else(latest_step);
    refuse_newer(target)?;
    // Inside a transaction this pragma does nothing, and with it on, replacing a parent table deletes its children.
    connection.pragma_update(None, "foreign_keys", false)?;
    let outcome = run_in_one_transaction(connection, target);
    connection.pragma_update(None, "foreign_keys", true)?;
    outcome
}

fn run_in_one_transaction(connection: &mut Connection, target: i32) -> Result<i32, StoreError> {
    let applied = applied_steps(connection)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = applied.last().map_or(0, Migration::version);
    let mut run = InOneTransaction { transaction: &transaction, applied };
    let mut runner: Runner = embedded::migrations::runner().set_grouped(true).set_target(Target::Version(target));
    runner.set_migration_table_name("refinery_schema_history");
    runner.run(&mut run).map_err(from_refinery)?;
    refuse_dangling_rows(&transaction)?;
    // A new file is what the schema is compared with.
    if before > 0 && target > before {
        Schema::expected(target)?.refuse_difference(&Schema::read(&transaction)?)?;
    }
    transaction.commit()?;
    step_of(connection)
}

fn applied_steps(connection: &mut Connection) -> Result<Vec<Migration>, StoreError> {
    if !has_history(connection)? {
        return Ok(Vec::new());
    }
    embedded::migrations::runner().get_applied_migrations(connection).map_err(from_refinery)
}

/// An empty database at `step`, in memory.
pub(crate) fn in_memory(step: i32) -> Result<Connection, StoreError> {
    let mut connection = Connection::open_in_memory()?;
    embedded::migrations::runner()
        .set_grouped(true)
        .set_target(Target::Version(step))
        .run(&mut connection)
        .map_err(from_refinery)?;
    Ok(connection)
}

fn refuse_dangling_rows(connection: &Connection) -> Result<(), StoreError> {
    let first: Option<(String, String)> = connection
        .query_row("SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    match first {
        None => Ok(()),
        Some((table, parent)) => {
            Err(StoreError::Migration(format!("rows of {table} would point at nothing in {parent}")))
        }
    }
}

/// A failure of SQLite keeps its meaning (disk full, damaged); the rest is about the steps themselves.
fn from_refinery(error: refinery_core::Error) -> StoreError {
    use refinery_core::error::Kind;
    if let Kind::Connection(_, cause) = error.kind()
        && let Some(sqlite) = cause.downcast_ref::<rusqlite::Error>()
    {
        return match sqlite {
            rusqlite::Error::SqliteFailure(code, _) => {
                match StoreError::from(rusqlite::Error::SqliteFailure(*code, Some(sqlite.to_string()))) {
                    StoreError::Sqlite(_) | StoreError::Constraint(_) => StoreError::Migration(sqlite.to_string()),
                    known => known,
                }
            }
            _ => StoreError::Migration(sqlite.to_string()),
        };
    }
    StoreError::Migration(error.to_string())
}

/// What refinery runs on: a transaction that somebody else commits.
struct InOneTransaction<'a> {
    transaction: &'a Transaction<'a>,
    applied: Vec<Migration>,
}

impl RunsMigrations for InOneTransaction<'_> {
    type Error = rusqlite::Error;

    fn execute<'a, T: Iterator<Item = &'a str>>(&mut self, queries: T) -> Result<usize, Self::Error> {
        let mut count = 0;
        for query in queries {
            self.transaction.execute_batch(query)?;
            count += 1;
        }
        Ok(count)
    }
}

impl Query<Vec<Migration>> for InOneTransaction<'_> {
    /// refinery asks for the applied steps only; they were read before the transaction began, under the file lock.
    fn query(&mut self, _query: &str) -> Result<Vec<Migration>, Self::Error> {
        Ok(self.applied.clone())
    }
}

impl Migrate for InOneTransaction<'_> {}
