//! The lines of an answer: sums of rows by object and piece of time.

use units::{AccountDate, DayRange};

use super::question::{Increment, Level, Question};
use crate::world::{Account, Metrics, Row, World, reach};

/// A line of an answer.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Index of the object at the question's level.
    pub(crate) object: u32,
    pub(crate) since: i32,
    pub(crate) until: i32,
    pub(crate) reach: u64,
    pub(crate) metrics: Metrics,
    /// Values of the breakdowns, in their order.
    pub(crate) cut: Vec<&'static str>,
}

/// Breakdowns that answer nothing until the account's owner switches them on.
const SWITCHED_OFF: [&str; 3] =
    ["impression_device", "hourly_stats_aggregated_by_audience_time_zone", "frequency_value"];

/// Answers a question.
pub(super) fn lines(world: &World, question: &Question) -> Vec<Line> {
    let account = &world.accounts[question.account];
    if question.breakdowns.iter().any(|name| SWITCHED_OFF.contains(&name.as_str())) {
        return Vec::new();
    }
    let chosen = question.chosen(account);
    let mut all: Vec<Line> = question
        .ranges
        .iter()
        .flat_map(|range| pieces(*range, question.increment))
        .flat_map(|piece| piece_lines(account, question, &chosen, piece))
        .collect();
    if !question.breakdowns.is_empty() {
        all = all.iter().flat_map(|line| cut(line, &question.breakdowns)).collect();
    }
    all.retain(|line| passes(question, line));
    if let Some((field, descending)) = &question.sort {
        all.sort_by(|a, b| {
            let order = sort_value(a, field).total_cmp(&sort_value(b, field));
            if *descending { order.reverse() } else { order }
        });
    }
    all
}

fn pieces(range: DayRange, increment: Increment) -> Vec<DayRange> {
    let mut pieces = Vec::new();
    let mut since = range.since();
    while since <= range.until() {
        let end = match increment {
            Increment::All => range.until(),
            Increment::Days(days) => since.plus_days(days - 1),
            Increment::Monthly => since.month_start().plus_days(i32::try_from(since.days_in_month()).unwrap_or(30) - 1),
        };
        let end = end.min(range.until());
        pieces.extend(DayRange::new(since, end));
        since = end.plus_days(1);
    }
    pieces
}

fn piece_lines(account: &Account, question: &Question, chosen: &[bool], piece: DayRange) -> Vec<Line> {
    let rows = account.rows_between(piece.since(), piece.until());
    let objects = match question.level {
        Level::Account => 1,
        Level::Campaign => account.campaigns.len(),
        Level::AdSet => account.adsets.len(),
        Level::Ad => account.ads.len(),
    };
    let mut slots: Vec<u32> = vec![u32::MAX; objects];
    let mut lines: Vec<Line> = Vec::new();
    let mut audiences: Vec<u32> = Vec::new();
    for row in rows.iter().filter(|row| chosen[row.ad as usize]) {
        let object = object_of(account, question.level, row);
        if slots[object] == u32::MAX {
            slots[object] = u32::try_from(lines.len()).unwrap_or(u32::MAX);
            lines.push(Line {
                object: object as u32,
                since: piece.since().number(),
                until: piece.until().number(),
                reach: 0,
                metrics: Metrics::default(),
                cut: Vec::new(),
            });
            audiences.push(0);
        }
        let slot = slots[object] as usize;
        lines[slot].metrics.add(row);
        audiences[slot] = audiences[slot].max(row.audience);
    }
    for (line, audience) in lines.iter_mut().zip(audiences) {
        let audience = match question.level {
            Level::Account => account.audience,
            Level::Campaign => account.campaigns[line.object as usize].audience,
            Level::AdSet => account.adsets[line.object as usize].audience,
            Level::Ad => audience,
        };
        line.reach = reach(line.metrics.impressions, u64::from(audience));
    }
    lines.sort_by_key(|line| line.object);
    lines
}

fn object_of(account: &Account, level: Level, row: &Row) -> usize {
    let ad = row.ad as usize;
    match level {
        Level::Account => 0,
        Level::Campaign => account.adsets[account.ads[ad].adset].campaign,
        Level::AdSet => account.ads[ad].adset,
        Level::Ad => ad,
    }
}

fn passes(question: &Question, line: &Line) -> bool {
    question.conditions.iter().all(|condition| {
        let field = condition.field.rsplit('.').next().unwrap_or_default();
        match field {
            "impressions" => condition.holds(line.metrics.impressions as f64),
            "spend" => condition.holds(line.metrics.spend as f64 / 100.0),
            "clicks" => condition.holds(line.metrics.clicks as f64),
            "reach" => condition.holds(line.reach as f64),
            _ => true,
        }
    })
}

fn sort_value(line: &Line, field: &str) -> f64 {
    let value = match field {
        "spend" => line.metrics.spend,
        "clicks" => line.metrics.clicks,
        "reach" => line.reach,
        "inline_link_clicks" | "actions:link_click" => line.metrics.link_clicks,
        "actions:omni_purchase" | "actions:purchase" | "actions:offsite_conversion.fb_pixel_purchase" => {
            line.metrics.purchases
        }
        "date_start" => line.since.unsigned_abs().into(),
        _ => line.metrics.impressions,
    };
    value as f64
}

/// The values of a breakdown and their shares in a thousand.
fn values(breakdown: &str) -> &'static [(&'static str, u64)] {
    match breakdown {
        "age" => &[
            ("18-24", 92),
            ("25-34", 261),
            ("35-44", 284),
            ("45-54", 189),
            ("55-64", 112),
            ("65+", 58),
            ("Unknown", 4),
        ],
        "gender" => &[("female", 688), ("male", 297), ("unknown", 15)],
        "country" => &[("US", 1000)],
        "publisher_platform" => &[("facebook", 441), ("instagram", 512), ("audience_network", 31), ("threads", 16)],
        "platform_position" => &[
            ("feed", 583),
            ("instagram_reels", 187),
            ("instagram_stories", 122),
            ("facebook_reels", 74),
            ("marketplace", 34),
        ],
        "device_platform" => &[("mobile_app", 921), ("mobile_web", 24), ("desktop", 55)],
        _ => &[],
    }
}

/// The parts of a line under breakdowns; counts add up to the line's again, reach does not.
pub(super) fn cut(line: &Line, breakdowns: &[String]) -> Vec<Line> {
    let mut parts = vec![line.clone()];
    for name in breakdowns {
        parts = parts.iter().flat_map(|part| split(part, values(name))).collect();
    }
    parts
}

fn split(line: &Line, values: &[(&'static str, u64)]) -> Vec<Line> {
    let mut left = line.metrics;
    let last = values.len().saturating_sub(1);
    let mut parts = Vec::new();
    for (n, (name, share)) in values.iter().enumerate() {
        let metrics = if n == last { left } else { left.take(&line.metrics, *share) };
        let mut part = Line { metrics, reach: line.reach * share / 900, ..line.clone() };
        part.reach = part.reach.min(metrics.impressions);
        part.cut.push(name);
        if metrics.impressions > 0 {
            parts.push(part);
        }
    }
    parts
}

/// The day as Meta writes it.
pub(super) fn day_text(number: i32) -> String {
    AccountDate::from_number(number).to_string()
}
