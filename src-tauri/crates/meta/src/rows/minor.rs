//! Budgets, bids and caps.

use serde::{Deserialize, Deserializer};
use units::{Currency, Money, MoneyError};

/// An amount in Meta's minor units, which mean nothing without the account's currency: `"1000"` is 10.00 EUR but
/// 1000 JPY.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinorUnits(String);

impl MinorUnits {
    /// The amount in the account's currency.
    ///
    /// # Errors
    /// [`MoneyError`] unless it is a whole number in range.
    pub fn money(&self, currency: Currency) -> Result<Money, MoneyError> {
        Money::parse_minor(&self.0, currency)
    }

    /// The amount where 0 is Meta's way to say "none set", as in budgets, bids and caps.
    ///
    /// # Errors
    /// As [`Self::money`].
    pub fn set(&self, currency: Currency) -> Result<Option<Money>, MoneyError> {
        self.money(currency).map(|amount| (amount.micros() != 0).then_some(amount))
    }
}

impl<'de> Deserialize<'de> for MinorUnits {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        crate::wire::string(from).map(|text| Self(text.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minor(json: &str) -> MinorUnits {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_currency_decides_how_much_it_is() {
        let yen = Currency::parse("JPY").unwrap();
        assert_eq!(minor("\"1000\"").money(Currency::EUR).unwrap().amount(), "10");
        assert_eq!(minor("1000").money(yen).unwrap().amount(), "1000");
    }

    #[test]
    fn zero_is_no_budget() {
        assert_eq!(minor("\"0\"").set(Currency::EUR), Ok(None));
        assert!(minor("\"1000\"").set(Currency::EUR).unwrap().is_some());
        assert!(minor("\"ten\"").set(Currency::EUR).is_err());
    }
}
