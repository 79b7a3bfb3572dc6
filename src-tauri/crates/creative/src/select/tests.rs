//! What a selection promises.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::template::{Audience, Category};

fn template(id: &str) -> Candidate {
    Candidate::new(id, Category::ProductShowcase)
}

fn needing(id: &str, tags: &[&str]) -> Candidate {
    Candidate { required: tags.iter().map(ToString::to_string).collect(), ..template(id) }
}

fn owning(tags: &[&str]) -> Wanted {
    Wanted { owned: tags.iter().map(ToString::to_string).collect(), ..Wanted::default() }
}

fn ids(selection: &Selection) -> Vec<&str> {
    selection.chosen.iter().map(|choice| choice.template.as_str()).collect()
}

fn used(days_ago: f64, times: u32) -> Option<Use> {
    Some(Use { days_ago, times })
}

#[test]
fn a_closer_tag_is_owned_where_a_wider_one_is_needed() {
    let owned: BTreeSet<String> = ["product:bottle".to_owned(), "products".to_owned(), "logo".to_owned()].into();
    assert!(owns(&owned, "product"));
    assert!(owns(&owned, "product:bottle"));
    assert!(!owns(&owned, "product:tin"));
    assert!(!owns(&owned, "scene"));
    assert!(!owns(&["productive:x".to_owned()].into(), "product"));
}

#[test]
fn scorers_have_the_numbers_of_the_origin() {
    let wanted = Wanted {
        category: Some(Category::Testimonial),
        awareness: Some(5),
        audience: Some(Audience::Male),
        ..owning(&["product:bottle", "logo"])
    };
    let near = |scorer: Scorer, candidate: &Candidate, expected: f64| {
        let score = scorer.score(candidate, &wanted);
        assert!((score - expected).abs() < 1e-9, "{scorer:?}: {score}, not {expected}");
    };
    near(Scorer::AssetMatch, &template("t"), 1.0);
    near(Scorer::AssetMatch, &needing("t", &["product:bottle", "logo", "person:vet"]), 2.0 / 3.0);
    near(Scorer::Unused, &template("t"), 1.0);
    near(Scorer::Unused, &Candidate { used_with_product: used(0.0, 1), ..template("t") }, 0.3);
    near(
        Scorer::Unused,
        &Candidate { used_with_product: used(20.0, 1), ..template("t") },
        1.0 - 0.7 * (-1.0_f64).exp(),
    );
    near(Scorer::CategoryMatch, &template("t"), 0.0);
    near(Scorer::CategoryMatch, &Candidate { category: Category::Testimonial, ..template("t") }, 1.0);
    near(Scorer::Awareness, &template("t"), 0.5);
    near(Scorer::Awareness, &Candidate { awareness: Some((4, 5)), ..template("t") }, 1.0);
    near(Scorer::Awareness, &Candidate { awareness: Some((1, 3)), ..template("t") }, 0.5);
    near(Scorer::Awareness, &Candidate { awareness: Some((1, 1)), ..template("t") }, 0.0);
    near(Scorer::Audience, &template("t"), 0.7);
    near(Scorer::Audience, &Candidate { audience: Some(Audience::Male), ..template("t") }, 1.0);
    near(Scorer::Audience, &Candidate { audience: Some(Audience::Unisex), ..template("t") }, 0.7);
    near(Scorer::Audience, &Candidate { audience: Some(Audience::Female), ..template("t") }, 0.2);
    near(Scorer::Fatigue, &template("t"), 1.0);
    near(Scorer::Fatigue, &Candidate { used: used(1.0, 9), ..template("t") }, 0.2);
    let rest = |rate: f64, days: f64| 1.0 - (-rate * days).exp();
    near(Scorer::Fatigue, &Candidate { used: used(40.0, 9), ..template("t") }, rest(0.05, 40.0));
    let pair = |times| Candidate { used: used(40.0, 9), used_with_product: used(50.0, times), ..template("t") };
    near(Scorer::Fatigue, &pair(2), rest(0.05, 40.0));
    near(Scorer::Fatigue, &pair(3), rest(0.05, 40.0) * rest(0.03, 50.0));
}

#[test]
fn a_template_that_rests_recovers_it_does_not_tire() {
    let after = |days| Scorer::Fatigue.score(&Candidate { used: used(days, 5), ..template("t") }, &Wanted::default());
    assert!(after(60.0) > after(30.0) && after(30.0) > after(10.0), "more days of rest, a higher score");
}

#[test]
fn the_preview_is_the_run() {
    let all: Vec<Candidate> = (0..40).map(|id| template(&format!("t{id}"))).collect();
    let ask = Ask::best_match(6, 99, Wanted { awareness: Some(3), ..Wanted::default() });
    let preview = choose(&all, &ask);
    assert_eq!(preview.chosen.len(), 6);
    assert_eq!(choose(&all, &ask), preview);
    let turned: Vec<Candidate> = all.iter().rev().cloned().collect();
    assert_eq!(ids(&choose(&turned, &ask)), ids(&preview), "the order of the library plays no part");
    assert_ne!(ids(&choose(&all, &Ask { seed: 100, ..ask })), ids(&preview));
}

#[test]
fn a_template_that_is_taken_away_changes_only_its_own_place() {
    let all: Vec<Candidate> = (0..40).map(|id| template(&format!("t{id}"))).collect();
    let ask = Ask::shuffle(6, 5);
    let before: Vec<String> = ids(&choose(&all, &ask)).into_iter().map(str::to_owned).collect();
    let without = Ask { without: [before[2].clone()].into(), ..ask };
    let after = choose(&all, &without);
    let stayed: Vec<&String> = before.iter().filter(|id| **id != before[2]).collect();
    assert_eq!(ids(&after)[..5].iter().collect::<Vec<_>>(), stayed);
}

#[test]
fn each_is_drawn_as_often_as_its_score_says() {
    let all: Vec<Candidate> = [("fresh", None), ("today", used(0.0, 1))]
        .map(|(id, used_with_product)| Candidate { used_with_product, ..template(id) })
        .into();
    let weights = Weights::new([(Scorer::Unused, 1.0)]).unwrap();
    let first = |seed: u64| {
        let selection = choose(&all, &Ask { weights, ..Ask::shuffle(1, seed) });
        u32::from(selection.chosen[0].template == "fresh")
    };
    let fresh: u32 = (0..10_000).map(first).sum();
    // 1 against 0.3: 7,692 of 10,000, standard deviation 42.
    assert!((7_480..=7_900).contains(&fresh), "{fresh}");
    let selection = choose(&all, &Ask { weights, ..Ask::shuffle(2, 1) });
    let probability: f64 = selection.chosen.iter().map(|choice| choice.probability).sum();
    assert!((probability - 1.0).abs() < 1e-9);
}

#[test]
fn what_scores_nothing_is_not_drawn_unless_all_do() {
    let all = [template("showcase"), Candidate { category: Category::Meme, ..template("meme") }];
    let weights = Weights::new([(Scorer::CategoryMatch, 1.0)]).unwrap();
    let both = Ask { weights, ..Ask::shuffle(5, 1) };
    assert_eq!(choose(&all, &both).chosen.len(), 2, "nothing asked for: each scores a half");
    let zero = Weights::new([]).unwrap();
    assert_eq!(choose(&all, &Ask { weights: zero, ..Ask::shuffle(5, 1) }).chosen.len(), 2, "no weights: all the same");
}

#[test]
fn premium_is_never_relaxed() {
    let all: Vec<Candidate> = (0..5).map(|id| needing(&format!("t{id}"), &["product", "person:vet"])).collect();
    let ask = |strictness| Ask { strictness, ..Ask::best_match(3, 1, owning(&["product:tin"])) };
    let growth = choose(&all, &ask(Strictness::Growth));
    assert_eq!((growth.chosen.len(), growth.fallback, growth.gate_after), (3, None, 5), "half of them is above 0.3");
    let premium = choose(&all, &ask(Strictness::Premium));
    assert!(premium.chosen.is_empty() && premium.fallback.is_none() && !premium.gate.off);
    assert_eq!((premium.gate_before, premium.gate_after), (5, 0));
    let reason = premium.reason_if_empty.unwrap();
    assert!(reason.why.contains("80 %") && reason.why.contains("not relaxed"), "{}", reason.why);
    assert_eq!(reason.helps[0].gains, 5);
    assert!(reason.helps.iter().any(|help| help.words.contains("person:vet")), "{:?}", reason.helps);
}

#[test]
fn a_gate_that_lets_nothing_pass_is_switched_off_and_says_so() {
    let all = [needing("a", &["person:vet"]), needing("b", &["person:mom"])];
    let none = Ask { strictness: Strictness::Growth, ..Ask::best_match(3, 1, owning(&["product:tin"])) };
    let selection = choose(&all, &none);
    assert_eq!((selection.chosen.len(), selection.fallback), (2, Some(Fallback::GateOff)));
    assert_eq!((selection.gate_before, selection.gate_after, selection.gate.off), (2, 0, true));
}

#[test]
fn the_kind_of_ad_is_given_up_last_and_never_for_premium() {
    let all = [template("a")];
    let wanted = Wanted { category: Some(Category::Meme), ..Wanted::default() };
    let selection = choose(&all, &Ask::best_match(3, 1, wanted.clone()));
    assert_eq!((ids(&selection), selection.fallback), (vec!["a"], Some(Fallback::CategoryOff)));
    let premium = choose(&all, &Ask { strictness: Strictness::Premium, ..Ask::best_match(3, 1, wanted) });
    assert!(premium.chosen.is_empty());
    let reason = premium.reason_if_empty.unwrap();
    assert!(reason.why.contains("meme"), "{}", reason.why);
    assert_eq!(reason.helps, [Help::new("Ask for any kind of ad.".into(), 1)]);
}

#[test]
fn a_brands_own_least_score_holds_even_where_a_softer_one_is_asked() {
    let all = [needing("half", &["product", "logo"]), template("free")];
    let ask = |strictness| Ask { strictness, least_asset_score: 0.6, ..Ask::best_match(3, 1, owning(&["logo"])) };
    assert_eq!(ids(&choose(&all, &ask(Strictness::Default))), ["free"]);
    assert_eq!(ids(&choose(&all, &ask(Strictness::Growth))), ["free"]);
}

#[test]
fn templates_that_nobody_looked_at_do_not_pass_a_gate() {
    let all = [Candidate { analysed: false, ..template("unknown") }, template("known")];
    let open = choose(&all, &Ask::best_match(3, 1, Wanted::default()));
    assert_eq!(open.chosen.len(), 2);
    let gated = choose(&all, &Ask { strictness: Strictness::Growth, ..Ask::best_match(3, 1, Wanted::default()) });
    assert_eq!(ids(&gated), ["known"]);
    assert!(gated.hints.iter().any(|help| help.gains == 1 && help.words.contains("nobody has looked at")));
}

#[test]
fn tags_that_are_missing_never_hide_templates_in_silence() {
    let mut all: Vec<Candidate> = (0..86).map(|id| needing(&format!("t{id}"), &["product:bottle"])).collect();
    all.extend((0..14).map(|id| template(&format!("free{id}"))));
    let selection = choose(&all, &Ask { strictness: Strictness::Growth, ..Ask::best_match(3, 1, Wanted::default()) });
    assert_eq!((selection.chosen.len(), selection.gate_before, selection.gate_after), (3, 100, 14));
    assert_eq!(selection.hints[0].gains, 86);
    assert!(selection.hints.iter().any(|help| help.gains == 86 && help.words.contains("product:bottle")));
}

#[test]
fn what_cannot_be_filled_is_left_out_by_name_whatever_the_gate_does() {
    let short = |id| Candidate { lacks: vec!["2 of 3 reviews".into()], ..template(id) };
    let selection = choose(&[short("review-wall"), template("statement")], &Ask::shuffle(5, 1));
    assert_eq!(ids(&selection), ["statement"]);
    assert_eq!(selection.left_out, [LeftOut { template: "review-wall".into(), why: "2 of 3 reviews".into() }]);
    let empty = choose(&[short("review-wall")], &Ask::shuffle(5, 1)).reason_if_empty.unwrap();
    assert_eq!(empty.why, "None of 1 templates can be filled with what is known of the product.");
    assert_eq!(empty.helps, [Help::new("Product data: 2 of 3 reviews.".into(), 1)]);
}

#[test]
fn an_empty_library_says_so() {
    let reason = choose(&[], &Ask::shuffle(3, 1)).reason_if_empty.unwrap();
    assert_eq!(reason.why, "There are no templates in the library.");
    assert_eq!(reason.helps.len(), 1);
    let kept = Ask { without: ["a".to_owned()].into(), ..Ask::shuffle(3, 1) };
    assert_eq!(
        choose(&[template("a")], &kept).reason_if_empty.unwrap().why,
        "All templates that fit are kept already."
    );
}

#[test]
fn what_a_person_chooses_is_taken_in_that_order_and_nothing_else() {
    let all = [template("a"), needing("b", &["person:vet"]), template("c")];
    let selection = choose(&all, &Ask::manual(vec!["c".into(), "b".into(), "zzz".into()]));
    assert_eq!(ids(&selection), ["c", "b"]);
    assert_eq!(selection.left_out, [LeftOut { template: "zzz".into(), why: "There is no such template.".into() }]);
    let none = choose(&all, &Ask::manual(vec!["zzz".into()]));
    assert!(none.reason_if_empty.unwrap().helps[0].words.contains("no such template"));
}

#[test]
fn every_choice_says_what_every_scorer_saw() {
    let all = [Candidate {
        awareness: Some((3, 5)),
        used: used(12.4, 4),
        used_with_product: used(12.4, 4),
        ..needing("hero", &["product", "logo"])
    }];
    let wanted = Wanted { awareness: Some(2), ..owning(&["product:bottle"]) };
    let selection = choose(&all, &Ask::best_match(1, 1, wanted));
    let words: BTreeMap<Scorer, &str> =
        selection.chosen[0].scores.iter().map(|score| (score.scorer, score.words.as_str())).collect();
    assert_eq!(words[&Scorer::AssetMatch], "1 of 2: no logo");
    assert_eq!(words[&Scorer::Unused], "last used with this product 12 days ago");
    assert_eq!(words[&Scorer::CategoryMatch], "no kind asked for");
    assert_eq!(words[&Scorer::Awareness], "made for stage 3–5, the hook speaks to 2: 1 apart");
    assert_eq!(words[&Scorer::Audience], "nobody said for whom it is");
    assert_eq!(words[&Scorer::Fatigue], "last used 12 days ago; 4 times with this product");
    let composite: f64 = selection.chosen[0].scores.iter().map(|score| score.score * score.weight).sum::<f64>()
        / selection.chosen[0].scores.iter().map(|score| score.weight).sum::<f64>();
    assert!((composite - selection.chosen[0].composite).abs() < 1e-12, "the parts add up to the whole");
}

#[test]
fn filters_restrict_and_an_order_is_kept() {
    let all = [
        Candidate { awareness: Some((1, 3)), added: Some(3), niche: Some("Home".into()), ..template("b-statement") },
        Candidate { awareness: Some((4, 5)), added: Some(9), audience: Some(Audience::Female), ..template("a-offer") },
        Candidate {
            category: Category::Meme,
            used_with_product: used(3.0, 1),
            used: used(3.0, 7),
            ..template("c-panel")
        },
    ];
    let shown = |filter: Filter, sort| -> Vec<String> {
        filter.apply(&all, sort, &Wanted::default()).into_iter().map(|candidate| candidate.template.clone()).collect()
    };
    assert_eq!(shown(Filter::default(), Sort::Name), ["a-offer", "b-statement", "c-panel"]);
    assert_eq!(shown(Filter::default(), Sort::Newest), ["a-offer", "b-statement", "c-panel"]);
    assert_eq!(shown(Filter::default(), Sort::MostUsed)[0], "c-panel");
    assert_eq!(shown(Filter::default(), Sort::LeastUsed)[2], "c-panel");
    assert_eq!(shown(Filter { awareness: Some(2), ..Filter::default() }, Sort::Name), ["b-statement"]);
    assert_eq!(shown(Filter { category: Some(Category::Meme), ..Filter::default() }, Sort::Name), ["c-panel"]);
    assert_eq!(
        shown(Filter { audience: Some(Audience::Male), ..Filter::default() }, Sort::Name),
        ["b-statement", "c-panel"]
    );
    assert_eq!(shown(Filter { niche: Some("home".into()), ..Filter::default() }, Sort::Name), ["b-statement"]);
    assert_eq!(shown(Filter { search: Some("OFF a".into()), ..Filter::default() }, Sort::Name), ["a-offer"]);
    assert_eq!(shown(Filter { unused: true, ..Filter::default() }, Sort::Name), ["a-offer", "b-statement"]);
}

fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    let tags = ["product:bottle", "product", "logo", "person:vet", "scene"];
    let one = (
        prop::sample::subsequence(tags.to_vec(), 0..4),
        0_usize..9,
        prop::option::of((1_u8..4, 0_u8..3)),
        prop::option::of(0_usize..3),
        prop::option::of((0.0_f64..400.0, 1_u32..9)),
        any::<bool>(),
        prop::bool::weighted(0.1),
    );
    prop::collection::vec(one, 0..40).prop_map(|all| {
        let made =
            all.into_iter().enumerate().map(|(at, (tags, category, awareness, audience, used, analysed, lacks))| {
                Candidate {
                    category: Category::ALL[category],
                    awareness: awareness.map(|(first, more)| (first, first + more)),
                    audience: audience.map(|audience| Audience::ALL[audience]),
                    used_with_product: used.map(|(days_ago, times)| Use { days_ago, times }),
                    analysed,
                    lacks: if lacks { vec!["a price".into()] } else { Vec::new() },
                    ..needing(&format!("t{at}"), &tags)
                }
            });
        made.collect()
    })
}

fn asks() -> impl Strategy<Value = Ask> {
    let owned = prop::sample::subsequence(vec!["product:bottle", "logo", "scene"], 0..4);
    let weights = prop::collection::vec(prop_oneof![Just(0.0), 0.0_f64..1e300], 6);
    (0_u32..9, any::<u64>(), 0_usize..3, owned, weights, prop::option::of(0_usize..9), 0.0_f64..1.0).prop_map(
        |(count, seed, strictness, owned, weights, category, least_asset_score)| Ask {
            strictness: [Strictness::Default, Strictness::Growth, Strictness::Premium][strictness],
            weights: Weights::new(Scorer::ALL.into_iter().zip(weights)).unwrap(),
            least_asset_score,
            ..Ask::best_match(count, seed, Wanted { category: category.map(|at| Category::ALL[at]), ..owning(&owned) })
        },
    )
}

proptest! {
    #[test]
    fn a_draw_keeps_its_promises_whatever_is_asked(all in candidates(), ask in asks()) {
        let selection = choose(&all, &ask);
        let distinct: BTreeSet<&str> = ids(&selection).into_iter().collect();
        prop_assert_eq!(distinct.len(), selection.chosen.len(), "none twice");
        prop_assert!(selection.chosen.len() <= ask.count as usize);
        prop_assert_eq!(selection.chosen.is_empty(), selection.reason_if_empty.is_some(), "empty says why");
        prop_assert!(selection.gate_after <= selection.gate_before);
        for choice in &selection.chosen {
            let candidate = all.iter().find(|candidate| candidate.template == choice.template).unwrap();
            prop_assert!(candidate.lacks.is_empty());
            prop_assert!(choice.composite.is_finite() && (0.0..=1.0 + 1e-9).contains(&choice.composite));
            prop_assert!(choice.probability > 0.0 && choice.probability <= 1.0 + 1e-9);
            if ask.strictness == Strictness::Premium {
                prop_assert!(candidate.analysed && Scorer::AssetMatch.score(candidate, &ask.wanted) >= 0.8);
            }
            if selection.fallback.is_none() {
                prop_assert!(ask.wanted.category.is_none_or(|category| category == candidate.category));
            }
        }
    }

    #[test]
    fn more_asked_for_never_loses_what_fewer_gave(all in candidates(), ask in asks()) {
        let fewer = choose(&all, &ask);
        let more = choose(&all, &Ask { count: ask.count + 3, ..ask });
        prop_assert_eq!(&ids(&more)[..fewer.chosen.len()], &ids(&fewer)[..]);
    }

    #[test]
    fn a_weight_is_finite_and_not_negative(value: f64) {
        let made = Weights::new([(Scorer::Unused, value)]);
        prop_assert_eq!(made.is_ok(), value.is_finite() && value >= 0.0);
    }
}

#[test]
fn weights_that_are_no_numbers_are_refused() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.1] {
        let error = Weights::best_match().with(Scorer::Fatigue, value).unwrap_err();
        assert_eq!(error.scorer, Scorer::Fatigue);
    }
}
