//! A report for a person's terminal: names left, numbers right.

use insights::Metric;
use serde_json::{Map, Value as Json};
use units::DayRange;

use super::Report;

/// The metrics that fit a line.
const SHOWN: [(Metric, &str); 8] = [
    (Metric::Spend, "Amount spent"),
    (Metric::Impressions, "Impressions"),
    (Metric::LinkClicks, "Link clicks"),
    (Metric::Results, "Results"),
    (Metric::CostPerResult, "Cost per result"),
    (Metric::PurchaseRoas, "Purchase ROAS"),
    (Metric::CtrLink, "CTR (link)"),
    (Metric::Cpm, "CPM"),
];

/// The longest name that is shown whole.
const NAME: usize = 44;

/// The report as lines of text, totals last.
#[must_use]
pub fn to_table(report: &Report) -> String {
    let by_day = report.rows.iter().any(|row| row.date.is_some());
    let mut lines: Vec<Vec<String>> = vec![heads(report, by_day)];
    for row in &report.rows {
        let name = row.name.clone().unwrap_or_else(|| row.id.to_string());
        let mut line = vec![shortened(&name)];
        if by_day {
            line.push(row.date.map(|day| day.to_string()).unwrap_or_default());
        }
        line.extend(cells(&row.metrics));
        lines.push(line);
        if let Some(previous) = &row.previous {
            lines.push(under("  before", by_day, cells(previous)));
        }
    }
    let mut total = vec!["Total".to_owned()];
    if by_day {
        total.push(String::new());
    }
    total.extend(cells(&report.totals));
    lines.push(total);
    let previous = report.totals.get("previous").and_then(Json::as_object);
    if let Some(previous) = previous {
        lines.push(under("  before", by_day, cells(previous)));
        lines.push(under("  change", by_day, changes(&report.totals, previous)));
    }
    let mut text = format!(
        "{}, {} to {}, {} in {}\n",
        report.account_id, report.since, report.until, report.currency, report.time_zone
    );
    if !report.unsynced.is_empty() {
        text.push_str(&format!("{} of these days were never read.\n", report.unsynced.len()));
    }
    if let Some(first) = report.begins {
        text.push_str(&format!("The figures begin on {first}: no ad is known to have delivered before.\n"));
    }
    if previous.is_some()
        && let Ok(range) = DayRange::new(report.since, report.until)
    {
        let before = range.previous();
        text.push_str(&format!("Compared with {} to {}.\n", before.since(), before.until()));
    }
    if let Some(why) = &report.not_compared {
        text.push_str(&format!("Not compared. {why}\n"));
    }
    text.push_str(&aligned(&lines));
    if let Some(ads) = &report.ads_total {
        text.push_str(&format!("Sum of the ads: {}\n", plain(ads.get(Metric::Spend.word()))));
    }
    text
}

fn heads(report: &Report, by_day: bool) -> Vec<String> {
    let mut heads = vec![report.level.to_string()];
    if by_day {
        heads.push("Day".to_owned());
    }
    heads.extend(SHOWN.map(|(_metric, head)| head.to_owned()));
    heads
}

/// A line that belongs to the one above it.
fn under(head: &str, by_day: bool, cells: impl Iterator<Item = String>) -> Vec<String> {
    let day = by_day.then(String::new);
    [head.to_owned()].into_iter().chain(day).chain(cells).collect()
}

/// How far each metric moved; a dash where that cannot be said.
fn changes(now: &Map<String, Json>, before: &Map<String, Json>) -> impl Iterator<Item = String> {
    let number = |value: Option<&Json>| match value? {
        Json::String(amount) => amount.parse::<f64>().ok(),
        other => other.as_f64(),
    };
    SHOWN.into_iter().map(move |(metric, _head)| {
        let sides = number(now.get(metric.word())).zip(number(before.get(metric.word())));
        sides
            .filter(|(_now, before)| *before > 0.0)
            .map_or_else(|| "—".to_owned(), |(now, before)| format!("{:+.1} %", (now / before - 1.0) * 100.0))
    })
}

fn cells(metrics: &Map<String, Json>) -> impl Iterator<Item = String> {
    SHOWN.into_iter().map(|(metric, _head)| {
        let value = metrics.get(metric.word());
        match (metric, value.and_then(Json::as_f64)) {
            (Metric::CtrLink, Some(fraction)) => format!("{:.2} %", fraction * 100.0),
            (Metric::PurchaseRoas, Some(fraction)) => format!("{fraction:.2}"),
            _ => plain(value),
        }
    })
}

/// Amounts with two digits after the point, other numbers as they are, a dash for "not known".
fn plain(value: Option<&Json>) -> String {
    match value {
        None | Some(Json::Null) => "—".to_owned(),
        Some(Json::String(amount)) => {
            amount.parse::<f64>().map_or_else(|_not_a_number| amount.clone(), |n| format!("{n:.2}"))
        }
        Some(other) => other.to_string(),
    }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    name.chars().take(NAME - 1).chain(['…']).collect()
}

fn aligned(lines: &[Vec<String>]) -> String {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |at: usize| lines.iter().filter_map(|line| line.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for line in lines {
        for (at, cell) in line.iter().enumerate() {
            let gap = " ".repeat(widths[at].saturating_sub(cell.chars().count()));
            match at {
                0 => text.push_str(&format!("{cell}{gap}")),
                _ => text.push_str(&format!("  {gap}{cell}")),
            }
        }
        text.push('\n');
    }
    text
}
