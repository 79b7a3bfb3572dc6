//! How fast ads are drawn on this machine.
//!
//! Prints one JSON document. An ad is a photo of the demo over all of 1080×1080, three texts and a button, written as
//! PNG; each has other words, so that nothing but the decoded photo is reused, as in a real batch. `cargo xtask bench`
//! runs this.
#![allow(clippy::print_stdout, reason = "a command-line tool talks on standard output")]

#[path = "../../tests/demo/mod.rs"]
mod demo;
mod photo;
mod sizes;

use std::sync::Arc;
use std::time::Duration;

use creative::encode::{self, Stamp};
use creative::{Cancel, CanvasSize, Content, Fonts, Order, Studio};
use serde_json::json;
use units::{Clock, SystemClock};

/// What the program allocates with.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

type Failure = Box<dyn std::error::Error>;

/// Ads of the batch.
const BATCH: usize = 200;
/// How often single things are timed.
const TIMES: usize = 15;

fn main() -> Result<(), Failure> {
    let clock = SystemClock::new();
    let orders = photo::orders()?;
    let order = &orders[0];
    let studio = Studio::new(Fonts::bundled()?);
    let (first, _) = timed(&clock, || one(&studio, &numbered(order, 0)));
    let singles = median(TIMES, |at| timed(&clock, || one(&studio, &numbered(order, at + 1))).0);
    let drawing = median(TIMES, |at| timed(&clock, || studio.draw(&numbered(order, at + 50), &Cancel::new())).0);
    let preview = median(TIMES, |at| {
        timed(&clock, || studio.preview(&numbered(order, at + 100), CanvasSize::Square, 420, &Cancel::new())).0
    });
    let (alike, _) = timed(&clock, || batch(&studio, std::slice::from_ref(order)));
    let (mixed, _) = timed(&clock, || batch(&studio, &orders));
    let sizes = orders.iter().map(|order| sizes::of(&studio, order)).collect::<Result<Vec<_>, Failure>>()?;
    let document = json!({
        "template": order.template.id,
        "ads_per_second": BATCH as f64 / alike.as_secs_f64(),
        "ads_of_all_scenes_per_second": BATCH as f64 / mixed.as_secs_f64(),
        "one_ad_ms": millis(singles),
        "first_ad_ms": millis(first),
        "drawing_only_ms": millis(drawing),
        "preview_ms": millis(preview),
        "png_kb": sizes[0].ours as f64 / 1e3,
        "largest_png_kb": sizes.iter().map(|size| size.ours).max().unwrap_or_default() as f64 / 1e3,
        "most_of_sharps": sizes.iter().map(sizes::Sizes::ratio).fold(0.0, f64::max),
        "peak_mb": peak_mb(),
        "batch": BATCH,
    });
    println!("{document}");
    Ok(())
}

/// The same with words of its own.
fn numbered(order: &Order, number: usize) -> Order {
    let content = Content { texts: photo::words(number), ..order.content.clone() };
    Order { content, template: Arc::clone(&order.template), look: Arc::clone(&order.look), ..order.clone() }
}

/// Draws one and writes it; the length of the file.
fn one(studio: &Studio, order: &Order) -> usize {
    let drawn = studio.draw(order, &Cancel::new()).expect("the demo's own ad can be drawn");
    encode::png(&drawn[0], &stamp(order)).expect("what was drawn can be written").len()
}

/// Draws a batch over all cores with these ads in turn, holding no more than what is being drawn.
fn batch(studio: &Studio, of: &[Order]) {
    let orders: Vec<Order> = (0..BATCH).map(|number| numbered(&of[number % of.len()], 1000 + number)).collect();
    studio.draw_each(&orders, &Cancel::new(), |at, drawn| {
        let drawn = drawn.expect("the demo's own ad can be drawn");
        let file = encode::png(&drawn[0], &stamp(&orders[at])).expect("what was drawn can be written");
        std::hint::black_box(file);
    });
}

fn stamp(order: &Order) -> Stamp {
    Stamp {
        ad: "d4e5f6a7-0000-8000-8000-000000000000".into(),
        tag: "d4e5f6a7".into(),
        template: order.template.id.clone(),
        version: order.template.version,
    }
}

fn timed<T>(clock: &SystemClock, work: impl FnOnce() -> T) -> (Duration, T) {
    let start = clock.monotonic();
    let done = work();
    (clock.monotonic().since(start), done)
}

fn median(times: usize, mut once: impl FnMut(usize) -> Duration) -> Duration {
    let mut all: Vec<Duration> = (0..times).map(&mut once).collect();
    all.sort();
    all[times / 2]
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// The most memory that was resident, where the system tells.
fn peak_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
