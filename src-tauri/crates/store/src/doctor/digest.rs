//! One value for what a file knows.
//!
//! Internal keys are handed out in order of arrival, and a sync that was killed and started again meets things in
//! another order than an undisturbed one. So a key never goes into the digest: in its place goes the fingerprint of
//! the row that it stands for, which is made of that row's own columns. Rows are added up, so their order does not
//! matter either.

use std::collections::{BTreeMap, HashMap};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use sha2::{Digest, Sha256};

use super::checks::hexadecimal;
use super::layout::{Layout, Meaning, layouts, table_of_level};
use crate::{StoreError, migrate};

type Fingerprint = [u8; 32];

/// A key as it appears in a column.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    Number(i64),
    Text(String),
}

/// Fingerprints of rows that others stand for, by table and key.
type Known = HashMap<String, HashMap<Key, Fingerprint>>;

pub(super) fn of(connection: &Connection) -> Result<String, StoreError> {
    let layouts = layouts(connection)?;
    let names = action_names(connection, &layouts)?;
    let known = fingerprints_of_parents(connection, &layouts, &names)?;
    let mut whole = Sha256::new();
    whole.update(format!("step {}\n", migrate::step_of(connection)?));
    for layout in layouts.values() {
        let (rows, sum) = sum_of_rows(connection, layout, &known, &names)?;
        if rows > 0 {
            whole.update(format!("{} {rows} {}\n", layout.table, hexadecimal(&sum)));
        }
    }
    Ok(hexadecimal(&whole.finalize()))
}

fn sum_of_rows(
    connection: &Connection,
    layout: &Layout,
    known: &Known,
    names: &HashMap<i64, String>,
) -> Result<(u64, Fingerprint), StoreError> {
    let (mut count, mut sum) = (0, [0; 32]);
    each_row(connection, layout, |row| {
        let mut hash = own_columns(row, layout, names)?;
        for (position, (name, meaning)) in layout.columns.iter().enumerate() {
            let target = match meaning {
                Meaning::Row(target) => Some(target.as_str()),
                Meaning::RowOfLevel(level) => row.get_ref(*level)?.as_str().ok().and_then(table_of_level),
                Meaning::Value | Meaning::Actions => continue,
            };
            hash.update(name);
            stand_in(&mut hash, row.get_ref(position)?, target.and_then(|target| known.get(target)));
        }
        add(&mut sum, &hash.finalize().into());
        count += 1;
        Ok(())
    })?;
    Ok((count, sum))
}

/// The row that `value` stands for; a key without such a row, and a natural key, stand for themselves.
fn stand_in(hash: &mut Sha256, value: ValueRef<'_>, rows: Option<&HashMap<Key, Fingerprint>>) {
    let fingerprint = key_of(value).and_then(|key| rows.and_then(|rows| rows.get(&key)));
    match fingerprint {
        Some(fingerprint) => hash.update(fingerprint),
        None => update(hash, value),
    }
}

/// Every row that a column somewhere may stand for.
fn fingerprints_of_parents(
    connection: &Connection,
    layouts: &BTreeMap<String, Layout>,
    names: &HashMap<i64, String>,
) -> Result<Known, StoreError> {
    let mut known = Known::new();
    for layout in layouts.values().filter(|layout| is_named(layout, layouts)) {
        let mut rows = HashMap::new();
        each_row(connection, layout, |row| {
            // The key is selected after the columns that count.
            if let Some(key) = key_of(row.get_ref(layout.columns.len())?) {
                rows.insert(key, own_columns(row, layout, names)?.finalize().into());
            }
            Ok(())
        })?;
        known.insert(layout.table.clone(), rows);
    }
    Ok(known)
}

fn is_named(layout: &Layout, layouts: &BTreeMap<String, Layout>) -> bool {
    let levels = ["account", "campaign", "adset", "ad", "creative"].into_iter().filter_map(table_of_level);
    let meanings = layouts.values().flat_map(|other| &other.columns).map(|(_, meaning)| meaning);
    let mut targets =
        meanings.filter_map(|meaning| if let Meaning::Row(target) = meaning { Some(target.as_str()) } else { None });
    layout.key.is_some()
        && (targets.any(|target| target == layout.table) || levels.into_iter().any(|level| level == layout.table))
}

fn each_row(
    connection: &Connection,
    layout: &Layout,
    mut work: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let columns = layout.columns.iter().map(|(name, _)| name).chain(&layout.key);
    let selected = columns.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    // A table of nothing but stamps still has rows to count.
    let selected = if selected.is_empty() { "NULL".to_owned() } else { selected };
    let mut statement = connection.prepare(&format!("SELECT {selected} FROM \"{}\"", layout.table))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        work(row)?;
    }
    Ok(())
}

fn own_columns(row: &Row<'_>, layout: &Layout, names: &HashMap<i64, String>) -> Result<Sha256, StoreError> {
    let mut hash = Sha256::new();
    for (position, (name, meaning)) in layout.columns.iter().enumerate() {
        let value = row.get_ref(position)?;
        match meaning {
            Meaning::Value => {
                hash.update(name);
                update(&mut hash, value);
            }
            Meaning::Actions => {
                hash.update(name);
                actions(&mut hash, value, names);
            }
            Meaning::Row(_) | Meaning::RowOfLevel(_) => {}
        }
    }
    Ok(hash)
}

fn update(hash: &mut Sha256, value: ValueRef<'_>) {
    match value {
        ValueRef::Null => hash.update([0]),
        ValueRef::Integer(number) => {
            hash.update([1]);
            hash.update(number.to_le_bytes());
        }
        ValueRef::Real(number) => {
            hash.update([2]);
            hash.update(number.to_le_bytes());
        }
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            hash.update([3]);
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
    }
}

/// `key:count/value` with the name of the type in place of its key, sorted.
fn actions(hash: &mut Sha256, value: ValueRef<'_>, names: &HashMap<i64, String>) {
    let Ok(text) = value.as_str() else {
        return update(hash, value);
    };
    let mut parts: Vec<String> = text.split(' ').map(|part| with_name(part, names)).collect();
    parts.sort();
    update(hash, ValueRef::Text(parts.join(" ").as_bytes()));
}

fn with_name(part: &str, names: &HashMap<i64, String>) -> String {
    let named = part.split_once(':').and_then(|(key, rest)| Some(format!("{}:{rest}", names.get(&key.parse().ok()?)?)));
    named.unwrap_or_else(|| part.to_owned())
}

fn action_names(
    connection: &Connection,
    layouts: &BTreeMap<String, Layout>,
) -> Result<HashMap<i64, String>, StoreError> {
    if !layouts.contains_key("action_types") {
        return Ok(HashMap::new());
    }
    let mut statement = connection.prepare("SELECT key, name FROM action_types")?;
    let names = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(names.collect::<Result<_, _>>()?)
}

fn key_of(value: ValueRef<'_>) -> Option<Key> {
    match value {
        ValueRef::Integer(number) => Some(Key::Number(number)),
        ValueRef::Text(bytes) => Some(Key::Text(String::from_utf8_lossy(bytes).into_owned())),
        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => None,
    }
}

/// Adds two 256-bit numbers; what does not fit falls off. The sum of many does not depend on their order.
fn add(sum: &mut Fingerprint, other: &Fingerprint) {
    let mut carry = 0;
    for (byte, more) in sum.iter_mut().zip(other) {
        let total = u16::from(*byte) + u16::from(*more) + carry;
        *byte = total.to_le_bytes()[0];
        carry = total >> 8;
    }
}
