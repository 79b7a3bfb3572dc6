//! Commands of the Library page.

use std::sync::Arc;

use app::AppError;
use app::pages::library::{
    self, Added, BrandForm, CopyForm, FactForm, FactsOf, HookForm, LibraryChange, LibraryKind, LibraryPage,
    LibraryProduct, OfferForm, PictureForm, PicturesInto, ProductForm, TemplateForm,
};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt as _;
use tauri_specta::Event as _;

use super::files::{self, blocking};
use crate::desk::{Desk, read};
use crate::ipc::PicturesProgress;

/// Everything the library lists.
///
/// # Errors
/// `not_found` while no file is open; if it cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn library_page(desk: State<'_, Arc<Desk>>) -> Result<LibraryPage, AppError> {
    read(&desk, library::library_page).await
}

/// One product with all that belongs to it.
///
/// # Errors
/// `not_found`; if the file cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn library_product(desk: State<'_, Arc<Desk>>, id: String) -> Result<LibraryProduct, AppError> {
    read(&desk, move |workspace| library::library_product(workspace, &id)).await
}

/// Stores a brand; the answer is its id.
///
/// # Errors
/// As [`library::save_brand`].
#[tauri::command]
#[specta::specta]
pub async fn save_brand(desk: State<'_, Arc<Desk>>, form: BrandForm) -> Result<String, AppError> {
    read(&desk, move |workspace| library::save_brand(workspace, form)).await
}

/// Stores a product; the answer is its id.
///
/// # Errors
/// As [`library::save_product`].
#[tauri::command]
#[specta::specta]
pub async fn save_product(desk: State<'_, Arc<Desk>>, form: ProductForm) -> Result<String, AppError> {
    read(&desk, move |workspace| library::save_product(workspace, form)).await
}

/// Stores the hooks of a product.
///
/// # Errors
/// As [`library::save_hooks`].
#[tauri::command]
#[specta::specta]
pub async fn save_hooks(desk: State<'_, Arc<Desk>>, product: String, hooks: Vec<HookForm>) -> Result<(), AppError> {
    read(&desk, move |workspace| library::save_hooks(workspace, &product, hooks)).await
}

/// Stores an offer; the answer is its id.
///
/// # Errors
/// As [`library::save_offer`].
#[tauri::command]
#[specta::specta]
pub async fn save_offer(desk: State<'_, Arc<Desk>>, product: String, offer: OfferForm) -> Result<String, AppError> {
    read(&desk, move |workspace| library::save_offer(workspace, &product, offer)).await
}

/// Stores a text of the copy bank; the answer is its id.
///
/// # Errors
/// As [`library::save_copy_line`].
#[tauri::command]
#[specta::specta]
pub async fn save_copy_line(desk: State<'_, Arc<Desk>>, product: String, line: CopyForm) -> Result<String, AppError> {
    read(&desk, move |workspace| library::save_copy_line(workspace, &product, line)).await
}

/// Stores what a picture is called and shows.
///
/// # Errors
/// As [`library::save_picture`].
#[tauri::command]
#[specta::specta]
pub async fn save_picture(desk: State<'_, Arc<Desk>>, product: String, picture: PictureForm) -> Result<(), AppError> {
    read(&desk, move |workspace| library::save_picture(workspace, &product, picture)).await
}

/// Stores what is said of an imported template.
///
/// # Errors
/// As [`library::save_template`].
#[tauri::command]
#[specta::specta]
pub async fn save_template(desk: State<'_, Arc<Desk>>, template: TemplateForm) -> Result<(), AppError> {
    read(&desk, move |workspace| library::save_template(workspace, &template)).await
}

/// Cuts the product of a photo out, again if it was.
///
/// # Errors
/// As [`library::cut_out_picture`].
#[tauri::command]
#[specta::specta]
pub async fn cut_out_picture(
    desk: State<'_, Arc<Desk>>,
    product: String,
    id: String,
    shadow: bool,
    holes: bool,
) -> Result<(), AppError> {
    read(&desk, move |workspace| library::cut_out_picture(workspace, &product, &id, shadow, holes)).await
}

/// Has ads show the cut-out of a photo, or the photo.
///
/// # Errors
/// As [`library::take_cutout`].
#[tauri::command]
#[specta::specta]
pub async fn take_cutout(desk: State<'_, Arc<Desk>>, product: String, id: String, taken: bool) -> Result<(), AppError> {
    read(&desk, move |workspace| library::take_cutout(workspace, &product, &id, taken)).await
}

/// Stores the facts of one kind in their order.
///
/// # Errors
/// As [`library::save_facts`].
#[tauri::command]
#[specta::specta]
pub async fn save_facts(
    desk: State<'_, Arc<Desk>>,
    of: FactsOf,
    id: String,
    kind: String,
    facts: Vec<FactForm>,
) -> Result<(), AppError> {
    read(&desk, move |workspace| library::save_facts(workspace, of, &id, &kind, facts)).await
}

/// Takes the words of the brand's synced ads into the copy bank of a product; the answer is how many are new.
///
/// # Errors
/// As [`library::take_synced_copy`].
#[tauri::command]
#[specta::specta]
pub async fn take_synced_copy(desk: State<'_, Arc<Desk>>, product: String) -> Result<u32, AppError> {
    read(&desk, move |workspace| library::take_synced_copy(workspace, &product)).await
}

/// Puts something away, or takes it back.
///
/// # Errors
/// As [`library::set_in_library`].
#[tauri::command]
#[specta::specta]
pub async fn set_in_library(
    desk: State<'_, Arc<Desk>>,
    kind: LibraryKind,
    id: String,
    active: bool,
) -> Result<(), AppError> {
    read(&desk, move |workspace| library::set_in_library(workspace, kind, &id, active)).await
}

/// Takes the last act back; the answer is what it was.
///
/// # Errors
/// As [`library::undo_library`].
#[tauri::command]
#[specta::specta]
pub async fn undo_library(desk: State<'_, Arc<Desk>>) -> Result<Option<Vec<LibraryChange>>, AppError> {
    read(&desk, library::undo_library).await
}

/// Adds files to a product, or a logo to a brand.
///
/// # Errors
/// As [`library::add_pictures`].
#[tauri::command]
#[specta::specta]
pub async fn add_pictures(
    app: AppHandle,
    desk: State<'_, Arc<Desk>>,
    into: PicturesInto,
    id: String,
    paths: Vec<String>,
) -> Result<Added, AppError> {
    read(&desk, move |workspace| library::add_pictures(workspace, into, &id, &paths, &|done, of| tell(&app, done, of)))
        .await
}

/// Tells the window how many pictures were taken in.
fn tell(app: &AppHandle, done: u32, of: u32) {
    if let Err(error) = (PicturesProgress { done, of }).emit(app) {
        tracing::warn!(%error, "the window could not be told how many pictures came in");
    }
}

/// Makes a draft brand of a logo and photos.
///
/// # Errors
/// As [`library::draft_brand`].
#[tauri::command]
#[specta::specta]
pub async fn draft_brand(app: AppHandle, desk: State<'_, Arc<Desk>>, paths: Vec<String>) -> Result<Added, AppError> {
    read(&desk, move |workspace| library::draft_brand(workspace, &paths, &|done, of| tell(&app, done, of))).await
}

/// Asks for pictures; empty if the person changed their mind.
///
/// # Errors
/// If a place that was chosen is not on this computer.
#[tauri::command]
#[specta::specta]
pub async fn choose_pictures(app: AppHandle) -> Result<Vec<String>, AppError> {
    let dialog = app.dialog().file().add_filter("Pictures", &["png", "jpg", "jpeg", "webp"]);
    blocking(move || {
        let chosen = dialog.blocking_pick_files().unwrap_or_default();
        let paths = chosen.into_iter().map(files::on_this_computer);
        paths.map(|path| path.map(|path| path.display().to_string())).collect()
    })
    .await
}

/// Asks for a folder and imports the templates in it; `None` if the person changed their mind.
///
/// # Errors
/// As [`library::import_templates`].
#[tauri::command]
#[specta::specta]
pub async fn import_templates(app: AppHandle, desk: State<'_, Arc<Desk>>) -> Result<Option<Added>, AppError> {
    let dialog = app.dialog().file();
    let folder = blocking(move || dialog.blocking_pick_folder().map(files::on_this_computer).transpose()).await?;
    let Some(folder) = folder else { return Ok(None) };
    read(&desk, move |workspace| library::import_templates(workspace, &folder)).await.map(Some)
}

/// Asks for files of typefaces and adds them; `None` if the person changed their mind.
///
/// # Errors
/// As [`library::add_fonts`].
#[tauri::command]
#[specta::specta]
pub async fn add_fonts(app: AppHandle, desk: State<'_, Arc<Desk>>) -> Result<Option<Added>, AppError> {
    let dialog = app.dialog().file().add_filter("Typefaces", &["ttf", "otf", "ttc"]);
    let chosen = blocking(move || {
        let chosen = dialog.blocking_pick_files().unwrap_or_default();
        chosen.into_iter().map(files::on_this_computer).collect::<Result<Vec<_>, _>>()
    })
    .await?;
    if chosen.is_empty() {
        return Ok(None);
    }
    let paths: Vec<String> = chosen.into_iter().map(|path| path.display().to_string()).collect();
    read(&desk, move |workspace| library::add_fonts(workspace, &paths)).await.map(Some)
}

/// Removes an added family of typefaces.
///
/// # Errors
/// As [`library::remove_font`].
#[tauri::command]
#[specta::specta]
pub async fn remove_font(desk: State<'_, Arc<Desk>>, family: String) -> Result<(), AppError> {
    read(&desk, move |workspace| library::remove_font(workspace, &family)).await
}
