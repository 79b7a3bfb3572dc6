//! From Meta's objects to what the store keeps of them.
//!
//! Amounts of objects come in minor units and become money here, with the account's own currency. An amount that
//! cannot be read counts as not answered: the known value stays, and nothing is guessed.

use meta::PictureSource;
use meta::rows::{self, MinorUnits};
use serde_json::Value;
use serde_json::value::RawValue;
use store::meta::{AccountRead, AdRead, AdSetRead, CampaignRead, CreativeRead};
use units::{Currency, Delivery, GraphId, Money};

/// The account's own facts.
///
/// # Errors
/// If currency or zone are absent or unknown: no figure of the account means anything then.
pub fn account(row: &rows::AdAccount) -> Result<AccountRead, meta::GraphError> {
    let currency = row.currency()?;
    Ok(AccountRead {
        name: row.name.clone().unwrap_or_else(|| row.id.to_string()),
        currency,
        zone: row.zone()?,
        status: row.account_status,
        amount_spent: row.amount_spent.as_ref().and_then(|amount| amount.money(currency).ok()),
        spend_cap: set(row.spend_cap.as_ref(), currency),
        created_time: row.created_time,
        business_name: row.business.as_ref().and_then(|business| business.name.clone()),
    })
}

/// A campaign; `complete` if every field was asked for.
#[must_use]
pub fn campaign(row: rows::Campaign, currency: Currency, complete: bool) -> CampaignRead {
    CampaignRead {
        id: Some(GraphId(row.id)),
        complete,
        name: row.name,
        objective: row.objective.map(|objective| objective.0),
        status: word(row.status.or(row.configured_status)),
        effective_status: word(row.effective_status),
        buying_type: row.buying_type,
        bid_strategy: row.bid_strategy,
        daily_budget: set(row.daily_budget.as_ref(), currency),
        lifetime_budget: set(row.lifetime_budget.as_ref(), currency),
        spend_cap: set(row.spend_cap.as_ref(), currency),
        special_ad_categories: row.special_ad_categories,
        start_time: row.start_time,
        stop_time: row.stop_time,
        created_time: row.created_time,
        updated_time: row.updated_time,
        issues: issues(row.issues_info),
    }
}

/// An ad set; `complete` if every field was asked for.
#[must_use]
pub fn ad_set(row: rows::AdSet, currency: Currency, complete: bool) -> AdSetRead {
    AdSetRead {
        id: Some(GraphId(row.id)),
        complete,
        campaign: row.campaign_id.map(GraphId),
        name: row.name,
        status: word(row.status.or(row.configured_status)),
        effective_status: word(row.effective_status),
        optimization_goal: row.optimization_goal,
        billing_event: row.billing_event,
        bid_strategy: row.bid_strategy,
        bid_amount: set(row.bid_amount.as_ref(), currency),
        attribution_spec: json(row.attribution_spec),
        destination_type: row.destination_type,
        promoted_object: json(row.promoted_object),
        targeting: json(row.targeting),
        daily_budget: set(row.daily_budget.as_ref(), currency),
        lifetime_budget: set(row.lifetime_budget.as_ref(), currency),
        start_time: row.start_time,
        end_time: row.end_time,
        learning_stage: row.learning_stage_info.and_then(|stage| stage.status),
        created_time: row.created_time,
        updated_time: row.updated_time,
        issues: issues(row.issues_info),
    }
}

/// An ad and, where it was answered with more than its id, its creative.
#[must_use]
pub fn ad(mut row: rows::Ad, complete: bool) -> (AdRead, Option<CreativeRead>) {
    let creative = row.creative.take();
    let read = AdRead {
        id: Some(GraphId(row.id)),
        complete,
        campaign: row.campaign_id.map(GraphId),
        ad_set: row.adset_id.map(GraphId),
        creative: creative.as_ref().map(|creative| GraphId(creative.id.clone())),
        name: row.name,
        status: word(row.status.or(row.configured_status)),
        effective_status: word(row.effective_status),
        created_time: row.created_time,
        updated_time: row.updated_time,
        issues: issues(row.issues_info),
        review_feedback: json(row.ad_review_feedback),
    };
    (read, creative.as_ref().filter(|creative| has_more_than_its_id(creative)).map(self::creative))
}

/// A creative. Where several pictures, texts or links are combined, the first one stands for it.
#[must_use]
pub fn creative(row: &rows::Creative) -> CreativeRead {
    let copy = row.copy();
    let image_hash = row.picture_sources().into_iter().find_map(|source| match source {
        PictureSource::Hash(hash) => Some(hash),
        _ => None,
    });
    CreativeRead {
        id: Some(GraphId(row.id.clone())),
        complete: false,
        name: row.name.clone(),
        object_type: row.object_type.clone(),
        body: copy.text,
        headline: copy.headline,
        description: copy.description,
        call_to_action: copy.button,
        link_url: row.destination().map(str::to_owned),
        image_hash,
        video_id: row.video().map(str::to_owned),
        is_video: Some(row.is_video()),
        story_id: row.effective_object_story_id.clone(),
    }
}

fn has_more_than_its_id(creative: &rows::Creative) -> bool {
    creative.object_type.is_some()
        || creative.name.is_some()
        || creative.object_story_spec.is_some()
        || creative.asset_feed_spec.is_some()
        || creative.image_hash.is_some()
        || creative.video_id.is_some()
}

/// Zero is Meta's way to say "none".
fn set(amount: Option<&MinorUnits>, currency: Currency) -> Option<Money> {
    amount.and_then(|amount| amount.set(currency).ok().flatten())
}

fn word(delivery: Option<Delivery>) -> Option<String> {
    delivery.map(String::from)
}

fn json(raw: Option<Box<RawValue>>) -> Option<Value> {
    raw.and_then(|raw| serde_json::from_str(raw.get()).ok())
}

fn issues(issues: Option<Vec<rows::Issue>>) -> Option<Value> {
    let issues = issues?;
    let list = issues.iter().map(|issue| {
        serde_json::json!({
            "code": issue.error_code, "type": issue.error_type, "summary": issue.error_summary,
            "message": issue.error_message, "level": issue.level,
        })
    });
    Some(Value::Array(list.collect()))
}
