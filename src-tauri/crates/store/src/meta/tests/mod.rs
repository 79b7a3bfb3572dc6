//! What a sync hands over, put into a real file.

mod applying;
mod linking;
mod objects;
mod reading;
mod statements;

use std::sync::Arc;

use tempfile::TempDir;
use units::{AccountDate, AccountId, Currency, GraphId, Money, Quantity, Timestamp, Zone};

use super::*;
use crate::Store;

pub(super) fn id() -> AccountId {
    AccountId::parse("act_1").unwrap()
}

/// Tuesday 2026-02-17 04:00 in Los Angeles.
pub(super) fn by() -> Writing<'static> {
    Writing::by_hand(Timestamp::parse("2026-02-17T12:00:00Z").unwrap())
}

pub(super) fn day(number: u32) -> AccountDate {
    AccountDate::parse(&format!("2026-02-{number:02}")).unwrap()
}

pub(super) fn account_read() -> AccountRead {
    AccountRead {
        name: "Saltwick".to_owned(),
        currency: Currency::USD,
        zone: Zone::parse("America/Los_Angeles").unwrap(),
        status: Some(1),
        amount_spent: None,
        spend_cap: None,
        created_time: None,
        business_name: None,
    }
}

pub(super) fn connect(store: &Store, id: AccountId) {
    let new = NewAccount { id, read: account_read(), graph_url: "https://graph.facebook.com".to_owned(), demo: None };
    store.connect_account(&new, by().at).unwrap();
}

pub(super) fn connected() -> (TempDir, Store) {
    let (directory, store) = crate::testing::temporary();
    connect(&store, id());
    (directory, store)
}

pub(super) fn action(kind: &str, count: u32, value: Option<&str>) -> Action {
    Action {
        kind: Arc::from(kind),
        count: Some(Quantity::whole(count)),
        value: value.map(|text| Quantity::parse(text).unwrap()),
    }
}

pub(super) fn usd(text: &str) -> Money {
    Money::parse_major(text, Currency::USD).unwrap()
}

/// An ad's row: `spend`, a hundred impressions per dollar, and purchases under the three names that Meta gives them.
pub(super) fn row(ad: u32, spend: &str, purchases: u32) -> InsightRow {
    let spend = usd(spend);
    let impressions = spend.micros().cast_unsigned() / 10_000;
    let mut actions = vec![action("link_click", 7, None)];
    if purchases > 0 {
        for kind in ["offsite_conversion.fb_pixel_purchase", "omni_purchase", "purchase"] {
            actions.push(action(kind, purchases, Some("52.5")));
        }
    }
    InsightRow {
        ad: GraphId(format!("30{ad}")),
        ad_name: Some(Arc::from(format!("Ad {ad}"))),
        ad_set: GraphId(format!("20{}", ad / 2)),
        ad_set_name: None,
        campaign: GraphId(format!("10{}", ad / 4)),
        campaign_name: Some(Arc::from("Prospecting")),
        attribution: Some(Arc::from("1d_view_7d_click")),
        figures: Figures {
            spend: Some(spend),
            impressions: Some(impressions),
            clicks: Some(impressions / 50),
            link_clicks: Some(impressions / 70),
            reach: Some(impressions / 2),
            ..Figures::default()
        },
        actions,
        windows: Vec::new(),
    }
}

pub(super) fn read(days: Vec<(AccountDate, Vec<InsightRow>)>) -> SliceRead {
    SliceRead { asked: Asked::NORMAL, days: days.into_iter().map(|(day, rows)| DayRead { day, rows }).collect() }
}

pub(super) fn one_day(rows: Vec<InsightRow>) -> SliceRead {
    read(vec![(day(10), rows)])
}

pub(super) fn query(level: units::Level, range: units::DayRange) -> PerformanceQuery {
    PerformanceQuery { account: id(), level, range, compare: None, campaign: None, ad_set: None, include_idle: false }
}
