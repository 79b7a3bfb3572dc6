//! From a product to exported files and a weekly schedule, by the keyboard alone: nothing is clicked, by the driver or by
//! a script.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use serde_json::Value;

use super::harness::{Home, Window};
use super::previewed::{self, Seen};
use super::weekly;
use crate::command_line::harness::wait_until;

#[tokio::test]
async fn ads_are_made_reviewed_exported_and_planned_weekly_by_the_keyboard() -> anyhow::Result<()> {
    let window = Window::start(&Home::with_browser()?, &[]).await?;
    window.see("See which ads earn their money").await?;
    window.keys("d").await?;
    window.find("heading", "Overview").await?;
    let previews = choose_three(&window).await?;
    make_them(&window).await?;
    let at_full_size = review_them(&window).await?;
    let files = export_them(&window).await?;
    previewed::are_exported(&previews, &at_full_size, &files)?;
    weekly::runs_by_itself(&window).await?;
    window.close().await
}

/// The board: another product's ads, drawn by lot, another throw of the dice, three kept. How they look in every size.
async fn choose_three(window: &Window) -> anyhow::Result<Vec<Seen>> {
    reach(window, "gc", "Create").await?;
    window.answer("a wall of drawn ads", &drawn(6)).await?;
    choose_another_product(window).await?;
    window.answer("a wall of the other product's ads", &drawn(6)).await?;
    window.picture("create-board").await?;
    window.keys("s").await?;
    window.answer("Shuffle", &chosen("Shuffle")).await?;
    window.answer("a wall of ads by lot", &drawn(6)).await?;
    window.keys("R").await?;
    window.answer("a wall of other ads", &drawn(6)).await?;
    window.picture("create-shuffled").await?;
    window.keys(" ").await?;
    window.see("1 kept").await?;
    window.keys("j ").await?;
    window.see("2 kept").await?;
    window.keys("j ").await?;
    window.see("3 kept").await?;
    window.find("button", "Make 3 ads").await?;
    window.picture("create-kept").await?;
    previewed::on_the_board(window, 3).await
}

/// The ads are made, and how far that is, is seen all the time.
async fn make_them(window: &Window) -> anyhow::Result<()> {
    window.runs_are_over().await?;
    window.script(WATCH).await?;
    window.chord(ENTER).await?;
    window.css("footer [role=progressbar]").await?;
    window.picture("create-making").await?;
    window.see("Made 3 ads").await?;
    let seen = window.script("return window.__seen").await?;
    let seen: Vec<u64> = seen.as_array().context("a list")?.iter().filter_map(Value::as_u64).collect();
    ensure!(!seen.is_empty() && seen.is_sorted() && seen.iter().all(|ads| *ads <= 3), "{seen:?} of 3 ads were told");
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
    window.picture("create-products").await?;
    window.keys(format!("{DOWN}{RETURN}")).await?;
    let other = format!(
        "const name = document.querySelector('.product-trigger .b6')?.textContent; return name && name !== {before} ? name : null"
    );
    window.answer("another product", &other).await.map(drop)
}

/// Two approved, one rejected for being hard to read with a note, which is taken back, note and all, and said again. How
/// the first looks in each placement, and pixel by pixel.
async fn review_them(window: &Window) -> anyhow::Result<Seen> {
    window.see("1 of 3").await?;
    window.css(".stage img").await?;
    // What passed is folded away until somebody asks.
    window.keys("c").await?;
    window.answer("checks that pass or say why not", EXPLAINED).await?;
    window.picture("review-one").await?;
    placements(window).await?;
    let at_full_size = previewed::at_full_size(window).await?;
    window.keys("a").await?;
    window.see("Approved 1, rejected 0, 2 to go").await?;
    window.answer("checks that pass or say why not", EXPLAINED).await?;
    window.keys("n").await?;
    window.css("[data-note]:focus").await?;
    window.keys(NOTE).await?;
    window.picture("review-note").await?;
    window.keys(format!("{RETURN}3")).await?;
    window.see("Approved 1, rejected 1, 1 to go").await?;
    window.keys("z").await?;
    window.see("Approved 1, rejected 0, 2 to go").await?;
    window.see(NOTE).await?;
    window.keys("r3").await?;
    window.see("Approved 1, rejected 1, 1 to go").await?;
    window.answer("checks that pass or say why not", EXPLAINED).await?;
    window.keys("a").await?;
    window.see("Approved 2 of 3").await?;
    window.picture("review-end").await?;
    Ok(at_full_size)
}

/// Each placement shows its own sizes, with what its app covers of them.
async fn placements(window: &Window) -> anyhow::Result<()> {
    for (sizes, free) in [(2, "64 px all around"), (1, "35 % bottom"), (1, "20 % bottom"), (3, "35 % bottom")] {
        window.keys("o").await?;
        let shown = format!(
            "return document.querySelectorAll('.stage figure').length === {sizes} &&
               document.querySelector('.stage').innerText.includes('{free}')"
        );
        window.answer("the sizes of a placement", &shown).await?;
        window.picture(&format!("review-placement-{sizes}-{}", &free[..2])).await?;
    }
    Ok(())
}

/// Every size of both ads is a file, in a folder whose path is typed.
async fn export_them(window: &Window) -> anyhow::Result<Vec<PathBuf>> {
    window.keys("x").await?;
    window.answer("the folder is offered", "return !!document.querySelector('#export-folder')?.value").await?;
    window.tab_to("textbox", "Into the folder").await?;
    let folder = window.home.file("For the client");
    window.chord('a').await?;
    window.keys(folder.to_string_lossy()).await?;
    window.picture("review-export").await?;
    window.keys(RETURN).await?;
    window.see("6 files written to").await?;
    window.picture("review-exported").await?;
    window.tab_to("button", "Show in folder").await?;
    window.keys(RETURN).await?;
    wait_until("the file browser", || !window.home.opened_in_browser().unwrap().is_empty());
    let opened = window.home.opened_in_browser()?.pop().unwrap_or_default();
    ensure!(Path::new(&opened).starts_with(&folder) && Path::new(&opened).is_dir(), "{opened} is the folder");
    window.see("6 files written to").await?;
    window.keys(ESCAPE).await?;
    window.gone("[role=dialog]").await?;
    let files = window.home.files()?;
    Ok(files
        .into_iter()
        .filter(|file| file.starts_with(&opened) && file.extension().is_some_and(|kind| kind == "png"))
        .collect())
}

/// Presses two keys; on a busy machine they may come too far apart to belong together.
pub async fn reach(window: &Window, keys: &str, page: &str) -> anyhow::Result<()> {
    for _press in 0..2 {
        window.keys(keys).await?;
        if window.soon("heading", page).await? {
            return Ok(());
        }
    }
    window.find("heading", page).await.map(drop)
}

/// So many ads show a picture whose bytes have come, and nothing is being drawn.
pub fn drawn(least: usize) -> String {
    format!(
        "const pictures = [...document.querySelectorAll('article[data-tile] .pic img')];
         return pictures.length >= {least} && pictures.every((one) => one.complete && one.naturalWidth > 0);"
    )
}

/// This radio button is on.
fn chosen(label: &str) -> String {
    format!(
        "return [...document.querySelectorAll('input[type=radio]:checked')]
           .some((one) => one.labels?.[0]?.textContent.trim() === '{label}')"
    )
}

/// Each check of the ad that is looked at passes, or the line below it says why not.
const EXPLAINED: &str = "
const rows = [...document.querySelectorAll('aside table.checks tbody tr:not(.why, .fold)')];
const explained = (row) => row.nextElementSibling?.matches('.why') && row.nextElementSibling.innerText.trim() !== '';
return rows.length > 5 && rows.every((row) => row.lastElementChild.innerText.includes('Pass') || explained(row));";

/// The page itself notes how many ads its bar said to be made.
const WATCH: &str = "
window.__seen = [];
new MutationObserver(() => {
  const bar = document.querySelector('footer [role=progressbar][aria-valuenow]');
  const value = bar && Number(bar.getAttribute('aria-valuenow'));
  if (value !== null && window.__seen.at(-1) !== value) window.__seen.push(value);
}).observe(document.body, { subtree: true, childList: true, attributes: true });";

const NOTE: &str = "Too small on a phone";
const ENTER: char = '\u{E007}';
pub const RETURN: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const DOWN: &str = "\u{E015}";
pub const RIGHT: &str = "\u{E014}";
