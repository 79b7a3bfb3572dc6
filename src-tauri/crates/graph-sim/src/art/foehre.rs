//! The ads of Fuchs & Föhre: heavy type, warm grounds, the pouch.

use super::page::{At, BROT, KOPF, Page, WIDTH};
use crate::story::Shape;

const ESPRESSO: &str = "#2B1711";
const OAT: &str = "#F2E7D5";
const SAND: &str = "#E6D5B8";
const SAGE: &str = "#C9D3C2";
const RUST: &str = "#A93C14";
const EDGE: f64 = 72.0;

/// Draws one of them; nothing if there is none of that name.
pub(super) fn draw(composition: &str, shape: Shape) -> Option<String> {
    let page = match composition {
        "de-milch" => milk(shape),
        "de-tasse" => cup(shape),
        "de-montag" => monday(shape),
        "de-bitter" => bitter(shape),
        "de-probierset" => sampler(shape),
        "de-hero" => hero(shape),
        _ => return None,
    };
    Some(page.finish())
}

fn mark(page: &mut Page, fill: &str) {
    let y = page.height() - 74.0;
    page.text(KOPF, 46.0, (EDGE, y), At::Left, fill, "Fuchs &amp; Föhre");
}

fn milk(shape: Shape) -> Page {
    let mut page = Page::new(shape, RUST);
    let size = page.pick(228.0, 296.0);
    let last = page.height() - 70.0;
    let lead = size * 0.87;
    page.lines(
        KOPF,
        size,
        (57.0, last - 4.0 * lead),
        lead,
        OAT,
        &["Dein", "Kaffee", "ist älter", "als deine", "Milch."],
    );
    page.text(KOPF, 46.0, (WIDTH - EDGE, last), At::Right, OAT, "Fuchs &amp; Föhre");
    page
}

fn cup(shape: Shape) -> Page {
    let mut page = Page::new(shape, OAT);
    let size = page.pick(140.0, 156.0);
    let second = format!(r#"Sind <tspan fill="{RUST}">75&#160;Cent</tspan>"#);
    page.lines(
        KOPF,
        size,
        (61.0, page.pick(150.0, 172.0)),
        size * 0.92,
        ESPRESSO,
        &["14,90&#160;€ klingt viel.", &second, "pro Tasse."],
    );
    let (x, y, width) = (page.pick(452.0, 377.0), page.pick(330.0, 430.0), page.pick(620.0, 790.0));
    page.image("pouch.png", (x, y), width);
    let words = page.height() - 262.0;
    page.lines(
        BROT,
        40.0,
        (EDGE, words),
        48.0,
        ESPRESSO,
        &["14,90&#160;€ für 250&#160;g", "59,60&#160;€/kg", "20 Tassen zu 12,5&#160;g"],
    );
    mark(&mut page, ESPRESSO);
    page
}

fn monday(shape: Shape) -> Page {
    let mut page = Page::new(shape, SAND);
    let size = page.pick(166.0, 196.0);
    let lines = ["Montag", "geröstet."];
    let top = page.pick(170.0, 196.0);
    page.lines(KOPF, size, (59.0, top), size * 0.88, ESPRESSO, &lines);
    page.lines(KOPF, size, (59.0, top + size * 1.76), size * 0.88, RUST, &["Donnerstag", "bei dir."]);
    let (x, y, width) = (page.pick(560.0, 470.0), page.pick(486.0, 580.0), page.pick(500.0, 640.0));
    page.image("pouch.png", (x, y), width);
    let words = page.height() - 190.0;
    page.lines(BROT, 40.0, (EDGE, words), 48.0, ESPRESSO, &["Röstdatum", "auf der Tüte"]);
    mark(&mut page, ESPRESSO);
    page
}

fn bitter(shape: Shape) -> Page {
    let mut page = Page::new(shape, ESPRESSO);
    let size = page.pick(262.0, 300.0);
    page.lines(KOPF, size, (57.0, page.pick(244.0, 280.0)), size * 0.86, OAT, &["Bitter", "ist kein", "Aroma."]);
    let (x, y, width) = (page.pick(620.0, 548.0), page.pick(578.0, 752.0), page.pick(430.0, 510.0));
    page.image("pouch.png", (x, y), width);
    mark(&mut page, OAT);
    page
}

fn sampler(shape: Shape) -> Page {
    let mut page = Page::new(shape, OAT);
    let size = page.pick(114.0, 122.0);
    page.lines(
        KOPF,
        size,
        (62.0, page.pick(132.0, 152.0)),
        size * 0.95,
        ESPRESSO,
        &["Probierset:", "versandkostenfrei", "und jederzeit", "kündbar."],
    );
    let (y, width) = (page.pick(486.0, 556.0), page.pick(390.0, 540.0));
    for x in [page.pick(690.0, 604.0), page.pick(540.0, 420.0), page.pick(390.0, 236.0)] {
        page.image("pouch.png", (x, y), width);
    }
    let words = page.height() - 206.0;
    page.text(KOPF, 84.0, (68.0, words), At::Left, RUST, "19,90&#160;€");
    page.text(BROT, 38.0, (EDGE, words + 54.0), At::Left, ESPRESSO, "3 × 100&#160;g, 66,33&#160;€/kg");
    mark(&mut page, ESPRESSO);
    page
}

fn hero(shape: Shape) -> Page {
    let mut page = Page::new(shape, SAGE);
    let size = page.pick(160.0, 184.0);
    page.lines(KOPF, size, (60.0, page.pick(166.0, 190.0)), size * 0.88, ESPRESSO, &["Espresso.", "Sonst nichts."]);
    let (x, y, width) = (page.pick(400.0, 262.0), page.pick(270.0, 330.0), page.pick(690.0, 880.0));
    page.image("pouch.png", (x, y), width);
    let words = page.height() - 206.0;
    page.text(KOPF, 72.0, (68.0, words), At::Left, ESPRESSO, "14,90&#160;€");
    page.text(BROT, 38.0, (EDGE, words + 54.0), At::Left, ESPRESSO, "250&#160;g, 59,60&#160;€/kg");
    mark(&mut page, ESPRESSO);
    page
}
