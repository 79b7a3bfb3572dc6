//! A job that is there already: changed, paused and taken up again, by keys.

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

async fn open(window: &Window, job: &str) -> anyhow::Result<()> {
    let row = format!(
        "const row = [...document.querySelectorAll('button[data-job]')].find((row) => row.innerText.includes('{job}'));
         row?.click();
         return row !== undefined;"
    );
    window.answer("the job's row", &row).await?;
    window.see("Repeats").await.map(drop)
}
