//! From Meta's rows of insights to what the store keeps of them.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use meta::rows::{ActionStat, InsightsRow};
use store::meta::{Action, Figures, InsightRow, TotalRow, WindowedAction};
use units::{Count, Currency, GraphId, Quantity};

/// Texts that come again in thousands of rows (action types, names), each held once.
#[derive(Debug, Default)]
pub struct Texts(HashSet<Arc<str>>);

impl Texts {
    /// The one copy of `text`.
    pub fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = Arc::from(text);
        self.0.insert(Arc::clone(&new));
        new
    }

    fn share_some(&mut self, text: Option<&Cow<'_, str>>) -> Option<Arc<str>> {
        text.map(|text| self.share(text))
    }
}

/// One ad on one day, or `None` if the row does not say which ad.
pub fn ad_day(row: &InsightsRow<'_>, currency: Currency, texts: &mut Texts) -> Option<InsightRow> {
    Some(InsightRow {
        ad: id(row.ad_id.as_ref())?,
        ad_name: texts.share_some(row.ad_name.as_ref()),
        ad_set: id(row.adset_id.as_ref())?,
        ad_set_name: texts.share_some(row.adset_name.as_ref()),
        campaign: id(row.campaign_id.as_ref())?,
        campaign_name: texts.share_some(row.campaign_name.as_ref()),
        attribution: texts.share_some(row.attribution_setting.as_ref()),
        figures: figures(row, currency),
        actions: actions(row, texts),
        windows: windows(row, texts),
    })
}

/// A total of the account (`campaign_id` was not asked for) or of a campaign.
pub fn total(row: &InsightsRow<'_>, currency: Currency, texts: &mut Texts) -> TotalRow {
    TotalRow {
        campaign: id(row.campaign_id.as_ref()),
        campaign_name: texts.share_some(row.campaign_name.as_ref()),
        figures: figures(row, currency),
        actions: actions(row, texts),
    }
}

/// The plain figures of any row.
pub fn figures(row: &InsightsRow<'_>, currency: Currency) -> Figures {
    Figures {
        spend: row.spend(currency),
        impressions: row.impressions.map(Count::get),
        clicks: row.clicks.map(Count::get),
        link_clicks: row.inline_link_clicks.map(Count::get),
        outbound_clicks: whole(row.outbound_clicks),
        reach: row.reach.map(Count::get),
        video_plays: whole(row.video_play_actions),
        thruplays: whole(row.video_thruplay_watched_actions),
        video_p25: whole(row.video_p25_watched_actions),
        video_p50: whole(row.video_p50_watched_actions),
        video_p75: whole(row.video_p75_watched_actions),
        video_p95: whole(row.video_p95_watched_actions),
        video_p100: whole(row.video_p100_watched_actions),
        video_avg_watch_ms: row
            .video_avg_time_watched_actions
            .and_then(|seconds| u64::try_from(seconds.micros() / 1_000).ok()),
    }
}

fn id(text: Option<&Cow<'_, str>>) -> Option<GraphId> {
    text.filter(|text| !text.is_empty()).map(|text| GraphId(text.clone().into_owned()))
}

fn whole(quantity: Option<Quantity>) -> Option<u64> {
    quantity.and_then(|quantity| u64::try_from((quantity.micros() + 500_000) / 1_000_000).ok())
}

/// Counts and values of the same type become one entry. Entries that are parts of a breakdown are not totals.
fn actions(row: &InsightsRow<'_>, texts: &mut Texts) -> Vec<Action> {
    let counts = row.actions.as_deref().unwrap_or_default().iter().filter(|stat| stat.is_whole());
    let mut list: Vec<Action> =
        counts.map(|stat| Action { kind: texts.share(&stat.action_type), count: stat.value, value: None }).collect();
    for stat in row.action_values.as_deref().unwrap_or_default().iter().filter(|stat| stat.is_whole()) {
        match list.iter_mut().find(|action| *action.kind == *stat.action_type) {
            Some(action) => action.value = stat.value,
            None => list.push(Action { kind: texts.share(&stat.action_type), count: None, value: stat.value }),
        }
    }
    list
}

fn windows(row: &InsightsRow<'_>, texts: &mut Texts) -> Vec<WindowedAction> {
    let mut list: Vec<WindowedAction> = Vec::new();
    let counts = row.actions.as_deref().unwrap_or_default();
    for (kind, window, count) in each_window(counts) {
        list.push(WindowedAction {
            kind: texts.share(kind),
            window: texts.share(window),
            count: Some(count),
            value: None,
        });
    }
    for (kind, window, value) in each_window(row.action_values.as_deref().unwrap_or_default()) {
        match list.iter_mut().find(|entry| *entry.kind == *kind && *entry.window == *window) {
            Some(entry) => entry.value = Some(value),
            None => {
                list.push(WindowedAction {
                    kind: texts.share(kind),
                    window: texts.share(window),
                    count: None,
                    value: Some(value),
                });
            }
        }
    }
    list
}

fn each_window<'a>(stats: &'a [ActionStat<'_>]) -> impl Iterator<Item = (&'a str, &'a str, Quantity)> {
    stats
        .iter()
        .filter(|stat| stat.is_whole())
        .flat_map(|stat| stat.windows().iter().map(|(window, figure)| (&*stat.action_type, &**window, *figure)))
}
