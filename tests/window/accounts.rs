//! Two accounts in one file: each is looked at by itself, one goes with its data while the other stays, and what is read
//! of each is a person's choice.

use anyhow::ensure;

use super::harness::Window;

const STAYS: &str = "Saltwick US";
const GOES: &str = "Fuchs & Föhre DE";

#[tokio::test]
async fn one_of_two_accounts_is_chosen_and_removed_with_its_data_and_the_other_stays() -> anyhow::Result<()> {
    let window = Window::first_start().await?;
    window.open_demo().await?;
    window.runs_are_over().await?;
    // Each in its own currency.
    window.see("$").await?;
    choose(&window, GOES).await?;
    window.see("€").await?;
    let before = rows(&window)?;
    ensure!(before.len() == 2 && before.iter().all(|(_, rows)| *rows > 0), "{before:?}");

    remove(&window, GOES).await?;
    let after = rows(&window)?;
    ensure!(after == before.into_iter().filter(|(name, _)| name == STAYS).collect::<Vec<_>>(), "{after:?}");
    window.picture("accounts-removed").await?;
    window.go("Overview").await?;
    window.see("$").await?;
    window.close().await
}

#[tokio::test]
async fn results_by_attribution_window_are_read_for_the_account_that_they_are_switched_on_for() -> anyhow::Result<()> {
    let window = Window::first_start().await?;
    window.open_demo().await?;
    window.runs_are_over().await?;
    open_the_first_ad(&window).await?;
    window.see("They are not read for this account.").await?;

    window.go("Settings").await?;
    window.answer("the account's own switch", &in_account(STAYS, "[role=switch]", "")).await?;
    let on = format!("return document.querySelector('article[aria-label=\"{STAYS}\"] [role=switch]').checked");
    window.answer("the switch on", &on).await?;
    window.answer("a sync", &in_account(STAYS, "button", "Sync now")).await?;
    window.see("The sync starts").await?;
    let table = "
        const rows = [...document.querySelectorAll('section[aria-label=\"Results by attribution window\"] tbody tr')];
        const read = rows.map((row) => [row.cells[0].innerText, Number(row.cells[1].innerText.replace(/\\D/g, ''))]);
        return read.length === 3 ? read : null;";
    open_the_first_ad(&window).await?;
    let shown = window.answer("a table of windows", table).await?;
    window.picture("accounts-windows").await?;
    let rows: Vec<(String, u64)> = serde_json::from_value(shown)?;
    let of = |name: &str| rows.iter().find(|(window, _)| window == name).map_or(0, |(_, results)| *results);
    ensure!(of("1-day click") > 0 && of("7-day click") >= of("1-day click"), "{rows:?}");
    ensure!(rows.iter().any(|(window, _)| window == "1-day view"), "{rows:?}");
    window.close().await
}

/// Clicks the first element of this kind and with this text in the part of one account.
fn in_account(account: &str, selector: &str, text: &str) -> String {
    format!(
        "const all = [...document.querySelectorAll('article[aria-label=\"{account}\"] {selector}')];
         const found = all.find((one) => one.innerText.trim() === '{text}');
         found?.click();
         return found !== undefined;"
    )
}

async fn open_the_first_ad(window: &Window) -> anyhow::Result<()> {
    window.go("Performance").await?;
    window.click("tab", "Ads").await?;
    window.css("[role=grid] #row-1 [role=gridcell]").await?;
    if window.soon("heading", "Results by attribution window").await? {
        return Ok(());
    }
    window.keys(format!("j{ENTER}")).await?;
    window.find("heading", "Results by attribution window").await.map(drop)
}

async fn choose(window: &Window, account: &str) -> anyhow::Result<()> {
    window.css(".top .menu-trigger").await?.click().await?;
    let item = format!(
        "const item = [...document.querySelectorAll('[role=menuitemcheckbox]')]
             .find((one) => one.innerText.includes('{account}'));
         if (item) item.focus();
         return item !== undefined;"
    );
    window.answer("the account in the menu", &item).await?;
    window.keys(ENTER).await?;
    let shown = format!("return document.querySelector('.top .menu-trigger').innerText.includes('{account}')");
    window.answer("the account above the page", &shown).await.map(drop)
}

/// The name has to be typed.
async fn remove(window: &Window, account: &str) -> anyhow::Result<()> {
    window.go("Settings").await?;
    window.answer("the account's own button", &in_account(account, "button", "Remove")).await?;
    let label = format!("Type {account} to go on");
    window.write(&label, "something else").await?;
    let locked = "return [...document.querySelectorAll('[role=dialog] button')].some((one) => one.disabled)";
    window.answer("another name opens nothing", locked).await?;
    window.write(&label, account).await?;
    window.click("button", "Remove the account and its data").await?;
    window.see(&format!("{account} is removed")).await.map(drop)
}

/// The accounts in the file with their daily rows.
fn rows(window: &Window) -> anyhow::Result<Vec<(String, i64)>> {
    let files = window.home.files()?;
    let file = files.into_iter().find(|file| file.extension().is_some_and(|ending| ending == "adcreator"));
    let file = rusqlite::Connection::open(file.ok_or_else(|| anyhow::anyhow!("a file"))?)?;
    let mut statement = file.prepare(
        "SELECT name, (SELECT count(*) FROM insight_rows AS row WHERE row.account = one.key) FROM ad_accounts AS one
         ORDER BY name DESC",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

const ENTER: &str = "\u{E007}";
