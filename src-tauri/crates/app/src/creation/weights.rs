//! How much each scorer counts for a brand: kept with how its templates are chosen, usual where nobody said.

use creative::select::{Scorer, Weights};
use serde_json::{Map, Value};

use crate::AppError;

/// Where a brand's configuration keeps them, by the scorer's word.
const FIELD: &str = "weights";
/// More than this says nothing that a smaller weight for the others does not.
const MOST: f64 = 10.0;

/// A scorer's word, as it is stored.
#[must_use]
pub fn word(scorer: Scorer) -> &'static str {
    match scorer {
        Scorer::AssetMatch => "asset_match",
        Scorer::Unused => "unused_bonus",
        Scorer::CategoryMatch => "category_match",
        Scorer::Awareness => "awareness_align",
        Scorer::Audience => "audience_match",
        Scorer::Fatigue => "fatigue",
    }
}

/// The weights of Best match by a brand's configuration.
///
/// # Errors
/// `invalid_input` if what is stored is no weight: nothing is chosen by a guess.
pub fn of(selection: &Value) -> Result<Weights, AppError> {
    let Some(stored) = selection.get(FIELD) else { return Ok(Weights::best_match()) };
    let Value::Object(stored) = stored else { return Err(unusable("they are no list of numbers by scorer")) };
    let mut weights = Weights::best_match();
    for (name, value) in stored {
        let scorer = Scorer::ALL.into_iter().find(|scorer| word(*scorer) == name);
        // Scorers of a later version are kept and do not count here.
        let Some(scorer) = scorer else { continue };
        let value = value.as_f64().ok_or_else(|| unusable(&format!("{} is no number", scorer.words())))?;
        weights = weights.with(scorer, value).map_err(|error| unusable(&error.to_string()))?;
    }
    Ok(weights)
}

/// What a brand says for a scorer itself, as it would be typed; empty where the usual weight holds.
#[must_use]
pub fn said(selection: &Value, scorer: Scorer) -> String {
    selection[FIELD][word(scorer)].as_f64().map(|weight| weight.to_string()).unwrap_or_default()
}

/// Notes what was typed for a scorer; nothing is the usual weight.
///
/// # Errors
/// `invalid_input` for what is no weight.
pub fn put(selection: &mut Value, scorer: Scorer, typed: &str) -> Result<(), AppError> {
    let typed = typed.trim();
    let mut stored = match selection.get_mut(FIELD).map(Value::take) {
        Some(Value::Object(stored)) => stored,
        _ => Map::new(),
    };
    if typed.is_empty() {
        stored.remove(word(scorer));
    } else {
        let weight = typed.replace(',', ".").parse::<f64>().ok();
        let weight = weight.filter(|weight| weight.is_finite() && (0.0..=MOST).contains(weight)).ok_or_else(|| {
            AppError::invalid(
                format!("“{typed}” is no weight for “{}”.", scorer.words()),
                format!("Write a number from 0 to {MOST}; 0 leaves it out of account."),
            )
        })?;
        stored.insert(word(scorer).to_owned(), weight.into());
    }
    if stored.is_empty() {
        if let Some(fields) = selection.as_object_mut() {
            fields.remove(FIELD);
        }
    } else {
        selection[FIELD] = Value::Object(stored);
    }
    Ok(())
}

fn unusable(why: &str) -> AppError {
    AppError::invalid(
        format!("The weights of the brand cannot be used: {why}."),
        "Correct them in the Library, on the brand's page.",
    )
}
