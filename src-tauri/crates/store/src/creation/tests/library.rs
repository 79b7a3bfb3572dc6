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
    assert_eq!(store.undo_library_change(later(3)).unwrap().unwrap().what, "put_away");
    assert_eq!(texts(), [("two".to_owned(), true)]);
    store.undo_library_change(later(4)).unwrap();
    assert_eq!(texts(), [("one".to_owned(), true)]);
    store.undo_library_change(later(5)).unwrap();
    assert_eq!(texts(), [("one".to_owned(), false)], "what a change made is put away: ads may have been made with it");
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
    let import = |benefit: &str| BrandImport {
        brand: brand("b"),
        assets: Vec::new(),
        facts: Vec::new(),
        products: vec![ProductImport {
            product: product("p"),
            hooks: vec![hook("h", "one")],
            offers: Vec::new(),
            facts: vec![fact(benefit)],
            images: Vec::new(),
            copy: Vec::new(),
        }],
    };
    store.import_brand(&import("first"), NOW).unwrap();
    store.import_brand(&import("second"), later(1)).unwrap();
    let facts = store.facts(&FactOwner::Product("p".into())).unwrap();
    assert_eq!(facts, [fact("second")]);
    assert_eq!((count(&store, "hooks"), count(&store, "products")), (1, 1));
}
