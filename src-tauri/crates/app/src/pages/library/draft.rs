//! A draft brand of files that were dropped on the window.

use super::Added;
use super::pictures::{Files, into_brand, spoken};
use crate::creation::library;
use crate::creation::pictures_in::Told;
use crate::{AppError, Workspace, accounts};

/// Makes a draft brand of a logo and photos: colours from the logo, names from the files, hooks from text files, copy
/// from the synced ads of an account that is called like it. Templates and typefaces alone make no brand.
///
/// # Errors
/// As the disk or the file fails.
pub fn draft_brand(ws: &Workspace, paths: &[String], told: Told<'_>) -> Result<Added, AppError> {
    let files = Files::of(paths);
    let mut all = Added::default();
    files.take_common(ws, &mut all)?;
    if files.is_for_the_library() {
        return Ok(all);
    }
    let name = files.logos.first().or_else(|| files.photos.first()).map(|path| spoken(path)).unwrap_or_default();
    let name = if name.is_empty() { "New brand".to_owned() } else { name };
    library::one_act(ws, |ws| {
        let form = super::BrandForm { name: name.clone(), locale: "en-US".to_owned(), ..super::BrandForm::default() };
        let brand = super::save_brand(ws, form)?;
        all.into = Some(brand.clone());
        into_brand(ws, &brand, files, &mut all, told)?;
        all.accounts = link_accounts(ws, &brand, &name)?;
        if !all.accounts.is_empty() {
            for product in ws.store.products(Some(&brand))? {
                all.copy += library::take_synced_copy(ws, &product.id)?;
            }
        }
        Ok(())
    })?;
    Ok(all)
}

/// Links accounts that are called like the brand and advertise none yet; their names.
fn link_accounts(ws: &Workspace, brand: &str, name: &str) -> Result<Vec<String>, AppError> {
    let plain = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    let wanted = plain(name);
    let mut linked = Vec::new();
    for account in ws.store.accounts()? {
        if wanted.len() > 2 && plain(&account.name).contains(&wanted) && ws.store.brands_of(&account.id)?.is_empty() {
            accounts::link_brand(ws, &account.id, Some(brand))?;
            linked.push(account.name);
        }
    }
    Ok(linked)
}
