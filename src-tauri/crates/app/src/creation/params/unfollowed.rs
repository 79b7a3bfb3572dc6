//! Parameters that the origin's schedules carry by default and that change nothing here: they are taken, and the run
//! says so.

use scheduler::{ParamError, RunWarning};
use serde_json::{Map, Value};

use super::fields::text;
use crate::sync::problem;

/// The code of their warnings.
const CODE: &str = "parameter_not_followed";

/// What a run that was filed with these parameters does not follow.
#[must_use]
pub fn unfollowed(params: &Value) -> Vec<RunWarning> {
    let Value::Object(fields) = params else { return Vec::new() };
    let mut warnings = Vec::new();
    let mut warn = |message: String| warnings.push(RunWarning { code: CODE.to_owned(), message });
    if let Ok(Some(resolution)) = resolution(fields) {
        warn(format!(
            "image_resolution {resolution} was not followed: ads are drawn in exactly the pixels of their canvas size."
        ));
    }
    if landing_page_voice(fields).is_ok_and(|asked| asked) {
        warn("match_lp_voice was not followed: this program reads no landing page.".to_owned());
    }
    warnings
}

/// The pixels that were asked of a model, if any were.
pub(super) fn resolution(fields: &Map<String, Value>) -> Result<Option<String>, ParamError> {
    match text(fields, "image_resolution")?.map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()) {
        Some(word) if ["1K", "2K", "4K"].contains(&word.as_str()) => Ok(Some(word)),
        Some(word) if word == "auto" => Ok(None),
        Some(_) => Err(problem("image_resolution", "must be auto, 1K, 2K or 4K")),
        None => Ok(None),
    }
}

/// Whether the words were to sound like the landing page.
pub(super) fn landing_page_voice(fields: &Map<String, Value>) -> Result<bool, ParamError> {
    match fields.get("match_lp_voice") {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(asked)) => Ok(*asked),
        Some(Value::String(word)) if matches!(word.trim(), "" | "false") => Ok(false),
        Some(Value::String(word)) if word.trim() == "true" => Ok(true),
        Some(_) => Err(problem("match_lp_voice", "must be true or false")),
    }
}
