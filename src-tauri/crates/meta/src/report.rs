//! Asynchronous reports: submit, poll, read.
//!
//! Three races are known. A report that was just made may be "not there" for a moment. One that says 100 % may still
//! run. One that says it is completed may not be readable yet. And it may fail without a reason; then it is made once
//! more before the caller has to ask for less.
//!
//! The reply that says a report's id may be lost though the report was made. Then another one is made: a report changes
//! nothing at Meta, and the one that nobody reads goes away by itself.

use std::time::Duration;

use serde::Deserialize;
use units::{AccountId, Monotonic};

use crate::call::Call;
use crate::client::GraphClient;
use crate::error::GraphError;
use crate::fault::Verdict;
use crate::fields::FieldChoice;
use crate::insights::InsightsPages;
use crate::paging::{Edge, RawPages};
use crate::query::InsightsQuery;
use crate::rows::{Fields, ReportRun, ReportState};

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// A report that was just made may be invisible for this long.
const INVISIBLE: Duration = Duration::from_secs(30);
/// It must have started by then.
const START_BY: Duration = Duration::from_secs(5 * 60);
/// It must have ended by then.
const END_BY: Duration = Duration::from_secs(30 * 60);

#[derive(Deserialize)]
struct Submitted {
    #[serde(deserialize_with = "crate::wire::string")]
    report_run_id: Option<String>,
}

/// Why a report gave no rows.
enum End {
    /// It failed: another one may not.
    Failed(String),
    /// Something else went wrong.
    Error(GraphError),
}

impl From<GraphError> for End {
    fn from(error: GraphError) -> Self {
        Self::Error(error)
    }
}

impl GraphClient {
    /// Insights of an account through an asynchronous report, for what is too much to answer at once. `progress` gets
    /// the percentage.
    ///
    /// # Errors
    /// [`GraphError::ReportFailed`] (class `Split`) if it failed twice; else [`GraphError`].
    pub async fn report(
        &self,
        account: &AccountId,
        query: &InsightsQuery,
        progress: impl Fn(u8) + Send + Sync,
    ) -> Result<InsightsPages, GraphError> {
        let mut reason = String::new();
        for _submission in 0..2 {
            let id = self.submit(account, query).await?;
            match self.finished(&id, &progress).await {
                Ok(pages) => return Ok(pages),
                Err(End::Failed(why)) => reason = why,
                Err(End::Error(error)) => return Err(error),
            }
            tracing::info!(reason, "report failed");
        }
        Err(GraphError::ReportFailed(reason))
    }

    async fn submit(&self, account: &AccountId, query: &InsightsQuery) -> Result<String, GraphError> {
        let mut form = query.params();
        let choice = self.fields().recall(query.kind(), &query.fields());
        form.push(("fields".into(), choice.text()));
        let call = Call::post(&[&account.to_string(), "insights"], form);
        let submitted: Submitted = self.ask(&call, |reply| self.read_json(reply)).await?;
        submitted.report_run_id.ok_or_else(|| GraphError::unreadable("report_run_id", "it is missing"))
    }

    /// Waits for a report and reads its first page.
    async fn finished(&self, id: &str, progress: &(dyn Fn(u8) + Send + Sync)) -> Result<InsightsPages, End> {
        let submitted = self.clock().monotonic();
        let mut pause = FIRST_PAUSE;
        loop {
            self.pause(pause).await?;
            pause = (pause * 2).min(LONGEST_PAUSE);
            let run = self.poll(id, submitted).await?;
            if let Some(percent) = run.async_percent_completion {
                progress(percent);
            }
            let age = self.clock().monotonic().since(submitted);
            match run.state() {
                ReportState::Failed => return Err(End::Failed(reason(&run))),
                ReportState::Done => {
                    if let Some(pages) = self.first_page(id).await? {
                        return Ok(pages);
                    }
                }
                ReportState::Queued if age >= START_BY => return Err(End::Failed("it did not start".into())),
                ReportState::Queued | ReportState::Running => {}
            }
            if age >= END_BY {
                return Err(End::Failed("it did not end".into()));
            }
        }
    }

    async fn poll(&self, id: &str, submitted: Monotonic) -> Result<ReportRun, GraphError> {
        let call = Call::get(&[id]).with("fields", ReportRun::FIELDS);
        match self.ask(&call, |reply| self.read_json(reply)).await {
            Err(error) if error.verdict() == Some(Verdict::Gone) && self.is_new(submitted) => {
                Ok(ReportRun::invisible())
            }
            outcome => outcome,
        }
    }

    fn is_new(&self, submitted: Monotonic) -> bool {
        self.clock().monotonic().since(submitted) <= INVISIBLE
    }

    /// `None` if the report is completed but cannot be read yet.
    async fn first_page(&self, id: &str) -> Result<Option<InsightsPages>, GraphError> {
        let nothing = FieldChoice::of(&Fields { core: &[], optional: &[], ladder: &[] });
        let mut pages = RawPages::new(self.clone(), Call::get(&[id, "insights"]), Edge::Report, nothing);
        match pages.next().await {
            Err(error) if error.verdict() == Some(Verdict::NotReady) => Ok(None),
            Err(error) => Err(error),
            Ok(None) => Ok(Some(InsightsPages(pages))),
            Ok(Some(page)) => {
                pages.put_back(page);
                Ok(Some(InsightsPages(pages)))
            }
        }
    }
}

fn reason(run: &ReportRun) -> String {
    let status = run.async_status.as_deref().unwrap_or("no status");
    match (run.error_code, run.error_message.as_deref()) {
        (Some(code), Some(message)) => format!("{status}: {message} (code {code})"),
        (Some(code), None) => format!("{status} (code {code})"),
        (None, _) => status.to_owned(),
    }
}
