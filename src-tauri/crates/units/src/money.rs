//! Amounts of money.

use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::{Currency, Quantity, Ratio};

/// An amount in millionths of a currency's major unit.
///
/// It crosses into JSON as `{"amount": "12.34", "currency": "USD"}`: a JavaScript number would lose cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(try_from = "MoneyText", into = "MoneyText")]
pub struct Money {
    micros: i64,
    currency: Currency,
}

/// How an amount is written in JSON.
#[derive(Serialize, Deserialize, specta::Type)]
struct MoneyText {
    amount: String,
    currency: Currency,
}

/// Why an amount could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The two amounts are in different currencies; there is no rate here to convert with.
    #[error("cannot combine {0} with {1}")]
    CurrenciesDiffer(Currency, Currency),
    /// The text is not a decimal number.
    #[error("`{0}` is not an amount")]
    NotAnAmount(String),
    /// The result is beyond about nine trillion.
    #[error("the amount is too large")]
    TooLarge,
}

const MICROS: i64 = 1_000_000;

impl Money {
    /// An amount from millionths.
    #[must_use]
    pub const fn from_micros(micros: i64, currency: Currency) -> Self {
        Self { micros, currency }
    }

    /// Nothing, in this currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { micros: 0, currency }
    }

    /// Reads a decimal of major units, as insights rows write it (`"14.35"`); more than six decimals round half-even.
    ///
    /// # Errors
    /// [`MoneyError::NotAnAmount`] or [`MoneyError::TooLarge`].
    pub fn parse_major(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        parse_micros(text).map(|micros| Self { micros, currency })
    }

    /// Reads Meta's minor units, as budgets and bids are written (`"1000"` is 10.00 EUR but 1000 JPY).
    ///
    /// # Errors
    /// [`MoneyError::NotAnAmount`] or [`MoneyError::TooLarge`].
    pub fn parse_minor(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let minor: i64 = text.trim().parse().map_err(|_not_whole| MoneyError::NotAnAmount(text.to_owned()))?;
        let micros = minor.checked_mul(MICROS / currency.minor_units_per_major()).ok_or(MoneyError::TooLarge)?;
        Ok(Self { micros, currency })
    }

    /// Millionths of the major unit.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.micros
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyError::CurrenciesDiffer`] or [`MoneyError::TooLarge`].
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let micros = self.micros.checked_add(other.micros).ok_or(MoneyError::TooLarge)?;
        Ok(Self { micros, currency: self.currency })
    }

    /// The difference.
    ///
    /// # Errors
    /// [`MoneyError::CurrenciesDiffer`] or [`MoneyError::TooLarge`].
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let micros = self.micros.checked_sub(other.micros).ok_or(MoneyError::TooLarge)?;
        Ok(Self { micros, currency: self.currency })
    }

    /// What one of `quantity` costs, rounded half-even to a millionth; `None` for none of them.
    #[must_use]
    pub fn per(self, quantity: Quantity) -> Option<Self> {
        self.per_scaled(quantity.micros(), i128::from(MICROS))
    }

    /// What a thousand of `count` cost; `None` for none of them.
    #[must_use]
    pub fn per_thousand(self, count: crate::Count) -> Option<Self> {
        self.per_scaled(i64::try_from(count.get()).ok()?, 1000)
    }

    /// This amount as a fraction of another in the same currency; `None` if that is zero or in another currency.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Ratio> {
        if self.currency == other.currency { Ratio::of_i64(self.micros, other.micros) } else { None }
    }

    /// The decimal text of major units: no trailing zeros, at most six digits after the point.
    #[must_use]
    pub fn amount(self) -> String {
        decimal(self.micros)
    }

    fn per_scaled(self, divisor: i64, scale: i128) -> Option<Self> {
        if divisor == 0 {
            return None;
        }
        let micros = divide_half_even(i128::from(self.micros) * scale, i128::from(divisor));
        Some(Self { micros: i64::try_from(micros).ok()?, currency: self.currency })
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::CurrenciesDiffer(self.currency, other.currency))
        }
    }
}

/// Millionths as decimal text without trailing zeros.
pub(crate) fn decimal(micros: i64) -> String {
    Decimal::new(micros, 6).normalize().to_string()
}

/// Decimal text as millionths, rounded half-even.
pub(crate) fn parse_micros(text: &str) -> Result<i64, MoneyError> {
    let wrong = || MoneyError::NotAnAmount(text.chars().take(40).collect());
    let text = text.trim();
    let value =
        Decimal::from_str_exact(text).or_else(|_exponent| Decimal::from_scientific(text)).map_err(|_bad| wrong())?;
    value
        .checked_mul(Decimal::from(MICROS))
        .map(|scaled| scaled.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven))
        .and_then(|scaled| scaled.to_i64())
        .ok_or(MoneyError::TooLarge)
}

fn divide_half_even(numerator: i128, divisor: i128) -> i128 {
    let quotient = numerator.div_euclid(divisor);
    let rest = numerator.rem_euclid(divisor);
    let twice = rest * 2;
    let up = twice > divisor.abs() || (twice == divisor.abs() && quotient.rem_euclid(2) == 1);
    if up { quotient + divisor.signum() } else { quotient }
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.amount(), self.currency)
    }
}

impl TryFrom<MoneyText> for Money {
    type Error = MoneyError;
    fn try_from(wire: MoneyText) -> Result<Self, MoneyError> {
        Self::parse_major(&wire.amount, wire.currency)
    }
}

impl From<Money> for MoneyText {
    fn from(money: Money) -> Self {
        Self { amount: money.amount(), currency: money.currency }
    }
}
