//! The copy bank: texts beside a picture, to choose from, and what an ad took of them.

use rusqlite::{Row, Transaction};
use serde::{Deserialize, Serialize};
use units::Timestamp;

use super::CopyField;
use super::library::{self, LibraryTable, Save};
use super::rows::{collect, word};
use crate::{Priority, Store, StoreError};

/// A text of the copy bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyText {
    /// A uuid as text.
    pub id: String,
    /// Whose.
    pub product: String,
    /// Where it stands.
    pub field: CopyField,
    /// Its place among those of its field.
    pub position: u32,
    /// The words.
    pub text: String,
    /// `manual`, `brand_file` or `synced`.
    pub source: String,
    /// Not put away.
    pub active: bool,
}

/// The words beside an ad's picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AdCopy {
    /// Up to five.
    pub primary_texts: Vec<String>,
    /// Up to five.
    pub headlines: Vec<String>,
    /// One, or none.
    pub description: Option<String>,
    /// Meta's button, `SHOP_NOW`.
    pub button: Option<String>,
    /// Where it leads.
    pub url: Option<String>,
    /// What is put behind the address.
    pub utm: Option<String>,
}

impl AdCopy {
    /// The same with empty texts taken for none.
    #[must_use]
    pub fn without_empty(self) -> Self {
        let filled = |text: &String| !text.trim().is_empty();
        Self {
            primary_texts: self.primary_texts.into_iter().filter(filled).collect(),
            headlines: self.headlines.into_iter().filter(filled).collect(),
            description: self.description.filter(filled),
            button: self.button.filter(filled),
            url: self.url.filter(filled),
            utm: self.utm.filter(filled),
        }
    }
}

/// The words of a synced ad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncedCopy {
    /// Primary text.
    pub body: Option<String>,
    /// Headline.
    pub headline: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Where it leads.
    pub link: Option<String>,
}

impl Store {
    /// The words of the ads that a brand's accounts run, each once, the newest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn synced_copy(&self, brand: &str) -> Result<Vec<SyncedCopy>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT creative.body, creative.headline, creative.description, creative.link_url
                       FROM creatives AS creative JOIN account_brands AS brand ON brand.account = creative.account
                       WHERE brand.brand_id = ?1 AND (creative.body IS NOT NULL OR creative.headline IS NOT NULL)
                       GROUP BY creative.body, creative.headline, creative.description, creative.link_url
                       ORDER BY max(creative.first_seen_at) DESC, max(creative.key) DESC";
            collect(conn.prepare_cached(sql)?.query([brand])?, |row| {
                Ok(SyncedCopy { body: row.get(0)?, headline: row.get(1)?, description: row.get(2)?, link: row.get(3)? })
            })
        })
    }

    /// The copy bank of a product by field and place, texts put away too.
    ///
    /// # Errors
    /// Those of reading.
    pub fn copy_bank(&self, product: &str) -> Result<Vec<CopyText>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT * FROM product_copy WHERE product_id = ?1 ORDER BY field, position, created_at, id";
            collect(conn.prepare_cached(sql)?.query([product])?, read)
        })
    }

    /// Stores a text of the copy bank, new or changed.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if the product has the same text in this field.
    pub fn save_copy_text(&self, text: &CopyText, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| put_text(tx, text, library::save, now))
    }
}

/// Changes the words beside an ad.
pub(super) fn change(tx: &Transaction<'_>, ad: &str, copy: &AdCopy) -> Result<(), StoreError> {
    let sql = "UPDATE made_ads SET meta_button = ?2, destination_url = ?3, utm_pattern = ?4 WHERE id = ?1";
    if tx.execute(sql, (ad, &copy.button, &copy.url, &copy.utm))? == 0 {
        return Err(StoreError::NoSuchRow { kind: "ad", id: ad.to_owned() });
    }
    tx.execute("DELETE FROM ad_copy WHERE made_ad_id = ?1", [ad])?;
    insert(tx, ad, copy)?;
    let sql = "UPDATE generated_ads SET meta_headline = ?2, meta_primary_text = ?3, destination_url = ?4
               WHERE made_ad_id = ?1";
    tx.execute(sql, (ad, copy.headlines.first(), copy.primary_texts.first(), &copy.url))?;
    Ok(())
}

/// Stores the texts of an ad that has none.
pub(super) fn insert(tx: &Transaction<'_>, ad: &str, copy: &AdCopy) -> Result<(), StoreError> {
    let mut statement =
        tx.prepare_cached("INSERT INTO ad_copy (made_ad_id, field, position, text) VALUES (?1, ?2, ?3, ?4)")?;
    let description: Vec<String> = copy.description.iter().filter(|text| !text.is_empty()).cloned().collect();
    let fields = [
        (CopyField::PrimaryText, &copy.primary_texts),
        (CopyField::Headline, &copy.headlines),
        (CopyField::Description, &description),
    ];
    for (field, texts) in fields {
        for (position, text) in texts.iter().filter(|text| !text.is_empty()).enumerate() {
            statement.execute((ad, field.word(), position as i64, text))?;
        }
    }
    Ok(())
}

/// A text with its place.
pub(super) type Placed = (CopyField, String);

/// Adds texts, which come in their order, to what the ad's own row says.
pub(super) fn add(copy: &mut AdCopy, texts: Vec<Placed>) {
    for (field, text) in texts {
        match field {
            CopyField::PrimaryText => copy.primary_texts.push(text),
            CopyField::Headline => copy.headlines.push(text),
            CopyField::Description => copy.description = Some(text),
        }
    }
}

fn read(row: &Row<'_>) -> Result<CopyText, StoreError> {
    Ok(CopyText {
        id: row.get("id")?,
        product: row.get("product_id")?,
        field: word(row, "field")?,
        position: row.get("position")?,
        text: row.get("text")?,
        source: row.get("source")?,
        active: row.get("is_active")?,
    })
}

/// Writes a text.
pub(super) fn put_text(tx: &Transaction<'_>, text: &CopyText, save: Save, now: Timestamp) -> Result<(), StoreError> {
    save(
        tx,
        LibraryTable::Copy,
        &text.id,
        &[
            ("product_id", &text.product),
            ("field", &text.field.word()),
            ("position", &text.position),
            ("text", &text.text),
            ("source", &text.source),
            ("is_active", &text.active),
        ],
        now,
    )
}
