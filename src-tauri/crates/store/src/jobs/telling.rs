//! What a run tells while it runs: progress and log lines, written by its executor.

use rusqlite::named_params;
use units::{RunId, Timestamp};

use super::words::{collect, word};
use super::{Lease, LogLevel, LogLine, ProgressReport};
use crate::{Priority, Store, StoreError};

/// Lines kept from the start of a long log, and as many from its end.
const LINES_KEPT: i64 = 1_000;
/// A line longer than this is cut.
const LINE_CHARS: usize = 2_000;

/// A stored line: its number in the run's log, and what it says. Numbers have a hole where a long log was cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedLine {
    /// 1 for the first line of the run.
    pub number: u32,
    /// The line.
    pub line: LogLine,
}

impl Store {
    /// Stores how far a run is and what it logged since the last time.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`].
    pub fn tell(&self, lease: &Lease, progress: Option<&ProgressReport>, lines: &[LogLine]) -> Result<(), StoreError> {
        self.write_with_fence(Some(lease), Priority::Job, |tx| {
            if let Some(progress) = progress {
                let sql = "UPDATE scheduled_job_runs SET progress_done = :done, progress_total = :total,
                           progress_unit = :unit, progress_message = :message WHERE id = :id";
                tx.prepare_cached(sql)?.execute(named_params! {
                    ":id": lease.run.to_string(), ":done": count(progress.done), ":total": progress.total.map(count),
                    ":unit": progress.unit, ":message": progress.message,
                })?;
            }
            for line in lines {
                append(tx, lease.run, line)?;
            }
            Ok(())
        })
    }

    /// The log of a run: at most `limit` lines after number `after`.
    ///
    /// # Errors
    /// Those of reading.
    pub fn run_log(&self, run: RunId, after: u32, limit: u32) -> Result<Vec<NumberedLine>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT * FROM run_log WHERE run_id = ?1 AND line > ?2 ORDER BY line LIMIT ?3";
            collect(conn.prepare_cached(sql)?.query((run.to_string(), after, limit))?, |row| {
                let line = LogLine {
                    at: Timestamp::from_millis(row.get("at")?),
                    level: word(row, "level")?,
                    text: row.get("text")?,
                };
                Ok(NumberedLine { number: row.get("line")?, line })
            })
        })
    }
}

/// Adds a line after all others of the run.
pub(super) fn append(tx: &rusqlite::Transaction<'_>, run: RunId, line: &LogLine) -> Result<(), StoreError> {
    let run = run.to_string();
    let number: i64 = tx
        .prepare_cached("UPDATE scheduled_job_runs SET log_lines = log_lines + 1 WHERE id = ?1 RETURNING log_lines")?
        .query_row([&run], |row| row.get(0))?;
    let text: String = line.text.chars().take(LINE_CHARS).collect();
    tx.prepare_cached("INSERT INTO run_log (run_id, line, at, level, text) VALUES (?1, ?2, ?3, ?4, ?5)")?.execute((
        &run,
        number,
        line.at.millis(),
        line.level.word(),
        text,
    ))?;
    if number > 2 * LINES_KEPT {
        tx.prepare_cached("DELETE FROM run_log WHERE run_id = ?1 AND line = ?2")?
            .execute((&run, number - LINES_KEPT))?;
    }
    Ok(())
}

fn count(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

impl std::str::FromStr for LogLevel {
    type Err = StoreError;
    fn from_str(text: &str) -> Result<Self, StoreError> {
        match text {
            "info" => Ok(Self::Info),
            "warn" => Ok(Self::Warn),
            "error" => Ok(Self::Error),
            other => Err(StoreError::Unreadable { column: "run_log.level", value: other.to_owned() }),
        }
    }
}
