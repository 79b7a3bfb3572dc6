//! What the schema is and what it should be.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::{StoreError, migrate};

/// Every table, index, view and trigger by kind and name, with the statement that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Schema(BTreeMap<(String, String), String>);

impl Schema {
    /// The schema of an open database.
    pub(crate) fn read(connection: &Connection) -> Result<Self, StoreError> {
        let sql = "SELECT type, name, sql FROM sqlite_schema \
                   WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'refinery_schema_history'";
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(((row.get(0)?, row.get(1)?), row.get::<_, Option<String>>(2)?.unwrap_or_default()))
        })?;
        Ok(Self(rows.collect::<Result<_, _>>()?))
    }

    /// The schema that this program makes at `step`: a new database in memory says so.
    pub(crate) fn expected(step: i32) -> Result<Self, StoreError> {
        Self::read(&migrate::in_memory(step)?)
    }

    /// What of this schema is missing or different in `actual`. Things somebody added are left out: the file is
    /// documented and open, and a view of one's own does no harm.
    pub(crate) fn missing_or_different(&self, actual: &Self) -> Vec<String> {
        let differs = self.0.iter().filter_map(|(key @ (kind, name), sql)| match actual.0.get(key) {
            None => Some(format!("{kind} {name} is missing")),
            Some(other) if other != sql => Some(format!("{kind} {name} differs")),
            Some(_) => None,
        });
        differs.collect()
    }

    /// Things in `actual` that this schema does not know.
    pub(crate) fn additions(&self, actual: &Self) -> Vec<String> {
        let added = actual.0.keys().filter(|key| !self.0.contains_key(*key));
        added.map(|(kind, name)| format!("{kind} {name}")).collect()
    }

    /// # Errors
    /// [`StoreError::SchemaDiffers`] with what is missing or different.
    pub(crate) fn refuse_difference(&self, actual: &Self) -> Result<(), StoreError> {
        let differences = self.missing_or_different(actual);
        if differences.is_empty() { Ok(()) } else { Err(StoreError::SchemaDiffers(differences.join(", "))) }
    }
}
