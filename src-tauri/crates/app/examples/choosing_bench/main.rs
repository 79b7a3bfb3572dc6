//! How fast templates are chosen and ads compared, by the functions that the board and the runs call.
//!
//! Prints one JSON document. The file has the library of a demo brand; its templates are given again and again under
//! other names until there are 5,000, and 50,000 pictures are known. `cargo xtask bench` runs this.
#![allow(clippy::print_stdout, reason = "a command-line tool talks on standard output")]
#![allow(clippy::unwrap_used, reason = "without its file there is nothing to measure")]

#[allow(dead_code, reason = "the tests' file can do more than is measured")]
#[path = "../../tests/creation/bed.rs"]
mod bed;

use std::sync::Arc;
use std::time::Duration;

use app::creation::draw::{self, Identity, Setting, Turn};
use app::creation::likeness::{self, Prints, Uncompared};
use app::creation::params::Choice;
use app::creation::{Stock, Wanted, plan};
use bed::Bed;
use creative::select::{self, Selection};
use creative::{Cancel, Template};
use serde_json::json;
use store::creation::KnownFingerprint;
use units::{Clock, IdSource as _, SeededIds, SystemClock};

const TEMPLATES: usize = 5_000;
const PICTURES: usize = 50_000;
const TIMES: usize = 31;

fn main() {
    let (clock, bed) = (SystemClock::new(), Bed::new());
    let (first, again) = choosing(&clock, &bed);
    let document = json!({
        "templates": TEMPLATES,
        "first_best_match_ms": millis(first),
        "best_match_ms": millis(again),
        "pictures": PICTURES,
        "compare_ms": millis(comparing(&clock, &bed)),
    });
    println!("{document}");
}

/// The first best match for a product, and the median of those that follow with other throws of the dice.
fn choosing(clock: &SystemClock, bed: &Bed) -> (Duration, Duration) {
    let stock = Stock::load(&bed.ws, &bed.product().id).unwrap();
    let bundled = app::creation::templates(&bed.ws).unwrap();
    let renamed = |at: usize| {
        let mut template = Template::clone(&bundled[at % bundled.len()]);
        template.id = format!("{}-{at}", template.id);
        Arc::new(template)
    };
    let templates: Vec<Arc<Template>> = (0..TEMPLATES).map(renamed).collect();
    let (first, _) = timed(clock, || chosen(bed, &stock, &templates, 0));
    let again = median(|at| timed(clock, || chosen(bed, &stock, &templates, at as u64 + 1)).0);
    (first, again)
}

fn chosen(bed: &Bed, stock: &Stock, templates: &[Arc<Template>], seed: u64) -> Selection {
    let wanted = Wanted { choice: Choice::BestMatch(12), seed, ..Wanted::of(stock.product.id.clone()) };
    let offer = stock.offers.first().map(|offer| offer.id.as_str());
    let candidates = plan::candidates(&bed.ws, stock, templates, &stock.hooks, offer).unwrap();
    let selection = select::choose(&candidates, &plan::ask(&wanted, stock, &stock.hooks).unwrap());
    assert_eq!(selection.chosen.len(), 12);
    selection
}

/// The median time in which one ad in its sizes is compared with everything that is known.
fn comparing(clock: &SystemClock, bed: &Bed) -> Duration {
    let setting = Setting::read(&bed.ws, &bed.product().id).unwrap();
    let plan = plan::plan(&bed.ws, &bed.wanted()).unwrap();
    let identity = Identity::of(&bed.ws, "bench", &plan, &plan.ads[0]).unwrap();
    let cancel = Cancel::new();
    let turn = Turn { cancel: &cancel, workers: 1, begun: &|_| {} };
    let mut finished = draw::paint(&setting, &plan, &plan.ads[0], &identity, &turn).unwrap();
    let prints = known();
    median(|_| {
        let compare = || {
            draw::compare(&setting, &plan, &plan.ads[0], &mut finished, &prints, Uncompared::default());
        };
        timed(clock, compare).0
    })
}

fn known() -> Prints {
    let chance = SeededIds::new(7);
    let print = |at: usize| KnownFingerprint {
        bits: chance.random(),
        name: format!("SW_START_{at}"),
        made_ad: Some(format!("ad-{at}")),
        idea: Some((format!("batch-{}", at / 36), (at % 36) as u32)),
        canvas_size: Some("4x5".to_owned()),
    };
    likeness::prints((0..PICTURES).map(print).collect())
}

fn timed<T>(clock: &SystemClock, work: impl FnOnce() -> T) -> (Duration, T) {
    let start = clock.monotonic();
    let done = work();
    (clock.monotonic().since(start), done)
}

fn median(mut once: impl FnMut(usize) -> Duration) -> Duration {
    let mut all: Vec<Duration> = (0..TIMES).map(&mut once).collect();
    all.sort();
    all[TIMES / 2]
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
