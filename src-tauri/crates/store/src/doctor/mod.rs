//! Checking everything about a file that can be checked.
//!
//! A check that could not be made says so; it is never counted as passed.

mod checks;
mod digest;
mod layout;

use serde::Serialize;

use crate::{Store, StoreError, migrate};

/// What the doctor found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Examination {
    /// Whether no check found a problem.
    pub healthy: bool,
    /// The step of the tables.
    pub step: i32,
    /// Size of the file, without its log.
    pub bytes: u64,
    /// Every check, in the order they were made.
    pub checks: Vec<Check>,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was checked: `pages`, `references`, `schema`, `pictures`, `figures`, `lock` or `disk`.
    pub name: &'static str,
    /// What came out.
    pub outcome: Outcome,
    /// In words.
    pub detail: String,
}

/// What a check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As it should be.
    Ok,
    /// Not as it should be.
    Problem,
    /// It could not be checked.
    NotChecked,
}

impl Store {
    /// Checks pages, references, schema, pictures, figures, lock and disk.
    ///
    /// # Errors
    /// Only if the file cannot be read at all; whatever else is wrong is in the result.
    pub fn examine(&self) -> Result<Examination, StoreError> {
        let step = self.read(migrate::step_of)?;
        let mut found = self.read_outside_transaction(|connection| {
            Ok(vec![
                checks::pages(connection)?,
                checks::references(connection)?,
                checks::schema(connection, step)?,
                checks::pictures(connection)?,
                checks::figures(connection)?,
            ])
        })?;
        found.push(checks::lock(self));
        found.push(checks::disk(self.path()));
        let healthy = found.iter().all(|check| check.outcome != Outcome::Problem);
        Ok(Examination { healthy, step, bytes: std::fs::metadata(self.path())?.len(), checks: found })
    }

    /// One value for everything the file holds about the world: two files with the same data have the same digest,
    /// however and in which order it got there. SHA-256 in hexadecimal.
    ///
    /// Left out are runs, their attempts, items and logs, counters, waits and usage of the network, the identity of
    /// the file, tokens' names, every instant that the program stamped, and internal keys, which are replaced by what
    /// they stand for.
    ///
    /// # Errors
    /// What reading reports.
    pub fn digest(&self) -> Result<String, StoreError> {
        self.read(digest::of)
    }
}
