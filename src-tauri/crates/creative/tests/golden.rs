//! Every bundled template in every size with both demo brands, against pictures that were looked at.
//!
//! What is compared is the ad as it is made, repair included, drawn 360 px wide and halved. A channel may differ by
//! 1 of 255. After a change that is wanted, look at `cargo xtask contact-sheet` and then write the pictures anew:
//!
//! ```text
//! CREATIVE_GOLDEN=write cargo test -p creative --test golden
//! ```
//!
//! Where a comparison fails, the picture that was drawn lies in `target/golden/` beside the difference.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "demo/mod.rs"]
mod demo;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use creative::check::Specs;
use creative::repair::{self, Rules};
use creative::{Cancel, CanvasSize, Fonts, Pixels, Studio, Subject, Template};
use image::RgbImage;
use units::AccountDate;

/// The width that is drawn; half of it is kept.
const WIDTH: u32 = 360;
/// What a channel may differ by on the same kind of machine.
const TOLERANCE: u8 = 1;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// Half the width and height, four pixels for one.
fn halved(pixels: &Pixels) -> RgbImage {
    RgbImage::from_fn(pixels.width / 2, pixels.height / 2, |x, y| {
        let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(right, down)| pixels.at(2 * x + right, 2 * y + down));
        let mean = |channel: fn(&creative::Rgb) -> u8| {
            let sum: u32 = four.iter().map(|pixel| u32::from(channel(pixel))).sum();
            u8::try_from((sum + 2) / 4).unwrap_or(u8::MAX)
        };
        image::Rgb([mean(|pixel| pixel.r), mean(|pixel| pixel.g), mean(|pixel| pixel.b)])
    })
}

/// One picture to compare.
struct Case<'a> {
    name: String,
    ad: &'a demo::DemoAd,
    size: CanvasSize,
}

fn draw(studio: &Studio, specs: &Specs, case: &Case<'_>) -> RgbImage {
    let today = AccountDate::parse("2026-11-22").unwrap();
    let rules = Rules { specs, brief: &case.ad.brief, today };
    let drawn = repair::preview(studio, &case.ad.order, case.size, WIDTH, &rules, &Cancel::new())
        .unwrap_or_else(|error| panic!("{}: {error}", case.name));
    halved(&drawn.pixels)
}

/// The largest difference of any channel and how many pixels are beyond the tolerance; nothing for another size.
fn difference(one: &RgbImage, other: &RgbImage) -> Option<(u8, usize)> {
    if one.dimensions() != other.dimensions() {
        return None;
    }
    let apart =
        |(a, b): (&image::Rgb<u8>, &image::Rgb<u8>)| (0..3).map(|at| a.0[at].abs_diff(b.0[at])).max().unwrap_or(0);
    let all: Vec<u8> = one.pixels().zip(other.pixels()).map(apart).collect();
    Some((all.iter().copied().max().unwrap_or(0), all.iter().filter(|apart| **apart > TOLERANCE).count()))
}

fn compare(case: &Case<'_>, drawn: &RgbImage) -> Result<(), String> {
    let path = folder().join(format!("{}.png", case.name));
    if std::env::var("CREATIVE_GOLDEN").is_ok_and(|value| value == "write") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        drawn.save(&path).unwrap();
        return Ok(());
    }
    let kept = image::open(&path).map_err(|error| format!("{}: {error}", case.name))?.into_rgb8();
    let problem = match difference(&kept, drawn) {
        Some((_, 0)) => return Ok(()),
        Some((most, count)) => format!("{}: {count} pixels differ, by {most} at most", case.name),
        None => format!("{}: another size", case.name),
    };
    let beside = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("golden").join(format!("{}.png", case.name));
    std::fs::create_dir_all(beside.parent().unwrap()).unwrap();
    drawn.save(&beside).unwrap();
    Err(format!("{problem} (drawn: {})", beside.display()))
}

/// An ad of every template with both brands, where their data fill it. At least one must.
fn ads() -> Vec<demo::DemoAd> {
    let templates: Vec<Arc<Template>> = creative::template::bundled().unwrap();
    assert!(!templates.is_empty());
    let brands = demo::steady_brands();
    let mut ads = Vec::new();
    for (turn, template) in templates.iter().enumerate() {
        let of_both: Vec<_> = brands.iter().map(|brand| brand.any_set(template, turn)).collect();
        let lacks: Vec<String> = of_both.iter().filter_map(|ad| ad.as_ref().err()).map(ToString::to_string).collect();
        assert!(lacks.len() < brands.len(), "no demo product fills a template: {lacks:?}");
        ads.extend(of_both.into_iter().flatten().flatten());
    }
    ads.extend(mirrored(&templates));
    ads.extend(subject_at_the_top(&templates));
    ads
}

/// Templates with words on a photo, with one whose subject is where the words would stand: they move.
fn subject_at_the_top(templates: &[Arc<Template>]) -> Vec<demo::DemoAd> {
    let brand = demo::steady_brands().remove(0);
    let moved = |id: &&str| {
        let template = templates.iter().find(|template| template.id == **id).unwrap();
        let mut ad = brand.any_ad(template, 0).unwrap();
        let scene = ad.order.content.pictures.get_mut("scene").unwrap();
        scene.subject = Some(Subject { x: 0.1, y: 0.08, width: 0.5, height: 0.4 });
        demo::DemoAd { brand: "subject-at-the-top", ..ad }
    };
    ["headline-on-scene", "caption-pills"].iter().map(moved).collect()
}

/// Templates of every kind of composition with words that run from the right.
const FROM_THE_RIGHT: [&str; 7] =
    ["bundle", "callouts", "comment-answer", "kit-contents", "quote-hero", "three-reasons", "us-vs-them"];

fn mirrored(templates: &[Arc<Template>]) -> Vec<demo::DemoAd> {
    let arabic = demo::arabic();
    let wanted = templates.iter().filter(|template| FROM_THE_RIGHT.contains(&template.id.as_str()));
    let ads: Vec<_> = wanted.map(|template| arabic.any_ad(template, 0).unwrap()).collect();
    assert_eq!(ads.len(), FROM_THE_RIGHT.len(), "a template is gone");
    ads
}

#[test]
fn every_template_in_every_size_looks_as_it_did_when_it_was_looked_at() {
    let (studio, specs, ads) = (Studio::new(Fonts::bundled().unwrap()), Specs::bundled(), ads());
    let cases: Vec<Case<'_>> = ads
        .iter()
        .flat_map(|ad| {
            let card = ad.card.map(|card| format!("_card{card}")).unwrap_or_default();
            let name = move |size: CanvasSize| format!("{}/{}{card}_{}", ad.order.template.id, ad.brand, size.tag());
            ad.order.sizes.iter().map(move |size| Case { name: name(*size), ad, size: *size })
        })
        .collect();
    let (next, problems) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, std::num::NonZero::get) {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(problem) = compare(case, &draw(&studio, &specs, case)) {
                        problems.lock().unwrap().push(problem);
                    }
                }
            });
        }
    });
    let mut problems = problems.into_inner().unwrap();
    problems.sort();
    assert!(problems.is_empty(), "{} of {} differ:\n{}", problems.len(), cases.len(), problems.join("\n"));
}

#[test]
fn nothing_is_kept_of_templates_that_are_gone() {
    let templates = creative::template::bundled().unwrap();
    let Ok(kept) = std::fs::read_dir(folder()) else { return };
    for entry in kept {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(templates.iter().any(|template| template.id == name), "tests/golden/{name} belongs to no template");
    }
}

#[test]
fn a_difference_of_two_in_one_channel_is_found() {
    let one = RgbImage::from_pixel(4, 4, image::Rgb([100, 100, 100]));
    let mut other = one.clone();
    other.put_pixel(2, 2, image::Rgb([100, 101, 100]));
    assert_eq!(difference(&one, &other), Some((1, 0)), "one is within the tolerance");
    other.put_pixel(2, 2, image::Rgb([100, 102, 100]));
    assert_eq!(difference(&one, &other), Some((2, 1)));
    assert_eq!(difference(&one, &RgbImage::new(4, 5)), None);
}
