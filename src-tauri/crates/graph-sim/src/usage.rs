//! The account's score and the headers that report it.
//!
//! A read costs 1, a write 3; the score decays over five minutes, to nothing. The standard tier allows 9000, the
//! limited one 60; over it the account is blocked as Meta does it: HTTP 400, code 17, subcode 2446079.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use units::{Clock, Monotonic};

const DECAY: Duration = Duration::from_secs(300);

#[derive(Debug)]
struct Score {
    value: f64,
    at: Monotonic,
    insights_calls: f64,
}

/// Scores by account.
#[derive(Debug, Default)]
pub(crate) struct Usage(Mutex<HashMap<String, Score>>);

/// What a reply reports.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// Percent of the allowance.
    pub(crate) percent: f64,
    /// Percent of the hour's insights calls.
    pub(crate) insights_percent: f64,
    /// Whether the account is over it.
    pub(crate) blocked: bool,
    /// Seconds until the score is gone.
    pub(crate) reset_seconds: u32,
    pub(crate) limited: bool,
}

impl Usage {
    /// Counts a call on an account and reads its score.
    pub(crate) fn spend(&self, account: &str, cost: f64, insights: bool, limited: bool, clock: &dyn Clock) -> Reading {
        let now = clock.monotonic();
        let mut scores = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let score = scores.entry(account.to_owned()).or_insert(Score { value: 0.0, at: now, insights_calls: 0.0 });
        let passed = now.since(score.at).as_secs_f64();
        let (most, per_hour) = if limited { (60.0, 600.0) } else { (9000.0, 190_000.0) };
        score.value = (score.value - most * passed / DECAY.as_secs_f64()).max(0.0);
        score.insights_calls = (score.insights_calls - per_hour * passed / 3600.0).max(0.0);
        score.at = now;
        let blocked = score.value + cost > most;
        if !blocked {
            score.value += cost;
            score.insights_calls += if insights { 1.0 } else { 0.0 };
        }
        Reading {
            percent: 100.0 * score.value / most,
            insights_percent: 100.0 * score.insights_calls / per_hour,
            blocked,
            reset_seconds: (score.value / most * DECAY.as_secs_f64()).ceil() as u32,
            limited,
        }
    }

    /// Forgets all scores.
    pub(crate) fn reset(&self) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clear();
    }
}

/// The usage headers of a reply about an account.
pub(crate) fn headers(
    account: &str,
    reading: Reading,
    insights: bool,
    regain_minutes: u32,
) -> Vec<(&'static str, String)> {
    let tier = if reading.limited { "development_access" } else { "standard_access" };
    let percent = reading.percent;
    let whole = percent.ceil() as u32;
    let kind = if insights { "ads_insights" } else { "ads_management" };
    let insights_percent = reading.insights_percent.ceil() as u32;
    let mut headers = vec![
        ("x-app-usage", format!(r#"{{"call_count":{whole},"total_cputime":{0},"total_time":{0}}}"#, whole / 2)),
        (
            "x-ad-account-usage",
            format!(
                r#"{{"acc_id_util_pct":{percent:.2},"reset_time_duration":{},"ads_api_access_tier":"{tier}"}}"#,
                reading.reset_seconds
            ),
        ),
        (
            "x-business-use-case-usage",
            format!(
                r#"{{"{account}":[{{"type":"{kind}","call_count":{},"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":{regain_minutes},"ads_api_access_tier":"{tier}"}}]}}"#,
                if regain_minutes > 0 { 100 } else { insights_percent }
            ),
        ),
    ];
    if insights {
        headers.push((
            "x-fb-ads-insights-throttle",
            format!(r#"{{"app_id_util_pct":{insights_percent},"acc_id_util_pct":{insights_percent},"ads_api_access_tier":"{tier}"}}"#),
        ));
    }
    headers
}
