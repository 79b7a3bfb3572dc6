//! Carousels, expectation and reality, and things side by side.

use super::*;

fn carousel(most: u32) -> Template {
    let names: Vec<String> = (1..=4).flat_map(|at| [format!("title-{at}?"), format!("body-{at}?")]).collect();
    let mut texts: Vec<(&str, u32)> = names.iter().map(|name| (name.as_str(), most)).collect();
    texts.push(("index?", 5));
    let mut carousel = template(Category::CarouselFrame, &texts, &["picture-1", "picture-2", "picture-3", "picture-4"]);
    carousel.slots.values_mut().for_each(|rule| rule.required = false);
    carousel
}

#[test]
fn a_carousel_is_one_ad_for_each_card() {
    let (carousel, starter) = (carousel(90), starter());
    let seeds = seeds(&carousel, 11);
    assert_eq!(seeds, [8, 9, 10, 11], "the set that the seed is in");
    assert_eq!(crate::fill::seeds(&showcase(&[]), 11), [11]);
    let mut titles = Vec::new();
    for (at, seed) in seeds.into_iter().enumerate() {
        let content = fill(&carousel, &starter, seed).unwrap();
        assert_eq!(content.text("index"), Some(format!("{}/4", at + 1).as_str()));
        let filled: Vec<&str> = content.texts.keys().map(Slot::as_str).collect();
        assert_eq!(filled, [format!("body-{}", at + 1), "index".into(), format!("title-{}", at + 1)]);
        let pictures: Vec<&str> = content.pictures.keys().map(Slot::as_str).collect();
        assert_eq!(pictures, [format!("picture-{}", at + 1)]);
        titles.push(content.text(&format!("title-{}", at + 1)).unwrap().to_owned());
    }
    let cards: Vec<&str> = starter.product.cards.iter().map(|card| card.title.as_str()).collect();
    assert_eq!(titles, cards);
}

#[test]
fn the_first_card_has_the_scene_and_the_last_shows_everything() {
    let (carousel, starter) = (carousel(90), starter());
    let picture = |card: u64| fill(&carousel, &starter, card).unwrap().pictures.into_values().next().unwrap();
    let named = |wanted: &dyn Fn(&BriefPicture) -> bool| {
        starter.pictures.iter().find(|picture| wanted(picture)).unwrap().picture.clone()
    };
    assert_eq!(picture(0).sha256, named(&|picture| picture.role == PictureRole::Scene).sha256);
    assert_eq!(picture(1).sha256, named(&|picture| picture.name == "saltwick-bottle.png").sha256);
    assert_eq!(picture(2).sha256, named(&|picture| picture.role == PictureRole::Detail).sha256);
    assert_eq!(picture(3).sha256, named(&|picture| picture.tags.contains(&"kit".to_owned())).sha256);
}

#[test]
fn half_a_carousel_is_none_whichever_card_is_asked_for() {
    let carousel = carousel(90);
    let mut three = starter();
    three.product.cards.pop();
    let mut five = starter();
    five.product.cards.push(five.product.cards[0].clone());
    let mut long = starter();
    long.product.cards[2].title = "a".repeat(91);
    for seed in 0..4 {
        let lacks = |brief: &Brief| fill(&carousel, brief, seed).unwrap_err().lacks;
        assert_eq!(lacks(&three), ["3 of 4 cards"]);
        assert_eq!(lacks(&five), ["room for 5 cards, it shows 4"]);
        assert_eq!(lacks(&long), ["a title of at most 90 characters on card 3"]);
    }
}

#[test]
fn expectation_and_reality_need_two_pictures_of_two_states() {
    let meme = template(Category::Meme, &[("caption-1", 60), ("caption-2", 60)], &["picture-1", "picture-2"]);
    let mut starter = starter();
    starter.pictures.retain(|picture| !matches!(picture.role, PictureRole::Before | PictureRole::After));
    assert_eq!(lacks(&meme, &starter), ["a before picture"], "a scene and a product are no two states");
    for (role, bytes) in [(PictureRole::After, "after"), (PictureRole::Before, "before")] {
        let mut picture = starter.pictures[0].clone();
        (picture.role, picture.picture.sha256) = (role, bytes.into());
        starter.pictures.push(picture);
    }
    let content = fill(&meme, &starter, 1).unwrap();
    assert_eq!(
        (content.pictures["picture-1"].sha256.as_str(), content.pictures["picture-2"].sha256.as_str()),
        ("before", "after")
    );
    let (expected, real) = starter.product.expectation.clone().unwrap();
    assert_eq!((content.text("caption-1"), content.text("caption-2")), (Some(expected.as_str()), Some(real.as_str())));
}

#[test]
fn things_side_by_side_are_single_ones() {
    let bundle = template(Category::ProductShowcase, &[], &["product-1", "product-2"]);
    let starter = starter();
    let content = fill(&bundle, &starter, 1).unwrap();
    let kit = starter.pictures.iter().find(|picture| picture.tags.contains(&"kit".to_owned())).unwrap();
    assert!(content.pictures.values().all(|picture| picture.sha256 != kit.picture.sha256));
}

#[test]
fn what_is_bought_one_at_a_time_is_not_shown_as_a_set() {
    let bundle = template(Category::ProductShowcase, &[], &["product-1", "product-2"]);
    let variants = brief(FUCHS, "espresso-1000");
    assert!(variants.pictures.iter().filter(|picture| picture.role == PictureRole::Product).count() > 1);
    assert_eq!(lacks(&bundle, &variants), ["what is in the set"]);
}
