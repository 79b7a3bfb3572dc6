//! Every composition draws in every size.

use super::*;
use crate::story::{Shape, Story, accounts};

const ALL: [&str; 16] = [
    "statement-nine",
    "statement-water",
    "offer",
    "offer-home",
    "price-math",
    "quote",
    "hero",
    "callouts",
    "us-vs-them",
    "scene-hide",
    "de-milch",
    "de-tasse",
    "de-montag",
    "de-bitter",
    "de-probierset",
    "de-hero",
];

/// Share of pixels that are not the ground: an empty or failed drawing has none.
fn inked(pixels: &Pixmap) -> f64 {
    let ground = pixels.pixel(2, 2).unwrap();
    let other = pixels.pixels().iter().filter(|p| **p != ground).count();
    other as f64 / pixels.pixels().len() as f64
}

#[test]
fn every_composition_is_drawn_in_every_size() {
    for composition in ALL {
        for shape in [Shape::Portrait, Shape::Square, Shape::Story] {
            let pixels = draw(Picture { composition, shape }, 0.25);
            assert!(inked(&pixels) > 0.05, "{composition} {shape:?}: {}", inked(&pixels));
            if let Some(folder) = std::env::var_os("DEMO_ADS_TO") {
                let path = std::path::Path::new(&folder).join(format!("{composition}-{shape:?}.jpg"));
                std::fs::write(path, jpeg(Picture { composition, shape }, None)).unwrap();
            }
        }
    }
}

#[test]
fn the_stories_name_compositions_that_exist() {
    for story in Story::ALL {
        for ad in accounts(story, None, 5).iter().flat_map(|account| &account.ads) {
            assert!(ALL.contains(&ad.picture.composition), "{}", ad.name);
        }
    }
}

#[test]
fn a_picture_is_the_same_twice_and_keeps_its_proportions() {
    let picture = Picture { composition: "hero", shape: Shape::Portrait };
    let (one, two) = (encode(picture, Some((108, 400))), encode(picture, Some((108, 400))));
    assert_eq!(one, two);
    let size = image::load_from_memory(&one).unwrap();
    assert_eq!((size.width(), size.height()), (108, 135));
}
