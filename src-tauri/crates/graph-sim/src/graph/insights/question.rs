//! What a call for insights asks.

use serde_json::Value;
use units::{AccountDate, DayRange};

use super::super::Graph;
use crate::call::{Call, GraphError};
use crate::fault::Fault;
use crate::world::{Account, Node};

/// What the rows are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Account,
    Campaign,
    AdSet,
    Ad,
}

/// How the days are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Increment {
    /// One row for the whole range.
    All,
    /// A row for so many days.
    Days(i32),
    /// A row for a month.
    Monthly,
}

/// One element of `filtering`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) field: String,
    pub(crate) operator: String,
    pub(crate) values: Vec<String>,
}

/// A call for insights, read.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) node: Node,
    pub(crate) account: usize,
    pub(crate) level: Level,
    pub(crate) ranges: Vec<DayRange>,
    pub(crate) increment: Increment,
    pub(crate) fields: Vec<super::write::Column>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) sort: Option<(String, bool)>,
    /// Attribution windows asked for, as keys.
    pub(crate) windows: Vec<String>,
    pub(crate) action_breakdowns: Vec<String>,
    pub(crate) breakdowns: Vec<String>,
    pub(crate) summary: bool,
}

impl Question {
    pub(crate) fn read(graph: &Graph, call: &Call, node: Node) -> Result<Self, GraphError> {
        let (account, own) = match node {
            Node::Account(a) => (a, Level::Account),
            Node::Campaign(a, _) => (a, Level::Campaign),
            Node::AdSet(a, _) => (a, Level::AdSet),
            Node::Ad(a, _) => (a, Level::Ad),
            Node::Creative(..) | Node::Video(..) => {
                return Err(GraphError::parameter("(#100) Tried accessing nonexisting field (insights)"));
            }
        };
        let level = match call.param("level") {
            None => own,
            Some("account") => Level::Account,
            Some("campaign") => Level::Campaign,
            Some("adset") => Level::AdSet,
            Some("ad") => Level::Ad,
            Some(other) => {
                return Err(GraphError::parameter(format!(
                    "(#100) level must be one of the following values: ad, adset, campaign, account. Got {other}"
                )));
            }
        };
        let question = Self {
            node,
            account,
            level: level.max(own),
            ranges: ranges(graph, call, account)?,
            increment: increment(call)?,
            fields: super::write::columns(call.param("fields").unwrap_or("impressions,spend"))?,
            conditions: conditions(call)?,
            sort: sort(call),
            windows: call.list("action_attribution_windows").unwrap_or_default(),
            action_breakdowns: call.list("action_breakdowns").unwrap_or_default(),
            breakdowns: call.list("breakdowns").unwrap_or_default(),
            summary: call.param("default_summary") == Some("true") || call.param("summary").is_some(),
        };
        question.check_dates(graph)?;
        Ok(question)
    }

    /// Identifies the answer's lines; what is shown of them is not part of it.
    pub(super) fn key(&self) -> String {
        format!(
            "{:?}{:?}{:?}{:?}{:?}{:?}{:?}",
            self.node, self.level, self.ranges, self.increment, self.conditions, self.sort, self.breakdowns
        )
    }

    /// 37 months are kept.
    fn check_dates(&self, graph: &Graph) -> Result<(), GraphError> {
        let earliest = graph.today(self.account).minus_months(37);
        if self.ranges.iter().any(|range| range.since() < earliest) {
            return Err(GraphError::new(
                400,
                3018,
                "(#3018) The start date of the time range cannot be beyond 37 months from the current date",
            ));
        }
        Ok(())
    }

    /// Queries that are too big for one synchronous call.
    pub(super) fn check_size(&self, graph: &Graph) -> Result<(), GraphError> {
        let days: u32 = self.ranges.iter().map(|range| range.len()).sum();
        let too_large = graph.faults.holds(Fault::TooLarge, 7).is_some_and(|most| days > most)
            && graph.faults.strikes(Fault::TooLarge, "insights", 7).is_some();
        if too_large || (self.level == Level::Ad && days > 186) {
            return Err(GraphError::parameter("(#100) The amount of data requested is too large. Please use a smaller date range or the asynchronous API.")
                .subcode(1_487_534)
                .user("Query Too Large", "The query needs more time or memory than one request may use."));
        }
        if self.level == Level::Campaign && days > 400 {
            return Err(GraphError::reduce());
        }
        Ok(())
    }

    /// First and last day of the answer.
    pub(crate) fn span(&self) -> (AccountDate, AccountDate) {
        let since = self.ranges.iter().map(|r| r.since()).min().unwrap_or_else(|| AccountDate::from_number(0));
        let until = self.ranges.iter().map(|r| r.until()).max().unwrap_or(since);
        (since, until)
    }

    /// Which ads contribute.
    pub(super) fn chosen(&self, account: &Account) -> Vec<bool> {
        let asked_for_status =
            self.conditions.iter().any(|c| c.field.ends_with("effective_status") || c.field.ends_with("delivery_info"));
        let by_id = self.conditions.iter().any(|c| c.field == "ad.id");
        // A parent's totals hold what its hidden children spent; a list of the children leaves them out unless asked.
        let hide = !asked_for_status && !by_id && !matches!(self.node, Node::Ad(..));
        (0..account.ads.len())
            .map(|n| self.below_node(account, n) && !(hide && self.is_hidden(account, n)) && self.passes(account, n))
            .collect()
    }

    fn is_hidden(&self, account: &Account, n: usize) -> bool {
        let ad = &account.ads[n];
        let adset = &account.adsets[ad.adset];
        match self.level {
            Level::Account => false,
            Level::Campaign => {
                crate::world::is_hidden(account.campaigns[adset.campaign].effective)
                    && matches!(self.node, Node::Account(_))
            }
            Level::AdSet => crate::world::is_hidden(adset.effective) && !matches!(self.node, Node::AdSet(..)),
            Level::Ad => ad.is_hidden(),
        }
    }

    fn below_node(&self, account: &Account, n: usize) -> bool {
        let ad = &account.ads[n];
        match self.node {
            Node::Campaign(_, c) => account.adsets[ad.adset].campaign == c,
            Node::AdSet(_, s) => ad.adset == s,
            Node::Ad(_, a) => n == a,
            _ => true,
        }
    }

    fn passes(&self, account: &Account, n: usize) -> bool {
        let ad = &account.ads[n];
        let adset = &account.adsets[ad.adset];
        let campaign = &account.campaigns[adset.campaign];
        self.conditions.iter().all(|condition| {
            let (object, field) = condition.field.split_once('.').unwrap_or(("", condition.field.as_str()));
            let (id, name, effective) = match object {
                "ad" => (&ad.id, &ad.name, ad.effective),
                "adset" => (&adset.id, &adset.name, adset.effective),
                "campaign" => (&campaign.id, &campaign.name, campaign.effective),
                _ => return true,
            };
            match field {
                "id" => condition.matches(id),
                "name" => condition.matches(name),
                "effective_status" => condition.matches(effective),
                "delivery_info" => statuses_of_delivery(&condition.values).iter().any(|status| status == effective),
                "objective" => condition.matches(campaign.objective),
                _ => true,
            }
        })
    }
}

impl Condition {
    fn matches(&self, text: &str) -> bool {
        let first = self.values.first().map_or("", String::as_str);
        match self.operator.as_str() {
            "IN" | "EQUAL" => self.values.iter().any(|value| value == text),
            "NOT_IN" | "NOT_EQUAL" => self.values.iter().all(|value| value != text),
            "CONTAIN" => text.contains(first),
            "NOT_CONTAIN" => !text.contains(first),
            "STARTS_WITH" => text.starts_with(first),
            "ENDS_WITH" => text.ends_with(first),
            _ => true,
        }
    }

    /// Whether a number passes; conditions on metrics.
    pub(super) fn holds(&self, number: f64) -> bool {
        let value = self.values.first().and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
        match self.operator.as_str() {
            "GREATER_THAN" => number > value,
            "GREATER_THAN_OR_EQUAL" => number >= value,
            "LESS_THAN" => number < value,
            "LESS_THAN_OR_EQUAL" => number <= value,
            "EQUAL" => (number - value).abs() < 1e-9,
            "NOT_EQUAL" => (number - value).abs() >= 1e-9,
            _ => true,
        }
    }
}

/// The conditions of `filtering`.
pub(crate) fn conditions(call: &Call) -> Result<Vec<Condition>, GraphError> {
    let Some(text) = call.param("filtering") else { return Ok(Vec::new()) };
    let wrong = || GraphError::parameter("(#100) param filtering must be an array");
    let values: Vec<Value> = serde_json::from_str(text).map_err(|_not_json| wrong())?;
    values.iter().map(|value| condition(value).ok_or_else(wrong)).collect()
}

fn condition(value: &Value) -> Option<Condition> {
    let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    let values = match value.get("value")? {
        Value::Array(values) => values.iter().map(text).collect(),
        one => vec![text(one)],
    };
    Some(Condition {
        field: value.get("field")?.as_str()?.to_owned(),
        operator: value.get("operator")?.as_str()?.to_owned(),
        values,
    })
}

/// The effective statuses behind values of `delivery_info`.
pub(crate) fn statuses_of_delivery(values: &[String]) -> Vec<String> {
    let of = |value: &str| -> &'static [&'static str] {
        match value {
            "active" | "limited" => &["ACTIVE"],
            "archived" => &["ARCHIVED"],
            "deleted" | "permanently_deleted" => &["DELETED"],
            "inactive" | "not_delivering" | "completed" | "recently_completed" => {
                &["PAUSED", "CAMPAIGN_PAUSED", "ADSET_PAUSED"]
            }
            "pending_review" => &["PENDING_REVIEW"],
            "rejected" | "recently_rejected" => &["DISAPPROVED"],
            _ => &["IN_PROCESS", "WITH_ISSUES"],
        }
    };
    values.iter().flat_map(|value| of(value)).map(|status| (*status).to_owned()).collect()
}

fn sort(call: &Call) -> Option<(String, bool)> {
    let first = call.list("sort")?.into_iter().next()?;
    let (field, descending) = match first.strip_suffix("_descending") {
        Some(field) => (field.to_owned(), true),
        None => (first.strip_suffix("_ascending").unwrap_or(&first).to_owned(), false),
    };
    Some((field, descending))
}

fn increment(call: &Call) -> Result<Increment, GraphError> {
    match call.param("time_increment") {
        None | Some("all_days") => Ok(Increment::All),
        Some("monthly") => Ok(Increment::Monthly),
        Some(text) => match text.parse::<i32>() {
            Ok(days) if (1..=90).contains(&days) => Ok(Increment::Days(days)),
            _ => {
                Err(GraphError::parameter("(#100) time_increment must be an integer from 1 to 90, monthly or all_days"))
            }
        },
    }
}

fn ranges(graph: &Graph, call: &Call, account: usize) -> Result<Vec<DayRange>, GraphError> {
    if let Some(text) = call.param("time_ranges") {
        let values: Vec<Value> = serde_json::from_str(text).map_err(|_not_json| bad_range())?;
        return values.iter().map(range).collect();
    }
    if let Some(text) = call.param("time_range") {
        let value: Value = serde_json::from_str(text).map_err(|_not_json| bad_range())?;
        return Ok(vec![range(&value)?]);
    }
    let flat = (
        call.param("time_range[since]").or(call.param("since")),
        call.param("time_range[until]").or(call.param("until")),
    );
    if let (Some(since), Some(until)) = flat {
        return Ok(vec![range(&serde_json::json!({"since": since, "until": until}))?]);
    }
    preset(call.param("date_preset").unwrap_or("last_30d"), graph.today(account)).map(|range| vec![range])
}

fn range(value: &Value) -> Result<DayRange, GraphError> {
    let day = |name: &str| {
        value.get(name).and_then(Value::as_str).and_then(|text| AccountDate::parse(text).ok()).ok_or_else(bad_range)
    };
    DayRange::new(day("since")?, day("until")?).map_err(|_wrong_way_round| {
        GraphError::parameter("(#100) The start date of the time range must be before its end")
    })
}

fn bad_range() -> GraphError {
    GraphError::parameter(
        "(#100) Must be a valid ISO 8601 date range: {\"since\":\"YYYY-MM-DD\",\"until\":\"YYYY-MM-DD\"}",
    )
}

fn preset(name: &str, today: AccountDate) -> Result<DayRange, GraphError> {
    let last = |days: u32| Ok(DayRange::ending(today.plus_days(-1), days));
    match name {
        "today" => Ok(DayRange::ending(today, 1)),
        "yesterday" => last(1),
        "last_3d" => last(3),
        "last_7d" => last(7),
        "last_14d" => last(14),
        "last_28d" => last(28),
        "last_30d" => last(30),
        "last_90d" => last(90),
        "this_month" => DayRange::new(today.month_start(), today).map_err(|_never| bad_range()),
        "last_month" => {
            let end = today.month_start().plus_days(-1);
            DayRange::new(end.month_start(), end).map_err(|_never| bad_range())
        }
        "maximum" | "data_maximum" => DayRange::new(today.minus_months(37), today).map_err(|_never| bad_range()),
        other => Err(GraphError::parameter(format!("(#100) date_preset must be one of the known values, not {other}"))),
    }
}
