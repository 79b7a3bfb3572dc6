//! Totals as Meta reports them: which days delivered, which moved, and what the sum of the ads is reconciled with.

use std::collections::BTreeSet;

use store::meta::{Asked, DayTotals};
use units::{AccountDate, DayRange};

use super::session::Session;
use super::{plan, source};
use crate::failure::Failure;

/// Days of account totals in one question.
pub const PIECE_DAYS: u32 = 90;
/// Days of campaign totals in one question; several are asked side by side.
const CHECKSUM_DAYS: u32 = 7;

/// Totals of some days, kept until the rows of their days are stored.
#[derive(Debug, Default)]
pub struct Totals {
    account: Vec<DayTotals>,
    campaigns: Vec<DayTotals>,
}

impl Totals {
    /// Those of the account.
    pub async fn of_account(session: &Session, range: DayRange) -> Result<Self, Failure> {
        let pieces = plan::pieces(range, PIECE_DAYS);
        let questions = pieces.into_iter().map(|piece| source::account_totals(session, piece));
        Ok(Self { account: futures::future::try_join_all(questions).await?.concat(), campaigns: Vec::new() })
    }

    /// Those of the campaigns.
    pub async fn of_campaigns(session: &Session, range: Option<DayRange>) -> Result<Self, Failure> {
        // Pieces cost a page each that is not full; where requests go one by one they would gain nothing.
        let side_by_side = session.client.budget().lanes > 1;
        let days = if side_by_side { CHECKSUM_DAYS } else { PIECE_DAYS };
        let pieces = range.map(|range| plan::pieces(range, days)).unwrap_or_default();
        let questions = pieces.into_iter().map(|piece| source::campaign_totals(session, piece));
        Ok(Self { account: Vec::new(), campaigns: futures::future::try_join_all(questions).await?.concat() })
    }

    /// Takes in totals of other days or of the other kind.
    pub fn add(&mut self, other: Self) {
        self.account.extend(other.account);
        self.campaigns.extend(other.campaigns);
    }

    /// Takes in newer totals of single days of the account.
    pub fn replace(&mut self, newer: Vec<DayTotals>) {
        self.account.retain(|totals| newer.iter().all(|other| other.day != totals.day));
        self.account.extend(newer);
    }

    /// The totals of the campaigns: the checksum of their days.
    pub fn campaigns(&self) -> &[DayTotals] {
        &self.campaigns
    }

    /// Whether anything was shown on that day: an account without a row had no delivery.
    pub fn delivered(&self, day: AccountDate) -> bool {
        self.account.iter().any(|totals| totals.day == day && !totals.rows.is_empty())
    }

    /// Days before `mature_before` that are not read now and whose total is stored.
    pub async fn kept_before(
        &self,
        session: &Session,
        mature_before: AccountDate,
        read_now: &[AccountDate],
    ) -> Result<BTreeSet<AccountDate>, Failure> {
        let days = self.account.iter().map(|totals| totals.day);
        let old: BTreeSet<AccountDate> = days.filter(|day| *day < mature_before && !read_now.contains(day)).collect();
        let (Some(first), Some(last)) = (old.first(), old.last()) else { return Ok(BTreeSet::new()) };
        let Ok(span) = DayRange::new(*first, *last) else { return Ok(BTreeSet::new()) };
        let stored = session.read(move |store, account| store.days_with_totals(account, span)).await?;
        Ok(stored.into_iter().filter(|day| old.contains(day)).collect())
    }

    /// Stores them; to be called when the rows of their days are. Of the account's own only those of confirmed days are
    /// stored: a total stands for the rows that were read with it.
    pub async fn store(
        mut self,
        session: &Session,
        is_confirmed: impl Fn(AccountDate) -> bool + Send,
    ) -> Result<(), Failure> {
        self.account.retain(|totals| is_confirmed(totals.day));
        session
            .write(move |store, account, by| {
                store.store_totals(account, source::ASKED, &self.account, by)?;
                store.store_totals(account, Asked::CHECKSUM, &self.campaigns, by)
            })
            .await
    }
}
