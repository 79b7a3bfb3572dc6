//! Facts of a product or a brand: what a picture may say beside hook and offer.

use rusqlite::{Row, Transaction};
use serde_json::Value;
use units::Timestamp;

use super::library::{self, LibraryTable, Save};
use super::rows::{collect, json};
use crate::{Priority, Store, StoreError};

/// One fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// A uuid as text.
    pub id: String,
    /// Whose.
    pub owner: FactOwner,
    /// What kind: the field of a brief that it fills, `benefits`, `reviews`, `kit`, …
    pub kind: String,
    /// Its place among those of its kind.
    pub position: u32,
    /// Its fields, by kind.
    pub body: Value,
    /// Not put away.
    pub active: bool,
}

/// Whose a fact is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FactOwner {
    /// A brand's: true for all its products.
    Brand(String),
    /// A product's.
    Product(String),
}

impl Store {
    /// The facts of a brand or a product by kind and place, those put away too.
    ///
    /// # Errors
    /// Those of reading.
    pub fn facts(&self, owner: &FactOwner) -> Result<Vec<Fact>, StoreError> {
        let (sql, id) = match owner {
            FactOwner::Brand(id) => ("SELECT * FROM library_facts WHERE brand_id = ?1 ORDER BY kind, position, id", id),
            FactOwner::Product(id) => {
                ("SELECT * FROM library_facts WHERE product_id = ?1 ORDER BY kind, position, id", id)
            }
        };
        self.read(|conn| collect(conn.prepare_cached(sql)?.query([id])?, read))
    }

    /// Stores a fact, new or changed.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if there is no such owner.
    pub fn save_fact(&self, fact: &Fact, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| put_fact(tx, fact, library::save, now))
    }
}

fn read(row: &Row<'_>) -> Result<Fact, StoreError> {
    Ok(Fact {
        id: row.get("id")?,
        owner: match row.get::<_, Option<String>>("brand_id")? {
            Some(brand) => FactOwner::Brand(brand),
            None => FactOwner::Product(row.get("product_id")?),
        },
        kind: row.get("kind")?,
        position: row.get("position")?,
        body: json(row, "body")?,
        active: row.get("is_active")?,
    })
}

/// Writes a fact.
pub(super) fn put_fact(tx: &Transaction<'_>, fact: &Fact, save: Save, now: Timestamp) -> Result<(), StoreError> {
    let (brand, product) = match &fact.owner {
        FactOwner::Brand(id) => (Some(id), None),
        FactOwner::Product(id) => (None, Some(id)),
    };

    save(
        tx,
        LibraryTable::Facts,
        &fact.id,
        &[
            ("brand_id", &brand),
            ("product_id", &product),
            ("kind", &fact.kind),
            ("position", &fact.position),
            ("body", &fact.body.to_string()),
            ("is_active", &fact.active),
        ],
        now,
    )
}
