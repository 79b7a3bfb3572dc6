//! What a page asks about a few ads: their days added up, the words of one, and finding one by name.

use std::collections::HashSet;

use rusqlite::{OptionalExtension as _, params};
use units::{AccountDate, AccountId, DayRange, GraphId, Sums};

use super::ad_sums::{add_rows, each_pack, key_span, synced_days};
use super::metric::Added;
use super::{accounts, pack};
use crate::{Store, StoreError};

/// The words of an ad, as its creative has them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AdWords {
    /// Primary text.
    pub body: Option<String>,
    /// Headline.
    pub headline: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// `call_to_action_type`.
    pub call_to_action: Option<String>,
    /// Where a click leads.
    pub link: Option<String>,
}

/// An ad found by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedAd {
    /// Which.
    pub id: GraphId,
    /// Its name.
    pub name: String,
    /// SHA-256 of its picture, if that is in the file.
    pub picture: Option<String>,
}

impl Store {
    /// The sum of these ads, day by day. A day that was read without delivery is all zero, a day that was never read is
    /// `None`.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn series_of_ads(
        &self,
        id: &AccountId,
        range: DayRange,
        ads: &[GraphId],
    ) -> Result<Vec<(AccountDate, Option<Sums>)>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?;
            let known = synced_days(conn, account.key, range)?;
            let wanted: HashSet<&str> = ads.iter().map(GraphId::as_str).collect();
            let mut statement = conn.prepare_cached("SELECT key, graph_id FROM ads WHERE account = ?1")?;
            let mut rows = statement.query([account.key])?;
            let mut keys = Vec::new();
            while let Some(row) = rows.next()? {
                if wanted.contains(row.get_ref(1)?.as_str().unwrap_or_default()) {
                    keys.push(row.get::<_, i64>(0)?);
                }
            }
            let mut by_day = std::collections::HashMap::new();
            if let Some((first, last)) = key_span(conn, account.key)? {
                let mut sums = vec![None; usize::try_from(last - first + 1).unwrap_or(0)];
                let mut places = Vec::new();
                each_pack(conn, account.key, range, |day, packed| {
                    sums.fill(None);
                    let whole =
                        packed.is_some_and(|packed| pack::add_into(packed, first, &mut sums, &mut places).is_ok());
                    if !whole {
                        sums.fill(None);
                        add_rows(conn, account.key, day, first, &mut sums)?;
                    }
                    let mut total = Added::default();
                    for key in &keys {
                        let place = usize::try_from(key - first).ok();
                        if let Some(added) = place.and_then(|place| sums.get(place)).and_then(Option::as_ref) {
                            total.add(added);
                        }
                    }
                    by_day.insert(day, total);
                    Ok(())
                })?;
            }
            let sum_of = |day: AccountDate| {
                let added = by_day.get(&day.number()).copied().unwrap_or_default();
                known.contains_key(&day.number()).then(|| added.sums(account.currency, account.seen))
            };
            Ok(range.days().map(|day| (day, sum_of(day))).collect())
        })
    }

    /// The words of an ad; `None` if its creative was never read.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn ad_words(&self, id: &AccountId, ad: &GraphId) -> Result<Option<AdWords>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?;
            let words = conn
                .prepare_cached(
                    "SELECT c.body, c.headline, c.description, c.call_to_action, c.link_url FROM ads d \
                     JOIN creatives c ON c.key = d.creative WHERE d.account = ?1 AND d.graph_id = ?2",
                )?
                .query_row(params![account.key, ad.as_str()], |row| {
                    Ok(AdWords {
                        body: row.get(0)?,
                        headline: row.get(1)?,
                        description: row.get(2)?,
                        call_to_action: row.get(3)?,
                        link: row.get(4)?,
                    })
                })
                .optional()?;
            Ok(words)
        })
    }

    /// Ads whose name has this text anywhere, in any case; newest first.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn ads_named(&self, id: &AccountId, text: &str, limit: u32) -> Result<Vec<NamedAd>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?;
            let escaped: String = text
                .chars()
                .flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c]))
                .collect();
            let mut statement = conn.prepare_cached(
                "SELECT d.graph_id, d.name, (SELECT p.sha256 FROM creative_pictures p WHERE p.creative = d.creative \
                 AND p.state = 'stored' ORDER BY p.role LIMIT 1) FROM ads d \
                 WHERE d.account = ?1 AND d.name LIKE ?2 ESCAPE '\\' ORDER BY d.created_time DESC, d.key DESC LIMIT ?3",
            )?;
            let found = statement.query_map(params![account.key, format!("%{escaped}%"), limit], |row| {
                Ok(NamedAd { id: GraphId(row.get(0)?), name: row.get(1)?, picture: row.get(2)? })
            })?;
            Ok(found.collect::<Result<_, _>>()?)
        })
    }
}
