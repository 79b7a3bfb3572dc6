//! Ads, ad sets and campaigns open in Ads Manager, in the person's browser.

use anyhow::ensure;

use super::harness::{Home, Window};
use crate::command_line::harness::wait_until;

const PREFIX: &str = "https://adsmanager.facebook.com/adsmanager/manage/";

#[tokio::test]
async fn what_is_selected_opens_in_ads_manager() -> anyhow::Result<()> {
    let home = Home::with_browser()?;
    let window = Window::start(&home, &[]).await?;
    window.open_demo().await?;
    window.go("Performance").await?;

    for (level, page, parameter) in [
        ("Campaigns", "campaigns", "selected_campaign_ids"),
        ("Ad sets", "adsets", "selected_adset_ids"),
        ("Ads", "ads", "selected_ad_ids"),
    ] {
        window.click("tab", level).await?;
        window.css("[role=grid] #row-1 [role=gridcell]").await?;
        window.keys("j j ").await?;
        window.css("[role=toolbar][aria-label^='2 ']").await?;
        let before = home.opened_in_browser()?.len();
        window.click("button", "Open in Ads Manager").await?;
        wait_until("the browser", || home.opened_in_browser().unwrap().len() > before);
        let address = home.opened_in_browser()?.pop().unwrap_or_default();
        let asked = address.strip_prefix(&format!("{PREFIX}{page}?act=")).unwrap_or_default();
        let ids = asked.split_once(&format!("&{parameter}=")).map_or("", |(_account, ids)| ids);
        ensure!(
            ids.split(',').count() == 2 && ids.bytes().all(|byte| byte.is_ascii_digit() || byte == b','),
            "{level}: {address}"
        );
        window.click("button", "Clear").await?;
        window.gone("[role=toolbar][aria-label^='2 ']").await?;
    }
    window.close().await
}
