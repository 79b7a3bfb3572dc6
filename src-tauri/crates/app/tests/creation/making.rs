//! Runs that make ads.

use app::creation::params::{Choice, Hooks, OfferChoice, Wanted};
use app::creation::{draw, more, now, plan};
use creative::{Cancel, CanvasSize};
use serde_json::json;
use store::creation::{AdStatus, CheckOutcome};
use store::jobs::{Join, NewRun, RunStatus, Trigger};
use units::{JobType, RunId};

use crate::bed::Bed;

fn pixels(bed: &Bed, sha256: &str) -> Vec<u8> {
    let picture = bed.ws.store.picture(sha256).unwrap().unwrap();
    image::load_from_memory(&picture.data).unwrap().into_rgb8().into_raw()
}

#[tokio::test]
async fn a_brand_without_an_ad_account_gets_its_ads() {
    let bed = Bed::new();
    let run = bed.make(&bed.wanted()).await;
    assert_eq!(run.status, RunStatus::Completed, "{:?}", run.error);
    assert_eq!((run.metadata["attempted"].as_u64(), run.metadata["failed"].as_u64()), (Some(2), Some(0)));
    assert_eq!((run.metadata["files"].as_u64(), run.metadata.get("stub")), (Some(4), None));
    let ads = bed.ads();
    assert_eq!(ads.len(), 2);
    for file in ads.iter().flat_map(|ad| &ad.files) {
        let picture = bed.ws.store.picture(file.sha256.as_deref().unwrap()).unwrap().unwrap();
        let size: CanvasSize = file.canvas_size.parse().unwrap();
        let decoded = image::load_from_memory(&picture.data).unwrap();
        assert_eq!((decoded.width(), decoded.height()), size.pixels(), "d20: the pixels are those of the size");
        assert!(file.checks.len() > 15 && file.checks.iter().any(|check| check.outcome == CheckOutcome::Pass));
    }
    assert_eq!(bed.ws.store.batch(&run.id.to_string()).unwrap().status, "complete");
    let items = bed.ws.store.run_items(run.id).unwrap();
    assert_eq!(items.len(), 2, "one item of the ledger an ad");
}

#[tokio::test]
async fn the_first_pipeline_runs_with_the_origins_parameters() {
    let bed = Bed::new();
    let now = bed.ws.clock.now();
    let params =
        json!({ "product_id": bed.product().id, "num_variations": 2, "template_count": 1, "color_mode": "original" });
    let run = NewRun {
        id: RunId(bed.ws.ids.uuid(now)),
        job: None,
        job_type: JobType::AdCreation,
        name: "V1".into(),
        parameters: params,
        trigger: Trigger::Manual,
        due_at: now,
        priority: 0,
        concurrency_key: None,
        max_attempts: 1,
        join: Join::Never,
    };
    let id = bed.ws.store.file_run(&run, now).unwrap().run();
    bed.run_all().await;
    assert_eq!(bed.run(id).status, RunStatus::Completed, "{:?}", bed.run(id).error);
    assert_eq!(bed.ads().len(), 2, "two hooks of one template, one size each");
}

#[tokio::test]
async fn an_ad_that_does_not_say_its_hook_is_not_called_after_it() {
    let bed = Bed::new();
    let choice = Choice::Manual(vec!["founder-note".to_owned(), "headline-on-scene".to_owned()]);
    let run =
        bed.make(&Wanted { choice, hooks: Hooks::Best(1), sizes: vec![CanvasSize::Square], ..bed.wanted() }).await;
    let ads = bed.ads_of(&run);
    let of = |template: &str| ads.iter().find(|ad| ad.template.as_deref() == Some(template)).unwrap();
    let (note, headline) = (of("founder-note"), of("headline-on-scene"));
    assert_eq!((note.hook.as_ref(), note.hook_text.as_ref()), (None, None));
    let named = |ad: &store::creation::MadeAd| ad.name.split('_').count();
    assert_eq!(named(note) + 1, named(headline), "{} {}", note.name, headline.name);
    assert!(headline.hook_text.is_some() && headline.hook.is_some());
}

#[tokio::test]
async fn the_same_plan_draws_the_same_pixels_and_the_second_one_is_seen_to_be_alike() {
    let bed = Bed::new();
    let (one, two) = (bed.make(&bed.wanted()).await, bed.make(&bed.wanted()).await);
    let (one, two) = (bed.ads_of(&one), bed.ads_of(&two));
    for (first, second) in one.iter().zip(&two) {
        assert_ne!(first.tag, second.tag, "another run, another ad");
        for (a, b) in first.files.iter().zip(&second.files) {
            assert_eq!(pixels(&bed, a.sha256.as_ref().unwrap()), pixels(&bed, b.sha256.as_ref().unwrap()));
            let unlike = b.checks.iter().find(|check| check.code == "unlike").unwrap();
            assert_eq!(unlike.outcome, CheckOutcome::Fail, "{unlike:?}");
            assert!(unlike.words.as_ref().unwrap().contains(&first.tag), "it says which: {unlike:?}");
        }
    }
}

#[tokio::test]
async fn rendered_again_an_ad_is_the_same_bytes_whatever_was_edited_meanwhile() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let ads = bed.ads();
    let mut product = bed.product();
    product.name = "Renamed".into();
    product.price = None;
    app::creation::library::save_product(&bed.ws, &product).unwrap();
    for ad in &ads {
        for file in &ad.files {
            let size = file.canvas_size.parse().unwrap();
            let again = more::render_again(&bed.ws, &ad.tag, size, &Cancel::new()).unwrap();
            let stored = bed.ws.store.picture(file.sha256.as_deref().unwrap()).unwrap().unwrap();
            assert!(again == stored.data, "{} {}", ad.name, file.canvas_size);
        }
    }
}

#[tokio::test]
async fn the_missing_sizes_of_an_ad_are_added_to_it_once_and_follow_from_its_own_recipe() {
    let bed = Bed::new();
    bed.make(&Wanted { sizes: vec![CanvasSize::Portrait], ..bed.wanted() }).await;
    let before = bed.ads().remove(1);
    assert_eq!(before.template.as_deref(), Some("product-hero"));
    app::creation::review::approve(&bed.ws, std::slice::from_ref(&before.id)).unwrap();
    // What the library becomes meanwhile is not what this ad is made of.
    let mut brand = bed.ws.store.brand(&bed.product().brand).unwrap();
    brand.name = "Another name".into();
    app::creation::library::save_brand(&bed.ws, &brand).unwrap();
    let none = Cancel::new();
    let made = more::missing_sizes(&bed.ws, &before.id, &none).unwrap();
    assert_eq!(made.len(), 3, "{made:?}");
    let after = bed.ads().remove(1);
    assert_eq!((bed.ads().len(), after.files.len(), after.tag.as_str()), (2, 4, before.tag.as_str()));
    assert_eq!(after.files[0], before.files[0], "what was there is not touched");
    assert_eq!(after.recipe["look"], before.recipe["look"]);
    assert_eq!(after.recipe["pictures"], before.recipe["pictures"]);
    assert!(after.files.iter().all(|file| file.sha256.is_some() && file.checks.len() > 15));
    let unlike = after.files[1].checks.iter().find(|check| check.code == "unlike").unwrap();
    assert!(!unlike.words.as_ref().unwrap().contains(&before.tag), "it is not its own twin: {unlike:?}");
    let passes = after.files.iter().all(|file| file.checked == AdStatus::Approved);
    assert_eq!(after.decision.is_some(), passes, "an approval stands if the new sizes pass");
    for again in more::all_again(&bed.ws, &after.id, &none).unwrap() {
        assert!(again.same, "{again:?}");
    }
    assert!(more::missing_sizes(&bed.ws, &before.id, &none).unwrap().is_empty(), "there is nothing left to add");
    assert_eq!(bed.ads().remove(1), after);
}

#[tokio::test]
async fn drawn_again_it_is_said_what_differs_and_why() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let ad = bed.ads().remove(0);
    let same = more::all_again(&bed.ws, &ad.id, &Cancel::new()).unwrap();
    assert!(same.len() == 2 && same.iter().all(|one| one.same && one.why.is_none()), "{same:?}");
    // As if an earlier version had drawn it otherwise: the recipe says something else than what is stored.
    let mut recipe = ad.recipe.clone();
    recipe["texts"]["headline"] = "Quite other words".into();
    let changed = store::creation::NewAd {
        id: ad.id.clone(),
        batch: ad.batch.clone(),
        product: ad.product.clone(),
        prompt_index: ad.prompt_index,
        color_mode: ad.color_mode.clone(),
        tag: ad.tag.clone(),
        name: ad.name.clone(),
        template: ad.template.clone().unwrap(),
        template_name: ad.template_name.clone(),
        template_version: ad.template_version,
        hook: None,
        hook_text: None,
        offer: None,
        recipe,
        parent: None,
        copy: ad.copy.clone(),
        files: Vec::new(),
    };
    bed.ws.store.add_sizes(&changed, None, bed.ws.clock.now()).unwrap();
    let found = more::all_again(&bed.ws, &ad.id, &Cancel::new()).unwrap();
    assert!(found.iter().all(|one| !one.same && one.now.is_some()), "{found:?}");
    assert!(found[0].why.as_ref().unwrap().contains("% of the pixels differ"), "{found:?}");
}

#[tokio::test]
async fn a_font_that_changed_since_an_ad_was_made_is_named() {
    let bed = Bed::new();
    let path = crate::incoming::foreign_font(&bed, 0);
    app::pages::library::draft_brand(&bed.ws, &[path], &|_, _| {}).unwrap();
    let brand = app::pages::library::library_page(&bed.ws).unwrap().brands[0].form.clone();
    let set_in = |font: &str| {
        let form = app::pages::library::BrandForm { display_font: font.into(), ..brand.clone() };
        app::pages::library::save_brand(&bed.ws, form).unwrap();
    };
    set_in("Ownerface Grotesque");
    bed.make(&bed.wanted()).await;
    let ad = bed.ads().remove(0);
    assert!(ad.recipe["fonts"]["ownerface.ttf"].as_str().is_some_and(|sha256| sha256.len() == 64), "{}", ad.recipe);
    assert!(more::all_again(&bed.ws, &ad.id, &Cancel::new()).unwrap().iter().all(|again| again.same));
    // Another cut of the family under the same file name: its letters are other ones.
    set_in("Mona Sans");
    app::pages::library::remove_font(&bed.ws, "Ownerface Grotesque").unwrap();
    let gone = more::all_again(&bed.ws, &ad.id, &Cancel::new()).unwrap();
    assert!(gone[0].why.as_ref().unwrap().contains("cannot be drawn again"), "{gone:?}");
    let path = crate::incoming::foreign_font(&bed, 40);
    app::pages::library::draft_brand(&bed.ws, &[path], &|_, _| {}).unwrap();
    let other = more::all_again(&bed.ws, &ad.id, &Cancel::new()).unwrap();
    let why = other[0].why.as_ref().unwrap();
    assert!(why.contains("the font ownerface.ttf is another file now"), "{why}");
}

#[test]
fn a_recipe_from_before_fonts_were_noted_is_read() {
    let spec = serde_json::json!({ "template": "statement", "colour": "original" });
    let old = serde_json::json!({
        "spec": spec, "template": "statement", "version": 1, "texts": {}, "pictures": {}, "colour": "original",
        "mends": {},
        "look": {
            "name": "Saltwick", "wordmark": "SALTWICK", "display_font": "Mona Sans", "text_font": "Mona Sans",
            "logo": null, "logo_on_dark": null, "locale": "en-US",
            "palette": { "primary": "#17302B", "secondary": "#BFD9CE", "background": "#F4EFE6", "accent": "#FF6A3D", "ink": null },
        },
    });
    let recipe: app::creation::recipe::Recipe = serde_json::from_value(old).unwrap();
    assert!(recipe.fonts.is_empty());
    assert!(recipe.changed_fonts(&creative::Fonts::bundled().unwrap()).is_empty());
    assert!(serde_json::to_value(&recipe).unwrap().get("fonts").is_none());
}

#[tokio::test]
async fn a_picture_that_was_put_out_of_the_file_is_drawn_again_on_request() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let ad = bed.ads().remove(0);
    let sha256 = ad.files[0].sha256.clone().unwrap();
    let before = bed.ws.store.picture(&sha256).unwrap().unwrap();
    app::creation::review::reject(&bed.ws, std::slice::from_ref(&ad.id), &["weak_idea".to_owned()], None).unwrap();
    bed.ws.store.evict_renders(0).unwrap();
    assert!(bed.ws.store.picture(&sha256).unwrap().is_none(), "its bytes are gone");
    assert!(more::picture(&bed.ws, &sha256).unwrap().unwrap() == before);
    assert!(more::picture(&bed.ws, &"0".repeat(64)).unwrap().is_none());
}

#[tokio::test]
async fn a_person_who_tries_again_gets_the_ads_that_failed_and_only_those() {
    let bed = Bed::new();
    let mut specs: Vec<_> = plan::plan(&bed.ws, &bed.wanted()).unwrap().ads.into_iter().map(|ad| ad.spec).collect();
    specs.truncate(1);
    specs[0].template = "later".into();
    let run = bed.make(&Wanted { ads: specs, ..bed.wanted() }).await;
    assert_eq!(run.status, RunStatus::Failed);
    // A run that fails does nothing by itself.
    bed.run_all().await;
    assert_eq!(bed.ads_of(&run)[0].checked, AdStatus::GenerationFailed);
    // The template is there now.
    bed.import_statement_as("later");
    app::jobs::retry(&bed.ws, run.id).unwrap();
    bed.run_all().await;
    assert_eq!(bed.run(run.id).status, RunStatus::Completed, "{:?}", bed.run(run.id).error);
    let ads = bed.ads_of(&run);
    assert_eq!((ads.len(), ads[0].files.iter().all(|file| file.sha256.is_some())), (1, true));
    let items = bed.ws.store.run_items(run.id).unwrap();
    assert!(items.iter().all(|item| item.status == store::jobs::ItemStatus::Done), "{items:?}");
}

#[tokio::test]
async fn ads_drawn_side_by_side_are_kept_in_the_order_of_the_plan_and_know_each_other() {
    let bed = Bed::new();
    // The same idea again and again: each but the first is like one before it.
    let spec = plan::plan(&bed.ws, &bed.wanted()).unwrap().ads.remove(0).spec;
    let ads = vec![spec; 6];
    let run = bed.make(&Wanted { ads, sizes: vec![CanvasSize::Square], ..bed.wanted() }).await;
    assert_eq!(run.status, RunStatus::Completed, "{:?}", run.error);
    let made = bed.ads_of(&run);
    assert_eq!(made.iter().map(|ad| ad.prompt_index).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    let stored: Vec<_> = made.iter().map(|ad| ad.created_at).collect();
    assert!(stored.is_sorted(), "one after the other: {stored:?}");
    for (place, ad) in made.iter().enumerate() {
        let unlike = ad.files[0].checks.iter().find(|check| check.code == "unlike").unwrap();
        let failed = unlike.outcome == CheckOutcome::Fail;
        assert_eq!(failed, place > 0, "ad {place}: {unlike:?}");
    }
    assert_eq!(run.metadata["flagged"].as_u64(), Some(5));
}

#[tokio::test]
async fn cards_of_one_carousel_are_no_twins_of_each_other() {
    let bed = Bed::new();
    let all = app::creation::templates(&bed.ws).unwrap();
    let carousel = all.iter().find(|template| creative::fill::seeds(template, 0).len() > 1).expect("one is bundled");
    let choice = Choice::Manual(vec![carousel.id.clone()]);
    let wanted = Wanted { choice, sizes: vec![CanvasSize::Square], ..bed.wanted() };
    let one = bed.make(&wanted).await;
    let cards = bed.ads_of(&one);
    assert!(cards.len() > 1, "{} cards", cards.len());
    for card in &cards {
        let unlike = card.files[0].checks.iter().find(|check| check.code == "unlike").unwrap();
        assert_ne!(unlike.outcome, CheckOutcome::Fail, "{unlike:?}");
    }
    let two = bed.make(&wanted).await;
    for card in &bed.ads_of(&two) {
        let unlike = card.files[0].checks.iter().find(|check| check.code == "unlike").unwrap();
        assert_eq!(unlike.outcome, CheckOutcome::Fail, "the same set made again is: {unlike:?}");
    }
}

#[tokio::test]
async fn d25_one_failed_ad_ends_nothing_and_a_run_in_which_all_fail_has_failed() {
    let bed = Bed::new();
    let mut specs: Vec<_> = plan::plan(&bed.ws, &bed.wanted()).unwrap().ads.into_iter().map(|ad| ad.spec).collect();
    specs[0].template = "gone".into();
    let run = bed.make(&Wanted { ads: specs.clone(), ..bed.wanted() }).await;
    assert_eq!((run.status, run.partly), (RunStatus::Completed, true));
    let ads = bed.ads_of(&run);
    assert_eq!(ads.iter().map(|ad| ad.checked == AdStatus::GenerationFailed).collect::<Vec<_>>(), [true, false]);
    assert!(ads[0].files.iter().all(|file| file.error.as_ref().is_some_and(|why| why.contains("gone"))));

    specs.truncate(1);
    let run = bed.make(&Wanted { ads: specs, ..bed.wanted() }).await;
    assert_eq!(run.status, RunStatus::Failed);
    assert!(run.error.as_ref().is_some_and(|error| error.message.contains("gone")), "{:?}", run.error);
    assert_eq!(bed.ws.store.batch(&run.id.to_string()).unwrap().status, "failed");
}

#[tokio::test]
async fn a_plan_over_the_cap_is_made_by_several_runs_if_that_was_agreed_to() {
    let bed = Bed::new();
    bed.ws.store.set_setting(plan::CAP_SETTING, &2_u32, bed.ws.clock.now()).unwrap();
    assert!(now::file(&bed.ws, &bed.wanted()).is_err());
    let wanted = Wanted { over_cap: app::creation::params::OverCap::Split, ..bed.wanted() };
    let runs = now::file(&bed.ws, &wanted).unwrap();
    assert_eq!(runs.len(), 2);
    bed.run_all().await;
    assert!(runs.iter().all(|run| bed.run(*run).status == RunStatus::Completed));
    assert_eq!(bed.ads().len(), 2);
}

#[tokio::test]
async fn words_and_pictures_that_a_person_changed_are_on_the_ad() {
    let bed = Bed::new();
    let mut specs: Vec<_> = plan::plan(&bed.ws, &bed.wanted()).unwrap().ads.into_iter().map(|ad| ad.spec).collect();
    specs.truncate(1);
    specs[0].texts.insert("headline".into(), "My own words.".into());
    let run = bed.make(&Wanted { ads: specs, choice: Choice::Manual(Vec::new()), ..bed.wanted() }).await;
    let ad = bed.ads_of(&run).remove(0);
    assert_eq!(ad.recipe["texts"]["headline"], "My own words.");
}

#[tokio::test]
async fn an_emptied_text_that_the_ad_needs_says_what_the_template_says_by_itself() {
    let bed = Bed::new();
    let wanted = Wanted { choice: Choice::Manual(vec!["carousel-set".into()]), ..bed.wanted() };
    let mut specs: Vec<_> = plan::plan(&bed.ws, &wanted).unwrap().ads.into_iter().map(|ad| ad.spec).collect();
    assert_eq!(specs.len(), 4);
    for (spec, slot) in specs.iter_mut().zip(["title-1", "title-2", "title-3", "title-4"]) {
        spec.texts.insert(slot.into(), " ".into());
    }
    let run = bed.make(&Wanted { ads: specs, choice: Choice::Manual(Vec::new()), ..wanted }).await;
    for (at, ad) in bed.ads_of(&run).iter().enumerate() {
        let title = ad.recipe["texts"][format!("title-{}", at + 1)].as_str().unwrap_or_default();
        assert!(!title.trim().is_empty(), "card {}: {}", at + 1, ad.recipe);
    }
}

#[tokio::test]
async fn pictures_and_an_address_that_were_named_are_those_of_the_ads() {
    let bed = Bed::new();
    let pictures = bed.ws.store.library_images(&bed.product().id).unwrap();
    let chosen = pictures.iter().rfind(|image| image.active && image.role == "product").unwrap();
    let wanted = Wanted {
        choice: Choice::Manual(vec!["product-hero".into()]),
        pictures: vec![chosen.id.clone()],
        url: Some("https://a.example/here".into()),
        sizes: vec![CanvasSize::Square],
        ..bed.wanted()
    };
    let run = bed.make(&wanted).await;
    assert_eq!(run.status, RunStatus::Completed, "{:?}", run.error);
    let ad = bed.ads_of(&run).remove(0);
    assert_eq!(ad.copy.url.as_deref(), Some("https://a.example/here"));
    assert!(ad.recipe["pictures"].to_string().contains(chosen.shown()), "{}", ad.recipe["pictures"]);
    let unknown = Wanted { pictures: vec!["nobody".into()], ..wanted };
    assert_eq!(plan::plan(&bed.ws, &unknown).unwrap_err().code, app::ErrorCode::NotFound);
}

#[tokio::test]
async fn unused_templates_are_those_that_the_product_was_not_made_with() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let wanted = Wanted { choice: Choice::Shuffle(500), unused_only: true, ..bed.wanted() };
    let templates: Vec<String> =
        plan::plan(&bed.ws, &wanted).unwrap().ads.into_iter().map(|ad| ad.spec.template).collect();
    assert!(templates.len() > 2 && !templates.iter().any(|id| id == "statement" || id == "product-hero"));
    let all = plan::plan(&bed.ws, &Wanted { unused_only: false, ..wanted }).unwrap().ads;
    assert!(all.iter().any(|ad| ad.spec.template == "statement"));
}

#[tokio::test]
async fn all_synced_pictures_are_measured_before_the_first_ad_however_many_there_are() {
    let bed = Bed::new();
    for shade in 0..130 {
        let mut data = std::io::Cursor::new(Vec::new());
        let picture = image::RgbImage::from_fn(9, 8, |x, y| image::Rgb([(x * y) as u8, shade, 0]));
        picture.write_to(&mut data, image::ImageFormat::Png).unwrap();
        let media = store::creation::NewMedia {
            mime: "image/png".into(),
            width: 9,
            height: 8,
            source: "synced",
            fingerprint: None,
            data: data.into_inner(),
        };
        bed.ws.store.keep_media(&media, None, bed.ws.clock.now()).unwrap();
    }
    assert_eq!(bed.ws.store.unmeasured_count().unwrap(), 130);
    let setting = draw::Setting::read(&bed.ws, &bed.product().id).unwrap();
    let plan = plan::plan(&bed.ws, &Wanted { sizes: vec![CanvasSize::Square], ..bed.wanted() }).unwrap();
    let identity = draw::Identity::of(&bed.ws, "board", &plan, &plan.ads[0]).unwrap();
    let made = draw::make(&setting, &plan, &plan.ads[0], &identity, &Default::default(), &Cancel::new()).unwrap();
    let unlike = made.ad.files[0].checks.iter().find(|check| check.code == "unlike").unwrap();
    assert_eq!(unlike.outcome, CheckOutcome::NotChecked, "{unlike:?}");
    assert!(unlike.words.as_ref().unwrap().starts_with("130 synced pictures"), "{unlike:?}");
    bed.make(&bed.wanted()).await;
    assert_eq!(bed.ws.store.unmeasured_count().unwrap(), 0, "kept in the file, some at a time");
}

#[tokio::test]
async fn it_is_told_which_size_is_being_drawn_and_a_raised_flag_ends_it() {
    let bed = Bed::new();
    let setting = draw::Setting::read(&bed.ws, &bed.product().id).unwrap();
    let plan = plan::plan(&bed.ws, &bed.wanted()).unwrap();
    let identity = draw::Identity::of(&bed.ws, "board", &plan, &plan.ads[0]).unwrap();
    let (told, cancel) = (std::sync::Mutex::new(Vec::new()), Cancel::new());
    let begun = |size| told.lock().unwrap().push(size);
    let turn = draw::Turn { cancel: &cancel, workers: 1, begun: &begun };
    let made = draw::paint(&setting, &plan, &plan.ads[0], &identity, &turn).unwrap();
    assert_eq!((made.pictures.len(), told.lock().unwrap().clone()), (2, plan.sizes.clone()));
    cancel.cancel();
    let error = draw::paint(&setting, &plan, &plan.ads[0], &identity, &turn).unwrap_err();
    assert_eq!(error.code, app::ErrorCode::Cancelled);
}

/// The templates of the next version of the program: one of them is drawn differently and says so by its version.
fn updated(template: &str) -> std::collections::BTreeMap<String, creative::template::Folder> {
    let mut all = creative::template::bundled_folders();
    let folder = all.get_mut(template).unwrap();
    for (name, text) in folder.iter_mut() {
        let now = match name.as_str() {
            "template.toml" => text.replacen("version = 1", "version = 2", 1),
            _ => text.replace("data-max=\"236\"", "data-max=\"140\""),
        };
        *text = now.into();
    }
    all
}

#[tokio::test]
async fn after_an_update_of_the_program_an_ad_is_drawn_again_with_the_template_as_it_was() {
    let mut bed = Bed::new();
    let wanted = Wanted { choice: Choice::Manual(vec!["statement".into()]), ..bed.wanted() };
    let wanted = Wanted { sizes: vec![CanvasSize::Square], ..wanted };
    let before = bed.make(&wanted).await;
    let before = bed.ads_of(&before).remove(0);
    assert_eq!(before.template_version, 1);
    bed.ws.drawing =
        std::sync::Arc::new(app::creation::Drawing::with_templates(bed.ws.store.clone(), updated("statement")));
    let none = Cancel::new();
    for again in more::all_again(&bed.ws, &before.id, &none).unwrap() {
        assert!(again.same, "{again:?}");
    }
    let after = bed.make(&wanted).await;
    let after = bed.ads_of(&after).remove(0);
    assert_eq!(after.template_version, 2, "what is made now is made with what is there now");
    assert_ne!(before.files[0].sha256, after.files[0].sha256);
    let picture = |ad: &store::creation::MadeAd| pixels(&bed, ad.files[0].sha256.as_deref().unwrap());
    assert_ne!(picture(&before), picture(&after));
    // Sizes that are added later belong to the ad: they come from the same template.
    assert_eq!(more::missing_sizes(&bed.ws, &before.id, &none).unwrap().len(), 3);
    for again in more::all_again(&bed.ws, &before.id, &none).unwrap() {
        assert!(again.same, "{again:?}");
    }
    assert!(more::all_again(&bed.ws, &after.id, &none).unwrap().iter().all(|again| again.same));
    let texts: u32 = count(&bed, "SELECT count(*) FROM template_texts");
    let files: u32 = count(&bed, "SELECT count(*) FROM template_states");
    assert!(files > texts, "a text that both versions have is kept once: {files} files, {texts} texts");
}

#[tokio::test]
async fn an_ad_is_drawn_again_with_an_imported_template_whose_import_was_taken_back() {
    let bed = Bed::new();
    let folder = bed.folder.path().join("mine");
    std::fs::create_dir_all(&folder).unwrap();
    let write = |max: &str| {
        for (name, text) in &creative::template::bundled_folders()["statement"] {
            let text = text.replacen("id = \"statement\"", "id = \"mine\"", 1);
            std::fs::write(folder.join(name), text.replace("data-max=\"236\"", &format!("data-max=\"{max}\"")))
                .unwrap();
        }
        app::creation::templates::import_folder(&bed.ws, &folder).unwrap();
    };
    write("236");
    write("140");
    let wanted = Wanted { choice: Choice::Manual(vec!["mine".into()]), ..bed.wanted() };
    let run = bed.make(&Wanted { sizes: vec![CanvasSize::Square], ..wanted }).await;
    let ad = bed.ads_of(&run).remove(0);
    assert_eq!(ad.template_version, 2);
    app::creation::library::undo(&bed.ws).unwrap();
    write("120");
    // Not even the kept files of that version are needed.
    let file = rusqlite::Connection::open(bed.folder.path().join("test.adcreator")).unwrap();
    file.execute("DELETE FROM template_files WHERE template_id = 'mine' AND version = 2", []).unwrap();
    let again = more::all_again(&bed.ws, &ad.id, &Cancel::new()).unwrap();
    assert!(again.len() == 1 && again[0].same, "{again:?}");
}

#[tokio::test]
async fn d22_what_an_offer_bans_and_requires_holds_for_the_ads_that_make_it() {
    let bed = Bed::new();
    let product = bed.product().id;
    let offer = bed.ws.store.offers(&product).unwrap().remove(0);
    let with = |offer: OfferChoice| Wanted {
        choice: Choice::Manual(vec!["statement".into()]),
        sizes: vec![CanvasSize::Square],
        offer,
        ..bed.wanted()
    };
    let outcomes = |run: &store::jobs::Run| {
        let ad = bed.ads_of(run).remove(0);
        let outcome = |code: &str| ad.files[0].checks.iter().find(|check| check.code == code).unwrap().outcome;
        (outcome("banned"), outcome("required"))
    };
    let run = bed.make(&with(OfferChoice::This(offer.id.clone()))).await;
    assert_eq!(outcomes(&run), (CheckOutcome::Pass, CheckOutcome::NotChecked));
    let says = bed.ads_of(&run)[0].hook_text.clone().unwrap();
    let stricter = store::creation::Offer {
        disallowed_claims: vec![says],
        required_disclaimers: Some("Only while this unlikely sentence lasts.".into()),
        ..offer.clone()
    };
    app::creation::library::save_offer(&bed.ws, &stricter).unwrap();
    let run = bed.make(&with(OfferChoice::This(offer.id))).await;
    assert_eq!(outcomes(&run), (CheckOutcome::Fail, CheckOutcome::Fail));
    let run = bed.make(&with(OfferChoice::None)).await;
    assert_eq!(outcomes(&run), (CheckOutcome::Pass, CheckOutcome::NotChecked), "an ad without the offer");
}

#[tokio::test]
async fn an_ad_of_an_offer_that_has_not_begun_is_not_approved_by_itself() {
    let bed = Bed::new();
    let offer = bed.ws.store.offers(&bed.product().id).unwrap().remove(0);
    let later = units::AccountDate::parse("2026-12-01").unwrap();
    let offer = store::creation::Offer { starts_on: Some(later), ends_on: None, ..offer };
    app::creation::library::save_offer(&bed.ws, &offer).unwrap();
    let run = bed.make(&Wanted { offer: OfferChoice::This(offer.id), ..bed.wanted() }).await;
    for ad in bed.ads_of(&run) {
        let row = ad.files[0].checks.iter().find(|check| check.code == "offer_date").unwrap();
        assert_eq!(row.outcome, CheckOutcome::Fail);
        assert!(row.words.as_deref().unwrap().starts_with("The offer begins on December"), "{row:?}");
        assert_ne!(ad.checked, AdStatus::Approved);
    }
}

fn count(bed: &Bed, sql: &str) -> u32 {
    let file = rusqlite::Connection::open(bed.folder.path().join("test.adcreator")).unwrap();
    file.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn an_ad_from_before_templates_were_kept_says_that_its_template_has_moved_on() {
    let mut bed = Bed::new();
    let wanted = Wanted { choice: Choice::Manual(vec!["statement".into()]), ..bed.wanted() };
    bed.make(&wanted).await;
    let file = rusqlite::Connection::open(bed.folder.path().join("test.adcreator")).unwrap();
    file.execute("UPDATE made_ads SET recipe = json_remove(recipe, '$.template_state')", []).unwrap();
    let ad = bed.ads().remove(0);
    assert!(more::all_again(&bed.ws, &ad.id, &Cancel::new()).unwrap().iter().all(|again| again.same));
    bed.ws.drawing =
        std::sync::Arc::new(app::creation::Drawing::with_templates(bed.ws.store.clone(), updated("statement")));
    let error = more::render_again(&bed.ws, &ad.id, CanvasSize::Square, &Cancel::new()).unwrap_err();
    assert_eq!(error.code, app::ErrorCode::Conflict);
}

#[tokio::test]
async fn a_synced_picture_that_cannot_be_read_is_not_said_to_have_been_compared() {
    let bed = Bed::new();
    let broken = |data: &[u8]| store::creation::NewMedia {
        mime: "image/avif".into(),
        width: 9,
        height: 8,
        source: "synced",
        fingerprint: None,
        data: data.to_vec(),
    };
    for data in [b"no picture".as_slice(), b"nor this".as_slice()] {
        bed.ws.store.keep_media(&broken(data), None, bed.ws.clock.now()).unwrap();
    }
    let run = bed.make(&Wanted { sizes: vec![CanvasSize::Square], ..bed.wanted() }).await;
    for ad in bed.ads_of(&run) {
        let unlike = ad.files[0].checks.iter().find(|check| check.code == "unlike").unwrap();
        assert_eq!(unlike.outcome, CheckOutcome::NotChecked, "{unlike:?}");
        assert!(unlike.words.as_ref().unwrap().starts_with("2 synced pictures cannot be read"), "{unlike:?}");
    }
    // The next run does not try them again, and says the same.
    let run = bed.make(&Wanted { choice: Choice::Manual(vec!["us-vs-them".into()]), ..bed.wanted() }).await;
    let unlike = bed.ads_of(&run)[0].files[0].checks.iter().find(|check| check.code == "unlike").unwrap().clone();
    assert!(unlike.words.as_ref().unwrap().starts_with("2 synced pictures"), "{unlike:?}");
}

/// What the page of a run shows of it, as numbers.
fn shown(facts: &[app::pages::runs::Fact], key: &str) -> Option<String> {
    facts.iter().find(|fact| fact.key == key).map(|fact| fact.value.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn while_it_runs_a_run_shows_what_it_is_at_and_what_became_of_each_ad() {
    let bed = Bed::new();
    let mut wanted = bed.wanted();
    let mut specs: Vec<_> = plan::plan(&bed.ws, &wanted).unwrap().ads.into_iter().map(|ad| ad.spec).collect();
    let again = specs[0].clone();
    specs.push(app::creation::AdSpec { colour: creative::ColourMode::Brand, ..again.clone() });
    // Like the first one: it is flagged. A template that is gone: it fails.
    specs.push(again.clone());
    specs.push(app::creation::AdSpec { template: "gone".into(), ..again });
    (wanted.ads, wanted.sizes) = (specs, vec![CanvasSize::Square, CanvasSize::Story]);
    let mut events = bed.ws.events.subscribe();
    let id = now::file(&bed.ws, &wanted).unwrap()[0];
    let ws = bed.ws.clone();
    let watching = tokio::spawn(async move {
        let mut seen = Vec::new();
        while let Ok(event) = events.recv().await {
            if !matches!(&event, app::Changed::Runs { ids } if ids.contains(&id)) {
                continue;
            }
            let run = app::pages::runs::run_detail(&ws, id).unwrap().row.run;
            let over = run.finished_at.is_some();
            if over {
                break;
            }
            seen.push(run);
        }
        seen
    });
    bed.run_all().await;
    bed.ws.announce(app::Changed::Runs { ids: vec![id] });
    let seen = watching.await.unwrap();
    let live: Vec<_> = seen.iter().filter(|run| shown(&run.facts, "current_template").is_some()).collect();
    assert!(live.len() > 2, "{} of {} told something", live.len(), seen.len());
    let number = |run: &app::pages::schedule::RunBrief, key: &str| {
        shown(&run.facts, key).unwrap_or_else(|| panic!("{key} in {:?}", run.facts)).parse::<u32>().unwrap()
    };
    let mut attempted = 0;
    for run in &live {
        let now = number(run, "attempted");
        let sum: u32 = ["approved", "flagged", "rejected", "failed"].iter().map(|key| number(run, key)).sum();
        assert_eq!(now, sum, "{:?}", run.facts);
        assert!(now >= attempted && now <= 5, "it only grows: {now} after {attempted}");
        attempted = now;
        let size = shown(&run.facts, "current_size").unwrap();
        assert!(["1:1", "9:16"].iter().any(|ratio| size.contains(ratio)), "{size}");
        assert!(["original", "brand"].contains(&shown(&run.facts, "current_color").unwrap().as_str()));
    }
    assert!(live.iter().any(|run| (1..5).contains(&number(run, "attempted"))), "counts come while it is made");
    let last = app::pages::runs::run_detail(&bed.ws, id).unwrap().row.run;
    assert_eq!((number(&last, "attempted"), number(&last, "failed")), (5, 1));
    assert!(number(&last, "flagged") >= 1, "{:?}", last.facts);
    assert!(shown(&last.facts, "current_template").is_none(), "a run that is over is at nothing");
}
