//! A file of another installation: it can be read, nothing runs, and a person can take it over.

use super::harness::{Home, Window};
use crate::command_line::harness::Sim;

#[tokio::test]
async fn a_file_of_another_installation_opens_read_only_until_it_is_taken_over() -> anyhow::Result<()> {
    let sim = Sim::of_this_day(&["--campaigns", "2", "--ads", "6", "--days", "20"]);
    let there = Home::with_token(&sim.token)?;
    let file = there.file("work.adcreator");
    there.run(&file, &["connect", "--account", &sim.account, "--graph-url", &sim.url])?;
    there.run(&file, &["sync", "--account", &sim.account, "--days-back", "10"])?;
    let (filed_at, due_at) =
        (format!("{}T00:00:00Z", before(&sim.today, 2)?), format!("{}T00:00:00Z", before(&sim.today, 1)?));
    let account = format!("account={}", sim.account);
    // Filed yesterday, so to speak, for an instant that has passed since.
    let due =
        ["jobs", "add", "meta_sync", "--name", "Due now", "--at", &due_at, "--param", &account, "--now", &filed_at];
    there.run(&file, &[&due as &[&str], &["--zone", "UTC"]].concat())?;

    let here = Home::with_token(&sim.token)?;
    let copy = here.file("copied.adcreator");
    let to = copy.display().to_string();
    there.run(&file, &["backup", &to])?;
    let asked = sim.ask("/__sim/stats")["requests"].clone();
    let window = Window::start(&here, &["--workspace", &copy.display().to_string()]).await?;
    window.see("This file belongs to another installation and is open for reading.").await?;
    // The figures can be read …
    window.go("Performance").await?;
    window.css("[role=grid] #row-0 [role=gridcell]").await?;
    window.picture("read-only").await?;
    // … and nothing can be planned, nor did what is due run.
    window.go("Schedule").await?;
    window.see("Due now").await?;
    window.answer("planning is locked", NEW_JOB_LOCKED).await?;
    assert_eq!(sim.ask("/__sim/stats")["requests"], asked);
    assert_eq!(runs(&copy)?, runs(&file)?);

    window.click("link", "Run it here").await?;
    window.click("button", "Run it here").await?;
    window.see("Run this file here?").await?;
    window.picture("read-only-take-over").await?;
    window.click("button", "Run it here").await?;
    window.see("This installation runs the file now").await?;
    window.gone("main [role=status].bar").await?;
    window.find("heading", "Three questions").await?;
    window.click("button", "Skip").await?;
    window.go("Runs").await?;
    window.answer("the job that was due, done", DUE_DONE).await?;
    assert_ne!(sim.ask("/__sim/stats")["requests"], asked);
    window.picture("read-only-taken-over").await?;
    window.close().await
}

#[tokio::test]
async fn a_file_that_may_not_be_written_opens_for_reading_and_says_what_to_do() -> anyhow::Result<()> {
    let sim = Sim::of_this_day(&["--campaigns", "2", "--ads", "6", "--days", "20"]);
    let home = Home::with_token(&sim.token)?;
    let file = home.file("work.adcreator");
    home.run(&file, &["connect", "--account", &sim.account, "--graph-url", &sim.url])?;
    home.run(&file, &["sync", "--account", &sim.account, "--days-back", "10"])?;
    let asked = sim.ask("/__sim/stats")["requests"].clone();
    let mut mark = std::fs::metadata(&file)?.permissions();
    mark.set_readonly(true);
    std::fs::set_permissions(&file, mark)?;

    let window = Window::start(&home, &["--workspace", &file.display().to_string()]).await?;
    window.see("This file may not be written and is open for reading.").await?;
    window.go("Performance").await?;
    window.css("[role=grid] #row-0 [role=gridcell]").await?;
    window.go("Schedule").await?;
    window.answer("planning is locked", NEW_JOB_LOCKED).await?;
    window.click("link", "What to do").await?;
    window.see("Allow writing or copy the file to a folder of yours").await?;
    window.picture("read-only-unwritable").await?;
    assert_eq!(sim.ask("/__sim/stats")["requests"], asked);
    window.close().await
}

const NEW_JOB_LOCKED: &str = "
return [...document.querySelectorAll('button')].some((button) => button.innerText.startsWith('New job') && button.disabled)";

const DUE_DONE: &str = "
return [...document.querySelectorAll('[role=row]')].some((row) => row.innerText.includes('Due now') && row.innerText.includes('Done'))";

/// The day some days before another.
fn before(day: &str, days: u8) -> anyhow::Result<String> {
    let calendar = rusqlite::Connection::open_in_memory()?;
    Ok(calendar.query_row("SELECT date(?1, ?2)", [day, &format!("-{days} days")], |row| row.get(0))?)
}

fn runs(file: &std::path::Path) -> anyhow::Result<i64> {
    let reader = rusqlite::Connection::open(file)?;
    Ok(reader.query_row("SELECT count(*) FROM scheduled_job_runs", [], |row| row.get(0))?)
}
