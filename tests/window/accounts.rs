//! Two accounts in one file: each is looked at by itself, and one goes with its data while the other stays.

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
    let ask = format!(
        "const one = [...document.querySelectorAll('article')].find((one) => one.innerText.includes('{account}'));
         const button = [...(one?.querySelectorAll('button') ?? [])].find((it) => it.innerText.trim() === 'Remove');
         button?.click();
         return button !== undefined;"
    );
    window.answer("the account's own button", &ask).await?;
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
