//! Ads, drawn and written.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use creative::encode::{self, Stamp};
use creative::template::bundled;
use creative::{
    BrandLook, Cancel, CanvasSize, ColourMode, Content, CreativeError, Focus, Fonts, Mend, Order, Palette, Picture,
    Rgb, Slot, Studio, Template,
};

fn look() -> Arc<BrandLook> {
    let rgb = |text: &str| text.parse().unwrap();
    Arc::new(BrandLook {
        name: "Saltwick".into(),
        wordmark: "SALTWICK".into(),
        palette: Palette {
            primary: rgb("#17302B"),
            secondary: rgb("#BFD9CE"),
            background: rgb("#F4EFE6"),
            accent: rgb("#FF6A3D"),
            ink: None,
        },
        display_font: "Mona Sans".into(),
        text_font: "Mona Sans".into(),
        logo: None,
        logo_on_dark: None,
        locale: "en-US".into(),
    })
}

fn template(id: &str) -> Arc<Template> {
    bundled().unwrap().into_iter().find(|template| template.id == id).unwrap()
}

fn studio() -> Studio {
    Studio::new(Fonts::bundled().unwrap())
}

fn words(pairs: &[(&str, &str)]) -> Content {
    let texts = pairs.iter().map(|(slot, text)| (Slot::from(*slot), (*text).to_owned())).collect();
    Content { texts, ..Content::default() }
}

/// A picture whose left half is dark and whose right half is light.
fn halves() -> Picture {
    let image = image::RgbImage::from_fn(400, 400, |x, _| image::Rgb(if x < 200 { [20; 3] } else { [235; 3] }));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    Picture::read(bytes.into_inner()).unwrap()
}

fn statement(text: &str) -> Order {
    Order {
        template: template("statement"),
        look: look(),
        content: words(&[("headline", text)]),
        colour: ColourMode::Original,
        sizes: CanvasSize::ALL.to_vec(),
        mends: Vec::new(),
    }
}

fn scene(focus: Focus) -> Order {
    let mut content = words(&[("headline", "You were paying for water.")]);
    content.pictures.insert(Slot::from("scene"), halves().with_focus(focus));
    Order { template: template("headline-on-scene"), content, sizes: vec![CanvasSize::Story], ..statement("") }
}

fn stamp() -> Stamp {
    Stamp { ad: "0198-ad".into(), tag: "1f00c0de".into(), template: "statement".into(), version: 3 }
}

#[test]
fn one_call_gives_every_size_in_its_exact_pixels() {
    let drawn = studio().draw(&statement("Nine bottles under the sink."), &Cancel::new()).unwrap();
    for (drawn, size) in drawn.iter().zip(CanvasSize::ALL) {
        assert_eq!(drawn.size, size);
        assert_eq!((drawn.pixels.width, drawn.pixels.height), size.pixels());
        assert!(drawn.pixels.rgba.chunks_exact(4).all(|pixel| pixel[3] == 255), "opaque");
        let headline = drawn.texts.iter().find(|text| text.slot.as_str() == "headline").unwrap();
        assert!(!headline.overflows && headline.fill == look().palette.background);
    }
}

#[test]
fn the_same_order_gives_the_same_pixels_and_the_same_file() {
    let order = scene(Focus { x: 0.5, y: 0.5 });
    let (a, b) = (studio(), studio());
    let first = a.draw(&order, &Cancel::new()).unwrap();
    // A second studio, and the first with its pictures already kept.
    for again in [b.draw(&order, &Cancel::new()).unwrap(), a.draw(&order, &Cancel::new()).unwrap()] {
        assert_eq!(again[0].pixels, first[0].pixels);
        assert_eq!(again[0].texts, first[0].texts);
        assert_eq!(encode::png(&again[0], &stamp()).unwrap(), encode::png(&first[0], &stamp()).unwrap());
        assert_eq!(encode::jpeg(&again[0], &stamp(), 90).unwrap(), encode::jpeg(&first[0], &stamp(), 90).unwrap());
    }
}

#[test]
fn files_are_srgb_and_carry_their_origin() {
    let order = Order { sizes: vec![CanvasSize::Square], ..statement("You were paying for water.") };
    let drawn = studio().draw(&order, &Cancel::new()).unwrap().remove(0);
    let png = encode::png(&drawn, &stamp()).unwrap();
    assert!(png.windows(4).any(|window| window == b"sRGB"));
    assert_eq!(Stamp::read(&png), Some(stamp()));
    let back = image::load_from_memory(&png).unwrap().into_rgba8();
    assert_eq!(back.as_raw(), &drawn.pixels.rgba, "nothing is lost");
    let jpeg = encode::jpeg(&drawn, &stamp(), 92).unwrap();
    assert!(jpeg.windows(11).any(|window| window == b"ICC_PROFILE"));
    assert_eq!(Stamp::read(&jpeg), Some(stamp()));
    let back = image::load_from_memory(&jpeg).unwrap().into_rgba8();
    let off = back.as_raw().iter().zip(&drawn.pixels.rgba).map(|(a, b)| u64::from(a.abs_diff(*b))).sum::<u64>();
    assert!(off / (back.as_raw().len() as u64) < 3, "{off}");
    assert_eq!(Stamp::read(b"\x89PNG nothing of ours"), None);
}

#[test]
fn lines_to_a_flat_product_leave_room_for_the_words_above() {
    let image = image::RgbImage::from_pixel(800, 120, image::Rgb([20, 40, 30]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let long = "Fill it from the tap in your kitchen";
    let benefits = ["benefit-1", "benefit-2", "benefit-3", "benefit-4"];
    let texts: Vec<(&str, &str)> =
        benefits.iter().map(|slot| (*slot, long)).chain([("headline", "Buy once.")]).collect();
    let mut content = words(&texts);
    content.pictures.insert(Slot::from("product"), Picture::read(bytes.into_inner()).unwrap());
    let order = Order { template: template("callouts"), content, sizes: vec![CanvasSize::Portrait], ..statement("") };
    let drawn = studio().draw(&order, &Cancel::new()).unwrap().remove(0);
    let ink = |slot: &str| drawn.texts.iter().find(|text| text.slot.as_str() == slot).unwrap().bounds;
    for (above, below) in [("benefit-1", "benefit-3"), ("benefit-2", "benefit-4")] {
        // The line and its distance to the words on both sides.
        assert!(ink(below).y - ink(above).bottom() > 40.0, "{below} {:?} under {above} {:?}", ink(below), ink(above));
    }
}

/// A PNG as others write it who are told nothing: no filter, zlib at 6.
fn unfiltered(pixels: &creative::Pixels) -> Vec<u8> {
    let rgb: Vec<u8> = pixels.rgba.chunks_exact(4).flat_map(|pixel| &pixel[..3]).copied().collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width, pixels.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_deflate_compression(png::DeflateCompression::Level(6));
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&rgb).unwrap();
    writer.finish().unwrap();
    bytes
}

#[test]
fn a_photo_over_the_whole_ad_takes_no_more_bytes_than_others_write() {
    for file in ["fuchs-after.jpg", "fuchs-unboxing.jpg", "saltwick-after.jpg"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/demo/products").join(file);
        let photo = Picture::read(std::fs::read(path).unwrap()).unwrap();
        let mut order = scene(Focus { x: 0.5, y: 0.5 });
        order.sizes = vec![CanvasSize::Square];
        order.content.pictures.insert("scene".into(), photo);
        let drawn = studio().draw(&order, &Cancel::new()).unwrap().remove(0);
        let (ours, others) = (encode::png(&drawn, &stamp()).unwrap().len(), unfiltered(&drawn.pixels).len());
        assert!(ours as f64 <= 1.05 * others as f64, "{file}: {ours} bytes, others write {others}");
        assert!(ours as f64 <= 1.05 * 1_345_000.0, "{file}: {ours} bytes");
    }
}

#[test]
fn an_optimised_file_is_smaller_and_says_and_shows_the_same() {
    let order = Order { sizes: vec![CanvasSize::Square], ..scene(Focus { x: 0.5, y: 0.5 }) };
    let drawn = studio().draw(&order, &Cancel::new()).unwrap().remove(0);
    let png = encode::png(&drawn, &stamp()).unwrap();
    let small = encode::optimised(&png).unwrap();
    assert!(small.len() < png.len(), "{} of {} bytes", small.len(), png.len());
    assert_eq!(image::load_from_memory(&small).unwrap().into_rgba8().as_raw(), &drawn.pixels.rgba);
    assert_eq!(Stamp::read(&small), Some(stamp()));
    assert!(small.windows(4).any(|window| window == b"sRGB"));
    assert_eq!(encode::optimised(&png).unwrap(), small, "the same bytes every time");
    assert!(matches!(encode::optimised(b"GIF89a"), Err(CreativeError::Encode(_))));
}

#[test]
fn the_focus_stays_in_the_picture() {
    let colour = |x: f32| {
        let drawn = studio().draw(&scene(Focus { x, y: 0.5 }), &Cancel::new()).unwrap().remove(0);
        drawn.pixels.at(540, 1800)
    };
    assert!(colour(0.1).luminance() < 0.05, "left, dark");
    assert!(colour(0.9).luminance() > 0.7, "right, light");
}

#[test]
fn words_on_a_picture_take_the_colour_that_reads_there() {
    let fill = |x: f32| {
        let drawn = studio().draw(&scene(Focus { x, y: 0.5 }), &Cancel::new()).unwrap().remove(0);
        drawn.texts.iter().find(|text| text.slot.as_str() == "headline").unwrap().fill
    };
    assert!(fill(0.05).contrast(Rgb { r: 20, g: 20, b: 20 }) >= 4.5, "on dark");
    assert!(fill(0.95).contrast(Rgb { r: 235, g: 235, b: 235 }) >= 4.5, "on light");
}

#[test]
fn a_preview_is_the_same_ad_smaller() {
    let studio = studio();
    let order = statement("Nine bottles under the sink.");
    let full = studio.draw(&order, &Cancel::new()).unwrap().remove(0);
    let preview = studio.preview(&order, CanvasSize::Portrait, 360, &Cancel::new()).unwrap();
    assert_eq!((preview.pixels.width, preview.pixels.height), (360, 450));
    assert_eq!(preview.texts, full.texts);
}

#[test]
fn a_raised_flag_ends_the_drawing() {
    let cancel = Cancel::new();
    cancel.cancel();
    let error = studio().draw(&statement("Nine bottles."), &cancel).unwrap_err();
    assert!(matches!(error, CreativeError::Cancelled));
}

#[test]
fn one_ad_that_fails_does_not_end_the_others() {
    let orders = [statement("One."), statement(""), statement("\u{13000}"), statement("Four.")];
    let (good, bad) = (AtomicUsize::new(0), AtomicUsize::new(0));
    studio().draw_each(&orders, &Cancel::new(), |_, drawn| {
        if drawn.is_ok() { &good } else { &bad }.fetch_add(1, Ordering::Relaxed);
    });
    assert_eq!((good.into_inner(), bad.into_inner()), (2, 2));
}

#[test]
fn what_is_missing_is_said() {
    let error = studio().draw(&statement("  "), &Cancel::new()).unwrap_err();
    assert_eq!(error.to_string(), "the template `statement` needs `headline`");
    let look = Arc::new(BrandLook { display_font: "Comic Sans".into(), ..(*look()).clone() });
    let error = studio().draw(&Order { look, ..statement("One.") }, &Cancel::new()).unwrap_err();
    assert!(matches!(error, CreativeError::NoSuchFont(name) if name == "Comic Sans"));
    assert!(matches!(Picture::read(b"GIF89a".to_vec()), Err(CreativeError::BadPicture { .. })));
}

#[test]
fn every_colour_mode_gives_another_ad_that_can_be_read() {
    let studio = studio();
    let order = |colour| {
        let mut content = words(&[("headline", "Buy the bottle once.")]);
        content.pictures.insert(Slot::from("product"), halves());
        let sizes = vec![CanvasSize::Square];
        Order { template: template("product-hero"), content, colour, sizes, ..statement("") }
    };
    let drawn = ColourMode::ALL.map(|colour| studio.draw(&order(colour), &Cancel::new()).unwrap().remove(0));
    for drawn in &drawn {
        let ground = drawn.pixels.at(1070, 10);
        assert!(drawn.texts[0].fill.contrast(ground) >= 4.5, "{} on {ground}", drawn.texts[0].fill);
    }
    assert_ne!(drawn[0].pixels, drawn[1].pixels);
    assert_ne!(drawn[0].pixels, drawn[2].pixels);
    assert_eq!(drawn[2].pixels.at(1070, 10), look().palette.primary, "the brand's primary leads");
}

#[test]
fn mends_change_what_they_name() {
    let studio = studio();
    let draw = |mends| {
        let order = Order { mends, sizes: vec![CanvasSize::Square], ..statement("Nine bottles under the sink.") };
        studio.draw(&order, &Cancel::new()).unwrap().remove(0)
    };
    let slot = Slot::from("headline");
    assert_eq!(draw(vec![Mend::Shrink { slot: slot.clone(), max_px: 40.0 }]).texts[0].px, 40.0);
    let other = draw(vec![Mend::Words { slot: slot.clone(), text: "Less.".into() }]);
    assert_eq!(other.texts[0].lines, ["Less."]);
    let veiled = draw(vec![Mend::Scrim { slot, opacity: 0.8 }]);
    assert_eq!(veiled.texts, draw(Vec::new()).texts);
}

/// The SVG without outlines, which are long: what stays says what is drawn, where, in which colours.
fn tree(order: &Order, size: CanvasSize) -> String {
    let svg = studio().svg(order, size).unwrap();
    let short = |line: &str| match (line.find(" d=\"M"), line.contains("aria-label")) {
        (Some(at), true) => format!("{} d=\"…\"/>", &line[..at]),
        _ => line.to_owned(),
    };
    svg.lines().map(short).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_tree_of_words_alone() {
    insta::assert_snapshot!(tree(&statement("Nine bottles under the sink. You need *one*."), CanvasSize::Portrait));
}

#[test]
fn the_tree_of_words_on_a_scene_with_a_veil() {
    let order = Order {
        mends: vec![Mend::Scrim { slot: Slot::from("headline"), opacity: 0.6 }],
        ..scene(Focus { x: 0.1, y: 0.5 })
    };
    insta::assert_snapshot!(tree(&order, CanvasSize::Story));
}

/// A template that uses what the bundled ones may not.
fn everything() -> Arc<Template> {
    let manifest = r#"
        id = "everything"
        version = 1
        name = "Everything"
        idea = "Every attribute once."
        category = "other"
        awareness = [1, 5]
        sizes = ["1x1"]
        [colours]
        ground = "background"
        ink = "primary"
        accent = "accent"
        pill = "primary"
        pill-ink = "background"
        [slots]
        kicker = { kind = "text" }
        headline = { kind = "text", required = true }
        row-1 = { kind = "text" }
        row-2 = { kind = "text" }
        line = { kind = "text" }
        product = { kind = "picture" }
        logo = { kind = "logo" }
    "#;
    let square = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080">
      <defs>
        <linearGradient id="sky"><stop offset="0" data-role="ground"/><stop offset="1" data-role="accent"/></linearGradient>
        <filter id="soft"><feDropShadow dx="0" dy="6" stdDeviation="4" data-role="ink"/></filter>
      </defs>
      <rect width="1080" height="1080" fill="url(#sky)"/>
      <rect data-slot="product" x="600" y="500" width="400" height="400" rx="24" data-fit="cover" data-fade="bottom 80"
        data-turn="4" filter="url(#soft)"/>
      <rect data-slot="kicker" x="72" y="72" width="600" height="40" data-min="30" data-max="36" data-case="upper" data-role="accent"/>
      <rect data-slot="headline" x="72" y="72" width="900" height="400" data-min="40" data-max="120" data-lines="3"
        data-font="display" data-stop-role="accent" data-below="kicker" data-gap="30"/>
      <g data-below="headline" data-gap="40" data-top="500">
        <path d="M72 500H560" style="fill:none;stroke:#000" stroke-width="2" data-stroke-role="ink"/>
        <rect data-slot="row-1" x="72" y="520" width="400" height="50" data-min="20" data-max="44" data-match="rows"/>
        <rect data-slot="row-2" x="72" y="600" width="200" height="50" data-min="20" data-max="44" data-match="rows"/>
      </g>
      <rect rx="20" data-role="pill" data-hug="line" data-hug-by="line" data-pad="20 12"/>
      <rect data-slot="line" x="100" y="860" width="300" height="120" data-min="30" data-max="40" data-lines="2"
        data-role="pill-ink" data-leading="1.9" data-valign="bottom"/>
      <circle cx="900" cy="100" r="40" data-role="accent" data-unless="kicker"/>
      <rect data-slot="logo" x="700" y="960" width="308" height="40" data-max="36" data-anchor="right" data-baseline="line"/>
    </svg>"##;
    let files = [("template.toml".to_owned(), manifest.into()), ("1x1.svg".to_owned(), square.into())].into();
    Arc::new(Template::from_files("everything", &files).unwrap_or_else(|faults| panic!("{faults}")))
}

fn everything_order(kicker: &str) -> Order {
    let mut content = words(&[
        ("kicker", kicker),
        ("headline", "You were paying for water."),
        ("row-1", "Ships dry"),
        ("row-2", "Ships without any water"),
        ("line", "Fill it from the tap, twice a week"),
    ]);
    content.pictures.insert(Slot::from("product"), halves());
    Order { template: everything(), content, sizes: vec![CanvasSize::Square], ..statement("") }
}

#[test]
fn the_tree_of_every_attribute() {
    insta::assert_snapshot!(tree(&everything_order("New"), CanvasSize::Square));
}

#[test]
fn an_empty_slot_gives_its_place_to_what_follows() {
    let studio = studio();
    let top = |kicker| {
        let drawn = studio.draw(&everything_order(kicker), &Cancel::new()).unwrap().remove(0);
        drawn.texts.iter().find(|text| text.slot.as_str() == "headline").unwrap().frame.y
    };
    assert!((top("") - 72.0).abs() < 0.01, "{}", top(""));
    assert!(top("New") > 120.0, "{}", top("New"));
}

#[test]
fn slots_that_match_have_one_size_and_the_logo_stands_on_its_line() {
    let drawn = studio().draw(&everything_order("New"), &Cancel::new()).unwrap().remove(0);
    let text = |slot: &str| drawn.texts.iter().find(|text| text.slot.as_str() == slot).unwrap();
    assert_eq!(text("row-1").px, text("row-2").px);
    assert!(text("row-2").bounds.right() <= 273.0);
    assert!((text("logo").baseline - text("line").baseline).abs() < 0.01);
    assert!(text("row-1").frame.y > text("headline").baseline);
    assert!(drawn.pictures[0].bounds.width > 400.0, "turned pictures take more room");
}

#[test]
fn things_on_a_shelf_are_drawn_to_one_scale_where_their_heights_are_known() {
    let cut_out = |shade: u8, height_mm: Option<f32>| {
        let image = image::RgbaImage::from_pixel(300, 400, image::Rgba([shade, 60, 60, 255]));
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        Picture { height_mm, ..Picture::read(bytes.into_inner()).unwrap() }
    };
    let heights = |heights: [Option<f32>; 3]| {
        let mut content = words(&[("headline", "80 cups."), ("variant-1", "1 kg"), ("variant-2", "250 g")]);
        content.texts.insert(Slot::from("variant-3"), "100 g".to_owned());
        for (at, height) in heights.into_iter().enumerate() {
            let slot = Slot::new(format!("variant-picture-{}", at + 1));
            content.pictures.insert(slot, cut_out(40 * u8::try_from(at).unwrap(), height));
        }
        let order =
            Order { template: template("range-shelf"), content, sizes: vec![CanvasSize::Portrait], ..statement("") };
        let drawn = studio().draw(&order, &Cancel::new()).unwrap().remove(0);
        let shown = drawn.pictures.iter().filter(|picture| picture.slot.as_str().starts_with("variant"));
        shown.map(|picture| picture.subject.height).collect::<Vec<_>>()
    };
    let [large, middle, small] = heights([Some(300.0), Some(200.0), Some(100.0)])[..] else { panic!("three pictures") };
    assert!((large / middle - 1.5).abs() < 0.01 && (large / small - 3.0).abs() < 0.01, "{large} {middle} {small}");
    let unknown = heights([Some(300.0), None, Some(100.0)]);
    assert!(unknown.iter().all(|height| (height - unknown[0]).abs() < 0.5), "the same room for each: {unknown:?}");
}
