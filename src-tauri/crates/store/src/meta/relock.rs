//! A better purchase type appeared: everything that was counted by the worse one is counted again.

use rusqlite::{Transaction, params};

use super::actions::{self, ActionBook, Relocked};
use super::ads::campaigns_of_ads;
use super::derive;
use super::metric::{METRIC_COLUMNS, METRICS};
use super::reads::Writing;
use super::rows::{self, RowWriter};
use crate::StoreError;

/// Recounts every stored row and total of the account by the types that are fixed now, and logs the change.
/// This is a correction of ours and no restatement of Meta's, so it does not go to the restatement log.
pub(crate) fn recompute(
    tx: &Transaction<'_>,
    account: i64,
    book: &ActionBook,
    relocked: &[Relocked],
    by: &Writing<'_>,
) -> Result<(), StoreError> {
    let days: Vec<i32> = tx
        .prepare_cached("SELECT day FROM synced_days WHERE account = ?1 ORDER BY day")?
        .query_map([account], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let campaigns = campaigns_of_ads(tx, account)?;
    let mut recounted = 0_i64;
    for day in days {
        let mut stored = rows::load_day(tx, account, day)?;
        let mut writer = RowWriter::new(tx, account, day)?;
        let mut moved = 0;
        for row in &mut stored {
            let mut values = row.values;
            book.fill(&row.actions.as_deref().map_or(Ok(Vec::new()), actions::from_text)?, &mut values);
            if values != row.values {
                row.values = values;
                writer.write(row)?;
                moved += 1;
            }
        }
        if moved > 0 {
            derive::write_day(tx, account, day, &stored, |ad| campaigns.get(&ad).copied())?;
            tx.prepare_cached("UPDATE synced_days SET checksum = ?3 WHERE account = ?1 AND day = ?2")?
                .execute(params![account, day, rows::checksum(stored.iter())])?;
        }
        recounted += moved;
    }
    recompute_totals(tx, account, book)?;
    for change in relocked {
        tx.prepare_cached(
            "INSERT INTO result_type_changes (account, event, old_type, new_type, at, run_id, rows) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![account, change.event.name, change.old, change.new, by.at.millis(), by.run(), recounted])?;
    }
    Ok(())
}

fn recompute_totals(tx: &Transaction<'_>, account: i64, book: &ActionBook) -> Result<(), StoreError> {
    for (table, campaign) in [("account_totals", "0"), ("campaign_totals", "campaign")] {
        let metrics = METRIC_COLUMNS.join(", ");
        let mut select =
            tx.prepare(&format!("SELECT day, {campaign}, {metrics}, actions FROM {table} WHERE account = ?1"))?;
        let mut rows = select.query([account])?;
        let mut moved = Vec::new();
        while let Some(row) = rows.next()? {
            let stored = rows::values_at(row, 2)?;
            let mut values = stored;
            let text: Option<String> = row.get(2 + METRICS)?;
            book.fill(&text.as_deref().map_or(Ok(Vec::new()), actions::from_text)?, &mut values);
            if values != stored {
                moved.push((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, values));
            }
        }
        let sets =
            METRIC_COLUMNS.iter().enumerate().map(|(at, column)| format!("{column} = ?{}", at + 4)).collect::<Vec<_>>();
        let mut update = tx.prepare(&format!(
            "UPDATE {table} SET {} WHERE account = ?1 AND day = ?2 AND {campaign} = ?3",
            sets.join(", ")
        ))?;
        for (day, campaign, values) in moved {
            let head = [Some(account), Some(day), Some(campaign)];
            update.execute(rusqlite::params_from_iter(head.into_iter().chain(values.0)))?;
        }
    }
    Ok(())
}
