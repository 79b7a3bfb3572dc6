//! Pictures and the logo.

use super::*;
use crate::picture::{Focus, Picture, Subject};

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

/// A picture of which nothing is known.
fn picture(transparent: bool) -> Picture {
    Picture {
        source: crate::picture::Source::Held(std::sync::Arc::from([])),
        sha256: String::new(),
        width: 1,
        height: 1,
        focus: None,
        subject: None,
        transparent,
        height_mm: None,
    }
}

#[test]
fn words_on_what_a_photo_shows_need_a_look() {
    let mut drawn = good(CanvasSize::Portrait);
    let all = rect(0.0, 0.0, 1080.0, 1350.0);
    drawn.pictures[0] = PictureBox { bounds: all, subject: all, ..drawn.pictures[0].clone() };
    let mut world = World::new();
    world.content.pictures.insert("product".into(), picture(false));
    assert_eq!(world.outcome(&drawn, Code::OffSubject), Outcome::NotChecked, "nobody knows what it shows");
    // Of a photo whose middle alone is known, what is around it counts.
    let focus = |y| Some(Focus { x: 0.3, y });
    world.content.pictures.insert("product".into(), Picture { focus: focus(0.25), ..picture(false) });
    let check = world.check(&drawn, Code::OffSubject);
    assert_eq!((check.outcome, check.weight), (Outcome::Fail, Weight::Looks), "{check:?}");
    assert_eq!(check.slot, Some("headline".into()));
    world.content.pictures.insert("product".into(), Picture { focus: focus(0.7), ..picture(false) });
    assert_eq!(world.outcome(&drawn, Code::OffSubject), Outcome::Pass);
    // A box is known: the headline at 80–880 by 290–390 covers a quarter of it, with the air around it 124 of 400 px.
    world.content.pictures.insert(
        "product".into(),
        Picture { subject: Some(Subject { x: 0.0, y: 0.0, width: 1.0, height: 1.0 }), ..picture(false) },
    );
    drawn.pictures[0].subject = rect(80.0, 290.0, 400.0, 400.0);
    assert_eq!(world.check(&drawn, Code::OffSubject).measured, "31 % covered");
    // Beside it words need that air too.
    drawn.pictures[0].subject = rect(80.0, 100.0, 400.0, 180.0);
    assert_eq!(world.outcome(&drawn, Code::OffSubject), Outcome::Fail);
    drawn.pictures[0].subject = rect(80.0, 100.0, 400.0, 150.0);
    assert_eq!(world.outcome(&drawn, Code::OffSubject), Outcome::Pass);
    // A cut-out stands where the template wants it.
    world.content.pictures.insert("product".into(), picture(true));
    assert_eq!(world.outcome(&drawn, Code::OffSubject), Outcome::NotChecked);
}

#[test]
fn a_product_that_is_cut_off_is_seen() {
    let mut world = World::new();
    world.content.pictures.insert("product".into(), picture(true));
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
