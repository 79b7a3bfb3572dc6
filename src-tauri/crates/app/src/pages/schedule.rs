//! The Schedule page: every job with its next and its last run, and the next runs of a rule that is being edited.
//!
//! The page gets facts, never sentences: all words are the window's. Parameters cross as text, field by field, with
//! [`JobTypeInfo::fields`] saying what each of them is, so that one form serves every job type.

use serde::{Deserialize, Serialize};
use specta::Type;
use units::{AccountId, Count, JobId, JobType, RunId, Timestamp, Zone};

use super::runs::{Fact, RunProgress, RunState};

mod acts;
mod reads;
mod types;
mod wish;

pub(crate) use acts::json_of;
pub use acts::{change_job, create_job, pause_all, resume_all};
pub(crate) use reads::parameters;
pub use reads::{equal_jobs, preview_rule, schedule_job, schedule_page};
pub(crate) use wish::wish;
pub use wish::{AdWish, WishedHooks, WishedOffer, WishedTemplates};

/// Everything the page shows.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SchedulePage {
    /// The instant the page was made, for "in 3 h".
    pub now: Timestamp,
    /// Every schedule that is not archived, soonest first; those without a next run last.
    pub jobs: Vec<JobRow>,
    /// What can be scheduled.
    pub types: Vec<JobTypeInfo>,
    /// The accounts a job can be for.
    pub accounts: Vec<AccountChoice>,
    /// The products that ads can be made for.
    pub products: Vec<ProductChoice>,
}

/// A product to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProductChoice {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its brand's name.
    pub brand: String,
    /// Its hooks in use, by their words.
    pub hooks: Vec<NamedChoice>,
    /// Its offers in use.
    pub offers: Vec<NamedChoice>,
    /// Whom it is for.
    pub personas: Vec<NamedChoice>,
}

/// Something to choose by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NamedChoice {
    /// Which.
    pub id: String,
    /// Its name, or its words.
    pub name: String,
}

/// An ad account to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountChoice {
    /// Which.
    pub id: AccountId,
    /// Its name at Meta; the id if Meta gave none.
    pub name: String,
    /// Its zone.
    pub zone: Zone,
}

/// A job type that can be scheduled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JobTypeInfo {
    /// Which.
    pub job_type: JobType,
    /// Its parameters, in the order of the form.
    pub fields: Vec<ParamField>,
}

/// One parameter of a job type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ParamField {
    /// The key, as the command line takes it.
    pub key: String,
    /// What may be put in.
    pub kind: ParamKind,
    /// What holds if it is left empty.
    pub default: Option<String>,
    /// Whether the job cannot be filed without it.
    pub required: bool,
}

/// What a parameter takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ParamKind {
    /// One of the connected accounts.
    Account,
    /// A whole number between two bounds, both included.
    Whole {
        /// Smallest.
        min: u32,
        /// Largest.
        max: u32,
    },
    /// An amount in the account's currency, zero or more.
    Amount,
    /// One of the products in use.
    Product,
    /// One of these words, which the window has names for.
    Choice {
        /// The words, the usual one first.
        options: Vec<String>,
    },
    /// One or more of these words, which the window has names for: as a list of JSON or joined by commas.
    Several {
        /// The words, in the order they are written.
        options: Vec<String>,
    },
    /// Some of the product's hooks, written as several words are; none leaves it to the templates.
    Hooks,
    /// One of the product's offers, `none`, or nothing for the usual one.
    Offer,
    /// One of those whom the product is for; nothing for the most important one.
    Persona,
}

/// One parameter's value, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ParamValue {
    /// The key.
    pub key: String,
    /// The value as a person types it; a text of JSON for what no form has a field for.
    pub value: String,
}

/// Whether a schedule runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum JobState {
    /// It runs when it is due.
    Active,
    /// A person paused it.
    Paused,
    /// It ran as often as it should.
    Completed,
    /// It was put away.
    Archived,
}

/// When a schedule is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Rule {
    /// Again and again.
    Cron {
        /// Five fields; 0 and 7 are Sunday.
        expression: String,
    },
    /// Once.
    Once {
        /// The local time in the job's zone, `2026-11-30T09:00`.
        local: String,
    },
}

/// What happens with runs that were due while the computer slept or the program was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Missed {
    /// One run stands for all of them.
    Once,
    /// Each of them is made up for, newest first, up to a bound.
    Each {
        /// At most this many.
        limit: u32,
    },
    /// They are left out.
    Skip,
}

/// One schedule.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JobRow {
    /// Which.
    pub id: JobId,
    /// What a person calls it.
    pub name: String,
    /// The kind of work, as a word: a stored type that this version does not know is shown too.
    pub job_type: String,
    /// Whether it runs.
    pub state: JobState,
    /// When it is due.
    pub rule: Rule,
    /// In which zone.
    pub zone: Zone,
    /// What happens with missed runs.
    pub missed: Missed,
    /// A run that would start later than this is skipped; `None` is no limit.
    pub late_minutes: Option<u32>,
    /// After this many runs it is done; `None` is never.
    pub max_runs: Option<u32>,
    /// How often a run that failed is tried again.
    pub max_retries: u32,
    /// How many succeeded.
    pub runs_completed: u32,
    /// Its parameters.
    pub parameters: Vec<ParamValue>,
    /// The account it is for.
    pub account_id: Option<AccountId>,
    /// When it is due next.
    pub next_run_at: Option<Timestamp>,
    /// The newest run that ended.
    pub last: Option<RunBrief>,
    /// The run that waits or runs now.
    pub live: Option<RunBrief>,
}

/// A run in a line.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunBrief {
    /// Which.
    pub id: RunId,
    /// How it went.
    pub state: RunState,
    /// When it was due.
    pub due_at: Timestamp,
    /// When its last attempt started.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// From the first start to the end, waits between attempts included.
    pub duration_ms: Option<Count>,
    /// How many attempts it took.
    pub attempt: u32,
    /// How many due times a skipped stretch stands for; 1 for a run.
    pub stretch: u32,
    /// Why it was skipped, waits or failed: a code.
    pub reason: Option<String>,
    /// What happened, in words, when it failed.
    pub message: Option<String>,
    /// What it did.
    pub facts: Vec<Fact>,
    /// How far it is.
    pub progress: Option<RunProgress>,
}

/// What a job's panel shows beside the row.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JobDetail {
    /// The row.
    pub job: JobRow,
    /// What it makes, where it makes ads and its parameters can be followed.
    pub wish: Option<AdWish>,
    /// When it is due next, soonest first.
    pub next: Vec<FutureRun>,
    /// Its runs, newest first, skipped stretches included.
    pub past: Vec<RunBrief>,
}

/// One future run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FutureRun {
    /// When.
    pub at: Timestamp,
    /// What the clocks do around it, in a sentence, where they do something.
    pub note: Option<String>,
}

/// The next runs of a rule that is being edited.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RulePreview {
    /// When, soonest first; at most five.
    pub next: Vec<FutureRun>,
}

/// A rule to preview.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RuleInput {
    /// When.
    pub rule: Rule,
    /// Where.
    pub zone: String,
}

/// A job to file, or what an existing one is changed to.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JobInput {
    /// The kind of work.
    pub job_type: JobType,
    /// What to call it.
    pub name: String,
    /// When.
    pub rule: Rule,
    /// Where.
    pub zone: String,
    /// What happens with missed runs.
    pub missed: Missed,
    /// Skip a run that would start later than this.
    pub late_minutes: Option<u32>,
    /// Done after this many runs.
    pub max_runs: Option<u32>,
    /// How often a run that failed is tried again; `None` is as usual for its kind of work.
    pub max_retries: Option<u32>,
    /// Parameters; an empty value is left out.
    pub parameters: Vec<ParamValue>,
}
