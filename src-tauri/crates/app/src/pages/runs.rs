//! The Runs page: what ran, what is running, what was skipped and why.

use serde::{Deserialize, Serialize};
use specta::Type;
use units::{Count, JobId, JobType, Money, Ratio, Timestamp, Zone};

use super::schedule::{AdWish, ParamValue, RunBrief};

mod reads;

pub(crate) use reads::brief;
pub use reads::{run_detail, run_log, runs_page};

/// How a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RunState {
    /// It waits for a free place or for its time.
    Waiting,
    /// It runs.
    Running,
    /// It did everything.
    Done,
    /// It did a part; the warnings say what is missing.
    Partly,
    /// It failed for good.
    Failed,
    /// It stopped until a person does something.
    Parked,
    /// A person cancelled it.
    Cancelled,
    /// It was due and did not run; the reason says why.
    Skipped,
}

/// One thing a run says about what it did.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// The key in the run's metadata, `insight_rows`.
    pub key: String,
    /// The value as text.
    pub value: String,
}

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunProgress {
    /// How many are done.
    pub done: Count,
    /// Of how many, if that is known.
    pub total: Option<Count>,
    /// What is counted.
    pub unit: String,
    /// What is being done now.
    pub message: String,
}

/// Which runs.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunsQuery {
    /// Only of this type.
    pub job_type: Option<JobType>,
    /// Only in one of these states; empty is all.
    #[serde(default)]
    pub states: Vec<RunState>,
    /// Only of this schedule.
    pub job: Option<JobId>,
    /// Only runs after this one in the list (older): the `next` of the page before.
    pub after: Option<String>,
}

/// A stretch of the list.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunsPage {
    /// The instant the page was made.
    pub now: Timestamp,
    /// Newest first.
    pub rows: Vec<RunRow>,
    /// Where the list goes on; `None` at its end.
    pub next: Option<String>,
}

/// One row of the list.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunRow {
    /// The run.
    pub run: RunBrief,
    /// The kind of work, as a word.
    pub job_type: String,
    /// What the schedule was called when the run became due, with accounts by their names.
    pub name: String,
    /// The schedule it belongs to; `None` for a run asked for without one, or whose schedule is gone.
    pub job_id: Option<JobId>,
    /// The zone of the schedule.
    pub zone: Option<Zone>,
    /// The last due time of a skipped stretch; the run's own is the first.
    pub last_due_at: Option<Timestamp>,
}

/// Everything about one run.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunDetail {
    /// The row of the list.
    pub row: RunRow,
    /// Who asked for it: `scheduled`, `manual`, `api`, `history`.
    pub trigger: String,
    /// The parameters it runs with.
    pub parameters: Vec<ParamValue>,
    /// What it makes, where it makes ads and its parameters can be followed.
    pub wish: Option<AdWish>,
    /// What failed and what to do about it.
    pub error: Option<RunProblem>,
    /// What went wrong without failing it.
    pub warnings: Vec<RunNote>,
    /// Each try, oldest first.
    pub attempts: Vec<Attempt>,
    /// What it worked through.
    pub items: ItemTally,
    /// When it is tried again.
    pub next_attempt_at: Option<Timestamp>,
    /// Ads that a report names.
    pub lists: Vec<ScoredList>,
    /// Content hashes of the pictures it brought, to see at a glance; at most sixty.
    pub pictures: Vec<String>,
    /// A person asked to cancel it and it has not stopped yet.
    pub cancel_asked: bool,
    /// Whether it can be cancelled now.
    pub can_cancel: bool,
    /// Whether it can be tried again now.
    pub can_retry: bool,
}

/// A list of ads in a report.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScoredList {
    /// `top` or `attention`.
    pub key: String,
    /// Best, or most urgent, first.
    pub ads: Vec<ListedAd>,
}

/// An ad in a report.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ListedAd {
    /// Its id at Meta.
    pub id: String,
    /// Its name; the id if it has none.
    pub name: String,
    /// What it spent in the period.
    pub spend: Option<Money>,
    /// What a unit of spend brought back.
    pub roas: Option<Ratio>,
}

/// Why a run failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunProblem {
    /// A stable word.
    pub code: String,
    /// What happened.
    pub message: String,
    /// What to do.
    pub next_step: String,
}

/// What went wrong without failing the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunNote {
    /// A stable word.
    pub code: String,
    /// What happened.
    pub message: String,
}

/// One try.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// Which, from 1.
    pub number: u32,
    /// When it started.
    pub started_at: Timestamp,
    /// When it ended; `None` while it runs.
    pub finished_at: Option<Timestamp>,
    /// How it ended, a word of `run_attempts.outcome`; `running` while it has not.
    pub outcome: String,
    /// What failed it.
    pub message: Option<String>,
}

/// The ledger of a run that works through many things.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ItemTally {
    /// Done.
    pub done: Count,
    /// Left out.
    pub skipped: Count,
    /// Failed.
    pub failed: Count,
    /// Still to do.
    pub waiting: Count,
    /// The ones that failed, at most fifty.
    pub problems: Vec<ItemProblem>,
}

/// One thing that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ItemProblem {
    /// Which.
    pub key: String,
    /// Why.
    pub message: String,
}

/// How bad a line of a run's log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LineLevel {
    /// Something that was done.
    Info,
    /// Something that went wrong without failing the run.
    Warn,
    /// What failed the attempt.
    Error,
}

/// One line of a run's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogRow {
    /// When.
    pub at: Timestamp,
    /// How bad.
    pub level: LineLevel,
    /// What happened.
    pub text: String,
}
