//! Days become the truth.

use proptest::prelude::*;
use units::{Count, DayRange, Level, Quantity, RunId};
use uuid::Uuid;

use super::*;
use crate::StoreError;
use crate::jobs::Lease;

#[test]
fn a_second_identical_read_changes_nothing() {
    let (_directory, store) = connected();
    let slice = read(vec![(day(9), vec![row(1, "10", 1), row(2, "3.5", 0)]), (day(10), vec![])]);
    let first = store.apply_slice(&id(), &slice, &by()).unwrap();
    assert_eq!((first.days, first.rows, first.inserted), (2, 2, 2));
    let digest = store.digest().unwrap();
    let second = store.apply_slice(&id(), &slice, &by()).unwrap();
    assert_eq!(second.changed_rows(), 0);
    assert_eq!(store.digest().unwrap(), digest);
    assert_eq!(store.restatement_bytes(&id()).unwrap(), 0);
}

#[test]
fn changed_and_vanished_rows_go_to_the_restatement_log_as_they_were() {
    let (_directory, store) = connected();
    store.apply_slice(&id(), &one_day(vec![row(1, "10", 1), row(2, "3.5", 0), row(3, "4", 0)]), &by()).unwrap();
    let again = store.apply_slice(&id(), &one_day(vec![row(1, "12.25", 2), row(3, "4", 0)]), &by()).unwrap();
    assert_eq!((again.inserted, again.changed, again.vanished), (0, 1, 1));
    let log = store.restatements(&id(), day(10)).unwrap();
    let kinds: Vec<_> =
        log.iter().map(|old| (old.ad.as_str(), old.vanished, old.old_row["spend_micros"].as_i64())).collect();
    assert_eq!(kinds, [("301", false, Some(10_000_000)), ("302", true, Some(3_500_000))]);
    assert_eq!(log[0].old_row["purchases_micros"], 1_000_000);
    assert!(log[0].old_row["actions"].as_str().unwrap().contains(":1/52.5"), "every action is in the old row");
    assert!(store.restatement_bytes(&id()).unwrap() > 100);
    let now = store.performance(&query(Level::Ad, DayRange::ending(day(10), 1))).unwrap();
    assert_eq!(now.total.spend, usd("16.25"), "the vanished row counts no more");
}

#[test]
fn one_old_version_a_day_is_kept_and_at_maturity_only_the_first() {
    let (_directory, store) = connected();
    store.apply_slice(&id(), &one_day(vec![row(1, "10", 0)]), &by()).unwrap();
    for (at, spend) in [("2026-02-17T12:00:00Z", "11"), ("2026-02-17T18:00:00Z", "12"), ("2026-02-18T12:00:00Z", "13")]
    {
        let by = Writing::by_hand(units::Timestamp::parse(at).unwrap());
        store.apply_slice(&id(), &one_day(vec![row(1, spend, 0)]), &by).unwrap();
    }
    let spends = |store: &Store| -> Vec<_> {
        store
            .restatements(&id(), day(10))
            .unwrap()
            .iter()
            .map(|old| old.old_row["spend_micros"].as_i64().unwrap() / 1_000_000)
            .collect()
    };
    assert_eq!(spends(&store), [10, 12], "the change within one day left no version of its own");
    assert_eq!(store.compact_restatements(&id(), day(20), &by()).unwrap(), 0, "the day still moves");
    assert_eq!(store.compact_restatements(&id(), day(10).plus_days(29), &by()).unwrap(), 1);
    assert_eq!(spends(&store), [10]);
}

#[test]
fn a_field_that_was_not_asked_for_keeps_its_value() {
    let (_directory, store) = connected();
    store.apply_slice(&id(), &one_day(vec![row(1, "10", 1)]), &by()).unwrap();
    let mut narrow = row(1, "10", 0);
    narrow.actions.clear();
    narrow.attribution = None;
    narrow.figures.reach = None;
    let slice = SliceRead { asked: Asked::BASIC, ..one_day(vec![narrow]) };
    assert_eq!(store.apply_slice(&id(), &slice, &by()).unwrap().changed_rows(), 0);
    let rows = store.performance(&query(Level::Ad, DayRange::ending(day(10), 1))).unwrap();
    assert_eq!(rows.total.purchases, Some(Quantity::whole(1)));
}

#[test]
fn another_attribution_setting_makes_no_second_row() {
    let (_directory, store) = connected();
    store.apply_slice(&id(), &one_day(vec![row(1, "10", 1)]), &by()).unwrap();
    let mut other = row(1, "10", 1);
    other.attribution = Some(Arc::from("7d_click_someday"));
    let applied = store.apply_slice(&id(), &one_day(vec![other]), &by()).unwrap();
    assert_eq!((applied.inserted, applied.changed), (0, 1));
    assert_eq!(store.attribution_settings(&id(), DayRange::ending(day(10), 1)).unwrap(), ["7d_click_someday"]);
}

#[test]
fn eleven_purchases_under_three_names_are_eleven() {
    let (_directory, store) = connected();
    store.apply_slice(&id(), &one_day(vec![row(1, "10", 11)]), &by()).unwrap();
    let total = store.performance(&query(Level::Ad, DayRange::ending(day(10), 1))).unwrap().total;
    assert_eq!(total.purchases, Some(Quantity::whole(11)));
    assert_eq!(total.purchase_value, Some(usd("52.5")));
}

#[test]
fn a_better_purchase_type_recounts_what_was_counted_by_a_worse_one() {
    let (_directory, store) = connected();
    let mut pixel = row(1, "10", 0);
    pixel.actions.push(action("offsite_conversion.fb_pixel_purchase", 3, Some("90")));
    let mut both = pixel.clone();
    both.ad = GraphId("302".to_owned());
    both.actions.push(action("onsite_conversion.purchase", 1, Some("10")));
    store.apply_slice(&id(), &read(vec![(day(9), vec![pixel]), (day(10), vec![both])]), &by()).unwrap();
    let total =
        |store: &Store| store.performance(&query(Level::Ad, DayRange::ending(day(11), 3))).unwrap().total.purchases;
    assert_eq!(total(&store), Some(Quantity::whole(6)), "the part is not added to the whole");
    store.apply_slice(&id(), &read(vec![(day(11), vec![row(1, "10", 2)])]), &by()).unwrap();
    assert_eq!(total(&store), Some(Quantity::whole(2)), "rows without the new type hold none of it");
    let types = store.result_types(&id()).unwrap();
    assert_eq!(types.iter().find(|t| t.event == "purchase").unwrap().action_type, "omni_purchase");
    let changes = store.result_type_changes(&id()).unwrap();
    assert_eq!(
        (changes[0].old.as_str(), changes[0].new.as_str(), changes[0].rows),
        ("offsite_conversion.fb_pixel_purchase", "omni_purchase", 2)
    );
}

#[test]
fn a_metric_never_reported_is_unknown_and_one_reported_elsewhere_is_zero() {
    let (_directory, store) = connected();
    store
        .apply_slice(&id(), &read(vec![(day(9), vec![row(1, "10", 2)]), (day(10), vec![row(2, "5", 0)])]), &by())
        .unwrap();
    let quiet = store.performance(&query(Level::Ad, DayRange::ending(day(10), 1))).unwrap().total;
    assert_eq!(quiet.purchases, Some(Quantity::ZERO));
    assert_eq!(quiet.leads, None);
    assert_eq!(quiet.video_3s, None);
}

#[test]
fn an_amount_in_another_currency_is_refused_and_nothing_is_stored() {
    let (_directory, store) = connected();
    let mut foreign = row(1, "10", 0);
    foreign.figures.spend = Some(units::Money::from_micros(1, units::Currency::EUR));
    let refused = store.apply_slice(&id(), &one_day(vec![foreign]), &by());
    assert!(matches!(refused, Err(StoreError::Constraint(_))));
    assert_eq!(store.day_coverage(&id()).unwrap().days, 0);
}

#[test]
fn without_the_lease_nothing_is_written() {
    let (_directory, store) = connected();
    let lease = Lease { run: RunId(Uuid::from_u128(1)), token: Uuid::from_u128(2) };
    let by = Writing { at: by().at, fence: Some(&lease) };
    assert!(matches!(store.apply_slice(&id(), &one_day(vec![row(1, "10", 0)]), &by), Err(StoreError::LeaseLost)));
    assert_eq!(store.day_coverage(&id()).unwrap().days, 0);
}

#[test]
fn the_day_that_is_going_on_is_stored_as_so_far() {
    let (_directory, store) = connected();
    let (yesterday, today) = (day(16), day(17));
    store
        .apply_slice(&id(), &read(vec![(today, vec![row(1, "1", 0)]), (yesterday, vec![row(1, "9", 0)])]), &by())
        .unwrap();
    let coverage = store.day_coverage(&id()).unwrap();
    assert_eq!((coverage.last_complete, coverage.newest), (Some(yesterday), Some(today)));
    assert_eq!(store.incomplete_days(&id(), DayRange::ending(today, 3)).unwrap(), [day(15), today]);
    assert_eq!(store.unsynced_days(&id(), DayRange::ending(today, 3)).unwrap(), [day(15)]);
}

#[test]
fn windows_asked_for_are_kept_and_a_change_of_them_is_a_change() {
    let (_directory, store) = connected();
    let mut with = row(1, "10", 1);
    let window = |count| WindowedAction {
        kind: Arc::from("omni_purchase"),
        window: Arc::from("1d_click"),
        count: Some(Quantity::whole(count)),
        value: None,
    };
    with.windows = vec![window(1)];
    let slice = |row: &InsightRow| SliceRead { asked: Asked::NORMAL.and(Asked::WINDOWS), ..one_day(vec![row.clone()]) };
    store.apply_slice(&id(), &slice(&with), &by()).unwrap();
    assert_eq!(store.apply_slice(&id(), &slice(&with), &by()).unwrap().changed_rows(), 0);
    with.windows = vec![window(0)];
    assert_eq!(store.apply_slice(&id(), &slice(&with), &by()).unwrap().changed, 1);
}

fn any_day() -> impl Strategy<Value = Vec<InsightRow>> {
    proptest::collection::btree_map(0_u32..6, (0_u32..2000, 0_u32..4), 0..5).prop_map(|rows| {
        rows.into_iter()
            .map(|(ad, (cents, purchases))| row(ad, &format!("{}.{:02}", cents / 100, cents % 100), purchases))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5))]

    #[test]
    fn days_applied_in_any_order_and_slicing_give_the_same_file(days in proptest::collection::vec(any_day(), 2..7), order in any::<u64>(), cut in 1_usize..4) {
        let days: Vec<_> = days.into_iter().enumerate().map(|(n, rows)| (day(1).plus_days(n as i32), rows)).collect();
        let (_one, straight) = connected();
        straight.apply_slice(&id(), &read(days.clone()), &by()).unwrap();
        let mut shuffled = days.clone();
        let length = shuffled.len();
        for at in 0..length {
            shuffled.swap(at, (order as usize).wrapping_mul(at + 7) % length);
        }
        let (_other, sliced) = connected();
        for slice in shuffled.chunks(cut) {
            sliced.apply_slice(&id(), &read(slice.to_vec()), &by()).unwrap();
            // A slice that was applied and whose run was killed before it said so comes again.
            sliced.apply_slice(&id(), &read(slice.to_vec()), &by()).unwrap();
        }
        prop_assert_eq!(straight.digest().unwrap(), sliced.digest().unwrap());
    }

    #[test]
    fn every_level_adds_up_to_the_same_total_and_to_the_rows(days in proptest::collection::vec(any_day(), 1..6)) {
        let (_directory, store) = connected();
        let range = DayRange::ending(day(1).plus_days(days.len() as i32 - 1), days.len() as u32);
        let spend: i64 = days.iter().flatten().filter_map(|row| row.figures.spend).map(units::Money::micros).sum();
        let impressions: u64 = days.iter().flatten().filter_map(|row| row.figures.impressions).sum();
        store.apply_slice(&id(), &read(days.into_iter().enumerate().map(|(n, rows)| (day(1).plus_days(n as i32), rows)).collect()), &by()).unwrap();
        let total = store.performance(&query(Level::Ad, range)).unwrap().total;
        prop_assert_eq!(total.spend.micros(), spend);
        prop_assert_eq!(total.impressions, Count::new(impressions).unwrap());
        for level in [Level::Campaign, Level::Adset, Level::Ad] {
            let answer = store.performance(&query(level, range)).unwrap();
            prop_assert_eq!(answer.total, total);
            let rows = answer.rows.iter().map(|row| row.sums.spend.micros()).sum::<i64>();
            prop_assert_eq!(rows, spend);
            let by_day = store.daily_sums(&id(), level, range, None).unwrap();
            let days = by_day.iter().flat_map(|object| object.days.iter().flatten()).map(|sums| sums.spend.micros()).sum::<i64>();
            prop_assert_eq!(days, spend);
        }
        let series: i64 = store.account_series(&id(), range).unwrap().into_iter().filter_map(|(_day, sums)| sums).map(|sums| sums.spend.micros()).sum();
        prop_assert_eq!(series, spend);
    }

    #[test]
    fn restating_a_day_logs_every_old_row_that_is_not_the_new_one(before in any_day(), after in any_day()) {
        let (_directory, store) = connected();
        store.apply_slice(&id(), &one_day(before.clone()), &by()).unwrap();
        store.apply_slice(&id(), &one_day(after.clone()), &by()).unwrap();
        let lost: std::collections::BTreeSet<String> = before.iter().filter(|old| !after.contains(old)).map(|old| old.ad.0.clone()).collect();
        let logged: std::collections::BTreeSet<String> = store.restatements(&id(), day(10)).unwrap().into_iter().map(|old| old.ad).collect();
        // A row that had no purchase type to count by is the same row after one was fixed.
        prop_assert_eq!(logged, lost);
        let (_fresh, fresh) = connected();
        fresh.apply_slice(&id(), &one_day(after), &by()).unwrap();
        let range = DayRange::ending(day(10), 1);
        prop_assert_eq!(store.performance(&query(Level::Ad, range)).unwrap().total.spend, fresh.performance(&query(Level::Ad, range)).unwrap().total.spend);
    }
}
