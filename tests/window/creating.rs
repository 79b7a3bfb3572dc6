//! From a product to exported files, by the keyboard alone.

use std::path::Path;

use anyhow::{Context as _, ensure};

use super::harness::{Home, Window};
use crate::command_line::harness::wait_until;

#[tokio::test]
async fn ads_are_made_reviewed_and_exported_by_the_keyboard() -> anyhow::Result<()> {
    let window = Window::start(&Home::with_browser()?, &[]).await?;
    window.open_demo().await?;
    make_three(&window).await?;
    review_them(&window).await?;
    export_them(&window).await?;
    window.close().await
}

/// The board: ads of a real product, another throw of the dice, three kept, made.
async fn make_three(window: &Window) -> anyhow::Result<()> {
    reach(window, "gc", "Create").await?;
    window.answer("a wall of drawn ads", &drawn(6)).await?;
    choose_another_product(window).await?;
    window.answer("a wall of the other product's ads", &drawn(6)).await?;
    window.picture("create-board").await?;
    window.keys("R").await?;
    window.answer("a wall of other ads", &drawn(6)).await?;
    window.keys(" ").await?;
    window.see("1 kept").await?;
    window.keys("j ").await?;
    window.see("2 kept").await?;
    window.keys("j ").await?;
    window.see("3 kept").await?;
    window.find("button", "Make 3 ads").await?;
    window.picture("create-kept").await?;
    window.runs_are_over().await?;
    window.chord(ENTER).await?;
    window.css("footer [role=progressbar]").await?;
    window.picture("create-making").await?;
    window.see("Made 3 ads").await?;
    window.picture("create-made").await?;
    window.chord(ENTER).await?;
    window.find("heading", "Review").await.map(drop)
}

/// The next product of the list: its name stands above the board.
async fn choose_another_product(window: &Window) -> anyhow::Result<()> {
    let product = "return document.querySelector('.product-trigger .b6')?.textContent ?? null";
    let before = window.answer("a product", product).await?;
    window.keys("p").await?;
    window.css("[role=listbox] [role=option][data-highlighted]").await?;
    window.keys(format!("{DOWN}{RETURN}")).await?;
    let other = format!(
        "const name = document.querySelector('.product-trigger .b6')?.textContent; return name && name !== {before} ? name : null"
    );
    window.answer("another product", &other).await.map(drop)
}

/// Two approved, one rejected for being hard to read, which is taken back and said again.
async fn review_them(window: &Window) -> anyhow::Result<()> {
    window.see("1 of 3").await?;
    window.css(".stage img").await?;
    window.picture("review-one").await?;
    window.keys("a").await?;
    window.see("Approved 1, rejected 0, 2 to go").await?;
    window.keys("r3").await?;
    window.see("Approved 1, rejected 1, 1 to go").await?;
    window.keys("z").await?;
    window.see("Approved 1, rejected 0, 2 to go").await?;
    window.keys("r3").await?;
    window.see("Approved 1, rejected 1, 1 to go").await?;
    window.keys("a").await?;
    window.see("Approved 2 of 3").await?;
    window.picture("review-end").await
}

/// Every size of both ads is a file of exactly its pixels.
async fn export_them(window: &Window) -> anyhow::Result<()> {
    window.keys("x").await?;
    window.css("#export-folder").await?;
    window.answer("the folder is offered", "return document.querySelector('#export-folder').value !== ''").await?;
    window.picture("review-export").await?;
    window.keys(format!("{TAB}{TAB}{TAB}{RETURN}")).await?;
    window.see("6 files written to").await?;
    window.picture("review-exported").await?;
    folder_opens(window).await?;
    let files = window.home.files()?;
    let mut sizes: Vec<(u32, u32)> = files
        .iter()
        .filter(|file| file.extension().is_some_and(|ending| ending == "png"))
        .filter(|file| file.parent().is_some_and(|folder| folder.to_string_lossy().contains(" ads")))
        .map(|file| pixels(file))
        .collect::<anyhow::Result<_>>()?;
    sizes.sort_unstable();
    let each = [(1080, 1080), (1080, 1350), (1080, 1920)];
    ensure!(sizes == each.iter().flat_map(|size| [*size, *size]).collect::<Vec<_>>(), "{sizes:?} of {files:?}");
    Ok(())
}

/// What was exported stays on screen, and its folder opens in the system's own file browser.
async fn folder_opens(window: &Window) -> anyhow::Result<()> {
    window.click("button", "Show in folder").await?;
    wait_until("the file browser", || !window.home.opened_in_browser().unwrap().is_empty());
    let opened = window.home.opened_in_browser()?.pop().unwrap_or_default();
    ensure!(opened.ends_with(" ads") && Path::new(&opened).is_dir(), "{opened} is the folder");
    window.see("6 files written to").await?;
    window.click("button", "Done").await?;
    window.gone("[role=dialog]").await
}

/// Presses two keys; on a busy machine they may come too far apart to belong together.
async fn reach(window: &Window, keys: &str, page: &str) -> anyhow::Result<()> {
    for _press in 0..2 {
        window.keys(keys).await?;
        if window.soon("heading", page).await? {
            return Ok(());
        }
    }
    window.find("heading", page).await.map(drop)
}

/// So many ads show a picture whose bytes have come, and nothing is being drawn.
fn drawn(least: usize) -> String {
    format!(
        "const pictures = [...document.querySelectorAll('article[data-tile] .pic img')];
         return pictures.length >= {least} && pictures.every((one) => one.complete && one.naturalWidth > 0);"
    )
}

/// The pixels that a PNG says it has.
fn pixels(file: &Path) -> anyhow::Result<(u32, u32)> {
    let bytes = std::fs::read(file)?;
    let number = |at: usize| -> anyhow::Result<u32> {
        let digits = bytes.get(at..at + 4).context("a picture is shorter than its head")?;
        Ok(u32::from_be_bytes(digits.try_into()?))
    };
    Ok((number(16)?, number(20)?))
}

const ENTER: char = '\u{E007}';
const RETURN: &str = "\u{E007}";
const DOWN: &str = "\u{E015}";
const TAB: &str = "\u{E004}";
