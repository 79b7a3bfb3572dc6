//! What the simulator knows of each object, as Meta writes it.

use chrono::TimeZone as _;
use serde_json::{Value, json};
use units::AccountDate;

use super::super::fields::Field;
use super::super::{Graph, picture_url};
use crate::call::Call;
use crate::roll::draw;
use crate::story::{Brand, copy_of};
use crate::world::{Account, Node};

/// Everything the simulator knows of an object, nested ones aside.
pub(super) fn plain(graph: &Graph, call: &Call, node: Node, fields: &[Field]) -> Value {
    match node {
        Node::Account(a) => account(&graph.world.accounts[a], graph),
        Node::Campaign(a, n) => campaign(&graph.world.accounts[a], n),
        Node::AdSet(a, n) => adset(&graph.world.accounts[a], n),
        Node::Ad(a, n) => ad(&graph.world.accounts[a], n),
        Node::Creative(a, n) => creative(graph, call, &graph.world.accounts[a], n, fields),
        Node::Video(a, n) => video(graph, &graph.world.accounts[a], n),
    }
}

/// An instant as Meta writes it: the account's offset, without a colon.
fn time(account: &Account, day: AccountDate, place: u64) -> String {
    let second = 8 * 3600 + i64::try_from(draw(place, 71, 0, 0) % (9 * 3600)).unwrap_or(0);
    let local = day.to_naive().and_time(chrono::NaiveTime::MIN) + chrono::Duration::seconds(second);
    let zoned = account.zone.tz().from_local_datetime(&local).earliest();
    zoned.map_or_else(|| format!("{}T08:00:00+0000", day), |t| t.format("%Y-%m-%dT%H:%M:%S%z").to_string())
}

fn account(account: &Account, graph: &Graph) -> Value {
    let offset = account.zone.local(graph.clock.now()).format("%z").to_string();
    let hours: f64 = offset[..3].parse::<f64>().unwrap_or(0.0) + offset[3..].parse::<f64>().unwrap_or(0.0) / 60.0;
    let spent: u64 = account.rows.iter().map(|row| u64::from(row.spend)).sum();
    json!({
        "id": format!("act_{}", account.digits),
        "account_id": account.digits,
        "name": account.name,
        "account_status": 1,
        "age": f64::from(account.today.number() - account.created.number()) + 0.25,
        "currency": account.currency.code(),
        "timezone_name": account.zone.name(),
        "timezone_id": if account.currency.code() == "EUR" { 47 } else { 1 },
        "timezone_offset_hours_utc": hours,
        "amount_spent": (spent + 1_204_411).to_string(),
        "balance": "18422",
        "spend_cap": "0",
        "min_daily_budget": 100,
        "created_time": time(account, account.created, 1),
        "disable_reason": 0,
        "business": {"id": "2231004518837", "name": if account.brand == Brand::Foehre { "Fuchs & Föhre GmbH" } else { "Saltwick Goods Inc." }},
        "business_name": account.name,
        "user_tasks": ["DRAFT", "ANALYZE", "ADVERTISE", "MANAGE"],
    })
}

fn campaign(account: &Account, n: usize) -> Value {
    let campaign = &account.campaigns[n];
    let mut value = json!({
        "id": campaign.id,
        "account_id": account.digits,
        "name": campaign.name,
        "objective": campaign.objective,
        "status": campaign.status,
        "configured_status": campaign.status,
        "effective_status": campaign.effective,
        "buying_type": "AUCTION",
        "bid_strategy": "LOWEST_COST_WITHOUT_CAP",
        "budget_remaining": campaign.daily_budget.map_or(0, |budget| budget * 6 / 10).to_string(),
        "special_ad_categories": [],
        "smart_promotion_type": "GUIDED_CREATION",
        "start_time": time(account, campaign.created, n as u64),
        "created_time": time(account, campaign.created, n as u64),
        "updated_time": time(account, campaign.updated, 40 + n as u64),
        "source_campaign_id": "0",
        "is_adset_budget_sharing_enabled": false,
    });
    if let (Some(budget), Some(object)) = (campaign.daily_budget, value.as_object_mut()) {
        object.insert("daily_budget".to_owned(), budget.to_string().into());
    }
    value
}

fn adset(account: &Account, n: usize) -> Value {
    let adset = &account.adsets[n];
    let campaign = &account.campaigns[adset.campaign];
    let country = if account.brand == Brand::Foehre { "DE" } else { "US" };
    let mut value = json!({
        "id": adset.id,
        "account_id": account.digits,
        "campaign_id": campaign.id,
        "name": adset.name,
        "status": adset.status,
        "configured_status": adset.status,
        "effective_status": adset.effective,
        "optimization_goal": adset.goal,
        "billing_event": "IMPRESSIONS",
        "bid_strategy": "LOWEST_COST_WITHOUT_CAP",
        "attribution_spec": [{"event_type": "CLICK_THROUGH", "window_days": 7}, {"event_type": "VIEW_THROUGH", "window_days": 1}],
        "destination_type": "WEBSITE",
        "promoted_object": {"pixel_id": account.pixel_id, "custom_event_type": "PURCHASE"},
        "targeting": {"age_min": 18, "age_max": 65, "geo_locations": {"countries": [country], "location_types": ["home", "recent"]}},
        "budget_remaining": adset.daily_budget.unwrap_or(0).to_string(),
        "lifetime_budget": "0",
        "daily_budget": adset.daily_budget.unwrap_or(0).to_string(),
        "start_time": time(account, adset.created, 80 + n as u64),
        "created_time": time(account, adset.created, 80 + n as u64),
        "updated_time": time(account, adset.updated, 120 + n as u64),
        "learning_stage_info": {"status": adset.learning, "attribution_windows": ["1d_view", "7d_click"], "conversions": if adset.learning == "SUCCESS" { 50 } else { 17 }},
        "is_dynamic_creative": false,
    });
    if country == "DE"
        && let Some(object) = value.as_object_mut()
    {
        object.insert("dsa_beneficiary".to_owned(), "Fuchs & Föhre GmbH".into());
        object.insert("dsa_payor".to_owned(), "Fuchs & Föhre GmbH".into());
    }
    value
}

fn ad(account: &Account, n: usize) -> Value {
    let ad = &account.ads[n];
    let adset = &account.adsets[ad.adset];
    let host = copy_of(ad.picture.composition).link.split('/').nth(2).unwrap_or_default();
    json!({
        "id": ad.id,
        "account_id": account.digits,
        "adset_id": adset.id,
        "campaign_id": account.campaigns[adset.campaign].id,
        "name": ad.name,
        "status": ad.status,
        "configured_status": ad.status,
        "effective_status": ad.effective,
        "conversion_domain": host,
        "tracking_specs": [{"action.type": ["offsite_conversion"], "fb_pixel": [account.pixel_id]}],
        "created_time": time(account, ad.created, 200 + n as u64),
        "updated_time": time(account, ad.updated, 300 + n as u64),
    })
}

fn creative(graph: &Graph, call: &Call, account: &Account, n: usize, fields: &[Field]) -> Value {
    let ad = &account.ads[n];
    let copy = copy_of(ad.picture.composition);
    let size = |name: &str| call.param(name).and_then(|text| text.parse::<u32>().ok());
    let (width, height) = (size("thumbnail_width").unwrap_or(64), size("thumbnail_height").unwrap_or(64));
    let button = json!({"type": copy.button, "value": {"link": copy.link}});
    let mut value = json!({
        "id": ad.creative_id,
        "account_id": account.digits,
        "actor_id": account.page_id,
        "name": format!("{} {}", copy.headline, ad.created),
        "title": copy.headline,
        "body": copy.text,
        "status": "ACTIVE",
        "call_to_action_type": copy.button,
        "link_url": copy.link,
        "effective_object_story_id": format!("{}_{}", account.page_id, &ad.creative_id[6..]),
        "url_tags": "utm_source=meta&utm_medium=paid&utm_campaign={{campaign.name}}&utm_content={{ad.name}}",
        "object_type": if ad.video.is_some() { "VIDEO" } else { "SHARE" },
    });
    let Some(object) = value.as_object_mut() else { return value };
    if fields.iter().any(|f| f.name == "thumbnail_url") {
        object.insert(
            "thumbnail_url".to_owned(),
            picture_url::write(graph, &ad.image_hash, Some((width, height))).into(),
        );
    }
    let story = match &ad.video {
        Some(video) => {
            object.insert("video_id".to_owned(), video.id.clone().into());
            json!({"video_data": {
                "video_id": video.id, "image_hash": ad.image_hash, "image_url": picture_url::write(graph, &ad.image_hash, None),
                "title": copy.headline, "message": copy.text, "link_description": copy.description, "call_to_action": button}})
        }
        None => {
            object.insert("image_hash".to_owned(), ad.image_hash.clone().into());
            object.insert("image_url".to_owned(), picture_url::write(graph, &ad.image_hash, None).into());
            json!({"link_data": {
                "link": copy.link, "image_hash": ad.image_hash, "message": copy.text, "name": copy.headline,
                "description": copy.description, "call_to_action": button}})
        }
    };
    let mut story = story;
    if let Some(spec) = story.as_object_mut() {
        spec.insert("page_id".to_owned(), account.page_id.clone().into());
    }
    object.insert("object_story_spec".to_owned(), story);
    value
}

fn video(graph: &Graph, account: &Account, n: usize) -> Value {
    let ad = &account.ads[n];
    let Some(video) = &ad.video else { return json!({}) };
    let (width, height) = ad.picture.shape.pixels();
    let poster = picture_url::write(graph, &ad.image_hash, None);
    json!({
        "id": video.id,
        "title": copy_of(ad.picture.composition).headline,
        "description": copy_of(ad.picture.composition).description,
        "picture": picture_url::write(graph, &ad.image_hash, Some((160, 200))),
        "length": f64::from(video.seconds) + 0.04,
        "status": {"video_status": "ready"},
        "created_time": time(account, ad.created, 500 + n as u64),
        "thumbnails": {"data": [
            {"id": format!("{}1", video.id), "uri": poster, "width": width, "height": height, "scale": 1, "is_preferred": true}
        ]},
    })
}

/// An image of the account's library.
pub(in crate::graph) fn image(graph: &Graph, account: &Account, n: usize) -> Value {
    let ad = &account.ads[n];
    let (width, height) = ad.picture.shape.pixels();
    json!({
        "id": format!("{}:{}", account.digits, ad.image_hash),
        "account_id": account.digits,
        "hash": ad.image_hash,
        "name": format!("{}.jpg", ad.picture.composition),
        "status": "ACTIVE",
        "url": picture_url::write(graph, &ad.image_hash, None),
        "url_128": picture_url::write(graph, &ad.image_hash, Some((128, 128))),
        "permalink_url": picture_url::write(graph, &ad.image_hash, None),
        "width": width,
        "height": height,
        "original_width": width,
        "original_height": height,
        "created_time": time(account, ad.created, 600 + n as u64),
        "updated_time": time(account, ad.created, 600 + n as u64),
    })
}

/// Fields of a type that may be asked for although this object has none.
pub(super) fn known_fields(node: Node) -> (&'static str, &'static [&'static str]) {
    match node {
        Node::Account(_) => (
            "AdAccount",
            &[
                "funding_source",
                "end_advertiser",
                "end_advertiser_name",
                "io_number",
                "tax_id",
                "partner",
                "media_agency",
                "is_personal",
                "capabilities",
                "has_migrated_permissions",
                "offsite_pixels_tos_accepted",
                "min_campaign_group_spend_cap",
                "default_dsa_payor",
                "default_dsa_beneficiary",
                "is_prepay_account",
            ],
        ),
        Node::Campaign(..) => (
            "Campaign",
            &[
                "daily_budget",
                "lifetime_budget",
                "spend_cap",
                "stop_time",
                "issues_info",
                "advantage_state_info",
                "promoted_object",
                "adlabels",
                "pacing_type",
                "boosted_object_id",
                "can_use_spend_cap",
                "budget_rebalance_flag",
                "is_skadnetwork_attribution",
                "primary_attribution",
                "recommendations",
                "special_ad_category",
                "special_ad_category_country",
                "topline_id",
                "campaign_group_active_time",
            ],
        ),
        Node::AdSet(..) => (
            "AdSet",
            &[
                "bid_amount",
                "end_time",
                "dsa_beneficiary",
                "dsa_payor",
                "issues_info",
                "adlabels",
                "pacing_type",
                "bid_constraints",
                "lifetime_imps",
                "frequency_control_specs",
                "multi_optimization_goal_weight",
                "optimization_sub_event",
                "recommendations",
                "rf_prediction_id",
                "source_adset_id",
                "use_new_app_click",
                "min_budget_spend_percentage",
                "lifetime_min_spend_target",
                "daily_min_spend_target",
                "daily_spend_cap",
                "lifetime_spend_cap",
            ],
        ),
        Node::Ad(..) => (
            "AdGroup",
            &[
                "preview_shareable_link",
                "ad_review_feedback",
                "issues_info",
                "adlabels",
                "bid_amount",
                "bid_type",
                "recommendations",
                "source_ad_id",
                "last_updated_by_app_id",
                "ad_active_time",
                "ad_schedule_start_time",
                "ad_schedule_end_time",
                "conversion_specs",
                "display_sequence",
                "engagement_audience",
                "demolink_hash",
                "targeting",
            ],
        ),
        Node::Creative(..) => (
            "AdCreative",
            &[
                "image_hash",
                "image_url",
                "video_id",
                "thumbnail_url",
                "thumbnail_id",
                "asset_feed_spec",
                "instagram_permalink_url",
                "instagram_user_id",
                "effective_instagram_media_id",
                "source_instagram_media_id",
                "object_story_id",
                "object_id",
                "object_url",
                "template_url",
                "template_url_spec",
                "product_set_id",
                "link_destination_display_url",
                "degrees_of_freedom_spec",
                "contextual_multi_ads",
                "image_crops",
                "platform_customizations",
                "adlabels",
                "branded_content",
                "use_page_actor_override",
                "link_og_id",
                "link_deep_link_url",
                "photo_album_source_object_story_id",
                "destination_set_id",
            ],
        ),
        Node::Video(..) => {
            ("Video", &["source", "permalink_url", "format", "updated_time", "from", "embed_html", "icon"])
        }
    }
}
