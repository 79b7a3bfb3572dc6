//! What left the program.

use rusqlite::params;
use units::Timestamp;

use crate::{Priority, Store, StoreError};

/// A file that was written for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewExport {
    /// The size of the ad.
    pub generated_ad: String,
    /// The name it got.
    pub file_name: String,
    /// `png` or `jpeg`.
    pub format: String,
    /// The SHA-256 of the file.
    pub sha256: String,
}

impl Store {
    /// Notes files that were written.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] for an ad that is not there.
    pub fn note_exports(&self, exports: &[NewExport], now: Timestamp) -> Result<(), StoreError> {
        for chunk in exports.chunks(500) {
            self.write(Priority::Bulk, |tx| {
                let sql = "INSERT INTO ad_exports (generated_ad_id, file_name, format, sha256, exported_at)
                           VALUES (?1, ?2, ?3, ?4, ?5)";
                let mut statement = tx.prepare_cached(sql)?;
                for one in chunk {
                    statement.execute(params![
                        one.generated_ad,
                        one.file_name,
                        one.format,
                        one.sha256,
                        now.millis()
                    ])?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Puts bytes of renders out of the file until those that can be made again take at most `budget` bytes, oldest
    /// first. What was approved or exported stays. Returns how many bytes went.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn evict_renders(&self, budget: u64) -> Result<u64, StoreError> {
        self.write(Priority::Bulk, |tx| {
            let sql = "SELECT media.sha256, media.bytes FROM media
                       JOIN media_bytes AS bytes ON bytes.sha256 = media.sha256
                       WHERE media.source = 'rendered'
                         AND NOT EXISTS (SELECT 1 FROM generated_ads AS file LEFT JOIN made_ads AS ad ON ad.id = file.made_ad_id
                             WHERE file.sha256 = media.sha256 AND (file.final_status = 'approved' OR ad.decision IS NULL
                               OR EXISTS (SELECT 1 FROM ad_exports AS export WHERE export.generated_ad_id = file.id)))
                       ORDER BY media.created_at DESC, media.sha256";
            let renders: Vec<(String, u64)> = tx
                .prepare_cached(sql)?
                .query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())))?
                .collect::<Result<_, _>>()?;
            let (mut kept, mut gone) = (0, 0);
            for (sha256, bytes) in renders {
                if kept + bytes <= budget {
                    kept += bytes;
                    continue;
                }
                tx.prepare_cached("DELETE FROM media_bytes WHERE sha256 = ?1")?.execute([sha256])?;
                gone += bytes;
            }
            Ok(gone)
        })
    }
}
