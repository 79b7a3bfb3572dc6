//! From a request to a reply on the wire, broken where a fault says so.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Either, Full};
use hyper::body::{Body, Frame, Incoming};
use hyper::{Method, Request, Response};

use super::{State, own};
use crate::Fault;
use crate::call::{Call, Reply};
use crate::graph::read_picture_url;

/// Closes the connection without a reply.
#[derive(Debug, thiserror::Error)]
#[error("the simulator closes this connection on purpose")]
pub(super) struct Reset;

pub(super) type Out = Either<Full<Bytes>, Cut>;

pub(super) async fn respond(state: &State, request: Request<Incoming>) -> Result<Response<Out>, Reset> {
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
        return Ok(plain(own::answer(state, question, post, &body)));
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
    if call.post && strikes(Fault::LostReply, 0).is_some() {
        return Err(Reset);
    }
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
pub(super) struct Cut {
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
    let art = Arc::clone(&state.art);
    match tokio::task::spawn_blocking(move || art.jpeg(drawing, address.size)).await {
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
