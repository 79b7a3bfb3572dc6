//! Words that run from the right: the composition is seen in a mirror, what it shows is not.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use creative::drawn::Rect;
use creative::{
    BrandLook, Cancel, CanvasSize, ColourMode, Content, Drawn, Fonts, Order, Palette, Picture, Pixels, Rgb, Slot,
    Studio, Template,
};

const ARABIC: &str = "اشترِ الزجاجة مرة واحدة.";
const ENGLISH: &str = "Buy the bottle once.";
const MANIFEST: &str = r#"
id = "test"
version = 1
name = "Test"
idea = "A test."
category = "other"
awareness = [1, 5]
sizes = ["1x1"]
MIRROR
[colours]
ground = "background"
ink = "primary"
panel = "primary"
[slots.headline]
kind = "text"
[slots.price]
kind = "text"
[slots.product]
kind = "picture"
"#;
const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080">
<defs><mask id="left"><rect x="100" y="700" width="100" height="200" fill="#fff"/></mask></defs>
<rect width="1080" height="1080" data-role="ground"/>
<rect id="bar" x="0" y="0" width="40" height="1080" data-role="panel"/>
<path id="flipped" d="M300 600h60v20h-40v40h-20z" data-role="panel"/>
<path id="placed" d="M500 600h60v20h-40v40h-20z" data-role="panel" data-mirror="place"/>
<g id="kept" data-mirror="stay"><path d="M700 600h60v20h-40v40h-20z" data-role="panel"/></g>
<rect x="100" y="700" width="200" height="200" mask="url(#left)" data-slot="product" data-fit="cover"/>
<rect x="100" y="100" width="600" height="200" data-slot="headline" data-min="40" data-max="60" data-lines="2"/>
<rect x="100" y="400" width="300" height="80" data-slot="price" data-min="60" data-max="60" data-align="end"/>
</svg>"##;

fn template(mirror: &str) -> Arc<Template> {
    let manifest = MANIFEST.replace("MIRROR", mirror);
    let files: BTreeMap<String, Cow<'_, str>> =
        [("template.toml".to_owned(), Cow::from(manifest)), ("1x1.svg".to_owned(), Cow::from(SVG))].into();
    Arc::new(Template::from_files("test", &files).unwrap())
}

fn look(locale: &str) -> Arc<BrandLook> {
    let rgb = |text: &str| text.parse().unwrap();
    Arc::new(BrandLook {
        name: "Saltwick".into(),
        wordmark: "SALTWICK".into(),
        palette: Palette {
            primary: rgb("#000000"),
            secondary: rgb("#BFD9CE"),
            background: rgb("#FFFFFF"),
            accent: rgb("#FF6A3D"),
            ink: None,
        },
        display_font: "Mona Sans".into(),
        text_font: "Mona Sans".into(),
        logo: None,
        logo_on_dark: None,
        locale: locale.into(),
    })
}

/// A picture whose left half is red and whose right half is blue.
fn halves() -> Picture {
    let image = image::RgbImage::from_fn(200, 200, |x, _| image::Rgb(if x < 100 { [255, 0, 0] } else { [0, 0, 255] }));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    Picture::read(bytes.into_inner()).unwrap()
}

fn draw(template: &Arc<Template>, locale: &str, texts: &[(&str, &str)]) -> Drawn {
    let texts = texts.iter().map(|(slot, text)| (Slot::from(*slot), (*text).to_owned())).collect();
    let pictures = [(Slot::from("product"), halves())].into();
    let order = Order {
        template: Arc::clone(template),
        look: look(locale),
        content: Content { texts, pictures },
        colour: ColourMode::Original,
        sizes: vec![CanvasSize::Square],
        mends: Vec::new(),
    };
    Studio::new(Fonts::bundled().unwrap()).draw(&order, &Cancel::new()).unwrap().remove(0)
}

/// Where the words of a slot stand.
fn ink(drawn: &Drawn, slot: &str) -> Rect {
    drawn.texts.iter().find(|text| text.slot.as_str() == slot).unwrap().bounds
}

fn dark(pixels: &Pixels, x: u32, y: u32) -> bool {
    pixels.at(x, y) == Rgb { r: 0, g: 0, b: 0 }
}

#[test]
fn boxes_and_shapes_go_to_the_other_side() {
    let template = template("");
    let left = draw(&template, "ar", &[("headline", ENGLISH), ("price", "$24")]);
    let right = draw(&template, "ar", &[("headline", ARABIC), ("price", "$24")]);
    assert!((ink(&left, "headline").x - 100.0).abs() < 0.1, "English words are set as ever, whoever says them");
    assert!((ink(&right, "headline").right() - 980.0).abs() < 0.1, "{:?}", ink(&right, "headline"));
    // The price ends its box: at the right in one, at the left in the other.
    assert!((ink(&left, "price").right() - 400.0).abs() < 0.1, "{:?}", ink(&left, "price"));
    assert!((ink(&right, "price").x - 680.0).abs() < 0.1, "{:?}", ink(&right, "price"));
    assert!(dark(&left.pixels, 20, 1000) && !dark(&left.pixels, 1060, 1000));
    assert!(dark(&right.pixels, 1060, 1000) && !dark(&right.pixels, 20, 1000));
}

#[test]
fn a_shape_is_flipped_or_placed_or_stays() {
    let template = template("");
    // The shapes are corners: of the foot, only the left part is there.
    let foot = |drawn: &Drawn, left: u32| {
        (dark(&drawn.pixels, left + 10, 650), dark(&drawn.pixels, left + 50, 650), dark(&drawn.pixels, left + 30, 610))
    };
    let left = draw(&template, "en", &[("headline", ENGLISH)]);
    for x in [300, 500, 700] {
        assert_eq!(foot(&left, x), (true, false, true), "at {x}");
    }
    let right = draw(&template, "ar", &[("headline", ARABIC)]);
    assert_eq!(foot(&right, 1080 - 360), (false, true, true), "flipped");
    assert_eq!(foot(&right, 1080 - 560), (true, false, true), "on the other side, as it was drawn");
    // What stays is where it was, behind what came there.
    assert!(foot(&right, 700).0, "stays");
}

#[test]
fn a_picture_moves_with_its_mask_and_is_not_flipped() {
    let template = template("");
    let red = Rgb { r: 255, g: 0, b: 0 };
    let blue = Rgb { r: 0, g: 0, b: 255 };
    let white = Rgb::WHITE;
    let left = draw(&template, "en", &[("headline", ENGLISH)]);
    assert_eq!([left.pixels.at(150, 800), left.pixels.at(250, 800)], [red, white]);
    let right = draw(&template, "ar", &[("headline", ARABIC)]);
    // The box is now from 780 to 980. Of the picture, blue is still right; the mask shows the outer half.
    assert_eq!([right.pixels.at(830, 800), right.pixels.at(930, 800)], [white, blue]);
}

#[test]
fn a_template_may_stay_as_it_is() {
    let right = draw(&template("mirror = false"), "ar", &[("headline", ARABIC)]);
    assert!(dark(&right.pixels, 20, 1000) && !dark(&right.pixels, 1060, 1000));
    assert!((ink(&right, "headline").right() - 700.0).abs() < 0.1, "words begin where their script does");
}

#[test]
fn where_no_word_has_a_letter_the_language_decides() {
    let template = template("");
    assert!((ink(&draw(&template, "ar-AE", &[("price", "24")]), "price").x - 680.0).abs() < 0.1);
    assert!((ink(&draw(&template, "en-US", &[("price", "24")]), "price").right() - 400.0).abs() < 0.1);
}

#[test]
fn a_latin_name_at_the_start_does_not_turn_the_sentence_around() {
    let template = template("");
    let with = |words: &str| ink(&draw(&template, "ar", &[("headline", words)]), "headline");
    let (whole, open) = (with("Nu زجاجة لكل شيء!"), with("Nu زجاجة لكل شيء"));
    // The mark ends the sentence at the left; at the right, the name stays where it was.
    assert!(whole.x < open.x - 2.0, "{whole:?} {open:?}");
    assert!((whole.right() - 980.0).abs() < 0.1 && (open.right() - 980.0).abs() < 0.1);
}
