//! Objects are merged and never downgraded; accounts come and go.

use units::{AccountDate, DayRange, Level, Zone};

use super::*;
use crate::StoreError;

fn campaign(objective: Option<&str>, budget: Option<&str>) -> CampaignRead {
    CampaignRead {
        id: Some(GraphId::from("100")),
        complete: true,
        name: Some("Prospecting".to_owned()),
        objective: objective.map(str::to_owned),
        effective_status: Some("ACTIVE".to_owned()),
        daily_budget: budget.map(usd),
        ..CampaignRead::default()
    }
}

fn objective(store: &Store) -> String {
    let query = PerformanceQuery { include_idle: true, ..query(Level::Campaign, DayRange::ending(day(10), 1)) };
    store.performance(&query).unwrap().rows[0].objective.0.clone()
}

#[test]
fn unknown_never_replaces_a_known_objective() {
    let (_directory, store) = connected();
    store.apply_slice(&id(), &one_day(vec![row(1, "10", 0)]), &by()).unwrap();
    assert_eq!(objective(&store), "UNKNOWN", "only insights rows named it");
    store.upsert_campaigns(&id(), &[campaign(Some("OUTCOME_SALES"), None)], &by()).unwrap();
    for worse in [None, Some("UNKNOWN")] {
        store.upsert_campaigns(&id(), &[campaign(worse, None)], &by()).unwrap();
        assert_eq!(objective(&store), "OUTCOME_SALES");
    }
}

#[test]
fn a_cut_read_keeps_a_budget_and_a_complete_one_clears_it() {
    let (_directory, store) = connected();
    store.upsert_campaigns(&id(), &[campaign(None, Some("50"))], &by()).unwrap();
    store.upsert_campaigns(&id(), &[CampaignRead { complete: false, ..campaign(None, None) }], &by()).unwrap();
    assert!(store.object_changes(&id(), Timestamp::from_millis(0)).unwrap().is_empty());
    store.upsert_campaigns(&id(), &[campaign(None, None)], &by()).unwrap();
    let changes = store.object_changes(&id(), Timestamp::from_millis(0)).unwrap();
    assert_eq!(
        changes
            .iter()
            .map(|c| (c.object.as_str(), c.field.as_str(), c.old.as_deref(), c.new.as_deref()))
            .collect::<Vec<_>>(),
        [("100", "daily_budget_micros", Some("50000000"), None)]
    );
}

#[test]
fn the_first_read_of_a_stub_is_no_change_and_ends_its_being_unread() {
    let (_directory, store) = connected();
    store.apply_slice(&id(), &one_day(vec![row(1, "10", 0)]), &by()).unwrap();
    let unread = store.unread_objects(&id()).unwrap();
    assert_eq!((unread.campaigns.len(), unread.ad_sets.len(), &unread.ads), (1, 1, &vec![GraphId::from("301")]));
    let ad = AdRead {
        id: Some(GraphId::from("301")),
        complete: true,
        campaign: Some(GraphId::from("100")),
        ad_set: Some(GraphId::from("200")),
        creative: Some(GraphId::from("400")),
        name: Some("Renamed since".to_owned()),
        effective_status: Some("PAUSED".to_owned()),
        ..AdRead::default()
    };
    assert_eq!(store.upsert_ads(&id(), std::slice::from_ref(&ad), &by()).unwrap().changed, 1);
    assert_eq!(store.upsert_ads(&id(), std::slice::from_ref(&ad), &by()).unwrap().changed, 0);
    assert!(store.unread_objects(&id()).unwrap().ads.is_empty());
    assert!(store.object_changes(&id(), Timestamp::from_millis(0)).unwrap().is_empty());
    let paused = AdRead { effective_status: Some("ACTIVE".to_owned()), ..ad };
    store.upsert_ads(&id(), &[paused], &by()).unwrap();
    assert_eq!(store.object_changes(&id(), Timestamp::from_millis(0)).unwrap()[0].field, "effective_status");
}

#[test]
fn another_time_zone_is_not_mixed_in() {
    let (_directory, store) = connected();
    let moved = AccountRead { zone: Zone::parse("Europe/Berlin").unwrap(), ..account_read() };
    let drift = store.note_account(&id(), &moved, &by()).unwrap().expect("the zone is another one");
    assert!(drift.zone.is_some() && drift.currency.is_none());
    assert_eq!(store.account(&id()).unwrap().zone.name(), "America/Los_Angeles");
    assert_eq!(store.note_account(&id(), &account_read(), &by()).unwrap(), None);
}

#[test]
fn removing_an_account_removes_its_data_and_nothing_of_another() {
    let (_directory, store) = connected();
    let other = AccountId::parse("2").unwrap();
    connect(&store, other.clone());
    for account in [id(), other.clone()] {
        store.apply_slice(&account, &one_day(vec![row(1, "10", 1)]), &by()).unwrap();
        store
            .upsert_creatives(
                &account,
                &[CreativeRead { id: Some(GraphId::from("400")), ..CreativeRead::default() }],
                &by(),
            )
            .unwrap();
        let picture = NewPicture {
            creative: GraphId::from("400"),
            role: PictureRole::Image,
            mime: "image/png".to_owned(),
            width: Some(1),
            height: Some(1),
            image_hash: None,
            data: account.digits().as_bytes().to_vec(),
        };
        store.store_picture(&account, &picture, &by()).unwrap();
    }
    let before = store
        .performance(&PerformanceQuery { account: other.clone(), ..query(Level::Ad, DayRange::ending(day(10), 1)) })
        .unwrap();
    assert!(store.remove_account(&id(), &[], by().at).unwrap());
    assert!(matches!(store.account(&id()), Err(StoreError::NoSuchRow { .. })));
    let after = store
        .performance(&PerformanceQuery { account: other, ..query(Level::Ad, DayRange::ending(day(10), 1)) })
        .unwrap();
    assert_eq!(before, after);
    let left = |sql: &str| store.read(|conn| Ok(conn.query_row(sql, [], |row| row.get::<_, i64>(0))?)).unwrap();
    assert_eq!(left("SELECT COUNT(*) FROM insight_rows"), 1);
    assert_eq!(left("SELECT COUNT(*) FROM ads"), 1);
    assert_eq!(left("SELECT COUNT(*) FROM media_bytes"), 1, "a picture that nothing shows goes with the account");
}

#[test]
fn a_picture_is_stored_once_and_never_lost_to_a_later_failure() {
    let (_directory, store) = connected();
    let creatives = ["400", "401"].map(|id| CreativeRead { id: Some(GraphId::from(id)), ..CreativeRead::default() });
    store.upsert_creatives(&id(), &creatives, &by()).unwrap();
    for creative in ["400", "401"] {
        let ad = AdRead {
            id: Some(GraphId(format!("3{creative}"))),
            campaign: Some(GraphId::from("100")),
            ad_set: Some(GraphId::from("200")),
            creative: Some(GraphId::from(creative)),
            ..AdRead::default()
        };
        store.upsert_ads(&id(), &[ad], &by()).unwrap();
    }
    let wanted = |store: &Store| -> Vec<String> {
        store
            .wanted_pictures(&id(), day(1), by().at, 10)
            .unwrap()
            .into_iter()
            .map(|picture| picture.creative.0)
            .collect()
    };
    assert_eq!(wanted(&store), ["400", "401"]);
    let picture = |creative: &str| NewPicture {
        creative: GraphId::from(creative),
        role: PictureRole::Image,
        mime: "image/png".to_owned(),
        width: None,
        height: None,
        image_hash: None,
        data: b"the same bytes".to_vec(),
    };
    let sha = store.store_picture(&id(), &picture("400"), &by()).unwrap();
    assert_eq!(store.store_picture(&id(), &picture("401"), &by()).unwrap(), sha);
    assert_eq!(store.picture(&sha).unwrap().unwrap().data, b"the same bytes");
    store.picture_failed(&id(), &GraphId::from("400"), PictureRole::Image, "403", None, &by()).unwrap();
    assert!(wanted(&store).is_empty());
    assert!(store.picture(&sha).unwrap().is_some());
}

#[test]
fn targets_of_a_campaign_stand_beside_the_accounts_and_another_currency_is_refused() {
    let (_directory, store) = connected();
    let targets = |campaign: Option<&str>, cost: units::Money| StoredTargets {
        campaign: campaign.map(GraphId::from),
        result_kind: Some("purchases".to_owned()),
        targets: Targets { cost_per_result: Some(cost), ..Targets::default() },
        skipped: false,
        answered_at: by().at,
    };
    store.set_targets(&id(), &targets(None, usd("28"))).unwrap();
    store.set_targets(&id(), &targets(Some("100"), usd("40"))).unwrap();
    let stored = store.targets(&id()).unwrap();
    assert_eq!(
        stored.iter().map(|t| (t.campaign.clone(), t.targets.cost_per_result)).collect::<Vec<_>>(),
        [(None, Some(usd("28"))), (Some(GraphId::from("100")), Some(usd("40")))]
    );
    store.clear_campaign_targets(&id(), &GraphId::from("100")).unwrap();
    assert_eq!(store.targets(&id()).unwrap().len(), 1);
    let euros = units::Money::from_micros(1, units::Currency::EUR);
    assert!(matches!(store.set_targets(&id(), &targets(None, euros)), Err(StoreError::Constraint(_))));
}

#[test]
fn a_wait_that_begins_in_the_future_is_one_of_a_clock_that_was_wrong() {
    let (_directory, store) = connected();
    let at = |text| units::Timestamp::parse(text).unwrap();
    let (wrong, end) = (at("2027-02-17T12:00:00Z"), at("2027-02-17T13:00:00Z"));
    store.set_wait(Some(&id()), "account_quota", end, wrong).unwrap();
    let now = by().at;
    assert_eq!(store.waits(now).unwrap(), []);
    let soon = now.plus(std::time::Duration::from_secs(300));
    store.set_wait(Some(&id()), "account_quota", soon, now).unwrap();
    assert_eq!(store.waits(now).unwrap()[0].until, soon);
}

#[test]
fn a_wait_outlives_the_process_and_the_later_end_wins() {
    let (_directory, store) = connected();
    let (now, soon, late) =
        (by().at, by().at.plus(std::time::Duration::from_secs(60)), by().at.plus(std::time::Duration::from_secs(300)));
    store.set_wait(Some(&id()), "account_quota", late, now).unwrap();
    store.set_wait(Some(&id()), "account_quota", soon, now).unwrap();
    assert_eq!(store.waits(now).unwrap()[0].until, late);
    store.clear_waits(late).unwrap();
    assert!(store.waits(now).unwrap().is_empty());
}

#[test]
fn reach_is_kept_per_window_and_shown_with_the_range_it_ends_in() {
    let (_directory, store) = connected();
    store.apply_slice(&id(), &one_day(vec![row(1, "10", 0)]), &by()).unwrap();
    let week = |until: AccountDate, reach| ReachRead {
        level: Level::Ad,
        object: GraphId::from("301"),
        window_days: 7,
        until,
        reach: Some(reach),
        impressions: Some(1000),
        spend: None,
    };
    store.record_reach(&id(), &[week(day(9), 500), week(day(10), 400), week(day(16), 300)], &by()).unwrap();
    let rows = store.performance(&query(Level::Ad, DayRange::ending(day(10), 7))).unwrap().rows;
    assert_eq!(rows[0].reach_7d.unwrap().reach, 400);
    let history = store.reach_history(&id(), Level::Ad, 7, DayRange::ending(day(16), 16)).unwrap();
    assert_eq!(history[&GraphId::from("301")].iter().map(|week| week.reach).collect::<Vec<_>>(), [500, 400, 300]);
}
