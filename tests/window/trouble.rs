//! Bad luck: no network, a damaged file, a file of a newer version.

use std::path::Path;

use serde_json::json;

use super::harness::{Home, Window};
use crate::command_line::harness::Sim;

#[tokio::test]
async fn without_a_network_a_sync_says_what_to_do_and_the_old_numbers_stay() -> anyhow::Result<()> {
    let sim = Sim::of_this_day(&["--campaigns", "2", "--ads", "6", "--days", "20"]);
    let home = Home::with_token(&sim.token)?;
    let file = home.file("work.adcreator");
    home.run(&file, &["connect", "--account", &sim.account, "--graph-url", &sim.url])?;
    home.run(&file, &["sync", "--account", &sim.account, "--days-back", "10"])?;
    drop(sim);

    let window = Window::start(&home, &["--workspace", &file.display().to_string()]).await?;
    window.find("heading", "Three questions").await?;
    window.click("button", "Skip").await?;
    window.go("Performance").await?;
    let before = window.answer("the totals", TOTALS).await?;
    window.go("Settings").await?;
    window.click("button", "Sync now").await?;
    window.go("Runs").await?;
    let row = window.answer("the run that waits or failed", OFFLINE).await?;
    window.picture("no-network").await?;
    assert_ne!(row, json!(""));
    window.go("Performance").await?;
    assert_eq!(window.answer("the totals", TOTALS).await?, before);
    window.close().await
}

const TOTALS: &str = "return document.querySelector('[role=grid] .foot')?.innerText ?? null";
/// The line of the newest run, once it says what is wrong.
const OFFLINE: &str = "
const row = document.querySelector('[role=row][data-run]');
return row && /network|reach|connect/i.test(row.innerText) ? row.innerText : null;";

#[tokio::test]
async fn a_damaged_file_and_a_newer_one_are_named_and_left_alone() -> anyhow::Result<()> {
    let home = Home::new()?;
    let (damaged, newer) = (home.file("damaged.adcreator"), home.file("newer.adcreator"));
    for file in [&damaged, &newer] {
        home.run(file, &["init"])?;
    }
    let mut bytes = std::fs::read(&damaged)?;
    bytes[100..8192].fill(0xAA);
    std::fs::write(&damaged, &bytes)?;
    let future = "INSERT INTO refinery_schema_history VALUES (9999, 'from_the_future', '2030-01-01T00:00:00Z', '1');
        PRAGMA wal_checkpoint(TRUNCATE);";
    rusqlite::Connection::open(&newer)?.execute_batch(future)?;
    let newer_bytes = std::fs::read(&newer)?;
    std::fs::create_dir_all(home.file("config"))?;
    let preferences = home.file("config/preferences.json");
    let known: serde_json::Value =
        std::fs::read(&preferences).ok().map_or(Ok(json!({})), |text| serde_json::from_slice(&text))?;
    let mut known = known;
    known["recent"] = json!([damaged, newer]);
    std::fs::write(&preferences, serde_json::to_vec(&known)?)?;

    let window = Window::start(&home, &[]).await?;
    // The one opened last says so by itself.
    let said = window.css("main [role=alert]").await?.text().await?;
    assert!(said.contains("damaged"), "{said}");
    refused(&window, "damaged", "damaged").await?;
    refused(&window, "newer", "newer").await?;
    window.picture("file-newer").await?;
    window.close().await?;
    same(&damaged, &bytes)?;
    same(&newer, &newer_bytes)
}

/// Opens a file from the list and reads why it does not open.
async fn refused(window: &Window, name: &str, word: &str) -> anyhow::Result<()> {
    window.click("button", name).await?;
    let alert = format!(
        "const alert = document.querySelector('[role=alert]')?.innerText; return alert && alert.includes('{word}') ? alert : null"
    );
    let said = window.answer(&format!("that the file is {word}"), &alert).await?;
    assert!(said.as_str().unwrap().contains("Nothing"), "{said}");
    window.picture(&format!("file-{name}")).await
}

fn same(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    assert_eq!(std::fs::read(file)?, bytes, "{}", file.display());
    Ok(())
}
