//! What an offer must be to be kept, whether a person enters it or a brand's file brings it.

use store::creation::{Offer, Product};
use units::Money;

use crate::{AppError, ErrorCode};

/// Refuses a product whose price is not below the one that is struck through beside it. Prices that are `stored` so
/// must not keep anything else of it from being changed.
pub(super) fn refuse_price_of(product: &Product, stored: Option<&Product>) -> Result<(), AppError> {
    let prices = |product: &Product| (product.price, product.compare_price);
    if stored.is_some_and(|stored| prices(stored) == prices(product)) {
        return Ok(());
    }
    refuse_price(&product.name, product.price, product.compare_price)
}

/// Refuses an offer that saves nobody anything, or that `known` says already. Of one that is known, only what becomes
/// different is looked at: prices and twins of an older file must not keep anything else from being changed.
pub(super) fn refuse(offer: &Offer, known: &[Offer]) -> Result<(), AppError> {
    let stored = known.iter().find(|old| old.id == offer.id);
    let prices = |offer: &Offer| (offer.price, offer.compare_price);
    if stored.is_none_or(|stored| prices(stored) != prices(offer)) {
        refuse_price(&offer.name, offer.price, offer.compare_price)?;
    }
    if stored.is_some_and(|stored| same(stored, offer)) {
        return Ok(());
    }
    refuse_twin(offer, known)
}

/// Refuses an offer that another one in use says already.
pub(super) fn refuse_twin(offer: &Offer, known: &[Offer]) -> Result<(), AppError> {
    match known.iter().find(|other| doubles(other, offer)) {
        None => Ok(()),
        Some(other) => Err(AppError::new(
            ErrorCode::AlreadyExists,
            format!("This offer is there already: {}.", other.name),
            "Use that one, or give this one another name, price, date or words.",
        )),
    }
}

/// Whether two rows in use are one offer twice.
pub(super) fn doubles(other: &Offer, offer: &Offer) -> bool {
    other.active && offer.active && other.id != offer.id && same(other, offer)
}

/// Whether two offers say the same: only how they are listed and found may differ.
fn same(one: &Offer, other: &Offer) -> bool {
    let plain = |offer: &Offer| Offer {
        id: String::new(),
        slug: String::new(),
        name: offer.name.trim().to_lowercase(),
        is_default: false,
        position: 0,
        active: true,
        ..offer.clone()
    };
    plain(one) == plain(other)
}

fn refuse_price(whose: &str, price: Option<Money>, usual: Option<Money>) -> Result<(), AppError> {
    let (Some(price), Some(usual)) = (price, usual) else { return Ok(()) };
    if price.currency() != usual.currency() {
        return Err(AppError::invalid(
            format!("{whose}: the price is {price}, the price before (compare-at) {usual}."),
            "Give both in one currency.",
        )
        .at("price"));
    }
    if price.micros() < usual.micros() {
        return Ok(());
    }
    let how = if price.micros() == usual.micros() { "the same as" } else { "above" };
    Err(AppError::invalid(
        format!("{whose}: the price, {price}, is {how} the price before (compare-at), {usual}."),
        "Enter a price below the one before, or leave the one before empty.",
    )
    .at("price"))
}
