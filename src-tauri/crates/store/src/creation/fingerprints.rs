//! What new ads are compared with: everything that was made here and everything that was synced.

use std::collections::BTreeMap;

use super::rows::collect;
use crate::{Priority, Store, StoreError};

/// A picture that is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFingerprint {
    /// Its 64 bits.
    pub bits: u64,
    /// What people call it: the name of the ad.
    pub name: String,
    /// The ad made here, if it is one.
    pub made_ad: Option<String>,
    /// Its batch and its idea there.
    pub idea: Option<(String, u32)>,
    /// The size it was made in, if it was made here.
    pub canvas_size: Option<String>,
}

/// A synced picture whose bits are not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmeasuredPicture {
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// Pixels across times pixels down; 0 if nobody knows.
    pub pixels: u64,
    /// The bytes.
    pub data: Vec<u8>,
}

/// How many synced pictures were not measured yet.
pub(super) const UNMEASURED: &str =
    "SELECT count(*) FROM media JOIN media_bytes AS bytes ON bytes.sha256 = media.sha256
    WHERE media.fingerprint IS NULL AND media.source = 'synced'";
/// How many show nothing that could be compared.
pub(super) const INCOMPARABLE: &str = "SELECT count(*) FROM media WHERE fingerprint = 0 AND source = 'synced'";

impl Store {
    /// The bits of every ad made here, rejected ones too, and of every synced picture that was measured and could be
    /// read (one that could not has no bits).
    ///
    /// # Errors
    /// Those of reading.
    pub fn known_fingerprints(&self) -> Result<Vec<KnownFingerprint>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT file.fingerprint AS bits,
                           ad.name || iif(file.final_status = 'rejected', ' (rejected)', '') AS name, ad.id AS made_ad,
                           file.canvas_size, ad.ad_run_id, ad.prompt_index
                       FROM generated_ads AS file JOIN made_ads AS ad ON ad.id = file.made_ad_id
                       WHERE file.fingerprint IS NOT NULL AND file.fingerprint <> 0
                       UNION ALL
                       SELECT media.fingerprint, coalesce(min(ad.name), ''), NULL, NULL, NULL, NULL
                       FROM media JOIN creative_pictures AS picture ON picture.sha256 = media.sha256
                       JOIN ads AS ad ON ad.creative = picture.creative
                       WHERE media.fingerprint IS NOT NULL AND media.fingerprint <> 0 AND media.source = 'synced' GROUP BY media.sha256";
            collect(conn.prepare_cached(sql)?.query([])?, |row| {
                Ok(KnownFingerprint {
                    bits: row.get::<_, i64>("bits")?.cast_unsigned(),
                    name: row.get("name")?,
                    made_ad: row.get("made_ad")?,
                    idea: row.get::<_, Option<String>>("ad_run_id")?.zip(row.get("prompt_index")?),
                    canvas_size: row.get("canvas_size")?,
                })
            })
        })
    }

    /// The bits of a product's pictures by SHA-256, of those that were measured when they came in.
    ///
    /// # Errors
    /// Those of reading.
    pub fn fingerprints_of_product(&self, product: &str) -> Result<BTreeMap<String, u64>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT media.sha256, media.fingerprint FROM product_images AS image
                       JOIN media ON media.sha256 = image.sha256
                       WHERE image.product_id = ?1 AND media.fingerprint IS NOT NULL";
            let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()));
            Ok(collect(conn.prepare_cached(sql)?.query([product])?, read)?.into_iter().collect())
        })
    }

    /// Synced pictures that were not measured yet: so many at most, and of several no more than so many bytes.
    ///
    /// # Errors
    /// Those of reading.
    pub fn unmeasured_pictures(&self, limit: u32, bytes: u64) -> Result<Vec<UnmeasuredPicture>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT media.sha256, media.bytes, coalesce(media.width, 0) * coalesce(media.height, 0),
                           bytes.data
                       FROM media JOIN media_bytes AS bytes ON bytes.sha256 = media.sha256
                       WHERE media.fingerprint IS NULL AND media.source = 'synced' ORDER BY media.sha256 LIMIT ?1";
            let mut statement = conn.prepare_cached(sql)?;
            let mut rows = statement.query([limit])?;
            let (mut pictures, mut sum) = (Vec::new(), 0);
            while let Some(row) = rows.next()? {
                sum += row.get::<_, i64>(1)?.cast_unsigned();
                if sum > bytes && !pictures.is_empty() {
                    break;
                }
                let pixels = row.get::<_, i64>(2)?.cast_unsigned();
                pictures.push(UnmeasuredPicture { sha256: row.get(0)?, pixels, data: row.get(3)? });
            }
            Ok(pictures)
        })
    }

    /// How many synced pictures were not measured yet.
    ///
    /// # Errors
    /// Those of reading.
    pub fn unmeasured_count(&self) -> Result<u64, StoreError> {
        self.read(|conn| {
            Ok(conn.prepare_cached(UNMEASURED)?.query_row([], |row| row.get::<_, i64>(0))?.cast_unsigned())
        })
    }

    /// How many synced pictures could not be read, or show nothing: no ad can be compared with them.
    ///
    /// # Errors
    /// Those of reading.
    pub fn incomparable_count(&self) -> Result<u64, StoreError> {
        self.read(|conn| {
            Ok(conn.prepare_cached(INCOMPARABLE)?.query_row([], |row| row.get::<_, i64>(0))?.cast_unsigned())
        })
    }

    /// Notes the bits of pictures.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`], or the file cannot be written.
    pub fn note_fingerprints(
        &self,
        measured: &[(String, u64)],
        fence: Option<&crate::jobs::Lease>,
    ) -> Result<(), StoreError> {
        self.write_with_fence(fence, Priority::Bulk, |tx| {
            let mut statement = tx.prepare_cached("UPDATE media SET fingerprint = ?2 WHERE sha256 = ?1")?;
            for (sha256, bits) in measured {
                statement.execute((sha256, bits.cast_signed()))?;
            }
            Ok(())
        })
    }
}
