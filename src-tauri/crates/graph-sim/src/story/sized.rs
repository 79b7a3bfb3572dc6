//! An account of any size: every ad delivers on every day, so the number of rows is known.

use super::{AccountPlan, AdPlan, AdSetPlan, Brand, CampaignPlan, Curve, Pace, Picture, Sales, Shape, zone};
use crate::Size;
use crate::roll::unit;
use units::Currency;

const CONCEPTS: [(&str, &str); 8] = [
    ("STM_NineBottles", "statement-nine"),
    ("UvT_PayingForWater", "us-vs-them"),
    ("OFF_Starter24", "offer"),
    ("PRM_24Once", "price-math"),
    ("QUO_SevenBottles", "quote"),
    ("HERO_BuyOnce", "hero"),
    ("SCN_DontHide", "scene-hide"),
    ("CAL_LooksSimple", "callouts"),
];

pub(super) fn account(size: Size) -> AccountPlan {
    let campaigns = size.campaigns.max(1) as usize;
    let days = i32::try_from(size.days).unwrap_or(90);
    AccountPlan {
        digits: "1047250016204817",
        name: "Saltwick US",
        currency: Currency::USD,
        zone: zone("America/Los_Angeles"),
        brand: Brand::Saltwick,
        orders: [24_00, 33_00, 33_00, 42_00, 42_00, 48_00, 59_00, 59_00, 68_00, 112_00],
        // About $33 an ad and day: small ads would have days without an impression, and then without a row.
        daily: Curve::flat(f64::from(size.ads) * 33_00.0),
        days: size.days,
        campaigns: (0..campaigns).map(|n| campaign(n, days)).collect(),
        adsets: (0..campaigns).map(|n| adset(n, days)).collect(),
        ads: (0..size.ads as usize).map(|n| ad(n, n % campaigns, days)).collect(),
        untracked: Vec::new(),
        seasons: Vec::new(),
    }
}

fn campaign(n: usize, days: i32) -> CampaignPlan {
    CampaignPlan {
        name: format!("US_Prosp_ASC_Purch_{:03}", n + 1),
        objective: if n % 9 == 8 { "OUTCOME_TRAFFIC" } else { "OUTCOME_SALES" },
        status: "ACTIVE",
        daily_budget: Some(400_00),
        created_ago: days + 5,
        budget_changes: Vec::new(),
    }
}

fn adset(n: usize, days: i32) -> AdSetPlan {
    AdSetPlan {
        name: format!("ASC_Broad_US_{:03}", n + 1),
        campaign: n,
        status: "ACTIVE",
        daily_budget: None,
        goal: "OFFSITE_CONVERSIONS",
        learning: "SUCCESS",
        created_ago: days + 5,
    }
}

fn ad(n: usize, adset: usize, days: i32) -> AdPlan {
    let (concept, composition) = CONCEPTS[n % CONCEPTS.len()];
    AdPlan {
        name: format!("{concept}_4x5_v{}", n / CONCEPTS.len() + 1),
        adset,
        picture: Picture { composition, shape: Shape::Portrait },
        status: "ACTIVE",
        launched_ago: days,
        ended_ago: 0,
        pace: Pace::Share(Curve::flat(0.5 + unit(n as u64, 1, 0, 0))),
        sales: Sales::AtCost(Curve::flat(22.0 + 14.0 * unit(n as u64, 2, 0, 0))),
        ctr: Curve::flat(0.010 + 0.008 * unit(n as u64, 3, 0, 0)),
        cpm: 11.0 + 8.0 * unit(n as u64, 4, 0, 0),
        audience: Curve::flat(20_000.0),
        hook: None,
    }
}
