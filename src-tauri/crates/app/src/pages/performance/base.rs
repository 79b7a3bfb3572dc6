//! What a view is made from: every object of the three levels with its sums, kept until something in the file changes,
//! so that sorting, filtering and searching never ask the file again.

use std::collections::HashMap;
use std::sync::OnceLock;

use store::meta::{Account, DayCoverage, Performance, PerformanceQuery as Question, PerformanceRow as Stored};
use units::{AccountDate, DayRange, GraphId, Level, Money, Ratio, Sums};

use super::types::BeyondAds;
use crate::pages::aims::PageAimsBook;
use crate::pages::figures::{PageAims, Scope, compared};
use crate::pages::overview::before::{SumsByDay, days_before, is_any, is_whole};
use crate::{AppError, Workspace};

/// Days of the small trend in a row.
const TREND_DAYS: u32 = 14;
/// Days that one point of it sums up: single days of one ad are mostly noise.
const TREND_SUM: usize = 3;

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
        Ok(Self {
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
        let lead_in = TREND_DAYS + u32::try_from(TREND_SUM - 1).unwrap_or(0);
        let series =
            ws.store.daily_sums(&self.account.id, level, DayRange::ending(self.range.until(), lead_in), None)?;
        let trends = series.into_iter().map(|one| (one.id, self.trend(&one.days))).collect();
        Ok(slot.get_or_init(|| trends))
    }

    /// Cost per result over sliding sums of three days.
    fn trend(&self, days: &[Option<Sums>]) -> Vec<Option<Ratio>> {
        days.windows(TREND_SUM)
            .map(|days| {
                let known: Vec<&Sums> = days.iter().flatten().collect();
                let sum = crate::pages::figures::total(self.account.currency, known.into_iter())?;
                let results = self.aims.result.of(&sum)?;
                sum.spend.per(results).and_then(|cost| Ratio::new(cost.micros() as f64 / 1e6))
            })
            .collect()
    }

    /// The aims that hold for a row: its campaign's own ones, if it has any.
    pub(super) fn aims_for(&self, row: &Stored, level: Level) -> PageAims {
        self.aims_in(if level == Level::Campaign { Some(&row.id) } else { row.campaign.as_ref().map(|(id, _)| id) })
    }

    /// The aims that hold inside a campaign.
    pub(super) fn aims_in(&self, campaign: Option<&GraphId>) -> PageAims {
        self.book.of_campaign(campaign)
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
