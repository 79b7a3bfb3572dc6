//! Ad accounts, what runs in them and what it did.
//!
//! Dimensions (accounts, campaigns, ad sets, ads, creatives) hold Meta's text ids once; facts use small integer keys.
//! Insight rows are the truth: one per account, day and ad. A complete read of a day replaces that day, and whatever
//! changed or vanished goes to the restatement log first. In the same commit the aggregates that pages read are
//! renewed: sums per account-day and campaign-day, and one packed column group per account-day.
//!
//! The calls that a sync makes, in its order:
//!
//! ```text
//! connect_account(&NewAccount, at)                      note_account(&AccountId, &AccountRead, &Writing)
//! accounts() / account(&AccountId)                      set_token_facts / remove_account / link_brand
//! upsert_campaigns(&AccountId, &[CampaignRead], &Writing) -> Upserted        and _ad_sets, _ads, _creatives
//! unread_objects(&AccountId) -> UnreadObjects           ids known only from insights rows: multi-get them
//! apply_slice(&AccountId, &SliceRead, &Writing) -> Applied                   one commit a day
//! store_totals(&AccountId, Asked, &[DayTotals], &Writing)                    after the rows of those days
//! days_that_moved(&AccountId, Asked, &[DayTotals]) -> Vec<AccountDate>       the checksum of the last 28 days
//! periods_that_moved / account_days_that_moved / note_months_checked         the weekly checksum of older months
//! unsynced_days(&AccountId, DayRange) -> Vec<AccountDate>                    what the first sync and the backfill lack
//! stale_days(&AccountId, DayRange) -> Vec<AccountDate>                       older days that wait to be read again
//! record_reach(&AccountId, &[ReachRead], &Writing)      record_activities(&AccountId, &[ActivityRead], &Writing)
//! reconcile(&AccountId, DayRange) -> Reconciliation     compact_restatements(&AccountId, AccountDate, &Writing)
//! note_dataset(&AccountId, &DatasetOutcome, &Writing)   datasets(&AccountId)
//! set_wait / clear_wait / waits                         note_usage / usage       count_requests / request_counts
//! wanted_pictures / store_picture / picture_failed      picture(&sha256)         set_targets / targets
//! ```

mod accounts;
mod actions;
mod ad_sums;
mod ads;
mod apply;
mod datasets;
mod days;
mod derive;
mod holdings;
mod linking;
mod metric;
mod months;
mod object_reads;
mod observed;
mod one_ad;
mod pack;
mod performance;
mod pictures;
mod reads;
mod relock;
mod restatements;
mod result_types;
mod rows;
mod series;
mod soundness;
mod targets;
mod throttle;
mod totals;
mod upsert;
mod windows;

pub use accounts::{Account, AccountDrift, BrandLink, DemoAccount, NewAccount, TokenFacts};
pub use datasets::{Dataset, DatasetOutcome};
pub use days::DayCoverage;
pub use holdings::Holdings;
pub use linking::{AdLink, RefusedPairs, TaggedAd, UnlinkedAd};
pub use object_reads::{AccountRead, AdRead, AdSetRead, CampaignRead, CreativeRead, Upserted};
pub use observed::{ActivityRead, ObjectChange, ObjectCounts, UnreadObjects, WindowedReach};
pub use one_ad::{AdWords, NamedAd};
pub use performance::{Performance, PerformanceQuery, PerformanceRow};
pub use pictures::{NewPicture, Picture, PictureRole, WantedPicture};
pub use reads::{
    Action, Applied, Asked, DayRead, DayTotals, Figures, InsightRow, PeriodTotal, ReachRead, SliceRead, TotalRow,
    WindowedAction, Writing,
};
pub use restatements::{MATURITY_DAYS, Restatement};
pub use result_types::{ResultType, ResultTypeChange};
pub use series::DailySums;
pub use targets::{StoredTargets, Targets};
pub use throttle::{GraphWait, RequestCount};
pub use totals::{Difference, Reconciliation};
pub use windows::{AdWindows, WindowSum};

pub(crate) use soundness::unsound_days;

#[cfg(test)]
mod tests;
