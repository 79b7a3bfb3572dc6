//! The library: brands by file, pictures by folder.

use app::creation::{Stock, brand_file, library, templates};
use store::creation::LibraryTable;

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
    let report = library::import_pictures(&bed.ws, &bed.product().id, std::slice::from_ref(&folder)).unwrap();
    assert_eq!((report.added.len(), report.duplicates.len(), report.unreadable.len()), (2, 1, 1), "{report:?}");
    assert_eq!(report.alike.len(), 1, "{report:?}");
    let again = library::import_pictures(&bed.ws, &bed.product().id, &[folder]).unwrap();
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
    let bundled = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/templates/statement");
    let mine = bed.folder.path().join("my-statement");
    std::fs::create_dir_all(&mine).unwrap();
    for entry in std::fs::read_dir(bundled).unwrap() {
        let entry = entry.unwrap();
        let text = std::fs::read_to_string(entry.path()).unwrap().replace("\"statement\"", "\"my-statement\"");
        std::fs::write(mine.join(entry.file_name()), text).unwrap();
    }
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
fn hooks_are_pasted_one_a_line_and_edits_are_taken_back() {
    let bed = Bed::new();
    let product = bed.product().id;
    let known = bed.ws.store.hooks(&product).unwrap();
    let text = format!("A new one.\n\n  {}  \nAnother.\nAnother.\n", known[0].text);
    assert_eq!(library::paste_hooks(&bed.ws, &product, &text).unwrap(), 2);
    library::put_away(&bed.ws, LibraryTable::Hooks, &known[0].id).unwrap();
    assert_eq!(library::undo(&bed.ws).unwrap().unwrap().id, known[0].id);
    assert!(bed.ws.store.hooks(&product).unwrap()[0].active);
}
