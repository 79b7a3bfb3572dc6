//! Which ads: filters, how many there are, and what there is to filter by.

use std::collections::BTreeMap;

use rusqlite::{Connection, ToSql, named_params};
use serde_json::Value;

use super::ads::{self, MadeAd};
use super::rows::collect;
use super::{AdStatus, Decisive};
use crate::{Store, StoreError};

/// Which ads; what is `None` or empty does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdFilter {
    /// These.
    pub ids: Vec<String>,
    /// Of this batch.
    pub batch: Option<String>,
    /// Of this product.
    pub product: Option<String>,
    /// Made with this template.
    pub template: Option<String>,
    /// Made with a template of this name, whatever became of it.
    pub template_name: Option<String>,
    /// In these colours: `original`, `complementary` or `brand`.
    pub color: Option<String>,
    /// With a size `1080x1350px`.
    pub canvas_size: Option<String>,
    /// That open with these words.
    pub hook_text: Option<String>,
    /// That fail this check, by its code; checks that are only there to be read do not count.
    pub fails: Option<String>,
    /// That count as one of these: what a person decided, else what the checks say.
    pub status: Vec<AdStatus>,
    /// Whether a person decided on them.
    pub decided: Option<bool>,
    /// What a person decided.
    pub decision: Option<Decisive>,
    /// At most so many, newest batch first; 0 is without limit.
    pub limit: u32,
}

/// What the ads of a list can be told apart by, each value with how many ads have it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdFacets {
    /// Names of templates.
    pub templates: Vec<(String, u32)>,
    /// Colour modes.
    pub colors: Vec<(String, u32)>,
    /// Sizes, as they are stored.
    pub sizes: Vec<(String, u32)>,
    /// Products, by id.
    pub products: Vec<(String, u32)>,
    /// Hooks, by their words.
    pub hooks: Vec<(String, u32)>,
    /// Checks that fail, by code, with what they are called.
    pub fails: Vec<(String, String, u32)>,
}

impl Store {
    /// How many ads there are, whatever the filter's limit.
    ///
    /// # Errors
    /// Those of reading.
    pub fn count_ads(&self, filter: &AdFilter) -> Result<u32, StoreError> {
        self.read(|conn| {
            let sql = format!("SELECT count(*) FROM made_ads AS ad {WHERE}");
            filter.with(|values| Ok(conn.prepare_cached(&sql)?.query_row(values, |row| row.get(0))?))
        })
    }

    /// The ids of the ads, newest batch first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn ad_ids(&self, filter: &AdFilter) -> Result<Vec<String>, StoreError> {
        Ok(self.read(|conn| find(conn, filter))?.into_iter().map(|ad| ad.id).collect())
    }

    /// How many ads of each batch wait for a person.
    ///
    /// # Errors
    /// Those of reading.
    pub fn waiting_by_batch(&self) -> Result<BTreeMap<String, u32>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT ad_run_id, count(*) FROM made_ads
                       WHERE decision IS NULL AND checked_status <> 'generation_failed' GROUP BY 1";
            let rows: Vec<(String, u32)> =
                collect(conn.prepare_cached(sql)?.query([])?, |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.into_iter().collect())
        })
    }

    /// How many pictures those ads have, whatever the filter's limit.
    ///
    /// # Errors
    /// Those of reading.
    pub fn count_pictures(&self, filter: &AdFilter) -> Result<u32, StoreError> {
        self.read(|conn| {
            let sql = format!(
                "SELECT count(*) FROM made_ads AS ad JOIN generated_ads AS file ON file.made_ad_id = ad.id {WHERE}
                     AND file.sha256 IS NOT NULL"
            );
            filter.with(|values| Ok(conn.prepare_cached(&sql)?.query_row(values, |row| row.get(0))?))
        })
    }

    /// What the ads can be told apart by, most ads first, whatever the filter's limit.
    ///
    /// # Errors
    /// Those of reading.
    pub fn ad_facets(&self, filter: &AdFilter) -> Result<AdFacets, StoreError> {
        let files = "JOIN generated_ads AS file ON file.made_ad_id = ad.id";
        self.read(|conn| {
            Ok(AdFacets {
                templates: facet(conn, filter, "ad.template_name", "")?,
                colors: facet(conn, filter, "ad.color_mode", "")?,
                sizes: facet(conn, filter, "file.canvas_size", files)?,
                products: facet(conn, filter, "ad.product_id", "")?,
                hooks: facet(conn, filter, "ad.hook_text", "")?,
                fails: failing(conn, filter)?,
            })
        })
    }
}

const WHERE: &str = "
    WHERE (:ids IS NULL OR ad.id IN (SELECT value FROM json_each(:ids)))
      AND (:batch IS NULL OR ad.ad_run_id = :batch) AND (:product IS NULL OR ad.product_id = :product)
      AND (:template IS NULL OR ad.template_id = :template)
      AND (:template_name IS NULL OR ad.template_name = :template_name)
      AND (:color IS NULL OR ad.color_mode = :color) AND (:hook IS NULL OR ad.hook_text = :hook)
      AND (:status IS NULL OR coalesce(ad.decision, ad.checked_status) IN (SELECT value FROM json_each(:status)))
      AND (:decided IS NULL OR (ad.decision IS NOT NULL) = :decided)
      AND (:decision IS NULL OR ad.decision = :decision)
      AND (:size IS NULL OR EXISTS (SELECT 1 FROM generated_ads WHERE made_ad_id = ad.id AND canvas_size = :size))
      AND (:fails IS NULL OR EXISTS (SELECT 1 FROM generated_ads AS sized
            JOIN ad_checks AS failing ON failing.generated_ad_id = sized.id
            WHERE sized.made_ad_id = ad.id AND failing.code = :fails AND failing.outcome = 'fail'
                AND failing.weight <> 'informs'))";

impl AdFilter {
    /// Does something with the values of [`WHERE`].
    fn with<T>(&self, then: impl FnOnce(&[(&str, &dyn ToSql)]) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let ids = (!self.ids.is_empty()).then(|| Value::from(self.ids.clone()).to_string());
        let words: Vec<String> = self.status.iter().map(|status| status.word().to_owned()).collect();
        let status = (!words.is_empty()).then(|| Value::from(words).to_string());
        then(named_params! {
            ":ids": ids, ":batch": self.batch, ":product": self.product, ":template": self.template,
            ":template_name": self.template_name, ":color": self.color, ":hook": self.hook_text, ":status": status,
            ":decided": self.decided, ":decision": self.decision.map(Decisive::word), ":size": self.canvas_size,
            ":fails": self.fails,
        })
    }
}

/// The ads without their sizes and copy, in the order they were made, newest batch first.
pub(super) fn find(conn: &Connection, filter: &AdFilter) -> Result<Vec<MadeAd>, StoreError> {
    let limit = if filter.limit == 0 { -1 } else { i64::from(filter.limit) };
    let sql = format!(
        "SELECT ad.* FROM made_ads AS ad JOIN ad_runs AS batch ON batch.id = ad.ad_run_id {WHERE}
         ORDER BY batch.created_at DESC, batch.id DESC, ad.prompt_index, ad.color_mode DESC LIMIT {limit}"
    );
    filter.with(|values| collect(conn.prepare_cached(&sql)?.query(values)?, ads::read))
}

fn facet(conn: &Connection, filter: &AdFilter, of: &str, join: &str) -> Result<Vec<(String, u32)>, StoreError> {
    let sql = format!(
        "SELECT {of}, count(DISTINCT ad.id) AS ads FROM made_ads AS ad {join} {WHERE} AND {of} IS NOT NULL
         GROUP BY 1 ORDER BY ads DESC, 1"
    );
    filter.with(|values| collect(conn.prepare_cached(&sql)?.query(values)?, |row| Ok((row.get(0)?, row.get(1)?))))
}

fn failing(conn: &Connection, filter: &AdFilter) -> Result<Vec<(String, String, u32)>, StoreError> {
    let sql = format!(
        "SELECT failing.code, min(failing.title), count(DISTINCT ad.id) AS ads FROM made_ads AS ad
         JOIN generated_ads AS file ON file.made_ad_id = ad.id
         JOIN ad_checks AS failing ON failing.generated_ad_id = file.id {WHERE}
             AND failing.outcome = 'fail' AND failing.weight <> 'informs'
         GROUP BY 1 ORDER BY ads DESC, 1"
    );
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    filter.with(|values| collect(conn.prepare_cached(&sql)?.query(values)?, read))
}
