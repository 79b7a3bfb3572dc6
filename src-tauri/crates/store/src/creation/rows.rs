//! Reading columns whose type SQLite does not know.

use rusqlite::{Row, Rows};
use serde_json::Value;
use units::{AccountDate, Currency, Money, Timestamp};

use crate::StoreError;

/// Reads every row.
pub(super) fn collect<T>(
    mut rows: Rows<'_>,
    read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(row)?);
    }
    Ok(all)
}

/// JSON; null for NULL.
pub(super) fn json(row: &Row<'_>, name: &'static str) -> Result<Value, StoreError> {
    let Some(text) = row.get::<_, Option<String>>(name)? else { return Ok(Value::Null) };
    serde_json::from_str(&text).map_err(|_not_json| StoreError::Unreadable { column: name, value: short(&text) })
}

/// A list of texts; empty for NULL.
pub(super) fn list(row: &Row<'_>, name: &'static str) -> Result<Vec<String>, StoreError> {
    let value = json(row, name)?;
    let Value::Array(items) = value else { return Ok(Vec::new()) };
    Ok(items.into_iter().filter_map(|item| item.as_str().map(str::to_owned)).collect())
}

/// A word of an enumeration.
pub(super) fn word<T: std::str::FromStr<Err = StoreError>>(row: &Row<'_>, name: &str) -> Result<T, StoreError> {
    row.get::<_, String>(name)?.parse()
}

/// A word of an enumeration, or NULL.
pub(super) fn word_or_none<T: std::str::FromStr<Err = StoreError>>(
    row: &Row<'_>,
    name: &str,
) -> Result<Option<T>, StoreError> {
    row.get::<_, Option<String>>(name)?.map(|word| word.parse()).transpose()
}

/// An instant, or NULL.
pub(super) fn instant(row: &Row<'_>, name: &str) -> Result<Option<Timestamp>, StoreError> {
    Ok(row.get::<_, Option<i64>>(name)?.map(Timestamp::from_millis))
}

/// A day, or NULL.
pub(super) fn day(row: &Row<'_>, name: &str) -> Result<Option<AccountDate>, StoreError> {
    Ok(row.get::<_, Option<i32>>(name)?.map(AccountDate::from_number))
}

/// An amount in the currency of the row; NULL if either is missing.
pub(super) fn money(row: &Row<'_>, name: &str, currency: Option<Currency>) -> Result<Option<Money>, StoreError> {
    let micros: Option<i64> = row.get(name)?;
    Ok(micros.zip(currency).map(|(micros, currency)| Money::from_micros(micros, currency)))
}

/// A currency by its letters, or NULL.
pub(super) fn currency(row: &Row<'_>, name: &'static str) -> Result<Option<Currency>, StoreError> {
    let Some(code) = row.get::<_, Option<String>>(name)? else { return Ok(None) };
    Currency::parse(&code).map(Some).map_err(|_not_one| StoreError::Unreadable { column: name, value: short(&code) })
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// A list of texts as JSON.
pub(super) fn texts(list: &[String]) -> String {
    Value::from(list.to_vec()).to_string()
}
