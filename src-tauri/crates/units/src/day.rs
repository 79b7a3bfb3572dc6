//! Days of an ad account.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A calendar day in the ad account's time zone, which is how Meta reports. The stored form is the number of days
/// since 1970-01-01, so that neighbours differ by one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(try_from = "String", into = "String")]
pub struct AccountDate(#[specta(type = String)] NaiveDate);

/// A day or a range of days is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Not a date.
    #[error("`{0}` is not a day: write it like 2026-02-16")]
    NotADay(String),
    /// The end lies before the start.
    #[error("the range ends ({until}) before it starts ({since})")]
    WrongWayRound {
        /// First day asked for.
        since: AccountDate,
        /// Last day asked for.
        until: AccountDate,
    },
}

const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(1970, 1, 1).expect("1970-01-01 is a date");

impl AccountDate {
    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// [`DayError::NotADay`].
    pub fn parse(text: &str) -> Result<Self, DayError> {
        NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
            .ok()
            .filter(|date| (1970..=9999).contains(&date.year()))
            .map(Self)
            .ok_or_else(|| DayError::NotADay(text.chars().take(40).collect()))
    }

    /// From a calendar date.
    #[must_use]
    pub const fn from_naive(date: NaiveDate) -> Self {
        Self(date)
    }

    /// The calendar date.
    #[must_use]
    pub const fn to_naive(self) -> NaiveDate {
        self.0
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn number(self) -> i32 {
        i32::try_from((self.0 - EPOCH).num_days()).unwrap_or(i32::MAX)
    }

    /// From days since 1970-01-01.
    #[must_use]
    pub fn from_number(number: i32) -> Self {
        Self(EPOCH + chrono::Duration::days(i64::from(number)))
    }

    /// This many days later; earlier if negative.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self::from_number(self.number().saturating_add(days))
    }

    /// This many months earlier, on the last day of the month where the day does not exist.
    #[must_use]
    pub fn minus_months(self, months: u32) -> Self {
        Self(self.0.checked_sub_months(Months::new(months)).unwrap_or(EPOCH))
    }

    /// The first day of this month.
    #[must_use]
    pub fn month_start(self) -> Self {
        Self(self.0.checked_sub_days(Days::new(u64::from(self.0.day0()))).unwrap_or(self.0))
    }

    /// How many days this month has.
    #[must_use]
    pub fn days_in_month(self) -> u32 {
        let next = self.month_start().0.checked_add_months(Months::new(1)).unwrap_or(self.0);
        u32::try_from((next - self.month_start().0).num_days()).unwrap_or(30)
    }
}

impl std::fmt::Display for AccountDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl std::fmt::Debug for AccountDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for AccountDate {
    type Error = DayError;
    fn try_from(text: String) -> Result<Self, DayError> {
        Self::parse(&text)
    }
}

impl From<AccountDate> for String {
    fn from(day: AccountDate) -> Self {
        day.to_string()
    }
}

impl std::str::FromStr for AccountDate {
    type Err = DayError;
    fn from_str(text: &str) -> Result<Self, DayError> {
        Self::parse(text)
    }
}

/// Days from `since` to `until`, both included; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, specta::Type)]
pub struct DayRange {
    since: AccountDate,
    until: AccountDate,
}

impl DayRange {
    /// A range of at least one day.
    ///
    /// # Errors
    /// [`DayError::WrongWayRound`].
    pub fn new(since: AccountDate, until: AccountDate) -> Result<Self, DayError> {
        if until < since { Err(DayError::WrongWayRound { since, until }) } else { Ok(Self { since, until }) }
    }

    /// The `days` days that end with `until`; at least one.
    #[must_use]
    pub fn ending(until: AccountDate, days: u32) -> Self {
        Self { since: until.plus_days(1 - i32::try_from(days.max(1)).unwrap_or(i32::MAX)), until }
    }

    /// First day.
    #[must_use]
    pub const fn since(self) -> AccountDate {
        self.since
    }

    /// Last day.
    #[must_use]
    pub const fn until(self) -> AccountDate {
        self.until
    }

    /// How many days.
    #[must_use]
    pub fn len(self) -> u32 {
        u32::try_from(self.until.number() - self.since.number() + 1).unwrap_or(1)
    }

    /// Never: a range holds at least one day. Here because `len` without it surprises.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        false
    }

    /// The range of the same length that ends the day before this one starts.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::ending(self.since.plus_days(-1), self.len())
    }

    /// Whether the day lies in the range.
    #[must_use]
    pub fn contains(self, day: AccountDate) -> bool {
        self.since <= day && day <= self.until
    }

    /// Every day, oldest first.
    pub fn days(self) -> impl DoubleEndedIterator<Item = AccountDate> {
        (self.since.number()..=self.until.number()).map(AccountDate::from_number)
    }
}
