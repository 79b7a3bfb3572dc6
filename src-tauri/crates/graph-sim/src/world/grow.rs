//! From a story to a world.
//!
//! Days are numbered from the anchor; a world for a later today draws the days in between as well and keeps the
//! earlier ones, so a demo that is opened a week later has the past it had, and the late conversions of its last days.

mod changes;
mod days;

use std::collections::HashMap;

use units::AccountDate;

use super::{Account, Ad, AdSet, Campaign, Node, Video, World, ids};
use crate::roll::draw;
use crate::story::{AccountPlan, AdPlan};

/// What one account grows from.
pub(crate) struct Soil {
    pub(crate) plan: AccountPlan,
    pub(crate) anchor: AccountDate,
    pub(crate) today: AccountDate,
    /// Purchases are reported at once.
    pub(crate) settled: bool,
}

/// Makes the world; the same soils and seed give the same world.
pub(crate) fn grow(soils: Vec<Soil>, seed: u64) -> World {
    let accounts: Vec<Account> = soils.into_iter().enumerate().map(|(n, soil)| account(&soil, seed, n)).collect();
    let nodes = nodes(&accounts);
    World { accounts, nodes }
}

fn nodes(accounts: &[Account]) -> HashMap<String, Node> {
    let mut nodes = HashMap::new();
    for (a, account) in accounts.iter().enumerate() {
        nodes.insert(format!("act_{}", account.digits), Node::Account(a));
        nodes.extend(account.campaigns.iter().enumerate().map(|(n, c)| (c.id.clone(), Node::Campaign(a, n))));
        nodes.extend(account.adsets.iter().enumerate().map(|(n, s)| (s.id.clone(), Node::AdSet(a, n))));
        for (n, ad) in account.ads.iter().enumerate() {
            nodes.insert(ad.id.clone(), Node::Ad(a, n));
            nodes.insert(ad.creative_id.clone(), Node::Creative(a, n));
            if let Some(video) = &ad.video {
                nodes.insert(video.id.clone(), Node::Video(a, n));
            }
        }
    }
    nodes
}

fn account(soil: &Soil, seed: u64, place: usize) -> Account {
    let plan = &soil.plan;
    let seed = draw(seed, 1, place as u64, 0);
    let on = |ago: i32| soil.anchor.plus_days(-ago);
    let campaigns: Vec<Campaign> = plan.campaigns.iter().enumerate().map(|(n, c)| campaign(soil, seed, n, c)).collect();
    let adsets: Vec<AdSet> = plan.adsets.iter().enumerate().map(|(n, s)| adset(soil, seed, n, s, &campaigns)).collect();
    let ads: Vec<Ad> = plan.ads.iter().enumerate().map(|(n, a)| ad(soil, seed, n, a, &adsets)).collect();
    let (rows, first_day, day_start) = days::rows(soil, seed);
    let mut account = Account {
        digits: plan.digits.to_owned(),
        name: plan.name.to_owned(),
        currency: plan.currency,
        zone: plan.zone,
        today: soil.today,
        page_id: ids::object("10", seed, 8, 0),
        pixel_id: ids::object("77", seed, 9, 0),
        brand: plan.brand,
        created: on(plan.campaigns.iter().map(|c| c.created_ago).max().unwrap_or(90) + 11),
        audience: 0,
        campaigns,
        adsets,
        ads,
        activities: Vec::new(),
        rows,
        first_day,
        day_start,
    };
    spread_audiences(&mut account);
    account.activities = changes::activities(soil, &account, seed);
    account
}

/// The people a parent can reach: less than its children together, because they overlap, and never less than one.
fn spread_audiences(account: &mut Account) {
    let overlap = |people: &[u32]| {
        let sum: u64 = people.iter().copied().map(u64::from).sum();
        let most = people.iter().copied().max().unwrap_or(0);
        u32::try_from(sum * 6 / 10).unwrap_or(u32::MAX).max(most)
    };
    let of_adset =
        |n: usize| -> Vec<u32> { account.ads.iter().filter(|ad| ad.adset == n).map(|ad| ad.audience).collect() };
    let adsets: Vec<u32> = (0..account.adsets.len()).map(|n| overlap(&of_adset(n))).collect();
    for (adset, people) in account.adsets.iter_mut().zip(&adsets) {
        adset.audience = *people;
    }
    for (n, campaign) in account.campaigns.iter_mut().enumerate() {
        let children: Vec<u32> = account.adsets.iter().filter(|s| s.campaign == n).map(|s| s.audience).collect();
        campaign.audience = overlap(&children);
    }
    account.audience = overlap(&account.campaigns.iter().map(|c| c.audience).collect::<Vec<_>>());
}

fn campaign(soil: &Soil, seed: u64, n: usize, plan: &crate::story::CampaignPlan) -> Campaign {
    let on = |ago: i32| soil.anchor.plus_days(-ago);
    let last_change = plan.budget_changes.iter().map(|&(ago, ..)| ago).min();
    Campaign {
        id: ids::object("120210", seed, 2, n),
        name: plan.name.clone(),
        objective: plan.objective,
        status: plan.status,
        effective: plan.status,
        daily_budget: plan.daily_budget,
        created: on(plan.created_ago),
        updated: on(last_change.unwrap_or(plan.created_ago)),
        audience: 0,
    }
}

fn adset(soil: &Soil, seed: u64, n: usize, plan: &crate::story::AdSetPlan, campaigns: &[Campaign]) -> AdSet {
    let created = soil.anchor.plus_days(-plan.created_ago);
    AdSet {
        id: ids::object("120211", seed, 3, n),
        name: plan.name.clone(),
        campaign: plan.campaign,
        status: plan.status,
        effective: match (plan.status, campaigns[plan.campaign].effective) {
            ("ACTIVE", "PAUSED") => "CAMPAIGN_PAUSED",
            (own, _) => own,
        },
        daily_budget: plan.daily_budget,
        goal: plan.goal,
        learning: plan.learning,
        created,
        updated: created,
        audience: 0,
    }
}

fn ad(soil: &Soil, seed: u64, n: usize, plan: &AdPlan, adsets: &[AdSet]) -> Ad {
    let on = |ago: i32| soil.anchor.plus_days(-ago);
    let picture = format!("{}-{:?}", plan.picture.composition, plan.picture.shape);
    let launched = on(plan.launched_ago);
    Ad {
        id: ids::object("120212", seed, 4, n),
        name: plan.name.clone(),
        adset: plan.adset,
        status: plan.status,
        effective: match (plan.status, adsets[plan.adset].effective) {
            ("ACTIVE", "CAMPAIGN_PAUSED") => "CAMPAIGN_PAUSED",
            ("ACTIVE", "PAUSED") => "ADSET_PAUSED",
            (own, _) => own,
        },
        created: launched,
        updated: if plan.ended_ago > 0 { on(plan.ended_ago - 1) } else { launched },
        creative_id: ids::object("120213", seed, 5, n),
        picture: plan.picture,
        image_hash: ids::image_hash(seed, &picture),
        video: plan.hook.map(|_hook| Video {
            id: ids::object("9", seed, 6, n),
            seconds: 12 + (draw(seed, 7, n as u64, 0) % 12) as u32,
        }),
        audience: plan.audience.max() as u32,
    }
}
