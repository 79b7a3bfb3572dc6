//! What to do about the findings: one recommendation an ad, by its gravest finding.

use std::collections::BTreeMap;

use units::{GraphId, Money, Ratio};

use crate::facts::AccountFacts;
use crate::finding::{Action, Finding, Recommendation, Severity};

/// How long a recommendation holds.
const DAYS: i32 = 7;

struct Advice {
    category: &'static str,
    priority: &'static str,
    action: Action,
    summary: &'static str,
}

pub(crate) fn recommendations(findings: &[Finding], facts: &AccountFacts) -> Vec<Recommendation> {
    let mut by_ad: BTreeMap<Option<&GraphId>, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_ad.entry(finding.ad.as_ref()).or_default().push(finding);
    }
    let mut all: Vec<Recommendation> = by_ad.values().filter_map(|findings| for_ad(findings, facts)).collect();
    let rank = |priority: &str| ["critical", "high", "medium", "low"].iter().position(|word| *word == priority);
    all.sort_by(|a, b| (rank(a.priority), b.spend.micros(), &a.ads).cmp(&(rank(b.priority), a.spend.micros(), &b.ads)));
    all
}

fn for_ad(findings: &[&Finding], facts: &AccountFacts) -> Option<Recommendation> {
    let (gravest, advice) =
        findings.iter().filter_map(|f| advice(f).map(|advice| (*f, advice))).min_by_key(|(f, _advice)| order(f))?;
    let name = gravest.name.as_deref().or(gravest.ad.as_ref().map(GraphId::as_str)).unwrap_or("the account");
    let sure = findings
        .iter()
        .map(|f| f.confidence)
        .min_by(|a, b| a.fraction().total_cmp(&b.fraction()))
        .unwrap_or(gravest.confidence);
    let mut rules: Vec<&'static str> = Vec::new();
    for finding in findings {
        if !rules.contains(&finding.rule) {
            rules.push(finding.rule);
        }
    }
    Some(Recommendation {
        category: advice.category,
        priority: advice.priority,
        action: advice.action,
        confidence: Ratio::new(sure.fraction()).unwrap_or(gravest.confidence),
        summary: format!("{name}: {}", advice.summary),
        ads: gravest.ad.iter().cloned().collect(),
        rules,
        spend: Money::from_micros(gravest.spend.micros(), facts.currency),
        expires_on: facts.range.until().plus_days(DAYS),
    })
}

/// What matters most comes first.
fn order(finding: &Finding) -> (u8, u8) {
    let severity = match finding.severity {
        Severity::Critical => 0,
        Severity::Chance => 1,
        Severity::Warning => 2,
        Severity::Info => 3,
    };
    let rule = match finding.rule {
        "tracking_break" | "account_shift" | "tired" | "spend_no_conversions" | "over_target" => 0,
        _ => 1,
    };
    (severity, rule)
}

fn advice(finding: &Finding) -> Option<Advice> {
    let advice = |category, priority, action, summary| Some(Advice { category, priority, action, summary });
    let is_critical = finding.severity == Severity::Critical;
    match finding.rule {
        "tracking_break" => advice(
            "tracking",
            if is_critical { "critical" } else { "medium" },
            Action::CheckTracking,
            "results are missing although people clicked. Check pixel and conversions API before judging any ad.",
        ),
        "account_shift" if finding.severity == Severity::Info => None,
        "account_shift" => advice(
            "monitor",
            "high",
            Action::Monitor,
            "everything became dearer at once. Look for the cause outside the ads.",
        ),
        "tired" => advice(
            "refresh",
            "critical",
            Action::UpdateCreative,
            "people are tired of it. Make its successor before pausing it.",
        ),
        "spend_no_conversions" if is_critical => {
            advice("kill", "critical", Action::PauseAd, "a result is overdue. Pause it in Ads Manager.")
        }
        "spend_no_conversions" => {
            advice("monitor", "high", Action::Monitor, "a result is due. Look again in a few days.")
        }
        "over_target" => {
            advice("iterate", "high", Action::CreateVariation, "its results cost far more than the target.")
        }
        "hardly_any_spend" => {
            advice("test", "high", Action::LaunchTest, "cheap results on hardly any spend. Give it a test of its own.")
        }
        "ctr_below_p10" => advice("kill", "high", Action::PauseAd, "hardly anyone clicks. Pause it in Ads Manager."),
        "ctr_below_p25" | "roas_below_p25" => {
            advice("iterate", "medium", Action::CreateVariation, "clearly under ads of its kind. Try variations.")
        }
        "cpc_above_p75" => {
            advice("iterate", "medium", Action::ChangeAudience, "clicks are clearly dearer than for ads of its kind.")
        }
        "frequency_above_threshold" | "frequency_trend_rising" | "ctr_declining_7d" => advice(
            "refresh",
            if is_critical { "high" } else { "medium" },
            Action::UpdateCreative,
            "it wears out. Prepare its successor.",
        ),
        "hook_rate_below_p25" | "hold_rate_below_p25" => advice(
            "iterate",
            "medium",
            Action::CreateVariation,
            "few people stay with the video. Try another beginning.",
        ),
        "impression_starvation" => {
            advice("budget_realloc", "low", Action::Monitor, "it is switched on and hardly shown.")
        }
        _ => None,
    }
}
