//! Closing hides to the tray and the runner goes on; quitting asks while something runs.

use std::path::Path;

use anyhow::{Context as _, ensure};
use serde_json::Value;

use super::harness::{Home, Window};
use super::screen::Screen;
use crate::command_line::harness::{Sim, wait_until};

const ACCOUNT: [&str; 6] = ["--campaigns", "2", "--ads", "6", "--days", "20"];
const JOB: &str = "Every morning";

const PRESS_PRIMARY: &str = "
const button = [...document.querySelectorAll('[role=dialog] button')].find((one) => one.innerText.includes('Hide the window'));
setTimeout(() => button.click());";

#[tokio::test]
async fn a_closed_window_is_in_the_tray_its_jobs_run_and_a_second_start_brings_it_back() -> anyhow::Result<()> {
    let sim = Sim::of_this_day(&ACCOUNT);
    let (home, file) = connected(&sim)?;
    let zone = ["--cron", "0 6 * * *", "--zone", "Europe/Berlin"];
    let param = format!("account={}", sim.account);
    home.run(&file, &[&["jobs", "add", "meta_sync", "--name", JOB, "--param", &param] as &[&str], &zone].concat())?;

    let window = Window::start(&home, &["--workspace", &file.display().to_string()]).await?;
    window.find("heading", "Overview").await?;
    let screen = Screen::connect()?;
    let program = window.program()?;
    let shown = screen.window(program, "Ad Creator")?.expect("a program that is looked at has a window");

    screen.ask_to_close(shown)?;
    window.find("heading", "Ad Creator stays in the tray").await?;
    window.picture("closing-explained").await?;
    ensure!(screen.is_shown(shown)?, "it is explained before the window goes");
    // The driver waits for a frame after a click of its own, and a hidden window draws none.
    window.find("button", "Hide the window").await?;
    window.script(PRESS_PRIMARY).await?;
    wait_until("the window to be hidden", || !screen.is_shown(shown).unwrap());

    // Filed by another process; only the hidden program's runner is there to run it.
    home.run(&file, &["jobs", "run-now", JOB])?;
    wait_until("the job, run behind the closed window", || {
        let history = home.run(&file, &["jobs", "history"]).unwrap();
        history["runs"].as_array().unwrap().iter().any(|run| run["status"] == "completed")
    });
    ensure!(!screen.is_shown(shown)?, "a run does not bring the window back");

    window.start_again().await?;
    wait_until("the window to be back", || screen.is_shown(shown).unwrap());
    // The first figures came meanwhile, and with them the questions.
    window.find("heading", "Three questions").await?;
    window.click("button", "Skip").await?;
    window.gone("[role=dialog]").await?;
    window.go("Runs").await?;
    window.see(JOB).await?;

    // Explained once is enough.
    screen.ask_to_close(shown)?;
    wait_until("the window to be hidden again", || !screen.is_shown(shown).unwrap());
    window.start_again().await?;
    wait_until("the window to be back again", || screen.is_shown(shown).unwrap());
    window.close().await
}

#[tokio::test]
async fn quitting_in_the_middle_of_a_sync_asks_first_and_loses_nothing() -> anyhow::Result<()> {
    // The third answer about figures never comes.
    let sim = Sim::of_this_day(&[&ACCOUNT as &[&str], &["--fault", "slow=120000+2*1@insights"]].concat());
    let (home, file) = connected(&sim)?;
    let window = Window::start(&home, &["--workspace", &file.display().to_string()]).await?;
    window.go("Settings").await?;
    window.click("button", "Sync now").await?;
    sim.wait_for_requests("insights", 2);
    window.css("footer .run").await?;

    window.chord('q').await?;
    window.find("heading", "Quit while work is in progress?").await?;
    window.see("1 run is in progress").await?;
    window.picture("quitting-asked").await?;
    window.click("button", "Keep running").await?;
    window.gone("[role=dialog]").await?;
    window.css("footer .run").await?;

    window.chord('q').await?;
    window.find("heading", "Quit while work is in progress?").await?;
    // The driver may not hear back: the program is gone.
    let pressed = window.click("button", "Quit").await;
    window.ended().await.with_context(|| format!("the button said {pressed:?}"))?;

    ensure!(home.run(&file, &["doctor"])?["healthy"] == true, "the file is whole");
    let waiting = home.run(&file, &["jobs", "history"])?;
    ensure!(statuses(&waiting).iter().all(|status| *status != "failed"), "quitting is not a failure: {waiting}");

    let window = Window::start(&home, &["--workspace", &file.display().to_string()]).await?;
    wait_until("the sync, gone on with and done", || {
        statuses(&home.run(&file, &["jobs", "history"]).unwrap()).contains(&"completed".to_owned())
    });
    window.close().await
}

fn connected(sim: &Sim) -> anyhow::Result<(Home, std::path::PathBuf)> {
    let home = Home::with_token(&sim.token)?;
    let file = home.file("work.adcreator");
    home.run(Path::new(&file), &["connect", "--account", &sim.account, "--graph-url", &sim.url])?;
    Ok((home, file))
}

fn statuses(history: &Value) -> Vec<String> {
    let runs = history["runs"].as_array().expect("a history lists runs");
    runs.iter().filter_map(|run| run["status"].as_str().map(str::to_owned)).collect()
}
