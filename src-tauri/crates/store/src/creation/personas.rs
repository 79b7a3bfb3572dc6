//! Personas that came with the data of the system before us. Those that are written here are facts of their product.

use super::rows::collect;
use crate::{Store, StoreError};

/// Somebody whom a product is for, as the system before us described them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPersona {
    /// A uuid as text.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// Their gender, in whatever words that system had.
    pub gender: Option<String>,
}

impl Store {
    /// The personas of a product and of its brand, the primary one first. Competitors' are not among them.
    ///
    /// # Errors
    /// Those of reading.
    pub fn personas(&self, product: &str) -> Result<Vec<StoredPersona>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT persona.id, persona.name,
                           CAST(json_extract(persona.demographics, '$.gender') AS TEXT) AS gender
                       FROM personas_4d AS persona
                       LEFT JOIN product_personas AS link
                           ON link.persona_id = persona.id AND link.product_id = ?1
                       WHERE persona.persona_type <> 'competitor'
                           AND (link.product_id IS NOT NULL OR persona.product_id = ?1
                               OR (persona.product_id IS NULL
                                   AND persona.brand_id = (SELECT brand_id FROM products WHERE id = ?1)))
                       ORDER BY coalesce(link.is_primary, 0) DESC, persona.is_primary DESC, persona.name, persona.id";
            collect(conn.prepare_cached(sql)?.query([product])?, |row| {
                Ok(StoredPersona { id: row.get("id")?, name: row.get("name")?, gender: row.get("gender")? })
            })
        })
    }
}
