//! Files that come in by being dropped: typefaces, folders of templates, what begins a brand.

use std::path::{Path, PathBuf};

use app::creation::templates;
use app::pages::library::{BrandForm, PicturesInto, add_pictures, draft_brand, library_page, remove_font, save_brand};
use app::{ErrorCode, Workspace};
use store::meta::{AccountRead, CreativeRead, NewAccount, Writing};
use units::{AccountId, Currency, GraphId, Zone};

use crate::bed::Bed;

fn asset(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets").join(path)
}

/// Bricolage Grotesque under another name: nobody can have it but from this file. Each letter is drawn so many units
/// further right than the font's maker meant, so that another number is another font of the same name.
pub fn foreign_font(bed: &Bed, wider: u16) -> String {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let (old, new) = (utf16("Bricolage"), utf16("Ownerface"));
    let mut bytes = std::fs::read(asset("fonts/bricolage-grotesque.ttf")).unwrap();
    let places: Vec<usize> = (0..bytes.len() - old.len()).filter(|at| bytes[*at..].starts_with(&old)).collect();
    for at in places {
        bytes[at..at + new.len()].copy_from_slice(&new);
    }
    widen(&mut bytes, wider);
    let path = bed.folder.path().join("ownerface.ttf");
    std::fs::write(&path, bytes).unwrap();
    path.display().to_string()
}

/// Adds so many units to the advance of every letter.
fn widen(bytes: &mut [u8], by: u16) {
    let number = |bytes: &[u8], at: usize| u16::from_be_bytes([bytes[at], bytes[at + 1]]);
    let offset = |bytes: &[u8], at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let tables = number(bytes, 4) as usize;
    let table = |bytes: &[u8], tag: &[u8]| {
        let record = (0..tables).map(|index| 12 + index * 16).find(|at| bytes[*at..].starts_with(tag)).unwrap();
        offset(bytes, record + 8)
    };
    let (head, metrics) = (table(bytes, b"hhea"), table(bytes, b"hmtx"));
    for glyph in 0..number(bytes, head + 34) as usize {
        let at = metrics + glyph * 4;
        let advance = number(bytes, at) + by;
        bytes[at..at + 2].copy_from_slice(&advance.to_be_bytes());
    }
}

#[test]
fn a_dropped_typeface_is_in_the_file_and_ads_are_set_in_it() {
    let bed = Bed::new();
    let before = library_page(&bed.ws).unwrap();
    let added = draft_brand(&bed.ws, &[foreign_font(&bed, 0)], &|_, _| {}).unwrap();
    assert_eq!((added.fonts.as_slice(), added.into.as_deref()), (["Ownerface Grotesque".to_owned()].as_slice(), None));
    let page = library_page(&bed.ws).unwrap();
    assert_eq!(page.brands.len(), before.brands.len(), "a typeface begins no brand");
    assert!(page.fonts.iter().any(|font| font.name == "Ownerface Grotesque" && font.added));
    let brand = page.brands[0].form.clone();
    save_brand(&bed.ws, BrandForm { display_font: "Ownerface Grotesque".into(), ..brand.clone() }).unwrap();
    let studio = bed.ws.drawing.studio().unwrap();
    assert!(studio.fonts().has("Ownerface Grotesque"));
    // Another start of the program reads it from the file.
    let (store, clock, ids) = (bed.ws.store.clone(), bed.ws.clock.clone(), bed.ws.ids.clone());
    let again = Workspace::new(store, clock, ids, bed.ws.secrets.clone(), bed.ws.graph.clone());
    assert!(again.drawing.studio().unwrap().fonts().has("Ownerface Grotesque"));

    let error = remove_font(&bed.ws, "Ownerface Grotesque").unwrap_err();
    assert_eq!(error.code, ErrorCode::Conflict);
    save_brand(&bed.ws, brand).unwrap();
    remove_font(&bed.ws, "Ownerface Grotesque").unwrap();
    assert!(!bed.ws.drawing.studio().unwrap().fonts().has("Ownerface Grotesque"));
}

#[test]
fn what_is_no_typeface_or_comes_with_the_program_is_said_and_not_kept() {
    let bed = Bed::new();
    let note = bed.folder.path().join("note.ttf");
    std::fs::write(&note, "hello").unwrap();
    let own = asset("fonts/bricolage-grotesque.ttf");
    let paths = [note, own].map(|path| path.display().to_string());
    let added = draft_brand(&bed.ws, &paths, &|_, _| {}).unwrap();
    assert!(added.fonts.is_empty() && added.refused.len() == 2, "{added:?}");
    assert!(bed.ws.store.fonts().unwrap().is_empty());
}

#[test]
fn a_folder_of_template_folders_brings_each_of_them_wherever_it_is_dropped() {
    let bed = Bed::new();
    let folder = bed.folder.path().join("mine");
    for (id, of) in [("my-statement", "statement"), ("my-notes", "notes-page")] {
        std::fs::create_dir_all(folder.join(id)).unwrap();
        for entry in std::fs::read_dir(asset("templates").join(of)).unwrap() {
            let entry = entry.unwrap();
            let text =
                std::fs::read_to_string(entry.path()).unwrap().replace(&format!("\"{of}\""), &format!("\"{id}\""));
            std::fs::write(folder.join(id).join(entry.file_name()), text).unwrap();
        }
    }
    let paths = [folder.display().to_string()];
    let before = library_page(&bed.ws).unwrap();
    let added = add_pictures(&bed.ws, PicturesInto::Product, &bed.product().id, &paths, &|_, _| {}).unwrap();
    assert_eq!((added.templates, added.added), (2, 0));
    let again = draft_brand(&bed.ws, &paths, &|_, _| {}).unwrap();
    assert_eq!((again.templates, again.known, again.into), (0, 2, None));
    assert_eq!(library_page(&bed.ws).unwrap().brands.len(), before.brands.len());
    assert!(templates::templates(&bed.ws).unwrap().iter().any(|template| template.id == "my-notes"));
}

#[test]
fn of_several_dropped_templates_a_faulty_one_is_named_and_the_others_are_taken() {
    let bed = Bed::new();
    let mut paths = Vec::new();
    for id in ["a-broken", "b-good"] {
        let folder = bed.folder.path().join(id);
        std::fs::create_dir_all(&folder).unwrap();
        for entry in std::fs::read_dir(asset("templates/statement")).unwrap() {
            let entry = entry.unwrap();
            let text = std::fs::read_to_string(entry.path()).unwrap().replace("\"statement\"", &format!("\"{id}\""));
            std::fs::write(folder.join(entry.file_name()), text).unwrap();
        }
        paths.push(folder.display().to_string());
    }
    std::fs::write(bed.folder.path().join("a-broken/1x1.svg"), "<svg").unwrap();
    let added = draft_brand(&bed.ws, &paths, &|_, _| {}).unwrap();
    assert_eq!((added.templates, added.refused.len()), (1, 1), "{added:?}");
    assert!(added.refused[0].starts_with("a-broken: 1x1.svg:1"), "{:?}", added.refused);
    let error = draft_brand(&bed.ws, &paths[..1], &|_, _| {}).unwrap_err();
    assert!(error.message.starts_with("1x1.svg:1"), "{error:?}");
}

#[test]
fn a_draft_brand_takes_the_words_of_the_account_that_is_called_like_it() {
    let bed = Bed::new();
    let account = AccountId::parse("77").unwrap();
    let read = AccountRead {
        name: "ACME Foods, DE".into(),
        currency: Currency::EUR,
        zone: Zone::parse("Europe/Berlin").unwrap(),
        status: Some(1),
        amount_spent: None,
        spend_cap: None,
        created_time: None,
        business_name: None,
    };
    let new = NewAccount { id: account.clone(), read, graph_url: "http://127.0.0.1:9".into(), demo: None };
    bed.ws.store.connect_account(&new, bed.ws.clock.now()).unwrap();
    let ad = CreativeRead {
        id: Some(GraphId::from("400")),
        body: Some("Jam that tastes of fruit.".into()),
        headline: Some("Only fruit".into()),
        ..CreativeRead::default()
    };
    bed.ws.store.upsert_creatives(&account, &[ad], &Writing::by_hand(bed.ws.clock.now())).unwrap();
    let lines = bed.folder.path().join("acme.txt");
    std::fs::write(&lines, "A first line.\n").unwrap();
    let added = draft_brand(&bed.ws, &[lines.display().to_string()], &|_, _| {}).unwrap();
    assert!(added.accounts.is_empty(), "nothing is called like “New brand”");

    let logo = bed.folder.path().join("acme-logo.png");
    std::fs::copy(asset("demo/brands/saltwick/logo.png"), &logo).unwrap();
    let paths = [logo, lines].map(|path| path.display().to_string());
    let added = draft_brand(&bed.ws, &paths, &|_, _| {}).unwrap();
    assert_eq!((added.accounts.as_slice(), added.copy, added.hooks), (["ACME Foods, DE".to_owned()].as_slice(), 2, 1));
    let links = bed.ws.store.brands_of(&account).unwrap();
    assert_eq!(links.len(), 1);
}
