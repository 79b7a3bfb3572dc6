//! Connecting an account by hand: a token that is wrong, the right one, the first sync, and where the token is not.

use std::path::Path;

use super::harness::{Home, Window};
use crate::command_line::harness::Sim;

/// Looks like a token and is none of the simulator's.
const WRONG: &str = "EAAwrongtoken0123456789abcdef0123456789";

#[tokio::test]
async fn a_wrong_token_stores_nothing_and_the_right_one_is_in_no_file() -> anyhow::Result<()> {
    let sim = Sim::of_this_day(&["--campaigns", "3", "--ads", "12", "--days", "40"]);
    let window = Window::first_start().await?;
    paste(&window, WRONG, &sim.url).await?;

    let refused = window.css("[role=dialog] [role=alert]").await?.text().await?;
    assert!(refused.to_lowercase().contains("token"), "{refused}");
    assert!(refused.contains("Nothing was lost") || refused.contains("othing"), "{refused}");
    window.picture("connect-wrong-token").await?;
    assert_eq!(accounts(&window.home)?, 0);

    // It stays while the person corrects the token.
    window.write("Access token", &sim.token).await?;
    assert_eq!(window.css("[role=dialog] [role=alert]").await?.text().await?, refused);
    window.click("button", "Check the token").await?;
    window.find("heading", "Which account?").await?;
    window.see("ads_read").await?;
    window.picture("connect-which").await?;
    // Nothing is connected by looking; the only account is chosen already.
    assert_eq!(accounts(&window.home)?, 0);
    let chosen = format!("return document.querySelector('[name=account][value=\"{}\"]').checked", sim.account);
    window.answer("the only account is chosen", &chosen).await?;
    window.click("button", "Connect").await?;
    window.find("heading", "Connected").await?;
    let found = window.see("ads_read").await?;
    assert!(found.contains(&sim.account), "{found}");
    window.picture("connect-found").await?;
    window.click("button", "Sync it now").await?;

    window.find("heading", "Three questions").await?;
    window.picture("connect-three-questions").await?;
    window.click("button", "Save and go to Overview").await?;
    window.see("Targets are saved").await?;
    assert_eq!(targets(&window.home)?, 1);
    window.find("heading", "Overview").await?;
    window.see("Amount spent").await?;
    window.picture("connect-overview").await?;
    assert_eq!(accounts(&window.home)?, 1);

    // While it runs, so that the files beside the file are there too.
    let home = window.home.clone();
    let files = home.files()?;
    assert!(files.iter().any(|file| file.to_string_lossy().ends_with("-wal")), "{files:?}");
    assert!(files.iter().any(|file| file.to_string_lossy().contains("logs")), "{files:?}");
    assert!(files.iter().any(|file| file.ends_with("preferences.json")), "{files:?}");
    nowhere(&home, &[&sim.token, WRONG])?;
    window.quit().await?;
    nowhere(&home, &[&sim.token, WRONG])
}

#[tokio::test]
async fn a_token_without_the_right_to_read_says_which_right_it_lacks() -> anyhow::Result<()> {
    let sim = Sim::of_this_day(&["--campaigns", "1", "--ads", "2", "--days", "3", "--fault", "missing-permission"]);
    let window = Window::first_start().await?;
    paste(&window, &sim.token, &sim.url).await?;
    let refused = window.css("[role=dialog] [role=alert]").await?.text().await?;
    assert!(refused.contains("lacks the right ads_read"), "{refused}");
    assert!(refused.contains("Make a token with the right ads_read"), "{refused}");
    window.picture("connect-missing-right").await?;
    assert_eq!(accounts(&window.home)?, 0);
    window.close().await
}

#[tokio::test]
async fn an_account_can_be_given_by_its_number() -> anyhow::Result<()> {
    let sim = Sim::of_this_day(&["--campaigns", "1", "--ads", "2", "--days", "3"]);
    let window = Window::first_start().await?;
    paste(&window, &sim.token, &sim.url).await?;
    window.find("heading", "Which account?").await?;
    window.click("button", "Another account, by its number").await?;
    window.click("button", "Connect").await?;
    window.see("Write the account’s number").await?;
    window.write("Ad account", "act_42").await?;
    window.click("button", "Connect").await?;
    let refused = window.css("[role=dialog] [role=alert]").await?.text().await?;
    assert!(refused.contains("act_42 is not among them"), "{refused}");
    window.write("Ad account", sim.account.trim_start_matches("act_")).await?;
    window.click("button", "Connect").await?;
    window.find("heading", "Connected").await?;
    assert_eq!(accounts(&window.home)?, 1);
    window.close().await
}

/// Opens the dialog of the first page and has a token checked.
async fn paste(window: &Window, token: &str, url: &str) -> anyhow::Result<()> {
    window.click("button", "Connect").await?;
    window.write("Access token", token).await?;
    window.click("button", "Other address").await?;
    window.write("Graph API address", url).await?;
    window.click("button", "Check the token").await
}

/// How many accounts or campaigns have targets.
fn targets(home: &Home) -> anyhow::Result<i64> {
    let reader = rusqlite::Connection::open(home.file("data/ads.adcreator"))?;
    Ok(reader.query_row("SELECT count(*) FROM targets WHERE skipped = 0", [], |row| row.get(0))?)
}

/// How many accounts the file that connecting makes has; none if there is no file.
fn accounts(home: &Home) -> anyhow::Result<i64> {
    let file = home.file("data/ads.adcreator");
    if !file.exists() {
        return Ok(0);
    }
    let reader = rusqlite::Connection::open(file)?;
    Ok(reader.query_row("SELECT count(*) FROM ad_accounts", [], |row| row.get(0))?)
}

fn nowhere(home: &Home, tokens: &[&str]) -> anyhow::Result<()> {
    for file in home.files()? {
        // Sockets and files that went meanwhile hold nothing.
        let Ok(contents) = std::fs::read(&file) else { continue };
        for token in tokens {
            assert!(!holds(&contents, token), "{}", shown(&file));
        }
    }
    Ok(())
}

fn holds(contents: &[u8], token: &str) -> bool {
    let wide: Vec<u8> = token.encode_utf16().flat_map(u16::to_le_bytes).collect();
    // The web view keeps text in two bytes a letter.
    [token.as_bytes(), &wide].iter().any(|bytes| contents.windows(bytes.len()).any(|window| window == *bytes))
}

fn shown(file: &Path) -> String {
    format!("the token is in {}", file.display())
}
