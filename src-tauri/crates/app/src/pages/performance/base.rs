//! What a view is made from: every object of the three levels with its sums, kept until something in the file changes,
//! so that sorting, filtering and searching never ask the file again.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use store::meta::{Account, DayCoverage, Performance, PerformanceQuery as Question, PerformanceRow as Stored};
use units::{AccountDate, DayRange, GraphId, Level, Money, Ratio, Sums};

use super::cost_line::cost_line;
use super::detail::LINE_DAYS;
use super::types::BeyondAds;
use crate::pages::aims::PageAimsBook;
use crate::pages::figures::{PageAims, Scope, compared, is_after};
use crate::pages::overview::before::{SumsByDay, begins, days_before, is_any, is_whole};
use crate::pages::tracking::untracked;
use crate::{AppError, Workspace};

/// Days of the small trend in a row.
const TREND_DAYS: u32 = 14;
/// Days before them that their first points may reach back to.
const TREND_LEAD_IN: u32 = 14;

/// The small trends of one level.
pub(super) type Trends = HashMap<GraphId, Vec<Option<Ratio>>>;

/// Everything about one account over some days.
#[derive(Debug)]
pub(super) struct Base {
    pub scope: Scope,
    pub account: Account,
    pub aims: PageAims,
    book: PageAimsBook,
    pub coverage: DayCoverage,
    pub today: AccountDate,
    pub range: DayRange,
    /// The days compared with, as far as there is data for them; empty without any.
    pub before: SumsByDay,
    /// The days that figures are compared with; only where there is data for each of them.
    pub compare: Option<DayRange>,
    pub ads: Performance,
    /// The attribution setting that most rows have.
    pub attribution: Option<String>,
    campaigns: OnceLock<Performance>,
    ad_sets: OnceLock<Performance>,
    /// What all ads spent in the range.
    pub spend: Money,
    /// What the account has beyond its ads.
    pub beyond_ads: Option<BeyondAds>,
    /// Days on which tracking was broken, among all that the page shows.
    pub untracked: BTreeSet<AccountDate>,
    /// The first day with data, where the range begins before it.
    pub begins: Option<AccountDate>,
    trends: [OnceLock<Trends>; 3],
}

impl Base {
    /// Asks the file.
    pub(super) fn load(ws: &Workspace, scope: &Scope) -> Result<Self, AppError> {
        let range = scope.days.range()?;
        let account = ws.store.account(&scope.account)?;
        let today = account.zone.day_of(ws.clock.now());
        let coverage = ws.store.day_coverage(&account.id)?;
        let wanted = compared(scope, range, today)?;
        let before = wanted.map(|range| days_before(ws, &account.id, &coverage, range)).transpose()?;
        let before = before.filter(|days| is_any(days)).unwrap_or_default();
        let compare = wanted.filter(|_range| !before.is_empty() && is_whole(&before));
        let ads = read(ws, &account, (range, compare), Level::Ad)?;
        let aims = PageAimsBook::read(ws, &account.id)?;
        let shown = shown(range, wanted, coverage.last_complete);
        Ok(Self {
            untracked: untracked(ws, &account.id, shown, coverage.last_complete, aims.account().result)?,
            begins: begins(ws, &account.id, range)?,
            scope: scope.clone(),
            aims: aims.account().clone(),
            book: aims,
            coverage,
            before,
            today,
            beyond_ads: beyond_ads(ws, &account, range)?,
            campaigns: OnceLock::new(),
            ad_sets: OnceLock::new(),
            attribution: ws.store.attribution_settings(&account.id, range)?.into_iter().next(),
            spend: ads.total.spend,
            ads,
            account,
            range,
            compare,
            trends: Default::default(),
        })
    }

    /// The objects of a level; campaigns and ad sets are read when they are first asked for.
    pub(super) fn rows(&self, ws: &Workspace, level: Level) -> Result<&[Stored], AppError> {
        let slot = match level {
            Level::Ad => return Ok(&self.ads.rows),
            Level::Adset => &self.ad_sets,
            Level::Campaign | Level::Account => &self.campaigns,
        };
        if let Some(read) = slot.get() {
            return Ok(&read.rows);
        }
        let level = if level == Level::Account { Level::Campaign } else { level };
        let performance = read(ws, &self.account, (self.range, self.compare), level)?;
        Ok(&slot.get_or_init(|| performance).rows)
    }

    /// The small trends of a level; read when they are first needed.
    pub(super) fn trends(&self, ws: &Workspace, level: Level) -> Result<&Trends, AppError> {
        let slot = match level {
            Level::Ad => &self.trends[0],
            Level::Adset => &self.trends[1],
            Level::Campaign | Level::Account => &self.trends[2],
        };
        if let Some(read) = slot.get() {
            return Ok(read);
        }
        let level = if level == Level::Account { Level::Campaign } else { level };
        let days = DayRange::ending(self.range.until(), TREND_DAYS + TREND_LEAD_IN);
        let series = ws.store.daily_sums(&self.account.id, level, days, None)?;
        let trend = |sums: Vec<Option<Sums>>| {
            let days: Vec<_> = days.days().zip(sums).collect();
            cost_line(&days, self.aims.result, &self.untracked).split_off(TREND_LEAD_IN as usize)
        };
        let trends = series.into_iter().map(|one| (one.id, trend(one.days))).collect();
        Ok(slot.get_or_init(|| trends))
    }

    /// The aims that hold for a row: its campaign's own ones, if it has any. What is paid for another result than the
    /// one that counts has none, so that nothing of it is seen against a target by which it is not judged.
    pub(super) fn aims_for(&self, row: &Stored, level: Level) -> PageAims {
        if self.is_after_another(row, level) { self.book.none() } else { self.book.of_campaign(campaign(row, level)) }
    }

    /// Whether a row is paid for another result than the one that counts.
    pub(super) fn is_after_another(&self, row: &Stored, level: Level) -> bool {
        !is_after(&row.objective, self.aims.result) || self.book.is_after_another(campaign(row, level))
    }

    /// The first day whose results still grow.
    pub(super) fn counting_since(&self) -> AccountDate {
        insights::counting_since(self.coverage.last_complete.unwrap_or(self.today))
    }

    /// Whether no day of the range was ever read: then there are no totals, which is not a total of 0.
    pub(super) fn nothing_known(&self) -> bool {
        self.ads.unsynced.len() == self.range.len() as usize
    }

    /// The ads below some objects of a level.
    pub(super) fn ads_below(&self, level: Level, ids: &std::collections::HashSet<&GraphId>) -> Vec<GraphId> {
        let belongs = |ad: &Stored| match level {
            Level::Ad => ids.contains(&ad.id),
            Level::Adset => ad.ad_set.as_ref().is_some_and(|(id, _)| ids.contains(id)),
            Level::Campaign | Level::Account => ad.campaign.as_ref().is_some_and(|(id, _)| ids.contains(id)),
        };
        self.ads.rows.iter().filter(|ad| belongs(ad)).map(|ad| ad.id.clone()).collect()
    }

    /// The ad with the most spend below each campaign and ad set: its picture stands for them.
    pub(super) fn leading_ads(&self, level: Level) -> HashMap<&GraphId, &Stored> {
        let mut leading = HashMap::new();
        // Rows come by falling spend, so the first one met leads.
        for ad in &self.ads.rows {
            let parent = if level == Level::Adset { &ad.ad_set } else { &ad.campaign };
            if let Some((id, _)) = parent {
                let holder = leading.entry(id).or_insert(ad);
                if holder.picture.is_none() && ad.picture.is_some() {
                    *holder = ad;
                }
            }
        }
        leading
    }
}

fn campaign(row: &Stored, level: Level) -> Option<&GraphId> {
    if level == Level::Campaign { Some(&row.id) } else { row.campaign.as_ref().map(|(id, _)| id) }
}

/// From the first to the last day that the page shows anything of: the range, its comparison, the panel's line.
fn shown(range: DayRange, compare: Option<DayRange>, last: Option<AccountDate>) -> DayRange {
    let last = last.unwrap_or(range.until());
    let line = DayRange::ending(last, LINE_DAYS);
    let trend = DayRange::ending(range.until(), TREND_DAYS + TREND_LEAD_IN);
    let since = range.since().min(line.since()).min(trend.since());
    let since = compare.map_or(since, |compare| compare.since().min(since));
    DayRange::new(since, range.until().max(last)).unwrap_or(range)
}

/// What Meta's totals of the account hold beyond the sum of its ads, over the days for which both are known.
fn beyond_ads(ws: &Workspace, account: &Account, range: DayRange) -> Result<Option<BeyondAds>, AppError> {
    let found = ws.store.reconcile(&account.id, range)?.map(|found| found.difference);
    let rest = found.filter(|rest| !rest.spend_agrees() || !rest.impressions_agree());
    Ok(rest.map(|rest| BeyondAds {
        spend: rest.spend,
        impressions: rest.impressions.to_string(),
        purchases: rest.purchases,
    }))
}

fn read(
    ws: &Workspace,
    account: &Account,
    (range, compare): (DayRange, Option<DayRange>),
    level: Level,
) -> Result<Performance, AppError> {
    Ok(ws.store.performance(&Question {
        account: account.id.clone(),
        level,
        range,
        compare,
        campaign: None,
        ad_set: None,
        include_idle: true,
    })?)
}
