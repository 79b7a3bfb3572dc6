//! Which ads made here a Meta ad is.

use store::Store;
use units::{AccountId, GraphId};

use super::types::{MadeHere, OurAd};
use crate::{AppError, linking};

/// Reads the links of an ad and what its name makes possible.
pub(super) fn made_here(store: &Store, account: &AccountId, ad: &GraphId, name: &str) -> Result<MadeHere, AppError> {
    let found = linking::links_of(store, account, ad, name)?;
    let linked = found
        .linked
        .into_iter()
        .map(|link| our_ad(store, link.generated, link.made.as_deref(), link.linked_by == linking::BY_PERSON));
    let possible = found.possible.into_iter().map(|generated| {
        let made = store.made_ad_of_file(&generated)?;
        our_ad(store, generated, made.as_deref(), false)
    });
    Ok(MadeHere {
        linked: linked.collect::<Result<_, _>>()?,
        possible: possible.collect::<Result<_, _>>()?,
        unknown_tag: found.unknown_tag,
    })
}

fn our_ad(store: &Store, id: String, made: Option<&str>, by_person: bool) -> Result<OurAd, AppError> {
    let Some(made) = made else {
        // Ads from before there were made ads have no name of their own but the beginning of their id.
        let name = id.chars().take(8).collect::<String>().to_lowercase();
        return Ok(OurAd { id, name, template: None, batch: None, by_person });
    };
    let ad = store.made_ad(made)?;
    Ok(OurAd { id, name: ad.name, template: Some(ad.template_name), batch: Some(ad.batch), by_person })
}
