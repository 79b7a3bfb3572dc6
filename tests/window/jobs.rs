//! A job that is there already: changed, paused and taken up again, by keys; and the way from it to its runs.

use super::harness::Window;

const JOB: &str = "Daily report";
const RENAMED: &str = "Report before breakfast";

#[tokio::test]
async fn a_job_is_changed_paused_and_resumed() -> anyhow::Result<()> {
    let window = Window::first_start().await?;
    window.open_demo().await?;
    window.go("Schedule").await?;
    open(&window, JOB).await?;
    window.keys("e").await?;
    window.find("heading", "Edit job").await?;
    window.write("Name", RENAMED).await?;
    window.click("button", "Save").await?;
    window.find("heading", RENAMED).await?;

    window.keys("p").await?;
    window.see("Nothing runs while it is paused.").await?;
    window.picture("job-paused").await?;
    window.keys("p").await?;
    window.see("Next five runs").await?;
    let next = "return document.querySelectorAll('aside ol li time, [aria-label=Job] ol li time').length > 0";
    window.answer("it runs again", next).await?;
    window.close().await
}

#[tokio::test]
async fn a_link_opens_a_run_and_the_keys_go_on_from_it() -> anyhow::Result<()> {
    let window = Window::first_start().await?;
    window.open_demo().await?;
    window.runs_are_over().await?;
    window.go("Schedule").await?;
    open(&window, JOB).await?;
    window.click("button", "Run now").await?;
    let past = "const run = document.querySelector('aside ul button.line'); run?.click(); return run !== null;";
    window.answer("a past run of the job", past).await?;
    window.find("heading", "Runs").await?;
    let linked = window.answer("the run that the link names", SELECTED).await?;
    let due = window.answer("when it was due", DUE).await?;

    window.keys("j").await?;
    let moved = format!("const run = (() => {{ {SELECTED} }})(); return run !== null && run !== {linked}");
    window.answer("the next run", &moved).await?;
    window.answer("its panel", &format!("const due = (() => {{ {DUE} }})(); return due && due !== {due}")).await?;
    window.picture("run-after-link").await?;

    window.keys(ESCAPE).await?;
    window.gone("aside[aria-label=Run]").await?;
    window.close().await
}

/// The run whose row is marked.
const SELECTED: &str = "return document.querySelector('[data-run].sel')?.dataset.run ?? null";

/// When the run in the panel was due, to the second.
const DUE: &str = "return document.querySelector('aside[aria-label=Run] dl dd')?.innerText ?? null";

const ESCAPE: &str = "\u{E00C}";

async fn open(window: &Window, job: &str) -> anyhow::Result<()> {
    let row = format!(
        "const row = [...document.querySelectorAll('button[data-job]')].find((row) => row.innerText.includes('{job}'));
         row?.click();
         return row !== undefined;"
    );
    window.answer("the job's row", &row).await?;
    window.see("Repeats").await.map(drop)
}
