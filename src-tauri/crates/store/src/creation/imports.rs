//! A brand with all that belongs to it, stored in one step.

use rusqlite::Transaction;
use units::Timestamp;

use super::facts::put_fact;
use super::images::{put_asset, put_image};
use super::library::{self, LibraryTable, Save};
use super::offers::put_offer;
use super::products::{put_brand, put_hook, put_product};
use super::{Brand, BrandAsset, CopyText, Fact, Hook, LibraryImage, Offer, Product, act, copy};
use crate::{Priority, Store, StoreError};

/// A brand with all that belongs to it. Its pictures are in the file already.
#[derive(Debug, Clone, PartialEq)]
pub struct BrandImport {
    /// The brand.
    pub brand: Brand,
    /// Its logos and badges.
    pub assets: Vec<BrandAsset>,
    /// Facts of the brand.
    pub facts: Vec<Fact>,
    /// Facts that an earlier import brought and this one does not, of the brand and its products, by id.
    pub gone: Vec<String>,
    /// Its products.
    pub products: Vec<ProductImport>,
}

/// A product with all that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductImport {
    /// The product.
    pub product: Product,
    /// Its hooks.
    pub hooks: Vec<Hook>,
    /// Its offers.
    pub offers: Vec<Offer>,
    /// Its facts.
    pub facts: Vec<Fact>,
    /// Its pictures.
    pub images: Vec<LibraryImage>,
    /// Its copy bank.
    pub copy: Vec<CopyText>,
}

impl Store {
    /// Stores a brand with all that belongs to it, or brings it up to date. Rows with the same id are replaced, facts that
    /// are gone are put away; what a person added besides stays. It is one act, which can be taken back as a whole.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if a name or slug is another brand's; then nothing is stored.
    pub fn import_brand(&self, import: &BrandImport, now: Timestamp) -> Result<(), StoreError> {
        let save: Save = library::save_if_new;
        self.write(Priority::Bulk, |tx| {
            act::together(tx, || {
                put_brand(tx, &import.brand, save, now)?;
                import.assets.iter().try_for_each(|asset| put_asset(tx, asset, save, now))?;
                import.facts.iter().try_for_each(|fact| put_fact(tx, fact, save, now))?;
                import.gone.iter().try_for_each(|id| library::put_away(tx, LibraryTable::Facts, id, now))?;
                import.products.iter().try_for_each(|product| put(tx, product, save, now))
            })
        })
    }
}

fn put(tx: &Transaction<'_>, import: &ProductImport, save: Save, now: Timestamp) -> Result<(), StoreError> {
    let product = &import.product.id;
    put_product(tx, &import.product, save, now)?;
    for hook in &import.hooks {
        // The same words that a person typed before are the same hook.
        let sql = "SELECT 1 FROM hooks WHERE product_id = ?1 AND text = ?2 AND id <> ?3 AND active = 1";
        if !tx.prepare_cached(sql)?.exists([product, &hook.text, &hook.id])? {
            put_hook(tx, hook, save, now)?;
        }
    }
    import.offers.iter().try_for_each(|offer| put_offer(tx, offer, save, now))?;
    import.facts.iter().try_for_each(|fact| put_fact(tx, fact, save, now))?;
    for image in &import.images {
        let sql = "SELECT 1 FROM product_images WHERE product_id = ?1 AND sha256 = ?2 AND id <> ?3";
        if !tx.prepare_cached(sql)?.exists([product, &image.sha256, &image.id])? {
            put_image(tx, image, save, now)?;
        }
    }
    for text in &import.copy {
        let sql = "SELECT 1 FROM product_copy WHERE product_id = ?1 AND field = ?2 AND text = ?3 AND id <> ?4";
        if !tx.prepare_cached(sql)?.exists([product, text.field.word(), &text.text, &text.id])? {
            copy::put_text(tx, text, save, now)?;
        }
    }
    Ok(())
}
