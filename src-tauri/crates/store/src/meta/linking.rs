//! Which generated ad runs as which Meta ad, and pictures that several creatives share.

use rusqlite::{OptionalExtension as _, params};
use units::{AccountId, GraphId};

use super::accounts;
use super::reads::Writing;
use crate::{Priority, Store, StoreError};

/// A Meta ad without a link to a generated ad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnlinkedAd {
    /// Its id.
    pub ad: GraphId,
    /// Its name.
    pub name: String,
}

/// A link as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdLink {
    /// The generated ad: one of its files.
    pub generated: String,
    /// The made ad that file belongs to; `None` for one from before there were made ads.
    pub made: Option<String>,
    /// What made the link.
    pub linked_by: String,
}

/// A generated ad as names know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedAd {
    /// Its id.
    pub id: String,
    /// The eight lower-case hexadecimal digits that its file name carries.
    pub tag: String,
}

/// The sizes of an ad share its tag, so its first size stands for all of them; rows from before have no tag but the
/// beginning of their id.
const TAGGED: &str = "SELECT id, lower(substr(id, 1, 8)) FROM generated_ads WHERE made_ad_id IS NULL
    UNION ALL
    SELECT (SELECT file.id FROM generated_ads AS file WHERE file.made_ad_id = ad.id ORDER BY file.rowid LIMIT 1), ad.tag
    FROM made_ads AS ad WHERE EXISTS (SELECT 1 FROM generated_ads AS file WHERE file.made_ad_id = ad.id)
    ORDER BY 1";

impl Store {
    /// Ads of an account that have a name and no link, in the order they were met.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn unlinked_ads(&self, id: &AccountId) -> Result<Vec<UnlinkedAd>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let mut statement = conn.prepare_cached(
                "SELECT a.graph_id, a.name FROM ads a WHERE a.account = ?1 AND a.name IS NOT NULL \
                 AND NOT EXISTS (SELECT 1 FROM ad_links l WHERE l.ad = a.key) ORDER BY a.key",
            )?;
            let ads =
                statement.query_map([account], |row| Ok(UnlinkedAd { ad: GraphId(row.get(0)?), name: row.get(1)? }))?;
            Ok(ads.collect::<Result<_, _>>()?)
        })
    }

    /// The generated ads that one Meta ad is linked to.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn links_of_ad(&self, id: &AccountId, ad: &GraphId) -> Result<Vec<AdLink>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let mut statement = conn.prepare_cached(
                "SELECT l.generated_ad_id, g.made_ad_id, l.linked_by FROM ad_links l JOIN ads a ON a.key = l.ad \
                 JOIN generated_ads g ON g.id = l.generated_ad_id \
                 WHERE a.account = ?1 AND a.graph_id = ?2 ORDER BY l.linked_at, l.generated_ad_id",
            )?;
            let links = statement.query_map(params![account, ad.as_str()], |row| {
                Ok(AdLink { generated: row.get(0)?, made: row.get(1)?, linked_by: row.get(2)? })
            })?;
            Ok(links.collect::<Result<_, _>>()?)
        })
    }

    /// The made ad that a file belongs to; `None` for a file from before there were made ads.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if there is no such file.
    pub fn made_ad_of_file(&self, file: &str) -> Result<Option<String>, StoreError> {
        self.read(|conn| {
            conn.prepare_cached("SELECT made_ad_id FROM generated_ads WHERE id = ?1")?
                .query_row([file], |row| row.get(0))
                .optional()?
                .ok_or_else(|| StoreError::NoSuchRow { kind: "generated ad", id: file.to_owned() })
        })
    }

    /// Takes a link away. Returns whether there was one.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected, or the file cannot be written.
    pub fn unlink_ad(&self, id: &AccountId, ad: &GraphId, generated: &str) -> Result<bool, StoreError> {
        self.write(Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?.key;
            let gone = tx
                .prepare_cached(
                    "DELETE FROM ad_links WHERE generated_ad_id = ?3 \
                     AND ad = (SELECT key FROM ads WHERE account = ?1 AND graph_id = ?2)",
                )?
                .execute(params![account, ad.as_str(), generated])?;
            Ok(gone > 0)
        })
    }

    /// Every generated ad with the tag of its name.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be read.
    pub fn tagged_ads(&self) -> Result<Vec<TaggedAd>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(TAGGED)?;
            let ads = statement.query_map([], |row| Ok(TaggedAd { id: row.get(0)?, tag: row.get(1)? }))?;
            Ok(ads.collect::<Result<_, _>>()?)
        })
    }

    /// Links Meta ads to generated ads. Returns how many links were new.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected, [`StoreError::LeaseLost`],
    /// [`StoreError::Constraint`] for a generated ad that is not there, or the file cannot be written.
    pub fn link_ads(
        &self,
        id: &AccountId,
        links: &[(GraphId, String)],
        linked_by: &str,
        by: &Writing<'_>,
    ) -> Result<u64, StoreError> {
        self.write_with_fence(by.fence, Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?.key;
            let mut statement = tx.prepare_cached(
                "INSERT INTO ad_links (ad, generated_ad_id, linked_by, linked_at) \
                 SELECT key, ?3, ?4, ?5 FROM ads WHERE account = ?1 AND graph_id = ?2 ON CONFLICT DO NOTHING",
            )?;
            let mut new = 0;
            for (ad, generated) in links {
                new += statement.execute(params![account, ad.as_str(), generated, linked_by, by.at.millis()])? as u64;
            }
            Ok(new)
        })
    }

    /// Gives creatives without a picture the one that another creative of the account has for the same `image_hash`:
    /// the same hash is the same picture, so nothing need be fetched twice. Returns how many got one.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected, [`StoreError::LeaseLost`], or the file cannot be written.
    pub fn share_pictures(&self, id: &AccountId, by: &Writing<'_>) -> Result<u64, StoreError> {
        self.write_with_fence(by.fence, Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?.key;
            let shared = tx
                .prepare_cached(
                    "INSERT INTO creative_pictures (creative, role, sha256, state, attempts, image_hash, fetched_at) \
                     SELECT c.key, p.role, p.sha256, 'stored', 0, c.image_hash, ?2 FROM creatives c \
                     JOIN creatives o ON o.account = c.account AND o.image_hash = c.image_hash AND o.key <> c.key \
                     JOIN creative_pictures p ON p.creative = o.key AND p.state = 'stored' AND p.image_hash = c.image_hash \
                     WHERE c.account = ?1 AND c.image_hash IS NOT NULL \
                     AND NOT EXISTS (SELECT 1 FROM creative_pictures s WHERE s.creative = c.key AND s.state = 'stored') \
                     GROUP BY c.key ON CONFLICT (creative, role) DO UPDATE SET sha256 = excluded.sha256, state = 'stored', reason = NULL, \
                     next_try_at = NULL, image_hash = excluded.image_hash, fetched_at = excluded.fetched_at",
                )?
                .execute(params![account, by.at.millis()])?;
            Ok(shared as u64)
        })
    }
}
