//! Chances behind words such as "no purchase" and "hardly any spend".
//!
//! Results arrive like rare events: with spend worth `expected` results at the target cost, the number seen is Poisson.
//! With a flat prior on the rate, the chance that the true cost lies under the target is the chance of seeing at most
//! as many at the target: one sum answers both questions.

use units::{Money, Quantity, Ratio};

/// How many results the spend is worth at the target; `None` without a positive target in the same currency.
pub(super) fn expected(spend: Money, target: Money) -> Option<f64> {
    (target.micros() > 0).then(|| spend.over(target).map(Ratio::fraction)).flatten()
}

/// Chance of seeing at most `seen` results where `expected` are the mean.
pub(super) fn at_most(seen: f64, expected: f64) -> f64 {
    let mut term = (-expected).exp();
    let mut sum = 0.0;
    for k in 0..=(seen.max(0.0).min(10_000.0).floor() as u32) {
        if k > 0 {
            term *= expected / f64::from(k);
        }
        sum += term;
    }
    sum.clamp(0.0, 1.0)
}

/// Chance that the true cost per result is under the target, given what was spent and what came of it.
///
/// Beyond a thousand expected results the sum above underflows, and there the answer is plain from the costs.
pub(super) fn beats(spend: Money, results: Quantity, target: Money) -> Option<Ratio> {
    let mean = expected(spend, target)?;
    if mean <= 0.0 {
        return None;
    }
    let seen = results.micros() as f64 / 1e6;
    let chance = if mean > 600.0 { normal_tail((seen - mean) / mean.sqrt()) } else { at_most(seen, mean) };
    Ratio::new(chance)
}

/// Chance that a standard normal value lies under `z`, by the logistic approximation (error below 0.02).
fn normal_tail(z: f64) -> f64 {
    1.0 / (1.0 + (-1.702 * z).exp())
}

#[cfg(test)]
mod tests {
    use units::Currency;

    use super::*;

    fn usd(text: &str) -> Money {
        Money::parse_major(text, Currency::USD).unwrap()
    }

    #[test]
    fn three_targets_without_a_result_leave_five_percent() {
        let mean = expected(usd("84"), usd("28")).unwrap();
        assert!((at_most(0.0, mean) - 0.0498).abs() < 1e-4);
    }

    #[test]
    fn five_purchases_for_two_targets_probably_beat_it() {
        let chance = beats(usd("61.40"), Quantity::whole(5), usd("28")).unwrap().fraction();
        assert!(chance > 0.95 && chance < 1.0, "{chance}");
    }

    #[test]
    fn large_numbers_neither_overflow_nor_lose_their_direction() {
        assert!(beats(usd("280000"), Quantity::whole(12_000), usd("28")).unwrap().fraction() > 0.99);
        assert!(beats(usd("280000"), Quantity::whole(8_000), usd("28")).unwrap().fraction() < 0.01);
        assert!((beats(usd("280000"), Quantity::whole(10_000), usd("28")).unwrap().fraction() - 0.5).abs() < 0.01);
    }

    #[test]
    fn without_spend_or_in_another_currency_there_is_no_chance_to_name() {
        assert_eq!(beats(usd("0"), Quantity::ZERO, usd("28")), None);
        let euro = Money::parse_major("28", Currency::EUR).unwrap();
        assert_eq!(beats(usd("10"), Quantity::ZERO, euro), None);
    }
}
