//! What an offer must be to be kept, whether a person enters it or a brand's file brings it.

use store::creation::{Offer, Product};
use units::Money;

use crate::AppError;

/// Refuses a product whose price is not below the one that is struck through beside it.
pub(super) fn refuse_price_of(product: &Product) -> Result<(), AppError> {
    refuse_price(&product.name, product.price, product.compare_price)
}

/// Refuses an offer that saves nobody anything.
pub(super) fn refuse(offer: &Offer) -> Result<(), AppError> {
    refuse_price(&offer.name, offer.price, offer.compare_price)
}

fn refuse_price(whose: &str, price: Option<Money>, usual: Option<Money>) -> Result<(), AppError> {
    let (Some(price), Some(usual)) = (price, usual) else { return Ok(()) };
    if price.currency() != usual.currency() {
        return Err(AppError::invalid(
            format!("{whose}: the price is {price}, the price before (compare-at) {usual}."),
            "Give both in one currency.",
        ));
    }
    if price.micros() < usual.micros() {
        return Ok(());
    }
    let how = if price.micros() == usual.micros() { "the same as" } else { "above" };
    Err(AppError::invalid(
        format!("{whose}: the price, {price}, is {how} the price before (compare-at), {usual}."),
        "Enter a price below the one before, or leave the one before empty.",
    ))
}
