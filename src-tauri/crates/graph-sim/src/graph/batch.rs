//! Batches: up to fifty calls in one request, each answered by itself.

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::Graph;
use crate::call::{Call, GraphError, Reply};
use crate::fault::Fault;

const MOST_ITEMS: usize = 50;

pub(super) fn answer(graph: &Graph, call: &Call) -> Result<Reply, GraphError> {
    let text = call
        .param("batch")
        .ok_or_else(|| GraphError::parameter("(#100) The parameter batch is required").kind("GraphBatchException"))?;
    let items: Vec<Value> = serde_json::from_str(text).map_err(|_not_json| {
        GraphError::parameter("(#100) param batch must be an array").kind("GraphBatchException")
    })?;
    if items.is_empty() || items.len() > MOST_ITEMS {
        return Err(GraphError::new(400, 1, "An error has occurred. No further information is available.")
            .kind("GraphBatchException"));
    }
    let with_headers = call.param("include_headers") != Some("false");
    let null_at = graph.faults.strikes(Fault::BatchNull, "batch", 0).map(|_| 1.min(items.len() - 1));
    let mut rows = 0;
    let answers = items.iter().enumerate().map(|(n, value)| {
        if null_at == Some(n) {
            return Value::Null;
        }
        let reply = item(graph, call, value);
        rows += reply.rows;
        written(&reply, with_headers)
    });
    let body = Value::Array(answers.collect());
    Ok(Reply { rows, ..Reply::json(&body) })
}

fn item(graph: &Graph, batch: &Call, value: &Value) -> Reply {
    let Some(target) = value.get("relative_url").and_then(Value::as_str) else {
        return GraphError::parameter("(#100) relative_url is required").into();
    };
    let post = value.get("method").and_then(Value::as_str).is_some_and(|method| method.eq_ignore_ascii_case("POST"));
    let body = value.get("body").and_then(Value::as_str).unwrap_or_default();
    let target = if target.contains('?') {
        target.to_owned()
    } else {
        percent_decode_str(target).decode_utf8_lossy().into_owned()
    };
    let mut call = Call::parse(&target, post, body.as_bytes(), batch.token.as_deref());
    call.version = call.version.or_else(|| batch.version.clone());
    let kind = graph.kind(&call);
    if kind == "batch" {
        return GraphError::parameter("(#100) A batch cannot hold a batch").kind("GraphBatchException").into();
    }
    graph.answer_one(&call, kind)
}

fn written(reply: &Reply, with_headers: bool) -> Value {
    let body = String::from_utf8_lossy(&reply.body).into_owned();
    if !with_headers {
        return json!({"code": reply.status, "body": body});
    }
    let mut headers: Vec<Value> = vec![json!({"name": "Content-Type", "value": reply.content_type})];
    headers.extend(reply.headers.iter().map(|(name, value)| json!({"name": name, "value": value})));
    json!({"code": reply.status, "headers": headers, "body": body})
}
