//! What a sync asks Meta, and how the answers become what the store takes.

use meta::rows::{Ad, AdSet, Campaign, GraphRow};
use meta::{GraphError, InsightsPage, InsightsPages, InsightsQuery};
use store::meta::{ActivityRead, Asked, DayRead, DayTotals, InsightRow, PeriodTotal, ReachRead, SliceRead, TotalRow};
use units::{AccountDate, Currency, DayRange, GraphId, Level, Timestamp};

use super::figures::{self, Texts};
use super::plan;
use super::session::Session;
use crate::failure::Failure;

/// What a request for daily figures asks for if nothing is refused.
pub const ASKED: Asked = Asked::NORMAL;

/// Attribution windows that are asked for where the account wants them. The views of 7 and 28 days are not among them:
/// Meta has returned nothing for those since January 2026.
pub const WINDOWS: [&str; 3] = ["1d_click", "7d_click", "1d_view"];

/// What a request for the days of ads asks for in this session.
pub fn asked_of_ads(session: &Session) -> Asked {
    if session.windows { ASKED.and(Asked::WINDOWS) } else { ASKED }
}

/// A list read to its end.
#[derive(Debug)]
pub struct Listing<T> {
    /// The objects, each once.
    pub rows: Vec<T>,
    /// Fields that Meta does not give.
    pub dropped_fields: Vec<String>,
}

impl<T> Listing<T> {
    /// Whether every field was asked for, so that an absent one is unset.
    pub fn complete(&self) -> bool {
        self.dropped_fields.is_empty()
    }
}

/// All campaigns, archived and deleted ones too.
pub async fn campaigns(session: &Session) -> Result<Listing<Campaign>, GraphError> {
    listing(session.client.campaigns(&session.account)).await
}

/// All ad sets.
pub async fn ad_sets(session: &Session) -> Result<Listing<AdSet>, GraphError> {
    listing(session.client.ad_sets(&session.account, None)).await
}

/// All ads with their creatives.
pub async fn ads(session: &Session) -> Result<Listing<Ad>, GraphError> {
    listing(session.client.ads(&session.account, None)).await
}

async fn listing<T: GraphRow>(pages: meta::Pages<T>) -> Result<Listing<T>, GraphError> {
    let page = pages.all().await?;
    let mut seen = std::collections::HashSet::new();
    // An object can move to a later page while we read; the later copy is the newer one.
    let mut rows: Vec<T> = page.rows.into_iter().rev().filter(|row| seen.insert(row.id().to_owned())).collect();
    rows.reverse();
    Ok(Listing { rows, dropped_fields: page.dropped_fields })
}

/// Objects by their ids; those that are gone for good are left out.
pub async fn by_id<T: GraphRow>(session: &Session, ids: &[GraphId]) -> Result<Vec<T>, GraphError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = ids.iter().map(|id| id.0.clone()).collect();
    Ok(session.client.by_ids(&ids).await?.rows)
}

/// All rows of one ad and day in a range. A single day that is still too much goes through an asynchronous report.
pub async fn ad_days(session: &Session, range: DayRange) -> Result<SliceRead, Failure> {
    let query = InsightsQuery::ad_days(range);
    let query = if session.windows { query.with_windows(&WINDOWS) } else { query };
    match slice_of(session, range, session.client.insights(&session.account, &query)).await {
        Err(Failure::Graph(error)) if range.len() == 1 && is_too_much(&error) => {
            slice_of(session, range, report(session, &query).await?).await
        }
        outcome => outcome,
    }
}

/// The same question as an asynchronous report: for what is too much for one answer and cannot be cut any smaller.
async fn report(session: &Session, query: &InsightsQuery) -> Result<InsightsPages, GraphError> {
    session.cx.log.info(format!("{} is too much for one answer; asking Meta for a report.", query.range().since()));
    let progress = |percent| tracing::debug!(percent, "the report is being made");
    session.client.report(&session.account, query, progress).await
}

async fn slice_of(session: &Session, range: DayRange, pages: InsightsPages) -> Result<SliceRead, Failure> {
    let (rows, dropped) = read_rows(pages, session.currency, |row, currency, texts| {
        row.date_start.zip(figures::ad_day(row, currency, texts))
    })
    .await?;
    Ok(SliceRead { asked: asked(asked_of_ads(session), &dropped), days: by_day(range, rows) })
}

fn is_too_much(error: &GraphError) -> bool {
    matches!(error.class(), meta::ErrorClass::Split | meta::ErrorClass::Shrink)
}

/// Totals of the account, day by day; a day without delivery has no row.
pub async fn account_totals(session: &Session, range: DayRange) -> Result<Vec<DayTotals>, Failure> {
    totals(session, &InsightsQuery::account_days(range)).await
}

/// Totals of the campaigns, day by day.
pub async fn campaign_totals(session: &Session, range: DayRange) -> Result<Vec<DayTotals>, Failure> {
    totals(session, &InsightsQuery::campaign_checksum(range)).await
}

/// Totals of the account, month by month; the first and the last month are cut to the range.
pub async fn account_months(session: &Session, range: DayRange) -> Result<Vec<PeriodTotal>, Failure> {
    let mut open = vec![range];
    let mut months = Vec::new();
    while let Some(range) = open.pop() {
        let query = InsightsQuery::account_months(range);
        match months_of(session, range, session.client.insights(&session.account, &query)).await {
            Err(Failure::Graph(error)) if is_too_much(&error) => match plan::halves(range) {
                Some(halves) => open.extend(halves),
                None => months.extend(months_of(session, range, report(session, &query).await?).await?),
            },
            outcome => months.extend(outcome?),
        }
    }
    Ok(months)
}

async fn months_of(session: &Session, range: DayRange, pages: InsightsPages) -> Result<Vec<PeriodTotal>, Failure> {
    let (rows, _dropped) = read_rows(pages, session.currency, |row, currency, texts| {
        Some((row.date_start?, figures::total(row, currency, texts)))
    })
    .await?;
    // A month without delivery has no row.
    let of_month =
        |month: DayRange| rows.iter().rev().find(|(day, _row)| month.contains(*day)).map(|(_, row)| row.clone());
    Ok(plan::months(range).into_iter().map(|month| PeriodTotal { range: month, total: of_month(month) }).collect())
}

async fn totals(session: &Session, query: &InsightsQuery) -> Result<Vec<DayTotals>, Failure> {
    let mut open = vec![query.clone()];
    let mut days = Vec::new();
    while let Some(query) = open.pop() {
        match totals_of(session, query.range(), session.client.insights(&session.account, &query)).await {
            Err(Failure::Graph(error)) if is_too_much(&error) => match plan::halves(query.range()) {
                Some([newer, older]) => open.extend([query.clone().during(newer), query.during(older)]),
                None => days.extend(totals_of(session, query.range(), report(session, &query).await?).await?),
            },
            outcome => days.extend(outcome?),
        }
    }
    Ok(days)
}

async fn totals_of(session: &Session, range: DayRange, pages: InsightsPages) -> Result<Vec<DayTotals>, Failure> {
    let (rows, _dropped) = read_rows(pages, session.currency, |row, currency, texts| {
        Some((row.date_start?, figures::total(row, currency, texts)))
    })
    .await?;
    let mut days: Vec<DayTotals> = range.days().map(|day| DayTotals { day, rows: Vec::new() }).collect();
    for (day, row) in rows {
        if let Some(totals) = slot(range, day).and_then(|at| days.get_mut(at)) {
            keep_newest(&mut totals.rows, row);
        }
    }
    Ok(days)
}

/// A row that comes twice was moved to a later page while we read; the later copy is the newer one.
fn keep_newest(rows: &mut Vec<TotalRow>, row: TotalRow) {
    match rows.iter_mut().find(|known| known.campaign == row.campaign) {
        Some(known) => *known = row,
        None => rows.push(row),
    }
}

/// Reach of every object of a level over a whole range. Reach does not add up, so a range that is too much for one
/// answer is not split but asked for as a report.
pub async fn reach(session: &Session, level: Level, window: DayRange) -> Result<Vec<ReachRead>, GraphError> {
    let query = InsightsQuery::reach(level, window);
    match reach_of(session, level, window, session.client.insights(&session.account, &query)).await {
        Err(error) if is_too_much(&error) => reach_of(session, level, window, report(session, &query).await?).await,
        outcome => outcome,
    }
}

async fn reach_of(
    session: &Session,
    level: Level,
    window: DayRange,
    mut pages: InsightsPages,
) -> Result<Vec<ReachRead>, GraphError> {
    let mut reads = Vec::new();
    while let Some(page) = pages.next().await? {
        for row in page.rows()? {
            let id = match level {
                Level::Account => Some(session.account.digits()),
                Level::Campaign => row.campaign_id.as_deref(),
                Level::Adset => row.adset_id.as_deref(),
                Level::Ad => row.ad_id.as_deref(),
            };
            let Some(id) = id else { continue };
            reads.push(ReachRead {
                level,
                object: GraphId::from(id),
                window_days: window.len(),
                until: window.until(),
                reach: row.reach.map(units::Count::get),
                impressions: row.impressions.map(units::Count::get),
                spend: row.spend(session.currency),
            });
        }
    }
    Ok(reads)
}

/// The account's history of changes since an instant.
pub async fn activities(session: &Session, since: Timestamp) -> Result<Vec<ActivityRead>, GraphError> {
    let page = session.client.activities(&session.account, since, session.cx.clock.now()).all().await?;
    let reads = page.rows.into_iter().filter_map(|row| {
        Some(ActivityRead {
            at: row.event_time?,
            kind: row.event_type?,
            object: GraphId(row.object_id?),
            object_name: row.object_name,
            actor: row.actor_name,
            extra: row.extra_data,
        })
    });
    Ok(reads.collect())
}

/// Reads pages to their end. Each page is taken apart on a blocking thread while the next one is on its way.
async fn read_rows<R: Send + 'static>(
    mut pages: InsightsPages,
    currency: Currency,
    convert: impl Fn(&meta::rows::InsightsRow<'_>, Currency, &mut Texts) -> Option<(AccountDate, R)>
    + Copy
    + Send
    + Sync
    + 'static,
) -> Result<(Vec<(AccountDate, R)>, Vec<String>), Failure> {
    let mut dropped = Vec::new();
    let mut work: Option<tokio::task::JoinHandle<Result<Parsed<R>, GraphError>>> = None;
    loop {
        let next = pages.next().await;
        let parsed = match work.take() {
            Some(work) => work.await??,
            None => Parsed { rows: Vec::new(), texts: Texts::default() },
        };
        let Some(page) = next? else { return Ok((parsed.rows, dropped)) };
        dropped.clone_from(&page.dropped_fields);
        work = Some(crate::spawn_blocking(move || parsed.and(&page, currency, convert)));
    }
}

/// Rows so far, with the texts that they share.
struct Parsed<R> {
    rows: Vec<(AccountDate, R)>,
    texts: Texts,
}

impl<R> Parsed<R> {
    fn and(
        mut self,
        page: &InsightsPage,
        currency: Currency,
        convert: impl Fn(&meta::rows::InsightsRow<'_>, Currency, &mut Texts) -> Option<(AccountDate, R)>,
    ) -> Result<Self, GraphError> {
        let rows = page.rows()?;
        self.rows.reserve(rows.len());
        for row in &rows {
            let converted = convert(row, currency, &mut self.texts).ok_or_else(|| GraphError::Unreadable {
                field: "data".to_owned(),
                problem: "a row without its day or without the id of its object".to_owned(),
            })?;
            self.rows.push(converted);
        }
        Ok(self)
    }
}

fn by_day(range: DayRange, rows: Vec<(AccountDate, InsightRow)>) -> Vec<DayRead> {
    let mut days: Vec<DayRead> = range.days().map(|day| DayRead { day, rows: Vec::new() }).collect();
    for (day, row) in rows {
        if let Some(read) = slot(range, day).and_then(|at| days.get_mut(at)) {
            read.rows.push(row);
        }
    }
    days.reverse();
    days
}

fn slot(range: DayRange, day: AccountDate) -> Option<usize> {
    usize::try_from(day.number() - range.since().number()).ok()
}

/// What was asked for, less the groups in which Meta refused a field: those keep what is stored.
fn asked(whole: Asked, dropped: &[String]) -> Asked {
    dropped.iter().fold(whole, |asked, field| match field.as_str() {
        "outbound_clicks" => asked.without(Asked::OUTBOUND),
        video if video.starts_with("video_") => asked.without(Asked::VIDEO),
        _ => asked,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_field_takes_its_group_out_of_what_was_asked() {
        let asked = asked(ASKED, &["video_p25_watched_actions".into(), "unique_clicks".into()]);
        assert!(!asked.contains(Asked::VIDEO));
        assert!(asked.contains(Asked::BASIC) && asked.contains(Asked::OUTBOUND) && asked.contains(Asked::ACTIONS));
    }
}
