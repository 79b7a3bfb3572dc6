//! Every bundled template in every size with short, usual and long words, and with words of many languages and scripts
//! that are as long as its slots take.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../examples/draw/sample/mod.rs"]
mod sample;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use creative::check::{self, Check, Context, Copy, Outcome, Specs, Weight};
use creative::fill::Brief;
use creative::repair::{self, Rules};
use creative::template::Category;
use creative::{Cancel, CanvasSize, ColourMode, Content, Drawn, Fonts, Order, Rect, Studio, Template};
use sample::Words;
use units::AccountDate;

struct Case {
    template: Arc<Template>,
    size: CanvasSize,
    words: Words,
    card: u32,
}

impl std::fmt::Display for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.template.id, self.size.tag(), self.words.name())?;
        if self.card > 1 { write!(f, " card {}", self.card) } else { Ok(()) }
    }
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for template in creative::template::bundled().unwrap() {
        let cards = if template.category == Category::CarouselFrame { 4 } else { 1 };
        for size in template.sizes() {
            for words in Words::ALL {
                cases.extend((1..=cards).map(|card| Case { template: Arc::clone(&template), size, words, card }));
            }
        }
    }
    cases
}

/// The drawing after repair, as it would be made, with the words it was ordered with.
fn drawn(studio: &Studio, specs: &Specs, case: &Case) -> (Drawn, Content) {
    let look = Arc::new(sample::in_language(&sample::look(None).unwrap(), case.words));
    let content = sample::content(&case.template, case.size, case.words, case.card, None).unwrap();
    let (template, colour, sizes) = (Arc::clone(&case.template), ColourMode::Original, vec![case.size]);
    let order = Order { template, look, content, colour, sizes, mends: Vec::new() };
    let (brief, today) = (Brief::default(), AccountDate::parse("2026-11-22").unwrap());
    let rules = Rules { specs, brief: &brief, today };
    let drawn = repair::preview(studio, &order, case.size, 240, &rules, &Cancel::new())
        .unwrap_or_else(|error| panic!("{case}: {error}"));
    (drawn, order.content)
}

fn failed(drawn: &Drawn, content: &Content, specs: &Specs) -> Vec<Check> {
    let context = Context {
        specs,
        brief: &Brief::default(),
        content,
        copy: &Copy::default(),
        today: AccountDate::parse("2026-11-22").unwrap(),
        file: None,
        earlier: None,
        sizes: None,
        finished: false,
    };
    // The sample pictures are small and drawn small for speed: nothing is said of their pixels here.
    let of_pixels = [check::Code::PixelSize, check::Code::Enlarged];
    check::drawing(drawn, &context)
        .into_iter()
        .filter(|check| check.outcome == Outcome::Fail && check.weight != Weight::Informs)
        .filter(|check| !of_pixels.contains(&check.code))
        .collect()
}

/// What stands in the margin of a size without an interface over it; descenders and hanging quotation marks may.
fn in_the_margin(drawn: &Drawn) -> Vec<String> {
    let (width, height) = drawn.size.pixels();
    let margin = if drawn.size == CanvasSize::Landscape { 48.0 } else { 64.0 };
    let canvas = Rect { x: 0.0, y: 0.0, width: width as f32, height: height as f32 };
    let free = canvas.grown(-margin);
    drawn
        .texts
        .iter()
        .filter(|text| !text.lines.is_empty() && !free.contains(&text.bounds, text.px * 0.34))
        .map(|text| format!("{} stands in the margin: {:?}", text.slot, text.bounds))
        .collect()
}

#[test]
fn words_of_every_length_and_script_fit_and_stand_clear_of_each_other() {
    let (studio, specs, cases) = (Studio::new(Fonts::bundled().unwrap()), Specs::bundled(), cases());
    let (next, problems) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, std::num::NonZero::get) {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (drawn, content) = drawn(&studio, &specs, case);
                    let failed = failed(&drawn, &content, &specs);
                    let mut found: Vec<String> = failed
                        .iter()
                        .map(|check| format!("{case}: {} {}: {}", check.code.name(), check.measured, check.words))
                        .collect();
                    found.extend(in_the_margin(&drawn).iter().map(|what| format!("{case}: {what}")));
                    if std::env::var("STEPS").is_ok() {
                        found.extend(
                            drawn.steps.iter().map(|step| format!("{case}: STEP {} {:?}", step.check, step.mend)),
                        );
                    }
                    problems.lock().unwrap().extend(found);
                }
            });
        }
    });
    let mut problems = problems.into_inner().unwrap();
    problems.sort();
    assert!(problems.is_empty(), "{}:\n{}", problems.len(), problems.join("\n"));
}
