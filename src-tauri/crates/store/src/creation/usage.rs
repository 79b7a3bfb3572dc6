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

/// How a brand used a template, over all its products and colours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandUse {
    /// The template.
    pub template: String,
    /// With how many of its products.
    pub products: u32,
    /// When it was used last.
    pub last_at: Timestamp,
}

/// What a selection goes by beside the template itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateMarks {
    /// The trade it is for.
    pub niche: Option<String>,
    /// The brand that it was seen at.
    pub source_brand: Option<String>,
}

/// How long a file takes and how large it is, by those that were made here.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RenderSpeed {
    /// Milliseconds a file.
    pub render_ms: f64,
    /// Bytes a file.
    pub bytes: f64,
}

/// One row a product and template, however many ads there are. Versions before this one noted failed ads as uses: a
/// pair that has only those does not count.
pub(super) const BRAND_USES: &str = "SELECT template_id, count(*) AS products, max(used_at) AS last
    FROM product_template_usage AS used
    WHERE product_id IN (SELECT id FROM products WHERE brand_id = ?1)
        AND template_id IS NOT NULL AND used_at IS NOT NULL
        AND (NOT EXISTS (SELECT 1 FROM made_ads AS ad
                 WHERE ad.product_id = used.product_id AND ad.template_id = used.template_id)
             OR EXISTS (SELECT 1 FROM made_ads AS ad
                 WHERE ad.product_id = used.product_id AND ad.template_id = used.template_id
                     AND ad.checked_status <> 'generation_failed'))
    GROUP BY template_id ORDER BY template_id";

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

    /// The marks of templates that have any.
    ///
    /// # Errors
    /// Those of reading.
    pub fn template_marks(&self) -> Result<HashMap<String, TemplateMarks>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT id, industry_niche, source_brand FROM scraped_templates
                       WHERE industry_niche IS NOT NULL OR source_brand IS NOT NULL";
            let all = collect(conn.prepare_cached(sql)?.query([])?, |row| {
                let marks = TemplateMarks { niche: row.get("industry_niche")?, source_brand: row.get("source_brand")? };
                Ok((row.get("id")?, marks))
            })?;
            Ok(all.into_iter().collect())
        })
    }

    /// What the products of a brand made their ads with, other brands' ads left aside. What the system before us noted
    /// counts too.
    ///
    /// # Errors
    /// Those of reading.
    pub fn brand_uses(&self, brand: &str) -> Result<Vec<BrandUse>, StoreError> {
        self.read(|conn| {
            collect(conn.prepare_cached(BRAND_USES)?.query([brand])?, |row| {
                Ok(BrandUse {
                    template: row.get("template_id")?,
                    products: row.get("products")?,
                    last_at: Timestamp::from_millis(row.get("last")?),
                })
            })
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
