//! Campaigns.

use serde::Deserialize;
use serde_json::value::RawValue;
use units::{Delivery, Objective, Timestamp};

use super::{Fields, GraphRow, MinorUnits};

/// A campaign.
#[derive(Debug, Clone, Deserialize)]
pub struct Campaign {
    /// Graph id.
    pub id: String,
    /// As named in Ads Manager.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub name: Option<String>,
    /// Today's `OUTCOME_*` or one of the names before; `None` if not answered, which is not a reason to forget it.
    #[serde(default)]
    pub objective: Option<Objective>,
    /// The switch.
    #[serde(default)]
    pub status: Option<Delivery>,
    /// The switch as set.
    #[serde(default)]
    pub configured_status: Option<Delivery>,
    /// What follows from it and everything above.
    #[serde(default)]
    pub effective_status: Option<Delivery>,
    /// `AUCTION` or `RESERVED`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub buying_type: Option<String>,
    /// E.g. `LOWEST_COST_WITHOUT_CAP`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub bid_strategy: Option<String>,
    /// A day's budget; 0 or absent where ad sets have their own.
    #[serde(default)]
    pub daily_budget: Option<MinorUnits>,
    /// The whole budget.
    #[serde(default)]
    pub lifetime_budget: Option<MinorUnits>,
    /// What is left of it.
    #[serde(default)]
    pub budget_remaining: Option<MinorUnits>,
    /// Spending limit.
    #[serde(default)]
    pub spend_cap: Option<MinorUnits>,
    /// E.g. `HOUSING`; empty for ordinary ads.
    #[serde(default)]
    pub special_ad_categories: Option<Vec<String>>,
    /// Begin.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub start_time: Option<Timestamp>,
    /// End.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub stop_time: Option<Timestamp>,
    /// When it was made.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub created_time: Option<Timestamp>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub updated_time: Option<Timestamp>,
    /// What Meta finds wrong.
    #[serde(default)]
    pub issues_info: Option<Vec<Issue>>,
    /// Advantage+ kind.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub smart_promotion_type: Option<String>,
    /// Whether ad sets share budget.
    #[serde(default)]
    pub is_adset_budget_sharing_enabled: Option<bool>,
    /// Advantage+ state, as JSON.
    #[serde(default)]
    pub advantage_state_info: Option<Box<RawValue>>,
    /// What it was copied from; "0" is nothing.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub source_campaign_id: Option<String>,
}

/// A problem that Meta reports on a campaign, ad set or ad.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Issue {
    /// Meta's code.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub error_code: Option<String>,
    /// What it is about, e.g. `HARD_ERROR`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub error_type: Option<String>,
    /// A line for a person.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub error_summary: Option<String>,
    /// The whole text.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub error_message: Option<String>,
    /// `AD`, `AD_SET`, `CAMPAIGN`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub level: Option<String>,
}

impl GraphRow for Campaign {
    const KIND: &'static str = "campaign";
    const FIELDS: Fields = Fields {
        core: &[
            "id",
            "name",
            "objective",
            "status",
            "configured_status",
            "effective_status",
            "buying_type",
            "bid_strategy",
            "daily_budget",
            "lifetime_budget",
            "budget_remaining",
            "spend_cap",
            "start_time",
            "stop_time",
            "created_time",
            "updated_time",
        ],
        optional: &[
            "special_ad_categories",
            "issues_info",
            "smart_promotion_type",
            "is_adset_budget_sharing_enabled",
            "advantage_state_info",
            "source_campaign_id",
        ],
        ladder: &[],
    };

    fn id(&self) -> &str {
        &self.id
    }
}
