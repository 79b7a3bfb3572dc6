//! The HTTP server around the world.

mod own;
mod respond;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, RwLock};

use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use units::{AccountDate, AccountId, DayRange};

use crate::art::Art;
use crate::fault::Faults;
use crate::graph::{Graph, Reports, Results};
use crate::roll::draw;
use crate::stats::Counter;
use crate::story;
use crate::usage::Usage;
use crate::world::{World, grow};
use crate::{FaultPlan, SimAccount, SimConfig, SimError, Stats, Truth};

/// Everything the connections share.
struct State {
    config: SimConfig,
    base: String,
    token: String,
    world: RwLock<Arc<World>>,
    results: Arc<Results>,
    faults: Arc<Faults>,
    usage: Arc<Usage>,
    reports: Arc<Reports>,
    counter: Counter,
    downloads: AtomicU32,
    art: Arc<Art>,
}

/// A simulator that answers. Dropping it stops it.
#[derive(Debug)]
pub struct Running {
    /// `http://127.0.0.1:port`: what stands in place of `https://graph.facebook.com`.
    pub url: String,
    /// The token it accepts.
    pub token: String,
    /// Its accounts; the first is the main one.
    pub accounts: Vec<SimAccount>,
    /// Today in the first account's zone.
    pub today: AccountDate,
    state: Arc<State>,
    stop: watch::Sender<bool>,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").field("base", &self.base).finish_non_exhaustive()
    }
}

/// A status that no question can ask for.
const GONE: &str = "REMOVED";

/// Starts a simulator on the current tokio runtime.
///
/// # Errors
/// [`SimError::Listen`] if the port cannot be had, [`SimError::EmptySize`] for a size of nothing.
pub async fn serve(config: SimConfig) -> Result<Running, SimError> {
    if config.size.is_some_and(|size| size.campaigns == 0 || size.ads < size.campaigns || size.days == 0) {
        return Err(SimError::EmptySize);
    }
    let listen = |source| SimError::Listen { port: config.port, source };
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, config.port))).await.map_err(listen)?;
    let port = listener.local_addr().map_err(listen)?.port();
    let url = format!("http://127.0.0.1:{port}");
    let world = Arc::new(build(&config, config.today));
    let token = config.token.clone().unwrap_or_else(|| {
        format!("EAASimulator{:016x}{:016x}", draw(config.seed, 91, 0, 0), draw(config.seed, 91, 1, 0))
    });
    let state = Arc::new(State {
        base: url.clone(),
        token: token.clone(),
        world: RwLock::new(Arc::clone(&world)),
        results: Arc::default(),
        faults: Arc::new(Faults::new(config.faults.clone())),
        usage: Arc::default(),
        reports: Arc::default(),
        counter: Counter::default(),
        downloads: AtomicU32::new(0),
        art: Arc::new(Art::new(config.pictures.clone())),
        config,
    });
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(accept(listener, Arc::clone(&state), stopped));
    let accounts = accounts(&world);
    let today = accounts.first().map_or_else(|| AccountDate::from_number(0), |account| account.today);
    Ok(Running { url, token, accounts, today, state, stop })
}

impl Running {
    /// Switches a fault on.
    pub fn switch_on(&self, plan: FaultPlan) {
        self.state.faults.add(plan);
    }

    /// Switches all faults off.
    pub fn clear_faults(&self) {
        self.state.faults.set(Vec::new());
    }

    /// What was asked since the start or the last reset.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.state.counter.read()
    }

    /// Starts counting anew, and forgets the accounts' scores.
    pub fn reset_stats(&self) {
        self.state.counter.reset();
        self.state.usage.reset();
    }

    /// The simulator's own totals of a range of days, of all accounts.
    #[must_use]
    pub fn truth(&self, range: DayRange) -> Truth {
        Truth::of(&self.state.world(), range.since(), range.until(), None)
    }

    /// Another day begins: new rows, late conversions of the last 28 days. Changes made by [`Self::restate`] and
    /// [`Self::vanish`] are undone.
    pub fn set_today(&mut self, today: AccountDate) {
        self.state.set_today(today);
        self.today = today;
        for account in &mut self.accounts {
            account.today = today;
        }
    }

    /// Lets a new day begin where the clock says so; for a simulator that is kept for longer than a day.
    pub fn follow_clock(&self) {
        let now = self.state.config.clock.now();
        let stale = self.state.world().accounts.iter().any(|account| account.today < account.zone.day_of(now));
        if self.state.config.today.is_none() && stale {
            self.state.put(build(&self.state.config, None));
        }
    }

    /// Changes what ads delivered on these days, as Meta's corrections do: every row's spend falls by `percent`.
    pub fn restate(&self, range: DayRange, percent: u32) {
        self.state.restate(range, percent);
    }

    /// Takes every `nth` row of these days away, as Meta does with traffic it finds invalid.
    pub fn vanish(&self, range: DayRange, nth: u32) {
        let mut seen = 0;
        self.state.change_rows(|row| {
            let inside = (range.since().number()..=range.until().number()).contains(&row.day);
            seen += u32::from(inside);
            !(inside && seen % nth.max(1) == 0)
        });
    }

    /// Gives an ad another name, as a marketer does in Ads Manager. Says whether there is such an ad.
    pub fn rename_ad(&self, id: &str, name: &str) -> bool {
        self.state.change_ad(id, |ad| name.clone_into(&mut ad.name))
    }

    /// Takes an ad away for good: no list and no question at ad level has it any more, and the totals of its campaign
    /// and account keep what it spent. Says whether there was such an ad.
    pub fn remove_ad(&self, id: &str) -> bool {
        self.state.change_ad(id, |ad| ad.effective = GONE)
    }

    /// Stops answering; connections that are open are closed.
    pub fn stop(self) {
        drop(self);
    }

    /// Waits until the process is asked to end; for a simulator that is a program by itself.
    pub async fn forever(&self) {
        std::future::pending::<()>().await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

fn accounts(world: &World) -> Vec<SimAccount> {
    let of = |account: &crate::world::Account| SimAccount {
        id: AccountId::parse(&account.digits).expect("the stories write accounts as digits"),
        name: account.name.clone(),
        currency: account.currency,
        zone: account.zone,
        today: account.today,
    };
    world.accounts.iter().map(of).collect()
}

fn build(config: &SimConfig, today: Option<AccountDate>) -> World {
    // Tuesday is found from the first account's today; a story's accounts share their anchor's weekday.
    let now = config.clock.now();
    let plans = |launches_ago| story::accounts(config.story, config.size, launches_ago);
    let first_today =
        || plans(0).first().map_or(AccountDate::from_naive(now.to_utc().date_naive()), |plan| plan.zone.day_of(now));
    let anchor_hint = config.anchor.or(config.today).unwrap_or_else(first_today);
    // Day 0 of the epoch was a Thursday, so (day + 2) mod 7 counts from Tuesday.
    let since_tuesday = (anchor_hint.number() + 2).rem_euclid(7);
    let launches_ago = if since_tuesday < 2 { since_tuesday + 7 } else { since_tuesday };
    let soils = plans(launches_ago).into_iter().map(|plan| {
        let today = today.unwrap_or_else(|| plan.zone.day_of(now));
        let anchor = config.anchor.or(config.today).unwrap_or(today).min(today);
        grow::Soil { plan, anchor, today, settled: config.settled }
    });
    grow::grow(soils.collect(), config.seed)
}

impl State {
    fn world(&self) -> Arc<World> {
        Arc::clone(&self.world.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    fn put(&self, world: World) {
        *self.world.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(world);
        self.results.clear();
    }

    fn set_today(&self, today: AccountDate) {
        let anchored = SimConfig {
            anchor: self.config.anchor.or(self.config.today).or(self.world().accounts.first().map(|a| a.today)),
            ..self.config.clone()
        };
        self.put(build(&anchored, Some(today)));
    }

    fn restate(&self, range: DayRange, percent: u32) {
        self.change_rows(|row| {
            if (range.since().number()..=range.until().number()).contains(&row.day) {
                row.spend -= (u64::from(row.spend) * u64::from(percent.min(100)) / 100) as u32;
            }
            true
        });
    }

    fn change_rows(&self, mut keep: impl FnMut(&mut crate::world::Row) -> bool) {
        let mut world = World::clone(&self.world());
        for account in &mut world.accounts {
            account.change_rows(&mut keep);
        }
        self.put(world);
    }

    fn change_ad(&self, id: &str, change: impl FnOnce(&mut crate::world::Ad)) -> bool {
        let mut world = World::clone(&self.world());
        let ad = world.accounts.iter_mut().flat_map(|account| &mut account.ads).find(|ad| ad.id == id);
        let Some(ad) = ad else { return false };
        change(ad);
        if ad.effective == GONE {
            world.nodes.remove(id);
        }
        self.put(world);
        true
    }

    fn graph(&self) -> Graph {
        Graph {
            world: self.world(),
            faults: Arc::clone(&self.faults),
            usage: Arc::clone(&self.usage),
            reports: Arc::clone(&self.reports),
            results: Arc::clone(&self.results),
            clock: Arc::clone(&self.config.clock),
            base: self.base.clone(),
            token: self.token.clone(),
        }
    }
}

async fn accept(listener: TcpListener, state: Arc<State>, mut stopped: watch::Receiver<bool>) {
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|stop| *stop) => return,
        };
        match stream {
            Ok((stream, _)) => {
                tokio::spawn(connection(stream, Arc::clone(&state), stopped.clone()));
            }
            Err(error) => tracing::warn!(error = %error, "the simulator could not accept a connection"),
        }
    }
}

async fn connection(stream: TcpStream, state: Arc<State>, mut stopped: watch::Receiver<bool>) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error = %error, "no-delay was refused");
    }
    let serving = hyper::server::conn::http1::Builder::new().serve_connection(
        TokioIo::new(stream),
        service_fn(move |request| {
            let state = Arc::clone(&state);
            async move { respond::respond(&state, request).await }
        }),
    );
    tokio::select! {
        ended = serving => if let Err(error) = ended {
            tracing::debug!(error = %error, "a connection of the simulator ended early");
        },
        _ = stopped.wait_for(|stop| *stop) => {}
    }
}
