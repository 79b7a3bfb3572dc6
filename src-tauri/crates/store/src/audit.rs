//! What the back-fill of Phase 0 could not decide.
//!
//! Two things were left over when template ids were filled in: paths with more than one active template, where the
//! newest won, and usage rows that match no template. Both are reported, and [`Store::clean_up`] settles them.

use rusqlite::Connection;
use serde::Serialize;
use units::Timestamp;

use crate::{Store, StoreError};

/// What needs settling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// Storage paths that more than one active template shares, by path.
    pub ambiguous_paths: Vec<AmbiguousPath>,
    /// Usage rows without a template, by product and name.
    pub unmapped_usage: Vec<UnmappedUsage>,
}

/// One storage path that several active templates share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AmbiguousPath {
    /// The path.
    pub storage_path: String,
    /// Its active templates, newest first; the first is the one that counts.
    pub templates: Vec<ActiveTemplate>,
}

/// One of several templates with the same path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActiveTemplate {
    /// The template's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When it was added, if that is known.
    pub created_at: Option<Timestamp>,
}

/// A usage row that names a template which is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnmappedUsage {
    /// The row's id.
    pub id: String,
    /// The product that used the template.
    pub product_id: String,
    /// The name it used it under.
    pub template_storage_name: String,
    /// When, if that is known.
    pub used_at: Option<Timestamp>,
}

impl Store {
    /// What the back-fill of template ids left open.
    ///
    /// # Errors
    /// What reading reports.
    pub fn audit(&self) -> Result<Audit, StoreError> {
        self.read(audit)
    }
}

pub(crate) fn audit(connection: &Connection) -> Result<Audit, StoreError> {
    Ok(Audit { ambiguous_paths: ambiguous_paths(connection)?, unmapped_usage: unmapped_usage(connection)? })
}

fn ambiguous_paths(connection: &Connection) -> Result<Vec<AmbiguousPath>, StoreError> {
    // The same order as in the back-fill, so that the first template of a path is the one that it chose.
    let mut statement = connection.prepare(
        "SELECT storage_path, id, name, created_at FROM scraped_templates \
         WHERE is_active = 1 AND storage_path IN \
           (SELECT storage_path FROM scraped_templates WHERE is_active = 1 GROUP BY storage_path HAVING count(*) > 1) \
         ORDER BY storage_path, created_at DESC, id DESC",
    )?;
    let rows = statement.query_map([], |row| {
        let created_at = row.get::<_, Option<i64>>(3)?.map(Timestamp::from_millis);
        Ok((row.get::<_, String>(0)?, ActiveTemplate { id: row.get(1)?, name: row.get(2)?, created_at }))
    })?;
    let mut paths: Vec<AmbiguousPath> = Vec::new();
    for row in rows {
        let (storage_path, template) = row?;
        match paths.last_mut() {
            Some(last) if last.storage_path == storage_path => last.templates.push(template),
            _ => paths.push(AmbiguousPath { storage_path, templates: vec![template] }),
        }
    }
    Ok(paths)
}

fn unmapped_usage(connection: &Connection) -> Result<Vec<UnmappedUsage>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT id, product_id, template_storage_name, used_at FROM product_template_usage \
         WHERE template_id IS NULL ORDER BY product_id, template_storage_name",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(UnmappedUsage {
            id: row.get(0)?,
            product_id: row.get(1)?,
            template_storage_name: row.get(2)?,
            used_at: row.get::<_, Option<i64>>(3)?.map(Timestamp::from_millis),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
