//! A complete read of a day becomes the truth of that day.
//!
//! A day is applied in one commit. What Meta returned replaces what was stored: rows that changed or vanished go to the restatement
//! log first, rows that are equal are not touched, and figures that were not asked for keep their stored value. In the
//! same commit the ledger of days and the day's aggregates are renewed, so a page never sees one without the other.

use std::collections::HashMap;

use rusqlite::{Transaction, params};
use units::{AccountDate, AccountId, Currency, Quantity};

use super::accounts::{self, Account};
use super::actions::{self, ActionBook, KeyedAction, Relocked};
use super::ads::AdIndex;
use super::metric::Values;
use super::reads::{Applied, Asked, DayRead, Figures, InsightRow, SliceRead, WindowedAction, Writing};
use super::restatements::{self, Logging};
use super::rows::{self, RowWriter, StoredRow};
use super::{derive, relock, totals};
use crate::{Priority, Store, StoreError};

/// Days are committed together until they hold this many rows: a small account does not pay one disk flush for each of
/// 90 days, and no commit keeps a job's own small one waiting for long.
const ROWS_A_COMMIT: usize = 2000;

impl Store {
    /// Applies complete days in the given order: a day is never split over commits, and short days share one. A second
    /// identical read changes nothing.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`]: the commits before it are stored. [`StoreError::NoSuchRow`] if the account is not
    /// connected, [`StoreError::Constraint`] if an amount is in another currency, or the file cannot be written.
    pub fn apply_slice(&self, id: &AccountId, slice: &SliceRead, by: &Writing<'_>) -> Result<Applied, StoreError> {
        let mut applied = Applied::default();
        let mut left = slice.days.as_slice();
        while !left.is_empty() {
            let (commit, rest) = left.split_at(days_of_a_commit(left));
            left = rest;
            let one = self.write_with_fence(by.fence, Priority::Bulk, |tx| {
                commit.iter().try_fold(Applied::default(), |sum, day| {
                    Ok(sum.and(apply_day(tx, &accounts::find(tx, id)?, slice.asked, day, by)?))
                })
            })?;
            applied = applied.and(one);
        }
        Ok(applied)
    }
}

fn days_of_a_commit(days: &[DayRead]) -> usize {
    let mut rows = 0;
    let fitting = days.iter().take_while(|day| {
        rows += day.rows.len();
        rows <= ROWS_A_COMMIT
    });
    fitting.count().max(1)
}

fn apply_day(
    tx: &Transaction<'_>,
    account: &Account,
    asked: Asked,
    read: &DayRead,
    by: &Writing<'_>,
) -> Result<Applied, StoreError> {
    let day = read.day.number();
    let known = ledger(tx, account.key, day)?;
    let old = if known.is_some() { rows::load_day(tx, account.key, day)? } else { Vec::new() };
    let mut ads = AdIndex::load(tx, account.key, by.at)?;
    let mut book = ActionBook::load(tx, account.key)?;
    let mut relocked = Vec::new();
    let fresh = resolve(tx, account.currency, read, by, &mut ads, &mut book, &mut relocked)?;
    if asked.contains(Asked::ACTIONS) {
        book.save_locks(tx, account.key, by.at)?;
    }
    if !relocked.is_empty() {
        relock::recompute(tx, account.key, &book, &relocked, by)?;
    }
    // Recomputing changes stored rows of this day too; what they were before Meta's new read is the recomputed form.
    let old = if relocked.is_empty() { old } else { rows::load_day(tx, account.key, day)? };
    let logging =
        Logging { account: account.key, day, today: account.zone.day_of(by.at).number(), at: by.at, run: by.run() };
    let merged = merge(tx, &logging, asked, &book, &old, fresh)?;
    if merged.applied.changed_rows() > 0 || known.is_none() {
        derive::write_day(tx, account.key, day, &merged.rows, |ad| ads.campaign(ad))?;
    }
    let seen = merged.rows.iter().fold(account.seen.0, |seen, row| seen | row.values.seen());
    if seen != account.seen.0 {
        tx.prepare_cached("UPDATE ad_accounts SET seen_metrics = seen_metrics | ?2 WHERE key = ?1")?
            .execute(params![account.key, seen])?;
    }
    if merged.rows.is_empty() && !old.is_empty() {
        totals::forget_day(tx, account.key, day)?;
    }
    if !asked.contains(Asked::WINDOWS) && known.is_some_and(|asked| asked & i64::from(Asked::WINDOWS.0) != 0) {
        forget_windows(tx, account.key, day)?;
    }
    note_day(tx, account, read.day, asked, &merged.rows, by)?;
    Ok(Applied { days: 1, rows: read.rows.len() as u64, ..merged.applied })
}

/// A row of the read with keys instead of names.
struct Fresh<'a> {
    ad: i64,
    attribution: Option<i64>,
    figures: Values,
    actions: Vec<KeyedAction>,
    windows: &'a [WindowedAction],
}

fn resolve<'a>(
    tx: &Transaction<'_>,
    currency: Currency,
    read: &'a DayRead,
    by: &Writing<'_>,
    ads: &mut AdIndex,
    book: &mut ActionBook,
    relocked: &mut Vec<Relocked>,
) -> Result<Vec<Fresh<'a>>, StoreError> {
    let mut settings = Attributions::load(tx)?;
    let mut fresh: Vec<Fresh<'a>> = Vec::with_capacity(read.rows.len());
    for row in &read.rows {
        check_currency(&row.figures, currency)?;
        let actions = book.keyed(tx, &row.actions)?;
        book.lock_better(&actions, relocked);
        fresh.push(Fresh {
            ad: ads.key(tx, row)?,
            attribution: settings.key(tx, row)?,
            figures: Values::of(&row.figures),
            actions,
            windows: &row.windows,
        });
    }
    tracing::trace!(rows = fresh.len(), run = by.run(), "day resolved");
    // Data may shift under the paging, so one ad can come twice; the later row is the newer one.
    fresh.sort_by_key(|row| row.ad);
    fresh.reverse();
    fresh.dedup_by_key(|row| row.ad);
    fresh.reverse();
    Ok(fresh)
}

/// Amounts in another currency must never meet.
pub(crate) fn check_currency(figures: &Figures, currency: Currency) -> Result<(), StoreError> {
    match figures.spend {
        Some(spend) if spend.currency() != currency => {
            Err(StoreError::Constraint(format!("{} in an account that counts in {currency}", spend.currency())))
        }
        _ => Ok(()),
    }
}

struct Merged {
    rows: Vec<StoredRow>,
    applied: Applied,
}

/// Walks the old and the fresh rows of a day side by side.
fn merge(
    tx: &Transaction<'_>,
    logging: &Logging,
    asked: Asked,
    book: &ActionBook,
    old: &[StoredRow],
    fresh: Vec<Fresh<'_>>,
) -> Result<Merged, StoreError> {
    let mut writer = RowWriter::new(tx, logging.account, logging.day)?;
    let mut applied = Applied::default();
    let mut rows = Vec::with_capacity(fresh.len());
    let mut old = old.iter().peekable();
    for row in fresh {
        while let Some(gone) = old.next_if(|stored| stored.ad < row.ad) {
            restatements::log(tx, logging, gone, true)?;
            rows::delete(tx, logging.account, logging.day, gone.ad)?;
            applied.vanished += 1;
        }
        let stored = old.next_if(|stored| stored.ad == row.ad);
        let next = merged_row(asked, book, stored, &row);
        let windows_moved = asked.contains(Asked::WINDOWS) && write_windows(tx, logging, book, &row, stored.is_some())?;
        match stored {
            None => {
                writer.write(&next)?;
                applied.inserted += 1;
            }
            Some(stored) if *stored != next => {
                restatements::log(tx, logging, stored, false)?;
                writer.write(&next)?;
                applied.changed += 1;
            }
            Some(_equal) => applied.changed += u64::from(windows_moved),
        }
        rows.push(next);
    }
    for gone in old {
        restatements::log(tx, logging, gone, true)?;
        rows::delete(tx, logging.account, logging.day, gone.ad)?;
        applied.vanished += 1;
    }
    Ok(Merged { rows, applied })
}

/// The row as it is from now on: what was asked for from the read, the rest as it was stored.
fn merged_row(asked: Asked, book: &ActionBook, stored: Option<&StoredRow>, row: &Fresh<'_>) -> StoredRow {
    let mut values = row.figures;
    book.fill(&row.actions, &mut values);
    let mut actions = actions::to_text(&row.actions);
    let mut attribution = row.attribution;
    if let Some(stored) = stored {
        values = values.or_kept(&stored.values, asked);
        if !asked.contains(Asked::ACTIONS) {
            actions.clone_from(&stored.actions);
        }
        if !asked.contains(Asked::ATTRIBUTION) {
            attribution = stored.attribution;
        }
    }
    StoredRow { ad: row.ad, attribution, values, actions }
}

type Window = (i64, String, Option<i64>, Option<i64>);

/// Windows are as new as the rows that they belong to, or not there: a day that was read without them has none.
fn forget_windows(tx: &Transaction<'_>, account: i64, day: i32) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM insight_windows WHERE account = ?1 AND day = ?2")?.execute(params![account, day])?;
    Ok(())
}

/// Replaces the windows of a row; says whether anything was different. Only events that can be a result are kept: an
/// ad has dozens of action types, and nobody asks for their windows.
fn write_windows(
    tx: &Transaction<'_>,
    to: &Logging,
    book: &ActionBook,
    row: &Fresh<'_>,
    may_exist: bool,
) -> Result<bool, StoreError> {
    let kept = row.windows.iter().filter_map(|window| {
        let (count, value) = (window.count.map(Quantity::micros), window.value.map(Quantity::micros));
        Some((book.event_type(&window.kind)?, window.window.to_string(), count, value))
    });
    let mut next: Vec<Window> = kept.collect();
    next.sort();
    if may_exist {
        let stored: Vec<Window> = tx
            .prepare_cached(
                "SELECT action_type, window, count_micros, value_micros FROM insight_windows \
                 WHERE account = ?1 AND day = ?2 AND ad = ?3 ORDER BY action_type, window",
            )?
            .query_map(params![to.account, to.day, row.ad], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?
            .collect::<Result<_, _>>()?;
        if stored == next {
            return Ok(false);
        }
        tx.prepare_cached("DELETE FROM insight_windows WHERE account = ?1 AND day = ?2 AND ad = ?3")?
            .execute(params![to.account, to.day, row.ad])?;
    }
    let mut insert = tx.prepare_cached(
        "INSERT OR REPLACE INTO insight_windows (account, day, ad, action_type, window, count_micros, value_micros) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (kind, window, count, value) in next {
        insert.execute(params![to.account, to.day, row.ad, kind, window, count, value])?;
    }
    Ok(true)
}

fn ledger(tx: &Transaction<'_>, account: i64, day: i32) -> Result<Option<i64>, StoreError> {
    use rusqlite::OptionalExtension as _;
    Ok(tx
        .prepare_cached("SELECT asked FROM synced_days WHERE account = ?1 AND day = ?2")?
        .query_row(params![account, day], |row| row.get(0))
        .optional()?)
}

fn note_day(
    tx: &Transaction<'_>,
    account: &Account,
    day: AccountDate,
    asked: Asked,
    rows: &[StoredRow],
    by: &Writing<'_>,
) -> Result<(), StoreError> {
    // A day that was still going on when it was read holds "so far" and is read again.
    let is_over = account.zone.day_of(by.at) > day;
    tx.prepare_cached(
        "INSERT INTO synced_days (account, day, complete, asked, rows, checksum, fetched_at, run_id) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (account, day) DO UPDATE SET complete = MAX(complete, excluded.complete), \
         asked = (asked & ~?9) | excluded.asked, stale = 0, rows = excluded.rows, checksum = excluded.checksum, fetched_at = excluded.fetched_at, \
         run_id = excluded.run_id",
    )?
    .execute(params![
        account.key,
        day.number(),
        is_over,
        asked.0,
        rows.len() as i64,
        rows::checksum(rows.iter()),
        by.at.millis(),
        by.run(),
        // Windows are forgotten with a read that does not bring them.
        Asked::WINDOWS.0
    ])?;
    Ok(())
}

/// The dictionary of attribution settings.
struct Attributions {
    keys: HashMap<String, i64>,
}

impl Attributions {
    fn load(tx: &Transaction<'_>) -> Result<Self, StoreError> {
        let mut statement = tx.prepare_cached("SELECT name, key FROM attribution_settings")?;
        let keys = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        Ok(Self { keys })
    }

    fn key(&mut self, tx: &Transaction<'_>, row: &InsightRow) -> Result<Option<i64>, StoreError> {
        let Some(name) = row.attribution.as_deref() else { return Ok(None) };
        if let Some(&key) = self.keys.get(name) {
            return Ok(Some(key));
        }
        let key = self.keys.values().copied().max().unwrap_or(0).max(99) + 1;
        tx.prepare_cached("INSERT INTO attribution_settings (key, name) VALUES (?1, ?2)")?
            .execute(params![key, name])?;
        self.keys.insert(name.to_owned(), key);
        Ok(Some(key))
    }
}
