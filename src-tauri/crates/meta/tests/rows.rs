//! Replies in the shape of live accounts, and what is read out of them.

use meta::rows::{Activity, Ad, AdAccount, AdImage, AdSet, Campaign, TokenInfo, Video};
use units::Currency;

fn read<T: serde::de::DeserializeOwned>(json: &str) -> T {
    let mut from = serde_json::Deserializer::from_str(json);
    serde_path_to_error::deserialize(&mut from).unwrap_or_else(|error| panic!("{}: {error}", error.path()))
}

#[test]
fn an_account() {
    let account: AdAccount = read(
        r#"{"id":"act_7301122334455","account_id":"7301122334455","name":"Föhre \u2013 Outdoor","account_status":1,
        "currency":"EUR","timezone_name":"Europe/Berlin","timezone_id":53,"timezone_offset_hours_utc":1,
        "amount_spent":"1850371","balance":"12044","spend_cap":"0","min_daily_budget":100,
        "created_time":"2024-03-05T11:02:19+0100","disable_reason":0,"age":992.6,
        "business":{"id":"998877","name":"Föhre GmbH"},"user_tasks":["DRAFT","ANALYZE","ADVERTISE","MANAGE"]}"#,
    );
    assert_eq!(account.spend_cap.as_ref().unwrap().set(Currency::EUR), Ok(None));
    insta::assert_debug_snapshot!(account);
}

#[test]
fn a_campaign_of_today_and_one_of_before() {
    let campaigns: Vec<Campaign> = read(
        r#"[{"id":"120211000000000001","name":"Sale | Prospecting","objective":"OUTCOME_SALES","status":"ACTIVE",
        "configured_status":"ACTIVE","effective_status":"WITH_ISSUES","buying_type":"AUCTION",
        "bid_strategy":"LOWEST_COST_WITHOUT_CAP","daily_budget":"5000","lifetime_budget":"0","budget_remaining":"3211",
        "special_ad_categories":[],"start_time":"2026-01-07T00:00:00-0800","created_time":"2026-01-06T17:11:47-0800",
        "updated_time":"2026-02-11T09:30:00-0800","smart_promotion_type":"GUIDED_CREATION",
        "is_adset_budget_sharing_enabled":false,"source_campaign_id":"0",
        "issues_info":[{"level":"AD","error_code":1815869,"error_summary":"Post not available",
                        "error_message":"The post is not public.","error_type":"HARD_ERROR"}],
        "a_field_of_next_year":{"x":[1]}},
        {"id":"6019363984708","name":"Old","objective":"CONVERSIONS","status":"ARCHIVED","effective_status":"ARCHIVED",
        "start_time":"1969-12-31T15:59:59-0800","stop_time":null}]"#,
    );
    assert_eq!(campaigns[1].start_time, None, "the second before 1970 is Meta's way to say never");
    assert_eq!(campaigns[1].daily_budget, None);
    insta::assert_debug_snapshot!(campaigns);
}

#[test]
fn an_ad_set() {
    let adset: AdSet = read(
        r#"{"id":"120211000000000002","name":"Broad 25-54","campaign_id":"120211000000000001","status":"ACTIVE",
        "effective_status":"CAMPAIGN_PAUSED","optimization_goal":"OFFSITE_CONVERSIONS","billing_event":"IMPRESSIONS",
        "bid_amount":1200,"attribution_spec":[{"event_type":"CLICK_THROUGH","window_days":7}],
        "destination_type":"WEBSITE","promoted_object":{"pixel_id":"55","custom_event_type":"PURCHASE"},
        "targeting":{"age_min":25,"geo_locations":{"countries":["DE","AT"]}},"daily_budget":"2500",
        "learning_stage_info":{"status":"LEARNING","conversions":17,"last_sig_edit_ts":1771200000,"exit_time":0},
        "is_dynamic_creative":false,"dsa_beneficiary":"Föhre GmbH","dsa_payor":"Föhre GmbH",
        "start_time":"2026-02-01T00:00:00+0100","updated_time":"2026-02-10T08:00:00+0100"}"#,
    );
    insta::assert_debug_snapshot!(adset);
}

#[test]
fn an_ad_with_a_carousel() {
    let ad: Ad = read(
        r#"{"id":"120211000000000003","name":"M5-1a2b3c4d-foehre-zelt-SQ","adset_id":"120211000000000002",
        "campaign_id":"120211000000000001","status":"ACTIVE","effective_status":"DISAPPROVED",
        "created_time":"2026-02-01T10:00:00+0100","updated_time":"2026-02-02T10:00:00+0100",
        "ad_review_feedback":{"global":{"PERSONAL_ATTRIBUTES":"text"}},
        "creative":{"id":"120211000000000004","name":"Carousel","object_type":"INVALID",
          "thumbnail_url":"https://scontent.example/thumb.jpg","body":"Drei Zelte.","call_to_action_type":"SHOP_NOW",
          "object_story_spec":{"page_id":"1001","instagram_user_id":"2002","link_data":{
            "link":"https://www.foehre.example/zelte/?utm_source=meta","message":"Drei Zelte.",
            "child_attachments":[
              {"link":"https://www.foehre.example/zelte/1","name":"Eins","image_hash":"aa11"},
              {"link":"https://www.foehre.example/zelte/2","name":"Zwei","image_hash":"bb22",
               "call_to_action":{"type":"SHOP_NOW","value":{"link":"https://www.foehre.example/zelte/2"}}}],
            "multi_share_optimized":true}}}}"#,
    );
    let creative = ad.creative.as_ref().unwrap();
    assert_eq!(creative.destination().and_then(meta::canonical_destination).as_deref(), Some("foehre.example/zelte"));
    assert!(creative.is_carousel());
    insta::assert_debug_snapshot!((creative.picture_sources(), creative.copy(), &ad.effective_status));
}

#[test]
fn a_video_and_a_picture_of_the_library() {
    let video: Video = read(
        r#"{"id":"77","title":"Run","picture":"https://scontent.example/small.jpg","length":14.48,
        "thumbnails":{"data":[{"id":"1","uri":"https://scontent.example/a.jpg","width":640,"height":640,"is_preferred":false},
        {"id":"2","uri":"https://scontent.example/b.jpg","width":1080,"height":1080,"is_preferred":true}]}}"#,
    );
    assert_eq!(video.poster(), Some("https://scontent.example/b.jpg"));
    let image: AdImage = read(
        r#"{"id":"7301122334455:d8fc613662fb5ef6cf5fb9d1fe779315","hash":"d8fc613662fb5ef6cf5fb9d1fe779315",
        "url":"https://scontent.example/c.png","permalink_url":"https://www.facebook.com/ads/image/?d=x","width":1080,
        "height":1080,"original_width":2160,"original_height":2160,"name":"zelt.png","status":"ACTIVE"}"#,
    );
    insta::assert_debug_snapshot!((video, image));
}

#[test]
fn a_change_and_a_token() {
    let change: Activity = read(
        r#"{"event_type":"update_campaign_budget","event_time":"2026-02-11T17:30:00+0000","object_id":"120211000000000001",
        "object_name":"Sale","object_type":"CAMPAIGN","actor_name":"Maya","translated_event_type":"Budget changed",
        "extra_data":"{\"old_value\":4000,\"new_value\":5000}"}"#,
    );
    let token: TokenInfo = read(
        r#"{"app_id":"735120094418120","type":"SYSTEM_USER","application":"Own app","data_access_expires_at":0,"expires_at":0,
        "is_valid":true,"scopes":["ads_read"],"granular_scopes":[{"scope":"ads_read","target_ids":["7301122334455"]}],
        "user_id":"122"}"#,
    );
    insta::assert_debug_snapshot!((change, token));
}

#[test]
fn a_value_of_the_wrong_kind_is_named() {
    let mut from = serde_json::Deserializer::from_str(r#"[{"id":"1"},{"id":"2","stop_time":"soon"}]"#);
    let error = serde_path_to_error::deserialize::<_, Vec<Campaign>>(&mut from).unwrap_err();
    assert_eq!(error.path().to_string(), "[1].stop_time");
}
