//! Ads as they were made: one row of `made_ads`, one of `generated_ads` for each size.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};
use serde_json::Value;
use units::Timestamp;

use super::listing::{self, AdFilter};
use super::rows::{collect, instant, json, list, word, word_or_none};
use super::{AdCopy, AdStatus, CheckOutcome, CheckWeight, Decisive, copy, usage};
use crate::jobs::{ItemStatus, Lease, mark};
use crate::{Priority, Store, StoreError};

/// An ad to be stored. Its pictures are in the file already ([`Store::keep_media`]).
#[derive(Debug, Clone, PartialEq)]
pub struct NewAd {
    /// Its id; the same again for the same ad of the same batch.
    pub id: String,
    /// Its batch.
    pub batch: String,
    /// For which product.
    pub product: String,
    /// Its idea, from 1.
    pub prompt_index: u32,
    /// `original`, `complementary` or `brand`.
    pub color_mode: String,
    /// The eight digits by which it is known outside.
    pub tag: String,
    /// Its file's name without size and ending.
    pub name: String,
    /// The template's id.
    pub template: String,
    /// The template's name.
    pub template_name: String,
    /// The template's version.
    pub template_version: u32,
    /// The hook, if it is one of the library.
    pub hook: Option<String>,
    /// The hook's words.
    pub hook_text: Option<String>,
    /// The offer.
    pub offer: Option<String>,
    /// Everything that the pixels follow from.
    pub recipe: Value,
    /// The ad whose missing sizes these are.
    pub parent: Option<String>,
    /// The words beside the picture.
    pub copy: AdCopy,
    /// Its sizes.
    pub files: Vec<NewFile>,
}

/// One size of an ad to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct NewFile {
    /// Its id; the same again for the same size of the same ad.
    pub id: String,
    /// `1080x1350px`.
    pub canvas_size: String,
    /// The SHA-256 of its bytes; `None` if there is no picture.
    pub sha256: Option<String>,
    /// Pixels across and down.
    pub pixels: Option<(u32, u32)>,
    /// 64 bits that near-twins nearly share.
    pub fingerprint: Option<u64>,
    /// What the checks say.
    pub status: AdStatus,
    /// How long it took, in milliseconds.
    pub render_ms: u32,
    /// What was done to make it fit, in order.
    pub steps: Vec<String>,
    /// Why there is no picture.
    pub error: Option<String>,
    /// Every check.
    pub checks: Vec<StoredCheck>,
}

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCheck {
    /// Which.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// What was measured.
    pub measured: Option<String>,
    /// What it may be.
    pub limit: Option<String>,
    /// How it went.
    pub outcome: CheckOutcome,
    /// What follows if it did not pass.
    pub weight: CheckWeight,
    /// What was found, in words.
    pub words: Option<String>,
    /// The slot it is about, if it is about one.
    pub slot: Option<String>,
}

/// An ad.
#[derive(Debug, Clone, PartialEq)]
pub struct MadeAd {
    /// Its id.
    pub id: String,
    /// Its batch.
    pub batch: String,
    /// For which product.
    pub product: String,
    /// Its idea, from 1.
    pub prompt_index: u32,
    /// `original`, `complementary` or `brand`.
    pub color_mode: String,
    /// The eight digits by which it is known outside.
    pub tag: String,
    /// Its file's name without size and ending.
    pub name: String,
    /// The template's id, if it is in the library.
    pub template: Option<String>,
    /// The template's name.
    pub template_name: String,
    /// The template's version.
    pub template_version: u32,
    /// The hook of the library.
    pub hook: Option<String>,
    /// The hook's words.
    pub hook_text: Option<String>,
    /// The offer.
    pub offer: Option<String>,
    /// Everything that the pixels follow from.
    pub recipe: Value,
    /// The ad whose missing sizes these are.
    pub parent: Option<String>,
    /// The words beside the picture.
    pub copy: AdCopy,
    /// What the checks say of all its sizes together.
    pub checked: AdStatus,
    /// What a person said.
    pub decision: Option<Decisive>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Its sizes, in the order they were made.
    pub files: Vec<AdFile>,
}

/// One size of an ad.
#[derive(Debug, Clone, PartialEq)]
pub struct AdFile {
    /// Its id.
    pub id: String,
    /// `1080x1350px`.
    pub canvas_size: String,
    /// The SHA-256 of its bytes; `None` if there is no picture.
    pub sha256: Option<String>,
    /// Pixels across.
    pub width: Option<u32>,
    /// Pixels down.
    pub height: Option<u32>,
    /// 64 bits that near-twins nearly share.
    pub fingerprint: Option<u64>,
    /// What the checks say of it.
    pub checked: AdStatus,
    /// What was done to make it fit, in order.
    pub steps: Vec<String>,
    /// Why there is no picture.
    pub error: Option<String>,
    /// Every check, in its order.
    pub checks: Vec<StoredCheck>,
}

impl MadeAd {
    /// What counts: what a person decided, else what the checks say.
    #[must_use]
    pub fn status(&self) -> AdStatus {
        match self.decision {
            Some(Decisive::Approved) => AdStatus::Approved,
            Some(Decisive::Rejected) => AdStatus::Rejected,
            None => self.checked,
        }
    }
}

/// Whether an ad other than one has a tag.
pub(super) const TAKEN: &str = "SELECT 1 FROM made_ads WHERE tag = ?1 AND id <> ?2
    UNION ALL SELECT 1 FROM generated_ads WHERE made_ad_id IS NULL AND lower(substr(id, 1, 8)) = ?1";

/// The id of the ad that has a name.
pub(super) const NAMED: &str = "SELECT id FROM made_ads WHERE id = ?1
    UNION ALL SELECT id FROM made_ads WHERE tag = ?1
    UNION ALL SELECT made_ad_id FROM generated_ads WHERE id = ?1 AND made_ad_id IS NOT NULL LIMIT 1";

impl Store {
    /// Stores an ad with its sizes, its checks and its copy, notes the use of its template if it could be made, and marks
    /// the item of the run done, all in one commit. An ad that is there already stays as it is; one without a picture gives its place to
    /// the next try.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`]; [`StoreError::Constraint`] if another ad has its tag.
    pub fn store_ad(
        &self,
        ad: &NewAd,
        item: Option<(&str, &Value)>,
        fence: Option<&Lease>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write_with_fence(fence, Priority::Bulk, |tx| {
            let sql = "SELECT checked_status FROM made_ads WHERE id = ?1";
            let there: Option<String> = tx.prepare_cached(sql)?.query_row([&ad.id], |row| row.get(0)).optional()?;
            let failed = worst(&ad.files) == AdStatus::GenerationFailed;
            let had_failed = there.as_deref() == Some(AdStatus::GenerationFailed.word());
            if had_failed {
                tx.prepare_cached("DELETE FROM made_ads WHERE id = ?1")?.execute([&ad.id])?;
            }
            if had_failed || there.is_none() {
                insert(tx, ad, now)?;
                // What nobody can see has worn nothing out.
                if !failed {
                    usage::note(tx, &ad.product, &ad.template, &ad.batch, now)?;
                }
            }
            if let (Some(lease), Some((item, detail))) = (fence, item) {
                let status = if failed { ItemStatus::Failed } else { ItemStatus::Done };
                mark(tx, lease.run, item, status, detail, now)?;
            }
            Ok(())
        })
    }

    /// Ads in the order they were made, newest batch first, with sizes, checks and copy: four statements however many.
    ///
    /// # Errors
    /// Those of reading.
    pub fn made_ads(&self, filter: &AdFilter) -> Result<Vec<MadeAd>, StoreError> {
        self.read(|conn| whole(conn, listing::find(conn, filter)?))
    }

    /// One ad.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn made_ad(&self, id: &str) -> Result<MadeAd, StoreError> {
        self.read(|conn| one(conn, id))?.ok_or_else(|| StoreError::NoSuchRow { kind: "ad", id: id.to_owned() })
    }

    /// The ad that is named by its id, by its eight digits, or by the id of one of its sizes.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn ad_named(&self, name: &str) -> Result<MadeAd, StoreError> {
        let found = self.read(|conn| {
            let id: Option<String> = conn.prepare_cached(NAMED)?.query_row([name], |row| row.get(0)).optional()?;
            id.map_or(Ok(None), |id| one(conn, &id))
        })?;
        found.ok_or_else(|| StoreError::NoSuchRow { kind: "ad", id: name.to_owned() })
    }

    /// Whether a tag is taken by an ad other than this one.
    ///
    /// # Errors
    /// Those of reading.
    pub fn tag_is_taken(&self, tag: &str, but: &str) -> Result<bool, StoreError> {
        self.read(|conn| Ok(conn.prepare_cached(TAKEN)?.exists([tag, but])?))
    }

    /// How many ads wait for a person.
    ///
    /// # Errors
    /// Those of reading.
    pub fn ads_to_review(&self) -> Result<u32, StoreError> {
        self.read(|conn| {
            let sql = "SELECT count(*) FROM made_ads WHERE decision IS NULL AND checked_status <> 'generation_failed'";
            Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
        })
    }

    /// How many ads the file holds.
    ///
    /// # Errors
    /// Those of reading.
    pub fn ads_made(&self) -> Result<u64, StoreError> {
        self.read(|conn| {
            let sql = "SELECT count(*) FROM made_ads WHERE checked_status <> 'generation_failed'";
            Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0))?.cast_unsigned())
        })
    }
}

/// What the sizes come to together: the worst of them.
pub(super) fn worst(files: &[NewFile]) -> AdStatus {
    files.iter().map(|file| file.status).max().unwrap_or(AdStatus::GenerationFailed)
}

fn insert(tx: &Transaction<'_>, ad: &NewAd, now: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO made_ads (id, ad_run_id, product_id, prompt_index, color_mode, tag, name, template_id, template_name,
            template_version, hook_id, hook_text, offer_variant_id, recipe, parent_id, meta_button, destination_url,
            utm_pattern, checked_status, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT id FROM scraped_templates WHERE id = ?8), ?9, ?10, ?11, ?12, ?13, ?14,
            ?15, ?16, ?17, ?18, ?19, ?20)",
    )?
    .execute(params![
        ad.id,
        ad.batch,
        ad.product,
        ad.prompt_index,
        ad.color_mode,
        ad.tag,
        ad.name,
        ad.template,
        ad.template_name,
        ad.template_version,
        ad.hook,
        ad.hook_text,
        ad.offer,
        ad.recipe.to_string(),
        ad.parent,
        ad.copy.button,
        ad.copy.url,
        ad.copy.utm,
        worst(&ad.files).word(),
        now.millis()
    ])?;
    copy::insert(tx, &ad.id, &ad.copy)?;
    ad.files.iter().try_for_each(|file| insert_file(tx, ad, file, now))
}

pub(super) fn insert_file(tx: &Transaction<'_>, ad: &NewAd, file: &NewFile, now: Timestamp) -> Result<(), StoreError> {
    let (width, height) = file.pixels.unzip();
    tx.prepare_cached(
        "INSERT INTO generated_ads (id, ad_run_id, prompt_index, hook_id, hook_text, storage_path, final_status, created_at,
            model_used, generation_time_ms, template_id, template_name, meta_headline, meta_primary_text, destination_url,
            offer_variant_id, canvas_size, color_mode, made_ad_id, checked_status, sha256, width, height, fingerprint,
            repair_steps, error_message)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'local', ?9, (SELECT id FROM scraped_templates WHERE id = ?10), ?11, ?12,
            ?13, ?14, ?15, ?16, ?17, ?18, ?7, ?6, ?19, ?20, ?21, ?22, ?23)",
    )?
    .execute(params![
        file.id,
        ad.batch,
        ad.prompt_index,
        ad.hook,
        ad.hook_text,
        file.sha256,
        file.status.word(),
        now.millis(),
        file.render_ms,
        ad.template,
        ad.template_name,
        ad.copy.headlines.first(),
        ad.copy.primary_texts.first(),
        ad.copy.url,
        ad.offer,
        file.canvas_size,
        ad.color_mode,
        ad.id,
        width,
        height,
        file.fingerprint.map(u64::cast_signed),
        Value::from(file.steps.clone()).to_string(),
        file.error
    ])?;
    insert_checks(tx, &file.id, &file.checks)
}

/// Stores the checks of a size that has none.
pub(super) fn insert_checks(tx: &Transaction<'_>, file: &str, checks: &[StoredCheck]) -> Result<(), StoreError> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO ad_checks (generated_ad_id, position, code, title, measured, limit_text, outcome, weight, words, slot)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for (position, check) in checks.iter().enumerate() {
        statement.execute(params![
            file,
            position as i64,
            check.code,
            check.title,
            check.measured,
            check.limit,
            check.outcome.word(),
            check.weight.word(),
            check.words,
            check.slot
        ])?;
    }
    Ok(())
}

/// Ads with their sizes and copy.
fn whole(conn: &Connection, mut ads: Vec<MadeAd>) -> Result<Vec<MadeAd>, StoreError> {
    let ids = Value::from(ads.iter().map(|ad| ad.id.clone()).collect::<Vec<_>>()).to_string();
    let mut files = files_of(conn, &ids)?;
    let mut copies = copies_of(conn, &ids)?;
    for ad in &mut ads {
        ad.files = files.remove(&ad.id).unwrap_or_default();
        if let Some(texts) = copies.remove(&ad.id) {
            copy::add(&mut ad.copy, texts);
        }
    }
    Ok(ads)
}

fn one(conn: &Connection, id: &str) -> Result<Option<MadeAd>, StoreError> {
    let found = collect(conn.prepare_cached("SELECT * FROM made_ads WHERE id = ?1")?.query([id])?, read)?;
    Ok(whole(conn, found)?.pop())
}

fn files_of(conn: &Connection, ids: &str) -> Result<BTreeMap<String, Vec<AdFile>>, StoreError> {
    let sql = "SELECT * FROM generated_ads WHERE made_ad_id IN (SELECT value FROM json_each(?1)) ORDER BY rowid";
    let rows: Vec<(String, AdFile)> =
        collect(conn.prepare_cached(sql)?.query([ids])?, |row| Ok((row.get("made_ad_id")?, read_file(row)?)))?;
    let sql = "SELECT * FROM ad_checks WHERE generated_ad_id IN
                   (SELECT id FROM generated_ads WHERE made_ad_id IN (SELECT value FROM json_each(?1)))
               ORDER BY generated_ad_id, position";
    let checks: Vec<(String, StoredCheck)> = collect(conn.prepare_cached(sql)?.query([ids])?, |row| {
        let check = StoredCheck {
            code: row.get("code")?,
            title: row.get("title")?,
            measured: row.get("measured")?,
            limit: row.get("limit_text")?,
            outcome: word(row, "outcome")?,
            weight: word(row, "weight")?,
            words: row.get("words")?,
            slot: row.get("slot")?,
        };
        Ok((row.get("generated_ad_id")?, check))
    })?;
    let mut by_file: BTreeMap<String, Vec<StoredCheck>> = BTreeMap::new();
    for (file, check) in checks {
        by_file.entry(file).or_default().push(check);
    }
    let mut by_ad: BTreeMap<String, Vec<AdFile>> = BTreeMap::new();
    for (ad, mut file) in rows {
        file.checks = by_file.remove(&file.id).unwrap_or_default();
        by_ad.entry(ad).or_default().push(file);
    }
    Ok(by_ad)
}

fn copies_of(conn: &Connection, ids: &str) -> Result<BTreeMap<String, Vec<copy::Placed>>, StoreError> {
    let sql = "SELECT * FROM ad_copy WHERE made_ad_id IN (SELECT value FROM json_each(?1))
               ORDER BY made_ad_id, field, position";
    let rows: Vec<(String, copy::Placed)> = collect(conn.prepare_cached(sql)?.query([ids])?, |row| {
        Ok((row.get("made_ad_id")?, (word(row, "field")?, row.get("text")?)))
    })?;
    let mut by_ad: BTreeMap<String, Vec<copy::Placed>> = BTreeMap::new();
    for (ad, text) in rows {
        by_ad.entry(ad).or_default().push(text);
    }
    Ok(by_ad)
}

pub(super) fn read(row: &Row<'_>) -> Result<MadeAd, StoreError> {
    Ok(MadeAd {
        id: row.get("id")?,
        batch: row.get("ad_run_id")?,
        product: row.get("product_id")?,
        prompt_index: row.get("prompt_index")?,
        color_mode: row.get("color_mode")?,
        tag: row.get("tag")?,
        name: row.get("name")?,
        template: row.get("template_id")?,
        template_name: row.get("template_name")?,
        template_version: row.get("template_version")?,
        hook: row.get("hook_id")?,
        hook_text: row.get("hook_text")?,
        offer: row.get("offer_variant_id")?,
        recipe: json(row, "recipe")?,
        parent: row.get("parent_id")?,
        copy: AdCopy {
            button: row.get("meta_button")?,
            url: row.get("destination_url")?,
            utm: row.get("utm_pattern")?,
            ..AdCopy::default()
        },
        checked: word(row, "checked_status")?,
        decision: word_or_none(row, "decision")?,
        decided_at: instant(row, "decided_at")?,
        created_at: Timestamp::from_millis(row.get("created_at")?),
        files: Vec::new(),
    })
}

fn read_file(row: &Row<'_>) -> Result<AdFile, StoreError> {
    Ok(AdFile {
        id: row.get("id")?,
        canvas_size: row.get::<_, Option<String>>("canvas_size")?.unwrap_or_default(),
        sha256: row.get("sha256")?,
        width: row.get("width")?,
        height: row.get("height")?,
        fingerprint: row.get::<_, Option<i64>>("fingerprint")?.map(i64::cast_unsigned),
        checked: word_or_none(row, "checked_status")?.unwrap_or(AdStatus::Pending),
        steps: list(row, "repair_steps")?,
        error: row.get("error_message")?,
        checks: Vec::new(),
    })
}
