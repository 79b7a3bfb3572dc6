//! A report as CSV: one header, one line a row, empty for "not known".

use insights::Metric;
use serde_json::{Map, Value as Json};

use super::{Report, ReportRow};
use crate::AppError;

/// The rows with a header. Amounts have their currency in a column, ratios are fractions, times are UTC.
///
/// # Errors
/// `internal`, if a row could not be written into memory.
pub fn to_csv(report: &Report) -> Result<String, AppError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let compared = report.rows.iter().any(|row| row.previous.is_some());
    let mut header: Vec<String> = [
        "date",
        "id",
        "name",
        "campaign_id",
        "campaign_name",
        "adset_id",
        "adset_name",
        "objective",
        "status",
        "currency",
    ]
    .map(str::to_owned)
    .to_vec();
    header.extend(Metric::ALL.map(|metric| metric.word().to_owned()));
    header.extend(["reach_7d", "frequency_7d"].map(str::to_owned));
    if compared {
        header.extend(Metric::ALL.map(|metric| format!("previous_{}", metric.word())));
    }
    writer.write_record(&header).map_err(unwritten)?;
    for row in &report.rows {
        writer.write_record(line(report, row, compared)).map_err(unwritten)?;
    }
    let bytes = writer.into_inner().map_err(unwritten)?;
    String::from_utf8(bytes).map_err(unwritten)
}

fn line(report: &Report, row: &ReportRow, compared: bool) -> Vec<String> {
    let text = |value: &Option<String>| value.as_deref().map(harmless).unwrap_or_default();
    let id = |value: &Option<units::GraphId>| value.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut cells = vec![
        row.date.map(|day| day.to_string()).unwrap_or_default(),
        row.id.to_string(),
        text(&row.name),
        id(&row.campaign_id),
        text(&row.campaign_name),
        id(&row.adset_id),
        text(&row.adset_name),
        text(&row.objective),
        text(&row.status),
        report.currency.to_string(),
    ];
    cells.extend(values(&row.metrics));
    cells.push(row.reach_7d.map(|reach| reach.to_string()).unwrap_or_default());
    cells.push(row.frequency_7d.map(|frequency| frequency.to_string()).unwrap_or_default());
    if compared {
        cells.extend(
            row.previous
                .as_ref()
                .map_or_else(|| vec![String::new(); Metric::ALL.len()], |previous| values(previous).collect()),
        );
    }
    cells
}

/// A name that begins like a formula would be one in a spreadsheet: an apostrophe makes it text again.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn values(metrics: &Map<String, Json>) -> impl Iterator<Item = String> {
    Metric::ALL.into_iter().map(|metric| match metrics.get(metric.word()) {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    })
}

fn unwritten(error: impl std::fmt::Display) -> AppError {
    AppError::internal(format!("a CSV that could not be written: {error}"))
}
