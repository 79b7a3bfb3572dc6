//! Reading the page.

use std::collections::BTreeMap;

use store::meta::{Account, Dataset, Holdings};
use units::{AccountDate, Count, Timestamp};

use super::{
    AccountRow, AccountsPage, BackupRow, BrandRow, DatasetRow, DoctorCheck, DoctorPage, FilePage, HostRow, NetworkPage,
    StoredCounts, TokenCheck, TokenRight,
};
use crate::endpoints::GRAPH_URL;
use crate::{AppError, Workspace};

/// A right that helps to find accounts and is not needed to read them.
const HELPFUL_RIGHT: &str = "business_management";

/// The accounts of the file, by name.
///
/// # Errors
/// If the file cannot be read.
pub fn accounts_page(workspace: &Workspace) -> Result<AccountsPage, AppError> {
    let store = &workspace.store;
    let mut accounts = Vec::new();
    for account in store.accounts()? {
        let brand = store.brands_of(&account.id)?.into_iter().max_by_key(|link| link.is_primary);
        let beside = Beside {
            brand_id: brand.map(|link| link.brand_id),
            holdings: store.holdings(&account.id)?,
            datasets: store.datasets(&account.id)?,
            data_access_ends: crate::connect::data_access_ends(store, &account.id)?,
        };
        accounts.push(row(account, beside));
    }
    accounts.sort_by_key(|account| account.name.to_lowercase());
    let brands = store.brands()?.into_iter().map(|(id, name)| BrandRow { id, name }).collect();
    Ok(AccountsPage { now: workspace.clock.now(), accounts, brands })
}

/// What is known about an account beside the account itself.
struct Beside {
    brand_id: Option<String>,
    holdings: Holdings,
    datasets: Vec<Dataset>,
    data_access_ends: Option<Timestamp>,
}

fn row(account: Account, beside: Beside) -> AccountRow {
    let Beside { brand_id, holdings, datasets, data_access_ends } = beside;
    let rights = &account.token.rights;
    let known = [(meta::reading_right_of(rights), true), (HELPFUL_RIGHT, false)].map(|(name, needed)| TokenRight {
        name: name.to_owned(),
        granted: rights.iter().any(|right| right == name),
        needed,
    });
    AccountRow {
        name: if account.name.is_empty() { account.id.to_string() } else { account.name },
        currency: account.currency,
        zone: account.zone,
        demo: account.demo.is_some(),
        graph_url: Some(account.graph_url).filter(|url| url != GRAPH_URL && account.demo.is_none()),
        brand_id,
        reads_windows: account.reads_windows,
        token: TokenCheck {
            person: account.token.owner,
            last_four: account.token.last_four,
            checked_at: account.rights_checked_at,
            expires_at: account.token.expires_at,
            data_access_ends,
            // A right that only helps is shown where it is there; a missing one that is needed is shown too.
            rights: known.into_iter().filter(|right| right.granted || right.needed).collect(),
        },
        synced_at: account.synced_at,
        stored: StoredCounts { campaigns: holdings.campaigns, ads: holdings.ads, insight_rows: holdings.insight_rows },
        datasets: datasets.into_iter().map(dataset).collect(),
        id: account.id,
    }
}

fn dataset(stored: Dataset) -> DatasetRow {
    DatasetRow {
        key: stored.key,
        read_at: stored.last_success_at,
        tried_at: stored.last_attempt_at,
        records: stored.records.map(bytes),
        problem: stored.error,
    }
}

/// The open file.
///
/// # Errors
/// If the file or its folder cannot be read.
pub fn file_page(workspace: &Workspace) -> Result<FilePage, AppError> {
    let store = &workspace.store;
    let identity = store.identity()?;
    let path = store.path();
    Ok(FilePage {
        path: path.display().to_string(),
        name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        bytes: bytes(store.bytes_on_disk()?),
        picture_bytes: Some(store.picture_bytes()?),
        step: u32::try_from(store::latest_step()).unwrap_or_default(),
        read_only: store.is_read_only(),
        unwritable: store.is_unwritable(),
        owned: identity.as_ref().is_some_and(|identity| identity.installation.is_some()),
        owned_since: identity.map(|identity| identity.claimed_at),
        demo: store.accounts()?.iter().any(|account| account.demo.is_some()),
        backups: store
            .upgrade_copies()?
            .into_iter()
            .map(|copy| BackupRow {
                path: copy.path.display().to_string(),
                made_at: copy.made_at,
                bytes: bytes(copy.bytes),
            })
            .collect(),
    })
}

fn bytes(size: u64) -> Count {
    Count::new(size).unwrap_or(Count::MAX)
}

/// Checks everything about the file that can be checked.
///
/// # Errors
/// Only if the file cannot be read at all.
pub fn doctor_page(workspace: &Workspace) -> Result<DoctorPage, AppError> {
    let found = workspace.store.examine()?;
    let checks = found
        .checks
        .into_iter()
        .map(|check| DoctorCheck {
            name: check.name.to_owned(),
            sound: match check.outcome {
                store::Outcome::Ok => Some(true),
                store::Outcome::Problem => Some(false),
                store::Outcome::NotChecked => None,
            },
            detail: check.detail,
        })
        .collect();
    Ok(DoctorPage { sound: found.healthy, checks })
}

/// Every host that was asked from this file, the busiest first.
///
/// # Errors
/// If the file cannot be read.
pub fn network_page(workspace: &Workspace) -> Result<NetworkPage, AppError> {
    let mut hosts: BTreeMap<String, (u64, u64, u64, i32)> = BTreeMap::new();
    for count in workspace.store.request_counts(Timestamp::from_millis(0))? {
        let sums = hosts.entry(count.host).or_insert((0, 0, 0, i32::MIN));
        sums.0 += count.requests;
        sums.1 += count.failures;
        sums.2 += count.bytes;
        sums.3 = sums.3.max(i32::try_from(count.utc_day).unwrap_or_default());
    }
    let mut hosts: Vec<HostRow> = hosts
        .into_iter()
        .map(|(host, (requests, failures, received, day))| HostRow {
            host,
            requests: bytes(requests),
            failures: bytes(failures),
            bytes: bytes(received),
            last_day: AccountDate::from_number(day),
        })
        .collect();
    hosts.sort_by(|a, b| b.requests.cmp(&a.requests).then_with(|| a.host.cmp(&b.host)));
    Ok(NetworkPage { now: workspace.clock.now(), hosts })
}
