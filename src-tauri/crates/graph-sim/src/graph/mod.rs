//! What the Graph API answers, from the world.

mod batch;
mod edge;
mod fields;
mod insights;
mod me;
mod node;
mod picture_url;
mod report;

use std::sync::Arc;

use units::{AccountDate, Clock};

pub(crate) use picture_url::read as read_picture_url;
pub(crate) use report::Reports;

use crate::call::{Call, GraphError, Reply};
use crate::fault::{Fault, Faults};
use crate::usage::{self, Usage};
use crate::world::{Node, World};

/// Versions served on 2026-11-22.
const VERSIONS: [&str; 2] = ["v25.0", "v26.0"];

/// What answering needs.
pub(crate) struct Graph {
    pub(crate) world: Arc<World>,
    pub(crate) faults: Arc<Faults>,
    pub(crate) usage: Arc<Usage>,
    pub(crate) reports: Arc<Reports>,
    pub(crate) results: Arc<insights::Results>,
    pub(crate) clock: Arc<dyn Clock>,
    /// `http://127.0.0.1:port`.
    pub(crate) base: String,
    pub(crate) token: String,
}

pub(crate) use insights::Results;

impl Graph {
    /// Answers one call, a batch included.
    pub(crate) fn answer(&self, call: &Call) -> Reply {
        let kind = self.kind(call);
        if kind == "batch" {
            return self.refusals(call, kind).and_then(|()| batch::answer(self, call)).unwrap_or_else(Reply::from);
        }
        self.answer_one(call, kind)
    }

    /// Answers one call that is not a batch.
    pub(crate) fn answer_one(&self, call: &Call, kind: &'static str) -> Reply {
        let account = self.account_of(call);
        let insights = kind.starts_with("insights") || kind.starts_with("report");
        let limited = self.faults.holds(Fault::LimitedTier, 0).is_some();
        let reading = account
            .map(|digits| (digits, self.usage.spend(digits, self.cost(call), insights, limited, self.clock.as_ref())));
        let mut regain = 0;
        let result = self.refusals(call, kind).and_then(|()| match reading {
            Some((_, reading)) if reading.blocked => Err(throttled()),
            _ => {
                if let Some(minutes) = account.and_then(|_| self.faults.strikes(Fault::ThrottleBusiness, kind, 2)) {
                    regain = minutes;
                    return Err(business_throttled(insights));
                }
                self.route(call, kind)
            }
        });
        let mut reply = result.unwrap_or_else(Reply::from);
        reply.headers.push(("facebook-api-version", call.version.clone().unwrap_or_else(|| VERSIONS[1].to_owned())));
        if let Some((digits, reading)) = reading {
            reply.headers.extend(usage::headers(digits, reading, insights, regain));
        }
        reply
    }

    /// A multi-get counts every id.
    fn cost(&self, call: &Call) -> f64 {
        let ids = call.param("ids").map_or(1, |ids| ids.split(',').count());
        if call.post && call.path.last().is_none_or(|edge| edge != "insights") { 3.0 } else { ids as f64 }
    }

    /// What a call is, as `/__sim/stats` counts it and faults may name it.
    pub(crate) fn kind(&self, call: &Call) -> &'static str {
        let parts: Vec<&str> = call.path.iter().map(String::as_str).collect();
        match parts.as_slice() {
            [] if call.post => "batch",
            [] => "ids",
            ["me"] => "me",
            ["me", "permissions"] => "permissions",
            ["me", "adaccounts"] | [_, "assigned_ad_accounts"] => "adaccounts",
            ["debug_token"] => "debug_token",
            [_] if call.param("ids").is_some() => "ids",
            [id] if self.reports.knows(id) => "report_run",
            [id, "insights"] if self.reports.knows(id) => "report_rows",
            [_, "insights"] if call.post => "insights_async",
            [_, "insights"] => "insights",
            [_, "campaigns"] => "campaigns",
            [_, "adsets"] => "adsets",
            [_, "ads"] => "ads",
            [_, "adcreatives"] => "adcreatives",
            [_, "adimages"] => "adimages",
            [_, "activities"] => "activities",
            [_, "thumbnails"] => "video",
            [id] => match self.world.nodes.get(*id) {
                Some(Node::Account(_)) => "account",
                Some(Node::Video(..)) => "video",
                _ => "node",
            },
            _ => "other",
        }
    }

    fn account_of(&self, call: &Call) -> Option<&str> {
        let first = call.path.first().map(String::as_str);
        let first = first
            .filter(|id| !matches!(*id, "me" | "debug_token"))
            .or_else(|| call.param("ids").and_then(|ids| ids.split(',').next()))?;
        let a = match self.world.nodes.get(first) {
            Some(
                &(Node::Account(a)
                | Node::Campaign(a, _)
                | Node::AdSet(a, _)
                | Node::Ad(a, _)
                | Node::Creative(a, _)
                | Node::Video(a, _)),
            ) => a,
            None => self.reports.account_of(first)?,
        };
        self.world.accounts.get(a).map(|account| account.digits.as_str())
    }

    /// Refusals that come before the question is looked at.
    fn refusals(&self, call: &Call, kind: &'static str) -> Result<(), GraphError> {
        self.check_version(call, kind)?;
        self.check_token(call, kind)?;
        if self.faults.strikes(Fault::Throttle, kind, 0).is_some() {
            return Err(throttled());
        }
        if self.faults.strikes(Fault::ServerError, kind, 0).is_some() {
            return Err(GraphError::new(500, 1, "An unknown error occurred").subcode(99).transient(false));
        }
        if self.faults.strikes(Fault::ServiceDown, kind, 0).is_some() {
            return Err(GraphError::new(503, 2, "Service temporarily unavailable").transient(true));
        }
        if kind == "campaigns" && self.faults.strikes(Fault::CampaignsFail, kind, 0).is_some() {
            return Err(GraphError::new(500, 1, "An unknown error occurred").transient(false));
        }
        Ok(())
    }

    fn check_version(&self, call: &Call, kind: &'static str) -> Result<(), GraphError> {
        if self.faults.strikes(Fault::DeprecatedVersion, kind, 0).is_some() {
            return Err(deprecated());
        }
        match call.version.as_deref() {
            None => Ok(()),
            Some(version) if VERSIONS.contains(&version) => Ok(()),
            Some(version) if version > VERSIONS[1] || version.len() != 5 => {
                Err(GraphError::new(400, 2500, format!("Unknown path components: /{version}")))
            }
            Some(_ended) => Err(deprecated()),
        }
    }

    fn check_token(&self, call: &Call, kind: &'static str) -> Result<(), GraphError> {
        let expired = || {
            GraphError::new(400, 190, "Error validating access token: Session has expired on Saturday, 21-Nov-26 09:00:00 PST. The current time is later.").subcode(463)
        };
        match call.token.as_deref() {
            None => Err(GraphError::new(400, 104, "An access token is required to request this resource.")),
            Some(token) if token != self.token => {
                Err(GraphError::new(400, 190, "Invalid OAuth access token - Cannot parse access token"))
            }
            Some(_) if kind == "debug_token" => Ok(()),
            Some(_) if self.faults.strikes(Fault::ExpiredToken, kind, 0).is_some() => Err(expired()),
            Some(_) => Ok(()),
        }
    }

    fn route(&self, call: &Call, kind: &'static str) -> Result<Reply, GraphError> {
        let needs_rights = !matches!(kind, "me" | "permissions" | "debug_token");
        if needs_rights && self.faults.strikes(Fault::MissingPermission, kind, 0).is_some() {
            return Err(GraphError::new(
                403,
                200,
                "(#200) Ad account owner has NOT grant ads_management or ads_read permission",
            ));
        }
        let parts: Vec<&str> = call.path.iter().map(String::as_str).collect();
        match parts.as_slice() {
            ["me"] => me::me(call),
            ["me", "permissions"] => Ok(me::permissions(self)),
            ["me", "adaccounts"] | [me::USER, "assigned_ad_accounts"] => edge::accounts(self, call),
            ["debug_token"] => Ok(me::debug_token(self)),
            [] => node::many(self, call),
            [edge] if call.param("ids").is_some() => edge::many(self, call, edge),
            [id] if self.reports.knows(id) => report::status(self, id),
            [id, "insights"] if self.reports.knows(id) => report::rows(self, call, id),
            [id] => node::one(self, call, id),
            [id, "insights"] if call.post => report::start(self, call, self.node(id, kind)?),
            [id, "insights"] => insights::answer(self, call, self.node(id, kind)?),
            [id, edge] => edge::list(self, call, self.node(id, kind)?, edge),
            _ => Err(GraphError::new(400, 2500, format!("Unknown path components: /{}", call.path.join("/")))),
        }
    }

    /// Finds an object, unless a fault hides it.
    pub(crate) fn node(&self, id: &str, kind: &'static str) -> Result<Node, GraphError> {
        let node = self.world.nodes.get(id).copied().ok_or_else(|| GraphError::missing(id))?;
        if matches!(node, Node::Account(_)) && self.faults.strikes(Fault::UnknownAccount, kind, 0).is_some() {
            return Err(GraphError::missing(id));
        }
        Ok(node)
    }

    pub(crate) fn today(&self, account: usize) -> AccountDate {
        self.world.accounts[account].today
    }
}

fn deprecated() -> GraphError {
    GraphError::new(
        400,
        2635,
        "(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version: v26.0.",
    )
}

fn throttled() -> GraphError {
    GraphError::new(400, 17, "User request limit reached").subcode(2_446_079).transient(false).user(
        "Ad Account Has Too Many API Calls",
        "There have been too many calls from this ad-account. Wait a bit and try again.",
    )
}

fn business_throttled(insights: bool) -> GraphError {
    let (code, kind) = if insights { (80_000, "insights") } else { (80_004, "management") };
    GraphError::new(400, code, format!("(#{code}) There have been too many calls to this ad-account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting#ads-{kind}."))
        .subcode(2_446_079)
        .transient(false)
}
