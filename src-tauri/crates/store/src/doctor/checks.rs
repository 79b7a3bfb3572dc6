//! The single checks.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::{Check, Outcome};
use crate::file::OpeningLock;
use crate::schema::Schema;
use crate::{Store, StoreError};

/// Problems of one kind that are spelled out; more are counted.
const SPELLED_OUT: usize = 10;

fn verdict(name: &'static str, problems: &[String], fine: &str) -> Check {
    if problems.is_empty() {
        return Check { name, outcome: Outcome::Ok, detail: fine.to_owned() };
    }
    let mut detail = problems.iter().take(SPELLED_OUT).cloned().collect::<Vec<_>>().join("; ");
    if problems.len() > SPELLED_OUT {
        detail.push_str(&format!("; and {} more", problems.len() - SPELLED_OUT));
    }
    Check { name, outcome: Outcome::Problem, detail }
}

/// Every page, index and constraint, as SQLite checks them.
pub(super) fn pages(connection: &Connection) -> Result<Check, StoreError> {
    let mut statement = connection.prepare("PRAGMA integrity_check(100)")?;
    let lines: Result<Vec<String>, _> = statement.query_map([], |row| row.get(0))?.collect();
    Ok(match lines {
        Ok(lines) if lines == ["ok"] => verdict("pages", &[], "every page and index is sound"),
        Ok(lines) => verdict("pages", &lines, ""),
        Err(error) => verdict("pages", &[error.to_string()], ""),
    })
}

/// Rows that point at nothing.
pub(super) fn references(connection: &Connection) -> Result<Check, StoreError> {
    let sql = "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        let (table, parent, count): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(format!("{count} rows of {table} point at nothing in {parent}"))
    })?;
    let problems = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(verdict("references", &problems, "every row that another one names is there"))
}

/// The tables against those that this program makes at the same step.
pub(super) fn schema(connection: &Connection, step: i32) -> Result<Check, StoreError> {
    let (expected, actual) = (Schema::expected(step)?, Schema::read(connection)?);
    let additions = expected.additions(&actual);
    let fine = match additions.as_slice() {
        [] => "as this program makes it".to_owned(),
        own => format!("as this program makes it; added by somebody: {}", own.join(", ")),
    };
    Ok(verdict("schema", &expected.missing_or_different(&actual), &fine))
}

/// Pictures are stored under the SHA-256 of their bytes.
pub(super) fn pictures(connection: &Connection) -> Result<Check, StoreError> {
    let there = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'media_bytes'";
    if connection.query_row(there, [], |row| row.get::<_, i64>(0))? == 0 {
        let detail = "a file of this step has no pictures".to_owned();
        return Ok(Check { name: "pictures", outcome: Outcome::NotChecked, detail });
    }
    let mut statement = connection.prepare("SELECT sha256, data FROM media_bytes")?;
    let mut rows = statement.query([])?;
    let (mut count, mut problems) = (0_u64, Vec::new());
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let bytes = row.get_ref(1)?.as_blob().unwrap_or_default();
        if hexadecimal(&Sha256::digest(bytes)) != name {
            problems.push(format!("the bytes of picture {name} are not the ones that were stored"));
        }
        count += 1;
    }
    Ok(verdict("pictures", &problems, &format!("{count} pictures have the bytes that were stored")))
}

/// Daily figures against their checksums, and what pages read against the figures.
pub(super) fn figures(connection: &Connection) -> Result<Check, StoreError> {
    let there = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'insight_rows'";
    if connection.query_row(there, [], |row| row.get::<_, i64>(0))? == 0 {
        let detail = "a file of this step has no daily figures of its own".to_owned();
        return Ok(Check { name: "figures", outcome: Outcome::NotChecked, detail });
    }
    let (days, problems) = crate::meta::unsound_days(connection)?;
    Ok(verdict("figures", &problems, &format!("{days} days are as they were stored, and their sums follow from them")))
}

/// Whether somebody is making, upgrading or replacing the file right now.
pub(super) fn lock(store: &Store) -> Check {
    let (outcome, detail) = match OpeningLock::take(store.path(), Duration::ZERO) {
        Ok(_free) => (Outcome::Ok, "nobody is upgrading or replacing the file".to_owned()),
        Err(StoreError::Locked) => (Outcome::Problem, "another process is upgrading or replacing the file".to_owned()),
        Err(error) => (Outcome::NotChecked, error.to_string()),
    };
    Check { name: "lock", outcome, detail }
}

/// Room for a copy of the file: an upgrade makes one.
pub(super) fn disk(path: &Path) -> Check {
    let (outcome, detail) = match (free_bytes(path), std::fs::metadata(path)) {
        (Ok(Some(free)), Ok(file)) if free < file.len() => {
            (Outcome::Problem, format!("{free} bytes are free, and an upgrade needs {} for a copy", file.len()))
        }
        (Ok(Some(free)), Ok(_)) => (Outcome::Ok, format!("{free} bytes are free")),
        (Ok(None), _) => (Outcome::NotChecked, "free space is not read on this system".to_owned()),
        (Err(error), _) | (_, Err(error)) => (Outcome::NotChecked, error.to_string()),
    };
    Check { name: "disk", outcome, detail }
}

#[cfg(unix)]
fn free_bytes(path: &Path) -> std::io::Result<Option<u64>> {
    let space = rustix::fs::statvfs(path)?;
    Ok(Some(space.f_bavail.saturating_mul(space.f_frsize)))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the signature of the system that can say it")]
fn free_bytes(_path: &Path) -> std::io::Result<Option<u64>> {
    Ok(None)
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string does not fail");
        text
    })
}
