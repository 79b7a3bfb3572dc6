//! The board of the Create page: what it proposes, what it makes, what a schedule of it says.

use std::path::Path;

use app::creation::params::{Choice, Wanted};
use app::creation::plan;
use app::pages::create::{
    AdColour, AdSize, AdTexts, BoardAd, BoardFallback, BoardHookInput, BoardQuery, BoardRepeat, BoardSchedule,
    BoardStrictness, ChoiceMode, ChooseQuery, ChooseSort, ForecastAsk, MakeAd, MakeInput, Previews, RunPicturesAsk,
    SlotText, choose_templates, forecast_ads, make_ads, plan_board, preview_board_schedule, run_pictures,
    schedule_board, sum_board,
};
use app::pages::schedule::{
    JobInput, Missed, ParamValue, Rule, WishedHooks, WishedOffer, WishedTemplates, create_job, schedule_job,
    schedule_page,
};
use creative::CanvasSize;
use creative::check::{Field, Specs};
use store::jobs::{RunFilter, RunStatus, Trigger};
use units::{JobId, JobType, Timestamp};

use crate::bed::Bed;

fn query(bed: &Bed, mode: ChoiceMode) -> BoardQuery {
    let product = bed.product().id;
    let hooks = bed.ws.store.hooks(&product).unwrap();
    BoardQuery {
        hooks: hooks.into_iter().map(|hook| BoardHookInput { id: Some(hook.id), text: hook.text }).collect(),
        product,
        offer: None,
        sizes: vec![AdSize::Square],
        mode,
        templates: Vec::new(),
        besides: Vec::new(),
        count: 4,
        seed: 7,
        category: None,
        audience: None,
        strictness: BoardStrictness::Brand,
    }
}

fn choosing(bed: &Bed) -> ChooseQuery {
    let BoardQuery { product, offer, hooks, .. } = query(bed, ChoiceMode::Choose);
    ChooseQuery {
        product,
        offer,
        hooks,
        category: None,
        awareness: None,
        audience: None,
        niche: None,
        source_brand: None,
        search: String::new(),
        unused: false,
        fits: false,
        sort: ChooseSort::Name,
    }
}

#[test]
fn the_best_of_a_best_match_come_first_on_the_board_and_in_the_run() {
    let (bed, previews) = (Bed::new(), Previews::default());
    let mut drawn_otherwise = 0;
    for seed in 1..=4 {
        let asked = BoardQuery { count: 5, seed, ..query(&bed, ChoiceMode::BestMatch) };
        let board = plan_board(&bed.ws, &previews, &asked).unwrap();
        assert!(board.ads.iter().map(|ad| ad.place).is_sorted(), "{:?}", board.ads);
        // One more is one more: what was there says what it said.
        let more = plan_board(&bed.ws, &previews, &BoardQuery { count: 6, ..asked.clone() }).unwrap();
        let says = |ad: &app::pages::create::ProposedAd| (ad.template.clone(), ad.hook);
        let all: Vec<_> = more.ads.iter().map(says).collect();
        assert!(all.len() == 6 && board.ads.iter().all(|ad| all.contains(&says(ad))), "{all:?}");

        let choice = Choice::BestMatch(5);
        let wanted = Wanted { choice, seed: u64::from(seed), sizes: vec![CanvasSize::Square], ..bed.wanted() };
        let plan = plan::plan(&bed.ws, &wanted).unwrap();
        let chosen = plan.selection.unwrap().chosen;
        let rank = |template: &str| chosen.iter().find(|choice| choice.template == template).unwrap().rank;
        assert!(plan.ads.iter().map(|ad| rank(&ad.spec.template)).is_sorted());
        drawn_otherwise += usize::from(!chosen.iter().map(|choice| choice.rank).is_sorted());
    }
    assert!(drawn_otherwise > 0, "chance draws in an order of its own");
}

#[test]
fn a_board_draws_only_the_kind_that_was_asked_for() {
    let bed = Bed::new();
    let previews = Previews::default();
    let asked = BoardQuery { category: Some("testimonial".into()), ..query(&bed, ChoiceMode::BestMatch) };
    let board = plan_board(&bed.ws, &previews, &asked).unwrap();
    assert!(!board.ads.is_empty());
    let templates = app::creation::templates(&bed.ws).unwrap();
    for ad in &board.ads {
        let template = templates.iter().find(|template| template.id == ad.template).unwrap();
        assert_eq!(template.category.name(), "testimonial");
    }
    let wrong = BoardQuery { category: Some("brochure".into()), ..asked };
    let error = plan_board(&bed.ws, &previews, &wrong).unwrap_err();
    assert!(error.next_step.contains("testimonial"), "{}", error.next_step);
}

#[test]
fn a_kind_that_no_template_is_of_gives_way_and_says_so_but_never_under_premium() {
    let bed = Bed::new();
    let previews = Previews::default();
    let refills = app::creation::library::find_product(&bed.ws, "refills").unwrap().id;
    let asked = query(&bed, ChoiceMode::Shuffle);
    let asked = BoardQuery { product: refills, category: Some("before_after".into()), ..asked };
    let board = plan_board(&bed.ws, &previews, &asked).unwrap();
    assert!(!board.ads.is_empty());
    assert_eq!(board.fallback, Some(BoardFallback::AnyCategory));
    let strict = BoardQuery { strictness: BoardStrictness::Premium, ..asked };
    let board = plan_board(&bed.ws, &previews, &strict).unwrap();
    assert!(board.ads.is_empty() && board.nothing.is_some() && board.fallback.is_none());
}

#[test]
fn the_grid_shows_what_a_product_lacks_for_every_template_and_puts_what_fits_first() {
    let bed = Bed::new();
    let previews = Previews::default();
    let all = choose_templates(&bed.ws, &previews, &choosing(&bed)).unwrap();
    assert_eq!(all.len(), app::creation::templates(&bed.ws).unwrap().len());
    let lacking = all.iter().filter(|one| one.lacks.is_some()).count();
    assert!(lacking > 0 && all[all.len() - lacking..].iter().all(|one| one.lacks.is_some()));
    // What is chosen already changes nothing: the board counts the same ones as fitting.
    let chosen = BoardQuery { templates: vec![all[0].template.clone()], ..query(&bed, ChoiceMode::Choose) };
    let board = plan_board(&bed.ws, &previews, &chosen).unwrap();
    assert_eq!(board.fit as usize, all.len() - lacking);
    let fitting = choose_templates(&bed.ws, &previews, &ChooseQuery { fits: true, ..choosing(&bed) }).unwrap();
    assert_eq!(fitting.len(), all.len() - lacking);
    let named = choose_templates(&bed.ws, &previews, &ChooseQuery { search: "price".into(), ..choosing(&bed) });
    assert!(!named.unwrap().is_empty());
}

#[test]
fn the_grid_is_narrowed_to_an_industry_and_to_the_brand_that_templates_were_taken_from() {
    let bed = Bed::new();
    app::creation::templates(&bed.ws).unwrap();
    let mut row = bed.ws.store.templates().unwrap().remove(0);
    (row.niche, row.source_brand) = (Some("Home care".into()), Some("Acme".into()));
    bed.ws.store.save_template(&row, bed.ws.clock.now()).unwrap();
    let found = |asked: ChooseQuery| -> Vec<String> {
        let found = choose_templates(&bed.ws, &Previews::default(), &asked).unwrap();
        found.into_iter().map(|one| one.template).collect()
    };
    assert_eq!(found(ChooseQuery { niche: Some("home care".into()), ..choosing(&bed) }), [row.id.clone()]);
    assert_eq!(found(ChooseQuery { source_brand: Some("Acme".into()), ..choosing(&bed) }), [row.id]);
    let other = ChooseQuery { niche: Some("Home care".into()), source_brand: Some("Other".into()), ..choosing(&bed) };
    assert!(found(other).is_empty());
}

#[tokio::test]
async fn a_carousel_on_the_board_is_made_with_all_its_cards() {
    let bed = Bed::new();
    let previews = Previews::default();
    let product = bed.product().id;
    let hook = bed.ws.store.hooks(&product).unwrap().remove(0);
    let hook = BoardHookInput { id: Some(hook.id), text: hook.text };
    let asked = BoardQuery {
        product: product.clone(),
        hooks: vec![hook.clone()],
        templates: vec!["carousel-set".into()],
        ..query(&bed, ChoiceMode::Choose)
    };
    let board = plan_board(&bed.ws, &previews, &asked).unwrap();
    assert_eq!(board.ads.iter().map(|ad| ad.cards).collect::<Vec<_>>(), [4]);
    let ad = BoardAd {
        product,
        offer: None,
        template: "carousel-set".into(),
        hook,
        colour: AdColour::Original,
        seed: 8,
        texts: Vec::new(),
        picture: None,
    };
    let input = MakeInput { ads: vec![MakeAd { ad, copy: AdTexts::default() }], sizes: vec![AdSize::Square] };
    make_ads(&bed.ws, input).unwrap();
    bed.run_all().await;
    let pictures: std::collections::BTreeSet<_> =
        bed.ads().iter().flat_map(|ad| &ad.files).map(|file| file.sha256.clone()).collect();
    assert_eq!((bed.ads().len(), pictures.len()), (4, 4), "four cards, each another picture");
}

#[test]
fn a_schedule_is_previewed_with_hooks_that_were_only_typed() {
    let bed = Bed::new();
    let previews = Previews::default();
    let typed = BoardHookInput { id: None, text: "Refill it, do not replace it.".into() };
    let asked = BoardSchedule {
        makes: BoardRepeat::New {
            query: BoardQuery { hooks: vec![typed], ..query(&bed, ChoiceMode::Shuffle) },
            colours: vec![AdColour::Original],
            every_hook: false,
        },
        rule: Rule::Cron { expression: "0 8 * * 1".into() },
        zone: "Europe/Berlin".into(),
    };
    let runs = preview_board_schedule(&bed.ws, &previews, asked).unwrap();
    assert_eq!(runs.len(), 5);
    // A carousel among the four counts with its cards.
    assert!(runs.iter().all(|run| run.ads.len() >= 4), "{runs:?}");
    // Looking changes nothing.
    let hooks = bed.ws.store.hooks(&bed.product().id).unwrap();
    assert!(hooks.iter().all(|hook| hook.text != "Refill it, do not replace it."));
}

fn weekly(name: &str) -> JobInput {
    JobInput {
        job_type: JobType::AdCreationV2,
        name: name.into(),
        rule: Rule::Cron { expression: "0 8 * * 1".into() },
        zone: "Europe/Berlin".into(),
        missed: Missed::Once,
        late_minutes: None,
        max_runs: None,
        max_retries: None,
        parameters: Vec::new(),
    }
}

/// Lets the time come at which a schedule is due, and gives what its run made.
async fn runs_at(bed: &Bed, job: JobId, due_at: Timestamp) -> Vec<store::creation::MadeAd> {
    let mut then = bed.ws.clone();
    then.clock = std::sync::Arc::new(units::ShiftedClock::starting_at(due_at));
    crate::bed::run_all_of(&then).await;
    let filter = RunFilter { job: Some(job), ..RunFilter::default() };
    let runs = bed.ws.store.runs(&filter, 10).unwrap();
    let run = runs.into_iter().find(|run| run.due_at == due_at).expect("it ran by itself when it was due");
    assert_eq!((run.status, run.trigger), (RunStatus::Completed, Trigger::Scheduled), "{:?}", run.error);
    bed.ads_of(&run)
}

#[tokio::test]
async fn a_board_saved_as_the_same_ads_makes_exactly_those_each_time() {
    let bed = Bed::new();
    let previews = Previews::default();
    let product = bed.product().id;
    let hooks = bed.ws.store.hooks(&product).unwrap();
    let photo = bed.ws.store.library_images(&product).unwrap().remove(1).shown().to_owned();
    let ad = |template: &str, hook: usize, colour| BoardAd {
        product: product.clone(),
        offer: None,
        template: template.into(),
        hook: BoardHookInput { id: Some(hooks[hook].id.clone()), text: hooks[hook].text.clone() },
        colour,
        seed: 3,
        texts: Vec::new(),
        picture: None,
    };
    let words = vec![SlotText { slot: "headline".into(), text: "Typed on the board".into() }];
    let edited = BoardAd { texts: words, ..ad("statement", 1, AdColour::Brand) };
    let chosen = BoardAd { picture: Some(photo.clone()), ..ad("product-hero", 0, AdColour::Original) };
    let copy = AdTexts { primary_texts: vec!["Beside it".into()], ..AdTexts::default() };
    let ads = [edited, chosen].map(|ad| MakeAd { ad, copy: copy.clone() }).to_vec();
    let input = MakeInput { ads, sizes: vec![AdSize::Square] };
    let makes = BoardRepeat::Same { ads: input.clone() };
    let job = weekly("The same ads");
    let ask = BoardSchedule { makes: makes.clone(), rule: job.rule.clone(), zone: job.zone.clone() };
    let planned = preview_board_schedule(&bed.ws, &previews, ask).unwrap();
    assert!(planned.iter().all(|run| run.ads == planned[0].ads) && planned[0].ads.len() == 2, "{planned:?}");

    let id = schedule_board(&bed.ws, makes, job).unwrap();
    let detail = schedule_job(&bed.ws, id).unwrap();
    let wish = detail.wish.unwrap();
    assert_eq!((wish.ads, wish.colours), (2, vec![AdColour::Original, AdColour::Brand]));
    let forecast = forecast_ads(
        &bed.ws,
        &previews,
        &ForecastAsk {
            job_type: JobType::AdCreationV2,
            parameters: detail.job.parameters.clone(),
            at: detail.next.iter().map(|run| run.at).collect(),
            repeats: true,
        },
    );
    let forecast = forecast.unwrap();
    assert_eq!((forecast.ads, forecast.files), (2, 2));
    assert!(forecast.next.iter().all(|run| run.ads == planned[0].ads));

    make_ads(&bed.ws, input).unwrap();
    bed.run_all().await;
    let now = bed.ads();
    let (first, second) = (detail.next[0].at, detail.next[1].at);
    for made in [runs_at(&bed, id, first).await, runs_at(&bed, id, second).await] {
        assert_eq!(
            made.iter().map(|ad| &ad.template_name).collect::<Vec<_>>(),
            planned[0].ads.iter().collect::<Vec<_>>()
        );
        for (by_schedule, by_hand) in made.iter().zip(&now) {
            assert_eq!(by_schedule.recipe, by_hand.recipe, "what the board makes now");
            assert_eq!(by_schedule.copy, by_hand.copy);
        }
        assert_eq!(made[0].recipe["texts"]["headline"], "Typed on the board");
        assert!(made[1].recipe["pictures"].to_string().contains(&photo));
    }
}

#[tokio::test]
async fn a_board_saved_as_rules_makes_what_was_shown_for_the_due_time() {
    let bed = Bed::new();
    let previews = Previews::default();
    let query = BoardQuery { count: 2, ..query(&bed, ChoiceMode::Shuffle) };
    let makes = BoardRepeat::New { query, colours: vec![AdColour::Original], every_hook: false };
    let job = weekly("New ads");
    let ask = BoardSchedule { makes: makes.clone(), rule: job.rule.clone(), zone: job.zone.clone() };
    let planned = preview_board_schedule(&bed.ws, &previews, ask).unwrap();
    let id = schedule_board(&bed.ws, makes, job).unwrap();
    assert_eq!(schedule_job(&bed.ws, id).unwrap().wish.unwrap().ads, 0, "rules, not ads");
    let made = runs_at(&bed, id, planned[1].at).await;
    let names: Vec<_> = made.iter().map(|ad| ad.template_name.clone()).collect();
    assert_eq!(names, planned[1].ads);
    assert_ne!(planned[0].ads, planned[1].ads);
}

#[tokio::test]
async fn a_board_in_several_colours_and_every_hook_is_counted_planned_and_made_alike() {
    let bed = Bed::new();
    let previews = Previews::default();
    let product = bed.product().id;
    let hooks: Vec<_> = bed.ws.store.hooks(&product).unwrap().into_iter().take(2).collect();
    let hook = |at: usize| BoardHookInput { id: Some(hooks[at].id.clone()), text: hooks[at].text.clone() };
    let colours = [AdColour::Original, AdColour::Brand];
    let ad = |at: usize, colour| MakeAd {
        ad: BoardAd {
            product: product.clone(),
            offer: None,
            template: "statement".into(),
            hook: hook(at),
            colour,
            seed: 0,
            texts: Vec::new(),
            picture: None,
        },
        copy: AdTexts::default(),
    };
    let ads: Vec<_> = [0, 1].into_iter().flat_map(|at| colours.map(|colour| ad(at, colour))).collect();
    let input = MakeInput { ads, sizes: vec![AdSize::Square, AdSize::Portrait] };
    let sum = sum_board(&bed.ws, &previews, input.clone()).unwrap();
    assert_eq!((sum.ads, sum.files, sum.ideas, sum.runs), (4, 8, 2, 1));
    make_ads(&bed.ws, input.clone()).unwrap();
    bed.run_all().await;
    assert_eq!(bed.ads().len(), 4);
    // Colours of one idea share its number and are no twins of each other.
    let numbers: Vec<_> = bed.ads().iter().map(|ad| (ad.prompt_index, ad.color_mode.clone())).collect();
    let of = |index, colour: &str| (index, colour.to_owned());
    assert_eq!(numbers, [of(1, "original"), of(1, "brand"), of(2, "original"), of(2, "brand")]);
    bed.ws.store.set_setting(app::creation::plan::CAP_SETTING, &4_u32, bed.ws.clock.now()).unwrap();
    assert_eq!(sum_board(&bed.ws, &previews, input).unwrap().runs, 2);

    let query = BoardQuery {
        hooks: vec![hook(0), hook(1)],
        templates: vec!["statement".into()],
        ..query(&bed, ChoiceMode::Choose)
    };
    let makes = BoardRepeat::New { query, colours: colours.to_vec(), every_hook: true };
    let rule = weekly("Every hook");
    let ask = BoardSchedule { makes: makes.clone(), rule: rule.rule.clone(), zone: rule.zone.clone() };
    let planned = preview_board_schedule(&bed.ws, &previews, ask).unwrap();
    assert!(planned.iter().all(|run| run.ads.len() == 4), "{planned:?}");
    let wish = schedule_job(&bed.ws, schedule_board(&bed.ws, makes, rule).unwrap()).unwrap().wish.unwrap();
    assert_eq!(wish.colours, colours);
    assert!(matches!(wish.hooks, WishedHooks::Chosen { count: 2, best: None, .. }), "{:?}", wish.hooks);
}

#[test]
fn a_job_says_what_its_next_runs_make_and_when_that_is_too_much() {
    let bed = Bed::new();
    let previews = Previews::default();
    let field = |key: &str, value: &str| ParamValue { key: key.into(), value: value.into() };
    let due = ["2026-12-07T08:00:00Z", "2026-12-14T08:00:00Z"].map(|at| Timestamp::parse(at).unwrap());
    let product = bed.product().id;
    let ask = |more: &[(&str, &str)]| ForecastAsk {
        job_type: JobType::AdCreationV2,
        parameters: [("product_id", product.as_str()), ("template_selection_mode", "roll_the_dice")]
            .iter()
            .chain(more)
            .map(|(key, value)| field(key, value))
            .collect(),
        at: due.to_vec(),
        repeats: true,
    };
    let few = forecast_ads(&bed.ws, &previews, &ask(&[("template_count", "2"), ("num_variations", "1")])).unwrap();
    assert_eq!(few.files, few.ads * 3);
    assert!(few.ads >= 2 && few.runs == 1 && !few.too_much, "{few:?}");
    assert_eq!(few.next.iter().map(|run| run.at).collect::<Vec<_>>(), due);
    assert_ne!(few.next[0].ads, few.next[1].ads, "each run has its own throw of the dice");

    let once = ForecastAsk { repeats: false, ..ask(&[("template_count", "2"), ("num_variations", "1")]) };
    let once = forecast_ads(&bed.ws, &previews, &once).unwrap();
    assert_eq!(once.next[0].ads, once.next[1].ads, "without a rule the throw is the one that was filed");

    let many = [("template_count", "50"), ("num_variations", "6"), ("color_modes", "original,brand,complementary")];
    let much = forecast_ads(&bed.ws, &previews, &ask(&many)).unwrap();
    assert!(much.files > much.cap && much.runs > 1 && much.too_much, "{much:?}");
    let agreed = [many[0], many[1], many[2], ("over_cap", "split")];
    assert!(!forecast_ads(&bed.ws, &previews, &ask(&agreed)).unwrap().too_much);
    let wrong = forecast_ads(&bed.ws, &previews, &ask(&[("template_count", "0")])).unwrap_err();
    assert!(wrong.message.contains("template_count"), "{}", wrong.message);
}

#[test]
fn a_run_that_is_due_shows_the_first_ads_that_it_will_make() {
    let bed = Bed::new();
    let previews = Previews::default();
    let product = bed.product().id;
    let fields =
        [("product_id", product.as_str()), ("template_selection_mode", "roll_the_dice"), ("template_count", "4")];
    let parameters = fields.map(|(key, value)| ParamValue { key: key.into(), value: value.into() }).to_vec();
    let ask = |at: &str, most| RunPicturesAsk {
        job_type: JobType::AdCreationV2,
        parameters: parameters.clone(),
        at: Timestamp::parse(at).unwrap(),
        repeats: true,
        most,
        width: 80,
    };
    let first = run_pictures(&bed.ws, &previews, &ask("2026-12-07T08:00:00Z", 3)).unwrap();
    assert_eq!(first.len(), 3);
    let png = previews.picture(&first[0].picture).unwrap();
    assert_eq!(&png[1..4], b"PNG");
    assert_eq!(first, run_pictures(&bed.ws, &previews, &ask("2026-12-07T08:00:00Z", 3)).unwrap());
    assert_ne!(first, run_pictures(&bed.ws, &previews, &ask("2026-12-14T08:00:00Z", 3)).unwrap());

    let at = vec![Timestamp::parse("2026-12-07T08:00:00Z").unwrap()];
    let told = ForecastAsk { job_type: JobType::AdCreationV2, parameters, at, repeats: true };
    let told = forecast_ads(&bed.ws, &previews, &told).unwrap();
    assert!(first.iter().all(|ad| told.next[0].ads.contains(&ad.name)), "{first:?}, but {told:?}");
}

#[test]
fn a_job_says_what_it_makes_by_name_and_its_form_offers_the_names() {
    let bed = Bed::new();
    let product = bed.product();
    let hooks = bed.ws.store.hooks(&product.id).unwrap();
    let offer = bed.ws.store.offers(&product.id).unwrap().remove(0);
    let gone = "00000000-0000-4000-8000-000000000000";
    let field = |key: &str, value: &str| ParamValue { key: key.into(), value: value.into() };
    let job = |parameters: Vec<ParamValue>| {
        let input = JobInput {
            job_type: JobType::AdCreationV2,
            name: "Weekly ads".into(),
            rule: Rule::Cron { expression: "0 7 * * 1".into() },
            zone: "Europe/Berlin".into(),
            missed: Missed::Once,
            late_minutes: None,
            max_runs: None,
            max_retries: None,
            parameters,
        };
        schedule_job(&bed.ws, create_job(&bed.ws, input).unwrap()).unwrap().wish.unwrap()
    };

    let chosen = job(vec![
        field("product_id", &product.id),
        field("template_ids", r#"["statement","product-hero"]"#),
        field("template_selection_mode", "manual"),
        field("hook_ids", &format!(r#"["{}","{gone}"]"#, hooks[1].id)),
        field("offer_variant_id", &offer.id),
        field("canvas_sizes", r#"["1080x1350px","1200x628px"]"#),
        field("asset_strictness", "premium"),
        field("over_cap", "split"),
    ]);
    assert_eq!((chosen.product.as_deref(), chosen.brand.is_some()), (Some(product.name.as_str()), true));
    assert_eq!(chosen.hooks, WishedHooks::Chosen { texts: vec![hooks[1].text.clone()], count: 2, best: None });
    assert_eq!(chosen.offer, WishedOffer::Named { name: Some(offer.name.clone()) });
    assert_eq!(chosen.sizes, [AdSize::Portrait, AdSize::Landscape]);
    assert_eq!((chosen.strictness, chosen.splits), (BoardStrictness::Premium, true));
    let WishedTemplates::Chosen { names, count: 2 } = chosen.templates else { panic!("{:?}", chosen.templates) };
    assert_eq!(names.len(), 2);
    assert!(names.iter().all(|name| !name.contains('-')), "names, not ids: {names:?}");

    let usual = job(vec![field("product_id", &product.id), field("template_selection_mode", "smart_select")]);
    assert_eq!(usual.templates, WishedTemplates::BestMatch { count: 3 });
    assert_eq!((usual.hooks, usual.offer), (WishedHooks::Best { count: 5 }, WishedOffer::Usual));
    assert!(!usual.splits);

    let page = schedule_page(&bed.ws).unwrap();
    let choice = page.products.iter().find(|one| one.id == product.id).unwrap();
    assert!(choice.hooks.iter().any(|hook| hook.id == hooks[0].id && hook.name == hooks[0].text));
    assert!(choice.offers.iter().any(|one| one.name == offer.name));
}

#[test]
fn the_window_shows_the_safe_zone_and_counts_twins_by_the_table_of_limits() {
    let ui = |file: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/lib/components").join(file);
        std::fs::read_to_string(path).unwrap()
    };
    let number = |text: &str, behind: &str| -> f64 {
        let from = &text[text.find(behind).unwrap() + behind.len()..];
        from.trim_start_matches([' ', '=', ':']).split([' ', ',', ';', '}']).next().unwrap().parse().unwrap()
    };
    let specs = Specs::bundled();
    let value = |field| specs.for_size(CanvasSize::Story, field).unwrap().value;
    let zones = ui("review/zones.ts");
    let zone = |name: &str| &zones[zones.find(name).unwrap()..];
    let safe = zone("const STORIES_AND_REELS");
    for (name, field) in [("top", Field::SafeTop), ("bottom", Field::SafeBottom), ("side", Field::SafeSide)] {
        assert!((number(safe, name) * 100.0 - value(field)).abs() < 1e-9, "{name}");
    }
    let portrait = specs.for_size(CanvasSize::Portrait, Field::SafeSide).unwrap().value;
    assert_eq!(number(zone("const PORTRAIT"), "pixels"), portrait);
    let bits = number(&ui("create/twins.ts"), "const TWIN_BITS");
    assert_eq!(bits + 1.0, value(Field::UnlikeEarlier), "the check of made ads passes from one bit more on");
}
