//! The plan is what is made.

use app::ErrorCode;
use app::creation::draw::{self, Identity, Setting};
use app::creation::likeness;
use app::creation::params::{Choice, Hooks, OverCap, Wanted};
use app::creation::plan::{self, Plan, PlannedAd};
use app::creation::{AdSpec, Stock, library, now};
use app::pages::library::{FactForm, FactsOf, library_page, save_brand, save_facts};
use creative::select::Strictness;
use creative::template::Audience;
use creative::{Cancel, CanvasSize, ColourMode};
use store::creation::{CheckOutcome, KnownFingerprint, LibraryTable};
use units::Timestamp;

use crate::bed::Bed;

fn said(plan: &Plan) -> Vec<(String, Option<String>, ColourMode)> {
    plan.ads.iter().map(|ad| told(&ad.spec)).collect()
}

/// A hook is what an ad says only where its template has a place for it.
fn told(spec: &AdSpec) -> (String, Option<String>, ColourMode) {
    let all = creative::template::bundled().unwrap();
    let says = all.iter().any(|template| template.id == spec.template && creative::fill::says_hook(template));
    let hook = spec.hook.as_ref().filter(|_| says);
    (spec.template.clone(), hook.map(|hook| hook.text.clone()), spec.colour)
}

#[tokio::test]
async fn d19_what_was_previewed_is_what_runs() {
    let bed = Bed::new();
    for choice in [Choice::Shuffle(3), Choice::BestMatch(3)] {
        let wanted = Wanted { choice, seed: 11, sizes: vec![CanvasSize::Square], ..bed.wanted() };
        let previewed = plan::plan(&bed.ws, &wanted).unwrap();
        assert_eq!(previewed, plan::plan(&bed.ws, &wanted).unwrap(), "asked again it is the same");
        let run = bed.make(&wanted).await;
        let made: Vec<_> = bed
            .ads_of(&run)
            .into_iter()
            .map(|ad| (ad.template.unwrap(), ad.hook_text, ad.color_mode.parse().unwrap()))
            .collect();
        assert_eq!(made, said(&previewed));
    }
}

#[test]
fn an_offers_days_are_those_of_the_account_that_advertises_the_brand() {
    let bed = Bed::new();
    let product = bed.product();
    // It is noon of the 27th in UTC, and the 28th already on Kiritimati.
    let mut offer = bed.ws.store.offers(&product.id).unwrap().remove(0);
    offer.ends_on = Some(units::AccountDate::parse("2026-11-27").unwrap());
    bed.ws.store.save_offer(&offer, bed.ws.clock.now()).unwrap();
    let offer_at = |bed: &Bed| {
        let plan = plan::plan(&bed.ws, &Wanted { choice: Choice::Manual(vec!["offer-first".into()]), ..bed.wanted() });
        plan.is_ok_and(|plan| plan.ads.iter().any(|ad| ad.spec.offer.as_deref() == Some(offer.id.as_str())))
    };
    assert!(offer_at(&bed), "without an account it is the day in UTC");
    let account = units::AccountId::parse("77").unwrap();
    let read = store::meta::AccountRead {
        name: "Saltwick".into(),
        currency: units::Currency::USD,
        zone: units::Zone::parse("Pacific/Kiritimati").unwrap(),
        status: Some(1),
        amount_spent: None,
        spend_cap: None,
        created_time: None,
        business_name: None,
    };
    let new = store::meta::NewAccount { id: account.clone(), read, graph_url: "http://127.0.0.1:9".into(), demo: None };
    bed.ws.store.connect_account(&new, bed.ws.clock.now()).unwrap();
    bed.ws.store.link_brand(&account, &product.brand, true).unwrap();
    assert!(!offer_at(&bed), "there it has ended");
}

#[test]
fn another_seed_is_another_draw() {
    let bed = Bed::new();
    let with = |seed| said(&plan::plan(&bed.ws, &Wanted { choice: Choice::Shuffle(4), seed, ..bed.wanted() }).unwrap());
    let draws: std::collections::BTreeSet<_> = (0..6).map(with).collect();
    assert!(draws.len() > 3, "{draws:?}");
}

#[test]
fn every_due_time_of_a_schedule_has_its_own_draw_that_can_be_previewed() {
    let bed = Bed::new();
    let wanted = Wanted { choice: Choice::Shuffle(4), ..bed.wanted() };
    let week = |number: i64| wanted.at(Timestamp::from_millis(number * 7 * 86_400_000));
    let one = plan::plan(&bed.ws, &week(1)).unwrap();
    assert_eq!(one, plan::plan(&bed.ws, &week(1)).unwrap());
    assert!((2..6).any(|other| said(&plan::plan(&bed.ws, &week(other)).unwrap()) != said(&one)));
}

#[test]
fn ads_files_and_ideas_are_counted_and_twins_are_marked() {
    let bed = Bed::new();
    let wanted = Wanted { hooks: Hooks::Best(3), colours: ColourMode::ALL.to_vec(), ..bed.wanted() };
    let plan = plan::plan(&bed.ws, &wanted).unwrap();
    let estimate = plan::estimate(&bed.ws, &plan).unwrap();
    assert_eq!(
        (estimate.ads, estimate.files, estimate.ideas),
        (18, 36, 4),
        "2 templates × 3 hooks × 3 colours × 2 sizes; the product alone looks the same whatever stands above it"
    );
    assert!(estimate.duration_ms > 0 && estimate.bytes > 0);
    let twins = plan.ads.iter().filter(|ad| ad.twin_of.is_some()).count();
    assert_eq!(twins, 14, "the colours of an idea say the same, and so do two ads of the product alone");
    let first_of = |ad: &PlannedAd| ad.twin_of.map(|first| &plan.ads[first as usize - 1]);
    assert!(plan.ads.iter().filter_map(first_of).all(|first| first.twin_of.is_none()), "the first is no twin itself");
    let of_statement = plan.ads.iter().filter(|ad| ad.spec.template == "statement");
    assert!(of_statement.clone().all(|ad| first_of(ad).is_none_or(|first| first.index == ad.index)));
    assert_eq!(of_statement.filter(|ad| ad.twin_of.is_none()).count(), 3, "three headlines are three ideas");
}

#[test]
fn ads_that_look_alike_are_one_idea_in_a_plan_as_they_are_twins_when_they_are_made() {
    let bed = Bed::new();
    let choice = Choice::Manual(vec!["product-hero".to_owned(), "statement".to_owned()]);
    let wanted = Wanted { choice, hooks: Hooks::Best(1), sizes: vec![CanvasSize::Square], ..bed.wanted() };
    let both = plan::plan(&bed.ws, &wanted).unwrap();
    let [hero, statement] = [&both.ads[0].spec, &both.ads[1].spec];
    let says = |spec: &AdSpec, text: &str| {
        let mut spec = spec.clone();
        spec.texts.insert("headline".to_owned(), text.to_owned());
        spec
    };
    let ads = vec![says(hero, "Buy it once."), says(hero, "Buy it once!"), says(statement, "Buy it once.")];
    let plan = plan::plan(&bed.ws, &Wanted { ads, ..wanted }).unwrap();
    let twins: Vec<_> = plan.ads.iter().map(|ad| ad.twin_of).collect();
    assert_eq!((twins, plan.ideas()), (vec![None, Some(1), None], 2), "a mark more is no other idea");
    // Made, the second is what the check calls close to the first.
    let setting = Setting::read(&bed.ws, &bed.product().id).unwrap();
    let mut prints = likeness::prints(Vec::new());
    let mut outcomes = Vec::new();
    for planned in &plan.ads {
        let identity = Identity::of(&bed.ws, "batch", &plan, planned).unwrap();
        let made = draw::make(&setting, &plan, planned, &identity, &prints, &Cancel::new()).unwrap().ad;
        let check = made.files[0].checks.iter().find(|check| check.code == "unlike").unwrap();
        outcomes.push(check.outcome == CheckOutcome::Fail);
        let bits = made.files[0].fingerprint.unwrap();
        let idea = Some(("batch".to_owned(), planned.index));
        let print = KnownFingerprint { bits, name: made.name, made_ad: Some(made.id), idea, canvas_size: None };
        prints.add(print, bits);
    }
    assert_eq!(outcomes, [false, true, false]);
}

#[test]
fn a_carousel_is_planned_whole_once_for_each_colour_whatever_the_hooks_are() {
    let bed = Bed::new();
    let wanted = Wanted {
        choice: Choice::Manual(vec!["carousel-set".to_owned()]),
        hooks: Hooks::All,
        colours: vec![ColourMode::Original, ColourMode::Brand],
        ..bed.wanted()
    };
    let plan = plan::plan(&bed.ws, &wanted).unwrap();
    let cards: Vec<_> = plan.ads.iter().map(|ad| (ad.index, ad.spec.seed % 4, ad.spec.colour)).collect();
    let of = |card: u64| {
        let index = u32::try_from(card).unwrap() + 1;
        [(index, card, ColourMode::Original), (index, card, ColourMode::Brand)]
    };
    assert_eq!(cards, (0..4).flat_map(of).collect::<Vec<_>>(), "four cards in their order, each in both colours");
    let twins = plan.ads.iter().filter(|ad| ad.twin_of.is_some()).count();
    assert_eq!(twins, 4, "the cards differ from each other; only colours say the same");
    let estimate = plan::estimate(&bed.ws, &plan).unwrap();
    assert_eq!((estimate.ads, estimate.ideas), (8, 1), "a carousel is one idea");
}

#[test]
fn the_cards_of_a_carousel_are_one_idea_beside_others() {
    let bed = Bed::new();
    let ads = |ids: &[&str]| {
        let choice = Choice::Manual(ids.iter().map(|id| (*id).to_owned()).collect());
        plan::plan(&bed.ws, &Wanted { choice, hooks: Hooks::Best(1), ..bed.wanted() }).unwrap().ads
    };
    let of_both = ads(&["carousel-set", "headline-on-scene"]);
    let mut worded: Vec<_> = of_both.iter().map(|ad| ad.spec.clone()).collect();
    let plan = plan::plan(&bed.ws, &Wanted { ads: worded.clone(), ..bed.wanted() }).unwrap();
    assert_eq!((plan.ads.len(), plan.ideas()), (5, 2));
    // The same carousel once more adds nothing; with a person's words it is one more.
    let again: Vec<_> = worded[..4].to_vec();
    let twice = plan::plan(&bed.ws, &Wanted { ads: [worded.clone(), again.clone()].concat(), ..bed.wanted() }).unwrap();
    assert_eq!((twice.ads.len(), twice.ideas()), (9, 2));
    worded.extend(again.into_iter().map(|mut spec| {
        spec.texts.insert(format!("title-{}", spec.seed % 4 + 1), "Written by hand".to_owned());
        spec
    }));
    let other = plan::plan(&bed.ws, &Wanted { ads: worded, ..bed.wanted() }).unwrap();
    assert!(other.ads[4..].iter().all(|ad| ad.set != Some(1)), "{:?}", other.ads);
}

#[test]
fn d24_more_than_a_hundred_combinations_are_planned_and_the_cap_asks_or_splits() {
    let bed = Bed::new();
    let wanted = Wanted {
        choice: Choice::BestMatch(12),
        hooks: Hooks::All,
        colours: ColourMode::ALL.to_vec(),
        sizes: CanvasSize::ALL.to_vec(),
        ..bed.wanted()
    };
    let whole = plan::plan(&bed.ws, &wanted).unwrap();
    let (files, ads) = (whole.files(), whole.ads.len());
    assert!(files > 400, "{files}");
    let asked = plan::runs(whole.clone(), OverCap::Ask, 200).unwrap_err();
    assert_eq!(asked.code, ErrorCode::InvalidInput);
    assert!(asked.message.contains(&files.to_string()) && asked.next_step.contains("split"), "{asked:?}");
    let parts = plan::runs(whole, OverCap::Split, 200).unwrap();
    assert!(parts.iter().all(|part| part.files() <= 200));
    assert_eq!(parts.iter().map(|part| part.ads.len()).sum::<usize>(), ads, "every ad is in one part");
}

#[test]
fn d18_and_d34_a_strict_gate_is_never_relaxed_and_an_empty_choice_says_what_would_help() {
    let bed = Bed::new();
    for image in bed.ws.store.library_images(&bed.product().id).unwrap() {
        library::put_away(&bed.ws, LibraryTable::Images, &image.id).unwrap();
    }
    // Only what needs the product's picture is asked for.
    let wanted = Wanted {
        choice: Choice::BestMatch(3),
        category: Some(creative::template::Category::BeforeAfter),
        strictness: Strictness::Premium,
        ..bed.wanted()
    };
    let error = plan::plan(&bed.ws, &wanted).unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput);
    assert!(error.message.len() > 20 && error.next_step.len() > 20, "{error:?}");
}

#[test]
fn whom_a_product_is_for_decides_which_audience_templates_are_measured_by() {
    let bed = Bed::new();
    let product = bed.product().id;
    let somebody = |speaks: &str| FactForm {
        id: String::new(),
        kind: "personas".into(),
        fields: [("name", "Anna, 34"), ("speaks", speaks)].map(|(key, text)| (key.to_owned(), text.to_owned())).into(),
    };
    let wrong = save_facts(&bed.ws, FactsOf::Product, &product, "personas", vec![somebody("cats")]).unwrap_err();
    assert!(wrong.message.contains("women, men, everybody"), "{}", wrong.message);
    save_facts(&bed.ws, FactsOf::Product, &product, "personas", vec![somebody("Women")]).unwrap();
    let stock = Stock::load(&bed.ws, &product).unwrap();
    assert_eq!(stock.personas[0].speaks, Audience::Female);
    let asked = plan::ask(&bed.wanted(), &stock, &stock.hooks).unwrap();
    assert_eq!(asked.wanted.audience, Some(Audience::Female));
    let other = Wanted { audience: Some(Audience::Male), ..bed.wanted() };
    assert_eq!(plan::ask(&other, &stock, &stock.hooks).unwrap().wanted.audience, Some(Audience::Male), "who asks wins");
}

/// The persona of old data: an id of `personas_4d`, as schedules of the system before this one carry it.
fn old_persona(bed: &Bed, product: &str) -> &'static str {
    const ID: &str = "7f0c2a7e-5c55-4f0a-9a6e-0d2f3b1c4d5e";
    let file = rusqlite::Connection::open(bed.folder.path().join("test.adcreator")).unwrap();
    let sql = "INSERT INTO personas_4d (id, product_id, persona_type, name, demographics)
               VALUES (?1, ?2, 'product_specific', 'Ben, 41', '{\"gender\": \"Male\", \"age_range\": [35, 44]}')";
    file.execute(sql, [ID, product]).unwrap();
    ID
}

#[test]
fn a_persona_that_is_named_decides_the_audience_and_one_that_nobody_knows_is_refused() {
    let bed = Bed::new();
    let product = bed.product().id;
    let somebody = |name: &str, speaks: &str| FactForm {
        id: String::new(),
        kind: "personas".into(),
        fields: [("name", name), ("speaks", speaks)].map(|(key, text)| (key.to_owned(), text.to_owned())).into(),
    };
    let both = vec![somebody("Anna, 34", "Women"), somebody("Everybody", "Everybody")];
    save_facts(&bed.ws, FactsOf::Product, &product, "personas", both).unwrap();
    let old = old_persona(&bed, &product);
    let stock = Stock::load(&bed.ws, &product).unwrap();
    let asked = |persona: Option<&str>| {
        let wanted = Wanted { persona: persona.map(str::to_owned), ..bed.wanted() };
        plan::plan(&bed.ws, &wanted).map(|_plan| plan::ask(&wanted, &stock, &stock.hooks).unwrap().wanted.audience)
    };
    assert_eq!(asked(None).unwrap(), Some(Audience::Female), "the first one");
    assert_eq!(asked(Some("everybody")).unwrap(), Some(Audience::Unisex));
    assert_eq!(asked(Some(&stock.personas[0].id)).unwrap(), Some(Audience::Female));
    assert_eq!(asked(Some(old)).unwrap(), Some(Audience::Male), "one of old data");
    let error = asked(Some("nobody")).unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    assert!(error.message.contains("nobody") && error.next_step.contains("Anna, 34"), "{error:?}");

    // A schedule that names nobody who is there is not filed.
    let file = |persona: &str| {
        let parameters = serde_json::json!({
            "product_id": product, "template_selection_mode": "smart_select", "persona_id": persona
        });
        app::handlers::handlers(&bed.ws).accept("ad_creation_v2", &parameters).map(drop)
    };
    assert!(file(old).is_ok() && file("Anna, 34").is_ok());
    let refused = file("nobody").unwrap_err().to_string();
    assert!(refused.contains("persona_id") && refused.contains("nobody"), "{refused}");
}

#[test]
fn a_brands_own_weights_choose_its_templates_and_nothing_else_is_taken_for_one() {
    let bed = Bed::new();
    let form = || library_page(&bed.ws).unwrap().brands[0].form.clone();
    let weighing = |scorer: &str, weight: &str| {
        let mut form = form();
        form.weights.iter_mut().find(|one| one.scorer == scorer).unwrap().weight = weight.into();
        save_brand(&bed.ws, form)
    };
    let used = |choice: Choice| {
        let plan = plan::plan(&bed.ws, &Wanted { choice, ..bed.wanted() }).unwrap();
        let scores = plan.selection.unwrap().chosen.remove(0).scores;
        scores.into_iter().map(|score| score.weight).collect::<Vec<_>>()
    };
    let usual = used(Choice::BestMatch(3));
    assert_eq!(usual, [1.0, 0.8, 0.6, 0.5, 0.4, 0.4], "the origin's");
    assert!(form().weights.iter().all(|one| one.weight.is_empty() && !one.usual.is_empty()));
    weighing("audience_match", "2.5").unwrap();
    weighing("unused_bonus", "0").unwrap();
    assert_eq!(used(Choice::BestMatch(3)), [1.0, 0.0, 0.6, 0.5, 2.5, 0.4]);
    assert_eq!(used(Choice::Shuffle(3)), [0.0, 1.0, 0.5, 0.0, 0.0, 0.2], "the dice have their own");
    assert_eq!(form().weights.iter().filter(|one| !one.weight.is_empty()).count(), 2);
    for wrong in ["-1", "11", "much", "NaN"] {
        let error = weighing("audience_match", wrong).unwrap_err();
        assert!(error.message.contains("Audience") && error.next_step.contains("from 0 to 10"), "{error:?}");
    }
    // Templates that score nothing where only that counts are not drawn.
    for scorer in ["asset_match", "unused_bonus", "awareness_align", "audience_match", "fatigue"] {
        weighing(scorer, "0").unwrap();
    }
    weighing("category_match", "1").unwrap();
    let wanted = Wanted { category: Some(creative::template::Category::Testimonial), ..bed.wanted() };
    let plan = plan::plan(&bed.ws, &Wanted { choice: Choice::BestMatch(30), ..wanted }).unwrap();
    let all = app::creation::templates(&bed.ws).unwrap();
    let kind = |id: &str| all.iter().find(|template| template.id == id).unwrap().category;
    assert!(plan.ads.iter().all(|ad| kind(&ad.spec.template) == creative::template::Category::Testimonial));
    for scorer in ["asset_match", "unused_bonus", "awareness_align", "audience_match", "fatigue", "category_match"] {
        weighing(scorer, "").unwrap();
    }
    assert_eq!(used(Choice::BestMatch(3)), usual);

    let brand = bed.product().brand;
    let mut broken = bed.ws.store.brand(&brand).unwrap();
    broken.selection["weights"] = serde_json::json!({ "fatigue": "often" });
    library::save_brand(&bed.ws, &broken).unwrap();
    let error = plan::plan(&bed.ws, &Wanted { choice: Choice::BestMatch(3), ..bed.wanted() }).unwrap_err();
    assert!(error.message.contains("weights"), "no guess: {error:?}");
}

#[tokio::test]
async fn d19_what_was_previewed_is_made_whatever_comes_before_it() {
    let bed = Bed::new();
    let wanted = |seed| Wanted {
        choice: Choice::Shuffle(4),
        hooks: Hooks::Best(2),
        sizes: vec![CanvasSize::Square],
        seed,
        ..bed.wanted()
    };
    let mut filed = Vec::new();
    for seed in [1, 2] {
        let previewed = plan::plan(&bed.ws, &wanted(seed)).unwrap();
        filed.push((previewed, now::file(&bed.ws, &wanted(seed)).unwrap()[0]));
    }
    // The first run, another hook and another template would all have changed what the second one draws.
    bed.import_statement_as("another");
    library::paste_hooks(&bed.ws, &bed.product().id, "Quite another line to begin with").unwrap();
    bed.run_all().await;
    for (previewed, run) in filed {
        let batch = bed.ws.store.batch(&run.to_string()).unwrap();
        let made: Plan = serde_json::from_value(batch.plan).unwrap();
        assert_eq!(said(&made), said(&previewed));
        assert_eq!(made.selection, previewed.selection, "with the reasons as they were");
        assert_eq!(bed.ads_of(&bed.run(run)).len(), previewed.ads.len());
        let wish = app::pages::runs::run_detail(&bed.ws, run).unwrap().wish.unwrap();
        assert_eq!(
            (wish.ads, wish.templates),
            (0, app::pages::schedule::WishedTemplates::Shuffle { count: 4, unused: false })
        );
    }
}
