//! Brands, products and hooks.

use rusqlite::{OptionalExtension as _, Row, Transaction};
use serde_json::Value;
use units::{Currency, Money, Timestamp};

use super::library::{self, LibraryTable, Save};
use super::rows::{collect, currency, json, list, money, texts};
use crate::{Priority, Store, StoreError};

/// A brand.
#[derive(Debug, Clone, PartialEq)]
pub struct Brand {
    /// A uuid as text.
    pub id: String,
    /// Its name; no two brands share one.
    pub name: String,
    /// For file names and addresses; no two brands share one.
    pub slug: String,
    /// Its web site.
    pub website: Option<String>,
    /// `primary`, `secondary`, `background`, `accent` as `#rrggbb`, and `all`.
    pub colors: Value,
    /// `display` and `text`, families by name.
    pub fonts: Value,
    /// How it talks.
    pub voice: Option<String>,
    /// At most four letters for file names; no two brands share one.
    pub code: Option<String>,
    /// Language and region, `de-DE`.
    pub locale: Option<String>,
    /// What its prices are in.
    pub currency: Option<Currency>,
    /// Words that must not be said.
    pub disallowed_claims: Vec<String>,
    /// The name as it is set where there is no picture of the logo.
    pub wordmark: Option<String>,
    /// Words that must be said.
    pub required_disclaimers: Vec<String>,
    /// How templates are selected for it.
    pub selection: Value,
    /// Not put away.
    pub active: bool,
}

/// A product.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    /// A uuid as text.
    pub id: String,
    /// Whose.
    pub brand: String,
    /// Its name.
    pub name: String,
    /// For file names; no two products of a brand share one.
    pub slug: String,
    /// What it is, in a line.
    pub description: Option<String>,
    /// Whom it is for: `male`, `female`, or anybody.
    pub target_audience: Option<String>,
    /// The usual price.
    pub price: Option<Money>,
    /// What it was, or what the parts cost apart.
    pub compare_price: Option<Money>,
    /// Where its ads lead.
    pub url: Option<String>,
    /// At most eight letters for file names.
    pub code: Option<String>,
    /// Words that must not be said about it.
    pub banned_terms: Vec<String>,
    /// Claims that must not be made.
    pub prohibited_claims: Vec<String>,
    /// Words that must be said.
    pub required_disclaimers: Option<String>,
    /// Meta's button of its ads, `SHOP_NOW`.
    pub button: Option<String>,
    /// What is put behind the address.
    pub utm: Option<String>,
    /// Not put away.
    pub active: bool,
}

/// A hook of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hook {
    /// A uuid as text.
    pub id: String,
    /// Whose.
    pub product: String,
    /// The words; no two hooks of a product that are in use share them.
    pub text: String,
    /// Shorter ways to say it, the longest first.
    pub shorter: Vec<String>,
    /// 1 unaware … 5 most aware.
    pub awareness: Option<u8>,
    /// Its place in the list.
    pub position: u32,
    /// Not put away.
    pub active: bool,
}

impl Store {
    /// Every brand by name, those put away too.
    ///
    /// # Errors
    /// Those of reading.
    pub fn library_brands(&self) -> Result<Vec<Brand>, StoreError> {
        self.read(|conn| collect(conn.prepare_cached("SELECT * FROM brands ORDER BY name")?.query([])?, read_brand))
    }

    /// One brand.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn brand(&self, id: &str) -> Result<Brand, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached("SELECT * FROM brands WHERE id = ?1")?;
            let found = statement.query_row([id], |row| Ok(read_brand(row))).optional()?;
            found.unwrap_or_else(|| Err(StoreError::NoSuchRow { kind: "brand", id: id.to_owned() }))
        })
    }

    /// Stores a brand, new or changed.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if name, slug or code are another brand's.
    pub fn save_brand(&self, brand: &Brand, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| put_brand(tx, brand, library::save, now))
    }

    /// Products by brand and name, those put away too; of one brand if given.
    ///
    /// # Errors
    /// Those of reading.
    pub fn products(&self, brand: Option<&str>) -> Result<Vec<Product>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT product.* FROM products AS product JOIN brands AS brand ON brand.id = product.brand_id
                       WHERE ?1 IS NULL OR product.brand_id = ?1 ORDER BY brand.name, product.name";
            collect(conn.prepare_cached(sql)?.query([brand])?, read_product)
        })
    }

    /// One product.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn product(&self, id: &str) -> Result<Product, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached("SELECT * FROM products WHERE id = ?1")?;
            let found = statement.query_row([id], |row| Ok(read_product(row))).optional()?;
            found.unwrap_or_else(|| Err(StoreError::NoSuchRow { kind: "product", id: id.to_owned() }))
        })
    }

    /// Stores a product, new or changed.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if slug or code are another product's of the brand, or there is no such brand.
    pub fn save_product(&self, product: &Product, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| put_product(tx, product, library::save, now))
    }

    /// The hooks of a product in their order, those put away too.
    ///
    /// # Errors
    /// Those of reading.
    pub fn hooks(&self, product: &str) -> Result<Vec<Hook>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT * FROM hooks WHERE product_id = ?1 ORDER BY position, created_at, id";
            collect(conn.prepare_cached(sql)?.query([product])?, read_hook)
        })
    }

    /// Stores a hook, new or changed.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if the product has the same words already.
    pub fn save_hook(&self, hook: &Hook, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| put_hook(tx, hook, library::save, now))
    }
}

/// The column is never NULL.
fn selection(config: &Value) -> String {
    if config.is_object() { config.to_string() } else { r#"{"min_asset_score": 0.0}"#.to_owned() }
}

fn read_brand(row: &Row<'_>) -> Result<Brand, StoreError> {
    Ok(Brand {
        id: row.get("id")?,
        name: row.get("name")?,
        slug: row.get("slug")?,
        website: row.get("website")?,
        colors: json(row, "brand_colors")?,
        fonts: json(row, "brand_fonts")?,
        voice: row.get("brand_voice_tone")?,
        code: row.get("brand_code")?,
        locale: row.get("locale")?,
        currency: currency(row, "currency")?,
        disallowed_claims: list(row, "disallowed_claims")?,
        wordmark: row.get("wordmark")?,
        required_disclaimers: list(row, "required_disclaimers")?,
        selection: json(row, "template_selection_config")?,
        active: row.get("is_active")?,
    })
}

fn read_product(row: &Row<'_>) -> Result<Product, StoreError> {
    let currency = currency(row, "currency")?;
    Ok(Product {
        id: row.get("id")?,
        brand: row.get("brand_id")?,
        name: row.get("name")?,
        slug: row.get("slug")?,
        description: row.get("description")?,
        target_audience: row.get("target_audience")?,
        price: money(row, "price_micros", currency)?,
        compare_price: money(row, "compare_price_micros", currency)?,
        url: row.get("product_url")?,
        code: row.get("short_code")?,
        banned_terms: list(row, "banned_terms")?,
        prohibited_claims: list(row, "prohibited_claims")?,
        required_disclaimers: row.get("required_disclaimers")?,
        button: row.get("meta_button")?,
        utm: row.get("utm_pattern")?,
        active: row.get("is_active")?,
    })
}

fn read_hook(row: &Row<'_>) -> Result<Hook, StoreError> {
    Ok(Hook {
        id: row.get("id")?,
        product: row.get("product_id")?,
        text: row.get("text")?,
        shorter: list(row, "shorter")?,
        awareness: row.get("awareness_level")?,
        position: row.get("position")?,
        active: row.get("active")?,
    })
}

/// Writes a brand.
pub(super) fn put_brand(tx: &Transaction<'_>, brand: &Brand, save: Save, now: Timestamp) -> Result<(), StoreError> {
    save(
        tx,
        LibraryTable::Brands,
        &brand.id,
        &[
            ("name", &brand.name),
            ("slug", &brand.slug),
            ("website", &brand.website),
            ("brand_colors", &brand.colors.to_string()),
            ("brand_fonts", &brand.fonts.to_string()),
            ("brand_voice_tone", &brand.voice),
            ("brand_code", &brand.code),
            ("locale", &brand.locale),
            ("currency", &brand.currency.map(|currency| currency.code().to_owned())),
            ("disallowed_claims", &texts(&brand.disallowed_claims)),
            ("wordmark", &brand.wordmark),
            ("required_disclaimers", &texts(&brand.required_disclaimers)),
            ("template_selection_config", &selection(&brand.selection)),
            ("is_active", &brand.active),
        ],
        now,
    )
}

/// Writes a product.
pub(super) fn put_product(
    tx: &Transaction<'_>,
    product: &Product,
    save: Save,
    now: Timestamp,
) -> Result<(), StoreError> {
    let currency = product.price.or(product.compare_price).map(|money| money.currency().code().to_owned());

    save(
        tx,
        LibraryTable::Products,
        &product.id,
        &[
            ("brand_id", &product.brand),
            ("name", &product.name),
            ("slug", &product.slug),
            ("description", &product.description),
            ("target_audience", &product.target_audience),
            ("currency", &currency),
            ("price_micros", &product.price.map(Money::micros)),
            ("compare_price_micros", &product.compare_price.map(Money::micros)),
            ("product_url", &product.url),
            ("short_code", &product.code),
            ("banned_terms", &texts(&product.banned_terms)),
            ("prohibited_claims", &texts(&product.prohibited_claims)),
            ("required_disclaimers", &product.required_disclaimers),
            ("meta_button", &product.button),
            ("utm_pattern", &product.utm),
            ("is_active", &product.active),
        ],
        now,
    )
}

/// Writes a hook.
pub(super) fn put_hook(tx: &Transaction<'_>, hook: &Hook, save: Save, now: Timestamp) -> Result<(), StoreError> {
    save(
        tx,
        LibraryTable::Hooks,
        &hook.id,
        &[
            ("product_id", &hook.product),
            ("text", &hook.text),
            ("shorter", &texts(&hook.shorter)),
            ("awareness_level", &hook.awareness),
            ("position", &hook.position),
            ("active", &hook.active),
        ],
        now,
    )
}
