//! Saltwick: refillable home care, United States, about $50,000 a month.
//!
//! The cast of the showcase: `STM_NineBottles_4x5_v2` carries 31 % of the spend; `UvT_PayingForWater_4x5_v3` did so a
//! month ago and is tired; `SCN_DontHide_4x5_v1` sells at less than half the target and gets hardly any spend;
//! `CAL_LooksSimple_4x5_v1` spent 3.3 times the target without a purchase; twelve ads were launched last Tuesday.

use super::{AccountPlan, AdPlan, AdSetPlan, Brand, CampaignPlan, Curve, Pace, Picture, Sales, Season, Shape, zone};
use units::Currency;

const BROAD: usize = 0;
const LOOKALIKE: usize = 1;
const CART: usize = 2;
const VISITORS: usize = 3;
const CONCEPTS_A: usize = 4;
const CONCEPTS_B: usize = 5;
const SALE: usize = 6;
const GUIDE: usize = 7;
const OLD_BROAD: usize = 8;

pub(super) fn account(launches_ago: i32) -> AccountPlan {
    let mut ads = cast();
    ads.extend(supporting());
    ads.extend(launches(launches_ago));
    ads.extend(past());
    AccountPlan {
        digits: "1047250016204817",
        name: "Saltwick US",
        currency: Currency::USD,
        zone: zone("America/Los_Angeles"),
        brand: Brand::Saltwick,
        orders: [24_00, 33_00, 33_00, 42_00, 42_00, 48_00, 59_00, 59_00, 68_00, 112_00],
        daily: Curve::through(&[
            (90, 1_480_00.0),
            (60, 1_560_00.0),
            (21, 1_700_00.0),
            (12, 1_660_00.0),
            (1, 1_600_00.0),
        ]),
        days: 90,
        campaigns: campaigns(),
        adsets: adsets(),
        ads,
        untracked: vec![10],
        seasons: vec![
            Season { from_ago: 47, to_ago: 41, spend: 1.42, cost: 0.84 },
            Season { from_ago: 40, to_ago: 37, spend: 0.92, cost: 1.12 },
        ],
    }
}

fn campaigns() -> Vec<CampaignPlan> {
    let campaign =
        |name: &str, objective, status, daily_budget, created_ago, budget_changes: &[(i32, u64, u64)]| CampaignPlan {
            name: name.to_owned(),
            objective,
            status,
            daily_budget,
            created_ago,
            budget_changes: budget_changes.to_vec(),
        };
    vec![
        campaign(
            "US_Prosp_ASC_Purch",
            "OUTCOME_SALES",
            "ACTIVE",
            Some(1_250_00),
            212,
            &[(48, 1_000_00, 1_400_00), (40, 1_400_00, 1_040_00), (12, 1_040_00, 1_250_00)],
        ),
        campaign("US_Rtg_90d_Purch", "OUTCOME_SALES", "ACTIVE", Some(300_00), 196, &[(34, 240_00, 300_00)]),
        campaign("US_Test_ABO_Purch", "OUTCOME_SALES", "ACTIVE", None, 74, &[]),
        campaign("US_Sale_SevenDays_Purch", "OUTCOME_SALES", "PAUSED", Some(700_00), 49, &[]),
        campaign("US_Prosp_Traffic_Guide", "OUTCOME_TRAFFIC", "ACTIVE", Some(30_00), 66, &[]),
        campaign("US_Prosp_CBO_Purch_2025", "CONVERSIONS", "ARCHIVED", Some(500_00), 402, &[]),
    ]
}

fn adsets() -> Vec<AdSetPlan> {
    let adset = |name: &str, campaign, status, daily_budget, goal, learning, created_ago| AdSetPlan {
        name: name.to_owned(),
        campaign,
        status,
        daily_budget,
        goal,
        learning,
        created_ago,
    };
    let buyers = "OFFSITE_CONVERSIONS";
    vec![
        adset("ASC_Broad_US_18+", 0, "ACTIVE", None, buyers, "SUCCESS", 212),
        adset("LAL_1-3_Purch180d", 0, "ACTIVE", None, buyers, "SUCCESS", 120),
        adset("Rtg_ATC_30d", 1, "ACTIVE", None, buyers, "SUCCESS", 196),
        adset("Rtg_Visitors_90d", 1, "ACTIVE", None, buyers, "SUCCESS", 196),
        adset("Test_Concepts_A", 2, "ACTIVE", Some(90_00), buyers, "LEARNING", 74),
        adset("Test_Concepts_B", 2, "ACTIVE", Some(60_00), buyers, "FAIL", 40),
        adset("Sale_Broad_US", 3, "ACTIVE", None, buyers, "SUCCESS", 49),
        adset("Guide_Broad_US", 4, "ACTIVE", None, "LANDING_PAGE_VIEWS", "SUCCESS", 66),
        adset("Prosp_Interest_CleanHome", 5, "ARCHIVED", None, buyers, "SUCCESS", 402),
    ]
}

/// An ad that runs and shares the account's spend.
fn running(
    name: &str,
    adset: usize,
    composition: &'static str,
    launched_ago: i32,
    weight: Curve,
    cost: Curve,
    ctr: f64,
) -> AdPlan {
    AdPlan {
        name: name.to_owned(),
        adset,
        picture: Picture { composition, shape: shape_in(name) },
        status: "ACTIVE",
        launched_ago,
        ended_ago: 0,
        audience: Curve::flat((weight.max() * 9_000.0).max(6_000.0)),
        pace: Pace::Share(weight),
        sales: Sales::AtCost(cost),
        ctr: Curve::flat(ctr),
        cpm: 14.9,
        hook: None,
    }
}

fn shape_in(name: &str) -> Shape {
    if name.contains("_9x16_") {
        Shape::Story
    } else if name.contains("_1x1_") {
        Shape::Square
    } else {
        Shape::Portrait
    }
}

fn cast() -> Vec<AdPlan> {
    let winner = AdPlan {
        cpm: 14.5,
        audience: Curve::flat(215_000.0),
        ctr: Curve::through(&[(24, 0.0149), (16, 0.0162), (1, 0.0157)]),
        ..running(
            "STM_NineBottles_4x5_v2",
            BROAD,
            "statement-nine",
            24,
            Curve::through(&[(24, 6.0), (18, 22.0), (10, 33.0), (7, 37.5), (1, 38.0)]),
            Curve::through(&[(24, 29.0), (16, 23.5), (10, 26.0), (1, 27.2)]),
            0.0158,
        )
    };
    let tired = AdPlan {
        cpm: 16.0,
        ctr: Curve::through(&[(60, 0.0158), (45, 0.0170), (28, 0.0166), (14, 0.0131), (7, 0.0117), (1, 0.0111)]),
        audience: Curve::through(&[
            (60, 260_000.0),
            (35, 150_000.0),
            (21, 70_000.0),
            (14, 40_000.0),
            (7, 27_000.0),
            (1, 22_000.0),
        ]),
        ..running(
            "UvT_PayingForWater_4x5_v3",
            BROAD,
            "us-vs-them",
            60,
            Curve::through(&[(60, 8.0), (50, 30.0), (28, 32.0), (18, 20.0), (10, 13.0), (1, 11.5)]),
            Curve::through(&[(60, 27.5), (48, 24.6), (28, 25.4), (18, 31.0), (7, 37.5), (1, 39.5)]),
            0.0166,
        )
    };
    let gem = AdPlan {
        pace: Pace::Exactly(61_40),
        sales: Sales::On(&[12, 9, 6, 4, 2]),
        audience: Curve::flat(9_000.0),
        ..running("SCN_DontHide_4x5_v1", LOOKALIKE, "scene-hide", 14, Curve::flat(1.0), Curve::flat(12.0), 0.0194)
    };
    let without_purchase = AdPlan {
        pace: Pace::Exactly(92_40),
        sales: Sales::Nothing,
        audience: Curve::flat(12_000.0),
        ..running("CAL_LooksSimple_4x5_v1", CONCEPTS_A, "callouts", 9, Curve::flat(1.0), Curve::flat(99.0), 0.0073)
    };
    vec![winner, tired, gem, without_purchase]
}

fn supporting() -> Vec<AdPlan> {
    let steady = |weight: f64| Curve::flat(weight);
    let video = |hook: f64, ad: AdPlan| AdPlan { hook: Some(hook), ..ad };
    let retargeting = |ad: AdPlan| AdPlan { cpm: 22.1, ..ad };
    vec![
        running(
            "OFF_Starter24_4x5_v1",
            BROAD,
            "offer",
            46,
            Curve::through(&[(46, 6.0), (30, 12.0), (1, 16.0)]),
            Curve::flat(27.6),
            0.0129,
        ),
        video(0.312, running("MOT_3AfterThat_4x5_v1", BROAD, "price-math", 38, steady(9.2), Curve::flat(28.6), 0.0121)),
        running("QUO_SevenBottles_4x5_v1", LOOKALIKE, "quote", 32, steady(6.8), Curve::flat(29.9), 0.0123),
        retargeting(running("HERO_BuyOnce_4x5_v2", CART, "hero", 50, steady(7.2), Curve::flat(22.3), 0.0187)),
        video(0.268, running("MOT_LooksSimple_4x5_v1", BROAD, "callouts", 32, steady(6.1), Curve::flat(29.8), 0.0112)),
        retargeting(running(
            "SCN_PeopleComeOver_4x5_v1",
            VISITORS,
            "scene-hide",
            26,
            steady(5.0),
            Curve::flat(25.4),
            0.0165,
        )),
        running(
            "PRM_Refill3_1x1_v2",
            LOOKALIKE,
            "price-math",
            58,
            Curve::through(&[(58, 6.0), (20, 3.4), (1, 2.4)]),
            Curve::flat(30.5),
            0.0118,
        ),
        retargeting(running("OFF_WholeHome59_4x5_v1", CART, "offer-home", 41, steady(2.6), Curve::flat(26.0), 0.0151)),
        running("STM_NineBottles_9x16_v2", LOOKALIKE, "statement-nine", 24, steady(2.2), Curve::flat(28.9), 0.0127),
        AdPlan {
            sales: Sales::Nothing,
            cpm: 6.8,
            ..running("GDE_HowTabletsWork_1x1_v1", GUIDE, "statement-water", 66, steady(1.7), Curve::flat(99.0), 0.0236)
        },
    ]
}

/// Twelve launches on one day: two lead, three are still counting, one sells nothing, half get hardly any spend.
fn launches(ago: i32) -> Vec<AdPlan> {
    let (a, b) = (CONCEPTS_A, CONCEPTS_B);
    let fresh = |name: &str, adset, composition, weight: f64, cost: f64, ctr: f64| {
        running(name, adset, composition, ago, Curve::flat(weight), Curve::flat(cost), ctr)
    };
    let starved = |name: &str, adset, composition, cents: u64| AdPlan {
        pace: Pace::Exactly(cents * u64::try_from(ago.max(1)).unwrap_or(1)),
        sales: Sales::Nothing,
        ..fresh(name, adset, composition, 1.0, 99.0, 0.0125)
    };
    vec![
        fresh("STM_NineBottles_4x5_v3", a, "statement-nine", 3.4, 24.5, 0.0163),
        fresh("PRM_24Once_4x5_v4", a, "price-math", 3.0, 25.5, 0.0149),
        fresh("OFF_Starter24_4x5_v3", a, "offer", 2.3, 28.5, 0.0128),
        fresh("QUO_NiceOne_4x5_v1", a, "quote", 1.9, 30.0, 0.0131),
        fresh("UvT_PayingForWater_4x5_v4", b, "us-vs-them", 1.6, 31.0, 0.0136),
        AdPlan { sales: Sales::Nothing, ..fresh("HERO_BuyOnce_1x1_v3", b, "hero", 0.7, 99.0, 0.0084) },
        starved("CAL_LooksSimple_4x5_v2", a, "callouts", 132),
        starved("SCN_DontHide_4x5_v2", a, "scene-hide", 96),
        starved("STM_PayingForWater_4x5_v1", b, "statement-water", 204),
        starved("STM_NineBottles_1x1_v3", b, "statement-nine", 74),
        starved("PRM_Refill3_9x16_v1", b, "price-math", 118),
        starved("OFF_WholeHome59_4x5_v2", a, "offer-home", 58),
    ]
}

/// Ads that do not run any more: paused, archived with their campaign, deleted.
fn past() -> Vec<AdPlan> {
    let over = |name: &str, adset, composition, from: i32, to: i32, weight: f64, cost: f64| AdPlan {
        status: "PAUSED",
        ended_ago: to,
        ..running(name, adset, composition, from, Curve::flat(weight), Curve::flat(cost), 0.0133)
    };
    let in_status = |status, ad: AdPlan| AdPlan { status, ..ad };
    vec![
        over("HERO_BuyOnce_4x5_v1", BROAD, "hero", 90, 51, 22.0, 29.0),
        over("STM_NineBottles_4x5_v1", BROAD, "statement-nine", 90, 32, 18.0, 27.8),
        over("UvT_PayingForWater_4x5_v2", BROAD, "us-vs-them", 90, 61, 16.0, 28.5),
        over("UvT_PayingForWater_1x1_v2", LOOKALIKE, "us-vs-them", 84, 40, 5.0, 31.5),
        over("QUO_SevenBottles_1x1_v1", LOOKALIKE, "quote", 88, 36, 6.0, 30.2),
        over("PRM_24Once_4x5_v3", BROAD, "price-math", 82, 39, 9.0, 29.4),
        over("SCN_PeopleComeOver_9x16_v1", VISITORS, "scene-hide", 76, 27, 4.0, 27.0),
        over("OFF_Starter24_9x16_v1", CART, "offer", 90, 47, 5.0, 25.5),
        over("CAL_FillFromTap_4x5_v1", CONCEPTS_A, "callouts", 70, 62, 2.0, 58.0),
        over("STM_PayingForWater_9x16_v1", CONCEPTS_A, "statement-water", 64, 56, 2.2, 44.0),
        over("QUO_UnderTheSink_4x5_v1", CONCEPTS_B, "quote", 40, 31, 2.4, 41.0),
        over("HERO_TabletTin_4x5_v1", CONCEPTS_B, "hero", 40, 33, 1.9, 52.0),
        over("PRM_PerBottle_1x1_v1", CONCEPTS_A, "price-math", 35, 26, 1.6, 47.0),
        over("OFF_SevenDays_4x5_v1", SALE, "offer", 47, 41, 26.0, 22.5),
        over("OFF_SevenDays_9x16_v1", SALE, "offer", 47, 41, 11.0, 24.0),
        over("OFF_SevenDays_1x1_v1", SALE, "offer-home", 47, 41, 8.0, 25.0),
        in_status("ARCHIVED", over("STM_FourTablets_4x5_v1", OLD_BROAD, "statement-water", 90, 76, 14.0, 33.0)),
        in_status("ARCHIVED", over("HERO_BuyOnce_4x5_v0", OLD_BROAD, "hero", 90, 72, 10.0, 34.5)),
        in_status("ARCHIVED", over("QUO_KeptTheNiceOne_4x5_v0", OLD_BROAD, "quote", 90, 79, 7.0, 36.0)),
        in_status("DELETED", over("OFF_Starter24_4x5_v0", BROAD, "offer", 90, 66, 6.0, 35.0)),
        in_status("DELETED", over("SCN_DontHide_4x5_v0", CONCEPTS_B, "scene-hide", 30, 24, 1.2, 39.0)),
        over("GDE_WhatIsInIt_1x1_v1", GUIDE, "statement-water", 66, 30, 1.2, 90.0),
    ]
}
