//! What of a table goes into the digest, and which columns stand for rows elsewhere.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::StoreError;

/// What was done rather than what is known, and what follows from other tables.
const LEFT_OUT: [&str; 13] = [
    // Runs and their traces.
    "scheduled_job_runs",
    "run_attempts",
    "run_log",
    "run_items",
    // How fresh data is: the outcome of the last run.
    "account_datasets",
    "dataset_status",
    // Traffic.
    "graph_usage",
    "graph_waits",
    "request_counters",
    // Who runs the file.
    "workspace",
    "refinery_schema_history",
    // Rebuilt from insight_rows, with internal keys inside.
    "derived_packed_days",
    // Named by their own digest in `media`.
    "media_bytes",
];

/// Columns that say when or by whom, not what. Instants that the program stamped end in `_at`.
const COLUMNS_LEFT_OUT: [&str; 9] = [
    "at",
    "attempts",
    "checksum",
    "graph_url",
    "last_error",
    "runs_completed",
    "token_last_four",
    "token_owner",
    "token_ref",
];

/// References without a foreign key: facts leave them out, because a bulk insert would check each.
const SOFT_REFERENCES: [(&str, &str, &str); 9] = [
    ("campaign_totals", "campaign", "campaigns"),
    ("derived_campaign_days", "campaign", "campaigns"),
    ("insight_rows", "ad", "ads"),
    ("insight_rows", "attribution", "attribution_settings"),
    ("insight_windows", "account", "ad_accounts"),
    ("insight_windows", "action_type", "action_types"),
    ("insight_windows", "ad", "ads"),
    ("restatements", "ad", "ads"),
    ("targets", "campaign", "campaigns"),
];

/// Columns that hold a key of a table which another column of the row names.
const BY_LEVEL: [(&str, &str, &str); 2] = [("object_changes", "object", "level"), ("reach_windows", "object", "level")];

/// How one table is read.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) table: String,
    /// The columns that count, in the order in which they are selected.
    pub(super) columns: Vec<(String, Meaning)>,
    /// A key that means nothing by itself.
    pub(super) key: Option<String>,
}

/// What a column's value stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Itself.
    Value,
    /// A row of this table.
    Row(String),
    /// A row of the table that this column, by position, names as a level.
    RowOfLevel(usize),
    /// Actions by the keys of their types.
    Actions,
}

/// The layout of every table that counts, by name.
pub(super) fn layouts(connection: &Connection) -> Result<BTreeMap<String, Layout>, StoreError> {
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let mut layouts = BTreeMap::new();
    for table in names.into_iter().filter(|name| !LEFT_OUT.contains(&name.as_str())) {
        layouts.insert(table.clone(), layout(connection, table)?);
    }
    Ok(layouts)
}

fn layout(connection: &Connection, table: String) -> Result<Layout, StoreError> {
    let key = opaque_key(connection, &table)?;
    let references = foreign_keys(connection, &table)?;
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY name")?;
    let names = statement.query_map([&table], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let kept: Vec<String> = names.into_iter().filter(|name| counts(name) && key.as_ref() != Some(name)).collect();
    let columns = kept.iter().map(|name| (name.clone(), meaning(&table, name, &kept, &references))).collect();
    Ok(Layout { table, columns, key })
}

fn counts(column: &str) -> bool {
    !column.ends_with("_at") && !column.ends_with("run_id") && !COLUMNS_LEFT_OUT.contains(&column)
}

fn meaning(table: &str, column: &str, kept: &[String], references: &BTreeMap<String, String>) -> Meaning {
    if column == "actions" {
        return Meaning::Actions;
    }
    if let Some((_, _, level)) = BY_LEVEL.iter().find(|(in_table, name, _)| (*in_table, *name) == (table, column))
        && let Some(position) = kept.iter().position(|name| name == level)
    {
        return Meaning::RowOfLevel(position);
    }
    let soft = SOFT_REFERENCES.iter().find(|(in_table, name, _)| (*in_table, *name) == (table, column));
    match soft.map(|(_, _, target)| (*target).to_owned()).or_else(|| references.get(column).cloned()) {
        Some(target) => Meaning::Row(target),
        None => Meaning::Value,
    }
}

/// A single-column key called `id` or `key`: a uuid or a number that was given in order of arrival.
fn opaque_key(connection: &Connection, table: &str) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare("SELECT name, type FROM pragma_table_info(?1) WHERE pk > 0")?;
    let keys = statement
        .query_map([table], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(match keys.as_slice() {
        [(name, kind)] if name == "id" || (name == "key" && kind == "INTEGER") => Some(name.clone()),
        _ => None,
    })
}

fn foreign_keys(connection: &Connection, table: &str) -> Result<BTreeMap<String, String>, StoreError> {
    let mut statement = connection.prepare("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)")?;
    let pairs = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(pairs.collect::<Result<_, _>>()?)
}

/// The table that a level's objects are in.
pub(super) fn table_of_level(level: &str) -> Option<&'static str> {
    match level {
        "account" => Some("ad_accounts"),
        "campaign" => Some("campaigns"),
        "adset" => Some("ad_sets"),
        "ad" => Some("ads"),
        "creative" => Some("creatives"),
        _ => None,
    }
}
