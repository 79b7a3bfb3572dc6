//! Rows of insights.

use std::borrow::Cow;

use serde::Deserialize;
use units::{AccountDate, Count, Currency, Money, Quantity};

use super::action::{ActionStat, single};
use crate::wire;

/// Optional text borrowed from the reply.
type Text<'a> = Option<Cow<'a, str>>;

/// Figures of one object over one period. Everything that Meta left out is `None`: a metric without data is absent,
/// and absent is not 0. Ratios (`ctr`, `cpc`, `cpm`, …) are not read: they are computed from sums.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct InsightsRow<'a> {
    /// Digits of the account.
    #[serde(default, borrow, deserialize_with = "wire::text")]
    pub account_id: Text<'a>,
    /// Graph id.
    #[serde(default, borrow, deserialize_with = "wire::text")]
    pub campaign_id: Text<'a>,
    /// Name at the time of the request.
    #[serde(default, borrow, deserialize_with = "wire::text")]
    pub campaign_name: Text<'a>,
    /// Graph id.
    #[serde(default, borrow, deserialize_with = "wire::text")]
    pub adset_id: Text<'a>,
    /// Name at the time of the request.
    #[serde(default, borrow, deserialize_with = "wire::text")]
    pub adset_name: Text<'a>,
    /// Graph id.
    #[serde(default, borrow, deserialize_with = "wire::text")]
    pub ad_id: Text<'a>,
    /// Name at the time of the request.
    #[serde(default, borrow, deserialize_with = "wire::text")]
    pub ad_name: Text<'a>,
    /// E.g. `1d_view_7d_click`; what `value` in the lists means.
    #[serde(default, borrow, deserialize_with = "wire::text")]
    pub attribution_setting: Text<'a>,
    /// First day, in the account's zone.
    #[serde(default, deserialize_with = "wire::day")]
    pub date_start: Option<AccountDate>,
    /// Last day, in the account's zone.
    #[serde(default, deserialize_with = "wire::day")]
    pub date_stop: Option<AccountDate>,
    /// Major units of the account's currency; see [`Self::spend`].
    #[serde(default, deserialize_with = "wire::quantity")]
    pub spend: Option<Quantity>,
    /// Times shown.
    #[serde(default, deserialize_with = "wire::count")]
    pub impressions: Option<Count>,
    /// People; true for exactly this period and cut, never to be added up.
    #[serde(default, deserialize_with = "wire::count")]
    pub reach: Option<Count>,
    /// Impressions per person; as `reach`.
    #[serde(default, deserialize_with = "wire::quantity")]
    pub frequency: Option<Quantity>,
    /// All clicks, also likes, profile, "see more".
    #[serde(default, deserialize_with = "wire::count")]
    pub clicks: Option<Count>,
    /// Link clicks, in a fixed one-day window.
    #[serde(default, deserialize_with = "wire::count")]
    pub inline_link_clicks: Option<Count>,
    /// Clicks that left Meta.
    #[serde(default, deserialize_with = "single")]
    pub outbound_clicks: Option<Quantity>,
    /// What people did. `None` where nothing happened or nothing was asked.
    #[serde(default, borrow)]
    pub actions: Option<Vec<ActionStat<'a>>>,
    /// What it was worth, in major units of the account's currency.
    #[serde(default, borrow)]
    pub action_values: Option<Vec<ActionStat<'a>>>,
    /// Videos started.
    #[serde(default, deserialize_with = "single")]
    pub video_play_actions: Option<Quantity>,
    /// Watched to the end or for 15 seconds.
    #[serde(default, deserialize_with = "single")]
    pub video_thruplay_watched_actions: Option<Quantity>,
    /// Reached a quarter, also by skipping.
    #[serde(default, deserialize_with = "single")]
    pub video_p25_watched_actions: Option<Quantity>,
    /// Reached the middle.
    #[serde(default, deserialize_with = "single")]
    pub video_p50_watched_actions: Option<Quantity>,
    /// Reached three quarters.
    #[serde(default, deserialize_with = "single")]
    pub video_p75_watched_actions: Option<Quantity>,
    /// Reached 95 %.
    #[serde(default, deserialize_with = "single")]
    pub video_p95_watched_actions: Option<Quantity>,
    /// Reached the end.
    #[serde(default, deserialize_with = "single")]
    pub video_p100_watched_actions: Option<Quantity>,
    /// Seconds a play lasted on average; over rows weighted by plays.
    #[serde(default, deserialize_with = "single")]
    pub video_avg_time_watched_actions: Option<Quantity>,
}

impl<'a> InsightsRow<'a> {
    /// What was spent, in the account's currency.
    #[must_use]
    pub fn spend(&self, currency: Currency) -> Option<Money> {
        self.spend.map(|major| Money::from_micros(major.micros(), currency))
    }

    /// The figure of one action type; never a sum of several.
    #[must_use]
    pub fn action(&self, action_type: &str) -> Option<Quantity> {
        find(self.actions.as_deref(), action_type)
    }

    /// What one action type was worth, in the account's currency.
    #[must_use]
    pub fn action_value(&self, action_type: &str, currency: Currency) -> Option<Money> {
        find(self.action_values.as_deref(), action_type).map(|major| Money::from_micros(major.micros(), currency))
    }

    /// The same rows in `page`, read without the reply's envelope.
    pub(crate) fn parse_list(json: &'a str) -> Result<Vec<Self>, serde_json::Error> {
        serde_json::from_str(json)
    }
}

fn find(list: Option<&[ActionStat<'_>]>, action_type: &str) -> Option<Quantity> {
    list?.iter().find(|stat| stat.action_type == action_type && stat.is_whole()).and_then(|stat| stat.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One ad-day in the shape that a live account answers.
    const ROW: &str = r#"[{
        "account_id":"7123456789","campaign_id":"120210000000000001","campaign_name":"Spring \u00b7 Sales",
        "adset_id":"120210000000000002","ad_id":"120210000000000003","ad_name":"Runner blue 01",
        "impressions":"2913","reach":"2030","frequency":"1.434975","clicks":"41","inline_link_clicks":"28",
        "spend":"14.35","attribution_setting":"1d_view_7d_click",
        "outbound_clicks":[{"action_type":"outbound_click","value":"26"}],
        "actions":[{"action_type":"link_click","value":"28"},{"action_type":"omni_purchase","value":"11"},
                   {"action_type":"purchase","value":"11"},
                   {"action_type":"offsite_conversion.fb_pixel_purchase","value":"11","7d_click":"9"}],
        "action_values":[{"action_type":"omni_purchase","value":"659.90"}],
        "video_play_actions":[{"action_type":"video_view","value":"47"}],
        "video_avg_time_watched_actions":[{"action_type":"video_view","value":"4"}],
        "some_new_metric":{"deep":[1,2,3]},
        "date_start":"2026-02-16","date_stop":"2026-02-16"}]"#;

    #[test]
    fn a_row_keeps_units_and_leaves_absent_absent() {
        let rows = InsightsRow::parse_list(ROW).unwrap();
        let row = &rows[0];
        assert_eq!(row.spend(Currency::EUR).unwrap().to_string(), "14.35 EUR");
        assert_eq!(row.impressions.map(Count::get), Some(2913));
        assert_eq!(row.action("omni_purchase").unwrap().to_string(), "11");
        assert_eq!(row.action_value("omni_purchase", Currency::EUR).unwrap().to_string(), "659.9 EUR");
        assert_eq!(row.outbound_clicks.unwrap().to_string(), "26");
        assert_eq!(row.campaign_name.as_deref(), Some("Spring · Sales"));
        assert_eq!(row.actions.as_ref().unwrap().len(), 4);
        assert_eq!(row.video_p25_watched_actions, None);
        assert_eq!(row.action("lead"), None);
    }

    #[test]
    fn text_without_escapes_is_borrowed_from_the_reply() {
        let rows = InsightsRow::parse_list(ROW).unwrap();
        assert!(matches!(rows[0].ad_name, Some(Cow::Borrowed(_))));
        assert!(matches!(rows[0].campaign_name, Some(Cow::Owned(_))));
        assert!(matches!(rows[0].actions.as_ref().unwrap()[0].action_type, Cow::Borrowed(_)));
    }

    #[test]
    fn numbers_written_as_numbers_are_read_too() {
        let rows = InsightsRow::parse_list(r#"[{"spend":14.35,"impressions":2913,"ad_id":42,"clicks":null}]"#).unwrap();
        assert_eq!(rows[0].spend, Quantity::parse("14.35").ok());
        assert_eq!(rows[0].ad_id.as_deref(), Some("42"));
        assert_eq!(rows[0].clicks, None);
    }

    #[test]
    fn a_figure_that_is_no_number_is_an_error() {
        assert!(InsightsRow::parse_list(r#"[{"spend":"a lot"}]"#).is_err());
        assert!(InsightsRow::parse_list(r#"[{"impressions":"1.5"}]"#).is_err());
        assert!(InsightsRow::parse_list(r#"[{"date_start":"2026-02-31"}]"#).is_err());
    }
}
