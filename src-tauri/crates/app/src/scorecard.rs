//! The `scorecard` job: the last days in one page, what did well and what needs attention.
//!
//! An ad counts once it has spent enough to say something. How much that is follows from the account itself: its
//! target cost per result, or one per cent of what it spent in the period. A fixed amount of dollars would judge an
//! account in yen or with a thousand ads by a stranger's measure.

use futures::FutureExt as _;
use futures::future::BoxFuture;
use scheduler::{Handler, Limits, ParamError, RunContext, RunError, RunOutput, RunWarning};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::meta::{DatasetOutcome, Performance, PerformanceQuery, Targets, Writing};
use units::{AccountDate, AccountId, DayRange, JobType, Level, Money, Quantity, Ratio, counted};

use crate::failure::Failure;
use crate::sync::{self, number, problem};
use crate::{AppError, Workspace};

/// How many ads each list names.
const LISTED: usize = 5;
/// Days that are summed up if nothing else is said.
const DAYS_BACK: u32 = 7;
/// Return on ad spend from which an ad did well, where the account has no target.
const TOP_ROAS: f64 = 2.0;
/// Return on ad spend below which an ad lost money before any other cost.
const ATTENTION_ROAS: f64 = 1.0;

/// What a `scorecard` job was filed with.
#[derive(Debug, Clone, PartialEq)]
pub struct ScorecardParams {
    /// The account; `None` means the only one that is connected.
    pub account: Option<AccountId>,
    /// Complete days, the last one yesterday in the account's zone.
    pub days_back: u32,
    /// Spend from which an ad counts, in the account's currency as decimal text; `None` follows from the account.
    pub min_spend: Option<String>,
}

impl ScorecardParams {
    /// Reads the parameters of a job.
    ///
    /// # Errors
    /// The parameter that is wrong, unknown, or asks for something that is not there.
    pub fn read(params: &Value) -> Result<Self, ParamError> {
        let nothing = serde_json::Map::new();
        let fields = match params {
            Value::Null => &nothing,
            Value::Object(fields) => fields,
            _ => return Err(problem("parameters", "must be names with values")),
        };
        if let Some(unknown) =
            fields.keys().find(|name| !["account", "days_back", "min_spend", "export_email"].contains(&name.as_str()))
        {
            return Err(problem(unknown, "is not a parameter of scorecard"));
        }
        if fields.get("export_email").is_some_and(|value| !value.is_null() && value != "") {
            return Err(problem(
                "export_email",
                "mail is not sent by this program; the scorecard is on the page of its run",
            ));
        }
        let account = match fields.get("account") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => {
                Some(AccountId::parse(text).map_err(|error| problem("account", &error.to_string()))?)
            }
            Some(_) => return Err(problem("account", "must be text such as act_1234")),
        };
        let min_spend = match fields.get("min_spend") {
            None | Some(Value::Null) => None,
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(Value::String(text)) => Some(text.trim().to_owned()),
            Some(_) => return Err(problem("min_spend", "must be an amount in the account's currency")),
        };
        if let Some(text) = &min_spend {
            match Quantity::parse(text) {
                Ok(amount) if amount.micros() >= 0 => {}
                Ok(_) | Err(_) => return Err(problem("min_spend", "must be an amount such as 10 or 10.50")),
            }
        }
        let days_back = number(fields.get("days_back"), "days_back", 1, 365)?.unwrap_or(DAYS_BACK);
        Ok(Self { account, days_back, min_spend })
    }
}

/// The sums of one ad over the period.
#[derive(Debug, Clone, PartialEq)]
pub struct AdSums {
    /// Graph id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Spend.
    pub spend: Money,
    /// Purchases; `None` where none were reported.
    pub purchases: Option<Quantity>,
    /// What they were worth.
    pub purchase_value: Option<Money>,
}

/// By what ads are judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// Spend from which an ad counts.
    pub min_spend: Money,
    /// Return from which it did well.
    pub top: f64,
    /// Return below which it needs attention.
    pub attention: f64,
}

impl Measure {
    /// The measure of an account: `given` as typed in, else a target cost per result, else one per cent of the spend.
    #[must_use]
    pub fn of(given: Option<Money>, target_cpa: Option<Money>, target_roas: Option<Ratio>, spent: Money) -> Self {
        let hundredth = Money::from_micros(spent.micros() / 100, spent.currency());
        let min_spend = given.or(target_cpa).unwrap_or(hundredth);
        let top = target_roas.map_or(TOP_ROAS, Ratio::fraction);
        Self { min_spend, top, attention: ATTENTION_ROAS.min(top) }
    }
}

/// One ad on the scorecard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoredAd {
    /// Graph id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Decimal text.
    pub spend: String,
    /// Decimal text.
    pub purchase_value: Option<String>,
    /// Decimal text.
    pub purchases: Option<String>,
    /// Value over spend.
    pub roas: f64,
}

/// The scorecard: metadata of its run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scorecard {
    /// The account.
    pub account_id: AccountId,
    /// Its currency.
    pub currency: units::Currency,
    /// First day.
    pub since: AccountDate,
    /// Last day.
    pub until: AccountDate,
    /// Days of the period that were never synced.
    pub unsynced: Vec<AccountDate>,
    /// Spend of all ads.
    pub spend: String,
    /// Purchases of all ads.
    pub purchases: Option<String>,
    /// Their worth.
    pub purchase_value: Option<String>,
    /// Worth over spend, of the sums.
    pub roas: Option<f64>,
    /// Spend from which an ad counted.
    pub min_spend: String,
    /// Ads that delivered.
    pub ads: usize,
    /// Ads that counted.
    pub ads_counted: usize,
    /// The best ones, best first.
    pub top: Vec<ScoredAd>,
    /// The ones that lose most, most spend first.
    pub attention: Vec<ScoredAd>,
}

/// The two lists: the best returns first, and the most spend among those that lose money. An ad that spent enough
/// without any purchase value needs attention: it has a return of 0, which is known, not missing.
#[must_use]
pub fn judge(ads: &[AdSums], measure: &Measure) -> (usize, Vec<ScoredAd>, Vec<ScoredAd>) {
    let counted: Vec<(&AdSums, f64)> = ads
        .iter()
        .filter(|ad| ad.spend.micros() > 0 && ad.spend.micros() >= measure.min_spend.micros())
        .map(|ad| (ad, return_of(ad)))
        .collect();
    let mut top: Vec<_> = counted.iter().filter(|(_, roas)| *roas >= measure.top).collect();
    top.sort_by(|(a, a_roas), (b, b_roas)| b_roas.total_cmp(a_roas).then_with(|| a.id.cmp(&b.id)));
    let mut attention: Vec<_> = counted.iter().filter(|(_, roas)| *roas < measure.attention).collect();
    attention.sort_by(|(a, _), (b, _)| b.spend.micros().cmp(&a.spend.micros()).then_with(|| a.id.cmp(&b.id)));
    let list = |ads: Vec<&(&AdSums, f64)>| ads.into_iter().take(LISTED).map(|(ad, roas)| scored(ad, *roas)).collect();
    (counted.len(), list(top), list(attention))
}

/// Makes scorecards of one workspace.
#[derive(Debug, Clone)]
pub struct ScorecardHandler {
    ws: Workspace,
}

impl ScorecardHandler {
    /// A handler for the runs of this workspace.
    #[must_use]
    pub fn new(ws: Workspace) -> Self {
        Self { ws }
    }

    async fn attempt(&self, cx: &RunContext) -> Result<Scorecard, Failure> {
        let params = ScorecardParams::read(&cx.params)
            .map_err(|error| AppError::invalid(error.to_string(), "Edit the schedule and correct the parameter."))?;
        let account = sync::account_of(&self.ws, params.account.as_ref()).await?;
        let (store, lease, at) = (cx.store.clone(), cx.lease, cx.clock.now());
        let card = crate::spawn_blocking(move || {
            let card = make(&store, &account, &params, at)?;
            let outcome = DatasetOutcome::Completed { records: card.ads as u64 };
            store.note_dataset(&account, "scorecard", &outcome, &Writing { at, fence: Some(&lease) })?;
            Ok::<_, Failure>(card)
        })
        .await??;
        let list = |ads: &[ScoredAd]| {
            ads.iter().map(|ad| ad.name.clone().unwrap_or_else(|| ad.id.clone())).collect::<Vec<_>>().join(", ")
        };
        cx.log.info(format!(
            "{} of {} spent at least {} {}.",
            card.ads_counted,
            counted(card.ads as u64, "ad", "ads"),
            card.min_spend,
            card.currency
        ));
        cx.log.info(format!("Best: {}. Need attention: {}.", list(&card.top), list(&card.attention)));
        Ok(card)
    }
}

/// The scorecard of the complete days before today.
fn make(
    store: &store::Store,
    account: &AccountId,
    params: &ScorecardParams,
    now: units::Timestamp,
) -> Result<Scorecard, Failure> {
    let facts = store.account(account)?;
    let range = DayRange::ending(facts.zone.day_of(now).plus_days(-1), params.days_back);
    let figures = store.performance(&PerformanceQuery {
        account: account.clone(),
        level: Level::Ad,
        range,
        compare: None,
        campaign: None,
        ad_set: None,
        include_idle: false,
    })?;
    let targets = store.targets(account)?.into_iter().find(|stored| stored.campaign.is_none());
    let targets = targets.map(|stored| stored.targets).unwrap_or_default();
    let given = match &params.min_spend {
        Some(text) => Some(Money::parse_major(text, facts.currency).map_err(AppError::from)?),
        None => None,
    };
    Ok(card(account, range, &figures, given, &targets))
}

fn card(
    account: &AccountId,
    range: DayRange,
    figures: &Performance,
    given: Option<Money>,
    targets: &Targets,
) -> Scorecard {
    let ads: Vec<AdSums> = figures
        .rows
        .iter()
        .map(|row| AdSums {
            id: row.id.0.clone(),
            name: row.name.clone(),
            spend: row.sums.spend,
            purchases: row.sums.purchases,
            purchase_value: row.sums.purchase_value,
        })
        .collect();
    let total = &figures.total;
    let measure = Measure::of(given, targets.cost_per_result, targets.roas, total.spend);
    let (ads_counted, top, attention) = judge(&ads, &measure);
    Scorecard {
        account_id: account.clone(),
        currency: figures.currency,
        since: range.since(),
        until: range.until(),
        unsynced: figures.unsynced.clone(),
        spend: total.spend.amount(),
        purchases: total.purchases.map(|purchases| purchases.to_string()),
        purchase_value: total.purchase_value.map(Money::amount),
        roas: total.purchase_value.and_then(|value| value.over(total.spend)).map(Ratio::fraction),
        min_spend: measure.min_spend.amount(),
        ads: ads.len(),
        ads_counted,
        top,
        attention,
    }
}

impl Handler for ScorecardHandler {
    fn job_type(&self) -> JobType {
        JobType::Scorecard
    }

    fn check_params(&self, params: &Value) -> Result<(), ParamError> {
        ScorecardParams::read(params).map(drop)
    }

    fn limits(&self) -> Limits {
        Limits { timeout: std::time::Duration::from_secs(10 * 60), ..Limits::default() }
    }

    fn concurrency_key(&self, _params: &Value) -> Option<String> {
        None
    }

    fn run(&self, cx: RunContext) -> BoxFuture<'static, Result<RunOutput, RunError>> {
        let handler = self.clone();
        async move {
            let card = match handler.attempt(&cx).await {
                Ok(card) => card,
                Err(failure) => return Err(failure.into_run_error(cx.clock.now())),
            };
            let mut warnings = Vec::new();
            if !card.unsynced.is_empty() {
                let message =
                    format!("{} of the days were never synced, so their figures are missing.", card.unsynced.len());
                warnings.push(RunWarning { code: "unsynced_days".to_owned(), message });
            }
            let partly = !warnings.is_empty();
            let metadata = serde_json::to_value(&card)
                .map_err(|error| Failure::Said(AppError::internal(error)).into_run_error(cx.clock.now()))?;
            Ok(RunOutput { metadata, warnings, partly })
        }
        .boxed()
    }
}

fn return_of(ad: &AdSums) -> f64 {
    ad.purchase_value.and_then(|value| value.over(ad.spend)).map_or(0.0, Ratio::fraction)
}

fn scored(ad: &AdSums, roas: f64) -> ScoredAd {
    ScoredAd {
        id: ad.id.clone(),
        name: ad.name.clone(),
        spend: ad.spend.amount(),
        purchase_value: ad.purchase_value.map(Money::amount),
        purchases: ad.purchases.map(|purchases| purchases.to_string()),
        roas,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use units::Currency;

    use super::*;

    fn usd(text: &str) -> Money {
        Money::parse_major(text, Currency::USD).unwrap()
    }

    fn ad(id: &str, spend: &str, value: Option<&str>) -> AdSums {
        AdSums { id: id.into(), name: None, spend: usd(spend), purchases: None, purchase_value: value.map(usd) }
    }

    fn ids(ads: &[ScoredAd]) -> Vec<&str> {
        ads.iter().map(|ad| ad.id.as_str()).collect()
    }

    #[test]
    fn the_best_return_and_the_biggest_loss_come_first() {
        let ads = [
            ad("good", "100", Some("250")),
            ad("better", "50", Some("500")),
            ad("fair", "100", Some("150")),
            ad("loses", "80", Some("40")),
            ad("loses more", "200", Some("10")),
            ad("sells nothing", "90", None),
            ad("too small", "9.99", Some("0")),
        ];
        let measure = Measure::of(Some(usd("10")), None, None, usd("629.99"));
        let (counted, top, attention) = judge(&ads, &measure);
        assert_eq!(counted, 6);
        assert_eq!(ids(&top), ["better", "good"]);
        assert_eq!(ids(&attention), ["loses more", "sells nothing", "loses"]);
    }

    #[test]
    fn a_list_names_five_ads() {
        let ads: Vec<AdSums> = (0..9).map(|n| ad(&n.to_string(), "10", Some("100"))).collect();
        assert_eq!(judge(&ads, &Measure::of(None, None, None, usd("90"))).1.len(), 5);
    }

    #[test]
    fn the_least_spend_follows_from_the_account_unless_given() {
        let spent = usd("50000");
        assert_eq!(Measure::of(None, None, None, spent).min_spend, usd("500"));
        assert_eq!(Measure::of(None, Some(usd("28")), None, spent).min_spend, usd("28"));
        assert_eq!(Measure::of(Some(usd("10")), Some(usd("28")), None, spent).min_spend, usd("10"));
    }

    #[test]
    fn a_target_return_is_the_measure_of_doing_well() {
        let ads = [ad("a", "100", Some("250")), ad("b", "100", Some("350"))];
        let measure = Measure::of(None, None, Ratio::new(3.0), usd("200"));
        assert_eq!(ids(&judge(&ads, &measure).1), ["b"]);
    }

    #[test]
    fn nothing_at_all_is_an_empty_card_and_no_error() {
        assert_eq!(judge(&[], &Measure::of(None, None, None, usd("0"))), (0, vec![], vec![]));
    }

    #[test]
    fn parameters_that_mean_nothing_are_refused_by_name() {
        assert_eq!(ScorecardParams::read(&Value::Null).unwrap().days_back, 7);
        assert_eq!(ScorecardParams::read(&json!({"min_spend": 10})).unwrap().min_spend.as_deref(), Some("10"));
        for (params, name) in [
            (json!({"min_spend": "ten"}), "min_spend"),
            (json!({"min_spend": "-1"}), "min_spend"),
            (json!({"days_back": 0}), "days_back"),
            (json!({"export_email": "a@b.example"}), "export_email"),
            (json!({"days": 7}), "days"),
        ] {
            assert_eq!(ScorecardParams::read(&params).unwrap_err().name, name);
        }
    }
}
