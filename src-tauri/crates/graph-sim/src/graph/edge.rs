//! Lists of objects: filters, pages, cursors.

use base64::Engine as _;
use serde_json::{Map, Value, json};
use units::{AccountDate, Timestamp};

use super::fields::Field;
use super::{Graph, insights, node};
use crate::call::{Call, GraphError, Reply};
use crate::fault::Fault;
use crate::world::{Account, Activity, Node, is_hidden};

/// Rows of a page where the call does not say.
const DEFAULT_LIMIT: usize = 25;
/// Above this a page fails as too much data.
const MOST_ROWS: usize = 1000;

/// A page of something that has positions.
pub(super) struct Page {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) total: usize,
}

impl Page {
    /// Reads `limit` and `after`.
    pub(super) fn of(graph: &Graph, call: &Call, kind: &str, total: usize) -> Result<Self, GraphError> {
        let limit = match call.param("limit") {
            Some(text) => text
                .parse::<usize>()
                .map_err(|_not_a_number| GraphError::parameter("(#100) param limit must be a positive number"))?,
            None => DEFAULT_LIMIT,
        };
        let from = call.param("after").map_or(Ok(0), |cursor| decode(cursor).map(|last| last + 1))?.min(total);
        let to = (from + limit.max(1)).min(total);
        let most = graph.faults.holds(crate::Fault::ReduceData, 100).filter(|_| to - from > 0);
        let struck = most.is_some_and(|most| to - from > most as usize)
            && graph.faults.strikes(crate::Fault::ReduceData, kind, 100).is_some();
        if limit > MOST_ROWS || struck {
            return Err(GraphError::reduce());
        }
        Ok(Self { from, to, total })
    }

    /// The `paging` object; nothing for an empty page that is the whole list.
    pub(super) fn paging(&self, graph: &Graph, call: &Call) -> Option<Value> {
        if self.total == 0 {
            return None;
        }
        let mut paging = Map::new();
        paging.insert("cursors".to_owned(), json!({"before": encode(self.from), "after": encode(self.to.max(1) - 1)}));
        if self.to < self.total {
            paging.insert("next".to_owned(), link(graph, call, "after", &encode(self.to - 1)).into());
        }
        if self.from > 0 {
            paging.insert("previous".to_owned(), link(graph, call, "before", &encode(self.from)).into());
        }
        Some(Value::Object(paging))
    }
}

/// The old form of cursors: base64 of the position, `Z` escaped.
fn encode(position: usize) -> String {
    base64::engine::general_purpose::STANDARD.encode(position.to_string()).replace('Z', "ZA").replace('=', "ZD")
}

fn decode(cursor: &str) -> Result<usize, GraphError> {
    let text = cursor.replace("ZD", "=").replace("ZA", "Z");
    let bytes = base64::engine::general_purpose::STANDARD.decode(text).ok();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| GraphError::parameter("(#100) Invalid cursors values"))
}

/// The address of another page, with the token in it, as Meta sends it.
fn link(graph: &Graph, call: &Call, cursor: &str, position: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("access_token", &graph.token);
    for (key, value) in &call.params {
        if !matches!(key.as_str(), "access_token" | "after" | "before") {
            query.append_pair(key, value);
        }
    }
    query.append_pair(cursor, position);
    format!("{}/{}/{}?{}", graph.base, call.version.as_deref().unwrap_or("v26.0"), call.path.join("/"), query.finish())
}

/// `me/adaccounts`, and the accounts that are assigned to a system user.
pub(super) fn accounts(graph: &Graph, call: &Call) -> Result<Reply, GraphError> {
    let own = call.path.first().is_some_and(|who| who == "me");
    let none = own && graph.faults.holds(Fault::AssignedOnly, 0).is_some();
    let seen = if none { 0 } else { graph.world.accounts.len() };
    let nodes: Vec<Node> = (0..seen).map(Node::Account).collect();
    objects(graph, call, "adaccounts", &nodes).map(|value| Reply::json(&value))
}

/// An edge of one object.
pub(super) fn list(graph: &Graph, call: &Call, node: Node, edge: &str) -> Result<Reply, GraphError> {
    value(graph, call, node, edge).map(|value| Reply::json(&value))
}

/// `campaigns?ids=act_1,act_2`: one list for each.
pub(super) fn many(graph: &Graph, call: &Call, edge: &str) -> Result<Reply, GraphError> {
    let mut found = Map::new();
    for id in node::ids_of(call)? {
        let parent = graph.node(&id, "ids")?;
        let mut own = call.clone();
        own.path = vec![id.clone(), edge.to_owned()];
        own.params.retain(|(key, _)| key != "ids");
        let list =
            if edge == "insights" { insights::value(graph, &own, parent)? } else { value(graph, &own, parent, edge)? };
        found.insert(id, list);
    }
    Ok(Reply::json(&Value::Object(found)))
}

/// An edge inside the row of its parent, `ads{id}`; an absent key where it has no rows.
pub(super) fn inside(graph: &Graph, call: &Call, parent: Node, field: &Field) -> Result<Option<Value>, GraphError> {
    let mut own = Call { version: call.version.clone(), token: call.token.clone(), ..Call::default() };
    own.path = vec![parent_id(graph, parent), field.name.clone()];
    own.params.extend(field.arguments.iter().cloned());
    own.params.push(("fields".to_owned(), written(&field.children)));
    let list = value(graph, &own, parent, &field.name)?;
    let rows = list.get("data").and_then(Value::as_array).map_or(0, Vec::len);
    Ok((rows > 0).then_some(list))
}

fn parent_id(graph: &Graph, node: Node) -> String {
    match node {
        Node::Account(a) => format!("act_{}", graph.world.accounts[a].digits),
        Node::Campaign(a, n) => graph.world.accounts[a].campaigns[n].id.clone(),
        Node::AdSet(a, n) => graph.world.accounts[a].adsets[n].id.clone(),
        Node::Ad(a, n) | Node::Creative(a, n) | Node::Video(a, n) => graph.world.accounts[a].ads[n].id.clone(),
    }
}

fn written(fields: &[Field]) -> String {
    let one = |field: &Field| {
        let arguments: String = field.arguments.iter().map(|(key, value)| format!(".{key}({value})")).collect();
        let children =
            if field.children.is_empty() { String::new() } else { format!("{{{}}}", written(&field.children)) };
        format!("{}{arguments}{children}", field.name)
    };
    fields.iter().map(one).collect::<Vec<_>>().join(",")
}

fn value(graph: &Graph, call: &Call, parent: Node, edge: &str) -> Result<Value, GraphError> {
    match (parent, edge) {
        (Node::Account(a), "activities") => activities(graph, call, &graph.world.accounts[a]),
        (Node::Account(a), "adimages") => images(graph, call, a),
        (Node::Video(..), "thumbnails") => {
            let video = node::object(graph, call, parent, &super::fields::parse("thumbnails")?)?;
            Ok(video.get("thumbnails").cloned().unwrap_or_else(|| json!({"data": []})))
        }
        _ => {
            let nodes = children(graph, call, parent, edge)?;
            objects(graph, call, edge, &nodes)
        }
    }
}

/// The objects of an edge that the filters let through.
fn children(graph: &Graph, call: &Call, parent: Node, edge: &str) -> Result<Vec<Node>, GraphError> {
    let (Node::Account(a)
    | Node::Campaign(a, _)
    | Node::AdSet(a, _)
    | Node::Ad(a, _)
    | Node::Creative(a, _)
    | Node::Video(a, _)) = parent;
    let account = &graph.world.accounts[a];
    let filter = Filter::of(call, edge)?;
    let in_campaign = |campaign: usize| !matches!(parent, Node::Campaign(_, n) if n != campaign);
    let in_adset = |adset: usize| {
        !matches!(parent, Node::AdSet(_, n) if n != adset) && in_campaign(account.adsets[adset].campaign)
    };
    let nodes = match (parent, edge) {
        (Node::Account(_), "campaigns") => (0..account.campaigns.len())
            .filter(|&n| {
                let c = &account.campaigns[n];
                filter.passes(&c.id, &c.name, c.effective, node_time(account, c.updated))
            })
            .map(|n| Node::Campaign(a, n))
            .collect(),
        (Node::Account(_) | Node::Campaign(..), "adsets") => (0..account.adsets.len())
            .filter(|&n| {
                let s = &account.adsets[n];
                in_campaign(s.campaign) && filter.passes(&s.id, &s.name, s.effective, node_time(account, s.updated))
            })
            .map(|n| Node::AdSet(a, n))
            .collect(),
        (Node::Account(_) | Node::Campaign(..) | Node::AdSet(..), "ads") => (0..account.ads.len())
            .filter(|&n| {
                let ad = &account.ads[n];
                in_adset(ad.adset) && filter.passes(&ad.id, &ad.name, ad.effective, node_time(account, ad.updated))
            })
            .map(|n| Node::Ad(a, n))
            .collect(),
        (Node::Account(_), "adcreatives") => (0..account.ads.len()).map(|n| Node::Creative(a, n)).collect(),
        (Node::Ad(_, n), "adcreatives") => vec![Node::Creative(a, n)],
        _ => return Err(GraphError::parameter(format!("(#100) Tried accessing nonexisting field ({edge})"))),
    };
    Ok(nodes)
}

fn node_time(account: &Account, day: AccountDate) -> Timestamp {
    account.zone.start_of(day)
}

fn objects(graph: &Graph, call: &Call, kind: &str, nodes: &[Node]) -> Result<Value, GraphError> {
    let fields = node::asked(call, &["id"])?;
    let page = Page::of(graph, call, kind, nodes.len())?;
    let rows: Result<Vec<Value>, GraphError> =
        nodes[page.from..page.to].iter().map(|&n| node::object(graph, call, n, &fields)).collect();
    Ok(with_paging(graph, call, rows?, &page))
}

fn with_paging(graph: &Graph, call: &Call, rows: Vec<Value>, page: &Page) -> Value {
    let mut list = Map::new();
    list.insert("data".to_owned(), Value::Array(rows));
    if let Some(paging) = page.paging(graph, call) {
        list.insert("paging".to_owned(), paging);
    }
    if call.param("summary").is_some_and(|s| s != "false") {
        list.insert("summary".to_owned(), json!({"total_count": page.total}));
    }
    Value::Object(list)
}

/// `adimages?hashes=[…]`: each picture once.
fn images(graph: &Graph, call: &Call, a: usize) -> Result<Value, GraphError> {
    let account = &graph.world.accounts[a];
    let wanted = call.list("hashes");
    let mut seen = std::collections::HashSet::new();
    let found: Vec<usize> = (0..account.ads.len())
        .filter(|&n| wanted.as_ref().is_none_or(|hashes| hashes.contains(&account.ads[n].image_hash)))
        .filter(|&n| seen.insert(account.ads[n].image_hash.clone()))
        .collect();
    let fields = node::asked(call, &["id"])?;
    let page = Page::of(graph, call, "adimages", found.len())?;
    let rows =
        found[page.from..page.to].iter().map(|&n| node::select(&node::image(graph, account, n), &fields)).collect();
    Ok(with_paging(graph, call, rows, &page))
}

/// `activities?since=…&until=…`: newest first, the last seven days where nothing is said.
fn activities(graph: &Graph, call: &Call, account: &Account) -> Result<Value, GraphError> {
    let instant = |name: &str, end_of_day: i32| call.param(name).and_then(|text| moment(account, text, end_of_day));
    let since = instant("since", 0).unwrap_or_else(|| account.zone.start_of(account.today.plus_days(-7)));
    let until = instant("until", 1).unwrap_or_else(|| account.zone.start_of(account.today.plus_days(1)));
    let found: Vec<&Activity> = account.activities.iter().filter(|act| since <= act.at && act.at <= until).collect();
    let fields = node::asked(call, &["event_time", "event_type"])?;
    let page = Page::of(graph, call, "activities", found.len())?;
    let rows = found[page.from..page.to].iter().map(|act| node::select(&activity(account, act), &fields)).collect();
    Ok(with_paging(graph, call, rows, &page))
}

fn moment(account: &Account, text: &str, end_of_day: i32) -> Option<Timestamp> {
    if let Ok(day) = AccountDate::parse(text) {
        return Some(account.zone.start_of(day.plus_days(end_of_day)));
    }
    let seconds = text.parse::<i64>().ok().map(|seconds| Timestamp::from_millis(seconds * 1000));
    seconds.or_else(|| Timestamp::parse(text).ok())
}

fn activity(account: &Account, act: &Activity) -> Value {
    let local = account.zone.local(act.at);
    json!({
        "actor_id": if act.actor == "Meta" { "0" } else { "122094807340215533" },
        "actor_name": act.actor,
        "application_id": "119211728144504",
        "application_name": "Ads Manager",
        "date_time_in_timezone": local.format("%m/%d/%Y at %I:%M %p").to_string(),
        "event_time": act.at.to_utc().format("%Y-%m-%dT%H:%M:%S+0000").to_string(),
        "event_type": act.event_type,
        "extra_data": act.extra,
        "object_id": act.object_id,
        "object_name": act.object_name,
        "object_type": act.object_type,
        "translated_event_type": act.translated,
    })
}

/// Which objects a listing shows.
struct Filter {
    statuses: Option<Vec<String>>,
    ids: Option<Vec<String>>,
    name_part: Option<String>,
    updated_since: Option<Timestamp>,
}

impl Filter {
    fn of(call: &Call, edge: &str) -> Result<Self, GraphError> {
        let mut filter =
            Self { statuses: call.list("effective_status"), ids: None, name_part: None, updated_since: None };
        if let Some(seconds) = call.param("updated_since").and_then(|text| text.parse::<i64>().ok()) {
            filter.updated_since = Some(Timestamp::from_millis(seconds * 1000));
        }
        let own = edge.trim_end_matches('s');
        for condition in insights::conditions(call)? {
            let (object, field) = condition.field.split_once('.').unwrap_or((own, condition.field.as_str()));
            match (object == own, field) {
                (true, "effective_status") => filter.statuses = Some(condition.values),
                (true, "delivery_info") => filter.statuses = Some(insights::statuses_of_delivery(&condition.values)),
                (true, "id") => filter.ids = Some(condition.values),
                (true, "name") => filter.name_part = condition.values.into_iter().next(),
                (true, "updated_time") => {
                    filter.updated_since = condition
                        .values
                        .first()
                        .and_then(|v| v.parse::<i64>().ok())
                        .map(|s| Timestamp::from_millis(s * 1000));
                }
                _ => {
                    return Err(GraphError::parameter(format!(
                        "(#100) Filtering field {} is invalid",
                        condition.field
                    )));
                }
            }
        }
        Ok(filter)
    }

    fn passes(&self, id: &str, name: &str, effective: &str, updated: Timestamp) -> bool {
        let status = self.statuses.as_ref().map_or(!is_hidden(effective), |all| all.iter().any(|s| s == effective));
        let id = self.ids.as_ref().is_none_or(|all| all.iter().any(|one| one == id));
        let name = self.name_part.as_ref().is_none_or(|part| name.to_lowercase().contains(&part.to_lowercase()));
        status && id && name && self.updated_since.is_none_or(|since| updated >= since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_look_like_metas_and_lead_back() {
        assert_eq!(encode(24), "MjQZD", "as recorded");
        assert_eq!(encode(0), "MAZDZD", "as recorded");
        for position in [0, 9, 24, 499, 123_456] {
            assert_eq!(decode(&encode(position)).unwrap(), position);
        }
    }
}
