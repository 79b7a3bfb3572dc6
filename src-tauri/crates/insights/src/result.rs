//! Which result counts.

use serde::{Deserialize, Serialize};
use units::{ObjectiveFamily, Quantity, Sums};

/// What "results" and "cost per result" mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type, Default)]
#[serde(rename_all = "snake_case")]
pub enum ResultKind {
    /// Purchases, by the account's one purchase type.
    #[default]
    Purchases,
    /// Leads.
    Leads,
    /// Completed registrations.
    Registrations,
    /// Installs of an app.
    AppInstalls,
    /// Additions to a cart.
    AddToCarts,
    /// Checkouts begun.
    Checkouts,
    /// Landing pages that loaded.
    LandingPageViews,
    /// Clicks on the link.
    LinkClicks,
    /// Reactions, comments, shares, plays and clicks.
    PostEngagements,
    /// Times shown.
    Impressions,
}

impl ResultKind {
    /// All of them, in the order in which a person is offered them.
    pub const ALL: [Self; 10] = [
        Self::Purchases,
        Self::Leads,
        Self::Registrations,
        Self::AppInstalls,
        Self::AddToCarts,
        Self::Checkouts,
        Self::LandingPageViews,
        Self::LinkClicks,
        Self::PostEngagements,
        Self::Impressions,
    ];

    /// The word in the file and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Purchases => "purchases",
            Self::Leads => "leads",
            Self::Registrations => "registrations",
            Self::AppInstalls => "app_installs",
            Self::AddToCarts => "add_to_carts",
            Self::Checkouts => "checkouts",
            Self::LandingPageViews => "landing_page_views",
            Self::LinkClicks => "link_clicks",
            Self::PostEngagements => "post_engagements",
            Self::Impressions => "impressions",
        }
    }

    /// The kind that a word names.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What a family of objectives is after, where the account says nothing else. `None`: nothing can be judged.
    #[must_use]
    pub const fn of_family(family: ObjectiveFamily) -> Option<Self> {
        match family {
            ObjectiveFamily::Sales => Some(Self::Purchases),
            ObjectiveFamily::Leads => Some(Self::Leads),
            ObjectiveFamily::AppPromotion => Some(Self::AppInstalls),
            ObjectiveFamily::Traffic => Some(Self::LinkClicks),
            ObjectiveFamily::Engagement => Some(Self::PostEngagements),
            ObjectiveFamily::Awareness => Some(Self::Impressions),
            ObjectiveFamily::Unknown => None,
        }
    }

    /// The family of objectives that works for this result.
    #[must_use]
    pub const fn family(self) -> ObjectiveFamily {
        match self {
            Self::Purchases | Self::AddToCarts | Self::Checkouts => ObjectiveFamily::Sales,
            Self::Leads | Self::Registrations => ObjectiveFamily::Leads,
            Self::AppInstalls => ObjectiveFamily::AppPromotion,
            Self::LandingPageViews | Self::LinkClicks => ObjectiveFamily::Traffic,
            Self::PostEngagements => ObjectiveFamily::Engagement,
            Self::Impressions => ObjectiveFamily::Awareness,
        }
    }

    /// How many of this result there were; `None` where the account never reported it.
    #[must_use]
    pub fn of(self, sums: &Sums) -> Option<Quantity> {
        let whole = |count: units::Count| {
            i64::try_from(count.get()).ok().and_then(|count| count.checked_mul(1_000_000)).map(Quantity::from_micros)
        };
        match self {
            Self::Purchases => sums.purchases,
            Self::Leads => sums.leads,
            Self::Registrations => sums.registrations,
            Self::AppInstalls => sums.app_installs,
            Self::AddToCarts => sums.add_to_carts,
            Self::Checkouts => sums.checkouts,
            Self::LandingPageViews => sums.landing_page_views,
            Self::LinkClicks => whole(sums.link_clicks),
            Self::PostEngagements => sums.post_engagements,
            Self::Impressions => whole(sums.impressions),
        }
    }
}
