//! Addresses in Ads Manager.

use app::AppError;
use units::{AccountId, Level};

/// The page of Ads Manager that has these objects selected, e.g.
/// `https://adsmanager.facebook.com/adsmanager/manage/ads?act=1&selected_ad_ids=2,3`.
///
/// # Errors
/// `invalid_input` unless the account and every id are digits: the address is opened outside, so nothing else goes in.
pub fn address(account: &str, level: Level, ids: &[String]) -> Result<String, AppError> {
    let account = AccountId::parse(account)?;
    if let Some(bad) = ids.iter().find(|id| id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(AppError::invalid(format!("`{bad}` is not an id of Meta."), "Refresh the page and try again."));
    }
    let (page, parameter) = match level {
        Level::Account | Level::Campaign => ("campaigns", "selected_campaign_ids"),
        Level::Adset => ("adsets", "selected_adset_ids"),
        Level::Ad => ("ads", "selected_ad_ids"),
    };
    let selection = if ids.is_empty() { String::new() } else { format!("&{parameter}={}", ids.join(",")) };
    Ok(format!("https://adsmanager.facebook.com/adsmanager/manage/{page}?act={}{selection}", account.digits()))
}

#[cfg(test)]
mod tests {
    use units::Level;

    use super::address;

    #[test]
    fn each_level_has_its_page() {
        let ids = ["2".to_owned(), "3".to_owned()];
        assert_eq!(
            address("act_1", Level::Ad, &ids).unwrap(),
            "https://adsmanager.facebook.com/adsmanager/manage/ads?act=1&selected_ad_ids=2,3"
        );
        assert_eq!(
            address("1", Level::Campaign, &ids[..1]).unwrap(),
            "https://adsmanager.facebook.com/adsmanager/manage/campaigns?act=1&selected_campaign_ids=2"
        );
        assert_eq!(
            address("1", Level::Account, &[]).unwrap(),
            "https://adsmanager.facebook.com/adsmanager/manage/campaigns?act=1"
        );
    }

    #[test]
    fn nothing_but_digits_gets_into_the_address() {
        assert!(address("1", Level::Ad, &["2&x=1".to_owned()]).is_err());
        assert!(address("1 OR 1", Level::Ad, &[]).is_err());
    }
}
