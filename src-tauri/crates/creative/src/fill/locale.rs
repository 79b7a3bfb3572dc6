//! How a market writes money, percentages and days.
//!
//! A small table by hand rather than a locale library: an ad shows prices, a percentage and a date, and how a
//! shelf label writes them (no cents on whole amounts, no exponent, the space before the sign) is not what general
//! formatters do.

use chrono::Datelike as _;
use serde::{Deserialize, Serialize};
use units::{AccountDate, Currency, Money};

/// The space that does not break.
const NO_BREAK: char = '\u{a0}';
/// The narrow space that does not break, which French puts between groups of digits.
const NARROW: char = '\u{202f}';

/// The language and region of a brand's ads.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Locale(String);

impl Default for Locale {
    fn default() -> Self {
        Self("en-US".to_owned())
    }
}

impl Locale {
    /// A language tag such as `de-DE`; what is unknown is written as English is.
    #[must_use]
    pub fn new(tag: &str) -> Self {
        Self(tag.trim().replace('_', "-"))
    }

    /// The tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The language alone, in lower case.
    #[must_use]
    pub fn language(&self) -> String {
        self.0.split('-').next().unwrap_or("en").to_ascii_lowercase()
    }

    /// The region in upper case, if the tag has one.
    fn region(&self) -> Option<String> {
        self.0.split('-').skip(1).find(|part| part.len() == 2).map(str::to_ascii_uppercase)
    }

    /// Whether the region is in the European Union, where a struck price must be the lowest of 30 days. A tag without a
    /// region counts as its language's largest market.
    #[must_use]
    pub fn is_in_eu(&self) -> bool {
        match self.region() {
            Some(region) => EUROPEAN_UNION.contains(&region.as_str()),
            None => EU_LANGUAGES.contains(&self.language().as_str()),
        }
    }

    /// An amount as a price: `$24`, `$24.50`, `14,90 €`, `1.200 €`; whole amounts have no decimals.
    #[must_use]
    pub fn price(&self, money: Money) -> String {
        self.with_sign(self.number(money, Decimals::IfNeeded), money.currency())
    }

    /// The same with the currency's decimals always, as unit prices are written: `59,60 €`, `66,00 €`.
    #[must_use]
    pub fn exact_price(&self, money: Money) -> String {
        self.with_sign(self.number(money, Decimals::Always), money.currency())
    }

    /// A price by weight, volume or use: `59,60 €/kg`.
    #[must_use]
    pub fn unit_price(&self, money: Money, per: &str) -> String {
        format!("{}/{per}", self.exact_price(money))
    }

    /// A percentage: `23%`, in German and French `23 %`.
    #[must_use]
    pub fn percent(&self, percent: u8) -> String {
        match self.language().as_str() {
            "de" | "fr" | "es" | "sv" | "da" | "nb" | "fi" | "cs" | "pl" => format!("{percent}{NO_BREAK}%"),
            _ => format!("{percent}%"),
        }
    }

    /// A day in a sentence, without its year: `Sunday, Nov 29`, `Sonntag, 29. November`.
    #[must_use]
    pub fn day(&self, day: AccountDate) -> String {
        let date = day.to_naive();
        let (weekday, month) = (date.weekday().num_days_from_monday() as usize, date.month0() as usize);
        match self.language().as_str() {
            "de" => format!("{}, {}.{NO_BREAK}{}", GERMAN_DAYS[weekday], date.day(), GERMAN_MONTHS[month]),
            "en" if self.region().as_deref() != Some("US") && self.region().is_some() => {
                format!("{} {}{NO_BREAK}{}", ENGLISH_DAYS[weekday], date.day(), &ENGLISH_MONTHS[month][..3])
            }
            "en" => format!("{}, {}{NO_BREAK}{}", ENGLISH_DAYS[weekday], &ENGLISH_MONTHS[month][..3], date.day()),
            _ => date.format("%Y-%m-%d").to_string(),
        }
    }

    /// A day with its year, beside a quote: `March 3, 2026`, `3. März 2026`.
    #[must_use]
    pub fn date(&self, day: AccountDate) -> String {
        let date = day.to_naive();
        let month = date.month0() as usize;
        match self.language().as_str() {
            "de" => format!("{}.{NO_BREAK}{} {}", date.day(), GERMAN_MONTHS[month], date.year()),
            "en" if self.region().as_deref() != Some("US") && self.region().is_some() => {
                format!("{}{NO_BREAK}{} {}", date.day(), ENGLISH_MONTHS[month], date.year())
            }
            "en" => format!("{}{NO_BREAK}{}, {}", ENGLISH_MONTHS[month], date.day(), date.year()),
            _ => date.format("%Y-%m-%d").to_string(),
        }
    }

    /// Stars of five as they are drawn: `★★★★☆`.
    #[must_use]
    pub fn rating(&self, rating: u8) -> String {
        let full = usize::from(rating.min(5));
        "★".repeat(full) + &"☆".repeat(5 - full)
    }

    /// A few words that go around data, in this language.
    #[must_use]
    pub(crate) fn words(&self) -> &'static Words {
        match self.language().as_str() {
            "de" => &GERMAN,
            _ => &ENGLISH,
        }
    }

    fn number(&self, money: Money, decimals: Decimals) -> String {
        let (group, point) = self.separators();
        let minor = money.currency().minor_units_per_major();
        let cents = rounded(money.micros().unsigned_abs(), 1_000_000 / minor.unsigned_abs());
        let (whole, rest) = (cents / minor.unsigned_abs(), cents % minor.unsigned_abs());
        let mut text = grouped(whole, group);
        if minor > 1 && (rest != 0 || decimals == Decimals::Always) {
            text.push_str(&format!("{point}{rest:02}"));
        }
        if money.micros() < 0 { format!("−{text}") } else { text }
    }

    fn separators(&self) -> (char, char) {
        match (self.language().as_str(), self.region().as_deref()) {
            ("de", Some("CH")) => ('’', '.'),
            ("de" | "es" | "it" | "nl" | "pt" | "tr" | "id" | "da", _) => ('.', ','),
            ("fr" | "sv" | "nb" | "fi" | "cs" | "pl" | "uk", _) => (NARROW, ','),
            _ => (',', '.'),
        }
    }

    fn with_sign(&self, number: String, currency: Currency) -> String {
        let sign = self.sign(currency);
        match self.language().as_str() {
            "de" if self.region().as_deref() == Some("CH") => format!("{sign}{NO_BREAK}{number}"),
            "nl" => format!("{sign}{NO_BREAK}{number}"),
            "de" | "fr" | "es" | "it" | "pt" | "sv" | "nb" | "da" | "fi" | "cs" | "pl" | "uk" | "tr" => {
                format!("{number}{NO_BREAK}{sign}")
            }
            // A code of letters needs a space, a sign does not.
            _ if sign.chars().all(char::is_alphabetic) => format!("{sign}{NO_BREAK}{number}"),
            _ => format!("{sign}{number}"),
        }
    }

    fn sign(&self, currency: Currency) -> String {
        let home = self.region();
        let at_home = |region: &str| home.as_deref() == Some(region);
        match currency.code() {
            "USD" => "$",
            "EUR" => "€",
            "GBP" => "£",
            "JPY" => "¥",
            "INR" => "₹",
            "KRW" => "₩",
            "TRY" => "₺",
            "CAD" if at_home("CA") => "$",
            "AUD" if at_home("AU") => "$",
            "NZD" if at_home("NZ") => "$",
            "CAD" => "CA$",
            "AUD" => "A$",
            "NZD" => "NZ$",
            "SEK" | "NOK" | "DKK" => "kr",
            "PLN" => "zł",
            "CZK" => "Kč",
            other => other,
        }
        .to_owned()
    }
}

const EUROPEAN_UNION: [&str; 27] = [
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT",
    "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
];
const EU_LANGUAGES: [&str; 12] = ["de", "fr", "it", "nl", "pl", "sv", "da", "fi", "cs", "el", "hu", "ro"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Decimals {
    IfNeeded,
    Always,
}

/// Divides and rounds half up; prices have no more decimals than the currency, so nothing is rounded in practice.
fn rounded(value: u64, by: u64) -> u64 {
    (value + by / 2) / by
}

fn grouped(whole: u64, separator: char) -> String {
    let digits = whole.to_string();
    // Four digits stay together, as on shelf labels, except where a comma is the habit.
    if digits.len() == 4 && separator != ',' && separator != '.' {
        return digits;
    }
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// Words around data.
pub(crate) struct Words {
    /// Before a usual price.
    pub was: &'static str,
    /// Before the last day of an offer.
    pub through: &'static str,
    /// Before a price for a quantity.
    pub quantity: &'static str,
    /// Before a saving.
    pub save: &'static str,
    /// Before what the parts cost when they are bought one by one.
    pub separately: &'static str,
    /// Labels of a before and after.
    pub before_after: (&'static str, &'static str),
}

const ENGLISH: Words = Words {
    was: "Was",
    through: "Through",
    quantity: "for",
    save: "Save",
    separately: "Separately",
    before_after: ("Before", "After"),
};

const GERMAN: Words = Words {
    was: "Statt",
    through: "Bis",
    quantity: "für",
    save: "Spare",
    separately: "Einzeln",
    before_after: ("Vorher", "Nachher"),
};

const ENGLISH_DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const GERMAN_DAYS: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN_MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn money(amount: &str, currency: &str) -> Money {
        Money::parse_major(amount, Currency::parse(currency).unwrap()).unwrap()
    }

    #[test]
    fn a_price_is_written_as_its_market_writes_it() {
        let cases = [
            ("en-US", "24", "USD", "$24"),
            ("en-US", "24.5", "USD", "$24.50"),
            ("en-US", "1299", "USD", "$1,299"),
            ("en-GB", "9.99", "GBP", "£9.99"),
            ("de-DE", "14.90", "EUR", "14,90\u{a0}€"),
            ("de-DE", "24", "EUR", "24\u{a0}€"),
            ("de-DE", "1200", "EUR", "1.200\u{a0}€"),
            ("de-AT", "24", "USD", "24\u{a0}$"),
            ("de-CH", "24.50", "CHF", "CHF\u{a0}24.50"),
            ("fr-FR", "12400.5", "EUR", "12\u{202f}400,50\u{a0}€"),
            ("ja-JP", "1200", "JPY", "¥1,200"),
            ("en-US", "24", "CAD", "CA$24"),
            ("en-CA", "24", "CAD", "$24"),
            ("xx", "7", "AED", "AED\u{a0}7"),
        ];
        for (locale, amount, currency, expected) in cases {
            assert_eq!(Locale::new(locale).price(money(amount, currency)), expected, "{locale} {amount} {currency}");
        }
    }

    #[test]
    fn a_unit_price_always_has_its_cents() {
        assert_eq!(Locale::new("de-DE").unit_price(money("59.60", "EUR"), "kg"), "59,60\u{a0}€/kg");
        assert_eq!(Locale::new("de-DE").unit_price(money("66", "EUR"), "kg"), "66,00\u{a0}€/kg");
    }

    #[test]
    fn days_are_written_as_people_say_them() {
        let day = AccountDate::parse("2026-11-29").unwrap();
        assert_eq!(Locale::new("en-US").day(day), "Sunday, Nov\u{a0}29");
        assert_eq!(Locale::new("en-GB").day(day), "Sunday 29\u{a0}Nov");
        assert_eq!(Locale::new("de-DE").day(day), "Sonntag, 29.\u{a0}November");
        let day = AccountDate::parse("2026-03-03").unwrap();
        assert_eq!(Locale::new("en-US").date(day), "March\u{a0}3, 2026");
        assert_eq!(Locale::new("de-DE").date(day), "3.\u{a0}März 2026");
    }

    #[test]
    fn german_leaves_a_space_before_the_percent_sign() {
        assert_eq!(Locale::new("de-DE").percent(23), "23\u{a0}%");
        assert_eq!(Locale::new("en-US").percent(23), "23%");
    }
}
