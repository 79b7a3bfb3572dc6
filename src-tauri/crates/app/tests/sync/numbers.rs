//! Reports, the diagnosis and the three questions, on a synced showcase account.

use app::ErrorCode;
use app::report::{Report, ReportQuery, report, to_csv, to_table};
use app::targets::{AimsBook, TargetAnswers, answer, questions};
use graph_sim::{Fault, FaultPlan};
use insights::{Aims, Metric, ResultKind, Severity};
use serde_json::Value;
use units::{Currency, DayRange, GraphId, Level, Money, Ratio};

use crate::bed::{Bed, days, showcase, sized, today};

fn query(level: Level, range: DayRange) -> ReportQuery {
    ReportQuery { account: None, level, range, compare_previous: false, by_day: false, sort: None, limit: None }
}

fn number(value: &Value) -> f64 {
    value.as_str().map_or_else(|| value.as_f64().unwrap_or(0.0), |text| text.parse().unwrap())
}

fn sum(report: &Report, metric: &str) -> f64 {
    report.rows.iter().map(|row| number(&row.metrics[metric])).sum()
}

fn last_week() -> DayRange {
    DayRange::ending(today().plus_days(-1), 7)
}

#[tokio::test(flavor = "multi_thread")]
async fn totals_cover_every_row_whatever_the_limit_and_ratios_are_made_from_sums() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let whole = report(&bed.ws, &query(Level::Ad, last_week())).unwrap();
    let cut = report(
        &bed.ws,
        &ReportQuery { limit: Some(3), sort: Some(Metric::Purchases), ..query(Level::Ad, last_week()) },
    )
    .unwrap();
    assert_eq!(cut.rows.len(), 3);
    assert_eq!(cut.totals, whole.totals);
    assert!(
        cut.rows.windows(2).all(|pair| number(&pair[0].metrics["purchases"]) >= number(&pair[1].metrics["purchases"]))
    );
    for metric in ["spend", "impressions", "link_clicks", "purchases"] {
        assert!((sum(&whole, metric) - number(&whole.totals[metric])).abs() < 1e-6, "{metric} adds up");
    }
    let ctr = number(&whole.totals["ctr_link"]);
    assert!((ctr - number(&whole.totals["link_clicks"]) / number(&whole.totals["impressions"])).abs() < 1e-12);
    assert!(ctr < 0.2, "a fraction, not a percentage");
    assert_eq!(whole.attribution.as_deref(), Some("1d_view_7d_click"));
}

#[tokio::test(flavor = "multi_thread")]
async fn by_day_empty_days_are_zero_and_days_never_read_are_null() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let before = DayRange::new(days(90).since().plus_days(-2), days(90).since()).unwrap();
    for level in [Level::Account, Level::Campaign, Level::Adset, Level::Ad] {
        let by_day = |range| report(&bed.ws, &ReportQuery { by_day: true, ..query(level, range) }).unwrap();
        let week = by_day(last_week());
        let plain = report(&bed.ws, &query(level, last_week())).unwrap();
        assert!(
            (sum(&week, "spend") - number(&plain.totals["spend"])).abs() < 1e-6,
            "{level}: days add up to the range"
        );
        assert_eq!(week.rows.len(), plain.rows.len() * 7, "{level}: every day has its row");
        let edge = by_day(before);
        assert_eq!(edge.unsynced.len(), 2, "{level}");
        for row in &edge.rows {
            let is_known = !edge.unsynced.contains(&row.date.unwrap());
            assert_eq!(row.metrics["spend"].is_string(), is_known, "{level}: {row:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_account_has_its_days_also_where_nothing_was_delivered() {
    let bed = Bed::new(|clock| sized(clock, 2, 6, 20)).await;
    bed.sync().await;
    let by_day = |range| report(&bed.ws, &ReportQuery { by_day: true, ..query(Level::Account, range) }).unwrap();
    let never_read = by_day(DayRange::ending(days(90).since().plus_days(-30), 3));
    let read_and_empty = by_day(DayRange::ending(today().plus_days(-50), 3));
    assert_eq!((never_read.unsynced.len(), read_and_empty.unsynced.len()), (3, 0));
    for (report, known) in [(never_read, false), (read_and_empty, true)] {
        assert_eq!(report.rows.len(), 3);
        for row in &report.rows {
            assert_eq!(row.id.as_str(), bed.account.to_string());
            let zero = row.metrics["spend"].as_str().is_some_and(|spend| spend.parse() == Ok(0.0));
            assert_eq!((zero, row.metrics["spend"].is_null()), (known, !known), "{row:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_account_row_is_metas_total_and_what_removed_ads_spent_is_the_difference() {
    let bed = Bed::new(showcase).await;
    let synced = bed.sync().await;
    let account = report(&bed.ws, &query(Level::Account, days(90))).unwrap();
    assert_eq!(account.rows.len(), 1);
    assert_eq!(account.rows[0].metrics, account.totals);
    assert_eq!(account.rows[0].id.as_str(), bed.account.to_string());
    assert_eq!(account.totals["hook_rate"], account.ads_total.as_ref().unwrap()["hook_rate"], "of the videos only");
    let difference = number(&account.totals["spend"]) - number(&account.ads_total.as_ref().unwrap()["spend"]);
    let told = synced.reconciled.difference.spend.expect("both are known").parse::<f64>().unwrap();
    assert!((difference - told).abs() < 1e-6, "{difference} is not {told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn before_metas_totals_were_read_the_account_has_none_rather_than_nothing() {
    let mut seen = false;
    for answers in 1..8 {
        let bed = Bed::new(showcase).await;
        bed.sim.switch_on(FaultPlan::always(Fault::ExpiredToken).after(answers).on("insights"));
        let broke_off = bed.sync_days(app::sync::Days::Usual).await.is_err();
        let account = report(&bed.ws, &query(Level::Account, last_week())).unwrap();
        let ads = number(&account.ads_total.as_ref().unwrap()["spend"]);
        let told = !account.totals["spend"].is_null();
        assert!(!told || number(&account.totals["spend"]) >= ads, "after {answers} answers: {account:?}");
        assert_eq!(told, account.unsynced.len() < 7, "days without a total are named");
        seen |= broke_off && ads > 0.0 && !told;
    }
    assert!(seen, "no sync broke off between the ads and the totals");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sum_of_the_ads_is_compared_as_the_account_is() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let compare =
        |range| report(&bed.ws, &ReportQuery { compare_previous: true, ..query(Level::Account, range) }).unwrap();
    let compared = compare(last_week());
    let before = report(&bed.ws, &query(Level::Account, last_week().previous())).unwrap();
    let ads = compared.ads_total.unwrap();
    assert_eq!(ads["previous"], Value::Object(before.ads_total.unwrap()));
    assert!(compared.totals.contains_key("previous"));
    assert!(!compare(days(90)).ads_total.unwrap().contains_key("previous"), "the days before were never read");
    assert!(!before.totals.contains_key("previous"), "nothing was to be compared");
}

#[tokio::test(flavor = "multi_thread")]
async fn days_that_were_all_never_read_have_no_totals() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let never = days(90).previous();
    for level in [Level::Account, Level::Campaign, Level::Adset, Level::Ad] {
        let unknown = report(&bed.ws, &query(level, never)).unwrap();
        assert_eq!(unknown.unsynced.len(), 90, "{level}");
        assert!(unknown.totals.values().all(Value::is_null), "{level}: {:?}", unknown.totals);
        assert!(unknown.ads_total.into_iter().flatten().all(|(_name, value)| value.is_null()), "{level}");
        // One day that was read is enough: the total is what is known, and the days that are missing are named.
        let edge = report(&bed.ws, &query(level, DayRange::new(never.until(), days(90).since()).unwrap())).unwrap();
        assert_eq!((edge.unsynced.len(), edge.totals["spend"].is_string()), (1, true), "{level}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn previous_is_the_same_number_of_days_before_and_nothing_where_those_are_not_known() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let compared =
        report(&bed.ws, &ReportQuery { compare_previous: true, ..query(Level::Campaign, last_week()) }).unwrap();
    let before = report(&bed.ws, &query(Level::Campaign, last_week().previous())).unwrap();
    assert_eq!(compared.totals["previous"]["spend"], before.totals["spend"]);
    let unknown = report(&bed.ws, &ReportQuery { compare_previous: true, ..query(Level::Campaign, days(90)) }).unwrap();
    assert!(unknown.rows.iter().all(|row| row.previous.is_none()));
    let csv = to_csv(&compared).unwrap();
    assert_eq!(csv.lines().count(), compared.rows.len() + 1);
    assert!(csv.starts_with("date,id,name,campaign_id,") && csv.contains(",previous_spend,"));
    let table = to_table(&compared);
    let before = last_week().previous();
    assert!(table.contains(&format!("Compared with {} to {}.", before.since(), before.until())), "{table}");
    assert_eq!(table.matches("\n  before").count(), compared.rows.len() + 1, "each row and the total: {table}");
    let spent = compared.totals["previous"]["spend"].as_str().unwrap().parse::<f64>().unwrap();
    let lines: Vec<&str> = table.lines().rev().take(3).collect();
    assert!(lines[0].starts_with("  change") && lines[0].contains(" %") && lines[2].starts_with("Total"), "{table}");
    assert!(lines[1].contains(&format!("{spent:.2}")), "{table}");
    assert!(to_table(&before_only(&bed)).lines().last().unwrap().starts_with("Total"), "without a comparison: no more");
}

fn before_only(bed: &Bed) -> Report {
    report(&bed.ws, &query(Level::Campaign, last_week().previous())).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_begins_before_the_first_delivery_says_so_and_is_compared_with_nothing_empty() {
    use app::sync::Days as SyncDays;
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let first = bed.ws.store.first_delivery(&bed.account).unwrap().unwrap();
    let read_back = DayRange::new(days(90).since().plus_days(-90), days(90).since().plus_days(-1)).unwrap();
    bed.sync_days(SyncDays::Between(read_back)).await.unwrap();
    let first = bed.ws.store.first_delivery(&bed.account).unwrap().unwrap().min(first);
    let yesterday = today().plus_days(-1);
    let asked = |since: i32| {
        let range = DayRange::new(first.plus_days(since), yesterday).unwrap();
        report(&bed.ws, &ReportQuery { compare_previous: true, ..query(Level::Ad, range) }).unwrap()
    };
    let early = asked(-5);
    assert_eq!(early.begins, Some(first));
    assert_eq!(early.totals["spend"], asked(0).totals["spend"], "nothing was spent before");
    assert!(to_table(&early).contains(&format!("The figures begin on {first}")), "{}", to_table(&early));
    assert_eq!(asked(0).begins, None);
    let empty = report(
        &bed.ws,
        &ReportQuery { compare_previous: true, ..query(Level::Ad, DayRange::new(first, first.plus_days(20)).unwrap()) },
    )
    .unwrap();
    assert!(!empty.totals.contains_key("previous") && empty.rows.iter().all(|row| row.previous.is_none()));
    assert!(empty.not_compared.unwrap().contains("No ad is known to have delivered"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_range_that_holds_today_is_not_compared_and_says_why() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let compare = |range, by_day| {
        report(&bed.ws, &ReportQuery { compare_previous: true, by_day, ..query(Level::Account, range) }).unwrap()
    };
    for by_day in [false, true] {
        let so_far = compare(DayRange::ending(today(), 7), by_day);
        assert!(!so_far.totals.contains_key("previous") && so_far.rows.iter().all(|row| row.previous.is_none()));
        assert!(so_far.not_compared.as_ref().unwrap().contains("not over yet"), "{:?}", so_far.not_compared);
        assert!(to_table(&so_far).contains("Not compared. "));
    }
    let over = compare(last_week(), false);
    assert!(over.totals.contains_key("previous") && over.not_compared.is_none());
    assert!(compare(days(90).previous(), false).not_compared.unwrap().contains("were not all read"));
    let plain = serde_json::to_value(report(&bed.ws, &query(Level::Account, last_week())).unwrap()).unwrap();
    assert!(plain.get("not_compared").is_none(), "nothing is said where nothing was asked");
}

fn dollars(amount: &str) -> Money {
    Money::parse_major(amount, Currency::USD).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_questions_are_filled_from_the_account_and_campaigns_may_differ() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let asked = questions(&bed.ws, &bed.account).unwrap();
    assert_eq!((asked.answered, asked.suggested_result), (None, ResultKind::Purchases));
    let purchases = &asked.results[0];
    assert_eq!(purchases.result, ResultKind::Purchases);
    let cost = number(&Value::String(purchases.cost_per_result.unwrap().amount()));
    assert!((15.0..60.0).contains(&cost), "{cost}");
    assert!(asked.suggested_budget.is_some() && purchases.average_order.is_some());

    let aims = Aims {
        result: Some(ResultKind::Purchases),
        cost_per_result: Some(dollars("28")),
        average_order: Some(dollars("52")),
        margin: Ratio::new(0.62),
        monthly_budget: Some(dollars("50000")),
        ..Aims::default()
    };
    let answers = TargetAnswers { account: bed.account.clone(), campaign: None, aims, skipped: false };
    answer(&bed.ws, &answers).unwrap();
    assert_eq!(aims.break_even().unwrap().cost_per_result, dollars("32.24"));
    let campaign = GraphId("1".to_owned());
    let own = Aims { cost_per_result: Some(dollars("40")), ..Aims::default() };
    answer(&bed.ws, &TargetAnswers { campaign: Some(campaign.clone()), aims: own, ..answers.clone() }).unwrap();
    let book = AimsBook::read(&bed.ws.store, &bed.account).unwrap();
    assert_eq!(book.of(Some(&campaign)).cost_per_result, Some(dollars("40")));
    assert_eq!(book.of(None).cost_per_result, Some(dollars("28")));
    assert_eq!(
        book.of(Some(&campaign)).result,
        Some(ResultKind::Purchases),
        "what a campaign does not say is the account's"
    );

    let refused =
        answer(&bed.ws, &TargetAnswers { aims: Aims { margin: Ratio::new(62.0), ..aims }, ..answers }).unwrap_err();
    assert_eq!(refused.code, ErrorCode::InvalidInput, "a margin of 62 is a percentage by mistake");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_cast_of_the_showcase_is_found() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let aims = Aims { result: Some(ResultKind::Purchases), cost_per_result: Some(dollars("28")), ..Aims::default() };
    answer(&bed.ws, &TargetAnswers { account: bed.account.clone(), campaign: None, aims, skipped: false }).unwrap();
    let diagnosis = app::diagnose::diagnose(&bed.ws, &bed.account, None).unwrap().diagnosis;
    let found: Vec<String> = diagnosis
        .findings
        .iter()
        .map(|f| format!("{:?} {} {}", f.severity, f.rule, f.name.as_deref().unwrap_or("the account")))
        .collect();
    let has = |rule: &str, name: &str| found.iter().any(|line| line.contains(rule) && line.contains(name));
    assert!(has("tired", "PayingForWater_4x5_v3"), "{found:#?}");
    assert!(has("Critical spend_no_conversions", "CAL_LooksSimple_4x5_v1"), "{found:#?}");
    assert!(has("hardly_any_spend", "SCN_DontHide_4x5_v1"), "{found:#?}");
    assert!(has("tracking_break", "the account"), "{found:#?}");
    let critical: Vec<_> = diagnosis.findings.iter().filter(|f| f.severity == Severity::Critical).collect();
    assert!(critical.len() <= 4, "a diagnosis that cries wolf is not read: {found:#?}");
    assert!(diagnosis.judged_spend_share.unwrap().fraction() > 0.9);
    assert!(diagnosis.recommendations.iter().any(|r| r.category == "refresh"));
    assert!(diagnosis.skipped.iter().any(|s| s.rule == "congruence_below_threshold"), "what was not checked says so");
}
