//! What a diagnosis says: findings with their evidence, rules that could not be applied with the reason, and what to do.

use serde::Serialize;
use units::{AccountDate, Currency, GraphId, Level, Money, Ratio};

use crate::metric::Value;
use crate::verdict::Launch;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth acting on.
    Warning,
    /// Costs money now.
    Critical,
    /// An opportunity.
    Chance,
}

/// A figure that a finding rests on.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct Evidence {
    /// What it is, as a stable word: `ctr_link`, `frequency_7d`, `chance_of_none`, `expected_results`.
    pub what: &'static str,
    /// Its value.
    pub value: Value,
    /// What it is compared with, as a stable word: `own_before`, `target`, `cohort_p25`, `limit`, `account`.
    pub against: Option<&'static str>,
    /// The value that it is compared with.
    pub reference: Option<Value>,
}

impl Evidence {
    pub(crate) const fn of(what: &'static str, value: Value) -> Self {
        Self { what, value, against: None, reference: None }
    }

    pub(crate) const fn against(what: &'static str, value: Value, against: &'static str, reference: Value) -> Self {
        Self { what, value, against: Some(against), reference: Some(reference) }
    }
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// How sure, from 0 to 1: by how far the figure is off, over how many days, on how much delivery.
    pub confidence: Ratio,
    /// `account` or `ad`.
    pub level: Level,
    /// The ad; `None` for the account.
    pub ad: Option<GraphId>,
    /// Its name.
    pub name: Option<String>,
    /// Its campaign.
    pub campaign: Option<GraphId>,
    /// Name of its campaign.
    pub campaign_name: Option<String>,
    /// First day that it is about.
    pub since: AccountDate,
    /// Last day that it is about.
    pub until: AccountDate,
    /// What the ad spent in those days: findings are ordered by the money at stake.
    pub spend: Money,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// A rule that could not be applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Skipped {
    /// The rule.
    pub rule: &'static str,
    /// Why not.
    pub why: String,
    /// To how many ads.
    pub ads: u32,
}

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Pause the ad in Ads Manager.
    PauseAd,
    /// Make its successor.
    UpdateCreative,
    /// Make variations.
    CreateVariation,
    /// Give it a test with a budget of its own.
    LaunchTest,
    /// Change the audience.
    ChangeAudience,
    /// Give it more.
    IncreaseBudget,
    /// Check pixel and tracking.
    CheckTracking,
    /// Wait and look again.
    Monitor,
}

/// A recommendation.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct Recommendation {
    /// `kill`, `refresh`, `test`, `scale`, `iterate`, `budget_realloc`, `tracking`, `monitor`.
    pub category: &'static str,
    /// `critical`, `high`, `medium` or `low`.
    pub priority: &'static str,
    /// What to do.
    pub action: Action,
    /// The least sure of the findings behind it.
    pub confidence: Ratio,
    /// In one sentence.
    pub summary: String,
    /// The ads.
    pub ads: Vec<GraphId>,
    /// The rules behind it.
    pub rules: Vec<&'static str>,
    /// What those ads spent in the days that the gravest finding is about.
    pub spend: Money,
    /// The last day on which it still holds; look again after it.
    pub expires_on: AccountDate,
}

/// The state of one ad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// Too little delivered to say anything.
    InsufficientData,
    /// Nothing found.
    Healthy,
    /// At least one warning.
    Warning,
    /// At least one critical finding.
    Critical,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct Diagnosis {
    /// What was found, account first, then by money at stake.
    pub findings: Vec<Finding>,
    /// Rules that could not be applied, and why.
    pub skipped: Vec<Skipped>,
    /// What to do.
    pub recommendations: Vec<Recommendation>,
    /// The share of the spend that is in ads with enough delivery to judge.
    pub judged_spend_share: Option<Ratio>,
    /// The state of every ad that delivered.
    #[serde(skip)]
    pub health: Vec<(GraphId, Health)>,
    /// Where the ads stand that were launched in the last fortnight, newest first.
    #[serde(skip)]
    pub launches: Vec<Launch>,
    /// The currency of every amount.
    pub currency: Currency,
}

/// The origin's measure of confidence: deviation, days and delivery.
pub(crate) fn confidence(deviation: f64, days: u32, impressions: u64) -> Ratio {
    let sum = 0.5 * deviation.clamp(0.0, 1.0)
        + 0.3 * (f64::from(days) / 14.0).min(1.0)
        + 0.2 * (impressions as f64 / 5000.0).min(1.0);
    ratio(sum.min(1.0))
}

/// A fraction that is known to be finite.
pub(crate) fn ratio(fraction: f64) -> Ratio {
    Ratio::new(fraction).unwrap_or_else(|| Ratio::new(0.0).expect("zero is finite"))
}
