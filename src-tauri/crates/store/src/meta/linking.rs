//! Which generated ad runs as which Meta ad, and pictures that several creatives share.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};
use units::{AccountId, GraphId};

use super::accounts;
use super::reads::Writing;
use crate::{Priority, Store, StoreError, settings};

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

/// Pairs of a Meta ad and a generated ad that a person said no to.
pub type RefusedPairs = BTreeSet<(String, String)>;

/// Under this and the account's id the file keeps them.
const REFUSED: &str = "refused_ad_links";

fn refused_key(id: &AccountId) -> String {
    format!("{REFUSED} {id}")
}

fn refused(conn: &Connection, id: &AccountId) -> Result<RefusedPairs, StoreError> {
    Ok(settings::read_in(conn, &refused_key(id))?.unwrap_or_default())
}

/// Forgets what a person said no to, with the account.
pub(crate) fn forget_refused(tx: &Transaction<'_>, id: &AccountId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM settings WHERE key = ?1", [refused_key(id)])?;
    Ok(())
}

/// Makes a link; says how many are new.
fn insert(
    tx: &Transaction<'_>,
    account: i64,
    ad: &GraphId,
    generated: &str,
    linked_by: &str,
    by: &Writing<'_>,
) -> Result<u64, StoreError> {
    let new = tx
        .prepare_cached(
            "INSERT INTO ad_links (ad, generated_ad_id, linked_by, linked_at) \
             SELECT key, ?3, ?4, ?5 FROM ads WHERE account = ?1 AND graph_id = ?2 ON CONFLICT DO NOTHING",
        )?
        .execute(params![account, ad.as_str(), generated, linked_by, by.at.millis()])?;
    Ok(new as u64)
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

    /// Keeps that a Meta ad is not a generated ad, and takes the link away if there is one. No name makes it again.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected, or the file cannot be written.
    pub fn refuse_link(
        &self,
        id: &AccountId,
        ad: &GraphId,
        generated: &str,
        by: &Writing<'_>,
    ) -> Result<(), StoreError> {
        self.write_with_fence(by.fence, Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?.key;
            let mut pairs = refused(tx, id)?;
            if pairs.insert((ad.as_str().to_owned(), generated.to_owned())) {
                settings::write_in(tx, &refused_key(id), &pairs, by.at)?;
            }
            tx.prepare_cached(
                "DELETE FROM ad_links WHERE generated_ad_id = ?3 \
                 AND ad = (SELECT key FROM ads WHERE account = ?1 AND graph_id = ?2)",
            )?
            .execute(params![account, ad.as_str(), generated])?;
            Ok(())
        })
    }

    /// Links a Meta ad to a generated ad because a person says so, whatever they said before.
    ///
    /// # Errors
    /// As [`Store::link_ads`].
    pub fn link_by_person(
        &self,
        id: &AccountId,
        ad: &GraphId,
        generated: &str,
        linked_by: &str,
        by: &Writing<'_>,
    ) -> Result<(), StoreError> {
        self.write_with_fence(by.fence, Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?.key;
            let mut pairs = refused(tx, id)?;
            if pairs.remove(&(ad.as_str().to_owned(), generated.to_owned())) {
                settings::write_in(tx, &refused_key(id), &pairs, by.at)?;
            }
            insert(tx, account, ad, generated, linked_by, by)?;
            Ok(())
        })
    }

    /// Pairs of a Meta ad and a generated ad that a person said no to.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] if what is kept of them is not.
    pub fn refused_links(&self, id: &AccountId) -> Result<RefusedPairs, StoreError> {
        self.read(|conn| refused(conn, id))
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

    /// Links Meta ads to generated ads, but for pairs that a person said no to. Returns how many links were new.
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
            // Asked here and not before: a person may have said no since the names were read.
            let refused = refused(tx, id)?;
            let mut new = 0;
            for (ad, generated) in links {
                if !refused.contains(&(ad.as_str().to_owned(), generated.clone())) {
                    new += insert(tx, account, ad, generated, linked_by, by)?;
                }
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
