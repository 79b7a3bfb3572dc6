//! Closing hides to the tray, quitting is explicit and asks while something runs.

use super::desktop::Framed;
use super::harness::{Home, Window};
use crate::command_line::harness::Sim;

#[tokio::test]
async fn closing_hides_which_is_explained_once_and_a_second_start_brings_the_window_back() -> anyhow::Result<()> {
    let window = Window::first_start().await?;
    window.open_demo().await?;
    let frame = Framed::of(window.process()?)?;
    frame.close()?;
    window.find("heading", "Ad Creator stays in the tray").await?;
    assert!(frame.is_shown()?, "the words can be read before the window goes");
    window.picture("closing-explained").await?;
    window.click("button", "Hide the window").await?;
    window.until("hidden", || Ok(!frame.is_shown()?)).await?;

    window.start_again()?;
    window.until("shown again", || frame.is_shown()).await?;
    frame.close()?;
    window.until("hidden without a word", || Ok(!frame.is_shown()?)).await?;
    window.close().await
}

#[tokio::test]
async fn quitting_while_a_sync_runs_asks_and_what_was_done_is_kept() -> anyhow::Result<()> {
    let small = ["--campaigns", "2", "--ads", "6", "--days", "30"];
    let sim = Sim::of_this_day(&[&small as &[&str], &["--fault", "slow=120000+1@insights"]].concat());
    let home = Home::with_token(&sim.token)?;
    let file = home.file("work.adcreator");
    home.run(&file, &["connect", "--account", &sim.account, "--graph-url", &sim.url])?;
    let window = Window::start(&home, &["--workspace", &file.display().to_string()]).await?;
    window.go("Settings").await?;
    window.click("button", "Sync now").await?;
    sim.wait_for_requests("insights", 1);

    window.chord('q').await?;
    window.find("heading", "Quit while work is in progress").await?;
    window.picture("quit-asks").await?;
    window.click("button", "Keep running").await?;
    window.gone("[role=dialog]").await?;
    window.chord('q').await?;
    window.find("heading", "Quit while work is in progress").await?;
    window.click("button", "Quit").await?;
    window.ended().await?;

    assert_eq!(home.run(&file, &["doctor"])?["healthy"], true);
    let history = home.run(&file, &["jobs", "history"])?;
    assert!(history.to_string().contains("meta_sync"), "the run that was interrupted is in the history: {history}");
    Ok(())
}
