//! What a board shows is what a run makes: every template in every size, mended as it would be.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "demo/mod.rs"]
mod demo;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use creative::check::Specs;
use creative::repair::{self, Rules};
use creative::{Cancel, CanvasSize, Drawn, Fonts, Order, Pixels, Studio};
use units::AccountDate;

/// Each size is shown in half of its pixels: all four are made of whole ones then.
const SHARE: u32 = 2;
/// Edges and pictures are scaled in two ways: what a tile of eight by eight pixels may differ by in the mean.
const TILE: u32 = 8;
const APART: f32 = 24.0;
/// The same for the whole picture.
const APART_IN_ALL: f32 = 0.9;

/// Mean colours of tiles, when a pixel of the grid is so many of the picture.
fn tiles(pixels: &Pixels, step: u32) -> Vec<[f32; 3]> {
    let side = TILE * step;
    let (across, down) = (pixels.width / side, pixels.height / side);
    let mut tiles = Vec::new();
    for tile in 0..across * down {
        let (left, top) = (tile % across * side, tile / across * side);
        let mut sum = [0_u32; 3];
        for at in 0..side * side {
            let rgb = pixels.at(left + at % side, top + at / side);
            sum = [sum[0] + u32::from(rgb.r), sum[1] + u32::from(rgb.g), sum[2] + u32::from(rgb.b)];
        }
        tiles.push(sum.map(|sum| sum as f32 / (side * side) as f32));
    }
    tiles
}

/// The largest and the mean difference of tiles.
fn apart(made: &Drawn, shown: &Drawn) -> (f32, f32) {
    let (made, shown) = (tiles(&made.pixels, SHARE), tiles(&shown.pixels, 1));
    let one = |(a, b): (&[f32; 3], &[f32; 3])| (0..3).map(|at| (a[at] - b[at]).abs()).fold(0.0, f32::max);
    let all: Vec<f32> = made.iter().zip(&shown).map(one).collect();
    (all.iter().copied().fold(0.0, f32::max), all.iter().sum::<f32>() / all.len() as f32)
}

/// What is not the same in one size of an ad.
fn differences(studio: &Studio, specs: &Specs, ad: &demo::DemoAd, size: CanvasSize) -> Vec<String> {
    let rules = Rules { specs, brief: &ad.brief, today: AccountDate::parse("2026-11-22").unwrap() };
    let (order, cancel) = (demo::only(&ad.order, size), Cancel::new());
    let made = repair::draw(studio, &order, &rules, &cancel).unwrap().remove(0);
    let shown = repair::preview(studio, &order, size, size.pixels().0 / SHARE, &rules, &cancel).unwrap();
    let name = format!("{} {} {}", ad.order.template.id, ad.brand, size.tag());
    let mut found = Vec::new();
    if made.texts != shown.texts {
        found.push(format!("{name}: words stand elsewhere"));
    }
    if made.pictures != shown.pictures {
        found.push(format!("{name}: pictures stand elsewhere"));
    }
    if made.steps.iter().map(|step| &step.mend).ne(shown.steps.iter().map(|step| &step.mend)) {
        found.push(format!("{name}: mended otherwise: {:?} and {:?}", made.steps, shown.steps));
    }
    let (most, mean) = apart(&made, &shown);
    if most > APART || mean > APART_IN_ALL {
        found.push(format!("{name}: a tile differs by {most:.1} of 255, all by {mean:.2}"));
    }
    found
}

#[test]
fn a_word_that_is_another_one_is_found() {
    let studio = Studio::new(Fonts::bundled().unwrap());
    let template = creative::template::bundled().unwrap().into_iter().find(|one| one.id == "notes-page").unwrap();
    let ad = demo::small_brands()[0].any_ad(&template, 0).unwrap();
    let mut order = demo::only(&ad.order, CanvasSize::Square);
    let made = studio.draw(&order, &Cancel::new()).unwrap().remove(0);
    let shown = |order: &Order| studio.preview(order, CanvasSize::Square, 1080 / SHARE, &Cancel::new()).unwrap();
    let same = apart(&made, &shown(&order));
    assert!(same.0 <= APART && same.1 <= APART_IN_ALL, "{same:?}");
    let line = order.content.texts.get_mut("line-2").unwrap();
    *line = line.chars().rev().collect();
    assert!(apart(&made, &shown(&order)).0 > APART, "one line of small letters");
}

#[test]
fn every_template_is_made_in_every_size_as_it_is_shown() {
    let (studio, specs) = (Studio::new(Fonts::bundled().unwrap()), Specs::bundled());
    let brands = demo::small_brands();
    let mut ads = Vec::new();
    for (turn, template) in creative::template::bundled().unwrap().iter().enumerate() {
        let brand = &brands[turn % 2];
        ads.push(brand.any_ad(template, turn).or_else(|_| brands[1 - turn % 2].any_ad(template, turn)).unwrap());
    }
    let cases: Vec<_> = ads.iter().flat_map(|ad| ad.order.sizes.iter().map(move |size| (ad, *size))).collect();
    assert!(cases.len() >= 4 * ads.len(), "every template has four sizes");
    let (next, problems) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, std::num::NonZero::get) {
            scope.spawn(|| {
                while let Some((ad, size)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    problems.lock().unwrap().extend(differences(&studio, &specs, ad, *size));
                }
            });
        }
    });
    let mut problems = problems.into_inner().unwrap();
    problems.sort();
    assert!(problems.is_empty(), "{}:\n{}", problems.len(), problems.join("\n"));
}
