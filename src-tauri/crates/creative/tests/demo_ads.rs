//! Every bundled template with every product of both demo brands: what is made passes what is checked.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "demo/mod.rs"]
mod demo;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use creative::check::{self, Check, Context, Copy, Outcome, Specs, Weight};
use creative::fill;
use creative::repair::{self, Rules};
use creative::{Cancel, CanvasSize, Fonts, Studio, Template};
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

/// Every template with every product of these brands that fills it.
fn ads(brands: &[demo::DemoBrand], templates: &[Arc<Template>]) -> Vec<demo::DemoAd> {
    let mut ads = Vec::new();
    for brand in brands {
        for (turn, product) in brand.file.products.iter().enumerate() {
            for template in templates {
                ads.extend(brand.set(template, product, turn % product.hooks.len()).into_iter().flatten());
            }
        }
    }
    ads
}

#[test]
fn what_the_demo_brands_are_filled_with_breaks_no_hard_rule() {
    let templates = creative::template::bundled().unwrap();
    let ads = ads(&demo::steady_brands(), &templates);
    assert!(ads.len() > templates.len(), "most templates can be filled: {} of {}", ads.len(), 6 * templates.len());
    none_breaks_a_hard_rule(&ads);
}

#[test]
fn three_products_of_each_brand_with_their_own_pictures_break_no_hard_rule() {
    let templates = creative::template::bundled().unwrap();
    let mut brands = demo::small_brands();
    brands.push(demo::arabic());
    for brand in &brands[..2] {
        assert!(brand.file.products.len() >= 3, "{} has three products", brand.id);
    }
    let ads = ads(&brands, &templates);
    for template in &templates {
        let products: BTreeSet<(&str, &str)> = ads
            .iter()
            .filter(|ad| ad.order.template.id == template.id)
            .map(|ad| (ad.brand, ad.product.as_str()))
            .collect();
        assert!(products.len() >= 2, "{} is tried with {products:?} alone", template.id);
    }
    none_breaks_a_hard_rule(&ads);
}

/// Draws them in every size and checks them.
fn none_breaks_a_hard_rule(ads: &[demo::DemoAd]) {
    let (studio, specs) = (Studio::new(Fonts::bundled().unwrap()), Specs::bundled());
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

#[test]
fn what_templates_lack_is_worked_out_for_each_thing_that_is_said_and_again_for_another_version() {
    let (brand, templates) = (demo::brand("saltwick"), creative::template::bundled().unwrap());
    let product = &brand.file.products[0];
    let all: Vec<&Template> = templates.iter().map(AsRef::as_ref).collect();
    let lacks = fill::Lacks::<&str>::default();
    let filled = |template: &Template, brief: &fill::Brief| {
        fill::fill(template, brief, 0).err().map(|missing| missing.lacks).unwrap_or_default()
    };
    let mut briefs = [brand.brief(product, 0), brand.brief(product, 0)];
    briefs[1].offer = None;
    briefs[1].hook = None;
    // Asked twice, the second time it is remembered.
    for (said, brief) in [("all", &briefs[0]), ("less", &briefs[1]), ("all", &briefs[0]), ("less", &briefs[1])] {
        for (template, lacks) in templates.iter().zip(lacks.of(said, brief, &all)) {
            assert_eq!(lacks.to_vec(), filled(template, brief), "{} when it says {said}", template.id);
        }
    }
    let statement = templates.iter().find(|template| template.id == "statement").unwrap();
    assert!(!lacks.of("less", &briefs[1], &[statement])[0].is_empty(), "it lacks a headline");
    let mut newer = Template::clone(templates.iter().find(|template| template.id == "notes-page").unwrap());
    (newer.id, newer.version) = (statement.id.clone(), statement.version + 1);
    let of_newer = lacks.of("less", &briefs[1], &[&newer]);
    assert_eq!(of_newer[0].to_vec(), filled(&newer, &briefs[1]), "another version is another template");
}

#[test]
fn many_templates_are_filled_over_the_cores_in_their_order() {
    let (brand, bundled) = (demo::brand("fuchs-foehre"), creative::template::bundled().unwrap());
    let brief = brand.brief(&brand.file.products[1], 0);
    let renamed = |at: usize| {
        let mut template = Template::clone(&bundled[at % bundled.len()]);
        template.id = format!("{}-{at}", template.id);
        template
    };
    let many: Vec<Template> = (0..250).map(renamed).collect();
    let all: Vec<&Template> = many.iter().collect();
    let lacks = fill::Lacks::<u8>::default().of(0, &brief, &all);
    for (template, lacks) in many.iter().zip(lacks) {
        let alone = fill::fill(template, &brief, 0).err().map(|missing| missing.lacks).unwrap_or_default();
        assert_eq!(lacks.to_vec(), alone, "{}", template.id);
    }
}
