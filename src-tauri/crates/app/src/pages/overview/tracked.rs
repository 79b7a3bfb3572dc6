//! What the totals are compared by where tracking was broken on a day: a day with money spent and its results not counted
//! would make the other days look better, or its own period look worse.

use std::collections::BTreeSet;

use insights::ResultKind;
use units::{AccountDate, Currency, Sums};

use super::types::Tracked;
use crate::pages::figures::{Figures, total};

type Days<'a> = &'a [(AccountDate, Option<Sums>)];

/// The figures of the days that were tracked; `None` where all of them were.
pub(super) fn tracked(
    broken: &BTreeSet<AccountDate>,
    (range, before): (Days<'_>, Days<'_>),
    currency: Currency,
    result: ResultKind,
) -> Option<Tracked> {
    let left_out: Vec<AccountDate> =
        before.iter().chain(range).map(|(day, _sums)| *day).filter(|day| broken.contains(day)).collect();
    if left_out.is_empty() {
        return None;
    }
    let side = |days: Days<'_>| {
        let kept: Vec<&Sums> =
            days.iter().filter(|(day, _sums)| !broken.contains(day)).filter_map(|(_day, sums)| sums.as_ref()).collect();
        let count = u32::try_from(kept.len()).unwrap_or(u32::MAX);
        let sums = total(currency, kept.into_iter()).unwrap_or_else(|| Sums::none(currency));
        (Figures::of(&sums, result), count)
    };
    let ((figures, days), (previous, previous_days)) = (side(range), side(before));
    Some(Tracked { left_out, figures, days, previous, previous_days })
}
