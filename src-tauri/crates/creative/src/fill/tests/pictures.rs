//! Which of several pictures is taken.

use super::*;

/// A cut-out that is so wide and high.
fn cut_out(width: u32, height: u32) -> impl Fn(&mut BriefPicture) {
    move |picture| {
        picture.picture = Picture { width, height, transparent: true, subject: None, ..picture.picture.clone() };
    }
}

/// Whole Home with its kit 2:1, its carton 2:1 and upright parts.
fn whole_home() -> Brief {
    let mut brief = brief(SALTWICK, "whole-home");
    for picture in &mut brief.pictures {
        match picture.name.as_str() {
            "saltwick-home.png" | "saltwick-box.png" => cut_out(2000, 1000)(picture),
            _ => cut_out(1000, 2000)(picture),
        }
    }
    brief
}

fn name_of(brief: &Brief, content: &Content, slot: &str) -> String {
    let shown = &content.pictures[slot].sha256;
    brief.pictures.iter().find(|picture| picture.picture.sha256 == *shown).unwrap().name.clone()
}

fn bundled(id: &str) -> Arc<Template> {
    crate::template::bundled().unwrap().into_iter().find(|template| template.id == id).unwrap()
}

#[test]
fn an_upright_box_shows_one_of_a_kit_rather_than_a_strip_of_it() {
    let brief = whole_home();
    for id in ["objection-answer", "number-hero"] {
        let content = fill(&bundled(id), &brief, 1).unwrap();
        assert_eq!(name_of(&brief, &content, "product"), "saltwick-bottle.png", "{id}");
    }
    for id in ["kit-contents", "us-vs-them"] {
        let content = fill(&bundled(id), &brief, 1).unwrap();
        assert_eq!(name_of(&brief, &content, "product"), "saltwick-home.png", "{id} shows what is in the box whole");
    }
}

#[test]
fn a_set_of_like_parts_is_shown_by_all_of_them_where_its_picture_would_be_a_strip() {
    let mut brief = brief(FUCHS, "probierset");
    for picture in &mut brief.pictures {
        let (width, height) = if picture.is_of_all() { (2150, 1000) } else { (740, 1000) };
        picture.picture.sha256.clone_from(&picture.name);
        cut_out(width, height)(picture);
    }
    let content = fill(&bundled("number-hero"), &brief, 1).unwrap();
    let shown = ["product", "product+2", "product+3"].map(|slot| name_of(&brief, &content, slot));
    assert_eq!(
        shown,
        ["fuchs-probe-espresso.png", "fuchs-probe-filter.png", "fuchs-probe-entkoffeiniert.png"],
        "one bag would not stand for three"
    );
}

#[test]
fn what_stands_on_a_column_is_the_set_itself_not_its_parts_behind_each_other() {
    let mut brief = brief(FUCHS, "probierset");
    for picture in &mut brief.pictures {
        let (width, height) = if picture.is_of_all() { (2150, 1000) } else { (740, 1000) };
        picture.picture.sha256.clone_from(&picture.name);
        cut_out(width, height)(picture);
    }
    let content = fill(&bundled("us-vs-them"), &brief, 1).unwrap();
    assert_eq!(name_of(&brief, &content, "product"), "fuchs-probe.png");
    assert!(!content.pictures.contains_key("product+2"));
}

#[test]
fn lines_do_not_point_at_a_set() {
    for height in [1000, 1700] {
        let mut brief = whole_home();
        let home = brief.pictures.iter_mut().find(|picture| picture.name == "saltwick-home.png").unwrap();
        cut_out(2000, height)(home);
        assert_eq!(lacks(&bundled("callouts"), &brief), ["a picture of one product alone"]);
    }
    let mut starter = starter();
    starter.pictures.iter_mut().for_each(cut_out(1000, 2000));
    let content = fill(&bundled("callouts"), &starter, 1).unwrap();
    assert_eq!(name_of(&starter, &content, "product"), "saltwick-bottle.png");
}

#[test]
fn a_detail_does_not_stand_for_a_product_that_is_no_kit() {
    let mut brief = whole_home();
    brief.pictures.iter_mut().for_each(|picture| picture.tags.retain(|tag| tag != "kit"));
    let content = fill(&bundled("number-hero"), &brief, 1).unwrap();
    assert_eq!(name_of(&brief, &content, "product"), "saltwick-home.png");
}

#[test]
fn lines_to_a_flat_product_are_refused_with_the_reason() {
    let mut brief = whole_home();
    brief.pictures.retain(|picture| picture.name == "saltwick-box.png");
    assert_eq!(lacks(&bundled("callouts"), &brief), ["a product picture that is not much wider than high"]);
    assert!(fill(&bundled("number-hero"), &brief, 1).is_ok());
}

#[test]
fn two_states_need_two_pictures() {
    let mut brief = starter();
    let states = bundled("before-after-split");
    assert!(fill(&states, &brief, 1).is_ok());
    let before = brief.pictures.iter().find(|picture| picture.role == PictureRole::Before).unwrap().picture.clone();
    let after = brief.pictures.iter_mut().find(|picture| picture.role == PictureRole::After).unwrap();
    after.picture = before;
    for id in ["before-after-split", "two-panel"] {
        assert_eq!(lacks(&bundled(id), &brief), ["an after picture that is not the before picture"], "{id}");
    }
    brief.pictures.retain(|picture| picture.role != PictureRole::After);
    assert_eq!(lacks(&states, &brief), ["an after picture"]);
}

#[test]
fn what_the_headline_says_is_not_the_first_review() {
    let mut kilo = brief(FUCHS, "espresso-1000");
    kilo.hook.as_mut().unwrap().text = "Ein Kilo, das nicht nach Kompromiss schmeckt.".into();
    let wall = template(Category::Testimonial, &[("headline", 60), ("quote-1", 90), ("quote-2", 90)], &[]);
    for seed in 0..8 {
        let content = fill(&wall, &kilo, seed).unwrap();
        for slot in ["quote-1", "quote-2"] {
            assert!(!content.text(slot).unwrap().contains("Kompromiss"), "{seed}: {slot}");
        }
    }
}

#[test]
fn what_the_parts_cost_alone_says_so_where_there_is_room() {
    let total = |most| fill(&showcase(&[("total", most)]), &starter(), 1).unwrap().text("total").map(str::to_owned);
    assert_eq!(total(20).as_deref(), Some("Separately $31"));
    assert_eq!(total(6).as_deref(), Some("$31"));
}
