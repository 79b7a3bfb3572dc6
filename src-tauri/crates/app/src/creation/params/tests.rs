use super::*;

#[test]
fn what_is_wanted_survives_being_stored() {
    let all = [
        Wanted::of("p"),
        Wanted { hooks: Hooks::All, ..Wanted::of("p") },
        Wanted { hooks: Hooks::BestOf(2, vec!["h".into()]), ..Wanted::of("p") },
        Wanted {
            choice: Choice::Manual(vec!["statement".into()]),
            hooks: Hooks::These(vec!["h".into()]),
            offer: OfferChoice::None,
            seed: u64::MAX,
            colours: ColourMode::ALL.to_vec(),
            over_cap: OverCap::Split,
            ..Wanted::of("p")
        },
        Wanted {
            choice: Choice::Shuffle(2),
            unused_only: true,
            pictures: vec!["a".into(), "b".into()],
            url: Some("https://a.example/".into()),
            ..Wanted::of("p")
        },
        Wanted {
            choice: Choice::Shuffle(7),
            category: Some(Category::Other),
            persona: Some("Anna, 34".into()),
            name: Some("n".into()),
            part_of: Some(RunId(uuid::Uuid::from_u128(7))),
            ..Wanted::of("p")
        },
    ];
    for wanted in all {
        assert_eq!(Wanted::read(JobType::AdCreationV2, &wanted.to_json()), Ok(wanted));
    }
}

#[test]
fn the_origins_parameters_are_understood_in_both_forms() {
    let scalar =
        json!({ "product_id": "p", "template_ids": ["a"], "canvas_size": "1080x1350px", "color_mode": "brand" });
    let list =
        json!({ "product_id": "p", "template_ids": ["a"], "canvas_sizes": ["1080x1350px"], "color_modes": ["brand"] });
    let one = Wanted::read(JobType::AdCreationV2, &scalar).unwrap();
    assert_eq!(one, Wanted::read(JobType::AdCreationV2, &list).unwrap());
    assert_eq!((one.sizes, one.colours), (vec![CanvasSize::Portrait], vec![ColourMode::Brand]));
    let first = Wanted::read(JobType::AdCreation, &json!({ "product_id": "p" })).unwrap();
    assert!(first.unused_only, "the first pipeline takes what was not used yet");
    assert_eq!((first.choice, first.hooks, first.sizes.len()), (Choice::Shuffle(3), Hooks::Best(5), 1));
    let shuffled = json!({ "product_id": "p", "template_selection_mode": "roll_the_dice" });
    assert!(!Wanted::read(JobType::AdCreation, &shuffled).unwrap().unused_only);
}

#[test]
fn what_asks_for_nothing_is_let_through_as_the_origins_schedules_carry_it() {
    let params = json!({
        "product_id": "p", "template_ids": ["a"], "export_destination": "none", "export_email": "", "variant_id": null,
        "image_resolution": "auto", "match_lp_voice": false, "image_selection_mode": "auto", "angle_ids": [],
        "user_selected_image_ids": [], "destination_url": "",
    });
    let wanted = Wanted::read(JobType::AdCreationV2, &params).unwrap();
    assert_eq!((wanted.pictures.len(), wanted.url), (0, None));
    let manual = json!({
        "product_id": "p", "template_ids": ["a"], "image_selection_mode": "manual",
        "user_selected_image_ids": "one, two", "destination_url": " https://a.example/x ",
    });
    let wanted = Wanted::read(JobType::AdCreationV2, &manual).unwrap();
    assert_eq!(
        (wanted.pictures, wanted.url.as_deref()),
        (vec!["one".to_owned(), "two".to_owned()], Some("https://a.example/x"))
    );
}

#[test]
fn the_origins_defaults_are_taken_and_it_is_said_what_of_them_is_not_followed() {
    for voice in [json!(true), json!("true")] {
        let params = json!({
            "product_id": "p", "template_ids": ["a"], "image_resolution": "2K", "match_lp_voice": voice,
            "persona_id": "anna", "export_destination": "none",
        });
        let wanted = Wanted::read(JobType::AdCreationV2, &params).unwrap();
        assert_eq!(wanted.persona.as_deref(), Some("anna"));
        let said: Vec<String> = unfollowed(&params).into_iter().map(|warning| warning.message).collect();
        assert!(said.len() == 2 && said[0].contains("2K") && said[1].contains("landing page"), "{said:?}");
    }
    let nothing = json!({ "product_id": "p", "image_resolution": "auto", "match_lp_voice": "false" });
    assert!(unfollowed(&nothing).is_empty());
}

fn copy_of(primary_texts: usize, headlines: usize) -> Value {
    let texts = |count: usize| (1..=count).map(|number| format!("Text {number}")).collect::<Vec<_>>();
    let copy = store::creation::AdCopy {
        primary_texts: texts(primary_texts),
        headlines: texts(headlines),
        ..store::creation::AdCopy::default()
    };
    json!(copy)
}

#[test]
fn an_ad_that_cannot_be_kept_is_named_by_its_place() {
    let params =
        |copy: Value| json!({ "product_id": "p", "ads": [{ "template": "a" }, { "template": "b", "copy": copy }] });
    let error = Wanted::read(JobType::AdCreationV2, &params(copy_of(6, 5))).unwrap_err();
    assert!(error.problem.contains("ad 2") && error.problem.contains("6 primary texts"), "{error}");
    assert_eq!(Wanted::read(JobType::AdCreationV2, &params(copy_of(5, 5))).unwrap().ads.len(), 2);
}

#[test]
fn what_cannot_be_done_is_refused_by_name() {
    for (params, name) in [
        (json!({}), "product_id"),
        (json!({ "product_id": "p", "num_variations": 51 }), "num_variations"),
        (json!({ "product_id": "p", "template_selection_mode": "manual" }), "template_ids"),
        (json!({ "product_id": "p", "template_ids": ["a"], "canvas_sizes": ["16x9"] }), "canvas_sizes"),
        (json!({ "product_id": "p", "creative_direction": "more fun" }), "creative_direction"),
        (json!({ "product_id": "p", "export_email": "a@b.example" }), "export_email"),
        (json!({ "product_id": "p", "export_destination": "drive" }), "export_destination"),
        (json!({ "product_id": "p", "export_folder": "x" }), "export_folder"),
        (json!({ "product_id": "p", "variant_id": "v" }), "variant_id"),
        (json!({ "product_id": "p", "image_resolution": "8K" }), "image_resolution"),
        (json!({ "product_id": "p", "match_lp_voice": "loudly" }), "match_lp_voice"),
        (
            json!({ "product_id": "p", "template_ids": ["a"], "image_selection_mode": "manual" }),
            "user_selected_image_ids",
        ),
        (json!({ "product_id": "p", "template_ids": ["a"], "image_selection_mode": "best" }), "image_selection_mode"),
        (
            json!({ "product_id": "p", "template_ids": ["a"], "image_selection_mode": "auto",
                 "user_selected_image_ids": ["x"] }),
            "image_selection_mode",
        ),
        (json!({ "product_id": "p", "template_ids": ["a"], "destination_url": "a.example" }), "destination_url"),
        (json!({ "product_id": "p", "colour": "red" }), "colour"),
        (json!({ "product_id": "p", "ads": [{ "template": "a", "sizes": ["1x1", "1x1"] }] }), "ads"),
        (json!({ "product_id": "p", "ads": [{ "template": "a", "sizes": [] }] }), "ads"),
        (json!({ "product_id": "p", "ads": [{ "template": "a", "copy": copy_of(6, 1) }] }), "ads"),
        (json!({ "product_id": "p", "ads": [{ "template": "a" }, { "template": "a", "copy": copy_of(1, 6) }] }), "ads"),
    ] {
        assert_eq!(Wanted::read(JobType::AdCreationV2, &params).unwrap_err().name, name, "{params}");
    }
}

#[test]
fn every_due_time_has_a_throw_of_its_own_that_is_known_beforehand() {
    let wanted = Wanted::of("p");
    let (one, other) = (Timestamp::from_millis(0), Timestamp::from_millis(60_000));
    assert_eq!(wanted.at(other), wanted.at(other));
    assert_ne!(wanted.at(one).seed, wanted.at(other).seed);
}
