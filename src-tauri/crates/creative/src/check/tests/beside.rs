//! What belongs to an ad beside its picture: copy, file, name, its other sizes.

use super::*;
use crate::name::{NameParts, Pattern};
use crate::tag::Tag;

#[test]
fn what_phones_hide_behind_more_is_said() {
    let mut world = World::new();
    let drawn = good(CanvasSize::Portrait);
    let lead = "Nine sprays, nine plastic bottles, mostly water. We sell the bottle once, then the tablets. It looks fine on the counter too. ";
    world.copy.primary = vec![format!("{lead}The set is $24.")];
    let check = world.check(&drawn, Code::OfferBeforeCut);
    assert_eq!(
        (check.outcome, check.weight, check.words.as_str()),
        (Outcome::Fail, Weight::Looks, "$24 starts behind “more” on phones.")
    );
    let checks = judge(&drawn, &world.context());
    let seen = checks.iter().find(|check| check.title == "Primary text seen").unwrap();
    assert_eq!((seen.outcome, seen.weight, seen.limit.as_str()), (Outcome::Fail, Weight::Informs, "≤ 125"));
    assert!(seen.words.contains("The set is"), "{}", seen.words);
    world.copy.primary = vec!["$24 for the set.".into(); 6];
    assert_eq!(world.check(&drawn, Code::CopyLength).words, "There are 6 variants of the primary text, Meta takes 5.");
}

#[test]
fn a_file_is_what_its_name_and_bytes_say() {
    let world = World::new();
    let drawn = good(CanvasSize::Portrait);
    let pattern = Pattern::default();
    let parts = NameParts {
        tag: Tag::parse("d4e5f6a7").unwrap(),
        brand: "SW".into(),
        product: "START".into(),
        template: "Product hero".into(),
        version: 2,
        hook: None,
        colour: None,
        language: "en-US".into(),
        campaign: None,
    };
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1080, 1350);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    encoder.write_header().unwrap().write_image_data(&drawn.pixels.rgba).unwrap();
    let check = |name: &str, bytes: &[u8], code| {
        let context = Context {
            file: Some(Made { bytes, name, pattern: &pattern, parts: &parts }),
            finished: true,
            ..world.context()
        };
        judge(&drawn, &context).into_iter().find(|check| check.code == code).unwrap()
    };
    let name = "SW_START_ProductHero_d4e5f6a7_4x5.png";
    assert_eq!(check(name, &bytes, Code::File).outcome, Outcome::Pass, "{}", check(name, &bytes, Code::File).words);
    assert_eq!(
        check(name, &bytes, Code::FileName).outcome,
        Outcome::Pass,
        "{}",
        check(name, &bytes, Code::FileName).words
    );
    assert_eq!(check(name, b"GIF89a", Code::File).outcome, Outcome::Fail);
    for wrong in ["SW_START_ProductHero_4x5.png", "SW_START_ProductHero_d4e5f6a7_1x1.png", "START_d4e5f6a7_4x5.png"] {
        assert_eq!(check(wrong, &bytes, Code::FileName).outcome, Outcome::Fail, "{wrong}");
    }
    let unmarked = bytes.windows(4).position(|four| four == b"sRGB").unwrap();
    bytes[unmarked..unmarked + 4].copy_from_slice(b"tEXt");
    assert_eq!(check(name, &bytes, Code::File).words, "Its colours are not marked as sRGB.");
}

#[test]
fn an_ad_like_an_earlier_one_needs_a_look_and_its_own_sizes_do_not_count() {
    let world = World::new();
    let drawn = good(CanvasSize::Portrait);
    let print = crate::near::fingerprint(&drawn.pixels);
    let earlier: Nearest = [("d4e5f6a7_1x1", print), ("PH_OneBottle", print ^ 0b111111)].into_iter().collect();
    let context = Context { earlier: Some(Earlier { all: &earlier, own: "d4e5f6a7" }), ..world.context() };
    let check = judge(&drawn, &context).into_iter().find(|check| check.code == Code::Unlike).unwrap();
    assert_eq!((check.outcome, check.weight, check.measured.as_str()), (Outcome::Fail, Weight::Looks, "6 of 64"));
    assert_eq!(check.words, "Close to PH_OneBottle.");
}

#[test]
fn a_size_that_is_missing_is_named() {
    let world = World::new();
    let sizes = Sizes { wanted: &CanvasSize::ALL, made: &[CanvasSize::Portrait, CanvasSize::Square] };
    let context = Context { sizes: Some(sizes), ..world.context() };
    let check =
        judge(&good(CanvasSize::Portrait), &context).into_iter().find(|check| check.code == Code::AllSizes).unwrap();
    assert_eq!((check.outcome, check.words.as_str()), (Outcome::Fail, "Not there: 9:16, 1.91:1."));
}

#[test]
fn an_address_without_its_parameters_is_no_pass() {
    let world = World::new();
    let outcome = |url: &str| {
        let copy = Copy { url: Some(url.to_owned()), ..world.copy.clone() };
        let context = Context { copy: &copy, ..world.context() };
        judge(&good(CanvasSize::Portrait), &context)
            .into_iter()
            .find(|check| check.code == Code::Address)
            .map(|check| check.outcome)
    };
    assert_eq!(outcome("https://a.example/p?utm_source=m&utm_medium=p&utm_campaign=c"), Some(Outcome::Pass));
    assert_eq!(outcome("https://a.example/p?utm_source=m&utm_campaign=c"), Some(Outcome::Fail));
    assert_eq!(outcome("https://a.example/p"), Some(Outcome::NotChecked));
}
