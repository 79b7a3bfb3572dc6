//! The Settings page: accounts, targets, the file, the network, how the window behaves.

use serde::{Deserialize, Serialize};
use specta::Type;
use units::{AccountDate, AccountId, Count, Currency, GraphId, Money, Quantity, Ratio, Timestamp, Zone};

use super::figures::ResultKind;

mod connecting;
mod licences;
mod making;
mod reads;
mod targets;

pub use connecting::{accounts_of_token, connect_account, remove_account};
pub use licences::licences;
pub use making::{MakingPage, making_page, set_cap};
pub use reads::{accounts_page, doctor_page, file_page, network_page};
pub use targets::{break_even, clear_campaign_goals, set_goals, targets_page};

/// The accounts of the file.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountsPage {
    /// The instant the page was made.
    pub now: Timestamp,
    /// Connected accounts, by name.
    pub accounts: Vec<AccountRow>,
    /// Brands an account can be linked to.
    pub brands: Vec<BrandRow>,
}

/// A brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BrandRow {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// One connected account.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountRow {
    /// Which.
    pub id: AccountId,
    /// Its name at Meta; the id if Meta gave none.
    pub name: String,
    /// Its currency.
    pub currency: Currency,
    /// Its zone.
    pub zone: Zone,
    /// Whether the built-in simulator answers for it.
    pub demo: bool,
    /// The address that answers instead of the real Graph API.
    pub graph_url: Option<String>,
    /// The brand it is linked to.
    pub brand_id: Option<String>,
    /// Whether results by attribution window are read too.
    pub reads_windows: bool,
    /// What the last check of the token found.
    pub token: TokenCheck,
    /// When the newest sync that succeeded ended.
    pub synced_at: Option<Timestamp>,
    /// What is stored of it.
    pub stored: StoredCounts,
    /// How fresh each kind of its data is.
    pub datasets: Vec<DatasetRow>,
}

/// How fresh one kind of data is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DatasetRow {
    /// Which kind, a word that the window has a name for.
    pub key: String,
    /// When it was last read.
    pub read_at: Option<Timestamp>,
    /// When that was last tried.
    pub tried_at: Timestamp,
    /// How much the last read brought.
    pub records: Option<Count>,
    /// Why the last try failed; `None` if it did not.
    pub problem: Option<String>,
}

/// How much of an account the file holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StoredCounts {
    /// Campaigns.
    pub campaigns: Count,
    /// Ads.
    pub ads: Count,
    /// Daily rows.
    pub insight_rows: Count,
}

/// What a token is and may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TokenCheck {
    /// Whose it is.
    pub person: Option<String>,
    /// Its last four characters, to tell tokens apart.
    pub last_four: Option<String>,
    /// When it was checked.
    pub checked_at: Option<Timestamp>,
    /// When it ends; `None` if it does not, or Meta did not say.
    pub expires_at: Option<Timestamp>,
    /// When access to data ends unless the person consents again; `None` if it does not, or Meta did not say.
    pub data_access_ends: Option<Timestamp>,
    /// The rights it has.
    pub rights: Vec<TokenRight>,
}

/// A right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TokenRight {
    /// Meta's name, `ads_read`.
    pub name: String,
    /// Whether the token has it.
    pub granted: bool,
    /// Whether nothing works without it.
    pub needed: bool,
}

/// A token to connect an account with. It is never written anywhere but to the keychain, and its `Debug` hides it.
#[derive(Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectInput {
    /// `act_…` or the number alone.
    pub account: String,
    /// The access token; `None` checks with the one that is kept.
    pub token: Option<String>,
    /// An address on this machine instead of the real Graph API.
    pub graph_url: Option<String>,
}

impl std::fmt::Debug for ConnectInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConnectInput")
            .field("account", &self.account)
            .field("graph_url", &self.graph_url)
            .finish_non_exhaustive()
    }
}

/// A token to see the accounts of. Its `Debug` hides it.
#[derive(Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TokenInput {
    /// The access token; `None` is the one that the environment gives.
    pub token: Option<String>,
    /// An address on this machine instead of the real Graph API.
    pub graph_url: Option<String>,
}

impl std::fmt::Debug for TokenInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenInput").field("graph_url", &self.graph_url).finish_non_exhaustive()
    }
}

/// What a token is, and the accounts to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountsOfToken {
    /// What the token is and may do.
    pub token: TokenCheck,
    /// Those that can run ads first, then by name.
    pub accounts: Vec<VisibleAccount>,
    /// The address that answered, to connect at.
    pub graph_url: String,
}

/// An account to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VisibleAccount {
    /// Which.
    pub id: AccountId,
    /// Its name; the id if Meta gave none.
    pub name: String,
    /// Its currency.
    pub currency: Option<Currency>,
    /// Its zone.
    pub zone: Option<Zone>,
    /// Whether ads can run in it.
    pub active: bool,
    /// Whether the file has it already.
    pub connected: bool,
}

/// What a check of a connection found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectResult {
    /// Which.
    pub account_id: AccountId,
    /// Its name.
    pub account_name: String,
    /// Its currency.
    pub currency: Currency,
    /// Its zone.
    pub zone: Zone,
    /// What the token is and may do.
    pub token: TokenCheck,
    /// Whether the token stays after the program ends: the keychain keeps it, the process does not.
    pub kept: bool,
}

/// The goals of an account and of its campaigns.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TargetsPage {
    /// Which account.
    pub account_id: AccountId,
    /// The account's currency: every amount here is in it.
    pub currency: Currency,
    /// Whether the questions were answered or skipped.
    pub answered: bool,
    /// The account's own.
    pub account: Goals,
    /// What the last 30 days say, to start from.
    pub proposal: GoalsProposal,
    /// Campaigns with and without goals of their own, by spend.
    pub campaigns: Vec<CampaignGoals>,
}

/// A campaign's goals.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CampaignGoals {
    /// Meta's id.
    pub id: GraphId,
    /// Its name.
    pub name: String,
    /// Spent in the last 30 stored days.
    pub spend: Option<Money>,
    /// Its own goals; `None` if the account's hold.
    pub own: Option<Goals>,
}

/// Which result counts and what it may cost. Whatever is `None` was not answered.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Goals {
    /// Which result counts.
    pub result: Option<ResultKind>,
    /// What a result may cost.
    pub target_cpa: Option<Money>,
    /// What a unit of spend should bring back.
    pub target_roas: Option<Ratio>,
    /// What an order is worth on average.
    pub average_order: Option<Money>,
    /// How much of an order is left after its costs.
    pub margin: Option<Ratio>,
    /// What may be spent in a month.
    pub monthly_budget: Option<Money>,
}

/// What break-even is with an average order and a margin.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BreakEven {
    /// The cost per result at which an order earns nothing.
    pub cpa: Money,
    /// The return at which an order earns nothing.
    pub roas: Ratio,
}

/// What the last 30 stored days say.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GoalsProposal {
    /// How many complete stored days it rests on; fewer than 30 in a young file.
    pub days: u32,
    /// Results seen, the most frequent purchase-like first.
    pub results: Vec<ResultChoice>,
    /// The goals that those days would give.
    pub goals: Goals,
}

/// Goals to store.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GoalsInput {
    /// Of which account.
    pub account: AccountId,
    /// Of which campaign in its place; `None` is the account itself.
    pub campaign: Option<GraphId>,
    /// The goals.
    pub goals: Goals,
    /// Whether the questions were skipped.
    pub skipped: bool,
}

/// A kind of result that can count.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ResultChoice {
    /// Which.
    pub result: ResultKind,
    /// How many in those days.
    pub count: Quantity,
    /// What one cost; `None` for too few of them.
    pub target_cpa: Option<Money>,
    /// What an order was worth, for purchases.
    pub average_order: Option<Money>,
    /// What a unit of spend brought back, for purchases.
    pub return_on_spend: Option<Ratio>,
}

/// The open file.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FilePage {
    /// Its path.
    pub path: String,
    /// Its name without the folder.
    pub name: String,
    /// Its size, the log that belongs to it included.
    pub bytes: Count,
    /// How much of it is pictures.
    pub picture_bytes: Option<Count>,
    /// The step of the schema it is at.
    pub step: u32,
    /// Whether nothing can be changed here.
    pub read_only: bool,
    /// Whether that is because it or its folder may not be written.
    pub unwritable: bool,
    /// Whether any installation runs it; a backup is run by nobody.
    pub owned: bool,
    /// Since when.
    pub owned_since: Option<Timestamp>,
    /// Whether it is a demo file.
    pub demo: bool,
    /// Copies that were made before upgrades.
    pub backups: Vec<BackupRow>,
}

/// A copy beside the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupRow {
    /// Its path.
    pub path: String,
    /// When it was made.
    pub made_at: Option<Timestamp>,
    /// Its size.
    pub bytes: Count,
}

/// What a check of the whole file found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DoctorPage {
    /// Whether nothing is wrong.
    pub sound: bool,
    /// What was looked at, each with what was found.
    pub checks: Vec<DoctorCheck>,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DoctorCheck {
    /// What.
    pub name: String,
    /// Whether it is as it should be; `None` if it could not be checked.
    pub sound: Option<bool>,
    /// What was found.
    pub detail: String,
}

/// Requests that were sent from this file.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NetworkPage {
    /// The instant the page was made.
    pub now: Timestamp,
    /// Each host that was asked, the busiest first.
    pub hosts: Vec<HostRow>,
}

/// Requests to one host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HostRow {
    /// The host.
    pub host: String,
    /// How many.
    pub requests: Count,
    /// How many of them failed.
    pub failures: Count,
    /// Bytes that came.
    pub bytes: Count,
    /// The UTC day of the newest.
    pub last_day: AccountDate,
}

/// The program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AboutPage {
    /// Its version.
    pub version: String,
    /// The version of the Graph API it speaks.
    pub graph_version: String,
    /// Where its log files are.
    pub logs: String,
    /// Where tokens are kept: `keychain` or `process`.
    pub secrets: crate::secrets::SecretPlace,
    /// Licences of what it is made of.
    pub licences: Vec<Licence>,
}

/// The licence of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Licence {
    /// The part.
    pub name: String,
    /// Its licence, as an SPDX expression.
    pub licence: String,
}
