//! The simulator over HTTP: pages, filters, errors, and its totals against what it serves.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use graph_sim::{Fault, FaultPlan, Running, SimConfig, Size, Story, serve};
use serde_json::Value;
use units::testing::ManualClock;
use units::{AccountDate, DayRange, Timestamp};

const TODAY: &str = "2026-11-22";

fn config() -> SimConfig {
    let clock = ManualClock::at(Timestamp::parse("2026-11-22T18:00:00Z").unwrap());
    SimConfig { today: Some(AccountDate::parse(TODAY).unwrap()), ..SimConfig::new(Arc::new(clock)) }
}

async fn get(sim: &Running, path: &str) -> (u16, Value) {
    let client = reqwest::Client::new();
    let reply = client.get(format!("{}/{path}", sim.url)).bearer_auth(&sim.token).send().await.unwrap();
    let status = reply.status().as_u16();
    (status, serde_json::from_str(&reply.text().await.unwrap()).unwrap())
}

async fn post(sim: &Running, path: &str, form: &[(&str, &str)]) -> (u16, Value) {
    let client = reqwest::Client::new();
    let reply = client.post(format!("{}/{path}", sim.url)).bearer_auth(&sim.token).form(form).send().await.unwrap();
    let status = reply.status().as_u16();
    (status, serde_json::from_str(&reply.text().await.unwrap()).unwrap())
}

fn account(sim: &Running) -> String {
    sim.accounts[0].id.to_string()
}

/// Follows `next` to the end.
async fn all_rows(sim: &Running, path: &str) -> Vec<Value> {
    let (status, mut page) = get(sim, path).await;
    assert_eq!(status, 200, "{page}");
    let mut rows = Vec::new();
    loop {
        rows.extend(page["data"].as_array().unwrap().iter().cloned());
        let Some(next) = page["paging"]["next"].as_str() else { return rows };
        let path = next.strip_prefix(&format!("{}/", sim.url)).unwrap().to_owned();
        (_, page) = get(sim, &path).await;
    }
}

fn cents(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    whole.parse::<i64>().unwrap() * 100 + format!("{part:0<2}").parse::<i64>().unwrap()
}

fn action(row: &Value, list: &str, kind: &str) -> String {
    let entries = row[list].as_array().cloned().unwrap_or_default();
    entries
        .iter()
        .find(|e| e["action_type"] == kind)
        .map_or("0".to_owned(), |e| e["value"].as_str().unwrap().to_owned())
}

const EVERY_STATUS: &str = r#"[{"field":"ad.effective_status","operator":"IN","value":["ACTIVE","PAUSED","CAMPAIGN_PAUSED","ADSET_PAUSED","ARCHIVED","DELETED"]}]"#;

#[tokio::test]
async fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let path = |sim: &Running| {
        format!(
            "v26.0/{}/insights?level=ad&time_increment=1&limit=100&fields=ad_id,spend,impressions,actions",
            account(sim)
        )
    };
    let (one, two) = (serve(config()).await.unwrap(), serve(config()).await.unwrap());
    let other = serve(SimConfig { seed: 2, ..config() }).await.unwrap();
    let rows = |value: (u16, Value)| value.1["data"].clone();
    assert_eq!(rows(get(&one, &path(&one)).await), rows(get(&two, &path(&two)).await));
    assert_ne!(rows(get(&one, &path(&one)).await), rows(get(&other, &path(&other)).await));
}

#[tokio::test]
async fn a_story_told_without_a_day_is_that_of_its_first_accounts_day() {
    // The 29th in UTC, and still the 28th where the first account is.
    let clock = || Arc::new(ManualClock::at(Timestamp::parse("2026-11-29T02:00:00Z").unwrap()));
    let told = serve(SimConfig::new(clock())).await.unwrap();
    let day = AccountDate::parse("2026-11-28").unwrap();
    assert_eq!(told.accounts[0].today, day);
    let anchored = serve(SimConfig { anchor: Some(day), ..SimConfig::new(clock()) }).await.unwrap();
    let week = DayRange::ending(day.plus_days(-1), 7);
    let first = |sim: &Running| sim.truth(week).accounts.into_iter().find(|row| row.id == account(sim)).unwrap();
    assert_eq!(first(&told), first(&anchored));
}

#[tokio::test]
async fn the_truth_is_the_sum_of_the_rows_that_are_served() {
    let sim = serve(config()).await.unwrap();
    let range = DayRange::ending(sim.today.plus_days(-1), 90);
    let rows = all_rows(
        &sim,
        &format!(
            "v26.0/{}/insights?level=ad&time_increment=1&limit=500&time_range={{\"since\":\"{}\",\"until\":\"{}\"}}&fields=ad_id,spend,impressions,clicks,inline_link_clicks,actions,action_values&filtering={EVERY_STATUS}",
            account(&sim),
            range.since(),
            range.until()
        ),
    )
    .await;
    let mut served: BTreeMap<String, [i64; 6]> = BTreeMap::new();
    for row in &rows {
        let sums = served.entry(row["ad_id"].as_str().unwrap().to_owned()).or_default();
        let count = |key: &str| row[key].as_str().map_or(0, |text| text.parse::<i64>().unwrap());
        let more = [
            cents(row["spend"].as_str().unwrap()),
            count("impressions"),
            count("clicks"),
            count("inline_link_clicks"),
            action(row, "actions", "omni_purchase").parse().unwrap(),
            cents(&action(row, "action_values", "omni_purchase")),
        ];
        sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
    }
    let truth = sim.truth(range);
    let own = truth.ads.iter().filter(|ad| format!("act_{}", ad.account_id) == account(&sim));
    let own: BTreeMap<String, [i64; 6]> = own
        .map(|ad| {
            let t = &ad.totals;
            let n = |count: u64| i64::try_from(count).unwrap();
            (
                ad.id.clone(),
                [
                    cents(&t.spend),
                    n(t.impressions),
                    n(t.clicks),
                    n(t.link_clicks),
                    n(t.purchases),
                    cents(&t.purchase_value),
                ],
            )
        })
        .collect();
    assert_eq!(served, own, "{} rows", rows.len());
}

#[tokio::test]
async fn archived_and_deleted_ads_are_hidden_but_their_spend_is_in_the_account() {
    let sim = serve(config()).await.unwrap();
    let query = "date_preset=last_90d&fields=spend&limit=500";
    let sum = |rows: Vec<Value>| rows.iter().map(|row| cents(row["spend"].as_str().unwrap())).sum::<i64>();
    let shown = sum(all_rows(&sim, &format!("v26.0/{}/insights?level=ad&{query}", account(&sim))).await);
    let every =
        sum(all_rows(&sim, &format!("v26.0/{}/insights?level=ad&{query}&filtering={EVERY_STATUS}", account(&sim)))
            .await);
    let whole = sum(all_rows(&sim, &format!("v26.0/{}/insights?level=account&{query}", account(&sim))).await);
    assert!(shown < whole, "something is hidden");
    assert_eq!(every, whole, "the broad filter brings it back");
    let ads = all_rows(&sim, &format!("v26.0/{}/ads?fields=id,effective_status&limit=100", account(&sim))).await;
    assert!(ads.iter().all(|ad| ad["effective_status"] != "ARCHIVED" && ad["effective_status"] != "DELETED"));
}

#[tokio::test]
async fn a_list_has_25_rows_a_next_with_the_token_and_no_paging_when_empty() {
    let sim = serve(config()).await.unwrap();
    let (_, page) = get(&sim, &format!("v26.0/{}/ads", account(&sim))).await;
    assert_eq!(page["data"].as_array().unwrap().len(), 25);
    assert!(page["paging"]["next"].as_str().unwrap().contains(&sim.token), "as Meta does it");
    assert!(page["paging"].get("previous").is_none(), "on the first page");
    let (_, empty) = get(
        &sim,
        &format!("v26.0/{}/insights?time_range={{\"since\":\"2025-01-01\",\"until\":\"2025-01-31\"}}", account(&sim)),
    )
    .await;
    assert_eq!(empty, serde_json::json!({"data": []}));
    let rows = all_rows(&sim, &format!("v26.0/{}/ads", account(&sim))).await;
    let ids: std::collections::BTreeSet<_> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rows.len(), "no ad twice");
}

#[tokio::test]
async fn late_purchases_arrive_on_their_day_for_four_weeks() {
    let mut sim = serve(config()).await.unwrap();
    let range = DayRange::ending(sim.today.plus_days(-1), 7);
    let before = sim.truth(range).accounts[0].totals.clone();
    sim.set_today(sim.today.plus_days(3));
    let after = sim.truth(range).accounts[0].totals.clone();
    assert_eq!(before.spend, after.spend, "spend stands");
    assert!(after.purchases > before.purchases, "{} then {}", before.purchases, after.purchases);
    sim.set_today(sim.today.plus_days(25));
    let mature = sim.truth(range).accounts[0].totals.clone();
    sim.set_today(sim.today.plus_days(30));
    assert_eq!(mature, sim.truth(range).accounts[0].totals, "nothing moves after 28 days");
}

#[tokio::test]
async fn fifty_ids_are_one_request_and_fifty_one_are_refused() {
    let sim = serve(config()).await.unwrap();
    let ads = all_rows(
        &sim,
        &format!(
            "v26.0/{}/ads?limit=100&effective_status=[\"ACTIVE\",\"PAUSED\",\"ARCHIVED\",\"DELETED\"]",
            account(&sim)
        ),
    )
    .await;
    let ids: Vec<&str> = ads.iter().map(|ad| ad["id"].as_str().unwrap()).collect();
    let few = ids[..40].join(",");
    let (status, found) = get(&sim, &format!("v26.0/?ids={few}&fields=name,creative{{id,thumbnail_url}}")).await;
    assert_eq!((status, found.as_object().unwrap().len()), (200, 40));
    let many = vec![ids[0]; 51].join(",");
    let (status, refused) = get(&sim, &format!("v26.0/?ids={many}")).await;
    assert_eq!((status, refused["error"]["code"].as_u64()), (400, Some(100)));
}

#[tokio::test]
async fn a_batch_answers_in_order_and_may_hold_a_null() {
    let sim = serve(config()).await.unwrap();
    let items = format!(
        r#"[{{"method":"GET","relative_url":"v26.0/me"}},{{"method":"GET","relative_url":"v26.0/{}?fields=currency"}},{{"method":"GET","relative_url":"v26.0/1"}}]"#,
        account(&sim)
    );
    let (_, whole) = post(&sim, "v26.0/", &[("batch", &items), ("include_headers", "false")]).await;
    let body: Value = serde_json::from_str(whole[1]["body"].as_str().unwrap()).unwrap();
    assert_eq!(body["currency"], "USD");
    assert_eq!(whole[2]["code"], 400, "one may fail while others pass");
    sim.switch_on(FaultPlan::times(Fault::BatchNull, 1));
    let (_, with_null) = post(&sim, "v26.0/", &[("batch", &items)]).await;
    assert!(with_null[1].is_null() && !with_null[0].is_null());
    assert_eq!(sim.stats().by_kind["batch"], 2);
}

#[tokio::test]
async fn a_report_is_polled_to_its_end_and_may_race_or_fail() {
    let sim = serve(config()).await.unwrap();
    sim.switch_on(FaultPlan::times(Fault::AsyncRace, 1));
    sim.switch_on(FaultPlan::times(Fault::AsyncFail, 1).after(1));
    let start = async || {
        post(&sim, &format!("v26.0/{}/insights", account(&sim)), &[("level", "ad"), ("date_preset", "last_7d")]).await.1
            ["report_run_id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let racing = start().await;
    get(&sim, &format!("v26.0/{racing}")).await;
    let (_, poll) = get(&sim, &format!("v26.0/{racing}")).await;
    assert_eq!(
        (poll["async_status"].as_str(), poll["async_percent_completion"].as_u64()),
        (Some("Job Running"), Some(100))
    );
    let (_, early) = get(&sim, &format!("v26.0/{racing}/insights")).await;
    assert_eq!(early["error"]["code"], 2601);
    let (_, done) = get(&sim, &format!("v26.0/{racing}")).await;
    assert_eq!(done["async_status"], "Job Completed");
    assert!(!all_rows(&sim, &format!("v26.0/{racing}/insights")).await.is_empty());
    let failing = start().await;
    get(&sim, &format!("v26.0/{failing}")).await;
    assert_eq!(get(&sim, &format!("v26.0/{failing}")).await.1["async_status"], "Job Failed");
}

#[tokio::test]
async fn each_refusal_has_metas_code() {
    let cases = [
        (Fault::ExpiredToken, 400, 190, Some(463)),
        (Fault::MissingPermission, 403, 200, None),
        (Fault::UnknownAccount, 400, 100, Some(33)),
        (Fault::Throttle, 400, 17, Some(2_446_079)),
        (Fault::ThrottleBusiness, 400, 80_000, Some(2_446_079)),
        (Fault::ServerError, 500, 1, Some(99)),
        (Fault::ServiceDown, 503, 2, None),
        (Fault::OkError, 200, 2, None),
        (Fault::TooLarge, 400, 100, Some(1_487_534)),
        (Fault::DeprecatedVersion, 400, 2635, None),
    ];
    for (fault, status, code, subcode) in cases {
        let sim = serve(config()).await.unwrap();
        sim.switch_on(FaultPlan::times(fault, 1));
        let path = format!("v26.0/{}/insights?date_preset=last_30d", account(&sim));
        let (got, body) = get(&sim, &path).await;
        assert_eq!(
            (got, body["error"]["code"].as_u64(), body["error"]["error_subcode"].as_u64()),
            (status, Some(code), subcode),
            "{}",
            fault.name()
        );
        assert_eq!(get(&sim, &path).await.0, 200, "{} is used up", fault.name());
    }
}

#[tokio::test]
async fn a_limited_app_is_blocked_after_sixty_reads_and_let_in_again() {
    let clock = Arc::new(ManualClock::at(Timestamp::parse("2026-11-22T18:00:00Z").unwrap()));
    let limited = SimConfig {
        clock: Arc::clone(&clock) as Arc<dyn units::Clock>,
        faults: vec![FaultPlan::always(Fault::LimitedTier)],
        ..config()
    };
    let sim = serve(limited).await.unwrap();
    let path = format!("v26.0/{}?fields=id", account(&sim));
    for read in 0..60 {
        assert_eq!(get(&sim, &path).await.0, 200, "read {read}");
    }
    assert_eq!(get(&sim, &path).await.1["error"]["error_subcode"], 2_446_079);
    clock.advance(Duration::from_secs(60));
    assert_eq!(get(&sim, &path).await.0, 200, "the score decays");
}

#[tokio::test]
async fn broken_replies_break_as_they_should() {
    let sim = serve(config()).await.unwrap();
    let client = reqwest::Client::new();
    let ask = async || client.get(format!("{}/v26.0/me", sim.url)).bearer_auth(&sim.token).send().await;
    sim.switch_on(FaultPlan::times(Fault::Truncated, 1));
    let cut = ask().await.unwrap();
    assert!(cut.bytes().await.is_err(), "the body ends before its length");
    sim.switch_on(FaultPlan::always(Fault::Reset));
    assert!(ask().await.is_err(), "no reply at all");
    sim.clear_faults();
    sim.switch_on(FaultPlan::times(Fault::Html, 1));
    assert_eq!(ask().await.unwrap().status().as_u16(), 502);
    assert_eq!(ask().await.unwrap().status().as_u16(), 200);
}

#[tokio::test]
async fn wrong_questions_are_refused() {
    let sim = serve(config()).await.unwrap();
    let act = account(&sim);
    for (path, code) in [
        (format!("v26.0/{act}/insights?time_range={{\"since\":\"2022-01-01\",\"until\":\"2022-01-31\"}}"), 3018),
        (format!("v26.0/{act}/insights?fields=spend,wish_bid"), 100),
        (format!("v26.0/{act}?fields=owner"), 200),
        (format!("v26.0/{act}/ads?fields=id,nonsense"), 100),
        (format!("v24.0/{act}"), 2635),
        ("v26.0/999".to_owned(), 100),
    ] {
        assert_eq!(get(&sim, &path).await.1["error"]["code"], code, "{path}");
    }
    let (status, body) = get(&sim, &format!("v26.0/{act}/ads?limit=5000")).await;
    assert_eq!((status, body["error"]["code"].as_u64()), (500, Some(1)), "too much at once");
}

#[tokio::test]
async fn an_action_breakdown_gives_the_parts_beside_the_total() {
    let sim = serve(config()).await.unwrap();
    let rows = all_rows(
        &sim,
        &format!(
            "v26.0/{}/insights?date_preset=last_7d&fields=actions&action_breakdowns=[\"action_video_type\"]",
            account(&sim)
        ),
    )
    .await;
    let plays: Vec<(&str, u64)> = rows[0]["actions"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|a| a["action_type"] == "video_view")
        .filter_map(|a| Some((a["action_video_type"].as_str()?, a["value"].as_str()?.parse().ok()?)))
        .collect();
    assert_eq!(plays.len(), 3, "{plays:?}");
    assert_eq!(plays[0].1, plays[1].1 + plays[2].1);
}

#[tokio::test]
async fn pictures_come_as_jpeg_until_their_address_ends() {
    let sim = serve(config()).await.unwrap();
    let rows = all_rows(
        &sim,
        &format!(
            "v26.0/{}/ads?limit=100&fields=creative.thumbnail_width(270).thumbnail_height(338){{thumbnail_url}}",
            account(&sim)
        ),
    )
    .await;
    let url = rows[0]["creative"]["thumbnail_url"].as_str().unwrap().to_owned();
    let picture = reqwest::get(&url).await.unwrap();
    assert_eq!(picture.headers()["content-type"], "image/jpeg");
    assert_eq!(&picture.bytes().await.unwrap()[..2], [0xFF, 0xD8]);
    sim.switch_on(FaultPlan::always(Fault::PicturesExpired));
    assert_eq!(reqwest::get(&url).await.unwrap().status().as_u16(), 403);
    assert_eq!(reqwest::get(url.replace("oe=", "oe=F")).await.unwrap().status().as_u16(), 404, "a forged end");
}

#[tokio::test]
async fn corrected_and_vanished_days_are_corrected_in_the_truth_too() {
    let sim = serve(SimConfig { story: Story::Healthy, ..config() }).await.unwrap();
    let day = DayRange::ending(sim.today.plus_days(-9), 1);
    let before = sim.truth(day);
    sim.restate(day, 10);
    assert!(cents(&sim.truth(day).accounts[0].totals.spend) < cents(&before.accounts[0].totals.spend));
    sim.vanish(day, 4);
    assert_eq!(sim.truth(day).ad_days, before.ad_days - 2);
}

#[tokio::test]
async fn a_sized_account_delivers_every_ad_on_every_day() {
    let sim = serve(SimConfig { size: Some(Size { campaigns: 4, ads: 30, days: 20 }), ..config() }).await.unwrap();
    assert_eq!(sim.truth(DayRange::ending(sim.today.plus_days(-1), 40)).ad_days, 600);
}

#[tokio::test]
async fn a_post_that_only_validates_is_checked_and_makes_nothing() {
    let sim = serve(config()).await.unwrap();
    let path = format!("v26.0/{}/insights", account(&sim));
    let only = ("execution_options", r#"["validate_only"]"#);
    let (status, answer) = post(&sim, &path, &[("level", "ad"), only]).await;
    assert_eq!((status, answer), (200, serde_json::json!({ "success": true })));
    let (status, error) = post(&sim, &path, &[("level", "planet"), only]).await;
    assert_eq!((status, error["error"]["code"].as_u64()), (400, Some(100)), "{error}");
    let (_, first) = post(&sim, &path, &[("level", "ad")]).await;
    let fresh = serve(config()).await.unwrap();
    let (_, untouched) = post(&fresh, &path, &[("level", "ad")]).await;
    assert_eq!(first["report_run_id"], untouched["report_run_id"], "it is the first report that was made");
}

#[tokio::test]
async fn a_post_whose_reply_is_lost_is_done_all_the_same() {
    let sim = serve(config()).await.unwrap();
    let path = format!("v26.0/{}/insights", account(&sim));
    sim.switch_on(FaultPlan::times(Fault::LostReply, 1));
    assert_eq!(get(&sim, "v26.0/me").await.0, 200, "a GET is not concerned");
    let lost = reqwest::Client::new().post(format!("{}/{path}", sim.url)).bearer_auth(&sim.token);
    lost.form(&[("level", "ad")]).send().await.unwrap_err();
    let (_, second) = post(&sim, &path, &[("level", "ad")]).await;
    let fresh = serve(config()).await.unwrap();
    let (_, first) = post(&fresh, &path, &[("level", "ad")]).await;
    assert_ne!(second["report_run_id"], first["report_run_id"], "the lost one was made before");
    assert_eq!(get(&sim, &format!("v26.0/{}", first["report_run_id"].as_str().unwrap())).await.0, 200);
}
