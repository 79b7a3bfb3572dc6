//! How fast days are applied and pages answered, on the machine it runs on:
//! `cargo run --release -p store --features testing --example apply_bench [ads] [days]`.
//!
//! 200 campaigns, 2,000 ads, 90 days by default, every ad delivering every day, eleven action types a row.

use std::sync::Arc;
use std::time::{Duration, Instant};

use store::Store;
use store::meta::{
    AccountRead, Action, Asked, DayRead, Figures, InsightRow, NewAccount, PerformanceQuery, SliceRead, Writing,
};
use units::{AccountDate, AccountId, Currency, DayRange, GraphId, Level, Money, Quantity, Timestamp, Zone};

#[expect(clippy::disallowed_methods, reason = "an example that measures")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    (work(), start.elapsed())
}

#[expect(clippy::print_stdout, reason = "its purpose")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let ads: u32 = arguments.next().map_or(Ok(2000), |text| text.parse())?;
    let days: i32 = arguments.next().map_or(Ok(90), |text| text.parse())?;
    let (_directory, store) = store::testing::temporary();
    let id = AccountId::parse("act_1")?;
    connect(&store, &id)?;
    let last = AccountDate::parse("2026-02-15")?;
    let by = Writing::by_hand(Timestamp::parse("2026-02-17T12:00:00Z")?);
    let kinds: Vec<Arc<str>> = KINDS.iter().map(|kind| Arc::from(*kind)).collect();
    let slices: Vec<SliceRead> = (0..days).map(|back| slice(last.plus_days(-back), ads, &kinds)).collect();
    let rows = f64::from(ads) * f64::from(days);

    for what in ["first insert", "second identical read"] {
        let before = processor_seconds();
        let (changed, took) = timed(|| apply(&store, &id, &slices, &by));
        let processor = processor_seconds().zip(before).map(|(after, before)| after - before);
        println!(
            "{what}: {} rows changed in {took:?}, {:.0} rows/s; {}",
            changed?,
            rows / took.as_secs_f64(),
            processor
                .map_or_else(String::new, |s| format!("{s:.2} s of processor, {:.0} rows/s of it", rows / s.max(0.01)))
        );
    }
    let range = DayRange::ending(last, 30);
    for level in [Level::Ad, Level::Campaign, Level::Account] {
        let query = PerformanceQuery {
            account: id.clone(),
            level,
            range,
            compare: Some(range.previous()),
            campaign: None,
            ad_set: None,
            include_idle: false,
        };
        store.performance(&query)?;
        let (answer, took) = timed(|| store.performance(&query));
        println!("{level}, 30 days with the 30 before: {} rows in {took:?}", answer?.rows.len());
    }
    let (series, took) = timed(|| store.account_series(&id, DayRange::ending(last, 90)));
    println!("account, {} days one by one: {took:?}", series?.len());
    println!("file: {:.1} MB", std::fs::metadata(store.path())?.len() as f64 / 1e6);
    Ok(())
}

/// User and system time of this process, where the system tells; the wall clock measures the neighbours too.
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|ticks| ticks.parse::<f64>().ok());
    // Fields 14 and 15, in hundredths of a second on every Linux.
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

const KINDS: [&str; 11] = [
    "link_click",
    "landing_page_view",
    "page_engagement",
    "post_engagement",
    "post_reaction",
    "omni_purchase",
    "purchase",
    "offsite_conversion.fb_pixel_purchase",
    "omni_add_to_cart",
    "omni_initiated_checkout",
    "omni_view_content",
];

fn connect(store: &Store, id: &AccountId) -> Result<(), Box<dyn std::error::Error>> {
    let read = AccountRead {
        name: "Bench".to_owned(),
        currency: Currency::USD,
        zone: Zone::parse("America/Los_Angeles")?,
        status: Some(1),
        amount_spent: None,
        spend_cap: None,
        created_time: None,
        business_name: None,
    };
    let new = NewAccount { id: id.clone(), read, graph_url: "https://graph.facebook.com".to_owned(), demo: None };
    Ok(store.connect_account(&new, Timestamp::parse("2026-02-17T12:00:00Z")?)?)
}

fn apply(store: &Store, id: &AccountId, slices: &[SliceRead], by: &Writing<'_>) -> Result<u64, store::StoreError> {
    slices.iter().try_fold(0, |sum, slice| Ok(sum + store.apply_slice(id, slice, by)?.changed_rows()))
}

fn slice(day: AccountDate, ads: u32, kinds: &[Arc<str>]) -> SliceRead {
    let attribution: Arc<str> = Arc::from("1d_view_7d_click");
    let row = |ad: u32| {
        let mix = ad.wrapping_mul(2_654_435_761).wrapping_add(day.number().cast_unsigned().wrapping_mul(40_503));
        let impressions = 200 + mix % 9000;
        let actions = kinds
            .iter()
            .enumerate()
            .map(|(at, kind)| Action {
                kind: Arc::clone(kind),
                count: Some(Quantity::whole(1 + (mix >> at) % 40)),
                value: (5..8).contains(&at).then(|| Quantity::from_micros(i64::from(mix % 90_000) * 10_000)),
            })
            .collect();
        InsightRow {
            ad: GraphId(format!("2385{ad:013}")),
            ad_name: None,
            ad_set: GraphId(format!("2384{:013}", ad / 5)),
            ad_set_name: None,
            campaign: GraphId(format!("2383{:013}", ad / 10)),
            campaign_name: None,
            attribution: Some(Arc::clone(&attribution)),
            figures: Figures {
                spend: Some(Money::from_micros(i64::from(mix % 90_000) * 10_000, Currency::USD)),
                impressions: Some(u64::from(impressions)),
                clicks: Some(u64::from(impressions / 60)),
                link_clicks: Some(u64::from(impressions / 80)),
                outbound_clicks: Some(u64::from(impressions / 85)),
                reach: Some(u64::from(impressions * 9 / 10)),
                ..Figures::default()
            },
            actions,
            windows: Vec::new(),
        }
    };
    SliceRead { asked: Asked::NORMAL, days: vec![DayRead { day, rows: (0..ads).map(row).collect() }] }
}
