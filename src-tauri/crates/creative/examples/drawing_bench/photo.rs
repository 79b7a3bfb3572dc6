//! The ad that peers are measured with: 1080×1080, a photo over all of it, three texts and a button.

use std::sync::Arc;

use creative::{BrandLook, ColourMode, Content, Order, Picture, Slot, Template};

use crate::{Failure, demo};

/// The scenes of the demo. The first is that of all figures: as sharp writes it, it takes 1,349 kB, what sharp's file
/// in the goal takes.
const SCENES: [&str; 8] = [
    "fuchs-after.jpg",
    "fuchs-before.jpg",
    "fuchs-morning.jpg",
    "fuchs-unboxing.jpg",
    "saltwick-after.jpg",
    "saltwick-bathroom.jpg",
    "saltwick-before.jpg",
    "saltwick-counter.jpg",
];

/// The ad on each scene.
pub fn orders() -> Result<Vec<Order>, Failure> {
    let files = [
        ("template.toml".to_owned(), include_str!("photo-button/template.toml").into()),
        ("1x1.svg".to_owned(), include_str!("photo-button/1x1.svg").into()),
    ];
    let template = Arc::new(Template::from_files("photo-button", &files.into())?);
    let look = demo::brand("fuchs-foehre").look;
    SCENES.iter().map(|scene| order(&template, &look, scene)).collect()
}

fn order(template: &Arc<Template>, look: &Arc<BrandLook>, scene: &str) -> Result<Order, Failure> {
    let picture = Picture::read(std::fs::read(demo::assets().join("demo/products").join(scene))?)?;
    Ok(Order {
        template: Arc::clone(template),
        look: Arc::clone(look),
        content: Content { texts: words(0), pictures: [(Slot::from("scene"), picture)].into() },
        colour: ColourMode::Original,
        sizes: template.sizes().collect(),
        mends: Vec::new(),
    })
}

/// The words of one of many ads: each has other ones, so that nothing but its photo was drawn before.
pub fn words(number: usize) -> std::collections::BTreeMap<Slot, String> {
    [
        ("headline", format!("Roast number {number} is with you on Thursday.")),
        ("subline", format!("Roasted on Monday, {number} bags at a time.")),
        ("price", format!("{},90 €", 10 + number % 90)),
        ("offer-chip", format!("Order bag {number}")),
    ]
    .map(|(slot, words)| (Slot::from(slot), words))
    .into()
}
