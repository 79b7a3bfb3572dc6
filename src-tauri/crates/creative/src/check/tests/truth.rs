//! What is said, held against the product data.

use super::*;

#[test]
fn amounts_that_the_product_data_do_not_hold_block_wherever_they_stand() {
    let mut world = World::new();
    let mut drawn = good(CanvasSize::Portrait);
    say(&mut drawn.texts[0], &["$24, was $31.", "Save $7."]);
    assert_eq!(world.outcome(&drawn, Code::Amounts), Outcome::Pass);
    say(&mut drawn.texts[0], &["Now $19"]);
    let check = world.check(&drawn, Code::Amounts);
    assert_eq!(
        (check.outcome, check.weight, check.words.as_str()),
        (Outcome::Fail, Weight::Blocks, "$19 is not in the product data.")
    );
    world.copy.primary = vec!["40% off today".into()];
    assert_eq!(world.check(&drawn, Code::Amounts).words, "Not in the product data: $19, 40%.");
    world.copy.primary.clear();
    say(&mut drawn.texts[0], &["Buy the bottle once."]);
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
fn an_offer_that_has_not_begun_needs_a_look() {
    let mut world = World::new();
    let drawn = good(CanvasSize::Portrait);
    let starts = |day: &str| Some(AccountDate::parse(day).unwrap());
    world.brief.offer.as_mut().unwrap().starts = starts("2026-11-23");
    let check = world.check(&drawn, Code::OfferDate);
    assert_eq!((check.outcome, check.weight), (Outcome::Fail, Weight::Looks));
    assert_eq!(
        (check.words.as_str(), check.measured.as_str()),
        ("The offer begins on November\u{a0}23, 2026.", "begins in 1 day")
    );
    world.brief.offer.as_mut().unwrap().starts = starts("2026-11-22");
    assert_eq!(world.outcome(&drawn, Code::OfferDate), Outcome::Pass, "it begins today");
    let offer = world.brief.offer.as_mut().unwrap();
    (offer.starts, offer.ends) = (starts("2026-11-23"), None);
    assert_eq!(world.outcome(&drawn, Code::OfferDate), Outcome::Fail, "with no last day too");
}

#[test]
fn what_an_offer_bans_and_requires_holds_for_the_ads_that_make_it() {
    let mut world = World::new();
    let mut drawn = good(CanvasSize::Portrait);
    say(&mut drawn.texts[0], &["Half price for ever."]);
    let offer = world.brief.offer.as_mut().unwrap();
    (offer.banned, offer.required) = (vec!["for ever".into()], vec!["While stocks last.".into()]);
    assert_eq!(world.outcome(&drawn, Code::Banned), Outcome::Fail);
    assert_eq!(world.outcome(&drawn, Code::Required), Outcome::Fail);
    drawn.texts.push(text("terms", "While stocks last.", rect(600.0, 500.0, 200.0, 30.0)));
    assert_eq!(world.outcome(&drawn, Code::Required), Outcome::Pass);
    world.brief.offer = None;
    assert_eq!(world.outcome(&drawn, Code::Banned), Outcome::Pass, "an ad without the offer may say it");
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
    say(&mut drawn.texts[0], &["The best", "bottle"]);
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
fn words_are_found_where_lines_break_inside_them_and_in_scripts_without_spaces() {
    let mut world = World::new();
    world.brief.brand.banned = vec!["Kaffeevollautomatenreiniger".into(), "最高".into()];
    let mut drawn = good(CanvasSize::Portrait);
    drawn.texts[0].words = "Der Kaffeevollautomatenreiniger.".into();
    drawn.texts[0].lines = vec!["Der Kaffee-".into(), "vollautomatenreiniger.".into()];
    assert_eq!(world.outcome(&drawn, Code::Banned), Outcome::Fail);
    drawn.texts[0].words = "最高の品質を毎日。".into();
    drawn.texts[0].lines = vec!["毎日、最".into(), "高の品質を毎日。".into()];
    assert_eq!(world.outcome(&drawn, Code::Banned), Outcome::Fail);
    world.copy.headlines = vec!["最高の品質".into()];
    drawn.texts[0].words = "品質を毎日。".into();
    assert_eq!(world.outcome(&drawn, Code::Banned), Outcome::Fail, "beside the picture too");

    world.brief.product.required = vec!["個人差があります".into(), "Trinkwasserschutzgebiet".into()];
    drawn.texts[0].words = "効果には個人差があります。Trinkwasserschutzgebiet".into();
    drawn.texts[0].lines = vec!["効果には個人".into(), "差があります。Trinkwasser-".into(), "schutzgebiet".into()];
    assert_eq!(world.outcome(&drawn, Code::Required), Outcome::Pass);
    drawn.texts[0].words = "効果には差があります。Trinkwasserschutzgebiet".into();
    assert_eq!(
        world.check(&drawn, Code::Required).words,
        "“個人差があります” is neither on the picture nor in every primary text."
    );
}
