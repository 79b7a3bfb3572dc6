//! Asynchronous reports.

use serde::Deserialize;

/// What a report run says about itself.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ReportRun {
    /// Graph id.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub id: Option<String>,
    /// E.g. `Job Running`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub async_status: Option<String>,
    /// 0 to 100; 100 alone does not mean done.
    #[serde(default)]
    pub async_percent_completion: Option<u8>,
    /// Whether it still works.
    #[serde(default)]
    pub is_running: Option<bool>,
    /// Why it failed.
    #[serde(default)]
    pub error_code: Option<i64>,
    /// Why it failed, finer.
    #[serde(default)]
    pub error_subcode: Option<i64>,
    /// Why it failed, in words.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub error_message: Option<String>,
}

/// Where a report run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportState {
    /// Waiting for its turn.
    Queued,
    /// Being computed.
    Running,
    /// Its rows can be read.
    Done,
    /// It failed or expired: submit it again.
    Failed,
}

impl ReportRun {
    pub(crate) const FIELDS: &'static str =
        "id,async_status,async_percent_completion,is_running,error_code,error_subcode,error_message";

    /// A run that cannot be seen yet.
    pub(crate) fn invisible() -> Self {
        Self {
            id: None,
            async_status: None,
            async_percent_completion: None,
            is_running: None,
            error_code: None,
            error_subcode: None,
            error_message: None,
        }
    }

    /// Where it is. Done needs both the word and 100 %, and no `is_running`: each alone was seen too early.
    #[must_use]
    pub fn state(&self) -> ReportState {
        match self.async_status.as_deref() {
            Some("Job Failed" | "Job Skipped") => ReportState::Failed,
            Some("Job Completed")
                if self.async_percent_completion.is_none_or(|done| done >= 100) && self.is_running != Some(true) =>
            {
                ReportState::Done
            }
            Some("Job Not Started") | None => ReportState::Queued,
            Some(_working) => ReportState::Running,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(json: &str) -> ReportState {
        serde_json::from_str::<ReportRun>(json).unwrap().state()
    }

    #[test]
    fn hundred_percent_while_running_is_not_done() {
        assert_eq!(
            state(r#"{"async_status":"Job Running","async_percent_completion":100,"is_running":true}"#),
            ReportState::Running
        );
        assert_eq!(state(r#"{"async_status":"Job Completed","async_percent_completion":99}"#), ReportState::Running);
        assert_eq!(state(r#"{"async_status":"Job Completed","async_percent_completion":100}"#), ReportState::Done);
    }

    #[test]
    fn failed_and_skipped_are_ends() {
        assert_eq!(state(r#"{"async_status":"Job Failed","async_percent_completion":3}"#), ReportState::Failed);
        assert_eq!(state(r#"{"async_status":"Job Skipped"}"#), ReportState::Failed);
        assert_eq!(state(r#"{"async_status":"Job Not Started"}"#), ReportState::Queued);
    }
}
