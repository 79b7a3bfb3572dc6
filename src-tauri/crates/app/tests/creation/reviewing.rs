//! What the Review page reads and changes.

use app::creation::export::{self, ExportWanted, SheetChoice};
use app::creation::{Wanted, names, review};
use app::pages::create::{AdColour, AdSize, AdTexts};
use app::pages::review::{
    self as page, AdDecision, DecideInput, ExportFormat, ExportInput, NamesAsk, ReviewFilter, ReviewQuery, ReviewShow,
};
use creative::{Cancel, CanvasSize, ColourMode};
use store::creation::{AdStatus, CheckOutcome, MadeAd};

use crate::bed::Bed;

async fn made() -> Bed {
    let bed = Bed::new();
    bed.make(&Wanted { colours: vec![ColourMode::Original, ColourMode::Brand], ..bed.wanted() }).await;
    bed
}

fn texts(ad: &MadeAd) -> AdTexts {
    let word = |text: &Option<String>| text.clone().unwrap_or_default();
    AdTexts {
        primary_texts: ad.copy.primary_texts.clone(),
        headlines: ad.copy.headlines.clone(),
        description: word(&ad.copy.description),
        button: word(&ad.copy.button),
        url: word(&ad.copy.url),
        utm: word(&ad.copy.utm),
    }
}

fn decide(bed: &Bed, ad: &MadeAd, decision: AdDecision) {
    let input = DecideInput { ads: vec![ad.id.clone()], decision, reasons: Vec::new(), note: String::new() };
    page::decide_ads(&bed.ws, &input).unwrap();
}

#[tokio::test]
async fn a_note_is_kept_with_the_decision_and_with_the_one_that_took_it_back() {
    let bed = made().await;
    let ad = bed.ads()[0].id.clone();
    let input = DecideInput {
        ads: vec![ad.clone()],
        decision: AdDecision::Rejected,
        reasons: vec!["weak_idea".into()],
        note: " Nobody carries water home. ".into(),
    };
    page::decide_ads(&bed.ws, &input).unwrap();
    let history = || page::review_ad(&bed.ws, &ad).unwrap().history;
    assert_eq!(history()[0].note.as_deref(), Some("Nobody carries water home."));
    let undone = page::undo_decision(&bed.ws, None).unwrap();
    assert_eq!(undone.ads, std::slice::from_ref(&ad));
    assert_eq!(undone.last.unwrap().id, ad);
    assert!(history().iter().any(|one| one.undone && one.note.is_some()), "{:?}", history());
    page::decide_ads(&bed.ws, &DecideInput { note: "  ".into(), ..input }).unwrap();
    assert!(history().iter().any(|one| !one.undone && one.note.is_none()), "{:?}", history());
}

#[tokio::test]
async fn a_decision_of_another_run_is_named_and_not_taken_back() {
    let bed = made().await;
    let ad = &bed.ads()[0];
    decide(&bed, ad, AdDecision::Rejected);
    let other = units::RunId(bed.ws.ids.uuid(bed.ws.clock.now()));
    let undone = page::undo_decision(&bed.ws, Some(other)).unwrap();
    assert!(undone.ads.is_empty());
    let last = undone.last.unwrap();
    assert_eq!((last.id, last.run.to_string()), (ad.id.clone(), ad.batch.clone()));
    assert!(page::review_ad(&bed.ws, &ad.id).unwrap().history.iter().all(|one| !one.undone));
    let undone = page::undo_decision(&bed.ws, Some(last.run)).unwrap();
    assert_eq!(undone.ads, std::slice::from_ref(&ad.id));
}

#[tokio::test]
async fn the_list_is_filtered_before_it_is_cut_and_says_how_many_there_are() {
    let bed = made().await;
    let ads = bed.ads();
    assert_eq!(ads.len(), 4);
    decide(&bed, &ads[0], AdDecision::Rejected);
    decide(&bed, &ads[3], AdDecision::Approved);
    let list = |show, only: ReviewFilter| page::review_page(&bed.ws, &ReviewQuery { show, only, lists: 1 }).unwrap();
    let all = ReviewFilter::default;
    let ids = |page: &page::ReviewPage| page.ads.iter().map(|ad| ad.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&list(ReviewShow::Approved, all())), [ads[3].id.clone()]);
    assert_eq!(ids(&list(ReviewShow::Rejected, all())), [ads[0].id.clone()]);
    assert_eq!(list(ReviewShow::Waiting, all()).ads.len(), 2);
    let counts = list(ReviewShow::All, all()).counts;
    assert_eq!((counts.shown, counts.approved, counts.rejected, counts.waiting), (4, 1, 1, 2));

    let brand = ReviewFilter { colour: Some(AdColour::Brand), ..all() };
    assert_eq!(list(ReviewShow::All, brand).ads.len(), 2);
    let statement = ReviewFilter { template: Some(ads[0].template_name.clone()), ..all() };
    let found = list(ReviewShow::All, statement);
    assert_eq!((found.ads.len(), found.counts.shown), (2, 2));
    assert_eq!(found.choices.templates.len(), 2, "what it was narrowed by can be changed");
    let story = ReviewFilter { size: Some(AdSize::Story), ..all() };
    assert!(list(ReviewShow::All, story).ads.is_empty());
    let other = ReviewFilter { product: Some("nobody".into()), ..all() };
    assert!(list(ReviewShow::All, other).ads.is_empty());

    let choices = list(ReviewShow::All, all()).choices;
    assert_eq!((choices.colours.len(), choices.sizes.len(), choices.products.len()), (2, 2, 1));
    assert!(choices.products[0].name.starts_with("Saltwick") && choices.products[0].ads == 4, "{choices:?}");
    for fails in &choices.fails {
        let failing = ReviewFilter { fails: Some(fails.value.clone()), ..all() };
        assert_eq!(list(ReviewShow::All, failing).ads.len(), fails.ads as usize, "{fails:?}");
    }
}

#[tokio::test]
async fn a_banned_claim_typed_into_an_approved_ad_fails_its_check_and_takes_the_approval_back() {
    let bed = made().await;
    let mut brand = bed.ws.store.brand(&bed.product().brand).unwrap();
    brand.disallowed_claims.push("miracle".into());
    app::creation::library::save_brand(&bed.ws, &brand).unwrap();
    let ad = bed.ads().remove(0);
    decide(&bed, &ad, AdDecision::Approved);

    let harmless = AdTexts { headlines: vec!["A calm line".into()], ..texts(&ad) };
    page::change_copy(&bed.ws, &ad.id, harmless).unwrap();
    let kept = bed.ws.store.made_ad(&ad.id).unwrap();
    assert!(kept.decision.is_some() && kept.copy.headlines == ["A calm line"], "nothing new fails");

    let banned = AdTexts { headlines: vec!["A miracle".into()], ..texts(&kept) };
    page::change_copy(&bed.ws, &ad.id, banned).unwrap();
    let after = bed.ws.store.made_ad(&ad.id).unwrap();
    assert_eq!((after.checked, after.decision), (AdStatus::Rejected, None));
    for file in &after.files {
        let rows: Vec<_> = file.checks.iter().filter(|check| check.code == "banned").collect();
        assert_eq!((rows.len(), rows[0].outcome), (1, CheckOutcome::Fail));
        let count =
            |code: &str, file: &store::creation::AdFile| file.checks.iter().filter(|check| check.code == code).count();
        let before = ad.files.iter().find(|old| old.id == file.id).unwrap();
        for code in ["visible_cut", "address", "amounts", "contrast", "unlike"] {
            assert_eq!(count(code, file), count(code, before), "{code}");
        }
    }
    let history = page::review_ad(&bed.ws, &ad.id).unwrap().history;
    assert!(history[0].undone && history[0].note.as_ref().unwrap().contains("No banned words"), "{history:?}");
    assert!(app::creation::export::approved(&bed.ws, None).unwrap().iter().all(|one| one.id != ad.id));

    page::change_copy(&bed.ws, &ad.id, texts(&kept)).unwrap();
    let mended = bed.ws.store.made_ad(&ad.id).unwrap();
    assert_eq!(mended.checked, kept.checked, "with the words mended it passes again");
    assert_eq!(mended.decision, None, "and waits for a person");
}

#[tokio::test]
async fn what_is_emptied_stays_empty() {
    let bed = made().await;
    let ad = bed.ads().remove(0);
    assert!(ad.copy.button.is_some() && ad.copy.url.is_some(), "{:?}", ad.copy);
    let emptied = AdTexts { button: String::new(), url: " ".into(), utm: String::new(), ..texts(&ad) };
    page::change_copy(&bed.ws, &ad.id, emptied.clone()).unwrap();
    let copy = bed.ws.store.made_ad(&ad.id).unwrap().copy;
    assert_eq!((copy.button, copy.url, copy.utm), (None, None, None));

    // Also where an ad is made of it.
    use app::pages::create::{BoardAd, MakeAd, MakeInput, make_ads};
    let board: BoardAd = serde_json::from_value(serde_json::json!({
        "product": bed.product().id, "template": "statement", "hook": { "id": null, "text": "One line." },
        "offer": null, "colour": "original", "seed": 1, "texts": [], "picture": null,
    }))
    .unwrap();
    let run =
        make_ads(&bed.ws, MakeInput { ads: vec![MakeAd { ad: board, copy: emptied }], sizes: vec![AdSize::Square] });
    let run = run.unwrap();
    bed.run_all().await;
    let made = bed.ads_of(&bed.run(run[0])).remove(0);
    assert_eq!((made.copy.button, made.copy.url, made.copy.utm), (None, None, None));
}

#[tokio::test]
async fn only_sizes_that_the_template_has_are_missing() {
    let bed = made().await;
    let ad = bed.ads().remove(0);
    assert_eq!(page::review_ad(&bed.ws, &ad.id).unwrap().missing.len(), 2, "of four");
    assert_eq!(page::make_missing_sizes(&bed.ws, std::slice::from_ref(&ad.id)).unwrap(), 2);
    assert!(page::review_ad(&bed.ws, &ad.id).unwrap().missing.is_empty());
    assert!(page::make_missing_sizes(&bed.ws, std::slice::from_ref(&ad.id)).is_err());
    // A set for the feed has the two sizes of the feed, and asks for no others.
    let all = app::creation::templates(&bed.ws).unwrap();
    if let Some(two) = all.iter().find(|template| template.sizes().count() < CanvasSize::ALL.len()) {
        let sizes: Vec<CanvasSize> = two.sizes().collect();
        let choice = app::creation::params::Choice::Manual(vec![two.id.clone()]);
        let run = bed.make(&Wanted { choice, sizes, ..bed.wanted() }).await;
        for ad in bed.ads_of(&run).iter().filter(|ad| ad.files.iter().all(|file| file.sha256.is_some())) {
            assert!(page::review_ad(&bed.ws, &ad.id).unwrap().missing.is_empty(), "{}", two.id);
        }
    }
}

fn ask(pattern: Option<&str>, campaign: Option<&str>) -> NamesAsk {
    NamesAsk {
        only: ReviewFilter::default(),
        format: ExportFormat::Png,
        pattern: pattern.map(str::to_owned),
        campaign: campaign.map(str::to_owned),
    }
}

#[tokio::test]
async fn the_names_that_are_shown_are_the_names_that_are_written_and_the_pattern_is_kept() {
    let bed = made().await;
    let ads = bed.ads();
    review::approve(&bed.ws, &[ads[0].id.clone(), ads[1].id.clone()]).unwrap();
    let first = page::export_names(&bed.ws, &ask(None, None)).unwrap();
    assert_eq!((first.ads, first.files, first.names.len()), (2, 4, 4), "the approved ones, listed or not");
    assert!(first.placeholders.contains(&"{campaign}".to_owned()));
    assert!(page::export_names(&bed.ws, &ask(Some("{brand}"), None)).unwrap_err().message.contains("{id}"));

    let pattern = "{campaign}_{product}_{id}_{size}";
    let shown = page::export_names(&bed.ws, &ask(Some(pattern), Some("Fall"))).unwrap();
    assert!(shown.names[0].starts_with("Fall_"), "{:?}", shown.names);
    let input = ExportInput {
        only: ReviewFilter::default(),
        format: ExportFormat::Png,
        smaller: false,
        pattern: pattern.to_owned(),
        campaign: "Fall".into(),
        contact_sheet: false,
        ads_manager: false,
        to: bed.folder.path().join("out").display().to_string(),
    };
    let done = page::export_ads(&bed.ws, &input, &Cancel::new(), |_, _| {}).unwrap();
    assert_eq!((done.files, done.zip), (4, None));
    let packed = ExportInput {
        format: ExportFormat::Zip,
        to: bed.folder.path().join("packed").display().to_string(),
        ..input.clone()
    };
    let zip = page::export_ads(&bed.ws, &packed, &Cancel::new(), |_, _| {}).unwrap().zip.unwrap();
    assert!(std::path::Path::new(&zip).is_file() && zip.starts_with(&packed.to) && zip.ends_with(".zip"), "{zip}");
    for name in &shown.names {
        assert!(bed.folder.path().join("out").join(name).exists(), "{name}");
    }
    assert_eq!(names::pattern(&bed.ws).unwrap().as_str(), pattern);
    assert_eq!(page::export_names(&bed.ws, &ask(None, None)).unwrap().names, shown.names, "kept as those in use");
    let wrong =
        ExportInput { pattern: "{nothing}".into(), to: bed.folder.path().join("no").display().to_string(), ..input };
    assert!(page::export_ads(&bed.ws, &wrong, &Cancel::new(), |_, _| {}).is_err());
    assert!(!bed.folder.path().join("no").exists());
}

#[tokio::test]
async fn what_campaign_said_is_offered_for_ads_of_the_same_product_and_of_no_other() {
    let bed = made().await;
    let (starter, refills) = (bed.product().id, app::creation::library::find_product(&bed.ws, "refills").unwrap().id);
    let choice = app::creation::params::Choice::Manual(vec!["statement".into()]);
    bed.make(&Wanted { product: refills.clone(), choice, ..bed.wanted() }).await;
    let ads: Vec<String> = bed.ads().into_iter().map(|ad| ad.id).collect();
    review::approve(&bed.ws, &ads).unwrap();
    let of = |product: &str| ReviewFilter { product: Some(product.to_owned()), ..ReviewFilter::default() };
    let export = |product: &str, campaign: &str| {
        page::export_ads(&bed.ws, &export_as(&bed, of(product), campaign), &Cancel::new(), |_, _| {}).unwrap();
    };
    let offered = |only: ReviewFilter| page::export_names(&bed.ws, &NamesAsk { only, ..ask(None, None) }).unwrap();
    export(&starter, "Fall");
    assert_eq!(offered(of(&starter)).campaign, "Fall");
    assert_eq!(offered(of(&refills)).campaign, "", "those go elsewhere");
    assert_eq!(offered(ReviewFilter::default()).campaign, "", "together they go nowhere that was said");
    export(&refills, "Fall");
    assert_eq!(offered(ReviewFilter::default()).campaign, "Fall");
    export(&starter, "");
    assert_eq!((offered(of(&starter)).campaign, offered(of(&refills)).campaign), (String::new(), "Fall".into()));
}

fn export_as(bed: &Bed, only: ReviewFilter, campaign: &str) -> ExportInput {
    ExportInput {
        format: ExportFormat::Png,
        smaller: false,
        pattern: "{campaign}_{id}_{size}".into(),
        campaign: campaign.into(),
        contact_sheet: false,
        ads_manager: false,
        to: bed.folder.path().join(only.product.as_deref().unwrap_or("all")).display().to_string(),
        only,
    }
}

#[tokio::test]
async fn what_campaign_says_is_kept_for_the_products_of_what_was_exported() {
    let bed = made().await;
    let (starter, refills) = (bed.product().id, app::creation::library::find_product(&bed.ws, "refills").unwrap().id);
    let choice = app::creation::params::Choice::Manual(vec!["statement".into()]);
    bed.make(&Wanted { product: refills.clone(), choice, ..bed.wanted() }).await;
    let ads = bed.ads();
    let ids: Vec<String> = ads.iter().map(|ad| ad.id.clone()).collect();
    review::approve(&bed.ws, &ids).unwrap();
    let said = || [&starter, &refills].map(|product| names::campaign(&bed.ws, product).unwrap());
    let export = |campaign: &str, tell: &mut dyn FnMut()| {
        let input = export_as(&bed, ReviewFilter::default(), campaign);
        page::export_ads(&bed.ws, &input, &Cancel::new(), |_, _| tell()).unwrap();
    };
    // Somebody rejects what is being written.
    export("Fall", &mut || {
        ads.iter().filter(|ad| ad.product == refills).for_each(|ad| decide(&bed, ad, AdDecision::Rejected));
    });
    assert_eq!(said(), [Some("Fall".to_owned()), Some("Fall".to_owned())]);
    review::approve(&bed.ws, &ids).unwrap();

    // What is not the same for both is said for none, in the window and outside of it.
    names::set_campaign(&bed.ws, std::slice::from_ref(&starter), "Spring").unwrap();
    let outside = ExportWanted {
        ads: ids.clone(),
        format: export::ExportFormat::Png,
        zip: false,
        smaller: false,
        to: bed.folder.path().join("outside"),
        pattern: Some(names::read("{campaign}_{id}_{size}").unwrap()),
        campaign: None,
        sheet: SheetChoice::Off,
        contact_sheet: false,
    };
    let mut written: Vec<String> =
        export::export(&bed.ws, &outside).unwrap().files.into_iter().map(|file| file.name).collect();
    written.sort_unstable();
    let shown = page::export_names(&bed.ws, &ask(Some("{campaign}_{id}_{size}"), None)).unwrap();
    assert!(shown.campaign.is_empty() && shown.names.iter().all(|name| written.contains(name)), "{written:?}");
    assert_eq!(said(), [Some("Spring".to_owned()), Some("Fall".to_owned())], "nobody said anything else");

    // Names without the part ask nobody for it; the empty field of names with it is an answer.
    let without = ExportInput { pattern: "{id}_{size}".into(), ..export_as(&bed, ReviewFilter::default(), "") };
    page::export_ads(&bed.ws, &without, &Cancel::new(), |_, _| {}).unwrap();
    assert_eq!(said(), [Some("Spring".to_owned()), Some("Fall".to_owned())]);
    export("", &mut || {});
    assert_eq!(said(), [None, None]);
}
