//! Results by attribution window.

use std::collections::BTreeMap;

use app::pages::figures::{Days, Scope};
use app::pages::performance::{AdWindows, Column, DeliveryFilter, Filter, PerformanceQuery, Results, Sort};
use units::{DayRange, GraphId, Level, Money};

use crate::bed::{Bed, days, showcase, today};

/// Window → purchases and their value in millionths, windows without any left out.
type Windows = BTreeMap<String, (i64, i64)>;

fn stored(bed: &Bed, ad: &str, range: DayRange) -> Windows {
    let found = bed.ws.store.windows_of_ad(&bed.account, &GraphId::from(ad), range, "purchase").unwrap();
    let sums = found.windows.into_iter().map(|sum| (sum.window, (sum.count.micros() / 1_000_000, sum.value.micros())));
    sums.filter(|(_window, sums)| *sums != (0, 0)).collect()
}

fn truth(bed: &Bed, range: DayRange) -> BTreeMap<String, Windows> {
    let currency = bed.sim.accounts[0].currency;
    let ours = bed.sim.truth(range).ads.into_iter().filter(|ad| ad.account_id == bed.account.digits());
    ours.map(|ad| {
        let windows = ad.totals.windows.into_iter().map(|(window, totals)| {
            let value = Money::parse_major(&totals.purchase_value, currency).unwrap().micros();
            (window.to_owned(), (i64::try_from(totals.purchases).unwrap(), value))
        });
        (ad.id, windows.filter(|(_window, sums)| *sums != (0, 0)).collect())
    })
    .collect()
}

fn assert_truth(bed: &Bed, range: DayRange) {
    for (ad, windows) in truth(bed, range) {
        assert_eq!(stored(bed, &ad, range), windows, "{ad}");
    }
}

fn rows_of_windows(bed: &Bed) -> i64 {
    let raw = rusqlite::Connection::open(bed.ws.store.path()).unwrap();
    raw.query_row("SELECT count(*) FROM insight_windows", [], |row| row.get(0)).unwrap()
}

/// What the panel of an ad says of its windows.
fn panel(bed: &Bed, ad: &str, range: DayRange) -> AdWindows {
    let filter = Filter {
        delivered: false,
        delivery: DeliveryFilter::Any,
        campaigns: Vec::new(),
        ad_sets: Vec::new(),
        verdict: None,
        search: String::new(),
    };
    let query = PerformanceQuery {
        scope: Scope { account: bed.account.clone(), days: Days::from(range), compare: None },
        level: Level::Ad,
        filter,
        sort: Sort { by: Column::Spend, descending: true },
    };
    let results = Results::default();
    let view = results.open(&bed.ws, &query).unwrap();
    let place = results.place(view.handle, ad).unwrap().expect("it is in the table");
    results.detail(&bed.ws, view.handle, place).unwrap().windows.expect("an ad has them")
}

#[tokio::test(flavor = "multi_thread")]
async fn without_being_asked_for_none_is_read() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    assert_eq!(rows_of_windows(&bed), 0);
    let ad = truth(&bed, days(28)).into_keys().next().unwrap();
    let shown = panel(&bed, &ad, days(7));
    assert_eq!((shown.on, shown.days_read, shown.rows.len()), (false, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn switched_on_the_last_28_days_are_read_again_with_the_simulators_own_windows() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    app::accounts::read_windows(&bed.ws, &bed.account, true).unwrap();
    let read = bed.sync().await;
    assert!(read.changed_rows > 0, "{read:?}");
    assert_truth(&bed, days(28));
    assert!(truth(&bed, days(28)).values().any(|windows| windows.len() == 3), "the story has all three");
    bed.assert_truth(days(90));
    assert_eq!(bed.ws.store.restatements(&bed.account, today().plus_days(-20)).unwrap().len(), 0, "no row moved");

    let digest = bed.ws.store.digest().unwrap();
    assert_eq!(bed.sync().await.changed_rows, 0);
    assert_eq!(bed.ws.store.digest().unwrap(), digest);
    assert!(bed.ws.store.examine().unwrap().healthy);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_moves_moves_its_windows_and_a_first_sync_has_them_at_once() {
    let bed = Bed::new(showcase).await;
    app::accounts::read_windows(&bed.ws, &bed.account, true).unwrap();
    bed.sync().await;
    assert_truth(&bed, days(90));
    let mut bed = bed;
    bed.sim.set_today(today().plus_days(1));
    bed.clock.pass(std::time::Duration::from_secs(24 * 3600));
    bed.sync().await;
    assert_truth(&bed, DayRange::ending(today().plus_days(1), 91));
}

#[tokio::test(flavor = "multi_thread")]
async fn switched_off_a_day_that_is_read_again_has_none_and_switching_on_reads_it_once_more() {
    let bed = Bed::new(showcase).await;
    app::accounts::read_windows(&bed.ws, &bed.account, true).unwrap();
    bed.sync().await;
    let before = rows_of_windows(&bed);
    app::accounts::read_windows(&bed.ws, &bed.account, false).unwrap();
    assert_eq!(bed.sync().await.changed_rows, 0, "no figure is another one");
    assert!(rows_of_windows(&bed) < before);
    let newest = DayRange::ending(today().plus_days(-1), 2);
    assert!(truth(&bed, newest).into_keys().all(|ad| stored(&bed, &ad, newest).is_empty()));
    app::accounts::read_windows(&bed.ws, &bed.account, true).unwrap();
    bed.sync().await;
    assert_eq!(rows_of_windows(&bed), before);
    assert_truth(&bed, days(90));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_says_each_window_by_itself_and_which_days_have_none() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    app::accounts::read_windows(&bed.ws, &bed.account, true).unwrap();
    bed.sync().await;
    let week = DayRange::ending(today().plus_days(-1), 7);
    let (ad, windows) = truth(&bed, week).into_iter().max_by_key(|(_ad, windows)| windows.len()).unwrap();
    let shown = panel(&bed, &ad, week);
    assert_eq!((shown.on, shown.has_windows, shown.days, shown.days_read), (true, true, 7, 7));
    assert_eq!(shown.settings, ["1d_view_7d_click"]);
    let named: Vec<&str> = shown.rows.iter().map(|row| row.window.as_str()).collect();
    assert_eq!(named, ["1d_click", "7d_click", "1d_view"]);
    for row in &shown.rows {
        let (results, value) = windows.get(&row.window).copied().unwrap_or_default();
        assert_eq!((row.results.micros() / 1_000_000, row.value.map_or(0, Money::micros)), (results, value), "{row:?}");
        assert_eq!(row.cost_per_result.is_some(), results > 0, "{row:?}");
    }
    let longer = panel(&bed, &ad, DayRange::ending(today().plus_days(-1), 60));
    assert_eq!((longer.days, longer.days_read), (60, 27), "today is the 28th day");
}
