//! What counts in an account, what it may cost, and what may be spent in a month.

use rusqlite::{Connection, Transaction, params};
use units::{AccountId, Currency, GraphId, Money, Ratio, Timestamp};

use super::accounts;
use super::ads::campaign_stub;
use crate::{Priority, Store, StoreError};

/// Targets of an account, or of one campaign in place of the account's. `None` is "not said".
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Targets {
    /// Highest cost per result that is still good.
    pub cost_per_result: Option<Money>,
    /// Lowest return on ad spend that is still good.
    pub roas: Option<Ratio>,
    /// Value of an average order.
    pub average_order: Option<Money>,
    /// Share of an order that is left after its own costs, from 0 to 1.
    pub margin: Option<Ratio>,
    /// What may be spent in a calendar month. Of the account only.
    pub monthly_budget: Option<Money>,
}

/// Targets with what they are for.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredTargets {
    /// The campaign; `None` for the account.
    pub campaign: Option<GraphId>,
    /// The word of the result that counts, e.g. `purchases`; `None` is "by the campaign's objective".
    pub result_kind: Option<String>,
    /// The figures.
    pub targets: Targets,
    /// Whether the questions were skipped.
    pub skipped: bool,
    /// When they were answered.
    pub answered_at: Timestamp,
}

impl Store {
    /// Replaces the targets of an account or of one campaign.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected, [`StoreError::Constraint`] for an amount in another
    /// currency or a figure that is not positive.
    pub fn set_targets(&self, id: &AccountId, stored: &StoredTargets) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?;
            let campaign = match &stored.campaign {
                Some(campaign) => campaign_stub(tx, account.key, campaign.as_str(), None, stored.answered_at)?,
                None => 0,
            };
            write(tx, account.key, account.currency, campaign, stored)
        })
    }

    /// Forgets the targets of one campaign, so that the account's hold again.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn clear_campaign_targets(&self, id: &AccountId, campaign: &GraphId) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            let account = accounts::find(tx, id)?.key;
            tx.execute(
                "DELETE FROM targets WHERE account = ?1 AND campaign = (SELECT key FROM campaigns WHERE account = ?1 AND graph_id = ?2)",
                params![account, campaign.as_str()],
            )?;
            Ok(())
        })
    }

    /// The account's targets, then those of campaigns. Empty: never asked.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn targets(&self, id: &AccountId) -> Result<Vec<StoredTargets>, StoreError> {
        self.read(|conn| {
            let account = accounts::find(conn, id)?;
            load(conn, account.key, account.currency)
        })
    }
}

fn write(
    tx: &Transaction<'_>,
    account: i64,
    currency: Currency,
    campaign: i64,
    stored: &StoredTargets,
) -> Result<(), StoreError> {
    let amount = |money: Option<Money>| match money {
        Some(money) if money.currency() != currency => {
            Err(StoreError::Constraint(format!("a target in {} for an account in {currency}", money.currency())))
        }
        other => Ok(other.map(Money::micros)),
    };
    let ratio = |ratio: Option<Ratio>| ratio.map(|r| (r.fraction() * 1_000_000.0).round() as i64);
    let targets = &stored.targets;
    tx.execute(
        "INSERT OR REPLACE INTO targets (account, campaign, result_kind, target_cost_micros, target_roas_micros, average_order_micros, \
         margin_micros, monthly_budget_micros, skipped, answered_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            account,
            campaign,
            stored.result_kind,
            amount(targets.cost_per_result)?,
            ratio(targets.roas),
            amount(targets.average_order)?,
            ratio(targets.margin),
            amount(targets.monthly_budget)?,
            stored.skipped,
            stored.answered_at.millis()
        ],
    )?;
    Ok(())
}

fn load(conn: &Connection, account: i64, currency: Currency) -> Result<Vec<StoredTargets>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT c.graph_id, t.result_kind, t.target_cost_micros, t.target_roas_micros, t.average_order_micros, t.margin_micros, \
         t.monthly_budget_micros, t.skipped, t.answered_at FROM targets t LEFT JOIN campaigns c ON c.key = t.campaign \
         WHERE t.account = ?1 ORDER BY t.campaign",
    )?;
    let mut rows = statement.query([account])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let money =
            |at: usize| row.get::<_, Option<i64>>(at).map(|m| m.map(|micros| Money::from_micros(micros, currency)));
        let ratio =
            |at: usize| row.get::<_, Option<i64>>(at).map(|r| r.and_then(|micros| Ratio::new(micros as f64 / 1e6)));
        all.push(StoredTargets {
            campaign: row.get::<_, Option<String>>(0)?.map(GraphId),
            result_kind: row.get(1)?,
            targets: Targets {
                cost_per_result: money(2)?,
                roas: ratio(3)?,
                average_order: money(4)?,
                margin: ratio(5)?,
                monthly_budget: money(6)?,
            },
            skipped: row.get(7)?,
            answered_at: Timestamp::from_millis(row.get(8)?),
        });
    }
    Ok(all)
}
