//! The library: brands by file, pictures by folder.

use std::collections::BTreeMap;

use app::ErrorCode;
use app::creation::params::{Choice, Wanted};
use app::creation::{Stock, brand_file, library, pictures_in, plan, templates};
use app::pages::library::{
    self as page, FactForm, FactsOf, PictureBox, PicturePoint, PicturesInto, cut_out_picture, library_page,
    library_product, save_facts, take_cutout,
};
use store::creation::{Fact, FactOwner, Hook, LibraryTable, Offer, Product, Template, TemplateFile};
use units::Money;

use crate::bed::{Bed, saltwick};

fn picture(red: u8) -> Vec<u8> {
    let pixels = image::RgbImage::from_fn(320, 400, |x, y| image::Rgb([red, (x * y % 251) as u8, (x % 97) as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[test]
fn a_brand_file_brings_what_its_ads_can_say() {
    let bed = Bed::new();
    let stock = Stock::load(&bed.ws, &bed.product().id).unwrap();
    let product = &stock.brief.product;
    assert_eq!(
        (stock.brand.name.as_str(), product.name.as_str(), product.code.as_str()),
        ("Saltwick", "Starter set", "START")
    );
    assert_eq!(product.price.as_ref().unwrap().amount.to_string(), "24 USD");
    assert!(product.benefits.len() > 3 && product.reviews.len() > 3 && product.kit.len() > 3);
    assert!(product.comparison.is_some() && stock.brief.brand.letter.is_some());
    assert!(stock.hooks.len() > 3 && stock.offers.len() == 2 && stock.copy.len() > 3);
    assert_eq!(stock.look.display_font, "Mona Sans");
}

#[test]
fn a_brand_file_brought_again_changes_nothing_and_doubles_nothing() {
    let bed = Bed::new();
    let before = Stock::load(&bed.ws, &bed.product().id).unwrap();
    brand_file::import_path(&bed.ws, &saltwick()).unwrap();
    let after = Stock::load(&bed.ws, &bed.product().id).unwrap();
    assert_eq!(
        (before.product, before.hooks, before.offers, before.copy),
        (after.product, after.hooks, after.offers, after.copy)
    );
    assert_eq!(before.brief.product, after.brief.product);
    assert_eq!(before.pictures.len(), after.pictures.len());
}

#[test]
fn a_file_with_a_mistake_is_refused_with_its_line_and_nothing_is_stored() {
    let bed = Bed::empty();
    let error = brand_file::import(&bed.ws, "[brand]\nname = 7\n", |_| None).unwrap_err();
    assert!(error.message.contains("line 2") || error.message.contains("2 |"), "{}", error.message);
    assert!(bed.ws.store.library_brands().unwrap().is_empty());
}

#[test]
fn a_folder_of_pictures_is_imported_without_its_doubles() {
    let bed = Bed::new();
    let folder = bed.folder.path().join("shots");
    std::fs::create_dir_all(folder.join("deeper")).unwrap();
    std::fs::write(folder.join("a.png"), picture(10)).unwrap();
    std::fs::write(folder.join("deeper/same.png"), picture(10)).unwrap();
    std::fs::write(folder.join("deeper/nearly.png"), picture(12)).unwrap();
    std::fs::write(folder.join("broken.jpg"), b"no picture").unwrap();
    std::fs::write(folder.join("notes.txt"), b"not asked").unwrap();
    let report =
        pictures_in::import_pictures(&bed.ws, &bed.product().id, std::slice::from_ref(&folder), &|_, _| {}).unwrap();
    assert_eq!((report.added.len(), report.duplicates.len(), report.unreadable.len()), (2, 1, 1), "{report:?}");
    assert_eq!(report.alike.len(), 1, "{report:?}");
    let again = pictures_in::import_pictures(&bed.ws, &bed.product().id, &[folder], &|_, _| {}).unwrap();
    assert_eq!((again.added.len(), again.duplicates.len()), (0, 3));
}

#[test]
fn pictures_for_reference_are_templates_once() {
    let bed = Bed::empty();
    let folder = bed.folder.path().join("swipe");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("one.png"), picture(1)).unwrap();
    std::fs::write(folder.join("two.png"), picture(1)).unwrap();
    let report = templates::import_folder(&bed.ws, &folder).unwrap();
    assert_eq!((report.added.len(), report.duplicates.len()), (1, 1));
    assert!(
        app::creation::templates(&bed.ws).unwrap().iter().all(|template| template.name != "one"),
        "it is not drawn"
    );
}

#[test]
fn a_template_of_ones_own_is_drawn_and_a_changed_one_is_its_next_version() {
    let bed = Bed::new();
    let mine = own_template(&bed);
    assert_eq!(templates::import_folder(&bed.ws, &mine).unwrap().added.len(), 1);
    assert_eq!(templates::import_folder(&bed.ws, &mine).unwrap().duplicates.len(), 1);
    let svg = mine.join("1x1.svg");
    std::fs::write(&svg, format!("{}\n", std::fs::read_to_string(&svg).unwrap())).unwrap();
    assert_eq!(templates::import_folder(&bed.ws, &mine).unwrap().changed.len(), 1);
    let found = app::creation::templates(&bed.ws).unwrap();
    assert_eq!(found.iter().find(|template| template.id == "my-statement").unwrap().version, 2);
    std::fs::write(&svg, "<svg").unwrap();
    let faults = templates::import_folder(&bed.ws, &mine).unwrap_err();
    assert!(faults.message.contains("1x1.svg"), "{}", faults.message);
}

#[test]
fn a_template_that_cannot_be_used_is_named_and_keeps_no_other_from_being_used() {
    let bed = Bed::new();
    let mine = own_template(&bed);
    templates::import_folder(&bed.ws, &mine).unwrap();
    let all = app::creation::templates(&bed.ws).unwrap().len();
    // Another version of the program took a folder that this one does not take.
    let row = bed.ws.store.templates().unwrap().into_iter().find(|row| row.id == "my-statement").unwrap();
    let files = [TemplateFile { path: "template.toml".into(), data: b"id = ".to_vec() }];
    let row = Template { name: "My statement".into(), ..row };
    bed.ws.store.import_template(&row, &files, bed.ws.clock.now()).unwrap();
    assert_eq!(app::creation::templates(&bed.ws).unwrap().len(), all - 1);
    let unusable = &library_page(&bed.ws).unwrap().templates_unusable;
    assert_eq!((unusable.len(), unusable[0].name.as_str()), (1, "My statement"));
    assert!(unusable[0].why.contains("template.toml:1"), "{}", unusable[0].why);

    let wanted = Wanted { choice: Choice::Shuffle(2), ..bed.wanted() };
    let selection = plan::plan(&bed.ws, &wanted).unwrap().selection.unwrap();
    let left = selection.left_out.iter().find(|left| left.template == "my-statement").unwrap();
    assert!(left.why.starts_with("My statement cannot be used: "), "{}", left.why);
    let named = Wanted { choice: Choice::Manual(vec!["my-statement".into()]), ..bed.wanted() };
    let error = plan::plan(&bed.ws, &named).unwrap_err();
    assert!(error.next_step.contains("My statement cannot be used"), "{error:?}");

    // The mended folder is taken again.
    assert_eq!(templates::import_folder(&bed.ws, &mine).unwrap().changed.len(), 1);
    assert_eq!(app::creation::templates(&bed.ws).unwrap().len(), all);
}

#[test]
fn of_several_folders_the_good_ones_are_taken_and_the_others_named() {
    let bed = Bed::new();
    let folder = bed.folder.path().join("several");
    for id in ["a-broken", "b-good", "c-broken"] {
        let from = own_template(&bed);
        let to = folder.join(id);
        std::fs::create_dir_all(&to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let text = std::fs::read_to_string(entry.path()).unwrap().replace("\"my-statement\"", &format!("\"{id}\""));
            std::fs::write(to.join(entry.file_name()), text).unwrap();
        }
    }
    std::fs::write(folder.join("a-broken/1x1.svg"), "<svg").unwrap();
    std::fs::write(folder.join("c-broken/template.toml"), "id = ").unwrap();
    // What a designer keeps beside it is no part of it.
    std::fs::write(folder.join("b-good/source.psd"), vec![0_u8; 4096]).unwrap();
    let mut events = bed.ws.events.subscribe();
    let report = templates::import_folder(&bed.ws, &folder).unwrap();
    assert_eq!((report.added.len(), report.unreadable.len()), (1, 2), "{report:?}");
    assert!(report.unreadable[0].starts_with("a-broken: 1x1.svg:1"), "{:?}", report.unreadable);
    assert!(report.unreadable[1].starts_with("c-broken: template.toml:1"), "{:?}", report.unreadable);
    assert_eq!(events.try_recv().unwrap(), app::Changed::Library);
    let files = bed.ws.store.template_files("b-good", 1).unwrap();
    assert!(files.iter().all(|file| file.path == "template.toml" || file.path.ends_with(".svg")), "{files:?}");
}

#[test]
fn a_template_whose_import_was_taken_back_comes_again_as_another_version() {
    let bed = Bed::new();
    let mine = own_template(&bed);
    let (svg, first) = (mine.join("1x1.svg"), std::fs::read_to_string(mine.join("1x1.svg")).unwrap());
    templates::import_folder(&bed.ws, &mine).unwrap();
    std::fs::write(&svg, format!("{first}\n")).unwrap();
    templates::import_folder(&bed.ws, &mine).unwrap();
    let second = bed.ws.store.template_files("my-statement", 2).unwrap();
    library::undo(&bed.ws).unwrap();
    let version = || {
        let found = app::creation::templates(&bed.ws).unwrap();
        found.iter().find(|template| template.id == "my-statement").map(|template| template.version)
    };
    assert_eq!(version(), Some(1));
    std::fs::write(&svg, format!("{first}\n\n")).unwrap();
    templates::import_folder(&bed.ws, &mine).unwrap();
    assert_eq!(version(), Some(3), "an ad may have been drawn with version 2");
    assert_eq!(bed.ws.store.template_files("my-statement", 2).unwrap(), second);
    // An import that was taken back altogether is there again.
    library::undo(&bed.ws).unwrap();
    library::undo(&bed.ws).unwrap();
    assert_eq!(version(), None);
    std::fs::write(&svg, &first).unwrap();
    assert_eq!(templates::import_folder(&bed.ws, &mine).unwrap().added.len(), 1);
    assert_eq!(version(), Some(1));
}

#[test]
fn a_picture_that_is_far_too_large_is_not_read_as_a_reference() {
    let bed = Bed::empty();
    let folder = bed.folder.path().join("swipe");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::File::create(folder.join("huge.png")).unwrap().set_len(61 << 20).unwrap();
    let report = templates::import_folder(&bed.ws, &folder).unwrap();
    assert!(report.added.is_empty() && report.unreadable[0].contains("61 MB"), "{report:?}");
}

#[test]
fn a_brand_that_is_imported_again_keeps_what_a_person_added_and_is_taken_back_as_one_act() {
    let bed = Bed::new();
    let product = bed.product().id;
    let owner = FactOwner::Product(product.clone());
    let own = Fact {
        id: library::new_id(&bed.ws),
        owner: owner.clone(),
        kind: "benefits".into(),
        position: 99,
        body: serde_json::json!("One of my own"),
        active: true,
    };
    library::save_fact(&bed.ws, &own).unwrap();
    let hook = bed.ws.store.hooks(&product).unwrap().remove(0);
    library::save_hook(&bed.ws, &Hook { text: "What I would rather say".into(), ..hook.clone() }).unwrap();
    let benefits = || {
        let facts = bed.ws.store.facts(&owner).unwrap().into_iter();
        facts.filter(|fact| fact.active && fact.kind == "benefits").map(|fact| fact.body).collect::<Vec<_>>()
    };
    let before = benefits();
    // The file has a benefit less now.
    let text = std::fs::read_to_string(saltwick()).unwrap();
    let shorter = text.replacen("\"Fill it from the tap\", ", "", 1);
    assert_ne!(text, shorter);
    brand_file::import(&bed.ws, &shorter, |_| None).unwrap();
    let after = benefits();
    assert!(after.len() == before.len() - 1 && after.contains(&own.body), "{after:?}");
    assert_eq!(bed.ws.store.hooks(&product).unwrap()[0].text, hook.text);
    library::undo(&bed.ws).unwrap();
    assert_eq!(benefits(), before);
    assert_eq!(bed.ws.store.hooks(&product).unwrap()[0].text, "What I would rather say");
}

#[test]
fn taking_a_first_import_of_a_brand_back_puts_all_of_it_away() {
    let bed = Bed::new();
    let product = bed.product().id;
    library::undo(&bed.ws).unwrap();
    assert!(bed.ws.store.library_brands().unwrap().iter().all(|brand| !brand.active));
    assert!(bed.ws.store.products(None).unwrap().iter().all(|product| !product.active));
    assert!(bed.ws.store.hooks(&product).unwrap().iter().all(|hook| !hook.active));
    assert!(bed.ws.store.library_images(&product).unwrap().iter().all(|image| !image.active));
    assert!(library::undo(&bed.ws).unwrap().is_none());
    brand_file::import_path(&bed.ws, &saltwick()).unwrap();
    assert_eq!(bed.product().id, product);
}

#[test]
fn what_others_edit_during_an_act_is_no_part_of_it() {
    let bed = Bed::new();
    let product = bed.product().id;
    let hook = bed.ws.store.hooks(&product).unwrap().remove(0);
    let edited = || bed.ws.store.hooks(&product).unwrap().into_iter().any(|hook| hook.text == "Edited meanwhile");
    library::one_act(&bed.ws, |act| {
        library::paste_hooks(act, &product, "A first line")?;
        library::save_hook(&bed.ws, &Hook { text: "Edited meanwhile".into(), ..hook.clone() })?;
        library::paste_hooks(act, &product, "A second line")
    })
    .unwrap();
    assert_eq!(library::undo(&bed.ws).unwrap().unwrap().changes.len(), 2);
    assert!(edited());
    assert_eq!(library::undo(&bed.ws).unwrap().unwrap().changes.len(), 1);
    assert!(!edited());
}

#[test]
fn photos_stay_in_the_file_until_they_are_drawn() {
    let bed = Bed::new();
    let stock = Stock::load(&bed.ws, &bed.product().id).unwrap();
    assert!(!stock.pictures.is_empty());
    for picture in &stock.pictures {
        assert!(matches!(picture.source, creative::picture::Source::Kept(_)), "{picture:?}");
        let stored = bed.ws.store.picture(&picture.sha256).unwrap().unwrap();
        assert_eq!(picture.bytes().unwrap()[..], stored.data[..]);
    }
}

#[test]
fn pictures_that_are_there_are_not_decoded_to_find_twins() {
    let bed = Bed::new();
    let product = bed.product().id;
    let folder = bed.folder.path().join("one");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("a.png"), picture(10)).unwrap();
    pictures_in::import_pictures(&bed.ws, &product, std::slice::from_ref(&folder), &|_, _| {}).unwrap();
    // What is stored says what the picture looks like, whatever became of its bytes.
    let known = bed.ws.store.fingerprints_of_product(&product).unwrap();
    let images = bed.ws.store.library_images(&product).unwrap();
    assert!(images.iter().all(|image| known.contains_key(&image.sha256)), "{known:?}");
    let twin = images.iter().find(|image| image.name == "a.png").unwrap();
    bed.ws.store.note_fingerprints(&[(twin.sha256.clone(), 0x0F0F_0F0F_0F0F_0F0F)], None).unwrap();
    std::fs::write(folder.join("b.png"), picture(12)).unwrap();
    let report = pictures_in::import_pictures(&bed.ws, &product, &[folder], &|_, _| {}).unwrap();
    assert!(report.alike.is_empty(), "it was looked up, not measured: {report:?}");
}

/// A folder with a template that is one of ours under another name.
fn own_template(bed: &Bed) -> std::path::PathBuf {
    let bundled = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/templates/statement");
    let mine = bed.folder.path().join("my-statement");
    std::fs::create_dir_all(&mine).unwrap();
    for entry in std::fs::read_dir(bundled).unwrap() {
        let entry = entry.unwrap();
        let text = std::fs::read_to_string(entry.path()).unwrap().replace("\"statement\"", "\"my-statement\"");
        std::fs::write(mine.join(entry.file_name()), text).unwrap();
    }
    mine
}

fn described(bed: &Bed) -> page::TemplateForm {
    let template = library_page(&bed.ws).unwrap().templates.into_iter().find(|one| one.id == "my-statement").unwrap();
    page::TemplateForm {
        id: template.id,
        name: template.name,
        category: template.category,
        awareness: Some(template.awareness),
        audience: template.audience,
        niche: template.niche.unwrap_or_default(),
        source_brand: template.source_brand.unwrap_or_default(),
    }
}

#[test]
fn what_is_said_of_an_imported_template_is_changed_counts_and_outlives_a_changed_folder() {
    let bed = Bed::new();
    let mine = own_template(&bed);
    templates::import_folder(&bed.ws, &mine).unwrap();
    let before = described(&bed);
    let said = page::TemplateForm {
        category: "meme".into(),
        awareness: Some((5, 5)),
        audience: "male".into(),
        niche: "Home care".into(),
        source_brand: "Acme".into(),
        ..before.clone()
    };
    page::save_template(&bed.ws, &said).unwrap();
    assert_eq!(described(&bed), said);
    // A template that is drawn has to say what it is for; an empty field leaves that as it was.
    let emptied =
        page::TemplateForm { category: String::new(), audience: String::new(), awareness: None, ..said.clone() };
    page::save_template(&bed.ws, &emptied).unwrap();
    assert_eq!(described(&bed), said);

    let svg = mine.join("1x1.svg");
    std::fs::write(&svg, format!("{}\n", std::fs::read_to_string(&svg).unwrap())).unwrap();
    assert_eq!(templates::import_folder(&bed.ws, &mine).unwrap().changed.len(), 1);
    assert_eq!(described(&bed), said, "what a person said stays");
    for _act in 0..3 {
        library::undo(&bed.ws).unwrap().unwrap();
    }
    assert_eq!(described(&bed), before);

    let wrong = |form: page::TemplateForm| page::save_template(&bed.ws, &form).unwrap_err().message;
    assert!(wrong(page::TemplateForm { awareness: Some((4, 2)), ..before.clone() }).contains("4 to 2"));
    assert!(wrong(page::TemplateForm { category: "poem".into(), ..before.clone() }).contains("poem"));
    assert!(wrong(page::TemplateForm { id: "statement".into(), ..before }).contains("comes with the program"));
}

#[test]
fn a_reference_says_what_a_person_says_or_nothing() {
    let bed = Bed::new();
    let folder = bed.folder.path().join("looks");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("one.png"), picture(90)).unwrap();
    templates::import_folder(&bed.ws, &folder).unwrap();
    let form = || library_page(&bed.ws).unwrap().references.remove(0).form;
    let empty = form();
    let said =
        page::TemplateForm { category: "meme".into(), niche: "Pets".into(), awareness: Some((1, 2)), ..empty.clone() };
    page::save_template(&bed.ws, &said).unwrap();
    assert_eq!(form(), said);
    page::save_template(&bed.ws, &empty).unwrap();
    assert_eq!((form().category.as_str(), form().awareness), ("", None));
}

#[test]
fn hooks_are_pasted_one_a_line_and_edits_are_taken_back() {
    let bed = Bed::new();
    let product = bed.product().id;
    let known = bed.ws.store.hooks(&product).unwrap();
    let text = format!("A new one.\n\n  {}  \nAnother.\nAnother.\n", known[0].text);
    assert_eq!(library::paste_hooks(&bed.ws, &product, &text).unwrap(), 2);
    library::put_away(&bed.ws, LibraryTable::Hooks, &known[0].id).unwrap();
    let undone = library::undo(&bed.ws).unwrap().unwrap();
    assert_eq!(undone.changes, [(LibraryTable::Hooks, "put_away".to_owned())]);
    assert!(bed.ws.store.hooks(&product).unwrap()[0].active);
}

/// A photo of something dark green before a plain white backdrop.
fn packshot() -> Vec<u8> {
    let pixels = image::RgbImage::from_fn(320, 400, |x, y| {
        let far = (x as f32 - 160.0).hypot((y as f32 - 200.0) * 0.7);
        let cover = (90.5 - far).clamp(0.0, 1.0);
        image::Rgb([30.0, 80.0, 60.0].map(|value| (value * cover + 255.0 * (1.0 - cover)) as u8))
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A product without pictures, and files to drop on it.
fn dropped(bed: &Bed, files: &[(&str, Vec<u8>)]) -> (String, Vec<String>) {
    let brand = bed.product().brand;
    let form = page::ProductForm { brand, name: "Jar".into(), ..page::ProductForm::default() };
    let product = page::save_product(&bed.ws, form).unwrap();
    let paths = files.iter().map(|(name, bytes)| {
        let path = bed.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    });
    (product, paths.collect())
}

#[test]
fn a_photo_on_a_plain_backdrop_is_cut_out_and_can_be_refused_either_way() {
    let bed = Bed::new();
    let (product, paths) = dropped(&bed, &[("jar.png", packshot())]);
    let added = page::add_pictures(&bed.ws, PicturesInto::Product, &product, &paths, &|_, _| {}).unwrap();
    assert_eq!((added.added, added.cut_out, added.photos.len()), (1, 1, 0));
    let shown = || library_product(&bed.ws, &product).unwrap().pictures.remove(0);
    let picture = shown();
    let cutout = picture.cutout.clone().unwrap();
    assert!(cutout.taken && picture.hash == cutout.hash && picture.photo != picture.hash, "{picture:?}");
    assert_eq!(picture.role, "product");
    let transparent = || Stock::load(&bed.ws, &product).unwrap().pictures[0].transparent;
    assert!(transparent());

    take_cutout(&bed.ws, &product, &picture.id, false).unwrap();
    assert_eq!(shown().hash, picture.photo, "the photo as it came");
    assert!(!transparent());
    take_cutout(&bed.ws, &product, &picture.id, true).unwrap();
    assert_eq!(shown().hash, cutout.hash);

    cut_out_picture(&bed.ws, &product, &picture.id, true, false).unwrap();
    let again = shown().cutout.unwrap();
    assert_eq!((again.shadow, again.holes, again.taken), (Some(true), Some(false), true));
}

#[test]
fn without_a_cutout_templates_that_need_one_say_so_and_photo_templates_are_left() {
    let bed = Bed::new();
    let (product, paths) = dropped(&bed, &[("shelf.png", picture(10))]);
    let added = page::add_pictures(&bed.ws, PicturesInto::Product, &product, &paths, &|_, _| {}).unwrap();
    assert!(added.cut_out == 0 && added.photos[0].starts_with("shelf.png: "), "{added:?}");
    library::paste_hooks(&bed.ws, &product, "One line.").unwrap();
    let stock = Stock::load(&bed.ws, &product).unwrap();
    let templates = templates::templates(&bed.ws).unwrap();
    let hooks = stock.hooks.clone();
    let all = app::creation::plan::candidates(&bed.ws, &stock, &templates, &hooks, None).unwrap();
    let lacks = |id: &str| all.iter().find(|one| one.template == id).unwrap().lacks.clone();
    assert_eq!(lacks("headline-on-scene"), Vec::<String>::new());
    assert_eq!(lacks("product-hero"), ["a product picture"]);
    let id = library_product(&bed.ws, &product).unwrap().pictures.remove(0).id;
    page::save_picture(
        &bed.ws,
        &product,
        page::PictureForm {
            id: id.clone(),
            name: "shelf.png".into(),
            role: "product".into(),
            main: true,
            tags: vec!["product:jar".into(), " ".into()],
            focus: Some(PicturePoint { x: 0.25, y: 1.5 }),
            subject: Some(PictureBox { x: 0.1, y: 0.2, width: 0.5, height: 0.6 }),
            height_mm: Some(140.0),
        },
    )
    .unwrap();
    let shown = library_product(&bed.ws, &product).unwrap().pictures.remove(0);
    assert_eq!(shown.tags, ["product:jar"]);
    assert_eq!(shown.focus, Some(PicturePoint { x: 0.25, y: 1.0 }), "nothing lies outside of a picture");
    assert!((shown.subject.unwrap().height - 0.6).abs() < 1e-6);
    assert_eq!(shown.height_mm, Some(140.0));
    assert_eq!(Stock::load(&bed.ws, &product).unwrap().brief.pictures[0].picture.height_mm, Some(140.0));
    let stock = Stock::load(&bed.ws, &product).unwrap();
    let all = app::creation::plan::candidates(&bed.ws, &stock, &templates, &hooks, None).unwrap();
    let lacks = |id: &str| all.iter().find(|one| one.template == id).unwrap().lacks.clone();
    assert_eq!(lacks("product-hero"), ["a cut-out product picture"]);
    assert_eq!(lacks("headline-on-scene"), Vec::<String>::new(), "a photo of the product is a photo");
    let error = cut_out_picture(&bed.ws, &product, &id, false, true).unwrap_err();
    assert!(error.message.contains("not plain"), "{}", error.message);
}

#[test]
fn a_drop_is_one_act_and_a_draft_brand_too() {
    let bed = Bed::new();
    let files = [
        ("acme-logo.png", packshot()),
        ("acme_jar.png", packshot()),
        ("acme_shelf.png", picture(90)),
        ("lines.txt", b"First line.\nSecond line.\n".to_vec()),
    ];
    let (_, paths) = dropped(&bed, &files);
    let brands = || library_page(&bed.ws).unwrap().brands.into_iter().filter(|brand| brand.active).count();
    let before = brands();
    let drafted = page::draft_brand(&bed.ws, &paths, &|_, _| {}).unwrap();
    assert_eq!((drafted.added, drafted.cut_out, drafted.hooks), (3, 1, 2), "{drafted:?}");
    let listed = library_page(&bed.ws).unwrap();
    let brand = listed.brands.iter().find(|brand| brand.form.id == *drafted.into.as_ref().unwrap()).unwrap();
    assert_eq!((brand.form.name.as_str(), brand.products[0].name.as_str()), ("Acme", "Jar"));
    assert!(brand.logo.is_some());
    assert_eq!((brand.products[0].pictures, brand.products[0].hooks), (2, 2));
    page::undo_library(&bed.ws).unwrap().unwrap();
    assert_eq!(brands(), before, "the whole brand is taken back at once");
}

fn form(kind: &str, fields: &[(&str, &str)]) -> FactForm {
    let fields: BTreeMap<String, String> = fields.iter().map(|(key, text)| ((*key).into(), (*text).into())).collect();
    FactForm { id: String::new(), kind: kind.into(), fields }
}

#[test]
fn what_ads_can_say_is_edited_as_it_is_listed() {
    let bed = Bed::new();
    let product = bed.product().id;
    let of = |kind: &str| -> Vec<FactForm> {
        let all = library_product(&bed.ws, &product).unwrap().facts;
        all.into_iter().filter(|fact| fact.kind == kind).collect()
    };
    let save = |kind: &str, forms: Vec<FactForm>| save_facts(&bed.ws, FactsOf::Product, &product, kind, forms);
    // Everything that the brand's file brought goes out and comes back as it was.
    let before = Stock::load(&bed.ws, &product).unwrap().brief.product;
    let kinds: std::collections::BTreeSet<String> =
        library_product(&bed.ws, &product).unwrap().facts.into_iter().map(|fact| fact.kind).collect();
    assert!(kinds.len() > 8, "{kinds:?}");
    for kind in &kinds {
        save(kind, of(kind)).unwrap();
    }
    assert_eq!(Stock::load(&bed.ws, &product).unwrap().brief.product, before);

    let mut reviews = of("reviews");
    reviews.swap(0, 1);
    reviews
        .push(form("reviews", &[("quote", "It fizzes."), ("author", "Jo"), ("date", "2026-10-02"), ("rating", "5")]));
    save("reviews", reviews.clone()).unwrap();
    let now = Stock::load(&bed.ws, &product).unwrap().brief.product.reviews;
    assert_eq!(now.len(), before.reviews.len() + 1);
    assert_eq!((&now[0], now.last().unwrap().rating), (&before.reviews[1], Some(5)));

    let mut kit = of("kit");
    kit[0].fields.insert("value".into(), "15,50".into());
    kit.remove(1);
    save("kit", kit).unwrap();
    let now = Stock::load(&bed.ws, &product).unwrap().brief.product.kit;
    assert_eq!((now.len(), now[0].value.unwrap().to_string()), (before.kit.len() - 1, "15.5 USD".to_owned()));
    page::undo_library(&bed.ws).unwrap();
    assert_eq!(Stock::load(&bed.ws, &product).unwrap().brief.product.kit, before.kit, "one act, taken back whole");
}

#[test]
fn what_is_not_whole_is_refused_with_its_place_and_nothing_is_stored() {
    let bed = Bed::new();
    let product = bed.product().id;
    let save = |kind: &str, forms: Vec<FactForm>| {
        save_facts(&bed.ws, FactsOf::Product, &product, kind, forms).unwrap_err().message
    };
    let before = library_product(&bed.ws, &product).unwrap().facts;
    let quote = [("quote", "Fine."), ("date", "2026-10-02")];
    assert!(save("reviews", vec![form("reviews", &quote)]).contains("author"));
    let undated = form("reviews", &[("quote", "Fine."), ("source", "saltwick.com")]);
    assert!(save("reviews", vec![undated]).contains("date"));
    let whole = form("figures", &[("number", "6 g"), ("claim", "is what it weighs"), ("source", "Weighed.")]);
    let bare = form("figures", &[("number", "94%"), ("claim", "is water")]);
    assert_eq!(save("figures", vec![whole, bare]), "Entry 2: the source is missing.");
    let starred = form("reviews", &[("quote", "x"), ("source", "y"), ("date", "2026-10-02"), ("rating", "6")]);
    assert!(save("reviews", vec![starred]).contains("stars"));
    assert!(save("kit", vec![form("kit", &[("name", "Tin"), ("value", "much")])]).contains("amount"));
    assert!(save("press", Vec::new()).contains("press"), "press belongs to a brand");
    assert_eq!(library_product(&bed.ws, &product).unwrap().facts, before);
}

#[test]
fn a_board_is_kept_in_the_file_for_each_product() {
    use app::pages::create::{board_draft, keep_board_draft};
    let bed = Bed::new();
    let product = bed.product().id;
    assert_eq!(board_draft(&bed.ws, None).unwrap(), None);
    let kept = keep_board_draft(&bed.ws, &product, r#"{"seed":7}"#).unwrap();
    let draft = board_draft(&bed.ws, None).unwrap().unwrap();
    assert_eq!((draft.product.as_str(), draft.body.as_str(), draft.kept_at), (product.as_str(), r#"{"seed":7}"#, kept));
    assert_eq!(board_draft(&bed.ws, Some(&product)).unwrap(), Some(draft));
    assert!(keep_board_draft(&bed.ws, &product, "[1]").is_err() && keep_board_draft(&bed.ws, "nobody", "{}").is_err());
}

#[test]
fn shorter_ways_to_say_a_hook_go_with_its_words_unless_they_were_changed_too() {
    let bed = Bed::new();
    let product = bed.product().id;
    let hooks = || library_product(&bed.ws, &product).unwrap().hooks;
    let with = |change: &dyn Fn(&mut page::HookForm)| {
        let mut all = hooks();
        change(&mut all[0]);
        page::save_hooks(&bed.ws, &product, all).unwrap();
        hooks().remove(0)
    };
    let first = with(&|hook| hook.shorter = vec!["Nine bottles.".into(), " ".into()]);
    assert_eq!(first.shorter, ["Nine bottles."]);
    let other = with(&|hook| hook.text = "Something else entirely.".into());
    assert!(other.shorter.is_empty(), "old claims are on no new ad");
    let both = with(&|hook| (hook.text, hook.shorter) = ("A third way.".into(), vec!["Third.".into()]));
    assert_eq!((both.text.as_str(), both.shorter), ("A third way.", vec!["Third.".to_owned()]));
}

#[test]
fn the_opaque_part_of_a_product_is_measured_when_its_picture_comes_in() {
    let bed = Bed::new();
    let product = bed.product().id;
    let stored = || {
        let images = bed.ws.store.library_images(&product).unwrap();
        images.into_iter().find(|image| image.name == "saltwick-starter.png").unwrap()
    };
    let aspect = || {
        let stock = Stock::load(&bed.ws, &product).unwrap();
        stock.brief.pictures.iter().find(|one| one.name == "saltwick-starter.png").unwrap().picture.aspect()
    };
    let mut image = stored();
    assert_eq!(image.analysis["opaque"]["of"], image.sha256.as_str());
    let measured = aspect();
    assert!((0.9..0.96).contains(&measured), "the file is 0.8, what it shows {measured}");
    // A file from before it was noted says the same, and so does what is imported again.
    image.analysis["opaque"] = serde_json::Value::Null;
    bed.ws.store.save_library_image(&image, bed.ws.clock.now()).unwrap();
    assert!((aspect() - measured).abs() < 1e-6);
    brand_file::import_path(&bed.ws, &saltwick()).unwrap();
    assert_eq!(stored().analysis["opaque"]["of"], image.sha256.as_str());
}

#[test]
fn what_came_with_the_demo_is_nobodys_act_and_cannot_be_taken_back() {
    let bed = Bed::empty();
    assert!(app::creation::demo::library(&bed.ws).unwrap(), "it is new");
    assert!(library::undo(&bed.ws).unwrap().is_none());
    assert_eq!(bed.ws.store.library_brands().unwrap().len(), 2);
}

fn offer_form(name: &str, price: &str, before: &str) -> page::OfferForm {
    page::OfferForm {
        id: String::new(),
        name: name.into(),
        price: price.into(),
        compare_price: before.into(),
        lowest_price: String::new(),
        percent_off: String::new(),
        url: String::new(),
        starts: String::new(),
        ends: String::new(),
        terms: String::new(),
        chip: String::new(),
        banned: vec![],
        disclaimer: String::new(),
        is_default: false,
    }
}

/// The demo's brand file with one text in place of another.
fn edited(bed: &Bed, from: &str, to: &str) -> std::path::PathBuf {
    let text = std::fs::read_to_string(saltwick()).unwrap();
    assert!(text.contains(from));
    let path = bed.folder.path().join("brand.toml");
    std::fs::write(&path, text.replace(from, to)).unwrap();
    path
}

#[test]
fn a_price_that_is_not_below_the_price_before_is_refused() {
    let bed = Bed::new();
    let product = bed.product().id;
    let before = library_product(&bed.ws, &product).unwrap();
    for (price, how) in [("40", "above"), ("31.00", "the same as")] {
        let error = page::save_offer(&bed.ws, &product, offer_form("Week", price, "31")).unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidInput);
        assert!(error.message.contains(how) && error.message.contains("31 USD"), "{error:?}");
        assert!(error.next_step.contains("below"), "{error:?}");
        let form = page::ProductForm { price: price.into(), compare_price: "31".into(), ..before.form.clone() };
        assert_eq!(page::save_product(&bed.ws, form).unwrap_err().code, ErrorCode::InvalidInput);
    }
    let after = library_product(&bed.ws, &product).unwrap();
    assert_eq!((after.offers, after.form), (before.offers, before.form), "nothing is stored");
    page::save_offer(&bed.ws, &product, offer_form("Week", "30.99", "31")).unwrap();
    page::save_offer(&bed.ws, &product, offer_form("Month", "40", "")).unwrap();
}

#[test]
fn an_offer_names_the_field_that_cannot_be_used() {
    let bed = Bed::new();
    let product = bed.product().id;
    let field = |change: &dyn Fn(&mut page::OfferForm)| {
        let mut form = offer_form("Week", "24", "31");
        change(&mut form);
        page::save_offer(&bed.ws, &product, form).unwrap_err().field
    };
    assert_eq!(field(&|form| form.percent_off = "500".into()).as_deref(), Some("percentOff"));
    assert_eq!(field(&|form| form.lowest_price = "low".into()).as_deref(), Some("lowestPrice"));
    assert_eq!(field(&|form| form.price = "40".into()).as_deref(), Some("price"));
    assert_eq!(field(&|form| form.starts = "soon".into()).as_deref(), Some("starts"));
    let backwards = |form: &mut page::OfferForm| {
        form.starts = "2026-12-24".into();
        form.ends = "2026-12-01".into();
    };
    assert_eq!(field(&backwards).as_deref(), Some("ends"));
}

#[test]
fn a_name_that_another_one_has_is_refused_in_plain_words() {
    let bed = Bed::new();
    let product = bed.product();
    let named = |name: &str| page::ProductForm {
        brand: product.brand.clone(),
        name: name.into(),
        ..page::ProductForm::default()
    };
    let second = page::save_product(&bed.ws, named("Jar")).unwrap();
    let plain = |error: app::AppError, name: &str| {
        assert_eq!(error.code, ErrorCode::AlreadyExists, "{error:?}");
        assert!(error.message.contains(name) && !error.message.contains("constraint"), "{error:?}");
        error.field
    };
    let twin = page::ProductForm { id: second.clone(), ..named(&product.name.to_uppercase()) };
    assert_eq!(plain(page::save_product(&bed.ws, twin).unwrap_err(), &product.name).as_deref(), Some("name"));
    // Another name that makes the same file name is none of a person's business.
    let near = page::ProductForm { id: second.clone(), ..named(&format!("{}!", product.name)) };
    page::save_product(&bed.ws, near).unwrap();
    let slugs = bed.ws.store.products(Some(&product.brand)).unwrap();
    let slug = |id: &str| slugs.iter().find(|one| one.id == id).unwrap().slug.clone();
    assert_eq!(slug(&second), format!("{}-2", slug(&product.id)));

    let brand = library_page(&bed.ws).unwrap().brands[0].form.clone();
    let fresh = page::BrandForm { id: String::new(), name: "Jars".into(), code: String::new(), ..brand.clone() };
    let other = page::save_brand(&bed.ws, fresh.clone()).unwrap();
    let twin = page::BrandForm { id: other.clone(), name: brand.name.clone(), ..fresh.clone() };
    assert_eq!(plain(page::save_brand(&bed.ws, twin).unwrap_err(), &brand.name).as_deref(), Some("name"));
    page::set_in_library(&bed.ws, page::LibraryKind::Brand, &other, false).unwrap();
    let again = page::BrandForm { name: "Jars".into(), ..brand };
    assert!(page::save_brand(&bed.ws, again).unwrap_err().message.contains("put away"));
}

#[test]
fn words_that_are_there_already_are_refused_in_plain_words_and_what_was_put_away_comes_back() {
    let bed = Bed::new();
    let product = bed.product().id;
    let hooks = library_product(&bed.ws, &product).unwrap().hooks;
    let mut twice = hooks.clone();
    twice[1].text = format!(" {} ", hooks[0].text);
    let error = page::save_hooks(&bed.ws, &product, twice).unwrap_err();
    assert_eq!(error.code, ErrorCode::AlreadyExists);
    assert!(error.message.contains(&hooks[0].text), "{error:?}");
    let line = |text: &str| page::CopyForm { id: String::new(), field: "headline".into(), text: text.into() };
    let id = page::save_copy_line(&bed.ws, &product, line("A jar for salt")).unwrap();
    let error = page::save_copy_line(&bed.ws, &product, line("A jar for salt ")).unwrap_err();
    assert_eq!(error.code, ErrorCode::AlreadyExists);
    page::set_in_library(&bed.ws, page::LibraryKind::Copy, &id, false).unwrap();
    assert_eq!(page::save_copy_line(&bed.ws, &product, line("A jar for salt")).unwrap(), id);
}

#[test]
fn what_is_stored_with_equal_prices_can_be_changed_in_all_else() {
    let bed = Bed::new();
    let (product, now) = (bed.product(), bed.ws.clock.now());
    let offer = bed.ws.store.offers(&product.id).unwrap()[0].clone();
    // As a version that did not look at the prices stored it.
    let usual = product.price;
    bed.ws.store.save_product(&Product { compare_price: usual, ..product.clone() }, now).unwrap();
    let dear = Offer { price: usual, compare_price: usual, ..offer };
    bed.ws.store.save_offer(&dear, now).unwrap();
    bed.ws.store.save_offer(&Offer { id: "twin".into(), slug: "twin".into(), ..dear.clone() }, now).unwrap();

    let renamed = Product { name: "Renamed".into(), compare_price: usual, ..product };
    library::save_product(&bed.ws, &renamed).unwrap();
    library::save_offer(&bed.ws, &Offer { is_default: true, ..dear.clone() }).unwrap();
    let dear = Offer { name: "Renamed".into(), ..dear };
    library::save_offer(&bed.ws, &dear).unwrap();
    assert_eq!(bed.product().name, "Renamed");

    // A price that is entered is looked at.
    let raised = usual.map(|price| Money::from_micros(price.micros() + 1_000_000, price.currency()));
    let refused = |saved: Result<(), app::AppError>| assert_eq!(saved.unwrap_err().code, ErrorCode::InvalidInput);
    refused(library::save_product(&bed.ws, &Product { price: raised, ..renamed }));
    refused(library::save_offer(&bed.ws, &Offer { price: raised, ..dear }));
}

#[test]
fn a_brand_file_with_a_price_above_the_price_before_is_refused_and_nothing_is_stored() {
    let bed = Bed::empty();
    let dear = edited(&bed, r#"compare_at = { amount = "78""#, r#"compare_at = { amount = "58""#);
    let error = brand_file::import_path(&bed.ws, &dear).unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput);
    assert!(error.message.contains("59 USD") && error.message.contains("58 USD"), "{error:?}");
    assert!(bed.ws.store.library_brands().unwrap().is_empty());
}

#[test]
fn an_equal_offer_is_there_already() {
    let bed = Bed::new();
    let product = bed.product().id;
    let id = page::save_offer(&bed.ws, &product, offer_form("Week", "20", "31")).unwrap();
    let error = page::save_offer(&bed.ws, &product, offer_form(" week", "20.00", "31")).unwrap_err();
    assert_eq!(error.code, ErrorCode::AlreadyExists);
    assert!(error.message.contains("already") && error.message.contains("Week"), "{error:?}");
    // Another date, another price or a chip make another offer, until it is changed into the first one.
    let dated = page::OfferForm { ends: "2026-12-24".into(), ..offer_form("Week", "20", "31") };
    let dated = page::OfferForm { id: page::save_offer(&bed.ws, &product, dated.clone()).unwrap(), ..dated };
    let changed = page::OfferForm { ends: String::new(), ..dated };
    assert_eq!(page::save_offer(&bed.ws, &product, changed).unwrap_err().code, ErrorCode::AlreadyExists);
    // Itself it is not, and one that was put away is not there.
    let first = page::OfferForm { is_default: true, id: id.clone(), ..offer_form("Week", "20", "31") };
    page::save_offer(&bed.ws, &product, first).unwrap();
    library::put_away(&bed.ws, LibraryTable::Offers, &id).unwrap();
    page::save_offer(&bed.ws, &product, offer_form("Week", "20", "31")).unwrap();
    // Nor does it come back beside its twin.
    let error = library::bring_back(&bed.ws, LibraryTable::Offers, &id).unwrap_err();
    assert_eq!(error.code, ErrorCode::AlreadyExists);
    assert!(!bed.ws.store.offer(&id).unwrap().active);
}

#[test]
fn a_brand_file_with_one_offer_twice_is_refused_and_takes_one_a_person_entered_as_its_own() {
    let bed = Bed::empty();
    let first = "[[products.offers]]\nid = \"starter-shipping\"\nname = \"Starter set\"\n\
                 price = { amount = \"24\", currency = \"USD\" }\nchip = \"Ships free\"\n\
                 terms = \"Free shipping in the lower 48.\"\n";
    let twice = format!("{first}\n{}", first.replace("starter-shipping", "again"));
    let path = edited(&bed, first, &twice);
    assert_eq!(brand_file::import_path(&bed.ws, &path).unwrap_err().code, ErrorCode::AlreadyExists);

    let bed = Bed::new();
    let offers = || -> Vec<_> {
        bed.ws.store.offers(&bed.product().id).unwrap().into_iter().filter(|offer| offer.active).collect()
    };
    let listed = offers();
    // A person puts one away and enters it again.
    library::put_away(&bed.ws, LibraryTable::Offers, &listed[1].id).unwrap();
    let own = Offer { id: "own".into(), slug: "own".into(), ..listed[1].clone() };
    library::save_offer(&bed.ws, &own).unwrap();
    brand_file::import_path(&bed.ws, &saltwick()).unwrap();
    assert_eq!(offers().len(), listed.len(), "{:?}", offers());
}

#[test]
fn an_offer_of_a_file_that_becomes_what_a_person_entered_stays_one_offer() {
    let bed = Bed::new();
    let offers = || -> Vec<Offer> {
        bed.ws.store.offers(&bed.product().id).unwrap().into_iter().filter(|offer| offer.active).collect()
    };
    let listed = offers();
    let ours = listed.iter().find(|offer| offer.slug == "starter-shipping").unwrap().clone();
    let price = |amount: i64| Some(Money::from_micros(amount * 1_000_000, ours.price.unwrap().currency()));
    let own = Offer { id: "own".into(), slug: "own".into(), price: price(18), is_default: true, ..ours.clone() };
    library::save_offer(&bed.ws, &own).unwrap();

    let said = |amount: u32| {
        format!(
            "name = \"Starter set\"\nprice = {{ amount = \"{amount}\", currency = \"USD\" }}\nchip = \"Ships free\""
        )
    };
    brand_file::import_path(&bed.ws, &edited(&bed, &said(24), &said(18))).unwrap();
    let after = offers();
    let prices = |id: &str| after.iter().find(|offer| offer.id == id).map(|offer| offer.price);
    assert_eq!((after.len(), prices(&ours.id), prices("own")), (listed.len(), Some(price(18)), None), "{after:?}");
    assert!(after.iter().find(|offer| offer.is_default).is_some_and(|offer| offer.id == ours.id), "{after:?}");
}

#[test]
fn an_offer_that_a_file_takes_as_its_own_stays_the_default_one_or_not() {
    let bed = Bed::new();
    let offers = || bed.ws.store.offers(&bed.product().id).unwrap();
    let second = offers().into_iter().find(|offer| offer.slug == "starter-shipping").unwrap();
    library::put_away(&bed.ws, LibraryTable::Offers, &second.id).unwrap();
    let own = Offer { id: "own".into(), slug: "own".into(), is_default: !second.is_default, ..second };
    library::save_offer(&bed.ws, &own).unwrap();
    brand_file::import_path(&bed.ws, &saltwick()).unwrap();
    let kept = offers().into_iter().find(|offer| offer.id == "own").unwrap();
    assert_eq!((kept.active, kept.is_default), (true, own.is_default));
}

#[test]
fn a_cutout_of_a_brand_file_is_told_from_a_photo_with_its_background() {
    let bed = Bed::new();
    let product = bed.product().id;
    let told = |name: &str| {
        let pictures = library_product(&bed.ws, &product).unwrap().pictures;
        pictures.into_iter().find(|picture| picture.name.contains(name)).map(|picture| picture.transparent)
    };
    assert_eq!(told("saltwick-bottle"), Some(Some(true)));
    assert_eq!(told("saltwick-counter"), Some(None), "a photo fills its file");
}

#[test]
fn a_product_is_named_by_its_id_its_code_or_its_name_if_only_one_is_called_so() {
    let bed = Bed::new();
    let product = bed.product();
    for word in [product.id.as_str(), "START", "start", " Starter set ", "starter-set"] {
        assert_eq!(library::find_product(&bed.ws, word).unwrap().id, product.id, "{word}");
    }
    // A brand of its own may call a product the same, and another product be called like its code.
    let brand = library::new_brand(&bed.ws, "Other");
    library::save_brand(&bed.ws, &brand).unwrap();
    let twin = library::new_product(&bed.ws, &brand.id, "Starter set");
    library::save_product(&bed.ws, &twin).unwrap();
    let error = library::find_product(&bed.ws, "Starter set").unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput);
    for said in ["2 products", "Saltwick", "Other", &product.id, &twin.id] {
        assert!(error.message.contains(said), "{said}: {error:?}");
    }
    assert_eq!(library::find_product(&bed.ws, "START").unwrap().id, product.id);
    let error = library::find_product(&bed.ws, "").unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound, "a product without a code is not called nothing");
}
