//! What is wrong and what to do: the stored days, given to the rules.

use std::collections::HashMap;

use insights::{AccountFacts, AdFacts, Diagnosis, Finding, LAUNCH_DAYS, Recommendation, Skipped, WeekReach};
use serde::Serialize;
use store::meta::{PerformanceQuery, WindowedReach};
use units::{AccountDate, AccountId, Currency, DayRange, GraphId, Level, Ratio};

use crate::targets::AimsBook;
use crate::{AppError, ErrorCode, Workspace};

/// Days that are judged if nothing else is said.
const DAYS: u32 = 30;
/// Days before those judged that tell what is usual around the first of them.
const AROUND: u32 = 14;
/// The least days for an ad's own past: the last week, a week between, then four weeks.
const PAST: u32 = 42;

/// The days that a diagnosis is about if none are named: the last 30 that are stored completely.
///
/// # Errors
/// `not_found` if no complete day is stored yet.
pub fn usual_range(ws: &Workspace, account: &AccountId) -> Result<DayRange, AppError> {
    let last = ws.store.day_coverage(account)?.last_complete;
    last.map(|last| DayRange::ending(last, DAYS)).ok_or_else(nothing_stored)
}

fn nothing_stored() -> AppError {
    AppError::new(ErrorCode::NotFound, "No complete day of this account is stored yet.", "Sync the account first.")
}

/// What the rules are given about a range of days: every ad that delivered in it, with its own past, and every ad that was
/// launched at its end.
///
/// # Errors
/// If the account is not connected or the file cannot be read.
pub fn facts(ws: &Workspace, account: &AccountId, range: DayRange) -> Result<AccountFacts, AppError> {
    let days = DayRange::ending(range.until(), (range.len() + AROUND).max(PAST));
    let aims = AimsBook::read(&ws.store, account)?;
    let performance = ws.store.performance(&PerformanceQuery {
        account: account.clone(),
        level: Level::Ad,
        range,
        compare: None,
        campaign: None,
        ad_set: None,
        include_idle: true,
    })?;
    let series = ws.store.daily_sums(account, Level::Ad, days, None)?;
    let mut by_ad: HashMap<GraphId, _> = series.into_iter().map(|ad| (ad.id, ad.days)).collect();
    let mut reach = ws.store.reach_history(account, Level::Ad, 7, days)?;
    let zone = performance.zone;
    let launches = DayRange::ending(range.until(), LAUNCH_DAYS);
    let never_shown = vec![None; days.days().count()];
    let ads = performance
        .rows
        .into_iter()
        .filter_map(|row| {
            let created = row.created.map(|created| zone.day_of(created));
            let delivered = row.sums.impressions.get() > 0 || row.sums.spend.micros() > 0;
            let is_launch = created.is_some_and(|day| launches.contains(day));
            // An ad that never delivered has no days; as a launch it still counts.
            let days = by_ad
                .remove(&row.id)
                .filter(|_days| delivered || is_launch)
                .or_else(|| is_launch.then(|| never_shown.clone()))?;
            let (campaign, campaign_name) = row.campaign.map_or((None, None), |(id, name)| (Some(id), name));
            Some(AdFacts {
                reach: reach.remove(&row.id).unwrap_or_default().into_iter().map(week).collect(),
                aims: aims.of(campaign.as_ref()),
                id: row.id,
                name: row.name,
                campaign,
                campaign_name,
                objective: row.objective,
                is_active: row.delivery.is_some_and(|delivery| delivery.is_active()),
                is_learning: row.learning_stage.as_deref() == Some("LEARNING"),
                is_video: row.is_video,
                created,
                days,
            })
        })
        .collect();
    Ok(AccountFacts { currency: performance.currency, days, range, ads, aims: aims.account() })
}

fn week(reach: WindowedReach) -> WeekReach {
    WeekReach { until: reach.until, reach: reach.reach, impressions: reach.impressions }
}

/// A diagnosis with what it is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diagnosed {
    /// Whose ads.
    pub account_id: AccountId,
    /// The first day that was judged.
    pub since: AccountDate,
    /// The last day that was judged: never one that is still going on.
    pub until: AccountDate,
    /// What was found.
    #[serde(flatten)]
    pub diagnosis: Diagnosis,
}

/// The diagnosis of an account, over `range` or the usual one.
///
/// # Errors
/// As [`usual_range`] and [`facts`].
pub fn diagnose(ws: &Workspace, account: &AccountId, range: Option<DayRange>) -> Result<Diagnosed, AppError> {
    let range = match range {
        Some(range) => until_the_last_complete_day(ws, account, range)?,
        None => usual_range(ws, account)?,
    };
    let diagnosis = insights::diagnose(&facts(ws, account, range)?);
    Ok(Diagnosed { account_id: account.clone(), since: range.since(), until: range.until(), diagnosis })
}

/// The diagnosis of every account of a file, in one list: what a person asks who names none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DiagnosedFile {
    /// The accounts and their days, in the order they were connected.
    pub accounts: Vec<JudgedAccount>,
    /// Accounts of which no complete day of those asked for is stored, with why.
    pub not_judged: Vec<NotJudged>,
    /// What was found.
    pub findings: Vec<Of<Finding>>,
    /// Rules that could not be applied, and why.
    pub skipped: Vec<Of<Skipped>>,
    /// What to do.
    pub recommendations: Vec<Of<Recommendation>>,
    /// The least of the accounts' shares: amounts of two currencies do not add up to one share.
    pub judged_spend_share: Option<Ratio>,
}

/// One account of a [`DiagnosedFile`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JudgedAccount {
    /// Which.
    pub account_id: AccountId,
    /// The first day that was judged.
    pub since: AccountDate,
    /// The last one.
    pub until: AccountDate,
    /// The currency of its amounts.
    pub currency: Currency,
    /// The share of its spend that is in ads with enough delivery to judge.
    pub judged_spend_share: Option<Ratio>,
}

/// An account of a file that could not be judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NotJudged {
    /// Which.
    pub account_id: AccountId,
    /// Why.
    pub why: String,
}

/// The diagnosis of every account of a file, over `range` or the usual days of each.
///
/// # Errors
/// As [`diagnose`], if that is so for every account.
pub fn diagnose_all(ws: &Workspace, range: Option<DayRange>) -> Result<(Vec<Diagnosed>, Vec<NotJudged>), AppError> {
    let (mut judged, mut not, mut last) = (Vec::new(), Vec::new(), None);
    for account in ws.store.accounts()? {
        match diagnose(ws, &account.id, range) {
            Ok(one) => judged.push(one),
            Err(error) if matches!(error.code, ErrorCode::NotFound | ErrorCode::InvalidInput) => {
                not.push(NotJudged { account_id: account.id, why: error.message.clone() });
                last = Some(error);
            }
            Err(error) => return Err(error),
        }
    }
    match last {
        Some(error) if judged.is_empty() => Err(error),
        _ => Ok((judged, not)),
    }
}

/// Something about one of several accounts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Of<T> {
    /// Which.
    pub account_id: AccountId,
    /// What.
    #[serde(flatten)]
    pub it: T,
}

impl DiagnosedFile {
    /// Puts the accounts of a file beside each other.
    #[must_use]
    pub fn of(diagnosed: Vec<Diagnosed>, not_judged: Vec<NotJudged>) -> Self {
        let shares = diagnosed.iter().map(|one| one.diagnosis.judged_spend_share);
        let least = shares.flatten().min_by(|a, b| a.fraction().total_cmp(&b.fraction()));
        let mut file = Self {
            accounts: Vec::new(),
            not_judged,
            findings: Vec::new(),
            skipped: Vec::new(),
            recommendations: Vec::new(),
            judged_spend_share: least,
        };
        for Diagnosed { account_id, since, until, diagnosis } in diagnosed {
            file.findings.extend(of(&account_id, diagnosis.findings));
            file.skipped.extend(of(&account_id, diagnosis.skipped));
            file.recommendations.extend(of(&account_id, diagnosis.recommendations));
            let (currency, judged_spend_share) = (diagnosis.currency, diagnosis.judged_spend_share);
            file.accounts.push(JudgedAccount { account_id, since, until, currency, judged_spend_share });
        }
        file
    }
}

fn of<T>(account: &AccountId, all: Vec<T>) -> impl Iterator<Item = Of<T>> {
    let account = account.clone();
    all.into_iter().map(move |it| Of { account_id: account.clone(), it })
}

/// A day that is still going on is never judged.
fn until_the_last_complete_day(ws: &Workspace, account: &AccountId, range: DayRange) -> Result<DayRange, AppError> {
    let last: AccountDate = ws.store.day_coverage(account)?.last_complete.ok_or_else(nothing_stored)?;
    if last < range.since() {
        return Err(AppError::invalid(
            format!("The last complete day that is stored is {last}, before the first day asked for."),
            "Ask for earlier days, or sync the account.",
        ));
    }
    Ok(DayRange::new(range.since(), range.until().min(last))?)
}
