//! What is usual: ads of the same kind in the same account.

use std::collections::BTreeMap;

use units::{ObjectiveFamily, Sums};

use crate::facts::{AccountFacts, AdFacts};
use crate::metric::Metric;
use crate::result::ResultKind;

/// Fewer ads than this are no cohort.
const ADS: usize = 5;
/// Nor are ads with fewer impressions together.
const IMPRESSIONS: u64 = 10_000;
/// An ad below this says nothing about what is usual.
const IMPRESSIONS_OF_AN_AD: u64 = 500;

/// Ads of one kind: their rates, each made from the ad's own sums.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Cohort {
    rates: BTreeMap<&'static str, Vec<f64>>,
}

/// Which ads are of one kind.
pub(crate) type Kind = (ObjectiveFamily, Option<bool>);

impl Cohort {
    /// The value below which the share `p` of the cohort lies (linear between neighbours); `None` for a thin cohort.
    pub(crate) fn percentile(&self, metric: Metric, p: f64) -> Option<f64> {
        let rates = self.rates.get(metric.word()).filter(|rates| rates.len() >= ADS)?;
        let at = p * (rates.len() - 1) as f64;
        let (low, high) = (at.floor() as usize, at.ceil() as usize);
        Some(rates[low] + (rates[high] - rates[low]) * (at - at.floor()))
    }
}

/// The metrics that cohorts are made of.
const METRICS: [Metric; 5] =
    [Metric::CtrLink, Metric::CpcLink, Metric::PurchaseRoas, Metric::HookRate, Metric::HoldRate];

/// The cohorts of an account, with their roll-ups: family and format, then family, then everything.
#[derive(Debug, Default)]
pub(crate) struct Baselines {
    cohorts: BTreeMap<(Option<ObjectiveFamily>, Option<bool>), Cohort>,
}

impl Baselines {
    pub(crate) fn of(facts: &AccountFacts) -> Self {
        let mut rows: BTreeMap<(Option<ObjectiveFamily>, Option<bool>), Vec<Sums>> = BTreeMap::new();
        for ad in &facts.ads {
            let sums = ad.sum(facts.days, facts.range, facts.currency, |_day| true);
            if sums.impressions.get() < IMPRESSIONS_OF_AN_AD {
                continue;
            }
            let (family, video) = kind_of(ad);
            for key in [(Some(family), video), (Some(family), None), (None, None)] {
                rows.entry(key).or_default().push(sums);
            }
            if video.is_none() {
                // The key without a format was pushed twice.
                rows.entry((Some(family), None)).or_default().pop();
            }
        }
        let cohorts = rows
            .into_iter()
            .filter(|(_key, sums)| {
                sums.len() >= ADS && sums.iter().map(|s| s.impressions.get()).sum::<u64>() >= IMPRESSIONS
            })
            .map(|(key, sums)| (key, cohort(&sums)))
            .collect();
        Self { cohorts }
    }

    /// The narrowest cohort that is thick enough.
    pub(crate) fn for_ad(&self, ad: &AdFacts) -> Option<&Cohort> {
        let (family, video) = kind_of(ad);
        [(Some(family), video), (Some(family), None), (None, None)].iter().find_map(|key| self.cohorts.get(key))
    }
}

fn kind_of(ad: &AdFacts) -> Kind {
    (ad.objective.family(), ad.is_video)
}

fn cohort(sums: &[Sums]) -> Cohort {
    let mut rates = BTreeMap::new();
    for metric in METRICS {
        let mut values: Vec<f64> = sums
            .iter()
            .filter_map(|sums| metric.of(sums, ResultKind::Purchases))
            .map(crate::metric::Value::as_f64)
            .collect();
        values.sort_by(f64::total_cmp);
        rates.insert(metric.word(), values);
    }
    Cohort { rates }
}

/// The upper quartile of the seven-day frequencies of the account's ads; `None` for fewer than five.
pub(crate) fn usual_frequency(facts: &AccountFacts) -> Option<f64> {
    let newest = |ad: &AdFacts| ad.reach.last().and_then(|week| week.frequency()).map(units::Ratio::fraction);
    let mut all: Vec<f64> = facts.ads.iter().filter_map(newest).collect();
    all.sort_by(f64::total_cmp);
    if all.len() < ADS { None } else { all.get((all.len() - 1) * 3 / 4).copied() }
}
