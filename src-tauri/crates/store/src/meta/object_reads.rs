//! Objects of an ad account as a sync reads them.
//!
//! Every field is optional: `None` is "not asked for, or not in the reply" and keeps what is stored. Only where
//! `complete` says that every field was asked for and the reply was whole does `None` clear the fields that Meta
//! leaves out when they are unset (budgets, caps, end dates, issues).

use serde_json::Value;
use units::{Currency, GraphId, Money, Timestamp, Zone};

/// The account's own facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRead {
    /// `name`.
    pub name: String,
    /// `currency`.
    pub currency: Currency,
    /// `timezone_name`.
    pub zone: Zone,
    /// `account_status`: 1 is active.
    pub status: Option<i64>,
    /// `amount_spent`, all time.
    pub amount_spent: Option<Money>,
    /// `spend_cap`.
    pub spend_cap: Option<Money>,
    /// `created_time`.
    pub created_time: Option<Timestamp>,
    /// `business{name}`.
    pub business_name: Option<String>,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CampaignRead {
    /// `id`.
    pub id: Option<GraphId>,
    /// Whether every field was asked for and came as Meta has it.
    pub complete: bool,
    /// `name`.
    pub name: Option<String>,
    /// `objective`; `UNKNOWN` never replaces a known one.
    pub objective: Option<String>,
    /// `status`.
    pub status: Option<String>,
    /// `effective_status`.
    pub effective_status: Option<String>,
    /// `buying_type`.
    pub buying_type: Option<String>,
    /// `bid_strategy`.
    pub bid_strategy: Option<String>,
    /// `daily_budget`.
    pub daily_budget: Option<Money>,
    /// `lifetime_budget`.
    pub lifetime_budget: Option<Money>,
    /// `spend_cap`.
    pub spend_cap: Option<Money>,
    /// `special_ad_categories`.
    pub special_ad_categories: Option<Vec<String>>,
    /// `start_time`.
    pub start_time: Option<Timestamp>,
    /// `stop_time`.
    pub stop_time: Option<Timestamp>,
    /// `created_time`.
    pub created_time: Option<Timestamp>,
    /// `updated_time`.
    pub updated_time: Option<Timestamp>,
    /// `issues_info`.
    pub issues: Option<Value>,
}

/// An ad set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AdSetRead {
    /// `id`.
    pub id: Option<GraphId>,
    /// Whether every field was asked for and came as Meta has it.
    pub complete: bool,
    /// `campaign_id`.
    pub campaign: Option<GraphId>,
    /// `name`.
    pub name: Option<String>,
    /// `status`.
    pub status: Option<String>,
    /// `effective_status`.
    pub effective_status: Option<String>,
    /// `optimization_goal`.
    pub optimization_goal: Option<String>,
    /// `billing_event`.
    pub billing_event: Option<String>,
    /// `bid_strategy`.
    pub bid_strategy: Option<String>,
    /// `bid_amount`.
    pub bid_amount: Option<Money>,
    /// `attribution_spec`.
    pub attribution_spec: Option<Value>,
    /// `destination_type`.
    pub destination_type: Option<String>,
    /// `promoted_object`.
    pub promoted_object: Option<Value>,
    /// `targeting`.
    pub targeting: Option<Value>,
    /// `daily_budget`.
    pub daily_budget: Option<Money>,
    /// `lifetime_budget`.
    pub lifetime_budget: Option<Money>,
    /// `start_time`.
    pub start_time: Option<Timestamp>,
    /// `end_time`.
    pub end_time: Option<Timestamp>,
    /// `learning_stage_info{status}`: `LEARNING`, `SUCCESS`, `FAIL`.
    pub learning_stage: Option<String>,
    /// `created_time`.
    pub created_time: Option<Timestamp>,
    /// `updated_time`.
    pub updated_time: Option<Timestamp>,
    /// `issues_info`.
    pub issues: Option<Value>,
}

/// An ad.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AdRead {
    /// `id`.
    pub id: Option<GraphId>,
    /// Whether every field was asked for and came as Meta has it.
    pub complete: bool,
    /// `campaign_id`.
    pub campaign: Option<GraphId>,
    /// `adset_id`.
    pub ad_set: Option<GraphId>,
    /// `creative{id}`.
    pub creative: Option<GraphId>,
    /// `name`.
    pub name: Option<String>,
    /// `status`.
    pub status: Option<String>,
    /// `effective_status`.
    pub effective_status: Option<String>,
    /// `created_time`.
    pub created_time: Option<Timestamp>,
    /// `updated_time`.
    pub updated_time: Option<Timestamp>,
    /// `issues_info`.
    pub issues: Option<Value>,
    /// `ad_review_feedback`.
    pub review_feedback: Option<Value>,
}

/// A creative: what people see.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreativeRead {
    /// `id`.
    pub id: Option<GraphId>,
    /// Whether every field was asked for and came as Meta has it.
    pub complete: bool,
    /// `name`.
    pub name: Option<String>,
    /// `object_type`.
    pub object_type: Option<String>,
    /// Primary text.
    pub body: Option<String>,
    /// Headline.
    pub headline: Option<String>,
    /// Description under the headline.
    pub description: Option<String>,
    /// `call_to_action_type`.
    pub call_to_action: Option<String>,
    /// Where a click leads.
    pub link_url: Option<String>,
    /// `image_hash` of the picture that stands for it.
    pub image_hash: Option<String>,
    /// `video_id`.
    pub video_id: Option<String>,
    /// Whether it is a video.
    pub is_video: Option<bool>,
    /// `effective_object_story_id`.
    pub story_id: Option<String>,
}

/// What an upsert did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Upserted {
    /// Objects that were handed over.
    pub seen: u64,
    /// New ones.
    pub inserted: u64,
    /// Ones with at least one other value.
    pub changed: u64,
}
