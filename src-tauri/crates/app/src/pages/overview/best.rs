//! The best ads of a range.

use store::meta::PerformanceRow;
use units::{Money, Ratio, Sums};

use super::types::{AdBrief, Best, BestAd, BestBy};
use crate::pages::figures::{Figures, PageAims};

const SHOWN: usize = 6;

/// The six best ads, by cost per result among those that spent enough to be judged; by link click rate where the
/// account reports no results at all.
pub(super) fn best(rows: &[PerformanceRow], account: &Sums, aims: &PageAims) -> Best {
    let by = if aims.result.of(account).is_some() { BestBy::CostPerResult } else { BestBy::CtrLink };
    let at_least = floor(account, aims);
    let mut judged: Vec<(f64, Figures, &PerformanceRow)> = rows
        .iter()
        .filter(|row| row.sums.spend.micros() >= at_least.micros() && row.sums.spend.micros() > 0)
        .filter_map(|row| {
            let figures = Figures::of(&row.sums, aims.result);
            let rank = match by {
                BestBy::CostPerResult => figures.cost_per_result?.micros() as f64,
                BestBy::CtrLink => -figures.ctr_link?.fraction(),
            };
            Some((rank, figures, row))
        })
        .collect();
    judged.sort_by(|a, b| a.0.total_cmp(&b.0));
    judged.truncate(SHOWN);
    let together: i64 = judged.iter().map(|(_, figures, _)| figures.spend.micros()).sum();
    Best {
        at_least,
        by,
        share: Money::from_micros(together, account.currency()).over(account.spend),
        ads: judged.into_iter().map(|(_, figures, row)| best_ad(row, figures, account.spend)).collect(),
    }
}

/// Five targets, or two percent of the range's spend without a target: less is luck.
fn floor(account: &Sums, aims: &PageAims) -> Money {
    let micros = match aims.cost_per_result {
        Some(target) => target.micros().saturating_mul(5),
        None => account.spend.micros() / 50,
    };
    // A round figure reads better and judges as well.
    let unit = 10_i64.pow(micros.max(1).ilog10()).max(1_000_000) / 2;
    Money::from_micros((micros + unit / 2) / unit * unit, account.currency())
}

fn best_ad(row: &PerformanceRow, figures: Figures, account: Money) -> BestAd {
    BestAd { ad: brief(row), figures, share: share(figures.spend, account) }
}

fn share(part: Money, whole: Money) -> Option<Ratio> {
    part.over(whole)
}

/// An ad as a picture with a name.
pub(super) fn brief(row: &PerformanceRow) -> AdBrief {
    AdBrief {
        id: row.id.clone(),
        name: row.name.clone().unwrap_or_else(|| row.id.to_string()),
        picture: row.picture.clone(),
    }
}
