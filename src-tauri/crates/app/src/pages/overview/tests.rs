//! Needs and launches as the rules and the store's rows give them: each case is an account beside six healthy ads.

use insights::{AccountFacts, AdFacts, Aims, WeekReach};
use store::meta::PerformanceRow;
use units::{
    AccountDate, AccountId, Count, Currency, DayRange, Delivery, GraphId, Money, Objective, Quantity, Sums, Timestamp,
    Zone,
};

use super::LaunchState;
use super::judged::Judged;
use super::launched::launched;
use super::needs::{Case, needs, notes};
use super::types::{AccountNote, AccountNoteKind, Need, NeedKind};
use crate::pages::figures::{Days, PageAims};

const DAYS: u32 = 75;

fn usd(text: &str) -> Money {
    Money::parse_major(text, Currency::USD).unwrap()
}

fn sums(spend: &str, purchases: u32, impressions: u32, link_clicks: u32) -> Sums {
    Sums {
        spend: usd(spend),
        purchases: Some(Quantity::whole(purchases)),
        impressions: Count::from(impressions),
        link_clicks: Count::from(link_clicks),
        ..Sums::none(Currency::USD)
    }
}

fn day(text: &str) -> AccountDate {
    AccountDate::parse(text).unwrap()
}

fn last() -> AccountDate {
    day("2026-11-20")
}

/// A day that is read and on which nothing was delivered.
fn idle() -> Sums {
    sums("0", 0, 0, 0)
}

fn aims() -> Aims {
    Aims { cost_per_result: Some(usd("28")), ..Aims::default() }
}

/// An ad; `of_day` counts back from 0, the last complete day.
fn ad(id: &str, started: &str, of_day: impl Fn(u32) -> Sums) -> AdFacts {
    let started = day(started);
    let days = DayRange::ending(last(), DAYS).days().zip((0..DAYS).rev());
    AdFacts {
        id: GraphId::from(id),
        name: Some(format!("ad {id}")),
        campaign: None,
        campaign_name: None,
        objective: Objective("OUTCOME_SALES".into()),
        is_active: true,
        is_learning: false,
        is_video: None,
        created: Some(started),
        days: days.map(|(day, back)| Some(if day < started { idle() } else { of_day(back) })).collect(),
        reach: Vec::new(),
        aims: aims(),
    }
}

/// Two purchases a day at the target.
fn healthy(id: &str) -> AdFacts {
    ad(id, "2026-09-08", |_back| sums("56", 2, 4000, 56))
}

struct World {
    ads: Vec<AdFacts>,
    refused: Option<&'static str>,
    aims: Aims,
}

impl World {
    fn with(mut ads: Vec<AdFacts>) -> Self {
        ads.extend(["90", "91", "92", "93", "94", "95"].map(healthy));
        Self { ads, refused: None, aims: aims() }
    }

    fn facts(&self) -> AccountFacts {
        AccountFacts {
            currency: Currency::USD,
            days: DayRange::ending(last(), DAYS),
            range: DayRange::ending(last(), 30),
            ads: self.ads.iter().map(|ad| AdFacts { aims: self.aims, ..ad.clone() }).collect(),
            aims: self.aims,
        }
    }

    /// The ads over the fortnight as the store has them.
    fn rows(&self) -> Vec<PerformanceRow> {
        let (days, fortnight) = (DayRange::ending(last(), DAYS), DayRange::ending(last(), 14));
        let state = |ad: &AdFacts| match self.refused {
            Some(id) if ad.id.as_str() == id => "DISAPPROVED",
            _ if ad.is_active => "ACTIVE",
            _ => "PAUSED",
        };
        let row = |ad: &AdFacts| PerformanceRow {
            id: ad.id.clone(),
            name: ad.name.clone(),
            campaign: None,
            ad_set: None,
            objective: ad.objective.clone(),
            delivery: Some(Delivery::new(state(ad))),
            learning_stage: None,
            created: ad.created.map(|day| Timestamp::parse(&format!("{day}T12:00:00Z")).unwrap()),
            picture: Some(format!("picture of {}", ad.id)),
            is_video: None,
            sums: ad.sum(days, fortnight, Currency::USD, |_day| true),
            previous: None,
            reach_7d: None,
            ads: 1,
        };
        self.ads.iter().map(row).collect()
    }

    fn needs(&self) -> Vec<Need> {
        let judged = Judged::of(&self.facts());
        let page_aims = PageAims { cost_per_result: self.aims.cost_per_result, ..PageAims::default() };
        needs(&Case {
            account: &AccountId::parse("act_1").unwrap(),
            zone: Zone::UTC,
            aims: &page_aims,
            verdicts: &judged.verdicts,
            fortnight: &self.rows(),
            fortnight_days: DayRange::ending(last(), 14),
            account_week: &sums("11200", 400, 700_000, 9600),
        })
    }

    fn notes(&self) -> Vec<AccountNote> {
        notes(&Judged::of(&self.facts()).verdicts)
    }

    fn kinds(&self) -> Vec<NeedKind> {
        self.needs().into_iter().map(|need| need.kind).collect()
    }
}

/// 92.40 in ten days, 3.3 targets, without a purchase.
fn without_a_result() -> AdFacts {
    ad("1", "2026-11-11", |_back| sums("9.24", 0, 600, 5))
}

/// Clicked and bought clearly less in the last ten days than before, and shown 3.42 times a person and week.
fn worn_out(id: &str) -> AdFacts {
    let of_day = |back| if back < 10 { sums("190", 5, 4886, 56) } else { sums("190", 7, 4886, 81) };
    let reach = vec![WeekReach { until: last(), reach: 10_000, impressions: 34_200 }];
    AdFacts { reach, ..ad(id, "2026-09-08", of_day) }
}

#[test]
fn a_healthy_account_needs_nobody() {
    assert_eq!(World::with(Vec::new()).kinds(), []);
}

#[test]
fn three_targets_without_a_result_need_a_look_and_two_do_not() {
    let two = ad("2", "2026-11-11", |_back| sums("6", 0, 600, 6));
    let found = World::with(vec![without_a_result(), two]).needs();
    assert_eq!(found.iter().map(|need| (need.kind, need.id.as_str())).collect::<Vec<_>>(), [(NeedKind::NoResult, "1")]);
    let need = &found[0];
    assert_eq!((need.spend, need.results), (usd("92.40"), Some(Quantity::ZERO)));
    assert!((need.times_target.unwrap().fraction() - 3.3).abs() < 1e-9);
    assert!((need.chance.unwrap().fraction() - 0.0369).abs() < 1e-4);
    assert_eq!((need.running_since, need.picture.as_deref()), (Some(day("2026-11-11")), Some("picture of 1")));
}

#[test]
fn a_dear_ad_is_named_only_when_luck_cannot_explain_it() {
    let sure = ad("sure", "2026-11-07", |_back| sums("64", 1, 4000, 50));
    let luck = ad("luck", "2026-11-07", |back| sums("12.50", u32::from(back % 4 == 0), 900, 12));
    let found = World::with(vec![sure, luck]).needs();
    assert_eq!(
        found.iter().map(|need| (need.kind, need.id.as_str())).collect::<Vec<_>>(),
        [(NeedKind::Expensive, "sure")]
    );
    assert_eq!(found[0].cost_per_result, Some(usd("64")));
}

#[test]
fn tired_needs_two_signs_and_tells_the_newest_week_against_the_past() {
    let steady = AdFacts { reach: worn_out("2").reach, ..ad("2", "2026-09-08", |_back| sums("190", 7, 4886, 81)) };
    let found = World::with(vec![worn_out("1"), steady]).needs();
    assert_eq!(found.iter().map(|need| (need.kind, need.id.as_str())).collect::<Vec<_>>(), [(NeedKind::Tired, "1")]);
    let need = &found[0];
    assert_eq!((need.days.since, need.days.until), (day("2026-11-14"), last()));
    assert_eq!((need.spend, need.cost_per_result), (usd("1330"), Some(usd("38"))));
    assert_eq!(need.frequency.map(|often| (often.fraction() * 100.0).round()), Some(342.0));
    assert!(need.ctr_link.unwrap().fraction() < 0.85 * need.ctr_before.unwrap().fraction());
}

#[test]
fn good_results_on_hardly_any_spend_are_found_and_one_lucky_result_is_not() {
    let gem = ad("1", "2026-11-01", |back| sums("4.40", u32::from(back < 5), 330, 6));
    let lucky = ad("2", "2026-11-18", |back| sums("5", u32::from(back == 0), 330, 6));
    let found = World::with(vec![gem, lucky]).needs();
    assert_eq!(
        found.iter().map(|need| (need.kind, need.id.as_str())).collect::<Vec<_>>(),
        [(NeedKind::HardlyAnySpend, "1")]
    );
    assert_eq!((found[0].spend, found[0].results), (usd("61.60"), Some(Quantity::whole(5))));
}

#[test]
fn where_tracking_broke_no_ad_is_blamed_for_missing_results() {
    let mut world = World::with(vec![without_a_result()]);
    for ad in &mut world.ads {
        for day in ad.days.iter_mut().rev().take(2).flatten() {
            day.purchases = Some(Quantity::ZERO);
        }
    }
    let found = world.needs();
    assert_eq!(found.iter().map(|need| need.kind).collect::<Vec<_>>(), [NeedKind::TrackingBreak]);
    assert_eq!(world.notes(), [], "it is said once");
    assert_eq!((found[0].id.as_str(), found[0].spend), ("1", usd("690.48")), "six times 56 and 9.24, two days");
}

#[test]
fn a_break_that_is_over_needs_nobody_and_is_still_told() {
    let mut world = World::with(Vec::new());
    for ad in &mut world.ads {
        for day in ad.days.iter_mut().rev().skip(9).take(1).flatten() {
            day.purchases = Some(Quantity::ZERO);
        }
    }
    assert_eq!(world.kinds(), []);
    let broken = last().plus_days(-9);
    let notes = world.notes();
    assert_eq!(notes.iter().map(|note| note.kind).collect::<Vec<_>>(), [AccountNoteKind::TrackingBroke]);
    assert_eq!((notes[0].days, notes[0].spend), (Days { since: broken, until: broken }, usd("336")), "six times 56");
}

#[test]
fn days_between_two_breaks_are_not_said_to_be_broken() {
    let mut world = World::with(Vec::new());
    for ad in &mut world.ads {
        for (back, day) in ad.days.iter_mut().rev().enumerate() {
            if let (Some(day), 5 | 9 | 10) = (day, back) {
                day.purchases = Some(Quantity::ZERO);
            }
        }
    }
    let said: Vec<_> = world.notes().into_iter().map(|note| (note.kind, note.days, note.spend)).collect();
    let days = |since: i32, until: i32| Days { since: last().plus_days(-since), until: last().plus_days(-until) };
    let broke = |days, spend| (AccountNoteKind::TrackingBroke, days, usd(spend));
    assert_eq!(said, [broke(days(10, 9), "672"), broke(days(5, 5), "336")]);
}

#[test]
fn when_all_ads_become_dearer_at_once_the_account_is_told_of() {
    let mut world = World::with(Vec::new());
    for ad in &mut world.ads {
        for day in ad.days.iter_mut().rev().take(10).flatten() {
            day.purchases = Some(Quantity::whole(1));
        }
    }
    let notes = world.notes();
    assert_eq!(notes.iter().map(|note| note.kind).collect::<Vec<_>>(), [AccountNoteKind::Dearer]);
    assert!(notes[0].factor.is_some_and(|factor| factor.fraction() > 1.25), "{:?}", notes[0]);
    let measured = Days { since: last().plus_days(-9), until: last().plus_days(-3) };
    assert_eq!((notes[0].days, notes[0].spend), (measured, usd("2352")), "seven days, six times 56 each");
}

#[test]
fn without_a_target_no_ad_is_dear() {
    let mut world = World::with(vec![ad("1", "2026-11-07", |_back| sums("64", 1, 4000, 50))]);
    assert_eq!(world.kinds(), [NeedKind::Expensive]);
    world.aims = Aims::default();
    assert_eq!(world.kinds(), []);
}

#[test]
fn an_ad_that_meta_refuses_is_named_once_whatever_else_is_true_of_it() {
    let mut world = World::with(vec![without_a_result()]);
    world.refused = Some("1");
    assert_eq!(world.kinds(), [NeedKind::NotDelivering]);
}

#[test]
fn needs_are_ordered_by_the_money_at_stake() {
    assert_eq!(World::with(vec![without_a_result(), worn_out("2")]).kinds(), [NeedKind::Tired, NeedKind::NoResult]);
}

#[test]
fn a_paused_ad_is_left_alone() {
    let paused = AdFacts { is_active: false, ..without_a_result() };
    assert_eq!(World::with(vec![paused]).kinds(), []);
}

#[test]
fn launches_are_sorted_by_what_became_of_them() {
    let world = World::with(vec![
        ad("ahead", "2026-11-10", |_back| sums("25", 1, 900, 10)),
        ad("young", "2026-11-19", |_back| sums("15", 0, 450, 5)),
        ad("nothing", "2026-11-09", |_back| sums("7.50", 0, 800, 6)),
        ad("starved", "2026-11-09", |_back| sums("0.30", 0, 20, 0)),
        ad("dear", "2026-11-09", |back| sums("40", u32::from(back % 2 == 0), 2000, 20)),
    ]);
    let launched = launched(&world.rows(), &Judged::of(&world.facts()).launches);
    let states: Vec<_> = launched.groups.iter().map(|group| (group.state, group.total)).collect();
    assert_eq!(launched.total, 5, "the healthy ones are older");
    assert_eq!(
        states,
        [
            (LaunchState::Ahead, 1),
            (LaunchState::StillCounting, 1),
            (LaunchState::Behind, 1),
            (LaunchState::NoResult, 1),
            (LaunchState::HardlyAnySpend, 1)
        ]
    );
    assert_eq!(launched.busiest.map(|busiest| (busiest.day, busiest.ads)), Some((day("2026-11-09"), 3)));
}
