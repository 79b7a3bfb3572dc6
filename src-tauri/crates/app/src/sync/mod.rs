//! Reading an ad account into the file.
//!
//! One sync is one run: objects first, then the newest days, then the rest, each step committed and marked in the
//! run's ledger, so that a try that was killed, throttled or cut off is continued by the next one. Which days are read
//! is decided in [`plan`] by calls, because calls are what Meta counts.

mod besides;
mod daily;
mod figures;
mod followups;
mod freshness;
mod gate;
mod handler;
mod ledger;
mod months;
mod now;
mod objects;
mod only;
mod params;
mod plan;
mod report;
mod session;
mod source;
mod structure;
mod totals;
mod work;

use units::AccountId;

pub(crate) use gate::{account_of, client, leave, which_account};
pub use handler::MetaSync;
pub use now::{SyncNow, file, now};
pub(crate) use objects::account as account_read;
pub(crate) use only::only;
pub use params::{Days, SyncParams};
pub(crate) use params::{MAX_IMAGES, MAX_VIDEOS, number, problem};
pub(crate) use plan::{FIRST_DAYS, NEWEST_DAYS};
pub use report::{Difference, Reconciled, SyncReport, Warning};
pub(crate) use source::WINDOWS;
pub(crate) use work::drifted;

/// What runs of one account must not share: its request budget and its days.
#[must_use]
pub fn key(account: &AccountId) -> String {
    account.to_string()
}

/// Whether a run of `meta_sync` fills the history backwards, by its parameters.
#[must_use]
pub fn is_history(params: &serde_json::Value) -> bool {
    SyncParams::read(params).is_ok_and(|params| params.days == Days::History)
}
