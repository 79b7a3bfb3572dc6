//! Pictures of the library: in the file once, however many products show them.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use units::Timestamp;

use super::act;
use super::library::{self, LibraryTable, Save};
use super::rows::{collect, json, list, texts};
use crate::{Priority, Store, StoreError};

/// A picture of a product.
#[derive(Debug, Clone, PartialEq)]
pub struct LibraryImage {
    /// A uuid as text.
    pub id: String,
    /// Whose.
    pub product: String,
    /// The SHA-256 of its bytes in hex, by which [`Store::picture`] gives them. Empty on rows from before.
    pub sha256: String,
    /// Its file's name.
    pub name: String,
    /// `product`, `scene`, `detail`, `portrait`, `before` or `after`.
    pub role: String,
    /// The one that is taken first.
    pub is_main: bool,
    /// Its place in the list.
    pub position: u32,
    /// What it shows, for templates that ask: `product:bottle`.
    pub tags: Vec<String>,
    /// The point to keep when it is cut, as fractions of width and height.
    pub focus: Option<(f64, f64)>,
    /// What was found in it: `transparent`, `subject`.
    pub analysis: Value,
    /// Pixels across.
    pub width: Option<u32>,
    /// Pixels down.
    pub height: Option<u32>,
    /// The product without its backdrop, if it was cut out.
    pub cutout: Option<StoredCutout>,
    /// Why it could not be cut out, if that was tried.
    pub cutout_failure: Option<String>,
    /// Not put away.
    pub active: bool,
}

/// A cut-out of a photo.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredCutout {
    /// The SHA-256 of its bytes in hex.
    pub sha256: String,
    /// Whether ads show it instead of the photo; else a person refused it.
    pub taken: bool,
    /// What it was made with.
    pub options: Value,
}

impl LibraryImage {
    /// The SHA-256 of the bytes that ads show: the cut-out's, if it is taken.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.cutout.as_ref().filter(|cutout| cutout.taken).map_or(&self.sha256, |cutout| &cutout.sha256)
    }
}

/// A logo or badge of a brand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandAsset {
    /// A uuid as text.
    pub id: String,
    /// Whose.
    pub brand: String,
    /// The SHA-256 of its bytes in hex.
    pub sha256: String,
    /// `logo`, `logo_white`, `logo_dark`, `badge`.
    pub kind: String,
    /// The one that is taken first.
    pub is_primary: bool,
    /// Not put away.
    pub active: bool,
}

/// Bytes to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMedia {
    /// Media type, e.g. `image/png`.
    pub mime: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// `rendered` or `imported`.
    pub source: &'static str,
    /// 64 bits that near-twins nearly share, if they were measured.
    pub fingerprint: Option<u64>,
    /// The bytes.
    pub data: Vec<u8>,
}

impl NewMedia {
    /// The name that the bytes have in the file.
    #[must_use]
    pub fn sha256(&self) -> String {
        Sha256::digest(&self.data).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Store {
    /// Keeps bytes in the file, once. Returns their SHA-256 in hex.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`], or the file cannot be written.
    pub fn keep_media(
        &self,
        media: &NewMedia,
        fence: Option<&crate::jobs::Lease>,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let sha256 = media.sha256();
        self.write_with_fence(fence, Priority::Bulk, |tx| keep(tx, &sha256, media, now))?;
        Ok(sha256)
    }

    /// The pictures of a product, the main one first, those put away too.
    ///
    /// # Errors
    /// Those of reading.
    pub fn library_images(&self, product: &str) -> Result<Vec<LibraryImage>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT image.*, media.width AS pixel_width, media.height AS pixel_height
                       FROM product_images AS image LEFT JOIN media ON media.sha256 = image.sha256
                       WHERE image.product_id = ?1 ORDER BY image.is_main DESC, image.sort_order, image.id";
            collect(conn.prepare_cached(sql)?.query([product])?, read_image)
        })
    }

    /// The picture of a product with these bytes, if it has it.
    ///
    /// # Errors
    /// Those of reading.
    pub fn library_image_of(&self, product: &str, sha256: &str) -> Result<Option<String>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT id FROM product_images WHERE product_id = ?1 AND sha256 = ?2";
            Ok(conn.prepare_cached(sql)?.query_row([product, sha256], |row| row.get(0)).optional()?)
        })
    }

    /// Stores a picture of a product, new or changed. As the main one it takes that place from another.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if the product has these bytes already or they are not in the file.
    pub fn save_library_image(&self, image: &LibraryImage, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| act::together(tx, || put_image(tx, image, library::save, now)))
    }

    /// The logos and badges of a brand, the primary one first, those put away too.
    ///
    /// # Errors
    /// Those of reading.
    pub fn brand_assets(&self, brand: &str) -> Result<Vec<BrandAsset>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT * FROM brand_assets WHERE brand_id = ?1 ORDER BY is_primary DESC, sort_order, id";
            collect(conn.prepare_cached(sql)?.query([brand])?, |row| {
                Ok(BrandAsset {
                    id: row.get("id")?,
                    brand: row.get("brand_id")?,
                    sha256: row.get::<_, Option<String>>("sha256")?.unwrap_or_default(),
                    kind: row.get("asset_type")?,
                    is_primary: row.get("is_primary")?,
                    active: row.get("is_active")?,
                })
            })
        })
    }

    /// Stores a logo or badge, new or changed.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if the brand has these bytes as this kind already.
    pub fn save_brand_asset(&self, asset: &BrandAsset, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| act::together(tx, || put_asset(tx, asset, library::save, now)))
    }
}

/// Keeps bytes inside a transaction. Bytes that were put out of the cache come back.
pub(super) fn keep(tx: &Transaction<'_>, sha256: &str, media: &NewMedia, now: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO media (sha256, mime, bytes, width, height, source, created_at, fingerprint)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (sha256) DO UPDATE SET fingerprint = coalesce(fingerprint, excluded.fingerprint)",
    )?
    .execute(params![
        sha256,
        media.mime,
        media.data.len() as i64,
        media.width,
        media.height,
        media.source,
        now.millis(),
        media.fingerprint.map(u64::cast_signed)
    ])?;
    tx.prepare_cached(
        "INSERT INTO media_bytes (sha256, data) SELECT ?1, ?2
         WHERE NOT EXISTS (SELECT 1 FROM media_bytes WHERE sha256 = ?1)",
    )?
    .execute(params![sha256, media.data])?;
    Ok(())
}

fn read_cutout(row: &Row<'_>) -> Result<Option<StoredCutout>, StoreError> {
    let Some(sha256) = row.get("cutout_sha256")? else { return Ok(None) };
    let state: Option<String> = row.get("cutout_state")?;
    Ok(Some(StoredCutout { sha256, taken: state.as_deref() == Some("taken"), options: json(row, "cutout_options")? }))
}

fn read_image(row: &Row<'_>) -> Result<LibraryImage, StoreError> {
    let (x, y): (Option<f64>, Option<f64>) = (row.get("focus_x")?, row.get("focus_y")?);
    Ok(LibraryImage {
        id: row.get("id")?,
        product: row.get("product_id")?,
        sha256: row.get::<_, Option<String>>("sha256")?.unwrap_or_default(),
        name: row.get::<_, Option<String>>("filename")?.unwrap_or_default(),
        role: row.get("role")?,
        is_main: row.get("is_main")?,
        position: row.get("sort_order")?,
        tags: list(row, "asset_tags")?,
        focus: x.zip(y),
        analysis: json(row, "image_analysis")?,
        width: row.get("pixel_width")?,
        height: row.get("pixel_height")?,
        cutout: read_cutout(row)?,
        cutout_failure: row.get("cutout_failure")?,
        active: row.get("is_active")?,
    })
}

/// Writes a picture.
pub(super) fn put_image(
    tx: &Transaction<'_>,
    image: &LibraryImage,
    save: Save,
    now: Timestamp,
) -> Result<(), StoreError> {
    if image.is_main {
        let others = "SELECT id FROM product_images WHERE product_id = ?1 AND id <> ?2 AND is_main = 1";
        library::give_way(tx, LibraryTable::Images, others, &image.product, &image.id, now)?;
    }
    let cutout = image.cutout.as_ref();
    save(
        tx,
        LibraryTable::Images,
        &image.id,
        &[
            ("product_id", &image.product),
            ("storage_path", &image.sha256),
            ("sha256", &image.sha256),
            ("filename", &image.name),
            ("role", &image.role),
            ("is_main", &image.is_main),
            ("sort_order", &image.position),
            ("asset_tags", &texts(&image.tags)),
            ("focus_x", &image.focus.map(|(x, _)| x)),
            ("focus_y", &image.focus.map(|(_, y)| y)),
            ("image_analysis", &(!image.analysis.is_null()).then(|| image.analysis.to_string())),
            ("cutout_sha256", &cutout.map(|cutout| &cutout.sha256)),
            ("cutout_state", &cutout.map(|cutout| if cutout.taken { "taken" } else { "refused" })),
            ("cutout_options", &cutout.map(|cutout| cutout.options.to_string())),
            ("cutout_failure", &image.cutout_failure),
            ("is_active", &image.active),
        ],
        now,
    )
}

/// Writes a logo or badge.
pub(super) fn put_asset(
    tx: &Transaction<'_>,
    asset: &BrandAsset,
    save: Save,
    now: Timestamp,
) -> Result<(), StoreError> {
    if asset.is_primary {
        let others = "SELECT id FROM brand_assets WHERE brand_id = ?1 AND id <> ?2 AND is_primary = 1";
        library::give_way(tx, LibraryTable::BrandAssets, others, &asset.brand, &asset.id, now)?;
    }
    save(
        tx,
        LibraryTable::BrandAssets,
        &asset.id,
        &[
            ("brand_id", &asset.brand),
            ("storage_path", &asset.sha256),
            ("sha256", &asset.sha256),
            ("asset_type", &asset.kind),
            ("is_primary", &asset.is_primary),
            ("is_active", &asset.active),
        ],
        now,
    )
}
