//! Settling what the audit found.
//!
//! Of several active templates with one path the newest stays active. A usage row whose template is there after all,
//! only inactive or added later, gets its id; one that matches nothing at all is an orphan and goes. What is shown is
//! what is done: the plan of the dry run and of the live run come from the same function, and the live run plans and
//! acts in one transaction.

use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::Serialize;
use units::Timestamp;

use crate::audit::{Audit, audit};
use crate::{Priority, Store, StoreError};

/// One row that cleaning up changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// An older template with the path of a newer one becomes inactive.
    DeactivateTemplate {
        /// The template.
        id: String,
        /// The path that it shares.
        storage_path: String,
        /// The newer template that stays.
        kept: String,
    },
    /// A usage row gets the id of its template.
    MapUsage {
        /// The usage row.
        id: String,
        /// The name it used.
        template_storage_name: String,
        /// The template of that path.
        template_id: String,
    },
    /// A usage row that matches no template is removed.
    RemoveUsage {
        /// The usage row.
        id: String,
        /// The product it belongs to.
        product_id: String,
        /// The name that matches nothing.
        template_storage_name: String,
    },
}

/// What was found, and what was or would be done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cleanup {
    /// What was found before any change.
    #[serde(flatten)]
    pub audit: Audit,
    /// What was changed, or would be.
    pub changes: Vec<Change>,
    /// Whether the changes were made.
    pub live: bool,
}

/// Whether to act or only to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Live {
    /// Show what would be done.
    DryRun,
    /// Do it, stamped with this instant.
    Act(Timestamp),
}

impl Store {
    /// Settles what [`Store::audit`] reports, or shows how it would.
    ///
    /// # Errors
    /// What reading and writing report; nothing is changed then.
    pub fn clean_up(&self, live: Live) -> Result<Cleanup, StoreError> {
        match live {
            Live::DryRun => self.read(|connection| plan(connection, false)),
            Live::Act(now) => self.write(Priority::Bulk, |transaction| {
                let cleanup = plan(transaction, true)?;
                for change in &cleanup.changes {
                    make(transaction, change, now)?;
                }
                Ok(cleanup)
            }),
        }
    }
}

fn plan(connection: &Connection, live: bool) -> Result<Cleanup, StoreError> {
    let audit = audit(connection)?;
    let mut changes = Vec::new();
    for path in &audit.ambiguous_paths {
        let Some((newest, older)) = path.templates.split_first() else { continue };
        changes.extend(older.iter().map(|template| Change::DeactivateTemplate {
            id: template.id.clone(),
            storage_path: path.storage_path.clone(),
            kept: newest.id.clone(),
        }));
    }
    for usage in &audit.unmapped_usage {
        let (id, template_storage_name) = (usage.id.clone(), usage.template_storage_name.clone());
        changes.push(match template_at(connection, &template_storage_name)? {
            Some(template_id) => Change::MapUsage { id, template_storage_name, template_id },
            None => Change::RemoveUsage { id, product_id: usage.product_id.clone(), template_storage_name },
        });
    }
    Ok(Cleanup { audit, changes, live })
}

/// The template of a path: the newest active one, else the newest.
fn template_at(connection: &Connection, path: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT id FROM scraped_templates WHERE storage_path = ?1 \
               ORDER BY is_active DESC, created_at DESC, id DESC LIMIT 1";
    Ok(connection.prepare_cached(sql)?.query_row([path], |row| row.get(0)).optional()?)
}

fn make(transaction: &Transaction<'_>, change: &Change, now: Timestamp) -> Result<(), StoreError> {
    match change {
        Change::DeactivateTemplate { id, .. } => {
            let sql = "UPDATE scraped_templates SET is_active = 0, updated_at = ?2 WHERE id = ?1";
            transaction.prepare_cached(sql)?.execute((id, now.millis()))?;
        }
        Change::MapUsage { id, template_id, .. } => {
            let sql = "UPDATE product_template_usage SET template_id = ?2 WHERE id = ?1";
            transaction.prepare_cached(sql)?.execute((id, template_id))?;
        }
        Change::RemoveUsage { id, .. } => {
            transaction.prepare_cached("DELETE FROM product_template_usage WHERE id = ?1")?.execute([id])?;
        }
    }
    Ok(())
}
