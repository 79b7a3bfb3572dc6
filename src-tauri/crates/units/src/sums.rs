//! What adds up.

use serde::{Deserialize, Serialize};

use crate::{Count, Currency, Money, MoneyError, Quantity};

/// The additive figures of some ads over some days. Ratios are made from these and from nothing else; reach does not
/// add up over days or ads and is therefore not here.
///
/// A metric that the account has never reported is `None`; one that it reports, but not for these ads and days, is
/// zero. The video figures cover video ads only, so [`Sums::video_impressions`] is what they are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Sums {
    /// Amount spent.
    pub spend: Money,
    /// Times shown.
    pub impressions: Count,
    /// Clicks of any kind.
    pub clicks: Count,
    /// Clicks on the link.
    pub link_clicks: Count,
    /// Clicks that left Meta.
    pub outbound_clicks: Option<Count>,
    /// Purchases, by the account's one purchase type.
    pub purchases: Option<Quantity>,
    /// Value of those purchases.
    pub purchase_value: Option<Money>,
    /// Additions to a cart.
    pub add_to_carts: Option<Quantity>,
    /// Checkouts begun.
    pub checkouts: Option<Quantity>,
    /// Product pages viewed.
    pub content_views: Option<Quantity>,
    /// Leads.
    pub leads: Option<Quantity>,
    /// Registrations completed.
    pub registrations: Option<Quantity>,
    /// Installs of an app.
    pub app_installs: Option<Quantity>,
    /// Landing pages that loaded.
    pub landing_page_views: Option<Quantity>,
    /// Reactions, comments, shares, link clicks and three-second plays together, as Meta counts them.
    pub post_engagements: Option<Quantity>,
    /// Times shown of the ads that are videos.
    pub video_impressions: Count,
    /// Starts of a video.
    pub video_plays: Option<Count>,
    /// Plays of at least three seconds.
    pub video_3s: Option<Count>,
    /// Plays to the end or of at least 15 seconds.
    pub thruplays: Option<Count>,
    /// Plays that reached a quarter.
    pub video_p25: Option<Count>,
    /// Plays that reached the middle.
    pub video_p50: Option<Count>,
    /// Plays that reached three quarters.
    pub video_p75: Option<Count>,
    /// Plays that reached 95 %.
    pub video_p95: Option<Count>,
    /// Plays that reached the end.
    pub video_p100: Option<Count>,
    /// Time watched over all plays, in milliseconds: Meta's average weighted by plays.
    pub video_watch_ms: Option<Count>,
}

impl Sums {
    /// No delivery at all, every metric unknown.
    #[must_use]
    pub fn none(currency: Currency) -> Self {
        Self {
            spend: Money::zero(currency),
            impressions: Count::ZERO,
            clicks: Count::ZERO,
            link_clicks: Count::ZERO,
            outbound_clicks: None,
            purchases: None,
            purchase_value: None,
            add_to_carts: None,
            checkouts: None,
            content_views: None,
            leads: None,
            registrations: None,
            app_installs: None,
            landing_page_views: None,
            post_engagements: None,
            video_impressions: Count::ZERO,
            video_plays: None,
            video_3s: None,
            thruplays: None,
            video_p25: None,
            video_p50: None,
            video_p75: None,
            video_p95: None,
            video_p100: None,
            video_watch_ms: None,
        }
    }

    /// The currency of the amounts.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.spend.currency()
    }

    /// Both together.
    ///
    /// # Errors
    /// [`MoneyError`] if the currencies differ or an amount grows too large.
    pub fn checked_add(&self, other: &Self) -> Result<Self, MoneyError> {
        Ok(Self {
            spend: self.spend.checked_add(other.spend)?,
            impressions: count(self.impressions, other.impressions),
            clicks: count(self.clicks, other.clicks),
            link_clicks: count(self.link_clicks, other.link_clicks),
            outbound_clicks: either(self.outbound_clicks, other.outbound_clicks, count),
            purchases: either(self.purchases, other.purchases, quantity),
            purchase_value: match (self.purchase_value, other.purchase_value) {
                (Some(a), Some(b)) => Some(a.checked_add(b)?),
                (a, b) => a.or(b),
            },
            add_to_carts: either(self.add_to_carts, other.add_to_carts, quantity),
            checkouts: either(self.checkouts, other.checkouts, quantity),
            content_views: either(self.content_views, other.content_views, quantity),
            leads: either(self.leads, other.leads, quantity),
            registrations: either(self.registrations, other.registrations, quantity),
            app_installs: either(self.app_installs, other.app_installs, quantity),
            landing_page_views: either(self.landing_page_views, other.landing_page_views, quantity),
            post_engagements: either(self.post_engagements, other.post_engagements, quantity),
            video_impressions: count(self.video_impressions, other.video_impressions),
            video_plays: either(self.video_plays, other.video_plays, count),
            video_3s: either(self.video_3s, other.video_3s, count),
            thruplays: either(self.thruplays, other.thruplays, count),
            video_p25: either(self.video_p25, other.video_p25, count),
            video_p50: either(self.video_p50, other.video_p50, count),
            video_p75: either(self.video_p75, other.video_p75, count),
            video_p95: either(self.video_p95, other.video_p95, count),
            video_p100: either(self.video_p100, other.video_p100, count),
            video_watch_ms: either(self.video_watch_ms, other.video_watch_ms, count),
        })
    }
}

fn count(a: Count, b: Count) -> Count {
    Count::new(a.get().saturating_add(b.get())).unwrap_or(Count::MAX)
}

fn quantity(a: Quantity, b: Quantity) -> Quantity {
    Quantity::from_micros(a.micros().saturating_add(b.micros()))
}

fn either<T>(a: Option<T>, b: Option<T>, add: impl FnOnce(T, T) -> T) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(add(a, b)),
        (Some(one), None) | (None, Some(one)) => Some(one),
        (None, None) => None,
    }
}
