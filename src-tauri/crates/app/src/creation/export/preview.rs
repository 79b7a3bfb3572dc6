//! The names that an export would give, before anything is written.

use creative::name::{Part, Pattern};
use store::creation::AdFilter;

use super::names::Named;
use super::{ExportFormat, ending, pieces};
use crate::creation::names as patterns;
use crate::{AppError, Workspace};

/// Ads whose names are shown.
const SHOWN: u32 = 2;

/// The names that an export would give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePreview {
    /// The pattern they follow from.
    pub pattern: Pattern,
    /// What `{campaign}` says in all of them; empty if nothing was said, or not the same for all their products.
    pub campaign: String,
    /// How many ads.
    pub ads: u32,
    /// How many pictures.
    pub files: u32,
    /// The names of the first few.
    pub names: Vec<String>,
}

/// What the names of these ads would be: by this pattern and these words for `{campaign}`, else by the pattern in use and
/// what was said for all their products.
///
/// # Errors
/// `invalid_input` with what is wrong with the pattern; as the file fails.
pub fn names(
    ws: &Workspace,
    of: &AdFilter,
    format: ExportFormat,
    pattern: Option<&str>,
    campaign: Option<&str>,
) -> Result<NamePreview, AppError> {
    let pattern = match pattern {
        Some(text) => patterns::read(text)?,
        None => patterns::pattern(ws)?,
    };
    let ads = ws.store.made_ads(&AdFilter { limit: SHOWN, ..of.clone() })?;
    let campaign = match campaign {
        Some(said) => said.trim().to_owned(),
        None => {
            let products = ws.store.ad_facets(of)?.products;
            let products = products.iter().map(|(product, _)| product.as_str());
            patterns::common_campaign(ws, products)?.unwrap_or_default()
        }
    };
    let named = Named::of(ws, &ads, Some(&pattern), Some(&campaign))?;
    Ok(NamePreview {
        campaign,
        ads: ws.store.count_ads(of)?,
        files: ws.store.count_pictures(of)?,
        names: pieces(&ads, &named, ending(format))?.into_iter().map(|piece| piece.name).collect(),
        pattern,
    })
}

/// What a pattern may hold, in the order of a menu: `{id}`, `{size}`, …
#[must_use]
pub fn placeholders() -> Vec<String> {
    Part::ALL.iter().map(|(_, name)| format!("{{{name}}}")).collect()
}
