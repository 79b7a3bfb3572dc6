//! Who asks, and what the token may.

use serde_json::{Value, json};

use super::{Graph, node};
use crate::call::{Call, GraphError, Reply};
use crate::fault::Fault;

/// The simulated user's id.
pub(super) const USER: &str = "122094807340215533";

pub(super) fn me(call: &Call) -> Result<Reply, GraphError> {
    let fields = node::asked(call, &["id", "name"])?;
    let whole = json!({"id": USER, "name": "Maya Okafor"});
    Ok(Reply::json(&node::select(&whole, &fields)))
}

pub(super) fn permissions(graph: &Graph) -> Reply {
    let read = if graph.faults.holds(Fault::MissingPermission, 0).is_some() { "declined" } else { "granted" };
    let of = |permission: &str, status: &str| json!({"permission": permission, "status": status});
    Reply::json(
        &json!({"data": [of("ads_read", read), of("ads_management", "granted"), of("business_management", "declined"), of("public_profile", "granted")]}),
    )
}

/// What the token is: a token of 60 days with 41 left.
pub(super) fn debug_token(graph: &Graph) -> Reply {
    let now = graph.clock.now().millis() / 1000;
    let expired = graph.faults.holds(Fault::ExpiredToken, 0).is_some();
    let mut scopes = vec!["ads_read", "ads_management", "public_profile"];
    if graph.faults.holds(Fault::MissingPermission, 0).is_some() {
        scopes.remove(0);
    }
    let accounts: Vec<&str> = graph.world.accounts.iter().map(|a| a.digits.as_str()).collect();
    let expires = if expired { now - 86_400 } else { now + 41 * 86_400 };
    let mut data = json!({
        "app_id": "735120094418120",
        "type": "USER",
        "application": "Ad Creator (local)",
        "data_access_expires_at": now + 71 * 86_400,
        "expires_at": expires,
        "is_valid": !expired,
        "issued_at": now - 19 * 86_400,
        "scopes": scopes,
        "granular_scopes": [{"scope": "ads_read", "target_ids": accounts}],
        "user_id": USER,
    });
    if expired && let Some(object) = data.as_object_mut() {
        let error: Value =
            json!({"code": 190, "message": "Error validating access token: Session has expired.", "subcode": 463});
        object.insert("error".to_owned(), error);
    }
    Reply::json(&json!({ "data": data }))
}
