//! Everything by the keyboard.

use super::harness::Window;

#[tokio::test]
async fn the_keyboard_reaches_every_page_and_walks_the_table() -> anyhow::Result<()> {
    let window = Window::first_start().await?;
    window.open_demo().await?;
    for (keys, page) in [
        ("gp", "Performance"),
        ("gc", "Create"),
        ("gv", "Review"),
        ("gl", "Library"),
        ("gs", "Schedule"),
        ("gr", "Runs"),
        ("g,", "Settings"),
        ("go", "Overview"),
    ] {
        reach(&window, keys, page).await?;
    }
    palette(&window).await?;
    sheet(&window).await?;
    table(&window).await?;
    window.close().await
}

/// Presses two keys. On a machine that is busy they may come too far apart to belong together: then as a person does,
/// once more.
async fn reach(window: &Window, keys: &str, page: &str) -> anyhow::Result<()> {
    for _press in 0..2 {
        window.keys(keys).await?;
        if window.soon("heading", page).await? {
            return Ok(());
        }
    }
    window.find("heading", page).await.map(drop)
}

async fn palette(window: &Window) -> anyhow::Result<()> {
    window.chord('k').await?;
    window.css("[role=dialog] input:focus").await?;
    window.keys("runs").await?;
    window.picture("keyboard-palette").await?;
    window.keys(ENTER).await?;
    window.find("heading", "Runs").await?;
    window.gone("[role=dialog]").await?;
    window.chord('k').await?;
    window.css("[role=dialog] input:focus").await?;
    window.answer("an empty search", "return document.querySelector('[role=dialog] input').value === ''").await?;
    window.keys(ESCAPE).await?;
    window.gone("[role=dialog]").await
}

async fn sheet(window: &Window) -> anyhow::Result<()> {
    window.keys("?").await?;
    window.find("heading", "Keys").await?;
    let sheet = window.see("Go to Performance").await?;
    assert!(sheet.contains("Next row") || sheet.contains("Search the list"), "{sheet}");
    window.picture("keyboard-sheet").await?;
    window.keys(ESCAPE).await?;
    window.gone("[role=dialog]").await
}

async fn table(window: &Window) -> anyhow::Result<()> {
    reach(window, "gp", "Performance").await?;
    window.css("[role=grid] #row-0 [role=gridcell]").await?;
    window.keys("/").await?;
    window.css("input[aria-label='Search names']:focus, input[placeholder='Search names']:focus").await?;
    window.keys("a").await?;
    window.keys(ESCAPE).await?;
    window.answer("the search has let go", "return document.activeElement.tagName !== 'INPUT'").await?;
    window.css("[role=grid] #row-1 [role=gridcell]").await?;

    window.keys("jjjk").await?;
    window.css("#row-1.at").await?;
    window.keys(ENTER).await?;
    window.css("aside[aria-label^='Details of']").await?;
    let first = window.script(PANEL).await?;
    window.picture("keyboard-table").await?;
    window.keys("j").await?;
    window.css("#row-2.at").await?;
    let walked = format!("const label = (() => {{ {PANEL} }})(); return label !== undefined && label !== {first}");
    window.answer("the panel walks along", &walked).await?;
    window.keys(ESCAPE).await?;
    window.gone("aside[aria-label^='Details of']").await?;

    window.keys(TAB).await?;
    window.answer("where the focus is can be seen", FOCUS_SHOWN).await?;
    heads(window).await
}

/// Above the first row are the heads: arrows walk them, and Enter sorts.
async fn heads(window: &Window) -> anyhow::Result<()> {
    window.keys("j").await?;
    window.css("[role=grid]:focus").await?;
    window.keys(HOME).await?;
    window.css("#row-0.at").await?;
    window.keys(UP).await?;
    window.css("[data-head]:focus").await?;
    window.keys(HOME).await?;
    window.css("[data-head=name]:focus").await?;
    window.keys(ENTER).await?;
    window.css("[aria-sort=ascending] > [data-head=name]:focus").await.map(drop)
}

/// Whose details are open.
const PANEL: &str = "return document.querySelector('aside[aria-label^=\"Details of\"]')?.getAttribute('aria-label')";

const FOCUS_SHOWN: &str = "
const at = document.activeElement;
if (!at || at === document.body || !at.matches(':focus-visible')) return false;
const style = getComputedStyle(at);
return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';";

/// The code points that `WebDriver` gives to keys without a letter.
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const TAB: &str = "\u{E004}";
const HOME: &str = "\u{E011}";
const UP: &str = "\u{E013}";
