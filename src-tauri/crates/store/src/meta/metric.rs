//! The columns of a row and the columns of a sum, in the order of the schema.

use units::{Count, Currency, Money, Quantity, Sums};

use super::reads::{Asked, Figures};

/// A figure of one ad on one day; the order is the order of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Metric {
    Spend,
    Impressions,
    Clicks,
    LinkClicks,
    OutboundClicks,
    Reach,
    VideoPlays,
    Thruplays,
    P25,
    P50,
    P75,
    P95,
    P100,
    AvgWatch,
    Video3s,
    Purchases,
    PurchaseValue,
    AddToCarts,
    Checkouts,
    ContentViews,
    Leads,
    Registrations,
    AppInstalls,
    LandingPageViews,
    PostEngagements,
}

/// How many figures a row has.
pub(crate) const METRICS: usize = 25;

/// The columns that hold them, in order.
pub(crate) const METRIC_COLUMNS: [&str; METRICS] = [
    "spend_micros",
    "impressions",
    "clicks",
    "link_clicks",
    "outbound_clicks",
    "reach",
    "video_plays",
    "thruplays",
    "video_p25",
    "video_p50",
    "video_p75",
    "video_p95",
    "video_p100",
    "video_avg_watch_ms",
    "video_3s",
    "purchases_micros",
    "purchase_value_micros",
    "add_to_carts_micros",
    "checkouts_micros",
    "content_views_micros",
    "leads_micros",
    "registrations_micros",
    "app_installs_micros",
    "landing_page_views_micros",
    "post_engagements_micros",
];

impl Metric {
    pub(crate) const ALL: [Self; METRICS] = [
        Self::Spend,
        Self::Impressions,
        Self::Clicks,
        Self::LinkClicks,
        Self::OutboundClicks,
        Self::Reach,
        Self::VideoPlays,
        Self::Thruplays,
        Self::P25,
        Self::P50,
        Self::P75,
        Self::P95,
        Self::P100,
        Self::AvgWatch,
        Self::Video3s,
        Self::Purchases,
        Self::PurchaseValue,
        Self::AddToCarts,
        Self::Checkouts,
        Self::ContentViews,
        Self::Leads,
        Self::Registrations,
        Self::AppInstalls,
        Self::LandingPageViews,
        Self::PostEngagements,
    ];

    /// The group of fields that brings it.
    pub(crate) const fn group(self) -> Asked {
        match self {
            Self::Spend | Self::Impressions | Self::Clicks | Self::LinkClicks => Asked::BASIC,
            Self::OutboundClicks => Asked::OUTBOUND,
            Self::Reach => Asked::REACH,
            Self::VideoPlays
            | Self::Thruplays
            | Self::P25
            | Self::P50
            | Self::P75
            | Self::P95
            | Self::P100
            | Self::AvgWatch => Asked::VIDEO,
            Self::Video3s
            | Self::Purchases
            | Self::PurchaseValue
            | Self::AddToCarts
            | Self::Checkouts
            | Self::ContentViews
            | Self::Leads
            | Self::Registrations
            | Self::AppInstalls
            | Self::LandingPageViews
            | Self::PostEngagements => Asked::ACTIONS,
        }
    }
}

/// The figures of one row; `None` is "no such key".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Values(pub(crate) [Option<i64>; METRICS]);

impl Values {
    pub(crate) fn get(&self, metric: Metric) -> Option<i64> {
        self.0[metric as usize]
    }

    pub(crate) fn set(&mut self, metric: Metric, value: Option<i64>) {
        self.0[metric as usize] = value;
    }

    /// The plain figures; the figures made from actions are set by the account's result types.
    pub(crate) fn of(figures: &Figures) -> Self {
        let whole = |value: Option<u64>| value.map(|v| i64::try_from(v).unwrap_or(i64::MAX));
        let mut values = Self::default();
        values.set(Metric::Spend, figures.spend.map(Money::micros));
        values.set(Metric::Impressions, whole(figures.impressions));
        values.set(Metric::Clicks, whole(figures.clicks));
        values.set(Metric::LinkClicks, whole(figures.link_clicks));
        values.set(Metric::OutboundClicks, whole(figures.outbound_clicks));
        values.set(Metric::Reach, whole(figures.reach));
        values.set(Metric::VideoPlays, whole(figures.video_plays));
        values.set(Metric::Thruplays, whole(figures.thruplays));
        values.set(Metric::P25, whole(figures.video_p25));
        values.set(Metric::P50, whole(figures.video_p50));
        values.set(Metric::P75, whole(figures.video_p75));
        values.set(Metric::P95, whole(figures.video_p95));
        values.set(Metric::P100, whole(figures.video_p100));
        values.set(Metric::AvgWatch, whole(figures.video_avg_watch_ms));
        values
    }

    /// These values where they were asked for, the older ones where not.
    pub(crate) fn or_kept(&self, older: &Self, asked: Asked) -> Self {
        let mut merged = *self;
        for metric in Metric::ALL {
            if !asked.contains(metric.group()) {
                merged.set(metric, older.get(metric));
            }
        }
        merged
    }

    /// A bit for every metric that has a value.
    pub(crate) fn seen(&self) -> i64 {
        (0..METRICS).filter(|&at| self.0[at].is_some()).map(|at| 1_i64 << at).sum()
    }
}

/// An additive figure; the order is the order of the columns in the derived tables and in a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Additive {
    Spend,
    Impressions,
    Clicks,
    LinkClicks,
    OutboundClicks,
    Purchases,
    PurchaseValue,
    AddToCarts,
    Checkouts,
    ContentViews,
    Leads,
    Registrations,
    AppInstalls,
    LandingPageViews,
    PostEngagements,
    VideoImpressions,
    VideoPlays,
    Video3s,
    Thruplays,
    P25,
    P50,
    P75,
    P95,
    P100,
    WatchMs,
}

/// How many additive figures there are.
pub(crate) const ADDITIVES: usize = 25;

/// The columns that hold them, in order.
pub(crate) const ADDITIVE_COLUMNS: [&str; ADDITIVES] = [
    "spend_micros",
    "impressions",
    "clicks",
    "link_clicks",
    "outbound_clicks",
    "purchases_micros",
    "purchase_value_micros",
    "add_to_carts_micros",
    "checkouts_micros",
    "content_views_micros",
    "leads_micros",
    "registrations_micros",
    "app_installs_micros",
    "landing_page_views_micros",
    "post_engagements_micros",
    "video_impressions",
    "video_plays",
    "video_3s",
    "thruplays",
    "video_p25",
    "video_p50",
    "video_p75",
    "video_p95",
    "video_p100",
    "video_watch_ms",
];

/// Sums in the making.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Added(pub(crate) [i64; ADDITIVES]);

impl Added {
    /// The additive side of one row.
    pub(crate) fn of(values: &Values) -> Self {
        let get = |metric| values.get(metric).unwrap_or(0);
        let is_video = values.get(Metric::VideoPlays).is_some_and(|plays| plays > 0);
        let video = |metric| if is_video { get(metric) } else { 0 };
        let mut added = [0; ADDITIVES];
        let mut put = |at: Additive, value: i64| added[at as usize] = value;
        put(Additive::Spend, get(Metric::Spend));
        put(Additive::Impressions, get(Metric::Impressions));
        put(Additive::Clicks, get(Metric::Clicks));
        put(Additive::LinkClicks, get(Metric::LinkClicks));
        put(Additive::OutboundClicks, get(Metric::OutboundClicks));
        put(Additive::Purchases, get(Metric::Purchases));
        put(Additive::PurchaseValue, get(Metric::PurchaseValue));
        put(Additive::AddToCarts, get(Metric::AddToCarts));
        put(Additive::Checkouts, get(Metric::Checkouts));
        put(Additive::ContentViews, get(Metric::ContentViews));
        put(Additive::Leads, get(Metric::Leads));
        put(Additive::Registrations, get(Metric::Registrations));
        put(Additive::AppInstalls, get(Metric::AppInstalls));
        put(Additive::LandingPageViews, get(Metric::LandingPageViews));
        put(Additive::PostEngagements, get(Metric::PostEngagements));
        put(Additive::VideoImpressions, video(Metric::Impressions));
        put(Additive::VideoPlays, video(Metric::VideoPlays));
        put(Additive::Video3s, video(Metric::Video3s));
        put(Additive::Thruplays, video(Metric::Thruplays));
        put(Additive::P25, video(Metric::P25));
        put(Additive::P50, video(Metric::P50));
        put(Additive::P75, video(Metric::P75));
        put(Additive::P95, video(Metric::P95));
        put(Additive::P100, video(Metric::P100));
        put(Additive::WatchMs, get(Metric::AvgWatch).saturating_mul(video(Metric::VideoPlays)));
        Self(added)
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (sum, value) in self.0.iter_mut().zip(other.0) {
            *sum = sum.saturating_add(value);
        }
    }

    /// With units, and with `None` for what this account has never reported.
    pub(crate) fn sums(&self, currency: Currency, seen: Seen) -> Sums {
        let at = |additive: Additive| self.0[additive as usize];
        let count = |value: i64| Count::try_from(value.max(0)).unwrap_or(Count::MAX);
        let action = |additive: Additive, metric| seen.has(metric).then(|| Quantity::from_micros(at(additive)));
        let is_video = at(Additive::VideoImpressions) > 0;
        let video = |additive: Additive| is_video.then(|| count(at(additive)));
        Sums {
            spend: Money::from_micros(at(Additive::Spend), currency),
            impressions: count(at(Additive::Impressions)),
            clicks: count(at(Additive::Clicks)),
            link_clicks: count(at(Additive::LinkClicks)),
            outbound_clicks: seen.has(Metric::OutboundClicks).then(|| count(at(Additive::OutboundClicks))),
            purchases: action(Additive::Purchases, Metric::Purchases),
            purchase_value: seen
                .has(Metric::PurchaseValue)
                .then(|| Money::from_micros(at(Additive::PurchaseValue), currency)),
            add_to_carts: action(Additive::AddToCarts, Metric::AddToCarts),
            checkouts: action(Additive::Checkouts, Metric::Checkouts),
            content_views: action(Additive::ContentViews, Metric::ContentViews),
            leads: action(Additive::Leads, Metric::Leads),
            registrations: action(Additive::Registrations, Metric::Registrations),
            app_installs: action(Additive::AppInstalls, Metric::AppInstalls),
            landing_page_views: action(Additive::LandingPageViews, Metric::LandingPageViews),
            post_engagements: action(Additive::PostEngagements, Metric::PostEngagements),
            video_impressions: count(at(Additive::VideoImpressions)),
            video_plays: video(Additive::VideoPlays),
            video_3s: video(Additive::Video3s),
            thruplays: video(Additive::Thruplays),
            video_p25: video(Additive::P25),
            video_p50: video(Additive::P50),
            video_p75: video(Additive::P75),
            video_p95: video(Additive::P95),
            video_p100: video(Additive::P100),
            video_watch_ms: video(Additive::WatchMs),
        }
    }
}

/// Which metrics an account has ever reported: for those a missing key is a zero, for others it is nothing known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Seen(pub(crate) i64);

impl Seen {
    pub(crate) fn has(self, metric: Metric) -> bool {
        self.0 & (1 << (metric as usize)) != 0
    }
}
