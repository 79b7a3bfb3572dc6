//! Objects are merged, never downgraded.
//!
//! A value that did not come keeps what is stored. It is cleared only where the read was complete and Meta leaves the
//! field out when it is unset. What changed on a watched field is kept as an `object_changes` row, because Meta has no
//! such history; the first read of an object, or of one known only from insights, is no change.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Transaction, params, params_from_iter};
use units::{AccountId, GraphId, Money, Timestamp};

use super::accounts;
use super::ads::{ad_set_stub, campaign_stub, creative_stub};
use super::object_reads::{AdRead, AdSetRead, CampaignRead, CreativeRead, Upserted};
use super::reads::Writing;
use crate::{Priority, Store, StoreError};

/// At most this many objects a commit, so that a job's own small commit never waits long.
const CHUNK: usize = 500;

/// One column of an object as it was read.
struct Field {
    column: &'static str,
    value: Value,
    /// Meta leaves it out when it is unset.
    clearable: bool,
    /// A change of it is kept.
    watched: bool,
}

impl Field {
    fn new(column: &'static str, value: impl Into<Value>) -> Self {
        Self { column, value: value.into(), clearable: false, watched: false }
    }

    const fn clearable(mut self) -> Self {
        self.clearable = true;
        self
    }

    const fn watched(mut self) -> Self {
        self.watched = true;
        self
    }
}

/// An object with the table it belongs to.
struct Object<'a> {
    table: &'static str,
    level: &'static str,
    id: &'a GraphId,
    complete: bool,
    fields: Vec<Field>,
}

fn millis(instant: Option<Timestamp>) -> Option<i64> {
    instant.map(Timestamp::millis)
}

fn micros(money: Option<Money>) -> Option<i64> {
    // Meta writes an unset budget as "0" or leaves it out.
    money.map(Money::micros).filter(|micros| *micros != 0)
}

fn json(value: Option<&serde_json::Value>) -> Option<String> {
    value.map(ToString::to_string)
}

fn text(value: Option<&String>) -> Option<String> {
    value.cloned()
}

fn id_of<'a>(id: Option<&'a GraphId>, kind: &'static str) -> Result<&'a GraphId, StoreError> {
    id.ok_or_else(|| StoreError::Constraint(format!("a {kind} came without an id")))
}

impl Store {
    /// Merges campaigns, at most 500 a commit.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected, [`StoreError::LeaseLost`], [`StoreError::Constraint`]
    /// for a read without an id, or the file cannot be written.
    pub fn upsert_campaigns(
        &self,
        id: &AccountId,
        reads: &[CampaignRead],
        by: &Writing<'_>,
    ) -> Result<Upserted, StoreError> {
        self.upsert_all(id, reads, by, |_tx, _account, read| {
            // A campaign whose objective was never read is shown as UNKNOWN, but that word is no knowledge.
            let objective = read.objective.clone().filter(|objective| objective != units::Objective::UNKNOWN);
            let categories = read.special_ad_categories.as_ref().map(|list| serde_json::json!(list).to_string());
            Ok(Object {
                table: "campaigns",
                level: "campaign",
                id: id_of(read.id.as_ref(), "campaign")?,
                complete: read.complete,
                fields: vec![
                    Field::new("name", text(read.name.as_ref())).watched(),
                    Field::new("objective", objective).watched(),
                    Field::new("status", text(read.status.as_ref())).watched(),
                    Field::new("effective_status", text(read.effective_status.as_ref())).watched(),
                    Field::new("buying_type", text(read.buying_type.as_ref())),
                    Field::new("bid_strategy", text(read.bid_strategy.as_ref())).watched().clearable(),
                    Field::new("daily_budget_micros", micros(read.daily_budget)).watched().clearable(),
                    Field::new("lifetime_budget_micros", micros(read.lifetime_budget)).watched().clearable(),
                    Field::new("spend_cap_micros", micros(read.spend_cap)).watched().clearable(),
                    Field::new("special_ad_categories", categories),
                    Field::new("start_time", millis(read.start_time)),
                    Field::new("stop_time", millis(read.stop_time)).clearable(),
                    Field::new("created_time", millis(read.created_time)),
                    Field::new("updated_time", millis(read.updated_time)),
                    Field::new("issues", json(read.issues.as_ref())).clearable(),
                ],
            })
        })
    }

    /// Merges ad sets; their campaigns become stubs where they were never met.
    ///
    /// # Errors
    /// As [`Store::upsert_campaigns`].
    pub fn upsert_ad_sets(
        &self,
        id: &AccountId,
        reads: &[AdSetRead],
        by: &Writing<'_>,
    ) -> Result<Upserted, StoreError> {
        self.upsert_all(id, reads, by, |tx, account, read| {
            let campaign = match &read.campaign {
                Some(campaign) => Some(campaign_stub(tx, account, campaign.as_str(), None, by.at)?),
                None => None,
            };
            Ok(Object {
                table: "ad_sets",
                level: "adset",
                id: id_of(read.id.as_ref(), "ad set")?,
                complete: read.complete,
                fields: vec![
                    Field::new("campaign", campaign),
                    Field::new("name", text(read.name.as_ref())).watched(),
                    Field::new("status", text(read.status.as_ref())).watched(),
                    Field::new("effective_status", text(read.effective_status.as_ref())).watched(),
                    Field::new("optimization_goal", text(read.optimization_goal.as_ref())).watched(),
                    Field::new("billing_event", text(read.billing_event.as_ref())),
                    Field::new("bid_strategy", text(read.bid_strategy.as_ref())).watched().clearable(),
                    Field::new("bid_amount_micros", micros(read.bid_amount)).watched().clearable(),
                    Field::new("attribution_spec", json(read.attribution_spec.as_ref())).watched(),
                    Field::new("destination_type", text(read.destination_type.as_ref())),
                    Field::new("promoted_object", json(read.promoted_object.as_ref())).clearable(),
                    Field::new("targeting", json(read.targeting.as_ref())).watched(),
                    Field::new("daily_budget_micros", micros(read.daily_budget)).watched().clearable(),
                    Field::new("lifetime_budget_micros", micros(read.lifetime_budget)).watched().clearable(),
                    Field::new("start_time", millis(read.start_time)),
                    Field::new("end_time", millis(read.end_time)).clearable(),
                    Field::new("learning_stage", text(read.learning_stage.as_ref())).watched().clearable(),
                    Field::new("created_time", millis(read.created_time)),
                    Field::new("updated_time", millis(read.updated_time)),
                    Field::new("issues", json(read.issues.as_ref())).clearable(),
                ],
            })
        })
    }

    /// Merges ads; their campaigns, ad sets and creatives become stubs where they were never met.
    ///
    /// # Errors
    /// As [`Store::upsert_campaigns`].
    pub fn upsert_ads(&self, id: &AccountId, reads: &[AdRead], by: &Writing<'_>) -> Result<Upserted, StoreError> {
        self.upsert_all(id, reads, by, |tx, account, read| {
            let campaign = match &read.campaign {
                Some(campaign) => Some(campaign_stub(tx, account, campaign.as_str(), None, by.at)?),
                None => None,
            };
            let ad_set = match (&read.ad_set, campaign) {
                (Some(ad_set), Some(campaign)) => {
                    Some(ad_set_stub(tx, account, campaign, ad_set.as_str(), None, by.at)?)
                }
                _ => None,
            };
            let creative = match &read.creative {
                Some(creative) => Some(creative_stub(tx, account, creative.as_str(), by.at)?),
                None => None,
            };
            Ok(Object {
                table: "ads",
                level: "ad",
                id: id_of(read.id.as_ref(), "ad")?,
                complete: read.complete,
                fields: vec![
                    Field::new("campaign", campaign),
                    Field::new("ad_set", ad_set),
                    Field::new("creative", creative).watched(),
                    Field::new("name", text(read.name.as_ref())).watched(),
                    Field::new("status", text(read.status.as_ref())).watched(),
                    Field::new("effective_status", text(read.effective_status.as_ref())).watched(),
                    Field::new("created_time", millis(read.created_time)),
                    Field::new("updated_time", millis(read.updated_time)),
                    Field::new("issues", json(read.issues.as_ref())).clearable(),
                    Field::new("review_feedback", json(read.review_feedback.as_ref())).clearable(),
                ],
            })
        })
    }

    /// Merges creatives.
    ///
    /// # Errors
    /// As [`Store::upsert_campaigns`].
    pub fn upsert_creatives(
        &self,
        id: &AccountId,
        reads: &[CreativeRead],
        by: &Writing<'_>,
    ) -> Result<Upserted, StoreError> {
        self.upsert_all(id, reads, by, |_tx, _account, read| {
            Ok(Object {
                table: "creatives",
                level: "creative",
                id: id_of(read.id.as_ref(), "creative")?,
                complete: read.complete,
                fields: vec![
                    Field::new("name", text(read.name.as_ref())),
                    Field::new("object_type", text(read.object_type.as_ref())),
                    Field::new("body", text(read.body.as_ref())).watched().clearable(),
                    Field::new("headline", text(read.headline.as_ref())).watched().clearable(),
                    Field::new("description", text(read.description.as_ref())).watched().clearable(),
                    Field::new("call_to_action", text(read.call_to_action.as_ref())).watched().clearable(),
                    Field::new("link_url", text(read.link_url.as_ref())).watched(),
                    Field::new("image_hash", text(read.image_hash.as_ref())),
                    Field::new("video_id", text(read.video_id.as_ref())),
                    Field::new("is_video", read.is_video),
                    Field::new("story_id", text(read.story_id.as_ref())),
                ],
            })
        })
    }

    fn upsert_all<'a, R>(
        &self,
        id: &AccountId,
        reads: &'a [R],
        by: &Writing<'_>,
        object: impl Fn(&Transaction<'_>, i64, &'a R) -> Result<Object<'a>, StoreError>,
    ) -> Result<Upserted, StoreError> {
        let mut upserted = Upserted::default();
        for chunk in reads.chunks(CHUNK) {
            self.write_with_fence(by.fence, Priority::Bulk, |tx| {
                let account = accounts::find(tx, id)?.key;
                for read in chunk {
                    upserted.seen += 1;
                    match merge(tx, account, &object(tx, account, read)?, by)? {
                        Merged::Inserted => upserted.inserted += 1,
                        Merged::Changed => upserted.changed += 1,
                        Merged::Equal => {}
                    }
                }
                Ok(())
            })?;
        }
        Ok(upserted)
    }
}

enum Merged {
    Inserted,
    Changed,
    Equal,
}

fn merge(tx: &Transaction<'_>, account: i64, object: &Object<'_>, by: &Writing<'_>) -> Result<Merged, StoreError> {
    let columns: Vec<_> = object.fields.iter().map(|field| field.column).collect();
    let select = format!(
        "SELECT key, read_at IS NOT NULL, {} FROM {} WHERE account = ?1 AND graph_id = ?2",
        columns.join(", "),
        object.table
    );
    let stored = tx
        .prepare_cached(&select)?
        .query_row(params![account, object.id.as_str()], |row| {
            let values: Result<Vec<Value>, _> = (0..columns.len()).map(|at| row.get(2 + at)).collect();
            Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?, values?))
        })
        .optional()?;
    let Some((key, was_read, values)) = stored else {
        insert(tx, account, object, &columns, by)?;
        return Ok(Merged::Inserted);
    };
    let mut changed = false;
    let mut next = Vec::with_capacity(values.len());
    for (field, old) in object.fields.iter().zip(values) {
        let keeps = field.value == Value::Null && !(field.clearable && object.complete);
        let new = if keeps { old.clone() } else { field.value.clone() };
        if new != old {
            changed = true;
            if field.watched && was_read {
                note_change(tx, account, object.level, key, field.column, &old, &new, by)?;
            }
        }
        next.push(new);
    }
    let sets =
        columns.iter().enumerate().map(|(at, column)| format!("{column} = ?{}", at + 3)).collect::<Vec<_>>().join(", ");
    if changed || !was_read {
        let update = format!("UPDATE {} SET read_at = ?2, {sets} WHERE key = ?1", object.table);
        let head = [Value::Integer(key), Value::Integer(by.at.millis())];
        tx.prepare_cached(&update)?.execute(params_from_iter(head.into_iter().chain(next)))?;
    } else {
        tx.prepare_cached(&format!("UPDATE {} SET read_at = ?2 WHERE key = ?1", object.table))?
            .execute(params![key, by.at.millis()])?;
    }
    Ok(if changed { Merged::Changed } else { Merged::Equal })
}

fn insert(
    tx: &Transaction<'_>,
    account: i64,
    object: &Object<'_>,
    columns: &[&'static str],
    by: &Writing<'_>,
) -> Result<(), StoreError> {
    let marks = (1..=columns.len() + 4).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "INSERT INTO {} (account, graph_id, first_seen_at, read_at, {}) VALUES ({marks})",
        object.table,
        columns.join(", ")
    );
    let at = Value::Integer(by.at.millis());
    let head = [Value::Integer(account), Value::Text(object.id.as_str().to_owned()), at.clone(), at];
    let values = object.fields.iter().map(|field| field.value.clone());
    tx.prepare_cached(&sql)?.execute(params_from_iter(head.into_iter().chain(values)))?;
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "the columns of one row")]
fn note_change(
    tx: &Transaction<'_>,
    account: i64,
    level: &str,
    object: i64,
    field: &str,
    old: &Value,
    new: &Value,
    by: &Writing<'_>,
) -> Result<(), StoreError> {
    let word = |value: &Value| match value {
        Value::Null | Value::Blob(_) => None,
        Value::Integer(number) => Some(number.to_string()),
        Value::Real(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
    };
    tx.prepare_cached(
        "INSERT INTO object_changes (account, level, object, field, old_value, new_value, at, run_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![account, level, object, field, word(old), word(new), by.at.millis(), by.run()])?;
    Ok(())
}
