//! Names of files: a pattern that a person may change.

use std::collections::BTreeMap;

use creative::fill::says_hook;
use creative::name::{FileName, NameParts, Pattern};
use creative::tag::Tag;
use creative::{CanvasSize, Template};

use super::Stock;
use super::spec::AdSpec;
use crate::{AppError, Workspace};

/// The setting that holds the pattern.
pub const PATTERN_SETTING: &str = "creation.file_name";
/// The setting that holds the words for `{campaign}`, by product.
pub const CAMPAIGNS_SETTING: &str = "creation.campaigns";
/// The setting that held them for all products at once: they hold where nothing was said for a product.
const CAMPAIGN_OF_ALL_SETTING: &str = "creation.campaign";

/// The pattern in use.
///
/// # Errors
/// As the file fails.
pub fn pattern(ws: &Workspace) -> Result<Pattern, AppError> {
    Ok(ws.store.setting::<Pattern>(PATTERN_SETTING)?.unwrap_or_default())
}

/// Reads a pattern and keeps it for everything made from now on.
///
/// # Errors
/// `invalid_input` with what is wrong with it.
pub fn set_pattern(ws: &Workspace, text: &str) -> Result<Pattern, AppError> {
    let pattern = read(text)?;
    ws.store.set_setting(PATTERN_SETTING, &pattern, ws.clock.now())?;
    ws.announce(crate::Changed::Settings);
    Ok(pattern)
}

/// What `{campaign}` says in the names of a product's ads, if somebody said it: ads of another product go elsewhere.
///
/// # Errors
/// As the file fails.
pub fn campaign(ws: &Workspace, product: &str) -> Result<Option<String>, AppError> {
    Ok(Campaigns::read(ws)?.of(product).map(str::to_owned))
}

/// What `{campaign}` says for all of these products, if it is the same.
///
/// # Errors
/// As the file fails.
pub fn common_campaign<'a>(
    ws: &Workspace,
    products: impl IntoIterator<Item = &'a str>,
) -> Result<Option<String>, AppError> {
    let said = Campaigns::read(ws)?;
    let mut of_each = products.into_iter().map(|product| said.of(product));
    let first = of_each.next().flatten();
    Ok(first.filter(|words| of_each.all(|other| other == Some(*words))).map(str::to_owned))
}

/// Keeps what `{campaign}` says for these products from now on; empty words leave the part out. What is kept already is
/// not written again.
///
/// # Errors
/// As the file fails.
pub fn set_campaign(ws: &Workspace, products: &[String], words: &str) -> Result<(), AppError> {
    let (mut said, words) = (Campaigns::read(ws)?, words.trim());
    let other = |product: &&String| said.of(product).unwrap_or_default() != words;
    let others: Vec<&String> = products.iter().filter(other).collect();
    if others.is_empty() {
        return Ok(());
    }
    // Empty words are kept too: they say that what held for all products does not hold for this one.
    said.by_product.extend(others.into_iter().map(|product| (product.clone(), words.to_owned())));
    ws.store.set_setting(CAMPAIGNS_SETTING, &said.by_product, ws.clock.now())?;
    ws.announce(crate::Changed::Settings);
    Ok(())
}

/// What was said for `{campaign}`.
struct Campaigns {
    of_all: String,
    by_product: BTreeMap<String, String>,
}

impl Campaigns {
    fn read(ws: &Workspace) -> Result<Self, AppError> {
        Ok(Self {
            of_all: ws.store.setting(CAMPAIGN_OF_ALL_SETTING)?.unwrap_or_default(),
            by_product: ws.store.setting(CAMPAIGNS_SETTING)?.unwrap_or_default(),
        })
    }

    fn of(&self, product: &str) -> Option<&str> {
        let words = self.by_product.get(product).unwrap_or(&self.of_all);
        Some(words.as_str()).filter(|words| !words.is_empty())
    }
}

/// Reads a pattern.
///
/// # Errors
/// `invalid_input` with what is wrong with it.
pub fn read(text: &str) -> Result<Pattern, AppError> {
    Pattern::parse(text).map_err(|error| {
        AppError::invalid(crate::error::sentence(&error), "Write a pattern such as {brand}_{product}_{id}_{size}.")
    })
}

/// What the parts of an ad's names say.
///
/// # Errors
/// As the file fails.
pub fn parts(
    ws: &Workspace,
    stock: &Stock,
    template: &Template,
    spec: &AdSpec,
    tag: &Tag,
) -> Result<NameParts, AppError> {
    let code = |code: &str, name: &str| if code.is_empty() { name.to_owned() } else { code.to_owned() };
    Ok(NameParts {
        tag: tag.clone(),
        brand: code(&stock.brief.brand.code, &stock.brand.name),
        product: code(&stock.brief.product.code, &stock.product.name),
        template: template.name.clone(),
        version: template.version,
        // An ad is not called after words that it does not say.
        hook: spec.hook.as_ref().filter(|_| says_hook(template)).map(|hook| hook.text.clone()),
        colour: (spec.colour != creative::ColourMode::Original).then(|| spec.colour.name().to_owned()),
        language: stock.brief.brand.locale.tag().to_owned(),
        campaign: campaign(ws, &stock.product.id)?,
    })
}

/// The name that all sizes of an ad share.
#[must_use]
pub fn base(pattern: &Pattern, parts: &NameParts, size: CanvasSize) -> String {
    let name = FileName::new(pattern, parts, size, "png");
    let sized = format!("_{}", size.tag());
    let stem = name.stem();
    stem.rfind(&sized).map_or_else(|| stem.to_owned(), |at| format!("{}{}", &stem[..at], &stem[at + sized.len()..]))
}
