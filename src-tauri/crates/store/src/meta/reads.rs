//! What a sync hands over: insights rows, totals and reach, typed and already free of Meta's text numbers.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use units::{AccountDate, DayRange, GraphId, Level, Money, Quantity, Timestamp};

use crate::jobs::Lease;

/// When something is written, and under which run's lease (`None` for a person's own command).
#[derive(Debug, Clone, Copy)]
pub struct Writing<'a> {
    /// The instant that goes into the file.
    pub at: Timestamp,
    /// The lease that fences every commit.
    pub fence: Option<&'a Lease>,
}

impl Writing<'_> {
    /// Without a run.
    #[must_use]
    pub const fn by_hand(at: Timestamp) -> Self {
        Self { at, fence: None }
    }

    pub(crate) fn run(&self) -> Option<String> {
        self.fence.map(|lease| lease.run.to_string())
    }
}

/// Which groups of fields a request named. A field outside them was not asked for, so its absence means nothing and
/// the stored value stays; a field inside them that did not come has no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Asked(pub(crate) u32);

impl Asked {
    /// Spend, impressions, clicks, link clicks: always asked for.
    pub const BASIC: Self = Self(1);
    /// `outbound_clicks`.
    pub const OUTBOUND: Self = Self(1 << 1);
    /// `reach`.
    pub const REACH: Self = Self(1 << 2);
    /// `actions` and `action_values`.
    pub const ACTIONS: Self = Self(1 << 3);
    /// The `video_…` lists.
    pub const VIDEO: Self = Self(1 << 4);
    /// `attribution_setting`.
    pub const ATTRIBUTION: Self = Self(1 << 5);
    /// `action_attribution_windows`.
    pub const WINDOWS: Self = Self(1 << 6);
    /// Everything but windows, which is what a normal sync asks for.
    pub const NORMAL: Self = Self(0b11_1111);
    /// What a checksum of campaign-days asks for.
    pub const CHECKSUM: Self = Self(0b1001);

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This without `other`: for a field that Meta refused.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of `group` was asked for.
    #[must_use]
    pub const fn contains(self, group: Self) -> bool {
        self.0 & group.0 == group.0
    }
}

/// The plain figures of a row. `None` is an absent key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// `spend`.
    pub spend: Option<Money>,
    /// `impressions`.
    pub impressions: Option<u64>,
    /// `clicks`, of all kinds.
    pub clicks: Option<u64>,
    /// `inline_link_clicks`.
    pub link_clicks: Option<u64>,
    /// `outbound_clicks`.
    pub outbound_clicks: Option<u64>,
    /// `reach` of this row's day and cut; not additive.
    pub reach: Option<u64>,
    /// `video_play_actions`.
    pub video_plays: Option<u64>,
    /// `video_thruplay_watched_actions`.
    pub thruplays: Option<u64>,
    /// `video_p25_watched_actions`.
    pub video_p25: Option<u64>,
    /// `video_p50_watched_actions`.
    pub video_p50: Option<u64>,
    /// `video_p75_watched_actions`.
    pub video_p75: Option<u64>,
    /// `video_p95_watched_actions`.
    pub video_p95: Option<u64>,
    /// `video_p100_watched_actions`.
    pub video_p100: Option<u64>,
    /// `video_avg_time_watched_actions`, in milliseconds.
    pub video_avg_watch_ms: Option<u64>,
}

/// One entry of `actions` with its entry of `action_values`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// `action_type`. Any text; the same text may share one allocation over all rows.
    pub kind: Arc<str>,
    /// The number in `actions`.
    pub count: Option<Quantity>,
    /// The number in `action_values`, in major units of the account's currency.
    pub value: Option<Quantity>,
}

/// One attribution window of one action: only where windows were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowedAction {
    /// `action_type`.
    pub kind: Arc<str>,
    /// `1d_click`, `7d_click`, `28d_click`, `1d_view`, `1d_ev`, …
    pub window: Arc<str>,
    /// The number in `actions`.
    pub count: Option<Quantity>,
    /// The number in `action_values`.
    pub value: Option<Quantity>,
}

/// One ad on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InsightRow {
    /// `ad_id`.
    pub ad: GraphId,
    /// `ad_name`, for an ad that was never read itself.
    pub ad_name: Option<Arc<str>>,
    /// `adset_id`.
    pub ad_set: GraphId,
    /// `adset_name`.
    pub ad_set_name: Option<Arc<str>>,
    /// `campaign_id`.
    pub campaign: GraphId,
    /// `campaign_name`.
    pub campaign_name: Option<Arc<str>>,
    /// `attribution_setting`, e.g. `7d_click` or `1d_view_7d_click`.
    pub attribution: Option<Arc<str>>,
    /// The plain figures.
    pub figures: Figures,
    /// All actions, in any order, each type once.
    pub actions: Vec<Action>,
    /// Windows, if asked for.
    pub windows: Vec<WindowedAction>,
}

/// A total as Meta reports it: of the account on a day (`campaign` is `None`) or of one campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalRow {
    /// The campaign; `None` for the account.
    pub campaign: Option<GraphId>,
    /// `campaign_name`, for one that was never read itself.
    pub campaign_name: Option<Arc<str>>,
    /// The plain figures.
    pub figures: Figures,
    /// All actions.
    pub actions: Vec<Action>,
}

/// One complete day at ad level: everything that Meta has for it, paging proven complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRead {
    /// The account's day.
    pub day: AccountDate,
    /// Every ad that delivered. An ad that is stored for this day and missing here has vanished.
    pub rows: Vec<InsightRow>,
}

/// Complete days read by one request, applied one commit a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SliceRead {
    /// What was asked for.
    pub asked: Asked,
    /// The days; a day without rows is a day without delivery.
    pub days: Vec<DayRead>,
}

/// Totals of one day as Meta reports them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayTotals {
    /// The account's day.
    pub day: AccountDate,
    /// The account and its campaigns, in any order. Whichever of the two kinds is present replaces what was stored.
    pub rows: Vec<TotalRow>,
}

/// What Meta reports of an account over several days in one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodTotal {
    /// The account's days.
    pub range: DayRange,
    /// The total; `None` if nothing was delivered.
    pub total: Option<TotalRow>,
}

/// What applying did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Applied {
    /// Days that were applied.
    pub days: u64,
    /// Rows that the read held.
    pub rows: u64,
    /// Rows that were new.
    pub inserted: u64,
    /// Rows with at least one other value; the old row is in the restatement log.
    pub changed: u64,
    /// Rows that Meta does not return any more; the old row is in the restatement log.
    pub vanished: u64,
}

impl Applied {
    /// Rows that this changed in the file: 0 for a second identical read.
    #[must_use]
    pub const fn changed_rows(&self) -> u64 {
        self.inserted + self.changed + self.vanished
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            days: self.days + other.days,
            rows: self.rows + other.rows,
            inserted: self.inserted + other.inserted,
            changed: self.changed + other.changed,
            vanished: self.vanished + other.vanished,
        }
    }
}

/// Reach of one object over the last 7 or 28 days: recorded at every sync, because it cannot be fetched later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachRead {
    /// Level of the object.
    pub level: Level,
    /// Its id; the account's digits at account level.
    pub object: GraphId,
    /// 7 or 28.
    pub window_days: u32,
    /// Last day of the window.
    pub until: AccountDate,
    /// People reached.
    pub reach: Option<u64>,
    /// Times shown.
    pub impressions: Option<u64>,
    /// Spend in the window.
    pub spend: Option<Money>,
}
