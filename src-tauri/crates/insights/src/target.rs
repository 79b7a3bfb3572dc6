//! Targets: what a result may cost, where the account breaks even, and how far a figure is from either.

use serde::{Deserialize, Serialize};
use units::{Money, Ratio, Sums};

use crate::result::ResultKind;

/// What an account, or one campaign in its place, is aimed at. `None` is "not said"; nothing is judged by it then.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Aims {
    /// Which result counts; `None` is by the campaign's objective.
    pub result: Option<ResultKind>,
    /// Highest cost per result that is still good.
    pub cost_per_result: Option<Money>,
    /// Lowest return on ad spend that is still good.
    pub roas: Option<Ratio>,
    /// Value of an average order.
    pub average_order: Option<Money>,
    /// Share of an order that is left after its own costs.
    pub margin: Option<Ratio>,
    /// What may be spent in a calendar month.
    pub monthly_budget: Option<Money>,
}

/// Where nothing is earned and nothing lost.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BreakEven {
    /// Average order × margin.
    pub cost_per_result: Money,
    /// 1 ÷ margin.
    pub roas: Ratio,
}

impl Aims {
    /// The campaign's own aims where it has some, these where not.
    #[must_use]
    pub fn overridden_by(self, campaign: Self) -> Self {
        Self {
            result: campaign.result.or(self.result),
            cost_per_result: campaign.cost_per_result.or(self.cost_per_result),
            roas: campaign.roas.or(self.roas),
            average_order: campaign.average_order.or(self.average_order),
            margin: campaign.margin.or(self.margin),
            monthly_budget: self.monthly_budget,
        }
    }

    /// Where nothing is earned and nothing lost; needs average order and margin.
    #[must_use]
    pub fn break_even(&self) -> Option<BreakEven> {
        let (order, margin) = (self.average_order?, self.margin?.fraction());
        if margin <= 0.0 {
            return None;
        }
        let micros = (order.micros() as f64 * margin).round() as i64;
        Some(BreakEven {
            cost_per_result: Money::from_micros(micros, order.currency()),
            roas: Ratio::new(1.0 / margin)?,
        })
    }

    /// The highest cost per result: as said, else from the lowest return and the average order.
    #[must_use]
    pub fn target_cost(&self) -> Option<Money> {
        self.cost_per_result.or_else(|| {
            let (order, roas) = (self.average_order?, self.roas?.fraction());
            (roas > 0.0).then(|| Money::from_micros((order.micros() as f64 / roas).round() as i64, order.currency()))
        })
    }
}

/// How a figure stands to its target: the tint of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// At least 10 % better.
    Better,
    /// Within 10 %.
    OnTarget,
    /// Up to 30 % worse.
    Worse,
    /// More than 30 % worse.
    FarWorse,
}

/// Fewer results than this say too little for a tint: at four, the 90 % interval of a cost spans a factor of four.
pub const RESULTS_FOR_A_BAND: f64 = 5.0;

/// The tint of a cost per result; `None` without a target, a result, or enough of them.
#[must_use]
pub fn band_of_cost(sums: &Sums, result: ResultKind, target: Option<Money>) -> Option<Band> {
    let (results, target) = (result.of(sums)?, target?);
    if (results.micros() as f64) < RESULTS_FOR_A_BAND * 1e6 {
        return None;
    }
    sums.spend.per(results)?.over(target).map(|ratio| band(ratio.fraction()))
}

/// The tint of a return on ad spend.
#[must_use]
pub fn band_of_roas(sums: &Sums, target: Option<Ratio>) -> Option<Band> {
    let (value, target) = (sums.purchase_value?, target?.fraction());
    if sums.purchases?.micros() as f64 * 1e-6 < RESULTS_FOR_A_BAND {
        return None;
    }
    let roas = value.over(sums.spend)?.fraction();
    (roas > 0.0 && target > 0.0).then(|| band(target / roas))
}

fn band(times_target: f64) -> Band {
    if times_target <= 0.9 {
        Band::Better
    } else if times_target <= 1.1 {
        Band::OnTarget
    } else if times_target <= 1.3 {
        Band::Worse
    } else {
        Band::FarWorse
    }
}
