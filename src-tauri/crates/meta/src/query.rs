//! What an insights request asks for.

use std::borrow::Cow;

use serde_json::json;
use units::{DayRange, Level};

use crate::call::Params;
use crate::rows::Fields;
use crate::status;

/// How a period is cut into rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Increment {
    /// One row a day.
    Daily,
    /// One row a calendar month; the first and the last one are cut to the period.
    Monthly,
    /// One row for the whole period: the only way to a true reach.
    Whole,
}

/// How much each row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Everything that the pages of this program show.
    Everything,
    /// What proves that a day has not moved: spend, impressions, clicks, actions and their values.
    Checksum,
    /// People reached, and what is needed to check the row.
    Reach,
}

/// An insights request. Archived and deleted objects are always included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InsightsQuery {
    level: Level,
    range: DayRange,
    increment: Increment,
    detail: Detail,
    windows: Vec<String>,
}

impl InsightsQuery {
    /// Rows of `level` over `range`, both days included, in the account's zone.
    #[must_use]
    pub fn new(level: Level, range: DayRange, increment: Increment, detail: Detail) -> Self {
        Self { level, range, increment, detail, windows: Vec::new() }
    }

    /// Every ad on every day.
    #[must_use]
    pub fn ad_days(range: DayRange) -> Self {
        Self::new(Level::Ad, range, Increment::Daily, Detail::Everything)
    }

    /// Few figures of every campaign on every day, to see which days moved.
    #[must_use]
    pub fn campaign_checksum(range: DayRange) -> Self {
        Self::new(Level::Campaign, range, Increment::Daily, Detail::Checksum)
    }

    /// The account's own totals by day.
    #[must_use]
    pub fn account_days(range: DayRange) -> Self {
        Self::new(Level::Account, range, Increment::Daily, Detail::Everything)
    }

    /// Few figures of the account in every month, to see which months moved.
    #[must_use]
    pub fn account_months(range: DayRange) -> Self {
        Self::new(Level::Account, range, Increment::Monthly, Detail::Checksum)
    }

    /// Reach and frequency of each object over the whole range; neither can be added up later.
    #[must_use]
    pub fn reach(level: Level, range: DayRange) -> Self {
        Self::new(level, range, Increment::Whole, Detail::Reach)
    }

    /// Adds figures of attribution windows, e.g. `7d_click`, to every action.
    #[must_use]
    pub fn with_windows(mut self, windows: &[&str]) -> Self {
        self.windows = windows.iter().map(|name| (*name).to_owned()).collect();
        self
    }

    /// The same request for other days.
    #[must_use]
    pub fn during(mut self, range: DayRange) -> Self {
        self.range = range;
        self
    }

    /// The level.
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// The days.
    #[must_use]
    pub fn range(&self) -> DayRange {
        self.range
    }

    /// The parameters without `fields` and paging.
    pub(crate) fn params(&self) -> Params {
        let range = json!({ "since": self.range.since(), "until": self.range.until() });
        let mut params: Params = vec![
            (Cow::Borrowed("level"), self.level.word().to_owned()),
            (Cow::Borrowed("time_range"), range.to_string()),
            (Cow::Borrowed("time_increment"), self.increment.word().to_owned()),
        ];
        if !self.windows.is_empty() {
            params.push((Cow::Borrowed("action_attribution_windows"), json!(self.windows).to_string()));
        }
        // Without a filter on the status, archived and deleted objects are left out and their spend is missing.
        if let Some(filter) = status::filter(self.level) {
            params.push((Cow::Borrowed("filtering"), filter));
        }
        params
    }

    pub(crate) fn fields(&self) -> Fields {
        fields(self.level, self.detail)
    }

    /// Under which name it is remembered what Meta refuses. Only full rows have something that can be left out.
    pub(crate) fn kind(&self) -> &'static str {
        match (self.detail, self.level) {
            (Detail::Checksum | Detail::Reach, _) => "short insights",
            (Detail::Everything, Level::Account) => "account insights",
            (Detail::Everything, Level::Campaign) => "campaign insights",
            (Detail::Everything, Level::Adset) => "ad set insights",
            (Detail::Everything, Level::Ad) => "ad insights",
        }
    }
}

impl Increment {
    fn word(self) -> &'static str {
        match self {
            Self::Daily => "1",
            Self::Monthly => "monthly",
            Self::Whole => "all_days",
        }
    }
}

/// Only what is stored is asked for. Names come with rows because an object may be gone before it is read by itself.
fn fields(level: Level, detail: Detail) -> Fields {
    macro_rules! core {
        ($($id:literal),*) => {
            match detail {
                Detail::Everything => &[$($id,)* "spend", "impressions", "reach", "frequency", "clicks",
                    "inline_link_clicks", "actions", "action_values", "attribution_setting"],
                Detail::Checksum => &[$($id,)* "spend", "impressions", "clicks", "inline_link_clicks", "actions",
                    "action_values"],
                Detail::Reach => &[$($id,)* "spend", "impressions", "reach", "frequency"],
            }
        };
    }
    let core: &'static [&'static str] = match level {
        Level::Account => core!("account_id"),
        Level::Campaign => core!("campaign_id", "campaign_name"),
        Level::Adset => core!("campaign_id", "adset_id", "adset_name"),
        Level::Ad => core!("campaign_id", "campaign_name", "adset_id", "adset_name", "ad_id", "ad_name"),
    };
    let optional: &'static [&'static str] = match detail {
        Detail::Everything => &[
            "outbound_clicks",
            "video_play_actions",
            "video_thruplay_watched_actions",
            "video_p25_watched_actions",
            "video_p50_watched_actions",
            "video_p75_watched_actions",
            "video_p95_watched_actions",
            "video_p100_watched_actions",
            "video_avg_time_watched_actions",
        ],
        Detail::Checksum | Detail::Reach => &[],
    };
    Fields { core, optional, ladder: &[] }
}

#[cfg(test)]
mod tests {
    use units::AccountDate;

    use super::*;
    use crate::fields::FieldChoice;

    fn range() -> DayRange {
        DayRange::new(AccountDate::parse("2026-02-14").unwrap(), AccountDate::parse("2026-02-16").unwrap()).unwrap()
    }

    fn param(query: &InsightsQuery, name: &str) -> Option<String> {
        query.params().into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    #[test]
    fn ad_days_ask_for_archived_and_deleted_ads_too() {
        let query = InsightsQuery::ad_days(range());
        assert_eq!(param(&query, "time_range").unwrap(), r#"{"since":"2026-02-14","until":"2026-02-16"}"#);
        assert_eq!(param(&query, "time_increment").unwrap(), "1");
        let filtering = param(&query, "filtering").unwrap();
        assert!(filtering.contains("ad.effective_status") && filtering.contains("DELETED"), "{filtering}");
    }

    #[test]
    fn the_account_has_no_status_to_filter_by() {
        assert_eq!(param(&InsightsQuery::account_days(range()), "filtering"), None);
    }

    #[test]
    fn nothing_that_was_removed_or_ignored_is_sent() {
        let query = InsightsQuery::ad_days(range()).with_windows(&["7d_click", "1d_view"]);
        let sent = format!("{:?} {}", query.params(), FieldChoice::of(&query.fields()).text());
        for gone in
            ["7d_view", "28d_view", "use_unified_attribution_setting", "action_report_time", "age_targeting", "summary"]
        {
            assert!(!sent.contains(gone), "{gone}");
        }
    }

    #[test]
    fn months_are_asked_for_in_one_short_row_each() {
        let query = InsightsQuery::account_months(range());
        assert_eq!(param(&query, "time_increment").unwrap(), "monthly");
        let fields = FieldChoice::of(&query.fields()).text();
        assert!(fields.contains("action_values") && !fields.contains("video"), "{fields}");
    }

    #[test]
    fn reach_is_asked_for_the_whole_range_only() {
        let query = InsightsQuery::reach(Level::Adset, range());
        assert_eq!(param(&query, "time_increment").unwrap(), "all_days");
        assert!(FieldChoice::of(&query.fields()).text().contains("frequency"));
    }
}
