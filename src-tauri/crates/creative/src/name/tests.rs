use proptest::prelude::*;

use super::*;
use crate::tag::tag;

fn parts() -> NameParts {
    NameParts {
        tag: Tag::parse("d4e5f6a7").unwrap(),
        brand: "SW".into(),
        product: "Starter set".into(),
        template: "Product hero".into(),
        version: 2,
        hook: Some("Nine bottles under the sink. You need one.".into()),
        colour: None,
        language: "en-US".into(),
        campaign: None,
    }
}

#[test]
fn the_bundled_pattern_gives_a_name_that_reads_like_one() {
    let name = FileName::new(&Pattern::default(), &parts(), CanvasSize::Portrait, "png");
    assert_eq!(name.to_string(), "SW_StarterSet_ProductHero_NineBottlesUnderTheSink_d4e5f6a7_4x5.png");
    let name = FileName::new(&Pattern::default(), &parts(), CanvasSize::Landscape, "jpg");
    assert_eq!(name.to_string(), "SW_StarterSet_ProductHero_NineBottlesUnderTheSink_d4e5f6a7_1.91x1.jpg");
}

#[test]
fn the_names_of_one_ad_differ_in_the_size_only() {
    for pattern in ["{id}_{size}", "{brand} {id}_{size}-{language}", "M5-{id}-{brand}-{product}_{size}"] {
        let pattern = Pattern::parse(pattern).unwrap();
        let bases: Vec<String> = CanvasSize::ALL
            .into_iter()
            .map(|size| pattern.fill(&parts(), size).replace(&format!("_{}", size.tag()), ""))
            .collect();
        assert!(bases.iter().all(|base| *base == bases[0]), "{bases:?}");
    }
}

#[test]
fn empty_parts_leave_no_gap() {
    let pattern = Pattern::parse("{campaign}_{brand}_{hook}_{colour}_{id}_{size}").unwrap();
    let bare = NameParts { hook: None, ..parts() };
    assert_eq!(pattern.fill(&bare, CanvasSize::Square), "SW_d4e5f6a7_1x1");
}

#[test]
fn letters_with_marks_become_plain_and_other_scripts_stay() {
    assert_eq!(short("Fuchs & Föhre"), "FuchsFoehre");
    assert_eq!(short("Die Tüte, 250 g"), "Tuete250G");
    assert_eq!(short("The spray bottle you don't hide"), "SprayBottleYouDontHide");
    assert_eq!(short("珈琲は新しい"), "珈琲は新しい");
    assert_eq!(short("The"), "The");
    assert_eq!(short("…"), "");
}

#[test]
fn a_pattern_that_would_lose_the_ad_is_refused() {
    for (pattern, error) in [
        ("{brand}_{size}", PatternError::WithoutId),
        ("{brand}_{id}", PatternError::WithoutSize),
        ("{brand}{id}_{size}", PatternError::NotAlone("id")),
        ("ad{id}_{size}", PatternError::NotAlone("id")),
        ("{id}-{size}", PatternError::NotAlone("size")),
        ("{id}_{size}{brand}", PatternError::NotAlone("size")),
        ("{id}_{size}_{what}", PatternError::UnknownPart("what".into())),
        ("{id}_{size}_{brand", PatternError::OpenBrace),
        ("{id}_{size}_brand}", PatternError::OpenBrace),
        ("ads/{id}_{size}", PatternError::Forbidden('/')),
    ] {
        assert_eq!(Pattern::parse(pattern), Err(error), "{pattern}");
    }
}

#[test]
fn a_size_is_read_back_from_a_name() {
    assert_eq!(size_in("SW_d4e5f6a7_1.91x1.png"), Some(CanvasSize::Landscape));
    assert_eq!(size_in("SW_4x5_d4e5f6a7_9x16"), Some(CanvasSize::Story));
    assert_eq!(size_in("SW_d4e5f6a7.png"), None);
    assert_eq!(size_in("1x1"), None, "a size alone is no name");
}

#[test]
fn a_tag_inside_a_longer_word_is_not_carried() {
    let tag = Tag::parse("d4e5f6a7").unwrap();
    assert!(carries("SW_D4E5F6A7_4x5.png", &tag));
    assert!(!carries("SW_xd4e5f6a7_4x5.png", &tag));
}

proptest! {
    #[test]
    fn whatever_the_words_are_a_name_carries_its_tag_and_size_and_can_be_a_file(
        brand in ".{0,40}", product in ".{0,60}", template in ".{0,60}", hook in proptest::option::of(".{0,300}"),
        campaign in proptest::option::of(".{0,80}"), seed: u64, size in 0_usize..4,
    ) {
        let tag = tag(seed, "ad");
        let size = CanvasSize::ALL[size];
        let parts = NameParts { tag: tag.clone(), brand, product, template, hook, campaign, ..parts() };
        let name = FileName::new(&Pattern::default(), &parts, size, "png");
        prop_assert!(carries(name.stem(), &tag), "{name}");
        prop_assert_eq!(size_in(name.stem()), Some(size));
        prop_assert!(name.stem().chars().count() <= 120);
        prop_assert!(!name.to_string().contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']), "{name}");
        prop_assert!(!name.stem().contains(char::is_control), "{name}");
    }
}
