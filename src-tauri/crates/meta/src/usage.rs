//! What the usage headers say.
//!
//! They come on successes and on failures, and inside the items of a batch. Not every reply has all of them.

use std::collections::HashMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Meta's access tiers for the Marketing API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// A score of 60 in five minutes: what an app of one's own has.
    Limited,
    /// A score of 9000 in five minutes, after Meta's review.
    Full,
}

impl Tier {
    fn of(word: &str) -> Option<Self> {
        match word {
            "development_access" | "limited_access" => Some(Self::Limited),
            "standard_access" | "full_access" => Some(Self::Full),
            _ => None,
        }
    }
}

/// The usage headers of one reply.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Readings {
    /// Largest percentage of any budget.
    pub percent: Option<f64>,
    /// When the ad account's score is reset.
    pub account_reset: Option<Duration>,
    /// When a business use case works again.
    pub regain: Option<Duration>,
    /// The tier, where named.
    pub tier: Option<Tier>,
}

/// A percentage or a time, which some replies write as text.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(from = "Written")]
struct Figure(f64);

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Number(f64),
    Text(String),
    Other(serde::de::IgnoredAny),
}

impl From<Written> for Figure {
    fn from(written: Written) -> Self {
        match written {
            Written::Number(number) => Self(number),
            Written::Text(text) => Self(text.parse().unwrap_or(0.0)),
            Written::Other(_) => Self(0.0),
        }
    }
}

#[derive(Deserialize)]
struct AppUsage {
    #[serde(default)]
    call_count: Figure,
    #[serde(default)]
    total_time: Figure,
    #[serde(default)]
    total_cputime: Figure,
}

#[derive(Deserialize)]
struct AccountUsage {
    #[serde(default)]
    acc_id_util_pct: Figure,
    #[serde(default)]
    app_id_util_pct: Figure,
    #[serde(default)]
    reset_time_duration: Figure,
    #[serde(default)]
    ads_api_access_tier: Option<String>,
}

#[derive(Deserialize)]
struct UseCase {
    #[serde(flatten)]
    usage: AppUsage,
    #[serde(default)]
    estimated_time_to_regain_access: Figure,
    #[serde(default)]
    ads_api_access_tier: Option<String>,
}

impl Readings {
    /// Reads the headers that `header` gives by lower-case name. A header of a new shape is passed over: it is
    /// advice, and the error codes say the same in the end.
    pub fn of<'h>(header: impl Fn(&str) -> Option<&'h str>) -> Self {
        let mut readings = Self::default();
        if let Some(usage) = json::<AppUsage>(header("x-app-usage")) {
            readings.note(&usage);
        }
        if let Some(usage) = json::<AccountUsage>(header("x-ad-account-usage")) {
            readings.account(&usage);
        }
        for name in ["x-fb-ads-insights-throttle", "x-fb-ads-insights-reach-throttle"] {
            if let Some(usage) = json::<AccountUsage>(header(name)) {
                readings.account(&usage);
            }
        }
        if let Some(cases) = json::<HashMap<String, Vec<UseCase>>>(header("x-business-use-case-usage")) {
            cases.values().flatten().for_each(|case| readings.use_case(case));
        }
        readings
    }

    fn note(&mut self, usage: &AppUsage) {
        let worst = usage.call_count.0.max(usage.total_time.0).max(usage.total_cputime.0);
        self.percent = larger(self.percent, Some(worst));
    }

    fn account(&mut self, usage: &AccountUsage) {
        self.percent = larger(self.percent, Some(usage.acc_id_util_pct.0.max(usage.app_id_util_pct.0)));
        self.account_reset = self.account_reset.max(span(usage.reset_time_duration.0));
        self.tier = usage.ads_api_access_tier.as_deref().and_then(Tier::of).or(self.tier);
    }

    fn use_case(&mut self, case: &UseCase) {
        self.note(&case.usage);
        self.regain = self.regain.max(span(case.estimated_time_to_regain_access.0 * 60.0));
        self.tier = self.tier.or(case.ads_api_access_tier.as_deref().and_then(Tier::of));
    }
}

fn json<T: serde::de::DeserializeOwned>(header: Option<&str>) -> Option<T> {
    serde_json::from_str(header?).inspect_err(|error| tracing::debug!(%error, "usage header not understood")).ok()
}

fn larger(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.max(other)),
        (one, other) => one.or(other),
    }
}

/// A positive number of seconds; a day at most.
fn span(seconds: f64) -> Option<Duration> {
    (seconds > 0.0).then(|| Duration::from_secs_f64(seconds.min(86_400.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(headers: &[(&str, &'static str)]) -> Readings {
        Readings::of(|name| headers.iter().find(|(key, _)| *key == name).map(|(_, value)| *value))
    }

    #[test]
    fn the_worst_percentage_counts() {
        let readings = of(&[
            ("x-app-usage", r#"{"call_count":28,"total_time":25,"total_cputime":25}"#),
            ("x-fb-ads-insights-throttle", r#"{"app_id_util_pct":"61.5","acc_id_util_pct":10}"#),
        ]);
        assert_eq!(readings.percent, Some(61.5));
        assert_eq!(readings.tier, None);
    }

    #[test]
    fn account_times_are_seconds_and_use_case_times_minutes() {
        let readings = of(&[
            (
                "x-ad-account-usage",
                r#"{"acc_id_util_pct":9.67,"reset_time_duration":100,"ads_api_access_tier":"standard_access"}"#,
            ),
            (
                "x-business-use-case-usage",
                r#"{"7123":[{"type":"ads_insights","call_count":95,"total_cputime":20,"total_time":20,"estimated_time_to_regain_access":3,"ads_api_access_tier":"development_access"}]}"#,
            ),
        ]);
        assert_eq!(readings.account_reset, Some(Duration::from_secs(100)));
        assert_eq!(readings.regain, Some(Duration::from_secs(180)));
        assert_eq!(readings.percent, Some(95.0));
        assert_eq!(readings.tier, Some(Tier::Full), "the account's own tier goes before the use case's");
    }

    #[test]
    fn zero_waits_and_strange_headers_are_nothing() {
        let readings = of(&[
            ("x-ad-account-usage", "not json"),
            (
                "x-business-use-case-usage",
                r#"{"7":[{"type":"ads_management","call_count":1,"estimated_time_to_regain_access":0}]}"#,
            ),
        ]);
        assert_eq!(readings.regain, None);
        assert_eq!(readings.percent, Some(1.0));
    }
}
