use super::*;

#[test]
fn what_is_stored_is_read_back() {
    let (_folder, store) = stocked();
    store.save_hook(&hook("h", "Montag geröstet."), NOW).unwrap();
    assert_eq!(store.brand("b").unwrap(), brand("b"));
    assert_eq!(store.product("p").unwrap(), product("p"));
    assert_eq!(store.hooks("p").unwrap(), [hook("h", "Montag geröstet.")]);
}

#[test]
fn edits_are_taken_back_newest_first() {
    let (_folder, store) = stocked();
    store.save_hook(&hook("h", "one"), NOW).unwrap();
    store.save_hook(&hook("h", "two"), later(1)).unwrap();
    store.set_library_active(LibraryTable::Hooks, "h", false, later(2)).unwrap();
    let texts = || store.hooks("p").unwrap().into_iter().map(|hook| (hook.text, hook.active)).collect::<Vec<_>>();
    assert_eq!(texts(), [("two".to_owned(), false)]);
    let undone = store.undo_library_change().unwrap().unwrap();
    assert_eq!(undone.changes, [(LibraryTable::Hooks, "put_away".to_owned())]);
    assert_eq!(texts(), [("two".to_owned(), true)]);
    store.undo_library_change().unwrap();
    assert_eq!(texts(), [("one".to_owned(), true)]);
    store.undo_library_change().unwrap();
    assert_eq!(texts(), [("one".to_owned(), false)], "what a change made is put away: ads may have been made with it");
}

#[test]
fn what_one_act_changed_is_taken_back_together() {
    let (_folder, store) = stocked();
    store.save_hook(&hook("before", "zero"), NOW).unwrap();
    let act = store.in_one_act();
    act.save_hook(&hook("h", "one"), later(1)).unwrap();
    // Somebody else edits meanwhile.
    store.save_hook(&hook("other", "mine"), later(1)).unwrap();
    act.in_one_act().save_hook(&hook("i", "two"), later(2)).unwrap();
    assert_eq!(store.undo_library_change().unwrap().unwrap().changes.len(), 2);
    let active = || {
        let hooks = store.hooks("p").unwrap().into_iter().filter(|hook| hook.active);
        hooks.map(|hook| hook.text).collect::<Vec<_>>()
    };
    assert_eq!(active(), ["zero", "mine"], "what others wrote before and meanwhile stays");
    for left in [vec!["zero"], vec![]] {
        assert_eq!(store.undo_library_change().unwrap().unwrap().changes.len(), 1);
        assert_eq!(active(), left);
    }
}

#[test]
fn an_edit_on_top_of_an_act_that_went_on_is_taken_back_before_it() {
    let (_folder, store) = stocked();
    store.save_hook(&hook("h", "zero"), NOW).unwrap();
    let act = store.in_one_act();
    act.save_hook(&hook("h", "imported"), later(1)).unwrap();
    store.save_hook(&hook("h", "mine"), later(2)).unwrap();
    act.save_hook(&hook("i", "imported too"), later(3)).unwrap();
    let texts = || {
        let hooks = store.hooks("p").unwrap().into_iter().filter(|hook| hook.active);
        hooks.map(|hook| hook.text).collect::<Vec<_>>()
    };
    assert_eq!(store.undo_library_change().unwrap().unwrap().changes.len(), 1);
    assert_eq!(texts(), ["imported", "imported too"], "the edit alone");
    assert_eq!(store.undo_library_change().unwrap().unwrap().changes.len(), 2);
    assert_eq!(texts(), ["zero"]);
}

#[test]
fn a_first_one_that_is_taken_back_gives_its_place_back() {
    let (_folder, store) = stocked();
    store.save_offer(&offer("one"), NOW).unwrap();
    store.save_offer(&offer("two"), later(1)).unwrap();
    let first = || store.offers("p").unwrap().into_iter().find(|offer| offer.is_default).map(|offer| offer.id);
    assert_eq!(first().as_deref(), Some("two"));
    store.undo_library_change().unwrap();
    assert_eq!(first().as_deref(), Some("one"));
    assert!(store.offers("p").unwrap().iter().any(|offer| offer.id == "two" && !offer.active));
}

#[test]
fn what_an_offer_bans_and_requires_is_kept() {
    let (_folder, store) = stocked();
    store.save_offer(&offer("one"), NOW).unwrap();
    assert_eq!(store.offers("p").unwrap(), [offer("one")]);
}

fn offer(id: &str) -> Offer {
    Offer {
        id: id.into(),
        product: "p".into(),
        name: id.into(),
        slug: id.into(),
        url: String::new(),
        price: None,
        compare_price: None,
        lowest_price: None,
        percent_off: Some(20),
        starts_on: None,
        ends_on: None,
        terms: None,
        disallowed_claims: vec!["for ever".into()],
        required_disclaimers: Some("While stocks last.".into()),
        chip: None,
        is_default: true,
        position: 0,
        active: true,
    }
}

#[test]
fn an_imported_brand_is_one_act_that_leaves_what_a_person_added() {
    let (_folder, store) = stocked();
    let fact = |id: &str, text: &str| Fact {
        id: id.into(),
        owner: FactOwner::Product("p".into()),
        kind: "benefits".into(),
        position: 0,
        body: json!(text),
        active: true,
    };
    let import = |text: &str, facts: Vec<Fact>, gone: &[&str]| BrandImport {
        brand: Brand { active: true, ..brand("b") },
        assets: Vec::new(),
        facts: Vec::new(),
        gone: gone.iter().map(|id| (*id).to_owned()).collect(),
        products: vec![ProductImport {
            product: product("p"),
            hooks: vec![hook("h", text)],
            offers: Vec::new(),
            facts,
            images: Vec::new(),
            copy: Vec::new(),
        }],
    };
    store.import_brand(&import("from the file", vec![fact("f", "one"), fact("g", "two")], &[]), later(1)).unwrap();
    store.save_fact(&fact("own", "mine"), later(2)).unwrap();
    store.save_hook(&hook("h", "edited"), later(3)).unwrap();
    store.import_brand(&import("from the file", vec![fact("f", "one")], &["g"]), later(4)).unwrap();
    let facts = || {
        let facts = store.facts(&FactOwner::Product("p".into())).unwrap().into_iter().filter(|fact| fact.active);
        facts.map(|fact| fact.id).collect::<Vec<_>>()
    };
    let text = || store.hooks("p").unwrap()[0].text.clone();
    assert_eq!((facts(), text().as_str()), (vec!["f".to_owned(), "own".to_owned()], "from the file"));
    assert_eq!(store.undo_library_change().unwrap().unwrap().changes.len(), 2, "the hook and the fact that was gone");
    assert_eq!((facts(), text().as_str()), (vec!["f".to_owned(), "g".to_owned(), "own".to_owned()], "edited"));
    // An import of what is there already is no change.
    store.undo_library_change().unwrap();
    store.import_brand(&import("from the file", vec![fact("f", "one")], &[]), later(5)).unwrap();
    let last = store.next_library_undo().unwrap().unwrap();
    assert_eq!(last.changes, [(LibraryTable::Facts, "made".to_owned())], "the fact of one's own is the last edit");
}

#[test]
fn a_cutout_stands_beside_its_photo() {
    let (_folder, store) = stocked();
    let media = |data: &[u8]| NewMedia {
        mime: "image/png".into(),
        width: 4,
        height: 5,
        source: "imported",
        fingerprint: None,
        data: data.to_vec(),
    };
    let photo = store.keep_media(&media(b"photo"), None, NOW).unwrap();
    let cut = store.keep_media(&media(b"cut"), None, NOW).unwrap();
    let image = LibraryImage {
        id: "i".into(),
        product: "p".into(),
        sha256: photo.clone(),
        name: "bottle.jpg".into(),
        role: "product".into(),
        is_main: true,
        position: 0,
        tags: Vec::new(),
        focus: None,
        analysis: serde_json::Value::Null,
        width: Some(4),
        height: Some(5),
        cutout: Some(StoredCutout { sha256: cut.clone(), taken: true, options: json!({ "shadow": true }) }),
        cutout_failure: None,
        active: true,
    };
    store.save_library_image(&image, NOW).unwrap();
    let stored = store.library_images("p").unwrap().remove(0);
    assert_eq!((&stored, stored.shown()), (&image, cut.as_str()));
    let refused = LibraryImage { cutout: image.cutout.map(|cutout| StoredCutout { taken: false, ..cutout }), ..stored };
    store.save_library_image(&refused, later(1)).unwrap();
    let stored = store.library_images("p").unwrap().remove(0);
    assert_eq!((&stored, stored.shown()), (&refused, photo.as_str()));
    store.undo_library_change().unwrap();
    assert_eq!(store.library_images("p").unwrap()[0].shown(), cut, "refusing can be taken back");
}

#[test]
fn the_same_words_are_one_hook_until_it_is_put_away() {
    let (_folder, store) = stocked();
    store.save_hook(&hook("h", "one"), NOW).unwrap();
    assert!(matches!(store.save_hook(&hook("other", "one"), NOW), Err(StoreError::Constraint(_))));
    store.set_library_active(LibraryTable::Hooks, "h", false, NOW).unwrap();
    store.save_hook(&hook("other", "one"), NOW).unwrap();
}

#[test]
fn a_bundled_template_that_was_put_away_stays_so_when_it_is_renewed() {
    let (_folder, store) = stocked();
    store.set_library_active(LibraryTable::Templates, "statement", false, NOW).unwrap();
    store.keep_bundled_templates(&[template("statement", 2)], later(1)).unwrap();
    let row = store.templates().unwrap().remove(0);
    assert_eq!((row.version, row.active), (2, false));
}

#[test]
fn an_import_brought_twice_changes_and_does_not_double() {
    let (_folder, store) = stocked();
    let fact = |text: &str| Fact {
        id: format!("f {text}"),
        owner: FactOwner::Product("p".into()),
        kind: "benefits".into(),
        position: 0,
        body: json!(text),
        active: true,
    };
    let import = |benefit: &str, gone: &[&str]| BrandImport {
        brand: brand("b"),
        assets: Vec::new(),
        facts: Vec::new(),
        gone: gone.iter().map(|id| (*id).to_owned()).collect(),
        products: vec![ProductImport {
            product: product("p"),
            hooks: vec![hook("h", "one")],
            offers: Vec::new(),
            facts: vec![fact(benefit)],
            images: Vec::new(),
            copy: Vec::new(),
        }],
    };
    store.import_brand(&import("first", &[]), NOW).unwrap();
    store.import_brand(&import("second", &["f first"]), later(1)).unwrap();
    let facts = store.facts(&FactOwner::Product("p".into())).unwrap();
    assert_eq!(facts, [Fact { active: false, ..fact("first") }, fact("second")]);
    assert_eq!((count(&store, "hooks"), count(&store, "products")), (1, 1));
}

#[test]
fn each_product_has_its_draft_and_the_newest_is_gone_on_with() {
    let (_folder, store) = stocked();
    store.save_product(&Product { id: "q".into(), slug: "q".into(), name: "Q".into(), ..product("p") }, NOW).unwrap();
    let draft = |product: &str, seed: u32, at: Timestamp| Draft {
        id: format!("board {product}"),
        product: Some(product.to_owned()),
        body: json!({ "seed": seed }),
        updated_at: at,
    };
    store.keep_draft(&draft("p", 1, NOW)).unwrap();
    store.keep_draft(&draft("q", 2, later(1))).unwrap();
    assert_eq!(store.newest_draft().unwrap().unwrap(), draft("q", 2, later(1)));
    store.keep_draft(&draft("p", 3, later(2))).unwrap();
    assert_eq!(store.newest_draft().unwrap().unwrap().body["seed"], 3);
    assert_eq!(store.draft("board q").unwrap().unwrap().body["seed"], 2);
    store.set_library_active(LibraryTable::Products, "p", false, later(3)).unwrap();
    assert_eq!(store.newest_draft().unwrap().unwrap().body["seed"], 2, "a product that was put away is not offered");
}
