//! What a job that makes ads is to make, by the names that the library has for it.

use std::collections::BTreeSet;

use creative::select::Strictness;
use serde::Serialize;
use serde_json::Value;
use specta::Type;
use units::JobType;

use crate::creation::params::{Choice, Hooks, OfferChoice, OverCap, Wanted};
use crate::creation::personas;
use crate::pages::create::{AdColour, AdSize, BoardStrictness};
use crate::{AppError, Workspace, creation};

/// What is to be made, in names. What the library does not hold any more has no name: it is counted only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AdWish {
    /// The product; `None` if it is gone.
    pub product: Option<String>,
    /// Its brand.
    pub brand: Option<String>,
    /// Ads of a board that are made exactly as they are; 0 if templates are chosen.
    pub ads: u32,
    /// How templates are chosen.
    pub templates: WishedTemplates,
    /// Which hooks.
    pub hooks: WishedHooks,
    /// Which offer.
    pub offer: WishedOffer,
    /// Whom the ads are for, if somebody was named; their id if they are not there any more.
    pub persona: Option<String>,
    /// The sizes, in their order.
    pub sizes: Vec<AdSize>,
    /// The colours.
    pub colours: Vec<AdColour>,
    /// How well pictures must suit a template.
    pub strictness: BoardStrictness,
    /// Whether a plan over the cap is made by several runs; else its run makes nothing.
    pub splits: bool,
}

/// How templates are chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum WishedTemplates {
    /// So many that suit best.
    BestMatch {
        /// How many.
        count: u32,
    },
    /// So many by the throw of the dice.
    Shuffle {
        /// How many.
        count: u32,
        /// Only those that were not used for the product yet.
        unused: bool,
    },
    /// These.
    Chosen {
        /// The names of those that are in use.
        names: Vec<String>,
        /// How many were chosen.
        count: u32,
    },
}

/// Which hooks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum WishedHooks {
    /// So many that suit each template best.
    Best {
        /// How many for each template.
        count: u32,
    },
    /// All of the product.
    All,
    /// These.
    Chosen {
        /// The words of those that are in use.
        texts: Vec<String>,
        /// How many were chosen.
        count: u32,
        /// So many of them for each template; `None` is all.
        best: Option<u32>,
    },
}

/// Which offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum WishedOffer {
    /// The product's usual one while it lasts.
    Usual,
    /// None.
    None,
    /// This one.
    Named {
        /// Its name; `None` if it is gone.
        name: Option<String>,
    },
}

/// Reads what a job or a run is to make; `None` for other work and for parameters that cannot be followed.
///
/// # Errors
/// As the file fails.
pub(crate) fn wish(ws: &Workspace, job_type: &str, parameters: &Value) -> Result<Option<AdWish>, AppError> {
    let Some(job_type) = job_type.parse::<JobType>().ok().filter(|job_type| job_type.makes_ads()) else {
        return Ok(None);
    };
    match Wanted::read(job_type, parameters) {
        Ok(wanted) => named(ws, &wanted).map(Some),
        Err(_cannot_be_followed) => Ok(None),
    }
}

fn named(ws: &Workspace, wanted: &Wanted) -> Result<AdWish, AppError> {
    let product = ws.store.products(None)?.into_iter().find(|product| product.id == wanted.product);
    let brand = match &product {
        Some(product) => ws.store.library_brands()?.into_iter().find(|brand| brand.id == product.brand),
        None => None,
    };
    Ok(AdWish {
        hooks: if product.is_some() { hooks(ws, wanted)? } else { hooks_of(&wanted.hooks, &[]) },
        offer: offer(ws, wanted, product.is_some())?,
        persona: persona(ws, wanted, product.is_some())?,
        product: product.map(|product| product.name),
        brand: brand.map(|brand| brand.name),
        // Ads that were chosen beforehand are what the choice came to.
        ads: if wanted.selection.is_some() { 0 } else { count(wanted.ads.len()) },
        templates: templates(ws, wanted)?,
        sizes: wanted.sizes.iter().map(|size| AdSize::from(*size)).collect(),
        colours: colours(wanted),
        strictness: match wanted.strictness {
            Strictness::Default => BoardStrictness::Brand,
            Strictness::Growth => BoardStrictness::Growth,
            Strictness::Premium => BoardStrictness::Premium,
        },
        splits: wanted.over_cap == OverCap::Split,
    })
}

/// The colours of a board's own ads, else those that were chosen.
fn colours(wanted: &Wanted) -> Vec<AdColour> {
    if wanted.ads.is_empty() || wanted.selection.is_some() {
        return wanted.colours.iter().map(|colour| AdColour::from(*colour)).collect();
    }
    let all: BTreeSet<AdColour> = wanted.ads.iter().map(|ad| AdColour::from(ad.colour)).collect();
    all.into_iter().collect()
}

fn templates(ws: &Workspace, wanted: &Wanted) -> Result<WishedTemplates, AppError> {
    Ok(match &wanted.choice {
        Choice::BestMatch(count) => WishedTemplates::BestMatch { count: *count },
        Choice::Shuffle(count) => WishedTemplates::Shuffle { count: *count, unused: wanted.unused_only },
        Choice::Manual(ids) => {
            let known = creation::templates(ws)?;
            let name = |id: &String| known.iter().find(|one| one.id == *id).map(|one| one.name.clone());
            WishedTemplates::Chosen { names: ids.iter().filter_map(name).collect(), count: count(ids.len()) }
        }
    })
}

fn hooks(ws: &Workspace, wanted: &Wanted) -> Result<WishedHooks, AppError> {
    let known: Vec<(String, String)> =
        ws.store.hooks(&wanted.product)?.into_iter().map(|hook| (hook.id, hook.text)).collect();
    Ok(hooks_of(&wanted.hooks, &known))
}

fn hooks_of(wanted: &Hooks, known: &[(String, String)]) -> WishedHooks {
    let chosen = |ids: &[String], best| {
        let text = |id: &String| known.iter().find(|(known, _text)| known == id).map(|(_id, text)| text.clone());
        WishedHooks::Chosen { texts: ids.iter().filter_map(text).collect(), count: count(ids.len()), best }
    };
    match wanted {
        Hooks::Best(count) => WishedHooks::Best { count: *count },
        Hooks::All => WishedHooks::All,
        Hooks::These(ids) => chosen(ids, None),
        Hooks::BestOf(best, ids) => chosen(ids, Some(*best)),
    }
}

fn offer(ws: &Workspace, wanted: &Wanted, is_product_known: bool) -> Result<WishedOffer, AppError> {
    Ok(match &wanted.offer {
        OfferChoice::Default => WishedOffer::Usual,
        OfferChoice::None => WishedOffer::None,
        OfferChoice::This(id) => {
            let offers = if is_product_known { ws.store.offers(&wanted.product)? } else { Vec::new() };
            WishedOffer::Named { name: offers.into_iter().find(|offer| offer.id == *id).map(|offer| offer.name) }
        }
    })
}

fn persona(ws: &Workspace, wanted: &Wanted, is_product_known: bool) -> Result<Option<String>, AppError> {
    let Some(named) = &wanted.persona else { return Ok(None) };
    let all = if is_product_known { personas::of_product(&ws.store, &wanted.product)? } else { Vec::new() };
    Ok(Some(personas::named(&all, named).map_or_else(|_gone| named.clone(), |one| one.name.clone())))
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
