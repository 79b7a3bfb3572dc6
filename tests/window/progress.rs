//! A sync that takes a while is seen while it goes on.

use super::harness::{Home, Window};
use crate::command_line::harness::Sim;

#[tokio::test]
async fn the_first_sync_is_started_from_the_empty_page_and_its_bar_moves_on_the_runs_page() -> anyhow::Result<()> {
    let sim = Sim::of_this_day(&["--campaigns", "5", "--ads", "200", "--days", "90", "--latency-ms", "700"]);
    let home = Home::with_token(&sim.token)?;
    let file = home.file("work.adcreator");
    home.run(&file, &["connect", "--account", &sim.account, "--graph-url", &sim.url])?;
    let window = Window::start(&home, &["--workspace", &file.display().to_string()]).await?;
    window.see("Nothing has been synced yet").await?;
    window.click("button", "Sync now").await?;
    // The line at the foot leads to the run.
    window.css("footer a.run").await?.click().await?;
    window.answer("a bar that says how far the run is", BAR).await?;
    window.picture("progress-on-runs").await?;
    window.answer("a bar that is further", FURTHER).await?;
    window.close().await
}

/// The bar of the run in progress, with how far it is; remembered for the next look.
const BAR: &str = "
const bar = document.querySelector('main [role=progressbar]')
const now = Number(bar?.getAttribute('aria-valuenow') ?? 0)
if (!(now > 0)) return false
window.seenProgress = now
return true";

const FURTHER: &str = "
const bar = document.querySelector('main [role=progressbar]')
return Number(bar?.getAttribute('aria-valuenow') ?? 0) > window.seenProgress";
