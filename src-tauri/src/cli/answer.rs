//! What a command says when it is done.

use serde::Serialize;

use app::AppError;

/// The result of a command, in both forms; the session prints the one that was asked for.
#[derive(Debug)]
pub struct Answer {
    /// For `--json`.
    json: serde_json::Value,
    /// For a person; empty for nothing to say.
    text: String,
    /// 0, or 5 for partly done.
    exit: u8,
    /// Printed as it is, whatever `--json` says: an explicit `--format` wins.
    verbatim: bool,
}

/// The exit code of "partly done: the output says what".
const PARTLY: u8 = 5;

impl Answer {
    /// Done, with a document and with words for a person.
    ///
    /// # Errors
    /// `internal` if the value has no JSON form, which would be a defect.
    pub fn of(value: &impl Serialize, text: impl Into<String>) -> Result<Self, AppError> {
        let json = serde_json::to_value(value).map_err(|error| AppError::internal(format!("no JSON: {error}")))?;
        Ok(Self { json, text: text.into(), exit: 0, verbatim: false })
    }

    /// A document that is printed with and without `--json`: what another program starts and reads on.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn document(value: &impl Serialize) -> Result<Self, AppError> {
        Ok(Self::verbatim(Self::of(value, "")?.json.to_string()))
    }

    /// Text in a format that was asked for by name (CSV, a table): printed without change.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self { json: serde_json::Value::Null, text: text.into(), exit: 0, verbatim: true }
    }

    /// Done, and everything was said already (a server that ran until it was stopped).
    pub fn said() -> Self {
        Self::verbatim("")
    }

    /// The same answer with the exit code of "partly done" if `partly`.
    #[must_use]
    pub fn partly(mut self, partly: bool) -> Self {
        if partly {
            self.exit = PARTLY;
        }
        self
    }

    /// What goes to standard output, with a line end unless empty, and the exit code.
    pub fn print(&self, as_json: bool) -> (String, u8) {
        let text = if as_json && !self.verbatim { self.json.to_string() } else { self.text.clone() };
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        (format!("{text}{end}"), self.exit)
    }
}
