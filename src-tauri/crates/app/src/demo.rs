//! The demo: invented accounts in a file of their own, with targets and schedules as a marketer would have them.
//!
//! A demo account is an account like any other. Only its address differs: it names a story instead of a server, and
//! the shell answers for it with a simulator in this process. So everything a demo shows went through the real
//! client, the real sync and the real file, without a network.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use meta::{GraphClient, GraphConfig};
use scheduler::recurrence::Recurrence;
use scheduler::{Runner, RunnerSettings, Until};
use serde::Serialize;
use serde_json::{Value, json};
use store::jobs::{JobSettings, MissedPolicy, NewJob, When};
use store::meta::{Account, DemoAccount, NewAccount, StoredTargets, Targets};
use tokio_util::sync::CancellationToken;
use units::{AccountDate, AccountId, JobId, JobType, Money, Ratio, Zone};

pub use store::jobs::ProgressReport;

use crate::sync::{self, SyncNow, SyncParams};
use crate::{AppError, Changed, ErrorCode, Workspace, counting, creation, diagnose, handlers};

/// How a story is written where an account's address stands.
const SCHEME: &str = "simulator:";
/// Attempts after a failed one, for the demo's schedules.
const RETRIES: u32 = 3;

/// A story that is told: what stands in place of a server's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoStory {
    /// Its name.
    pub story: String,
    /// Chance follows from it.
    pub seed: u64,
    /// The day it is told from. It stays, so that a demo that is opened a week later has the past it had.
    pub told_from: AccountDate,
}

impl DemoStory {
    /// Whether an address is a story and not a server.
    #[must_use]
    pub fn is_story(address: &str) -> bool {
        address.starts_with(SCHEME)
    }
}

impl fmt::Display for DemoStory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}{}?seed={}&from={}", self.story, self.seed, self.told_from)
    }
}

impl FromStr for DemoStory {
    type Err = AppError;

    fn from_str(address: &str) -> Result<Self, AppError> {
        let unreadable = || AppError::internal(format!("the address of a demo account is `{address}`"));
        let rest = address.strip_prefix(SCHEME).ok_or_else(unreadable)?;
        let (story, rest) = rest.split_once("?seed=").ok_or_else(unreadable)?;
        let (seed, from) = rest.split_once("&from=").ok_or_else(unreadable)?;
        Ok(Self {
            story: story.to_owned(),
            seed: seed.parse().map_err(|_not_a_number| unreadable())?,
            told_from: AccountDate::parse(from).map_err(|_not_a_day| unreadable())?,
        })
    }
}

/// What a demo is made of.
#[derive(Debug, Clone)]
pub struct DemoWanted {
    /// The story.
    pub story: DemoStory,
    /// The story's today, if a person fixed it.
    pub as_of: Option<AccountDate>,
    /// Its accounts, the main one first.
    pub accounts: Vec<AccountId>,
}

/// What the demo holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemoReport {
    /// The file.
    pub file: String,
    /// Its main account.
    pub account: AccountId,
    /// Rows of one ad on one day, of all accounts.
    pub insight_rows: u64,
    /// Ads made here.
    pub ads_created: u64,
    /// What the account check found in the main account's last days.
    pub findings: u64,
    /// How long all of it took.
    pub duration_ms: u64,
}

/// The story that a file tells already; nothing if it has no demo account.
///
/// # Errors
/// `conflict` if the file holds a person's own accounts, or as the file fails.
pub fn story_of(ws: &Workspace) -> Result<Option<DemoStory>, AppError> {
    let accounts = ws.store.accounts()?;
    if accounts.iter().any(|account| account.demo.is_none()) {
        return Err(AppError::new(
            ErrorCode::Conflict,
            "This file holds ad accounts of your own, so the demo does not go into it.",
            "Give another file for the demo, or leave it out.",
        ));
    }
    accounts.first().map(|account| account.graph_url.parse()).transpose()
}

/// Connects the demo's accounts and gives them targets and schedules; what is there already stays.
///
/// # Errors
/// As the simulator or the file fails.
pub async fn prepare(ws: &Workspace, wanted: &DemoWanted) -> Result<(), AppError> {
    let address = wanted.story.to_string();
    for id in &wanted.accounts {
        let known = ws.blocking(|store| store.accounts()).await?;
        if known.iter().any(|account| account.id == *id) {
            continue;
        }
        let endpoint = ws.graph.endpoint(id, Some(&address)).await?;
        let config = GraphConfig::new(&endpoint.base_url, endpoint.token, Arc::clone(&ws.clock), Arc::clone(&ws.ids));
        let client = GraphClient::new(config)?;
        let read = client.account(id).await;
        counting::keep(ws, client.requests(), None).await?;
        let read = sync::account_read(&read?)?;
        let demo = DemoAccount { story: wanted.story.story.clone(), seed: wanted.story.seed, as_of: wanted.as_of };
        let new = NewAccount { id: id.clone(), read, graph_url: address.clone(), demo: Some(demo) };
        let at = ws.clock.now();
        ws.blocking(move |store| store.connect_account(&new, at)).await?;
        let (here, id) = (ws.clone(), id.clone());
        ws.blocking(move |store| furnish(&here, &store.account(&id)?)).await?;
    }
    let here = ws.clone();
    ws.blocking(move |_store| stock_up(&here)).await?;
    ws.announce(Changed::Accounts);
    ws.announce(Changed::Jobs { ids: Vec::new() });
    Ok(())
}

/// Both brands with their products, and a weekly batch of the first one.
fn stock_up(ws: &Workspace) -> Result<(), AppError> {
    // Only with a new library: a schedule that a person put away does not come back.
    if !creation::demo::library(ws)? {
        return Ok(());
    }
    let Some(account) = ws.store.accounts()?.into_iter().find(|account| account.currency.code() == "USD") else {
        return Ok(());
    };
    let Some(product) = ws.store.products(None)?.into_iter().find(|product| product.slug == "starter-set") else {
        return Ok(());
    };
    let parameters = creation::demo::weekly(&product.id).to_json();
    add_schedule(ws, account.zone, "Weekly ads Saltwick".to_owned(), JobType::AdCreationV2, "0 7 * * 1", parameters)
}

/// Files the demo's ads for a runner that is there or will be; nothing if it has ads already.
///
/// # Errors
/// As the file fails.
pub async fn file_ads(ws: &Workspace) -> Result<(), AppError> {
    let here = ws.clone();
    ws.blocking(move |_store| creation::demo::file_ads(&here)).await.map(drop)
}

/// Syncs one account as any other is synced: the newest days first, in all 90.
///
/// # Errors
/// What failed the sync.
pub async fn sync_first(ws: &Workspace, account: &AccountId, tell: impl Fn(&ProgressReport)) -> Result<(), AppError> {
    let wanted = SyncNow { params: SyncParams::usual(account.clone()), max_wait: std::time::Duration::ZERO };
    sync::now(ws, wanted, CancellationToken::new(), tell).await.map(drop)
}

/// Files the first sync of an account for a runner that is there or will be, and does not wait.
///
/// # Errors
/// As the file fails.
pub async fn file_first(ws: &Workspace, account: &AccountId) -> Result<(), AppError> {
    let filed = sync::file(ws, SyncParams::usual(account.clone())).await?;
    ws.announce(Changed::Runs { ids: vec![filed.run()] });
    Ok(())
}

/// Runs what the syncs left to do: pictures, and the days before the story, of which there are none.
///
/// # Errors
/// As the file fails.
pub async fn finish(ws: &Workspace) -> Result<(), AppError> {
    let heard = ws.clone();
    let listener = Arc::new(move |event| {
        if let scheduler::RunnerEvent::Run(id) = event {
            heard.announce(Changed::Runs { ids: vec![id] });
        }
    });
    let runner = Runner::new(
        ws.store.clone(),
        Arc::clone(&ws.clock),
        Arc::clone(&ws.ids),
        handlers::handlers(ws),
        RunnerSettings::default(),
        listener,
    )
    .map_err(AppError::internal)?;
    runner.run(Until::Idle, CancellationToken::new()).await.map_err(AppError::internal)?;
    Ok(())
}

/// What the file holds of the demo now.
///
/// # Errors
/// As the file fails.
pub async fn report(ws: &Workspace, account: &AccountId, duration_ms: u64) -> Result<DemoReport, AppError> {
    let (here, id) = (ws.clone(), account.clone());
    let findings = ws.blocking(move |_store| diagnose::diagnose(&here, &id, None)).await?.diagnosis.findings.len();
    let rows = ws
        .blocking(|store| {
            let accounts = store.accounts()?;
            accounts
                .iter()
                .map(|account| Ok(store.object_counts(&account.id)?.insight_rows))
                .sum::<Result<u64, AppError>>()
        })
        .await?;
    let ads_created = ws.blocking(|store| store.ads_made()).await?;
    Ok(DemoReport {
        file: ws.store.path().display().to_string(),
        account: account.clone(),
        insight_rows: rows,
        ads_created,
        findings: findings as u64,
        duration_ms,
    })
}

/// Targets and schedules of a new demo account.
fn furnish(ws: &Workspace, account: &Account) -> Result<(), AppError> {
    ws.store.set_targets(&account.id, &targets(ws, account)?)?;
    for (name, job_type, cron, parameters) in schedules(account) {
        add_schedule(ws, account.zone, name, job_type, cron, parameters)?;
    }
    Ok(())
}

/// What the two brands aim at (both are invented): cost per purchase, average order, margin, budget of a month.
fn targets(ws: &Workspace, account: &Account) -> Result<StoredTargets, AppError> {
    let (cost, order, margin, budget) = match account.currency.code() {
        "EUR" => ("14", "38", 0.58, "11000"),
        _ => ("28", "52", 0.62, "50000"),
    };
    let money = |text: &str| Money::parse_major(text, account.currency).map_err(AppError::internal);
    Ok(StoredTargets {
        campaign: None,
        result_kind: Some(insights::ResultKind::Purchases.word().to_owned()),
        targets: Targets {
            cost_per_result: Some(money(cost)?),
            roas: None,
            average_order: Some(money(order)?),
            margin: Ratio::new(margin),
            monthly_budget: Some(money(budget)?),
        },
        skipped: false,
        answered_at: ws.clock.now(),
    })
}

type Schedule = (String, JobType, &'static str, Value);

fn schedules(account: &Account) -> Vec<Schedule> {
    let (name, id) = (&account.name, account.id.to_string());
    let mut all = vec![
        (format!("Sync {name}"), JobType::MetaSync, "0 */6 * * *", json!({ "account": id })),
        (format!("Daily report {name}"), JobType::Scorecard, "0 8 * * *", json!({ "account": id, "days_back": 7 })),
    ];
    if account.currency.code() == "USD" {
        all.push((format!("Pictures {name}"), JobType::AssetDownload, "30 6 * * 1-5", json!({ "account": id })));
    }
    all
}

fn add_schedule(
    ws: &Workspace,
    zone: Zone,
    name: String,
    job_type: JobType,
    cron: &str,
    parameters: Value,
) -> Result<(), AppError> {
    let now = ws.clock.now();
    let rule = Recurrence::cron(cron, zone).map_err(AppError::internal)?;
    let settings = JobSettings {
        name,
        when: When::Cron(cron.to_owned()),
        zone,
        missed: MissedPolicy::Once,
        late_limit: None,
        max_runs: None,
        max_retries: RETRIES,
        parameters,
    };
    let id = JobId(ws.ids.uuid(now));
    let job = NewJob { id, job_type, brand: None, settings, next_run_at: rule.next_after(now) };
    Ok(ws.store.add_job(&job, now)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_read_back_from_its_address() {
        let told_from = AccountDate::parse("2026-11-22").unwrap();
        let story = DemoStory { story: "tracking-break".into(), seed: 7, told_from };
        assert_eq!(story.to_string().parse::<DemoStory>(), Ok(story.clone()));
        assert!(DemoStory::is_story(&story.to_string()));
    }

    #[test]
    fn a_server_is_not_a_story() {
        assert!(!DemoStory::is_story("https://graph.facebook.com"));
        assert!("simulator:showcase".parse::<DemoStory>().is_err());
    }
}
