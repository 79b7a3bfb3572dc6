//! The chance to beat a target, in the units of a page: money, results, a target.

use insights::chance;
use units::{Money, Quantity, Ratio};

/// How many results the spend is worth at the target; `None` without a positive target in the same currency.
pub(super) fn expected(spend: Money, target: Money) -> Option<f64> {
    (target.micros() > 0).then(|| spend.over(target).map(Ratio::fraction)).flatten()
}

/// Chance that the true cost per result is under the target, given what was spent and what came of it.
pub(super) fn beats(spend: Money, results: Quantity, target: Money) -> Option<Ratio> {
    let mean = expected(spend, target).filter(|mean| *mean > 0.0)?;
    Ratio::new(chance::that_target_is_beaten(results.micros() as f64 / 1e6, mean, 1.0))
}

#[cfg(test)]
mod tests {
    use units::Currency;

    use super::*;

    fn usd(text: &str) -> Money {
        Money::parse_major(text, Currency::USD).unwrap()
    }

    #[test]
    fn five_purchases_for_two_targets_probably_beat_it() {
        let chance = beats(usd("61.40"), Quantity::whole(5), usd("28")).unwrap().fraction();
        assert!(chance > 0.8 && chance < 1.0, "{chance}");
    }

    #[test]
    fn large_numbers_neither_overflow_nor_lose_their_direction() {
        assert!(beats(usd("280000"), Quantity::whole(12_000), usd("28")).unwrap().fraction() > 0.99);
        assert!(beats(usd("280000"), Quantity::whole(8_000), usd("28")).unwrap().fraction() < 0.01);
    }

    #[test]
    fn without_spend_or_in_another_currency_there_is_no_chance_to_name() {
        assert_eq!(beats(usd("0"), Quantity::ZERO, usd("28")), None);
        let euro = Money::parse_major("28", Currency::EUR).unwrap();
        assert_eq!(beats(usd("10"), Quantity::ZERO, euro), None);
    }
}
