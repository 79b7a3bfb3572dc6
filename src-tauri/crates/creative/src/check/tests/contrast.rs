//! Whether words can be read on what is behind them.

use super::*;

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
fn a_share_of_words_just_over_the_limit_does_not_read_like_the_limit() {
    let with = |height: f32| {
        let mut drawn = empty(CanvasSize::Square);
        drawn.texts = vec![text("headline", "x", rect(0.0, 0.0, 1080.0, height))];
        let check = World::new().check(&drawn, Code::TextArea);
        (check.outcome, check.measured, check.limit)
    };
    assert_eq!(with(220.0), (Outcome::Fail, "21 %".into(), "≤ 20 %".into()), "20.4 %");
    assert_eq!(with(216.0), (Outcome::Pass, "20 %".into(), "≤ 20 %".into()));
    assert_eq!(with(233.0), (Outcome::Fail, "21 %".into(), "≤ 20 %".into()), "21.5 %, on whole cells");
}
