//! Which templates a product used, and when.

use std::collections::HashMap;

use rusqlite::{Transaction, params};
use units::Timestamp;

use super::rows::collect;
use crate::{Store, StoreError};

/// How a product used a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateUse {
    /// The template.
    pub template: String,
    /// The colour mode, because a template in other colours is seen as another one.
    pub color_mode: String,
    /// How many ads.
    pub ads: u32,
    /// The last of them.
    pub last_at: Timestamp,
    /// How many of those that a person decided on were approved.
    pub approved: u32,
    /// How many a person rejected.
    pub rejected: u32,
}

/// How often a template was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimesUsed {
    /// When last.
    pub last_at: Timestamp,
    /// How many ads were made with it.
    pub times: u32,
}

/// How long a file takes and how large it is, by those that were made here.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RenderSpeed {
    /// Milliseconds a file.
    pub render_ms: f64,
    /// Bytes a file.
    pub bytes: f64,
}

impl Store {
    /// How long the newest files took and how large they are; `None` before there are twenty.
    ///
    /// # Errors
    /// Those of reading.
    pub fn render_speed(&self) -> Result<Option<RenderSpeed>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT count(*), avg(generation_time_ms), avg(bytes) FROM
                           (SELECT file.generation_time_ms, media.bytes FROM generated_ads AS file
                            JOIN media ON media.sha256 = file.sha256 ORDER BY file.rowid DESC LIMIT 200)";
            Ok(conn.prepare_cached(sql)?.query_row([], |row| {
                let enough = row.get::<_, i64>(0)? >= 20;
                let (render_ms, bytes): (Option<f64>, Option<f64>) = (row.get(1)?, row.get(2)?);
                Ok(render_ms.zip(bytes).filter(|_| enough).map(|(render_ms, bytes)| RenderSpeed { render_ms, bytes }))
            })?)
        })
    }

    /// How often each template was used, and when last; those that never were are not there.
    ///
    /// # Errors
    /// Those of reading.
    pub fn times_templates_were_used(&self) -> Result<HashMap<String, TimesUsed>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT id, last_used_at, times_used FROM scraped_templates WHERE last_used_at IS NOT NULL";
            let all = collect(conn.prepare_cached(sql)?.query([])?, |row| {
                let last_at = Timestamp::from_millis(row.get("last_used_at")?);
                let used = TimesUsed { last_at, times: row.get("times_used")? };
                Ok((row.get("id")?, used))
            })?;
            Ok(all.into_iter().collect())
        })
    }

    /// What a product made its ads with.
    ///
    /// # Errors
    /// Those of reading.
    pub fn template_uses(&self, product: &str) -> Result<Vec<TemplateUse>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT template_id, color_mode, count(*) AS ads, max(created_at) AS last,
                           sum(decision IS 'approved') AS approved, sum(decision IS 'rejected') AS rejected
                       FROM made_ads WHERE product_id = ?1 AND template_id IS NOT NULL
                           AND checked_status <> 'generation_failed'
                       GROUP BY template_id, color_mode ORDER BY template_id, color_mode";
            collect(conn.prepare_cached(sql)?.query([product])?, |row| {
                Ok(TemplateUse {
                    template: row.get("template_id")?,
                    color_mode: row.get("color_mode")?,
                    ads: row.get("ads")?,
                    last_at: Timestamp::from_millis(row.get("last")?),
                    approved: row.get("approved")?,
                    rejected: row.get("rejected")?,
                })
            })
        })
    }
}

/// Notes a use, by the template's id and not only by a name. Idempotent: counts follow from the ads.
pub(super) fn note(
    tx: &Transaction<'_>,
    product: &str,
    template: &str,
    batch: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO product_template_usage (id, product_id, template_storage_name, used_at, ad_run_id, template_id)
         SELECT ?1 || ':' || ?2, ?1, storage_path, ?4, ?3, id FROM scraped_templates WHERE id = ?2
         ON CONFLICT (product_id, template_storage_name)
         DO UPDATE SET used_at = excluded.used_at, ad_run_id = excluded.ad_run_id, template_id = excluded.template_id",
    )?
    .execute(params![product, template, batch, now.millis()])?;
    tx.prepare_cached(
        "UPDATE scraped_templates SET last_used_at = ?2,
             times_used = (SELECT count(*) FROM made_ads WHERE template_id = ?1 AND checked_status <> 'generation_failed')
         WHERE id = ?1",
    )?
    .execute(params![template, now.millis()])?;
    Ok(())
}
