//! The program is killed in the middle of a sync that was started from the window.

use std::path::Path;

use serde_json::Value;

use super::harness::{Home, Window};
use crate::command_line::harness::Sim;

const ACCOUNT: [&str; 6] = ["--campaigns", "4", "--ads", "30", "--days", "60"];

#[tokio::test]
async fn a_sync_that_was_killed_goes_on_by_itself_and_ends_like_an_undisturbed_one() -> anyhow::Result<()> {
    let hangs = ["--fault", "slow=120000+9*1@insights"];
    let sim = Sim::of_this_day(&[&ACCOUNT as &[&str], &hangs].concat());
    let (home, file) = connected(&sim)?;
    let window = Window::start(&home, &["--workspace", &file]).await?;
    sync_now(&window).await?;
    // Nine are answered; the tenth hangs.
    sim.wait_for_requests("insights", 9);
    let numbers = "return /\\d of \\d/.test(document.querySelector('footer .run')?.innerText ?? '')";
    window.answer("how far the sync is", numbers).await?;
    window.picture("killed-in-the-middle").await?;
    window.kill()?;
    assert_eq!(home.run(Path::new(&file), &["doctor"])?["healthy"], true, "right after the kill");

    let window = Window::start(&home, &["--workspace", &file]).await?;
    done(&window).await?;
    window.picture("killed-and-resumed").await?;
    window.quit().await?;

    let calm = Sim::of_this_day(&ACCOUNT);
    let (other_home, other_file) = connected(&calm)?;
    let window = Window::start(&other_home, &["--workspace", &other_file]).await?;
    sync_now(&window).await?;
    done(&window).await?;
    window.quit().await?;
    assert_eq!(digest(&home, &file)?, digest(&other_home, &other_file)?);
    Ok(())
}

fn connected(sim: &Sim) -> anyhow::Result<(Home, String)> {
    let home = Home::with_token(&sim.token)?;
    let file = home.file("work.adcreator");
    home.run(&file, &["connect", "--account", &sim.account, "--graph-url", &sim.url])?;
    Ok((home, file.display().to_string()))
}

async fn sync_now(window: &Window) -> anyhow::Result<()> {
    window.go("Settings").await?;
    window.click("button", "Sync now").await?;
    window.see("The sync starts").await.map(drop)
}

/// Skips the questions after the first sync, and waits on the Runs page until every run is done.
async fn done(window: &Window) -> anyhow::Result<()> {
    window.find("heading", "Three questions").await?;
    window.click("button", "Skip").await?;
    window.gone("[role=dialog]").await?;
    window.go("Runs").await?;
    let all = "const rows = [...document.querySelectorAll('[role=row][data-run]')].map((row) => row.innerText);
      return rows.length > 0 && rows.every((row) => /\\bDone\\b/.test(row)) && !document.querySelector('footer .run')";
    window.answer("every run, done", all).await.map(drop)
}

fn digest(home: &Home, file: &str) -> anyhow::Result<Value> {
    let mut report = home.run(Path::new(file), &["doctor", "--digest"])?;
    Ok(report["digest"].take())
}
