//! Checks of drawings made by hand, so that every measure is known.

mod beside;
mod contrast;
mod layout;
mod pictures;
mod truth;

use units::{Currency, Money};

use super::*;
use crate::colour::Rgb;
use crate::drawn::{PictureBox, Pixels, Rect, TextBox};
use crate::fill::{Brand, Locale, Offer, Press, Price, Product, Review};

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
        fonts: std::collections::BTreeMap::new(),
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
        words: words.into(),
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

/// Sets other words, in these lines.
fn say(text: &mut TextBox, lines: &[&str]) {
    text.words = lines.join(" ");
    text.lines = lines.iter().map(|line| (*line).to_owned()).collect();
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
