//! The line of what a result cost. Single days of one ad are mostly noise, and a day with money spent and no result is
//! no gap: its money was spent for the results around it.

use std::collections::BTreeSet;

use insights::ResultKind;
use units::{AccountDate, Ratio, Sums};

/// Days that one point of the line sums up.
pub(super) const WINDOW: usize = 7;

/// Amount spent ÷ results over the seven days up to each day. Where these had no result, the days before count too, back
/// to the last result: with every day without one the line rises, as the cost does. Nothing is drawn on a day without
/// spend, nor before the first result. Days on which tracking was broken count for nothing.
pub(super) fn cost_line(
    days: &[(AccountDate, Option<Sums>)],
    result: ResultKind,
    broken: &BTreeSet<AccountDate>,
) -> Vec<Option<Ratio>> {
    let known: Vec<Option<(i64, i64)>> = days
        .iter()
        .map(|(day, sums)| {
            let sums = sums.as_ref().filter(|_sums| !broken.contains(day))?;
            Some((sums.spend.micros(), result.of(sums)?.micros()))
        })
        .collect();
    days.iter()
        .enumerate()
        .map(|(at, (_day, sums))| {
            sums.as_ref().filter(|sums| sums.spend.micros() > 0)?;
            up_to(&known[..=at])
        })
        .collect()
}

fn up_to(days: &[Option<(i64, i64)>]) -> Option<Ratio> {
    let (mut spend, mut results) = (0_i64, 0_i64);
    for (back, day) in days.iter().rev().enumerate() {
        if back >= WINDOW && results > 0 {
            break;
        }
        let (spent, got) = day.unwrap_or_default();
        spend = spend.saturating_add(spent);
        results = results.saturating_add(got);
    }
    if results > 0 { Ratio::new(spend as f64 / results as f64) } else { None }
}

#[cfg(test)]
mod tests {
    use units::{Currency, Money, Quantity};

    use super::*;

    fn day(at: usize) -> AccountDate {
        AccountDate::parse("2026-11-01").unwrap().plus_days(i32::try_from(at).unwrap())
    }

    fn line(days: &[Option<(u32, u32)>], broken: &[usize]) -> Vec<Option<f64>> {
        let sums = |(spend, purchases): (u32, u32)| Sums {
            spend: Money::parse_major(&spend.to_string(), Currency::USD).unwrap(),
            purchases: Some(Quantity::whole(purchases)),
            ..Sums::none(Currency::USD)
        };
        let days: Vec<_> = days.iter().enumerate().map(|(at, one)| (day(at), one.map(sums))).collect();
        let broken = broken.iter().map(|at| day(*at)).collect();
        cost_line(&days, ResultKind::Purchases, &broken).into_iter().map(|point| point.map(Ratio::fraction)).collect()
    }

    #[test]
    fn a_day_with_spend_and_no_result_makes_the_line_rise_and_not_stop() {
        assert_eq!(line(&[Some((20, 1)), Some((20, 0)), Some((20, 0))], &[]), [Some(20.0), Some(40.0), Some(60.0)]);
    }

    #[test]
    fn without_a_result_in_seven_days_it_reaches_back_to_the_last_one() {
        let mut days = vec![Some((20, 1)); 2];
        days.extend([Some((10, 0)); 9]);
        let line = line(&days, &[]);
        assert_eq!(line[7], Some(80.0), "seven days with one result");
        assert_eq!(line[10], Some(110.0), "nine days without one, and the day of the last");
    }

    #[test]
    fn there_is_no_point_without_spend_or_before_the_first_result() {
        let days = [Some((5, 0)), None, Some((10, 1)), Some((0, 0)), Some((0, 2))];
        assert_eq!(line(&days, &[]), [None, None, Some(15.0), None, None]);
    }

    #[test]
    fn a_day_without_tracking_counts_for_nothing() {
        assert_eq!(line(&[Some((20, 1)), Some((90, 0)), Some((30, 1))], &[1]), [Some(20.0), Some(20.0), Some(25.0)]);
    }
}
