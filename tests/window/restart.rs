//! What a person set is there again after a restart.

use super::harness::{Home, Window};

#[tokio::test]
async fn page_range_sort_and_theme_survive_a_restart() -> anyhow::Result<()> {
    let home = Home::new()?;
    let window = Window::start(&home, &[]).await?;
    window.open_demo().await?;
    window.set_theme("Dark").await?;
    window.go("Performance").await?;
    window.click("button", "Date range").await?;
    window.click("option", "Last 14 days").await?;
    window.click("button", "Sort by CPM").await?;
    window.answer("sorted and dark", AS_LEFT).await?;
    window.gone("footer .run").await?;
    window.quit().await?;

    let window = Window::start(&home, &[]).await?;
    window.find("heading", "Performance").await?;
    window.answer("as it was left", AS_LEFT).await?;
    window.picture("restarted").await?;
    window.close().await
}

const AS_LEFT: &str = "
const heads = [...document.querySelectorAll('[role=columnheader]')];
return document.documentElement.dataset.theme === 'dark'
  && [...document.querySelectorAll('button')].some((one) => one.innerText.includes('Last 14 days'))
  && heads.find((head) => head.innerText.trim().startsWith('CPM'))?.getAttribute('aria-sort') === 'ascending';";
