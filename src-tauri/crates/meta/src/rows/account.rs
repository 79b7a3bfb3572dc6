//! Ad accounts.

use serde::Deserialize;
use units::{AccountId, Currency, Timestamp, Zone};

use super::{Fields, GraphRow, MinorUnits};
use crate::GraphError;

/// An ad account.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct AdAccount {
    /// `act_<digits>`.
    pub id: AccountId,
    /// As named in Ads Manager.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub name: Option<String>,
    /// 1 active, 2 disabled, 3 unsettled, 7 risk review, 8 settlement, 9 grace period, 100 closing, 101 closed.
    #[serde(default)]
    pub account_status: Option<i64>,
    /// ISO code; see [`Self::currency`].
    #[serde(default, rename = "currency", deserialize_with = "crate::wire::string")]
    pub currency_code: Option<String>,
    /// IANA name; see [`Self::zone`].
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub timezone_name: Option<String>,
    /// Today's offset only; never computed with.
    #[serde(default)]
    pub timezone_offset_hours_utc: Option<f64>,
    /// Spent in all.
    #[serde(default)]
    pub amount_spent: Option<MinorUnits>,
    /// Owed.
    #[serde(default)]
    pub balance: Option<MinorUnits>,
    /// Spending limit; 0 is none.
    #[serde(default)]
    pub spend_cap: Option<MinorUnits>,
    /// Least daily budget allowed.
    #[serde(default)]
    pub min_daily_budget: Option<MinorUnits>,
    /// When it was made.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub created_time: Option<Timestamp>,
    /// Why it is disabled; 0 is not.
    #[serde(default)]
    pub disable_reason: Option<i64>,
    /// The business it belongs to; needs a right that many tokens lack.
    #[serde(default)]
    pub business: Option<Business>,
    /// What the token's owner may do, e.g. `ADVERTISE`, `ANALYZE`.
    #[serde(default)]
    pub user_tasks: Option<Vec<String>>,
}

/// A business portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Business {
    /// Graph id.
    pub id: String,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
}

impl AdAccount {
    /// The account's currency.
    ///
    /// # Errors
    /// [`GraphError::Unreadable`] if it is absent or no currency code: no amount of this account means anything then.
    pub fn currency(&self) -> Result<Currency, GraphError> {
        let code = self.currency_code.as_deref().unwrap_or_default();
        Currency::parse(code).map_err(|error| GraphError::unreadable("currency", &error.to_string()))
    }

    /// The account's time zone, in which its days are counted.
    ///
    /// # Errors
    /// [`GraphError::Unreadable`] if it is absent or not an IANA name.
    pub fn zone(&self) -> Result<Zone, GraphError> {
        let name = self.timezone_name.as_deref().unwrap_or_default();
        Zone::parse(name).map_err(|error| GraphError::unreadable("timezone_name", &error.to_string()))
    }

    /// Whether ads can run in it.
    #[must_use]
    pub fn is_active(&self) -> bool {
        matches!(self.account_status, Some(1 | 9 | 201))
    }
}

impl GraphRow for AdAccount {
    const KIND: &'static str = "account";
    const FIELDS: Fields = Fields {
        core: &["id", "account_id", "name", "account_status", "currency", "timezone_name", "timezone_offset_hours_utc"],
        optional: &[
            "amount_spent",
            "balance",
            "spend_cap",
            "min_daily_budget",
            "created_time",
            "disable_reason",
            "business{id,name}",
            "user_tasks",
        ],
        ladder: &[],
    };

    fn id(&self) -> &str {
        self.id.digits()
    }
}
