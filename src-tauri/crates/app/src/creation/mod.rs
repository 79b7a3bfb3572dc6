//! Making ads: what the library holds, what a plan would make, making it, deciding about it, handing it out.
//!
//! One plan is previewed, made now, or scheduled, so all three go through the same calls:
//!
//! ```text
//! stock::Stock::load(ws, product) -> Stock            everything about a product, read once
//! templates(ws) -> Vec<Arc<Template>>                 bundled and imported ones that are not put away
//! Stock::order(&template, &AdSpec, &[sizes]) -> Order what a studio draws: the board previews exactly this
//! ws.drawing.studio() -> Arc<Studio>                     fonts and decoded pictures, shared by everybody
//! draw::make(&Setting, &Plan, &PlannedAd, …)         one ad drawn, mended, checked in all its sizes
//!
//! params::Wanted                                      parameters of a job, from the window, the CLI or a schedule
//! plan::plan(ws, &Wanted) -> Plan                     every ad with its twins; plan::estimate: counts, time, disk
//! now::file(ws, &wanted) -> Vec<RunId>                make now; a runner does it (now::make waits)
//! jobs::file(ws, NewSchedule { job_type: "ad_creation_v2", parameters: wanted.to_json(), .. })
//!
//! review::decide / undo                               decisions
//! beside::change                                      other words beside an ad, checked again
//! more::missing_sizes / more::all_again               of an ad that is there
//! export::export                                      files, ZIP, manifest, sheet, contact sheet
//! library::…                                          brands, products, pictures, hooks, offers, templates
//! ```
//!
//! An ad is one idea in one colour mode, in all its sizes. A job's ledger has one item an ad.

pub mod beside;
pub mod brand_file;
pub mod copy;
pub(crate) mod cores;
pub mod cutouts;
pub mod demo;
pub mod draw;
pub mod drawing;
pub mod export;
mod judge;
pub mod library;
pub mod likeness;
pub(crate) mod measures;
pub mod more;
pub mod names;
pub mod now;
mod offers;
pub mod params;
pub mod personas;
pub mod pictures_in;
pub mod plan;
pub mod recipe;
pub mod review;
pub mod spec;
pub mod stock;
pub mod templates;
mod twins;
pub mod weights;
mod work;

pub use drawing::Drawing;
pub use params::Wanted;
pub use plan::{Plan, plan};
pub use spec::{AdSpec, HookSpec};
pub use stock::Stock;
pub use templates::templates;
pub use work::AdCreation;
