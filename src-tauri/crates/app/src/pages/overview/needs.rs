//! What needs a person: a few plain rules over windows of complete days, each with its floor, most money first.
//!
//! Two detectors look at the whole account first. Where its results stopped while it went on spending, the tracking is
//! probably broken, and then no single ad is judged by its results.

use store::meta::PerformanceRow;
use units::{AccountDate, AccountId, DayRange, GraphId, Level, Money, Quantity, Ratio, Sums, Zone};

use super::types::{Need, NeedKind};
use crate::pages::figures::{Days, Figures, PageAims, is_after};
use crate::pages::odds;

/// At most so many are shown.
pub(super) const SHOWN: usize = 5;
/// Frequency of seven days from which a cold audience has seen an ad often.
const OFTEN: f64 = 2.5;
/// A click rate below this share of the one before is falling.
const FALLING: f64 = 0.85;
/// Impressions that a click rate needs in each window.
const IMPRESSIONS: u64 = 1_000;
/// Spend in targets from which "no result" is news: the chance of none is 5 %.
const TARGETS_WITHOUT_RESULT: f64 = 3.0;
/// Cost over target from which an ad is too dear.
const TOO_DEAR: f64 = 1.5;
/// Fewest results for a verdict on cost.
const RESULTS: i64 = 5_000_000;
/// Days that an ad is given before it is called starved.
const GIVEN_DAYS: i32 = 7;

/// What the rules look at.
#[derive(Debug)]
pub(super) struct Evidence<'a> {
    /// Whose.
    pub account: &'a AccountId,
    /// Its zone.
    pub zone: Zone,
    /// Its aims.
    pub aims: &'a PageAims,
    /// The newest seven complete days; `previous` of its rows are the four weeks before the week before.
    pub week: &'a [PerformanceRow],
    /// Those seven days.
    pub week_days: DayRange,
    /// The newest fourteen complete days.
    pub fortnight: &'a [PerformanceRow],
    /// Those fourteen days.
    pub fortnight_days: DayRange,
    /// The account's newest fourteen days one by one.
    pub days: &'a [(AccountDate, Option<Sums>)],
    /// The account over the week.
    pub account_week: &'a Sums,
}

/// Everything that needs a person, most money first.
pub(super) fn needs(evidence: &Evidence<'_>) -> Vec<Need> {
    let broken = tracking_break(evidence);
    let results_can_be_trusted = broken.is_none();
    let mut all: Vec<Need> = broken.into_iter().collect();
    let mut seen: Vec<GraphId> = Vec::new();
    let mut add = |need: Option<Need>, all: &mut Vec<Need>| {
        if let Some(need) = need
            && !seen.contains(&need.id)
        {
            seen.push(need.id.clone());
            all.push(need);
        }
    };
    for row in evidence.fortnight {
        add(not_delivering(evidence, row), &mut all);
    }
    if results_can_be_trusted {
        for row in evidence.fortnight {
            add(no_result(evidence, row), &mut all);
            add(expensive(evidence, row), &mut all);
        }
    }
    for row in evidence.week {
        add(tired(evidence, row), &mut all);
    }
    if results_can_be_trusted {
        for row in evidence.fortnight {
            add(hardly_any_spend(evidence, row), &mut all);
        }
    }
    all.sort_by_key(|need| (need.kind != NeedKind::TrackingBreak, std::cmp::Reverse(need.spend.micros())));
    all
}

fn delivering(row: &PerformanceRow) -> bool {
    row.delivery.as_ref().is_some_and(units::Delivery::is_active)
}

/// Whether its results say anything about it: it runs, and it is paid for what the page counts.
fn is_judged(evidence: &Evidence<'_>, row: &PerformanceRow) -> bool {
    delivering(row) && is_after(&row.objective, evidence.aims.result)
}

fn learning(row: &PerformanceRow) -> bool {
    row.learning_stage.as_deref() == Some("LEARNING")
}

fn of_row(evidence: &Evidence<'_>, row: &PerformanceRow, kind: NeedKind, days: DayRange) -> Need {
    let figures = Figures::of(&row.sums, evidence.aims.result);
    Need {
        kind,
        level: Level::Ad,
        id: row.id.clone(),
        name: row.name.clone().unwrap_or_else(|| row.id.to_string()),
        campaign: row.campaign.as_ref().and_then(|(_, name)| name.clone()),
        picture: row.picture.clone(),
        days: Days::from(days),
        spend: row.sums.spend,
        results: figures.results,
        cost_per_result: figures.cost_per_result,
        cost_before: None,
        times_target: None,
        ctr_link: None,
        ctr_before: None,
        ctr_account: None,
        frequency: None,
        chance: None,
        running_since: row.created.map(|at| evidence.zone.day_of(at)),
        issue: None,
    }
}

/// The click rate where enough impressions carry it.
fn steady_ctr(sums: &Sums) -> Option<Ratio> {
    (sums.impressions.get() >= IMPRESSIONS).then(|| Ratio::of(sums.link_clicks, sums.impressions)).flatten()
}

/// Impressions per person of the newest seven days.
pub(in crate::pages) fn frequency(row: &PerformanceRow) -> Option<Ratio> {
    let window = row.reach_7d?;
    Ratio::new(window.impressions as f64 / window.reach as f64)
}

/// Two independent signals: seen often, and clicked clearly less than in the four weeks before the last two. The week
/// between belongs to neither, so that a slow decline shows.
fn tired(evidence: &Evidence<'_>, row: &PerformanceRow) -> Option<Need> {
    let frequency = frequency(row).filter(|often| often.fraction() >= OFTEN)?;
    let past = row.previous.as_ref()?;
    let (now, before) = (steady_ctr(&row.sums)?, steady_ctr(past)?);
    let side = |sums: &Sums| (sums.link_clicks.get() as f64, sums.impressions.get() as f64);
    let is_sure = insights::chance::that_share_fell(side(&row.sums), side(past), 0.0) >= 0.95;
    if !delivering(row) || learning(row) || !is_sure || now.fraction() >= FALLING * before.fraction() {
        return None;
    }
    let earlier = row.previous.as_ref().map(|sums| Figures::of(sums, evidence.aims.result));
    let figures = Figures::of(&row.sums, evidence.aims.result);
    let dearer = figures.cost_per_result.zip(earlier.and_then(|figures| figures.cost_per_result));
    Some(Need {
        cost_before: dearer.filter(|(now, before)| now.micros() > before.micros()).map(|(_, before)| before),
        ctr_link: Some(now),
        ctr_before: Some(before),
        frequency: Some(frequency),
        ..of_row(evidence, row, NeedKind::Tired, evidence.week_days)
    })
}

/// Three targets spent in fourteen days and nothing came of it.
fn no_result(evidence: &Evidence<'_>, row: &PerformanceRow) -> Option<Need> {
    let times = odds::expected(row.sums.spend, evidence.aims.cost_per_result?)?;
    let results = evidence.aims.result.of(&row.sums)?;
    if !is_judged(evidence, row) || results > Quantity::ZERO || times < TARGETS_WITHOUT_RESULT {
        return None;
    }
    Some(Need {
        times_target: Ratio::new(times),
        chance: odds::of_none(times),
        ctr_link: steady_ctr(&row.sums),
        ctr_account: steady_ctr(evidence.account_week),
        ..of_row(evidence, row, NeedKind::NoResult, evidence.fortnight_days)
    })
}

/// Enough results to judge, each far over the target, and hardly by chance.
fn expensive(evidence: &Evidence<'_>, row: &PerformanceRow) -> Option<Need> {
    let target = evidence.aims.cost_per_result?;
    let results = evidence.aims.result.of(&row.sums).filter(|results| results.micros() >= RESULTS)?;
    let times = row.sums.spend.per(results)?.over(target)?;
    let chance = odds::beats(row.sums.spend, results, target)?;
    if !is_judged(evidence, row) || learning(row) || times.fraction() < TOO_DEAR || chance.fraction() > 0.05 {
        return None;
    }
    Some(Need {
        times_target: Some(times),
        chance: Some(chance),
        ctr_link: steady_ctr(&row.sums),
        ctr_account: steady_ctr(evidence.account_week),
        ..of_row(evidence, row, NeedKind::Expensive, evidence.fortnight_days)
    })
}

/// Good results on too little spend: delivery passed it by.
fn hardly_any_spend(evidence: &Evidence<'_>, row: &PerformanceRow) -> Option<Need> {
    let target = evidence.aims.cost_per_result?;
    let results = evidence.aims.result.of(&row.sums).filter(|results| results.micros() >= 2_000_000)?;
    let worth = odds::expected(row.sums.spend, target)?;
    let chance = odds::beats(row.sums.spend, results, target)?;
    let old_enough = row
        .created
        .map(|at| evidence.zone.day_of(at))
        .is_some_and(|day| day.plus_days(GIVEN_DAYS) <= evidence.fortnight_days.until());
    if !is_judged(evidence, row) || !old_enough || worth >= TARGETS_WITHOUT_RESULT || chance.fraction() < 0.8 {
        return None;
    }
    Some(Need {
        chance: Some(chance),
        ctr_link: steady_ctr(&row.sums),
        ctr_account: steady_ctr(evidence.account_week),
        ..of_row(evidence, row, NeedKind::HardlyAnySpend, evidence.fortnight_days)
    })
}

/// It spent in the last days, and now Meta does not deliver it although nobody paused it.
fn not_delivering(evidence: &Evidence<'_>, row: &PerformanceRow) -> Option<Need> {
    let state = row.delivery.as_ref()?.as_str();
    let refused = matches!(state, "DISAPPROVED" | "WITH_ISSUES" | "PENDING_BILLING_INFO");
    (refused && row.sums.spend.micros() > 0)
        .then(|| of_row(evidence, row, NeedKind::NotDelivering, evidence.fortnight_days))
}

/// Two days or more of usual spend without a single result, after days that had them.
fn tracking_break(evidence: &Evidence<'_>) -> Option<Need> {
    let known: Vec<&(AccountDate, Option<Sums>)> = evidence.days.iter().filter(|(_, sums)| sums.is_some()).collect();
    let silent = known.iter().rev().take_while(|(_, sums)| is_silent(sums.as_ref(), evidence.aims)).count();
    let (before, after) = known.split_at(known.len().saturating_sub(silent));
    let earlier: f64 = before.iter().filter_map(|(_, sums)| results_of(sums.as_ref(), evidence.aims)).sum();
    if silent < 2 || before.len() < 3 || earlier / (before.len() as f64) < 3.0 {
        return None;
    }
    let spend = after.iter().filter_map(|(_, sums)| sums.as_ref()).map(|sums| sums.spend.micros()).sum();
    let currency = evidence.account_week.currency();
    let range = DayRange::new(after.first()?.0, after.last()?.0).ok()?;
    Some(Need {
        kind: NeedKind::TrackingBreak,
        level: Level::Account,
        id: GraphId(evidence.account.digits().to_owned()),
        name: String::new(),
        campaign: None,
        picture: None,
        days: Days::from(range),
        spend: Money::from_micros(spend, currency),
        results: Some(Quantity::ZERO),
        cost_per_result: None,
        cost_before: None,
        times_target: None,
        ctr_link: None,
        ctr_before: None,
        ctr_account: None,
        frequency: None,
        chance: None,
        running_since: Some(range.since()),
        issue: None,
    })
}

fn results_of(sums: Option<&Sums>, aims: &PageAims) -> Option<f64> {
    aims.result.of(sums?).map(|results| results.micros() as f64 / 1e6)
}

fn is_silent(sums: Option<&Sums>, aims: &PageAims) -> bool {
    sums.is_some_and(|sums| sums.spend.micros() > 0) && results_of(sums, aims) == Some(0.0)
}
