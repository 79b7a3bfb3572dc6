//! Reading the page: a fixed number of questions to the file, whatever the number of ads.

use std::collections::BTreeSet;

use insights::{LAUNCH_DAYS, counting_since};
use store::jobs::{Job, JobStatus, RunStatus};
use store::meta::{Account, DayCoverage, Performance, PerformanceQuery};
use units::{AccountDate, DayRange, Level, Money, Quantity, Ratio, Sums};

use super::before::{begins, days_before, is_any, is_whole};
use super::best::best;
use super::launched::launched;
use super::needs::{Case, SHOWN, needs, notes};
use super::tracked::tracked;
use super::types::{Filling, FillingPart, NextRun, OneDay, OverviewPage, Pacing, Plan, Usual};
use crate::pages::aims::PageAimsBook;
use crate::pages::figures::{DayPoint, Days, Figures, PageAims, Scope, compared, total};
use crate::pages::tracking::untracked;
use crate::{AppError, ErrorCode, Workspace};

const NEXT_RUNS: usize = 4;

/// Reads the Overview page.
///
/// # Errors
/// `invalid_input` for days the wrong way round, `account_not_connected`, `not_found` while no complete day is stored,
/// and those of reading the file.
pub fn overview(ws: &Workspace, scope: &Scope) -> Result<OverviewPage, AppError> {
    let range = scope.days.range()?;
    let account = ws.store.account(&scope.account)?;
    let coverage = ws.store.day_coverage(&account.id)?;
    let today = account.zone.day_of(ws.clock.now());
    let Some(last) = coverage.last_complete.filter(|day| *day < today) else { return Err(nothing_stored()) };
    let compare = compared(scope, range, today)?;
    let page =
        Page { ws, account: &account, aims: PageAimsBook::read(ws, &account.id)?.account().clone(), today, last };
    page.read(range, compare, &coverage)
}

fn nothing_stored() -> AppError {
    AppError::new(
        ErrorCode::NotFound,
        "No complete day of this account is stored yet.",
        "Sync the account; the page fills as days arrive.",
    )
}

struct Page<'a> {
    ws: &'a Workspace,
    account: &'a Account,
    aims: PageAims,
    today: AccountDate,
    last: AccountDate,
}

impl Page<'_> {
    fn read(
        self,
        range: DayRange,
        compare: Option<DayRange>,
        coverage: &DayCoverage,
    ) -> Result<OverviewPage, AppError> {
        let store = &self.ws.store;
        let days = store.account_series(&self.account.id, range)?;
        let days_before = compare.map(|range| days_before(self.ws, &self.account.id, coverage, range)).transpose()?;
        let uncompared = without_data(days_before.as_deref());
        let days_before = days_before.filter(|days| is_any(days));
        let previous = days_before.as_ref().and_then(|days| self.whole(days));
        // Without totals to compare with there is nothing that a day could be left out of.
        let tracked = match days_before.as_deref().filter(|_days| previous.is_some()) {
            Some(before) => {
                tracked(&self.broken(range, before)?, (&days, before), self.account.currency, self.aims.result)
            }
            None => None,
        };
        let quarter = store.account_series(&self.account.id, DayRange::ending(self.today, 91))?;
        let ads = self.ads(range)?;
        let fortnight_days = DayRange::ending(self.last, LAUNCH_DAYS);
        let fortnight = self.ads(fortnight_days)?;
        let judged = self.ws.judgements.of(self.ws, &self.account.id)?;
        let week = DayRange::ending(self.last, 7);
        let week: Vec<_> = quarter.iter().filter(|(day, _)| week.contains(*day)).copied().collect();
        let all_needs = needs(&Case {
            account: &self.account.id,
            zone: self.account.zone,
            aims: &self.aims,
            verdicts: &judged.verdicts,
            fortnight: &fortnight.rows,
            fortnight_days,
            account_week: &self.sum(&week),
        });
        let jobs = store.jobs()?;
        let sums = self.sum(&days);
        let figures = Figures::of(&sums, self.aims.result);
        Ok(OverviewPage {
            account: self.account.id.clone(),
            yesterday: self.one_day(&quarter, self.last),
            today: self.one_day(&quarter, self.today),
            counting_since: counting_since(self.last),
            needs_total: u32::try_from(all_needs.len()).unwrap_or(u32::MAX),
            needs: all_needs.into_iter().take(SHOWN).collect(),
            notes: notes(&judged.verdicts),
            unsynced: days.iter().filter(|(_, sums)| sums.is_none()).map(|(day, _)| *day).collect(),
            pacing: self.pacing(&quarter),
            launched: launched(&fortnight.rows, &judged.launches),
            uncompared,
            begins: begins(self.ws, &self.account.id, range)?,
            previous,
            tracked,
            before: days_before.as_ref().map_or(0, |days| u32::try_from(days.len()).unwrap_or(u32::MAX)),
            days: days_before.unwrap_or_default().into_iter().chain(days).map(|day| self.point(day)).collect(),
            plan: self.plan(range),
            usual: usual(&quarter),
            best: best(&ads.rows, &sums, &self.aims),
            paused_jobs: paused(&jobs),
            next: next_runs(jobs),
            data_as_of: coverage.as_of,
            filling: self.filling(coverage.days)?,
            figures,
            aims: self.aims,
        })
    }

    /// The days of the range and of those before on which tracking was broken.
    fn broken(
        &self,
        range: DayRange,
        before: &[(AccountDate, Option<Sums>)],
    ) -> Result<BTreeSet<AccountDate>, AppError> {
        let find = |range| untracked(self.ws, &self.account.id, range, Some(self.last), self.aims.result);
        let mut days = find(range)?;
        if let (Some((since, _)), Some((until, _))) = (before.first(), before.last()) {
            days.extend(find(DayRange::new(*since, *until)?)?);
        }
        Ok(days)
    }

    fn ads(&self, range: DayRange) -> Result<Performance, AppError> {
        Ok(self.ws.store.performance(&PerformanceQuery {
            account: self.account.id.clone(),
            level: Level::Ad,
            range,
            compare: None,
            campaign: None,
            ad_set: None,
            include_idle: true,
        })?)
    }

    /// Which days a sync of this account that is under way brings, as long as they are new ones.
    fn filling(&self, stored: u32) -> Result<Option<Filling>, AppError> {
        let key = crate::sync::key(&self.account.id);
        let live = self.ws.store.live_runs()?;
        let mut syncs = live.iter().filter(|run| {
            run.job_type == units::JobType::MetaSync.word()
                && run.concurrency_key.as_deref() == Some(&key)
                && run.status == RunStatus::Running
        });
        let part = match syncs.next() {
            None => return Ok(None),
            Some(run) if crate::sync::is_history(&run.parameters) => FillingPart::History,
            Some(_) if stored < crate::sync::NEWEST_DAYS => FillingPart::Newest,
            Some(_) if stored < crate::sync::FIRST_DAYS => FillingPart::FirstDays,
            Some(_daily) => return Ok(None),
        };
        Ok(Some(Filling { part, days: stored }))
    }

    fn sum(&self, days: &[(AccountDate, Option<Sums>)]) -> Sums {
        let currency = self.account.currency;
        total(currency, days.iter().filter_map(|(_, sums)| sums.as_ref())).unwrap_or_else(|| Sums::none(currency))
    }

    /// The figures of days that were all read: a comparison with a hole in it would look like a drop.
    fn whole(&self, days: &[(AccountDate, Option<Sums>)]) -> Option<Figures> {
        is_whole(days).then(|| Figures::of(&self.sum(days), self.aims.result))
    }

    fn point(&self, (day, sums): (AccountDate, Option<Sums>)) -> DayPoint {
        DayPoint { day, figures: sums.map(|sums| Figures::of(&sums, self.aims.result)) }
    }

    fn one_day(&self, days: &[(AccountDate, Option<Sums>)], wanted: AccountDate) -> Option<OneDay> {
        let sums = days.iter().find(|(day, _)| *day == wanted)?.1?;
        let figures = Figures::of(&sums, self.aims.result);
        Some(OneDay { day: wanted, figures, counting: wanted >= counting_since(self.last) })
    }

    /// Month to date and where the last seven days of it take it.
    fn pacing(&self, days: &[(AccountDate, Option<Sums>)]) -> Option<Pacing> {
        let budget = self.aims.monthly_budget?;
        let month = self.last.month_start();
        let of_month = days.iter().filter(|(day, _)| *day >= month && *day <= self.last);
        let spend: Vec<Option<Money>> = of_month.map(|(_, sums)| sums.map(|sums| sums.spend)).collect();
        let pacing = insights::pacing(month, &spend, budget)?;
        Some(Pacing {
            month: pacing.month,
            days_done: pacing.days_done,
            days: pacing.days,
            spent: pacing.spent,
            budget: pacing.budget,
            per_day: pacing.per_day,
            lands_at: pacing.lands_at,
            off_by: pacing.off_by,
        })
    }

    /// The share of the monthly budget that falls on the days of the range.
    fn plan(&self, range: DayRange) -> Option<Plan> {
        let budget = self.aims.monthly_budget?;
        let micros = range.days().map(|day| budget.micros() / i64::from(day.days_in_month())).sum();
        let spend = Money::from_micros(micros, budget.currency());
        let results = self
            .aims
            .cost_per_result
            .and_then(|cost| spend.over(cost))
            .map(|ratio| Quantity::from_micros((ratio.fraction() * 1e6) as i64));
        Some(Plan { spend, results })
    }
}

/// The middle of the stored days: what is usual here.
fn usual(days: &[(AccountDate, Option<Sums>)]) -> Usual {
    let known = || days.iter().filter_map(|(_, sums)| sums.as_ref()).filter(|sums| sums.impressions.get() > 0);
    let mut rates: Vec<f64> =
        known().filter_map(|sums| Ratio::of(sums.link_clicks, sums.impressions)).map(Ratio::fraction).collect();
    let mut spends: Vec<Money> = known().map(|sums| sums.spend).collect();
    rates.sort_by(f64::total_cmp);
    spends.sort_by_key(|spend| spend.micros());
    Usual {
        ctr_link: rates.get(rates.len() / 2).and_then(|rate| Ratio::new(*rate)),
        spend_per_day: spends.get(spends.len() / 2).copied(),
    }
}

/// The first and the last day of a comparison that have no data.
fn without_data(days: Option<&[(AccountDate, Option<Sums>)]>) -> Option<Days> {
    let mut missing = days?.iter().filter(|(_day, sums)| sums.is_none()).map(|(day, _sums)| *day);
    let since = missing.next()?;
    Some(Days { since, until: missing.next_back().unwrap_or(since) })
}

fn paused(jobs: &[Job]) -> u32 {
    u32::try_from(jobs.iter().filter(|job| job.status == JobStatus::Paused).count()).unwrap_or(u32::MAX)
}

fn next_runs(jobs: Vec<Job>) -> Vec<NextRun> {
    let mut due: Vec<NextRun> = jobs
        .into_iter()
        .filter(|job| job.status == JobStatus::Active)
        .filter_map(|job| {
            let at = job.next_run_at?;
            Some(NextRun { id: job.id, name: job.settings.name, job_type: job.job_type, at, zone: job.settings.zone })
        })
        .collect();
    due.sort_by_key(|run| run.at);
    due.truncate(NEXT_RUNS);
    due
}
