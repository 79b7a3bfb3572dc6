//! Stories with one effect each, small enough for a test to know what must be found.

use super::{
    AccountPlan, AdPlan, AdSetPlan, Brand, CampaignPlan, Curve, Pace, Picture, Sales, Season, Shape, Story, zone,
};
use units::Currency;

const NAMES: [(&str, &str); 8] = [
    ("STM_NineBottles_4x5_v1", "statement-nine"),
    ("UvT_PayingForWater_4x5_v1", "us-vs-them"),
    ("OFF_Starter24_4x5_v1", "offer"),
    ("PRM_24Once_4x5_v1", "price-math"),
    ("QUO_SevenBottles_4x5_v1", "quote"),
    ("HERO_BuyOnce_4x5_v1", "hero"),
    ("SCN_PeopleComeOver_4x5_v1", "scene-hide"),
    ("CAL_LooksSimple_4x5_v1", "callouts"),
];

pub(super) fn account(story: Story) -> AccountPlan {
    AccountPlan {
        digits: "1047250016204817",
        name: "Saltwick US",
        currency: Currency::USD,
        zone: zone("America/Los_Angeles"),
        brand: Brand::Saltwick,
        orders: [24_00, 33_00, 33_00, 42_00, 42_00, 48_00, 59_00, 59_00, 68_00, 112_00],
        daily: Curve::flat(1_600_00.0),
        days: 60,
        campaigns: vec![CampaignPlan {
            name: "US_Prosp_ASC_Purch".to_owned(),
            objective: "OUTCOME_SALES",
            status: "ACTIVE",
            daily_budget: Some(1_600_00),
            created_ago: 100,
            budget_changes: Vec::new(),
        }],
        adsets: vec![AdSetPlan {
            name: "ASC_Broad_US_18+".to_owned(),
            campaign: 0,
            status: "ACTIVE",
            daily_budget: None,
            goal: "OFFSITE_CONVERSIONS",
            learning: "SUCCESS",
            created_ago: 100,
        }],
        ads: NAMES
            .iter()
            .enumerate()
            .map(|(place, &(name, composition))| ad(story, place, name, composition))
            .collect(),
        untracked: if story == Story::TrackingBreak { vec![4] } else { Vec::new() },
        seasons: if story == Story::SeasonalDip {
            vec![Season { from_ago: 14, to_ago: 1, spend: 1.0, cost: 1.45 }]
        } else {
            Vec::new()
        },
    }
}

fn ad(story: Story, place: usize, name: &str, composition: &'static str) -> AdPlan {
    let healthy = AdPlan {
        name: name.to_owned(),
        adset: 0,
        picture: Picture { composition, shape: Shape::Portrait },
        status: "ACTIVE",
        launched_ago: 60,
        ended_ago: 0,
        pace: Pace::Share(Curve::flat(1.0 + place as f64 * 0.1)),
        sales: Sales::AtCost(Curve::flat(26.5 + place as f64 * 0.4)),
        ctr: Curve::flat(0.0138),
        cpm: 15.0,
        audience: Curve::flat(160_000.0),
        hook: None,
    };
    match (story, place) {
        (Story::Fatigue, 0) => AdPlan {
            pace: Pace::Share(Curve::flat(6.0)),
            sales: Sales::AtCost(Curve::through(&[(60, 24.0), (16, 24.5), (7, 38.0), (1, 44.0)])),
            ctr: Curve::through(&[(60, 0.0165), (16, 0.0163), (7, 0.0108), (1, 0.0092)]),
            audience: Curve::through(&[(60, 400_000.0), (16, 180_000.0), (7, 60_000.0), (1, 42_000.0)]),
            ..healthy
        },
        (Story::StarvedWinner, 0) => AdPlan {
            launched_ago: 14,
            pace: Pace::Exactly(74_20),
            sales: Sales::On(&[13, 11, 9, 7, 6, 3, 2]),
            ctr: Curve::flat(0.021),
            audience: Curve::flat(9_000.0),
            ..healthy
        },
        _ => healthy,
    }
}
