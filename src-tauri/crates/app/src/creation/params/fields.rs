//! Reading single parameters.

use scheduler::ParamError;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::sync::problem;

pub(super) fn seed(fields: &Map<String, Value>) -> Result<u64, ParamError> {
    let wrong = || problem("seed", "must be a whole number from 0 up");
    match fields.get("seed") {
        None | Some(Value::Null) => Ok(1),
        Some(Value::Number(number)) => number.as_u64().ok_or_else(wrong),
        Some(Value::String(digits)) => digits.trim().parse().map_err(|_not_one| wrong()),
        Some(_) => Err(wrong()),
    }
}

pub(super) fn text(fields: &Map<String, Value>, name: &str) -> Result<Option<String>, ParamError> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(problem(name, "must be text")),
    }
}

/// A list of texts, or one text with commas.
pub(super) fn texts(fields: &Map<String, Value>, name: &str) -> Result<Vec<String>, ParamError> {
    let words =
        |text: &str| text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    match fields.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::String(text)) => Ok(words(text)),
        Some(Value::Array(items)) => {
            let one =
                |item: &Value| item.as_str().map(str::to_owned).ok_or_else(|| problem(name, "must be a list of texts"));
            items.iter().map(one).collect()
        }
        Some(_) => Err(problem(name, "must be a list of texts")),
    }
}

/// Values that are written in one of two places, each at most once.
pub(super) fn parsed<T: std::str::FromStr<Err: std::fmt::Display> + PartialEq>(
    fields: &Map<String, Value>,
    one: &str,
    many: &str,
) -> Result<Vec<T>, ParamError> {
    let mut all = Vec::new();
    for name in [one, many] {
        for word in texts(fields, name)? {
            let value = word.parse().map_err(|error: T::Err| problem(name, &error.to_string()))?;
            if !all.contains(&value) {
                all.push(value);
            }
        }
    }
    Ok(all)
}

pub(super) fn named<T: Copy, const N: usize>(
    fields: &Map<String, Value>,
    name: &str,
    all: [T; N],
    word: impl Fn(T) -> &'static str,
) -> Result<Option<T>, ParamError> {
    let Some(asked) = text(fields, name)?.filter(|asked| !asked.is_empty() && asked != "all") else { return Ok(None) };
    let found = all.into_iter().find(|one| word(*one) == asked);
    let words = all.map(&word).join(", ");
    found.map(Some).ok_or_else(|| problem(name, &format!("must be one of {words}")))
}

pub(super) fn from_word<T: for<'a> Deserialize<'a>>(
    fields: &Map<String, Value>,
    name: &str,
) -> Result<Option<T>, ParamError> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(word) => serde_json::from_value(word.clone()).map(Some).map_err(|error| problem(name, &error.to_string())),
    }
}
