//! The main job: from a first start to numbers that are true.

use serde_json::Value;

use super::harness::Window;
use crate::command_line::harness::{Sim, micros};

const JOB: &str = "Every morning";

#[tokio::test]
async fn a_first_start_a_demo_a_schedule_a_run_and_numbers_that_are_the_simulators_own() -> anyhow::Result<()> {
    let window = Window::first_start().await?;
    window.see("See which ads earn their money").await?;
    window.open_demo().await?;
    window.picture("journey-1-overview").await?;

    plan(&window).await?;
    run_now(&window).await?;
    look_at_the_run(&window).await?;

    // The same story told by another process: the same account, and it says what is true.
    let sim = Sim::of_this_day(&[]);
    let (since, until) = last_seven_days(&sim.today)?;
    let truth = sim.ask(&format!("/__sim/truth?since={since}&until={until}"));
    compare(&window, &truth, &sim.account).await?;
    window.close().await
}

async fn plan(window: &Window) -> anyhow::Result<()> {
    window.go("Schedule").await?;
    window.click("button", "New job").await?;
    window.click("button", "Type").await?;
    window.click("option", "Sync an ad account").await?;
    window.write("Name", JOB).await?;
    window.click("button", "Choose an account").await?;
    window.click("option", "Saltwick US").await?;
    window.answer("five next runs", "return document.querySelectorAll('.next ol li time').length === 5").await?;
    window.picture("journey-2-new-job").await?;
    window.click("button", "Create job").await?;
    window.see(&format!("{JOB} is planned")).await?;
    window.find("heading", JOB).await.map(drop)
}

/// What is shown of the run is gone in a second: the page itself notes every value that its bar had.
const WATCH: &str = "
window.__seen = [];
new MutationObserver(() => {
  for (const bar of document.querySelectorAll('[role=progressbar]')) {
    const value = `${bar.getAttribute('aria-valuenow')} of ${bar.getAttribute('aria-valuemax')}`;
    if (window.__seen.at(-1) !== value) window.__seen.push(value);
  }
}).observe(document.body, { subtree: true, childList: true, attributes: true });";

async fn run_now(window: &Window) -> anyhow::Result<()> {
    window.script(WATCH).await?;
    window.click("button", "Run now").await?;
    window.see(&format!("{JOB} starts now")).await?;
    // On a fast machine the run is over before a bar is drawn: then its row says so. That a bar moves while there is
    // time to see it is the journey of the killed sync; how far this run came is looked at in `look_at_the_run`.
    let moved = format!(
        "return window.__seen.length > 0 || [...document.querySelectorAll('[role=row]')].some((row) => \
         row.innerText.includes('{JOB}') && row.innerText.includes('Done'))"
    );
    window.answer("progress, or the run done", &moved).await?;
    window.picture("journey-3-running").await
}

async fn look_at_the_run(window: &Window) -> anyhow::Result<()> {
    window.go("Runs").await?;
    let row = format!(
        "return [...document.querySelectorAll('[role=row]')].some((row) => row.innerText.includes('{JOB}') && \
         row.innerText.includes('Done'))"
    );
    window.answer("the run, done", &row).await?;
    let open = format!(
        "[...document.querySelectorAll('[role=row]')].find((row) => row.innerText.includes('{JOB}')).querySelector('button').click()"
    );
    window.script(&open).await?;
    let steps = "return /Worked through\\s+[1-9]\\d* done/.test(document.body.innerText)";
    window.answer("the steps of the run, all done", steps).await?;
    let did = window.see("What it did").await?;
    assert!(did.contains("daily rows"), "{did}");
    assert!(did.contains("requests"), "{did}");
    window.picture("journey-4-run").await
}

/// The seven days that are complete, as the calendar of SQLite has them.
fn last_seven_days(today: &str) -> anyhow::Result<(String, String)> {
    let days = rusqlite::Connection::open_in_memory()?;
    Ok(days
        .query_row("SELECT date(?1, '-7 days'), date(?1, '-1 day')", [today], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

async fn compare(window: &Window, truth: &Value, account: &str) -> anyhow::Result<()> {
    window.go("Performance").await?;
    window.see("Last 7 days").await?;
    let table = window.answer("the table with its totals", TABLE).await?;
    window.picture("journey-5-performance").await?;
    let whole = truth["accounts"].as_array().unwrap().iter().find(|row| row["id"] == account).unwrap();
    same(&table["totals"], whole);

    let digits = account.trim_start_matches("act_");
    let ads = truth["ads"].as_array().unwrap().iter().filter(|ad| ad["account_id"] == digits);
    let dearest = ads.max_by_key(|ad| micros(&ad["spend"])).unwrap();
    assert_eq!(table["first"]["Name"], dearest["name"]);
    same(&table["first"], dearest);
    Ok(())
}

/// The first row and the totals, by the heads of their columns.
const TABLE: &str = "
const line = (cell) => cell.innerText.trim().split('\\n')[0].trim();
const heads = [...document.querySelectorAll('[role=grid] .thead [role=columnheader]')].map(line);
const read = (row) => Object.fromEntries([...row.querySelectorAll('[role=rowheader],[role=gridcell]')]
  .map((cell, index) => [index === 0 ? 'Name' : heads[index], line(cell)]));
const first = document.querySelector('[role=grid] #row-0');
const totals = document.querySelector('[role=grid] .foot');
return first && totals && first.querySelector('[role=gridcell]') ? { first: read(first), totals: read(totals) } : null;";

/// The figures of a row as shown, against sums that the simulator made by itself.
fn same(shown: &Value, truth: &Value) {
    let count = |name: &str| i128::from(truth[name].as_i64().unwrap());
    let spend = i128::from(micros(&truth["spend"]));
    let value = i128::from(micros(&truth["purchase_value"]));
    let expected = [
        ("Amount spent", format!("${}", decimal(spend, 1_000_000, 2))),
        ("Results", decimal(count("purchases"), 1, 0)),
        ("Cost per result", format!("${}", decimal(spend, 1_000_000 * count("purchases"), 2))),
        ("Purchase ROAS", decimal(value, spend, 2)),
        ("CTR (link)", format!("{}%", decimal(count("link_clicks") * 100, count("impressions"), 2))),
        ("CPM", format!("${}", decimal(spend * 1000, 1_000_000 * count("impressions"), 2))),
    ];
    for (column, figure) in expected {
        assert_eq!(shown[column], figure, "{column} of {shown}, where the truth is {truth}");
    }
}

/// A quotient rounded half up to some digits, with commas between thousands.
fn decimal(dividend: i128, divisor: i128, digits: u32) -> String {
    let scale = 10_i128.pow(digits);
    let rounded = (2 * dividend * scale + divisor) / (2 * divisor);
    let whole = (rounded / scale).to_string();
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if digits == 0 { grouped } else { format!("{grouped}.{:0width$}", rounded % scale, width = digits as usize) }
}
