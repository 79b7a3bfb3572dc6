//! The library as a person edits it: brands, products, pictures, hooks, offers, facts, copy.
//!
//! Every edit can be taken back with [`undo`]. Things are put away, never deleted: ads were made with them.

use std::path::{Path, PathBuf};

use creative::{Picture, Pixels, near};
use serde_json::Value;
use store::creation::{
    Brand, CopyField, CopyText, Fact, Hook, LibraryImage, LibraryTable, NewMedia, Offer, Product, Undone,
};

use super::offers;
use crate::{AppError, Changed, ErrorCode, Workspace};

/// Endings of files that are taken for pictures.
const PICTURES: [&str; 4] = ["png", "jpg", "jpeg", "webp"];
/// Pictures beyond this are not read: Meta takes no more than 30 MB, and a photo of 60 is a mistake.
const MOST_BYTES: u64 = 60 * 1024 * 1024;
/// Folders in folders beyond this are not searched.
const DEEPEST: usize = 6;

/// A new id for a row of the library.
#[must_use]
pub fn new_id(ws: &Workspace) -> String {
    ws.ids.uuid(ws.clock.now()).to_string()
}

macro_rules! saves {
    ($($(#[$doc:meta])* $name:ident($what:ty) by $save:ident;)+) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// `conflict` if a name is taken; as the file fails.
        pub fn $name(ws: &Workspace, row: &$what) -> Result<(), AppError> {
            ws.store.$save(row, ws.clock.now())?;
            ws.announce(Changed::Library);
            Ok(())
        }
    )+};
}

saves! {
    /// Stores a hook, new or changed.
    save_hook(Hook) by save_hook;
    /// Stores a fact, new or changed.
    save_fact(Fact) by save_fact;
    /// Stores a text of the copy bank, new or changed.
    save_copy_text(CopyText) by save_copy_text;
    /// Stores what is known of a picture: role, tags, focus, place.
    save_picture(LibraryImage) by save_library_image;
}

/// Stores a brand, new or changed.
///
/// # Errors
/// `already_exists` if its name or its code is another brand's; as the file fails.
pub fn save_brand(ws: &Workspace, brand: &Brand) -> Result<(), AppError> {
    let all = ws.store.library_brands()?;
    let others = || all.iter().filter(|other| other.id != brand.id);
    if let Some(other) = others().find(|other| other.slug == brand.slug || same_name(&other.name, &brand.name)) {
        return Err(taken("brand", &other.name, other.active).at("name"));
    }
    if let Some((code, other)) =
        brand.code.as_ref().and_then(|code| others().find(|one| one.code.as_ref() == Some(code)).map(|one| (code, one)))
    {
        return Err(AppError::new(
            ErrorCode::AlreadyExists,
            format!("The code {code} is the brand {}'s.", other.name),
            "Choose another code.",
        )
        .at("code"));
    }
    ws.store.save_brand(brand, ws.clock.now())?;
    ws.announce(Changed::Library);
    Ok(())
}

/// Whether two names are one to a person.
fn same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// The error for a name that another thing has.
fn taken(kind: &str, name: &str, active: bool) -> AppError {
    if active {
        return AppError::new(
            ErrorCode::AlreadyExists,
            format!("Another {kind} is called {name}."),
            "Choose another name.",
        );
    }
    AppError::new(
        ErrorCode::AlreadyExists,
        format!("A {kind} that is put away is called {name}."),
        "Choose another name, or bring that one back: the Library lists it under \"Put away\".",
    )
}

/// Stores a product, new or changed.
///
/// # Errors
/// `invalid_input` if its price is not below the price before; `already_exists` if another product of the brand that
/// is in use is called the same; as the file fails.
pub fn save_product(ws: &Workspace, product: &Product) -> Result<(), AppError> {
    let all = ws.store.products(None)?;
    let stored = all.iter().find(|stored| stored.id == product.id);
    // One that is called so already must not keep anything else of it from being changed.
    if stored.is_none_or(|stored| stored.name != product.name) {
        let twin = all.iter().find(|other| {
            other.id != product.id
                && other.brand == product.brand
                && other.active
                && same_name(&other.name, &product.name)
        });
        if let Some(twin) = twin {
            return Err(taken("product", &twin.name, true).at("name"));
        }
    }
    offers::refuse_price_of(product, stored)?;
    ws.store.save_product(product, ws.clock.now())?;
    ws.announce(Changed::Library);
    Ok(())
}

/// Stores an offer, new or changed.
///
/// # Errors
/// `invalid_input` if its price is not below the price before; `already_exists` if the product has an equal offer;
/// `conflict` if a name is taken; as the file fails.
pub fn save_offer(ws: &Workspace, offer: &Offer) -> Result<(), AppError> {
    offers::refuse(offer, &ws.store.offers(&offer.product)?)?;
    ws.store.save_offer(offer, ws.clock.now())?;
    ws.announce(Changed::Library);
    Ok(())
}

/// A new brand with nothing but a name and colours that can be drawn.
#[must_use]
pub fn new_brand(ws: &Workspace, name: &str) -> Brand {
    Brand {
        id: new_id(ws),
        name: name.to_owned(),
        slug: slug(name),
        website: None,
        colors: serde_json::json!({
            "primary": "#1f2a30", "secondary": "#8fa3ad", "background": "#f5f3ef", "accent": "#d9622b",
        }),
        fonts: Value::Null,
        voice: None,
        code: None,
        locale: Some("en-US".to_owned()),
        currency: None,
        disallowed_claims: Vec::new(),
        wordmark: Some(name.to_owned()),
        required_disclaimers: Vec::new(),
        selection: Value::Null,
        active: true,
    }
}

/// A new product with nothing but a name.
#[must_use]
pub fn new_product(ws: &Workspace, brand: &str, name: &str) -> Product {
    Product {
        id: new_id(ws),
        brand: brand.to_owned(),
        name: name.to_owned(),
        slug: slug(name),
        description: None,
        target_audience: None,
        price: None,
        compare_price: None,
        url: None,
        code: None,
        banned_terms: Vec::new(),
        prohibited_claims: Vec::new(),
        required_disclaimers: None,
        button: Some("SHOP_NOW".to_owned()),
        utm: None,
        active: true,
    }
}

/// Adds hooks from text, one a line, behind those that are there. Lines that the product has already are left out.
/// Returns how many were added.
///
/// # Errors
/// `not_found`; as the file fails.
pub fn paste_hooks(ws: &Workspace, product: &str, text: &str) -> Result<u32, AppError> {
    ws.store.product(product)?;
    let known = ws.store.hooks(product)?;
    let mut seen: Vec<String> = known.iter().filter(|hook| hook.active).map(|hook| hook.text.clone()).collect();
    let mut added = 0;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if seen.iter().any(|other| other == line) {
            continue;
        }
        seen.push(line.to_owned());
        let position = u32::try_from(known.len()).unwrap_or(u32::MAX).saturating_add(added);
        let hook = Hook {
            id: new_id(ws),
            product: product.to_owned(),
            text: line.to_owned(),
            shorter: Vec::new(),
            awareness: None,
            position,
            active: true,
        };
        ws.store.save_hook(&hook, ws.clock.now())?;
        added += 1;
    }
    ws.announce(Changed::Library);
    Ok(added)
}

/// Takes the words of the brand's synced ads that lead to this product into its copy bank; of all its ads if the
/// product has no address. What is there already is left out. Returns how many texts were added.
///
/// # Errors
/// `not_found`; as the file fails.
pub fn take_synced_copy(ws: &Workspace, product: &str) -> Result<u32, AppError> {
    let product = ws.store.product(product)?;
    let page = product.url.as_deref().map(page);
    let mut known: Vec<(CopyField, String)> =
        ws.store.copy_bank(&product.id)?.into_iter().map(|text| (text.field, text.text)).collect();
    let mut added = 0;
    for ad in ws.store.synced_copy(&product.brand)? {
        if page.is_some() && page != ad.link.as_deref().map(self::page) {
            continue;
        }
        let texts = [
            (CopyField::PrimaryText, ad.body),
            (CopyField::Headline, ad.headline),
            (CopyField::Description, ad.description),
        ];
        for (field, text) in texts {
            let Some(text) = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()) else { continue };
            if known.contains(&(field, text.clone())) {
                continue;
            }
            known.push((field, text.clone()));
            let row = CopyText {
                id: new_id(ws),
                product: product.id.clone(),
                field,
                position: u32::try_from(known.len()).unwrap_or(u32::MAX),
                text,
                source: "synced".to_owned(),
                active: true,
            };
            ws.store.save_copy_text(&row, ws.clock.now())?;
            added += 1;
        }
    }
    ws.announce(Changed::Library);
    Ok(added)
}

/// The page that an address leads to, without what is the same page: scheme, www, case, query, a slash at the end.
fn page(address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    let address = address.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    address.trim_end_matches('/').to_owned()
}

/// Puts something away.
///
/// # Errors
/// `not_found`; as the file fails.
pub fn put_away(ws: &Workspace, table: LibraryTable, id: &str) -> Result<(), AppError> {
    set_active(ws, table, id, false)
}

/// Brings something back that was put away.
///
/// # Errors
/// `not_found`; `conflict` or `already_exists` if something equal is there by now.
pub fn bring_back(ws: &Workspace, table: LibraryTable, id: &str) -> Result<(), AppError> {
    if table == LibraryTable::Offers {
        let offer = Offer { active: true, ..ws.store.offer(id)? };
        offers::refuse_twin(&offer, &ws.store.offers(&offer.product)?)?;
    }
    set_active(ws, table, id, true)
}

fn set_active(ws: &Workspace, table: LibraryTable, id: &str, active: bool) -> Result<(), AppError> {
    ws.store.set_library_active(table, id, active, ws.clock.now())?;
    ws.announce(Changed::Library);
    Ok(())
}

/// Does something in a workspace whose changes of the library are one act, taken back together, whatever is edited
/// elsewhere meanwhile. What was done before something failed is one too.
///
/// # Errors
/// Those of the work; as the file fails.
pub fn one_act<T>(ws: &Workspace, work: impl FnOnce(&Workspace) -> Result<T, AppError>) -> Result<T, AppError> {
    work(&Workspace { store: ws.store.in_one_act(), ..ws.clone() })
}

/// Takes the last act in the library back and says what it was; `None` if there is none.
///
/// # Errors
/// `conflict` if what was there before contradicts what is there now.
pub fn undo(ws: &Workspace) -> Result<Option<Undone>, AppError> {
    let undone = ws.store.undo_library_change()?;
    ws.announce(Changed::Library);
    Ok(undone)
}

/// The product that a person names: by its id, its code, its short name or its name.
///
/// # Errors
/// `not_found` with what there is; `invalid_input` with all that are called so.
pub fn find_product(ws: &Workspace, word: &str) -> Result<Product, AppError> {
    let all: Vec<Product> = ws.store.products(None)?.into_iter().filter(|product| product.active).collect();
    let brands = ws.store.library_brands()?;
    let brand = |product: &Product| {
        let found = brands.iter().find(|brand| brand.id == product.brand);
        found.map(|brand| brand.name.clone()).unwrap_or_default()
    };
    let names = all.iter().map(|product| product.slug.clone()).collect();
    one(
        all,
        names,
        "product",
        word,
        |product| {
            vec![
                product.id.clone(),
                product.slug.clone(),
                product.name.clone(),
                product.code.clone().unwrap_or_default(),
            ]
        },
        |product| format!("{} of {} ({})", product.name, brand(product), product.id),
    )
}

/// The hook of a product that a person names: by its id or its words.
///
/// # Errors
/// As [`find_product`].
pub fn find_hook(ws: &Workspace, product: &str, word: &str) -> Result<Hook, AppError> {
    let all: Vec<Hook> = ws.store.hooks(product)?.into_iter().filter(|hook| hook.active).collect();
    let names = all.iter().map(|hook| hook.text.clone()).collect();
    let said = |hook: &Hook| format!("{} ({})", hook.text, hook.id);
    one(all, names, "hook", word, |hook| vec![hook.id.clone(), hook.text.clone()], said)
}

/// The offer of a product that a person names: by its id, its short name or its name.
///
/// # Errors
/// As [`find_product`].
pub fn find_offer(ws: &Workspace, product: &str, word: &str) -> Result<Offer, AppError> {
    let all: Vec<Offer> = ws.store.offers(product)?.into_iter().filter(|offer| offer.active).collect();
    let names = all.iter().map(|offer| offer.slug.clone()).collect();
    let called = |offer: &Offer| vec![offer.id.clone(), offer.slug.clone(), offer.name.clone()];
    one(all, names, "offer", word, called, |offer| format!("{} ({})", offer.slug, offer.id))
}

/// The only one of `all` that is called `word`, in capitals or not.
fn one<T>(
    all: Vec<T>,
    names: Vec<String>,
    kind: &str,
    word: &str,
    called: impl Fn(&T) -> Vec<String>,
    said: impl Fn(&T) -> String,
) -> Result<T, AppError> {
    let word = word.trim();
    let same = |name: &String| !name.is_empty() && name.to_lowercase() == word.to_lowercase();
    let mut found: Vec<T> = all.into_iter().filter(|row| called(row).iter().any(same)).collect();
    if found.len() > 1 {
        let which: Vec<String> = found.iter().map(said).collect();
        return Err(AppError::invalid(
            format!("{} {kind}s are called {word}: {}.", found.len(), which.join(", ")),
            format!("Name the {kind} by its id."),
        ));
    }
    found.pop().ok_or_else(|| {
        let next = if names.is_empty() {
            "Add one in the Library.".to_owned()
        } else {
            format!("There are {}.", names.join(", "))
        };
        AppError::new(ErrorCode::NotFound, format!("There is no {kind} {word} in this file."), next)
    })
}

/// The bytes of a picture's file.
pub(crate) fn read_picture(path: &Path) -> Result<Vec<u8>, AppError> {
    let length = std::fs::metadata(path)?.len();
    if length > MOST_BYTES {
        let words = format!("The file has {} MB; at most {} MB are read.", length >> 20, MOST_BYTES >> 20);
        return Err(AppError::invalid(words, "Save it smaller, then import it again."));
    }
    Ok(std::fs::read(path)?)
}

/// Bytes with what is known of them. They are decoded once, so what is stored can be drawn.
pub(super) fn measured(bytes: Vec<u8>) -> Result<NewMedia, AppError> {
    let picture = Picture::read(bytes.clone())?;
    let pixels = pixels(&bytes)?;
    Ok(NewMedia {
        mime: mime(&bytes).to_owned(),
        width: picture.width,
        height: picture.height,
        source: "imported",
        fingerprint: Some(near::fingerprint(&pixels)),
        data: bytes,
    })
}

/// The pixels of a picture, on white where it has holes.
pub(crate) fn pixels(bytes: &[u8]) -> Result<Pixels, AppError> {
    Ok(creative::picture::on_white(bytes)?)
}

fn mime(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xFF, 0xD8, ..] => "image/jpeg",
        _ => "image/webp",
    }
}

/// Pictures at a path: itself, or everything in the folder by name.
pub(super) fn picture_files(path: &Path) -> Result<Vec<PathBuf>, AppError> {
    let mut found = Vec::new();
    search(path, 0, &mut found)?;
    found.sort();
    Ok(found)
}

fn search(path: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), AppError> {
    if !path.is_dir() {
        found.push(path.to_path_buf());
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if hidden {
            continue;
        }
        // A link to a folder is not followed: it may lead back.
        let kind = entry.file_type()?;
        if kind.is_dir() && depth < DEEPEST {
            search(&entry.path(), depth + 1, found)?;
        } else if kind.is_file() && is_picture(&entry.path()) {
            found.push(entry.path());
        }
    }
    Ok(())
}

fn is_picture(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()))
}

/// A name for addresses and files: small letters, digits and hyphens.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => slug.push_str("ae"),
            'ö' | 'ø' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            letter if letter.is_alphanumeric() => slug.push(letter),
            _ if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
            _ => {}
        }
    }
    slug.trim_end_matches('-').to_owned()
}
