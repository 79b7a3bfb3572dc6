//! What a person types wrongly is said where it was typed, and nothing is filed or changed.

use serde_json::json;

use super::harness::{Home, Window};
use crate::command_line::harness::Sim;

#[tokio::test]
async fn a_rule_that_never_fires_is_refused_while_it_is_typed() -> anyhow::Result<()> {
    let window = Window::first_start().await?;
    window.open_demo().await?;
    window.go("Schedule").await?;
    window.click("button", "New job").await?;
    window.click("combobox", "Repeats").await?;
    window.click("option", "By a cron rule").await?;
    window.write("Rule", "0 0 31 2 *").await?;
    window.see("Change the day or the month so that such a date exists.").await?;
    window.picture("rule-never-fires").await?;
    window.write("Rule", "0 6 * * 1").await?;
    let next = "return document.querySelectorAll('.next li').length >= 5";
    window.answer("the next five runs of a rule that fires", next).await?;
    window.close().await
}

#[tokio::test]
async fn days_the_wrong_way_round_change_nothing() -> anyhow::Result<()> {
    let window = Window::first_start().await?;
    window.open_demo().await?;
    let range = "return document.querySelector('.range-trigger').innerText";
    let before = window.answer("the range", range).await?;
    window.css(".range-trigger").await?.click().await?;
    // Days of the past, and a first day that is still to come.
    for [since, until] in [["2026-02-20", "2026-02-10"], ["2099-02-20", "2026-02-10"]] {
        let backwards = format!(
            "const [since, until] = document.querySelectorAll('.range-pop input[type=date]');
             if (!until) return false;
             for (const [input, day] of [[since, '{since}'], [until, '{until}']]) {{
                 input.value = day;
                 input.dispatchEvent(new Event('input', {{ bubbles: true }}));
             }}
             return true"
        );
        window.answer("the two days", &backwards).await?;
        window.click("button", "Apply").await?;
        window.see("The first day lies after the last one.").await?;
        window.picture("range-backwards").await?;
    }
    assert_eq!(window.answer("the range", range).await?, before);
    window.close().await
}

#[tokio::test]
async fn replies_that_cannot_be_read_connect_nothing() -> anyhow::Result<()> {
    for fault in ["html", "truncated"] {
        let sim = Sim::of_this_day(&["--campaigns", "1", "--ads", "2", "--days", "3", "--fault", fault]);
        let window = Window::first_start().await?;
        window.click("button", "Connect").await?;
        window.write("Access token", &sim.token).await?;
        window.click("button", "Other address").await?;
        window.write("Graph API address", &sim.url).await?;
        window.click("button", "Check the token").await?;
        let refused = window.css("[role=dialog] [role=alert]").await?.text().await?;
        assert!(refused.contains("Nothing was lost"), "{fault}: {refused}");
        assert!(!refused.contains("next sync"), "{fault}: {refused}");
        window.picture(&format!("connect-{fault}")).await?;
        let file = window.home.file("data/ads.adcreator");
        let accounts: i64 =
            rusqlite::Connection::open(file)?.query_row("SELECT count(*) FROM ad_accounts", [], |row| row.get(0))?;
        assert_eq!(accounts, 0, "{fault}");
        window.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_file_that_another_program_holds_opens_when_it_is_free() -> anyhow::Result<()> {
    let home = Home::new()?;
    let file = home.file("held.adcreator");
    home.run(&file, &["init"])?;
    std::fs::create_dir_all(home.file("config"))?;
    let preferences = home.file("config/preferences.json");
    let known = std::fs::read(&preferences).ok().map_or(Ok(json!({})), |text| serde_json::from_slice(&text));
    let mut known: serde_json::Value = known?;
    known["recent"] = json!([file]);
    std::fs::write(&preferences, serde_json::to_vec(&known)?)?;
    let holder = rusqlite::Connection::open(&file)?;
    holder.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;")?;

    // It is the file opened last: the first page says why it stays closed, without being asked.
    let window = Window::start(&home, &[]).await?;
    let said = window.css("main [role=alert]").await?.text().await?;
    assert!(said.contains("using this file"), "{said}");
    window.picture("file-in-use").await?;
    drop(holder);
    window.click("button", "held").await?;
    window.find("heading", "Overview").await?;
    window.close().await
}
