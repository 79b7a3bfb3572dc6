//! Counts that may have a fraction.

use serde::{Deserialize, Serialize};

use crate::money::{decimal, parse_micros};
use crate::{MoneyError, Ratio};

/// A number of results in millionths: Meta reports fractional conversions (`"59.90"`) where credit is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, specta::Type)]
#[serde(try_from = "String", into = "String")]
pub struct Quantity(#[specta(type = String)] i64);

impl Quantity {
    /// None at all.
    pub const ZERO: Self = Self(0);

    /// From millionths.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// A whole number of things.
    #[must_use]
    pub fn whole(value: u32) -> Self {
        Self(i64::from(value) * 1_000_000)
    }

    /// Reads decimal text.
    ///
    /// # Errors
    /// As [`crate::Money::parse_major`].
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        parse_micros(text).map(Self)
    }

    /// Millionths.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// This as a fraction of `other`; `None` if that is zero.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Ratio> {
        Ratio::of_i64(self.0, other.0)
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&decimal(self.0))
    }
}

impl TryFrom<String> for Quantity {
    type Error = MoneyError;
    fn try_from(text: String) -> Result<Self, MoneyError> {
        Self::parse(&text)
    }
}

impl From<Quantity> for String {
    fn from(quantity: Quantity) -> Self {
        quantity.to_string()
    }
}
