//! Who is in the cast and how each of them fares.
//!
//! A story is told in days *ago*, counted from its anchor day: 1 is the last complete day. Courses of cost, click
//! rate and weight are [`Curve`]s over that axis; `world` draws the days from them.
#![expect(clippy::inconsistent_digit_grouping, reason = "amounts are in cents: the last two digits stand apart")]

mod copy;
mod foehre;
mod saltwick;
mod single;
mod sized;

use std::str::FromStr;

use units::{Currency, Zone};

pub(crate) use copy::copy_of;

use crate::{SimError, Size};

/// A story the simulator can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Story {
    /// Two brands with the whole cast: a winner, a tired former winner, a gem with hardly any spend, an ad without a
    /// purchase, a day without tracking, a sale week, a row of launches.
    Showcase,
    /// Nothing is wrong.
    Healthy,
    /// One ad with most of the spend tires.
    Fatigue,
    /// Purchases are missing on one day.
    TrackingBreak,
    /// The whole account sells less for two weeks.
    SeasonalDip,
    /// The best ad gets hardly any spend.
    StarvedWinner,
}

impl Story {
    /// Every story.
    pub const ALL: [Self; 6] =
        [Self::Showcase, Self::Healthy, Self::Fatigue, Self::TrackingBreak, Self::SeasonalDip, Self::StarvedWinner];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Showcase => "showcase",
            Self::Healthy => "healthy",
            Self::Fatigue => "fatigue",
            Self::TrackingBreak => "tracking-break",
            Self::SeasonalDip => "seasonal-dip",
            Self::StarvedWinner => "starved-winner",
        }
    }
}

impl std::fmt::Display for Story {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Story {
    type Err = SimError;
    fn from_str(name: &str) -> Result<Self, SimError> {
        Self::ALL
            .into_iter()
            .find(|s| s.name() == name)
            .ok_or_else(|| SimError::UnknownStory(name.chars().take(40).collect()))
    }
}

/// The two brands of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Brand {
    /// Refillable home care, US.
    Saltwick,
    /// Coffee roaster, Germany.
    Foehre,
}

/// The drawing of an ad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Picture {
    /// The composition, as `art` knows it.
    pub(crate) composition: &'static str,
    /// Its size.
    pub(crate) shape: Shape,
}

/// Size of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    /// 1080 × 1350.
    Portrait,
    /// 1080 × 1080.
    Square,
    /// 1080 × 1920.
    Story,
}

impl Shape {
    /// Width and height in pixels.
    pub(crate) fn pixels(self) -> (u32, u32) {
        match self {
            Self::Portrait => (1080, 1350),
            Self::Square => (1080, 1080),
            Self::Story => (1080, 1920),
        }
    }
}

/// A value that changes over the days: straight lines between (days ago, value), level before and after.
#[derive(Debug, Clone)]
pub(crate) struct Curve(Vec<(f64, f64)>);

impl Curve {
    /// The same value always.
    pub(crate) fn flat(value: f64) -> Self {
        Self(vec![(0.0, value)])
    }

    /// Through these points, oldest first.
    pub(crate) fn through(points: &[(i32, f64)]) -> Self {
        Self(points.iter().map(|&(ago, value)| (f64::from(ago), value)).collect())
    }

    /// The value so many days ago.
    pub(crate) fn at(&self, ago: i32) -> f64 {
        let ago = f64::from(ago);
        let after = self.0.iter().position(|&(point, _)| point <= ago);
        match after {
            Some(0) => self.0[0].1,
            None => self.0.last().map_or(0.0, |&(_, value)| value),
            Some(next) => {
                let ((older, from), (newer, to)) = (self.0[next - 1], self.0[next]);
                from + (to - from) * (older - ago) / (older - newer)
            }
        }
    }

    /// The largest value.
    pub(crate) fn max(&self) -> f64 {
        self.0.iter().map(|&(_, value)| value).fold(0.0, f64::max)
    }
}

/// How an ad gets its spend.
#[derive(Debug, Clone)]
pub(crate) enum Pace {
    /// By weight among all ads that share the account's day.
    Share(Curve),
    /// So many minor units over its whole time, spread over the days and exact in sum.
    Exactly(u64),
}

/// How an ad sells.
#[derive(Debug, Clone)]
pub(crate) enum Sales {
    /// At a cost per purchase, in major units.
    AtCost(Curve),
    /// Never.
    Nothing,
    /// On these days ago, one purchase for each mention.
    On(&'static [i32]),
}

/// A campaign of a story.
#[derive(Debug, Clone)]
pub(crate) struct CampaignPlan {
    pub(crate) name: String,
    pub(crate) objective: &'static str,
    pub(crate) status: &'static str,
    pub(crate) daily_budget: Option<u64>,
    pub(crate) created_ago: i32,
    /// (days ago, old, new) changes of the daily budget, minor units.
    pub(crate) budget_changes: Vec<(i32, u64, u64)>,
}

/// An ad set of a story.
#[derive(Debug, Clone)]
pub(crate) struct AdSetPlan {
    pub(crate) name: String,
    pub(crate) campaign: usize,
    pub(crate) status: &'static str,
    pub(crate) daily_budget: Option<u64>,
    pub(crate) goal: &'static str,
    pub(crate) learning: &'static str,
    pub(crate) created_ago: i32,
}

/// An ad of a story.
#[derive(Debug, Clone)]
pub(crate) struct AdPlan {
    pub(crate) name: String,
    pub(crate) adset: usize,
    pub(crate) picture: Picture,
    pub(crate) status: &'static str,
    /// First day with delivery.
    pub(crate) launched_ago: i32,
    /// Last day with delivery; runs on if below 1.
    pub(crate) ended_ago: i32,
    pub(crate) pace: Pace,
    pub(crate) sales: Sales,
    /// Link clicks per impression.
    pub(crate) ctr: Curve,
    /// Major units per thousand impressions.
    pub(crate) cpm: f64,
    pub(crate) audience: Curve,
    /// 3-second plays per impression, where the ad is a video.
    pub(crate) hook: Option<f64>,
}

/// Days on which the whole account sells and spends differently.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Season {
    pub(crate) from_ago: i32,
    pub(crate) to_ago: i32,
    /// Times the usual spend.
    pub(crate) spend: f64,
    /// Times the usual cost per purchase.
    pub(crate) cost: f64,
}

/// An account of a story.
#[derive(Debug, Clone)]
pub(crate) struct AccountPlan {
    pub(crate) digits: &'static str,
    pub(crate) name: &'static str,
    pub(crate) currency: Currency,
    pub(crate) zone: Zone,
    pub(crate) brand: Brand,
    /// What an order is worth, minor units; ten equally likely ones.
    pub(crate) orders: [u32; 10],
    /// Spend of a usual day, minor units.
    pub(crate) daily: Curve,
    pub(crate) days: u32,
    pub(crate) campaigns: Vec<CampaignPlan>,
    pub(crate) adsets: Vec<AdSetPlan>,
    pub(crate) ads: Vec<AdPlan>,
    /// Days ago on which no purchase was tracked.
    pub(crate) untracked: Vec<i32>,
    pub(crate) seasons: Vec<Season>,
}

/// The accounts of a story; `launches_ago` is how long ago the last Tuesday was.
pub(crate) fn accounts(story: Story, size: Option<Size>, launches_ago: i32) -> Vec<AccountPlan> {
    match (size, story) {
        (Some(size), _) => vec![sized::account(size)],
        (None, Story::Showcase) => vec![saltwick::account(launches_ago), foehre::account()],
        (None, single) => vec![single::account(single)],
    }
}

fn zone(name: &str) -> Zone {
    Zone::parse(name).expect("the stories name zones of the IANA database")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_level_outside_and_straight_between() {
        let curve = Curve::through(&[(10, 1.0), (0, 2.0)]);
        assert!((curve.at(20) - 1.0).abs() < 1e-9, "level before the first point");
        assert!((curve.at(5) - 1.5).abs() < 1e-9, "half-way");
        assert!((curve.at(-3) - 2.0).abs() < 1e-9, "level after the last point");
    }

    #[test]
    fn every_story_is_found_by_its_name() {
        for story in Story::ALL {
            assert_eq!(story.name().parse::<Story>().unwrap(), story);
        }
    }
}
