//! A workspace, a simulator, and runs that are filed and claimed as the runner does it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use app::connect::{Connect, Connection, Look, Seen, connect, look};
use app::endpoints::{GraphEndpoint, GraphEndpoints};
use app::handlers::handlers;
use app::secrets::InProcess;
use app::sync::{Days, SyncParams, SyncReport};
use app::{AppError, Workspace};
use futures::future::{BoxFuture, FutureExt as _};
use graph_sim::{Running, SimConfig, Size, TruthRow, serve};
use scheduler::{Progress, RunContext, RunError, RunLog, RunOutput};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use store::jobs::{Claimant, ClaimedRun, Ending, Join, NewRun, ProgressReport, Trigger, TypeLimit};
use store::meta::PerformanceQuery;
use store::testing::INSTALLATION;
use store::{OpenOptions, Store};
use tempfile::TempDir;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use units::{
    AccountDate, AccountId, Clock, DayRange, IdSource, JobType, Level, Monotonic, RunId, SeededIds, Timestamp,
};

/// Noon in UTC of the day that every test happens on; still that day in Los Angeles.
pub const TODAY: &str = "2026-02-16";

/// A clock on which every pause is over at once: the time passes, nobody waits.
#[derive(Debug)]
pub struct Hurried {
    start: Timestamp,
    passed_ms: AtomicU64,
}

impl Hurried {
    pub fn noon() -> Arc<Self> {
        let start = Timestamp::parse(&format!("{TODAY}T12:00:00Z")).unwrap();
        Arc::new(Self { start, passed_ms: AtomicU64::new(0) })
    }

    pub fn pass(&self, time: Duration) {
        self.passed_ms.fetch_add(u64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

impl Clock for Hurried {
    fn now(&self) -> Timestamp {
        self.start.plus(self.monotonic().0)
    }

    fn monotonic(&self) -> Monotonic {
        Monotonic(Duration::from_millis(self.passed_ms.load(Ordering::SeqCst)))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.pass(duration);
        tokio::task::yield_now().boxed()
    }
}

/// Every account at the address that the file remembers, with one token.
#[derive(Debug)]
pub struct WithToken(pub SecretString);

impl GraphEndpoints for WithToken {
    fn endpoint<'a>(
        &'a self,
        _account: &'a AccountId,
        url: Option<&'a str>,
    ) -> BoxFuture<'a, Result<GraphEndpoint, AppError>> {
        let endpoint = GraphEndpoint { base_url: url.unwrap_or_default().to_owned(), token: self.0.clone() };
        futures::future::ready(Ok(endpoint)).boxed()
    }
}

pub fn today() -> AccountDate {
    AccountDate::parse(TODAY).unwrap()
}

pub fn days(days: u32) -> DayRange {
    DayRange::ending(today(), days)
}

/// The showcase accounts.
pub fn showcase(clock: &Arc<Hurried>) -> SimConfig {
    SimConfig { today: Some(today()), ..SimConfig::new(Arc::clone(clock) as _) }
}

/// A generated account of this size.
pub fn sized(clock: &Arc<Hurried>, campaigns: u32, ads: u32, days: u32) -> SimConfig {
    SimConfig { size: Some(Size { campaigns, ads, days }), ..showcase(clock) }
}

pub struct Bed {
    pub sim: Running,
    pub ws: Workspace,
    pub clock: Arc<Hurried>,
    pub account: AccountId,
    pub folder: TempDir,
    pub log: Arc<std::sync::Mutex<Vec<String>>>,
}

impl Bed {
    /// A simulator of this kind, an empty file, nothing connected.
    pub async fn unconnected(config: impl FnOnce(&Arc<Hurried>) -> SimConfig) -> Self {
        let clock = Hurried::noon();
        let sim = serve(config(&clock)).await.unwrap();
        let folder = TempDir::new().unwrap();
        let ids: Arc<dyn IdSource> = Arc::new(SeededIds::new(1));
        let options = OpenOptions::new(Arc::clone(&clock) as _, Arc::clone(&ids), INSTALLATION);
        let store = Store::create(&folder.path().join("test.adcreator"), &options).unwrap().store;
        let endpoints = Arc::new(WithToken(SecretString::from(sim.token.clone())));
        let ws = Workspace::new(store, Arc::clone(&clock) as _, ids, Arc::new(InProcess::new()), endpoints);
        let account = sim.accounts[0].id.clone();
        Self { sim, ws, clock, account, folder, log: Arc::default() }
    }

    /// The same with the first account connected.
    pub async fn new(config: impl FnOnce(&Arc<Hurried>) -> SimConfig) -> Self {
        let bed = Self::unconnected(config).await;
        bed.connect(&bed.account).await.unwrap();
        bed
    }

    /// The same file as another installation opens it.
    pub fn opened_elsewhere(mut self) -> Self {
        let path = self.ws.store.path().to_owned();
        let (clock, ids) = (Arc::clone(&self.ws.clock), Arc::clone(&self.ws.ids));
        let options = OpenOptions::new(clock, ids, store::InstallationId(self.ws.ids.uuid(self.clock.now())));
        self.ws.store = Store::open(&path, &options).unwrap().store;
        self
    }

    /// Puts a token where connecting puts one.
    pub fn keep_token(&self, token: &str) {
        self.ws.secrets.set(&self.token_name(), &SecretString::from(token)).unwrap();
    }

    /// The token that is kept for the account.
    pub fn kept_token(&self) -> Option<String> {
        let kept = self.ws.secrets.get(&self.token_name()).unwrap();
        kept.map(|token| token.expose_secret().to_owned())
    }

    fn token_name(&self) -> String {
        app::secrets::token_name(&self.account)
    }

    pub async fn connect(&self, account: &AccountId) -> Result<Connection, AppError> {
        let url = Some(self.sim.url.clone());
        connect(&self.ws, Connect { account: account.clone(), graph_url: url, token: None }).await
    }

    /// Asks which accounts the simulator's token sees.
    pub async fn look(&self) -> Result<Seen, AppError> {
        let token = SecretString::from(self.sim.token.clone());
        look(&self.ws, Look { token, graph_url: Some(self.sim.url.clone()) }).await
    }

    /// Files a run and claims it.
    pub fn claim(&self, job_type: JobType, parameters: Value) -> ClaimedRun {
        self.claim_keyed(job_type, parameters, None)
    }

    /// The same, with what the run must not share.
    pub fn claim_for(&self, job_type: JobType, parameters: Value, key: &str) -> ClaimedRun {
        self.claim_keyed(job_type, parameters, Some(key.to_owned()))
    }

    /// Ends a claimed run well.
    pub fn finish(&self, run: &ClaimedRun) {
        let ending = Ending::Completed { metadata: json!({}), warnings: Vec::new(), partly: false };
        self.ws.store.finish_run(&run.lease, &ending, self.clock.now()).unwrap();
    }

    fn claim_keyed(&self, job_type: JobType, parameters: Value, concurrency_key: Option<String>) -> ClaimedRun {
        let now = self.clock.now();
        let run = NewRun {
            id: RunId(self.ws.ids.uuid(now)),
            job: None,
            job_type,
            name: "a run".to_owned(),
            parameters,
            trigger: Trigger::Manual,
            due_at: now,
            priority: -1,
            concurrency_key,
            max_attempts: 4,
            join: Join::Never,
        };
        self.ws.store.file_run(&run, now).unwrap();
        self.claim_next()
    }

    /// Claims the most urgent run.
    pub fn claim_next(&self) -> ClaimedRun {
        let limits = [JobType::MetaSync, JobType::AssetDownload, JobType::Scorecard].map(|job_type| TypeLimit {
            job_type,
            concurrent: 4,
            per_key: 4,
        });
        let now = self.clock.now();
        let claimant = Claimant { owner: "a test", limits: &limits, lease_until: now.plus(Duration::from_secs(3_600)) };
        self.ws.store.claim_runs(&claimant, &[self.ws.ids.uuid(now)], now).unwrap().remove(0)
    }

    /// Gives a claimed run back as a runner does that stops, and claims it again.
    pub fn claim_again(&self, run: &ClaimedRun) -> ClaimedRun {
        self.ws.store.give_back_run(&run.lease, self.clock.now()).unwrap();
        self.claim_next()
    }

    /// Does one try of a claimed run.
    pub async fn attempt(&self, run: &ClaimedRun) -> Result<RunOutput, RunError> {
        let (cx, _progress) = self.context(run, CancellationToken::new());
        self.attempt_in(run, cx).await
    }

    pub async fn attempt_in(&self, run: &ClaimedRun, cx: RunContext) -> Result<RunOutput, RunError> {
        let handlers = handlers(&self.ws);
        handlers.find(&run.job_type).unwrap().run(cx).await
    }

    pub fn context(
        &self,
        run: &ClaimedRun,
        cancel: CancellationToken,
    ) -> (RunContext, watch::Receiver<Option<ProgressReport>>) {
        let (progress, seen) = Progress::channel();
        let (log, mut lines) = RunLog::channel(Arc::clone(&self.ws.clock));
        let kept = Arc::clone(&self.log);
        tokio::spawn(async move {
            while let Some(line) = lines.recv().await {
                kept.lock().unwrap().push(line.text);
            }
        });
        let cx = RunContext {
            run: run.lease.run,
            job: run.job,
            params: run.parameters.clone(),
            due_at: run.due_at,
            attempt: run.attempt,
            lease: run.lease,
            store: self.ws.store.clone(),
            clock: Arc::clone(&self.ws.clock),
            ids: Arc::clone(&self.ws.ids),
            cancel,
            progress,
            log,
        };
        (cx, seen)
    }

    /// One sync as usual, in one try.
    pub async fn sync(&self) -> SyncReport {
        self.sync_days(Days::Usual).await.unwrap()
    }

    pub async fn sync_days(&self, days: Days) -> Result<SyncReport, RunError> {
        let params = SyncParams { days, ..SyncParams::usual(self.account.clone()) };
        let run = self.claim(JobType::MetaSync, params.to_json());
        let outcome = self.attempt(&run).await;
        self.finish(&run);
        Ok(serde_json::from_value(outcome?.metadata).unwrap())
    }

    /// The file's sums of one level: id → spend, impressions, clicks, link clicks, purchases, value.
    pub fn stored(&self, level: Level, range: DayRange) -> BTreeMap<String, Figures> {
        let query = PerformanceQuery {
            account: self.account.clone(),
            level,
            range,
            compare: None,
            campaign: None,
            ad_set: None,
            include_idle: false,
        };
        let rows = self.ws.store.performance(&query).unwrap().rows;
        rows.into_iter()
            .map(|row| {
                let sums = row.sums;
                let figures = Figures {
                    spend: major(&sums.spend.amount()),
                    impressions: sums.impressions.get(),
                    clicks: sums.clicks.get(),
                    link_clicks: sums.link_clicks.get(),
                    purchases: sums.purchases.map_or(0, |count| count.micros() / 1_000_000),
                    value: major(&sums.purchase_value.map_or_else(|| "0".to_owned(), units::Money::amount)),
                };
                (row.id.0, figures)
            })
            .collect()
    }

    /// What the simulator says, in the same form.
    pub fn truth(&self, level: Level, range: DayRange) -> BTreeMap<String, Figures> {
        let truth = self.sim.truth(range);
        let rows = match level {
            Level::Account => truth.accounts,
            Level::Campaign => truth.campaigns,
            Level::Adset => truth.adsets,
            Level::Ad => truth.ads,
        };
        let ours = rows.into_iter().filter(|row| row.account_id == self.account.digits());
        ours.map(|row| (row.id.trim_start_matches("act_").to_owned(), Figures::of(&row))).collect()
    }

    /// Fails unless every object of every level has the simulator's own sums.
    pub fn assert_truth(&self, range: DayRange) {
        for level in [Level::Account, Level::Campaign, Level::Adset, Level::Ad] {
            assert_eq!(self.stored(level, range), self.truth(level, range), "{level}");
        }
    }
}

/// Sums of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    spend: String,
    impressions: u64,
    clicks: u64,
    link_clicks: u64,
    purchases: i64,
    value: String,
}

impl Figures {
    fn of(row: &TruthRow) -> Self {
        Self {
            spend: major(&row.totals.spend),
            impressions: row.totals.impressions,
            clicks: row.totals.clicks,
            link_clicks: row.totals.link_clicks,
            purchases: i64::try_from(row.totals.purchases).unwrap(),
            value: major(&row.totals.purchase_value),
        }
    }
}

/// "12.30" and "12.3" are the same amount.
fn major(text: &str) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text.to_owned() }
}
