//! ISO 4217 codes and Meta's minor units.

use serde::{Deserialize, Serialize};

/// An ISO 4217 currency code: three upper-case letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(#[specta(type = String)] [u8; 3]);

/// The text is not three letters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a currency code")]
pub struct CurrencyError(pub String);

/// Currencies whose minor unit equals the major one at Meta (its currencies page), whatever ISO says.
/// Several public tools treat COP, CRC, HUF, IDR and TWD as having cents and show budgets 100 times too small.
const WITHOUT_MINOR_UNIT: [&[u8; 3]; 11] =
    [b"CLP", b"COP", b"CRC", b"HUF", b"ISK", b"IDR", b"JPY", b"KRW", b"PYG", b"TWD", b"VND"];

impl Currency {
    /// US dollar.
    pub const USD: Self = Self(*b"USD");
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");

    /// Reads a code such as `USD`.
    ///
    /// # Errors
    /// [`CurrencyError`] unless it is three ASCII letters.
    pub fn parse(text: &str) -> Result<Self, CurrencyError> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_alphabetic) => Ok(Self(code.map(|b| b.to_ascii_uppercase()))),
            _ => Err(CurrencyError(text.chars().take(12).collect())),
        }
    }

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("parse admits ASCII letters only")
    }

    /// How many of Meta's minor units (budgets, bids, caps) make one major unit: 1 or 100.
    #[must_use]
    pub fn minor_units_per_major(&self) -> i64 {
        if WITHOUT_MINOR_UNIT.contains(&&self.0) { 1 } else { 100 }
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = CurrencyError;
    fn try_from(text: String) -> Result<Self, CurrencyError> {
        Self::parse(&text)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl std::str::FromStr for Currency {
    type Err = CurrencyError;
    fn from_str(text: &str) -> Result<Self, CurrencyError> {
        Self::parse(text)
    }
}
