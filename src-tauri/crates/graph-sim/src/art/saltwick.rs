//! The ads of Saltwick. One voice: a plain ground, one large sentence, the bottle.

use super::page::{At, HEAD, MARK, PRICE, Page, TEXT, WIDTH};
use crate::story::Shape;

const KELP: &str = "#17302B";
const BONE: &str = "#F4EFE6";
const GLASS: &str = "#BFD9CE";
const CORAL: &str = "#FF6A3D";
/// Distance of everything from the edge.
const EDGE: f64 = 72.0;

/// Draws one of them; nothing if there is none of that name.
pub(super) fn draw(composition: &str, shape: Shape) -> Option<String> {
    let page = match composition {
        "statement-nine" => nine_bottles(shape),
        "statement-water" => you_have_water(shape),
        "offer" => offer(shape),
        "offer-home" => whole_home(shape),
        "price-math" => price_math(shape),
        "quote" => quote(shape),
        "hero" => hero(shape),
        "callouts" => callouts(shape),
        "us-vs-them" => us_vs_them(shape),
        "scene-hide" => scene(shape),
        _ => return None,
    };
    Some(page.finish())
}

fn mark(page: &mut Page, fill: &str) {
    let y = page.height() - 74.0;
    page.text(MARK, 36.0, (EDGE, y), At::Left, fill, "SALTWICK");
}

/// Fills the page with a sentence that ends on the last baseline.
fn statement(page: &mut Page, lines: &[&str], size: f64, fill: &str) -> f64 {
    let lead = size * 0.9;
    let last = page.height() - 76.0;
    let first = last - lead * (lines.len() - 1) as f64;
    page.lines(HEAD, size, (59.0, first), lead, fill, lines);
    last
}

fn nine_bottles(shape: Shape) -> Page {
    let mut page = Page::new(shape, KELP);
    let size = page.pick(184.0, 232.0);
    let last = statement(&mut page, &["Nine", "bottles", "under", "the sink.", "You need", "one"], size, BONE);
    let r = size * 0.1;
    page.raw(&format!(r#"<circle cx="{}" cy="{}" r="{r}" fill="{CORAL}"/>"#, 59.0 + size * 1.56 + r, last - r));
    page.text(MARK, 36.0, (WIDTH - EDGE, last), At::Right, BONE, "SALTWICK");
    page
}

fn you_have_water(shape: Shape) -> Page {
    let mut page = Page::new(shape, GLASS);
    let size = page.pick(206.0, 236.0);
    let lead = size * 0.9;
    page.lines(
        HEAD,
        size,
        (59.0, page.pick(210.0, 240.0)),
        lead,
        KELP,
        &["You have", "water.", "We send", "the tablet."],
    );
    let y = page.height() - 178.0;
    tablet(&mut page, (WIDTH - EDGE - 200.0, y), 1.32);
    mark(&mut page, KELP);
    page
}

/// A refill, 152 wide at scale 1.
fn tablet(page: &mut Page, (x, y): (f64, f64), scale: f64) {
    page.raw(&format!(
        r##"<g transform="translate({x} {y}) scale({scale})"><defs><linearGradient id="side"><stop offset="0" stop-color="#ff8058"/><stop offset=".28" stop-color="#FF6A3D"/><stop offset=".7" stop-color="#f2602f"/><stop offset="1" stop-color="#d9542b"/></linearGradient><filter id="soft" x="-50%" y="-150%" width="200%" height="400%"><feGaussianBlur stdDeviation="9 5"/></filter></defs><ellipse cx="84" cy="69" rx="88" ry="10" fill="#17302B" fill-opacity=".38" filter="url(#soft)"/><path d="M0 14V66A76 14 0 0 0 152 66V14Z" fill="url(#side)"/><ellipse cx="76" cy="14" rx="76" ry="14" fill="#ff8f6c"/><ellipse cx="76" cy="14" rx="68" ry="11" fill="#ff8561"/></g>"##
    ));
}

fn offer(shape: Shape) -> Page {
    let mut page = Page::new(shape, CORAL);
    let (size, base) = (page.pick(600.0, 760.0), page.pick(532.0, 664.0));
    page.text(PRICE, size, (49.0, base), At::Left, KELP, "$24");
    let (x, y, width) = (page.pick(640.0, 608.0), page.pick(486.0, 658.0), page.pick(470.0, 566.0));
    page.image("bottle-coral.png", (x, y), width);
    let top = page.pick(722.0, 986.0);
    let size = page.pick(92.0, 104.0);
    page.text(HEAD, size, (69.0, top), At::Left, KELP, "Starter set");
    was(&mut page, size, (69.0, top + size * 0.99), "$31", 1.35);
    page.text(TEXT, 38.0, (EDGE, top + size * 1.68), At::Left, KELP, "Through Sunday");
    mark(&mut page, KELP);
    page
}

/// "Was $31" with the price, `width` ems wide, struck out. The line is drawn: a decoration would break at every letter's spacing.
fn was(page: &mut Page, size: f64, (x, y): (f64, f64), price: &str, width: f64) {
    page.text(HEAD, size, (x, y), At::Left, KELP, &format!("Was {price}"));
    let (from, to) = (x + size * 1.93, x + size * (2.0 + width));
    page.line((from, y - size * 0.33, to, y - size * 0.33), KELP, (size * 0.07).max(4.0), 1.0);
}

fn whole_home(shape: Shape) -> Page {
    let mut page = Page::new(shape, BONE);
    let ground = page.pick(800.0, 1010.0);
    let below = if page.is_story() { 2000.0 } else { page.height() - ground };
    page.rect((0.0, ground, WIDTH, below), GLASS);
    page.text(HEAD, page.pick(112.0, 132.0), (65.0, page.pick(146.0, 168.0)), At::Left, KELP, "Whole Home set");
    let (size, base) = (page.pick(360.0, 430.0), page.pick(452.0, 546.0));
    page.text(PRICE, size, (56.0, base), At::Left, KELP, "$59");
    let width = page.pick(430.0, 540.0);
    let y = ground + page.pick(92.0, 116.0) - width * 1.25 * 0.874;
    for x in [page.pick(60.0, 20.0), page.pick(325.0, 270.0), page.pick(590.0, 520.0)] {
        page.image("bottle.png", (x, y), width);
    }
    let beside = page.pick(540.0, 640.0);
    let size = page.pick(72.0, 84.0);
    was(&mut page, size, (beside, base), "$78", 1.52);
    let note = page.height() - 74.0;
    page.text(TEXT, 36.0, (WIDTH - EDGE, note), At::Right, KELP, "Three bottles, nine tablets");
    mark(&mut page, KELP);
    page
}

fn price_math(shape: Shape) -> Page {
    let mut page = Page::new(shape, BONE);
    let size = page.pick(144.0, 160.0);
    page.lines(HEAD, size, (65.0, page.pick(160.0, 184.0)), size * 0.93, KELP, &["$24 once.", "$3 after that."]);
    let (x, y, width) = (page.pick(-38.0, -128.0), page.pick(268.0, 312.0), page.pick(490.0, 680.0));
    page.image("bottle.png", (x, y), width);
    let base = y + width * 1.25 * 0.874;
    let label = base + page.pick(92.0, 112.0);
    for left in [464.0, 660.0, 856.0] {
        tablet(&mut page, (left, base - 78.0), 1.0);
        page.text(HEAD, page.pick(80.0, 96.0), (left + 76.0, label), At::Middle, KELP, "$3");
    }
    page.text(HEAD, page.pick(80.0, 96.0), (x + width / 2.0, label), At::Middle, KELP, "$24");
    let note = page.height() - 74.0;
    page.text(TEXT, 34.0, (WIDTH - EDGE, note), At::Right, KELP, "Three refills, $9. Drawn to scale.");
    mark(&mut page, KELP);
    page
}

fn quote(shape: Shape) -> Page {
    let mut page = Page::new(shape, KELP);
    for n in 0..5 {
        let star = "M24.0 1.0L30.1 16.6L46.8 17.6L33.9 28.2L38.1 44.4L24.0 35.4L9.9 44.4L14.1 28.2L1.2 17.6L17.9 16.6Z";
        page.raw(&format!(r#"<path transform="translate({} 80)" d="{star}" fill="{CORAL}"/>"#, 112 + 56 * n));
    }
    let size = page.pick(124.0, 144.0);
    let top = page.pick(258.0, 290.0);
    page.text(HEAD, size, (112.0, top), At::Right, BONE, "\u{201c}");
    page.lines(
        HEAD,
        size,
        (112.0, top),
        size * 0.96,
        BONE,
        &["I threw out", "seven bottles", "and kept the", "nice one.\u{201d}"],
    );
    let (x, y, width) = (page.pick(664.0, 612.0), page.pick(548.0, 665.0), page.pick(450.0, 560.0));
    page.image("bottle.png", (x, y), width);
    let words = page.pick(870.0, 1132.0);
    page.lines(TEXT, 40.0, (112.0, words), 50.0, BONE, &["Dana R., verified buyer", "saltwick.com, March 3, 2026"]);
    let y = page.height() - 74.0;
    page.text(MARK, 36.0, (112.0, y), At::Left, BONE, "SALTWICK");
    page
}

fn hero(shape: Shape) -> Page {
    let mut page = Page::new(shape, GLASS);
    let size = page.pick(144.0, 160.0);
    page.lines(HEAD, size, (63.0, page.pick(164.0, 184.0)), size * 0.93, KELP, &["Buy the", "bottle once."]);
    let (x, y, width) = (page.pick(330.0, 252.0), page.pick(236.0, 297.0), page.pick(730.0, 896.0));
    page.image("bottle.png", (x, y), width);
    let words = page.height() - 220.0;
    page.lines(TEXT, 44.0, (EDGE, words), 51.0, KELP, &["Starter set", "$24"]);
    mark(&mut page, KELP);
    page
}

fn callouts(shape: Shape) -> Page {
    let mut page = Page::new(shape, GLASS);
    page.text(HEAD, page.pick(122.0, 130.0), (64.0, page.pick(152.0, 166.0)), At::Left, KELP, "Looks simple. It is.");
    let (x, y, width) = (page.pick(190.0, 90.0), page.pick(170.0, 213.0), page.pick(700.0, 900.0));
    page.image("bottle.png", (x, y), width);
    let notes: [(f64, f64, [&str; 2]); 4] = [
        (0.4356, 0.1876, ["Fill it", "from the tap"]),
        (0.622, 0.308, ["Aluminum,", "not plastic"]),
        (0.3956, 0.628, ["Looks fine", "on a counter"]),
        (0.622, 0.749, ["Refills are", "$3 each"]),
    ];
    for (across, down, words) in notes {
        let (px, py) = (x + width * across, y + width * 1.25 * down);
        let (edge, at) = if across < 0.5 { (EDGE, At::Left) } else { (WIDTH - EDGE, At::Right) };
        page.line((edge, py, px, py), KELP, 2.5, 1.0);
        page.raw(&format!(r#"<circle cx="{px}" cy="{py}" r="7" fill="{KELP}"/>"#));
        for (n, line) in words.iter().enumerate() {
            page.text(TEXT, page.pick(38.0, 42.0), (edge, py + 52.0 + n as f64 * 49.0), at, KELP, line);
        }
    }
    mark(&mut page, KELP);
    page
}

fn us_vs_them(shape: Shape) -> Page {
    let mut page = Page::new(shape, BONE);
    let size = page.pick(104.0, 124.0);
    page.lines(HEAD, size, (65.0, page.pick(138.0, 162.0)), size * 0.95, KELP, &["You were", "paying", "for water."]);
    let (top, step, rows) = (page.pick(476.0, 656.0), page.pick(90.0, 106.0), 5);
    let below = if page.is_story() { 2000.0 } else { page.height() - top };
    page.rect((596.0, top, 200.0, below), KELP);
    let width = page.pick(356.0, 440.0);
    let (left, above) = (696.0 - width / 2.0, top + 2.0 - width * 1.25 * 0.874);
    // Only the bottle: its shadow would fall on a table that is not there.
    page.raw(&format!(
        r#"<clipPath id="cut"><rect x="{}" y="{above}" width="{}" height="{}"/></clipPath><g clip-path="url(#cut)">"#,
        left + width * 0.293,
        width * 0.414,
        width * 1.25 * 0.877
    ));
    page.image("bottle.png", (left, above), width);
    page.raw("</g>");
    let (small, head) = (page.pick(38.0, 42.0), top - page.pick(64.0, 64.0));
    for (n, word) in ["Store-", "bought"].into_iter().enumerate() {
        page.text(TEXT, small, (902.0, head + 47.0 * n as f64), At::Middle, KELP, word);
    }
    let words =
        ["Refill for $3", "Ships without water", "Aluminum, not plastic", "One bottle to store", "Fit to be seen"];
    for (n, word) in words.iter().enumerate() {
        let y = top + step * (n as f64 + 0.65);
        page.text(TEXT, page.pick(40.0, 44.0), (EDGE, y + 15.0), At::Left, KELP, word);
        page.raw(&format!(
            r#"<path d="M671 {y}l17 18l34 -38" stroke="{BONE}" stroke-width="9" fill="none" stroke-linecap="square"/>"#
        ));
        page.raw(&format!(r#"<path d="M885 {0}l34 34M919 {0}l-34 34" stroke="{KELP}" stroke-opacity=".62" stroke-width="7" fill="none" stroke-linecap="square"/>"#, y - 18.0));
        if n + 1 < rows {
            let under = top + step * (n as f64 + 1.15);
            page.line((EDGE, under, 596.0, under), KELP, 2.0, 0.28);
            page.line((796.0, under, WIDTH - EDGE, under), KELP, 2.0, 0.28);
            page.line((620.0, under, 772.0, under), BONE, 2.0, 0.22);
        }
    }
    mark(&mut page, KELP);
    page
}

fn scene(shape: Shape) -> Page {
    let mut page = Page::new(shape, "#D9D3C7");
    match shape {
        Shape::Square => {
            page.image("scene.jpg", (0.0, -190.0), WIDTH);
            page.lines(
                HEAD,
                92.0,
                (67.0, 132.0),
                88.0,
                KELP,
                &["The spray", "bottle you", "don\u{2019}t hide", "when people", "come over."],
            );
        }
        Shape::Portrait => {
            page.image("scene.jpg", (0.0, 0.0), WIDTH);
            page.lines(
                HEAD,
                112.0,
                (67.0, 154.0),
                109.0,
                KELP,
                &["The spray bottle", "you don\u{2019}t hide", "when people", "come over."],
            );
        }
        Shape::Story => {
            // The page is shifted by the story's top; the picture covers all of it.
            page.image("scene.jpg", (-420.0, -230.0), 1536.0);
            page.lines(
                HEAD,
                104.0,
                (67.0, 118.0),
                101.0,
                KELP,
                &["The spray bottle", "you don\u{2019}t hide when", "people come over."],
            );
        }
    }
    if page.is_story() {
        page.text(MARK, 36.0, (EDGE, 392.0), At::Left, KELP, "SALTWICK");
    } else {
        mark(&mut page, KELP);
    }
    page
}
