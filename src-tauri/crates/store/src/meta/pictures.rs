//! Pictures of synced ads: bytes in the file, content-addressed, with the facts apart from the bytes.

use rusqlite::{OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};
use units::{AccountDate, AccountId, GraphId, Money, Timestamp};

use super::accounts;
use super::reads::Writing;
use crate::{Priority, Store, StoreError};

/// Which picture of a creative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureRole {
    /// The picture itself.
    Image,
    /// The poster of a video.
    VideoPoster,
    /// Only a thumbnail could be had.
    Thumbnail,
}

impl PictureRole {
    /// The word in the file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::VideoPoster => "video_poster",
            Self::Thumbnail => "thumbnail",
        }
    }
}

/// A creative whose picture is not in the file yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedPicture {
    /// The creative.
    pub creative: GraphId,
    /// `image_hash`, which finds the picture in the account's library.
    pub image_hash: Option<String>,
    /// `video_id`, whose poster stands for it.
    pub video_id: Option<String>,
    /// Whether it is a video, if known.
    pub is_video: Option<bool>,
    /// What its ads spent since the given day.
    pub spend: Money,
    /// How often it was tried.
    pub attempts: u32,
}

/// Bytes of a picture that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPicture {
    /// The creative it stands for.
    pub creative: GraphId,
    /// Which picture of it.
    pub role: PictureRole,
    /// Media type, e.g. `image/jpeg`.
    pub mime: String,
    /// Width in pixels, if it could be read.
    pub width: Option<u32>,
    /// Height in pixels, if it could be read.
    pub height: Option<u32>,
    /// `image_hash` that it was fetched for.
    pub image_hash: Option<String>,
    /// The bytes.
    pub data: Vec<u8>,
}

/// A stored picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Media type.
    pub mime: String,
    /// The bytes.
    pub data: Vec<u8>,
}

impl Store {
    /// Creatives without a picture that may be tried now, biggest spend since `since` first.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn wanted_pictures(
        &self,
        id: &AccountId,
        since: AccountDate,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<WantedPicture>, StoreError> {
        let performance = self.ad_sums_since(id, since)?;
        self.read(|conn| {
            let account = accounts::find(conn, id)?;
            let mut statement = conn.prepare_cached(
                "SELECT c.key, c.graph_id, c.image_hash, c.video_id, c.is_video, COALESCE(p.attempts, 0), a.key \
                 FROM creatives c JOIN ads a ON a.creative = c.key \
                 LEFT JOIN creative_pictures p ON p.creative = c.key AND p.state <> 'stored' \
                 WHERE c.account = ?1 AND c.read_at IS NOT NULL \
                 AND NOT EXISTS (SELECT 1 FROM creative_pictures s WHERE s.creative = c.key AND (s.state = 'stored' OR s.state = 'not_downloadable')) \
                 AND (p.next_try_at IS NULL OR p.next_try_at <= ?2) ORDER BY c.key",
            )?;
            let mut rows = statement.query(params![account.key, now.millis()])?;
            let mut wanted: Vec<(i64, WantedPicture)> = Vec::new();
            while let Some(row) = rows.next()? {
                let (key, ad): (i64, i64) = (row.get(0)?, row.get(6)?);
                let spend = performance.get(&ad).copied().unwrap_or(0);
                if let Some((_key, last)) = wanted.last_mut().filter(|(last, _picture)| *last == key) {
                    last.spend = Money::from_micros(last.spend.micros().saturating_add(spend), account.currency);
                    continue;
                }
                wanted.push((
                    key,
                    WantedPicture {
                        creative: GraphId(row.get(1)?),
                        image_hash: row.get(2)?,
                        video_id: row.get(3)?,
                        is_video: row.get(4)?,
                        spend: Money::from_micros(spend, account.currency),
                        attempts: row.get(5)?,
                    },
                ));
            }
            wanted.sort_by_key(|(key, picture)| (std::cmp::Reverse(picture.spend.micros()), *key));
            Ok(wanted.into_iter().map(|(_key, picture)| picture).take(limit as usize).collect())
        })
    }

    /// Stores a picture, once however many creatives show it. Returns its SHA-256 in hex.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if account or creative are not there, [`StoreError::LeaseLost`], or the file cannot be written.
    pub fn store_picture(&self, id: &AccountId, picture: &NewPicture, by: &Writing<'_>) -> Result<String, StoreError> {
        let sha256: String = Sha256::digest(&picture.data).iter().map(|byte| format!("{byte:02x}")).collect();
        self.write_with_fence(by.fence, Priority::Bulk, |tx| {
            let creative = creative_key(tx, id, &picture.creative)?;
            let new = tx
                .prepare_cached(
                    "INSERT INTO media (sha256, mime, bytes, width, height, source, created_at) VALUES (?1, ?2, ?3, ?4, ?5, 'synced', ?6) \
                     ON CONFLICT DO NOTHING",
                )?
                .execute(params![
                    sha256,
                    picture.mime,
                    picture.data.len() as i64,
                    picture.width,
                    picture.height,
                    by.at.millis()
                ])?;
            if new > 0 {
                tx.prepare_cached("INSERT INTO media_bytes (sha256, data) VALUES (?1, ?2)")?.execute(params![sha256, picture.data])?;
            }
            tx.prepare_cached(
                "INSERT INTO creative_pictures (creative, role, sha256, state, attempts, image_hash, fetched_at) \
                 VALUES (?1, ?2, ?3, 'stored', 1, ?4, ?5) ON CONFLICT (creative, role) DO UPDATE SET sha256 = excluded.sha256, state = 'stored', \
                 reason = NULL, next_try_at = NULL, attempts = attempts + 1, image_hash = excluded.image_hash, fetched_at = excluded.fetched_at",
            )?
            .execute(params![creative, picture.role.word(), sha256, picture.image_hash, by.at.millis()])?;
            Ok(sha256.clone())
        })
    }

    /// Notes that a picture could not be had. `retry_at` is `None` if it never will be (403, 404, 410, no source).
    /// A picture that is stored already stays.
    ///
    /// # Errors
    /// As [`Store::store_picture`].
    pub fn picture_failed(
        &self,
        id: &AccountId,
        creative: &GraphId,
        role: PictureRole,
        reason: &str,
        retry_at: Option<Timestamp>,
        by: &Writing<'_>,
    ) -> Result<(), StoreError> {
        let state = if retry_at.is_some() { "failed" } else { "not_downloadable" };
        self.write_with_fence(by.fence, Priority::Bulk, |tx| {
            let creative = creative_key(tx, id, creative)?;
            tx.prepare_cached(
                "INSERT INTO creative_pictures (creative, role, state, reason, attempts, next_try_at, fetched_at) VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6) \
                 ON CONFLICT (creative, role) DO UPDATE SET state = excluded.state, reason = excluded.reason, attempts = attempts + 1, \
                 next_try_at = excluded.next_try_at, fetched_at = excluded.fetched_at WHERE state <> 'stored'",
            )?
            .execute(params![creative, role.word(), state, reason, retry_at.map(Timestamp::millis), by.at.millis()])?;
            Ok(())
        })
    }

    /// The bytes of a picture by its SHA-256 in hex; `None` if it is not in the file.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be read.
    pub fn picture(&self, sha256: &str) -> Result<Option<Picture>, StoreError> {
        self.read(|conn| {
            Ok(conn
                .prepare_cached(
                    "SELECT m.mime, b.data FROM media m JOIN media_bytes b ON b.sha256 = m.sha256 WHERE m.sha256 = ?1",
                )?
                .query_row([sha256], |row| Ok(Picture { mime: row.get(0)?, data: row.get(1)? }))
                .optional()?)
        })
    }
}

fn creative_key(tx: &rusqlite::Transaction<'_>, id: &AccountId, creative: &GraphId) -> Result<i64, StoreError> {
    let account = accounts::find(tx, id)?.key;
    super::ads::key_of(tx, "creatives", account, creative.as_str())?
        .ok_or_else(|| StoreError::NoSuchRow { kind: "creative", id: creative.to_string() })
}
