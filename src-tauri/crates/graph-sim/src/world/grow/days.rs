//! The rows: what each ad did on each day.

use super::Soil;
use crate::roll::{around_one, draw, unit};
use crate::story::{AdPlan, Pace, Sales, Season};
use crate::world::Row;

/// Rows in day order, the first day's number, the first row of each day.
pub(super) type Days = (Vec<Row>, i32, Vec<u32>);

/// Draws all days of an account.
pub(super) fn rows(soil: &Soil, seed: u64) -> Days {
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
