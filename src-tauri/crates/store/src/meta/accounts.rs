//! Ad accounts: who they are, how they are reached, and what may be done with them. Never a token.

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};
use units::{AccountDate, AccountId, Currency, Money, Timestamp, Zone};

use super::linking;
use super::metric::Seen;
use super::object_reads::AccountRead;
use super::reads::Writing;
use crate::{Priority, Store, StoreError};

/// A demo account: the simulator answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAccount {
    /// Which story it tells.
    pub story: String,
    /// Its seed.
    pub seed: u64,
    /// The story's last day, if it was fixed.
    pub as_of: Option<AccountDate>,
}

/// An account that is to be connected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Its id.
    pub id: AccountId,
    /// What Meta says about it.
    pub read: AccountRead,
    /// Where the Graph API is.
    pub graph_url: String,
    /// If it is a demo account.
    pub demo: Option<DemoAccount>,
}

/// What is known about the token, without the token.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TokenFacts {
    /// Name of the secret in the keychain.
    pub reference: Option<String>,
    /// Its last four characters, to tell tokens apart.
    pub last_four: Option<String>,
    /// Whose token it is.
    pub owner: Option<String>,
    /// When it ends; `None` is never, or not known.
    pub expires_at: Option<Timestamp>,
    /// Rights that it has, e.g. `ads_read`.
    pub rights: Vec<String>,
}

/// A connected ad account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Its small key in facts.
    pub(crate) key: i64,
    /// Its name.
    pub name: String,
    /// Its currency; `XXX` while it was never read.
    pub currency: Currency,
    /// The zone of its days.
    pub zone: Zone,
    /// `account_status`; 1 is active.
    pub status: Option<i64>,
    /// All that was ever spent.
    pub amount_spent: Option<Money>,
    /// The account's own limit.
    pub spend_cap: Option<Money>,
    /// The business it belongs to.
    pub business_name: Option<String>,
    /// Where the Graph API is.
    pub graph_url: String,
    /// If it is a demo account.
    pub demo: Option<DemoAccount>,
    /// About its token.
    pub token: TokenFacts,
    /// When the rights were last checked.
    pub rights_checked_at: Option<Timestamp>,
    /// When it was connected.
    pub connected_at: Timestamp,
    /// When a sync last ended.
    pub synced_at: Option<Timestamp>,
    /// Whether syncs ask for results by attribution window too.
    pub reads_windows: bool,
    pub(crate) months_checked_at: Option<Timestamp>,
    pub(crate) seen: Seen,
}

impl Account {
    /// What people call it: its name, or its id while no name was read.
    #[must_use]
    pub fn called(&self) -> String {
        if self.name.trim().is_empty() { self.id.to_string() } else { self.name.clone() }
    }
}

/// Currency or time zone are not what they were, so days and amounts would be mixed. Nothing was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountDrift {
    /// Stored currency and the one that was read.
    pub currency: Option<(Currency, Currency)>,
    /// Stored zone and the one that was read.
    pub zone: Option<(Zone, Zone)>,
}

/// A brand that an account advertises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandLink {
    /// Key of the brand.
    pub brand_id: String,
    /// Its name.
    pub name: String,
    /// Whether this account is the brand's main one.
    pub is_primary: bool,
}

/// Facts with an account column, children before parents: what goes when an account is removed.
const TABLES_OF_AN_ACCOUNT: [&str; 16] = [
    "insight_windows",
    "insight_rows",
    "synced_days",
    "account_totals",
    "campaign_totals",
    "reach_windows",
    "object_changes",
    "activities",
    "restatements",
    "derived_account_days",
    "derived_campaign_days",
    "derived_packed_days",
    "ads",
    "creatives",
    "ad_sets",
    "campaigns",
];

const COLUMNS: &str = "graph_id, key, name, currency, time_zone, status, amount_spent_micros, spend_cap_micros, \
     business_name, graph_url, demo_story, demo_seed, demo_as_of, token_ref, token_last_four, token_owner, \
     token_expires_at, rights, rights_checked_at, connected_at, synced_at, seen_metrics, \
     reads_windows, months_checked_at";

impl Store {
    /// Adds an account, or updates how it is reached if it is connected already.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if it is connected with another currency or time zone, or the file cannot be written.
    pub fn connect_account(&self, new: &NewAccount, at: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            match find(tx, &new.id) {
                Ok(stored) if drift(&stored, &new.read).is_some() => {
                    let what = format!("{} was {} in {} before", new.id, stored.currency, stored.zone);
                    return Err(StoreError::Constraint(what));
                }
                Ok(_) | Err(StoreError::NoSuchRow { .. }) => {}
                Err(error) => return Err(error),
            }
            let demo = new.demo.as_ref();
            tx.execute(
                "INSERT INTO ad_accounts (graph_id, name, currency, time_zone, graph_url, demo_story, demo_seed, demo_as_of, connected_at) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (graph_id) DO UPDATE SET graph_url = excluded.graph_url, \
                 demo_story = excluded.demo_story, demo_seed = excluded.demo_seed, demo_as_of = excluded.demo_as_of",
                params![
                    new.id.digits(),
                    new.read.name,
                    new.read.currency.code(),
                    new.read.zone.name(),
                    new.graph_url,
                    demo.map(|d| d.story.as_str()),
                    demo.map(|d| d.seed.cast_signed()),
                    demo.and_then(|d| d.as_of).map(AccountDate::number),
                    at.millis()
                ],
            )?;
            update_facts(tx, &new.id, &new.read)
        })
    }

    /// Stores what was read about the account now; refuses to mix currencies or time zones.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if it is not connected, [`StoreError::LeaseLost`], or the file cannot be written.
    pub fn note_account(
        &self,
        id: &AccountId,
        read: &AccountRead,
        by: &Writing<'_>,
    ) -> Result<Option<AccountDrift>, StoreError> {
        self.write_with_fence(by.fence, Priority::Bulk, |tx| {
            let stored = find(tx, id)?;
            if let Some(drift) = drift(&stored, read) {
                return Ok(Some(drift));
            }
            update_facts(tx, id, read)?;
            Ok(None)
        })
    }

    /// Marks the end of a sync.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`], or the file cannot be written.
    pub fn mark_synced(&self, id: &AccountId, by: &Writing<'_>) -> Result<(), StoreError> {
        self.write_with_fence(by.fence, Priority::Bulk, |tx| {
            tx.execute(
                "UPDATE ad_accounts SET synced_at = ?2 WHERE graph_id = ?1",
                params![id.digits(), by.at.millis()],
            )?;
            Ok(())
        })
    }

    /// Stores what is known about the token.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected, or the file cannot be written.
    pub fn set_token_facts(&self, id: &AccountId, facts: &TokenFacts, at: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            let rights = serde_json::json!(facts.rights).to_string();
            let changed = tx.execute(
                "UPDATE ad_accounts SET token_ref = ?2, token_last_four = ?3, token_owner = ?4, token_expires_at = ?5, rights = ?6, \
                 rights_checked_at = ?7 WHERE graph_id = ?1",
                params![
                    id.digits(),
                    facts.reference,
                    facts.last_four,
                    facts.owner,
                    facts.expires_at.map(Timestamp::millis),
                    rights,
                    at.millis()
                ],
            )?;
            if changed == 0 { Err(missing(id)) } else { Ok(()) }
        })
    }

    /// All connected accounts, in the order they were connected.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be read.
    pub fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM ad_accounts ORDER BY key"))?;
            let mut rows = statement.query([])?;
            let mut accounts = Vec::new();
            while let Some(row) = rows.next()? {
                accounts.push(account_of(row)?);
            }
            Ok(accounts)
        })
    }

    /// One connected account.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if it is not connected.
    pub fn account(&self, id: &AccountId) -> Result<Account, StoreError> {
        self.read(|conn| find(conn, id))
    }

    /// Removes an account with everything that was read from it. Pictures that nothing else shows go too. Runs that
    /// wait under one of its `keys` (of concurrency) are cancelled, and one that is under way keeps everything as it is:
    /// the answer is whether the account was removed.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if it is not connected, or the file cannot be written.
    pub fn remove_account(&self, id: &AccountId, keys: &[String], now: Timestamp) -> Result<bool, StoreError> {
        self.write(Priority::Bulk, |tx| {
            let account = find(tx, id)?;
            if !crate::jobs::end_under(tx, keys, now)? {
                return Ok(false);
            }
            for table in TABLES_OF_AN_ACCOUNT {
                tx.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [account.key])?;
            }
            tx.execute("DELETE FROM ad_accounts WHERE key = ?1", [account.key])?;
            linking::forget_refused(tx, id)?;
            for table in ["graph_waits", "graph_usage", "request_counters"] {
                tx.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [id.digits()])?;
            }
            tx.execute(
                "DELETE FROM media WHERE source = 'synced' AND NOT EXISTS (SELECT 1 FROM creative_pictures p WHERE p.sha256 = media.sha256)",
                [],
            )?;
            Ok(true)
        })
    }

    /// Says that an account advertises a brand.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected, [`StoreError::Constraint`] if there is no such brand.
    pub fn link_brand(&self, id: &AccountId, brand_id: &str, is_primary: bool) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            let account = find(tx, id)?;
            tx.execute(
                "INSERT INTO account_brands (account, brand_id, is_primary) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (account, brand_id) DO UPDATE SET is_primary = excluded.is_primary",
                params![account.key, brand_id, is_primary],
            )?;
            Ok(())
        })
    }

    /// Takes that back.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn unlink_brand(&self, id: &AccountId, brand_id: &str) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| {
            let account = find(tx, id)?;
            tx.execute(
                "DELETE FROM account_brands WHERE account = ?1 AND brand_id = ?2",
                params![account.key, brand_id],
            )?;
            Ok(())
        })
    }

    /// The brands that an account advertises.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`] if the account is not connected.
    pub fn brands_of(&self, id: &AccountId) -> Result<Vec<BrandLink>, StoreError> {
        self.read(|conn| {
            let account = find(conn, id)?;
            let mut statement = conn.prepare_cached(
                "SELECT b.id, b.name, l.is_primary FROM account_brands l JOIN brands b ON b.id = l.brand_id WHERE l.account = ?1 ORDER BY b.name",
            )?;
            let links = statement.query_map([account.key], |row| {
                Ok(BrandLink { brand_id: row.get(0)?, name: row.get(1)?, is_primary: row.get(2)? })
            })?;
            Ok(links.collect::<Result<_, _>>()?)
        })
    }

    /// The accounts of a brand, main one first. A brand without an account is no error: the list is empty.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be read.
    pub fn accounts_of_brand(&self, brand_id: &str) -> Result<Vec<AccountId>, StoreError> {
        self.read(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT a.graph_id FROM account_brands l JOIN ad_accounts a ON a.key = l.account WHERE l.brand_id = ?1 \
                 ORDER BY l.is_primary DESC, a.key",
            )?;
            let mut rows = statement.query([brand_id])?;
            let mut ids = Vec::new();
            while let Some(row) = rows.next()? {
                ids.push(account_id(&row.get::<_, String>(0)?)?);
            }
            Ok(ids)
        })
    }
}

fn drift(stored: &Account, read: &AccountRead) -> Option<AccountDrift> {
    let was_read = stored.currency.code() != "XXX";
    let drift = AccountDrift {
        currency: (was_read && stored.currency != read.currency).then_some((stored.currency, read.currency)),
        zone: (was_read && stored.zone != read.zone).then_some((stored.zone, read.zone)),
    };
    (drift.currency.is_some() || drift.zone.is_some()).then_some(drift)
}

fn update_facts(tx: &Transaction<'_>, id: &AccountId, read: &AccountRead) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE ad_accounts SET name = ?2, currency = ?3, time_zone = ?4, status = COALESCE(?5, status), \
         amount_spent_micros = COALESCE(?6, amount_spent_micros), spend_cap_micros = COALESCE(?7, spend_cap_micros), \
         created_time = COALESCE(?8, created_time), business_name = COALESCE(?9, business_name) WHERE graph_id = ?1",
        params![
            id.digits(),
            read.name,
            read.currency.code(),
            read.zone.name(),
            read.status,
            read.amount_spent.map(Money::micros),
            read.spend_cap.map(Money::micros),
            read.created_time.map(Timestamp::millis),
            read.business_name
        ],
    )?;
    Ok(())
}

fn missing(id: &AccountId) -> StoreError {
    StoreError::NoSuchRow { kind: "ad account", id: id.to_string() }
}

/// Reads one account.
pub(crate) fn find(conn: &Connection, id: &AccountId) -> Result<Account, StoreError> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM ad_accounts WHERE graph_id = ?1"))?
        .query_row([id.digits()], |row| Ok(account_of(row)))
        .optional()?
        .ok_or_else(|| missing(id))?
}

fn account_id(digits: &str) -> Result<AccountId, StoreError> {
    AccountId::parse(digits)
        .map_err(|_bad| StoreError::Unreadable { column: "ad_accounts.graph_id", value: digits.to_owned() })
}

fn account_of(row: &Row<'_>) -> Result<Account, StoreError> {
    let (digits, currency, zone): (String, String, String) = (row.get(0)?, row.get(3)?, row.get(4)?);
    let currency = Currency::parse(&currency)
        .map_err(|_bad| StoreError::Unreadable { column: "ad_accounts.currency", value: currency.clone() })?;
    let zone = Zone::parse(&zone)
        .map_err(|_bad| StoreError::Unreadable { column: "ad_accounts.time_zone", value: zone.clone() })?;
    let instant = |at: usize| row.get::<_, Option<i64>>(at).map(|millis| millis.map(Timestamp::from_millis));
    let money = |at: usize| row.get::<_, Option<i64>>(at).map(|micros| micros.map(|m| Money::from_micros(m, currency)));
    let story: Option<String> = row.get(10)?;
    let demo = match story {
        Some(story) => Some(DemoAccount {
            story,
            seed: row.get::<_, Option<i64>>(11)?.unwrap_or(0).cast_unsigned(),
            as_of: row.get::<_, Option<i32>>(12)?.map(AccountDate::from_number),
        }),
        None => None,
    };
    let rights: Option<String> = row.get(17)?;
    let rights = match rights {
        Some(json) => serde_json::from_str(&json)
            .map_err(|_bad| StoreError::Unreadable { column: "ad_accounts.rights", value: json.clone() })?,
        None => Vec::new(),
    };
    Ok(Account {
        id: account_id(&digits)?,
        key: row.get(1)?,
        name: row.get(2)?,
        currency,
        zone,
        status: row.get(5)?,
        amount_spent: money(6)?,
        spend_cap: money(7)?,
        business_name: row.get(8)?,
        graph_url: row.get(9)?,
        demo,
        token: TokenFacts {
            reference: row.get(13)?,
            last_four: row.get(14)?,
            owner: row.get(15)?,
            expires_at: instant(16)?,
            rights,
        },
        rights_checked_at: instant(18)?,
        connected_at: Timestamp::from_millis(row.get(19)?),
        synced_at: instant(20)?,
        seen: Seen(row.get(21)?),
        reads_windows: row.get(22)?,
        months_checked_at: instant(23)?,
    })
}
