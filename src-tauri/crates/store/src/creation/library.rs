//! Edits of the library, each logged with the row as it was, so that the last one can be taken back.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension as _, ToSql, Transaction, params, params_from_iter};
use serde_json::{Map, Value};
use units::Timestamp;

use super::rows::collect;
use crate::{Priority, Store, StoreError};

/// The tables of the library whose rows a person edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LibraryTable {
    /// Brands.
    Brands,
    /// Logos and badges.
    BrandAssets,
    /// Products.
    Products,
    /// Pictures of products.
    Images,
    /// Hooks.
    Hooks,
    /// Offers.
    Offers,
    /// Facts.
    Facts,
    /// Texts of the copy bank.
    Copy,
    /// Templates.
    Templates,
}

impl LibraryTable {
    const ALL: [Self; 9] = [
        Self::Brands,
        Self::BrandAssets,
        Self::Products,
        Self::Images,
        Self::Hooks,
        Self::Offers,
        Self::Facts,
        Self::Copy,
        Self::Templates,
    ];

    /// Its name in the file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brands => "brands",
            Self::BrandAssets => "brand_assets",
            Self::Products => "products",
            Self::Images => "product_images",
            Self::Hooks => "hooks",
            Self::Offers => "product_offer_variants",
            Self::Facts => "library_facts",
            Self::Copy => "product_copy",
            Self::Templates => "scraped_templates",
        }
    }

    /// The one that is called so in the file.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// The column that says whether a row is in use or put away.
    const fn active(self) -> &'static str {
        match self {
            Self::Hooks => "active",
            _ => "is_active",
        }
    }

    /// The column that says which row is the first of its owner.
    const fn first(self) -> Option<&'static str> {
        match self {
            Self::Offers => Some("is_default"),
            Self::BrandAssets => Some("is_primary"),
            Self::Images => Some("is_main"),
            _ => None,
        }
    }

    /// What a row of it is called.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Brands => "brand",
            Self::BrandAssets => "brand picture",
            Self::Products => "product",
            Self::Images => "picture",
            Self::Hooks => "hook",
            Self::Offers => "offer",
            Self::Facts => "fact",
            Self::Copy => "text",
            Self::Templates => "template",
        }
    }
}

/// An act that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// Where something was changed and what was done there, newest first.
    pub changes: Vec<(LibraryTable, String)>,
}

impl Undone {
    fn of(changes: Vec<Logged>) -> Option<Self> {
        let changes: Vec<_> = changes.into_iter().map(|change| (change.table, change.what)).collect();
        (!changes.is_empty()).then_some(Self { changes })
    }
}

impl Store {
    /// Puts a row of the library away, or brings it back. What was made with it stays.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`]; [`StoreError::Constraint`] if an equal row is in use by now.
    pub fn set_library_active(
        &self,
        table: LibraryTable,
        id: &str,
        active: bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let what = if active { "brought_back" } else { "put_away" };
        self.write(Priority::Bulk, |tx| {
            let before = remember(tx, table, id)?;
            let Some(before) = before else {
                return Err(StoreError::NoSuchRow { kind: table.noun(), id: id.to_owned() });
            };
            log(tx, table, id, what, Some(before), now)?;
            let sql = format!("UPDATE {} SET {} = ?2 WHERE id = ?1", table.name(), table.active());
            tx.execute(&sql, params![id, active])?;
            Ok(())
        })
    }

    /// Takes the last act back, with all that it changed, and says what that was; `None` if there is none.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if what was there before contradicts what is there now; then nothing is taken back.
    pub fn undo_library_change(&self) -> Result<Option<Undone>, StoreError> {
        self.write(Priority::Bulk, |tx| {
            let changes = undoable(tx)?;
            changes.iter().try_for_each(|change| take_back(tx, change))?;
            Ok(Undone::of(changes))
        })
    }

    /// What would be taken back next; `None` if there is nothing.
    ///
    /// # Errors
    /// Those of reading.
    pub fn next_library_undo(&self) -> Result<Option<Undone>, StoreError> {
        self.read(|conn| Ok(Undone::of(undoable(conn)?)))
    }

    /// The number of the newest change of the library: what comes later is above it.
    ///
    /// # Errors
    /// Those of reading.
    pub fn last_library_change(&self) -> Result<i64, StoreError> {
        self.read(|conn| {
            let sql = "SELECT coalesce(max(id), 0) FROM library_changes";
            Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
        })
    }

    /// Forgets how things stood before the changes above a number: they came with the program and are nobody's act.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn forget_library_changes(&self, after: i64) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            tx.execute("DELETE FROM library_changes WHERE id > ?1", [after])?;
            Ok(())
        })
    }
}

/// A change as it was logged.
struct Logged {
    change: i64,
    table: LibraryTable,
    row: String,
    before: Option<String>,
    what: String,
}

/// The act that is taken back next, by its number: the last one, or one that changed a row of it again since. An act can
/// go on while a person edits; put back first, its rows would take those edits with them.
fn last_act(conn: &Connection) -> Result<Option<i64>, StoreError> {
    let newest = "SELECT coalesce(step, id) FROM library_changes WHERE undone = 0 ORDER BY id DESC LIMIT 1";
    let mut act: Option<i64> = conn.prepare_cached(newest)?.query_row([], |row| row.get(0)).optional()?;
    let on_top = "SELECT coalesce(later.step, later.id) FROM library_changes AS later
                  WHERE later.undone = 0 AND later.id > ?1 AND coalesce(later.step, later.id) <> ?1
                    AND EXISTS (SELECT 1 FROM library_changes AS own
                        WHERE own.undone = 0 AND coalesce(own.step, own.id) = ?1 AND own.id < later.id
                          AND own.row_table = later.row_table AND own.row_id = later.row_id)
                  ORDER BY later.id DESC LIMIT 1";
    // Two acts that changed each other's rows in turn have no order: then it is the one that is met last.
    for _ in 0..MOST_ON_TOP {
        let Some(own) = act else { break };
        match conn.prepare_cached(on_top)?.query_row([own], |row| row.get(0)).optional()? {
            Some(later) => act = Some(later),
            None => break,
        }
    }
    Ok(act)
}

/// How many acts on top of each other are looked through.
const MOST_ON_TOP: u32 = 16;

/// The changes of the last act, newest first; none if there is nothing to take back.
fn undoable(conn: &Connection) -> Result<Vec<Logged>, StoreError> {
    let Some(act) = last_act(conn)? else { return Ok(Vec::new()) };
    let sql = "SELECT id, row_table, row_id, before, what FROM library_changes
               WHERE undone = 0 AND (id = ?1 OR step = ?1) ORDER BY id DESC";
    collect(conn.prepare_cached(sql)?.query([act])?, |row| {
        let name: String = row.get(1)?;
        let table = LibraryTable::named(&name);
        Ok(Logged {
            change: row.get(0)?,
            table: table.ok_or(StoreError::Unreadable { column: "library_changes.row_table", value: name })?,
            row: row.get(2)?,
            before: row.get(3)?,
            what: row.get(4)?,
        })
    })
}

fn take_back(tx: &Transaction<'_>, logged: &Logged) -> Result<(), StoreError> {
    let table = logged.table;
    match &logged.before {
        Some(before) => put_back(tx, table, &logged.row, before)?,
        // It was made by the change: it is put away, for ads may have been made with it since.
        None => {
            // It is also no longer the one of its kind, or that place could not be given back.
            let place = table.first().map(|column| format!(", {column} = 0")).unwrap_or_default();
            let sql = format!("UPDATE {} SET {} = 0{place} WHERE id = ?1", table.name(), table.active());
            tx.execute(&sql, [&logged.row])?;
        }
    }
    tx.execute("UPDATE library_changes SET undone = 1 WHERE id = ?1", [logged.change])?;
    Ok(())
}

/// How a row is written: [`save`] for a person's edit, [`save_if_new`] for what comes from a file.
pub(super) type Save = fn(&Transaction<'_>, LibraryTable, &str, Columns<'_>, Timestamp) -> Result<(), StoreError>;

/// Columns of a row to be written, by name.
pub(super) type Columns<'a> = &'a [(&'static str, &'a dyn ToSql)];

/// Writes a row of the library, new or not, and logs what was there.
pub(super) fn save(
    tx: &Transaction<'_>,
    table: LibraryTable,
    id: &str,
    columns: Columns<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let before = replace(tx, table, id, columns, now)?;
    log_written(tx, table, id, before, now)
}

/// [`save`] for a row that comes from a file: one that says what is there already is no change, and is not logged.
pub(super) fn save_if_new(
    tx: &Transaction<'_>,
    table: LibraryTable,
    id: &str,
    columns: Columns<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let before = replace(tx, table, id, columns, now)?;
    let said = |row: &Value| {
        let mut row = row.clone();
        row.as_object_mut().and_then(|fields| fields.remove("updated_at"));
        row
    };
    let after = remember(tx, table, id)?;
    if before.as_ref().map(said) == after.as_ref().map(said) {
        return Ok(());
    }
    log_written(tx, table, id, before, now)
}

/// Writes a row and gives what was there.
fn replace(
    tx: &Transaction<'_>,
    table: LibraryTable,
    id: &str,
    columns: Columns<'_>,
    now: Timestamp,
) -> Result<Option<Value>, StoreError> {
    let before = remember(tx, table, id)?;
    write(tx, table, id, columns, now)?;
    Ok(before)
}

fn log_written(
    tx: &Transaction<'_>,
    table: LibraryTable,
    id: &str,
    before: Option<Value>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let what = if before.is_some() { "changed" } else { "made" };
    log(tx, table, id, what, before, now)
}

/// Puts a row away, and logs what was there; nothing if it is away.
pub(super) fn put_away(tx: &Transaction<'_>, table: LibraryTable, id: &str, now: Timestamp) -> Result<(), StoreError> {
    let before = remember(tx, table, id)?;
    let sql = format!("UPDATE {0} SET {1} = 0 WHERE id = ?1 AND {1} = 1", table.name(), table.active());
    if tx.execute(&sql, [id])? == 1 {
        log(tx, table, id, "put_away", before, now)?;
    }
    Ok(())
}

/// Makes the rows that `others` finds, by owner and by the row that takes their place, no longer the first of their owner.
/// How they were is logged, or they would not get their place back.
pub(super) fn give_way(
    tx: &Transaction<'_>,
    table: LibraryTable,
    others: &str,
    owner: &str,
    first: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(column) = table.first() else { return Ok(()) };
    let ids: Vec<String> = collect(tx.prepare_cached(others)?.query([owner, first])?, |row| Ok(row.get(0)?))?;
    for id in ids {
        let before = remember(tx, table, &id)?;
        log(tx, table, &id, "changed", before, now)?;
        tx.execute(&format!("UPDATE {} SET {column} = 0 WHERE id = ?1", table.name()), [&id])?;
    }
    Ok(())
}

/// Writes a row of the library without logging it: what comes with the program is nobody's act.
pub(super) fn write(
    tx: &Transaction<'_>,
    table: LibraryTable,
    id: &str,
    columns: Columns<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let stamped = has_updated_at(table);
    let mut names: Vec<&str> = vec!["id", "created_at"];
    names.extend(columns.iter().map(|(name, _)| *name));
    let mut sets: Vec<String> = columns.iter().map(|(name, _)| format!("{name} = excluded.{name}")).collect();
    if stamped {
        names.push("updated_at");
        sets.push("updated_at = excluded.updated_at".to_owned());
    }
    let marks: Vec<String> = (1..=names.len()).map(|number| format!("?{number}")).collect();
    let sql = format!(
        "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT (id) DO UPDATE SET {}",
        table.name(),
        names.join(", "),
        marks.join(", "),
        sets.join(", ")
    );
    let at = now.millis();
    let mut values: Vec<&dyn ToSql> = vec![&id, &at];
    values.extend(columns.iter().map(|(_, value)| *value));
    if stamped {
        values.push(&at);
    }
    tx.prepare_cached(&sql)?.execute(values.as_slice())?;
    Ok(())
}

const fn has_updated_at(table: LibraryTable) -> bool {
    !matches!(table, LibraryTable::BrandAssets | LibraryTable::Images)
}

fn log(
    tx: &Transaction<'_>,
    table: LibraryTable,
    id: &str,
    what: &str,
    before: Option<Value>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO library_changes (what, row_table, row_id, before, changed_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![what, table.name(), id, before.map(|row| row.to_string()), now.millis()])?;
    Ok(())
}

/// The row as it is.
fn remember(tx: &Transaction<'_>, table: LibraryTable, id: &str) -> Result<Option<Value>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("SELECT * FROM {} WHERE id = ?1", table.name()))?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let row = statement
        .query_row([id], |row| {
            let mut fields = Map::new();
            for (index, name) in names.iter().enumerate() {
                fields.insert(name.clone(), to_json(row.get(index)?));
            }
            Ok(Value::Object(fields))
        })
        .optional()?;
    Ok(row)
}

fn put_back(tx: &Transaction<'_>, table: LibraryTable, id: &str, before: &str) -> Result<(), StoreError> {
    let unreadable = || StoreError::Unreadable { column: "library_changes.before", value: id.to_owned() };
    let Ok(Value::Object(fields)) = serde_json::from_str(before) else { return Err(unreadable()) };
    // Names come from the file: only those that are columns of the table are used.
    let known: Vec<String> = {
        let statement = tx.prepare_cached(&format!("SELECT * FROM {}", table.name()))?;
        statement.column_names().map(str::to_owned).collect()
    };
    let fields: Vec<_> = fields.into_iter().filter(|(name, _)| name != "id" && known.contains(name)).collect();
    let sets: Vec<String> =
        fields.iter().enumerate().map(|(index, (name, _))| format!("{name} = ?{}", index + 2)).collect();
    let sql = format!("UPDATE {} SET {} WHERE id = ?1", table.name(), sets.join(", "));
    let values = std::iter::once(Sql::Text(id.to_owned())).chain(fields.into_iter().map(|(_, value)| to_sql(value)));
    let changed = tx.execute(&sql, params_from_iter(values))?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NoSuchRow { kind: table.noun(), id: id.to_owned() }) }
}

fn to_json(value: Sql) -> Value {
    match value {
        Sql::Null | Sql::Blob(_) => Value::Null,
        Sql::Integer(number) => number.into(),
        Sql::Real(number) => number.into(),
        Sql::Text(text) => text.into(),
    }
}

fn to_sql(value: Value) -> Sql {
    match value {
        Value::Null => Sql::Null,
        Value::Bool(flag) => Sql::Integer(flag.into()),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Sql::Integer(whole),
            None => Sql::Real(number.as_f64().unwrap_or_default()),
        },
        Value::String(text) => Sql::Text(text),
        other => Sql::Text(other.to_string()),
    }
}
