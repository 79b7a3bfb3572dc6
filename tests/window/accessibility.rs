//! What axe finds on every page of the real window, in both themes.

use std::path::Path;

use anyhow::Context as _;
use serde_json::Value;

use super::harness::Window;

#[tokio::test]
async fn no_page_has_a_serious_fault_in_light_or_dark() -> anyhow::Result<()> {
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&axe).with_context(|| format!("{}: run npm ci in ui", axe.display()))?;
    let window = Window::first_start().await?;
    window.see("See which ads earn their money").await?;
    window.script(&axe).await?;
    let mut faults = check(&window, "Welcome").await?;
    window.open_demo().await?;
    for theme in ["Light", "Dark"] {
        window.set_theme(theme).await?;
        for page in ["Overview", "Performance", "Create", "Review", "Library", "Schedule", "Runs", "Settings"] {
            window.go(page).await?;
            window.answer("the page, filled", FILLED).await?;
            faults.extend(check(&window, &format!("{page}, {theme}")).await?);
            window.picture(&format!("page-{}-{}", page.to_lowercase(), theme.to_lowercase())).await?;
        }
        faults.extend(opened(&window, theme).await?);
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    window.close().await
}

/// What opens beside and over a page.
async fn opened(window: &Window, theme: &str) -> anyhow::Result<Vec<String>> {
    window.go("Performance").await?;
    window.css("[role=grid] #row-0 [role=gridcell]").await?.click().await?;
    window.css("aside[aria-label^='Details of']").await?;
    let mut faults = check(window, &format!("an ad, {theme}")).await?;
    window.go("Schedule").await?;
    window.click("button", "New job").await?;
    window.css(".next ol li").await?;
    faults.extend(check(window, &format!("a new job, {theme}")).await?);
    window.click("button", "Discard").await?;
    window.keys("?").await?;
    window.find("heading", "Keys").await?;
    faults.extend(check(window, &format!("the sheet of keys, {theme}")).await?);
    window.keys("\u{E00C}").await?;
    window.gone("[role=dialog]").await?;
    Ok(faults)
}

/// There is something to judge, and nothing is on its way in or out.
const FILLED: &str = "
return document.querySelector('main#page')?.innerText.length > 40
  && document.getAnimations().every((one) => one.playState !== 'running' || one.effect.getTiming().iterations === Infinity)";

async fn check(window: &Window, place: &str) -> anyhow::Result<Vec<String>> {
    let found = window.script_async(RUN).await?;
    let faults = found.as_array().with_context(|| format!("axe on {place}: {found}"))?;
    Ok(faults.iter().map(|fault| format!("{place}: {}", text(fault))).collect())
}

fn text(fault: &Value) -> &str {
    fault.as_str().unwrap_or_default()
}

const RUN: &str = "
const done = arguments[arguments.length - 1];
// A control that is enabled by an answer fades in: its colours are judged when they are there.
const fades = document.getAnimations().filter((one) => one.effect.getTiming().iterations !== Infinity);
Promise.allSettled(fades.map((one) => one.finished)).then(() => axe.run(document, { resultTypes: ['violations'] })).then(
  (result) => done(result.violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} ${node.html.slice(0, 160)} (${node.any.concat(node.all).map((check) => check.message).join('; ')})`))),
  (error) => done(String(error)));";
