//! From a story to a world.
//!
//! Days are numbered from the anchor; a world for a later today draws the days in between as well and keeps the
//! earlier ones, so a demo that is opened a week later has the past it had, and the late conversions of its last days.

use std::collections::HashMap;

use units::{AccountDate, Timestamp};

use super::{Account, Activity, Ad, AdSet, Campaign, Node, Row, Video, World, ids};
use crate::roll::{around_one, draw, unit};
use crate::story::{AccountPlan, AdPlan, Pace, Sales, Season};

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
    let (rows, first_day, day_start) = rows(soil, seed);
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
    account.activities = activities(soil, &account, seed);
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
        created: launched.plus_days(-1),
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

type Days = (Vec<Row>, i32, Vec<u32>);

fn rows(soil: &Soil, seed: u64) -> Days {
    let plan = &soil.plan;
    let first_ago = i32::try_from(plan.days).unwrap_or(90);
    let last_ago = 1 - (soil.today.number() - soil.anchor.number());
    let first_day = soil.anchor.number() - first_ago;
    let mut day_start = vec![0];
    let mut rows: Vec<Row> = Vec::new();
    let mut state: Vec<Carry> = (0..plan.ads.len()).map(|n| Carry::new(seed, n)).collect();
    for ago in (last_ago..=first_ago).rev() {
        let day = Day::new(soil, seed, ago);
        for (n, ad) in plan.ads.iter().enumerate() {
            if ad.launched_ago >= ago && (ad.ended_ago < 1 || ago >= ad.ended_ago) {
                rows.extend(day.row(soil, n, ad, &mut state[n]));
            }
        }
        day_start.push(u32::try_from(rows.len()).unwrap_or(u32::MAX));
    }
    (rows, first_day, day_start)
}

/// Fractions of events that a day leaves for the next one: 0.4 purchases a day are two in five days, not none.
struct Carry {
    purchases: f64,
    link_clicks: f64,
    carts: f64,
    spent: u64,
}

impl Carry {
    fn new(seed: u64, ad: usize) -> Self {
        let start = |what| unit(seed, what, ad as u64, 0);
        Self { purchases: start(41), link_clicks: start(42), carts: start(43), spent: 0 }
    }
}

fn whole(carry: &mut f64, more: f64) -> u32 {
    *carry += more;
    let whole = carry.floor();
    *carry -= whole;
    whole as u32
}

struct Day {
    number: i32,
    ago: i32,
    /// Minor units to share out.
    budget: f64,
    weights: f64,
    cost: f64,
    tracked: bool,
    seed: u64,
}

/// Sunday is quiet, Monday and Tuesday are not.
const WEEKDAYS: [f64; 7] = [1.03, 1.035, 1.01, 1.0, 0.985, 0.965, 0.975];

impl Day {
    fn new(soil: &Soil, seed: u64, ago: i32) -> Self {
        let number = soil.anchor.number() - ago;
        let season: Option<&Season> = soil.plan.seasons.iter().find(|s| (s.to_ago..=s.from_ago).contains(&ago));
        // Day 0 of the epoch was a Thursday.
        let weekday = WEEKDAYS[(number + 3).rem_euclid(7) as usize];
        let noise = around_one(0.035, seed, 11, number as u64, 0);
        let weights =
            soil.plan.ads.iter().filter(|ad| ad.launched_ago >= ago && (ad.ended_ago < 1 || ago >= ad.ended_ago));
        Self {
            number,
            ago,
            budget: soil.plan.daily.at(ago) * weekday * noise * season.map_or(1.0, |s| s.spend),
            weights: weights.map(|ad| weight(ad, ago)).sum(),
            cost: season.map_or(1.0, |s| s.cost) * around_one(0.05, seed, 12, number as u64, 0),
            tracked: !soil.plan.untracked.contains(&ago),
            seed,
        }
    }

    fn row(&self, soil: &Soil, n: usize, ad: &AdPlan, carry: &mut Carry) -> Option<Row> {
        let spend = self.spend(n, ad, carry);
        let minor = soil.plan.currency.minor_units_per_major() as f64;
        let noise = |what, spread| around_one(spread, self.seed, what, n as u64, self.number as u64);
        let impressions = (f64::from(spend) / minor / ad.cpm * 1000.0 * noise(21, 0.05)).round() as u32;
        if impressions == 0 || spend == 0 {
            return None;
        }
        let ctr = ad.ctr.at(self.ago) * noise(22, 0.06);
        let link_clicks = whole(&mut carry.link_clicks, f64::from(impressions) * ctr).min(impressions);
        let mut row = Row {
            day: self.number,
            ad: n as u32,
            audience: ad.audience.at(self.ago).max(100.0) as u32,
            spend,
            impressions,
            link_clicks,
            outbound_clicks: share(link_clicks, 0.97),
            ..Row::default()
        };
        self.engagement(&mut row, n);
        if let Some(hook) = ad.hook {
            self.video(&mut row, n, hook * noise(23, 0.05));
        }
        if self.tracked {
            self.pixel(soil, &mut row, n, ad, carry);
        }
        Some(row)
    }

    fn spend(&self, n: usize, ad: &AdPlan, carry: &mut Carry) -> u32 {
        let noise = around_one(0.08, self.seed, 20, n as u64, self.number as u64);
        match &ad.pace {
            Pace::Share(_) => (self.budget * weight(ad, self.ago) / self.weights.max(1e-9) * noise).round() as u32,
            &Pace::Exactly(total) => {
                let days = f64::from(ad.launched_ago - ad.ended_ago.max(1) + 1);
                let usual = total as f64 / days;
                let day = if self.ago == ad.ended_ago.max(1) {
                    total.saturating_sub(carry.spent)
                } else {
                    (usual * around_one(0.3, self.seed, 24, n as u64, self.number as u64)).round() as u64
                };
                carry.spent += day;
                u32::try_from(day).unwrap_or(u32::MAX)
            }
        }
    }

    fn engagement(&self, row: &mut Row, n: usize) {
        let noise = |what| around_one(0.2, self.seed, what, n as u64, self.number as u64);
        let per = |rate: f64, what| (f64::from(row.impressions) * rate * noise(what)).round() as u16;
        (row.reactions, row.comments, row.shares, row.saves) =
            (per(0.0022, 25), per(0.00018, 26), per(0.00012, 27), per(0.00031, 28));
        row.loves = row.reactions / 5;
        row.clicks = row.link_clicks + share(row.link_clicks, 0.21 * noise(29)) + u32::from(row.reactions);
        row.clicks = row.clicks.min(row.impressions);
    }

    fn video(&self, row: &mut Row, n: usize, hook: f64) {
        let noise = around_one(0.05, self.seed, 30, n as u64, self.number as u64);
        row.plays = share(row.impressions, 0.91);
        row.plays_3s = share(row.impressions, hook).min(row.plays);
        row.plays_2s = share(row.impressions, hook * 1.22).min(row.plays);
        let of = |rate: f64| share(row.plays_3s, rate * noise);
        (row.p25, row.p50, row.p75, row.p95, row.p100) = (of(0.62), of(0.41), of(0.29), of(0.21), of(0.17));
        (row.thruplays, row.plays_15s, row.plays_30s) = (of(0.25), of(0.23), 0);
        row.watch_seconds = share(row.plays, 4.1 * noise);
    }

    fn pixel(&self, soil: &Soil, row: &mut Row, n: usize, ad: &AdPlan, carry: &mut Carry) {
        let noise = |what, spread| around_one(spread, self.seed, what, n as u64, self.number as u64);
        row.landing_page_views = share(row.link_clicks, 0.84 * noise(32, 0.04)).min(row.link_clicks);
        row.view_content = share(row.landing_page_views, 0.81 * noise(33, 0.05));
        let minor = soil.plan.currency.minor_units_per_major() as f64;
        let sold = match &ad.sales {
            Sales::AtCost(cost) => whole(
                &mut carry.purchases,
                f64::from(row.spend) / minor / (cost.at(self.ago) * self.cost) * noise(34, 0.25),
            ),
            Sales::Nothing => 0,
            Sales::On(days) => days.iter().filter(|&&day| day == self.ago).count() as u32,
        };
        for sale in 0..sold {
            self.purchase(soil, row, n, sale);
        }
        let interest =
            f64::from(row.view_content) * if matches!(ad.sales, Sales::Nothing) { 0.05 } else { 0.11 } * noise(35, 0.2);
        let carts = whole(&mut carry.carts, interest) as u16;
        row.initiate_checkout = (row.purchases + row.purchases / 2).max(carts / 2);
        row.add_to_cart = carts.max(row.initiate_checkout);
    }

    /// One purchase, if it is reported by today: most are within a day, the last after 27.
    fn purchase(&self, soil: &Soil, row: &mut Row, n: usize, sale: u32) {
        let place = (self.number as u64) << 16 | u64::from(sale);
        let delay = if soil.settled { 0 } else { delay(unit(self.seed, 36, n as u64, place)) };
        if delay >= soil.today.number() - self.number {
            return;
        }
        let value = soil.plan.orders[(draw(self.seed, 37, n as u64, place) % 10) as usize];
        row.purchases += 1;
        row.purchase_value += value;
        match draw(self.seed, 38, n as u64, place) % 100 {
            0..=11 => {
                (row.purchases_1d_view, row.value_1d_view) = (row.purchases_1d_view + 1, row.value_1d_view + value);
            }
            12..=78 => {
                (row.purchases_1d_click, row.value_1d_click) = (row.purchases_1d_click + 1, row.value_1d_click + value);
            }
            79..=86 => {
                (row.purchases_28d_extra, row.value_28d_extra) =
                    (row.purchases_28d_extra + 1, row.value_28d_extra + value);
            }
            _ => {}
        }
    }
}

fn weight(ad: &AdPlan, ago: i32) -> f64 {
    match &ad.pace {
        Pace::Share(curve) => curve.at(ago),
        Pace::Exactly(_) => 0.0,
    }
}

fn share(count: u32, rate: f64) -> u32 {
    (f64::from(count) * rate).round() as u32
}

/// Days until a purchase is reported.
fn delay(chance: f64) -> i32 {
    const BY_DAY: [f64; 8] = [0.87, 0.92, 0.947, 0.962, 0.972, 0.98, 0.986, 0.99];
    match BY_DAY.iter().position(|&by| chance < by) {
        Some(day) => day as i32,
        None => 8 + ((chance - 0.99) / 0.01 * 20.0) as i32,
    }
}

fn activities(soil: &Soil, account: &Account, seed: u64) -> Vec<Activity> {
    let mut all = Vec::new();
    let actor = if account.currency.code() == "EUR" { "Jana Petersen" } else { "Maya Okafor" };
    for (plan, campaign) in soil.plan.campaigns.iter().zip(&account.campaigns) {
        all.push(event(
            account,
            soil,
            seed,
            plan.created_ago,
            ("create_campaign_group", "Campaign created", "CAMPAIGN"),
            (&campaign.id, &campaign.name),
            actor,
            String::new(),
        ));
        for &(ago, old, new) in &plan.budget_changes {
            let code = account.currency.code();
            let extra = format!(
                r#"{{"old_value":{{"type":"daily_budget","currency":"{code}","old_value":{old}}},"new_value":{{"type":"daily_budget","currency":"{code}","new_value":{new}}},"type":"payment_amount"}}"#
            );
            all.push(event(
                account,
                soil,
                seed,
                ago,
                ("update_campaign_budget", "Campaign budget updated", "CAMPAIGN"),
                (&campaign.id, &campaign.name),
                actor,
                extra,
            ));
        }
        if plan.status == "PAUSED" {
            let extra = r#"{"old_value":"Active","new_value":"Inactive","run_status":{"old_value":1,"new_value":15}}"#
                .to_owned();
            all.push(event(
                account,
                soil,
                seed,
                (plan.created_ago - 9).max(1),
                ("update_campaign_run_status", "Campaign status updated", "CAMPAIGN"),
                (&campaign.id, &campaign.name),
                actor,
                extra,
            ));
        }
    }
    for (plan, adset) in soil.plan.adsets.iter().zip(&account.adsets) {
        let extra = match plan.learning {
            "SUCCESS" => r#"{"old_value":"LEARNING","new_value":"SUCCESS"}"#,
            "FAIL" => r#"{"old_value":"LEARNING","new_value":"FAIL"}"#,
            _ => continue,
        };
        all.push(event(
            account,
            soil,
            seed,
            (plan.created_ago - 7).max(1),
            ("ad_set_learning_stage_exit", "Learning phase ended", "AD_SET"),
            (&adset.id, &adset.name),
            "Meta",
            extra.to_owned(),
        ));
    }
    for (plan, ad) in soil.plan.ads.iter().zip(&account.ads) {
        let object = (ad.id.as_str(), ad.name.as_str());
        all.push(event(
            account,
            soil,
            seed,
            plan.launched_ago + 1,
            ("create_ad", "Ad created", "ADGROUP"),
            object,
            actor,
            String::new(),
        ));
        all.push(event(
            account,
            soil,
            seed,
            plan.launched_ago,
            ("ad_review_approved", "Ad approved", "ADGROUP"),
            object,
            "Meta",
            String::new(),
        ));
        if plan.ended_ago > 0 {
            let extra = r#"{"old_value":"Active","new_value":"Inactive","run_status":{"old_value":1,"new_value":15}}"#
                .to_owned();
            all.push(event(
                account,
                soil,
                seed,
                plan.ended_ago - 1,
                ("update_ad_run_status", "Ad status updated", "ADGROUP"),
                object,
                actor,
                extra,
            ));
        }
    }
    all.sort_by_key(|activity| std::cmp::Reverse(activity.at));
    all
}

#[expect(clippy::too_many_arguments, reason = "one place lists what an activity is made of")]
fn event(
    account: &Account,
    soil: &Soil,
    seed: u64,
    ago: i32,
    (event_type, translated, object_type): (&'static str, &'static str, &'static str),
    (id, name): (&str, &str),
    actor: &'static str,
    extra: String,
) -> Activity {
    let day = soil.anchor.plus_days(-ago.max(0)).min(soil.today.plus_days(-1));
    let second = 9 * 3600 + draw(seed, 51, ago as u64, id.bytes().map(u64::from).sum()) % (8 * 3600);
    let at: Timestamp = account.zone.start_of(day).plus(std::time::Duration::from_secs(second));
    Activity {
        at,
        event_type,
        translated,
        object_type,
        object_id: id.to_owned(),
        object_name: name.to_owned(),
        actor,
        extra,
    }
}
