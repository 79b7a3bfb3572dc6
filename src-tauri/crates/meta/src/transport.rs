//! One exchange over HTTP: send, read the whole reply, note what its headers say.

use bytes::Bytes;
use reqwest::header::HeaderMap;
use secrecy::ExposeSecret as _;
use units::Timestamp;

use crate::call::Call;
use crate::client::GraphClient;
use crate::error::GraphError;
use crate::fault::{GraphFault, Verdict};
use crate::redact::scrub;
use crate::usage::Readings;

/// How many throttles in a row one call waits for by itself, however short they are.
const THROTTLES_A_CALL: u32 = 3;

/// A reply that came in whole.
#[derive(Debug)]
pub(crate) struct Reply {
    pub status: u16,
    pub body: Bytes,
    pub readings: Readings,
}

impl GraphClient {
    /// Sends a request until it succeeds, fails for good or has used up its tries.
    pub(crate) async fn ask<T>(
        &self,
        call: &Call,
        read: impl Fn(&Reply) -> Result<T, GraphError> + Send + Sync,
    ) -> Result<T, GraphError> {
        let mut tries = crate::retry::Tries::up_to(self.config().repeats);
        loop {
            let error = match self.once(call, &read).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            // A call without pages cannot be made smaller: there "too much" is one more passing fault.
            let pause = match error.verdict() {
                Some(Verdict::TooMuch) => tries.next_pause(self.ids()),
                _ => tries.pause_after(&error, self.ids()),
            };
            let Some(pause) = pause else { return Err(error) };
            tracing::debug!(request = call.label(), pause_ms = pause.as_millis(), %error, "trying again");
            self.pause(pause).await?;
        }
    }

    /// Sends a request once; only short waits for the budget are waited for here.
    pub(crate) async fn once<T>(
        &self,
        call: &Call,
        read: impl Fn(&Reply) -> Result<T, GraphError> + Send + Sync,
    ) -> Result<T, GraphError> {
        let mut throttles = 0;
        loop {
            let outcome = self.exchange(call).await.and_then(|reply| self.judge(&reply).and_then(|()| read(&reply)));
            match outcome {
                Err(GraphError::Throttled { until, .. }) if throttles < THROTTLES_A_CALL && self.is_short(until) => {
                    throttles += 1;
                    self.pause(until.since(self.clock().now())).await?;
                }
                outcome => return outcome,
            }
        }
    }

    fn is_short(&self, until: Timestamp) -> bool {
        until.since(self.clock().now()) <= self.config().longest_wait
    }

    async fn exchange(&self, call: &Call) -> Result<Reply, GraphError> {
        let _lane = self.lane().await?;
        self.take(call.cost)?;
        let url = call.url(self.base(), &self.config().version);
        let host = url.host_str().unwrap_or_default().to_owned();
        let mut request = self
            .http()
            .request(call.method.clone(), url)
            .bearer_auth(self.config().token.expose_secret())
            .timeout(self.config().reply_timeout);
        if !call.form.is_empty() {
            request = request.form(&call.form);
        }
        let started = self.clock().monotonic();
        self.config().counter.sent(&host);
        let outcome = self.unless_cancelled(receive(request)).await?;
        let (status, headers, body) = outcome.map_err(|error| {
            self.config().counter.failed(&host);
            self.network_error(&host, error)
        })?;
        self.config().counter.received(&host, body.len());
        self.note_version(&headers);
        tracing::debug!(
            request = call.label(),
            status,
            bytes = body.len(),
            duration_ms = self.clock().monotonic().since(started).as_millis(),
            "answered"
        );
        let readings = Readings::of(|name| headers.get(name)?.to_str().ok());
        Ok(Reply { status, body, readings })
    }

    /// Whether a reply is an answer, and what its headers mean for the budget.
    fn judge(&self, reply: &Reply) -> Result<(), GraphError> {
        let now = self.clock().now();
        if (200..300).contains(&reply.status) && !begins_with_error(&reply.body) {
            self.budget_mut().succeeded(now, &reply.readings);
            return Ok(());
        }
        self.config().counter.failed(self.base().host_str().unwrap_or_default());
        Err(self.failure(reply))
    }

    /// The error that a reply says.
    pub(crate) fn failure(&self, reply: &Reply) -> GraphError {
        let Some(fault) = GraphFault::read(reply.status, &reply.body, &self.config().token) else {
            self.budget_mut().failed(&reply.readings);
            return self.not_json(reply);
        };
        match fault.verdict() {
            Verdict::Throttled(kind) => {
                let until = self.budget_mut().throttled(self.clock().now(), kind, &reply.readings);
                tracing::info!(%until, code = fault.code, "throttled");
                GraphError::Throttled { until, fault: Some(Box::new(fault)) }
            }
            _ => {
                self.budget_mut().failed(&reply.readings);
                GraphError::Fault(Box::new(fault))
            }
        }
    }

    pub(crate) fn not_json(&self, reply: &Reply) -> GraphError {
        let start = &reply.body[..reply.body.len().min(4096)];
        let text = scrub(&String::from_utf8_lossy(start), &self.config().token);
        GraphError::NotJson { status: reply.status, beginning: text.trim().chars().take(120).collect() }
    }

    /// Reads a reply as `T`. Broken JSON may come whole next time; a value of the wrong kind stays wrong, and is
    /// named.
    pub(crate) fn read_json<'b, T: serde::Deserialize<'b>>(&self, reply: &'b Reply) -> Result<T, GraphError> {
        serde_json::from_slice(&reply.body)
            .map_err(|error| if error.is_data() { self.drift::<T>(&reply.body) } else { self.not_json(reply) })
    }

    /// Reads again, slowly, to say which field is wrong.
    pub(crate) fn drift<'b, T: serde::Deserialize<'b>>(&self, json: &'b [u8]) -> GraphError {
        let mut slow = serde_json::Deserializer::from_slice(json);
        match serde_path_to_error::deserialize::<_, T>(&mut slow) {
            Ok(_) => GraphError::unreadable("", "the reply could be read only the second time"),
            Err(error) => GraphError::Unreadable {
                field: error.path().to_string(),
                problem: scrub(&error.inner().to_string(), &self.config().token),
            },
        }
    }

    pub(crate) fn network_error(&self, host: &str, error: reqwest::Error) -> GraphError {
        let host = host.to_owned();
        let connecting = error.is_connect();
        let problem = scrub(&root_cause(&error.without_url()), &self.config().token);
        if connecting { GraphError::Unreachable { host, problem } } else { GraphError::Interrupted { host, problem } }
    }

    fn note_version(&self, headers: &HeaderMap) {
        if let Some(version) = headers.get("facebook-api-version").and_then(|value| value.to_str().ok()) {
            self.note_served_version(version);
        }
    }
}

async fn receive(request: reqwest::RequestBuilder) -> Result<(u16, HeaderMap, Bytes), reqwest::Error> {
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok((status, headers, response.bytes().await?))
}

/// An error may come with HTTP 200. Meta writes it as the first and mostly only key.
fn begins_with_error(body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    let Some(inside) = body.strip_prefix(b"{") else { return false };
    inside.trim_ascii_start().starts_with(b"\"error")
}

/// The last cause says what happened; what stands before it only says that something did.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
