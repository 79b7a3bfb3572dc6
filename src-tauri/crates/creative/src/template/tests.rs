use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Template, TemplateFaults, bundled};
use crate::size::CanvasSize;

const MANIFEST: &str = r#"id = "plain"
version = 1
name = "Plain"
idea = "One line."
category = "quote_card"
awareness = [1, 3]
sizes = ["1x1"]

[colours]
ground = "primary"
ink = "background"

[slots.headline]
kind = "text"
required = true
typical = 30
most = { "1x1" = 50 }

[slots.logo]
kind = "logo"
"#;

const SQUARE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080">
  <g id="ground"><path d="M0 0H1080V1080H0Z" data-role="ground"/></g>
  <rect data-slot="headline" x="72" y="72" width="936" height="700" data-min="60" data-max="200" data-lines="5"/>
  <rect data-slot="logo" x="72" y="980" width="200" height="30"/>
</svg>"#;

fn read(manifest: &str, square: &str) -> Result<Template, TemplateFaults> {
    let files: BTreeMap<String, Cow<'_, str>> =
        [("template.toml".to_owned(), Cow::Borrowed(manifest)), ("1x1.svg".to_owned(), Cow::Borrowed(square))].into();
    Template::from_files("plain", &files)
}

/// What is wrong; empty if nothing is.
fn faults(manifest: &str, square: &str) -> String {
    read(manifest, square).err().map(|faults| faults.to_string()).unwrap_or_default()
}

#[test]
fn every_bundled_template_is_without_fault() {
    let templates = bundled().unwrap_or_else(|faults| panic!("{faults}"));
    assert!(templates.len() >= 12, "{}", templates.len());
    for template in templates {
        assert_eq!(template.sizes().count(), 4, "{}", template.id);
    }
}

#[test]
fn a_plain_template_is_read() {
    let template = read(MANIFEST, SQUARE).unwrap();
    assert_eq!(template.sizes().collect::<Vec<_>>(), [CanvasSize::Square]);
    assert_eq!(template.slots["headline"].most[&CanvasSize::Square], 50);
    assert_eq!(template.text_rule(CanvasSize::Square, "headline").unwrap().max_lines, 5);
}

#[test]
fn all_faults_of_a_folder_are_told_at_once_with_their_lines() {
    let manifest = MANIFEST
        .replace("quote_card", "quote_crad")
        .replace("awareness = [1, 3]", "awareness = [3, 1]")
        .replace("ground = \"primary\"", "ground = \"primry\"")
        .replace("typical = 30", "typcial = 30");
    let square = SQUARE
        .replace("0 0 1080 1080", "0 0 1000 1000")
        .replace("data-lines", "data-lnies")
        .replace("data-min=\"60\"", "data-min=\"600\"")
        .replace("<rect data-slot=\"logo\"", "<text>Hello</text><rect data-slot=\"lgo\"")
        .replace("</svg>", "<image href=\"http://example.com/a.png\"/></svg>");
    insta::assert_snapshot!(faults(&manifest, &square));
}

#[test]
fn boxes_that_place_each_other_in_a_circle_are_a_fault() {
    let square = SQUARE
        .replace("data-slot=\"headline\"", "data-slot=\"headline\" data-above=\"logo\"")
        .replace("data-slot=\"logo\"", "data-slot=\"logo\" data-below=\"headline\"");
    assert!(faults(MANIFEST, &square).contains("in a circle"));
}

#[test]
fn colours_that_refer_to_each_other_in_a_circle_are_a_fault() {
    let manifest = MANIFEST.replace(
        "ink = \"background\"",
        "ink = { from = \"ink\", mix = [\"soft\", 0.5] }\nsoft = { from = \"ink\", mix = [\"ink\", 0.5] }",
    );
    assert!(faults(&manifest, SQUARE).contains("in a circle"));
}

#[test]
fn a_moved_slot_is_a_fault() {
    let square = SQUARE.replace("<g id=\"ground\">", "<g transform=\"scale(2)\"><rect data-slot=\"headline\" width=\"9\" height=\"9\" data-min=\"6\" data-max=\"9\"/></g><g id=\"ground\">");
    let faults = faults(MANIFEST, &square);
    assert!(faults.contains("moved by a transform") && faults.contains("drawn twice"), "{faults}");
}

#[test]
fn broken_files_say_where() {
    assert!(faults("id = ", SQUARE).starts_with("template.toml:1: this is no TOML"));
    assert!(faults(MANIFEST, "<svg>\n<g></svg>").starts_with("1x1.svg:2: this is no XML"));
    let missing = Template::from_files("plain", &BTreeMap::new()).unwrap_err().to_string();
    assert!(missing.contains("template.toml: the file is missing"), "{missing}");
}

/// The words in two places.
fn placed(top: &str, bottom: &str) -> String {
    let rect = "<rect data-slot=\"headline\" x=\"72\" y=\"72\" width=\"936\" height=\"400\" data-min=\"60\" data-max=\"200\"/>";
    let (start, end) = SQUARE.split_once("  <rect data-slot=\"headline\"").unwrap();
    let end = end.split_once('\n').unwrap().1;
    format!("{start}<g data-place=\"{top}\">{rect}</g>\n<g data-place=\"{bottom}\">{rect}</g>\n{end}")
}

#[test]
fn words_may_have_several_places_of_which_one_is_drawn() {
    let template = read(MANIFEST, &placed("top", "bottom")).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(template.places(CanvasSize::Square).collect::<Vec<_>>(), ["top", "bottom"]);
    let layout = template.layout(CanvasSize::Square, false).unwrap();
    let slots = |place| {
        let mut slots = Vec::new();
        layout.at(place).walk(&mut |element, _| slots.extend(element.slot.as_ref().map(|slot| slot.name.clone())));
        slots
    };
    for place in [None, Some("bottom"), Some("elsewhere")] {
        assert_eq!(slots(place), ["headline", "logo"], "{place:?}");
    }
}

#[test]
fn places_that_are_no_alternatives_are_a_fault() {
    let alone = faults(MANIFEST, &placed("top", "top"));
    assert!(alone.contains("drawn twice") && alone.contains("`top` is the only place"), "{alone}");
    let unlike = placed("top", "bottom").replacen("data-slot=\"headline\"", "data-slot=\"logo\"", 1);
    let unlike = faults(MANIFEST, &unlike);
    assert!(unlike.contains("does not draw `headline`"), "{unlike}");
    let nested = placed("top", "bottom")
        .replace("<g id=\"ground\">", "<g data-place=\"top\"><g data-place=\"low\"/></g><g id=\"ground\">");
    assert!(faults(MANIFEST, &nested).contains("inside another place"));
    let shape = SQUARE.replace("<path", "<path data-place=\"top\"");
    assert!(faults(MANIFEST, &shape).contains("`data-place` is on a <path>"));
    assert!(faults(MANIFEST, &placed("Top!", "bottom")).contains("is no name"));
}

/// Groups in groups around a rectangle.
fn nested(depth: usize) -> String {
    let (open, close) = ("<g>".repeat(depth), "</g>".repeat(depth));
    SQUARE.replace("</svg>", &format!("\n{open}<path d=\"M0 0H9V9Z\"/>{close}\n</svg>"))
}

#[test]
fn groups_in_groups_without_end_are_a_fault_and_not_the_end_of_the_program() {
    for depth in [63, 1_500, 60_000] {
        let square = nested(depth);
        // A worker has a small stack.
        let read = move || faults(MANIFEST, &square);
        let found = std::thread::Builder::new().stack_size(2 << 20).spawn(read).unwrap().join().unwrap();
        assert!(found.starts_with("1x1.svg:6: ") && found.contains("more than 64 deep"), "{found}");
    }
    read(MANIFEST, &nested(60)).unwrap_or_else(|faults| panic!("{faults}"));
}

#[test]
fn links_do_not_lead_deeper_or_draw_more_than_elements_may() {
    let with = |defs: &str| faults(MANIFEST, &SQUARE.replace("</svg>", &format!("<defs>{defs}</defs></svg>")));
    let chain: String =
        (0..3_000).map(|at| format!("<mask id=\"m{at}\" mask=\"url(#m{})\"/>", (at + 1) % 3_001)).collect();
    let chain = with(&format!("{chain}<mask id=\"m3000\"/>"));
    assert!(chain.contains("links lead more than 64 deep"), "{chain}");
    let doubled: String =
        (1..30).map(|at| format!("<g id=\"g{at}\"><use href=\"#g{0}\"/><use href=\"#g{0}\"/></g>", at - 1)).collect();
    let doubled = with(&format!("<g id=\"g0\"/>{doubled}"));
    assert!(doubled.contains("more than 10000 elements"), "{doubled}");
    let circle = with("<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\" style=\"fill: url('#a')\"/>");
    assert!(circle.contains("in a circle"), "{circle}");
    let twice = with("<g id=\"a\"/><use href=\"#a\"/><use href=\"#a\"/>");
    assert!(twice.is_empty(), "{twice}");
}

#[test]
fn a_drawing_of_a_megabyte_is_not_read() {
    let found = faults(MANIFEST, &SQUARE.replace("</svg>", &format!("<!--{}--></svg>", " ".repeat(1 << 20))));
    assert!(found.starts_with("1x1.svg:1: the file has 1024 kB"), "{found}");
}

#[test]
fn steps_of_filters_are_bounded() {
    let with =
        |step: &str| faults(MANIFEST, &SQUARE.replace("</svg>", &format!("<filter id=\"f\">{step}</filter></svg>")));
    for step in [
        "<feTurbulence numOctaves=\"9\"/>",
        "<feTurbulence style=\"numOctaves: 1e9\"/>",
        "<feGaussianBlur stdDeviation=\"2 2000\"/>",
        "<feDropShadow stdDeviation=\"-1\"/>",
        "<feMorphology radius=\"41\"/>",
    ] {
        assert!(with(step).contains("is out of range"), "{step}: {}", with(step));
    }
    let good = "<feTurbulence numOctaves=\"3\"/><feGaussianBlur stdDeviation=\"2 4\"/><feMorphology radius=\"2\"/>";
    assert_eq!(with(good), "");
    let many = with(&"<feOffset dx=\"1\"/>".repeat(300));
    assert!(many.contains("a step of a filter counts"), "{many}");
}
