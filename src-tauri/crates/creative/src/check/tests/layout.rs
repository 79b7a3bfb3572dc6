//! Where words stand, and how large.

use super::*;

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
    for (bounds, measured) in [
        (rect(80.0, 259.0, 800.0, 100.0), "259 px from the top edge"),
        (rect(80.0, -3.0, 800.0, 100.0), "3 px beyond the top edge"),
        // Half a pixel of antialiasing passes, and does not read as if it did not.
        (rect(80.0, 268.3, 800.0, 100.0), "269 px from the top edge"),
        (rect(80.0, 277.0, 800.0, 100.0), "277 px from the top edge"),
    ] {
        let check = place(bounds);
        assert_eq!((check.measured.as_str(), check.limit.as_str()), (measured, "≥ 269 px"));
        let far: u32 = if measured.contains("from") { measured[..3].parse().unwrap() } else { 0 };
        assert_eq!(check.outcome == Outcome::Pass, far >= 269, "{measured}");
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
