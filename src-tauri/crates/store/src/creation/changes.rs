//! What changes about an ad that is there: its words, and the sizes it has.

use rusqlite::{OptionalExtension as _, Transaction, params};
use units::Timestamp;

use super::ads::{NewAd, StoredCheck, insert_checks, insert_file};
use super::{AdCopy, AdStatus, Decisive, copy, decisions};
use crate::{Priority, Store, StoreError};

/// The checks of a size as they are now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rechecked {
    /// Which size.
    pub file: String,
    /// Every check, in its order.
    pub checks: Vec<StoredCheck>,
    /// What they come to.
    pub status: AdStatus,
}

impl Store {
    /// Changes the words beside an ad together with the checks that look at them. With `why` an approval that stands is
    /// taken back, and its row in the history says so.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`]; [`StoreError::Constraint`] for more texts than Meta takes.
    pub fn set_ad_copy(
        &self,
        ad: &str,
        copy: &AdCopy,
        rechecked: &[Rechecked],
        why: Option<&str>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            copy::change(tx, ad, copy)?;
            for size in rechecked {
                tx.prepare_cached("DELETE FROM ad_checks WHERE generated_ad_id = ?1")?.execute([&size.file])?;
                insert_checks(tx, &size.file, &size.checks)?;
                let sql = "UPDATE generated_ads SET checked_status = ?2 WHERE id = ?1";
                tx.prepare_cached(sql)?.execute((&size.file, size.status.word()))?;
            }
            settle(tx, ad, why, now)
        })
    }

    /// Adds sizes to an ad: `more` is the ad with these sizes alone and with its recipe as it is now. A size that is
    /// there already stays as it is. With `why` an approval that stands is taken back.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn add_sizes(&self, more: &NewAd, why: Option<&str>, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            let sql = "UPDATE made_ads SET recipe = ?2 WHERE id = ?1";
            if tx.prepare_cached(sql)?.execute((&more.id, more.recipe.to_string()))? == 0 {
                return Err(StoreError::NoSuchRow { kind: "ad", id: more.id.clone() });
            }
            for file in &more.files {
                let there = tx.prepare_cached("SELECT 1 FROM generated_ads WHERE id = ?1")?.exists([&file.id])?;
                if !there {
                    insert_file(tx, more, file, now)?;
                }
            }
            settle(tx, &more.id, why, now)
        })
    }

    /// The ad and the size that a picture was drawn for; `None` for a picture of another kind.
    ///
    /// # Errors
    /// Those of reading.
    pub fn ad_of_picture(&self, sha256: &str) -> Result<Option<(String, String)>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT made_ad_id, canvas_size FROM generated_ads
                       WHERE sha256 = ?1 AND made_ad_id IS NOT NULL AND canvas_size IS NOT NULL LIMIT 1";
            let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
            Ok(conn.prepare_cached(sql)?.query_row([sha256], read).optional()?)
        })
    }
}

/// Makes the ad say what its sizes say now, and takes an approval back that was given to something else.
fn settle(tx: &Transaction<'_>, ad: &str, why: Option<&str>, now: Timestamp) -> Result<(), StoreError> {
    let sql = "SELECT checked_status FROM generated_ads WHERE made_ad_id = ?1 AND checked_status IS NOT NULL";
    let words: Vec<String> =
        tx.prepare_cached(sql)?.query_map([ad], |row| row.get(0))?.collect::<Result<_, rusqlite::Error>>()?;
    let worst = words.iter().map(|word| word.parse::<AdStatus>()).collect::<Result<Vec<_>, _>>()?.into_iter().max();
    let sql = "UPDATE made_ads SET checked_status = ?2 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((ad, worst.unwrap_or(AdStatus::GenerationFailed).word()))?;
    let newest = "SELECT action FROM ad_decisions WHERE made_ad_id = ?1 AND undone_at IS NULL ORDER BY id DESC LIMIT 1";
    let holds: Option<String> = tx.prepare_cached(newest)?.query_row([ad], |row| row.get(0)).optional()?;
    if let Some(why) = why.filter(|_why| holds.as_deref() == Some(Decisive::Approved.word())) {
        // With the approval go the decisions that it took the place of: the ad is another one now.
        let sql = "UPDATE ad_decisions SET undone_at = ?2, note = trim(coalesce(note, '') || ' ' || ?3)
                   WHERE made_ad_id = ?1 AND undone_at IS NULL";
        tx.prepare_cached(sql)?.execute(params![ad, now.millis(), why])?;
    }
    decisions::settle(tx, ad)
}
