//! An account in numbers, and what a diagnosis makes of it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use insights::{AccountFacts, AdFacts, Aims, Diagnosis, LaunchState, Severity, WeekReach, diagnose, launches};
use proptest::prelude::*;
use units::{AccountDate, Count, Currency, DayRange, GraphId, Money, Objective, Quantity, Sums};

const DAYS: u32 = 60;

fn last() -> AccountDate {
    AccountDate::parse("2026-02-20").unwrap()
}

/// One day of one ad; money in units of the currency.
#[derive(Debug, Clone, Copy)]
struct Day {
    spend: f64,
    impressions: u32,
    clicks: u32,
    purchases: f64,
}

const GOOD: Day = Day { spend: 56.0, impressions: 4000, clicks: 60, purchases: 2.0 };

fn sums(day: Day, scale: f64, currency: Currency) -> Sums {
    let money = |amount: f64| Money::from_micros((amount * scale * 1e6).round() as i64, currency);
    Sums {
        spend: money(day.spend),
        impressions: Count::from(day.impressions),
        clicks: Count::from(day.clicks * 2),
        link_clicks: Count::from(day.clicks),
        purchases: Some(Quantity::from_micros((day.purchases * 1e6) as i64)),
        purchase_value: Some(money(day.purchases * 52.0)),
        ..Sums::none(currency)
    }
}

fn ad(id: &str, currency: Currency, scale: f64, day: impl Fn(u32) -> Day) -> AdFacts {
    AdFacts {
        id: GraphId(id.to_owned()),
        name: Some(format!("Ad {id}")),
        campaign: Some(GraphId("1".to_owned())),
        campaign_name: Some("Prospecting".to_owned()),
        objective: Objective("OUTCOME_SALES".to_owned()),
        is_active: true,
        is_learning: false,
        is_video: Some(false),
        created: Some(last().plus_days(-200)),
        days: (0..DAYS).map(|back| Some(sums(day(DAYS - 1 - back), scale, currency))).collect(),
        reach: Vec::new(),
        aims: aims(currency, scale),
    }
}

fn aims(currency: Currency, scale: f64) -> Aims {
    Aims { cost_per_result: Some(Money::from_micros((28.0 * scale * 1e6) as i64, currency)), ..Aims::default() }
}

/// Eight healthy ads and the ones given; `back` counts from 0, the last complete day.
fn account(mut ads: Vec<AdFacts>, currency: Currency, scale: f64) -> AccountFacts {
    for n in 0..8 {
        // Weekday rhythm and small differences, so that cohorts have a spread.
        ads.push(ad(&format!("90{n}"), currency, scale, move |back| Day {
            clicks: GOOD.clicks + n * 2 + back % 5,
            ..GOOD
        }));
    }
    AccountFacts {
        currency,
        days: DayRange::ending(last(), DAYS),
        range: DayRange::ending(last(), 30),
        ads,
        aims: aims(currency, scale),
    }
}

fn in_dollars(ads: Vec<AdFacts>) -> AccountFacts {
    account(ads, Currency::USD, 1.0)
}

fn dollars(id: &str, day: impl Fn(u32) -> Day) -> AdFacts {
    ad(id, Currency::USD, 1.0, day)
}

fn rules_of<'a>(diagnosis: &'a Diagnosis, id: &str) -> Vec<&'a str> {
    diagnosis.findings.iter().filter(|f| f.ad.as_ref().is_some_and(|ad| ad.as_str() == id)).map(|f| f.rule).collect()
}

fn why_skipped(diagnosis: &Diagnosis, rule: &str) -> Vec<String> {
    diagnosis.skipped.iter().filter(|s| s.rule == rule).map(|s| s.why.clone()).collect()
}

#[test]
fn healthy_ads_are_left_alone() {
    let diagnosis = diagnose(&in_dollars(Vec::new()));
    assert_eq!(diagnosis.findings, Vec::new(), "nothing is wrong here");
    assert_eq!(diagnosis.judged_spend_share.unwrap().fraction(), 1.0, "all of the spend was judged");
}

#[test]
fn d1_a_click_rate_of_a_twentieth_of_a_percent_is_under_the_quartile() {
    let bad = dollars("1", |_back| Day { clicks: 2, ..GOOD });
    let rules = diagnose(&in_dollars(vec![bad]));
    assert!(rules_of(&rules, "1").contains(&"ctr_below_p25"), "{:?}", rules_of(&rules, "1"));
    assert!(rules_of(&rules, "1").contains(&"ctr_below_p10"));
}

/// Ten ads of the other format, which are clicked five times as often.
fn lively_videos() -> Vec<AdFacts> {
    let video = |n: u32| {
        let mut ad = dollars(&format!("80{n}"), move |back| Day { clicks: 300 + n * 6 + back % 5, ..GOOD });
        ad.is_video = Some(true);
        ad
    };
    (0..10).map(video).collect()
}

#[test]
fn d2_an_ad_is_compared_with_ads_of_its_own_kind() {
    let rules_with = |is_video: bool| {
        let mut middling = dollars("1", |_back| Day { clicks: 66, ..GOOD });
        middling.is_video = Some(is_video);
        let diagnosis = diagnose(&in_dollars([vec![middling], lively_videos()].concat()));
        rules_of(&diagnosis, "1").iter().map(|rule| (*rule).to_owned()).collect::<Vec<_>>()
    };
    let as_picture = rules_with(false);
    assert!(!as_picture.iter().any(|rule| rule.starts_with("ctr_below")), "usual among pictures: {as_picture:?}");
    let as_video = rules_with(true);
    assert!(as_video.iter().any(|rule| rule == "ctr_below_p10"), "the worst among videos: {as_video:?}");
}

#[test]
fn d3_awareness_and_traffic_ads_are_not_judged_by_purchases_whatever_their_objective_is_called() {
    for objective in ["OUTCOME_AWARENESS", "REACH", "OUTCOME_TRAFFIC", "LINK_CLICKS", "VIDEO_VIEWS", "UNKNOWN"] {
        let mut quiet = dollars("1", |_back| Day { purchases: 0.0, ..GOOD });
        quiet.objective = Objective(objective.to_owned());
        let diagnosis = diagnose(&in_dollars(vec![quiet]));
        assert!(!rules_of(&diagnosis, "1").contains(&"spend_no_conversions"), "{objective}");
        assert!(diagnosis.recommendations.iter().all(|r| r.category != "kill"), "{objective}");
    }
    for objective in ["OUTCOME_SALES", "CONVERSIONS"] {
        let mut quiet = dollars("1", |_back| Day { purchases: 0.0, ..GOOD });
        quiet.objective = Objective(objective.to_owned());
        assert!(rules_of(&diagnose(&in_dollars(vec![quiet])), "1").contains(&"spend_no_conversions"), "{objective}");
    }
}

#[test]
fn d4_frequency_is_that_of_seven_days_and_never_made_from_daily_rows() {
    let mut seen = dollars("1", |_back| GOOD);
    let without = diagnose(&in_dollars(vec![seen.clone()]));
    assert!(!rules_of(&without, "1").contains(&"frequency_above_threshold"));
    assert_eq!(why_skipped(&without, "frequency_above_threshold"), ["reach of the last 7 days was not recorded"]);
    seen.reach = vec![WeekReach { until: last(), reach: 5000, impressions: 28_000 }];
    let with = diagnose(&in_dollars(vec![seen]));
    let finding = with.findings.iter().find(|f| f.rule == "frequency_above_threshold").expect("5.6 is above any limit");
    assert_eq!(finding.severity, Severity::Critical);
}

#[test]
fn d5_days_without_delivery_count_and_days_never_read_do_not() {
    let stopped = |back| if back < 3 { Day { spend: 0.0, impressions: 0, clicks: 0, purchases: 0.0 } } else { GOOD };
    let starved = dollars("1", stopped);
    assert!(rules_of(&diagnose(&in_dollars(vec![starved.clone()])), "1").contains(&"impression_starvation"));
    let mut unread = starved;
    unread.days[DAYS as usize - 1] = None;
    let diagnosis = diagnose(&in_dollars(vec![unread]));
    assert!(!rules_of(&diagnosis, "1").contains(&"impression_starvation"), "an unread day is no starved day");
    assert_eq!(why_skipped(&diagnosis, "impression_starvation"), ["a day of the last three was not read"]);
}

#[test]
fn d35_the_same_account_in_another_currency_gets_the_same_verdicts() {
    let ads = |currency, scale| {
        vec![
            ad("1", currency, scale, |_back| Day { purchases: 0.0, ..GOOD }),
            ad("2", currency, scale, |_back| Day { clicks: 5, ..GOOD }),
        ]
    };
    let verdicts = |facts: &AccountFacts| {
        diagnose(facts).findings.iter().map(|f| (f.rule, f.severity, f.ad.clone())).collect::<Vec<_>>()
    };
    let yen = Currency::parse("JPY").unwrap();
    assert_eq!(
        verdicts(&account(ads(Currency::USD, 1.0), Currency::USD, 1.0)),
        verdicts(&account(ads(yen, 150.0), yen, 150.0)),
        "floors are multiples of what a result may cost"
    );
}

#[test]
fn an_ad_without_a_purchase_at_three_targets_is_critical_and_says_how_likely_that_was() {
    let mut none = dollars("1", |back| {
        if back < 10 {
            Day { spend: 9.24, impressions: 600, clicks: 4, purchases: 0.0 }
        } else {
            Day { spend: 0.0, impressions: 0, clicks: 0, purchases: 0.0 }
        }
    });
    none.created = Some(last().plus_days(-10));
    none.is_learning = true;
    let diagnosis = diagnose(&in_dollars(vec![none]));
    let finding =
        diagnosis.findings.iter().find(|f| f.rule == "spend_no_conversions").expect("3.3 targets without a purchase");
    assert_eq!(finding.severity, Severity::Critical);
    let evidence: Vec<_> =
        finding.evidence.iter().map(|e| (e.what, (e.value.as_f64() * 1000.0).round() / 1000.0)).collect();
    assert_eq!(evidence, [("spend", 92.4), ("times_target", 3.3), ("chance_of_none", 0.037)]);
}

/// Good for six weeks, then a falling click rate, dearer results and a high frequency.
fn worn_out() -> AdFacts {
    let mut ad = dollars("1", |back| if back < 10 { Day { clicks: 40, purchases: 1.3, ..GOOD } } else { GOOD });
    ad.reach = vec![WeekReach { until: last(), reach: 8000, impressions: 27_400 }];
    ad
}

#[test]
fn two_signs_make_an_ad_tired_and_one_does_not() {
    assert!(rules_of(&diagnose(&in_dollars(vec![worn_out()])), "1").contains(&"tired"));
    let mut often_seen = dollars("1", |_back| GOOD);
    often_seen.reach = worn_out().reach;
    assert!(!rules_of(&diagnose(&in_dollars(vec![often_seen])), "1").contains(&"tired"), "frequency alone is one sign");
}

#[test]
fn learning_stopped_and_young_ads_are_never_tired() {
    let change: [fn(&mut AdFacts); 3] =
        [|ad| ad.is_learning = true, |ad| ad.is_active = false, |ad| ad.created = Some(last().plus_days(-12))];
    for change in change {
        let mut ad = worn_out();
        change(&mut ad);
        assert!(!rules_of(&diagnose(&in_dollars(vec![ad])), "1").contains(&"tired"));
    }
}

#[test]
fn cheap_results_on_hardly_any_spend_are_a_chance() {
    let gem = dollars("1", |back| {
        if back < 14 {
            Day { spend: 4.386, impressions: 330, clicks: 6, purchases: if back < 5 { 1.0 } else { 0.0 } }
        } else {
            Day { spend: 0.0, impressions: 0, clicks: 0, purchases: 0.0 }
        }
    });
    let diagnosis = diagnose(&in_dollars(vec![gem]));
    let finding =
        diagnosis.findings.iter().find(|f| f.rule == "hardly_any_spend").expect("five purchases for 61 dollars");
    let chance = finding.evidence.iter().find(|e| e.what == "chance_under_target").unwrap().value.as_f64();
    assert!((0.80..0.95).contains(&chance), "{chance}");
}

#[test]
fn a_dear_ad_is_named_only_when_bad_luck_cannot_explain_it() {
    let fortnight = |id: &str, spend: f64, purchases: f64| {
        dollars(id, move |back| {
            if back < 14 {
                Day { spend: spend / 14.0, impressions: 4000, clicks: 60, purchases: purchases / 14.0 }
            } else {
                GOOD
            }
        })
    };
    let mut learning = fortnight("3", 900.0, 15.0);
    learning.is_learning = true;
    let mut without_target = fortnight("4", 900.0, 15.0);
    without_target.aims = Aims::default();
    let ads = vec![fortnight("1", 900.0, 15.0), fortnight("2", 260.0, 6.0), learning, without_target];
    let diagnosis = diagnose(&in_dollars(ads));
    let dear: Vec<_> = diagnosis.findings.iter().filter(|f| f.rule == "over_target").collect();
    assert_eq!(dear.len(), 1, "{dear:?}");
    assert_eq!(dear[0].ad.as_ref().unwrap().as_str(), "1", "6 results at 1.55 targets may be bad luck");
    assert_eq!((dear[0].since, dear[0].spend.micros() / 10_000), (last().plus_days(-13), 89_999));
    let times = dear[0].evidence.iter().find(|e| e.what == "times_target").unwrap().value.as_f64();
    assert!((times - 60.0 / 28.0).abs() < 1e-3, "{times}");
    assert_eq!(why_skipped(&diagnosis, "over_target"), ["no target is set"]);
}

#[test]
fn a_launch_that_was_never_shown_has_hardly_any_spend() {
    let mut unseen = dollars("1", |_back| GOOD);
    unseen.created = Some(last());
    unseen.days = vec![None; DAYS as usize];
    assert_eq!(launches(&in_dollars(vec![unseen]))[0].state, LaunchState::HardlyAnySpend);
}

/// Purchases of every ad vanish for the days `broken` counts back.
fn with_broken_tracking(broken: std::ops::Range<u32>) -> AccountFacts {
    let mut facts = in_dollars(vec![dollars("1", |_back| Day { purchases: 0.0, ..GOOD })]);
    for ad in &mut facts.ads {
        for back in broken.clone() {
            let day = ad.days[(DAYS - 1 - back) as usize].as_mut().unwrap();
            day.purchases = Some(Quantity::ZERO);
            day.purchase_value = Some(Money::zero(Currency::USD));
        }
    }
    facts
}

#[test]
fn a_tracking_break_is_named_and_holds_back_verdicts_on_single_ads() {
    let diagnosis = diagnose(&with_broken_tracking(0..2));
    assert_eq!(diagnosis.findings[0].rule, "tracking_break");
    assert_eq!(diagnosis.findings[0].severity, Severity::Critical);
    assert!(!rules_of(&diagnosis, "1").contains(&"spend_no_conversions"), "results are missing everywhere");
    assert!(why_skipped(&diagnosis, "spend_no_conversions").iter().any(|why| why.contains("tracking looks broken")));
}

#[test]
fn a_break_that_is_over_leaves_its_day_out_and_goes_on_judging() {
    let diagnosis = diagnose(&with_broken_tracking(9..10));
    assert_eq!(diagnosis.findings[0].rule, "tracking_break");
    assert_eq!(diagnosis.findings[0].severity, Severity::Warning);
    assert!(rules_of(&diagnosis, "1").contains(&"spend_no_conversions"));
    let finding = diagnosis.findings.iter().find(|f| f.rule == "spend_no_conversions").unwrap();
    assert_eq!(finding.evidence[0].value.as_f64(), 29.0 * 56.0, "the broken day's spend says nothing");
}

#[test]
fn two_breaks_are_two_findings_and_one_recommendation() {
    let mut facts = with_broken_tracking(9..11);
    for ad in &mut facts.ads {
        ad.days[(DAYS - 1) as usize].as_mut().unwrap().purchases = Some(Quantity::ZERO);
    }
    let diagnosis = diagnose(&facts);
    let breaks: Vec<_> = diagnosis
        .findings
        .iter()
        .filter(|finding| finding.rule == "tracking_break")
        .map(|finding| (finding.severity, finding.since, finding.until))
        .collect();
    let over = (Severity::Warning, last().plus_days(-10), last().plus_days(-9));
    assert_eq!(breaks.len(), 2, "{breaks:?}");
    assert!(breaks.contains(&over) && breaks.contains(&(Severity::Critical, last(), last())), "{breaks:?}");
    let about: Vec<_> = diagnosis.recommendations.iter().filter(|advice| advice.category == "tracking").collect();
    assert_eq!((about.len(), &*about[0].rules, about[0].priority), (1, &["tracking_break"][..], "critical"));
}

#[test]
fn an_account_that_became_dearer_as_a_whole_is_not_blamed_on_its_ads() {
    let mut facts = in_dollars(vec![worn_out()]);
    for ad in &mut facts.ads {
        for back in 0..12 {
            let day = ad.days[(DAYS - 1 - back) as usize].as_mut().unwrap();
            let half = day.purchases.unwrap().micros() * 55 / 100;
            day.purchases = Some(Quantity::from_micros(half));
        }
    }
    let diagnosis = diagnose(&facts);
    assert!(diagnosis.findings.iter().any(|f| f.rule == "account_shift"), "{:?}", diagnosis.findings);
    assert!(!rules_of(&diagnosis, "1").contains(&"tired"));
}

#[test]
fn launches_have_states() {
    let launched = |id: &str, spend: f64, purchases: f64| {
        let mut ad = dollars(id, move |back| {
            if back < 7 {
                Day { spend: spend / 7.0, impressions: 400, clicks: 6, purchases: purchases / 7.0 }
            } else {
                Day { spend: 0.0, impressions: 0, clicks: 0, purchases: 0.0 }
            }
        });
        ad.created = Some(last().plus_days(-7));
        ad
    };
    let ads = vec![
        launched("1", 204.8, 9.0),
        launched("2", 142.9, 4.0),
        launched("3", 92.4, 0.0),
        launched("4", 4.1, 0.0),
        launched("5", 280.0, 3.0),
    ];
    let states: Vec<_> = launches(&in_dollars(ads)).into_iter().map(|launch| launch.state).collect();
    assert_eq!(
        states,
        [
            LaunchState::Ahead,
            LaunchState::StillCounting,
            LaunchState::NoResult,
            LaunchState::HardlyAnySpend,
            LaunchState::Behind
        ]
    );
}

#[test]
fn the_answer_as_json() {
    let mut diagnosis = diagnose(&in_dollars(vec![worn_out()]));
    diagnosis.skipped.retain(|skipped| skipped.rule == "congruence_below_threshold");
    insta::assert_json_snapshot!(diagnosis);
}

proptest! {
    /// Half of all healthy ads lie beyond some quartile; a rule that fired for them would be noise.
    #[test]
    fn noise_alone_fires_no_percentile_rule(seed in 0_u64..200) {
        let mut facts = in_dollars(Vec::new());
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        for ad in &mut facts.ads {
            for day in ad.days.iter_mut().flatten() {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                day.link_clicks = Count::from(52 + (state % 17) as u32);
            }
        }
        let diagnosis = diagnose(&facts);
        let fired: Vec<_> = diagnosis.findings.iter().map(|f| f.rule).collect();
        prop_assert_eq!(fired, Vec::<&str>::new());
    }

    #[test]
    fn any_account_gets_an_answer(spends in proptest::collection::vec(0.0..5000.0_f64, 1..12), purchases in 0.0..5.0_f64) {
        let ads = spends.iter().enumerate().map(|(n, spend)| dollars(&n.to_string(), |back| Day {
            spend: *spend, impressions: (spend * 70.0) as u32, clicks: (spend * 0.9) as u32 * (back % 3), purchases: purchases * f64::from(back % 2),
        })).collect();
        let diagnosis = diagnose(&in_dollars(ads));
        for finding in &diagnosis.findings {
            prop_assert!((0.0..=1.0).contains(&finding.confidence.fraction()));
        }
        if let Some(share) = diagnosis.judged_spend_share {
            prop_assert!((0.0..=1.0).contains(&share.fraction()));
        }
    }
}

#[test]
fn days_without_delivery_skip_every_rule_and_say_why() {
    let nothing = Day { spend: 0.0, impressions: 0, clicks: 0, purchases: 0.0 };
    let mut idle = account(Vec::new(), Currency::USD, 1.0);
    idle.ads = vec![ad("1", Currency::USD, 1.0, |_day| nothing)];
    let gone = AccountFacts { ads: Vec::new(), ..idle.clone() };
    for facts in [idle, gone] {
        let diagnosis = diagnose(&facts);
        assert_eq!(diagnosis.findings, []);
        let skipped: Vec<&str> = diagnosis.skipped.iter().map(|skipped| skipped.rule).collect();
        for rule in
            ["ctr_below_p25", "impression_starvation", "tired", "over_target", "tracking_break", "account_shift"]
        {
            assert!(skipped.contains(&rule), "{rule} is not in {skipped:?}");
        }
        assert_eq!(skipped.len(), 17, "each once: {skipped:?}");
        assert!(diagnosis.skipped.iter().all(|skipped| skipped.ads == 0 && skipped.why.contains("no delivery")));
        assert_eq!(diagnosis.judged_spend_share, None);
    }
}
