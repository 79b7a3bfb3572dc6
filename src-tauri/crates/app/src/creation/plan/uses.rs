//! How templates were used, as a selection asks for it.

use std::collections::HashMap;

use creative::select::Use;
use store::creation::{BrandUse, TemplateUse};
use units::Timestamp;

use super::utc_day;

/// How a product used templates, whatever their colours were.
pub(super) fn of_product(uses: Vec<TemplateUse>, now: Timestamp) -> HashMap<String, Use> {
    let mut all: HashMap<String, Use> = HashMap::new();
    for one in uses {
        let days_ago = days_between(one.last_at, now);
        let used = all.entry(one.template).or_insert(Use { days_ago, times: 0 });
        *used = Use { days_ago: used.days_ago.min(days_ago), times: used.times + one.ads };
    }
    all
}

/// How a brand used templates: how long ago, and with how many of its products.
pub(super) fn of_brand(uses: Vec<BrandUse>, now: Timestamp) -> HashMap<String, Use> {
    let one = |used: BrandUse| {
        let days_ago = days_between(used.last_at, now);
        (used.template, Use { days_ago, times: used.products })
    };
    uses.into_iter().map(one).collect()
}

/// Whole days between two instants. Not finer: the same question later in the day is the same draw.
fn days_between(at: Timestamp, now: Timestamp) -> f64 {
    f64::from(utc_day(now).number() - utc_day(at).number()).max(0.0)
}
