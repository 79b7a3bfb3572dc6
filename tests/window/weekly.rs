//! The second half of [`super::creating`]: the board as a weekly schedule. It runs by itself, and what it made is reviewed
//! and exported.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};

use super::creating::{RETURN, RIGHT, drawn, reach};
use super::harness::Window;

const NAME: &str = "Weekly new ads";

pub async fn runs_by_itself(window: &Window) -> anyhow::Result<()> {
    let planned = plan(window).await?;
    window.runs_are_over().await?;
    let file = file(window)?;
    a_week_passes(&file)?;
    let made = ran_by_itself(window, &file).await?;
    ensure!(made == planned, "the next run was said to make {planned:?}; it made {made:?}");
    look_at_the_run(window, made.len()).await?;
    approve_all(window).await?;
    export(window, made.len()).await
}

/// The board as a schedule that makes its ads as they stand on it; gives the templates that its next run names.
async fn plan(window: &Window) -> anyhow::Result<Vec<String>> {
    reach(window, "gc", "Create").await?;
    window.answer("a wall of drawn ads", &drawn(3)).await?;
    // What was made is not offered once more.
    window.see("0 kept").await?;
    window.keys("S").await?;
    window.css("[role=dialog] #plan-name:focus").await?;
    window.see("On days of the week").await?;
    window
        .answer("Monday", "return !!document.querySelector('[role=dialog] .days input[aria-label^=Mon]:checked')")
        .await?;
    window.chord('a').await?;
    window.keys(NAME).await?;
    let runs = "return document.querySelectorAll('[role=dialog] ol.runs li').length >= 3";
    window.answer("the next runs with their ads", runs).await?;
    window.picture("weekly-plan-rules").await?;
    window.tab_to("radio", "New ones by these rules").await?;
    window.keys(RIGHT).await?;
    let same = "const rows = [...document.querySelectorAll('[role=dialog] ol.runs li :last-child')]; \
                return rows.length >= 3 && rows.every((row) => row.innerText === rows[0].innerText)";
    window.answer("each run makes the same ads", same).await?;
    window.picture("weekly-plan").await?;
    let named = window.script("return document.querySelector('[role=dialog] ol.runs li :last-child').title").await?;
    window.tab_to("button", "Save the schedule").await?;
    window.keys(RETURN).await?;
    window.see(&format!("{NAME} is planned")).await?;
    let named = named.as_str().context("the names of the templates")?;
    Ok(named.split(", ").map(str::to_owned).collect())
}

/// The demo's file.
fn file(window: &Window) -> anyhow::Result<PathBuf> {
    let files = window.home.files()?;
    files.into_iter().find(|file| file.extension().is_some_and(|ending| ending == "adcreator")).context("a file")
}

/// Its due time comes: the journey cannot wait until Monday.
fn a_week_passes(file: &Path) -> anyhow::Result<()> {
    let file = rusqlite::Connection::open(file)?;
    file.busy_timeout(std::time::Duration::from_secs(10))?;
    let sql = "UPDATE scheduled_jobs SET next_run_at = (unixepoch() - 1) * 1000
               WHERE name = ?1 AND status = 'active' AND cron_expression LIKE '% * * 1'";
    ensure!(file.execute(sql, [NAME])? == 1, "there is one schedule of this name, every Monday");
    Ok(())
}

/// The run that nobody started is done; the templates of its ads.
async fn ran_by_itself(window: &Window, file: &Path) -> anyhow::Result<Vec<String>> {
    reach(window, "gr", "Runs").await?;
    let done = format!(
        "return [...document.querySelectorAll('[role=row]')].some((row) => row.innerText.includes('{NAME}') && \
         row.innerText.includes('Done'))"
    );
    window.answer("the run, done", &done).await?;
    window.picture("weekly-ran").await?;
    let file = rusqlite::Connection::open(file)?;
    let sql = "SELECT run.id, run.trigger_source, batch.planned_ads, job.next_run_at > unixepoch() * 1000
               FROM scheduled_job_runs AS run
               JOIN scheduled_jobs AS job ON job.id = run.scheduled_job_id JOIN ad_runs AS batch ON batch.id = run.id
               WHERE job.name = ?1";
    let (run, trigger, ads, again): (String, String, u32, bool) =
        file.query_row(sql, [NAME], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    ensure!(trigger == "scheduled" && ads > 0 && again, "{trigger} made {ads} ads, and comes again: {again}");
    let mut made = file.prepare("SELECT template_name FROM made_ads WHERE ad_run_id = ?1 ORDER BY prompt_index")?;
    Ok(made.query_map([&run], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The run opens as a contact sheet of its ads, and from there they are reviewed.
async fn look_at_the_run(window: &Window, ads: usize) -> anyhow::Result<()> {
    let open = format!("return document.querySelector('aside h2')?.innerText.includes('{NAME}') ?? false");
    for _row in 0..8 {
        window.keys("j").await?;
        window.css("aside h2").await?;
        if window.script(&open).await? == true {
            break;
        }
    }
    window.see(&format!("The {ads} ads it made")).await?;
    window.picture("weekly-sheet").await?;
    window.keys("v").await?;
    window.find("heading", "Review").await.map(drop)
}

/// All of them at once, in the grouped view.
async fn approve_all(window: &Window) -> anyhow::Result<()> {
    window.see("to go").await?;
    window.keys("v").await?;
    window.css(".grid .ad").await?;
    window.chord('a').await?;
    window.see("selected").await?;
    window.picture("weekly-selected").await?;
    window.keys("a").await?;
    window.see("ads approved").await?;
    window.picture("weekly-approved").await
}

async fn export(window: &Window, ads: usize) -> anyhow::Result<()> {
    window.keys("x").await?;
    window.answer("the folder is offered", "return !!document.querySelector('#export-folder')?.value").await?;
    window
        .answer(
            "the names of the files",
            "return document.querySelector('[role=dialog] footer button:last-child')?.disabled === false",
        )
        .await?;
    window.picture("weekly-export").await?;
    window.tab_to("button", "Export").await?;
    window.keys(RETURN).await?;
    window.see(&format!("{} files written to", ads * 3)).await?;
    Ok(())
}
