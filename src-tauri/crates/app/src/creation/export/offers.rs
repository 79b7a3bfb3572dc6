//! Whether the offers of ads still hold on the day that they are handed out: an approved ad may be weeks old.

use std::collections::BTreeMap;

use creative::fill::Locale;
use store::creation::{MadeAd, Offer};
use units::AccountDate;

use crate::creation::plan;
use crate::{AppError, Workspace};

/// What is known of a product whose ads are handed out.
struct Known {
    offers: Vec<Offer>,
    today: AccountDate,
    locale: Locale,
}

/// The ads whose offer does not hold today, as it stands in the library now, each with the reason.
pub(super) fn not_holding(ws: &Workspace, ads: &[MadeAd]) -> Result<Vec<String>, AppError> {
    let mut products: BTreeMap<&str, Known> = BTreeMap::new();
    let mut found = Vec::new();
    for ad in ads {
        let Some(id) = &ad.offer else { continue };
        if !products.contains_key(ad.product.as_str()) {
            products.insert(&ad.product, known(ws, &ad.product)?);
        }
        let Some(known) = products.get(ad.product.as_str()) else { continue };
        let offer = known.offers.iter().find(|offer| offer.id == *id);
        if let Some(why) = offer.and_then(|offer| why(offer, known)) {
            found.push(format!("{}: {why}", ad.name));
        }
    }
    Ok(found)
}

fn known(ws: &Workspace, product: &str) -> Result<Known, AppError> {
    let product = ws.store.product(product)?;
    let brand = ws.store.brand(&product.brand)?;
    Ok(Known {
        offers: ws.store.offers(&product.id)?,
        today: plan::today(ws, &brand.id)?,
        locale: brand.locale.as_deref().map(Locale::new).unwrap_or_default(),
    })
}

fn why(offer: &Offer, known: &Known) -> Option<String> {
    let day = |day| known.locale.date(day);
    match (offer.starts_on, offer.ends_on) {
        _ if !offer.active => Some(format!("the offer {} was put away.", offer.name)),
        (_, Some(ends)) if ends < known.today => Some(format!("the offer ended on {}.", day(ends))),
        (Some(starts), _) if known.today < starts => Some(format!("the offer begins on {}.", day(starts))),
        _ => None,
    }
}
