//! What the frame around every page shows: accounts to choose from, how fresh the data is, what runs and what is next.

use serde::Serialize;
use specta::Type;
use units::{AccountDate, AccountId, Currency, JobId, RunId, Timestamp, Zone};

use super::runs::RunProgress;

/// The frame.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Frame {
    /// The instant this was read.
    pub now: Timestamp,
    /// Connected accounts by name.
    pub accounts: Vec<FrameAccount>,
    /// Runs in progress, oldest first.
    pub running: Vec<FrameRun>,
    /// The job that is due next.
    pub next: Option<FrameNext>,
}

/// An ad account as the frame knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrameAccount {
    /// Its id.
    pub id: AccountId,
    /// Its name; the id if Meta gave none.
    pub name: String,
    /// Its currency.
    pub currency: Currency,
    /// Its zone: its days are this zone's days.
    pub zone: Zone,
    /// The day it is there now; its figures are "so far".
    pub today: AccountDate,
    /// The newest day that is over and stored; relative ranges end here.
    pub last_complete_day: Option<AccountDate>,
    /// The first day that is stored.
    pub first_day: Option<AccountDate>,
    /// When its figures were last read from Meta.
    pub data_as_of: Option<Timestamp>,
    /// Whole days until the access token expires; `None` if it does not, or that is not known.
    pub token_days: Option<i32>,
    /// Meta asked to wait until then.
    pub waiting_until: Option<Timestamp>,
    /// Whether the account is invented: the simulator answers for it.
    pub demo: bool,
}

/// A run in progress.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrameRun {
    /// Which run.
    pub id: RunId,
    /// Its kind of work, as a word.
    pub job_type: String,
    /// What its schedule is called, if it has one.
    pub name: Option<String>,
    /// How far it is.
    pub progress: Option<RunProgress>,
}

/// The job that is due next.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrameNext {
    /// Which.
    pub id: JobId,
    /// What it is called.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Its zone.
    pub zone: Zone,
}
