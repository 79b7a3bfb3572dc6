//! A board as a weekly schedule: it runs by itself, and what it made is reviewed and exported.

use anyhow::{Context as _, ensure};

use super::harness::Window;

const NAME: &str = "Weekly new ads";

#[tokio::test]
async fn a_weekly_schedule_of_the_board_runs_by_itself_and_is_exported() -> anyhow::Result<()> {
    let window = Window::first_start().await?;
    window.open_demo().await?;
    let planned = plan(&window).await?;
    window.runs_are_over().await?;
    let file = file(&window)?;
    a_week_passes(&file)?;
    let (run, made) = ran_by_itself(&window, &file).await?;
    ensure!(made == planned, "the next run was said to make {planned:?}; it made {made:?}");
    approve_all(&window, &run).await?;
    export(&window).await?;
    window.close().await
}

/// The board as a schedule that makes its ads as they stand on it; gives the templates that its next run names.
async fn plan(window: &Window) -> anyhow::Result<Vec<String>> {
    window.go("Create").await?;
    let wall = "return document.querySelectorAll('article[data-tile] .pic img').length >= 3";
    window.answer("a wall of drawn ads", wall).await?;
    window.click("button", "Save as a schedule").await?;
    window.write("Name", NAME).await?;
    let runs = "return document.querySelectorAll('[role=dialog] ol.runs li').length >= 3";
    window.answer("the next runs with their ads", runs).await?;
    window.picture("weekly-plan-rules").await?;
    window.click("radio", "The same ads each time").await?;
    let same = "const rows = [...document.querySelectorAll('[role=dialog] ol.runs li :last-child')]; \
                return rows.length >= 3 && rows.every((row) => row.innerText === rows[0].innerText)";
    window.answer("each run makes the same ads", same).await?;
    window.picture("weekly-plan").await?;
    let named = window.script("return document.querySelector('[role=dialog] ol.runs li :last-child').title").await?;
    window.click("button", "Save the schedule").await?;
    window.see(&format!("{NAME} is planned")).await?;
    let named = named.as_str().context("the names of the templates")?;
    Ok(named.split(", ").map(str::to_owned).collect())
}

/// The demo's file.
fn file(window: &Window) -> anyhow::Result<std::path::PathBuf> {
    let files = window.home.files()?;
    files.into_iter().find(|file| file.extension().is_some_and(|ending| ending == "adcreator")).context("a file")
}

/// Its due time comes: the journey cannot wait until Monday.
fn a_week_passes(file: &std::path::Path) -> anyhow::Result<()> {
    let file = rusqlite::Connection::open(file)?;
    file.busy_timeout(std::time::Duration::from_secs(10))?;
    let sql = "UPDATE scheduled_jobs SET next_run_at = (unixepoch() - 1) * 1000 WHERE name = ?1 AND status = 'active'";
    ensure!(file.execute(sql, [NAME])? == 1, "there is one schedule of this name");
    Ok(())
}

/// The run that nobody started, once it is done, with the templates of its ads.
async fn ran_by_itself(window: &Window, file: &std::path::Path) -> anyhow::Result<(String, Vec<String>)> {
    window.go("Runs").await?;
    let done = format!(
        "return [...document.querySelectorAll('[role=row]')].some((row) => row.innerText.includes('{NAME}') && \
         row.innerText.includes('Done'))"
    );
    window.answer("the run, done", &done).await?;
    window.picture("weekly-ran").await?;
    let file = rusqlite::Connection::open(file)?;
    let sql = "SELECT run.id, run.trigger_source, batch.planned_ads FROM scheduled_job_runs AS run
               JOIN scheduled_jobs AS job ON job.id = run.scheduled_job_id JOIN ad_runs AS batch ON batch.id = run.id
               WHERE job.name = ?1";
    let (run, trigger, ads): (String, String, u32) =
        file.query_row(sql, [NAME], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    ensure!(trigger == "scheduled" && ads > 0, "{trigger} made {ads} ads");
    let mut made = file.prepare("SELECT template_name FROM made_ads WHERE ad_run_id = ?1 ORDER BY prompt_index")?;
    let made = made.query_map([&run], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok((run, made))
}

/// All of them at once, in the grouped view.
async fn approve_all(window: &Window, run: &str) -> anyhow::Result<()> {
    // From another page: what is seen next is the new one.
    window.script(&format!("location.assign('/review?run={run}')")).await?;
    window.see("to go").await?;
    window.keys("v").await?;
    window.css(".grid .ad").await?;
    window.chord('a').await?;
    window.see("selected").await?;
    window.picture("weekly-selected").await?;
    window.keys("a").await?;
    window.see("approved").await?;
    window.picture("weekly-approved").await
}

async fn export(window: &Window) -> anyhow::Result<()> {
    window.keys("x").await?;
    window.answer("the folder is offered", "return !!document.querySelector('#export-folder')?.value").await?;
    window.picture("weekly-export").await?;
    window.click("button", "Export").await?;
    window.see("files written to").await?;
    let pictures = window.home.files()?.into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "png"));
    let written = pictures.filter(|file| file.to_string_lossy().contains(" ads")).count();
    ensure!(written >= 3, "{written} pictures were written");
    Ok(())
}
