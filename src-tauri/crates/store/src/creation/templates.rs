//! Templates: folders of SVG files, and pictures for reference.

use rusqlite::{OptionalExtension as _, Row, params};
use sha2::{Digest as _, Sha256};
use units::Timestamp;

use super::library::{self, Columns, LibraryTable};
use super::rows::{collect, instant, list, texts, word};
use super::{TemplateKind, TemplateOrigin};
use crate::jobs::Lease;
use crate::{Priority, Store, StoreError};

/// A template.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// The folder's own id (`offer-first`), or a uuid.
    pub id: String,
    /// A folder, or a picture for reference.
    pub kind: TemplateKind,
    /// Where it comes from.
    pub origin: TemplateOrigin,
    /// Grows when the folder changes.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// One of the nine.
    pub category: Option<String>,
    /// The least awareness it suits.
    pub awareness_from: Option<u8>,
    /// The most awareness it suits.
    pub awareness_to: Option<u8>,
    /// `male`, `female` or `unisex`.
    pub audience: Option<String>,
    /// The industry it comes from.
    pub niche: Option<String>,
    /// The brand it was taken from.
    pub source_brand: Option<String>,
    /// What it cannot do without.
    pub required: Vec<String>,
    /// The SHA-256 of the picture of a reference.
    pub sha256: Option<String>,
    /// Where it was imported from, or the picture's name.
    pub path: String,
    /// When ads were made with it last.
    pub last_used_at: Option<Timestamp>,
    /// How many ads were made with it.
    pub times_used: u32,
    /// Not put away.
    pub active: bool,
}

/// A file of an imported folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFile {
    /// Its name in the folder: `template.toml`, `4x5.svg`.
    pub path: String,
    /// Its bytes.
    pub data: Vec<u8>,
}

/// The files of a template at one time, as ads were drawn with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateState {
    /// The SHA-256 of names and texts.
    pub sha256: String,
    /// The files by name.
    pub files: Vec<TemplateFile>,
}

impl Store {
    /// Every template by name, those put away too.
    ///
    /// # Errors
    /// Those of reading.
    pub fn templates(&self) -> Result<Vec<Template>, StoreError> {
        self.read(|conn| {
            collect(conn.prepare_cached("SELECT * FROM scraped_templates ORDER BY kind, name, id")?.query([])?, read)
        })
    }

    /// Brings the rows of the templates that come with the program up to date: new ones are added, others get their
    /// new facts. One that a person put away stays so. Nothing is written if nothing changed.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn keep_bundled_templates(&self, templates: &[Template], now: Timestamp) -> Result<(), StoreError> {
        let known = self.templates()?;
        let news: Vec<&Template> = templates
            .iter()
            .filter(|template| {
                let same = |old: &Template| {
                    old.id == template.id
                        && old.version == template.version
                        && old.name == template.name
                        && old.category == template.category
                        && old.required == template.required
                        && (old.awareness_from, old.awareness_to) == (template.awareness_from, template.awareness_to)
                };
                !known.iter().any(same)
            })
            .collect();
        if news.is_empty() {
            return Ok(());
        }
        self.write(Priority::Bulk, |tx| {
            for template in news {
                write(tx, template, now)?;
            }
            Ok(())
        })
    }

    /// Stores what is said of an imported template, or a picture for reference.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if the same picture is a template in use already.
    pub fn save_template(&self, template: &Template, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            with_columns(template, |columns| library::save(tx, LibraryTable::Templates, &template.id, columns, now))
        })
    }

    /// Stores an imported template with its files as the next version, and says which that is. A version is never used
    /// twice, also not after its import was taken back: ads were drawn with it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn import_template(
        &self,
        template: &Template,
        files: &[TemplateFile],
        now: Timestamp,
    ) -> Result<u32, StoreError> {
        self.write(Priority::Bulk, |tx| {
            let sql = "SELECT 1 + max(coalesce((SELECT max(version) FROM template_files WHERE template_id = ?1), 0),
                                      coalesce((SELECT version FROM scraped_templates WHERE id = ?1), 0))";
            let version = tx.prepare_cached(sql)?.query_row([&template.id], |row| row.get(0))?;
            let template = Template { version, ..template.clone() };
            with_columns(&template, |columns| library::save(tx, LibraryTable::Templates, &template.id, columns, now))?;
            let sql = "INSERT INTO template_files (template_id, version, path, data) VALUES (?1, ?2, ?3, ?4)";
            for file in files {
                tx.prepare_cached(sql)?.execute(params![template.id, version, file.path, file.data])?;
            }
            Ok(version)
        })
    }

    /// The files of an imported template in this version.
    ///
    /// # Errors
    /// Those of reading.
    pub fn template_files(&self, id: &str, version: u32) -> Result<Vec<TemplateFile>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT path, data FROM template_files WHERE template_id = ?1 AND version = ?2 ORDER BY path";
            collect(conn.prepare_cached(sql)?.query((id, version))?, |row| {
                Ok(TemplateFile { path: row.get(0)?, data: row.get(1)? })
            })
        })
    }

    /// Keeps what an ad is drawn with, once: the same text is stored one time, whoever has it.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`], or the file cannot be written.
    pub fn keep_template_state(&self, state: &TemplateState, fence: Option<&Lease>) -> Result<(), StoreError> {
        let known: bool = self.read(|conn| {
            let sql = "SELECT EXISTS (SELECT 1 FROM template_states WHERE sha256 = ?1)";
            Ok(conn.prepare_cached(sql)?.query_row([&state.sha256], |row| row.get(0))?)
        })?;
        if known {
            return Ok(());
        }
        self.write_with_fence(fence, Priority::Bulk, |tx| {
            for file in &state.files {
                let text = sha256(&file.data);
                tx.prepare_cached("INSERT INTO template_texts (sha256, data) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
                    .execute(params![text, file.data])?;
                let sql = "INSERT INTO template_states (sha256, path, text_sha256) VALUES (?1, ?2, ?3)
                           ON CONFLICT DO NOTHING";
                tx.prepare_cached(sql)?.execute(params![state.sha256, file.path, text])?;
            }
            Ok(())
        })
    }

    /// The files that ads were drawn with, by name; none if that was never kept.
    ///
    /// # Errors
    /// Those of reading.
    pub fn template_state(&self, sha256: &str) -> Result<Vec<TemplateFile>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT state.path, text.data FROM template_states AS state
                       JOIN template_texts AS text ON text.sha256 = state.text_sha256
                       WHERE state.sha256 = ?1 ORDER BY state.path";
            collect(conn.prepare_cached(sql)?.query([sha256])?, |row| {
                Ok(TemplateFile { path: row.get(0)?, data: row.get(1)? })
            })
        })
    }

    /// The template in use that shows this picture.
    ///
    /// # Errors
    /// Those of reading.
    pub fn template_with_picture(&self, sha256: &str) -> Result<Option<String>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT id FROM scraped_templates WHERE sha256 = ?1 AND is_active = 1";
            Ok(conn.prepare_cached(sql)?.query_row([sha256], |row| row.get(0)).optional()?)
        })
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn write(tx: &rusqlite::Transaction<'_>, template: &Template, now: Timestamp) -> Result<(), StoreError> {
    let put_away: Option<bool> = tx
        .prepare_cached("SELECT is_active FROM scraped_templates WHERE id = ?1")?
        .query_row([&template.id], |row| row.get(0))
        .optional()?;
    let template = Template { active: put_away.unwrap_or(template.active), ..template.clone() };
    with_columns(&template, |columns| library::write(tx, LibraryTable::Templates, &template.id, columns, now))
}

fn with_columns<T>(template: &Template, work: impl FnOnce(Columns<'_>) -> T) -> T {
    let elements = serde_json::json!({ "required_assets": template.required }).to_string();
    work(&[
        ("name", &template.name),
        ("category", &template.category),
        ("storage_path", &template.path),
        ("kind", &template.kind.word()),
        ("origin", &template.origin.word()),
        ("version", &template.version),
        // The origin has one level, not a range.
        ("awareness_level", &template.awareness_from),
        ("awareness_from", &template.awareness_from),
        ("awareness_to", &template.awareness_to),
        ("target_sex", &template.audience),
        ("industry_niche", &template.niche),
        ("source_brand", &template.source_brand),
        ("slots", &texts(&template.required)),
        ("template_elements", &elements),
        ("element_detection_version", &(template.kind == TemplateKind::Layout).then_some("folder")),
        ("sha256", &template.sha256),
        ("is_active", &template.active),
    ])
}

fn read(row: &Row<'_>) -> Result<Template, StoreError> {
    Ok(Template {
        id: row.get("id")?,
        kind: word(row, "kind")?,
        origin: word::<TemplateOrigin>(row, "origin")?,
        version: row.get("version")?,
        name: row.get("name")?,
        category: row.get("category")?,
        awareness_from: row.get("awareness_from")?,
        awareness_to: row.get("awareness_to")?,
        audience: row.get("target_sex")?,
        niche: row.get("industry_niche")?,
        source_brand: row.get("source_brand")?,
        required: list(row, "slots")?,
        sha256: row.get("sha256")?,
        path: row.get("storage_path")?,
        last_used_at: instant(row, "last_used_at")?,
        times_used: row.get("times_used")?,
        active: row.get("is_active")?,
    })
}
