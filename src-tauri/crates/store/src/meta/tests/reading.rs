//! What pages read.

use units::{DayRange, Level};

use super::*;

fn totals(day: AccountDate, spend: &str, campaigns: &[(&str, &str)]) -> DayTotals {
    let total = |campaign: Option<&str>, spend: &str| TotalRow {
        campaign: campaign.map(GraphId::from),
        campaign_name: None,
        figures: row(1, spend, 0).figures,
        actions: Vec::new(),
    };
    let mut rows = vec![total(None, spend)];
    rows.extend(campaigns.iter().map(|(campaign, spend)| total(Some(campaign), spend)));
    DayTotals { day, rows }
}

#[test]
fn the_account_level_is_metas_own_total_beside_the_sum_of_the_ads() {
    let (_directory, store) = connected();
    store.apply_slice(&id(), &one_day(vec![row(1, "10", 0)]), &by()).unwrap();
    store.store_totals(&id(), Asked::NORMAL, &[totals(day(10), "12", &[])], &by()).unwrap();
    let answer = store.performance(&query(Level::Account, DayRange::ending(day(10), 1))).unwrap();
    assert_eq!((answer.total.spend, answer.ads_total.unwrap().spend), (usd("12"), usd("10")));
    let reconciled = store.reconcile(&id(), DayRange::ending(day(10), 3)).unwrap().unwrap();
    assert_eq!((reconciled.days, reconciled.missing_days), (1, 2));
    assert_eq!(reconciled.difference.spend, usd("2"));
    assert!(!reconciled.difference.spend_agrees());
}

#[test]
fn a_day_whose_total_was_not_read_is_named_instead_of_counted_as_nothing() {
    let (_directory, store) = connected();
    store.apply_slice(&id(), &read((8..=10).map(|n| (day(n), vec![row(1, "10", 0)])).collect()), &by()).unwrap();
    store.store_totals(&id(), Asked::NORMAL, &[totals(day(9), "12", &[])], &by()).unwrap();
    let answer = store.performance(&query(Level::Account, DayRange::ending(day(10), 3))).unwrap();
    assert_eq!(answer.without_total, [day(8), day(10)]);
    assert_eq!((answer.total.spend, answer.ads_total.unwrap().spend), (usd("12"), usd("30")));
}

#[test]
fn only_days_whose_campaign_totals_moved_are_read_again() {
    let (_directory, store) = connected();
    store.apply_slice(&id(), &read((8..=11).map(|n| (day(n), vec![row(1, "10", 0)])).collect()), &by()).unwrap();
    let checksums: Vec<_> = (8..=11).map(|n| totals(day(n), "10", &[("100", "10")])).collect();
    store.store_totals(&id(), Asked::NORMAL, &checksums, &by()).unwrap();
    let moved = |fresh: &[DayTotals]| store.days_that_moved(&id(), Asked::CHECKSUM, fresh).unwrap();
    assert!(moved(&checksums).is_empty());
    let mut fresh = checksums;
    fresh[1] = totals(day(9), "10", &[("100", "10.5")]);
    fresh[2] = totals(day(10), "10", &[]);
    fresh.push(totals(day(12), "10", &[("100", "10")]));
    assert_eq!(moved(&fresh), [day(9), day(10), day(12)], "changed, gone, and never read");
    assert_eq!(moved(&fresh), [day(9), day(10), day(12)], "asking stores nothing");
}

#[test]
fn a_range_with_a_hole_is_not_compared_with() {
    let (_directory, store) = connected();
    store
        .apply_slice(
            &id(),
            &read(vec![
                (day(7), vec![row(2, "4", 0)]),
                (day(9), vec![row(1, "10", 0)]),
                (day(10), vec![row(1, "5", 0)]),
            ]),
            &by(),
        )
        .unwrap();
    let range = DayRange::ending(day(10), 2);
    let ask = |store: &Store| {
        store.performance(&PerformanceQuery { compare: Some(range.previous()), ..query(Level::Ad, range) }).unwrap()
    };
    assert_eq!(ask(&store).rows[0].previous, None);
    store.apply_slice(&id(), &read(vec![(day(8), vec![])]), &by()).unwrap();
    let answer = ask(&store);
    assert_eq!(answer.rows[0].previous.unwrap().spend, usd("0"), "it was read and did not deliver");
    assert_eq!(answer.previous_total.unwrap().spend, usd("4"), "what stopped since counts in the total");
}

#[test]
fn days_known_to_be_empty_are_zero_and_days_never_read_are_nothing() {
    let (_directory, store) = connected();
    store.apply_slice(&id(), &read(vec![(day(8), vec![row(1, "10", 0)]), (day(9), vec![])]), &by()).unwrap();
    for level in [Level::Campaign, Level::Adset, Level::Ad] {
        let days = store.daily_sums(&id(), level, DayRange::ending(day(10), 3), None).unwrap();
        let spends: Vec<_> = days[0].days.iter().map(|sums| sums.map(|sums| sums.spend)).collect();
        assert_eq!(spends, [Some(usd("10")), Some(usd("0")), None], "{level}");
    }
}

#[test]
fn a_filter_narrows_rows_and_totals() {
    let (_directory, store) = connected();
    store.apply_slice(&id(), &one_day((0..8).map(|ad| row(ad, "2", 0)).collect()), &by()).unwrap();
    let range = DayRange::ending(day(10), 1);
    let of = |level, campaign: Option<&str>, ad_set: Option<&str>| {
        let query = PerformanceQuery {
            campaign: campaign.map(GraphId::from),
            ad_set: ad_set.map(GraphId::from),
            ..query(level, range)
        };
        let answer = store.performance(&query).unwrap();
        (answer.rows.len(), answer.total.spend)
    };
    assert_eq!(of(Level::Ad, None, None), (8, usd("16")));
    assert_eq!(of(Level::Ad, Some("101"), None), (4, usd("8")));
    assert_eq!(of(Level::Ad, Some("101"), Some("202")), (2, usd("4")));
    assert_eq!(of(Level::Adset, Some("101"), None), (2, usd("8")));
    assert_eq!(of(Level::Campaign, Some("101"), None), (1, usd("8")));
}

#[test]
fn aggregates_are_rebuilt_from_rows_and_a_missing_or_damaged_one_is_read_from_them() {
    let (_directory, store) = connected();
    store
        .apply_slice(&id(), &read((1..=5).map(|n| (day(n), vec![row(1, "10", 1), row(2, "3.33", 0)])).collect()), &by())
        .unwrap();
    let ask = || store.performance(&query(Level::Ad, DayRange::ending(day(5), 5))).unwrap();
    let (before, digest) = (ask(), store.digest().unwrap());
    let damage = |sql: &str| store.write(crate::Priority::Bulk, |tx| Ok(tx.execute(sql, [])?)).unwrap();
    damage("DELETE FROM derived_packed_days WHERE day % 2 = 0");
    assert_eq!(ask(), before);
    damage("UPDATE derived_packed_days SET pack = x'0201ff'");
    assert_eq!(ask(), before);
    damage("UPDATE derived_packed_days SET version = 0");
    assert_eq!(ask(), before);
    damage("DELETE FROM derived_campaign_days");
    store.rebuild_aggregates(&id()).unwrap();
    assert_eq!(ask(), before);
    assert_eq!(store.digest().unwrap(), digest);
}

#[test]
fn the_doctor_notices_a_row_that_is_not_the_one_that_was_stored() {
    let (_directory, store) = connected();
    store
        .apply_slice(&id(), &read((1..=3).map(|n| (day(n), vec![row(1, "10", 1), row(2, "3.33", 0)])).collect()), &by())
        .unwrap();
    let figures = || store.examine().unwrap().checks.into_iter().find(|check| check.name == "figures").unwrap();
    assert_eq!(figures().detail, "3 days are as they were stored, and their sums follow from them");
    let damage = |sql: &str| store.write(crate::Priority::Bulk, |tx| Ok(tx.execute(sql, [])?)).unwrap();
    damage(
        "UPDATE insight_rows SET impressions = impressions + 1 WHERE day = (SELECT MIN(day) FROM insight_rows) AND ad = 1",
    );
    damage("DELETE FROM insight_rows WHERE day = (SELECT MAX(day) FROM insight_rows) AND ad = 2");
    let found = figures().detail;
    assert!(found.contains("2026-02-01 of account 1: the rows are not the ones that were stored"), "{found}");
    assert!(found.contains("2026-02-03 of account 1: 1 rows where 2 were stored"), "{found}");
}
