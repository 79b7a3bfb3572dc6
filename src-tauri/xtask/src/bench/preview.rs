//! Typing on the board: from a key to the ad with the new words on screen.
//!
//! The page's own clock is read, at both ends by the web view: when the key was pressed, and when the frame with the new
//! picture was drawn. The driver only presses keys. A person's pace is kept: letters follow each other, and after a
//! headline there is a pause in which the board checks the ad.

use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;

use super::demo::Home;
use super::figures::{Figures, Goal};
use super::webdriver::{Page, pause};
use super::window::Display;

const GOAL: Goal = Goal::AtMost(100.0);
/// Between two letters.
const PACE: Duration = Duration::from_millis(150);
/// After a headline.
const THOUGHT: Duration = Duration::from_millis(1500);
/// Typed one after the other, each in place of the one before: no state of the words comes twice, so each is drawn.
const HEADLINES: [&str; 3] = ["Clean without the bin", "One bottle for good", "Mix it yourself tonight"];

/// Measures each letter of some headlines, typed on an ad.
pub fn measure(binary: &Path, figures: &mut Figures) -> anyhow::Result<()> {
    let Some(display) = Display::start() else {
        println!("No Xvfb: the board's preview is not measured.");
        return Ok(());
    };
    let home = Home::with_demo(binary)?;
    let Some(page) = Page::open(binary, &display, &home)? else {
        println!("No WebKitWebDriver: the board's preview is not measured.");
        return Ok(());
    };
    page.answer("the first page", "return document.querySelector('h1') !== null")?;
    page.keys("gc")?;
    page.answer("a board at rest", AT_REST)?;
    page.script(WATCH)?;

    page.keys("e")?;
    page.answer("the words of the ad", "return document.activeElement?.closest('.edit') !== null")?;
    let typed = type_headlines(&page)?;
    note(figures, ["a letter on an ad to its preview on screen", "the same, 95 % of letters within"], &typed);
    Ok(())
}

/// What each letter took, in milliseconds.
fn type_headlines(page: &Page) -> anyhow::Result<Vec<f64>> {
    let mut took = Vec::new();
    for headline in HEADLINES {
        page.chord('a')?;
        // A space at the end changes no picture: it is typed with the letter after it, which is measured.
        for keys in headline.split_inclusive(|key| key != ' ') {
            let script = format!("return window.__took.length > {} ? window.__took.at(-1) : null", took.len());
            page.keys(keys)?;
            took.push(page.answer("the new words on the ad", &script)?.as_f64().context("a time")?);
            pause(PACE);
        }
        pause(THOUGHT);
    }
    Ok(took)
}

fn note(figures: &mut Figures, [median, most]: [&'static str; 2], took: &[f64]) {
    for one in took {
        figures.add(median, "ms", Some(GOAL), *one);
    }
    let mut sorted = took.to_vec();
    sorted.sort_by(f64::total_cmp);
    figures.add(most, "ms", Some(GOAL), sorted[sorted.len() * 95 / 100]);
}

/// Every ad is drawn and checked.
const AT_REST: &str = "
const tiles = [...document.querySelectorAll('article[data-tile]')];
return tiles.length > 3 && document.querySelector('.drawing') === null && !document.body.innerText.includes('Checking') &&
  tiles.every((tile) => tile.querySelector('.pic img')?.complete);";

/// Notes for each key how long it took until the selected ad had been painted with another picture.
const WATCH: &str = "
window.__took = [];
let pressed = null;
const shown = () => document.querySelector('article.selected .pic img');
addEventListener('keydown', (event) => {
  if (event.key.length === 1 && !event.ctrlKey) pressed = { at: event.timeStamp, was: shown()?.src };
}, true);
document.addEventListener('load', (event) => {
  const key = pressed;
  if (key === null || event.target !== shown() || event.target.src === key.was) return;
  pressed = null;
  requestAnimationFrame(() => setTimeout(() => window.__took.push(performance.now() - key.at)));
}, true);";
