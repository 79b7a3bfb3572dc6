//! What an insights request asks for.

use std::borrow::Cow;

use serde_json::json;
use units::{DayRange, Level};

use crate::call::Params;
use crate::fields::FieldChoice;
use crate::rows::Fields;
use crate::status;

/// How a period is cut into rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Increment {
    /// One row a day.
    Daily,
    /// One row for the whole period: the only way to a true reach.
    Whole,
    /// One row a calendar month.
    Monthly,
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
    breakdowns: Vec<String>,
    windows: Vec<String>,
    objects: Vec<String>,
}

impl InsightsQuery {
    /// Rows of `level` over `range`, both days included, in the account's zone.
    #[must_use]
    pub fn new(level: Level, range: DayRange, increment: Increment, detail: Detail) -> Self {
        Self { level, range, increment, detail, breakdowns: Vec::new(), windows: Vec::new(), objects: Vec::new() }
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

    /// Reach and frequency of each object over the whole range; neither can be added up later.
    #[must_use]
    pub fn reach(level: Level, range: DayRange) -> Self {
        Self::new(level, range, Increment::Whole, Detail::Reach)
    }

    /// Cuts each row further, e.g. by `age` and `gender`.
    #[must_use]
    pub fn by(mut self, breakdowns: &[&str]) -> Self {
        self.breakdowns = breakdowns.iter().map(|name| (*name).to_owned()).collect();
        self
    }

    /// Adds figures of attribution windows, e.g. `7d_click`, to every action.
    #[must_use]
    pub fn with_windows(mut self, windows: &[&str]) -> Self {
        self.windows = windows.iter().map(|name| (*name).to_owned()).collect();
        self
    }

    /// Only these objects of the level, by id.
    #[must_use]
    pub fn only(mut self, ids: &[String]) -> Self {
        self.objects = ids.to_vec();
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
        let mut list = |name: &'static str, values: &[String]| {
            if !values.is_empty() {
                params.push((Cow::Borrowed(name), json!(values).to_string()));
            }
        };
        list("breakdowns", &self.breakdowns);
        list("action_attribution_windows", &self.windows);
        if let Some(filtering) = self.filtering() {
            params.push((Cow::Borrowed("filtering"), filtering));
        }
        params
    }

    pub(crate) fn fields(&self) -> FieldChoice {
        FieldChoice::of(&fields(self.level, self.detail, !self.breakdowns.is_empty()))
    }

    /// Without a filter on the status, archived and deleted objects are left out and their spend is missing.
    fn filtering(&self) -> Option<String> {
        let mut filters = Vec::new();
        if let Some(all) = status::every(self.level) {
            filters
                .push(json!({ "field": format!("{}.effective_status", self.level), "operator": "IN", "value": all }));
        }
        if !self.objects.is_empty() {
            filters.push(json!({ "field": format!("{}.id", self.level), "operator": "IN", "value": self.objects }));
        }
        (!filters.is_empty()).then(|| json!(filters).to_string())
    }
}

impl Increment {
    fn word(self) -> &'static str {
        match self {
            Self::Daily => "1",
            Self::Whole => "all_days",
            Self::Monthly => "monthly",
        }
    }
}

/// Names come with rows because an object may be gone before it is read by itself.
fn fields(level: Level, detail: Detail, cut: bool) -> Fields {
    const FIGURES: &[&str] =
        &["spend", "impressions", "clicks", "inline_link_clicks", "actions", "action_values", "attribution_setting"];
    macro_rules! core {
        ($($id:literal),*) => {
            match detail {
                Detail::Everything => &["account_id", $($id,)* "spend", "impressions", "reach", "frequency", "clicks",
                    "inline_link_clicks", "actions", "action_values", "attribution_setting"],
                Detail::Checksum => &["account_id", $($id,)* "spend", "impressions", "clicks", "inline_link_clicks",
                    "actions", "action_values"],
                Detail::Reach => &["account_id", $($id,)* "spend", "impressions", "reach", "frequency"],
            }
        };
    }
    // Reach is refused beside a breakdown once the range is old; frequency follows from it.
    let core: &'static [&'static str] = match level {
        _ if cut => &["account_id", "campaign_id", "adset_id", "ad_id"],
        Level::Account => core!(),
        Level::Campaign => core!("campaign_id", "campaign_name"),
        Level::Adset => core!("campaign_id", "adset_id", "adset_name"),
        Level::Ad => core!("campaign_id", "campaign_name", "adset_id", "adset_name", "ad_id", "ad_name"),
    };
    let optional: &'static [&'static str] = match (detail, cut) {
        (_, true) => FIGURES,
        (Detail::Everything, false) => &[
            "outbound_clicks",
            "unique_clicks",
            "unique_inline_link_clicks",
            "conversions",
            "conversion_values",
            "video_play_actions",
            "video_thruplay_watched_actions",
            "video_continuous_2_sec_watched_actions",
            "video_15_sec_watched_actions",
            "video_30_sec_watched_actions",
            "video_p25_watched_actions",
            "video_p50_watched_actions",
            "video_p75_watched_actions",
            "video_p95_watched_actions",
            "video_p100_watched_actions",
            "video_avg_time_watched_actions",
        ],
        (Detail::Checksum | Detail::Reach, false) => &[],
    };
    Fields { core, optional, ladder: &[] }
}

#[cfg(test)]
mod tests {
    use units::AccountDate;

    use super::*;

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
        let sent = format!("{:?} {}", query.params(), query.fields().text());
        for gone in
            ["7d_view", "28d_view", "use_unified_attribution_setting", "action_report_time", "age_targeting", "summary"]
        {
            assert!(!sent.contains(gone), "{gone}");
        }
    }

    #[test]
    fn reach_is_asked_for_the_whole_range_only() {
        let query = InsightsQuery::reach(Level::Adset, range());
        assert_eq!(param(&query, "time_increment").unwrap(), "all_days");
        assert!(query.fields().text().contains("frequency"));
        assert!(!InsightsQuery::ad_days(range()).by(&["age"]).fields().text().contains("reach"));
    }

    #[test]
    fn a_split_names_its_objects_and_keeps_the_status_filter() {
        let query = InsightsQuery::ad_days(range()).only(&["1".into(), "2".into()]);
        let filtering = param(&query, "filtering").unwrap();
        assert!(filtering.contains(r#""field":"ad.id""#) && filtering.contains("ad.effective_status"), "{filtering}");
    }
}
