use super::super::{ads, fingerprints};
use super::*;

fn batch(id: &str) -> NewBatch {
    NewBatch {
        id: id.into(),
        product: "p".into(),
        name: "Batch".into(),
        parameters: json!({ "seed": "1" }),
        plan: json!({ "ads": [1, 2] }),
        planned_ads: 2,
        planned_files: 4,
    }
}

fn file(ad: &str, size: &str, status: AdStatus) -> NewFile {
    NewFile {
        id: format!("{ad}-{size}"),
        canvas_size: size.into(),
        sha256: None,
        pixels: Some((1080, 1350)),
        fingerprint: Some(u64::MAX),
        status,
        render_ms: 40,
        steps: vec!["headline: shorter words".into()],
        error: None,
        checks: vec![StoredCheck {
            code: "contrast".into(),
            title: "Contrast, worst tile".into(),
            measured: Some("9.4:1".into()),
            limit: Some("≥ 4.5:1".into()),
            outcome: CheckOutcome::Pass,
            weight: CheckWeight::Blocks,
            words: None,
            slot: Some("headline".into()),
        }],
    }
}

fn ad(tag: &str, index: u32, colour: &str, statuses: [AdStatus; 2]) -> NewAd {
    NewAd {
        id: format!("ad-{tag}"),
        batch: "r".into(),
        product: "p".into(),
        prompt_index: index,
        color_mode: colour.into(),
        tag: tag.into(),
        name: format!("B_P_{tag}"),
        template: "statement".into(),
        template_name: "Statement".into(),
        template_version: 1,
        hook: None,
        hook_text: Some("one".into()),
        offer: None,
        recipe: json!({ "seed": 1 }),
        parent: None,
        copy: AdCopy { headlines: vec!["h1".into(), "h2".into()], description: Some("d".into()), ..AdCopy::default() },
        files: vec![file(tag, "1080x1350px", statuses[0]), file(tag, "1080x1080px", statuses[1])],
    }
}

const GOOD: [AdStatus; 2] = [AdStatus::Approved, AdStatus::Approved];

fn with_ads(ads: &[NewAd]) -> (tempfile::TempDir, Store) {
    let (folder, store) = stocked();
    store.open_batch(&batch("r"), None, NOW).unwrap();
    for ad in ads {
        store.store_ad(ad, None, None, NOW).unwrap();
    }
    (folder, store)
}

fn decision(ads: &[&str], action: Decisive, act: &str) -> NewDecision {
    let ads = ads.iter().map(|ad| (*ad).to_owned()).collect();
    NewDecision { ads, action, reasons: vec!["weak_idea".into()], note: None, act: act.into() }
}

#[test]
fn a_batch_that_is_there_keeps_its_plan() {
    let (_folder, store) = stocked();
    store.open_batch(&batch("r"), None, NOW).unwrap();
    let again = NewBatch { plan: json!({ "ads": [] }), planned_ads: 0, ..batch("r") };
    let found = store.open_batch(&again, None, later(9)).unwrap();
    assert_eq!((found.plan, found.planned_ads, found.brand.as_deref()), (json!({ "ads": [1, 2] }), 2, Some("b")));
}

#[test]
fn an_ad_is_stored_once_and_read_back_with_sizes_checks_and_copy() {
    let new = ad("aaaa000a", 1, "original", [AdStatus::Approved, AdStatus::Flagged]);
    let (_folder, store) = with_ads(&[new.clone(), new.clone()]);
    let read = store.made_ads(&AdFilter::default()).unwrap();
    assert_eq!(read.len(), 1);
    let read = &read[0];
    assert_eq!(
        (read.status(), read.copy.headlines.len(), read.copy.description.as_deref()),
        (AdStatus::Flagged, 2, Some("d"))
    );
    assert_eq!(
        read.files.iter().map(|file| file.canvas_size.as_str()).collect::<Vec<_>>(),
        ["1080x1350px", "1080x1080px"]
    );
    assert_eq!(
        (read.files[0].checks.clone(), read.files[0].fingerprint),
        (new.files[0].checks.clone(), Some(u64::MAX))
    );
}

#[test]
fn d24_colours_of_one_idea_do_not_collide_and_there_is_no_wall_at_a_hundred() {
    let (_folder, store) = with_ads(&[
        ad("aaaa000a", 1, "original", GOOD),
        ad("aaaa000b", 1, "brand", GOOD),
        ad("aaaa000c", 601, "original", GOOD),
    ]);
    assert_eq!((count(&store, "made_ads"), count(&store, "generated_ads")), (3, 6));
    let same_key = NewAd { id: "other".into(), tag: "bbbb000a".into(), ..ad("bbbb000a", 1, "original", GOOD) };
    assert!(matches!(store.store_ad(&same_key, None, None, NOW), Err(StoreError::Constraint(_))));
}

#[test]
fn d25_a_failed_ad_is_stored_as_failed_and_counted() {
    let (_folder, store) = with_ads(&[
        ad("aaaa000a", 1, "original", GOOD),
        ad("aaaa000b", 2, "original", [AdStatus::GenerationFailed; 2]),
        ad("aaaa000c", 3, "original", [AdStatus::Approved, AdStatus::ReviewFailed]),
    ]);
    let counts = store.batch_counts("r").unwrap();
    assert_eq!((counts.attempted, counts.approved, counts.flagged, counts.failed), (3, 1, 1, 1));
    assert_eq!(count(&store, "generated_ads WHERE final_status = 'generation_failed'"), 2);
    assert!(store.decide(&decision(&["ad-aaaa000b"], Decisive::Approved, "x"), NOW).is_err());
}

#[test]
fn d14_a_use_names_the_template_by_its_id() {
    let (_folder, store) = with_ads(&[ad("aaaa000a", 1, "original", GOOD), ad("aaaa000b", 2, "original", GOOD)]);
    assert_eq!(count(&store, "product_template_usage WHERE template_id = 'statement' AND product_id = 'p'"), 1);
    let used = store.template_uses("p").unwrap();
    assert_eq!((used.len(), used[0].ads, used[0].last_at), (1, 2, NOW));
    assert_eq!(store.templates().unwrap()[0].times_used, 2);
}

#[test]
fn all_sizes_of_an_ad_are_known_by_one_tag() {
    let (_folder, store) = with_ads(&[ad("aaaa000a", 1, "original", GOOD), ad("aaaa000b", 2, "original", GOOD)]);
    let tags: Vec<_> = store.tagged_ads().unwrap().into_iter().map(|tagged| (tagged.tag, tagged.id)).collect();
    assert_eq!(
        tags,
        [
            ("aaaa000a".to_owned(), "aaaa000a-1080x1350px".to_owned()),
            ("aaaa000b".to_owned(), "aaaa000b-1080x1350px".to_owned())
        ]
    );
    assert!(
        store.tag_is_taken("aaaa000a", "other").unwrap() && !store.tag_is_taken("aaaa000a", "ad-aaaa000a").unwrap()
    );
}

#[test]
fn an_ad_is_found_by_each_of_its_names_and_nothing_is_searched_through_for_it() {
    let (_folder, store) = with_ads(&[ad("aaaa000a", 1, "original", GOOD), ad("aaaa000b", 2, "original", GOOD)]);
    for name in ["ad-aaaa000b", "aaaa000b", "aaaa000b-1080x1350px"] {
        assert_eq!(store.ad_named(name).unwrap(), store.made_ad("ad-aaaa000b").unwrap(), "{name}");
    }
    assert!(matches!(store.ad_named("aaaa000c"), Err(StoreError::NoSuchRow { .. })));
    for sql in [ads::NAMED, ads::TAKEN, fingerprints::UNMEASURED, fingerprints::INCOMPARABLE] {
        let plan: Vec<String> = store
            .read(|conn| {
                let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
                let (mut rows, mut steps) = (statement.raw_query(), Vec::new());
                while let Some(row) = rows.next()? {
                    steps.push(row.get(3)?);
                }
                Ok(steps)
            })
            .unwrap();
        assert!(!plan.iter().any(|step| step.starts_with("SCAN")), "{sql}: {plan:?}");
    }
}

#[test]
fn decisions_keep_their_history_and_are_taken_back_by_act() {
    let (_folder, store) =
        with_ads(&[ad("aaaa000a", 1, "original", GOOD), ad("aaaa000b", 2, "original", [AdStatus::Rejected; 2])]);
    let both = ["ad-aaaa000a", "ad-aaaa000b"];
    store.decide(&decision(&both, Decisive::Approved, "first"), NOW).unwrap();
    store.decide(&decision(&both[..1], Decisive::Rejected, "second"), later(1)).unwrap();
    let standing = || store.made_ads(&AdFilter::default()).unwrap().iter().map(MadeAd::status).collect::<Vec<_>>();
    assert_eq!(standing(), [AdStatus::Rejected, AdStatus::Approved]);
    assert_eq!(store.undo_decision(None, later(2)).unwrap().len(), 1);
    assert_eq!(standing(), [AdStatus::Approved, AdStatus::Approved], "the decision before it stands again");
    assert_eq!(store.undo_decision(None, later(3)).unwrap().len(), 2);
    assert_eq!(standing(), [AdStatus::Approved, AdStatus::Rejected], "what the checks said");
    assert!(store.undo_decision(None, later(4)).unwrap().is_empty());
    assert_eq!(store.decisions("ad-aaaa000a").unwrap().len(), 2, "also what was taken back is history");
}

#[test]
fn what_is_taken_back_of_a_batch_is_its_own() {
    let (_folder, store) = with_ads(&[ad("aaaa000a", 1, "original", GOOD)]);
    store.open_batch(&batch("other"), None, NOW).unwrap();
    let elsewhere = NewAd { batch: "other".into(), ..ad("aaaa000b", 1, "original", GOOD) };
    store.store_ad(&elsewhere, None, None, NOW).unwrap();
    store.decide(&decision(&["ad-aaaa000a"], Decisive::Approved, "first"), NOW).unwrap();
    store.decide(&decision(&["ad-aaaa000b"], Decisive::Rejected, "second"), later(1)).unwrap();
    assert_eq!(store.last_decided().unwrap().as_deref(), Some("ad-aaaa000b"));
    let undone =
        |batch| store.undo_decision(batch, later(2)).unwrap().into_iter().map(|one| one.ad).collect::<Vec<_>>();
    assert_eq!(undone(Some("r")), ["ad-aaaa000a"], "though the other one is newer");
    assert!(undone(Some("r")).is_empty());
    assert_eq!(undone(None), ["ad-aaaa000b"]);
    assert_eq!(store.last_decided().unwrap(), None);
}

#[test]
fn d26_an_override_is_a_decision_against_what_the_checks_had_said() {
    let (_folder, store) = with_ads(&[
        ad("aaaa000a", 1, "original", GOOD),
        ad("aaaa000b", 2, "original", [AdStatus::Rejected; 2]),
        ad("aaaa000c", 3, "original", [AdStatus::Flagged; 2]),
    ]);
    assert_eq!(store.overrides(None).unwrap().rate(), None);
    let all = ["ad-aaaa000a", "ad-aaaa000b", "ad-aaaa000c"];
    store.decide(&decision(&all, Decisive::Approved, "one"), NOW).unwrap();
    let overrides = store.overrides(Some("p")).unwrap();
    assert_eq!((overrides.judged, overrides.approved_against, overrides.rejected_against), (2, 1, 0));
    assert_eq!(count(&store, "generated_ads WHERE override_status = 'override_approved'"), 2);
    // Deciding the same once more changes nothing: the checks' verdict was kept apart.
    store.decide(&decision(&all, Decisive::Approved, "two"), later(1)).unwrap();
    assert_eq!(store.overrides(Some("p")).unwrap(), overrides);
}

#[test]
fn no_more_texts_are_stored_than_meta_takes() {
    let (_folder, store) = with_ads(&[ad("aaaa000a", 1, "original", GOOD)]);
    let six = AdCopy { headlines: vec!["x".into(); 6], ..AdCopy::default() };
    assert!(matches!(store.set_ad_copy("ad-aaaa000a", &six, &[], None, NOW), Err(StoreError::Constraint(_))));
    assert_eq!(store.made_ad("ad-aaaa000a").unwrap().copy.headlines.len(), 2, "nothing of it was stored");
}

#[test]
fn renders_that_nobody_wants_are_put_out_first_and_approved_ones_never() {
    let (_folder, store) = stocked();
    store.open_batch(&batch("r"), None, NOW).unwrap();
    for (index, tag) in ["aaaa000a", "aaaa000b"].iter().enumerate() {
        let media = NewMedia {
            mime: "image/png".into(),
            width: 1,
            height: 1,
            source: "rendered",
            fingerprint: None,
            data: vec![index as u8; 100],
        };
        let sha256 = store.keep_media(&media, None, NOW).unwrap();
        let mut new = ad(tag, index as u32 + 1, "original", GOOD);
        new.files.truncate(1);
        new.files[0].sha256 = Some(sha256);
        store.store_ad(&new, None, None, NOW).unwrap();
    }
    store.decide(&decision(&["ad-aaaa000b"], Decisive::Rejected, "x"), NOW).unwrap();
    assert_eq!(store.evict_renders(1_000).unwrap(), 0, "there is room");
    assert_eq!(store.evict_renders(0).unwrap(), 100);
    assert_eq!((count(&store, "media"), count(&store, "media_bytes")), (2, 1));
}

#[test]
fn without_the_lease_no_ad_is_written() {
    let (_folder, store) = stocked();
    let lease = crate::jobs::Lease { run: units::RunId(uuid::Uuid::from_u128(1)), token: uuid::Uuid::from_u128(2) };
    assert!(matches!(store.open_batch(&batch("r"), Some(&lease), NOW), Err(StoreError::LeaseLost)));
    store.open_batch(&batch("r"), None, NOW).unwrap();
    let new = ad("aaaa000a", 1, "original", GOOD);
    assert!(matches!(store.store_ad(&new, None, Some(&lease), NOW), Err(StoreError::LeaseLost)));
    assert_eq!((count(&store, "made_ads"), count(&store, "generated_ads")), (0, 0));
}

#[test]
fn a_failed_ad_gives_its_place_to_the_next_try_and_a_made_one_does_not() {
    let failed = ad("aaaa000a", 1, "original", [AdStatus::GenerationFailed; 2]);
    let (_folder, store) = with_ads(&[failed]);
    let made = NewAd { name: "again".into(), ..ad("aaaa000a", 1, "original", GOOD) };
    store.store_ad(&made, None, None, NOW).unwrap();
    assert_eq!((store.made_ad("ad-aaaa000a").unwrap().name.as_str(), count(&store, "made_ads")), ("again", 1));
    store.store_ad(&ad("aaaa000a", 1, "original", GOOD), None, None, NOW).unwrap();
    assert_eq!(store.made_ad("ad-aaaa000a").unwrap().name, "again");
}

#[test]
fn changed_words_bring_their_checks_and_take_an_approval_back_that_was_given_to_others() {
    let (_folder, store) = with_ads(&[ad("aaaa000a", 1, "original", GOOD), ad("aaaa000b", 2, "original", GOOD)]);
    store.decide(&decision(&["ad-aaaa000a", "ad-aaaa000b"], Decisive::Approved, "x"), NOW).unwrap();
    let before = store.made_ad("ad-aaaa000a").unwrap();
    let file = &before.files[0];
    let mut checks = file.checks.clone();
    checks[0].outcome = CheckOutcome::Fail;
    let now = [Rechecked { file: file.id.clone(), checks: checks.clone(), status: AdStatus::Rejected }];
    let copy = AdCopy { headlines: vec!["other".into()], ..AdCopy::default() };
    store.set_ad_copy("ad-aaaa000a", &copy, &now, Some("Other words."), later(5)).unwrap();
    let after = store.made_ad("ad-aaaa000a").unwrap();
    assert_eq!((after.checked, after.decision, after.files[0].checks.clone()), (AdStatus::Rejected, None, checks));
    assert_eq!(after.copy.headlines, ["other"]);
    let history = store.decisions("ad-aaaa000a").unwrap();
    assert_eq!(
        (history.len(), history[0].undone_at, history[0].note.as_deref()),
        (1, Some(later(5)), Some("Other words."))
    );
    assert_eq!(store.made_ad("ad-aaaa000b").unwrap().decision, Some(Decisive::Approved), "the other one of the act");
    assert_eq!(store.undo_decision(None, later(6)).unwrap().len(), 1, "what still stands of the act");
}

#[test]
fn an_approval_that_is_taken_back_brings_no_older_decision_back_and_a_rejection_stays() {
    let (_folder, store) = with_ads(&[ad("aaaa000a", 1, "original", GOOD), ad("aaaa000b", 2, "original", GOOD)]);
    for (ads, action, act, at) in [
        ("ad-aaaa000a", Decisive::Rejected, "x", NOW),
        ("ad-aaaa000a", Decisive::Approved, "y", later(1)),
        ("ad-aaaa000b", Decisive::Approved, "z", later(2)),
        ("ad-aaaa000b", Decisive::Rejected, "w", later(3)),
    ] {
        store.decide(&decision(&[ads], action, act), at).unwrap();
    }
    let copy = AdCopy { headlines: vec!["other".into()], ..AdCopy::default() };
    for id in ["ad-aaaa000a", "ad-aaaa000b"] {
        store.set_ad_copy(id, &copy, &[], Some("Other words."), later(5)).unwrap();
    }
    assert_eq!(store.made_ad("ad-aaaa000a").unwrap().decision, None, "it waits for a decision again");
    assert_eq!(store.made_ad("ad-aaaa000b").unwrap().decision, Some(Decisive::Rejected));
    assert!(store.decisions("ad-aaaa000b").unwrap().iter().all(|past| past.undone_at.is_none()));
}

#[test]
fn sizes_are_added_once_and_count_for_the_whole_ad() {
    let (_folder, store) = with_ads(&[ad("aaaa000a", 1, "original", GOOD)]);
    store.decide(&decision(&["ad-aaaa000a"], Decisive::Approved, "x"), NOW).unwrap();
    let more = NewAd {
        files: vec![file("aaaa000a", "1080x1920px", AdStatus::Approved)],
        recipe: json!({ "seed": 2 }),
        ..ad("aaaa000a", 1, "original", GOOD)
    };
    store.add_sizes(&more, None, NOW).unwrap();
    store.add_sizes(&more, None, NOW).unwrap();
    let found = store.made_ad("ad-aaaa000a").unwrap();
    assert_eq!((found.files.len(), found.decision), (3, Some(Decisive::Approved)));
    assert_eq!(found.recipe, json!({ "seed": 2 }));
    let flagged = NewAd { files: vec![file("aaaa000a", "1200x628px", AdStatus::Flagged)], ..more };
    store.add_sizes(&flagged, Some("Another size."), NOW).unwrap();
    let found = store.made_ad("ad-aaaa000a").unwrap();
    assert_eq!((found.checked, found.decision), (AdStatus::Flagged, None));
}

#[test]
fn ads_are_filtered_and_counted_before_a_list_is_cut() {
    let (_folder, store) = with_ads(&[
        ad("aaaa000a", 1, "original", GOOD),
        ad("aaaa000b", 1, "brand", GOOD),
        NewAd { template_name: "Other".into(), hook_text: None, ..ad("aaaa000c", 2, "original", GOOD) },
    ]);
    let mut failing = ad("aaaa000d", 3, "original", [AdStatus::Rejected; 2]);
    failing.files[0].checks[0].outcome = CheckOutcome::Fail;
    store.store_ad(&failing, None, None, NOW).unwrap();
    store.decide(&decision(&["ad-aaaa000c"], Decisive::Approved, "x"), NOW).unwrap();
    store.decide(&decision(&["ad-aaaa000b"], Decisive::Rejected, "y"), NOW).unwrap();
    let tags = |filter: AdFilter| {
        let cut = AdFilter { limit: 1, ..filter.clone() };
        let found = store.made_ads(&filter).unwrap();
        assert_eq!(store.count_ads(&cut).unwrap() as usize, found.len(), "a limit is not counted");
        found.into_iter().map(|ad| ad.tag).collect::<Vec<_>>()
    };
    let all = AdFilter::default;
    assert_eq!(tags(all()).len(), 4);
    assert_eq!(tags(AdFilter { decision: Some(Decisive::Approved), ..all() }), ["aaaa000c"]);
    assert_eq!(tags(AdFilter { decision: Some(Decisive::Rejected), limit: 1, ..all() }), ["aaaa000b"]);
    assert_eq!(tags(AdFilter { template_name: Some("Other".into()), ..all() }), ["aaaa000c"]);
    assert_eq!(tags(AdFilter { color: Some("brand".into()), ..all() }), ["aaaa000b"]);
    assert_eq!(tags(AdFilter { canvas_size: Some("1080x1920px".into()), ..all() }), Vec::<String>::new());
    assert_eq!(tags(AdFilter { fails: Some("contrast".into()), ..all() }), ["aaaa000d"]);
    assert_eq!(tags(AdFilter { hook_text: Some("one".into()), decided: Some(false), ..all() }).len(), 2);

    let facets = store.ad_facets(&AdFilter { limit: 1, ..all() }).unwrap();
    assert_eq!(facets.templates, [("Statement".to_owned(), 3), ("Other".to_owned(), 1)]);
    assert_eq!(facets.colors, [("original".to_owned(), 3), ("brand".to_owned(), 1)]);
    assert_eq!(facets.sizes, [("1080x1080px".to_owned(), 4), ("1080x1350px".to_owned(), 4)]);
    assert_eq!(facets.hooks, [("one".to_owned(), 3)]);
    assert_eq!(facets.fails, [("contrast".to_owned(), "Contrast, worst tile".to_owned(), 1)]);
}

#[test]
fn a_rejected_ad_is_still_something_to_be_unlike() {
    let (_folder, store) = with_ads(&[ad("aaaa000a", 1, "original", GOOD)]);
    store.decide(&decision(&["ad-aaaa000a"], Decisive::Rejected, "x"), NOW).unwrap();
    let known = store.known_fingerprints().unwrap();
    assert_eq!((known.len(), known[0].name.as_str()), (2, "B_P_aaaa000a (rejected)"));
}

#[test]
fn a_failed_ad_is_no_use_of_its_template_until_it_can_be_made() {
    let failed = ad("aaaa000a", 1, "original", [AdStatus::GenerationFailed; 2]);
    let (_folder, store) = with_ads(std::slice::from_ref(&failed));
    let uses = |store: &Store| {
        let marked = count(store, "scraped_templates WHERE last_used_at IS NOT NULL AND times_used = 1");
        let by_brand = store.brand_uses("b").unwrap().first().map(|used| (used.last_at, used.products));
        (count(store, "product_template_usage"), marked, by_brand, store.template_uses("p").unwrap().len())
    };
    assert_eq!(uses(&store), (0, 0, None, 0));
    store.store_ad(&ad("aaaa000a", 1, "original", GOOD), None, None, later(5)).unwrap();
    assert_eq!(uses(&store), (1, 1, Some((later(5), 1)), 1));
}

#[test]
fn a_brands_uses_are_those_of_its_own_products() {
    let (_folder, store) = with_ads(&[ad("aaaa000a", 1, "original", GOOD), ad("aaaa000b", 1, "brand", GOOD)]);
    store.save_brand(&brand("other"), NOW).unwrap();
    store.save_product(&Product { brand: "other".into(), ..product("q") }, NOW).unwrap();
    store.save_product(&product("p2"), NOW).unwrap();
    store.open_batch(&NewBatch { product: "q".into(), ..batch("q") }, None, NOW).unwrap();
    store.open_batch(&NewBatch { product: "p2".into(), ..batch("p2") }, None, NOW).unwrap();
    let of = |tag: &str, product: &str| NewAd {
        product: product.into(),
        batch: product.into(),
        ..ad(tag, 1, "original", GOOD)
    };
    store.store_ad(&of("aaaa000c", "q"), None, None, later(9)).unwrap();
    store.store_ad(&of("aaaa000d", "p2"), None, None, later(3)).unwrap();
    // One of the system before us, noted by its product only.
    store.save_product(&product("p3"), NOW).unwrap();
    let old = "INSERT INTO product_template_usage (id, product_id, template_storage_name, used_at, template_id)
               VALUES ('old', 'p3', 'elsewhere/old.png', ?1, 'statement')";
    store.write(crate::Priority::Job, |tx| Ok(tx.execute(old, [later(4).millis()])?)).unwrap();
    let used = |brand: &str| {
        let all = store.brand_uses(brand).unwrap();
        all.into_iter().map(|used| (used.template, used.products, used.last_at)).collect::<Vec<_>>()
    };
    assert_eq!(used("b"), [("statement".to_owned(), 3, later(4))]);
    assert_eq!(used("other"), [("statement".to_owned(), 1, later(9))]);
    assert!(used("nobody").is_empty());
    let plan = store
        .read(|conn| {
            let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {}", super::super::usage::BRAND_USES))?;
            let lines = statement.query_map(["b"], |row| row.get::<_, String>("detail"))?;
            Ok(lines.collect::<Result<Vec<_>, _>>()?)
        })
        .unwrap();
    assert!(!plan.iter().any(|line| line.starts_with("SCAN")), "{plan:?}");
}

#[test]
fn pictures_to_measure_come_by_bytes_and_at_least_one_at_a_time() {
    let (_folder, store) = stocked();
    for shade in 0..5_u8 {
        let media = NewMedia {
            mime: "image/png".into(),
            width: 20,
            height: 10,
            source: "synced",
            fingerprint: None,
            data: vec![shade; 1_000],
        };
        store.keep_media(&media, None, NOW).unwrap();
    }
    let taken = |limit, bytes| store.unmeasured_pictures(limit, bytes).unwrap().len();
    assert_eq!([taken(64, 2_500), taken(64, 10), taken(64, 5_000), taken(3, 5_000)], [2, 1, 5, 3]);
    assert_eq!(store.unmeasured_pictures(1, 1).unwrap()[0].pixels, 200);
}
