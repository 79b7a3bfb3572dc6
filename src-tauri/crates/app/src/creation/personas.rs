//! Whom a product is for: those written in the library, and those that came from the system before us.

use creative::template::Audience;
use store::Store;
use store::creation::{Fact, FactOwner};

use crate::{AppError, ErrorCode};

/// The kind of facts that say whom a product is for.
pub(crate) const PERSONAS: &str = "personas";

/// Somebody whom a product is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    /// The id in the library.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// Templates that speak to them are preferred.
    pub speaks: Audience,
}

/// A persona as its fact says it.
#[derive(serde::Deserialize)]
struct Said {
    name: String,
    speaks: Audience,
}

/// Whom a product is for, the most important first; what the library says comes before what came with old data.
///
/// # Errors
/// `invalid_input` for a fact that cannot be read; as the file fails.
pub fn of_product(store: &Store, product: &str) -> Result<Vec<Persona>, AppError> {
    let facts = store.facts(&FactOwner::Product(product.to_owned()))?;
    let mut all = facts
        .into_iter()
        .filter(|fact| fact.active && fact.kind == PERSONAS)
        .map(|fact: Fact| {
            let Said { name, speaks } = serde_json::from_value(fact.body).map_err(|error| unreadable(&error))?;
            Ok(Persona { id: fact.id, name, speaks })
        })
        .collect::<Result<Vec<_>, AppError>>()?;
    let stored = store.personas(product)?.into_iter();
    all.extend(stored.map(|one| Persona { speaks: speaks(one.gender.as_deref()), id: one.id, name: one.name }));
    Ok(all)
}

/// The one with this id, or of this name.
///
/// # Errors
/// `not_found`, with whom the product is for.
pub fn named<'a>(all: &'a [Persona], wanted: &str) -> Result<&'a Persona, AppError> {
    let by_name = |one: &&Persona| one.name.to_lowercase() == wanted.to_lowercase();
    let found = all.iter().find(|one| one.id == wanted).or_else(|| all.iter().find(by_name));
    found.ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
        let next = if known.is_empty() {
            "Write in the Library whom the product is for, or leave the persona out.".to_owned()
        } else {
            format!("Choose one of {}, or leave the persona out.", known.join("; "))
        };
        AppError::new(ErrorCode::NotFound, format!("The product has no persona “{wanted}”."), next)
    })
}

/// The audience that a gender is, in the words that were met.
fn speaks(gender: Option<&str>) -> Audience {
    match gender.map(str::to_lowercase).as_deref().map(str::trim) {
        Some("female" | "f" | "woman" | "women") => Audience::Female,
        Some("male" | "m" | "man" | "men") => Audience::Male,
        _ => Audience::Unisex,
    }
}

fn unreadable(error: &serde_json::Error) -> AppError {
    AppError::invalid(
        format!("A persona of the product cannot be used: {error}."),
        "Correct it in the Library, or import the brand's file again.",
    )
}

/// Whether the persona that parameters name is one of their product.
pub(super) fn check(store: &Store, product: &str, wanted: Option<&str>) -> Result<(), AppError> {
    let Some(wanted) = wanted else { return Ok(()) };
    named(&of_product(store, product)?, wanted).map(drop)
}
