//! What a result may cost: the account's goals, those of its campaigns, and what the last days suggest. The rules are
//! in [`crate::targets`]; here they get the shape of the form.

use insights::Aims;
use store::meta::{PerformanceQuery, PerformanceRow, StoredTargets};
use units::{AccountId, DayRange, GraphId, Level, Money};

use super::{BreakEven, CampaignGoals, Goals, GoalsInput, GoalsProposal, ResultChoice, TargetsPage};
use crate::pages::figures::ResultKind;
use crate::targets::{self, TargetAnswers, TargetQuestions};
use crate::{AppError, Changed, Workspace};

/// How many days the spend of campaigns is summed over.
const DAYS: u32 = 30;
/// Campaigns without goals of their own that are listed, most spend first.
const CAMPAIGNS: usize = 50;

/// The goals of an account with what its last stored days suggest.
///
/// # Errors
/// `not_found` if the account is not connected; if the file cannot be read.
pub fn targets_page(workspace: &Workspace, account: &AccountId) -> Result<TargetsPage, AppError> {
    let questions = targets::questions(workspace, account)?;
    Ok(TargetsPage {
        account_id: account.clone(),
        currency: workspace.store.account(account)?.currency,
        answered: questions.answered.is_some() || questions.skipped,
        account: questions.answered.map(goals).unwrap_or_default(),
        proposal: proposal(&questions),
        campaigns: campaigns(workspace, account)?,
    })
}

/// Every result that was reported, with what each of them cost.
fn proposal(questions: &TargetQuestions) -> GoalsProposal {
    let results: Vec<ResultChoice> = questions
        .results
        .iter()
        .filter_map(|suggested| {
            Some(ResultChoice {
                result: kind_of(suggested.result.word())?,
                count: suggested.count,
                target_cpa: suggested.cost_per_result.map(cents),
                average_order: suggested.average_order.map(cents),
                return_on_spend: suggested.roas,
            })
        })
        .collect();
    let wanted = kind_of(questions.suggested_result.word());
    let first = results.iter().find(|choice| Some(choice.result) == wanted).or_else(|| results.first());
    let goals = Goals {
        result: first.map(|choice| choice.result),
        target_cpa: first.and_then(|choice| choice.target_cpa),
        target_roas: None,
        average_order: first.and_then(|choice| choice.average_order),
        margin: None,
        monthly_budget: questions.suggested_budget,
    };
    let days = questions.based_on.as_ref().and_then(|days| DayRange::new(days.since, days.until).ok());
    GoalsProposal { days: days.map_or(0, DayRange::len), goals, results }
}

/// A proposal is a round figure, not a measurement.
fn cents(money: Money) -> Money {
    let cent = 10_000;
    Money::from_micros((money.micros() + cent / 2).div_euclid(cent) * cent, money.currency())
}

fn campaigns(workspace: &Workspace, account: &AccountId) -> Result<Vec<CampaignGoals>, AppError> {
    let store = &workspace.store;
    let Some(until) = store.day_coverage(account)?.last_complete else { return Ok(Vec::new()) };
    let stored = store.targets(account)?;
    let month = store.performance(&PerformanceQuery {
        account: account.clone(),
        level: Level::Campaign,
        range: DayRange::ending(until, DAYS),
        compare: None,
        campaign: None,
        ad_set: None,
        include_idle: true,
    })?;
    let mut rows: Vec<CampaignGoals> = month.rows.into_iter().map(|row| campaign(row, &stored)).collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.own.is_some(), row.spend.map(Money::micros))));
    let own = rows.iter().filter(|row| row.own.is_some()).count();
    rows.truncate(own.max(CAMPAIGNS));
    Ok(rows)
}

fn campaign(row: PerformanceRow, stored: &[StoredTargets]) -> CampaignGoals {
    let own = stored.iter().find(|targets| targets.campaign.as_ref() == Some(&row.id));
    CampaignGoals {
        own: own.map(|targets| goals(targets::aims_of(targets))),
        name: row.name.unwrap_or_else(|| row.id.to_string()),
        id: row.id,
        spend: Some(row.sums.spend),
    }
}

fn goals(aims: Aims) -> Goals {
    Goals {
        result: aims.result.and_then(|kind| kind_of(kind.word())),
        target_cpa: aims.cost_per_result,
        target_roas: aims.roas,
        average_order: aims.average_order,
        margin: aims.margin,
        monthly_budget: aims.monthly_budget,
    }
}

fn aims(goals: &Goals) -> Aims {
    Aims {
        result: goals.result.and_then(|kind| insights::ResultKind::of_word(&word_of(kind)?)),
        cost_per_result: goals.target_cpa,
        roas: goals.target_roas,
        average_order: goals.average_order,
        margin: goals.margin,
        monthly_budget: goals.monthly_budget,
    }
}

/// The kind of result that a word names, if the pages know it.
fn kind_of(word: &str) -> Option<ResultKind> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

fn word_of(kind: ResultKind) -> Option<String> {
    serde_json::to_value(kind).ok().and_then(|word| word.as_str().map(ToOwned::to_owned))
}

/// Where an order earns nothing with this average order and margin; `None` where one of them is missing.
#[must_use]
pub fn break_even(goals: &Goals) -> Option<BreakEven> {
    targets::break_even(&aims(goals)).map(|even| BreakEven { cpa: cents(even.cost_per_result), roas: even.roas })
}

/// Stores the goals of an account or of one campaign in its place.
///
/// # Errors
/// `invalid_input` for a figure that is not positive or a margin above 1, `not_found` if the account is not connected.
pub fn set_goals(workspace: &Workspace, input: &GoalsInput) -> Result<(), AppError> {
    let answers = TargetAnswers {
        account: input.account.clone(),
        campaign: input.campaign.clone(),
        aims: aims(&input.goals),
        skipped: input.skipped,
    };
    targets::answer(workspace, &answers)
}

/// Takes the goals of one campaign away, so that the account's hold again.
///
/// # Errors
/// `not_found` if the account is not connected.
pub fn clear_campaign_goals(workspace: &Workspace, account: &AccountId, campaign: &GraphId) -> Result<(), AppError> {
    workspace.store.clear_campaign_targets(account, campaign)?;
    workspace.announce(Changed::Settings);
    Ok(())
}

#[cfg(test)]
mod tests {
    use units::{Currency, Quantity, Ratio};

    use super::*;
    use crate::targets::{DaysLookedAt, SuggestedResult};

    fn usd(text: &str) -> Money {
        Money::parse_major(text, Currency::parse("USD").unwrap()).unwrap()
    }

    #[test]
    fn every_result_that_the_form_offers_survives_the_way_to_the_rules_and_back() {
        for word in ["purchases", "leads", "registrations", "app_installs", "add_to_carts", "checkouts", "link_clicks"]
        {
            let goals_of_word = Goals { result: kind_of(word), ..Goals::default() };
            assert!(goals_of_word.result.is_some(), "{word}");
            assert_eq!(goals(aims(&goals_of_word)), goals_of_word);
        }
    }

    #[test]
    fn the_form_starts_from_the_result_that_most_spend_is_after_in_round_figures() {
        let day = |text| units::AccountDate::parse(text).unwrap();
        let suggested = |result, cost: &str| SuggestedResult {
            result,
            count: Quantity::parse("40").unwrap(),
            cost_per_result: Some(usd(cost)),
            roas: None,
            average_order: Some(usd("51.977")),
        };
        let questions = TargetQuestions {
            account: AccountId::parse("1").unwrap(),
            answered: None,
            skipped: false,
            suggested_result: insights::ResultKind::Purchases,
            results: vec![
                suggested(insights::ResultKind::Leads, "3"),
                suggested(insights::ResultKind::Purchases, "28.284"),
                suggested(insights::ResultKind::Impressions, "0.01"),
            ],
            suggested_budget: Some(usd("50000")),
            based_on: Some(DaysLookedAt { since: day("2026-10-22"), until: day("2026-11-20") }),
        };
        let proposal = proposal(&questions);
        assert_eq!(proposal.days, 30);
        assert_eq!(proposal.goals.result, Some(ResultKind::Purchases));
        assert_eq!(proposal.goals.target_cpa, Some(usd("28.28")));
        assert_eq!(proposal.goals.average_order, Some(usd("51.98")));
        assert_eq!(proposal.results.len(), 3, "every reported result is offered");
    }

    #[test]
    fn break_even_needs_order_and_margin() {
        let goals = Goals { average_order: Some(usd("48")), ..Goals::default() };
        assert_eq!(break_even(&goals), None);
        let even = break_even(&Goals { margin: Ratio::new(0.625), ..goals }).unwrap();
        assert_eq!(even.cpa, usd("30"));
        assert!((even.roas.fraction() - 1.6).abs() < 1e-9);
    }
}
