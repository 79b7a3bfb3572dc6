//! A story turned into objects and numbers.
//!
//! Everything is made at the start and kept compact: one [`Row`] per ad and day in day order, with the first row of
//! each day beside them. What a request asks for is a walk over a contiguous piece of them.

mod activity;
pub(crate) mod grow;
mod ids;
mod row;

use std::collections::HashMap;

use units::{AccountDate, Currency, Zone};

pub(crate) use activity::Activity;
pub(crate) use row::{Metrics, Row, reach};

use crate::story::{Brand, Picture};

/// Where an id leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Node {
    /// Account.
    Account(usize),
    /// Campaign of an account.
    Campaign(usize, usize),
    /// Ad set of an account.
    AdSet(usize, usize),
    /// Ad of an account.
    Ad(usize, usize),
    /// The creative of an ad.
    Creative(usize, usize),
    /// The video of an ad.
    Video(usize, usize),
}

/// All accounts.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) accounts: Vec<Account>,
    pub(crate) nodes: HashMap<String, Node>,
}

/// One ad account with all it holds.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) digits: String,
    pub(crate) name: String,
    pub(crate) currency: Currency,
    pub(crate) zone: Zone,
    pub(crate) today: AccountDate,
    pub(crate) page_id: String,
    pub(crate) pixel_id: String,
    pub(crate) brand: Brand,
    pub(crate) created: AccountDate,
    pub(crate) campaigns: Vec<Campaign>,
    pub(crate) adsets: Vec<AdSet>,
    pub(crate) ads: Vec<Ad>,
    pub(crate) activities: Vec<Activity>,
    /// Oldest day first, ads of a day in their order.
    pub(crate) rows: Vec<Row>,
    /// Number of the first day with rows.
    pub(crate) first_day: i32,
    /// Index of the first row of each day, and the end of the last one.
    pub(crate) day_start: Vec<u32>,
    /// How many people the account can reach.
    pub(crate) audience: u32,
}

impl Account {
    /// Changes rows in place; those that `keep` refuses are taken out.
    pub(crate) fn change_rows(&mut self, keep: &mut impl FnMut(&mut Row) -> bool) {
        let mut kept: Vec<Row> = Vec::with_capacity(self.rows.len());
        let mut starts = vec![0];
        for day in self.day_start.windows(2) {
            kept.extend(self.rows[day[0] as usize..day[1] as usize].iter().filter_map(|row| {
                let mut row = *row;
                keep(&mut row).then_some(row)
            }));
            starts.push(u32::try_from(kept.len()).unwrap_or(u32::MAX));
        }
        (self.rows, self.day_start) = (kept, starts);
    }

    /// The rows of the days from `since` to `until`, both included.
    pub(crate) fn rows_between(&self, since: AccountDate, until: AccountDate) -> &[Row] {
        let last = i64::try_from(self.day_start.len()).unwrap_or(i64::MAX) - 1;
        let clamp =
            |day: i32| usize::try_from((i64::from(day) - i64::from(self.first_day)).clamp(0, last)).unwrap_or(0);
        let (from, to) = (clamp(since.number()), clamp(until.number() + 1));
        if from >= to {
            return &[];
        }
        &self.rows[self.day_start[from] as usize..self.day_start[to] as usize]
    }
}

/// A campaign.
#[derive(Debug, Clone)]
pub(crate) struct Campaign {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) objective: &'static str,
    pub(crate) status: &'static str,
    pub(crate) effective: &'static str,
    /// Minor units; absent where the ad sets carry the budgets.
    pub(crate) daily_budget: Option<u64>,
    pub(crate) created: AccountDate,
    pub(crate) updated: AccountDate,
    pub(crate) audience: u32,
}

/// An ad set.
#[derive(Debug, Clone)]
pub(crate) struct AdSet {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) campaign: usize,
    pub(crate) status: &'static str,
    pub(crate) effective: &'static str,
    pub(crate) daily_budget: Option<u64>,
    pub(crate) goal: &'static str,
    pub(crate) learning: &'static str,
    pub(crate) created: AccountDate,
    pub(crate) updated: AccountDate,
    pub(crate) audience: u32,
}

/// An ad with its creative.
#[derive(Debug, Clone)]
pub(crate) struct Ad {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) adset: usize,
    pub(crate) status: &'static str,
    pub(crate) effective: &'static str,
    pub(crate) created: AccountDate,
    pub(crate) updated: AccountDate,
    pub(crate) creative_id: String,
    pub(crate) picture: Picture,
    /// 32 hex digits, the same for the same picture.
    pub(crate) image_hash: String,
    pub(crate) video: Option<Video>,
    pub(crate) audience: u32,
}

/// The video of an ad.
#[derive(Debug, Clone)]
pub(crate) struct Video {
    pub(crate) id: String,
    pub(crate) seconds: u32,
}

impl Ad {
    /// Archived and deleted ads are left out of listings unless they are asked for.
    pub(crate) fn is_hidden(&self) -> bool {
        is_hidden(self.effective)
    }
}

/// Whether a listing leaves objects of this effective status out by default.
pub(crate) fn is_hidden(effective: &str) -> bool {
    matches!(effective, "ARCHIVED" | "DELETED")
}
