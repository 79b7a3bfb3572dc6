//! Ad sets.

use serde::Deserialize;
use serde_json::value::RawValue;
use units::{Delivery, Timestamp};

use super::campaign::Issue;
use super::{Fields, GraphRow, MinorUnits};

/// An ad set: audience, budget, schedule, what is optimised for.
#[derive(Debug, Clone, Deserialize)]
pub struct AdSet {
    /// Graph id.
    pub id: String,
    /// As named in Ads Manager.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub name: Option<String>,
    /// Its campaign.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub campaign_id: Option<String>,
    /// The switch.
    #[serde(default)]
    pub status: Option<Delivery>,
    /// The switch as set.
    #[serde(default)]
    pub configured_status: Option<Delivery>,
    /// What follows from it and everything above.
    #[serde(default)]
    pub effective_status: Option<Delivery>,
    /// E.g. `OFFSITE_CONVERSIONS`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub optimization_goal: Option<String>,
    /// E.g. `IMPRESSIONS`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub billing_event: Option<String>,
    /// E.g. `COST_CAP`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub bid_strategy: Option<String>,
    /// Bid or cap.
    #[serde(default)]
    pub bid_amount: Option<MinorUnits>,
    /// Attribution windows, as JSON.
    #[serde(default)]
    pub attribution_spec: Option<Box<RawValue>>,
    /// E.g. `WEBSITE`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub destination_type: Option<String>,
    /// Pixel, page or app, as JSON.
    #[serde(default)]
    pub promoted_object: Option<Box<RawValue>>,
    /// Audience, as JSON.
    #[serde(default)]
    pub targeting: Option<Box<RawValue>>,
    /// A day's budget.
    #[serde(default)]
    pub daily_budget: Option<MinorUnits>,
    /// The whole budget.
    #[serde(default)]
    pub lifetime_budget: Option<MinorUnits>,
    /// What is left of it.
    #[serde(default)]
    pub budget_remaining: Option<MinorUnits>,
    /// Begin.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub start_time: Option<Timestamp>,
    /// End.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub end_time: Option<Timestamp>,
    /// Learning phase.
    #[serde(default)]
    pub learning_stage_info: Option<LearningStage>,
    /// Whether its creatives must be asset feeds.
    #[serde(default)]
    pub is_dynamic_creative: Option<bool>,
    /// EU: on whose behalf.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub dsa_beneficiary: Option<String>,
    /// EU: who pays.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub dsa_payor: Option<String>,
    /// What Meta finds wrong.
    #[serde(default)]
    pub issues_info: Option<Vec<Issue>>,
    /// When it was made.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub created_time: Option<Timestamp>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub updated_time: Option<Timestamp>,
}

/// Where an ad set is in its learning phase.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LearningStage {
    /// `LEARNING`, `SUCCESS` or `FAIL` (learning limited).
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub status: Option<String>,
    /// Results counted so far.
    #[serde(default, deserialize_with = "crate::wire::quantity")]
    pub conversions: Option<units::Quantity>,
    /// The last edit that restarted it.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub last_sig_edit_ts: Option<Timestamp>,
}

impl GraphRow for AdSet {
    const KIND: &'static str = "ad set";
    const FIELDS: Fields = Fields {
        core: &[
            "id",
            "name",
            "campaign_id",
            "status",
            "configured_status",
            "effective_status",
            "optimization_goal",
            "billing_event",
            "bid_strategy",
            "bid_amount",
            "daily_budget",
            "lifetime_budget",
            "budget_remaining",
            "start_time",
            "end_time",
            "created_time",
            "updated_time",
        ],
        optional: &[
            "attribution_spec",
            "destination_type",
            "promoted_object",
            "targeting",
            "learning_stage_info",
            "is_dynamic_creative",
            "dsa_beneficiary",
            "dsa_payor",
            "issues_info",
        ],
        ladder: &[],
    };

    fn id(&self) -> &str {
        &self.id
    }
}
