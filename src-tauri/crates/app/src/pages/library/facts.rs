//! Facts as a person edits them: every kind is a list of rows of a few text fields.
//!
//! What a field is lies in one table ([`KINDS`]); a row goes into the file only if it is whole, because what is there
//! may stand on an ad. A row's other parts, which no field shows (a price by weight), stay as they were.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use specta::Type;
use store::creation::{Fact, FactOwner, LibraryTable};
use units::{AccountDate, Currency, Money};

use crate::creation::library::{self, new_id, one_act};
use crate::creation::personas::PERSONAS;
use crate::{AppError, Workspace};

/// A fact as it is edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FactForm {
    /// Which; empty for a new one.
    pub id: String,
    /// The kind: `reviews`, `kit`, …
    pub kind: String,
    /// Its fields by name; lists have one entry a line.
    pub fields: BTreeMap<String, String>,
}

/// What a fact is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FactsOf {
    /// A brand: it holds for all its products.
    Brand,
    /// A product.
    Product,
}

/// How a field is written in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Text,
    Lines,
    Day,
    Stars,
    Amount,
    /// An amount as the price of something.
    Price,
    /// Whom it speaks to: women, men, everybody.
    Whom,
}

/// A field: its name, how it is written, and whether a fact is whole without it.
struct Field(&'static str, Shape, Need);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Must,
    May,
}

/// How the fields of a kind make a body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    /// The only field is the body.
    Plain,
    /// Two fields are a list of two.
    Pair,
    /// An object.
    Object,
}

struct Kind {
    word: &'static str,
    body: Body,
    fields: &'static [Field],
}

use Need::{May, Must};
use Shape::{Amount, Day, Lines, Price, Stars, Text, Whom};

const PLAIN: &[Field] = &[Field("text", Text, Must)];
const PAIR: &[Field] = &[Field("first", Text, Must), Field("second", Text, Must)];

const KINDS: [Kind; 19] = [
    Kind { word: "benefits", body: Body::Plain, fields: PLAIN },
    Kind { word: "reasons", body: Body::Plain, fields: PLAIN },
    Kind { word: "parts", body: Body::Plain, fields: PLAIN },
    Kind { word: "captions", body: Body::Plain, fields: PLAIN },
    Kind { word: "news", body: Body::Plain, fields: PLAIN },
    Kind { word: "before_after", body: Body::Pair, fields: PAIR },
    Kind { word: "expectation", body: Body::Pair, fields: PAIR },
    Kind { word: "kit", body: Body::Object, fields: &[Field("name", Text, Must), Field("value", Amount, May)] },
    Kind {
        word: "variants",
        body: Body::Object,
        fields: &[Field("name", Text, Must), Field("contents", Text, May), Field("price", Price, May)],
    },
    Kind {
        word: "amounts",
        body: Body::Object,
        fields: &[Field("name", Text, Must), Field("amount", Amount, Must), Field("basis", Text, May)],
    },
    Kind {
        word: "comparison",
        body: Body::Object,
        fields: &[Field("ours", Text, May), Field("theirs", Text, Must), Field("rows", Lines, Must)],
    },
    Kind {
        word: "reviews",
        body: Body::Object,
        fields: &[
            Field("quote", Text, Must),
            Field("author", Text, May),
            Field("source", Text, May),
            Field("date", Day, Must),
            Field("rating", Stars, May),
            Field("answer", Text, May),
        ],
    },
    Kind {
        word: "questions",
        body: Body::Object,
        fields: &[Field("question", Text, Must), Field("answer", Text, Must)],
    },
    Kind {
        word: "figures",
        body: Body::Object,
        fields: &[Field("number", Text, Must), Field("claim", Text, Must), Field("source", Text, Must)],
    },
    Kind { word: "notes", body: Body::Object, fields: &[Field("title", Text, Must), Field("lines", Lines, Must)] },
    Kind { word: "cards", body: Body::Object, fields: &[Field("title", Text, Must), Field("body", Text, Must)] },
    Kind {
        word: "press",
        body: Body::Object,
        fields: &[Field("quote", Text, Must), Field("source", Text, Must), Field("date", Day, May)],
    },
    Kind {
        word: PERSONAS,
        body: Body::Object,
        fields: &[
            Field("name", Text, Must),
            Field("speaks", Whom, Must),
            Field("age", Text, May),
            Field("wants", Text, May),
        ],
    },
    Kind { word: "letter", body: Body::Object, fields: &[Field("body", Text, Must), Field("signature", Text, Must)] },
];

/// Whom a persona is, as a person writes it and as templates name it.
const WHOM: [(&str, &str); 3] = [("women", "female"), ("men", "male"), ("everybody", "unisex")];

/// Kinds that belong to a brand; all others to a product.
const OF_BRANDS: [&str; 2] = ["press", "letter"];

/// The facts of an owner as forms. Kinds without an editor (the parts of a price) are left out.
pub(super) fn forms(facts: Vec<Fact>) -> Vec<FactForm> {
    let form = |fact: Fact| {
        let kind = KINDS.iter().find(|kind| kind.word == fact.kind)?;
        Some(FactForm { id: fact.id, fields: fields_of(kind, &fact.body), kind: fact.kind })
    };
    facts.into_iter().filter(|fact| fact.active).filter_map(form).collect()
}

/// Stores the facts of one kind in this order. Those that are not among them are put away; it is one act to take back.
///
/// # Errors
/// `invalid_input` with the place of the one that is not whole, and what it lacks: then nothing is stored; `not_found`.
pub fn save_facts(ws: &Workspace, of: FactsOf, id: &str, kind: &str, forms: Vec<FactForm>) -> Result<(), AppError> {
    let kind = kind_of(of, kind)?;
    let (owner, currency) = owner(ws, of, id)?;
    let known: Vec<Fact> = ws.store.facts(&owner)?.into_iter().filter(|fact| fact.kind == kind.word).collect();
    let mut facts = Vec::new();
    for (place, form) in forms.iter().enumerate() {
        let old = known.iter().find(|fact| !form.id.is_empty() && fact.id == form.id);
        let body = body_of(kind, &form.fields, old.map(|fact| &fact.body), currency)
            .map_err(|lack| lack.in_row(place + 1, forms.len()))?;
        facts.push(Fact {
            id: old.map_or_else(|| new_id(ws), |fact| fact.id.clone()),
            owner: owner.clone(),
            kind: kind.word.to_owned(),
            position: u32::try_from(place).unwrap_or(u32::MAX),
            body,
            active: true,
        });
    }
    one_act(ws, |ws| {
        for gone in known.iter().filter(|old| old.active && !facts.iter().any(|fact| fact.id == old.id)) {
            library::put_away(ws, LibraryTable::Facts, &gone.id)?;
        }
        for fact in facts.iter().filter(|fact| !known.contains(fact)) {
            library::save_fact(ws, fact)?;
        }
        Ok(())
    })
}

fn kind_of(of: FactsOf, word: &str) -> Result<&'static Kind, AppError> {
    let belongs = OF_BRANDS.contains(&word) == (of == FactsOf::Brand);
    KINDS.iter().find(|kind| kind.word == word && belongs).ok_or_else(|| AppError::not_found("kind of fact", word))
}

fn owner(ws: &Workspace, of: FactsOf, id: &str) -> Result<(FactOwner, Option<Currency>), AppError> {
    Ok(match of {
        FactsOf::Brand => {
            let brand = ws.store.brand(id)?;
            (FactOwner::Brand(brand.id), brand.currency)
        }
        FactsOf::Product => {
            let product = ws.store.product(id)?;
            let currency = super::acts::currency_of(ws, &product.brand, product.price)?;
            (FactOwner::Product(product.id), currency)
        }
    })
}

fn fields_of(kind: &Kind, body: &Value) -> BTreeMap<String, String> {
    let read = |(place, field): (usize, &Field)| {
        let value = match kind.body {
            Body::Plain => body,
            Body::Pair => &body[place],
            Body::Object => &body[field.0],
        };
        (field.0.to_owned(), written(field.1, value))
    };
    kind.fields.iter().enumerate().map(read).collect()
}

/// A value as a person writes it.
fn written(shape: Shape, value: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match shape {
        Text | Day => text(value),
        Stars => value.as_u64().map(|stars| stars.to_string()).unwrap_or_default(),
        Lines => {
            value.as_array().map(|lines| lines.iter().map(text).collect::<Vec<_>>().join("\n")).unwrap_or_default()
        }
        Amount => super::reads::amount(serde_json::from_value::<Money>(value.clone()).ok()),
        Price => written(Amount, &value["amount"]),
        Whom => WHOM.iter().find(|(_, name)| value == name).map(|(words, _)| (*words).to_owned()).unwrap_or_default(),
    }
}

/// What a row lacks.
struct Lack {
    field: &'static str,
    why: String,
}

impl Lack {
    fn in_row(self, row: usize, of: usize) -> AppError {
        let place = if of > 1 { format!("Entry {row}: the") } else { "The".to_owned() };
        AppError::invalid(
            format!("{place} {} {}.", self.field, self.why),
            "Complete the entry, or remove it: what is not whole is not put on an ad.",
        )
    }
}

fn body_of(
    kind: &Kind,
    fields: &BTreeMap<String, String>,
    old: Option<&Value>,
    currency: Option<Currency>,
) -> Result<Value, Lack> {
    let text = |name: &str| fields.get(name).map(|text| text.trim()).unwrap_or_default();
    let mut values = Map::new();
    for Field(name, shape, need) in kind.fields {
        let lack = |why: &str| Lack { field: name, why: why.to_owned() };
        let old = old.map(|old| &old[*name]);
        let value = if text(name).is_empty() {
            None
        } else {
            Some(read(*shape, text(name), old, currency).map_err(|why| lack(&why))?)
        };
        match (value, need) {
            (Some(value), _) => values.insert((*name).to_owned(), value),
            (None, Need::Must) => return Err(lack("is missing")),
            (None, Need::May) => None,
        };
    }
    if kind.word == "reviews" && text("author").is_empty() && text("source").is_empty() {
        return Err(Lack {
            field: "author",
            why: "is missing, and so is the source: a quote needs one of them".into(),
        });
    }
    Ok(match kind.body {
        Body::Plain => values.remove("text").unwrap_or_default(),
        Body::Pair => json!([values.remove("first"), values.remove("second")]),
        Body::Object => Value::Object(values),
    })
}

/// What a person wrote, as the file keeps it.
fn read(shape: Shape, text: &str, old: Option<&Value>, currency: Option<Currency>) -> Result<Value, String> {
    Ok(match shape {
        Text => text.into(),
        Lines => text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().into(),
        Day => text
            .parse::<AccountDate>()
            .map_err(|_bad| format!("“{text}” is no day like 2026-11-29"))?
            .to_string()
            .into(),
        Stars => match text.parse::<u8>() {
            Ok(stars @ 1..=5) => stars.into(),
            _ => return Err(format!("“{text}” is no number of stars from 1 to 5")),
        },
        Amount => {
            let currency = currency.ok_or("needs a currency: give the brand one first")?;
            let money = Money::parse_major(&text.replace(',', "."), currency);
            json!(money.map_err(|_bad| format!("“{text}” is no amount like 24.00"))?)
        }
        Whom => {
            let known = WHOM.iter().find(|(words, _)| words.eq_ignore_ascii_case(text));
            known.ok_or_else(|| format!("“{text}” is none of women, men, everybody"))?.1.into()
        }
        Price => {
            let mut price = old.and_then(Value::as_object).cloned().unwrap_or_default();
            price.insert("amount".to_owned(), read(Amount, text, None, currency)?);
            Value::Object(price)
        }
    })
}
