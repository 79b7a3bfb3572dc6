//! Typefaces that a person added.

use rusqlite::{OptionalExtension as _, Row};
use units::Timestamp;

use super::rows::{collect, list, texts};
use crate::{Priority, Store, StoreError};

/// A file of typefaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontFile {
    /// The SHA-256 of its bytes in hex.
    pub sha256: String,
    /// Its file's name.
    pub name: String,
    /// The families in it, as brands name them.
    pub families: Vec<String>,
    /// The file: TTF, OTF or TTC.
    pub data: Vec<u8>,
}

impl Store {
    /// Every added file of typefaces, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn fonts(&self) -> Result<Vec<FontFile>, StoreError> {
        self.read(|conn| {
            collect(conn.prepare_cached("SELECT * FROM fonts ORDER BY added_at, sha256")?.query([])?, read)
        })
    }

    /// The families of every added file, without its bytes.
    ///
    /// # Errors
    /// Those of reading.
    pub fn added_families(&self) -> Result<Vec<String>, StoreError> {
        let all = self.read(|conn| {
            let sql = "SELECT families FROM fonts ORDER BY added_at, sha256";
            collect(conn.prepare_cached(sql)?.query([])?, |row| list(row, "families"))
        })?;
        Ok(all.into_iter().flatten().collect())
    }

    /// Keeps a file of typefaces; whether it is new.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn keep_font(&self, font: &FontFile, now: Timestamp) -> Result<bool, StoreError> {
        self.write(Priority::Bulk, |tx| {
            let sql = "INSERT INTO fonts (sha256, name, families, data, added_at) VALUES (?1, ?2, ?3, ?4, ?5)
                       ON CONFLICT (sha256) DO NOTHING";
            let families = texts(&font.families);
            Ok(tx.execute(sql, (&font.sha256, &font.name, families, &font.data, now.millis()))? > 0)
        })
    }

    /// Removes every file with a family; whether there was one.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn remove_font(&self, family: &str) -> Result<bool, StoreError> {
        self.write(Priority::Bulk, |tx| {
            let sql = "DELETE FROM fonts WHERE EXISTS (SELECT 1 FROM json_each(families) WHERE value = ?1)";
            Ok(tx.execute(sql, [family])? > 0)
        })
    }

    /// The brands whose headlines or reading text are set in a family, by name.
    ///
    /// # Errors
    /// Those of reading.
    pub fn brand_in_font(&self, family: &str) -> Result<Option<String>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT name FROM brands WHERE brand_fonts IS NOT NULL AND EXISTS
                       (SELECT 1 FROM json_each(brand_fonts) WHERE value = ?1) ORDER BY name LIMIT 1";
            Ok(conn.prepare_cached(sql)?.query_row([family], |row| row.get(0)).optional()?)
        })
    }
}

fn read(row: &Row<'_>) -> Result<FontFile, StoreError> {
    Ok(FontFile {
        sha256: row.get("sha256")?,
        name: row.get("name")?,
        families: list(row, "families")?,
        data: row.get("data")?,
    })
}
