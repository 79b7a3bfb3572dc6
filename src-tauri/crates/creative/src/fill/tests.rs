//! What fills a template, with the words of the demo brands.

mod pictures;
mod sets;

use std::collections::{BTreeMap, BTreeSet};

use units::{AccountDate, Currency, Money};

use super::*;
use crate::picture::Picture;
use crate::template::{Audience, Category};

const SALTWICK: &str = include_str!("../../../../assets/demo/brands/saltwick/brand.toml");
const FUCHS: &str = include_str!("../../../../assets/demo/brands/fuchs-foehre/brand.toml");

/// A picture of one pixel, each of its own colour.
fn pixel(shade: u8) -> Picture {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&[shade, 0, 0]).unwrap();
    Picture::read(bytes).unwrap()
}

fn brief(file: &str, product: &str) -> Brief {
    let file = BrandFile::read(file).unwrap();
    let product = file.products.iter().find(|one| one.slug == product).unwrap();
    let mut shade = 0;
    let shades: BTreeMap<String, Picture> = product
        .pictures
        .iter()
        .map(|picture| {
            shade += 1;
            (picture.file.clone(), pixel(shade))
        })
        .collect();
    let bytes = |name: &str| shades.get(name).map(|picture| picture.bytes().unwrap().to_vec());
    file.brief(product, 0, Some(0), bytes).unwrap()
}

fn starter() -> Brief {
    brief(SALTWICK, "starter-set")
}

fn slot(kind: SlotKind, required: bool, most: u32) -> SlotRule {
    let most = CanvasSize::ALL.into_iter().map(|size| (size, most)).collect();
    SlotRule {
        kind,
        required,
        sizes: CanvasSize::ALL.into(),
        typical: BTreeMap::new(),
        most,
        widest: None,
        whole: false,
    }
}

/// A template with these slots; a name that ends with `?` need not be filled.
fn template(category: Category, texts: &[(&str, u32)], pictures: &[&str]) -> Template {
    let mut slots = BTreeMap::new();
    for (name, most) in texts {
        let rule = slot(SlotKind::Text, !name.ends_with('?'), *most);
        slots.insert(Slot::from(name.trim_end_matches('?')), rule);
    }
    for name in pictures {
        slots.insert(Slot::from(*name), slot(SlotKind::Picture, true, 0));
    }
    Template {
        id: "test".into(),
        version: 1,
        name: "Test".into(),
        idea: String::new(),
        category,
        awareness: (1, 5),
        audience: Audience::Unisex,
        required_assets: Vec::new(),
        optional_assets: Vec::new(),
        slots,
        colours: Vec::new(),
        mirrored: BTreeMap::new(),
        layouts: BTreeMap::new(),
    }
}

fn showcase(texts: &[(&str, u32)]) -> Template {
    template(Category::ProductShowcase, texts, &[])
}

fn lacks(template: &Template, brief: &Brief) -> Vec<String> {
    fill(template, brief, 1).unwrap_err().lacks
}

#[test]
fn both_demo_brands_are_read_whole() {
    for file in [SALTWICK, FUCHS] {
        let brand = BrandFile::read(file).unwrap();
        assert_eq!(brand.products.len(), 3);
        for product in &brand.products {
            assert!(
                product.product.price.is_some() && !product.hooks.is_empty() && !product.offers.is_empty(),
                "{}",
                product.slug
            );
        }
    }
}

#[test]
fn an_offer_is_filled_as_its_market_writes_it() {
    let offer = showcase(&[
        ("offer", 9),
        ("product-name", 30),
        ("compare-price", 20),
        ("deadline", 40),
        ("terms", 90),
        ("saving", 20),
    ]);
    let content = fill(&offer, &starter(), 1).unwrap();
    assert_eq!(content.text("offer"), Some("$24"));
    assert_eq!(content.text("product-name"), Some("Starter set"));
    assert_eq!(content.text("compare-price"), Some("Was ~$31~"));
    assert_eq!(content.text("saving"), Some("Save $7"));
    assert_eq!(content.text("deadline"), Some("Through Sunday, Nov\u{a0}29"));
    assert_eq!(content.text("terms"), Some("One per household. Price of $31 applies again from Nov 30."));
    let price = showcase(&[("price", 9), ("unit-price", 20), ("quantity", 30), ("unit", 30), ("comparison", 40)]);
    let content = fill(&price, &brief(FUCHS, "espresso-250"), 1).unwrap();
    assert_eq!(content.text("price"), Some("14,90\u{a0}€"));
    assert_eq!(content.text("unit-price"), Some("59,60\u{a0}€/kg"));
    assert_eq!(content.text("quantity"), Some("14,90\u{a0}€ für 250 g"));
    assert_eq!(content.text("unit"), Some("0,75\u{a0}€ pro Tasse"));
    assert_eq!(content.text("comparison"), Some("20 Tassen zu 12,5 g"));
}

#[test]
fn nothing_is_made_up_where_nothing_is_known() {
    let bare = Brief { product: Product { name: "Soap".into(), ..Product::default() }, ..Brief::default() };
    let wants = [
        ("offer", "an offer"),
        ("compare-price", "a usual price"),
        ("price", "a price"),
        ("quote", "a review"),
        ("number", "a figure with its source"),
        ("deadline", "an offer with its last day"),
        ("headline", "a hook"),
        ("question", "a question with an answer"),
        ("comment", "a comment with our answer"),
        ("body", "a letter"),
        ("unit-price", "a price by weight or volume"),
        ("total", "what the parts are worth"),
    ];
    for (slot, lack) in wants {
        assert_eq!(lacks(&showcase(&[(slot, 900)]), &bare), [lack], "{slot}");
    }
    let optional: Vec<(String, u32)> = wants.iter().map(|(slot, _)| (format!("{slot}?"), 900)).collect();
    let optional: Vec<(&str, u32)> = optional.iter().map(|(slot, most)| (slot.as_str(), *most)).collect();
    assert!(fill(&showcase(&optional), &bare, 1).unwrap().texts.is_empty());
}

#[test]
fn without_a_chosen_offer_none_is_made() {
    let silent = Brief { offer: None, ..starter() };
    assert_eq!(
        lacks(&showcase(&[("offer", 20), ("deadline", 40)]), &silent),
        ["an offer with its last day", "an offer"]
    );
}

#[test]
fn a_price_is_struck_in_the_eu_only_if_it_was_the_lowest_of_30_days() {
    let euros = |amount| Money::parse_major(amount, Currency::EUR).unwrap();
    let mut german = brief(FUCHS, "espresso-250");
    let price = german.product.price.as_mut().unwrap();
    price.compare_at = Some(euros("19.90"));
    let was = showcase(&[("compare-price", 30)]);
    assert_eq!(lacks(&was, &german), ["a usual price"]);
    german.product.price.as_mut().unwrap().lowest_30_days = Some(euros("17.90"));
    assert_eq!(fill(&was, &german, 1).unwrap().text("compare-price"), Some("Statt ~17,90\u{a0}€~"));
    german.product.price.as_mut().unwrap().lowest_30_days = Some(euros("12.90"));
    assert_eq!(lacks(&was, &german), ["a usual price"], "a price that went up is not lowered");
}

#[test]
fn a_quote_stays_with_its_author_and_its_day() {
    let hero = template(Category::Testimonial, &[("quote", 140), ("author", 40), ("source", 60), ("rating", 6)], &[]);
    let known: BTreeMap<String, (String, String)> = [
        ("“I threw out seven bottles and kept the nice one.”", "Dana R.", "saltwick.com, March\u{a0}3, 2026"),
        (
            "“It has been on the counter since May. Nobody has asked me to move it.”",
            "Priya M.",
            "saltwick.com, June\u{a0}18, 2026",
        ),
        ("“Three dollars. I checked twice.”", "Tom W.", "saltwick.com, August\u{a0}9, 2026"),
        (
            "“The trigger still works after a year, which is not a sentence I expected to write.”",
            "Ines K.",
            "saltwick.com, September\u{a0}21, 2026",
        ),
    ]
    .map(|(quote, author, source)| (quote.to_owned(), (author.to_owned(), source.to_owned())))
    .into();
    let mut seen = BTreeSet::new();
    for seed in 0..40 {
        let content = fill(&hero, &starter(), seed).unwrap();
        let text = |slot| content.text(slot).unwrap().to_owned();
        assert_eq!(known[&text("quote")], (text("author"), text("source")));
        let stars = if text("author") == "Ines K." { "★★★★☆" } else { "★★★★★" };
        assert_eq!(text("rating"), stars);
        seen.insert(text("quote"));
    }
    assert_eq!(seen.len(), 4, "the seed decides which, and a comment with our answer is no testimonial");
}

#[test]
fn a_quote_is_never_cut_to_fit() {
    let tight = template(Category::Testimonial, &[("quote", 36), ("author", 40)], &[]);
    for seed in 0..20 {
        assert_eq!(fill(&tight, &starter(), seed).unwrap().text("quote"), Some("“Three dollars. I checked twice.”"));
    }
    let tighter = template(Category::Testimonial, &[("quote", 20), ("author", 40)], &[]);
    assert_eq!(lacks(&tighter, &starter()), ["a review with its author", "a review"]);
}

#[test]
fn three_reviews_are_three_different_ones_or_it_says_how_many_there_are() {
    let wall = template(Category::Testimonial, &[("quote-1", 90), ("quote-2", 90), ("quote-3", 90)], &[]);
    let content = fill(&wall, &starter(), 3).unwrap();
    let quotes: BTreeSet<&String> = content.texts.values().collect();
    assert_eq!(quotes.len(), 3);
    let mut two = starter();
    two.product.reviews.truncate(2);
    assert_eq!(lacks(&wall, &two), ["2 of 3 reviews"]);
}

#[test]
fn a_publications_line_has_no_author() {
    let press = template(Category::QuoteCard, &[("quote", 90), ("source", 60)], &[]);
    let content = fill(&press, &brief(FUCHS, "espresso-250"), 1).unwrap();
    let source = content.text("source").unwrap();
    assert!(source.starts_with("Küchenpost, 22.") || source.starts_with("Halbe Tasse, 5."), "{source}");
    assert!(content.text("quote").unwrap().starts_with('„'));
}

#[test]
fn a_hook_that_is_too_long_gives_way_to_a_shorter_one_that_somebody_wrote() {
    let all = |most| showcase(&[("headline", most)]);
    let text = |most| fill(&all(most), &starter(), 1).map(|content| content.text("headline").unwrap().to_owned());
    assert_eq!(text(60).unwrap(), "Nine bottles under the sink. You need one.");
    assert_eq!(text(30).unwrap(), "Nine bottles. You need one.");
    assert_eq!(text(20).unwrap(), "You need one bottle.");
    assert_eq!(text(10).unwrap_err().lacks, ["a hook of at most 10 characters, the shortest has 20"]);
}

#[test]
fn a_size_that_takes_less_gets_shorter_words() {
    let mut wide = showcase(&[("headline", 60)]);
    let rule = wide.slots.get_mut(&Slot::from("headline")).unwrap();
    rule.most.insert(CanvasSize::Landscape, 30);
    let content = fill(&wide, &starter(), 1).unwrap();
    assert_eq!(content.text("headline"), Some("Nine bottles under the sink. You need one."));
    assert_eq!(shorter(&wide, &starter(), &content, CanvasSize::Portrait), []);
    let mend = Mend::Words { slot: "headline".into(), text: "Nine bottles. You need one.".into() };
    assert_eq!(shorter(&wide, &starter(), &content, CanvasSize::Landscape), [mend]);
}

#[test]
fn marks_for_colour_do_not_count_as_characters() {
    assert_eq!(plain_length("Sind *75 Cent* pro Tasse."), 23);
    assert_eq!(plain_length("Was ~$31~"), 7);
    assert_eq!(plain_length("5 * 4"), 5, "a star alone is a star");
    assert_eq!(plain_length("👩‍👩‍👧"), 1);
}

#[test]
fn benefits_that_are_too_long_are_passed_over_and_the_order_is_kept() {
    let callouts = showcase(&[("benefit-1", 21), ("benefit-2", 21), ("benefit-3", 21), ("benefit-4", 21)]);
    let content = fill(&callouts, &starter(), 1).unwrap();
    let texts: Vec<&str> = content.texts.values().map(String::as_str).collect();
    assert_eq!(texts, ["Fill it from the tap", "Aluminum, not plastic", "Refills are $3 each", "Ships without water"]);
}

#[test]
fn a_box_is_shown_with_everything_in_it() {
    let kit = |slots: usize| {
        let names: Vec<(String, u32)> =
            (1..=slots).flat_map(|at| [(format!("item-{at}"), 40), (format!("item-value-{at}?"), 12)]).collect();
        let names: Vec<(&str, u32)> = names.iter().map(|(name, most)| (name.as_str(), *most)).collect();
        showcase(&[&names[..], &[("total", 12)]].concat())
    };
    let content = fill(&kit(4), &starter(), 1).unwrap();
    assert_eq!((content.text("item-1"), content.text("item-value-1")), (Some("Aluminum bottle"), Some("$14.50")));
    assert_eq!((content.text("item-4"), content.text("item-value-4")), (Some("Water, from your tap"), None));
    assert_eq!(content.text("total"), Some("$31"));
    assert_eq!(lacks(&kit(3), &starter()), ["room for 4 parts, it shows 3"]);
}

#[test]
fn news_stand_as_kicker_and_headline() {
    let drop = showcase(&[("kicker", 20), ("headline", 60)]);
    let content = fill(&drop, &starter(), 1).unwrap();
    assert_eq!(
        (content.text("kicker"), content.text("headline")),
        (Some("New"), Some("A spray head you can take apart"))
    );
}

#[test]
fn a_template_says_the_hook_where_its_headline_is_one() {
    let all = crate::template::bundled().unwrap();
    let hook = Hook { text: "Words of nobody else.".into(), shorter: vec![], ..starter().hook.unwrap() };
    let briefs = [("starter-set", SALTWICK), ("whole-home", SALTWICK), ("probierset", FUCHS), ("espresso-250", FUCHS)]
        .map(|(product, file)| Brief { hook: Some(hook.clone()), ..brief(file, product) });
    for template in all {
        let filled = briefs.iter().filter_map(|brief| fill(&template, brief, 1).ok());
        for content in filled {
            let said = content.texts.values().any(|text| *text == hook.text);
            assert_eq!(said, says_hook(&template), "{}", template.id);
        }
    }
}

#[test]
fn a_doubt_and_a_comment_come_with_their_own_answers() {
    let doubt = template(Category::Other, &[("question", 90), ("answer", 140)], &[]);
    let comment = template(Category::UgcStyle, &[("comment", 90), ("answer", 140)], &[]);
    for seed in 0..10 {
        let content = fill(&doubt, &starter(), seed).unwrap();
        let pair = (content.text("question").unwrap(), content.text("answer").unwrap());
        assert!(
            starter().product.questions.iter().any(|asked| (asked.question.as_str(), asked.answer.as_str()) == pair)
        );
    }
    let content = fill(&comment, &starter(), 1).unwrap();
    assert_eq!(content.text("answer"), Some("Grease, fingerprints and most of Tuesday. Not paint."));
}

#[test]
fn pictures_go_where_their_role_says_and_what_is_missing_is_named() {
    let starter = starter();
    let hero = template(Category::ProductShowcase, &[], &["product"]);
    assert_eq!(fill(&hero, &starter, 1).unwrap().pictures["product"].sha256, starter.pictures[0].picture.sha256);
    let scene = template(Category::Other, &[], &["scene"]);
    let found: BTreeSet<String> =
        (0..20).map(|seed| fill(&scene, &starter, seed).unwrap().pictures["scene"].sha256.clone()).collect();
    let scenes = starter.pictures.iter().filter(|picture| picture.role == PictureRole::Scene);
    assert_eq!(found, scenes.map(|picture| picture.picture.sha256.clone()).collect(), "every scene gets its turn");
    let split = template(Category::BeforeAfter, &[], &["before", "after"]);
    assert_eq!(lacks(&split, &brief(SALTWICK, "refills")), ["an after picture", "a before picture"]);
    let names = ["product-1", "product-2", "product-3", "product-4", "product-5"];
    let five = template(Category::ProductShowcase, &[], &names);
    assert_eq!(lacks(&five, &starter), ["4 of 5 product pictures"]);
    let tagged = Template { required_assets: vec!["badge".into(), "product:bottle".into()], ..hero };
    assert_eq!(lacks(&tagged, &starter), ["a picture tagged badge"]);
}

#[test]
fn a_photo_before_its_backdrop_fills_photos_and_not_what_stands_free() {
    let all = crate::template::bundled().unwrap();
    let bundled = |id: &str| all.iter().find(|template| template.id == id).unwrap();
    let mut brief = starter();
    brief.pictures.retain(|picture| picture.role == PictureRole::Product);
    brief.pictures.iter_mut().for_each(|picture| picture.picture.transparent = false);
    assert_eq!(lacks(bundled("product-hero"), &brief), ["a cut-out product picture"]);
    let scene = fill(bundled("headline-on-scene"), &brief, 1).unwrap();
    assert_eq!(scene.pictures["scene"].sha256, brief.pictures[0].picture.sha256);
    brief.pictures[0].picture.transparent = true;
    assert!(fill(bundled("product-hero"), &brief, 1).is_ok());
    brief.pictures.truncate(1);
    assert_eq!(lacks(bundled("headline-on-scene"), &brief), ["a scene picture"], "a cut-out is no photo");
}

#[test]
fn a_slot_that_nothing_is_known_of_is_named() {
    assert_eq!(lacks(&showcase(&[("horoscope", 10)]), &starter()), ["“horoscope” is no slot that product data fill"]);
}

#[test]
fn a_template_becomes_a_candidate_with_what_it_lacks() {
    let wall = template(Category::Testimonial, &[("quote-1", 90), ("quote-2", 90), ("quote-3", 90)], &[]);
    let mut two = starter();
    two.product.reviews.truncate(2);
    assert_eq!(candidate(&wall, &two).lacks, ["2 of 3 reviews"]);
    assert!(candidate(&wall, &starter()).lacks.is_empty());
    assert!(
        owned_tags(&two)
            .is_superset(&["product".into(), "scene".into(), "product:bottle".into(), "logo".into()].into())
    );
}

#[test]
fn every_known_base_is_filled_by_something() {
    let starter = starter();
    let template = showcase(&[]);
    let cast = cast::Cast::of(&template, &starter, 1);
    for base in known_words() {
        assert!(texts::words(base, &cast).is_some(), "{base}");
    }
    assert!(texts::words("horoscope", &cast).is_none());
}

fn amounts(text: &str) -> Vec<(String, i64)> {
    said(text).into_iter().map(|amount| (amount.text, amount.micros)).collect()
}

#[test]
fn amounts_are_found_however_they_are_written() {
    let one = |text: &str| {
        let found = amounts(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found[0].clone()
    };
    assert_eq!(one("Now $24 only"), ("$24".into(), 24_000_000));
    assert_eq!(one("$1,299"), ("$1,299".into(), 1_299_000_000));
    assert_eq!(one("14,90\u{a0}€ klingt viel"), ("14,90\u{a0}€".into(), 14_900_000));
    assert_eq!(one("1.200 €"), ("1.200 €".into(), 1_200_000_000));
    assert_eq!(one("59,60\u{a0}€/kg"), ("59,60\u{a0}€".into(), 59_600_000));
    assert_eq!(one("Sind 75 Cent pro Tasse"), ("75 Cent".into(), 75_000_000));
    assert_eq!(one("−23\u{a0}%"), ("23\u{a0}%".into(), 23_000_000));
    assert_eq!(one("CHF 24.50"), ("CHF 24.50".into(), 24_500_000));
    assert_eq!(one("costs 24 dollars."), ("24 dollars".into(), 24_000_000));
    assert_eq!(amounts("$24 once. $3 after that.").len(), 2);
    for none in ["Nine bottles", "250 g", "3 × 100 g", "Nov 29", "v2", "500 ml, 2026", "4x5"] {
        assert_eq!(amounts(none), [], "{none}");
    }
}

#[test]
fn amounts_are_known_from_the_data_and_not_from_hooks() {
    let known = |brief: &Brief, text: &str| said(text).iter().all(|amount| Known::of(brief).holds(amount));
    let starter = starter();
    for fine in ["$24 once. $3 after that.", "Was $31", "Save $7", "22% off", "$14.50"] {
        assert!(known(&starter, fine), "{fine}");
    }
    for wrong in ["$19", "€24", "23% off", "20 % off", "$24.50", "$7.01"] {
        assert!(!known(&starter, wrong), "{wrong}");
    }
    let german = brief(FUCHS, "espresso-250");
    assert!(known(&german, "14,90 € klingt viel. Sind 75 Cent pro Tasse."));
    assert!(!known(&german, "Sind 70 Cent pro Tasse."));
    let mut dearer = starter;
    dearer.product.questions.clear();
    let now = Money::parse_major("26", Currency::USD).unwrap();
    dearer.product.price.as_mut().unwrap().amount = now;
    dearer.offer.as_mut().unwrap().price = Some(now);
    assert!(!known(&dearer, "$24 once."), "a hook with an old price is found out");
}

#[test]
fn the_day_of_an_offer_is_the_day_that_was_entered() {
    assert_eq!(starter().offer.unwrap().ends, Some(AccountDate::parse("2026-11-29").unwrap()));
}
