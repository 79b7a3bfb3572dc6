//! What Overview and Performance show, on a synced showcase account.

use std::collections::BTreeSet;

use app::pages::figures::{Days, Scope};
use app::pages::overview::{AccountNoteKind, NeedKind, overview};
use app::pages::performance::{
    Column, DeliveryFilter, Filter, MarkKind, PerformanceQuery, PerformanceRow, PerformanceView, Results, Sort,
    Verdict, find_ads,
};
use app::report::{ReportQuery, report};
use app::targets::{TargetAnswers, answer};
use app::{Changed, ErrorCode};
use insights::{Aims, Finding, ResultKind, Severity};
use units::{Currency, DayRange, GraphId, Level, Money, Ratio};

use crate::bed::{Bed, days, showcase, today};

fn week() -> DayRange {
    DayRange::ending(today().plus_days(-1), 7)
}

fn scope(bed: &Bed) -> Scope {
    let before = DayRange::ending(week().since().plus_days(-1), 7);
    Scope { account: account(bed), days: Days::from(week()), compare: Some(Days::from(before)) }
}

fn account(bed: &Bed) -> units::AccountId {
    bed.ws.store.accounts().unwrap().remove(0).id
}

fn everything() -> Filter {
    Filter {
        delivered: true,
        delivery: DeliveryFilter::Any,
        campaigns: Vec::new(),
        ad_sets: Vec::new(),
        verdict: None,
        search: String::new(),
    }
}

fn ads(bed: &Bed) -> PerformanceQuery {
    let sort = Sort { by: Column::Spend, descending: true };
    PerformanceQuery { scope: scope(bed), level: Level::Ad, filter: everything(), sort }
}

fn all_rows(results: &Results, view: &PerformanceView) -> Vec<PerformanceRow> {
    results.slice(view.handle, 0, 500).unwrap().rows
}

fn aim_at_28_dollars(bed: &Bed) {
    let aims = Aims {
        result: Some(ResultKind::Purchases),
        cost_per_result: Money::parse_major("28", Currency::USD).ok(),
        roas: Ratio::new(1.86),
        monthly_budget: Money::parse_major("50000", Currency::USD).ok(),
        ..Aims::default()
    };
    answer(&bed.ws, &TargetAnswers { account: account(bed), campaign: None, aims, skipped: false }).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_shows_the_same_totals_as_the_report() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let results = Results::default();
    let query = ReportQuery {
        account: None,
        level: Level::Ad,
        range: week(),
        compare_previous: false,
        by_day: false,
        sort: None,
        limit: None,
    };
    let reported = report(&bed.ws, &query).unwrap();
    for level in [Level::Campaign, Level::Adset, Level::Ad] {
        let view = results.open(&bed.ws, &PerformanceQuery { level, ..ads(&bed) }).unwrap();
        let totals = view.totals.unwrap();
        assert_eq!(totals.spend.amount(), reported.totals["spend"].as_str().unwrap(), "{level}");
        let days: i64 = view.days.iter().filter_map(|day| day.figures).map(|figures| figures.spend.micros()).sum();
        assert_eq!(days, totals.spend.micros(), "the days add up to the total at {level}");
        assert_eq!(view.days_previous.len(), 7);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_has_no_totals_for_days_that_were_all_never_read() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let results = Results::default();
    let never = days(90).previous();
    for (range, is_known) in [(never, false), (DayRange::new(never.until(), days(90).since()).unwrap(), true)] {
        let scope = Scope { account: account(&bed), days: Days::from(range), compare: None };
        let view = results.open(&bed.ws, &PerformanceQuery { scope, ..ads(&bed) }).unwrap();
        assert_eq!(view.totals.is_some(), is_known, "{range:?}");
        assert!(!view.unsynced.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_range_with_today_in_it_is_compared_with_nothing() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let range = DayRange::ending(today(), 7);
    let up_to_today =
        Scope { account: account(&bed), days: Days::from(range), compare: Some(Days::from(range.previous())) };
    let results = Results::default();
    let view = results.open(&bed.ws, &PerformanceQuery { scope: up_to_today.clone(), ..ads(&bed) }).unwrap();
    assert!(view.totals.is_some() && view.totals_previous.is_none() && view.days_previous.is_empty());
    assert!(all_rows(&results, &view).iter().all(|row| row.previous.is_none()));
    let page = overview(&bed.ws, &up_to_today).unwrap();
    assert_eq!((page.previous, page.before), (None, 0));
    assert!(overview(&bed.ws, &scope(&bed)).unwrap().previous.is_some(), "whole days are compared");
}

#[tokio::test(flavor = "multi_thread")]
async fn days_before_the_first_delivery_are_no_days_of_zero_to_compare_with() {
    use app::sync::Days as SyncDays;
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let read_back = DayRange::new(days(90).since().plus_days(-60), days(90).since().plus_days(-1)).unwrap();
    bed.sync_days(SyncDays::Between(read_back)).await.unwrap();
    let all = DayRange::new(read_back.since(), today()).unwrap();
    let series = bed.ws.store.account_series(&bed.account, all).unwrap();
    let first = series.iter().find(|(_, sums)| sums.is_some_and(|sums| sums.impressions.get() > 0)).unwrap().0;
    let until = DayRange::ending(today().plus_days(-1), 20);
    let compared_with = |since: i32| {
        let before = DayRange::new(first.plus_days(since), first.plus_days(since + 19)).unwrap();
        Scope { account: account(&bed), days: Days::from(until), compare: Some(Days::from(before)) }
    };

    let partly = compared_with(-12);
    let page = overview(&bed.ws, &partly).unwrap();
    let known: Vec<bool> = page.days.iter().take(20).map(|point| point.figures.is_some()).collect();
    assert_eq!((page.before, known), (20, (0..20).map(|day| day >= 12).collect()), "a gap, not a line at 0");
    assert!(page.previous.is_none(), "a sum with a hole in it is no figure");
    let missing = page.uncompared.unwrap();
    assert_eq!((missing.since, missing.until), (first.plus_days(-12), first.plus_days(-1)));
    let results = Results::default();
    let view = results.open(&bed.ws, &PerformanceQuery { scope: partly, ..ads(&bed) }).unwrap();
    assert_eq!(view.days_previous.iter().filter(|point| point.figures.is_some()).count(), 8);
    assert!(view.totals_previous.is_none() && all_rows(&results, &view).iter().all(|row| row.previous.is_none()));

    let not_at_all = compared_with(-40);
    let page = overview(&bed.ws, &not_at_all).unwrap();
    assert_eq!((page.before, page.previous.is_none(), page.uncompared.is_some()), (0, true, true));
    let view = results.open(&bed.ws, &PerformanceQuery { scope: not_at_all, ..ads(&bed) }).unwrap();
    assert!(view.days_previous.is_empty() && view.totals_previous.is_none());

    let wholly = compared_with(0);
    assert!(overview(&bed.ws, &wholly).unwrap().previous.is_some());
    assert!(results.open(&bed.ws, &PerformanceQuery { scope: wholly, ..ads(&bed) }).unwrap().totals_previous.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_says_which_days_a_sync_is_bringing() {
    use app::pages::overview::{Filling, FillingPart};
    use app::sync::{Days as SyncDays, SyncParams};
    let bed = Bed::new(showcase).await;
    bed.sync_days(SyncDays::Back(30)).await.unwrap();
    let filling = || overview(&bed.ws, &scope(&bed)).unwrap().filling;
    assert_eq!(filling(), None, "nothing is under way");
    let under_way = |days| {
        let params = SyncParams { days, ..SyncParams::usual(bed.account.clone()) };
        bed.claim_for(units::JobType::MetaSync, params.to_json(), &app::sync::key(&bed.account))
    };
    let first = under_way(SyncDays::Usual);
    let stored = bed.ws.store.day_coverage(&bed.account).unwrap().days;
    assert_eq!(filling(), Some(Filling { part: FillingPart::FirstDays, days: stored }));
    bed.attempt(&first).await.unwrap();
    assert_eq!(filling(), None, "what a daily sync reads again is no history");
    bed.finish(&first);
    under_way(SyncDays::History);
    assert_eq!(filling().map(|filling| filling.part), Some(FillingPart::History));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_removed_ads_spent_stands_beside_the_totals_and_only_where_there_is_any() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let results = Results::default();
    assert_eq!(results.open(&bed.ws, &ads(&bed)).unwrap().beyond_ads, None, "the ads have it all");

    let rows = all_rows(&results, &results.open(&bed.ws, &ads(&bed)).unwrap());
    assert!(bed.sim.remove_ad(rows[0].id.as_str()));
    let report = bed.sync_days(app::sync::Days::Back(10)).await.unwrap();
    assert_eq!(report.reconciled.spend, Some(false), "{report:?}");
    let whole = results.open(&bed.ws, &ads(&bed)).unwrap();
    let beyond = whole.beyond_ads.expect("the account has more than its ads");
    let told = bed.ws.store.reconcile(&account(&bed), week()).unwrap().unwrap().difference;
    assert!(beyond.spend.micros() > 0, "{beyond:?}");
    assert_eq!((beyond.spend, beyond.impressions), (told.spend, told.impressions.to_string()));
    let found = Filter { search: "nine".into(), ..everything() };
    let part = results.open(&bed.ws, &PerformanceQuery { filter: found, ..ads(&bed) }).unwrap();
    assert_eq!(part.beyond_ads, None, "a selection is not the account");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_narrows_rows_totals_and_days_alike_and_hides_the_rest_by_number() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let results = Results::default();
    let whole = results.open(&bed.ws, &ads(&bed)).unwrap();
    let found = results.open(
        &bed.ws,
        &PerformanceQuery { filter: Filter { search: "NINE bottles".into(), ..everything() }, ..ads(&bed) },
    );
    let found = found.unwrap();
    let rows = all_rows(&results, &found);
    assert!(!rows.is_empty() && rows.len() < whole.rows as usize);
    assert!(rows.iter().all(|row| row.name.to_lowercase().contains("nine")));
    assert_eq!(found.rows + found.hidden, whole.rows + whole.hidden);
    let sum: i64 = rows.iter().map(|row| row.figures.spend.micros()).sum();
    let days: i64 = found.days.iter().filter_map(|day| day.figures).map(|figures| figures.spend.micros()).sum();
    let total = found.totals.unwrap().spend.micros();
    assert_eq!((sum, days), (total, total));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_campaign_filters_what_is_below_it() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let results = Results::default();
    let campaigns = results.open(&bed.ws, &PerformanceQuery { level: Level::Campaign, ..ads(&bed) }).unwrap();
    let first = all_rows(&results, &campaigns).remove(0);
    let filter = Filter { campaigns: vec![first.id.clone()], ..everything() };
    let inside = results.open(&bed.ws, &PerformanceQuery { filter: filter.clone(), ..ads(&bed) }).unwrap();
    assert_eq!(inside.totals.unwrap().spend, first.figures.spend);
    assert_eq!(Some(inside.rows), first.ads);
    assert_eq!(inside.counts.campaigns, campaigns.rows, "the choice does not hide the other campaigns");
    let sets = results.open(&bed.ws, &PerformanceQuery { level: Level::Adset, filter, ..ads(&bed) }).unwrap();
    assert_eq!(inside.counts.ad_sets, sets.rows);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_in_order_with_unknown_values_last_and_are_found_by_id() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let results = Results::default();
    let sort = Sort { by: Column::CostPerResult, descending: false };
    let view = results.open(&bed.ws, &PerformanceQuery { sort, ..ads(&bed) }).unwrap();
    let rows = all_rows(&results, &view);
    let costs: Vec<Option<i64>> = rows.iter().map(|row| row.figures.cost_per_result.map(Money::micros)).collect();
    let known: Vec<i64> = costs.iter().copied().flatten().collect();
    assert!(known.is_sorted() && !known.is_empty());
    assert!(costs.iter().skip(known.len()).all(Option::is_none));
    assert_eq!(results.place(view.handle, rows[4].id.as_str()).unwrap(), Some(4));
    assert_eq!(results.place(view.handle, "nothing").unwrap(), None);
    assert_eq!(results.slice(view.handle, 2, 3).unwrap().rows, rows[2..5]);
    assert_eq!(results.slice(9999, 0, 1).unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_target_is_seen_at_once_although_figures_are_kept() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let results = Results::default();
    let before = results.open(&bed.ws, &ads(&bed)).unwrap();
    assert!(all_rows(&results, &before).iter().all(|row| row.verdict == Verdict::NoTarget));
    aim_at_28_dollars(&bed);
    bed.ws.announce(Changed::Settings);
    let after = results.open(&bed.ws, &ads(&bed)).unwrap();
    assert!(all_rows(&results, &after).iter().any(|row| row.verdict == Verdict::Good));
    assert_eq!(all_rows(&results, &before).len(), before.rows as usize, "an open view stays as it is");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_has_the_words_of_the_ad_and_its_days_since_launch() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    aim_at_28_dollars(&bed);
    let results = Results::default();
    let view = results.open(&bed.ws, &ads(&bed)).unwrap();
    let detail = results.detail(&bed.ws, view.handle, 0).unwrap();
    assert!(detail.copy.unwrap().primary_text.is_some_and(|text| text.len() > 20));
    assert_eq!(detail.days.len(), detail.row.age.unwrap().clamp(14, 90) as usize);
    assert!(detail.chance.is_some_and(|chance| (0.0..=1.0).contains(&chance.fraction())));
    assert_eq!(results.detail(&bed.ws, view.handle, view.rows).unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_export_has_every_matching_row_with_currency_days_and_zone() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let results = Results::default();
    let view = results.open(&bed.ws, &ads(&bed)).unwrap();
    let bytes = results.csv(view.handle, &[Column::Spend, Column::CostPerResult, Column::Trend]).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), view.rows as usize + 1);
    let head = "\u{feff}Ad,Ad ID,Campaign name,Ad set name,Amount spent (USD),Amount spent (USD) before,\
                Cost per result (USD),Cost per result (USD) before,Reporting starts,";
    assert!(lines[0].starts_with(head), "{}", lines[0]);
    assert!(lines[1].contains(",America/Los_Angeles,"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_while_comparing_has_the_days_before_beside_each_figure() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let results = Results::default();
    let view = results.open(&bed.ws, &ads(&bed)).unwrap();
    let bytes = results.csv(view.handle, &[Column::Spend, Column::Age]).unwrap();
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let head = reader.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|title| title == name).unwrap_or_else(|| panic!("{name} in {head:?}"));
    let (before, starts) = (at("Amount spent (USD) before"), at("Before starts"));
    assert_eq!(before, at("Amount spent (USD)") + 1);
    assert!(!head.iter().any(|title| title == "Age (days) before"));
    let row = results.slice(view.handle, 0, 1).unwrap().rows.remove(0);
    let first = reader.records().next().unwrap().unwrap();
    assert_eq!(first[before], row.previous.unwrap().spend.amount());
    assert_eq!(first[starts], week().previous().since().to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_finds_what_the_story_planted() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    aim_at_28_dollars(&bed);
    let page = overview(&bed.ws, &scope(&bed)).unwrap();
    let named = |kind, part: &str| page.needs.iter().any(|need| need.kind == kind && need.name.contains(part));
    assert!(named(NeedKind::Tired, "PayingForWater"), "{:?}", page.needs);
    assert!(named(NeedKind::NoResult, "LooksSimple"), "{:?}", page.needs);
    assert!(named(NeedKind::HardlyAnySpend, "DontHide"), "{:?}", page.needs);
    assert!(!page.needs.iter().any(|need| need.name.contains("HowTabletsWork")), "paid for traffic, not for purchases");
    assert_eq!((page.days.len(), page.before), (14, 7));
    let pacing = page.pacing.unwrap();
    assert!(pacing.spent.micros() > 0 && pacing.lands_at.micros() > pacing.spent.micros());
    assert_eq!(page.best.ads.len(), 6);
    assert!(page.best.ads.is_sorted_by_key(|best| best.figures.cost_per_result.map(Money::micros)));
    assert!(page.launched.total > 0);
    assert_eq!(page.yesterday.unwrap().day, week().until());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_needs_the_ads_that_the_diagnosis_names_and_follows_a_new_target() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let asks = |finding: &Finding| match finding.rule {
        "spend_no_conversions" => finding.severity == Severity::Critical,
        rule => matches!(rule, "tired" | "over_target" | "hardly_any_spend"),
    };
    let compare = || {
        let page = overview(&bed.ws, &scope(&bed)).unwrap();
        assert_eq!(page.needs_total as usize, page.needs.len(), "all of them are shown");
        let needed: BTreeSet<GraphId> =
            page.needs.iter().filter(|need| need.level == Level::Ad).map(|need| need.id.clone()).collect();
        assert_eq!(needed.len(), page.needs.len(), "one need an ad: {:#?}", page.needs);
        let findings = app::diagnose::diagnose(&bed.ws, &account(&bed), None).unwrap().diagnosis.findings;
        let named: BTreeSet<GraphId> = findings.iter().filter(|f| asks(f)).filter_map(|f| f.ad.clone()).collect();
        assert_eq!(needed, named);
        page.needs
    };
    let untold = compare();
    aim_at_28_dollars(&bed);
    let told = compare();
    assert_ne!(untold, told, "a target that was just set is judged by at once");
    let words: Vec<String> =
        told.iter().map(|need| format!("{:?} {} {:?}", need.kind, need.name, need.spend)).collect();
    assert_eq!(told.len(), 3, "the worn out ad, the one without a purchase and the starved one: {words:#?}");
    let cheap = told.iter().find(|need| need.kind == NeedKind::HardlyAnySpend).unwrap();
    assert_eq!(cheap.results.and_then(|results| cheap.spend.per(results)), cheap.cost_per_result, "as the table says");
}

#[tokio::test(flavor = "multi_thread")]
async fn ads_are_found_by_a_part_of_their_name_taken_literally() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    assert!(find_ads(&bed.ws, &account(&bed), "ninebottles").unwrap().len() > 1);
    assert!(find_ads(&bed.ws, &account(&bed), "%").unwrap().is_empty(), "a percent sign is no wildcard");
}

#[tokio::test(flavor = "multi_thread")]
async fn days_the_wrong_way_round_are_refused() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let days = Days { since: week().until(), until: week().since() };
    let wrong = Scope { days, ..scope(&bed) };
    assert_eq!(overview(&bed.ws, &wrong).unwrap_err().code, ErrorCode::InvalidInput);
    let query = PerformanceQuery { scope: wrong, ..ads(&bed) };
    assert_eq!(Results::default().open(&bed.ws, &query).unwrap_err().code, ErrorCode::InvalidInput);
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_that_are_asked_at_once_have_views_of_their_own() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let results = Results::default();
    let together = std::sync::Barrier::new(4);
    let views: Vec<PerformanceView> = std::thread::scope(|threads| {
        let asked: Vec<_> = (1..=4)
            .map(|back| {
                let (bed, results, together) = (&bed, &results, &together);
                threads.spawn(move || {
                    let days = Days::from(DayRange::ending(today().plus_days(-7 * back), 7));
                    let query = PerformanceQuery { scope: Scope { days, compare: None, ..scope(bed) }, ..ads(bed) };
                    together.wait();
                    results.open(&bed.ws, &query).unwrap()
                })
            })
            .collect();
        asked.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let handles: BTreeSet<u32> = views.iter().map(|view| view.handle).collect();
    assert_eq!(handles.len(), 4, "{handles:?}");
    for view in &views {
        assert_eq!(all_rows(&results, view).len(), view.rows as usize);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_without_tracking_is_left_out_where_results_are_compared() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    aim_at_28_dollars(&bed);
    let page = overview(&bed.ws, &scope(&bed)).unwrap();
    let broken = page.notes.iter().find(|note| note.kind == AccountNoteKind::TrackingBroke).unwrap().days.since;
    let tracked = page.tracked.unwrap();
    assert_eq!(tracked.left_out, [broken], "the day of the note, which is in the week before");
    assert_eq!((tracked.days, tracked.previous_days), (7, 6));
    assert_eq!(tracked.figures, page.figures, "this week has no such day");
    let previous = page.previous.unwrap();
    assert_eq!(tracked.previous.results, previous.results, "it had no result");
    assert!(tracked.previous.cost_per_result.unwrap().micros() < previous.cost_per_result.unwrap().micros());
    let results = Results::default();
    let view = results.open(&bed.ws, &ads(&bed)).unwrap();
    assert_eq!(view.untracked, [broken]);
    let fortnight = Scope { days: Days::from(DayRange::ending(week().until(), 14)), ..scope(&bed) };
    let view = results.open(&bed.ws, &PerformanceQuery { scope: fortnight, ..ads(&bed) }).unwrap();
    let marked: Vec<_> = view.marks.iter().filter(|mark| mark.kind == MarkKind::Untracked).collect();
    assert_eq!(marked.iter().map(|mark| mark.day).collect::<Vec<_>>(), [broken]);
    let detail = results.detail(&bed.ws, view.handle, 0).unwrap();
    assert!(detail.marks.iter().any(|mark| mark.kind == MarkKind::Untracked && mark.day == broken));

    let before = DayRange::ending(broken.plus_days(-1), 7);
    let whole =
        Scope { days: Days::from(before), compare: Some(Days::from(before.previous())), account: account(&bed) };
    assert_eq!(overview(&bed.ws, &whole).unwrap().tracked, None, "without such a day the totals are compared");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_range_from_before_the_first_delivery_says_from_when_its_figures_are() {
    use app::sync::Days as SyncDays;
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let read_back = DayRange::new(days(90).since().plus_days(-60), days(90).since().plus_days(-1)).unwrap();
    bed.sync_days(SyncDays::Between(read_back)).await.unwrap();
    let first = bed.ws.store.first_delivery(&bed.account).unwrap().unwrap();
    let from = |since: i32| Scope {
        days: Days { since: first.plus_days(since), until: week().until() },
        compare: None,
        account: account(&bed),
    };
    let results = Results::default();
    for (since, begins) in [(-3, Some(first)), (0, None), (5, None)] {
        assert_eq!(overview(&bed.ws, &from(since)).unwrap().begins, begins, "{since}");
        let view = results.open(&bed.ws, &PerformanceQuery { scope: from(since), ..ads(&bed) }).unwrap();
        assert_eq!(view.begins, begins, "{since}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_after_another_result_is_judged_by_the_target_nowhere_or_everywhere() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    aim_at_28_dollars(&bed);
    let results = Results::default();
    let quarter = Scope { days: Days::from(days(90)), compare: None, account: account(&bed) };
    let query = PerformanceQuery { scope: quarter, ..ads(&bed) };
    let view = results.open(&bed.ws, &query).unwrap();
    let rows = all_rows(&results, &view);
    let (other, judged): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.verdict == Verdict::OtherResult);
    assert!(!other.is_empty() && !judged.is_empty(), "the account has a campaign for traffic");
    assert!(other.iter().all(|row| row.target.is_none() && row.off_target.is_none()));
    assert!(judged.iter().all(|row| row.target.is_some() && row.verdict != Verdict::NoTarget));
    let place = results.place(view.handle, other[0].id.as_str()).unwrap().unwrap();
    assert_eq!(results.detail(&bed.ws, view.handle, place).unwrap().chance, None);
    let filter = Filter { verdict: Some(Verdict::OtherResult), ..everything() };
    let filtered = results.open(&bed.ws, &PerformanceQuery { filter, ..query.clone() }).unwrap();
    assert_eq!(filtered.rows as usize, other.len());

    let by_cost = PerformanceQuery { sort: Sort { by: Column::CostPerResult, descending: true }, ..query };
    let sorted = results.open(&bed.ws, &by_cost).unwrap();
    assert!(view.trend_scale.is_some());
    assert_eq!(sorted.trend_scale, view.trend_scale, "the order of the rows does not change the shape of a trend");
}
