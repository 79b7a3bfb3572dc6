//! Every bundled template with every product of both demo brands: what is made passes what is checked.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "demo/mod.rs"]
mod demo;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use creative::check::{self, Check, Context, Copy, Outcome, Specs, Weight};
use creative::fill;
use creative::repair::{self, Rules};
use creative::{Cancel, CanvasSize, Fonts, Studio};
use units::AccountDate;

const TODAY: &str = "2026-11-22";

fn judged(studio: &Studio, specs: &Specs, ad: &demo::DemoAd, size: CanvasSize) -> Vec<Check> {
    let today = AccountDate::parse(TODAY).unwrap();
    let rules = Rules { specs, brief: &ad.brief, today };
    let drawn = repair::preview(studio, &ad.order, size, 240, &rules, &Cancel::new())
        .unwrap_or_else(|error| panic!("{} {} {size}: {error}", ad.order.template.id, ad.product));
    let context = Context {
        specs,
        brief: &ad.brief,
        content: &ad.order.content,
        copy: &Copy::default(),
        today,
        file: None,
        earlier: None,
        sizes: None,
        finished: false,
    };
    let checks = check::judge(&drawn, &context);
    // Drawn small for speed: that is all that may be wrong with its pixels.
    checks.into_iter().filter(|check| check.code != check::Code::PixelSize).collect()
}

#[test]
fn what_the_demo_brands_are_filled_with_breaks_no_hard_rule() {
    let (studio, specs) = (Studio::new(Fonts::bundled().unwrap()), Specs::bundled());
    let templates = creative::template::bundled().unwrap();
    let brands = demo::steady_brands();
    let mut ads = Vec::new();
    for brand in &brands {
        for (turn, product) in brand.file.products.iter().enumerate() {
            for template in &templates {
                ads.extend(brand.set(template, product, turn % product.hooks.len()).into_iter().flatten());
            }
        }
    }
    assert!(ads.len() > templates.len(), "most templates can be filled: {} of {}", ads.len(), 6 * templates.len());
    let (next, problems) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, std::num::NonZero::get) {
            scope.spawn(|| {
                while let Some(ad) = ads.get(next.fetch_add(1, Ordering::Relaxed)) {
                    for size in &ad.order.sizes {
                        let failed = judged(&studio, &specs, ad, *size);
                        let failed = failed
                            .into_iter()
                            .filter(|check| check.outcome == Outcome::Fail && check.weight == Weight::Blocks);
                        problems.lock().unwrap().extend(failed.map(|check| {
                            format!(
                                "{} {} {}: {} {} (limit {}): {}",
                                ad.order.template.id,
                                ad.product,
                                size,
                                check.code.name(),
                                check.measured,
                                check.limit,
                                check.words
                            )
                        }));
                    }
                }
            });
        }
    });
    let mut problems = problems.into_inner().unwrap();
    problems.sort();
    assert!(problems.is_empty(), "{}:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn every_slot_of_every_bundled_template_is_one_that_data_fill() {
    let known: BTreeSet<&str> = fill::known_words().iter().copied().collect();
    for template in creative::template::bundled().unwrap() {
        for (slot, rule) in &template.slots {
            if rule.kind == creative::template::SlotKind::Text {
                let base = slot.as_str().trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end_matches('-');
                assert!(known.contains(base), "{}: nothing fills {slot}", template.id);
            }
        }
    }
}

#[test]
fn an_ad_is_drawn_again_from_its_steps_pixel_for_pixel() {
    let (studio, specs) = (Studio::new(Fonts::bundled().unwrap()), Specs::bundled());
    let brand = demo::brand("saltwick");
    let template =
        creative::template::bundled().unwrap().into_iter().find(|template| template.id == "statement").unwrap();
    let ad = brand.any_ad(&template, 0).unwrap();
    let rules = Rules { specs: &specs, brief: &ad.brief, today: AccountDate::parse(TODAY).unwrap() };
    let order = demo::only(&ad.order, CanvasSize::Landscape);
    let first = repair::draw(&studio, &order, &rules, &Cancel::new()).unwrap().remove(0);
    let again = repair::with_steps(&ad.order, CanvasSize::Landscape, &first.steps);
    let second = Studio::new(Fonts::bundled().unwrap()).draw(&again, &Cancel::new()).unwrap().remove(0);
    assert!(first.pixels == second.pixels, "the same pixels from another studio");
}
