//! The HTTP server around the world.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, RwLock};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Either, Full};
use hyper::body::{Body, Frame, Incoming};
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use units::{AccountDate, AccountId, DayRange};

use crate::call::{Call, Reply};
use crate::fault::Faults;
use crate::graph::{Graph, Reports, Results, read_picture_url};
use crate::roll::draw;
use crate::stats::Counter;
use crate::story;
use crate::usage::Usage;
use crate::world::{World, grow};
use crate::{Fault, FaultPlan, SimAccount, SimConfig, SimError, Stats, Story, Truth, art};

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
    let anchor_hint =
        config.anchor.or(config.today).unwrap_or_else(|| AccountDate::from_naive(now.to_utc().date_naive()));
    // Day 0 of the epoch was a Thursday, so (day + 2) mod 7 counts from Tuesday.
    let since_tuesday = (anchor_hint.number() + 2).rem_euclid(7);
    let launches_ago = if since_tuesday < 2 { since_tuesday + 7 } else { since_tuesday };
    let soils = story::accounts(config.story, config.size, launches_ago).into_iter().map(|plan| {
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
            async move { respond(&state, request).await }
        }),
    );
    tokio::select! {
        ended = serving => if let Err(error) = ended {
            tracing::debug!(error = %error, "a connection of the simulator ended early");
        },
        _ = stopped.wait_for(|stop| *stop) => {}
    }
}

/// Closes the connection without a reply.
#[derive(Debug, thiserror::Error)]
#[error("the simulator closes this connection on purpose")]
struct Reset;

type Out = Either<Full<Bytes>, Cut>;

async fn respond(state: &State, request: Request<Incoming>) -> Result<Response<Out>, Reset> {
    let post = request.method() == Method::POST;
    let target = request.uri().path_and_query().map(|t| t.as_str().to_owned()).unwrap_or_default();
    let bearer = request
        .headers()
        .get("authorization")
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.strip_prefix("Bearer "))
        .map(str::to_owned);
    let body = request.into_body().collect().await.map_err(|_gone| Reset)?.to_bytes();
    if let Some(question) = target.strip_prefix("/__sim/") {
        return Ok(plain(own(state, question, post, &body)));
    }
    let call = Call::parse(&target, post, &body, bearer.as_deref());
    if call.path.first().is_some_and(|root| root == "scontent") {
        let reply = picture(state, &call).await;
        state.counter.count(|stats| {
            *stats.by_kind.entry("picture".to_owned()).or_default() += 1;
            stats.bytes += reply.body.len() as u64;
        });
        return Ok(plain(reply));
    }
    pause(state, state.config.latency).await;
    graph_reply(state, &call).await
}

async fn graph_reply(state: &State, call: &Call) -> Result<Response<Out>, Reset> {
    let graph = state.graph();
    let kind = graph.kind(call);
    let strikes = |fault, default| state.faults.strikes(fault, kind, default);
    if let Some(millis) = strikes(Fault::Slow, 3000) {
        pause(state, Duration::from_millis(u64::from(millis))).await;
    }
    if strikes(Fault::Reset, 0).is_some() {
        count(state, kind, call, None);
        return Err(Reset);
    }
    let replaced = replacement(&strikes);
    let reply = replaced.unwrap_or_else(|| graph.answer(call));
    count(state, kind, call, Some(&reply));
    if strikes(Fault::Truncated, 0).is_some() && !reply.is_error() {
        return Ok(truncated(reply));
    }
    Ok(plain(reply))
}

/// Replies that do not come from the Graph API at all.
fn replacement(strikes: &dyn Fn(Fault, u32) -> Option<u32>) -> Option<Reply> {
    let made = |status, content_type, body: &'static str| {
        Some(Reply { status, content_type, body: Bytes::from_static(body.as_bytes()), headers: Vec::new(), rows: 0 })
    };
    if strikes(Fault::Html, 0).is_some() {
        return made(
            502,
            "text/html",
            "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>",
        );
    }
    if strikes(Fault::PlainText, 0).is_some() {
        return made(200, "text/plain", "Service Unavailable");
    }
    if strikes(Fault::OkError, 0).is_some() {
        return made(
            200,
            "application/json; charset=UTF-8",
            r#"{"error":{"message":"Service temporarily unavailable","type":"OAuthException","is_transient":true,"code":2,"fbtrace_id":"AxSimulatorTrace0"}}"#,
        );
    }
    None
}

fn count(state: &State, kind: &str, call: &Call, reply: Option<&Reply>) {
    let items = match kind {
        "batch" => call
            .param("batch")
            .and_then(|text| serde_json::from_str::<Vec<serde_json::Value>>(text).ok())
            .map_or(1, |items| items.len()),
        _ => call.param("ids").map_or(1, |ids| ids.split(',').count()),
    };
    state.counter.count(|stats| {
        stats.requests += 1;
        stats.calls += items as u64;
        *stats.by_kind.entry(kind.to_owned()).or_default() += 1;
        if let Some(reply) = reply {
            stats.bytes += reply.body.len() as u64;
            stats.rows += reply.rows;
            stats.errors += u64::from(reply.is_error());
        } else {
            stats.errors += 1;
        }
    });
}

async fn pause(state: &State, time: Duration) {
    if !time.is_zero() {
        state.config.clock.sleep(time).await;
    }
}

fn head(reply: &Reply) -> hyper::http::response::Builder {
    let mut builder = Response::builder().status(reply.status).header("content-type", reply.content_type);
    for (name, value) in &reply.headers {
        builder = builder.header(*name, value);
    }
    builder
}

fn plain(reply: Reply) -> Response<Out> {
    head(&reply).body(Either::Left(Full::new(reply.body))).expect("BUG: the simulator's headers are ASCII")
}

fn truncated(reply: Reply) -> Response<Out> {
    let half = reply.body.slice(..reply.body.len() / 2);
    head(&reply)
        .header("content-length", reply.body.len())
        .body(Either::Right(Cut { half: Some(half), sent: false }))
        .expect("BUG: the simulator's headers are ASCII")
}

/// A body that breaks off after its first half.
#[derive(Debug)]
struct Cut {
    half: Option<Bytes>,
    sent: bool,
}

impl Body for Cut {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(half) = self.half.take() {
            return Poll::Ready(Some(Ok(Frame::data(half))));
        }
        // Pending once, so that the half is on the wire before hyper sees the end and tears the connection down.
        if !std::mem::replace(&mut self.sent, true) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(None)
    }
}

async fn picture(state: &State, call: &Call) -> Reply {
    let refused = |status, text: &'static str| Reply {
        status,
        content_type: "text/plain",
        body: Bytes::from_static(text.as_bytes()),
        headers: Vec::new(),
        rows: 0,
    };
    let Some(address) = read_picture_url(&call.path, &call.params) else {
        return refused(404, "Not found");
    };
    let nth = state.downloads.fetch_add(1, Ordering::Relaxed);
    let expired = address.expires <= state.config.clock.now().millis() / 1000;
    if expired || state.faults.holds(Fault::PicturesExpired, 0).is_some_and(|most| nth >= most) {
        return refused(403, "URL signature expired");
    }
    let world = state.world();
    let found = world.accounts.iter().flat_map(|account| &account.ads).find(|ad| ad.image_hash == address.hash);
    let Some(drawing) = found.map(|ad| ad.picture) else { return refused(404, "Not found") };
    match tokio::task::spawn_blocking(move || art::jpeg(drawing, address.size)).await {
        Ok(body) => Reply {
            status: 200,
            content_type: "image/jpeg",
            body,
            headers: vec![("cache-control", "max-age=1209600, no-transform".to_owned())],
            rows: 0,
        },
        Err(_panicked) => refused(500, "The picture could not be drawn"),
    }
}

/// Questions to the simulator itself.
fn own(state: &State, question: &str, post: bool, body: &[u8]) -> Reply {
    let call = Call::parse(question, post, body, None);
    let bad = |text: String| Reply { status: 400, ..Reply::json(&json!({ "error": text })) };
    match (call.path.first().map(String::as_str), post) {
        (Some("truth"), _) => {
            let (since, until) =
                (call.param("since").map(AccountDate::parse), call.param("until").map(AccountDate::parse));
            let (Some(Ok(since)), Some(Ok(until))) = (since, until) else {
                return bad("since and until are days: YYYY-MM-DD".to_owned());
            };
            let account = call.param("account").map(|id| id.trim_start_matches("act_"));
            written(&Truth::of(&state.world(), since, until, account))
        }
        (Some("stats"), false) => written(&state.counter.read()),
        (Some("stats"), true) => {
            state.counter.reset();
            state.usage.reset();
            written(&state.counter.read())
        }
        (Some("faults"), true) => match String::from_utf8_lossy(body)
            .split_whitespace()
            .map(str::parse::<FaultPlan>)
            .collect::<Result<Vec<_>, _>>()
        {
            Ok(plans) => {
                state.faults.set(plans);
                Reply::json(&json!({"success": true}))
            }
            Err(error) => bad(error.to_string()),
        },
        (Some("today"), true) => match AccountDate::parse(&String::from_utf8_lossy(body)) {
            Ok(today) => {
                state.set_today(today);
                Reply::json(&json!({"success": true}))
            }
            Err(error) => bad(error.to_string()),
        },
        (Some("restate"), true) => match read_restatement(&String::from_utf8_lossy(body)) {
            Some((range, percent)) => {
                state.restate(range, percent);
                Reply::json(&json!({"success": true}))
            }
            None => bad("write SINCE UNTIL PERCENT".to_owned()),
        },
        (Some("stories"), false) => written(&Story::ALL.map(Story::name)),
        _ => Reply { status: 404, ..Reply::json(&json!({"error": "ask truth, stats, faults, today, restate or stories"})) },
    }
}

fn read_restatement(text: &str) -> Option<(DayRange, u32)> {
    let mut words = text.split_whitespace();
    let (since, until) = (AccountDate::parse(words.next()?).ok()?, AccountDate::parse(words.next()?).ok()?);
    Some((DayRange::new(since, until).ok()?, words.next()?.parse().ok()?))
}

fn written(value: &impl serde::Serialize) -> Reply {
    Reply::bytes(serde_json::to_vec(value).expect("BUG: the simulator's own replies are plain values"))
}
