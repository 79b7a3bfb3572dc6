//! A simulator and a client of it, on a clock that passes as soon as somebody waits for it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::future::BoxFuture;
use graph_sim::{Fault, FaultPlan, Running, SimConfig, Size, serve};
use meta::{GraphClient, GraphConfig, InsightsPages};
use secrecy::SecretString;
use units::testing::ManualClock;
use units::{AccountDate, AccountId, Clock, DayRange, Monotonic, SeededIds, Timestamp};

pub const TODAY: &str = "2026-11-22";

/// Whoever waits moves the clock on, so that nothing takes real time and every pause is on record.
#[derive(Debug)]
pub struct PassingClock {
    hands: ManualClock,
    pauses: Mutex<Vec<Duration>>,
}

impl PassingClock {
    pub fn new() -> Arc<Self> {
        let start = Timestamp::parse("2026-11-22T18:00:00Z").unwrap();
        Arc::new(Self { hands: ManualClock::at(start), pauses: Mutex::default() })
    }

    pub fn pauses(&self) -> Vec<Duration> {
        self.pauses.lock().unwrap().clone()
    }
}

impl Clock for PassingClock {
    fn now(&self) -> Timestamp {
        self.hands.now()
    }

    fn monotonic(&self) -> Monotonic {
        self.hands.monotonic()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.pauses.lock().unwrap().push(duration);
        self.hands.advance(duration);
        Box::pin(std::future::ready(()))
    }
}

pub struct World {
    pub sim: Running,
    pub client: GraphClient,
    pub account: AccountId,
    pub clock: Arc<PassingClock>,
}

impl World {
    /// A small account: 4 campaigns, 60 ads, 30 days.
    pub async fn new() -> Self {
        Self::sized(4, 60, 30).await
    }

    pub async fn sized(campaigns: u32, ads: u32, days: u32) -> Self {
        Self::of(|config| config.size = Some(Size { campaigns, ads, days }), |_client| {}).await
    }

    /// The cast of the story, with archived and deleted objects.
    pub async fn showcase() -> Self {
        Self::of(|_sim| {}, |_client| {}).await
    }

    pub async fn of(change_sim: impl FnOnce(&mut SimConfig), change_client: impl FnOnce(&mut GraphConfig)) -> Self {
        let clock = PassingClock::new();
        let mut config = SimConfig::new(Arc::clone(&clock) as Arc<dyn Clock>);
        config.today = Some(AccountDate::parse(TODAY).unwrap());
        change_sim(&mut config);
        let sim = serve(config).await.unwrap();
        let account = sim.accounts[0].id.clone();
        let mut config = client_config(&sim, &clock);
        change_client(&mut config);
        let client = GraphClient::new(config).unwrap();
        Self { sim, client, account, clock }
    }

    pub async fn with_pages_of(limit: u32) -> Self {
        let size = Size { campaigns: 4, ads: 60, days: 30 };
        Self::of(|config| config.size = Some(size), |config| config.page_limit = limit).await
    }

    pub fn fault(&self, plan: FaultPlan) {
        self.sim.switch_on(plan);
    }

    pub fn always(&self, fault: Fault) {
        self.fault(FaultPlan::always(fault));
    }

    pub fn twice(&self, fault: Fault) {
        self.fault(FaultPlan::times(fault, 2));
    }

    /// The last seven complete days.
    pub fn week(&self) -> DayRange {
        DayRange::ending(self.sim.today.plus_days(-1), 7)
    }

    pub fn asked(&self, kind: &str) -> u64 {
        self.sim.stats().by_kind.get(kind).copied().unwrap_or(0)
    }
}

pub fn client_config(sim: &Running, clock: &Arc<PassingClock>) -> GraphConfig {
    let token = SecretString::from(sim.token.clone());
    GraphConfig::new(sim.url.clone(), token, Arc::clone(clock) as Arc<dyn Clock>, Arc::new(SeededIds::new(7)))
}

/// What a list of rows adds up to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub rows: u64,
    pub spend_micros: i64,
    pub impressions: u64,
    pub clicks: u64,
    pub purchases_micros: i64,
}

pub async fn sums(mut pages: InsightsPages) -> Result<Sums, meta::GraphError> {
    let mut sums = Sums::default();
    while let Some(page) = pages.next().await? {
        for row in page.rows()? {
            sums.rows += 1;
            sums.spend_micros += row.spend.map_or(0, units::Quantity::micros);
            sums.impressions += row.impressions.map_or(0, units::Count::get);
            sums.clicks += row.clicks.map_or(0, units::Count::get);
            sums.purchases_micros += row.action("omni_purchase").map_or(0, units::Quantity::micros);
        }
    }
    Ok(sums)
}
