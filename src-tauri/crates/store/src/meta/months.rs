//! Old months against Meta's own totals: the checksum of what the daily one does not look at any more.
//!
//! What is compared is the account's total as it was when its days were read, removed ads included: it stands for the
//! rows of those days. Only figures that add up over days are compared, because Meta's month is one row.

use rusqlite::{Connection, Transaction, params};
use units::{AccountDate, AccountId, DayRange, Timestamp};

use super::actions::ActionBook;
use super::metric::{Added, Additive};
use super::reads::{DayTotals, PeriodTotal, TotalRow, Writing};
use super::totals::{account_totals, values_of};
use super::{accounts, derive};
use crate::{Priority, Store, StoreError};

/// What adds up over days whatever Meta counts again later: no reach, and no reactions, which people take back.
const COMPARED: [Additive; 13] = [
    Additive::Spend,
    Additive::Impressions,
    Additive::Clicks,
    Additive::LinkClicks,
    Additive::Purchases,
    Additive::PurchaseValue,
    Additive::AddToCarts,
    Additive::Checkouts,
    Additive::ContentViews,
    Additive::Leads,
    Additive::Registrations,
    Additive::AppInstalls,
    Additive::LandingPageViews,
];

type Compared = [i64; COMPARED.len()];

impl Store {
    /// When the months of the account were last compared; `None` if they never were.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn months_checked_at(&self, id: &AccountId) -> Result<Option<Timestamp>, StoreError> {
        self.read(|conn| Ok(accounts::find(conn, id)?.months_checked_at))
    }

    /// Of these periods, those whose totals are not the sum of what is stored of their days.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn periods_that_moved(&self, id: &AccountId, periods: &[PeriodTotal]) -> Result<Vec<DayRange>, StoreError> {
        // New action types may be numbered on the way, so this needs the writer; there is nothing to fence.
        self.write(Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?.key;
            let mut book = ActionBook::load(tx, account)?;
            let mut moved = Vec::new();
            for period in periods {
                let stored = stored(tx, account, period.range)?;
                if stored != reported(tx, &mut book, period.total.as_ref())? {
                    moved.push(period.range);
                }
            }
            Ok(moved)
        })
    }

    /// Of the days in `totals`, those whose account total is not the one that was stored with their rows.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn account_days_that_moved(
        &self,
        id: &AccountId,
        totals: &[DayTotals],
    ) -> Result<Vec<AccountDate>, StoreError> {
        self.write(Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?.key;
            let mut book = ActionBook::load(tx, account)?;
            let mut moved = Vec::new();
            for day in totals {
                let stored = stored(tx, account, DayRange::ending(day.day, 1))?;
                let fresh = day.rows.iter().find(|row| row.campaign.is_none());
                if stored != reported(tx, &mut book, fresh)? {
                    moved.push(day.day);
                }
            }
            Ok(moved)
        })
    }

    /// Keeps that the months were compared now, and which days have to be read again.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected, [`StoreError::LeaseLost`], or the file cannot be
    /// written.
    pub fn note_months_checked(
        &self,
        id: &AccountId,
        moved: &[AccountDate],
        by: &Writing<'_>,
    ) -> Result<(), StoreError> {
        self.write_with_fence(by.fence, Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?.key;
            for day in moved {
                tx.prepare_cached("UPDATE synced_days SET stale = 1 WHERE account = ?1 AND day = ?2")?
                    .execute(params![account, day.number()])?;
            }
            tx.execute(
                "UPDATE ad_accounts SET months_checked_at = ?2 WHERE key = ?1",
                params![account, by.at.millis()],
            )?;
            Ok(())
        })
    }

    /// Days of the range that Meta reports otherwise than they are stored and that wait to be read again, oldest first.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn stale_days(&self, id: &AccountId, range: DayRange) -> Result<Vec<AccountDate>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?.key;
            let mut statement = conn.prepare_cached(
                "SELECT day FROM synced_days WHERE account = ?1 AND stale = 1 AND day BETWEEN ?2 AND ?3 ORDER BY day",
            )?;
            let days = statement
                .query_map(params![account, range.since().number(), range.until().number()], |row| {
                    Ok(AccountDate::from_number(row.get(0)?))
                })?;
            Ok(days.collect::<Result<_, _>>()?)
        })
    }
}

/// The sum of the stored days: the totals that were stored with their rows, and where a sync ended before it stored
/// those, the rows themselves.
fn stored(conn: &Connection, account: i64, range: DayRange) -> Result<Compared, StoreError> {
    let totals = account_totals(conn, account, range)?;
    let mut sum = Added::default();
    for total in totals.values() {
        sum.add(&Added::of(&total.values));
    }
    for (day, added) in derive::account_days(conn, account, range)? {
        if !totals.contains_key(&day) {
            sum.add(&added);
        }
    }
    Ok(compared(&sum))
}

/// A total as it is reported; none at all is nothing delivered.
fn reported(tx: &Transaction<'_>, book: &mut ActionBook, row: Option<&TotalRow>) -> Result<Compared, StoreError> {
    match row {
        Some(row) => Ok(compared(&Added::of(&values_of(tx, book, row)?))),
        None => Ok(Compared::default()),
    }
}

fn compared(sum: &Added) -> Compared {
    COMPARED.map(|figure| sum.0[figure as usize])
}
