//! Fuchs & Föhre: coffee roaster, Germany, about 11.000 € a month.

use super::{AccountPlan, AdPlan, AdSetPlan, Brand, CampaignPlan, Curve, Pace, Picture, Sales, Shape, zone};
use units::Currency;

pub(super) fn account() -> AccountPlan {
    let campaign = |name: &str, objective, status, daily_budget, created_ago| CampaignPlan {
        name: name.to_owned(),
        objective,
        status,
        daily_budget: Some(daily_budget),
        created_ago,
        budget_changes: Vec::new(),
    };
    let adset = |name: &str, campaign, learning, created_ago| AdSetPlan {
        name: name.to_owned(),
        campaign,
        status: "ACTIVE",
        daily_budget: None,
        goal: "OFFSITE_CONVERSIONS",
        learning,
        created_ago,
    };
    let mut prospecting = campaign("DE_Prosp_ASC_Kauf", "OUTCOME_SALES", "ACTIVE", 270_00, 180);
    prospecting.budget_changes.push((20, 240_00, 270_00));
    AccountPlan {
        digits: "1208465937714402",
        name: "Fuchs & Föhre DE",
        currency: Currency::EUR,
        zone: zone("Europe/Berlin"),
        brand: Brand::Foehre,
        orders: [14_90, 19_90, 29_80, 29_80, 34_80, 44_70, 44_90, 44_90, 59_80, 59_80],
        daily: Curve::through(&[(90, 310_00.0), (40, 350_00.0), (1, 368_00.0)]),
        days: 90,
        campaigns: vec![
            prospecting,
            campaign("DE_Rtg_60T_Kauf", "OUTCOME_SALES", "ACTIVE", 70_00, 170),
            campaign("DE_Test_Probierset", "OUTCOME_SALES", "ACTIVE", 30_00, 45),
        ],
        adsets: vec![
            adset("ASC_Breit_DE_18+", 0, "SUCCESS", 180),
            adset("Rtg_Warenkorb_30T", 1, "SUCCESS", 170),
            adset("Test_Probierset_Breit", 2, "LEARNING", 45),
        ],
        ads: ads(),
        untracked: Vec::new(),
        seasons: Vec::new(),
    }
}

fn ads() -> Vec<AdPlan> {
    let ad = |name: &str, adset, composition, from: i32, to: i32, weight: f64, cost: f64, ctr: f64| AdPlan {
        name: name.to_owned(),
        adset,
        picture: Picture {
            composition,
            shape: if name.contains("_9x16_") {
                Shape::Story
            } else if name.contains("_1x1_") {
                Shape::Square
            } else {
                Shape::Portrait
            },
        },
        status: if to > 0 { "PAUSED" } else { "ACTIVE" },
        launched_ago: from,
        ended_ago: to,
        pace: Pace::Share(Curve::flat(weight)),
        sales: Sales::AtCost(Curve::flat(cost)),
        ctr: Curve::flat(ctr),
        cpm: if adset == 1 { 13.4 } else { 8.9 },
        audience: Curve::flat(weight * 4_200.0 + 3_000.0),
        hook: name.starts_with("VID").then_some(0.284),
    };
    let mut ads = vec![
        ad("STM_AelterAlsMilch_4x5_v2", 0, "de-milch", 52, 0, 26.0, 13.1, 0.0146),
        ad("PRS_75CentTasse_4x5_v1", 0, "de-tasse", 44, 0, 18.0, 13.8, 0.0138),
        ad("VID_MontagGeroestet_4x5_v1", 0, "de-montag", 36, 0, 13.0, 14.4, 0.0121),
        ad("STM_BitterKeinAroma_4x5_v1", 0, "de-bitter", 29, 0, 10.0, 14.9, 0.0129),
        ad("STM_AelterAlsMilch_9x16_v2", 0, "de-milch", 52, 0, 6.0, 14.2, 0.0118),
        ad("HERO_Espresso250_4x5_v1", 1, "de-hero", 61, 0, 9.0, 10.9, 0.0179),
        ad("PRS_75CentTasse_1x1_v1", 1, "de-tasse", 44, 0, 7.0, 11.8, 0.0164),
        ad("PRB_Versandfrei_4x5_v1", 2, "de-probierset", 21, 0, 5.5, 15.9, 0.0126),
        ad("PRB_Versandfrei_1x1_v1", 2, "de-probierset", 21, 0, 2.2, 17.2, 0.0117),
        ad("STM_BitterKeinAroma_1x1_v2", 2, "de-bitter", 9, 0, 1.8, 14.6, 0.0131),
        ad("STM_AelterAlsMilch_4x5_v1", 0, "de-milch", 90, 53, 24.0, 14.0, 0.0139),
        ad("HERO_Kilo_4x5_v1", 0, "de-hero", 90, 45, 19.0, 15.6, 0.0111),
        ad("PRS_1490KlingtViel_4x5_v1", 0, "de-tasse", 86, 40, 15.0, 14.8, 0.0128),
        ad("STM_MontagGeroestet_1x1_v1", 0, "de-montag", 80, 37, 9.0, 15.2, 0.0116),
        ad("HERO_Espresso250_1x1_v0", 1, "de-hero", 90, 62, 8.0, 12.4, 0.0158),
        ad("STM_BitterKeinAroma_4x5_v0", 0, "de-bitter", 70, 55, 5.0, 18.9, 0.0102),
    ];
    if let Some(last) = ads.last_mut() {
        last.status = "ARCHIVED";
    }
    ads
}
