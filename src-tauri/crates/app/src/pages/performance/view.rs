//! A view: the matching rows in order, their totals, their days and what happened on them.

use std::collections::{BTreeMap, HashMap, HashSet};

use store::meta::PerformanceRow as Stored;
use units::{AccountDate, DayRange, GraphId, Level, Ratio, Sums};

use super::base::{Base, Trends};
use super::select::{Matcher, sort, verdict};
use super::types::{
    Choice, DeliveryFilter, LevelCounts, Mark, MarkKind, PerformanceQuery, PerformanceRow, PerformanceView,
};
use crate::pages::figures::{DayPoint, Figures, total};
use crate::pages::overview;
use crate::{AppError, Workspace};

/// Rows of one view, in order, ready to be sliced.
#[derive(Debug)]
pub(super) struct Computed {
    pub rows: Vec<PerformanceRow>,
    pub view: PerformanceView,
}

/// Computes a view under a handle.
pub(super) fn compute(
    ws: &Workspace,
    base: &Base,
    query: &PerformanceQuery,
    handle: u32,
) -> Result<Computed, AppError> {
    let matcher = Matcher::new(&query.filter, query.level, base);
    let all = base.rows(ws, query.level)?;
    // What delivered before but not now belongs to the days compared with, or every pause would look like a gain.
    let with_idle: Vec<&Stored> = all.iter().filter(|row| matcher.matches(row, true)).collect();
    let mut matching: Vec<&Stored> = with_idle.iter().copied().filter(|row| matcher.matches(row, false)).collect();
    sort(&mut matching, query.sort, &base.aims, base.account.zone);

    let currency = base.account.currency;
    let sum = total(currency, matching.iter().map(|row| &row.sums)).unwrap_or_else(|| Sums::none(currency));
    let previous = base.compare.and_then(|_| {
        let known: Option<Vec<&Sums>> = with_idle.iter().map(|row| row.previous.as_ref()).collect();
        known.filter(|sums| !sums.is_empty()).and_then(|sums| total(currency, sums.into_iter()))
    });
    let days = Days::of(ws, base, query.level, &with_idle, all.len())?;
    let figures = |sums: &Sums| Figures::of(sums, base.aims.result);
    let view = PerformanceView {
        handle,
        account: base.account.id.clone(),
        rows: size(matching.len()),
        hidden: size(all.len() - matching.len()),
        counts: counts(ws, base, query, size(matching.len()))?,
        totals: (!base.nothing_known()).then(|| figures(&sum)),
        totals_previous: previous.as_ref().map(figures),
        account_spend: base.spend,
        beyond_ads: base.beyond_ads.clone().filter(|_| with_idle.len() == all.len()),
        videos: size(matching.iter().filter(|row| row.sums.video_impressions.get() > 0).count()),
        marks: marks(ws, base, &with_idle)?,
        days: days.range,
        days_previous: days.compare,
        counting_since: base.counting_since(),
        today: days.today,
        unsynced: base.ads.unsynced.clone(),
        begins: base.begins,
        untracked: days_untracked(base),
        trend_scale: None,
        data_as_of: base.ads.fetched_at.or(base.coverage.as_of),
        attribution: base.attribution.clone(),
        campaigns: campaigns(base),
        account_frequency: None,
        aims: base.aims.clone(),
    };
    let trends = base.trends(ws, query.level)?;
    let leading = base.leading_ads(query.level);
    let shape = Shape { base, level: query.level, trends, leading, sum: &sum };
    let rows: Vec<PerformanceRow> = matching.into_iter().map(|row| shape.row(row)).collect();
    let view = PerformanceView { trend_scale: trend_scale(&rows), ..view };
    Ok(Computed { rows, view })
}

/// One scale for the small trends of all rows: the middle of the values, so that one outlier does not flatten the rest,
/// and every target.
fn trend_scale(rows: &[PerformanceRow]) -> Option<[Ratio; 2]> {
    let mut values: Vec<f64> = rows.iter().flat_map(|row| &row.trend).flatten().map(|value| value.fraction()).collect();
    values.sort_by(f64::total_cmp);
    let cut = values.len() / 20;
    let (low, high) = (*values.get(cut)?, *values.get(values.len() - 1 - cut)?);
    let targets = || rows.iter().filter_map(|row| row.target).map(|target| target.micros() as f64 / 1e6);
    Some([Ratio::new(targets().fold(low, f64::min))?, Ratio::new(targets().fold(high, f64::max))?])
}

/// The days of the range and of the comparison on which tracking was broken.
fn days_untracked(base: &Base) -> Vec<AccountDate> {
    let compared = |day: &AccountDate| base.compare.is_some_and(|compare| compare.contains(*day));
    base.untracked.iter().filter(|day| base.range.contains(**day) || compared(day)).copied().collect()
}

/// The mark of a day on which tracking was broken.
pub(super) const fn untracked(day: AccountDate) -> Mark {
    Mark { day, kind: MarkKind::Untracked, times: 1, text: None }
}

pub(super) fn size(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

/// Campaigns that delivered, most spend first.
fn campaigns(base: &Base) -> Vec<Choice> {
    let mut spend: HashMap<&GraphId, (i64, Option<&String>)> = HashMap::new();
    for ad in base.ads.rows.iter().filter(|ad| ad.ads > 0) {
        if let Some((id, name)) = &ad.campaign {
            let entry = spend.entry(id).or_insert((0, name.as_ref()));
            entry.0 += ad.sums.spend.micros();
        }
    }
    let mut choices: Vec<_> = spend.into_iter().collect();
    choices.sort_by(|(a, (more, _)), (b, (less, _))| less.cmp(more).then_with(|| a.cmp(b)));
    let choice = |(id, (_, name)): (&GraphId, (i64, Option<&String>))| Choice {
        id: id.clone(),
        name: name.cloned().unwrap_or_else(|| id.to_string()),
    };
    choices.into_iter().map(choice).collect()
}

/// How many rows each level has under the same filter; words and verdicts are about one level only.
fn counts(ws: &Workspace, base: &Base, query: &PerformanceQuery, matching: u32) -> Result<LevelCounts, AppError> {
    let filter = super::types::Filter { search: String::new(), verdict: None, ..query.filter.clone() };
    let count = |level| -> Result<u32, AppError> {
        if level == query.level {
            return Ok(matching);
        }
        let matcher = Matcher::new(&filter, level, base);
        if level != Level::Ad && filter.delivered && filter.delivery == DeliveryFilter::Any {
            // What delivered is known from the ads; no need to read the other levels for a number.
            let ads = base.ads.rows.iter().filter(|ad| ad.ads > 0 && matcher.in_campaigns(ad));
            let parents: HashSet<&GraphId> = ads
                .filter_map(|ad| if level == Level::Adset { ad.ad_set.as_ref() } else { ad.campaign.as_ref() })
                .map(|(id, _)| id)
                .collect();
            return Ok(size(parents.len()));
        }
        Ok(size(base.rows(ws, level)?.iter().filter(|row| matcher.matches(row, false)).count()))
    };
    Ok(LevelCounts { campaigns: count(Level::Campaign)?, ad_sets: count(Level::Adset)?, ads: count(Level::Ad)? })
}

/// Makes rows for the window.
struct Shape<'a> {
    base: &'a Base,
    level: Level,
    trends: &'a Trends,
    leading: HashMap<&'a GraphId, &'a Stored>,
    sum: &'a Sums,
}

impl Shape<'_> {
    fn row(&self, row: &Stored) -> PerformanceRow {
        let aims = &self.base.aims_for(row, self.level);
        let figures = Figures::of(&row.sums, aims.result);
        let picture = if self.level == Level::Ad {
            row.picture.clone()
        } else {
            self.leading.get(&row.id).and_then(|ad| ad.picture.clone())
        };
        let named = |pair: &Option<(GraphId, Option<String>)>| {
            pair.as_ref()
                .map(|(id, name)| Choice { id: id.clone(), name: name.clone().unwrap_or_else(|| id.to_string()) })
        };
        PerformanceRow {
            id: row.id.clone(),
            name: row.name.clone().unwrap_or_else(|| row.id.to_string()),
            campaign: named(&row.campaign),
            ad_set: named(&row.ad_set),
            ads: (self.level != Level::Ad).then_some(row.ads),
            delivery: row.delivery.clone(),
            learning: row.learning_stage.as_deref() == Some("LEARNING"),
            picture,
            video: row.is_video.unwrap_or(row.sums.video_impressions.get() > 0),
            age: row.created.map(|at| age(self.base.account.zone.day_of(at), self.base.today)),
            previous: row.previous.as_ref().map(|sums| Figures::of(sums, aims.result)),
            share: figures.spend.over(self.sum.spend),
            frequency: overview::frequency(row),
            target: aims.cost_per_result,
            off_target: figures
                .cost_per_result
                .zip(aims.cost_per_result)
                .and_then(|(cost, target)| cost.over(target))
                .and_then(|ratio| Ratio::new(ratio.fraction() - 1.0)),
            verdict: verdict(row, self.base, self.level),
            trend: self.trends.get(&row.id).cloned().unwrap_or_default(),
            figures,
        }
    }
}

fn age(started: AccountDate, today: AccountDate) -> u32 {
    u32::try_from(today.number() - started.number()).unwrap_or(0)
}

/// The days of a selection.
struct Days {
    range: Vec<DayPoint>,
    compare: Vec<DayPoint>,
    today: Option<Figures>,
}

impl Days {
    fn of(ws: &Workspace, base: &Base, level: Level, rows: &[&Stored], of_all: usize) -> Result<Self, AppError> {
        let account = &base.account.id;
        // Everything: the account's own sums answer, without a look at single ads.
        let everything = rows.len() == of_all;
        let ads = if everything {
            Vec::new()
        } else {
            base.ads_below(level, &rows.iter().map(|row| &row.id).collect::<HashSet<_>>())
        };
        let series = |range: DayRange| -> Result<Vec<DayPoint>, AppError> {
            let days = if everything {
                ws.store.account_series(account, range)?
            } else {
                ws.store.series_of_ads(account, range, &ads)?
            };
            Ok(points(base, days))
        };
        Ok(Self {
            range: series(base.range)?,
            compare: Self::before(ws, base, everything, &ads)?,
            today: series(DayRange::ending(base.today, 1))?.into_iter().next().and_then(|point| point.figures),
        })
    }

    /// The days compared with. Those without data of the account have none of single ads either.
    fn before(ws: &Workspace, base: &Base, everything: bool, ads: &[GraphId]) -> Result<Vec<DayPoint>, AppError> {
        let (Some((first, _)), Some((last, _))) = (base.before.first(), base.before.last()) else {
            return Ok(Vec::new());
        };
        if everything {
            return Ok(points(base, base.before.clone()));
        }
        let mut days = ws.store.series_of_ads(&base.account.id, DayRange::new(*first, *last)?, ads)?;
        for ((_day, sums), (_same, of_account)) in days.iter_mut().zip(&base.before) {
            *sums = sums.filter(|_sums| of_account.is_some());
        }
        Ok(points(base, days))
    }
}

pub(super) fn points(base: &Base, days: Vec<(AccountDate, Option<Sums>)>) -> Vec<DayPoint> {
    days.into_iter()
        .map(|(day, sums)| DayPoint { day, figures: sums.map(|sums| Figures::of(&sums, base.aims.result)) })
        .collect()
}

/// Changes of how Meta counts that a comparison across them must carry.
const PLATFORM: [(&str, &str); 1] = [("2026-01-12", "attribution_windows_ended")];
/// Fields whose change is an edit that a person made.
const EDITS: [&str; 7] = [
    "status",
    "daily_budget_micros",
    "lifetime_budget_micros",
    "bid_strategy",
    "bid_amount_micros",
    "creative",
    "name",
];

fn marks(ws: &Workspace, base: &Base, rows: &[&Stored]) -> Result<Vec<Mark>, AppError> {
    let inside = |day: &AccountDate| *day >= base.range.since() && *day <= base.range.until();
    let zone = base.account.zone;
    let mut marks = Vec::new();
    for (day, what) in PLATFORM {
        if let Ok(day) = AccountDate::parse(day)
            && inside(&day)
        {
            marks.push(Mark { day, kind: MarkKind::Platform, times: 1, text: Some(what.to_owned()) });
        }
    }
    let mut launches: BTreeMap<AccountDate, u32> = BTreeMap::new();
    for day in rows.iter().filter_map(|row| row.created).map(|at| zone.day_of(at)).filter(inside) {
        *launches.entry(day).or_default() += 1;
    }
    let shown: HashSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let mut edits: BTreeMap<AccountDate, u32> = BTreeMap::new();
    for change in ws.store.object_changes(&base.account.id, zone.start_of(base.range.since()))? {
        let day = zone.day_of(change.at);
        if inside(&day) && EDITS.contains(&change.field.as_str()) && shown.contains(change.object.as_str()) {
            *edits.entry(day).or_default() += 1;
        }
    }
    let mark = |kind| move |(day, times): (AccountDate, u32)| Mark { day, kind, times, text: None };
    marks.extend(launches.into_iter().map(mark(MarkKind::Launch)));
    marks.extend(base.untracked.iter().copied().filter(inside).map(untracked));
    marks.extend(edits.into_iter().map(mark(MarkKind::Edit)));
    if let Some(first) = base.ads.unsynced.first() {
        marks.push(Mark { day: *first, kind: MarkKind::Gap, times: size(base.ads.unsynced.len()), text: None });
    }
    marks.sort_by_key(|mark| (mark.day, mark.kind));
    Ok(marks)
}
