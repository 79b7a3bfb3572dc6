//! Checks of drawings made by hand, so that every measure is known.

use units::{Currency, Money};

use super::*;
use crate::colour::Rgb;
use crate::drawn::{PictureBox, Pixels, Rect, TextBox};
use crate::fill::{Brand, Locale, Offer, Press, Price, Product, Review};
use crate::name::{NameParts, Pattern};
use crate::tag::Tag;

const KELP: Rgb = Rgb { r: 0x17, g: 0x30, b: 0x2B };
const BONE: Rgb = Rgb { r: 0xF4, g: 0xEF, b: 0xE6 };
const CORAL: Rgb = Rgb { r: 0xFF, g: 0x6A, b: 0x3D };

fn flat(width: u32, height: u32, colour: Rgb) -> Pixels {
    Pixels { width, height, rgba: [colour.r, colour.g, colour.b, 255].repeat((width * height) as usize) }
}

/// An empty picture on bone.
fn empty(size: CanvasSize) -> Drawn {
    let (width, height) = size.pixels();
    Drawn {
        size,
        pixels: flat(width, height, BONE),
        backdrop: flat(width.div_ceil(4), height.div_ceil(4), BONE),
        texts: Vec::new(),
        pictures: Vec::new(),
        steps: Vec::new(),
    }
}

fn text(slot: &str, words: &str, bounds: Rect) -> TextBox {
    TextBox {
        slot: slot.into(),
        bounds,
        frame: bounds,
        px: 120.0,
        min_px: 60.0,
        lines: vec![words.into()],
        line_bounds: vec![bounds],
        max_lines: 3,
        baseline: bounds.bottom(),
        fill: KELP,
        weight: 600.0,
        overflows: false,
        is_logo: false,
    }
}

fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
    Rect { x, y, width, height }
}

/// A headline, a picture of the product and the name as logo, all where they should be.
fn good(size: CanvasSize) -> Drawn {
    let headline = text("headline", "Buy the bottle once.", rect(80.0, 290.0, 800.0, 100.0));
    let logo = TextBox { is_logo: true, px: 36.0, ..text("logo", "SALTWICK", rect(80.0, 540.0, 200.0, 30.0)) };
    let product = rect(500.0, 450.0, 400.0, 130.0);
    let bottle = PictureBox {
        slot: "product".into(),
        bounds: product,
        subject: product,
        frame: product,
        scale: 0.84,
        clear: 0.0,
        is_logo: false,
    };
    Drawn { texts: vec![headline, logo], pictures: vec![bottle], ..empty(size) }
}

fn dollars(amount: &str) -> Money {
    Money::parse_major(amount, Currency::USD).unwrap()
}

fn brief() -> Brief {
    let price = Price {
        amount: dollars("24"),
        compare_at: Some(dollars("31")),
        lowest_30_days: None,
        per_unit: None,
        quantity: None,
    };
    let review =
        Review { quote: "I kept the nice one.".into(), author: "Dana R.".into(), rating: Some(4), ..Review::default() };
    Brief {
        brand: Brand {
            locale: Locale::new("en-US"),
            banned: vec!["best".into(), "non-toxic".into()],
            press: vec![Press { quote: "A small idea.".into(), source: "Larder".into(), date: None }],
            ..Brand::default()
        },
        product: Product {
            name: "Starter set".into(),
            price: Some(price),
            reviews: vec![review],
            ..Product::default()
        },
        offer: Some(Offer {
            price: Some(dollars("24")),
            ends: Some(AccountDate::parse("2026-11-29").unwrap()),
            ..Offer::default()
        }),
        ..Brief::default()
    }
}

/// Everything a check may ask for.
struct World {
    specs: Specs,
    brief: Brief,
    content: Content,
    copy: Copy,
    today: &'static str,
}

impl World {
    fn new() -> Self {
        let copy = Copy {
            primary: vec!["One bottle, $24.".into()],
            url: Some("https://saltwick.com/starter".into()),
            ..Copy::default()
        };
        Self { specs: Specs::bundled(), brief: brief(), content: Content::default(), copy, today: "2026-11-22" }
    }

    fn context(&self) -> Context<'_> {
        Context {
            specs: &self.specs,
            brief: &self.brief,
            content: &self.content,
            copy: &self.copy,
            today: AccountDate::parse(self.today).unwrap(),
            file: None,
            earlier: None,
            sizes: None,
            finished: false,
        }
    }

    fn check(&self, drawn: &Drawn, code: Code) -> Check {
        judge(drawn, &self.context()).into_iter().find(|check| check.code == code).unwrap()
    }

    fn outcome(&self, drawn: &Drawn, code: Code) -> Outcome {
        self.check(drawn, code).outcome
    }
}

#[test]
fn a_good_ad_passes_all_that_can_be_checked() {
    let world = World::new();
    for size in CanvasSize::ALL {
        let checks = judge(&good(size), &world.context());
        let failed: Vec<_> = checks.iter().filter(|check| check.outcome == Outcome::Fail).collect();
        assert!(failed.is_empty(), "{size}: {failed:?}");
        assert_eq!(status(&checks), Status::Approved);
    }
}

#[test]
fn every_check_of_the_list_has_its_row() {
    let codes: Vec<Code> =
        judge(&good(CanvasSize::Story), &World::new().context()).iter().map(|check| check.code).collect();
    use Code::*;
    for code in [
        PixelSize,
        Ratio,
        File,
        SafeArea,
        Fit,
        Overlap,
        TextSize,
        Lines,
        Contrast,
        TextArea,
        LogoClear,
        LogoSize,
        Enlarged,
        Subject,
        Amounts,
        OfferDate,
        Sources,
        Banned,
        Required,
        CopyLength,
        VisibleCut,
        OfferBeforeCut,
        Address,
        FileName,
        Unlike,
        AllSizes,
    ] {
        assert!(codes.contains(&code), "{code:?}");
        assert_eq!(toml::Value::try_from(code).unwrap().as_str(), Some(code.name()), "one name everywhere");
    }
}

#[test]
fn pixels_that_are_not_exact_block() {
    let mut drawn = good(CanvasSize::Portrait);
    drawn.pixels = flat(1080, 1349, BONE);
    let check = World::new().check(&drawn, Code::PixelSize);
    assert_eq!((check.outcome, check.weight, check.measured.as_str()), (Outcome::Fail, Weight::Blocks, "1080 × 1349"));
    assert_eq!(
        World::new().outcome(&drawn, Code::Ratio),
        Outcome::Pass,
        "a pixel is within the tolerance of the ratio"
    );
    drawn.pixels = flat(1080, 1080, BONE);
    assert_eq!(World::new().outcome(&drawn, Code::Ratio), Outcome::Fail);
}

#[test]
fn the_safe_area_is_measured_at_every_edge() {
    let place = |bounds| {
        let mut drawn = good(CanvasSize::Story);
        drawn.texts[0].bounds = bounds;
        drawn.texts[0].line_bounds = vec![bounds];
        World::new().check(&drawn, Code::SafeArea)
    };
    assert_eq!(place(rect(65.0, 269.0, 949.0, 978.0)).outcome, Outcome::Pass, "exactly inside");
    for (bounds, says) in [
        (rect(80.0, 259.0, 800.0, 100.0), "10 px into what the app covers at the top"),
        (rect(80.0, 1170.0, 800.0, 100.0), "22 px into what the app covers at the bottom"),
        (rect(55.0, 300.0, 800.0, 100.0), "10 px into what the app covers at the left"),
        (rect(300.0, 300.0, 735.0, 100.0), "20 px into what the app covers at the right"),
    ] {
        let check = place(bounds);
        assert_eq!(check.outcome, Outcome::Fail);
        assert!(check.words.contains(says), "{} should say {says}", check.words);
        assert_eq!(check.weight, Weight::Blocks);
    }
    let square = World::new().check(&good(CanvasSize::Square), Code::SafeArea);
    assert_eq!(square.outcome, Outcome::NotChecked, "no interface is drawn over 1:1");
}

#[test]
fn a_logo_outside_the_safe_area_fails_too_but_a_picture_may_bleed() {
    let mut drawn = good(CanvasSize::Story);
    drawn.pictures[0].bounds = rect(0.0, 0.0, 1080.0, 1920.0);
    assert_eq!(World::new().outcome(&drawn, Code::SafeArea), Outcome::Pass);
    drawn.pictures[0].is_logo = true;
    assert_eq!(World::new().outcome(&drawn, Code::SafeArea), Outcome::Fail);
}

#[test]
fn words_that_do_not_fit_or_run_into_each_other_block() {
    let mut drawn = good(CanvasSize::Portrait);
    drawn.texts[0].overflows = true;
    let check = World::new().check(&drawn, Code::Fit);
    assert_eq!((check.outcome, check.measured.as_str()), (Outcome::Fail, "1 of 2"));
    let mut drawn = good(CanvasSize::Portrait);
    drawn.texts.push(text("price", "$24", rect(100.0, 380.0, 200.0, 60.0)));
    let check = World::new().check(&drawn, Code::Overlap);
    assert_eq!(check.words, "“Buy the bottle once.” runs into “$24”.");
    drawn.texts.pop();
    drawn.texts[0].bounds = rect(-4.0, 290.0, 800.0, 100.0);
    assert_eq!(
        World::new().check(&drawn, Code::Overlap).words,
        "“Buy the bottle once.” runs into the edge of the picture."
    );
}

#[test]
fn small_type_is_small_in_proportion_to_the_width() {
    let with = |size, slot: &str, px| {
        let mut drawn = good(size);
        drawn.texts.push(TextBox { px, ..text(slot, "words", rect(100.0, 420.0, 200.0, 20.0)) });
        World::new().check(&drawn, Code::TextSize)
    };
    assert_eq!(with(CanvasSize::Portrait, "benefit-1", 31.0).outcome, Outcome::Fail);
    assert_eq!(with(CanvasSize::Portrait, "benefit-1", 32.0).outcome, Outcome::Pass);
    assert_eq!(with(CanvasSize::Landscape, "benefit-1", 33.0).limit, "≥ 36 px");
    assert_eq!(with(CanvasSize::Portrait, "terms", 28.0).outcome, Outcome::Pass);
    assert_eq!(with(CanvasSize::Portrait, "terms", 27.0).outcome, Outcome::Fail);
    assert_eq!(with(CanvasSize::Portrait, "source-2", 28.0).outcome, Outcome::Pass);
}

#[test]
fn too_many_lines_block() {
    let mut drawn = good(CanvasSize::Portrait);
    drawn.texts[0].max_lines = 1;
    drawn.texts[0].lines.push("more".into());
    let check = World::new().check(&drawn, Code::Lines);
    assert_eq!((check.outcome, check.measured.as_str(), check.limit.as_str()), (Outcome::Fail, "2", "≤ 1"));
}

#[test]
fn the_worst_part_behind_a_word_counts_and_not_the_average() {
    let mut drawn = good(CanvasSize::Portrait);
    let check = World::new().check(&drawn, Code::Contrast);
    let exact = KELP.contrast(BONE);
    assert!((check.value.unwrap() - exact).abs() < 0.01, "{:?} against {exact}", check.value);
    // A fifth of what is behind the headline turns as dark as the letters; the mean would still be above 8:1.
    for y in 70..100 {
        for x in 180..220 {
            let at = ((y * drawn.backdrop.width + x) * 4) as usize;
            drawn.backdrop.rgba[at..at + 3].copy_from_slice(&[KELP.r, KELP.g, KELP.b]);
        }
    }
    let check = World::new().check(&drawn, Code::Contrast);
    assert_eq!((check.outcome, check.weight), (Outcome::Fail, Weight::Blocks));
    assert!(check.value.unwrap() < 1.1, "{:?}", check.value);
    assert_eq!(check.slot, Some("headline".into()));
}

#[test]
fn a_speck_behind_a_word_is_no_failure() {
    let mut drawn = good(CanvasSize::Portrait);
    let at = ((80 * drawn.backdrop.width + 100) * 4) as usize;
    drawn.backdrop.rgba[at..at + 3].copy_from_slice(&[KELP.r, KELP.g, KELP.b]);
    assert_eq!(World::new().outcome(&drawn, Code::Contrast), Outcome::Pass);
}

#[test]
fn large_letters_may_have_less_contrast() {
    let grey = Rgb { r: 0x94, g: 0x94, b: 0x94 };
    let with = |px, weight| {
        let mut drawn = empty(CanvasSize::Portrait);
        drawn.backdrop = flat(270, 338, Rgb::WHITE);
        drawn.texts = vec![TextBox { fill: grey, px, weight, ..text("headline", "x", rect(80.0, 300.0, 400.0, 60.0)) }];
        let check = World::new().check(&drawn, Code::Contrast);
        (check.outcome, check.limit)
    };
    assert_eq!(with(66.0, 400.0), (Outcome::Pass, "≥ 3:1".into()));
    assert_eq!(with(65.0, 400.0), (Outcome::Fail, "≥ 4.5:1".into()));
    assert_eq!(with(52.0, 700.0), (Outcome::Pass, "≥ 3:1".into()));
    assert_eq!(with(51.0, 700.0), (Outcome::Fail, "≥ 4.5:1".into()));
    let mut coral = good(CanvasSize::Portrait);
    coral.texts[0].fill = CORAL;
    assert_eq!(World::new().outcome(&coral, Code::Contrast), Outcome::Fail, "coral on bone has 2.5:1");
}

#[test]
fn the_share_of_words_is_counted_once_and_blocks_nothing() {
    let mut drawn = empty(CanvasSize::Square);
    drawn.texts =
        vec![text("headline", "x", rect(0.0, 0.0, 540.0, 540.0)), text("quote", "y", rect(0.0, 0.0, 540.0, 540.0))];
    let check = World::new().check(&drawn, Code::TextArea);
    assert!((check.value.unwrap() - 25.0).abs() < 0.2, "{:?}", check.value);
    assert_eq!((check.outcome, check.weight), (Outcome::Fail, Weight::Informs));
}

#[test]
fn the_logo_needs_space_and_size() {
    let beside = |gap: f32| {
        let mut drawn = good(CanvasSize::Portrait);
        let logo = drawn.texts[1].bounds;
        drawn.texts.push(text("price", "$24", rect(logo.x, logo.bottom() + gap, 100.0, 40.0)));
        World::new().check(&drawn, Code::LogoClear)
    };
    assert_eq!(beside(24.0).outcome, Outcome::Pass);
    let crowded = beside(10.0);
    assert_eq!(
        (crowded.outcome, crowded.measured.as_str(), crowded.limit.as_str()),
        (Outcome::Fail, "10 px", "≥ 24 px")
    );
    let mut tiny = good(CanvasSize::Portrait);
    tiny.texts[1].bounds.width = 60.0;
    assert_eq!(World::new().outcome(&tiny, Code::LogoSize), Outcome::Fail);
    let mut asks_for_more = good(CanvasSize::Portrait);
    let own = asks_for_more.texts.pop().unwrap().bounds;
    let logo = PictureBox {
        slot: "logo".into(),
        bounds: own,
        subject: own,
        frame: own,
        scale: 1.0,
        clear: 240.0,
        is_logo: true,
    };
    asks_for_more.pictures.push(logo);
    assert_eq!(World::new().check(&asks_for_more, Code::LogoClear).limit, "≥ 240 px");
}

#[test]
fn a_logo_may_stand_on_its_scene() {
    let mut drawn = good(CanvasSize::Portrait);
    let all = rect(0.0, 0.0, 1080.0, 1350.0);
    drawn.pictures[0] = PictureBox { bounds: all, subject: all, ..drawn.pictures[0].clone() };
    assert_eq!(World::new().outcome(&drawn, Code::LogoClear), Outcome::Pass);
}

#[test]
fn a_picture_shown_larger_than_it_is_needs_a_look() {
    let mut drawn = good(CanvasSize::Portrait);
    drawn.pictures[0].scale = 1.3;
    let world = World::new();
    let check = world.check(&drawn, Code::Enlarged);
    assert_eq!((check.outcome, check.weight, check.measured.as_str()), (Outcome::Fail, Weight::Looks, "130 %"));
    assert_eq!(status(&judge(&drawn, &world.context())), Status::Flagged);
}

#[test]
fn a_product_that_is_cut_off_is_seen() {
    let mut world = World::new();
    let picture = crate::picture::Picture {
        bytes: std::sync::Arc::from([]),
        sha256: String::new(),
        width: 1,
        height: 1,
        focus: None,
        subject: None,
        transparent: true,
    };
    world.content.pictures.insert("product".into(), picture);
    let mut drawn = good(CanvasSize::Portrait);
    assert_eq!(world.outcome(&drawn, Code::Subject), Outcome::Pass);
    drawn.pictures[0].subject = rect(500.0, 350.0, 400.0, 230.0);
    let check = world.check(&drawn, Code::Subject);
    assert_eq!((check.outcome, check.measured.as_str()), (Outcome::Fail, "57 % to be seen"));
    world.content.pictures.clear();
    assert_eq!(
        world.outcome(&drawn, Code::Subject),
        Outcome::NotChecked,
        "of an unmarked photo nobody knows what it shows"
    );
}

#[test]
fn amounts_that_the_product_data_do_not_hold_block_wherever_they_stand() {
    let mut world = World::new();
    let mut drawn = good(CanvasSize::Portrait);
    drawn.texts[0].lines = vec!["$24, was $31.".into(), "Save $7.".into()];
    assert_eq!(world.outcome(&drawn, Code::Amounts), Outcome::Pass);
    drawn.texts[0].lines = vec!["Now $19".into()];
    let check = world.check(&drawn, Code::Amounts);
    assert_eq!(
        (check.outcome, check.weight, check.words.as_str()),
        (Outcome::Fail, Weight::Blocks, "$19 is not in the product data.")
    );
    world.copy.primary = vec!["40% off today".into()];
    assert_eq!(world.check(&drawn, Code::Amounts).words, "Not in the product data: $19, 40%.");
    world.copy.primary.clear();
    drawn.texts[0].lines = vec!["Buy the bottle once.".into()];
    assert_eq!(world.outcome(&drawn, Code::Amounts), Outcome::NotChecked);
}

#[test]
fn an_offer_that_ended_blocks() {
    let mut world = World::new();
    let drawn = good(CanvasSize::Portrait);
    world.today = "2026-11-29";
    assert_eq!(world.check(&drawn, Code::OfferDate).words, "The offer ends today.");
    world.today = "2026-11-30";
    let check = world.check(&drawn, Code::OfferDate);
    assert_eq!((check.outcome, check.weight), (Outcome::Fail, Weight::Blocks));
}

#[test]
fn quotes_are_verbatim_and_have_a_name_and_numbers_a_source() {
    let with = |texts: &[(&str, &str)]| {
        let mut world = World::new();
        world.content.texts = texts.iter().map(|(slot, text)| (Slot::from(*slot), (*text).to_owned())).collect();
        world.check(&good(CanvasSize::Portrait), Code::Sources)
    };
    assert_eq!(with(&[]).outcome, Outcome::NotChecked);
    assert_eq!(with(&[("quote", "“I kept the nice one.”"), ("author", "Dana R.")]).outcome, Outcome::Pass);
    assert_eq!(with(&[("quote", "“A small idea.”"), ("source", "Larder")]).outcome, Outcome::Pass);
    assert_eq!(
        with(&[("quote", "“I kept the nice one.”")]).words,
        "“I kept the nice one.” has neither author nor source."
    );
    let changed = with(&[("quote-1", "“I kept the nicest one.”"), ("author-1", "Dana R.")]);
    assert_eq!((changed.outcome, changed.weight), (Outcome::Fail, Weight::Blocks));
    assert_eq!(with(&[("quote-1", "“I kept the nice one.”"), ("author-2", "Dana R.")]).outcome, Outcome::Fail);
    let rated = |stars| with(&[("quote", "“I kept the nice one.”"), ("author", "Dana R."), ("rating", stars)]);
    assert_eq!(rated("★★★★☆").outcome, Outcome::Pass);
    assert_eq!(rated("★★★★★").words, "The picture shows 5 stars, the review gave 4.");
    assert_eq!(with(&[("number", "94%")]).words, "“94%” has no source.");
    assert_eq!(with(&[("number", "94%"), ("source", "12 labels")]).outcome, Outcome::Pass);
}

#[test]
fn banned_words_block_and_required_ones_must_stand_somewhere_that_is_always_seen() {
    let mut world = World::new();
    let mut drawn = good(CanvasSize::Portrait);
    assert_eq!(world.outcome(&drawn, Code::Banned), Outcome::Pass);
    drawn.texts[0].lines = vec!["The best".into(), "bottle".into()];
    assert_eq!(world.check(&drawn, Code::Banned).words, "The brand does not say “best”.");
    let drawn = good(CanvasSize::Portrait);
    world.copy.headlines = vec!["Non toxic".into()];
    assert_eq!(world.outcome(&drawn, Code::Banned), Outcome::Fail, "beside the picture too");
    world.copy.headlines.clear();

    assert_eq!(world.outcome(&drawn, Code::Required), Outcome::NotChecked);
    world.brief.product.required = vec!["Not for children.".into()];
    assert_eq!(world.outcome(&drawn, Code::Required), Outcome::Fail);
    world.copy.primary = vec!["Text. Not for children".into(), "Another".into()];
    assert_eq!(world.outcome(&drawn, Code::Required), Outcome::Fail, "the second text may be the one that is shown");
    world.copy.primary.pop();
    assert_eq!(world.outcome(&drawn, Code::Required), Outcome::Pass);
    let mut on_it = drawn;
    on_it.texts.push(text("disclaimer", "Not for children.", rect(600.0, 500.0, 200.0, 30.0)));
    world.copy.primary.clear();
    assert_eq!(world.outcome(&on_it, Code::Required), Outcome::Pass);
}

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
fn a_finished_ad_whose_file_nobody_looked_at_has_failed_its_review() {
    let world = World::new();
    let checks = judge(&good(CanvasSize::Portrait), &Context { finished: true, ..world.context() });
    assert_eq!(status(&checks), Status::ReviewFailed);
    assert_eq!(status(&[]), Status::ReviewFailed, "no checks are no approval");
}

#[test]
fn a_limit_that_was_taken_out_of_the_table_is_not_a_limit_that_is_kept() {
    let mut world = World::new();
    world.specs.rows.retain(|row| row.field != Field::Contrast);
    let checks = judge(&good(CanvasSize::Portrait), &world.context());
    assert_eq!(status(&checks), Status::ReviewFailed);
}

#[test]
fn a_rejection_outweighs_everything_else() {
    let check = |outcome, weight| row(Code::Fit, "x").with(outcome, weight, "");
    let fails = check(Outcome::Fail, Weight::Blocks);
    let looks = check(Outcome::Fail, Weight::Looks);
    let unknown = check(Outcome::NotChecked, Weight::Blocks);
    let informs = check(Outcome::Fail, Weight::Informs);
    assert_eq!(status(&[fails, looks.clone(), unknown.clone()]), Status::Rejected);
    assert_eq!(status(&[looks.clone(), unknown]), Status::ReviewFailed);
    assert_eq!(status(&[looks, informs.clone()]), Status::Flagged);
    assert_eq!(status(&[informs]), Status::Approved);
}
