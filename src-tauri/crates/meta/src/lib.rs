//! The Graph API, as far as reading an ad account needs it.
//!
//! ```text
//! GraphClient::new(GraphConfig::new(url, token, clock, ids))      one per token and ad account
//!   .with_cancel(token)                                           clones that end with `Cancelled`
//!   .me() .permissions() .token_info() .accounts() .account(id)   who, what, which
//!   .campaigns(id) .ad_sets(id, since) .ads(id, since)            pages of typed rows
//!   .activities(id, since, until) .images(id, hashes)
//!   .by_ids::<Campaign>(ids) .batch(gets)                         fifty in one request
//!   .insights(id, &InsightsQuery::ad_days(range))                 pages of figures
//!   .report(id, &query, progress)                                 the same through an asynchronous report
//!   .fetch_picture(address)                                       bytes
//!   .budget() .set_lanes(n) .requests()           what it costs
//! ```
//!
//! A call repeats what fails for a moment, makes pages smaller when Meta says "too much data" (and never because of
//! throttling: the budget counts calls, not rows), leaves out fields that Meta refuses, and waits for short pauses.
//! What remains is a [`GraphError`], whose [`GraphError::class`] says what to do: [`ErrorClass::Split`] asks for a
//! shorter period, [`ErrorClass::WaitUntil`] for another time, [`ErrorClass::Token`] for a person.
//!
//! Names and codes are Meta's. The access token travels in a header and nowhere else.

mod batch;
mod budget;
mod call;
mod client;
mod config;
mod counter;
mod destination;
mod error;
mod fault;
mod fields;
mod insights;
mod many;
mod objects;
mod paging;
mod picture;
mod picture_source;
mod query;
pub mod redact;
mod report;
mod retention;
mod retry;
mod rights;
pub mod rows;
mod status;
mod transport;
mod usage;
mod wire;

pub use batch::{BatchAnswer, BatchGet};
pub use budget::{BudgetSnapshot, BudgetState, SharedBudget, Spent};
pub use client::GraphClient;
pub use config::{GRAPH_URL, GRAPH_VERSION, GraphConfig};
pub use counter::{HostRequests, RequestCounter};
pub use destination::{Copy, canonical_destination};
pub use error::{ErrorClass, GraphError, PermissionProblem, PictureProblem, TokenProblem};
pub use fault::GraphFault;
pub use insights::{InsightsPage, InsightsPages};
pub use many::Found;
pub use paging::{Page, Pages};
pub use picture::{Picture, PictureKind};
pub use picture_source::PictureSource;
pub use query::{Detail, Increment, InsightsQuery};
pub use retention::earliest_day;
pub use rights::{ReadingRight, reading_right, reading_right_of};
pub use usage::Tier;
