//! The numbers of the Performance page as a document: JSON, CSV or a table.

mod csv;
mod table;

use std::collections::HashMap;

use insights::{Metric, ResultKind, Value};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use store::meta::{Account, DailySums, Performance, PerformanceQuery, PerformanceRow};
use units::{AccountDate, AccountId, Currency, DayRange, GraphId, Level, Sums, Timestamp, Zone};

use crate::accounts::the_account;
use crate::comparing::may_compare;
use crate::targets::AimsBook;
use crate::{AppError, Workspace};

pub use csv::to_csv;
pub use table::to_table;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportQuery {
    /// Of which account; may be left out if there is only one.
    pub account: Option<AccountId>,
    /// At which level.
    pub level: Level,
    /// Over which days.
    pub range: DayRange,
    /// Whether each figure comes with that of the same number of days before. Not where the range holds today.
    pub compare_previous: bool,
    /// One row for each object and day.
    pub by_day: bool,
    /// Sorted by this metric, highest first; by spend if nothing is said.
    pub sort: Option<Metric>,
    /// At most so many rows. Totals cover all of them.
    pub limit: Option<u32>,
}

/// The answer. Amounts are decimal text in `currency`, ratios fractions, days the account's, `null` is "not known".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The level of the rows.
    pub level: Level,
    /// Whose numbers.
    pub account_id: AccountId,
    /// First day.
    pub since: AccountDate,
    /// Last day.
    pub until: AccountDate,
    /// Currency of every amount.
    pub currency: Currency,
    /// Zone of the days.
    pub time_zone: Zone,
    /// Attribution settings of the rows, most frequent first, separated by commas.
    pub attribution: Option<String>,
    /// Which result `results` and `cost_per_result` mean.
    pub result: ResultKind,
    /// When a day of the range was last read.
    pub fetched_at: Option<Timestamp>,
    /// Days of the range that were never read.
    pub unsynced: Vec<AccountDate>,
    /// The first day with anything delivered, where the range begins before it: totals are those of later days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begins: Option<AccountDate>,
    /// Why nothing is compared though that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_compared: Option<String>,
    /// Everything that matched, whatever the limit.
    pub totals: Map<String, Json>,
    /// The sum of the ads, at account level, where rows are Meta's own totals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ads_total: Option<Map<String, Json>>,
    /// The rows.
    pub rows: Vec<ReportRow>,
}

/// One object, or one object on one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportRow {
    /// Meta's id.
    pub id: GraphId,
    /// Its name.
    pub name: Option<String>,
    /// Its campaign, below campaign level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign_id: Option<GraphId>,
    /// Name of its campaign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign_name: Option<String>,
    /// Its ad set, at ad level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adset_id: Option<GraphId>,
    /// Name of its ad set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adset_name: Option<String>,
    /// Objective of its campaign; `null` at account level.
    pub objective: Option<String>,
    /// `effective_status`.
    pub status: Option<String>,
    /// The day, with one row a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<AccountDate>,
    /// The metrics, by their words.
    #[serde(flatten)]
    pub metrics: Map<String, Json>,
    /// Times shown per person in the last seven recorded days of the range; not additive.
    pub frequency_7d: Option<f64>,
    /// People reached in those seven days.
    pub reach_7d: Option<u64>,
    /// The metrics of the days before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Map<String, Json>>,
}

/// Makes a report.
///
/// # Errors
/// `account_not_connected`, `wrong_usage` if there are several accounts and none was named, or the file cannot be read.
pub fn report(ws: &Workspace, query: &ReportQuery) -> Result<Report, AppError> {
    let id = the_account(&ws.store, query.account.as_ref())?;
    let today = ws.store.account(&id)?.zone.day_of(ws.clock.now());
    let asked_to_compare = query.compare_previous;
    let first = ws.store.first_delivery(&id)?;
    // Days before the first delivery are empty, and no days of zero to compare with.
    let has_days_before = first.is_some_and(|first| first <= query.range.previous().since());
    let compare_previous = asked_to_compare && has_days_before && may_compare(query.range, today);
    let why_not = if asked_to_compare && !compare_previous { Some(not_compared(ws, &id, query, today)?) } else { None };
    let query = &ReportQuery { compare_previous, ..query.clone() };
    let mut answer = ws.store.performance(&PerformanceQuery {
        account: id.clone(),
        level: query.level,
        range: query.range,
        compare: query.compare_previous.then(|| query.range.previous()),
        campaign: None,
        ad_set: None,
        include_idle: false,
    })?;
    let result = AimsBook::read(&ws.store, &id)?.account().result.unwrap_or(ResultKind::Purchases);
    sort(&mut answer.rows, query.sort.unwrap_or(Metric::Spend), result);
    if query.by_day && query.level == Level::Account && answer.rows.is_empty() {
        answer.rows.push(without_delivery(&ws.store.account(&id)?, &answer));
    }
    let rows = if query.by_day { rows_by_day(ws, &id, query, &answer, result)? } else { rows(&answer, result) };
    let settings = ws.store.attribution_settings(&id, query.range)?;
    let rows = rows.into_iter().take(query.limit.map_or(usize::MAX, |limit| limit as usize));
    // The account's own row has the form that Meta gives an account's id.
    let named = |row: ReportRow| match query.level {
        Level::Account => ReportRow { id: GraphId(id.to_string()), ..row },
        Level::Campaign | Level::Adset | Level::Ad => row,
    };
    // Days that were all never read have no totals: nothing is known of them, which is not 0.
    let days = query.range.len() as usize;
    let mut unknown = [answer.unsynced.as_slice(), &answer.without_total].concat();
    unknown.sort_unstable();
    unknown.dedup();
    let total = (unknown.len() < days).then_some(&answer.total);
    let of_ads = |sums| (answer.unsynced.len() < days).then_some(sums);
    Ok(Report {
        rows: rows.map(named).collect(),
        level: query.level,
        account_id: id.clone(),
        since: query.range.since(),
        until: query.range.until(),
        currency: answer.currency,
        time_zone: answer.zone,
        attribution: (!settings.is_empty()).then(|| settings.join(",")),
        result,
        fetched_at: answer.fetched_at,
        unsynced: unknown,
        begins: first.filter(|first| query.range.since() < *first && *first <= query.range.until()),
        not_compared: why_not.or_else(|| {
            (compare_previous && answer.previous_total.is_none()).then(|| not_read(query.range.previous()))
        }),
        totals: totals(total, answer.previous_total.as_ref(), result),
        ads_total: answer
            .ads_total
            .as_ref()
            .map(|sums| totals(of_ads(sums), answer.previous_ads_total.as_ref(), result)),
    })
}

/// Why a comparison that was asked for cannot be there.
fn not_compared(ws: &Workspace, id: &AccountId, query: &ReportQuery, today: AccountDate) -> Result<String, AppError> {
    if !may_compare(query.range, today) {
        return Ok(
            "The range holds a day that is not over yet: part of a day is never compared with whole days.".into()
        );
    }
    let before = query.range.previous();
    if !ws.store.unsynced_days(id, before)?.is_empty() {
        return Ok(not_read(before));
    }
    Ok(format!(
        "No ad is known to have delivered on the first of the days before, {} to {}.",
        before.since(),
        before.until()
    ))
}

fn not_read(before: DayRange) -> String {
    format!("The days before, {} to {}, were not all read.", before.since(), before.until())
}

fn totals(sums: Option<&Sums>, previous: Option<&Sums>, result: ResultKind) -> Map<String, Json> {
    let mut totals = metrics(sums, result);
    if let Some(previous) = previous {
        totals.insert("previous".to_owned(), Json::Object(metrics(Some(previous), result)));
    }
    totals
}

/// Highest first; what has no value comes last.
fn sort(rows: &mut [PerformanceRow], metric: Metric, result: ResultKind) {
    let value = |row: &PerformanceRow| metric.of(&row.sums, result).map(Value::as_f64);
    rows.sort_by(|a, b| {
        let order = match (value(a), value(b)) {
            (Some(a), Some(b)) => b.total_cmp(&a),
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        order.then_with(|| a.id.cmp(&b.id))
    });
}

fn rows(answer: &Performance, result: ResultKind) -> Vec<ReportRow> {
    answer
        .rows
        .iter()
        .map(|row| ReportRow {
            previous: row.previous.as_ref().map(|sums| metrics(Some(sums), result)),
            ..one_row(row, None, Some(&row.sums), result)
        })
        .collect()
}

/// The account itself, in days in which nothing of it was delivered: they are its days all the same.
fn without_delivery(account: &Account, answer: &Performance) -> PerformanceRow {
    PerformanceRow {
        id: GraphId(account.id.digits().to_owned()),
        name: Some(account.name.clone()),
        campaign: None,
        ad_set: None,
        objective: units::Objective(units::Objective::UNKNOWN.to_owned()),
        delivery: None,
        learning_stage: None,
        created: None,
        picture: None,
        is_video: None,
        sums: answer.total,
        previous: None,
        reach_7d: None,
        ads: 0,
    }
}

fn rows_by_day(
    ws: &Workspace,
    id: &AccountId,
    query: &ReportQuery,
    answer: &Performance,
    result: ResultKind,
) -> Result<Vec<ReportRow>, AppError> {
    let series = |range: DayRange| -> Result<HashMap<GraphId, Vec<Option<Sums>>>, AppError> {
        let daily: Vec<DailySums> = ws.store.daily_sums(id, query.level, range, None)?;
        Ok(daily.into_iter().map(|object| (object.id, object.days)).collect())
    };
    let now = series(query.range)?;
    let before = query.compare_previous.then(|| series(query.range.previous())).transpose()?;
    let mut rows = Vec::new();
    for row in &answer.rows {
        let nothing = Sums::none(answer.currency);
        let quiet = || query.range.days().map(|day| (!answer.unsynced.contains(&day)).then_some(nothing));
        let days = now.get(&row.id).cloned().unwrap_or_else(|| quiet().collect());
        let past = before.as_ref().and_then(|before| before.get(&row.id));
        for (at, (day, sums)) in query.range.days().zip(&days).enumerate() {
            // A day before that was read without a row of this object is a day without delivery.
            let previous = past.and_then(|days| days.get(at)).and_then(Option::as_ref);
            rows.push(ReportRow {
                previous: query.compare_previous.then(|| metrics(previous, result)),
                ..one_row(row, Some(day), sums.as_ref(), result)
            });
        }
    }
    Ok(rows)
}

fn one_row(row: &PerformanceRow, date: Option<AccountDate>, sums: Option<&Sums>, result: ResultKind) -> ReportRow {
    let split =
        |pair: &Option<(GraphId, Option<String>)>| pair.clone().map_or((None, None), |(id, name)| (Some(id), name));
    let (campaign_id, campaign_name) = split(&row.campaign);
    let (adset_id, adset_name) = split(&row.ad_set);
    let reach = row.reach_7d.filter(|_week| date.is_none());
    ReportRow {
        id: row.id.clone(),
        name: row.name.clone(),
        campaign_id,
        campaign_name,
        adset_id,
        adset_name,
        // At account level there are many.
        objective: (row.campaign.is_some() || row.delivery.is_some() || row.objective.0 != units::Objective::UNKNOWN)
            .then(|| row.objective.0.clone()),
        status: row.delivery.as_ref().map(|delivery| delivery.as_str().to_owned()),
        date,
        metrics: metrics(sums, result),
        frequency_7d: reach.filter(|week| week.reach > 0).map(|week| week.impressions as f64 / week.reach as f64),
        reach_7d: reach.map(|week| week.reach),
        previous: None,
    }
}

/// Every metric by its word; all of them `null` for a day that was never read.
fn metrics(sums: Option<&Sums>, result: ResultKind) -> Map<String, Json> {
    let value = |metric: Metric| sums.and_then(|sums| metric.of(sums, result)).map_or(Json::Null, to_json);
    Metric::ALL.into_iter().map(|metric| (metric.word().to_owned(), value(metric))).collect()
}

/// Counts are integers, results decimals, amounts decimal text, ratios fractions.
fn to_json(value: Value) -> Json {
    match value {
        Value::Money(money) => json!(money.amount()),
        Value::Count(count) => json!(count.get()),
        Value::Quantity(quantity) => match quantity.micros() {
            whole if whole % 1_000_000 == 0 => json!(whole / 1_000_000),
            micros => json!(micros as f64 / 1e6),
        },
        Value::Ratio(ratio) => json!(ratio.fraction()),
    }
}
