//! Rows of insights as text: numbers are strings, a metric without data is an absent key.

mod actions;

use super::question::{Level, Question};
use super::sums::{Line, day_text};
use crate::call::GraphError;
use crate::json::{decimal, int, quoted, ratio};
use crate::world::{Account, Metrics, World};

macro_rules! columns {
    ($($variant:ident $name:literal),+ $(,)?) => {
        /// A field of insights.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Column { $($variant,)+ /** Known to Meta, without data here. */ Empty }

        fn column(name: &str) -> Option<Column> {
            match name { $($name => Some(Column::$variant),)+ _ => None }
        }
    };
}

columns! {
    AccountId "account_id", AccountName "account_name", AccountCurrency "account_currency",
    CampaignId "campaign_id", CampaignName "campaign_name", AdsetId "adset_id", AdsetName "adset_name",
    AdId "ad_id", AdName "ad_name", Objective "objective", OptimizationGoal "optimization_goal",
    AttributionSetting "attribution_setting", BuyingType "buying_type", DateStart "date_start", DateStop "date_stop",
    Impressions "impressions", Reach "reach", Frequency "frequency", Spend "spend", SocialSpend "social_spend",
    Clicks "clicks", UniqueClicks "unique_clicks", InlineLinkClicks "inline_link_clicks",
    InlineLinkClickCtr "inline_link_click_ctr", CostPerInlineLinkClick "cost_per_inline_link_click",
    UniqueInlineLinkClicks "unique_inline_link_clicks", OutboundClicks "outbound_clicks", OutboundClicksCtr "outbound_clicks_ctr",
    Ctr "ctr", Cpc "cpc", Cpm "cpm", Cpp "cpp", InlinePostEngagement "inline_post_engagement",
    Actions "actions", ActionValues "action_values", CostPerActionType "cost_per_action_type",
    PurchaseRoas "purchase_roas", WebsitePurchaseRoas "website_purchase_roas", WebsiteCtr "website_ctr",
    VideoPlay "video_play_actions", VideoThruplay "video_thruplay_watched_actions",
    Video2s "video_continuous_2_sec_watched_actions", Video15s "video_15_sec_watched_actions", Video30s "video_30_sec_watched_actions",
    VideoP25 "video_p25_watched_actions", VideoP50 "video_p50_watched_actions", VideoP75 "video_p75_watched_actions",
    VideoP95 "video_p95_watched_actions", VideoP100 "video_p100_watched_actions", VideoAverage "video_avg_time_watched_actions",
    CostPerThruplay "cost_per_thruplay",
    QualityRanking "quality_ranking", EngagementRanking "engagement_rate_ranking", ConversionRanking "conversion_rate_ranking",
}

/// Fields that are known and never have data in these worlds.
const WITHOUT_DATA: [&str; 16] = [
    "conversions",
    "conversion_values",
    "cost_per_conversion",
    "unique_actions",
    "unique_ctr",
    "cost_per_unique_click",
    "mobile_app_purchase_roas",
    "catalog_segment_actions",
    "results",
    "cost_per_result",
    "created_time",
    "updated_time",
    "cost_per_outbound_click",
    "cost_per_15_sec_video_view",
    "video_6_sec_watched_actions",
    "objective_results",
];

/// Reads the list of fields.
pub(crate) fn columns(text: &str) -> Result<Vec<Column>, GraphError> {
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    names
        .map(|name| match column(name) {
            Some(column) => Ok(column),
            None if WITHOUT_DATA.contains(&name) => Ok(Column::Empty),
            None => Err(GraphError::parameter(format!("(#100) {name} is not valid for fields param. please check https://developers.facebook.com/docs/marketing-api/reference/ads-insights/ for all valid values"))),
        })
        .collect()
}

/// What is the same on every row of an object.
struct Named {
    id: [Vec<u8>; 4],
    name: [Vec<u8>; 4],
}

/// Appends the rows, with commas between them.
pub(super) fn lines(out: &mut Vec<u8>, world: &World, question: &Question, lines: &[Line]) {
    let account = &world.accounts[question.account];
    let mut last: Option<(u32, Named)> = None;
    let mut days: (i32, i32, Vec<u8>) = (i32::MIN, 0, Vec::new());
    for (n, line) in lines.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        let named = match last.take() {
            Some((object, named)) if object == line.object => named,
            _ => named(account, question.level, line.object as usize),
        };
        if (days.0, days.1) != (line.since, line.until) {
            let text =
                format!("\"date_start\":\"{}\",\"date_stop\":\"{}\"", day_text(line.since), day_text(line.until));
            days = (line.since, line.until, text.into_bytes());
        }
        one(out, account, question, line, &named, &days.2);
        last = Some((line.object, named));
    }
}

/// Appends the row over all pages.
pub(super) fn summary(out: &mut Vec<u8>, world: &World, question: &Question, lines: &[Line]) {
    let account = &world.accounts[question.account];
    let mut metrics = Metrics::default();
    for line in lines {
        metrics.merge(&line.metrics);
    }
    let reach = crate::world::reach(metrics.impressions, u64::from(account.audience));
    let (since, until) = question.span();
    let whole = Line { object: 0, since: since.number(), until: until.number(), reach, metrics, cut: Vec::new() };
    let at_account = Question { level: Level::Account, ..question.clone() };
    let days = format!("\"date_start\":\"{since}\",\"date_stop\":\"{until}\"").into_bytes();
    one(out, account, &at_account, &whole, &named(account, Level::Account, 0), &days);
}

fn named(account: &Account, level: Level, object: usize) -> Named {
    let (mut id, mut name) = (<[Vec<u8>; 4]>::default(), <[Vec<u8>; 4]>::default());
    (id[0], name[0]) = (account.digits.clone().into_bytes(), quoted(&account.name));
    let ad = (level == Level::Ad).then_some(object);
    let adset = ad.map(|n| account.ads[n].adset).or((level == Level::AdSet).then_some(object));
    let campaign = adset.map(|n| account.adsets[n].campaign).or((level == Level::Campaign).then_some(object));
    if let Some(n) = campaign {
        (id[1], name[1]) = (account.campaigns[n].id.clone().into_bytes(), quoted(&account.campaigns[n].name));
    }
    if let Some(n) = adset {
        (id[2], name[2]) = (account.adsets[n].id.clone().into_bytes(), quoted(&account.adsets[n].name));
    }
    if let Some(n) = ad {
        (id[3], name[3]) = (account.ads[n].id.clone().into_bytes(), quoted(&account.ads[n].name));
    }
    Named { id, name }
}

/// Starts a key: the comma, the name, the colon.
fn key(out: &mut Vec<u8>, name: &str) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
}

fn text(out: &mut Vec<u8>, name: &str, value: &[u8]) {
    key(out, name);
    out.push(b'"');
    out.extend_from_slice(value);
    out.push(b'"');
}

fn number(out: &mut Vec<u8>, name: &str, write: impl FnOnce(&mut Vec<u8>)) {
    key(out, name);
    out.push(b'"');
    write(out);
    out.push(b'"');
}

/// Minor units as a decimal of major ones.
fn money(out: &mut Vec<u8>, account: &Account, amount: u64) {
    decimal(out, amount, if account.currency.minor_units_per_major() == 100 { 2 } else { 0 });
}

fn one(out: &mut Vec<u8>, account: &Account, question: &Question, line: &Line, named: &Named, days: &[u8]) {
    out.push(b'{');
    let cut = question.breakdowns.iter().zip(&line.cut);
    for column in &question.fields {
        field(out, account, question, line, named, *column);
    }
    for (n, name) in ["account_id", "campaign_id", "adset_id", "ad_id"].into_iter().enumerate() {
        // The ids of the level always come, asked for or not.
        let asked = [Column::AccountId, Column::CampaignId, Column::AdsetId, Column::AdId][n];
        if n == question.level as usize && !question.fields.contains(&asked) {
            text(out, name, &named.id[n]);
        }
    }
    for (name, value) in cut {
        text(out, name, value.as_bytes());
    }
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    out.extend_from_slice(days);
    out.push(b'}');
}

#[expect(clippy::too_many_lines, reason = "an exhaustive match over the fields, one line each")]
fn field(out: &mut Vec<u8>, account: &Account, question: &Question, line: &Line, named: &Named, column: Column) {
    let m = &line.metrics;
    let minor = account.currency.minor_units_per_major() as u64;
    let identity = |out: &mut Vec<u8>, n: usize, name: &str, value: &[u8], bare: bool| {
        if !named.id[n].is_empty() {
            if bare {
                text(out, name, value);
            } else {
                key(out, name);
                out.extend_from_slice(value);
            }
        }
    };
    let campaign = || match question.level {
        Level::Account => None,
        Level::Campaign => Some(line.object as usize),
        Level::AdSet => Some(account.adsets[line.object as usize].campaign),
        Level::Ad => Some(account.adsets[account.ads[line.object as usize].adset].campaign),
    };
    let adset = || match question.level {
        Level::Account | Level::Campaign => None,
        Level::AdSet => Some(line.object as usize),
        Level::Ad => Some(account.ads[line.object as usize].adset),
    };
    match column {
        Column::AccountId => identity(out, 0, "account_id", &named.id[0], true),
        Column::AccountName => identity(out, 0, "account_name", &named.name[0], false),
        Column::AccountCurrency => text(out, "account_currency", account.currency.code().as_bytes()),
        Column::CampaignId => identity(out, 1, "campaign_id", &named.id[1], true),
        Column::CampaignName => identity(out, 1, "campaign_name", &named.name[1], false),
        Column::AdsetId => identity(out, 2, "adset_id", &named.id[2], true),
        Column::AdsetName => identity(out, 2, "adset_name", &named.name[2], false),
        Column::AdId => identity(out, 3, "ad_id", &named.id[3], true),
        Column::AdName => identity(out, 3, "ad_name", &named.name[3], false),
        Column::Objective => {
            if let Some(n) = campaign() {
                text(out, "objective", account.campaigns[n].objective.as_bytes());
            }
        }
        Column::OptimizationGoal => {
            if let Some(n) = adset() {
                text(out, "optimization_goal", account.adsets[n].goal.as_bytes());
            }
        }
        Column::AttributionSetting => text(out, "attribution_setting", b"1d_view_7d_click"),
        Column::BuyingType => text(out, "buying_type", b"AUCTION"),
        // Written once at the end of every row.
        Column::DateStart | Column::DateStop | Column::Empty => {}
        Column::Impressions => number(out, "impressions", |o| int(o, m.impressions)),
        Column::Reach => number(out, "reach", |o| int(o, line.reach)),
        Column::Frequency => number(out, "frequency", |o| ratio(o, m.impressions, 1, line.reach)),
        Column::Spend => number(out, "spend", |o| money(o, account, m.spend)),
        Column::SocialSpend => number(out, "social_spend", |o| o.push(b'0')),
        Column::Clicks => number(out, "clicks", |o| int(o, m.clicks)),
        Column::UniqueClicks => number(out, "unique_clicks", |o| int(o, m.clicks * 96 / 100)),
        Column::InlineLinkClicks if m.link_clicks > 0 => number(out, "inline_link_clicks", |o| int(o, m.link_clicks)),
        Column::UniqueInlineLinkClicks if m.link_clicks > 0 => {
            number(out, "unique_inline_link_clicks", |o| int(o, (m.link_clicks * 97).div_ceil(100)));
        }
        Column::InlineLinkClickCtr if m.link_clicks > 0 => {
            number(out, "inline_link_click_ctr", |o| ratio(o, m.link_clicks, 100, m.impressions));
        }
        Column::CostPerInlineLinkClick if m.link_clicks > 0 => {
            number(out, "cost_per_inline_link_click", |o| ratio(o, m.spend, 1, m.link_clicks * minor));
        }
        Column::OutboundClicks => list(out, "outbound_clicks", "outbound_click", m.outbound_clicks),
        Column::OutboundClicksCtr if m.outbound_clicks > 0 => {
            single(out, "outbound_clicks_ctr", "outbound_click", |o| ratio(o, m.outbound_clicks, 100, m.impressions));
        }
        Column::WebsiteCtr if m.link_clicks > 0 => {
            single(out, "website_ctr", "link_click", |o| ratio(o, m.link_clicks, 100, m.impressions));
        }
        Column::Ctr => number(out, "ctr", |o| ratio(o, m.clicks, 100, m.impressions)),
        Column::Cpc if m.clicks > 0 => number(out, "cpc", |o| ratio(o, m.spend, 1, m.clicks * minor)),
        Column::Cpm => number(out, "cpm", |o| ratio(o, m.spend, 1000, m.impressions * minor)),
        Column::Cpp => number(out, "cpp", |o| ratio(o, m.spend, 1000, line.reach * minor)),
        Column::InlinePostEngagement => number(out, "inline_post_engagement", |o| int(o, m.post_engagement())),
        Column::Actions => actions::actions(out, question, m),
        Column::ActionValues => actions::action_values(out, account, question, m),
        Column::CostPerActionType => actions::costs(out, m, minor),
        Column::PurchaseRoas if m.purchases > 0 => {
            single(out, "purchase_roas", "omni_purchase", |o| ratio(o, m.purchase_value, 1, m.spend));
        }
        Column::WebsitePurchaseRoas if m.purchases > 0 => {
            single(out, "website_purchase_roas", "offsite_conversion.fb_pixel_purchase", |o| {
                ratio(o, m.purchase_value, 1, m.spend);
            });
        }
        Column::VideoPlay => list(out, "video_play_actions", "video_view", m.plays),
        Column::VideoThruplay => list(out, "video_thruplay_watched_actions", "video_view", m.thruplays),
        Column::Video2s => list(out, "video_continuous_2_sec_watched_actions", "video_view", m.plays_2s),
        Column::Video15s => list(out, "video_15_sec_watched_actions", "video_view", m.plays_15s),
        Column::Video30s => list(out, "video_30_sec_watched_actions", "video_view", m.plays_30s),
        Column::VideoP25 => list(out, "video_p25_watched_actions", "video_view", m.p25),
        Column::VideoP50 => list(out, "video_p50_watched_actions", "video_view", m.p50),
        Column::VideoP75 => list(out, "video_p75_watched_actions", "video_view", m.p75),
        Column::VideoP95 => list(out, "video_p95_watched_actions", "video_view", m.p95),
        Column::VideoP100 => list(out, "video_p100_watched_actions", "video_view", m.p100),
        Column::VideoAverage if m.plays > 0 => {
            list(out, "video_avg_time_watched_actions", "video_view", (m.watch_seconds + m.plays / 2) / m.plays);
        }
        Column::CostPerThruplay if m.thruplays > 0 => {
            single(out, "cost_per_thruplay", "video_view", |o| ratio(o, m.spend, 1, m.thruplays * minor));
        }
        Column::QualityRanking => ranking(out, "quality_ranking", question, m),
        Column::EngagementRanking => ranking(out, "engagement_rate_ranking", question, m),
        Column::ConversionRanking if question.level == Level::Ad => text(out, "conversion_rate_ranking", b"UNKNOWN"),
        _ => {}
    }
}

fn ranking(out: &mut Vec<u8>, name: &str, question: &Question, m: &Metrics) {
    if question.level == Level::Ad {
        let value: &[u8] = if m.impressions < 500 {
            b"UNKNOWN"
        } else if m.link_clicks * 100 < m.impressions {
            b"BELOW_AVERAGE_35"
        } else {
            b"AVERAGE"
        };
        text(out, name, value);
    }
}

/// A list of one entry, absent where it is nothing.
fn list(out: &mut Vec<u8>, name: &str, action: &str, value: u64) {
    if value > 0 {
        single(out, name, action, |o| int(o, value));
    }
}

fn single(out: &mut Vec<u8>, name: &str, action: &str, write: impl FnOnce(&mut Vec<u8>)) {
    key(out, name);
    out.push(b'[');
    entry(out, action, write);
    out.extend_from_slice(b"}]");
}

/// `{"action_type":"…","value":"…"`, left open.
fn entry(out: &mut Vec<u8>, action: &str, write: impl FnOnce(&mut Vec<u8>)) {
    out.extend_from_slice(b"{\"action_type\":\"");
    out.extend_from_slice(action.as_bytes());
    out.extend_from_slice(b"\",\"value\":\"");
    write(out);
    out.push(b'"');
}
