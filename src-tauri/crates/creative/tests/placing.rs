//! Where things stand beside each other, and where lines that point at them end.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use creative::{
    BrandLook, Cancel, CanvasSize, ColourMode, Content, Drawn, Fonts, Order, Palette, Picture, Rgb, Slot, Studio,
    Template,
};
use image::{Rgba, RgbaImage};

const MANIFEST: &str = r#"
id = "test"
version = 1
name = "Test"
idea = "A test."
category = "other"
awareness = [1, 5]
sizes = ["1x1"]
[colours]
ground = "white"
ink = "black"
[slots.headline]
kind = "text"
[slots.product-1]
kind = "picture"
[slots.product-2]
kind = "picture"
[slots.product-3]
kind = "picture"
"#;

/// Three boxes on one shelf, the middle one behind and out of the middle; a line and a dot at half the height of the
/// first thing.
const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080">
<rect width="1080" height="1080" data-role="ground"/>
<rect x="400" y="340" width="380" height="360" data-slot="product-2" data-fit="subject" data-anchor="bottom" data-scale="shelf"/>
<rect x="100" y="400" width="280" height="320" data-slot="product-1" data-fit="subject" data-anchor="bottom-left" data-scale="shelf"/>
<rect x="700" y="400" width="280" height="320" data-slot="product-3" data-fit="subject" data-anchor="bottom-right" data-scale="shelf"/>
<g data-when="product-1" data-at="product-1 0.5" data-top="200">
<line x1="0" y1="200" x2="900" y2="200" stroke="#f00" stroke-width="4" data-reach="left 30"/>
<circle cx="900" cy="240" r="6" fill="#00f" data-reach="left 30"/>
</g>
<rect x="100" y="60" width="880" height="80" data-slot="headline" data-min="40" data-max="60"/>
</svg>"##;

fn template() -> Arc<Template> {
    let files: BTreeMap<String, Cow<'_, str>> =
        [("template.toml".to_owned(), Cow::from(MANIFEST)), ("1x1.svg".to_owned(), Cow::from(SVG))].into();
    Arc::new(Template::from_files("test", &files).unwrap_or_else(|faults| panic!("{faults}")))
}

/// A green thing, so wide and high, in the middle of a picture that is clear around it.
fn thing(width: u32, height: u32) -> Picture {
    let image = RgbaImage::from_fn(400, 400, |x, y| {
        let inside = x.abs_diff(200) < width / 2 && y.abs_diff(200) < height / 2;
        Rgba(if inside { [0, 160, 0, 255] } else { [0, 0, 0, 0] })
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    Picture::read(bytes.into_inner()).unwrap()
}

fn drawn(template: Arc<Template>, headline: &str, things: &[Picture]) -> Drawn {
    let mut content = Content::default();
    content.texts.insert(Slot::from("headline"), headline.to_owned());
    for (at, picture) in things.iter().enumerate() {
        content.pictures.insert(Slot::new(format!("product-{}", at + 1)), picture.clone());
    }
    let palette =
        Palette { primary: Rgb::BLACK, secondary: Rgb::WHITE, background: Rgb::WHITE, accent: Rgb::BLACK, ink: None };
    let look = BrandLook {
        name: "Saltwick".into(),
        wordmark: "SALTWICK".into(),
        palette,
        display_font: "Mona Sans".into(),
        text_font: "Mona Sans".into(),
        logo: None,
        logo_on_dark: None,
        locale: "en-US".into(),
    };
    let order = Order {
        template,
        look: Arc::new(look),
        content,
        colour: ColourMode::Original,
        sizes: vec![CanvasSize::Square],
        mends: Vec::new(),
    };
    Studio::new(Fonts::bundled().unwrap()).draw(&order, &Cancel::new()).unwrap().remove(0)
}

fn subject(drawn: &Drawn, slot: &str) -> creative::drawn::Rect {
    drawn.pictures.iter().find(|picture| picture.slot.as_str() == slot).unwrap().subject
}

/// The outermost pixels of a colour, from left to right.
fn span(drawn: &Drawn, wanted: impl Fn(Rgb) -> bool) -> (u32, u32) {
    let (width, height) = (drawn.pixels.width, drawn.pixels.height);
    let has = |x: &u32| (0..height).any(|y| wanted(drawn.pixels.at(*x, y)));
    ((0..width).find(has).unwrap(), (0..width).rev().find(has).unwrap())
}

fn is_red(rgb: Rgb) -> bool {
    rgb.r > 200 && rgb.g < 60 && rgb.b < 60
}

fn is_blue(rgb: Rgb) -> bool {
    rgb.b > 200 && rgb.r < 60 && rgb.g < 60
}

#[test]
fn like_things_on_a_shelf_stand_at_equal_distances() {
    let three = [thing(200, 300), thing(200, 300), thing(196, 300)];
    let ad = drawn(template(), "One shelf.", &three);
    let [first, second, third] = ["product-1", "product-2", "product-3"].map(|slot| subject(&ad, slot));
    let (left, right) = (second.x - first.right(), third.x - second.right());
    assert!(left > 0.0 && (left - right).abs() < 4.0, "{left} and {right}");
    assert!((second.bottom() - first.bottom()).abs() < 0.5, "with room beside each other they share one ground");
}

#[test]
fn a_carton_behind_two_small_things_stays_where_it_is_composed() {
    let ad = drawn(template(), "One shelf.", &[thing(100, 300), thing(380, 200), thing(100, 300)]);
    let carton = subject(&ad, "product-2");
    assert!((carton.x + carton.width / 2.0 - 590.0).abs() < 0.5, "{carton:?}");
    assert!(carton.bottom() < subject(&ad, "product-1").bottom() - 10.0);
}

#[test]
fn a_line_ends_so_far_inside_the_outline_of_what_it_points_at() {
    for width in [60, 200] {
        let ad = drawn(template(), "One shelf.", &[thing(width, 300)]);
        let edge = subject(&ad, "product-1").x;
        let (start, end) = span(&ad, is_red);
        assert_eq!(start, 0);
        assert!((end as f32 - edge - 29.0).abs() <= 2.0, "{end} for a thing from {edge}");
        let (left, right) = span(&ad, is_blue);
        assert!(((left + right) as f32 / 2.0 - edge - 30.0).abs() <= 1.5, "a dot from {left} to {right}");
    }
}

#[test]
fn a_line_to_something_thin_ends_in_its_middle() {
    let ad = drawn(template(), "One shelf.", &[thing(30, 300)]);
    let thin = subject(&ad, "product-1");
    let (_, end) = span(&ad, is_red);
    assert!((end as f32 - thin.x - thin.width / 2.0).abs() <= 2.0, "{end} on {thin:?}");
}

#[test]
fn where_words_run_from_the_right_a_line_comes_from_there() {
    let ad = drawn(template(), "اشترِ الزجاجة مرة واحدة.", &[thing(200, 300)]);
    let edge = subject(&ad, "product-1").right();
    let (start, end) = span(&ad, is_red);
    assert_eq!(end, 1079);
    assert!((edge - start as f32 - 30.0).abs() <= 2.0, "{start} for a thing up to {edge}");
}
