//! What a sync says when it is done: the JSON of `sync` and the metadata of its run.

use serde::{Deserialize, Serialize};
use units::{AccountDate, AccountId, Currency, RunId, Timestamp, Zone};

/// The outcome of one sync.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SyncReport {
    /// The run, `None` until it has one.
    pub run_id: Option<RunId>,
    /// The account.
    pub account_id: AccountId,
    /// Its currency.
    pub currency: Option<Currency>,
    /// Its zone.
    pub time_zone: Option<Zone>,
    /// First day that this sync was about.
    pub since: Option<AccountDate>,
    /// Last day.
    pub until: Option<AccountDate>,
    /// Campaigns that were read.
    pub campaigns: u64,
    /// Ad sets that were read.
    pub ad_sets: u64,
    /// Ads that were read.
    pub ads: u64,
    /// Rows of one ad on one day that were read.
    pub insight_rows: u64,
    /// Rows that this changed in the file.
    pub changed_rows: u64,
    /// Requests to the Graph API.
    pub requests: u64,
    /// How long it took.
    pub duration_ms: u64,
    /// Account totals against the sum of ads.
    pub reconciled: Reconciled,
    /// What went wrong without failing the run.
    pub warnings: Vec<Warning>,
    /// Meta asked to wait until then; the run goes on by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_until: Option<Timestamp>,
}

/// Whether Meta's account totals equal the sum of the ads. `None`: could not be compared.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Reconciled {
    /// Spend.
    pub spend: Option<bool>,
    /// Impressions.
    pub impressions: Option<bool>,
    /// Account total less the sum of ads, where they differ: removed ads.
    pub difference: Difference,
}

/// What the account has beyond the sum of its ads.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Difference {
    /// Decimal text in the account's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spend: Option<String>,
    /// Impressions, negative if the ads have more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impressions: Option<i64>,
}

/// A thing that went wrong without failing the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// A stable word for programs.
    pub code: String,
    /// What happened, for a person.
    pub message: String,
}

impl SyncReport {
    /// The beginning of a report.
    #[must_use]
    pub fn of(account: AccountId) -> Self {
        Self {
            run_id: None,
            account_id: account,
            currency: None,
            time_zone: None,
            since: None,
            until: None,
            campaigns: 0,
            ad_sets: 0,
            ads: 0,
            insight_rows: 0,
            changed_rows: 0,
            requests: 0,
            duration_ms: 0,
            reconciled: Reconciled::default(),
            warnings: Vec::new(),
            waiting_until: None,
        }
    }

    /// Whether a part is missing: exit code 5.
    #[must_use]
    pub fn is_partly(&self) -> bool {
        self.waiting_until.is_some() || self.warnings.iter().any(|warning| warning.code.ends_with("_failed"))
    }
}
