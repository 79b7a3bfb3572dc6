//! Amounts of money and percentages in words, and which of them the product data hold.

use units::Money;

use super::{Brief, Offer, Price};

/// An amount as it is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// As it stands in the text: `$24`, `14,90 €`, `23 %`.
    pub text: String,
    /// What is meant.
    pub unit: Unit,
    /// Millionths of the unit.
    pub micros: i64,
}

/// What an amount is an amount of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A currency, by its sign or code; all kinds of dollars are `$`.
    Money(&'static str),
    /// A hundredth of some currency: "75 Cent".
    Cents,
    /// Percent.
    Percent,
}

/// Signs and codes before or behind a number.
const SIGNS: [(&str, &str); 16] = [
    ("$", "$"),
    ("€", "€"),
    ("£", "£"),
    ("¥", "¥"),
    ("₹", "₹"),
    ("USD", "$"),
    ("EUR", "€"),
    ("Euro", "€"),
    ("euros", "€"),
    ("GBP", "£"),
    ("CHF", "CHF"),
    ("dollars", "$"),
    ("Dollar", "$"),
    ("kr", "kr"),
    ("zł", "zł"),
    ("Fr.", "CHF"),
];

/// All amounts in a text.
#[must_use]
pub fn said(text: &str) -> Vec<Amount> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut amounts = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].1.is_ascii_digit() || (at > 0 && letters[at - 1].1.is_alphanumeric()) {
            at += 1;
            continue;
        }
        let start = letters[at].0;
        let end = number_end(text, start);
        if let Some(micros) = number(&text[start..end]) {
            amounts.extend(with_unit(text, start, end, micros));
        }
        at += text[start..end].chars().count();
    }
    amounts
}

/// Where a number ends: digits, and separators that have a digit behind them.
fn number_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut letters = text[start..].char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let inside = letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if letter.is_ascii_digit() || (".,’\u{202f}".contains(letter) && inside) {
            end = start + at + letter.len_utf8();
        } else {
            break;
        }
    }
    end
}

/// A number in millionths: a separator with three digits behind it groups, any other is the decimal one.
fn number(text: &str) -> Option<i64> {
    let last = text.rfind(['.', ',']);
    let decimal = last.filter(|at| text.len() - at - 1 != 3);
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    let whole: i64 = digits(&text[..decimal.unwrap_or(text.len())]).parse().ok()?;
    let rest = decimal.map(|at| digits(&text[at + 1..])).unwrap_or_default();
    let rest: i64 = format!("{rest:0<6}").get(..6)?.parse().ok()?;
    whole.checked_mul(1_000_000)?.checked_add(rest)
}

fn with_unit(text: &str, start: usize, end: usize, micros: i64) -> Option<Amount> {
    let (before, after) = (&text[..start], &text[end..]);
    let close = after.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let gap = after.len() - close.len();
    let behind = |word: &str| close.starts_with(word) && !close[word.len()..].starts_with(char::is_alphabetic);
    let piece = |from: usize, to: usize| text[from..to].to_owned();
    if close.starts_with('%') {
        return Some(Amount { text: piece(start, end + gap + 1), unit: Unit::Percent, micros });
    }
    for word in ["percent", "Prozent"] {
        if behind(word) {
            return Some(Amount { text: piece(start, end + gap + word.len()), unit: Unit::Percent, micros });
        }
    }
    for word in ["Cents", "Cent", "cents", "cent", "¢"] {
        if behind(word) {
            return Some(Amount { text: piece(start, end + gap + word.len()), unit: Unit::Cents, micros });
        }
    }
    let lead = before.trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    for (sign, unit) in SIGNS {
        if behind(sign) {
            return Some(Amount { text: piece(start, end + gap + sign.len()), unit: Unit::Money(unit), micros });
        }
        if lead.ends_with(sign) && before.len() - lead.len() <= 2 {
            return Some(Amount { text: piece(lead.len() - sign.len(), end), unit: Unit::Money(unit), micros });
        }
    }
    None
}

/// The amounts and percentages that the product data hold, in figures or in their own words.
pub(crate) struct Known {
    money: Vec<Money>,
    said: Vec<Amount>,
    percent: Vec<i64>,
}

impl Known {
    pub fn of(brief: &Brief) -> Self {
        let mut known = Self { money: Vec::new(), said: Vec::new(), percent: Vec::new() };
        known.prices(brief);
        known.words(brief);
        known
    }

    /// Whether an amount may be said.
    pub fn holds(&self, amount: &Amount) -> bool {
        let said = self.said.iter().any(|known| known.unit == amount.unit && known.micros == amount.micros);
        said || match amount.unit {
            Unit::Percent => self.percent.contains(&amount.micros),
            Unit::Cents => self.money.iter().any(|known| known.micros() == amount.micros / 100),
            Unit::Money(sign) => {
                self.money.iter().any(|known| known.micros() == amount.micros && sign_of(known) == sign)
            }
        }
    }

    fn prices(&mut self, brief: &Brief) {
        let product = &brief.product;
        product.price.iter().for_each(|price| self.price(price));
        product.variants.iter().filter_map(|variant| variant.price.as_ref()).for_each(|price| self.price(price));
        self.money.extend(product.amounts.iter().map(|amount| amount.amount));
        let worth: Vec<Money> = product.kit.iter().filter_map(|item| item.value).collect();
        self.money.extend(worth.iter().copied());
        self.money.extend(sum(&worth));
        brief.offer.iter().for_each(|offer| self.offer(offer));
    }

    fn price(&mut self, price: &Price) {
        self.money.push(price.amount);
        self.money.extend(price.compare_at);
        self.money.extend(price.lowest_30_days);
        self.money.extend(price.per_unit.as_ref().map(|unit| unit.amount));
        for usual in price.compare_at.iter().chain(&price.lowest_30_days) {
            self.lowered(*usual, price.amount);
        }
    }

    fn offer(&mut self, offer: &Offer) {
        self.money.extend(offer.price);
        self.money.extend(offer.compare_at);
        self.percent.extend(offer.percent.map(|percent| i64::from(percent) * 1_000_000));
        if let (Some(usual), Some(now)) = (offer.compare_at, offer.price) {
            self.lowered(usual, now);
        }
    }

    /// What is saved, in money and in whole percent: rounded down, so that nobody is promised more.
    fn lowered(&mut self, usual: Money, now: Money) {
        let Ok(saved) = usual.checked_sub(now) else { return };
        if saved.micros() > 0 && usual.micros() > 0 {
            self.money.push(saved);
            let percent = i128::from(saved.micros()) * 100 / i128::from(usual.micros());
            self.percent.extend(i64::try_from(percent).map(|percent| percent * 1_000_000));
        }
    }

    /// Amounts in the product's and the offer's own sentences. Hooks are not among them: they must agree with these.
    fn words(&mut self, brief: &Brief) {
        let product = &brief.product;
        let comparison = product.comparison.iter().flat_map(|held| &held.rows);
        let pairs = product.questions.iter().flat_map(|asked| [&asked.question, &asked.answer]);
        let reviews = product.reviews.iter().flat_map(|review| std::iter::once(&review.quote).chain(&review.answer));
        let figures = product.figures.iter().flat_map(|figure| [&figure.number, &figure.claim, &figure.source]);
        let notes = product.notes.iter().flat_map(|note| &note.lines);
        let offer = brief.offer.iter().flat_map(|offer| offer.chip.iter().chain(&offer.terms));
        let plain = product.contents.iter().chain(&product.benefits).chain(&product.reasons).chain(&product.parts);
        let bases = product.amounts.iter().filter_map(|amount| amount.basis.as_ref());
        let all = plain.chain(comparison).chain(pairs).chain(reviews).chain(figures).chain(notes);
        self.said = all.chain(offer).chain(bases).chain(brief.required()).flat_map(|text| said(text)).collect();
    }
}

fn sum(worth: &[Money]) -> Option<Money> {
    let (first, rest) = worth.split_first()?;
    rest.iter().try_fold(*first, |sum, value| sum.checked_add(*value).ok())
}

fn sign_of(money: &Money) -> &'static str {
    match money.currency().code() {
        "USD" | "CAD" | "AUD" | "NZD" | "SGD" | "HKD" | "MXN" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" | "CNY" => "¥",
        "INR" => "₹",
        "CHF" => "CHF",
        "SEK" | "NOK" | "DKK" => "kr",
        "PLN" => "zł",
        _ => "",
    }
}
