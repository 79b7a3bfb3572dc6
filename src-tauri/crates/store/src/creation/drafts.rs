//! A board as it was left.

use rusqlite::{OptionalExtension as _, Row};
use serde_json::Value;
use units::Timestamp;

use super::rows::json;
use crate::{Priority, Store, StoreError};

/// A board as it was left.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Which; the window has one per product.
    pub id: String,
    /// Its product, if it has one.
    pub product: Option<String>,
    /// The board, in the window's own words.
    pub body: Value,
    /// When it was kept.
    pub updated_at: Timestamp,
}

impl Store {
    /// Keeps a draft.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if there is no such product.
    pub fn keep_draft(&self, draft: &Draft) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            let sql = "INSERT INTO creation_drafts (id, product_id, body, updated_at) VALUES (?1, ?2, ?3, ?4)
                       ON CONFLICT (id) DO UPDATE SET product_id = excluded.product_id, body = excluded.body,
                       updated_at = excluded.updated_at";
            tx.execute(sql, (&draft.id, &draft.product, draft.body.to_string(), draft.updated_at.millis()))?;
            Ok(())
        })
    }

    /// A draft, if it is there.
    ///
    /// # Errors
    /// Those of reading.
    pub fn draft(&self, id: &str) -> Result<Option<Draft>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached("SELECT * FROM creation_drafts WHERE id = ?1")?;
            statement.query_row([id], |row| Ok(read(row))).optional()?.transpose()
        })
    }

    /// The draft that was kept last, of a product that is in use.
    ///
    /// # Errors
    /// Those of reading.
    pub fn newest_draft(&self) -> Result<Option<Draft>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT draft.* FROM creation_drafts AS draft
                       JOIN products AS product ON product.id = draft.product_id AND product.is_active = 1
                       ORDER BY draft.updated_at DESC, draft.id LIMIT 1";
            conn.prepare_cached(sql)?.query_row([], |row| Ok(read(row))).optional()?.transpose()
        })
    }

    /// Forgets a draft. Nothing happens if it is not there.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn drop_draft(&self, id: &str) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            tx.execute("DELETE FROM creation_drafts WHERE id = ?1", [id])?;
            Ok(())
        })
    }
}

fn read(row: &Row<'_>) -> Result<Draft, StoreError> {
    Ok(Draft {
        id: row.get("id")?,
        product: row.get("product_id")?,
        body: json(row, "body")?,
        updated_at: Timestamp::from_millis(row.get("updated_at")?),
    })
}
