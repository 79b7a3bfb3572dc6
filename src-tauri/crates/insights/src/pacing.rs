//! Whether the month's budget will be met.

use serde::Serialize;
use units::{AccountDate, Money, Ratio};

/// Inside this distance from the budget the month is on pace.
pub const ON_PACE: f64 = 0.10;

/// How the month goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Lands within 10 % of the budget.
    OnPace,
    /// Lands lower.
    Under,
    /// Lands higher.
    Over,
}

/// The month to date and where it lands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Pacing {
    /// First day of the month.
    pub month: AccountDate,
    /// Last complete day that is counted.
    pub until: AccountDate,
    /// Complete days so far.
    pub days_done: u32,
    /// Days of the month.
    pub days: u32,
    /// Spent so far.
    pub spent: Money,
    /// What may be spent.
    pub budget: Money,
    /// Spend a day, over the last seven complete days of the month.
    pub per_day: Money,
    /// Spent so far and the rest of the month at that rate.
    pub lands_at: Money,
    /// How far that is from the budget.
    pub off_by: Option<Ratio>,
    /// The verdict.
    pub pace: Option<Pace>,
}

/// From the spend of the month's complete days, oldest first. `None` where a day was never read, or none is complete:
/// a sum with a hole would land too low.
#[must_use]
pub fn pacing(month: AccountDate, spend: &[Option<Money>], budget: Money) -> Option<Pacing> {
    let spend: Vec<Money> = spend.iter().copied().collect::<Option<_>>()?;
    let sum =
        |days: &[Money]| days.iter().try_fold(Money::zero(budget.currency()), |sum, day| sum.checked_add(*day).ok());
    let days_done = u32::try_from(spend.len()).ok().filter(|days| *days > 0)?;
    let spent = sum(&spend)?;
    let recent = &spend[spend.len().saturating_sub(7)..];
    let per_day = sum(recent)?.per(units::Quantity::whole(u32::try_from(recent.len()).ok()?))?;
    let days = month.days_in_month();
    let rest = i64::from(days.saturating_sub(days_done));
    let lands_at =
        Money::from_micros(per_day.micros().checked_mul(rest)?.checked_add(spent.micros())?, budget.currency());
    let off_by = lands_at.over(budget).and_then(|ratio| Ratio::new(ratio.fraction() - 1.0));
    let pace = off_by.map(|off| match off.fraction() {
        off if off > ON_PACE => Pace::Over,
        off if off < -ON_PACE => Pace::Under,
        _ => Pace::OnPace,
    });
    let until = month.month_start().plus_days(i32::try_from(days_done).unwrap_or(1) - 1);
    Some(Pacing { month: month.month_start(), until, days_done, days, spent, budget, per_day, lands_at, off_by, pace })
}
