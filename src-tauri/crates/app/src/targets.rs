//! The three questions: which result counts, what it may cost, what a month may cost.
//!
//! They are asked after the first sync, pre-filled from the last 30 complete days, and can be skipped. The answers hold
//! for the account; a campaign can have its own.

use std::collections::HashMap;

use insights::{Aims, BreakEven, Metric, ResultKind, Value};
use serde::{Deserialize, Serialize};
use specta::Type;
use store::Store;
use store::meta::{PerformanceQuery, StoredTargets, Targets};
use units::{AccountId, DayRange, GraphId, Level, Money, Quantity, Ratio, Sums};

use crate::{AppError, Changed, Workspace};

/// Days that the suggestions are made from.
const DAYS: u32 = 30;
/// Results below which a cost per result suggests nothing.
const RESULTS: f64 = 5.0;

/// What is asked, with what the account's own figures suggest.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TargetQuestions {
    /// Whose targets.
    pub account: AccountId,
    /// What was answered before; `None` if never asked.
    pub answered: Option<Aims>,
    /// Whether the questions were skipped.
    pub skipped: bool,
    /// The result that most of the spend is after.
    pub suggested_result: ResultKind,
    /// Results that the account reports, most frequent objective first, each with its own suggestions.
    pub results: Vec<SuggestedResult>,
    /// Spend of the days looked at, brought to a month.
    pub suggested_budget: Option<Money>,
    /// The days looked at; `None` if none is stored yet.
    pub based_on: Option<DaysLookedAt>,
}

/// What one kind of result suggests.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SuggestedResult {
    /// Which result.
    pub result: ResultKind,
    /// How many there were.
    pub count: Quantity,
    /// What one cost; `None` for fewer than five.
    pub cost_per_result: Option<Money>,
    /// Return on ad spend, for purchases.
    pub roas: Option<Ratio>,
    /// Value of an average order, for purchases.
    pub average_order: Option<Money>,
}

/// Which days suggestions are made from.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DaysLookedAt {
    /// First day.
    pub since: units::AccountDate,
    /// Last day.
    pub until: units::AccountDate,
}

/// What a person answered. All of it `None` with `skipped` means "not now".
#[derive(Debug, Clone, PartialEq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TargetAnswers {
    /// Whose targets.
    pub account: AccountId,
    /// For this campaign only; its budget is the account's.
    pub campaign: Option<GraphId>,
    /// The figures.
    pub aims: Aims,
    /// Whether the questions were skipped.
    pub skipped: bool,
}

/// What an account and its campaigns are aimed at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AimsBook {
    account: Aims,
    campaigns: HashMap<GraphId, Aims>,
}

impl AimsBook {
    /// Reads the stored targets.
    ///
    /// # Errors
    /// If the account is not connected or the file cannot be read.
    pub fn read(store: &Store, account: &AccountId) -> Result<Self, AppError> {
        let mut book = Self::default();
        for stored in store.targets(account)? {
            let aims = aims_of(&stored);
            match stored.campaign {
                None => book.account = aims,
                Some(campaign) => {
                    book.campaigns.insert(campaign, aims);
                }
            }
        }
        Ok(book)
    }

    /// The account's.
    #[must_use]
    pub const fn account(&self) -> Aims {
        self.account
    }

    /// Those of a campaign, or the account's where it has none of its own.
    #[must_use]
    pub fn of(&self, campaign: Option<&GraphId>) -> Aims {
        match campaign.and_then(|campaign| self.campaigns.get(campaign)) {
            Some(own) => self.account.overridden_by(*own),
            None => self.account,
        }
    }
}

/// The figures of stored targets as aims.
pub(crate) fn aims_of(stored: &StoredTargets) -> Aims {
    let targets = stored.targets;
    Aims {
        result: stored.result_kind.as_deref().and_then(ResultKind::of_word),
        cost_per_result: targets.cost_per_result,
        roas: targets.roas,
        average_order: targets.average_order,
        margin: targets.margin,
        monthly_budget: targets.monthly_budget,
    }
}

/// What to ask, pre-filled.
///
/// # Errors
/// If the account is not connected or the file cannot be read.
pub fn questions(ws: &Workspace, account: &AccountId) -> Result<TargetQuestions, AppError> {
    let stored = ws.store.targets(account)?;
    let of_account = stored.iter().find(|targets| targets.campaign.is_none());
    let mut questions = TargetQuestions {
        account: account.clone(),
        answered: of_account.map(aims_of),
        skipped: of_account.is_some_and(|targets| targets.skipped),
        suggested_result: ResultKind::Purchases,
        results: Vec::new(),
        suggested_budget: None,
        based_on: None,
    };
    let coverage = ws.store.day_coverage(account)?;
    let (Some(until), Some(oldest)) = (coverage.last_complete, coverage.oldest) else { return Ok(questions) };
    let range = DayRange::new(oldest.max(until.plus_days(1 - DAYS as i32)), until)?;
    let answer = ws.store.performance(&PerformanceQuery {
        account: account.clone(),
        level: Level::Campaign,
        range,
        compare: None,
        campaign: None,
        ad_set: None,
        include_idle: false,
    })?;
    let mut spend: HashMap<ResultKind, i64> = HashMap::new();
    for campaign in &answer.rows {
        if let Some(kind) = ResultKind::of_family(campaign.objective.family()) {
            *spend.entry(kind).or_default() += campaign.sums.spend.micros();
        }
    }
    if let Some((kind, _spend)) = spend.iter().max_by_key(|(kind, spend)| (**spend, kind.word())) {
        questions.suggested_result = *kind;
    }
    questions.results = ResultKind::ALL.into_iter().filter_map(|kind| suggestion(kind, &answer.total)).collect();
    questions.results.sort_by_key(|result| std::cmp::Reverse(spend.get(&result.result).copied().unwrap_or(0)));
    questions.suggested_budget = monthly(&answer.total, range);
    questions.based_on = Some(DaysLookedAt { since: range.since(), until: range.until() });
    Ok(questions)
}

fn suggestion(result: ResultKind, sums: &Sums) -> Option<SuggestedResult> {
    let count = result.of(sums).filter(|count| count.micros() > 0)?;
    let is_enough = count.micros() as f64 >= RESULTS * 1e6;
    let money = |metric: Metric| match metric.of(sums, result) {
        Some(Value::Money(money)) => Some(money),
        _ => None,
    };
    let for_purchases = result == ResultKind::Purchases && is_enough;
    Some(SuggestedResult {
        result,
        count,
        cost_per_result: if is_enough { money(Metric::CostPerResult) } else { None },
        roas: match Metric::PurchaseRoas.of(sums, result) {
            Some(Value::Ratio(roas)) if for_purchases => Some(roas),
            _ => None,
        },
        average_order: if for_purchases { money(Metric::AverageOrder) } else { None },
    })
}

/// Spend a day × 30.4 days, in whole units of the currency.
fn monthly(sums: &Sums, range: DayRange) -> Option<Money> {
    let per_day = sums.spend.micros() as f64 / f64::from(range.len());
    let whole = (per_day * 30.4 / 1e6).round();
    (whole >= 1.0).then(|| Money::from_micros((whole * 1e6) as i64, sums.currency()))
}

/// Where the account breaks even with this average order and margin; `None` unless both are given.
#[must_use]
pub fn break_even(aims: &Aims) -> Option<BreakEven> {
    aims.break_even()
}

/// Stores what a person answered.
///
/// # Errors
/// `invalid_input` for a figure that is not positive or a margin above 1; otherwise as the file refuses.
pub fn answer(ws: &Workspace, answers: &TargetAnswers) -> Result<(), AppError> {
    check(&answers.aims)?;
    let aims = answers.aims;
    ws.store.set_targets(
        &answers.account,
        &StoredTargets {
            campaign: answers.campaign.clone(),
            result_kind: aims.result.map(|kind| kind.word().to_owned()),
            targets: Targets {
                cost_per_result: aims.cost_per_result,
                roas: aims.roas,
                average_order: aims.average_order,
                margin: aims.margin,
                monthly_budget: if answers.campaign.is_none() { aims.monthly_budget } else { None },
            },
            skipped: answers.skipped,
            answered_at: ws.clock.now(),
        },
    )?;
    ws.announce(Changed::Settings);
    Ok(())
}

fn check(aims: &Aims) -> Result<(), AppError> {
    let amounts = [
        ("The target cost per result", aims.cost_per_result),
        ("The average order", aims.average_order),
        ("The monthly budget", aims.monthly_budget),
    ];
    for (name, amount) in amounts {
        if amount.is_some_and(|amount| amount.micros() <= 0) {
            return Err(AppError::invalid(
                format!("{name} must be more than nothing."),
                "Leave it empty if there is none.",
            ));
        }
    }
    if aims.roas.is_some_and(|roas| roas.fraction() <= 0.0) {
        return Err(AppError::invalid(
            "The target return must be more than nothing.",
            "Leave it empty if there is none.",
        ));
    }
    if aims.margin.is_some_and(|margin| margin.fraction() <= 0.0 || margin.fraction() > 1.0) {
        return Err(AppError::invalid(
            "The margin must lie above 0 % and at most at 100 %.",
            "Leave it empty if you do not know it.",
        ));
    }
    Ok(())
}
