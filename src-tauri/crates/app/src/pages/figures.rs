//! The figures that Overview and Performance show, made from sums once and the same way everywhere.

pub use insights::ResultKind;
use serde::{Deserialize, Serialize};
use specta::Type;
use units::{
    AccountDate, AccountId, Count, Currency, DayError, DayRange, Money, Objective, ObjectiveFamily, Quantity, Ratio,
    Sums,
};

use crate::comparing::may_compare;

/// Days as the window sends them; checked when they arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
pub struct Days {
    /// First day.
    pub since: AccountDate,
    /// Last day, included.
    pub until: AccountDate,
}

impl Days {
    /// The range.
    ///
    /// # Errors
    /// [`DayError::WrongWayRound`].
    pub fn range(self) -> Result<DayRange, DayError> {
        DayRange::new(self.since, self.until)
    }
}

/// The days to compare with; none where the range may not be compared.
///
/// # Errors
/// [`DayError::WrongWayRound`].
pub(super) fn compared(scope: &Scope, range: DayRange, today: AccountDate) -> Result<Option<DayRange>, DayError> {
    let compare = scope.compare.filter(|_| may_compare(range, today));
    compare.map(Days::range).transpose()
}

impl From<DayRange> for Days {
    fn from(range: DayRange) -> Self {
        Self { since: range.since(), until: range.until() }
    }
}

/// What some ads did over some days: sums, and ratios made from them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// Amount spent.
    pub spend: Money,
    /// Times shown.
    pub impressions: Count,
    /// Clicks of any kind.
    pub clicks: Count,
    /// Clicks on the link.
    pub link_clicks: Count,
    /// The result that counts.
    pub results: Option<Quantity>,
    /// Purchases.
    pub purchases: Option<Quantity>,
    /// Value of the purchases.
    pub purchase_value: Option<Money>,
    /// Amount spent ÷ results.
    pub cost_per_result: Option<Money>,
    /// Value of purchases ÷ amount spent.
    pub purchase_roas: Option<Ratio>,
    /// Clicks ÷ impressions.
    pub ctr_all: Option<Ratio>,
    /// Link clicks ÷ impressions.
    pub ctr_link: Option<Ratio>,
    /// Amount spent ÷ link clicks.
    pub cpc_link: Option<Money>,
    /// Amount spent ÷ 1,000 impressions.
    pub cpm: Option<Money>,
    /// Results ÷ link clicks.
    pub conversion_rate: Option<Ratio>,
    /// Three-second plays ÷ impressions of the video ads.
    pub hook_rate: Option<Ratio>,
    /// Plays of at least 15 s, or to the end, ÷ three-second plays.
    pub hold_rate: Option<Ratio>,
    /// Additions to a cart.
    pub add_to_carts: Option<Quantity>,
    /// Landing pages that loaded.
    pub landing_page_views: Option<Quantity>,
}

impl Figures {
    /// From sums.
    #[must_use]
    pub fn of(sums: &Sums, result: ResultKind) -> Self {
        let results = result.of(sums);
        Self {
            spend: sums.spend,
            impressions: sums.impressions,
            clicks: sums.clicks,
            link_clicks: sums.link_clicks,
            results,
            purchases: sums.purchases,
            purchase_value: sums.purchase_value,
            cost_per_result: results.and_then(|results| sums.spend.per(results)),
            purchase_roas: sums.purchase_value.and_then(|value| value.over(sums.spend)),
            ctr_all: Ratio::of(sums.clicks, sums.impressions),
            ctr_link: Ratio::of(sums.link_clicks, sums.impressions),
            cpc_link: quantity(sums.link_clicks).and_then(|clicks| sums.spend.per(clicks)),
            cpm: sums.spend.per_thousand(sums.impressions),
            conversion_rate: results.zip(quantity(sums.link_clicks)).and_then(|(results, clicks)| results.over(clicks)),
            hook_rate: sums.video_3s.and_then(|plays| Ratio::of(plays, sums.video_impressions)),
            hold_rate: sums.thruplays.zip(sums.video_3s).and_then(|(through, plays)| Ratio::of(through, plays)),
            add_to_carts: sums.add_to_carts,
            landing_page_views: sums.landing_page_views,
        }
    }
}

fn quantity(count: Count) -> Option<Quantity> {
    u32::try_from(count.get()).ok().map(Quantity::whole)
}

/// What an account is aimed at. Missing is "not set": nothing is coloured then.
#[derive(Debug, Clone, PartialEq, Serialize, Type, Default)]
#[serde(rename_all = "camelCase")]
pub struct PageAims {
    /// Which result counts.
    pub result: ResultKind,
    /// What one may cost.
    pub cost_per_result: Option<Money>,
    /// What a unit of spend must bring.
    pub purchase_roas: Option<Ratio>,
    /// What a month may cost.
    pub monthly_budget: Option<Money>,
}

/// Who and which days, with what to compare.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Scope {
    /// Whose figures.
    pub account: AccountId,
    /// Which days.
    pub days: Days,
    /// What they are compared with.
    pub compare: Option<Days>,
}

/// Figures of one day for a line.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DayPoint {
    /// Which day.
    pub day: AccountDate,
    /// What was done on it; `None` for a day that is not stored, which is not a day without delivery.
    pub figures: Option<Figures>,
}

/// Whether an ad of this objective is after the result that the page counts. An ad that is paid for traffic is not
/// blamed for missing purchases; an objective that was never known is not excused.
pub(super) fn is_after(objective: &Objective, result: ResultKind) -> bool {
    let family = objective.family();
    match result {
        ResultKind::Purchases | ResultKind::AddToCarts | ResultKind::Checkouts => {
            family == ObjectiveFamily::Unknown || family.expects_purchases()
        }
        _ => true,
    }
}

/// Adds sums up; `None` only if currencies are mixed, which one account's rows are not.
pub(super) fn total<'a>(currency: Currency, parts: impl Iterator<Item = &'a Sums>) -> Option<Sums> {
    let mut sum = Sums::none(currency);
    for part in parts {
        sum = sum.checked_add(part).ok()?;
    }
    Some(sum)
}
