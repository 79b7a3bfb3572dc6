//! Metrics by definition: a ratio of sums, never a mean of ratios, and each one can say how it was made.

use serde::{Deserialize, Serialize};
use units::{Count, Money, Quantity, Ratio, Sums};

use crate::result::ResultKind;

/// A figure on a page or in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Amount spent.
    Spend,
    /// Times shown.
    Impressions,
    /// Clicks of any kind.
    Clicks,
    /// Clicks on the link.
    LinkClicks,
    /// Clicks that left Meta.
    OutboundClicks,
    /// Purchases.
    Purchases,
    /// Value of purchases.
    PurchaseValue,
    /// The result that counts.
    Results,
    /// Amount spent ÷ results.
    CostPerResult,
    /// Amount spent ÷ purchases.
    CostPerPurchase,
    /// Value of purchases ÷ amount spent.
    PurchaseRoas,
    /// Value of purchases ÷ purchases.
    AverageOrder,
    /// Clicks ÷ impressions.
    CtrAll,
    /// Link clicks ÷ impressions.
    CtrLink,
    /// Outbound clicks ÷ impressions.
    CtrOutbound,
    /// Amount spent ÷ clicks.
    CpcAll,
    /// Amount spent ÷ link clicks.
    CpcLink,
    /// Amount spent ÷ 1,000 impressions.
    Cpm,
    /// Results ÷ link clicks.
    ConversionRate,
    /// Three-second plays ÷ impressions of the video ads.
    HookRate,
    /// `ThruPlay` ÷ three-second plays.
    HoldRate,
    /// Plays to the end ÷ plays.
    CompletionRate,
    /// Time watched ÷ plays, in seconds.
    AverageWatchSeconds,
    /// Additions to a cart.
    AddToCarts,
    /// Checkouts begun.
    Checkouts,
    /// Product pages viewed.
    ContentViews,
    /// Leads.
    Leads,
    /// Registrations completed.
    Registrations,
    /// Installs of an app.
    AppInstalls,
    /// Landing pages that loaded.
    LandingPageViews,
    /// Reactions, comments, shares, plays and clicks.
    PostEngagements,
    /// Plays of at least three seconds.
    Video3s,
    /// Plays to the end or of at least 15 seconds.
    Thruplays,
}

/// A figure with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, specta::Type)]
#[serde(untagged)]
pub enum Value {
    /// An amount.
    Money(Money),
    /// A whole number.
    Count(Count),
    /// A number of results.
    Quantity(Quantity),
    /// A fraction.
    Ratio(Ratio),
}

impl Value {
    /// For sorting values of one metric: amounts and results in their units.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        match self {
            Self::Money(money) => money.micros() as f64 / 1e6,
            Self::Count(count) => count.get() as f64,
            Self::Quantity(quantity) => quantity.micros() as f64 / 1e6,
            Self::Ratio(ratio) => ratio.fraction(),
        }
    }
}

/// Whether a rise is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    Neutral,
}

impl Metric {
    /// All metrics, additive ones first.
    pub const ALL: [Self; 33] = [
        Self::Spend,
        Self::Impressions,
        Self::Clicks,
        Self::LinkClicks,
        Self::OutboundClicks,
        Self::Purchases,
        Self::PurchaseValue,
        Self::Results,
        Self::AddToCarts,
        Self::Checkouts,
        Self::ContentViews,
        Self::Leads,
        Self::Registrations,
        Self::AppInstalls,
        Self::LandingPageViews,
        Self::PostEngagements,
        Self::Video3s,
        Self::Thruplays,
        Self::CostPerResult,
        Self::CostPerPurchase,
        Self::PurchaseRoas,
        Self::AverageOrder,
        Self::CtrAll,
        Self::CtrLink,
        Self::CtrOutbound,
        Self::CpcAll,
        Self::CpcLink,
        Self::Cpm,
        Self::ConversionRate,
        Self::HookRate,
        Self::HoldRate,
        Self::CompletionRate,
        Self::AverageWatchSeconds,
    ];

    /// The word in JSON, CSV and on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Spend => "spend",
            Self::Impressions => "impressions",
            Self::Clicks => "clicks",
            Self::LinkClicks => "link_clicks",
            Self::OutboundClicks => "outbound_clicks",
            Self::Purchases => "purchases",
            Self::PurchaseValue => "purchase_value",
            Self::Results => "results",
            Self::CostPerResult => "cost_per_result",
            Self::CostPerPurchase => "cost_per_purchase",
            Self::PurchaseRoas => "purchase_roas",
            Self::AverageOrder => "average_order",
            Self::CtrAll => "ctr_all",
            Self::CtrLink => "ctr_link",
            Self::CtrOutbound => "ctr_outbound",
            Self::CpcAll => "cpc_all",
            Self::CpcLink => "cpc_link",
            Self::Cpm => "cpm",
            Self::ConversionRate => "conversion_rate",
            Self::HookRate => "hook_rate",
            Self::HoldRate => "hold_rate",
            Self::CompletionRate => "completion_rate",
            Self::AverageWatchSeconds => "average_watch_seconds",
            Self::AddToCarts => "add_to_carts",
            Self::Checkouts => "checkouts",
            Self::ContentViews => "content_views",
            Self::Leads => "leads",
            Self::Registrations => "registrations",
            Self::AppInstalls => "app_installs",
            Self::LandingPageViews => "landing_page_views",
            Self::PostEngagements => "post_engagements",
            Self::Video3s => "video_3s",
            Self::Thruplays => "thruplays",
        }
    }

    /// The metric that a word names.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.word() == word)
    }

    /// How it is made, for a person: "spend ÷ link clicks". Additive metrics are what Meta reports, summed.
    #[must_use]
    pub const fn made_of(self) -> &'static str {
        match self {
            Self::CostPerResult => "amount spent ÷ results",
            Self::CostPerPurchase => "amount spent ÷ purchases",
            Self::PurchaseRoas => "value of purchases ÷ amount spent",
            Self::AverageOrder => "value of purchases ÷ purchases",
            Self::CtrAll => "clicks of any kind ÷ impressions",
            Self::CtrLink => "link clicks ÷ impressions",
            Self::CtrOutbound => "outbound clicks ÷ impressions",
            Self::CpcAll => "amount spent ÷ clicks of any kind",
            Self::CpcLink => "amount spent ÷ link clicks",
            Self::Cpm => "amount spent ÷ impressions × 1,000",
            Self::ConversionRate => "results ÷ link clicks",
            Self::HookRate => "3-second plays ÷ impressions, video ads only",
            Self::HoldRate => "ThruPlays ÷ 3-second plays, video ads only",
            Self::CompletionRate => "plays to the end ÷ plays, video ads only",
            Self::AverageWatchSeconds => "time watched ÷ plays, video ads only",
            Self::Purchases | Self::PurchaseValue => "the account's one purchase type, summed over days and ads",
            Self::Results => "the result that counts here, summed over days and ads",
            Self::Spend
            | Self::Impressions
            | Self::Clicks
            | Self::LinkClicks
            | Self::OutboundClicks
            | Self::AddToCarts
            | Self::Checkouts
            | Self::ContentViews
            | Self::Leads
            | Self::Registrations
            | Self::AppInstalls
            | Self::LandingPageViews
            | Self::PostEngagements
            | Self::Video3s
            | Self::Thruplays => "as Meta reports it, summed over days and ads",
        }
    }

    /// Whether a rise is good.
    #[must_use]
    pub const fn direction(self) -> Direction {
        match self {
            Self::CostPerResult | Self::CostPerPurchase | Self::CpcAll | Self::CpcLink | Self::Cpm => Direction::Down,
            Self::Spend | Self::Impressions => Direction::Neutral,
            _ => Direction::Up,
        }
    }

    /// Its value; `None` is "nothing known" or "nothing to divide by", and never zero.
    #[must_use]
    pub fn of(self, sums: &Sums, result: ResultKind) -> Option<Value> {
        let count = |count: Option<Count>| count.map(Value::Count);
        let quantity = |quantity: Option<Quantity>| quantity.map(Value::Quantity);
        let results = || result.of(sums);
        match self {
            Self::Spend => Some(Value::Money(sums.spend)),
            Self::Impressions => count(Some(sums.impressions)),
            Self::Clicks => count(Some(sums.clicks)),
            Self::LinkClicks => count(Some(sums.link_clicks)),
            Self::OutboundClicks => count(sums.outbound_clicks),
            Self::Purchases => quantity(sums.purchases),
            Self::PurchaseValue => sums.purchase_value.map(Value::Money),
            Self::Results => quantity(results()),
            Self::CostPerResult => results().and_then(|results| sums.spend.per(results)).map(Value::Money),
            Self::CostPerPurchase => sums.purchases.and_then(|purchases| sums.spend.per(purchases)).map(Value::Money),
            Self::PurchaseRoas => sums.purchase_value.and_then(|value| value.over(sums.spend)).map(Value::Ratio),
            Self::AverageOrder => {
                sums.purchase_value.zip(sums.purchases).and_then(|(value, of)| value.per(of)).map(Value::Money)
            }
            Self::CtrAll => Ratio::of(sums.clicks, sums.impressions).map(Value::Ratio),
            Self::CtrLink => Ratio::of(sums.link_clicks, sums.impressions).map(Value::Ratio),
            Self::CtrOutbound => {
                sums.outbound_clicks.and_then(|clicks| Ratio::of(clicks, sums.impressions)).map(Value::Ratio)
            }
            Self::CpcAll => per_count(sums.spend, sums.clicks),
            Self::CpcLink => per_count(sums.spend, sums.link_clicks),
            Self::Cpm => sums.spend.per_thousand(sums.impressions).map(Value::Money),
            Self::ConversionRate => {
                let clicks = ResultKind::LinkClicks.of(sums)?;
                results().and_then(|results| results.over(clicks)).map(Value::Ratio)
            }
            Self::HookRate => {
                sums.video_3s.and_then(|plays| Ratio::of(plays, sums.video_impressions)).map(Value::Ratio)
            }
            Self::HoldRate => {
                sums.thruplays.zip(sums.video_3s).and_then(|(part, whole)| Ratio::of(part, whole)).map(Value::Ratio)
            }
            Self::CompletionRate => {
                sums.video_p100.zip(sums.video_plays).and_then(|(part, whole)| Ratio::of(part, whole)).map(Value::Ratio)
            }
            Self::AverageWatchSeconds => {
                let (watched, plays) = sums.video_watch_ms.zip(sums.video_plays)?;
                Ratio::of(watched, plays).and_then(|millis| Ratio::new(millis.fraction() / 1000.0)).map(Value::Ratio)
            }
            Self::AddToCarts => quantity(sums.add_to_carts),
            Self::Checkouts => quantity(sums.checkouts),
            Self::ContentViews => quantity(sums.content_views),
            Self::Leads => quantity(sums.leads),
            Self::Registrations => quantity(sums.registrations),
            Self::AppInstalls => quantity(sums.app_installs),
            Self::LandingPageViews => quantity(sums.landing_page_views),
            Self::PostEngagements => quantity(sums.post_engagements),
            Self::Video3s => count(sums.video_3s),
            Self::Thruplays => count(sums.thruplays),
        }
    }

    /// Relative change from `before` to `now`; `None` if either is unknown or `before` is zero.
    #[must_use]
    pub fn change(self, now: &Sums, before: &Sums, result: ResultKind) -> Option<Ratio> {
        let (now, before) = (self.of(now, result)?.as_f64(), self.of(before, result)?.as_f64());
        Ratio::new(now)?.change_from(Ratio::new(before)?)
    }
}

fn per_count(spend: Money, count: Count) -> Option<Value> {
    let count = i64::try_from(count.get()).ok()?.checked_mul(1_000_000)?;
    spend.per(Quantity::from_micros(count)).map(Value::Money)
}
