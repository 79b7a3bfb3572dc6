//! Objects by id, and the choice of their fields.

mod values;

use serde_json::{Map, Value, json};

use super::fields::{self, Field};
use super::{Graph, edge, insights};
use crate::call::{Call, GraphError, Reply};
use crate::fault::Fault;
use crate::world::Node;

pub(super) use values::image;
use values::{known_fields, plain};

/// The most ids one request may name.
const MOST_IDS: usize = 50;

/// The fields of a call, or these where it names none.
pub(super) fn asked(call: &Call, default: &[&str]) -> Result<Vec<Field>, GraphError> {
    match call.param("fields") {
        Some(text) => fields::parse(text),
        None => fields::parse(&default.join(",")),
    }
}

/// The chosen fields of a value; `id` always.
pub(super) fn select(whole: &Value, fields: &[Field]) -> Value {
    let mut chosen = Map::new();
    for name in fields.iter().map(|f| f.name.as_str()).chain(["id"]) {
        if let Some(value) = whole.get(name) {
            chosen.insert(name.to_owned(), value.clone());
        }
    }
    Value::Object(chosen)
}

/// A nested value with the fields asked for: an object, or the rows of a small edge.
fn narrow(value: &Value, children: &[Field]) -> Value {
    match value.get("data").and_then(Value::as_array) {
        _ if children.is_empty() || !value.is_object() => value.clone(),
        Some(rows) => json!({"data": rows.iter().map(|row| select(row, children)).collect::<Vec<_>>()}),
        None => select(value, children),
    }
}

/// One object by its id.
pub(super) fn one(graph: &Graph, call: &Call, id: &str) -> Result<Reply, GraphError> {
    let kind = graph.kind(call);
    let fields = asked(call, &["id"])?;
    Ok(Reply::json(&object(graph, call, graph.node(id, kind)?, &fields)?))
}

/// Objects by `ids=`, keyed by id. One that cannot be read fails them all, as at Meta.
pub(super) fn many(graph: &Graph, call: &Call) -> Result<Reply, GraphError> {
    let ids = ids_of(call)?;
    let fields = asked(call, &["id"])?;
    let mut found = Map::new();
    for id in ids {
        let node = graph.node(&id, "ids")?;
        found.insert(id, object(graph, call, node, &fields)?);
    }
    Ok(Reply::json(&Value::Object(found)))
}

/// The ids of a multi-get.
pub(super) fn ids_of(call: &Call) -> Result<Vec<String>, GraphError> {
    let Some(text) = call.param("ids") else {
        return Err(GraphError::new(400, 2500, "The parameter ids is required"));
    };
    let ids: Vec<String> = text.split(',').map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
    if ids.len() > MOST_IDS {
        return Err(GraphError::parameter(format!(
            "(#100) Too many IDs. Maximum: {MOST_IDS}. Provided: {}.",
            ids.len()
        )));
    }
    Ok(ids)
}

/// An object with the fields asked for; absent ones are left out, unknown ones refused.
pub(super) fn object(graph: &Graph, call: &Call, node: Node, fields: &[Field]) -> Result<Value, GraphError> {
    let (type_name, known) = known_fields(node);
    let mut whole: Option<Value> = None;
    let mut chosen = Map::new();
    for field in fields {
        let name = field.name.as_str();
        check_rights(graph, node, name)?;
        if let Some(value) = nested(graph, call, node, field)? {
            chosen.insert(name.to_owned(), value);
            continue;
        }
        let whole = whole.get_or_insert_with(|| plain(graph, call, node, fields));
        match whole.get(name) {
            Some(value) => {
                chosen.insert(name.to_owned(), narrow(value, &field.children));
            }
            None if known.contains(&name) => {}
            None => {
                return Err(GraphError::parameter(format!(
                    "(#100) Tried accessing nonexisting field ({name}) on node type ({type_name})"
                )));
            }
        }
    }
    chosen.entry("id").or_insert_with(|| id_of(graph, node).into());
    Ok(Value::Object(chosen))
}

fn check_rights(graph: &Graph, node: Node, name: &str) -> Result<(), GraphError> {
    let refused = |name: &str| {
        Err(GraphError::new(
            403,
            200,
            format!("(#200) Requires business_management permission to manage the object: field {name}"),
        ))
    };
    match (node, name) {
        (Node::Account(_), "owner" | "funding_source_details") => refused(name),
        (Node::Account(_), "business") if graph.faults.strikes(Fault::ForbiddenField, "account", 0).is_some() => {
            refused(name)
        }
        (Node::Creative(..), "object_story_spec") if graph.faults.strikes(Fault::BadCreative, "node", 0).is_some() => {
            Err(GraphError::parameter("Invalid parameter")
                .subcode(1_443_048)
                .user("Object story spec ill-formed", "The object story spec of this creative cannot be read."))
        }
        _ => Ok(()),
    }
}

/// A field that is an object or an edge of its own.
fn nested(graph: &Graph, call: &Call, node: Node, field: &Field) -> Result<Option<Value>, GraphError> {
    let children =
        |default: &str| if field.children.is_empty() { fields::parse(default) } else { Ok(field.children.clone()) };
    Ok(match (node, field.name.as_str()) {
        (Node::Ad(a, n), "creative") => {
            let mut call = call.clone();
            call.params.extend(field.arguments.iter().cloned());
            Some(object(graph, &call, Node::Creative(a, n), &children("id")?)?)
        }
        (Node::Ad(a, n), "adset") => {
            Some(object(graph, call, Node::AdSet(a, graph.world.accounts[a].ads[n].adset), &children("id")?)?)
        }
        (Node::Ad(a, n), "campaign") => {
            let account = &graph.world.accounts[a];
            Some(object(
                graph,
                call,
                Node::Campaign(a, account.adsets[account.ads[n].adset].campaign),
                &children("id")?,
            )?)
        }
        (Node::AdSet(a, n), "campaign") => {
            Some(object(graph, call, Node::Campaign(a, graph.world.accounts[a].adsets[n].campaign), &children("id")?)?)
        }
        (Node::Campaign(..) | Node::AdSet(..) | Node::Account(_), "ads" | "adsets" | "campaigns") => {
            edge::inside(graph, call, node, field)?
        }
        (Node::Campaign(..) | Node::AdSet(..) | Node::Ad(..) | Node::Account(_), "insights") => {
            insights::inside(graph, node, field)?
        }
        _ => None,
    })
}

fn id_of(graph: &Graph, node: Node) -> String {
    match node {
        Node::Account(a) => format!("act_{}", graph.world.accounts[a].digits),
        Node::Campaign(a, n) => graph.world.accounts[a].campaigns[n].id.clone(),
        Node::AdSet(a, n) => graph.world.accounts[a].adsets[n].id.clone(),
        Node::Ad(a, n) => graph.world.accounts[a].ads[n].id.clone(),
        Node::Creative(a, n) => graph.world.accounts[a].ads[n].creative_id.clone(),
        Node::Video(a, n) => graph.world.accounts[a].ads[n].video.as_ref().map(|v| v.id.clone()).unwrap_or_default(),
    }
}
