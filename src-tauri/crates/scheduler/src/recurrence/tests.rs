use chrono::TimeZone as _;
use proptest::prelude::*;
use units::{Timestamp, Zone};

use super::Recurrence;
use crate::SchedulerError;

fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn rule(expression: &str, name: &str) -> Recurrence {
    Recurrence::cron(expression, zone(name)).unwrap()
}

fn locals(recurrence: &Recurrence, from: Timestamp, count: usize) -> Vec<String> {
    let local = |at: Timestamp| recurrence.zone().local(at).format("%a %Y-%m-%d %H:%M %Z").to_string();
    recurrence.preview(from, count).into_iter().map(|next| local(next.at)).collect()
}

/// The table of what the system before us computed, with the right answers; its "now" is Monday 2026-02-16 07:00 in
/// Los Angeles.
#[test]
fn every_expression_that_used_to_go_wrong_fires_when_it_says() {
    let now = at("2026-02-16T07:00:00-08:00");
    let cases = [
        ("30 9 * * *", "Mon 2026-02-16 09:30 PST"),
        ("0 9 * * 1", "Mon 2026-02-16 09:00 PST"),
        ("0 9 * * 0", "Sun 2026-02-22 09:00 PST"),
        ("0 9 * * 7", "Sun 2026-02-22 09:00 PST"),
        ("0 6 * * 1", "Mon 2026-02-23 06:00 PST"),
        ("0 6,18 * * *", "Mon 2026-02-16 18:00 PST"),
        ("0 9 15 * *", "Sun 2026-03-15 09:00 PDT"),
        ("*/30 * * * *", "Mon 2026-02-16 07:30 PST"),
        ("0 9 * * 1-5", "Mon 2026-02-16 09:00 PST"),
        ("0 9 * 6 *", "Mon 2026-06-01 09:00 PDT"),
        ("0 9 * * MON", "Mon 2026-02-16 09:00 PST"),
    ];
    for (expression, right) in cases {
        assert_eq!(locals(&rule(expression, "America/Los_Angeles"), now, 1), [right], "{expression}");
    }
    let asked_on_the_31st = at("2026-01-31T10:00:00-08:00");
    let next = locals(&rule("0 9 31 * *", "America/Los_Angeles"), asked_on_the_31st, 1);
    assert_eq!(next, ["Tue 2026-03-31 09:00 PDT"], "February has no 31st, March has");
}

#[test]
fn a_daily_time_keeps_its_local_hour_across_both_changes() {
    let daily = rule("0 9 * * *", "America/Los_Angeles");
    let spring = locals(&daily, at("2026-03-07T12:00:00-08:00"), 2);
    assert_eq!(spring, ["Sun 2026-03-08 09:00 PDT", "Mon 2026-03-09 09:00 PDT"]);
    let autumn = locals(&daily, at("2026-10-31T12:00:00-07:00"), 2);
    assert_eq!(autumn, ["Sun 2026-11-01 09:00 PST", "Mon 2026-11-02 09:00 PST"]);
}

#[test]
fn a_time_that_does_not_exist_runs_at_the_first_instant_after_the_gap() {
    let cases = [
        ("30 2 * * *", "America/New_York", "2026-03-08T00:00:00-05:00", "2026-03-08T07:00:00Z"),
        ("15 2 * * *", "Australia/Lord_Howe", "2026-10-04T00:00:00+10:30", "2026-10-03T15:30:00Z"),
        ("0 0 * * *", "America/Havana", "2026-03-07T12:00:00-05:00", "2026-03-08T05:00:00Z"),
        ("30 2,14 * * *", "America/New_York", "2026-03-08T00:00:00-05:00", "2026-03-08T07:00:00Z"),
        ("*/30 2 * * *", "America/New_York", "2026-03-08T00:00:00-05:00", "2026-03-08T07:00:00Z"),
    ];
    for (expression, name, from, right) in cases {
        assert_eq!(rule(expression, name).next_after(at(from)), Some(at(right)), "{expression} {name}");
    }
}

#[test]
fn several_times_inside_one_gap_run_once() {
    let both = rule("0,30 2 * * *", "America/New_York");
    assert_eq!(
        locals(&both, at("2026-03-08T00:00:00-05:00"), 2),
        ["Sun 2026-03-08 03:00 EDT", "Mon 2026-03-09 02:00 EDT"]
    );
}

#[test]
fn a_time_that_happens_twice_runs_the_first_time_only() {
    for expression in ["30 1 * * *", "30 1,13 * * *"] {
        let next = rule(expression, "America/New_York").preview(at("2026-11-01T00:00:00-04:00"), 2);
        assert_eq!(next[0].at, at("2026-11-01T05:30:00Z"), "{expression}");
        assert!(next[1].at >= at("2026-11-01T18:30:00Z"), "{expression}: not at the second 01:30");
    }
}

#[test]
fn an_interval_goes_on_through_both_changes() {
    let half_hours = rule("*/30 * * * *", "America/New_York");
    for start in ["2026-03-08T05:00:00Z", "2026-11-01T04:00:00Z"] {
        let next = half_hours.preview(at(start), 12);
        let gaps: Vec<i64> = next.windows(2).map(|pair| pair[1].at.millis() - pair[0].at.millis()).collect();
        assert!(gaps.iter().all(|gap| *gap == 30 * 60_000), "{start}: {gaps:?}");
    }
    let second_copies = rule("*/30 1 * * *", "America/New_York").preview(at("2026-11-01T04:00:00Z"), 4);
    let hours: Vec<String> = second_copies.iter().map(|next| next.at.to_string()).collect();
    assert_eq!(hours, ["2026-11-01T05:00:00Z", "2026-11-01T05:30:00Z", "2026-11-01T06:00:00Z", "2026-11-01T06:30:00Z"]);
}

#[test]
fn a_civil_day_that_does_not_exist_ends_nothing() {
    let daily = rule("0 9 * * *", "Pacific/Apia");
    assert_eq!(
        locals(&daily, at("2011-12-29T00:00:00Z"), 3),
        ["Thu 2011-12-29 09:00 -10", "Sat 2011-12-31 09:00 +14", "Sun 2012-01-01 09:00 +14"]
    );
    let on_that_day = Recurrence::cron("0 9 30 12 *", zone("Pacific/Apia")).unwrap();
    assert_eq!(locals(&on_that_day, at("2011-12-29T00:00:00Z"), 1), ["Sun 2012-12-30 09:00 +14"]);
}

#[test]
fn once_means_a_local_time_or_an_instant() {
    let berlin = zone("Europe/Berlin");
    let now = at("2026-01-01T00:00:00Z");
    let once = |text: &str| Recurrence::once(text, berlin).unwrap().next_after(now).unwrap();
    assert_eq!(once("2026-07-01T09:30"), at("2026-07-01T07:30:00Z"));
    assert_eq!(once("2026-07-01T07:30:00Z"), at("2026-07-01T07:30:00Z"));
    assert_eq!(once("2026-03-29 02:30"), at("2026-03-29T01:00:00Z"), "the first instant after the gap");
    assert_eq!(once("2026-10-25T02:30"), at("2026-10-25T00:30:00Z"), "the first of the two");
    assert_eq!(once("2026-10-25T01:30:00Z"), at("2026-10-25T01:30:00Z"), "an instant in the second of the two");
    let second = Recurrence::once("2026-10-25T01:30:00Z", berlin).unwrap().preview(now, 1).remove(0);
    assert!(second.note.is_some_and(|note| note.ends_with("This is the second 02:30.")));
    let over = Recurrence::once("2025-07-01T09:30", berlin).unwrap();
    assert_eq!(over.next_after(now), None, "it lies in the past");
    assert!(matches!(Recurrence::once("soon", berlin), Err(SchedulerError::NotALocalTime(_))));
}

#[test]
fn a_rule_that_never_fires_is_refused() {
    for expression in ["0 0 31 2 *", "0 0 30 2 *", "0 0 31 4,6,9,11 *"] {
        assert!(matches!(Recurrence::cron(expression, Zone::UTC), Err(SchedulerError::NeverFires(_))), "{expression}");
    }
    assert!(Recurrence::cron("0 0 29 2 *", Zone::UTC).is_ok(), "leap years have one");
}

#[test]
fn what_is_not_five_fields_is_refused_with_the_problem() {
    for text in [
        "",
        "daily",
        "@daily",
        "0 9 * *",
        "0 0 9 * * *",
        "60 9 * * *",
        "0 24 * * *",
        "0 9 * * 8",
        "0 9 0 * *",
        "x 9 * * *",
    ] {
        assert!(matches!(Recurrence::cron(text, Zone::UTC), Err(SchedulerError::NotCron { .. })), "{text}");
    }
}

#[test]
fn the_preview_says_what_the_clocks_do() {
    let monthly = rule("0 3 14 * *", "America/Los_Angeles").preview(at("2027-02-20T00:00:00Z"), 2);
    assert_eq!(
        monthly[0].note.as_deref(),
        Some("Clocks go forward that night: 03:00 follows 01:59. It runs once, 10:00 UTC instead of 11:00.")
    );
    assert_eq!(monthly[1].note, None);
    let gap = rule("30 2 * * *", "America/New_York").preview(at("2026-03-08T05:00:00Z"), 1);
    assert_eq!(
        gap[0].note.as_deref(),
        Some("Clocks go forward that night: 03:00 follows 01:59. 02:30 does not exist, so it runs at 03:00.")
    );
    let fold = rule("30 1 * * *", "America/New_York").preview(at("2026-11-01T04:00:00Z"), 2);
    assert_eq!(
        fold[0].note.as_deref(),
        Some("Clocks go back that night: 01:00 follows 01:59. It runs once, the first time it is 01:30.")
    );
    assert_eq!(fold[1].note, None);
}

#[test]
fn every_zone_runs_a_daily_rule_once_on_every_day_it_has() {
    let start = at("2026-12-31T12:00:00Z");
    for (index, tz) in chrono_tz::TZ_VARIANTS.iter().enumerate() {
        let hour = index % 4;
        let daily = rule(&format!("30 {hour} * * *"), tz.name());
        let mut last = None;
        let mut after = start;
        while let Some(next) = daily.next_after(after).filter(|next| *next < at("2027-12-31T12:00:00Z")) {
            let day = daily.zone().local(next).date_naive();
            if let Some(last) = last {
                assert_eq!(day - last, chrono::Duration::days(1), "{} {day}", tz.name());
            }
            last = Some(day);
            after = next;
        }
        let end = chrono::NaiveDate::from_ymd_opt(2027, 12, 30);
        assert!(last >= end, "{} ends on {last:?}", tz.name());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever the zone and the rule: times only grow, every one of them matches the rule on the wall or follows a
    /// gap, and asking from any instant between two of them gives the second.
    #[test]
    fn next_is_the_same_from_every_instant_between_two_runs(
        zone_index in 0..chrono_tz::TZ_VARIANTS.len(),
        year in 1990..2037_i32,
        day_of_year in 1..365_u32,
        expression in prop::sample::select(vec![
            "30 2 * * *", "0,30 1,2 * * *", "*/20 * * * *", "15 */2 * * *", "0 0 * * *", "*/30 1 * * *", "5 1-3 * * 0",
        ]),
        fraction in 0.0..1.0_f64,
    ) {
        let tz = chrono_tz::TZ_VARIANTS[zone_index];
        let recurrence = rule(expression, tz.name());
        let day = chrono::NaiveDate::from_yo_opt(year, day_of_year).unwrap();
        let mut after = Timestamp::from(chrono::Utc.from_utc_datetime(&day.and_hms_opt(0, 0, 0).unwrap()));
        for _ in 0..6 {
            let first = recurrence.next_after(after).unwrap();
            prop_assert!(first > after);
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "any instant between will do")]
            let between = after.millis() + ((first.millis() - after.millis() - 1) as f64 * fraction) as i64;
            prop_assert_eq!(recurrence.next_after(Timestamp::from_millis(between)), Some(first));
            after = first;
        }
    }
}

#[test]
fn a_year_of_minutes_is_counted_without_walking_through_it() {
    for (name, from, until) in [
        ("America/New_York", "2026-01-01T05:00:00Z", "2027-01-01T05:00:00Z"),
        ("Australia/Lord_Howe", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
    ] {
        let minutes = rule("* * * * *", name).elapsed(at(from), at(until), 3);
        assert_eq!(minutes.count, 365 * 1440 + 1, "{name}: elapsed time has no clock changes");
        let last = at(until).millis();
        let newest: Vec<i64> = minutes.newest.iter().map(|due| (last - due.millis()) / 60_000).collect();
        assert_eq!(newest, [2, 1, 0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn counting_by_days_gives_the_same_as_walking(
        zone_index in 0..chrono_tz::TZ_VARIANTS.len(),
        start_day in 0..360_i64,
        expression in prop::sample::select(vec!["*/20 * * * *", "*/10 8-17 * * 1-5", "7,37 * 1-20 * *"]),
    ) {
        let recurrence = rule(expression, chrono_tz::TZ_VARIANTS[zone_index].name());
        let from = Timestamp::from_millis(1_767_225_600_000 + start_day * 86_400_000);
        let first = recurrence.next_after(from).unwrap();
        let until = from.plus(std::time::Duration::from_secs(25 * 86_400));
        let walked = std::iter::successors(Some(first), |due| recurrence.next_after(*due)).take_while(|due| *due <= until);
        prop_assert_eq!(recurrence.elapsed(first, until, 5).count as usize, walked.count());
    }
}
