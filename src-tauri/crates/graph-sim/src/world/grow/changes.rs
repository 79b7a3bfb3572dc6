//! What somebody changed: the account's activities follow from the plans.

use units::Timestamp;

use super::Soil;
use crate::roll::draw;
use crate::world::{Account, Activity};

/// All changes, newest first.
pub(super) fn activities(soil: &Soil, account: &Account, seed: u64) -> Vec<Activity> {
    let mut all = Vec::new();
    let actor = if account.currency.code() == "EUR" { "Jana Petersen" } else { "Maya Okafor" };
    for (plan, campaign) in soil.plan.campaigns.iter().zip(&account.campaigns) {
        all.push(event(
            account,
            soil,
            seed,
            plan.created_ago,
            ("create_campaign_group", "Campaign created", "CAMPAIGN"),
            (&campaign.id, &campaign.name),
            actor,
            String::new(),
        ));
        for &(ago, old, new) in &plan.budget_changes {
            let code = account.currency.code();
            let extra = format!(
                r#"{{"old_value":{{"type":"daily_budget","currency":"{code}","old_value":{old}}},"new_value":{{"type":"daily_budget","currency":"{code}","new_value":{new}}},"type":"payment_amount"}}"#
            );
            all.push(event(
                account,
                soil,
                seed,
                ago,
                ("update_campaign_budget", "Campaign budget updated", "CAMPAIGN"),
                (&campaign.id, &campaign.name),
                actor,
                extra,
            ));
        }
        if plan.status == "PAUSED" {
            let extra = r#"{"old_value":"Active","new_value":"Inactive","run_status":{"old_value":1,"new_value":15}}"#
                .to_owned();
            all.push(event(
                account,
                soil,
                seed,
                (plan.created_ago - 9).max(1),
                ("update_campaign_run_status", "Campaign status updated", "CAMPAIGN"),
                (&campaign.id, &campaign.name),
                actor,
                extra,
            ));
        }
    }
    for (plan, adset) in soil.plan.adsets.iter().zip(&account.adsets) {
        let extra = match plan.learning {
            "SUCCESS" => r#"{"old_value":"LEARNING","new_value":"SUCCESS"}"#,
            "FAIL" => r#"{"old_value":"LEARNING","new_value":"FAIL"}"#,
            _ => continue,
        };
        all.push(event(
            account,
            soil,
            seed,
            (plan.created_ago - 7).max(1),
            ("ad_set_learning_stage_exit", "Learning phase ended", "AD_SET"),
            (&adset.id, &adset.name),
            "Meta",
            extra.to_owned(),
        ));
    }
    for (plan, ad) in soil.plan.ads.iter().zip(&account.ads) {
        let object = (ad.id.as_str(), ad.name.as_str());
        all.push(event(
            account,
            soil,
            seed,
            plan.launched_ago,
            ("create_ad", "Ad created", "ADGROUP"),
            object,
            actor,
            String::new(),
        ));
        all.push(event(
            account,
            soil,
            seed,
            plan.launched_ago,
            ("ad_review_approved", "Ad approved", "ADGROUP"),
            object,
            "Meta",
            String::new(),
        ));
        if plan.ended_ago > 0 {
            let extra = r#"{"old_value":"Active","new_value":"Inactive","run_status":{"old_value":1,"new_value":15}}"#
                .to_owned();
            all.push(event(
                account,
                soil,
                seed,
                plan.ended_ago - 1,
                ("update_ad_run_status", "Ad status updated", "ADGROUP"),
                object,
                actor,
                extra,
            ));
        }
    }
    all.sort_by_key(|activity| std::cmp::Reverse(activity.at));
    all
}

#[expect(clippy::too_many_arguments, reason = "one place lists what an activity is made of")]
fn event(
    account: &Account,
    soil: &Soil,
    seed: u64,
    ago: i32,
    (event_type, translated, object_type): (&'static str, &'static str, &'static str),
    (id, name): (&str, &str),
    actor: &'static str,
    extra: String,
) -> Activity {
    let day = soil.anchor.plus_days(-ago.max(0)).min(soil.today.plus_days(-1));
    let second = 9 * 3600 + draw(seed, 51, ago as u64, id.bytes().map(u64::from).sum()) % (8 * 3600);
    let at: Timestamp = account.zone.start_of(day).plus(std::time::Duration::from_secs(second));
    Activity {
        at,
        event_type,
        translated,
        object_type,
        object_id: id.to_owned(),
        object_name: name.to_owned(),
        actor,
        extra,
    }
}
