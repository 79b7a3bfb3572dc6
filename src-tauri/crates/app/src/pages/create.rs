//! The Create page: one board on which real ads are drawn while a person types, and from which they are made.
//!
//! The window holds the board (what is kept, locked, typed); the core answers three questions about it: what there is
//! to make ads of ([`create_page`]), which templates a mode chooses for it ([`plan_board`]), and how one ad looks and
//! what its checks say ([`Previews::draw`]). What is made is the board itself, ad by ad, so the preview is the run.

mod choosing;
mod drafts;
mod forecast;
mod plan;
mod previews;
mod reads;
mod scheduling;
mod types;

pub use choosing::{ChooseQuery, ChooseSort, ChooseTemplate, choose_templates};
pub(crate) use choosing::{audience, category};
pub use drafts::{BoardDraft, board_draft, keep_board_draft};
pub use forecast::{AdForecast, ForecastAsk, RunPicture, RunPicturesAsk, forecast_ads, run_pictures};
pub(crate) use plan::score_lines;
pub use plan::{make_ads, plan_board, sum_board};
pub use previews::Previews;
pub use reads::create_page;
pub(crate) use reads::{board_templates, check_row, picture_of, visible_limits};
pub use scheduling::{preview_board_schedule, schedule_board};
pub use types::*;
