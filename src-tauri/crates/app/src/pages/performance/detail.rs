//! One campaign, ad set or ad in full.

use std::collections::HashSet;

use units::{DayRange, Level};

use super::base::Base;
use super::cost_line::cost_line;
use super::made_here::made_here;
use super::types::{AdCopy, Inside, MadeHere, Mark, MarkKind, PerformanceDetail, PerformanceRow, PerformanceView};
use super::view::{points, untracked};
use super::windows::windows;
use crate::pages::figures::{Days, Figures};
use crate::pages::odds;
use crate::{AppError, Workspace};

/// Days that the panel's line shows at most.
pub(super) const LINE_DAYS: u32 = 90;
/// Ads that stand for what a campaign or ad set holds.
const INSIDE: usize = 6;

/// Reads what the row itself does not have.
pub(super) fn detail(
    ws: &Workspace,
    base: &Base,
    level: Level,
    row: &PerformanceRow,
    view: &PerformanceView,
) -> Result<PerformanceDetail, AppError> {
    let until = base.coverage.last_complete.unwrap_or(base.range.until());
    let length = row.age.map_or(LINE_DAYS, |age| age.clamp(14, LINE_DAYS));
    let ids = HashSet::from([&row.id]);
    let ads = base.ads_below(level, &ids);
    let sums = ws.store.series_of_ads(&base.account.id, DayRange::ending(until, length), &ads)?;
    let costs = cost_line(&sums, base.aims.result, &base.untracked);
    let days = points(base, sums);
    let copy = if level == Level::Ad { ws.store.ad_words(&base.account.id, &row.id)? } else { None };
    let chance = row
        .figures
        .results
        .zip(row.target)
        .and_then(|(results, target)| odds::beats(row.figures.spend, results, target));
    Ok(PerformanceDetail {
        copy: copy.map(|words| AdCopy {
            primary_text: words.body,
            headline: words.headline,
            description: words.description,
            call_to_action: words.call_to_action,
            link: words.link,
        }),
        marks: marks(ws, base, row, days.first().map(|point| point.day))?,
        days,
        costs,
        account: Figures::of(&base.ads.total, base.aims.result),
        chance,
        impressions: row.figures.impressions,
        range: Days::from(base.range),
        counting_since: base.counting_since(),
        made_here: match level {
            Level::Ad => made_here(&ws.store, &base.account.id, &row.id, &row.name)?,
            _ => MadeHere::default(),
        },
        windows: if level == Level::Ad { Some(windows(ws, base, &row.id)?) } else { None },
        inside: if level == Level::Ad { Vec::new() } else { inside(base, level, row) },
        row: PerformanceRow { share: row.figures.spend.over(view.account_spend), ..row.clone() },
    })
}

fn inside(base: &Base, level: Level, row: &PerformanceRow) -> Vec<Inside> {
    let below: HashSet<_> = base.ads_below(level, &HashSet::from([&row.id])).into_iter().collect();
    base.ads
        .rows
        .iter()
        .filter(|ad| below.contains(&ad.id))
        .take(INSIDE)
        .map(|ad| Inside {
            id: ad.id.clone(),
            name: ad.name.clone().unwrap_or_else(|| ad.id.to_string()),
            picture: ad.picture.clone(),
            figures: Figures::of(&ad.sums, base.aims.result),
        })
        .collect()
}

/// The start of the object and the changes of it that were noticed.
fn marks(
    ws: &Workspace,
    base: &Base,
    row: &PerformanceRow,
    first: Option<units::AccountDate>,
) -> Result<Vec<Mark>, AppError> {
    let Some(first) = first else { return Ok(Vec::new()) };
    let zone = base.account.zone;
    let changes = ws.store.object_changes(&base.account.id, zone.start_of(first))?;
    let mut marks: Vec<Mark> = changes
        .into_iter()
        .filter(|change| change.object == row.id)
        .map(|change| Mark { day: zone.day_of(change.at), kind: MarkKind::Edit, times: 1, text: Some(change.field) })
        .collect();
    let last = base.coverage.last_complete.unwrap_or(base.range.until());
    marks.extend(base.untracked.range(first..=last.max(first)).map(|day| untracked(*day)));
    if let Some(age) = row.age.filter(|age| *age < LINE_DAYS) {
        let day = base.today.plus_days(-i32::try_from(age).unwrap_or(0));
        marks.push(Mark { day, kind: MarkKind::Launch, times: 1, text: None });
    }
    marks.sort_by_key(|mark| mark.day);
    Ok(marks)
}
