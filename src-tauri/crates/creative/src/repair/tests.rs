//! What repair does with templates that give it something to do.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::check::judge;
use crate::colour::{ColourMode, Palette, Rgb};
use crate::content::{Content, Slot};
use crate::fill::Hook;
use crate::font::Fonts;
use crate::look::BrandLook;
use crate::picture::{Picture, Subject};
use crate::template::Template;

const LONG: &str = "Nine bottles under the sink, and you need only one of them.";

const MANIFEST: &str = r#"
id = "test"
version = 1
name = "Test"
idea = "A test."
category = "other"
awareness = [1, 5]
audience = "unisex"
sizes = ["1x1"]
[assets]
required = []
optional = []
[colours]
ground = "black"
ink = { from = "white", on = "ground", contrast = 4.5 }
dim = "black"
[slots.headline]
kind = "text"
required = true
typical = 90
most = 90
[slots.subline]
kind = "text"
typical = 90
most = 90
[slots.scene]
kind = "picture"
"#;

/// A square with a picture on black and a headline in white, in a box of so many pixels.
fn template(width: u32, height: u32, min: u32, max: u32) -> Arc<Template> {
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080"><g id="ground">
<rect width="1080" height="1080" data-role="ground"/>
<rect x="0" y="0" width="1080" height="1080" data-slot="scene" data-fit="cover"/></g><g id="words">
<rect x="100" y="200" width="{width}" height="{height}" data-slot="headline" data-min="{min}" data-max="{max}" data-lines="3" data-role="ink" data-font="display"/>
<rect x="100" y="800" width="900" height="40" data-slot="subline" data-min="40" data-max="40" data-role="ink"/>
</g></svg>"#
    );
    built(svg)
}

/// A square with a picture and words that may stand at its top or at its bottom.
fn with_places() -> Arc<Template> {
    let words = |y: u32| {
        format!(
            r#"<rect x="100" y="{y}" width="880" height="240" data-slot="headline" data-min="60" data-max="110" data-lines="3" data-role="ink" data-font="display" data-over="scene"/>
<rect x="100" y="{}" width="880" height="40" data-slot="subline" data-min="40" data-max="40" data-role="ink"/>"#,
            y + 260
        )
    };
    built(format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080"><g id="ground">
<rect width="1080" height="1080" data-role="ground"/>
<rect x="0" y="0" width="1080" height="1080" data-slot="scene" data-fit="cover"/></g>
<g id="words" data-place="top">{}</g><g id="words-bottom" data-place="bottom">{}</g></svg>"#,
        words(100),
        words(640)
    ))
}

fn built(svg: String) -> Arc<Template> {
    let files = BTreeMap::from([
        ("template.toml".to_owned(), Cow::Borrowed(MANIFEST)),
        ("1x1.svg".to_owned(), Cow::Owned(svg)),
    ]);
    Arc::new(Template::from_files("test", &files).unwrap_or_else(|faults| panic!("{faults}")))
}

fn white() -> Picture {
    rows(|_| 250)
}

fn order(template: Arc<Template>, headline: &str, scene: Option<Picture>) -> Order {
    let mut content = Content::default();
    content.texts.insert(Slot::from("headline"), headline.to_owned());
    content.pictures.extend(scene.map(|picture| (Slot::from("scene"), picture)));
    let kelp = Rgb { r: 23, g: 48, b: 43 };
    let palette = Palette { primary: kelp, secondary: kelp, background: Rgb::WHITE, accent: kelp, ink: None };
    let font = "Mona Sans".to_owned();
    let look = BrandLook {
        name: "Saltwick".into(),
        wordmark: "SALTWICK".into(),
        palette,
        display_font: font.clone(),
        text_font: font,
        logo: None,
        logo_on_dark: None,
        locale: "en-US".into(),
    };
    let (look, sizes) = (Arc::new(look), vec![CanvasSize::Square]);
    Order { template, look, content, colour: ColourMode::Original, sizes, mends: Vec::new() }
}

fn brief(shorter: &[&str]) -> Brief {
    let shorter = shorter.iter().map(|text| (*text).to_owned()).collect();
    Brief { hook: Some(Hook { text: LONG.into(), shorter, ..Hook::default() }), ..Brief::default() }
}

fn repaired(order: &Order, brief: &Brief) -> Drawn {
    let (specs, studio) = (Specs::bundled(), Studio::new(Fonts::bundled().unwrap()));
    let rules = Rules { specs: &specs, brief, today: AccountDate::parse("2026-11-22").unwrap() };
    draw(&studio, order, &rules, &Cancel::new()).unwrap().remove(0)
}

fn is_wrong(drawn: &Drawn, order: &Order, code: Code) -> bool {
    let (specs, brief) = (Specs::bundled(), Brief::default());
    let rules = Rules { specs: &specs, brief: &brief, today: AccountDate::parse("2026-11-22").unwrap() };
    looked_at(drawn, order, &rules).iter().any(|check| check.code == code && check.outcome == Outcome::Fail)
}

#[test]
fn a_drawing_names_the_files_of_its_letters() {
    let fonts = |headline: &str| {
        let drawn = repaired(&order(template(880, 400, 60, 120), headline, None), &brief(&[]));
        drawn.fonts.into_keys().collect::<Vec<_>>()
    };
    assert_eq!(fonts("One bottle."), ["mona-sans.ttf"]);
    assert_eq!(fonts("בקבוק"), ["noto-sans-hebrew.ttf"]);
    assert_eq!(fonts("병 One"), ["mona-sans.ttf", "noto-sans-kr-medium.ttf"]);
}

#[test]
fn nothing_is_done_to_what_is_right() {
    let order = order(template(880, 400, 60, 120), "One bottle.", None);
    assert_eq!(repaired(&order, &brief(&["One."])).steps, []);
}

#[test]
fn words_that_do_not_fit_give_way_to_the_longest_that_do() {
    let order = order(template(420, 90, 60, 60), LONG, None);
    let drawn = repaired(&order, &brief(&["Nine bottles, and you need one of them.", "One bottle.", "One."]));
    assert_eq!(drawn.texts[0].lines.join(" "), "One bottle.");
    let step = &drawn.steps[0];
    assert_eq!((drawn.steps.len(), step.check.as_str(), step.before, step.after), (1, "fit", 0.0, 1.0));
    assert_eq!(step.mend, Mend::Words { slot: "headline".into(), text: "One bottle.".into() });
}

#[test]
fn words_that_were_typed_for_this_ad_never_give_way_to_others() {
    let typed = "Words of my own that are far too long for the little room that there is for them here.";
    let order = order(template(200, 40, 60, 60), typed, None);
    let drawn = repaired(&order, &brief(&["One bottle.", "One."]));
    assert!(drawn.texts[0].lines.join(" ").starts_with("Words of my own"), "{:?}", drawn.texts[0].lines);
    assert!(is_wrong(&drawn, &order, Code::Fit), "the check says so instead");
}

#[test]
fn without_shorter_words_letters_become_smaller_than_the_template_likes() {
    let order = order(template(880, 150, 90, 90), LONG, None);
    let drawn = repaired(&order, &brief(&[]));
    assert!(matches!(drawn.steps[0].mend, Mend::Shrink { max_px, .. } if max_px < 90.0), "{:?}", drawn.steps);
    assert!(drawn.texts[0].px < 90.0 && !is_wrong(&drawn, &order, Code::Fit));
}

#[test]
fn what_cannot_be_mended_is_left_as_it_is_and_fails() {
    let order = order(template(200, 40, 60, 60), LONG, None);
    let drawn = repaired(&order, &brief(&[]));
    assert_eq!(drawn.steps, []);
    assert!(is_wrong(&drawn, &order, Code::Fit), "repair does not hide what it could not do");
}

#[test]
fn words_that_drown_in_a_picture_get_a_veil_behind_them() {
    let order = order(template(880, 400, 60, 120), "One bottle.", Some(white()));
    let plain = Studio::new(Fonts::bundled().unwrap()).draw(&order, &Cancel::new()).unwrap().remove(0);
    assert!(is_wrong(&plain, &order, Code::Contrast), "white on white");
    let drawn = repaired(&order, &brief(&[]));
    let step = &drawn.steps[0];
    assert_eq!(drawn.steps.len(), 1);
    assert!(matches!(step.mend, Mend::Scrim { .. }), "{:?}", drawn.steps);
    assert!(step.before < 1.2 && step.after >= 3.0, "{step:?}");
    assert!(!is_wrong(&drawn, &order, Code::Contrast));
}

#[test]
fn words_that_drown_in_a_flat_colour_get_no_veil() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080"><g id="ground">
<rect width="1080" height="1080" data-role="ground"/>
<rect x="0" y="0" width="1080" height="100" data-slot="scene" data-fit="cover"/></g><g id="words">
<rect x="100" y="200" width="880" height="400" data-slot="headline" data-min="60" data-max="120" data-lines="3" data-role="dim"/>
<rect x="100" y="800" width="900" height="40" data-slot="subline" data-min="40" data-max="40" data-role="ink"/>
</g></svg>"#;
    let order = order(built(svg.to_owned()), "One bottle.", Some(white()));
    let drawn = repaired(&order, &brief(&[]));
    assert!(is_wrong(&drawn, &order, Code::Contrast), "a stripe would hide what the template does wrong");
    assert_eq!(drawn.steps, []);
}

#[test]
fn the_steps_draw_the_same_pixels_again() {
    let order = order(template(420, 90, 60, 60), LONG, Some(white()));
    let drawn = repaired(&order, &brief(&["One bottle."]));
    assert!(drawn.steps.len() > 1, "{:?}", drawn.steps);
    let again = with_steps(&order, CanvasSize::Square, &drawn.steps);
    let again = Studio::new(Fonts::bundled().unwrap()).draw(&again, &Cancel::new()).unwrap().remove(0);
    assert!(again.pixels == drawn.pixels);
}

#[test]
fn words_that_a_person_chose_are_not_exchanged_for_a_tighter_size() {
    let mut order = order(template(880, 400, 40, 120), LONG, None);
    let mut narrow = Template::clone(&order.template);
    narrow.slots.get_mut(&Slot::from("headline")).unwrap().most.insert(CanvasSize::Square, 20);
    order.template = Arc::new(narrow);
    let brief = brief(&["One bottle."]);
    let drawn = repaired(&order, &brief);
    assert_eq!(drawn.texts[0].lines.join(" "), "One bottle.");
    assert_eq!((drawn.steps[0].check.as_str(), drawn.steps[0].after), ("text_length", 11.0));
    order.mends.push(Mend::Words { slot: "headline".into(), text: "Twenty-one bottles, all mine.".into() });
    assert_eq!(repaired(&order, &brief).texts[0].lines.join(" "), "Twenty-one bottles, all mine.");
}

#[test]
fn a_size_is_drawn_so_often_and_no_more() {
    let order = order(template(200, 40, 60, 60), LONG, Some(white()));
    let studio = Studio::new(Fonts::bundled().unwrap());
    let first = studio.draw(&order, &Cancel::new()).unwrap().remove(0);
    let specs = Specs::bundled();
    let many: Vec<String> = (0..40).map(|at| format!("{}{}", "x".repeat(50 - at), at)).collect();
    let brief = Brief { hook: Some(Hook { text: LONG.into(), shorter: many, ..Hook::default() }), ..Brief::default() };
    let rules = Rules { specs: &specs, brief: &brief, today: AccountDate::parse("2026-11-22").unwrap() };
    let drawings = Cell::new(1);
    let again = |_: &Order| {
        drawings.set(drawings.get() + 1);
        Ok(first.clone())
    };
    let end = mend(first.clone(), order, Vec::new(), &rules, again).unwrap();
    assert_eq!(drawings.get(), MOST_DRAWINGS);
    assert_eq!(end.steps, []);
}

#[test]
fn an_optional_text_in_the_way_is_left_out_rather_than_printed_over() {
    let mut order = order(template(880, 400, 60, 120), LONG, None);
    order.content.texts.insert(
        Slot::from("subline"),
        "A line of small words that is far too long for the one line that it has here.".into(),
    );
    let drawn = repaired(&order, &brief(&[]));
    let specs = Specs::bundled();
    let content = &order.content;
    let nothing = Brief::default();
    let context = Context {
        specs: &specs,
        brief: &nothing,
        content,
        copy: &Copy::default(),
        today: AccountDate::parse("2026-11-22").unwrap(),
        file: None,
        earlier: None,
        sizes: None,
        finished: false,
    };
    let failed: Vec<Code> = judge(&drawn, &context)
        .into_iter()
        .filter(|check| check.outcome == Outcome::Fail && check.weight == Weight::Blocks)
        .map(|check| check.code)
        .collect();
    assert_eq!(failed, [], "{:?}", drawn.steps);
    let left_out = Mend::Words { slot: "subline".into(), text: String::new() };
    assert_eq!(drawn.steps.iter().map(|step| &step.mend).collect::<Vec<_>>(), [&left_out]);
}

/// A picture with rows of these greys.
fn rows(grey: impl Fn(usize) -> u8) -> Picture {
    let rows = (0..1200_usize).flat_map(|row| [grey(row); 1200]);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1200, 1200);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&rows.collect::<Vec<u8>>()).unwrap();
    Picture::read(bytes).unwrap()
}

fn subject(y: f32) -> Subject {
    Subject { x: 0.1, y, width: 0.6, height: 0.3 }
}

#[test]
fn words_on_the_subject_of_a_photo_move_to_their_other_place() {
    let order = order(with_places(), "One bottle.", Some(rows(|_| 250).with_subject(subject(0.05))));
    let drawn = repaired(&order, &brief(&[]));
    let [step] = &drawn.steps[..] else { panic!("{:?}", drawn.steps) };
    assert_eq!((step.check.as_str(), &step.mend), ("off_subject", &Mend::OtherPlace { place: "bottom".into() }));
    assert!(step.before > 2.0 && step.after == 0.0, "{step:?}");
    assert!(drawn.texts[0].bounds.y > 600.0, "{:?}", drawn.texts[0]);
    let again = Studio::new(Fonts::bundled().unwrap())
        .draw(&with_steps(&order, CanvasSize::Square, &drawn.steps), &Cancel::new())
        .unwrap()
        .remove(0);
    assert!(again.pixels == drawn.pixels);
}

#[test]
fn words_stay_where_the_template_likes_them_beside_the_subject() {
    let order = order(with_places(), "One bottle.", Some(rows(|_| 250).with_subject(subject(0.6))));
    let drawn = repaired(&order, &brief(&[]));
    assert_eq!((drawn.steps.len(), drawn.texts[0].bounds.y < 400.0), (0, true), "{:?}", drawn.steps);
}

#[test]
fn a_calm_place_elsewhere_is_taken_before_a_thick_veil() {
    // Stripes of dark and light: no ink reads on all of them, and a faint veil does not help.
    let striped = rows(|row| if row < 600 && row % 100 < 50 { 0 } else { 250 });
    let order = order(with_places(), "One bottle.", Some(striped));
    let drawn = repaired(&order, &brief(&[]));
    let mends: Vec<&Mend> = drawn.steps.iter().map(|step| &step.mend).collect();
    assert_eq!(mends, [&Mend::OtherPlace { place: "bottom".into() }]);
}
