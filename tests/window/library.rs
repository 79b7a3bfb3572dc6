//! The library: a draft brand of dropped files, cut-outs, lists by the keyboard, and taking all of it back.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};

use super::dragging::Drag;
use super::harness::Window;
use super::screen::Screen;

#[tokio::test]
async fn a_dropped_photo_is_cut_out_refused_and_taken_back() -> anyhow::Result<()> {
    let window = Window::first_start().await?;
    window.open_demo().await?;
    drop_a_brand(&window).await?;
    refuse_and_take(&window).await?;
    say_something(&window).await?;
    take_back(&window).await?;
    describe_a_template(&window).await?;
    window.close().await
}

/// A template is imported, a person says what it is for and takes that back; what comes with the program is not changed.
async fn describe_a_template(window: &Window) -> anyhow::Result<()> {
    let folder = own_template(window)?;
    let added = format!(
        "const [done] = arguments; window.__TAURI_INTERNALS__.invoke('draft_brand', {{ paths: {} }})
         .then(() => done(true), (error) => done(JSON.stringify(error)))",
        serde_json::json!([folder])
    );
    let added = window.script_async(&added).await?;
    ensure!(added == true, "{added}");
    window.click("radio", "Templates").await?;
    window.click("button", "What Statement is for").await?;
    window.see("It comes with the program").await?;
    window.picture("library-bundled").await?;
    window.keys(ESCAPE).await?;
    window.gone("[role=dialog]").await?;
    window.click("button", "What Poster is for").await?;
    window.css("#template-name:focus").await?;
    window.tab_to("textbox", "Industry").await?;
    window.keys("Home care").await?;
    window.picture("library-described").await?;
    window.keys(RETURN).await?;
    window.gone("[role=dialog]").await?;
    let niche = "return document.querySelector('#template-niche')?.value";
    window.click("button", "What Poster is for").await?;
    window.answer("what was said", &format!("{niche} === 'Home care'")).await?;
    window.keys(ESCAPE).await?;
    window.gone("[role=dialog]").await?;
    window.keys("z").await?;
    window.see("Taken back: template changed").await?;
    window.click("button", "What Poster is for").await?;
    window.answer("nothing is said", &format!("{niche} === ''")).await.map(drop)
}

#[tokio::test]
async fn files_that_another_program_drops_anywhere_make_a_draft_brand() -> anyhow::Result<()> {
    let window = Window::first_start().await?;
    window.open_demo().await?;
    let (logo, photo) = (window.home.file("acme-logo.png"), window.home.file("acme-jar.png"));
    packshot(&logo, [214, 92, 40])?;
    packshot(&photo, [30, 80, 60])?;
    let target = Screen::connect()?.window(window.program()?, "Ad Creator")?.context("the window is on the screen")?;
    let drag = Drag::of(&[logo, photo])?;
    drag.drop_on(target, drag.middle_of(target)?)?;
    window.see("A draft brand was made from these files").await?;
    window.find("heading", "Acme").await?;
    let product =
        "return [...document.querySelectorAll('.things .product')].some((one) => one.innerText.includes('Jar'))";
    window.answer("its product", product).await?;
    window.picture("library-dropped").await?;
    window.close().await
}

/// A logo and a photo make a draft brand; the page is told what the window system would say.
async fn drop_a_brand(window: &Window) -> anyhow::Result<()> {
    let (logo, photo) = (window.home.file("acme-logo.png"), window.home.file("acme-jar.png"));
    packshot(&logo, [214, 92, 40])?;
    packshot(&photo, [30, 80, 60])?;
    window.go("Library").await?;
    let paths = serde_json::json!([logo, photo]);
    let draft = format!(
        "const [done] = arguments; window.__TAURI_INTERNALS__.invoke('draft_brand', {{ paths: {paths} }})
         .then((added) => done(added.cutOut), (error) => done(JSON.stringify(error)))"
    );
    let cut = window.script_async(&draft).await?;
    ensure!(cut == 1, "{cut}");
    let open =
        "const row = [...document.querySelectorAll('.things .brand')].find((one) => one.innerText.includes('Acme'));
                row?.click(); return !!row";
    window.answer("the brand in the list", open).await?;
    window.find("heading", "Acme").await?;
    window.picture("library-draft").await?;
    let open =
        "const row = [...document.querySelectorAll('.things .product')].find((one) => one.innerText.includes('Jar'));
                row?.click(); return !!row";
    window.answer("the product in the list", open).await?;
    window.find("heading", "Jar").await.map(drop)
}

/// Photo and cut-out stand side by side; ads show the one that is chosen.
async fn refuse_and_take(window: &Window) -> anyhow::Result<()> {
    window.see("Ads show the cut-out").await?;
    window.answer("both pictures", "return document.querySelectorAll('.sides img').length === 2").await?;
    window.picture("library-cutout").await?;
    window.click("radio", "Photo").await?;
    window.see("Ads show the photo").await?;
    window.click("radio", "Cut-out").await?;
    window.see("Ads show the cut-out").await.map(drop)
}

/// A review, by the keyboard: it is stored when it is whole.
async fn say_something(window: &Window) -> anyhow::Result<()> {
    let reviews = window.find("button", "Reviews").await?;
    reviews.scroll_into_view().await?;
    window.click("button", "Reviews").await?;
    window
        .answer(
            "its first field",
            "return document.activeElement?.getAttribute('aria-label') === 'Quote, word for word, review 1'",
        )
        .await?;
    window.keys("It fizzes.\u{E004}Jo H.\u{E004}\u{E004}").await?;
    let typed = "const day = document.querySelector('input[type=date][aria-label^=Date]'); day.value = '2026-10-02';
                 day.dispatchEvent(new Event('input', { bubbles: true })); return true";
    window.answer("a day", typed).await?;
    window.keys("\u{E004}\u{E004}\u{E004}\u{E004}\u{E004}").await?;
    window.answer("it is stored", "return !document.querySelector('.lack')").await?;
    window.picture("library-review").await
}

/// The review, the last choice, and so on back to before the drop.
async fn take_back(window: &Window) -> anyhow::Result<()> {
    window.script("document.activeElement?.blur()").await?;
    window.keys("z").await?;
    window.see("Taken back: fact added").await?;
    covers_no_control(window).await?;
    for _cutout in 0..2 {
        window.keys("z").await?;
        window.see("Taken back: picture changed").await?;
    }
    window.keys("z").await?;
    window.see("brand added").await?;
    let gone = "return ![...document.querySelectorAll('.things .brand')].some((one) => one.innerText.includes('Acme'))";
    window.answer("the draft brand put away again", gone).await.map(drop)
}

/// The message that stands below the page is over nothing that can be clicked.
async fn covers_no_control(window: &Window) -> anyhow::Result<()> {
    let free = "const messages = document.querySelectorAll('.toasts .one');
                const middles = [...document.querySelectorAll('button, a[href], input, textarea, select')]
                    .filter((control) => !control.closest('.toasts'))
                    .map((control) => control.getBoundingClientRect())
                    .filter((box) => box.width > 0 && box.height > 0)
                    .map((box) => document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
                return messages.length > 0 && middles.every((found) => !found?.closest('.toasts'))";
    window.answer("a message over no control", free).await.map(drop)
}

/// A folder with one of our templates under another name.
fn own_template(window: &Window) -> anyhow::Result<PathBuf> {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/assets/templates/statement");
    let folder = window.home.file("poster");
    std::fs::create_dir(&folder)?;
    for entry in std::fs::read_dir(ours)? {
        let entry = entry?;
        let text = std::fs::read_to_string(entry.path())?;
        let text = text.replace("\"statement\"", "\"poster\"").replace("\"Statement\"", "\"Poster\"");
        std::fs::write(folder.join(entry.file_name()), text)?;
    }
    Ok(folder)
}

/// A disc of a colour before a plain white backdrop.
fn packshot(path: &Path, [r, g, b]: [u8; 3]) -> anyhow::Result<()> {
    let (width, height) = (320_u32, 400_u32);
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let inside = (f64::from(x) - 160.0).hypot(f64::from(y) - 200.0) < 90.0;
            pixels.extend(if inside { [r, g, b] } else { [255; 3] });
        }
    }
    let mut encoder = png::Encoder::new(std::fs::File::create(path)?, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(())
}

const RETURN: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
