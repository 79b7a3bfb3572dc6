//! What a diagnosis is given.

use units::{AccountDate, Currency, DayRange, GraphId, Objective, Ratio, Sums};

use crate::target::Aims;

/// Reach of seven days as Meta deduplicated it. It does not add up over days, so it is never made from daily rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeekReach {
    /// Last day of the seven.
    pub until: AccountDate,
    /// People.
    pub reach: u64,
    /// Times shown to them.
    pub impressions: u64,
}

impl WeekReach {
    /// Times shown per person.
    #[must_use]
    pub fn frequency(self) -> Option<Ratio> {
        if self.reach == 0 { None } else { Ratio::new(self.impressions as f64 / self.reach as f64) }
    }
}

/// An ad with its days.
#[derive(Debug, Clone, PartialEq)]
pub struct AdFacts {
    /// Meta's id.
    pub id: GraphId,
    /// Its name.
    pub name: Option<String>,
    /// Its campaign.
    pub campaign: Option<GraphId>,
    /// Name of its campaign.
    pub campaign_name: Option<String>,
    /// Objective of its campaign.
    pub objective: Objective,
    /// Whether it may be shown to people now (`effective_status` is `ACTIVE`, nothing else).
    pub is_active: bool,
    /// Whether its ad set is in the learning phase.
    pub is_learning: bool,
    /// Whether it is a video, if known.
    pub is_video: Option<bool>,
    /// The account's day on which it was made, if known.
    pub created: Option<AccountDate>,
    /// One entry a day of [`AccountFacts::days`]: zero where it did not deliver, `None` where the day was never read.
    pub days: Vec<Option<Sums>>,
    /// Reach of seven days at different ends, oldest first.
    pub reach: Vec<WeekReach>,
    /// The account's aims, or its campaign's in their place.
    pub aims: Aims,
}

/// An account with its ads.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountFacts {
    /// The currency of every amount.
    pub currency: Currency,
    /// The days that the ads' entries are about; the last one is the last complete day. The history before
    /// [`AccountFacts::range`] is what an ad's own baseline is made from.
    pub days: DayRange,
    /// The days that are judged, at the end of `days`.
    pub range: DayRange,
    /// Every ad that delivered in `days`.
    pub ads: Vec<AdFacts>,
    /// The account's aims.
    pub aims: Aims,
}

impl AccountFacts {
    /// The place of a day in the ads' entries.
    #[must_use]
    pub fn place(&self, day: AccountDate) -> Option<usize> {
        if self.days.contains(day) { usize::try_from(day.number() - self.days.since().number()).ok() } else { None }
    }

    /// All ads together on one day; `None` if it was never read.
    #[must_use]
    pub fn total(&self, day: AccountDate) -> Option<Sums> {
        let place = self.place(day)?;
        self.ads
            .iter()
            .filter_map(|ad| ad.days.get(place).copied().flatten())
            .reduce(|a, b| a.checked_add(&b).unwrap_or(a))
    }
}

impl AdFacts {
    /// Its sums over the days of `range` that lie in `all` and satisfy `counts`; all zero if there is none.
    #[must_use]
    pub fn sum(
        &self,
        all: DayRange,
        range: DayRange,
        currency: Currency,
        counts: impl Fn(AccountDate) -> bool,
    ) -> Sums {
        all.days()
            .zip(&self.days)
            .filter(|(day, _sums)| range.contains(*day) && counts(*day))
            .filter_map(|(_day, sums)| sums.as_ref())
            .fold(None, |sum: Option<Sums>, day| match sum {
                None => Some(*day),
                Some(sum) => Some(sum.checked_add(day).unwrap_or(sum)),
            })
            .unwrap_or_else(|| Sums::none(currency))
    }

    /// The first day on which it was shown to anyone.
    #[must_use]
    pub fn first_delivery(&self, all: DayRange) -> Option<AccountDate> {
        all.days()
            .zip(&self.days)
            .find(|(_day, sums)| sums.is_some_and(|s| s.impressions.get() > 0))
            .map(|(day, _sums)| day)
    }

    /// The first day of the ad: when it was made, else when it was first shown.
    #[must_use]
    pub fn start(&self, all: DayRange) -> Option<AccountDate> {
        self.created.or_else(|| self.first_delivery(all))
    }
}
