//! What people decide about ads, with its history.

use rusqlite::{OptionalExtension as _, Transaction, params};
use serde_json::Value;
use units::Timestamp;

use super::rows::{collect, instant, list, word};
use super::{AdStatus, Decisive};
use crate::{Priority, Store, StoreError};

/// A decision to be stored, about one ad or several in one act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    /// Which ads.
    pub ads: Vec<String>,
    /// What is decided.
    pub action: Decisive,
    /// Why not: `off_brand`, `wrong_offer`, …
    pub reasons: Vec<String>,
    /// In a person's own words.
    pub note: Option<String>,
    /// A new id: what is decided in one act is taken back in one.
    pub act: String,
}

/// What a decision did to an ad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Which ad.
    pub ad: String,
    /// What had been decided before.
    pub before: Option<Decisive>,
    /// What is decided now; `None` after taking the only decision back.
    pub now: Option<Decisive>,
    /// What the checks say.
    pub checked: AdStatus,
}

/// A decision of the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What was decided.
    pub action: Decisive,
    /// Why not.
    pub reasons: Vec<String>,
    /// In a person's own words.
    pub note: Option<String>,
    /// What the checks had said.
    pub checked: AdStatus,
    /// When.
    pub decided_at: Timestamp,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
}

/// How often people decide against the checks. Ads that the checks left open (flagged) are no verdict and do not count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Decided ads that the checks had approved or rejected.
    pub judged: u32,
    /// Of those, approved against the checks.
    pub approved_against: u32,
    /// Of those, rejected against the checks.
    pub rejected_against: u32,
}

impl Overrides {
    /// The share of overrides; `None` before the first decision.
    #[must_use]
    pub fn rate(self) -> Option<units::Ratio> {
        units::Ratio::of_i64(i64::from(self.approved_against + self.rejected_against), i64::from(self.judged))
    }
}

impl Store {
    /// Stores a decision. An ad without a picture cannot be approved.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`]; [`StoreError::Constraint`] for approving an ad without a picture. Then nothing of the
    /// act is stored.
    pub fn decide(&self, new: &NewDecision, now: Timestamp) -> Result<Vec<Decided>, StoreError> {
        self.write(Priority::Bulk, |tx| {
            let decide = |ad: &String| {
                let (before, checked) = standing(tx, ad)?;
                if checked == AdStatus::GenerationFailed && new.action == Decisive::Approved {
                    return Err(StoreError::Constraint(format!("ad {ad} has no picture to approve")));
                }
                tx.prepare_cached(
                    "INSERT INTO ad_decisions (made_ad_id, action, reasons, note, checked_status, act, decided_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    ad,
                    new.action.word(),
                    Value::from(new.reasons.clone()).to_string(),
                    new.note,
                    checked.word(),
                    new.act,
                    now.millis()
                ])?;
                settle(tx, ad)?;
                Ok(Decided { ad: ad.clone(), before, now: Some(new.action), checked })
            };
            new.ads.iter().map(decide).collect()
        })
    }

    /// Takes the last act back that still stands; of those about an ad of this batch, if one is given. Empty if there is
    /// none.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn undo_decision(&self, batch: Option<&str>, now: Timestamp) -> Result<Vec<Decided>, StoreError> {
        self.write(Priority::Bulk, |tx| {
            let sql = "SELECT act FROM ad_decisions AS decision WHERE undone_at IS NULL AND (?1 IS NULL OR EXISTS (
                           SELECT 1 FROM made_ads AS ad WHERE ad.id = decision.made_ad_id AND ad.ad_run_id = ?1))
                       ORDER BY id DESC LIMIT 1";
            let Some(act) = tx.prepare_cached(sql)?.query_row([batch], |row| row.get::<_, String>(0)).optional()?
            else {
                return Ok(Vec::new());
            };
            let sql = "SELECT made_ad_id FROM ad_decisions WHERE act = ?1 AND undone_at IS NULL ORDER BY id";
            let ads: Vec<String> = collect(tx.prepare_cached(sql)?.query([&act])?, |row| Ok(row.get(0)?))?;
            let befores = ads.iter().map(|ad| standing(tx, ad)).collect::<Result<Vec<_>, _>>()?;
            tx.execute("UPDATE ad_decisions SET undone_at = ?2 WHERE act = ?1", params![act, now.millis()])?;
            let settled = ads.into_iter().zip(befores).map(|(ad, (before, checked))| {
                settle(tx, &ad)?;
                let (now, _) = standing(tx, &ad)?;
                Ok(Decided { ad, before, now, checked })
            });
            settled.collect()
        })
    }

    /// The ad that was decided about last, of what still stands; `None` if there is none.
    ///
    /// # Errors
    /// Those of reading.
    pub fn last_decided(&self) -> Result<Option<String>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT made_ad_id FROM ad_decisions WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1";
            Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?)
        })
    }

    /// What was decided about an ad, newest first, also what was taken back.
    ///
    /// # Errors
    /// Those of reading.
    pub fn decisions(&self, ad: &str) -> Result<Vec<Decision>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT * FROM ad_decisions WHERE made_ad_id = ?1 ORDER BY id DESC";
            collect(conn.prepare_cached(sql)?.query([ad])?, |row| {
                Ok(Decision {
                    action: word(row, "action")?,
                    reasons: list(row, "reasons")?,
                    note: row.get("note")?,
                    checked: word(row, "checked_status")?,
                    decided_at: Timestamp::from_millis(row.get("decided_at")?),
                    undone_at: instant(row, "undone_at")?,
                })
            })
        })
    }

    /// How often people decided against the checks: by what stands now, one vote an ad.
    ///
    /// # Errors
    /// Those of reading.
    pub fn overrides(&self, product: Option<&str>) -> Result<Overrides, StoreError> {
        self.read(|conn| {
            let sql = "SELECT count(*), total(decision = 'approved' AND checked_status = 'rejected'),
                           total(decision = 'rejected' AND checked_status = 'approved')
                       FROM made_ads WHERE decision IS NOT NULL AND checked_status IN ('approved', 'rejected')
                           AND (?1 IS NULL OR product_id = ?1)";
            Ok(conn.prepare_cached(sql)?.query_row([product], |row| {
                Ok(Overrides {
                    judged: row.get(0)?,
                    approved_against: row.get::<_, f64>(1)? as u32,
                    rejected_against: row.get::<_, f64>(2)? as u32,
                })
            })?)
        })
    }
}

fn standing(tx: &Transaction<'_>, ad: &str) -> Result<(Option<Decisive>, AdStatus), StoreError> {
    let found = tx
        .prepare_cached("SELECT decision, checked_status FROM made_ads WHERE id = ?1")?
        .query_row([ad], |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    let (decision, checked) = found.ok_or_else(|| StoreError::NoSuchRow { kind: "ad", id: ad.to_owned() })?;
    Ok((decision.map(|word| word.parse()).transpose()?, checked.parse()?))
}

/// Makes the ad and its sizes say what stands: the newest decision that was not taken back, else the checks. What the
/// checks said stays beside it, so that nothing is compared with a status that a decision has changed already.
pub(super) fn settle(tx: &Transaction<'_>, ad: &str) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE made_ads SET (decision, decided_at) = (SELECT action, decided_at FROM ad_decisions
             WHERE made_ad_id = ?1 AND undone_at IS NULL ORDER BY id DESC LIMIT 1)
         WHERE id = ?1",
    )?
    .execute([ad])?;
    tx.prepare_cached(
        "UPDATE generated_ads SET
             final_status = coalesce((SELECT decision FROM made_ads WHERE id = ?1), checked_status),
             override_status = (SELECT CASE
                 WHEN decision IS NULL THEN NULL
                 WHEN decision = 'approved' AND ad.checked_status = 'rejected' THEN 'override_approved'
                 WHEN decision = 'rejected' AND ad.checked_status = 'approved' THEN 'override_rejected'
                 ELSE 'confirmed' END FROM made_ads AS ad WHERE ad.id = ?1)
         WHERE made_ad_id = ?1 AND checked_status <> 'generation_failed'",
    )?
    .execute([ad])?;
    Ok(())
}
